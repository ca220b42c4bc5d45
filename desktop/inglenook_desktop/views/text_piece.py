"""A piece of text: the only widget in which text of a model, a person or a document is laid out and painted."""

from __future__ import annotations

import html
import math
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextBrowser, QTextEdit, QToolTip, QWidget

from ..markdown import SegmentKind
from ..markdown_display import visible
from .rich_copy import fill, selected_html
from .rich_text import SafeDocument, TextStyle
from .text_painting import paint_code_spans, paint_quote_bars, paint_selected
from .transcript_colors import TranscriptColors
from .transcript_layout import Piece

RULE_HEIGHT = 9
_NONE = QTextOption.WrapMode.NoWrap
_BREAKS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class _Flow(NamedTuple):
    """How lines end at the right edge. mode: where they break; with `_NONE` the text has no width. scrolls: sideways,
    what is wider."""

    mode: QTextOption.WrapMode
    scrolls: bool


_PROSE = _Flow(_BREAKS, scrolls=False)
_FLOWS = {
    SegmentKind.CODE: _Flow(_NONE, scrolls=True),
    SegmentKind.TABLE: _Flow(QTextOption.WrapMode.WordWrap, scrolls=True),  # it rather scrolls than breaks its words
    SegmentKind.MATH: _Flow(_BREAKS, scrolls=True),
}
"""Of text that is not wrapped; the others are prose."""
_MARKED = (SegmentKind.LIST, SegmentKind.QUOTE, SegmentKind.FOOTNOTE, SegmentKind.TABLE)
"""What has more than lines of text: bullets, boxes, cells."""
_MAX_TOOL_TIP = 300
_SCROLL_BAR = """QScrollBar:horizontal {{ height: 8px; background: transparent; margin: 0; border: none; }}
QScrollBar::handle:horizontal {{ background: {0}; border-radius: 3px; margin: 1px 0; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"""


class TextPiece(QTextBrowser):
    """Read-only text that loads nothing and opens nothing. It never scrolls vertically; its height is its content's.

    A drag that leaves it, and copying, are told to the transcript, which knows the neighbours. released: also after a
    word was selected by a double click.
    """

    link_activated = Signal(str)
    copy_message_requested = Signal()
    copy_requested = Signal()
    select_message_requested = Signal()
    entered = Signal()
    pressed = Signal(int)
    dragged = Signal(QPoint)
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: TextStyle | None = None
        self._colors: TranscriptColors | None = None
        self._kind: SegmentKind | None = None
        self._flow: _Flow | None = None
        self._document = self._blank = SafeDocument()
        self._is_dragging = False
        self._pressed_address = ""
        self.has_wide_selection = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(0)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        return None

    # content

    def show_document(
        self,
        document: SafeDocument,
        kind: SegmentKind,
        style: TextStyle,
        width: int,
        *,
        keeps_selection: bool = False,
        wraps: bool = False,
    ) -> int:
        """Shows the document at `width` and returns its height, both in pixels.

        keeps_selection: the document is a later state of the same text. wraps: long lines of code.
        """
        anchor = position = 0
        if keeps_selection:
            old = self.textCursor()
            anchor, position = old.anchor(), old.position()
        flow = _PROSE if wraps else _FLOWS.get(kind, _PROSE)
        has_new_width = flow.mode is not _NONE and width != self.lineWrapColumnOrWidth()
        if document is not self._document and (has_new_width or flow is not self._flow):
            self._put(self._blank)  # what was here would be laid out for this place
        if style is not self._style:
            self.dress(style)
        if kind is not self._kind:
            self._kind = kind
        if flow is not self._flow:
            self._set_flow(flow)
        if has_new_width:
            self.setLineWrapColumnOrWidth(width)
        if kind is SegmentKind.CODE:
            _set_wrap_mode(document, flow.mode)
        if document is not self._document:
            self._put(document)
        if anchor != position:
            self.select(anchor, position)
        size = document.size()
        height = RULE_HEIGHT if kind is SegmentKind.RULE else math.ceil(size.height())
        if flow.scrolls and size.width() > width + 1:
            height += self.horizontalScrollBar().sizeHint().height()
        return height

    def _put(self, document: SafeDocument) -> None:
        """Whoever had it before lets go of it: at its next resize it would lay it out for a place of another width."""
        before, document.holder = document.holder, self
        if isinstance(before, TextPiece) and before is not self and before._document is document:
            before._put(before._blank)
        # PySide's setDocument keeps every document alive for as long as the widget lives; the property does not
        self.setProperty("document", document)
        self._document = document

    def dress(self, style: TextStyle) -> None:
        if style.colors is not self._colors:
            self._colors = style.colors
            self.horizontalScrollBar().setStyleSheet(_SCROLL_BAR.format(style.colors.scroll_handle.name()))
        self._style = style

    def _set_flow(self, flow: _Flow) -> None:
        self._flow = flow
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if flow.scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        modes = QTextEdit.LineWrapMode
        self.setLineWrapMode(modes.NoWrap if flow.mode is _NONE else modes.FixedPixelWidth)
        self.setWordWrapMode(flow.mode)

    # selection

    def select(self, anchor: int, position: int) -> None:
        """Selects from anchor to position, both in UTF-16 units from the start of the document."""
        last = self._document.characterCount() - 1
        cursor = QTextCursor(self._document)
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def n_units(self) -> int:
        """Length of the shown text in UTF-16 units."""
        return self._document.characterCount() - 1

    def position_at(self, point: QPoint) -> int:
        """The place in the text nearest to a point in the viewport's coordinates."""
        return self.cursorForPosition(point).position()

    def selected_text(self) -> str:
        cursor = self.textCursor()
        return self._document.text_between(cursor.selectionStart(), cursor.selectionEnd())

    def selected_html(self) -> str:
        """Empty where it would say no more than the text."""
        cursor, shown = self.textCursor(), self._document
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return "" if self._kind is None else selected_html(self._kind, shown, start, end, shown.formulas)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        fill(data, self.selected_text(), self.selected_html())
        return data

    # events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_address = self.anchorAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton:
            position = self.position_at(event.position().toPoint())
            cursor = self.textCursor()
            is_on_selection = cursor.selectionStart() <= position < cursor.selectionEnd()
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._is_dragging = not extends and (not is_on_selection or self.has_wide_selection)
            if self._is_dragging:
                self.pressed.emit(position)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging and event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())
            if self.has_wide_selection:
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging:
            self._is_dragging = False
            self.released.emit()
            if self.has_wide_selection:
                return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_message_requested.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape) or (
            key in (Qt.Key.Key_Home, Qt.Key.Key_End) and modifiers & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.setCursorWidth(1 if by_keyboard else 0)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.viewport().installEventFilter(self)
        self.entered.emit()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.viewport().removeEventFilter(self)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        is_sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        by_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if (is_sideways or by_shift) and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the viewport under the pointer; to look at the events of all texts would cost a part of each frame."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_address(event.pos(), event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = QAction(self.tr("&Copy"), menu)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setEnabled(self.has_wide_selection or self.textCursor().hasSelection())
        copy.triggered.connect(self.copy_requested)
        menu.addAction(copy)
        if address := self.anchorAt(event.pos()):
            link = QAction(self.tr("Copy &link address"), menu)
            link.setData(address)
            link.triggered.connect(self._copy_address_of_action)
            menu.addAction(link)
        message = QAction(self.tr("Copy &message"), menu)
        message.triggered.connect(self.copy_message_requested)
        menu.addAction(message)
        menu.addSeparator()
        everything = QAction(self.tr("Select &all of the message"), menu)
        everything.setShortcut(QKeySequence.StandardKey.SelectAll)
        everything.triggered.connect(self.select_message_requested)
        menu.addAction(everything)
        menu.popup(event.globalPos())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        may_have_quotes = self._kind in (SegmentKind.QUOTE, SegmentKind.LIST)
        if self._style is not None and self._kind is SegmentKind.RULE:
            painter = QPainter(self.viewport())
            painter.fillRect(0, RULE_HEIGHT // 2, self.viewport().width(), 1, self._style.colors.rule)
            return
        if self._style is not None and (may_have_quotes or self._document.code_spans):
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.translate(-self.horizontalScrollBar().value(), 0)
            if may_have_quotes:
                paint_quote_bars(self._document, painter, self._style)
            if self._document.code_spans:
                paint_code_spans(self._document, painter, self._style)
            painter.end()
        if self._kind in _MARKED and self.textCursor().hasSelection():
            painter = QPainter(self.viewport())
            painter.setClipRect(event.rect())
            painter.translate(-self.horizontalScrollBar().value(), 0)
            paint_selected(
                self._document,
                painter,
                self.textCursor(),
                self.extraSelections(),
                self.palette(),
                is_active=self.hasFocus(),
            )
            painter.end()
        else:
            super().paintEvent(event)
        if self._document.formulas:
            painter = QPainter(self.viewport())
            painter.translate(-self.horizontalScrollBar().value(), 0)
            self._document.selected.paint(painter)
            painter.end()

    # links

    def _show_address(self, position: QPoint, global_position: QPoint) -> None:
        address = self.anchorAt(position)
        if not address or address.startswith("#"):  # what is within the message is there to see
            QToolTip.hideText()
            return
        shown = visible(address if len(address) <= _MAX_TOOL_TIP else address[:_MAX_TOOL_TIP] + "…")
        # a tool tip that looks like rich text is rendered as such; escaped it cannot
        QToolTip.showText(global_position, f"<p style='white-space:pre-wrap'>{html.escape(shown)}</p>", self)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        """Tells the address as it was written; a QUrl has forgotten it when it is not valid."""
        for address in (self._pressed_address, self.textCursor().charFormat().anchorHref()):
            if address and QUrl(address) == url:
                self.link_activated.emit(address)
                return
        self.link_activated.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def _copy_address_of_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            QGuiApplication.clipboard().setText(str(action.data()))


def _set_wrap_mode(document: SafeDocument, mode: QTextOption.WrapMode) -> None:
    option = document.defaultTextOption()
    if option.wrapMode() != mode:
        option.setWrapMode(mode)
        document.setDefaultTextOption(option)


class TextSlot(TextPiece):
    """A text piece as the transcript places it."""

    def show_piece(
        self, piece: Piece, style: TextStyle, width: int, accessible_name: str, *, keeps_selection: bool
    ) -> int:
        """Of a part that has its document. Returns the height in pixels at `width`."""
        segment, document = piece.segment, piece.document
        assert segment is not None
        assert document is not None
        self.setAccessibleName(accessible_name)
        # a formula is one character for Qt, which says nothing; its LaTeX says what it is
        is_told = bool(document.formulas) and segment.is_closed  # while it grows, not with every frame
        spoken = document.text_between(0, document.characterCount() - 1) if is_told else ""
        self.setAccessibleDescription(spoken)
        return self.show_document(document, segment.kind, style, width, keeps_selection=keeps_selection)

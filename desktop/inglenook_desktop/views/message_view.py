"""The widgets of one message: a piece of its text, and its end with notice, figures and buttons. They are recycled."""

from __future__ import annotations

import html
import math

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QTextEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ..markdown import SegmentKind
from ..models.transcript import Speaker, TranscriptItem
from .rich_text import SafeDocument, TextStyle, make_document, plain
from .transcript_colors import TranscriptColors
from .transcript_layout import PANEL_PADDING, Piece

FEEDBACK_MS = 1_600
RULE_HEIGHT = 9
ROW_SPACING = 14
_MAX_TOOL_TIP = 300


class TextPiece(QTextBrowser):
    """Read-only text that loads nothing and opens nothing. It never scrolls vertically; its height is its content's."""

    link_activated = Signal(str)
    copy_message_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: TextStyle | None = None
        self._kind: SegmentKind | None = None
        self._document = SafeDocument()
        self._keeps_selection = False
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

    def show_document(self, document: SafeDocument, kind: SegmentKind, style: TextStyle, width: int) -> int:
        """Shows the document at `width` and returns its height, both in pixels. Selection and caret stay when it only grew."""
        old = self.textCursor()
        anchor, position = old.anchor(), old.position()
        keeps_cursor = self._keeps_selection and anchor != position
        self._style, self._kind = style, kind
        scrolls = kind in (SegmentKind.CODE, SegmentKind.TABLE)
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        if kind is SegmentKind.CODE:
            self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
            self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        else:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self.setLineWrapColumnOrWidth(width)
        if document is not self._document:
            self.setDocument(document)
            self._document = document
        if keeps_cursor:
            last = document.characterCount() - 1
            cursor = self.textCursor()
            cursor.setPosition(min(anchor, last))
            cursor.setPosition(min(position, last), cursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        size = document.size()
        height = RULE_HEIGHT if kind is SegmentKind.RULE else math.ceil(size.height())
        if scrolls and size.width() > width + 1:
            height += self.horizontalScrollBar().sizeHint().height()
        return height

    def keep_selection(self, keeps: bool) -> None:
        """Whether the next document is a later state of the same text."""
        self._keeps_selection = keeps

    def copy_selection(self) -> None:
        """The selected text, plain, to the clipboard."""
        if self.textCursor().hasSelection():
            QGuiApplication.clipboard().setText(plain(self.textCursor().selectedText()))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(plain(self.textCursor().selectedText()))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
            event.accept()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.setCursorWidth(1 if by_keyboard else 0)
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        is_sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if is_sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if self.horizontalScrollBar().maximum() > 0:
                super().wheelEvent(event)
                return
        event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_address(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = QAction(self.tr("&Copy"), menu)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy_selection)
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
        everything = QAction(self.tr("Select &all of this part"), menu)
        everything.triggered.connect(self.selectAll)
        menu.addAction(everything)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._style is not None:
            if self._kind is SegmentKind.RULE:
                painter = QPainter(self.viewport())
                painter.setPen(QPen(self._style.colors.rule, 1))
                middle = RULE_HEIGHT // 2
                painter.drawLine(0, middle, self.viewport().width(), middle)
                return
            if self._kind in (SegmentKind.QUOTE, SegmentKind.LIST):
                self._paint_quote_bars(self._style)
        super().paintEvent(event)

    def _paint_quote_bars(self, style: TextStyle) -> None:
        """A bar at the left of quoted blocks, one for each level."""
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colors.rule)
        layout = self._document.documentLayout()
        block = self._document.begin()
        last_bottom = 0.0
        while block.isValid():
            level = block.blockFormat().property(QTextFormat.Property.BlockQuoteLevel)
            rect = layout.blockBoundingRect(block)
            if level:
                first = block.blockFormat().topMargin()
                top = min(rect.top() - first, last_bottom) if last_bottom else rect.top()
                for depth in range(int(level)):
                    painter.drawRect(QRectF(depth * style.indent * 0.75, top, 3, rect.bottom() - top))
            last_bottom = rect.bottom() if level else 0.0
            block = block.next()

    def _show_address(self, position: QPoint, global_position: QPoint) -> None:
        address = self.anchorAt(position)
        if not address:
            QToolTip.hideText()
            return
        shown = address if len(address) <= _MAX_TOOL_TIP else address[:_MAX_TOOL_TIP] + "…"
        # a tool tip that looks like rich text is rendered as such; escaped it cannot
        QToolTip.showText(global_position, f"<p style='white-space:pre-wrap'>{html.escape(shown)}</p>", self)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        self.link_activated.emit(url.toString())

    def _copy_address_of_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            QGuiApplication.clipboard().setText(str(action.data()))


class QuietButton(QPushButton):
    """A flat text button in a quiet colour that says for a moment that it did its work."""

    def __init__(self, text: str, done_text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._text, self._done_text = text, done_text
        self._is_hovered = False
        self._colors: TranscriptColors | None = None
        self._is_quiet = False
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FEEDBACK_MS)
        self._timer.timeout.connect(self.rest)

    def set_colors(self, colors: TranscriptColors) -> None:
        self._colors = colors
        self.update()

    def set_hidden_until_needed(self, is_quiet: bool) -> None:
        """Painted only while the pointer or the focus is near; it stays where it is and can be reached by keyboard."""
        if is_quiet != self._is_quiet:
            self._is_quiet = is_quiet
            self.update()

    def show_done(self) -> None:
        self.setText(self._done_text)
        self._timer.start()

    def rest(self) -> None:
        self._timer.stop()
        self.setText(self._text)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(metrics.horizontalAdvance(self._text), metrics.horizontalAdvance(self._done_text))
        return QSize(width + 16, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEvent) -> None:  # type: ignore[override]  # the stub wants QEnterEvent
        self._is_hovered = True
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colors = self._colors
        if colors is None or (self._is_quiet and not self._is_hovered and not self.hasFocus() and not self._timer.isActive()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._is_hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.hover)
            painter.drawRoundedRect(rect, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.accent, 1.5))
            painter.drawRoundedRect(rect, 5, 5)
        painter.setPen(colors.text if self._is_hovered else colors.quiet)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())


class MessageEnd(QWidget):
    """What stands under a message: a notice with a button to try again, the copy button and quiet figures."""

    copy_requested = Signal()
    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors: TranscriptColors | None = None
        self.notice = QLabel(self)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry = QPushButton(self.tr("&Try again"), self)
        self.retry.setAutoDefault(False)
        self.retry.clicked.connect(self.retry_requested)
        self._notice_panel = _Panel(self)
        row = QHBoxLayout(self._notice_panel)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self.notice, 1)
        row.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignVCenter)
        self.notice.setParent(self._notice_panel)
        self.retry.setParent(self._notice_panel)
        self.copy_button = QuietButton(self.tr("Copy"), self.tr("Copied"), self)
        self.copy_button.setAccessibleName(self.tr("Copy message"))
        self.copy_button.clicked.connect(self._on_copy)
        self.footer = QLabel(self)
        self.footer.setTextFormat(Qt.TextFormat.PlainText)
        self.footer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._actions = QWidget(self)
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(8)
        actions.addWidget(self.copy_button)
        actions.addWidget(self.footer, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(self._notice_panel)
        self._column.addWidget(self._actions)
        self._column.addStretch(1)

    def show_item(self, item: TranscriptItem, style: TextStyle, width: int, accessible_name: str) -> int:
        """Shows notice, figures and buttons of the item; returns the height at `width`, both in pixels."""
        colors = style.colors
        self._colors = colors
        is_model = item.speaker is Speaker.MODEL
        small = QFont(style.font)
        small.setPointSizeF(max(6.0, style.font.pointSizeF() * 0.88))
        for widget in (self.copy_button, self.footer):
            widget.setFont(small)
        self.copy_button.set_colors(colors)
        self.copy_button.rest()
        self.copy_button.set_hidden_until_needed(not is_model)
        self.copy_button.setToolTip(self.tr("Copy the whole message as it was written"))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, colors.quiet)
        self.footer.setPalette(palette)
        self.footer.setText(item.footer)
        has_notice = bool(item.notice) or item.can_retry
        self._notice_panel.setVisible(has_notice)
        self.notice.setText(item.notice)
        palette.setColor(QPalette.ColorRole.WindowText, colors.error if item.is_error else colors.text)
        self.notice.setPalette(palette)
        self._notice_panel.set_color(colors.error_panel if item.is_error else colors.notice_panel)
        self.retry.setVisible(item.can_retry)
        self._column.setContentsMargins(0, 8 if is_model else PANEL_PADDING + 2, 0, ROW_SPACING)
        self.setAccessibleName(accessible_name)
        return self._column.totalHeightForWidth(width) if has_notice else self._column.totalSizeHint().height()

    def panel_bottom(self, item: TranscriptItem) -> int:
        """How much of this widget's height belongs to the panel of a person's message."""
        return 0 if item.speaker is Speaker.MODEL else PANEL_PADDING

    def _on_copy(self) -> None:
        self.copy_requested.emit()
        self.copy_button.show_done()


class _Panel(QWidget):
    """A rounded background."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color = QColor()

    def set_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class TextSlot(TextPiece):
    """A text piece as the transcript places it: it makes the document of a segment when it is first shown."""

    def show_piece(self, piece: Piece, style: TextStyle, width: int, accessible_name: str) -> int:
        """Returns the height in pixels at `width`."""
        assert piece.segment is not None
        if piece.document is None:
            piece.document = make_document(piece.segment, style)
        self.setAccessibleName(accessible_name)
        return self.show_document(piece.document, piece.segment.kind, style, width)




"""The end of a message: what went wrong with the ways on, the walk between its versions, quiet actions and figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..models.transcript import Speaker, TranscriptItem
from .growing_field import can_hold_all
from .quiet_button import SIDE_PADDING, OutlineButton, QuietButton, set_text_color
from .rich_text import TextStyle
from .sibling_bar import SiblingBar

END_OUTSET = SIDE_PADDING
"""How far this widget reaches beyond the text column, so that the words of its button stand under the text."""
ROW_SPACING = 18
PANEL_SPACING = 12
LEAST_NOTICE_PX = 180
"""A sentence in a narrower column would be a word on each line."""


class MessageEnd(QWidget):
    """Stands under every message. Emits what the person wants; does nothing of it itself.

    sibling_wanted: the key of another version. menu_requested: the rest of what can be done, at a place on the screen.
    control_lost: what has the focus cannot be pressed from now on.
    """

    copy_requested = Signal()
    edit_requested = Signal()
    regenerate_requested = Signal()
    continue_requested = Signal()
    retry_requested = Signal()
    sibling_wanted = Signal(int)
    menu_requested = Signal(QPoint)
    files_requested = Signal(QPoint)
    context_requested = Signal()
    entered = Signal()
    control_lost = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_near = self._is_held = self._is_waiting = self._is_busy = False
        self._style: TextStyle | None = None
        self.speaker: Speaker | None = None  # of the message that it stands under
        self._shape: tuple[int, ...] | None = None  # what decides the height, but for a notice
        self._height = 0
        self._panel = _Panel(self)
        self.notice = _PlainLabel(self._panel)
        self.notice.setWordWrap(True)
        self.go_on = OutlineButton(self.tr("&Continue"), self._panel)
        self.go_on.setToolTip(self.tr("Let the answer go on where it stopped"))
        self.go_on.clicked.connect(self.continue_requested)
        self.retry = OutlineButton(self.tr("&Try again"), self._panel)
        self.retry.clicked.connect(self.retry_requested)
        self.context = OutlineButton(self.tr("C&hange…"), self._panel)
        self.context.setToolTip(self.tr("The summary, and reading everything again"))
        self.context.clicked.connect(self.context_requested)
        ways = self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        ways.setSpacing(PANEL_SPACING)
        ways.addStretch(1)
        for way in (self.go_on, self.retry, self.context):
            ways.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        row = self._panel_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._panel)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(PANEL_SPACING)
        row.addWidget(self.notice, 1)
        row.addLayout(ways)
        outset = QHBoxLayout()
        outset.setContentsMargins(END_OUTSET, 0, END_OUTSET, 0)
        outset.addWidget(self._panel)

        self.siblings = SiblingBar(self)
        self.siblings.wanted.connect(self.sibling_wanted)
        self.copy_button = self._quiet_button(self.tr("Copy"), self.tr("Copied"))
        self.copy_button.setAccessibleName(self.tr("Copy message"))
        self.copy_button.setToolTip(self.tr("Copy the whole message as it was written"))
        self.copy_button.clicked.connect(self._on_copy)
        self.edit = self._quiet_button(self.tr("Edit"))
        self.edit.clicked.connect(self.edit_requested)
        self.regenerate = self._quiet_button(self.tr("Regenerate"))
        self.regenerate.setAccessibleName(self.tr("Regenerate answer"))
        self.regenerate.setToolTip(self.tr("Another answer beside this one, which stays"))
        self.regenerate.clicked.connect(self.regenerate_requested)
        self.more = self._quiet_button("⋯")
        self.more.setAccessibleName(self.tr("More for this message"))
        self.more.setToolTip(self.tr("More"))
        self.more.clicked.connect(self._on_more)
        self.attachments = _Files(self)
        self.attachments.setIndent(END_OUTSET)
        self.attachments.clicked.connect(self._on_files)
        self.footer = _Footer(self)
        self._quiet = (self.copy_button, self.edit, self.regenerate, self.more)
        self._in_row = (self.siblings, *self._quiet)
        actions = QHBoxLayout()
        actions.setContentsMargins(0, 0, END_OUTSET, 0)
        actions.setSpacing(2)
        actions.addWidget(self.siblings)
        for button in self._quiet:
            actions.addWidget(button)
        actions.addWidget(self.footer, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addWidget(self.attachments)
        self._column.addLayout(outset)
        self._column.addLayout(actions)
        self._column.addStretch(1)
        self._actions = actions
        self._layouts = (ways, row, outset, actions, self._column)
        for seldom in (self._panel, self.attachments):
            seldom.hide()

    def show_item(
        self, item: TranscriptItem, style: TextStyle, width: int, accessible_name: str, *, padding_above: int
    ) -> int:
        """Shows notice, figures and buttons; returns the height for a text column of `width`, all in pixels.

        padding_above: what still belongs to the panel of the message.
        """
        is_model = item.speaker is Speaker.MODEL
        is_waiting = item.is_streaming and not item.text
        if style is not self._style:
            self._dress(style)
        self.siblings.show_item(item)
        for button in self._quiet:
            button.rest()
            button.set_waits(button is not self.copy_button or not is_model or item.is_streaming)
        self.copy_button.setVisible(not is_waiting and bool(item.text.strip()))
        self.edit.setVisible(item.can_edit and can_hold_all(item.text))
        if item.speaker is not self.speaker:
            self.speaker = item.speaker
            self._name_edit(is_model=is_model)
        self.regenerate.setVisible(item.can_regenerate)
        self.more.setVisible(item.can_edit)
        self._put_siblings(is_above=False)
        used = self._actions_width()
        for spared in (self.regenerate, self.copy_button):  # the menu has them, too
            if used > width:
                spared.hide()
                used = self._actions_width()
        is_above = used > width and bool(item.siblings)
        if is_above:
            self._put_siblings(is_above=True)
            used = self._actions_width()
        is_below = self._show_footer(item, width, used, is_waiting=is_waiting)
        self._show_attachments(item, width)
        has_notice = bool(item.notice) or item.can_retry
        if has_notice or not self._panel.isHidden():
            self._show_notice(item, style, width, has_notice=has_notice)
        above = (8 if has_notice else 2) if is_model else padding_above + (8 if has_notice else 2)
        self.setAccessibleName(accessible_name)
        hidden = (widget.isHidden() for widget in self._in_row)
        shape = (above, is_model, len(item.attachments), is_above, is_below, bool(self.footer.text()), *hidden)
        if has_notice or shape != self._shape:
            self._shape = None if has_notice else shape
            self._column.setContentsMargins(0, above, 0, ROW_SPACING if is_model else ROW_SPACING - 8)
            for layout in self._layouts:  # not shown yet, so nothing told them that their contents changed
                layout.invalidate()
            self._panel.updateGeometry()  # the layout around it remembers how high it was with another notice
            across = width + 2 * END_OUTSET
            column = self._column
            wraps = has_notice and column.hasHeightForWidth()  # a notice may have a button and no words
            self._height = column.totalHeightForWidth(across) if wraps else column.totalMinimumSize().height()
        return self._height

    def _show_notice(self, item: TranscriptItem, style: TextStyle, width: int, *, has_notice: bool) -> None:
        """In its panel, with the ways on; or takes it away."""
        colors = style.colors
        self._panel.setVisible(has_notice)
        self.notice.setText(item.notice)
        self.go_on.setVisible(item.can_continue)
        self.retry.setVisible(item.can_retry)
        self.context.setVisible(item.is_cut)
        if has_notice:
            self._place_ways(item.notice, width)
            self._panel.set_color(colors.error_panel if item.is_error else colors.notice_panel)
            set_text_color(self.notice, colors.error if item.is_error else colors.text)
            for outline in (self.go_on, self.retry, self.context):
                outline.set_words_color(colors.error if item.is_error else colors.text)

    def _name_edit(self, *, is_model: bool) -> None:
        self.edit.setAccessibleName(self.tr("Edit answer") if is_model else self.tr("Edit question"))
        self.edit.setToolTip(
            self.tr("Write another version of this answer yourself")
            if is_model
            else self.tr("Change the message and send it again; this one stays")
        )

    def _place_ways(self, notice: str, width: int) -> None:
        """Beside the notice, or below it where that would have too narrow a column, or below each other."""
        ways = [button for button in (self.go_on, self.retry, self.context) if not button.isHidden()]
        used = sum(button.sizeHint().width() + PANEL_SPACING for button in ways)
        wanted = min(LEAST_NOTICE_PX, self.notice.fontMetrics().horizontalAdvance(notice))
        is_below = bool(ways) and width - used < wanted
        margins = self._panel_row.contentsMargins()
        room = width - margins.left() - margins.right() + PANEL_SPACING
        for layout, is_upright in ((self._panel_row, is_below), (self._ways, used > room)):
            direction = QBoxLayout.Direction.TopToBottom if is_upright else QBoxLayout.Direction.LeftToRight
            if layout.direction() is not direction:
                layout.setDirection(direction)

    def _dress(self, style: TextStyle) -> None:
        """What is the same under every message."""
        self._style, self._shape = style, None
        small, colors = style.small, style.colors
        self.siblings.dress(small, colors)
        for button in self._quiet:
            button.setFont(small)
            button.set_colors(colors)
        for label in (self.footer, self.attachments):
            label.setFont(small)
            set_text_color(label, colors.quiet)
        self.footer.measure()

    def set_near(self, is_near: bool) -> None:
        """Whether the pointer is over the message."""
        self._is_near = is_near
        self._show_actions()

    def set_busy(self, is_busy: bool) -> None:
        """While an answer is in progress there is no other to be had."""
        if is_busy == self._is_busy:
            return
        self._is_busy = is_busy
        for button in (self.edit, self.regenerate, self.go_on, self.retry):
            if is_busy and button.window().focusWidget() is button:  # Qt would pass it on to whatever is next
                self.control_lost.emit()
            button.setEnabled(not is_busy)

    def set_held(self, is_held: bool) -> None:
        """While an answer that has no text yet waits for that of another window."""
        self._is_held = is_held
        if self._is_waiting:
            self.footer.show_words(self._waiting_words())
            self.footer.setAccessibleName(self._waiting_words())

    def _waiting_words(self) -> str:
        return self.tr("Waiting …") if self._is_held else self.tr("Reading …")

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()
        super().enterEvent(event)

    def _quiet_button(self, text: str, done_text: str = "") -> QuietButton:
        button = QuietButton(text, done_text or text, self)
        button.focus_changed.connect(self._show_actions)
        return button

    def _show_actions(self) -> None:
        """All of them, while the pointer is near or the focus is on one."""
        is_near = self._is_near or any(button.hasFocus() for button in self._quiet)
        for button in self._quiet:
            button.set_near(is_near)

    def _actions_width(self) -> int:
        """What is to be shown of them, in pixels."""
        spacing = self._actions.spacing()
        beside = self._in_row if self._actions.indexOf(self.siblings) >= 0 else self._quiet
        return sum(widget.sizeHint().width() + spacing for widget in beside if not widget.isHidden())

    def _put_siblings(self, *, is_above: bool) -> None:
        """Before the buttons, or in a row of their own where the column is too narrow for both."""
        if is_above == (self._actions.indexOf(self.siblings) < 0):
            return
        if is_above:
            self._actions.removeWidget(self.siblings)
            self._column.insertWidget(self._column.indexOf(self._actions), self.siblings, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._column.removeWidget(self.siblings)
            self._actions.insertWidget(0, self.siblings)

    def _show_footer(self, item: TranscriptItem, width: int, used: int, *, is_waiting: bool) -> bool:
        """Quiet figures at the right of the buttons, which take `used` pixels, or below them where there is no room.
        Returns whether they are below."""
        self._is_waiting = is_waiting
        text = self._waiting_words() if is_waiting else item.footer
        metrics = self.footer.fontMetrics()
        text_width = metrics.horizontalAdvance(text)
        is_below = not is_waiting and text_width > width - used - END_OUTSET
        self._put_footer(is_below=is_below)
        is_left = is_waiting or is_below
        side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
        self.footer.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.footer.setIndent(END_OUTSET if is_left else 0)
        room = width if is_below else max(0, width - used - END_OUTSET)
        elided = text if text_width <= room else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.footer.show_words(elided)
        self.footer.setToolTip("\n".join(filter(None, (text if elided != text else "", item.detail))))
        self.footer.setAccessibleName(text)
        self.footer.setAccessibleDescription(item.detail)
        return is_below

    def _put_footer(self, *, is_below: bool) -> None:
        if is_below == (self._actions.indexOf(self.footer) < 0):
            return
        if is_below:
            self._actions.removeWidget(self.footer)
            self._column.insertWidget(self._column.count() - 1, self.footer)
        else:
            self._column.removeWidget(self.footer)
            self._actions.addWidget(self.footer, 1)

    def _show_attachments(self, item: TranscriptItem, width: int) -> None:
        """What came with the message, by name. Nothing is opened from here."""
        if not item.attachments and self.attachments.isHidden():
            return
        metrics = self.attachments.fontMetrics()
        lines = [metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width) for line in item.attachments]
        self.attachments.setVisible(bool(lines))
        self.attachments.setText("\n".join(lines))
        self.attachments.setAccessibleName(self.tr("Attached: %1").replace("%1", ", ".join(item.attachments)))

    def _on_copy(self) -> None:
        self.copy_requested.emit()
        self.copy_button.show_done()

    def _on_files(self) -> None:
        self.files_requested.emit(self.attachments.mapToGlobal(QPoint(0, self.attachments.height())))

    def _on_more(self) -> None:
        self.menu_requested.emit(self.more.mapToGlobal(QPoint(0, self.more.height())))


class _Files(QLabel):
    """The names of what came with a message; a click looks into it. The keyboard has the menu of the message."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Look into what the model read"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


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


class _PlainLabel(QLabel):
    """Text that can be selected with the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.make_selectable()

    def make_selectable(self) -> None:
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class _Footer(_PlainLabel):
    """One line in the room that is left; it is as high as any line, so its text need not be laid out to know it.

    It can be selected from when the pointer comes: Qt gives such a label a document, and three of them were a sixteenth
    of a jump.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = 0
        self._is_beside = False

    def make_selectable(self) -> None:
        """Later."""

    def show_words(self, words: str) -> None:
        if words != self.text():
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # nothing is selected any more
            self.setText(words)
            if self.underMouse():
                super().make_selectable()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().make_selectable()
        super().enterEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside its words it is a place between two messages, like any other."""
        super().make_selectable()  # a finger comes without entering
        words = self.style().itemTextRect(
            self.fontMetrics(), self.contentsRect(), self.alignment().value, True, self.text()
        )
        self._is_beside = not self.text() or not words.contains(event.position().toPoint())
        self._pass_on(event, super().mousePressEvent)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event, super().mouseMoveEvent)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event, super().mouseReleaseEvent)

    def _pass_on(self, event: QMouseEvent, take: Callable[[QMouseEvent], None]) -> None:
        if self._is_beside:
            event.ignore()
        else:
            take(event)

    def measure(self) -> None:
        """After its font changed."""
        self._height = 0
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        if not self.text():
            return QSize(0, super().sizeHint().height())
        if not self._height:
            self._height = super().sizeHint().height()
        return QSize(0, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

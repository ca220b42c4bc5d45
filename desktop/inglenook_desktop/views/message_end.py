"""The end of a message: what went wrong with the ways on, the walk between its versions, quiet actions and figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from ..models.transcript import Speaker, TranscriptItem
from .end_footer import EndFooter
from .end_notice import NoticePanel
from .growing_field import can_hold_all
from .quiet_button import SIDE_PADDING, QuietButton, set_text_color
from .rich_text import TextStyle
from .sibling_bar import SiblingBar

END_OUTSET = SIDE_PADDING
"""How far this widget reaches beyond the text column, so that the words of its button stand under the text."""
ROW_SPACING = 18
_LINE_SPACING = 6
_ACTION_SPACING = 2


class MessageEnd(QWidget):
    """Stands under every message. Emits what the person wants; does nothing of it itself.

    Its parts are placed by hand: the layouts of Qt were a twelfth of a jump.
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
        self._shape: tuple[object, ...] | None = None  # what decides where its parts stand
        self._height = 0
        self._panel = NoticePanel(self)
        self.notice = self._panel.notice
        self.go_on, self.retry, self.context = self._panel.go_on, self._panel.retry, self._panel.context
        self.go_on.clicked.connect(self.continue_requested)
        self.retry.clicked.connect(self.retry_requested)
        self.context.clicked.connect(self.context_requested)
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
        self.footer = EndFooter(self)
        self._quiet = (self.copy_button, self.edit, self.regenerate, self.more)
        self._in_row = (self.siblings, *self._quiet)
        for seldom in (self._panel, self.attachments):
            seldom.hide()

    def show_item(
        self,
        item: TranscriptItem,
        style: TextStyle,
        width: int,
        accessible_name: str,
        *,
        padding_above: int,
        is_second: bool = False,
    ) -> int:
        """Shows notice, figures and buttons; returns the height for a text column of `width`, all in pixels.

        padding_above: what still belongs to the panel of the message. is_second: of a second model, whose messages are
        not edited.
        """
        is_model = item.speaker is Speaker.MODEL
        is_waiting = item.is_streaming and not item.text
        if style is not self._style:
            self.dress(style)
        self.siblings.show_item(item)
        for button in self._quiet:
            button.rest()
            button.set_waits(button is not self.copy_button or not is_model or item.is_streaming)
        self.copy_button.setVisible(not is_waiting and bool(item.text.strip()))
        self.edit.setVisible(item.can_edit and not is_second and can_hold_all(item.text))
        if item.speaker is not self.speaker:
            self.speaker = item.speaker
            self._name_edit(is_model=is_model)
        self.regenerate.setVisible(item.can_regenerate)
        self.more.setVisible(item.can_edit)
        beside = self._shown()
        used = _width_of(beside)
        for spared in (self.regenerate, self.copy_button):  # the menu has them, too
            if used > width:
                spared.hide()
                beside = self._shown()
                used = _width_of(beside)
        above: list[QWidget] = []  # the walk, in a row of its own where the column is too narrow for both
        if used > width and item.siblings:
            above, beside = beside[:1], beside[1:]
            used = _width_of(beside)
        is_below = self._show_footer(item, width, used, is_waiting=is_waiting)
        self._show_attachments(item, width)
        has_notice = bool(item.notice) or item.can_retry
        notice_height = 0
        if has_notice:
            self._panel.show()
            notice_height = self._panel.show_item(item, style.colors, width)
        elif not self._panel.isHidden():
            self._panel.hide()
            self.notice.setText("")  # of another message; Qt's clear() leaves a height that depends on the width
        self.setAccessibleName(accessible_name)
        top = (8 if has_notice else 2) + (0 if is_model else padding_above)
        bottom = ROW_SPACING if is_model else ROW_SPACING - 8
        shape: tuple[object, ...] = (width, top, bottom, notice_height, len(item.attachments), bool(self.footer.text()))
        shape += (is_below, used, _width_of(above), *above, None, *beside)
        if shape != self._shape:
            self._shape = shape
            self._height = self._arrange(width, top, notice_height, above, beside, used, is_below=is_below) + bottom
        return self._height

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._in_row if not widget.isHidden()]

    def _arrange(
        self,
        width: int,
        y: int,
        notice_height: int,
        above: Sequence[QWidget],
        beside: Sequence[QWidget],
        used: int,
        *,
        is_below: bool,
    ) -> int:
        """Rows from `y` on; the figures stand behind what takes `used` pixels, or below it. Returns where they end."""
        across = width + END_OUTSET  # to the end of the text
        if not self.attachments.isHidden():
            height = self.attachments.sizeHint().height()
            self.attachments.setGeometry(0, y, across + END_OUTSET, height)
            y += height + _LINE_SPACING
        if notice_height:
            self._panel.setGeometry(END_OUTSET, y, width, notice_height)
            y += notice_height + _LINE_SPACING
        for row in (above, beside):
            sizes = [widget.sizeHint() for widget in row]
            height = max((size.height() for size in sizes), default=0)
            if row is beside and not is_below:
                height = max(height, self.footer.line_height())
                self.footer.setGeometry(used, y, across - used, height)
            x = 0
            for widget, size in zip(row, sizes, strict=True):
                across_row = min(size.width(), across + END_OUTSET - x)  # the walk gives way by itself
                widget.setGeometry(x, y + (height - size.height()) // 2, across_row, size.height())
                x += across_row + _ACTION_SPACING
            if height:
                y += height + _LINE_SPACING
        if is_below:
            height = self.footer.line_height()
            self.footer.setGeometry(0, y, across + END_OUTSET, height)
            y += height + _LINE_SPACING
        return y - _LINE_SPACING

    def _name_edit(self, *, is_model: bool) -> None:
        self.edit.setAccessibleName(self.tr("Edit answer") if is_model else self.tr("Edit question"))
        self.edit.setToolTip(
            self.tr("Write another version of this answer yourself")
            if is_model
            else self.tr("Change the message and send it again; this one stays")
        )

    def dress(self, style: TextStyle) -> None:
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
        if is_near != self._is_near:
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

    def _show_footer(self, item: TranscriptItem, width: int, used: int, *, is_waiting: bool) -> bool:
        """Quiet figures at the right of the buttons, which take `used` pixels, or below them where there is no room.
        Returns whether they are below."""
        self._is_waiting = is_waiting
        text = self._waiting_words() if is_waiting else item.footer
        metrics = self.footer.fontMetrics()
        text_width = metrics.horizontalAdvance(text)
        is_below = not is_waiting and text_width > width - used - END_OUTSET
        self.footer.set_side(is_left=is_waiting or is_below, indent=END_OUTSET)
        room = width if is_below else max(0, width - used - END_OUTSET)
        elided = text if text_width <= room else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.footer.show_words(elided)
        self.footer.setToolTip("\n".join(filter(None, (text if elided != text else "", item.detail))))
        self.footer.setAccessibleName(text)
        self.footer.setAccessibleDescription(item.detail)
        return is_below

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


def _width_of(row: Sequence[QWidget]) -> int:
    """In pixels, with room before what comes next."""
    return sum(widget.sizeHint().width() + _ACTION_SPACING for widget in row)

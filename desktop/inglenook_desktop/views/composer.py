"""Where a message is written: a field that grows, the files that go with it, and one button that sends or stops.

Enter sends, Shift+Enter breaks the line. The text stays here until the controller says that it is stored (`clear`).
A text that would make the field slow (layout is quadratic in an unbroken line) is handed on, to be a file.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ..attaching import AttachedItem
from ..state import ChatState, Stopping, StorageOpen
from ..theme import Colors, Theme
from .attachment_chips import AttachmentChips
from .fonts import scale_icon, scaled
from .growing_field import GrowingField, can_hold_all, split_for_field
from .icons import Icon, icon
from .parts import icon_button

BUTTON_SIZE = 34
"""Pixels, beside text of the system's size."""


class Composer(QWidget):
    """`submitted` carries what was typed; "" only where files go alone. held_back: it cannot go while a file is still
    read. edited: the text has changed.

    large_pasted: text that is to be a file. files_pasted: paths of files. attach_requested: choose some.
    """

    submitted = Signal(str)
    held_back = Signal()
    edited = Signal()
    large_pasted = Signal(object)
    files_pasted = Signal(object)
    attach_requested = Signal()
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: Sequence[AttachedItem] = ()
        self._is_busy = self._is_waiting = False
        self._icon: tuple[Icon, Colors, int] | None = None
        self._can_send = True

        self._frame = _Frame(theme, self)
        self.field = GrowingField(self._frame, min_height=BUTTON_SIZE, takes_files=True, yields=True)
        self.field.setAccessibleName(self.tr("Your message"))
        self.field.setPlaceholderText(self.tr("Write a message"))
        self.field.submit_pressed.connect(self.submit)
        self.field.large_pasted.connect(self.large_pasted)
        self.field.files_pasted.connect(self.files_pasted)
        self.field.textChanged.connect(self._on_edited)
        self.field.focus_changed.connect(self._frame.update)
        self.button = QToolButton(self._frame)
        scale_icon(self.button, 20)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._on_button)
        self.attach_button = icon_button(self.tr("Attach files"), self._frame)
        self.attach_button.clicked.connect(self.attach_requested)
        self.chips = AttachmentChips(theme, self._frame)

        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.attach_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.field, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(0)
        inside.addWidget(self.chips)
        inside.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self.setFocusProxy(self.field)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def _fit_font(self) -> None:
        """Buttons are as high as a line of text with its margins."""
        size = scaled(BUTTON_SIZE)
        for button in (self.button, self.attach_button):
            button.setFixedSize(size, size)
        self.field.set_min_height(size)

    def text(self) -> str:
        """What was typed, "" where nothing can be seen of it."""
        return "" if self.field.is_blank() else self.field.text()

    def set_text(self, text: str) -> None:
        """Replace it. What is too large for the field is handed on; what stands before it can be edited."""
        self.clear()
        head, rest = (text, "") if self.field.can_hold(text) else split_for_field(text)
        self.field.setPlainText(head)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        if rest:
            self.large_pasted.emit(rest)

    def replace_text(self, text: str) -> None:
        """As `set_text`, by the person's own doing: undo brings back what stood there before."""
        if not can_hold_all(text):
            self.set_text(text)
            return
        cursor = self.field.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.field.setTextCursor(cursor)

    def put_before(self, text: str) -> None:
        """Before what is written, with the caret between both."""
        written = self.text()
        self.set_text("\n\n".join(filter(None, (text, written))))
        place = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if written and place < self.field.document().characterCount():
            cursor = self.field.textCursor()
            cursor.setPosition(place)
            self.field.setTextCursor(cursor)
            self.field.ensureCursorVisible()

    def show_files(self, items: Sequence[AttachedItem]) -> None:
        """The files that go with the message. Where one of those before has gone, by being sent for instance, there is
        no paste to undo any more."""
        if not {item.key for item in self._items} <= {item.key for item in items}:
            self.field.forget_paste()
        self._items = items
        self.chips.show_items(items)
        self._update_button()

    def clear(self) -> None:
        self.field.clear()

    def type_in(self, text: str) -> None:
        """Letters that were typed elsewhere."""
        self.field.setFocus()
        self.field.insertPlainText(text)

    def submit(self) -> None:
        """Send what is written, if there is something and it can be kept. While an answer is in progress it waits for
        that, which is the controller's affair."""
        if not self._can_send or self._is_waiting:
            return
        if self._has_message:
            self.submitted.emit(self.text())
        elif self._items:
            self.held_back.emit()

    def show_state(self, state: ChatState) -> None:
        self._is_busy = state.is_busy
        self._can_send = isinstance(state.storage, StorageOpen)
        self._is_waiting = is_waiting = state.waiting_draft
        placeholder = self.tr("Write the next message") if self._is_busy else self.tr("Write a message")
        if placeholder != self.field.placeholderText():
            self.field.setPlaceholderText(placeholder)
        self.field.setReadOnly(is_waiting)
        self.chips.set_can_change(not is_waiting)
        self.attach_button.setEnabled(not is_waiting)
        self._update_button(is_stopping=isinstance(state.answer, Stopping))

    @property
    def _has_message(self) -> bool:
        """Something to send, of which nothing is still read."""
        is_any = bool(self._items) or not self.field.is_blank()
        return is_any and all(item.file is not None for item in self._items)

    def _on_button(self) -> None:
        if self._is_busy:
            self.stop_requested.emit()
        else:
            self.submit()

    def _on_edited(self) -> None:
        self._update_button()
        self.edited.emit()

    def _update_button(self, *, is_stopping: bool = False) -> None:
        colors = self._theme.colors
        name = self.tr("Stop (Esc)") if self._is_busy else self.tr("Send (Enter)")
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)
        which = Icon.STOP if self._is_busy else Icon.SEND
        size = self.button.iconSize().width()
        if self._icon != (which, colors, size):  # drawing it takes longer than all else that a key does
            self._icon = which, colors, size
            self.button.setIcon(icon(which, colors.on_accent, disabled=colors.faint))
        self.button.setEnabled(not is_stopping if self._is_busy else self._can_send and self._has_message)

    def _restyle(self, colors: Colors) -> None:
        self._fit_font()
        self.button.setStyleSheet(
            f"QToolButton {{ background: {colors.accent}; border: 2px solid {colors.accent};"
            f" border-radius: {self.button.width() // 2}px; }}"
            f"QToolButton:hover {{ background: {colors.accent_hover}; border-color: {colors.accent_hover}; }}"
            f"QToolButton:focus {{ border-color: {colors.text}; }}"
            f"QToolButton:disabled {{ background: {colors.panel}; border-color: {colors.panel}; }}"
        )
        palette = self.field.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.field))
        self.field.setPalette(palette)
        self._update_button()
        self.attach_button.setIcon(icon(Icon.CLIP, colors.muted, disabled=colors.faint))
        self.attach_button.setStyleSheet(
            f"QToolButton {{ border: none; border-radius: {self.button.width() // 2}px; }}"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.selected}; }}"
        )
        self._frame.update()


class _Frame(QWidget):
    """The rounded ground of field and button; its edge shows where the focus is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._theme.colors
        field = self.findChild(GrowingField)
        has_focus = field is not None and field.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.faint if has_focus else colors.border), 1.2))
        painter.setBrush(QColor(colors.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 18, 18)

"""Where a message is written: a field that grows, large pastes kept aside, and one button that sends or stops.

Enter sends, Shift+Enter breaks the line. The text stays here until the controller says that it is stored (`clear`).
A paste that would make the field slow (layout is quadratic in an unbroken line) becomes a chip below the text and is
sent in full after it.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..state import ChatState, Stopping, StorageOpen
from ..theme import Colors, Theme
from .growing_field import GrowingField, split_for_field
from .icons import Icon, icon
from .parts import icon_button

BUTTON_SIZE = 34


class Composer(QWidget):
    """`submitted` carries the whole message, pastes included; it is never blank. edited: the text has changed."""

    submitted = Signal(str)
    edited = Signal()
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pastes: list[_Paste] = []
        self._removed = ""
        self._is_busy = self._is_waiting = False
        self._can_send = True

        self._frame = _Frame(theme, self)
        self.field = GrowingField(self._frame, min_height=BUTTON_SIZE)
        self.field.setAccessibleName(self.tr("Your message"))
        self.field.setPlaceholderText(self.tr("Write a message"))
        self.field.submit_pressed.connect(self.submit)
        self.field.large_pasted.connect(self._keep_aside)
        self.field.textChanged.connect(self._on_edited)
        self.field.focus_changed.connect(self._frame.update)
        self.button = QToolButton(self._frame)
        self.button.setFixedSize(BUTTON_SIZE, BUTTON_SIZE)
        self.button.setIconSize(QSize(20, 20))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._on_button)
        self._chips = QHBoxLayout()
        self._chips.setContentsMargins(0, 0, 0, 2)
        self._chips.setSpacing(6)
        self.bring_back = QPushButton(self.tr("Put the removed text back"), self._frame)
        self.bring_back.setObjectName("back")
        self.bring_back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bring_back.clicked.connect(self._on_bring_back)
        self.bring_back.hide()
        self._chips.addStretch(1)
        self._chips.insertWidget(0, self.bring_back)

        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(14, 8, 8, 8)
        inside.setSpacing(0)
        inside.addLayout(self._chips)
        inside.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self.setFocusProxy(self.field)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self._update_button()

    def text(self) -> str:
        """The whole message: what was typed, then every paste, with an empty line between."""
        parts = [self.field.text(), *(paste.text for paste in self._pastes)]
        return "\n\n".join(part for part in parts if part.strip())

    def set_text(self, text: str) -> None:
        """Replace everything. What is too large for the field becomes a paste; what stands before it can be edited."""
        self.clear()
        head, rest = (text, "") if self.field.can_hold(text) else split_for_field(text)
        self.field.setPlainText(head)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        if rest:
            self._keep_aside(rest)

    def clear(self) -> None:
        self.field.clear()
        for paste in list(self._pastes):
            self._drop(paste)
        self._forget_removed()

    def submit(self) -> None:
        """Send what is written, if there is something and it can be kept. While an answer is in progress it waits for
        that, which is the controller's affair."""
        text = self.text()
        if text and self._can_send and not self._is_waiting:
            self.submitted.emit(text)

    def show_state(self, state: ChatState) -> None:
        self._is_busy = state.is_busy
        self._can_send = isinstance(state.storage, StorageOpen)
        self._is_waiting = is_waiting = state.waiting_draft
        placeholder = self.tr("Write the next message") if self._is_busy else self.tr("Write a message")
        if placeholder != self.field.placeholderText():
            self.field.setPlaceholderText(placeholder)
        self.field.setReadOnly(is_waiting)
        for paste in self._pastes:
            paste.setEnabled(not is_waiting)
        self.bring_back.setEnabled(not is_waiting)
        self._update_button(is_stopping=isinstance(state.answer, Stopping))

    @property
    def pastes(self) -> tuple[str, ...]:
        return tuple(paste.text for paste in self._pastes)

    def _on_button(self) -> None:
        if self._is_busy:
            self.stop_requested.emit()
        else:
            self.submit()

    def _keep_aside(self, text: str) -> None:
        paste = _Paste(text, self._frame)
        paste.removed.connect(self._on_removed)
        paste.restyle(self._theme.colors)
        self._pastes.append(paste)
        self._chips.insertWidget(len(self._pastes) - 1, paste)
        self._on_edited()

    def _on_removed(self) -> None:
        paste = self.sender()
        if isinstance(paste, _Paste):
            self._removed = paste.text
            self.bring_back.setText(self.tr("Put the removed text back, %1").replace("%1", paste.size_text))
            self._drop(paste)
            self.bring_back.show()

    def _on_bring_back(self) -> None:
        text = self._removed
        self._forget_removed()
        self._keep_aside(text)

    def _forget_removed(self) -> None:
        self._removed = ""
        self.bring_back.hide()

    def _drop(self, paste: _Paste) -> None:
        self._pastes.remove(paste)
        self._chips.removeWidget(paste)
        paste.hide()
        paste.deleteLater()
        self._on_edited()

    def _on_edited(self) -> None:
        self._update_button()
        self.edited.emit()

    def _update_button(self, *, is_stopping: bool = False) -> None:
        colors = self._theme.colors
        name = self.tr("Stop (Esc)") if self._is_busy else self.tr("Send (Enter)")
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)
        which = Icon.STOP if self._is_busy else Icon.SEND
        self.button.setIcon(icon(which, colors.on_accent, disabled=colors.faint))
        has_text = bool(self._pastes) or not self.field.is_blank()
        self.button.setEnabled(not is_stopping if self._is_busy else self._can_send and has_text)

    def _restyle(self, colors: Colors) -> None:
        self.button.setStyleSheet(
            f"QToolButton {{ background: {colors.accent}; border: 2px solid {colors.accent};"
            f" border-radius: {BUTTON_SIZE // 2}px; }}"
            f"QToolButton:hover {{ background: {colors.accent_hover}; border-color: {colors.accent_hover}; }}"
            f"QToolButton:focus {{ border-color: {colors.text}; }}"
            f"QToolButton:disabled {{ background: {colors.panel}; border-color: {colors.panel}; }}"
        )
        palette = self.field.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colors.field))
        self.field.setPalette(palette)
        for paste in self._pastes:
            paste.restyle(colors)
        self._update_button()
        self.bring_back.setStyleSheet(
            f"#back {{ color: {colors.muted}; background: transparent; border: none; border-radius: 5px; }}"
            f"#back:hover, #back:focus {{ color: {colors.text}; background: {colors.selected}; }}"
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


class _Paste(QFrame):
    """A large paste, kept aside."""

    removed = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self.setObjectName("paste")
        size = QLocale().formattedDataSize(
            len(text.encode("utf-8", "replace")), 1, QLocale.DataSizeFormat.DataSizeSIFormat
        )
        self.size_text = size
        label_text = self.tr("Pasted text, %1").replace("%1", size)
        self.setAccessibleName(label_text)
        self.setToolTip(self.tr("Sent in full, after your message. It begins with:\n%1").replace("%1", text[:300]))
        self._icon = QLabel(self)
        self._label = QLabel(label_text, self)
        self._remove = icon_button(self.tr("Remove the pasted text"), self, size=12)
        self._remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 4, 3)
        layout.setSpacing(5)
        for widget in (self._icon, self._label, self._remove):
            layout.addWidget(widget)

    def restyle(self, colors: Colors) -> None:
        self._icon.setPixmap(icon(Icon.PAPER, colors.muted).pixmap(16, 16))
        self._remove.setIcon(icon(Icon.CLOSE, colors.muted))
        self.setStyleSheet(
            f"#paste {{ background: {colors.panel}; border: 1px solid {colors.border}; border-radius: 8px; }}"
            f"QLabel {{ color: {colors.text}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 2px; }"
            f"QToolButton:hover, QToolButton:focus {{ background: {colors.selected}; }}"
        )

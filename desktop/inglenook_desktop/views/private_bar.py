"""The mark of a private conversation: what it means, a way back to it, and the way to end it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ..state import ChatState
from ..theme import Colors, Theme
from .icons import Icon, icon


class PrivateBar(QFrame):
    """Seen while a private conversation is open, whatever is in view. show_requested: bring it into view."""

    show_requested = Signal()
    close_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("private")
        self._mark = QLabel(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_button = QPushButton(self.tr("Show it"), self)
        self.show_button.setAccessibleName(self.tr("Show the private conversation"))
        self.show_button.clicked.connect(self.show_requested)
        self.close_button = QPushButton(self.tr("Close it"), self)
        self.close_button.setAccessibleName(self.tr("Close the private conversation"))
        self.close_button.clicked.connect(self.close_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        for button in (self.show_button, self.close_button):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            row.addWidget(button)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_state(self, state: ChatState) -> None:
        self.setVisible(state.private_id is not None)
        self.show_button.setVisible(not state.is_private)
        text = (
            self.tr("Private conversation. Nothing of it is written to the disk; when you close it, it is gone.")
            if state.is_private
            else self.tr("A private conversation is open. This is not it.")
        )
        self._label.setText(text)
        self.setAccessibleName(text)

    def _restyle(self, colors: Colors) -> None:
        ground, words = (colors.text, colors.window) if not colors.is_dark else (colors.selected, colors.text)
        edge = colors.muted
        self._mark.setPixmap(icon(Icon.PRIVATE, words).pixmap(18, 18))
        self.setStyleSheet(
            f"#private {{ background: {ground}; }} QLabel {{ color: {words}; background: transparent; }}"
            f"QPushButton {{ color: {words}; background: transparent; border: 1px solid {edge};"
            " border-radius: 7px; padding: 4px 11px; }"
            f"QPushButton:hover, QPushButton:focus {{ background: {edge}; color: {colors.window}; }}"
        )

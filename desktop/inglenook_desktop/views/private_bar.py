"""The mark of a private conversation: what it means, a way back to it, and the way to end it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ..models.tooltips import inert
from ..state import ChatState
from ..theme import Colors, Theme
from .fonts import scaled
from .icons import Icon, icon

MOST_OF_WINDOW = 0.2
"""Of its height, the sentence takes no more; the rest of it is in the tool tip."""
LEAST_TEXT_PX = 180
"""Where the buttons leave less beside them, beside text of the system's size, they stand below the sentence."""


class PrivateBar(QFrame):
    """Seen while a private conversation is open, whatever is in view. show_requested: bring it into view."""

    show_requested = Signal()
    close_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("private")
        self._text = ""
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
        told, self._ways = QHBoxLayout(), QHBoxLayout()
        for part in (told, self._ways):
            part.setSpacing(10)
        told.addWidget(self._mark)
        told.addWidget(self._label, 1)
        self._ways.addStretch(1)
        for button in (self.show_button, self.close_button):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self._ways.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 7, 12, 7)
        self._row.setSpacing(10)
        self._row.addLayout(told, 1)
        self._row.addLayout(self._ways)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.hide()

    @property
    def text(self) -> str:
        """All of it, also where there is no room for that."""
        return self._text

    def show_state(self, state: ChatState) -> None:
        was_hidden, before = self.isHidden(), self._text
        self.setVisible(state.private_id is not None)
        if state.private_id is None:
            return
        self.show_button.setVisible(not state.is_private)
        self._text = (
            self.tr("Private conversation. Nothing of it is written to the disk; when you close it, it is gone.")
            if state.is_private
            else self.tr("A private conversation is open. This is not it.")
        )
        if was_hidden or self._text != before:
            self.setAccessibleName(self._text)
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As many words as there is room for. Also to be called when the window has another height."""
        margins, spacing = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - margins.left() - margins.right() - self._mark.sizeHint().width() - spacing
        shown = [button.sizeHint() for button in (self.show_button, self.close_button) if not button.isHidden()]
        beside = room - sum(size.width() + spacing for size in shown)
        line = self._label.fontMetrics().lineSpacing()
        most = self.window().height() * MOST_OF_WINDOW
        most_above = most - spacing - max((size.height() for size in shown), default=0)
        is_above = beside < scaled(LEAST_TEXT_PX) and (most_above >= line or beside < scaled(LEAST_TEXT_PX) // 3)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_above else QBoxLayout.Direction.LeftToRight)
        n_lines = max(1, int((most_above if is_above else most) / line))
        words = self._beginning(room if is_above else beside, n_lines)
        self._label.setText(words)
        self._label.setToolTip("" if words == self._text else inert(self._text))

    def _beginning(self, width: int, n_lines: int) -> str:
        """As much of the sentence as so many lines have room for. width: of a line, in pixels."""
        metrics, flags = self._label.fontMetrics(), Qt.TextFlag.TextWordWrap.value
        shown = self._text
        while len(shown) > 1:
            bounds = metrics.boundingRect(0, 0, width, 1 << 20, flags, shown)
            if round(bounds.height() / metrics.lineSpacing()) <= n_lines and bounds.width() <= width:
                break
            shown = shown.removesuffix("…")[:-1].rstrip(" .,;:") + "…"
        return shown

    def _restyle(self, colors: Colors) -> None:
        ground, words = (colors.text, colors.window) if not colors.is_dark else (colors.selected, colors.text)
        edge = colors.muted
        size = scaled(18)
        self._mark.setPixmap(icon(Icon.PRIVATE, words).pixmap(size, size))
        self.setStyleSheet(
            f"#private {{ background: {ground}; }} QLabel {{ color: {words}; background: transparent; }}"
            f"QPushButton {{ color: {words}; background: transparent; border: 1px solid {edge};"
            " border-radius: 7px; padding: 4px 11px; }"
            f"QPushButton:hover, QPushButton:focus {{ background: {edge}; color: {colors.window}; }}"
        )
        self.fit()

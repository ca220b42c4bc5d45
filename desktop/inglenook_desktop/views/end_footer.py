"""The quiet figures at the end of a message, in one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """Text that can be selected with the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.make_selectable()

    def make_selectable(self) -> None:
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class EndFooter(PlainLabel):
    """It is as high as any line, so its text need not be laid out to know it.

    It can be selected from when the pointer comes: Qt gives such a label a document, and three of them were a sixteenth
    of a jump.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = 0
        self._is_left = False
        self._is_beside = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def make_selectable(self) -> None:
        """Later."""

    def show_words(self, words: str) -> None:
        if words != self.text():
            self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # nothing is selected any more
            self.setText(words)
            if self.underMouse():
                super().make_selectable()

    def set_side(self, *, is_left: bool, indent: int) -> None:
        """At which end of its room the words stand, and how far from the left one there, in pixels."""
        if is_left != self._is_left:
            self._is_left = is_left
            side = Qt.AlignmentFlag.AlignLeft if is_left else Qt.AlignmentFlag.AlignRight
            self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setIndent(indent if is_left else 0)

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

    def line_height(self) -> int:
        """In pixels."""
        if not self.text():
            return self.sizeHint().height()
        if not self._height:
            self._height = self.sizeHint().height()
        return self._height

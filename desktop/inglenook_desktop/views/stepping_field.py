"""A line to type in that moves through a list below it while it keeps the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

PAGE = 5


class LeavingField(QLineEdit):
    """left: Esc, which stops no answer meanwhile."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        is_escape = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        )
        if is_escape:
            event.accept()  # or it would stop the answer instead
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SteppingField(LeavingField):
    """moved: by so many rows up or down."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_PageDown:
                self.moved.emit(PAGE)
            case Qt.Key.Key_PageUp:
                self.moved.emit(-PAGE)
            case _:
                super().keyPressEvent(event)


class ClearingField(SteppingField):
    """Of the search in a dialog: Esc takes away what is typed, and leaves only where nothing is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

"""The keys of a command in the tooltip of the button that does the same, as they are at the time."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ..commands import Commands
from ..shortcuts import written


class KeyHints(QObject):
    """Of one window."""

    def __init__(self, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        self._hints: list[tuple[QWidget, str, str]] = []
        commands.keys_changed.connect(self._show)

    def add(self, widget: QWidget, key: str) -> None:
        """Behind the tooltip that it has now. key: of a command."""
        self._hints.append((widget, widget.toolTip(), key))

    def _show(self) -> None:
        for widget, text, key in self._hints:
            keys = written(self._commands[key].action.shortcut())
            widget.setToolTip(f"{text} ({keys})" if keys else text)

"""How a person gets about in a window without the pointer: menus, palette, keys. Built once for each window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ..commands import CommandGroup
from ..preferences import Preferences
from ..preferences_keeping import PreferencesKeeping
from .menu_bar import WindowMenuBar

if TYPE_CHECKING:
    from .main_window import MainWindow


class Moving(QObject):
    """Needs a window with all of its views, and its first commands."""

    def __init__(self, window: MainWindow, preferences: PreferencesKeeping) -> None:
        super().__init__(window)
        self._commands = window.commands
        self.menu_bar = WindowMenuBar(window, window.commands, preferences)
        tr = QCoreApplication.translate
        window.commands.add(
            "view.menu_bar",
            tr("commands", "Open the menus"),
            self.menu_bar.open,
            group=CommandGroup.VIEW,
            keys="F10",
        )
        self._follow(preferences.current)
        preferences.changed.connect(self._follow)

    def _follow(self, preferences: Preferences) -> None:
        self._commands.use_shortcuts(preferences.shortcuts)

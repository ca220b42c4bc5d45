"""What joins the dialog of shortcuts with the preferences, which keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..commands import Commands
from ..preferences import SHORTCUTS
from ..preferences_keeping import PreferencesKeeping
from ..theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from .shortcuts_dialog import ShortcutsDialog


class ShortcutsAsking(QObject):
    """dialog: None while it is not open."""

    def __init__(self, window: QWidget, commands: Commands, preferences: PreferencesKeeping, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._preferences = preferences
        self._theme = theme
        self.dialog: ShortcutsDialog | None = None

    def open(self) -> None:
        if self.dialog is None:
            from .shortcuts_dialog import ShortcutsDialog  # most starts never see it

            self.dialog = ShortcutsDialog(self._commands, self._theme, self._window)
            self.dialog.chosen.connect(self._on_chosen)
            self.dialog.reset.connect(self._on_reset)
            self.dialog.all_reset.connect(self._on_all_reset)
            self.dialog.finished.connect(self._on_finished)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _on_chosen(self, key: str, keys: str) -> None:
        self._preferences.change(SHORTCUTS, key, keys)

    def _on_reset(self, key: str) -> None:
        self._preferences.reset(SHORTCUTS, key)

    def _on_all_reset(self) -> None:
        for key in self._preferences.current.shortcuts:
            self._preferences.reset(SHORTCUTS, key)

    def _on_finished(self) -> None:
        self.dialog = None

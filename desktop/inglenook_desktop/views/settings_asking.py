"""What joins the settings dialog with the preferences, and tells what of their file could not be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ..commands import CommandGroup
from ..preferences_keeping import PreferencesKeeping
from ..state import Notice, Noticed, NoticeGone
from ..theme import Theme

if TYPE_CHECKING:
    from ..controller import Controller
    from .main_window import MainWindow
    from .settings_dialog import SettingsDialog

SETTINGS = "application.settings"
FILE = "application.settings_file"


class SettingsAsking(QObject):
    """Needs a window with its commands and its palette. dialog: None while it is not open."""

    def __init__(
        self, window: MainWindow, controller: Controller, preferences: PreferencesKeeping, theme: Theme
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = controller.desk
        self._commands = window.commands
        self._preferences = preferences
        self._theme = theme
        self.dialog: SettingsDialog | None = None
        window.commands.add(
            SETTINGS,
            QCoreApplication.translate("commands", "Settings…"),
            self.open,
            group=CommandGroup.FILE,
            keys="Ctrl+,",
        )
        window.commands.add(
            FILE,
            QCoreApplication.translate("commands", "Open settings.toml…"),
            self.open_file,
            group=CommandGroup.FILE,
            when=lambda: preferences.file is not None,
        )
        preferences.changed.connect(self._on_preferences)
        preferences.problems_found.connect(self._tell_problems)
        window.moving.palette.setting_wanted.connect(self.open)
        self._tell_problems()

    def open(self, key: str = "") -> None:
        """key: the setting to show, as in "appearance.font_family"."""
        if self.dialog is None:
            from .models_parts import short_path
            from .settings_dialog import SettingsDialog  # most starts never see it

            file = self._preferences.file
            shown = "" if file is None else short_path(file)
            self.dialog = SettingsDialog(self._preferences.current, self._theme, self._window, file=shown)
            self.dialog.changed.connect(self._preferences.change)
            self.dialog.reset.connect(self._preferences.reset)
            self.dialog.place_wanted.connect(self._open_place)
            self.dialog.file_wanted.connect(self.open_file)
            self.dialog.finished.connect(self._on_finished)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        if key:
            self.dialog.show_setting(key)

    def _tell_problems(self) -> None:
        """What the file holds that cannot be used, in one notice, for as long as it does."""
        told = Notice(message=" ".join(self._preferences.problems), is_error=False, key="settings.toml", is_kept=True)
        if told.message:
            self._desk.apply(Noticed(notice=told))
        else:
            for one in self._desk.state.notices:
                if one.key == told.key:
                    self._desk.apply(NoticeGone(notice=one))

    def open_file(self) -> None:
        """Written first, so that every setting stands in it with what it means."""
        path = self._preferences.file
        if path is None or not (self._preferences.write() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))):
            said = QCoreApplication.translate("settings", "settings.toml could not be opened. It is kept in %1.")
            where = "—" if path is None else str(path)
            told = Notice(message=said.replace("%1", where), is_error=False, key="settings.toml.opening")
            self._desk.apply(Noticed(notice=told))

    def _open_place(self, command: str) -> None:
        if command in self._commands:
            self._commands[command].action.trigger()

    def _on_preferences(self, _preferences: object) -> None:
        if self.dialog is not None:
            self.dialog.show_preferences(self._preferences.current)

    def _on_finished(self) -> None:
        self.dialog = None

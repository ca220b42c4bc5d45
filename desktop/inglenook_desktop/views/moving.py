"""How a person gets about in a window without the pointer: menus, palette, keys. Built once for each window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ..commands import CommandGroup
from ..preferences import Preferences
from ..preferences_keeping import PreferencesKeeping
from ..reading_places import ReadingPlaces
from ..settings import WindowSettings
from ..theme import Theme
from .key_hints import KeyHints
from .menu_bar import WindowMenuBar
from .palette_opening import PALETTE, PaletteOpening
from .place_keeping import PlaceKeeping
from .shelf_commands import ShelfCommands
from .shortcuts_asking import ShortcutsAsking

if TYPE_CHECKING:
    from ..controller import Controller
    from .main_window import MainWindow


class Moving(QObject):
    """Needs a window with all of its views, and its first commands."""

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        preferences: PreferencesKeeping,
        theme: Theme,
        settings: WindowSettings,
        places: ReadingPlaces,
    ) -> None:
        super().__init__(window)
        self._commands = window.commands
        self.shelf = ShelfCommands(window.sidebar, window.commands, self)
        self.menu_bar = WindowMenuBar(window, window.commands, preferences)
        self.places = PlaceKeeping(controller, window.transcript, places, self)
        self.palette = PaletteOpening(
            window, controller, window.commands, preferences, theme, recent=settings.recent_choices
        )
        translate = QCoreApplication.translate
        window.commands.add(
            PALETTE,
            translate("commands", "Command palette"),
            self.palette.toggle,
            group=CommandGroup.VIEW,
            keys="Ctrl+K",
        )
        window.commands.add(
            "view.menu_bar",
            translate("commands", "Open the menus"),
            self.menu_bar.open,
            group=CommandGroup.VIEW,
            keys="F10",
        )
        self.shortcuts = ShortcutsAsking(window, window.commands, preferences, theme)
        window.commands.add(
            "help.shortcuts",
            translate("commands", "Keyboard shortcuts…"),
            self.shortcuts.open,
            group=CommandGroup.HELP,
            keys="Ctrl+/",
        )
        self._add_hints(window)
        self._follow(preferences.current)
        preferences.changed.connect(self._follow)

    def _add_hints(self, window: MainWindow) -> None:
        hints = KeyHints(window.commands, self)
        for widget, key in (
            (window.sidebar.new_button, "conversation.new"),
            (window.sidebar.search.field, "conversation.search"),
            (window.empty_page.private_button, "conversation.private"),
            (window.model_bar.sidebar_button, "view.sidebar"),
            (window.model_bar.chooser, "model.choose"),
            (window.model_bar.get_models, "model.window"),
            (window.model_bar.speculation, "model.speculation"),
            (window.finding.bar.next, "conversation.find_next"),
            (window.finding.bar.previous, "conversation.find_previous"),
        ):
            hints.add(widget, key)

    def _follow(self, preferences: Preferences) -> None:
        self._commands.use_shortcuts(preferences.shortcuts)

"""The window's command that puts Inglenook among the desktop's applications, or takes it away."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction

from .commands import CommandGroup
from .desk import Desk
from .menu_entry import MenuEntryError, add_menu_entry, has_menu, menu_entry, remove_menu_entry

if TYPE_CHECKING:
    from .views.main_window import MainWindow

KEY = "application.menu_entry"


class MenuEntryCommand(QObject):
    """added: the desktop can know the program now. data_dir: tells the folder that the entry is to open."""

    added = Signal()

    def __init__(self, desk: Desk, data_dir: Callable[[], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._data_dir = data_dir

    def join(self, window: MainWindow) -> None:
        """It has the command, where the system has such a menu."""
        if has_menu(sys.platform):
            action = window.commands.add(KEY, _title(is_written=False), self.turn, group=CommandGroup.WINDOW)
            offer = partial(_offer, action)
            window.commands.offering.connect(offer)
            offer()

    def turn(self) -> None:
        place = menu_entry()
        translate = QCoreApplication.translate
        try:
            if place.is_written:
                remove_menu_entry(place)
                sentence = translate("commands", "Inglenook is no longer in the applications' menu.")
            else:
                add_menu_entry(place, self._data_dir())
                sentence = translate("commands", "Inglenook is in the applications' menu now.")
        except MenuEntryError as error:
            self._desk.notice(str(error), key=KEY)
            return
        self._desk.notice(sentence, is_error=False, key=KEY)
        if place.is_written:
            self.added.emit()


def _offer(action: QAction) -> None:
    action.setText(_title(is_written=menu_entry().is_written))


def _title(*, is_written: bool) -> str:
    translate = QCoreApplication.translate
    if is_written:
        return translate("commands", "Remove from the applications' menu")
    return translate("commands", "Add to the applications' menu")

"""The window of models and what is behind it, made when they are asked for the first time and joined to the chat.

Owned by `app`. The controller outlives the window's closing, so that downloads go on; both end with the data folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction

from .commands import CommandGroup
from .state import ChatState, Loaded, Loading

if TYPE_CHECKING:
    from .controller import Controller
    from .models_controller import ModelsController
    from .theme import Theme
    from .views.main_window import MainWindow
    from .views.models_window import ModelsWindow, Page


class ModelsOpening(QObject):
    """altered: model files came or went. settings_wanted: the path of a model whose load settings are to be shown.
    data_dir: finds the folder, made already.

    What it shows is imported when it is used: nobody waits for it at the start.
    """

    altered = Signal()
    settings_wanted = Signal(Path)

    def __init__(
        self,
        controller: Controller,
        theme: Theme,
        over: MainWindow,
        parent: QObject | None = None,
        *,
        data_dir: Callable[[], Path],
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        super().__init__(parent)
        self._find_data_dir = data_dir
        self._controller = controller
        self._theme = theme
        self._over = over
        self._environ = environ
        self.models: ModelsController | None = None
        self.window: ModelsWindow | None = None
        controller.state_changed.connect(self._on_state)
        self.join(over)

    def join(self, window: MainWindow) -> None:
        """It has the commands for what is in the window of models, too."""
        tr, add, group = QCoreApplication.translate, window.commands.add, CommandGroup.MODEL
        add("models.library", tr("commands", "Models on this machine"), self.open_library, group=group)
        add("models.downloads", tr("commands", "Downloads of models"), self.open_downloads, group=group)
        add("network.ledger", tr("commands", "What went over the network…"), self.open_ledger, group=group)
        offline = tr("commands", "Offline: nothing goes out")
        action = add("network.offline", offline, self.turn_offline, group=group, is_checkable=True, when=self._can_turn)
        window.commands.offering.connect(partial(self._show_switch, action))
        window.empty_page.better_wanted.connect(self.open_at)

    def open(self, page: Page | None = None) -> ModelsWindow:
        """Bring the window forward, on this page; None for the one it was on."""
        if self.models is None or self.window is None:
            self._make(self._find_data_dir())
        assert self.window is not None
        self.window.come(page)
        return self.window

    def open_at(self, name: str) -> None:
        """Ready to look for this model: Enter does, and nothing goes out before."""
        from .views.models_window import Page

        finding = self.open(Page.FIND).finding
        finding.field.setText(name)
        finding.field.selectAll()

    def open_library(self) -> None:
        from .views.models_window import Page

        self.open(Page.LIBRARY)

    def open_downloads(self) -> None:
        from .views.models_window import Page

        self.open(Page.DOWNLOADS)

    def open_ledger(self) -> None:
        """Every request that went out, over the window of models."""
        self.open().open_ledger()

    def turn_offline(self) -> None:
        """The switch, without the window; what became of it is told over the chat."""
        from .models_shown import SetOffline

        if not self._can_turn():
            return
        if self.models is None:
            self._make(self._find_data_dir())
        assert self.models is not None
        self.models.do(SetOffline(is_offline=not self._is_offline))
        tr = QCoreApplication.translate
        sentence = (
            tr("commands", "Offline: nothing goes out, whatever is clicked.")
            if self._is_offline
            else tr("commands", "No longer offline: what is clicked in the window of models may go out.")
        )
        self._controller.desk.notice(sentence, is_error=False, key="offline")

    @property
    def _is_offline(self) -> bool:
        from .hub.switch import NetworkState, read_network

        return read_network(self._find_data_dir()).state is NetworkState.OFFLINE

    def _can_turn(self) -> bool:
        """No variable of the environment holds it."""
        from .hub.switch import offline_variable

        return not offline_variable(self._environ)

    def _show_switch(self, action: QAction) -> None:
        action.setChecked(self._is_offline or not self._can_turn())

    def shut_down(self) -> None:
        """The data folder is left, or the program ends. Harmless when nothing was opened."""
        models, self.models = self.models, None
        window, self.window = self.window, None
        if models is not None:
            models.shut_down()
            models.deleteLater()
        if window is not None:
            window.close()
            window.deleteLater()

    def _make(self, data_dir: Path) -> None:
        from .models_controller import ModelsController
        from .views.models_window import ModelsWindow

        models = ModelsController(data_dir, self, environ=self._environ, is_idle=self._is_idle)
        window = ModelsWindow(self._theme, self._over)
        self.models, self.window = models, window
        window.wished.connect(models.do)
        window.opened.connect(models.refresh)
        models.network_changed.connect(window.show_network)
        models.downloads_changed.connect(window.show_downloads)
        models.ledger_read.connect(window.show_ledger)
        models.told.connect(self._on_told)
        models.load_wanted.connect(self._controller.choose_file)
        models.settings_wanted.connect(self.settings_wanted)
        models.altered.connect(self.altered)
        models.browsing.found.connect(window.show_found)
        models.browsing.shown.connect(window.show_repository)
        models.browsing.planned.connect(window.show_plan)
        models.library.changed.connect(window.show_library)
        models.library.working.connect(window.show_working)
        models.library.removal_asked.connect(window.library.ask_removal)
        models.begin()
        self._on_state(self._controller.state)

    def _on_told(self, sentence: str, is_error: bool) -> None:
        """In the window of models; over the chat where that is closed, so that a download's end is heard of."""
        if self.window is not None and self.window.isVisible():
            self.window.say(sentence, is_error=is_error)
        else:
            self._controller.desk.notice(sentence, is_error=is_error, is_kept=True)

    def _is_idle(self) -> bool:
        state = self._controller.state
        return not state.is_busy and not isinstance(state.engine, Loading)

    def _on_state(self, state: ChatState) -> None:
        if self.models is not None:
            engine = state.engine
            self.models.library.set_loaded(engine.choice.path if isinstance(engine, Loaded) else None)

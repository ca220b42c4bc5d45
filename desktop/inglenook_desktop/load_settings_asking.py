"""The dialog of load settings over the plans that it shows: opens it, has a plan made for what the person chooses, and
takes what they said OK to. Owned by `app`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from . import frames
from .library import InstalledModel
from .load_settings import LoadSettings
from .model_plans import ModelPlans, Planned
from .state import ChatState, Loaded, NoModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from .controller import Controller
    from .theme import Theme
    from .views.load_settings_dialog import LoadSettingsDialog

PAUSE_MS = 200
"""After a change, before a plan is asked for: a person who turns a wheel changes several times."""


class LoadSettingsAsking(QObject):
    """plan_command, environ: as of `ModelPlans`. What it shows is imported when it is used: nobody waits for it at the
    start."""

    def __init__(
        self,
        controller: Controller,
        theme: Theme,
        parent: QObject | None = None,
        *,
        plan_command: Callable[[str], list[str]] = frames.plan_command,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._theme = theme
        self._plans = ModelPlans(plan_command, frames.engine_environment(environ), self)
        self._plans.planned.connect(self._on_planned)
        controller.state_changed.connect(self._on_state)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._choice: InstalledModel | None = None
        self._asked: LoadSettings | None = None
        self._loaded: Loaded | None = None
        self._knows_usual = False
        self.dialog: LoadSettingsDialog | None = None

    def open(self, choice: InstalledModel, over: QWidget) -> LoadSettingsDialog:
        """Of this model, instead of one that is open."""
        from .views.load_settings_dialog import LoadSettingsDialog
        from .views.parts import title_of

        self.close()
        self._choice = choice
        self._loaded = self._in_use(self._controller.state)
        settings = self._controller.loading.settings.of(choice.path)
        dialog = LoadSettingsDialog(title_of(choice), settings, self._loaded, self._theme, over)
        dialog.changed.connect(self._on_changed)
        dialog.chosen.connect(self._on_chosen)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        self._knows_usual = False
        self._ask()
        dialog.open()
        return dialog

    def open_current(self, over: QWidget) -> None:
        """Of the model in use. Nothing happens where there is none."""
        engine = self._controller.state.engine
        if not isinstance(engine, NoModel):
            self.open(engine.choice, over)

    def close(self) -> None:
        """As Cancel. Harmless when nothing is open."""
        if self.dialog is not None:
            self.dialog.reject()

    def shut_down(self) -> None:
        self.close()
        self._plans.shut_down()

    def _in_use(self, state: ChatState) -> Loaded | None:
        """The model that is asked about, if it is loaded."""
        match state.engine, self._choice:
            case Loaded() as loaded, InstalledModel() as choice if loaded.choice.path == choice.path:
                return loaded
            case _:
                return None

    def _on_state(self, state: ChatState) -> None:
        if self.dialog is not None and (loaded := self._in_use(state)) is not self._loaded:
            self._loaded = loaded
            self.dialog.show_loaded(loaded)

    def _on_changed(self, _settings: LoadSettings) -> None:
        self._plans.stop()
        self._asked = None
        self._pause.start()

    def _ask(self) -> None:
        """For the plan of what is chosen; once, before it, for the one with nothing fixed."""
        if self.dialog is None or self._choice is None:
            return
        settings = self.dialog.settings
        self._asked = settings if self._knows_usual else LoadSettings()
        self._plans.ask(self._controller.loading.plan_request(self._choice, self._asked))

    def _on_planned(self, planned: Planned) -> None:
        dialog, asked = self.dialog, self._asked
        if dialog is None or asked is None:
            return
        if not self._knows_usual:
            self._knows_usual = True
            dialog.show_usual(planned.plan)
        if asked != dialog.settings:
            self._ask()
        elif planned.plan is not None:
            dialog.show_plan(planned.plan)
        else:
            dialog.show_refusal(planned.error)

    def _on_chosen(self, settings: LoadSettings) -> None:
        if self._choice is not None:
            self._controller.loading.choose_settings(self._choice, settings)

    def _on_finished(self) -> None:
        self._pause.stop()
        self._plans.stop()
        self._choice = self._asked = self.dialog = None

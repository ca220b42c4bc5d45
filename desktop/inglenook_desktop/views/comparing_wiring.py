"""Two models side by side, put together: the menu that chooses the second one, its column, and what can be done with
its answer. Built once for each window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu

from ..commands import CommandGroup, Commands
from ..controller import Controller
from ..library import InstalledModel
from ..message_wishes import ShowBranch
from ..side_by_side import BesideShown
from .beside_pane import BesidePane
from .model_bar import ModelBar

if TYPE_CHECKING:
    from .main_window import MainWindow


class ComparingWiring(QObject):
    """Borrows the views of `window`."""

    def __init__(
        self, controller: Controller, commands: Commands, model_bar: ModelBar, pane: BesidePane, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._model_bar = model_bar
        self._menu = QMenu(window)
        model_bar.beside_chosen.connect(self._choose)
        pane.close_requested.connect(self._close)
        pane.go_on_requested.connect(self._go_on)
        controller.beside.changed.connect(pane.show_beside)
        controller.beside.changed.connect(self._on_changed)
        transcript = pane.transcript
        transcript.wished.connect(controller.branching.do)
        transcript.acts.params_wanted.connect(window.ask_for_params)
        transcript.acts.list_presets = controller.presets.presets
        controller.branching.edit_stored.connect(transcript.end_edit)
        tr = QCoreApplication.translate
        commands.add(
            "model.side_by_side", tr("commands", "Ask two models side by side…"), self._ask, group=CommandGroup.MODEL
        )
        self._one = commands.add(
            "model.one", tr("commands", "Close the second model"), self._close, group=CommandGroup.MODEL
        )
        self._one.setEnabled(False)

    def _choose(self, choice: InstalledModel | None) -> None:
        self._controller.beside.choose(choice)

    def _close(self) -> None:
        self._controller.beside.choose(None)

    def _go_on(self, message_id: int) -> None:
        """The branch with this answer comes into view; the next question follows it."""
        self._controller.branching.do(ShowBranch(message_id=message_id))

    def _ask(self) -> None:
        """The menu of models, where that of the first one is."""
        self._model_bar.fill_beside(self._menu)
        chooser = self._model_bar.chooser
        self._menu.popup(chooser.mapToGlobal(QPoint(0, chooser.height())))

    def _on_changed(self, shown: BesideShown) -> None:
        self._model_bar.show_beside(shown.choice)
        self._one.setEnabled(shown.choice is not None)

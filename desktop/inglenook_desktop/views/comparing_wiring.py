"""Two models side by side, put together: the menu that chooses the second one, its column, and what can be done with
its answer. Built once for each window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint

from ..commands import CommandGroup, Commands
from ..controller import Controller
from ..library import InstalledModel
from ..message_wishes import MessageWish, Regenerate, ShowBranch
from ..side_by_side import BesideShown
from ..state import ChatState, Idle
from .beside_pane import BesidePane
from .column_head import ColumnHead
from .model_bar import ModelBar

if TYPE_CHECKING:
    from .main_window import MainWindow


class ComparingWiring(QObject):
    """Borrows the views of `window`."""

    def __init__(
        self,
        controller: Controller,
        commands: Commands,
        model_bar: ModelBar,
        head: ColumnHead,
        pane: BesidePane,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self._columns = window.columns
        self._head = head
        self._model_bar = model_bar
        model_bar.use_facts_beside(controller.facts_beside)
        model_bar.beside_chosen.connect(self._choose)
        head.closed.connect(self._close_first)
        head.stopped.connect(controller.stop_first)
        pane.head.stopped.connect(controller.stop_second)
        pane.close_requested.connect(self._close)
        pane.load_requested.connect(controller.beside.load_anyway)
        pane.go_on_requested.connect(self._go_on)
        controller.beside.changed.connect(pane.show_beside)
        controller.beside.changed.connect(self._on_changed)
        controller.state_changed.connect(self._on_state)
        pane.transcript.acts.list_presets = controller.presets.presets
        controller.branching.edit_stored.connect(pane.transcript.end_edit)
        view, first = pane.transcript, window.transcript  # what is wanted in one column is had as in the other
        view.wished.connect(self._on_wish)
        view.typed.connect(first.typed)
        view.left.connect(first.left)
        view.acts.params_wanted.connect(first.acts.params_wanted)
        view.acts.replay_wanted.connect(first.acts.replay_wanted)
        view.acts.cut_wanted.connect(first.acts.cut_wanted)
        view.acts.pin_wanted.connect(first.acts.pin_wanted)
        view.acts.details_wanted.connect(first.acts.details_wanted)
        view.acts.file_wanted.connect(first.acts.file_wanted)
        tr = QCoreApplication.translate
        stop, one = tr("commands", "Stop the answer"), tr("commands", "Close the second model")
        commands.add("answer.stop", stop, self.stop, group=CommandGroup.ANSWER, keys="Esc", when=self._is_answering)
        commands.add(
            "model.side_by_side", tr("commands", "Ask two models side by side…"), self._ask, group=CommandGroup.MODEL
        )
        commands.add("model.one", one, self._close, group=CommandGroup.MODEL, when=self._has_second)
        keep = tr("commands", "Close the first model and go on with the second one")
        commands.add("model.keep_second", keep, self._close_first, group=CommandGroup.MODEL, when=self._has_second)
        use = tr("commands", "Go on with the answer of the second model")
        offers = pane.go_on.isVisible
        commands.add("answer.use_second", use, pane.go_on.click, group=CommandGroup.ANSWER, when=offers)
        load = tr("commands", "Load the second model again")
        commands.add("model.load_second", load, pane.again.click, group=CommandGroup.MODEL, when=pane.again.isVisible)

    def stop(self) -> None:
        """With the keys in a column that is answering, that answer; otherwise whatever is answered in view. One that is
        written in a conversation that is not in view goes on: the key is pressed for many reasons."""
        state = self._controller.state
        if self._is_elsewhere():
            return
        focused = self._columns.focused
        if focused is self._columns.second and state.is_beside:
            self._controller.stop_second()
        elif focused is self._columns.first and not isinstance(state.answer, Idle):
            self._controller.stop_first()
        else:
            self._controller.stop()

    def _is_answering(self) -> bool:
        return self._controller.state.is_busy and not self._is_elsewhere()

    def _is_elsewhere(self) -> bool:
        """What is answered is not in view."""
        return self._controller.state.is_busy_elsewhere or self._controller.beside.is_answering_elsewhere

    def _has_second(self) -> bool:
        return self._controller.beside.shown.choice is not None

    def _choose(self, choice: InstalledModel | None) -> None:
        self._controller.beside.choose(choice)

    def _close(self) -> None:
        self._controller.beside.choose(None)

    def _close_first(self) -> None:
        """The second model is the one in use from now on."""
        choice = self._controller.beside.shown.choice
        if choice is not None:
            self._controller.beside.choose(None)
            self._controller.choose_model(choice)

    def _go_on(self, message_id: int) -> None:
        """The branch with this answer comes into view; the next question follows it."""
        self._controller.branching.do(ShowBranch(message_id=message_id))

    def _on_wish(self, wish: MessageWish) -> None:
        """Of an answer in the second column: another one is the second model's, all else is had as in the first."""
        match wish:
            case Regenerate(message_id=message_id, model=None, params=None, preset=None):
                self._controller.beside.regenerate(message_id)
            case _:
                self._controller.branching.do(wish)

    def _ask(self) -> None:
        """The menu of models, where that of the first one is."""
        chooser = self._model_bar.chooser
        self._model_bar.beside_menu.popup(chooser.mapToGlobal(QPoint(0, chooser.height())))

    def _on_changed(self, shown: BesideShown) -> None:
        self._model_bar.show_beside(shown.choice)
        if shown.choice is None:
            self._columns.use_first()
        self._head.setVisible(shown.choice is not None)
        self._window.fit_columns()
        self._on_state(self._controller.state)

    def _on_state(self, state: ChatState) -> None:
        if self._controller.beside.shown.choice is not None:
            self._head.show_first(state)

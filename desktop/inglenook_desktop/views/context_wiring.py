"""What a person sees and decides of the context, put together: the gauge and its panel, the summary of what is left
out, pins, and the details of an answer. Built once for each window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QWidget

from ..commands import CommandGroup, Commands
from ..context_meter import ContextMeter, ContextUse
from ..controller import Controller
from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from ..preferences_keeping import PreferencesKeeping
from ..state import Loaded
from ..theme import Theme
from .columns import Columns
from .composer import Composer
from .context_panel import ContextPanel
from .context_summary_dialog import ContextSummaryDialog
from .message_acts import MessageActs
from .parts import title_of
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..answer_kept import Kept
    from ..store import Store
    from ..store.records import Run


class ContextWiring(QObject):
    """Borrows the views of `window`."""

    def __init__(
        self,
        controller: Controller,
        commands: Commands,
        transcript: TranscriptModel,
        columns: Columns,
        acts: MessageActs,
        composer: Composer,
        status: StatusLine,
        preferences: PreferencesKeeping,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._columns = columns
        self._theme = theme
        self._window = window
        self._status = status
        self.panel: ContextPanel | None = None
        context, beside = controller.context, controller.beside
        desk, unsent = controller.desk, controller.unsent
        self.meter = ContextMeter(desk, controller.counting, context, unsent, transcript, self)
        self._second = ContextMeter(desk, beside.counting, context, unsent, transcript, self, beside=beside)
        for meter in (self.meter, self._second):
            meter.changed.connect(self._on_use)
            composer.edited.connect(meter.typed)
            for source in (controller.attaching, controller.presets, preferences):
                source.changed.connect(meter.look)
        controller.queue.changed.connect(self.meter.show_queue)
        status.gauge.opened.connect(self._open_panel)
        acts.cut_wanted.connect(self.change_cut)
        acts.pin_wanted.connect(self._on_pin)
        acts.details_wanted.connect(self.show_details)
        tr, answer = QCoreApplication.translate, CommandGroup.ANSWER
        show, details = tr("commands", "What is in the context"), tr("commands", "Details of the last answer")
        commands.add("context.show", show, status.gauge.open, group=answer, when=self._has_use)
        commands.add("answer.details", details, self.show_last, group=answer, when=self._has_answer)

    def change_cut(self, message_id: int) -> None:
        """Show what is read instead of everything down to this message."""
        context = self._controller.context
        cut = context.cut_at(message_id)
        if cut is not None:
            dialog = ContextSummaryDialog(cut, self._window)
            dialog.summary_changed.connect(context.set_summary)
            dialog.read_again_wanted.connect(context.read_again)
            dialog.open()

    def show_details(self, message_id: int) -> None:
        """Of the newest run that wrote this answer; nothing where none did, as in one that was imported."""
        from ..answer_kept import kept_of
        from .answer_details import AnswerDetails

        found: list[tuple[Run, Kept]] = []

        def read(store: Store) -> None:
            run = store.run_of_message(message_id)
            if run is not None:
                found.append((run, kept_of(store, run)))

        self._controller.desk.attempt(self._controller.state.conversation_id, read)
        for run, kept in found:
            AnswerDetails(run, self._theme, self._window, kept=kept).open()

    def show_last(self) -> None:
        """Of the last answer in view."""
        row = self._columns.last(_is_finished)
        if row is not None:
            self.show_details(self._columns.current.model.key(row))

    def _has_answer(self) -> bool:
        return self._columns.last(_is_finished) is not None

    def _has_use(self) -> bool:
        return self.use is not None

    def _on_pin(self, message_id: int, is_pinned: bool) -> None:
        self._controller.context.set_pinned(message_id, is_pinned=is_pinned)

    @property
    def use(self) -> ContextUse | None:
        """Of two models side by side, of the one that has less room."""
        uses = [meter.use for meter in (self.meter, self._second) if meter.use is not None]
        return min(uses, key=lambda use: (not use.problem, use.free), default=None)

    @property
    def _of_model(self) -> str:
        """Which one that is, where there are two."""
        meter, engine = self._second, self._controller.beside.engine
        if meter.use is None or engine is None:
            return ""
        if self.use is not meter.use and isinstance(self._controller.state.engine, Loaded):
            engine = self._controller.state.engine
        return title_of(engine.choice)

    def _on_use(self) -> None:
        use = self.use
        self._status.show_use(use, self._of_model)
        if self.panel is not None and use is not None:
            self.panel.show_use(use, self._of_model)

    def _open_panel(self, corner: QPoint) -> None:
        use = self.use
        if use is None:
            return
        has_conversation = self._controller.state.conversation_id is not None
        panel = ContextPanel(use, self._theme, self._window, has_conversation=has_conversation, of_model=self._of_model)
        panel.policy_chosen.connect(self._controller.context.set_policy)
        panel.destroyed.connect(partial(self._forget, panel))
        self.panel = panel
        panel.open_at(corner)

    def _forget(self, panel: ContextPanel) -> None:
        if self.panel is panel:
            self.panel = None


def _is_finished(item: TranscriptItem) -> bool:
    return item.speaker is Speaker.MODEL and not item.is_streaming

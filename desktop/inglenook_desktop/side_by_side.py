"""A second model beside the one in use: every question goes to both, and both answers are kept, as two branches.

Owns the second engine, its answer on its way and what its column shows. The first model's answer is `answering`'s; its
question is in the store before this hears of it.

Where both models compute on the processor, the second begins when the first is done: two engines with a thread for each
core slow each other down to a fraction, because threads that wait for one another spin.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed, Finished, Generate, LoadProgress, PrefillProgress, Ready
from inglenook_engine.types import FailureKind, ModelInfo
from PySide6.QtCore import QObject, QTimer, Signal

from .answering import Answering
from .desk import Desk
from .engine_link import EngineLink
from .library import InstalledModel
from .model_loading import ModelLoading
from .models.transcript import TranscriptModel
from .state import BesideChanged, ChatState, Loaded
from .submissions import Send, Submission

if TYPE_CHECKING:
    from .live_answer import LiveAnswer
    from .store import Run, Turn


class BesidePhase(Enum):
    """NONE: there is no second model. WAITING: for the first one's answer. DOWN: its load failed, or it died."""

    NONE = auto()
    LOADING = auto()
    READY = auto()
    WAITING = auto()
    READING = auto()
    WRITING = auto()
    DOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideShown:
    """fraction: of the load or of the prompt, 0.0 to 1.0. problem: why it is down, in a sentence. conversation_id: of
    the answer in the column, None for none. message_id: of that answer, to go on with once it is complete."""

    phase: BesidePhase = BesidePhase.NONE
    choice: InstalledModel | None = None
    fraction: float = 0.0
    n_tokens: int = 0
    problem: str = ""
    conversation_id: int | None = None
    message_id: int | None = None

    @property
    def is_answering(self) -> bool:
        return self.phase in (BesidePhase.READING, BesidePhase.WRITING)


class SideBySide(QObject):
    """changed: a BesideShown. stored: the store has more of the conversation in view. transcript: of the second
    column."""

    changed = Signal(object)
    stored = Signal()

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        loading: ModelLoading,
        answering: Answering,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link.another(self)
        self._loading = loading
        self._answering = answering
        self._clock = clock
        self.transcript = TranscriptModel(self)
        self.shown = BesideShown()
        self._model: ModelInfo | None = None
        self._live: LiveAnswer | None = None
        self._asked: tuple[Turn, Generate] | None = None  # while it loads, or the first one answers
        self._link.happened.connect(self._on_event)
        answering.generating.connect(self._on_generating)
        desk.changed.connect(self._on_state)

    # --- what the person wants

    def choose(self, choice: InstalledModel | None) -> None:
        """Load it beside the model in use. None: there is one model again."""
        self._end(Failed(run_id=None, kind=FailureKind.CRASHED, message=self.tr("The second model was closed.")))
        self._withdraw()
        self._link.unload()
        self._model = None
        self.transcript.set_items([])
        if choice is None:
            self._show(BesideShown())
        else:
            self._show(BesideShown(phase=BesidePhase.LOADING, choice=choice))
            self._link.load(self._loading.params_of(choice))

    def stop(self) -> None:
        """Stop its answer, or withdraw what waits for the first one. Harmless otherwise."""
        self._withdraw()
        if self._live is not None and self._live.end is None:
            self._link.cancel(self._live.turn.run_id)

    def abandon(self, conversation_id: int) -> None:
        """The store of this conversation is about to be closed: nothing of it is written any more."""
        if self._live is not None and self._live.turn.conversation_id == conversation_id:
            self.stop()
            self._live = None
            self._told_answering(False)
        if self.shown.conversation_id == conversation_id:
            self.transcript.set_items([])
            self._show(replace(self.shown, conversation_id=None, message_id=None))

    def release(self) -> None:
        """The store is about to be closed."""
        if self._live is not None:
            self.abandon(self._live.turn.conversation_id)
        self._withdraw()

    def shut_down(self) -> None:
        self._link.shut_down()

    # --- what happens

    def _on_generating(self, submission: Submission, turn: Turn, command: Generate) -> None:
        """The first model is asked."""
        if not isinstance(submission, Send) or self.shown.phase in (BesidePhase.NONE, BesidePhase.DOWN):
            return
        self._asked = (turn, command)
        if self.shown.phase is not BesidePhase.LOADING:
            self._look()

    def _look(self) -> None:
        """The question that waits, if one does: now, or when the first model is done."""
        if self._asked is not None and self._shares_processor and self._desk.state.running is not None:
            self._show(replace(self.shown, phase=BesidePhase.WAITING))
            self._told_answering(True)
        else:
            self._go_on()

    def _on_state(self, state: ChatState) -> None:
        if state.running is None and self.shown.phase is BesidePhase.WAITING:
            self._show(replace(self.shown, phase=BesidePhase.READY))
            QTimer.singleShot(0, self, self._go_on)  # when what ended the first answer is done with

    def _go_on(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self._begin(*asked)
            if self._live is None:
                self._told_answering(False)

    def _withdraw(self) -> None:
        """The question that waits is not answered."""
        asked, self._asked = self._asked, None
        if asked is not None and self._live is None:
            self._told_answering(False)
            if self.shown.phase is BesidePhase.WAITING:
                self._show(replace(self.shown, phase=BesidePhase.READY))

    @property
    def _shares_processor(self) -> bool:
        engine, second = self._desk.state.engine, self._model
        first = engine.model if isinstance(engine, Loaded) else None
        return first is not None and second is not None and "CPU" in first.devices and "CPU" in second.devices

    def _begin(self, first: Turn, command: Generate) -> None:
        """The same question, with the same parameters and seed."""
        store = self._desk.store_of(first.conversation_id)
        if store is None or self._model is None or self._live is not None:
            return
        from .live_answer import LiveAnswer
        from .presenting import items_of

        try:
            turn = store.begin_beside(first, model=self._model, params=command.params)
            thread = store.tree.path(turn.assistant_message_id)
            files = store.attachments(turn.conversation_id)
        except UserFacingError as error:
            self._desk.refused(error)
            return
        live = LiveAnswer(store, turn, self.transcript, asked_at=self._clock(), clock=self._clock)
        self._live = live
        self._answering.saves.add(live)
        self.transcript.set_source(items_of(thread, _no_run, {turn.assistant_message_id: live.item}, attachments=files))
        self._show(
            replace(
                self.shown,
                phase=BesidePhase.READING,
                fraction=0.0,
                n_tokens=0,
                conversation_id=turn.conversation_id,
                message_id=None,
            )
        )
        self._told_answering(True)
        self._link.generate(replace(command, run_id=turn.run_id))
        self.stored.emit()

    def _on_event(self, event: Event) -> None:
        match event:
            case LoadProgress(fraction=fraction) if self.shown.phase is BesidePhase.LOADING:
                self._show(replace(self.shown, fraction=fraction))
            case Ready(model=model):
                self._model = model
                self._show(replace(self.shown, phase=BesidePhase.READY))
                self._look()
            case Failed(run_id=None):
                self._end(event)
                self._withdraw()
                self._link.unload()
                self._model = None
                self._show(replace(self.shown, phase=BesidePhase.DOWN, problem=event.message))
            case PrefillProgress() | Chunk() | Finished() | Failed():
                self._on_answer(event)
            case _:
                pass

    def _on_answer(self, event: PrefillProgress | Chunk | Finished | Failed) -> None:
        live = self._live
        if live is None or event.run_id != live.turn.run_id:
            return
        live.on_event(event)
        match event:
            case PrefillProgress(done_tokens=done, total_tokens=total):
                self._show(replace(self.shown, fraction=done / total if total else 0.0))
            case Chunk(tokens=tokens):
                n_tokens = self.shown.n_tokens + len(tokens)
                self._show(replace(self.shown, phase=BesidePhase.WRITING, n_tokens=n_tokens))
            case Finished() | Failed():
                self._ended(live)
        self._answering.saves.look()

    def _end(self, failure: Failed) -> None:
        """Its engine goes away with what it was writing; what is there of it stays."""
        live = self._live
        if live is not None:
            live.on_event(failure)
            self._ended(live)
            self._answering.saves.look()

    def _ended(self, live: LiveAnswer) -> None:
        self._live = None
        self._show(replace(self.shown, phase=BesidePhase.READY, message_id=live.turn.assistant_message_id))
        self._told_answering(False)
        self.stored.emit()

    def _told_answering(self, is_answering: bool) -> None:
        self._desk.apply(BesideChanged(is_answering=is_answering))

    def _show(self, shown: BesideShown) -> None:
        if shown != self.shown:
            self.shown = shown
            self.changed.emit(shown)


def _no_run(_message_id: int) -> Run | None:
    """Figures of earlier answers stand in the other column."""
    return None

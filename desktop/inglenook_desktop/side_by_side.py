"""A second model beside the one in use: every question goes to both, and both answers are kept, as two branches.

Owns the second engine, its answer on its way and what its column shows: that answer, or the one that the store has to
the question in view. The first model's answer is `answering`'s; its question is in the store before this hears of it.

It is loaded only where a plan says that it fits beside the first one, or the person insists.

Where both models compute on the processor, the second begins when the first is done: two engines with a thread for each
core slow each other down to a fraction, because threads that wait for one another spin.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.plan_types import PlanRequest, verdict
from inglenook_engine.protocol import (
    Chunk,
    Counted,
    CountFailed,
    Event,
    Failed,
    Finished,
    Generate,
    LoadProgress,
    PrefillProgress,
    Ready,
)
from inglenook_engine.types import FinishReason, GenerationStats, LoadParams, ModelInfo
from PySide6.QtCore import QObject, QTimer, Signal

from .answering import Answering
from .desk import Desk
from .engine_link import EngineLink
from .library import InstalledModel
from .load_settings import LoadSettings
from .model_loading import ModelLoading, params_in_use
from .model_plans import ModelPlans, Planned
from .models.transcript import TranscriptModel
from .state import BesideChanged, ChatState, Loaded, Loading
from .submissions import Send, Submission
from .token_counting import TokenCounting

if TYPE_CHECKING:
    from .asked_prompt import Weighed
    from .live_answer import LiveAnswer
    from .store import Store, Turn


class BesidePhase(Enum):
    """NONE: there is no second model. CHECKING: whether there is memory for it, when the first one is loaded. WAITING:
    for the first one's answer. TOO_LARGE: there is too little memory. DOWN: its load failed, or it died."""

    NONE = auto()
    CHECKING = auto()
    LOADING = auto()
    READY = auto()
    WAITING = auto()
    READING = auto()
    WRITING = auto()
    TOO_LARGE = auto()
    DOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideShown:
    """fraction: of the load or of the prompt, 0.0 to 1.0. problem: why it is not loaded, in a sentence.
    conversation_id: of the answer that is in the column or waited for, None for none. message_id: of that one, once it
    is complete. is_used: the conversation goes on with it already. quantization: as far as it is known."""

    phase: BesidePhase = BesidePhase.NONE
    choice: InstalledModel | None = None
    fraction: float = 0.0
    n_tokens: int = 0
    problem: str = ""
    conversation_id: int | None = None
    message_id: int | None = None
    is_used: bool = False
    quantization: str = ""

    def is_answering_outside(self, conversation_id: int | None) -> bool:
        """It answers, or is about to, in another conversation."""
        is_answering = self.phase in (BesidePhase.WAITING, BesidePhase.READING, BesidePhase.WRITING)
        return is_answering and self.conversation_id != conversation_id


class SideBySide(QObject):
    """changed: a BesideShown. stored: the store has more of the conversation in view. transcript: of the second
    column. counting: by the second model. first_transcript: of the first column. plan_command, environ: as of
    `ModelPlans`."""

    changed = Signal(object)
    stored = Signal()

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        loading: ModelLoading,
        answering: Answering,
        first_transcript: TranscriptModel,
        *,
        plan_command: Callable[[str], list[str]],
        environ: Mapping[str, str],
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
        self._first_transcript = first_transcript
        self._plans = ModelPlans(plan_command, environ, self)
        self._plans.planned.connect(self._on_planned)
        self._leaving: tuple[int, LoadParams | None] = (0, None)
        self.counting = TokenCounting(desk, self._link, self, find_model=lambda: self._model)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(0)  # when the first column shows what it will
        self._following.timeout.connect(self._follow)
        for signal in (first_transcript.reset, first_transcript.tail_replaced, self.stored):
            signal.connect(self.look)
        self._link.happened.connect(self._on_event)
        answering.generating.connect(self._on_generating)
        desk.changed.connect(self._on_state)

    # --- what the person wants

    def choose(self, choice: InstalledModel | None, *, is_sure: bool = False) -> None:
        """Load it beside the model in use, where both fit into memory. None: there is one model again. is_sure: whether
        they do or not."""
        if self._live is not None:  # it was stopped, and nothing failed
            run_id, stopped = self._live.turn.run_id, FinishReason.CANCELLED
            self._end(Finished(run_id=run_id, reason=stopped, stats=GenerationStats()))
        self._withdraw()
        self._plans.stop()
        engine = self.engine
        self._leaving = (self._link.pid, None if engine is None else params_in_use(engine))
        self._link.unload()
        self._become(None)
        self.transcript.set_items([])
        if choice is None:
            self._show(BesideShown())
            return
        self._show(BesideShown(phase=BesidePhase.CHECKING, choice=choice, quantization=choice.quantization))
        self.look()
        if is_sure:
            self._load(choice)
        else:
            self._check()

    def restore(self, path: str) -> None:
        """The second model of the session before, unless another one is there; that it is not installed any more is
        told. path: "" for none."""
        if not path or self.shown.phase is not BesidePhase.NONE:
            return
        choice = self._loading.known(path)
        if choice is not None:
            self.choose(choice)
        else:
            sentence = self.tr("The second model, %1, is not installed any more: questions go to one model.")
            self._desk.notice(sentence.replace("%1", Path(path).stem), is_error=False, is_kept=True)

    def load_anyway(self) -> None:
        """What was too large, or did not load."""
        if self.shown.phase in (BesidePhase.TOO_LARGE, BesidePhase.DOWN):
            self.choose(self.shown.choice, is_sure=self.shown.phase is BesidePhase.TOO_LARGE)

    @property
    def engine(self) -> Loaded | None:
        """The second model as the first one is known; None while it is not ready."""
        choice, model = self.shown.choice, self._model
        return None if choice is None or model is None else Loaded(choice=choice, model=model)

    @property
    def is_answering_elsewhere(self) -> bool:
        """In a conversation that is not in view."""
        return self.shown.is_answering_outside(self._desk.state.conversation_id)

    def plan_request(self, choice: InstalledModel, settings: LoadSettings) -> PlanRequest:
        """For a load of this model instead of the second one, beside the first."""
        engine = self.engine
        pid, params = self._leaving if engine is None else (self._link.pid, params_in_use(engine))
        request = self._loading.plan_request(choice, settings)
        return replace(request, draft_model_path="", measures_memory=False, replaces_pid=pid, replaces=params)

    def ask_for_room(self, submission: Submission, found: Weighed, tell: Callable[[bool], None]) -> bool:
        """Whether it would answer this question that is too long for the first model: told later, once. False where it
        answers none, or surely has no room either."""
        from .asked_prompt import guessed_far_beyond

        model, messages = self._model, found.messages or tuple(part.message for part in found.parts)
        if model is None or not isinstance(submission, Send):
            return False
        if found.counted is not None and guessed_far_beyond(messages, model.n_ctx) is not None:
            return False

        def on_counted(counted: Counted | CountFailed | None) -> None:
            tell(isinstance(counted, Counted) and counted.total_tokens < model.n_ctx)

        self.counting.count(self, messages, on_counted, reasoning=found.asked.reasoning)
        return True

    def regenerate(self, answer_id: int) -> None:
        """Another answer beside this one of its own, to the question in view, with another seed. Nothing while anything
        is answered."""
        from .beside_kept import asked_again

        state, number, n_shown = self._desk.state, self._desk.state.conversation_id, len(self._first_transcript)
        if state.is_busy or self._model is None or number is None or not n_shown:
            return
        in_view, seed = self._first_transcript.item(n_shown - 1).key, self._answering.random_bits(63)
        found: list[tuple[Turn, Generate] | None] = []
        self._desk.attempt(number, lambda store: found.append(asked_again(store, answer_id, in_view, seed=seed)))
        for turn, command in filter(None, found):
            self._begin(turn, command)

    def stop(self) -> None:
        """Stop its answer, or withdraw what waits for the first one. Harmless otherwise."""
        self._withdraw()
        if self._live is not None and self._live.end is None:
            self._link.cancel(self._live.turn.run_id)

    def abandon(self, conversation_id: int) -> None:
        """The store of this conversation is about to be closed: nothing of it is written any more."""
        if self._asked is not None and self._asked[0].conversation_id == conversation_id:
            self._withdraw()
        if self._live is not None and self._live.turn.conversation_id == conversation_id:
            self.stop()
            self._live = None
            self._desk.apply(BesideChanged(is_answering=False))
        if self.shown.conversation_id == conversation_id:
            self.transcript.set_items([])
            phase = BesidePhase.READY if self._model is not None else self.shown.phase
            self._show(replace(self.shown, phase=phase, conversation_id=None, message_id=None))

    def release(self) -> None:
        """The store is about to be closed."""
        if self._live is not None:
            self.abandon(self._live.turn.conversation_id)
        self._withdraw()

    def shut_down(self) -> None:
        self._plans.shut_down()
        self._link.shut_down()

    # --- loading it

    def _check(self) -> None:
        """Whether it fits, once the first one has its memory."""
        choice = self.shown.choice
        if choice is not None and not isinstance(self._desk.state.engine, Loading):
            self._plans.ask(self.plan_request(choice, self._loading.settings.of(choice.path)))

    def _on_planned(self, planned: Planned) -> None:
        choice = self.shown.choice
        if choice is None or self.shown.phase is not BesidePhase.CHECKING:
            return
        if planned.plan is None or planned.plan.fits:  # of what cannot be planned the load says what is wrong
            self._load(choice)
        else:
            self._withdraw()
            self._show(replace(self.shown, phase=BesidePhase.TOO_LARGE, problem=verdict(planned.plan)))

    def _load(self, choice: InstalledModel) -> None:
        self._show(replace(self.shown, phase=BesidePhase.LOADING))
        self._link.load(self._loading.params_of(choice))

    def _become(self, model: ModelInfo | None) -> None:
        self._model = model
        self.counting.look()

    # --- what happens

    def _on_generating(self, submission: Submission, turn: Turn, command: Generate) -> None:
        """The first model is asked."""
        nowhere = (BesidePhase.NONE, BesidePhase.TOO_LARGE, BesidePhase.DOWN)
        if not isinstance(submission, Send) or self.shown.phase in nowhere:
            return
        self._asked = (turn, command)
        if self._model is not None:
            self._look()

    def _look(self) -> None:
        """The question that waits, if one does: now, or when the first model is done."""
        if self._asked is not None and self._shares_processor and self._desk.state.running is not None:
            self.transcript.set_items([])
            self._show(self._without_answer(BesidePhase.WAITING, self._asked[0].conversation_id))
            self._desk.apply(BesideChanged(is_answering=True))
        else:
            self._go_on()

    def _on_state(self, state: ChatState) -> None:
        if self.shown.phase is BesidePhase.CHECKING:
            if isinstance(state.engine, Loading):
                self._plans.stop()
            elif not self._plans.is_busy:
                self._check()
        if state.running is None and self.shown.phase is BesidePhase.WAITING:
            QTimer.singleShot(0, self, self._go_on)  # when what ended the first answer is done with

    def _go_on(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            self._begin(*asked)
            if self._live is None:
                self._rest()

    def _withdraw(self) -> None:
        """The question that waits is not answered."""
        asked, self._asked = self._asked, None
        if asked is not None and self._live is None:
            self._rest()

    def _rest(self) -> None:
        if self.shown.phase is BesidePhase.WAITING:
            self._show(self._without_answer(BesidePhase.READY, None))
        self._desk.apply(BesideChanged(is_answering=False))
        self.look()

    def _without_answer(self, phase: BesidePhase, conversation_id: int | None) -> BesideShown:
        shown = replace(self.shown, phase=phase, conversation_id=conversation_id, message_id=None, is_used=False)
        return replace(shown, fraction=0.0, n_tokens=0)

    def look(self) -> None:
        """Another answer may be in view, or the store may have more of it."""
        if self.shown.choice is not None:
            self._following.start()

    def _follow(self) -> None:
        """The column shows this model's answer to the question in view, where the store has one."""
        choice, number = self.shown.choice, self._desk.state.conversation_id
        if choice is None or self._live is not None or self._asked is not None:
            return
        from .beside_kept import branch_items, kept_answer
        from .presenting import synchronise

        found: list[int | None] = []

        def read(store: Store) -> None:
            found.append(kept_answer(store, self._first_transcript, str(choice.path)))
            if found[0] is not None:
                synchronise(self.transcript, branch_items(store, found[0]))

        if number is not None:
            self._desk.attempt(number, read)
        message_id = found[0] if found else None
        if message_id is None and self.shown.conversation_id is not None:
            self.transcript.set_items([])
        n_shown = len(self._first_transcript)
        is_used = bool(n_shown) and message_id == self._first_transcript.item(n_shown - 1).key
        conversation_id = None if message_id is None else number
        self._show(replace(self.shown, conversation_id=conversation_id, message_id=message_id, is_used=is_used))

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
        now, limit = self._clock(), command.params.max_tokens
        live = LiveAnswer(store, turn, self.transcript, asked_at=now, clock=self._clock, max_tokens=limit)
        self._live = live
        self._answering.saves.add(live)
        items = items_of(thread, lambda _one: None, {turn.assistant_message_id: live.item}, attachments=files)
        self.transcript.set_source(items)  # figures of earlier answers stand in the other column
        self._show(self._without_answer(BesidePhase.READING, turn.conversation_id))
        self._desk.apply(BesideChanged(is_answering=True))
        self._link.generate(replace(command, run_id=turn.run_id))
        self.stored.emit()

    def _on_event(self, event: Event) -> None:
        match event:
            case LoadProgress(fraction=fraction) if self.shown.phase is BesidePhase.LOADING:
                self._show(replace(self.shown, fraction=fraction))
            case Ready(model=model):
                self._become(model)
                self._show(replace(self.shown, phase=BesidePhase.READY, quantization=model.quantization))
                self._look()
            case Failed(run_id=None):
                self._end(event)
                self._withdraw()
                self._link.unload()
                self._become(None)
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

    def _end(self, event: Finished | Failed) -> None:
        """Its engine goes away with what it was writing; what is there of it stays."""
        live = self._live
        if live is not None:
            live.on_event(event)
            self._ended(live)
            self._answering.saves.look()

    def _ended(self, live: LiveAnswer) -> None:
        self._live = None
        self._show(replace(self.shown, phase=BesidePhase.READY, message_id=live.turn.assistant_message_id))
        self._desk.apply(BesideChanged(is_answering=False))
        self.stored.emit()

    def _show(self, shown: BesideShown) -> None:
        if shown != self.shown:
            self.shown = shown
            self.changed.emit(shown)

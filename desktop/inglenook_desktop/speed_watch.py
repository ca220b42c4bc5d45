"""Whether this machine became slower, in the window: measures after an update while nobody needs the machine, and says
once what the watch over rates has found.

A measurement takes the engine's memory of what it read. So it is made before a model has read anything, soon after it
was loaded; else once the person has been away for a while, and only where that conversation is read again in a moment.
A question stops it at once. Everything happens on the GUI thread, but for the reading and reckoning of many runs.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Event, Failed, Finished, Generate
from inglenook_engine.types import FinishReason, GenerationStats
from PySide6.QtCore import QObject, QTimer

from .chores import ChoreDone, Chores
from .desk import Desk
from .engine_link import EngineLink
from .state import ChatState, Idle, Loaded, StorageOpen
from .statistics.self_bench import BUDGET_S, ENOUGH_SAMPLES, PARAMS, SAMPLES, messages_of
from .translating import translated

if TYPE_CHECKING:
    from .statistics.regressions import Finding
    from .store import Store

_log = logging.getLogger("inglenook.ui")

IDLE_MS = 30_000
"""So long after a load nothing was asked."""

AWAY_MS = 10 * 60_000
"""So long after an answer nothing was asked."""

READ_AGAIN_MS = 2_000
"""At most so long it may take to read a conversation again that a measurement has driven out."""

LOOK_EVERY_ANSWERS = 20
"""Of one session; the first is looked at too, because many sessions have fewer."""

LOOKED_AT_RUNS = 3_000
_TOLD = "told change of speed"
MOST_AGE_RUNS = 400
"""A change that lies more runs back is no news."""


class SpeedWatch(QObject):
    """is_wanted: whether the program measures by itself at all."""

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link
        self._clock = clock
        self.is_wanted = True
        self._was_asked = False  # of the model that is loaded
        self._is_interrupted = False  # of the measurement
        self._is_settled = False  # nothing is to be measured with it, or it was
        self._run_id: int | None = None
        self._n_samples = 0
        self._begun_s = 0.0
        self._n_answers = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self._begin)
        self._chores = Chores(self)
        self._chores.done.connect(self._on_found)
        desk.changed.connect(self._on_state)

    @property
    def is_looking(self) -> bool:
        return self._chores.is_busy

    # --- what the window tells

    def on_answer(self, _conversation_id: int) -> None:
        """Somebody asks for something: it goes first, and from now on the engine's memory is worth more."""
        self._was_asked = self._is_interrupted = True
        self._timer.stop()
        if self._run_id is not None:
            self._link.cancel(self._run_id)

    def on_asked(self, window: int) -> None:
        """Something is to be generated for a window of this engine; 0 is the one that measures, which does not know
        what the others have read."""
        if window:
            self.on_answer(0)
            self._is_settled = True

    def on_ended(self) -> None:
        """An answer is stored."""
        if self._n_answers % LOOK_EVERY_ANSWERS == 0:
            self.look()
        self._n_answers += 1

    def release(self) -> None:
        """The store is about to be closed."""
        self._timer.stop()
        self._chores.shut_down()
        self._give_up()

    def takes(self, event: Event) -> bool:
        """Whether an event of the engine is about a measurement, and nobody else's."""
        if self._run_id is None or getattr(event, "run_id", None) != self._run_id:
            return False
        match event:
            case Finished(reason=reason, stats=stats):
                self._end(lambda store, run_id: store.record.finish(run_id, reason=reason, stats=stats))
                if reason is not FinishReason.CANCELLED and not self._is_interrupted:
                    self._next()
            case Failed():
                self._is_settled = True
                self._end(lambda store, run_id: store.record.fail(run_id, event))
            case _:
                pass
        return True

    # --- measuring

    def _on_state(self, state: ChatState) -> None:
        if not isinstance(state.engine, Loaded):
            self._give_up()
            self._was_asked = self._is_settled = False
            self._timer.stop()
        elif not self._is_quiet(state):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(AWAY_MS if self._was_asked else IDLE_MS)

    def _is_quiet(self, state: ChatState) -> bool:
        is_idle = isinstance(state.answer, Idle) and isinstance(state.storage, StorageOpen)
        is_free = not self._was_asked or _is_read_quickly(state)
        return is_idle and self.is_wanted and self._run_id is None and is_free and not self._is_settled

    def _begin(self) -> None:
        engine, store = self._desk.state.engine, self._desk.store
        if store is None or not isinstance(engine, Loaded) or not self._is_quiet(self._desk.state):
            return
        try:
            is_known = store.record.n_measurements(engine.model) >= ENOUGH_SAMPLES
        except UserFacingError as error:
            _log.warning("no measurement: %s", error)
            is_known = True
        if is_known:
            self._is_settled = True
            self.look()
            return
        self._n_samples, self._begun_s, self._is_interrupted = 0, self._clock(), False
        self._next()

    def _next(self) -> None:
        engine, store = self._desk.state.engine, self._desk.store
        is_over = self._n_samples >= SAMPLES or (self._n_samples > 0 and self._clock() - self._begun_s >= BUDGET_S)
        if is_over or store is None or not isinstance(engine, Loaded):
            self._is_settled = True
            self.look()
            return
        try:
            self._run_id = store.record.begin_measurement(model=engine.model, params=PARAMS)
        except UserFacingError as error:
            _log.warning("no measurement: %s", error)
            self._is_settled = True
            return
        self._link.generate(Generate(run_id=self._run_id, messages=messages_of(self._n_samples), params=PARAMS))
        self._n_samples += 1

    def _end(self, act: Callable[[Store, int], object]) -> None:
        """A measurement is not worth a notice."""
        run_id, self._run_id = self._run_id, None
        store = self._desk.store
        if store is None or run_id is None:
            return
        try:
            act(store, run_id)
        except UserFacingError as error:
            _log.warning("a measurement was not kept: %s", error)

    def _give_up(self) -> None:
        """The engine goes away, or the store."""
        self._end(
            lambda store, run_id: store.record.finish(run_id, reason=FinishReason.CANCELLED, stats=GenerationStats())
        )

    # --- telling

    def look(self) -> None:
        """Look for what became slower with the loaded model, on another thread."""
        engine, store = self._desk.state.engine, self._desk.store
        if store is None or not isinstance(engine, Loaded) or self._chores.is_busy:
            return
        reading = store.for_another_thread()
        self._chores.do(store, lambda _steps: _found(reading, engine.model.name))

    def _on_found(self, done: ChoreDone) -> None:
        """Say it, if nobody was told yet and nothing else is being said."""
        store = self._desk.store
        if done.problem is not None:
            _log.warning("the watch over rates: %s", done.problem)
        is_free = store is done.name and self._desk.state.notice is None
        if not is_free or store is None or not isinstance(done.result, tuple):
            return
        found, newest = done.result
        from .statistics.regressions import evidence, sentence

        try:
            told = store.shelf.remembered(_TOLD).split("\n")
            news = self._news(found, told, newest=newest)
            if news is None:
                return
            store.shelf.remember(_TOLD, "\n".join([*told, news.key][-50:]).strip())
        except UserFacingError as error:
            _log.warning("the watch over rates: %s", error)
            return
        self._desk.notice(sentence(news, translated), detail=evidence(news, translated), is_error=False, is_kept=True)

    def _news(self, found: list[Finding], told: list[str], *, newest: int) -> Finding | None:
        """Only what became slower: a gain is no reason to interrupt anybody; `inglenook stats` and the page tell it."""
        for one in found:
            is_new = one.key not in told and newest - one.run_id <= MOST_AGE_RUNS
            if one.change.is_slower and is_new:
                return one
        return None


def _found(reading: AbstractContextManager[Store], model_name: str) -> tuple[list[Finding], int]:
    """And the id of the newest run. On another thread. Raises StoreError."""
    from .statistics.regressions import findings

    with reading as store:
        runs = store.record.rated_runs(model_name=model_name, newest=LOOKED_AT_RUNS)
    return findings(runs), runs[-1].run_id if runs else 0


def _is_read_quickly(state: ChatState) -> bool:
    """Whether the engine would read again within `READ_AGAIN_MS` what it last had in its memory. False where its rate
    is not known."""
    stats = None if state.figures is None else state.figures.stats
    rate = None if stats is None else stats.prefill_tokens_per_s
    if stats is None or rate is None:
        return False
    return (stats.prompt_tokens + stats.output_tokens) / rate * 1000 <= READ_AGAIN_MS

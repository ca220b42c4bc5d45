"""An answer once more in the window: by the loaded model, beside the conversation, which stays as it is.

Stopped the moment that a person asks for an answer. Everything happens on the GUI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed, Finished, Generate
from inglenook_engine.types import FinishReason, GenerationStats, ModelInfo
from PySide6.QtCore import QObject, Signal

from .desk import Desk
from .engine_link import EngineLink
from .replay import Compared, Made, ReplayError, Walk, recipe_of, where_texts_part
from .state import ChatState, Idle, Loaded

if TYPE_CHECKING:
    from .store import Store

_log = logging.getLogger("inglenook.ui")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayState:
    """done, total: tokens. compared: once it has ended. parted: the end of what both texts begin with, and how each
    goes on. problem: a sentence, where it could not be done or was stopped."""

    done: int = 0
    total: int = 0
    model_name: str = ""
    compared: Compared | None = None
    parted: tuple[str, str, str] = ("", "", "")
    problem: str = ""

    @property
    def is_over(self) -> bool:
        return self.compared is not None or self.problem != ""


class Replaying(QObject):
    """One at a time. changed: the ReplayState of the one that was begun last."""

    changed = Signal(object)

    def __init__(self, desk: Desk, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._link = link
        self._walk: Walk | None = None
        self._model: ModelInfo | None = None
        self._store: Store | None = None
        self._run_id: int | None = None
        self._tokens: list[int] = []
        self._texts: list[str] = []
        desk.changed.connect(self._on_state)

    def begin(self, message_id: int) -> None:
        """Of an answer of the conversation in view. What is in the way of it is told as a state."""
        state = self._desk.state
        store = self._desk.store_of(state.conversation_id)
        try:
            if self._run_id is not None or not isinstance(state.answer, Idle):
                raise ReplayError(self.tr("An answer is being written. Wait for its end, or stop it."))
            if store is None or not isinstance(state.engine, Loaded):
                raise ReplayError(self.tr("No model is loaded. Load the one that wrote this answer."))
            run_id = store.record.run_that_began(message_id)
            if run_id is None:
                raise ReplayError(self.tr("No model wrote this answer here, so there is nothing to compare with."))
            recipe = recipe_of(store, run_id)
            self._require_model(recipe.parts[0].recorded.model, state.engine.model)
            self._ask(store, Walk(recipe), state.engine.model)
        except UserFacingError as error:
            self.changed.emit(ReplayState(problem=str(error)))

    def stop(self) -> None:
        """Harmless where none runs."""
        if self._run_id is not None:
            self._link.cancel(self._run_id)

    def on_answer(self, _conversation_id: int) -> None:
        """A person's answer begins: it goes first."""
        self.stop()

    def release(self) -> None:
        """The store is about to be closed."""
        self._give_up(self.tr("The conversations were closed."))

    def takes(self, event: Event) -> bool:
        """Whether an event of the engine is about the replay, and nobody else's."""
        if self._run_id is None or getattr(event, "run_id", None) != self._run_id:
            return False
        match event:
            case Chunk(text=text, tokens=tokens):
                self._texts.append(text)
                self._tokens += tokens
                self._tell()
            case Finished(reason=reason, stats=stats):
                self._end(reason, stats)
            case Failed(message=message):
                self._close(lambda store, run_id: store.record.fail(run_id, event))
                self.changed.emit(ReplayState(problem=message))
            case _:
                pass
        return True

    def _ask(self, store: Store, walk: Walk, model: ModelInfo) -> None:
        """For the part that is to be made now. Raises StoreError."""
        from .store import RunAction

        part = walk.part
        self._run_id = store.record.begin_aside(
            walk.recipe.message_id, RunAction.REPLAY, model=model, params=part.params, caused_by=part.run_id
        )
        self._walk, self._store, self._model = walk, store, model
        self._tokens, self._texts = [], []
        self._tell()
        self._link.generate(Generate(run_id=self._run_id, messages=walk.messages, params=part.params))

    def _require_model(self, wanted: ModelInfo, loaded: ModelInfo) -> None:
        if (wanted.path, wanted.draft_name) == (loaded.path, loaded.draft_name):
            return
        sentence = self.tr("%1 wrote this answer, and %2 is loaded. Load that one, and try again.")
        if wanted.path == loaded.path:
            sentence = self.tr("%1 wrote this answer with another draft model. Choose that one, and try again.")
        raise ReplayError(sentence.replace("%1", wanted.name).replace("%2", loaded.name))

    def _tell(self) -> None:
        if self._walk is not None:
            recorded = self._walk.part.recorded
            done = self._walk.n_done + min(len(self._tokens), len(recorded.tokens))
            total = self._walk.recipe.n_tokens
            self.changed.emit(ReplayState(done=done, total=total, model_name=recorded.model.name))

    def _end(self, reason: FinishReason, stats: GenerationStats) -> None:
        walk, model, store = self._walk, self._model, self._store
        self._close(lambda store, run_id: store.record.finish(run_id, reason=reason, stats=stats))
        if walk is None or model is None or store is None:
            return
        if reason is FinishReason.CANCELLED:
            self.changed.emit(ReplayState(problem=self.tr("Stopped; nothing was compared.")))
            return
        now = Made(
            model=model,
            params=walk.part.params,
            stats=stats,
            reason=reason,
            tokens=tuple(self._tokens),
            sha256=_sha256(store, model.path),
            app_version=store.record.app_version,
        )
        written = "".join(self._texts)
        text, done = walk.text(written), walk.n_done + len(self._tokens)
        compared = walk.take(now, written)
        if compared is None:
            self._go_on(store, walk, model)
            return
        self.changed.emit(
            ReplayState(
                done=done,
                total=walk.recipe.n_tokens,
                model_name=model.name,
                compared=compared,
                parted=where_texts_part(walk.recipe.text, text),
            )
        )

    def _go_on(self, store: Store, walk: Walk, model: ModelInfo) -> None:
        """With the next part, unless a person asked for something meanwhile."""
        if not isinstance(self._desk.state.answer, Idle):
            self.changed.emit(ReplayState(problem=self.tr("Stopped; nothing was compared.")))
            return
        try:
            self._ask(store, walk, model)
        except UserFacingError as error:
            self.changed.emit(ReplayState(problem=str(error)))

    def _on_state(self, state: ChatState) -> None:
        if self._run_id is not None and not isinstance(state.engine, Loaded):
            self._give_up(self.tr("The engine ended before the answer did."))

    def _give_up(self, problem: str) -> None:
        if self._run_id is not None:
            self._close(
                lambda store, run_id: store.record.finish(
                    run_id, reason=FinishReason.CANCELLED, stats=GenerationStats()
                )
            )
            self.changed.emit(ReplayState(problem=problem))

    def _close(self, act: Callable[[Store, int], object]) -> None:
        """The run is over. A store that refuses it loses a line of statistics, which is not worth a notice."""
        run_id, self._run_id = self._run_id, None
        if self._store is not None and run_id is not None:
            try:
                act(self._store, run_id)
            except UserFacingError as error:
                _log.warning("a replay was not recorded: %s", error)
        self._walk = self._model = self._store = None


def _sha256(store: Store, path: str) -> str:
    try:
        return store.record.sha256_of(path)
    except UserFacingError:
        return ""

"""How much a model reads of a conversation, and of which state of it that is true: so that a long one is not read and
counted again for every question, and yet nothing is trusted that was not weighed as it is now.

What an answer read and wrote counts where this window has seen it; figures of the store may be those of another program
or of other cuts.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Finished
from inglenook_engine.types import ModelInfo
from PySide6.QtCore import QObject

from .context_policy import ContextMarks
from .desk import Desk
from .state import Happening, Loaded, RunStarted

if TYPE_CHECKING:
    from .store import Store

N_KEPT = 4
"""Two models side by side, of the conversation in view and of the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """Of a conversation, all that decides what the model reads of it. head_id: where its branch in view ends.
    updated_at: when a message was added or finished last. instructions: read in place of its system prompt, "" for
    that."""

    conversation_id: int
    head_id: int | None
    updated_at: str
    marks: ContextMarks
    instructions: str
    model: ModelInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """In tokens. system: instructions and template, None where they are not told from what was said. said: the rest.
    guessed: about so many, where it is far too long to be counted; 0 otherwise. problem: why it cannot be counted, ""
    mostly. n_left_out: messages that are not read any more."""

    as_of: AsOf
    said: int = 0
    system: int | None = None
    guessed: int = 0
    problem: str = ""
    n_left_out: int = 0

    @property
    def total(self) -> int:
        return self.said + (self.system or 0)


class ContextWeights(QObject):
    """The last few weights."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: deque[Weight] = deque(maxlen=N_KEPT)
        self._run: tuple[int, AsOf] | None = None  # that is being written, and what it was asked with
        self._finished: Weight | None = None  # until its answer is in the store
        desk.applied.connect(self._on_applied)

    def now(self, conversation_id: int | None, engine: Loaded) -> AsOf | None:
        """None where there is no such conversation, or the store refuses."""
        store = self._desk.store_of(conversation_id)
        if store is None or conversation_id is None:
            return None
        from .answer_start import start_of

        try:
            start = start_of(store, conversation_id, model_path=str(engine.choice.path))
            return _as_of(store, conversation_id, start.instructions, engine.model)
        except UserFacingError:
            return None  # whoever writes next meets it too, and tells

    def known(self, as_of: AsOf) -> Weight | None:
        return next((weight for weight in self._known if weight.as_of == as_of), None)

    def keep(self, weight: Weight) -> None:
        self._known.append(weight)

    def on_saved(self) -> None:
        """An answer is in the store. What was changed while it was being written was not read for it."""
        weight, self._finished = self._finished, None
        engine = self._desk.state.engine
        if weight is None or not isinstance(engine, Loaded):
            return
        now = self.now(weight.as_of.conversation_id, engine)
        if now is not None and replace(weight.as_of, updated_at=now.updated_at) == now:
            self.keep(replace(weight, as_of=now))

    def _on_applied(self, event: Happening) -> None:
        match event:
            case RunStarted(run_id=run_id, conversation_id=number):
                self._run = self._finished = None
                store, engine = self._desk.store_of(number), self._desk.state.engine
                if store is None or not isinstance(engine, Loaded):
                    return
                try:
                    as_of = _as_of(store, number, store.writing.instructions_of(run_id), engine.model)
                except UserFacingError:
                    return
                self._run = None if as_of is None else (run_id, as_of)
            case Finished(run_id=run_id, stats=stats) if self._run is not None and self._run[0] == run_id:
                as_of, self._run = self._run[1], None
                if stats.prompt_tokens:
                    self._finished = Weight(as_of=as_of, said=stats.prompt_tokens + stats.output_tokens)
            case _:
                pass


def _as_of(store: Store, conversation_id: int, instructions: str, model: ModelInfo) -> AsOf | None:
    """None where there is no such conversation. Raises StoreError."""
    conversation = store.conversation(conversation_id)
    if conversation is None:
        return None
    return AsOf(
        conversation_id=conversation_id,
        head_id=store.tree.head(conversation_id),
        updated_at=conversation.updated_at,
        marks=store.context.marks(conversation_id),
        instructions=instructions,
        model=model,
    )

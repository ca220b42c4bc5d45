"""A run that adds nothing to a conversation: an answer replayed, a sample of this machine's speed."""

from __future__ import annotations

from collections.abc import Callable

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Event, Failed, Finished
from inglenook_engine.types import GenerateParams, Message, ModelInfo

from ..store import Store
from .conversation import OpenTurn

Begin = Callable[[ModelInfo, GenerateParams], int]
"""Writes down that it began; returns the run's number. Raises StoreError."""


class AsideTurn:
    """A `Conversation` of one turn that is kept as a run alone. messages: what the model reads."""

    def __init__(self, store: Store, messages: tuple[Message, ...], begin: Begin) -> None:
        self._store = store
        self._messages = messages
        self._begin = begin
        self._run_id: int | None = None

    def begin(self, text: str | None, model: ModelInfo, params: GenerateParams) -> OpenTurn:  # noqa: ARG002
        self._run_id = self._begin(model, params)
        return OpenTurn(run_id=self._run_id, messages=self._messages)

    def record(self, event: Event) -> None:
        if self._run_id is None:
            return
        match event:
            case Finished(reason=reason, stats=stats):
                self._store.record.finish(self._run_id, reason=reason, stats=stats)
            case Failed():
                self._store.record.fail(self._run_id, event)
            case _:
                pass

    def end(self) -> UserFacingError | None:
        return None

    def settle(self) -> UserFacingError | None:
        return None

    def fresh(self) -> AsideTurn:
        return AsideTurn(self._store, self._messages, self._begin)

    @property
    def conversation_id(self) -> int | None:
        return None

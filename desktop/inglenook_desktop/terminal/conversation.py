"""The conversation a command adds to: in the store, or in memory when nothing is to be kept.

Both kinds give the messages to send and take the events of the answer, so that ask and chat do not care which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event
from inglenook_engine.types import GenerateParams, Message, ModelInfo, Role

if TYPE_CHECKING:
    from ..recorder import TurnRecorder
    from ..store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTurn:
    """What to send to the engine: the run's number, which its events carry, and the messages to answer."""

    run_id: int
    messages: tuple[Message, ...]


class Conversation(Protocol):
    """One turn is open at a time: `begin` or `begin_again`, `record` of every event, `end`."""

    def begin(self, text: str | None, model: ModelInfo, params: GenerateParams) -> OpenTurn:
        """Add a person's message (None: answer the last one again)."""

    def record(self, event: Event) -> None: ...

    def end(self) -> UserFacingError | None:
        """Close the turn. What could not be kept is returned as the reason why."""

    def fresh(self) -> Conversation:
        """Another, empty conversation of the same kind and system prompt."""

    @property
    def conversation_id(self) -> int | None:
        """Its number in the store; None when it has no message yet, or is not kept."""


class SavedConversation:
    """A conversation of the store. Uses the store on the calling thread; closing it is the owner's."""

    def __init__(self, store: Store, *, system: str | None = None, conversation_id: int | None = None) -> None:
        self._store = store
        self._system = system
        self._conversation_id = conversation_id
        self._recorder: TurnRecorder | None = None

    @property
    def conversation_id(self) -> int | None:
        return self._conversation_id

    def begin(self, text: str | None, model: ModelInfo, params: GenerateParams) -> OpenTurn:
        """Durable when this returns. Raises StoreError."""
        from ..recorder import TurnRecorder

        turn = self._store.begin_turn(
            conversation_id=self._conversation_id, text=text, model=model, params=params, system=self._system
        )
        self._conversation_id = turn.conversation_id
        self._recorder = TurnRecorder(self._store, turn)
        thread = self._store.thread(turn.conversation_id)
        messages = [
            Message(role=stored.role, content=stored.content, tokens=stored.tokens)
            for stored in thread
            if stored.id != turn.assistant_message_id
        ]
        return OpenTurn(run_id=turn.run_id, messages=messages_to_send(messages))

    def record(self, event: Event) -> None:
        if self._recorder is not None:
            self._recorder.on_event(event)

    def end(self) -> UserFacingError | None:
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return None
        if recorder.problem is not None:
            recorder.flush()
        return recorder.problem

    def fresh(self) -> SavedConversation:
        return SavedConversation(self._store, system=self._system)


class UnsavedConversation:
    """A conversation that never touches the disk."""

    def __init__(self, *, system: str | None = None) -> None:
        self._system = system
        self._run_id = 0
        self._messages = [Message(role=Role.SYSTEM, content=system)] if system else []
        self._texts: list[str] = []
        self._tokens: list[int] = []

    def begin(
        self,
        text: str | None,
        model: ModelInfo,  # noqa: ARG002 - of the protocol; nobody asks later what answered
        params: GenerateParams,  # noqa: ARG002
    ) -> OpenTurn:
        if text is not None:
            self._messages.append(Message(role=Role.USER, content=text))
        elif self._messages and self._messages[-1].role is Role.ASSISTANT:
            self._messages.pop()
        self._texts.clear()
        self._tokens.clear()
        self._run_id += 1
        return OpenTurn(run_id=self._run_id, messages=messages_to_send(self._messages))

    def record(self, event: Event) -> None:
        if isinstance(event, Chunk):
            self._texts.append(event.text)
            self._tokens.extend(event.tokens)

    def end(self) -> UserFacingError | None:
        self._messages.append(Message(role=Role.ASSISTANT, content="".join(self._texts), tokens=tuple(self._tokens)))
        return None

    def fresh(self) -> UnsavedConversation:
        return UnsavedConversation(system=self._system)

    @property
    def conversation_id(self) -> int | None:
        return None


def messages_to_send(messages: Sequence[Message]) -> tuple[Message, ...]:
    """`messages` without the exchanges whose answer never began: templates insist on turns that alternate."""
    kept: list[Message] = []
    for message in messages:
        if message.role is Role.ASSISTANT and not message.content:
            if kept and kept[-1].role is Role.USER:
                kept.pop()
        else:
            kept.append(message)
    return tuple(kept)

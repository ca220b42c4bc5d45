"""The conversation a command adds to: in the store, or in memory when nothing is to be kept.

Both kinds give the messages to send and take the events of the answer, so that ask and chat do not care which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Chunk, Event, Failed
from inglenook_engine.types import FailureKind, GenerateParams, Message, ModelInfo, Role

from ..attachments import AttachedFile, with_files

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
        """Close the turn. Returned is why not all of it could be kept; it is then still held for `settle`."""

    def settle(self) -> UserFacingError | None:
        """Try again to keep what `end` could not. Returned is why it still cannot."""

    def fresh(self) -> Conversation:
        """Another, empty conversation of the same kind and system prompt."""

    @property
    def conversation_id(self) -> int | None:
        """Its number in the store; None when it has no message yet, or is not kept."""


class WritableConversation(Conversation, Protocol):
    """One that a person writes into."""

    def attach(self, files: Sequence[AttachedFile]) -> None:
        """They go with the next message."""

    def fresh(self) -> WritableConversation: ...


class SavedConversation:
    """A conversation of the store. Uses the store on the calling thread; closing it is the owner's."""

    def __init__(self, store: Store, *, system: str | None = None) -> None:
        self._store = store
        self._system = system
        self._conversation_id: int | None = None
        self._files: list[AttachedFile] = []
        self._recorder: TurnRecorder | None = None

    @property
    def conversation_id(self) -> int | None:
        return self._conversation_id

    def attach(self, files: Sequence[AttachedFile]) -> None:
        self._files += files

    def begin(self, text: str | None, model: ModelInfo, params: GenerateParams) -> OpenTurn:
        """Durable when this returns. Raises StoreError, also while an earlier answer could not be kept yet."""
        from ..prompting import messages_for
        from ..recorder import TurnRecorder

        if (problem := self.settle()) is not None:
            raise problem

        turn = self._store.begin_turn(
            conversation_id=self._conversation_id,
            text=text,
            model=model,
            params=params,
            system=self._system,
            files=self._files,
        )
        if text is not None:
            self._files = []
        self._conversation_id = turn.conversation_id
        self._recorder = TurnRecorder(self._store, turn)
        *above, _answer = self._store.tree.path(turn.assistant_message_id)
        runs = self._store.runs_of_conversation(turn.conversation_id)
        files = self._store.files_read_with(message.id for message in above)
        marks = self._store.context.marks(turn.conversation_id)
        return OpenTurn(run_id=turn.run_id, messages=messages_for(above, runs, files, marks))

    def record(self, event: Event) -> None:
        if self._recorder is not None:
            self._recorder.on_event(event)

    def end(self) -> UserFacingError | None:
        return self.settle()

    def settle(self) -> UserFacingError | None:
        if self._recorder is None:
            return None
        if not self._recorder.flush():
            return self._recorder.problem
        self._recorder = None
        return None

    def fresh(self) -> SavedConversation:
        return SavedConversation(self._store, system=self._system)


class UnsavedConversation:
    """A conversation that never touches the disk. The model reads of it what it would read of a saved one."""

    def __init__(self, *, system: str | None = None) -> None:
        self._system = system
        self._run_id = 0
        self._messages = [Message(role=Role.SYSTEM, content=system)] if system else []
        self._is_refused = False
        self._texts: list[str] = []
        self._tokens: list[int] = []
        self._files: list[AttachedFile] = []

    def attach(self, files: Sequence[AttachedFile]) -> None:
        self._files += files

    def begin(
        self,
        text: str | None,
        model: ModelInfo,  # noqa: ARG002 - of the protocol; nobody asks later what answered
        params: GenerateParams,  # noqa: ARG002
    ) -> OpenTurn:
        if text is not None:
            if self._is_refused:  # or no later question could ever fit
                self._messages.pop()
            content = with_files(text, [(file.name, file.text) for file in self._files])
            self._files = []
            self._messages.append(Message(role=Role.USER, content=content))
        elif self._messages and self._messages[-1].role is Role.ASSISTANT:
            self._messages.pop()
        self._texts.clear()
        self._tokens.clear()
        self._run_id += 1
        return OpenTurn(run_id=self._run_id, messages=joined(self._messages))

    def record(self, event: Event) -> None:
        self._is_refused = isinstance(event, Failed) and event.kind is FailureKind.CONTEXT_OVERFLOW
        if isinstance(event, Chunk):
            self._texts.append(event.text)
            self._tokens.extend(event.tokens)

    def end(self) -> UserFacingError | None:
        if text := "".join(self._texts):
            self._messages.append(Message(role=Role.ASSISTANT, content=text, tokens=tuple(self._tokens)))
        return None

    def settle(self) -> UserFacingError | None:
        return None

    def fresh(self) -> UnsavedConversation:
        return UnsavedConversation(system=self._system)

    @property
    def conversation_id(self) -> int | None:
        return None


def joined(messages: Sequence[Message]) -> tuple[Message, ...]:
    """`messages` with questions that follow each other, because an answer never began, made one: many templates
    insist on turns that alternate."""
    result: list[Message] = []
    for message in messages:
        if message.role is Role.USER and result and result[-1].role is Role.USER:
            message = Message(role=Role.USER, content=f"{result.pop().content}\n\n{message.content}")
        result.append(message)
    return tuple(result)

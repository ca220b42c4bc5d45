"""The conversation a command adds to: in the store of the data folder, or in one in memory alone when nothing is to be
kept. It gives the messages to send and takes the events of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Event
from inglenook_engine.types import GenerateParams, Message, ModelInfo, Role

from ..attachments import AttachedFile

if TYPE_CHECKING:
    from ..asked_prompt import Asked
    from ..context_policy import ContextMarks, ContextPolicy
    from ..recorder import TurnRecorder
    from ..store import Store, StoredMessage


class NoConversationError(UserFacingError):
    """There is no conversation of that number."""


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


class StoredConversation:
    """A conversation of a store. Uses the store on the calling thread; closing it is the owner's."""

    def __init__(
        self,
        store: Store,
        *,
        system: str = "",
        conversation_id: int | None = None,
        preset_id: int | None = None,
        instructions: str = "",
        policy: ContextPolicy | None = None,
        is_kept: bool = True,
    ) -> None:
        """system: what a new one begins with. conversation_id: one to go on with. preset_id: that a new one has of its
        own. instructions: read in place of its system prompt. policy: chosen here for when the context is full.
        is_kept: False of a store that is in memory alone."""
        self._store = store
        self._system = system
        self._conversation_id = conversation_id
        self._preset_id = preset_id
        self._instructions = instructions
        self._policy = policy
        self._is_kept = is_kept
        self._files: list[AttachedFile] = []
        self._recorder: TurnRecorder | None = None

    @property
    def store(self) -> Store:
        return self._store

    @property
    def conversation_id(self) -> int | None:
        return self._conversation_id if self._is_kept else None

    @property
    def has_message(self) -> bool:
        return self._conversation_id is not None and self._store.last_message(self._conversation_id) is not None

    @property
    def thread(self) -> list[StoredMessage]:
        """The branch in view."""
        return [] if self._conversation_id is None else self._store.thread(self._conversation_id)

    @property
    def marks(self) -> ContextMarks:
        """What of it is read when it is long."""
        from ..context_policy import NO_MARKS

        return NO_MARKS if self._conversation_id is None else self._store.context.marks(self._conversation_id)

    @property
    def policy(self) -> ContextPolicy | None:
        """None: what the settings say."""
        return self._policy or self.marks.policy

    def choose_policy(self, policy: ContextPolicy) -> None:
        """From now on. Raises StoreError."""
        self._policy = policy
        self._keep_policy()

    def attach(self, files: Sequence[AttachedFile]) -> None:
        self._files += files

    def asked(self, text: str | None) -> Asked:
        """What the model would read for this message (None: for the last one again). Raises StoreError."""
        from ..answer_start import AnswerStart
        from ..asked_prompt import read_asked
        from ..presets import Preset, PresetParams, PresetsInForce
        from ..submissions import GoOn, Retry, Send, Submission

        number = self._conversation_id
        last = None if number is None else self._store.last_message(number)
        submission: Submission = Send(conversation_id=number, text=text or "")
        if text is None and number is not None and last is not None:
            is_answered = last.role is Role.ASSISTANT
            submission = (
                Retry(conversation_id=number, instead_of=last.id)
                if is_answered
                else GoOn(conversation_id=number, message_id=last.id)
            )
        own = Preset(name="", system_prompt=self._instructions)
        start = AnswerStart(first_prompt=self._system, presets=PresetsInForce(conversation=own))
        files = () if text is None else tuple((file.name, file.text) for file in self._files if file.text)
        asked = read_asked(self._store, submission, model_path="", usual=PresetParams())
        return replace(asked, start=start, new_files=files)

    def begin(self, text: str | None, model: ModelInfo, params: GenerateParams) -> OpenTurn:
        """Durable when this returns. Raises StoreError, also while an earlier answer could not be kept yet."""
        from ..presets import with_instructions
        from ..prompting import messages_to_answer
        from ..recorder import TurnRecorder
        from ..store.errors import StoreError

        if (problem := self.settle()) is not None:
            raise problem

        turn = self._store.begin_turn(
            conversation_id=self._conversation_id,
            text=text,
            model=model,
            params=params,
            system=self._system,
            preset_id=self._preset_id,
            instructions=self._instructions,
            files=self._files,
        )
        if text is not None:
            self._files = []
        self._conversation_id = turn.conversation_id
        self._recorder = TurnRecorder(self._store, turn)
        with suppress(StoreError):  # the next turn tries again; the answer is not to be lost for it
            self._keep_policy()
        messages = messages_to_answer(self._store, self._store.tree.path(turn.assistant_message_id))
        return OpenTurn(run_id=turn.run_id, messages=with_instructions(messages, self._instructions))

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

    def fresh(self) -> StoredConversation:
        return StoredConversation(
            self._store,
            system=self._system,
            preset_id=self._preset_id,
            instructions=self._instructions,
            policy=self._policy,
            is_kept=self._is_kept,
        )

    def _keep_policy(self) -> None:
        """Once it has a number, and where it says something else."""
        number, policy = self._conversation_id, self._policy
        if number is not None and policy is not None and self.marks.policy is not policy:
            self._store.context.set_policy(number, policy)

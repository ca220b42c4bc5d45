"""What the engine would read for something that a person is about to send: as `Answering` makes it, before anything is
stored. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inglenook_engine.protocol import Counted
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import Message, Role
from inglenook_engine.wire import WrittenMessages, written

from .answer_start import AnswerStart, start_for
from .context_policy import ContextMarks, Part, Room, is_long, reserve_for
from .presets import PresetParams, with_instructions
from .prompting import Files, left_out, parts_for
from .store import StoredMessage
from .store.records import MessageStatus
from .submissions import GoOn, Retry, Send, Submission

if TYPE_CHECKING:
    from .store import Run, Store

_OF_TEMPLATE, _OF_MESSAGE = 256, 64
"""Tokens that a template puts around a conversation, and around a message, at the very most."""

_NOT_STORED = 0

SURELY_FULL = 4
"""Of contexts: a long conversation that is guessed at more is not counted."""
LONGEST_TOKEN_BYTES = 64
"""Few tokens of any model spell more. What would be too long with nothing but such tokens is not counted either."""

_ANSWER_TO_COME = "…"
"""In place of an answer that is being written, so that the question above it stays one of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is needed to know the prompt of a branch with any new text, so that typing asks the store nothing.

    thread: down to where the new text goes. runs: of answers that failed before their first word. files: of the thread.
    new_files: that go with the new text.
    """

    conversation_id: int | None
    thread: tuple[StoredMessage, ...]
    runs: Mapping[int, Run | None]
    marks: ContextMarks
    start: AnswerStart
    files: Files
    new_files: tuple[tuple[str, str], ...] = ()

    @property
    def reasoning(self) -> Reasoning:
        """As the answer is asked for."""
        return self.start.params(random_seed=0).reasoning

    def parts(self, text: str = "") -> tuple[Part, ...]:
        """text: of the question that goes below the thread, "" for none."""
        thread = list(self.thread)
        if not thread and self.start.first_prompt:
            thread.append(self._new(Role.SYSTEM, self.start.first_prompt))
        if text.strip() or self.new_files:
            thread.append(self._new(Role.USER, text))
        parts = parts_for(thread, self.runs, {**self.files, _NOT_STORED: self.new_files}, self.marks)
        if not self.start.instructions:
            return parts
        messages = with_instructions([part.message for part in parts], self.start.instructions)
        n_kept = len(messages) - 1
        return (Part(message=messages[0]), *parts[len(parts) - n_kept :])

    def _new(self, role: Role, content: str) -> StoredMessage:
        return StoredMessage(
            id=_NOT_STORED,
            conversation_id=self.conversation_id or _NOT_STORED,
            parent_id=None,
            role=role,
            content=content,
            tokens=(),
            status=MessageStatus.COMPLETE,
            created_at="",
        )


def read_asked(store: Store, submission: Submission, *, model_path: str, usual: PresetParams) -> Asked:
    """usual: what the settings say. Raises StoreError."""
    number = submission.conversation_id
    match submission:
        case Send(conversation_id=None):
            thread: Sequence[StoredMessage] = ()
        case Send(instead_of=int(message_id)) | Retry(instead_of=message_id):
            thread = store.tree.path(message_id)[:-1]
        case GoOn(message_id=message_id):
            thread = store.tree.path(message_id)
        case _:
            thread = store.thread(number) if number is not None else ()
            if thread and thread[-1].status is MessageStatus.STREAMING:
                *thread, answer = thread
                thread.append(answer._replace(content=_ANSWER_TO_COME, tokens=()))
    failed = [message.id for message in thread if message.status == "failed" and not message.content]
    return Asked(
        conversation_id=number,
        thread=tuple(thread),
        runs={message_id: store.run_of_message(message_id) for message_id in failed},
        files=store.files_read_with(message.id for message in thread),
        new_files=new_files(store, submission),
        marks=ContextMarks() if number is None else store.context.marks(number),
        start=start_for(store, submission, model_path=model_path, usual=usual),
    )


def new_files(store: Store, submission: Submission) -> tuple[tuple[str, str], ...]:
    """Name and text of those that go with it. An edited question keeps those that it has."""
    match submission:
        case Send(instead_of=int(message_id)):
            return store.files_read_with([message_id]).get(message_id, ())
        case Send(queued_id=int(queued_id)):
            return store.unsent_files.read_with_queued(queued_id)
        case Send():
            return store.unsent_files.read_next(submission.conversation_id)
        case _:
            return ()


def guessed_far_beyond(messages: Sequence[Message], n_ctx: int) -> Counted | None:
    """By their length, for messages so long that counting them would hold up the window and change nothing: they are
    several times what the context holds. None for others."""
    sizes = [len(message.content.encode("utf-8", "replace")) for message in messages]
    guessed = tuple(n_bytes // 4 + 1 for n_bytes in sizes)
    is_hopeless = is_long(len(messages)) and sum(guessed) > SURELY_FULL * n_ctx
    if not is_hopeless and sum(sizes) <= LONGEST_TOKEN_BYTES * n_ctx:
        return None
    return Counted(request_id=0, total_tokens=sum(guessed) + len(guessed), per_message_tokens=guessed)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongPrompt:
    """Of a conversation that is read off the window's thread. messages: to be counted. guessed: tokens, where it is not
    worth counting them; 0 otherwise."""

    messages: WrittenMessages
    reasoning: Reasoning
    guessed: int
    n_left_out: int


def read_long(
    elsewhere: AbstractContextManager[Store], send: Send, *, model_path: str, usual: PresetParams, n_ctx: int
) -> LongPrompt:
    """On a thread that is not the store's: what is there, without the files that go with the next question. usual: what
    the settings say. Raises StoreError."""
    with elsewhere as store:
        asked = read_asked(store, send, model_path=model_path, usual=usual)
    messages = [part.message for part in replace(asked, new_files=()).parts()]
    guessed = guessed_far_beyond(messages, n_ctx)
    return LongPrompt(
        messages=written(messages if guessed is None else ()),
        reasoning=asked.reasoning,
        guessed=0 if guessed is None else guessed.total_tokens,
        n_left_out=len(left_out(asked.thread, asked.marks)),
    )


def room_for(start: AnswerStart, *, n_ctx: int, reserve_tokens: int) -> Room:
    """reserve_tokens: as the settings say."""
    max_tokens = start.params(random_seed=0).max_tokens
    return Room(n_ctx=n_ctx, reserve=reserve_for(max_tokens, reserve_tokens, n_ctx))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the engine would read, and what is known of its length. counted: without the engine, where it is far too
    long. messages: for the engine to count; none where it surely fits, or that is known."""

    asked: Asked
    parts: tuple[Part, ...]
    room: Room
    counted: Counted | None
    messages: tuple[Message, ...]

    @property
    def surely_fits(self) -> bool:
        return self.counted is None and not self.messages


def weighed(
    reading: AbstractContextManager[Store],
    submission: Submission,
    *,
    model_path: str,
    usual: PresetParams,
    n_ctx: int,
    reserve_tokens: int,
    is_elsewhere: bool,
) -> Weighed:
    """usual, reserve_tokens: what the settings say. is_elsewhere: on a thread that is not the window's, with messages
    ready to be sent. Raises StoreError."""
    with reading as store:
        asked = read_asked(store, submission, model_path=model_path, usual=usual)
    room = room_for(asked.start, n_ctx=n_ctx, reserve_tokens=reserve_tokens)
    parts = asked.parts(getattr(submission, "text", ""))
    messages = tuple(part.message for part in parts)
    counted = None
    if most_tokens(messages) <= room.for_prompt or (counted := guessed_far_beyond(messages, n_ctx)) is not None:
        messages = ()
    elif is_elsewhere:
        messages = written(messages)
    return Weighed(asked=asked, parts=parts, room=room, counted=counted, messages=messages)


def most_tokens(messages: Sequence[Message]) -> int:
    """What these can take at the very most: no token is shorter than a byte."""
    texts = sum(max(len(message.content.encode("utf-8", "replace")), len(message.tokens)) for message in messages)
    return texts + _OF_MESSAGE * len(messages) + _OF_TEMPLATE

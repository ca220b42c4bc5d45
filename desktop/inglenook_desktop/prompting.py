"""What of a conversation the model reads when it answers. No Qt, no SQL.

A question that was too long to be read is left out afterwards, or no later one could ever be answered; the window
says so under it. A question whose answer never began is joined with the next one, because many chat templates refuse
two questions in a row. What no longer fits into the context is left out down to a cut (`context_policy`); a summary of
it goes ahead of the first question that is read, where every template allows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from inglenook_engine.types import FailureKind, Message, Role
from inglenook_engine.wire import written

from .attachments import with_files
from .context_policy import NO_MARKS, ContextMarks, Part, is_long
from .presets import with_instructions
from .store import Run, Store, StoredMessage

Files = Mapping[int, Sequence[tuple[str, str]]]
"""Name and text of what came with messages, by message id."""

SUMMARY_HEAD = "Summary of our conversation so far:\n\n"
SUMMARY_END = "\n\n---\n\n"


def parts_for(
    thread: Sequence[StoredMessage],
    runs: Mapping[int, Run | None],
    files: Files,
    marks: ContextMarks = NO_MARKS,
) -> tuple[Part, ...]:
    """thread: from the first message to the last question, or to the answer that goes on. runs: by message id, at
    least of the answers that failed before their first word. files: of the questions, which they go before."""
    unread = _unread_questions(thread, runs)
    cut = marks.cut_on(message.id for message in thread)
    pinned = pinned_turns(thread, marks)
    summary = "" if cut is None else cut.summary.strip()
    is_cut = cut is not None
    parts: list[Part] = []
    for stored in thread:
        is_left_out = is_cut and stored.role is not Role.SYSTEM and stored.id not in pinned
        is_cut = is_cut and cut is not None and stored.id != cut.message_id
        if is_left_out or stored.id in unread or (stored.role is Role.ASSISTANT and not stored.content):
            continue
        is_question = stored.role is Role.USER
        content, file_share = stored.content, 0.0
        if is_question:
            content, file_share = _with_share(stored.content, files.get(stored.id, ()))
        if summary and is_question and not is_cut:
            content, summary = SUMMARY_HEAD + summary + SUMMARY_END + content, ""
        if parts and is_question and parts[-1].message.role is Role.USER:
            joined = parts[-1].message.content + "\n\n" + content
            ids = (*parts[-1].ids, stored.id)
            parts[-1] = Part(
                message=Message(role=Role.USER, content=joined),
                ids=ids,
                is_pinned=stored.id in pinned,
                file_share=file_share,
            )
        else:
            message = Message(role=stored.role, content=content, tokens=stored.tokens)
            is_pinned = stored.id in pinned
            parts.append(Part(message=message, ids=(stored.id,), is_pinned=is_pinned, file_share=file_share))
    return tuple(parts)


def question_part(text: str, files: Sequence[tuple[str, str]]) -> Part:
    """A question that is not stored yet, alone. files: name and text of what comes with it."""
    content, file_share = _with_share(text, files)
    return Part(message=Message(role=Role.USER, content=content), file_share=file_share)


def _with_share(text: str, files: Sequence[tuple[str, str]]) -> tuple[str, float]:
    """A question as it is read, and how much of that came from files."""
    content = with_files(text, files)
    return content, 1 - len(text) / len(content) if content else 0.0


def messages_for(
    thread: Sequence[StoredMessage],
    runs: Mapping[int, Run | None],
    files: Files,
    marks: ContextMarks = NO_MARKS,
) -> tuple[Message, ...]:
    """As `parts_for`, what the model reads of them."""
    return tuple(part.message for part in parts_for(thread, runs, files, marks))


def parts_to_answer(store: Store, thread: Sequence[StoredMessage]) -> tuple[Part, ...]:
    """What the model reads to write the last message of `thread`, an answer, or to answer the last one. What is there
    of an answer goes last, so that the model goes on with it; it is left out when it is empty so far. May raise
    StoreError."""
    if not thread:
        return ()
    failed = (message.id for message in thread if message.status == "failed" and not message.content)
    runs = {message_id: store.run_of_message(message_id) for message_id in failed}
    files = store.files_read_with(message.id for message in thread)
    return parts_for(thread, runs, files, store.context.marks(thread[0].conversation_id))


def messages_to_answer(store: Store, thread: Sequence[StoredMessage]) -> tuple[Message, ...]:
    """As `parts_to_answer`. May raise StoreError."""
    return tuple(part.message for part in parts_to_answer(store, thread))


def prompt_of(
    reading: AbstractContextManager[Store], answer_id: int, instructions: str, *, is_elsewhere: bool
) -> tuple[Message, ...]:
    """What the model reads to write this answer. instructions: of the system, in place of the conversation's own; ""
    for those. is_elsewhere: on a thread that is not the window's, with messages ready to be sent. Raises StoreError."""
    with reading as store:
        messages = with_instructions(messages_to_answer(store, store.tree.path(answer_id)), instructions)
        return written(messages) if is_elsewhere else messages


def is_long_one(store: Store, conversation_id: int | None) -> bool:
    """Whether it is to be read on another thread; not one that is to begin. Raises StoreError."""
    conversation = None if conversation_id is None else store.conversation(conversation_id)
    return conversation is not None and is_long(conversation.message_count)


def is_unread(answer: StoredMessage, run: Run | None) -> bool:
    """Whether the question above this answer was refused because it did not fit."""
    return run is not None and run.error_kind is FailureKind.CONTEXT_OVERFLOW and not answer.content


def left_out(thread: Sequence[StoredMessage], marks: ContextMarks) -> frozenset[int]:
    """Ids of what stands above the cut and is not read any more."""
    cut = marks.cut_on(message.id for message in thread)
    if cut is None:
        return frozenset()
    pinned = pinned_turns(thread, marks)
    ids = [message.id for message in thread]
    above = thread[: ids.index(cut.message_id) + 1]
    return frozenset(one.id for one in above if one.role is not Role.SYSTEM and one.id not in pinned)


def pinned_turns(thread: Sequence[StoredMessage], marks: ContextMarks) -> frozenset[int]:
    """Ids of the messages of every turn that has a pin: a question without its answer makes no sense."""
    if not marks.pins:
        return frozenset()
    pinned: set[int] = set()
    turn: list[int] = []
    for message in thread:
        if message.role is Role.USER:
            turn = []
        turn.append(message.id)
        if not pinned.isdisjoint(turn) or message.id in marks.pins:
            pinned.update(turn)
    return frozenset(pinned)


def _unread_questions(thread: Sequence[StoredMessage], runs: Mapping[int, Run | None]) -> set[int]:
    """Ids of questions that are left out. The last message of the thread is the one to answer now, so it stays."""
    return {
        answer.parent_id
        for answer in thread
        if answer.role is Role.ASSISTANT and answer.parent_id is not None and is_unread(answer, runs.get(answer.id))
    }

"""What of a conversation the model reads when it answers. No Qt, no SQL.

A question that was too long to be read is left out afterwards, or no later one could ever be answered; the window
says so under it. A question whose answer never began is joined with the next one, because many chat templates refuse
two questions in a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inglenook_engine.types import FailureKind, Message, Role

from .attachments import with_files
from .store import Run, Store, StoredMessage

Files = Mapping[int, Sequence[tuple[str, str]]]
"""Name and text of what came with messages, by message id."""


def messages_for(thread: Sequence[StoredMessage], runs: Mapping[int, Run | None], files: Files) -> tuple[Message, ...]:
    """thread: from the first message to the last question, or to the answer that goes on. runs: by message id, at
    least of the answers that failed before their first word. files: of the questions, which they go before."""
    unread = _unread_questions(thread, runs)
    messages: list[Message] = []
    for stored in thread:
        if stored.id in unread or (stored.role is Role.ASSISTANT and not stored.content):
            continue
        content = with_files(stored.content, files.get(stored.id, ())) if stored.role is Role.USER else stored.content
        if messages and stored.role is Role.USER and messages[-1].role is Role.USER:
            joined = messages[-1].content + "\n\n" + content
            messages[-1] = Message(role=Role.USER, content=joined)
        else:
            messages.append(Message(role=stored.role, content=content, tokens=stored.tokens))
    return tuple(messages)


def messages_to_answer(store: Store, thread: Sequence[StoredMessage]) -> tuple[Message, ...]:
    """What the model reads to write the last message of `thread`, an answer. What is there of it goes last, so that the
    model goes on with it; it is left out when it is empty so far. May raise StoreError."""
    failed = (message.id for message in thread if message.status == "failed" and not message.content)
    runs = {message_id: store.run_of_message(message_id) for message_id in failed}
    return messages_for(thread, runs, store.files_read_with(message.id for message in thread))


def is_unread(answer: StoredMessage, run: Run | None) -> bool:
    """Whether the question above this answer was refused because it did not fit."""
    return run is not None and run.error_kind is FailureKind.CONTEXT_OVERFLOW and not answer.content


def _unread_questions(thread: Sequence[StoredMessage], runs: Mapping[int, Run | None]) -> set[int]:
    """Ids of questions that are left out. The last message of the thread is the one to answer now, so it stays."""
    return {
        answer.parent_id
        for answer in thread
        if answer.role is Role.ASSISTANT and answer.parent_id is not None and is_unread(answer, runs.get(answer.id))
    }

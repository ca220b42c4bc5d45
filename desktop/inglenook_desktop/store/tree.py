"""The branches of a conversation: which there are, which is in view, and what a person makes of them.

Every edit is a new message beside the old one; nothing is overwritten. Part of `Store`, which begins and ends turns.
Every write is done when its function returns, and has not happened at all when it raises StoreError.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from inglenook_engine.types import Role

from . import answering, context_rows, conversations, edit_rows, messages, runs
from .db import Connection, Db
from .errors import StoreError, StoreProblem, sentence
from .owners import Owner
from .records import Conversation, MessageStatus, StoredMessage
from .text import timestamp


class Tree:
    """Borrows everything from the store it is a part of. GONE: there is no such message, or its conversation is in the
    trash."""

    def __init__(self, db: Db, owner: Owner, *, now: Callable[[], datetime]) -> None:
        self._db = db
        self._owner = owner
        self._now = now

    def message(self, message_id: int) -> StoredMessage | None:
        """None when it is not there."""
        with self._db.read() as sql:
            return messages.get(sql, message_id)

    def path(self, message_id: int) -> list[StoredMessage]:
        """The branch from the first message down to this one, whatever is in view; [] for an unknown one."""
        with self._db.read() as sql:
            return messages.path_to(sql, message_id)

    def head(self, conversation_id: int) -> int | None:
        """The message that the branch in view ends with; None in an empty or unknown conversation."""
        with self._db.read() as sql:
            return conversations.head(sql, conversation_id)

    def in_view(self, conversation_id: int) -> tuple[list[StoredMessage], dict[int, tuple[int, ...]]]:
        """The branch in view, first message first, without the ids of answers; and its `siblings`."""
        with self._db.read() as sql:
            return messages.branch(sql, conversations.head(sql, conversation_id))

    def siblings(self, conversation_id: int) -> dict[int, tuple[int, ...]]:
        """For each message of the branch in view that is not alone, all messages that share its parent, itself too,
        oldest first."""
        with self._db.read() as sql:
            return messages.siblings(sql, conversation_id, conversations.head(sql, conversation_id))

    def show(self, message_id: int) -> None:
        """Bring the branch through this message into view, and below it the one that was in view there last.

        Also while an answer is being written, which goes on where it is. Raises StoreError GONE.
        """
        with self._db.write() as sql:
            message = self._message(sql, message_id)
            messages.bring_into_view(sql, message.conversation_id, message_id)

    def edit_answer(self, message_id: int, text: str) -> int:
        """A message with the person's text beside this answer, with its attachments, at the end of the branch in view.
        Returns its id.

        An edit of it that was kept is forgotten.
        Raises StoreError GONE, and ANSWERING while an answer is being written in the conversation; ValueError when the
        message is no answer.
        """
        with self._db.write() as sql:
            message = self._message(sql, message_id)
            if message.role is not Role.ASSISTANT:
                raise ValueError("only an answer can be edited in its place; a question is asked anew")
            answering.require_idle(sql, message.conversation_id, owner=self._owner, path=self._db.path)
            edit_rows.forget(sql, message_id)
            edited_id = messages.insert(
                sql,
                message.conversation_id,
                parent_id=message.parent_id,
                role=Role.ASSISTANT,
                content=text,
                status=MessageStatus.COMPLETE,
                now=timestamp(self._now()),
            )
            messages.copy_attachments(sql, {message_id: edited_id})
            return edited_id

    def fork(self, message_id: int) -> Conversation:
        """A new conversation that holds copies of the messages from the first down to this one, with their runs and
        attachments, in the same folder and with the same tags; its title has a number behind it.

        Raises StoreError GONE, and ANSWERING while one of these messages is being written.
        """
        with self._db.write() as sql:
            original_id = self._message(sql, message_id).conversation_id
            path = messages.path_ids(sql, message_id)
            if not answering.written_now(sql, original_id, owner=self._owner).isdisjoint(path):
                raise self._error(StoreProblem.ANSWERING)
            fork_id = conversations.copy(sql, original_id, now=timestamp(self._now()))
            copies = messages.copy_path(sql, path, conversation_id=fork_id)
            messages.copy_attachments(sql, copies)
            runs.copy(sql, copies)
            context_rows.copy(sql, copies)
            fork = conversations.get(sql, fork_id)
        if fork is None:
            raise self._error(StoreProblem.GONE)
        return fork

    def whole(self, conversation_id: int) -> list[StoredMessage]:
        """The messages of all branches, parents before their children; [] for an empty or unknown conversation."""
        with self._db.read() as sql:
            return messages.whole(sql, conversation_id)

    def _message(self, sql: Connection, message_id: int) -> StoredMessage:
        """A message of a conversation that is not in the trash. Raises GONE."""
        message = messages.get(sql, message_id)
        if message is None or conversations.get(sql, message.conversation_id) is None:
            raise self._error(StoreProblem.GONE)
        return message

    def _error(self, problem: StoreProblem) -> StoreError:
        return StoreError(problem, sentence(problem, self._db.path))

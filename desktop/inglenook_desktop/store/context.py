"""What is read of a conversation that is too long for a model's context: the policy, cuts with their summaries, pins.

Part of `Store`. Every write is done when its function returns, and has not happened at all when it raises
StoreError.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..context_policy import ContextMarks, ContextPolicy
from . import context_rows, conversations
from .db import Db
from .errors import StoreError, StoreProblem, sentence
from .text import timestamp


class Context:
    """Borrows everything from the store it is a part of. GONE: the message or conversation is not there."""

    def __init__(self, db: Db, *, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def marks(self, conversation_id: int) -> ContextMarks:
        """None of them where there is no such conversation."""
        with self._db.read() as sql:
            return context_rows.marks(sql, conversation_id)

    def set_policy(self, conversation_id: int, policy: ContextPolicy | None) -> None:
        """None: the one of the preferences. Raises StoreError GONE."""
        with self._db.write() as sql:
            if conversations.get(sql, conversation_id) is None:
                raise self._error(StoreProblem.GONE)
            context_rows.set_policy(sql, conversation_id, policy, now=self._timestamp())

    def cut(self, message_id: int, summary: str = "") -> None:
        """Down to this message its branch is not read any more, but the summary. Raises StoreError GONE."""
        with self._db.write() as sql:
            if not context_rows.set_cut(sql, message_id, summary, now=self._timestamp()):
                raise self._error(StoreProblem.GONE)

    def read_again(self, message_id: int) -> None:
        """The cut after this message is gone, with its summary. Harmless where there is none."""
        with self._db.write() as sql:
            context_rows.forget_cut(sql, message_id)

    def set_pinned(self, message_id: int, *, is_pinned: bool) -> None:
        """Whether the turn of this message is always read. Raises StoreError GONE."""
        with self._db.write() as sql:
            if not is_pinned:
                context_rows.forget_pin(sql, message_id)
            elif not context_rows.set_pin(sql, message_id, now=self._timestamp()):
                raise self._error(StoreProblem.GONE)

    def _timestamp(self) -> str:
        return timestamp(self._now())

    def _error(self, problem: StoreProblem) -> StoreError:
        return StoreError(problem, sentence(problem, self._db.path))

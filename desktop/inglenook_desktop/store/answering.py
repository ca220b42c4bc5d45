"""Which answers are being written just now, and that no second one begins beside them. Inside the caller's transaction.

An answer whose process has ended is marked as interrupted on the way, so that nobody waits for it.
"""

from __future__ import annotations

from pathlib import Path

from . import runs
from .db import Connection
from .errors import StoreError, StoreProblem, sentence
from .owners import Owner


def written_now(sql: Connection, conversation_id: int, *, owner: Owner) -> set[int]:
    """The messages of this conversation that a living process is writing, in any branch."""
    written = runs.written_in(sql, conversation_id)
    dead = set(owner.dead_among(set(written.values())))
    if dead:
        runs.interrupt(sql, dead)
    return {message_id for message_id, writer in written.items() if writer not in dead}


def require_idle(sql: Connection, conversation_id: int, *, owner: Owner, path: Path) -> None:
    """Raises StoreError ANSWERING while a living process writes an answer in this conversation. path: of the store."""
    if written_now(sql, conversation_id, owner=owner):
        raise StoreError(StoreProblem.ANSWERING, sentence(StoreProblem.ANSWERING, path))

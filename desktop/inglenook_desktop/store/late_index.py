"""Long answers enter the index of the search after they are complete: it takes longer than writing them, and whoever
watched one come waits for the end of its transaction.

They enter it before the next search, when nobody waits (`Care`), or when the store is closed, whatever is first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .db import CHECKPOINT_WAIT_MS, Connection, Db

AT_ONCE_CHARS: Final = 8_000
"""Shorter answers are indexed in their own transaction, within two milliseconds."""


def postpone(sql: Connection, message_id: int) -> None:
    """Before the answer is complete. Nothing for one that is gone."""
    sql.execute("INSERT OR IGNORE INTO awaiting_index (message_id) SELECT id FROM messages WHERE id = ?", (message_id,))


def is_due(db: Db) -> bool:
    """Raises StoreError."""
    with db.read() as sql:
        return bool(_awaiting(sql))


def put_in(db: Db, *, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Everything that waits, each in a transaction of its own, so that another writer waits for one of them at most.
    Raises StoreError; those that are in stay in."""
    with db.read() as sql:
        message_ids = _awaiting(sql)
    for message_id in message_ids:
        if is_stopped():
            return
        with db.write(wait_ms=CHECKPOINT_WAIT_MS) as sql:
            sql.execute("DELETE FROM awaiting_index WHERE message_id = ?", (message_id,))


def _awaiting(sql: Connection) -> list[int]:
    return [id_ for (id_,) in sql.execute("SELECT message_id FROM awaiting_index")]

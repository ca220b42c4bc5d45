"""SQL of messages that wait for an answer to end, and of the prompts that were sent. Every function works inside the
caller's transaction.

A waiting message goes with its conversation, so that a purge needs to know nothing of it. Only what an earlier version
or a rescue left has none, until `beginning.house_waiting`.
"""

from __future__ import annotations

from collections.abc import Sequence

from .db import Connection
from .records import QueuedMessage
from .text import valid_unicode

MAX_PROMPT_CHARS = 20_000
"""A longer prompt was hardly typed."""


def add(sql: Connection, conversation_id: int, text: str, *, now: str) -> int:
    """Behind the others. Returns its id. The conversation is there."""
    queued_id = sql.execute(
        "INSERT INTO queued_messages (conversation_id, created_at, text) VALUES (?, ?, ?)",
        (conversation_id, now, valid_unicode(text)),
    ).lastrowid
    assert queued_id is not None  # sqlite3 types it so for cursors that inserted nothing
    return queued_id


def waiting(sql: Connection, conversation_id: int | None) -> list[QueuedMessage]:
    """In the order in which they are to be sent."""
    rows = sql.execute(
        "SELECT id, conversation_id, text,"
        " (SELECT count(*) FROM unsent_attachments WHERE queued_id = queued_messages.id)"
        " FROM queued_messages WHERE conversation_id IS ? ORDER BY id",
        (conversation_id,),
    )
    return [
        QueuedMessage(id=id_, conversation_id=number, text=text, n_files=n_files) for id_, number, text, n_files in rows
    ]


def arrange(sql: Connection, queued_ids: Sequence[int], wanted: Sequence[int]) -> dict[int, int]:
    """queued_ids: all that wait in a conversation, in their order; wanted: the same in that of the person. Those
    from the first that moves on are new rows. Returns their ids by their old ones. An id never comes to mean another
    message, because a window may be about to send one under it.
    """
    first = next(
        (place for place, (is_, to_be) in enumerate(zip(queued_ids, wanted, strict=True)) if is_ != to_be), None
    )
    renamed = dict[int, int]()
    for old in () if first is None else wanted[first:]:
        new = sql.execute(
            "INSERT INTO queued_messages (conversation_id, created_at, text)"
            " SELECT conversation_id, created_at, text FROM queued_messages WHERE id = ?",
            (old,),
        ).lastrowid
        assert new is not None  # sqlite3 types it so for cursors that inserted nothing
        sql.execute("UPDATE unsent_attachments SET queued_id = ? WHERE queued_id = ?", (new, old))
        sql.execute("DELETE FROM queued_messages WHERE id = ?", (old,))
        renamed[old] = new
    return renamed


def conversation_of(sql: Connection, queued_id: int) -> int | None:
    """None also when there is no such message."""
    for (number,) in sql.execute("SELECT conversation_id FROM queued_messages WHERE id = ?", (queued_id,)):
        return None if number is None else int(number)
    return None


def forget(sql: Connection, queued_id: int) -> bool:
    """Sent, or not wanted any more, with the files that waited with it. False when there is no such message."""
    sql.execute("DELETE FROM unsent_attachments WHERE queued_id = ?", (queued_id,))
    return sql.execute("DELETE FROM queued_messages WHERE id = ?", (queued_id,)).rowcount == 1


def adopt(sql: Connection, conversation_id: int) -> None:
    """What waits for no conversation belongs to this one now."""
    sql.execute("UPDATE queued_messages SET conversation_id = ? WHERE conversation_id IS NULL", (conversation_id,))


def sent_prompts(sql: Connection, *, limit: int) -> list[str]:
    """What people sent lately, the newest first, each once; nothing of the trash."""
    rows = sql.execute(
        "SELECT content FROM messages CROSS JOIN conversations ON conversations.id = conversation_id"
        " WHERE role = 'user' AND deleted_at IS NULL AND length(content) BETWEEN 1 AND ?"
        " ORDER BY messages.id DESC LIMIT ?",
        (MAX_PROMPT_CHARS, limit),
    )
    return list(dict.fromkeys(text for (text,) in rows))

"""SQL of what a person is making of a message and has not sent. Every function works inside the caller's transaction.

A row goes with its message, so that a purge needs to know nothing of it.
"""

from __future__ import annotations

from .db import Connection
from .text import valid_unicode


def keep(sql: Connection, message_id: int, text: str, *, now: str) -> bool:
    """In place of what was kept before. False when there is no such message, or its conversation is in the trash."""
    cursor = sql.execute(
        "INSERT INTO edits (message_id, kept_at, text)"
        " SELECT messages.id, ?, ? FROM messages JOIN conversations ON conversations.id = conversation_id"
        " WHERE messages.id = ? AND deleted_at IS NULL"
        " ON CONFLICT (message_id) DO UPDATE SET kept_at = excluded.kept_at, text = excluded.text",
        (now, valid_unicode(text), message_id),
    )
    return cursor.rowcount == 1


def forget(sql: Connection, message_id: int) -> None:
    sql.execute("DELETE FROM edits WHERE message_id = ?", (message_id,))


def of_conversation(sql: Connection, conversation_id: int) -> dict[int, str]:
    """By message id, in all branches."""
    rows = sql.execute(  # CROSS JOIN: edits are few, and a conversation may have 100,000 messages
        "SELECT message_id, text FROM edits CROSS JOIN messages ON messages.id = message_id"
        " WHERE conversation_id = ? ORDER BY message_id",
        (conversation_id,),
    )
    return dict(rows.fetchall())

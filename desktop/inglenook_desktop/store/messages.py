"""SQL of the message tree. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from inglenook_engine.types import Role

from .db import Connection
from .errors import word
from .records import MessageStatus, StoredMessage
from .text import tokens_from_blob, tokens_to_blob, valid_unicode

_COLUMNS = "id, conversation_id, parent_id, role, status, created_at, content, tokens"


def insert(
    sql: Connection,
    conversation_id: int,
    *,
    parent_id: int | None,
    role: Role,
    content: str,
    status: MessageStatus,
    now: str,
) -> int:
    """Add a message and make it the end of the branch in view."""
    cursor = sql.execute(
        "INSERT INTO messages (conversation_id, parent_id, role, status, created_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (conversation_id, parent_id, role.value, status.value, now, valid_unicode(content)),
    )
    message_id = cursor.lastrowid
    assert message_id is not None  # sqlite3 types it so for cursors that inserted nothing
    sql.execute(
        "UPDATE conversations SET head_message_id = ?, message_count = message_count + 1, updated_at = ? WHERE id = ?",
        (message_id, now, conversation_id),
    )
    return message_id


def write_text(sql: Connection, message_id: int, *, text: str, tokens: Sequence[int]) -> bool:
    """Replace the text of an answer in progress. False when the message is no longer there."""
    cursor = sql.execute(
        "UPDATE messages SET content = ?, tokens = ? WHERE id = ?",
        (valid_unicode(text), tokens_to_blob(tokens), message_id),
    )
    return cursor.rowcount == 1


def set_status(sql: Connection, message_id: int, status: MessageStatus) -> None:
    sql.execute("UPDATE messages SET status = ? WHERE id = ?", (status.value, message_id))


def get(sql: Connection, message_id: int) -> StoredMessage | None:
    for message in _messages(sql.execute(f"SELECT {_COLUMNS} FROM messages WHERE id = ?", (message_id,))):
        return message
    return None


def path_to(sql: Connection, message_id: int | None) -> list[StoredMessage]:
    """The branch from the first message down to `message_id`; [] for None or an unknown id.

    Costs one look-up for each message of the branch, whatever else the store holds. UNION, not UNION ALL: a cycle,
    which only damage can make, ends the walk instead of never ending it.
    """
    rows = sql.execute(
        f"""
        WITH RECURSIVE branch(message_id, above_id) AS (
            SELECT id, parent_id FROM messages WHERE id = ?
            UNION
            SELECT above.id, above.parent_id FROM branch JOIN messages AS above ON above.id = branch.above_id
        )
        SELECT {_COLUMNS} FROM branch CROSS JOIN messages ON id = message_id
        """,
        (message_id,),
    )
    by_id = {message.id: message for message in _messages(rows)}
    path = []
    next_id = message_id
    while next_id is not None and next_id in by_id:
        path.append(by_id.pop(next_id))
        next_id = path[-1].parent_id
    path.reverse()
    return path


def _messages(rows: Iterable[Sequence[Any]]) -> Iterable[StoredMessage]:
    for id_, conversation_id, parent_id, role, status, created_at, content, tokens in rows:
        yield StoredMessage(
            id=id_,
            conversation_id=conversation_id,
            parent_id=parent_id,
            role=word(Role, role),
            status=word(MessageStatus, status),
            created_at=created_at,
            content=content,
            tokens=tokens_from_blob(tokens),
        )

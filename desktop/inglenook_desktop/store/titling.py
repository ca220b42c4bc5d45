"""SQL of the titles that models make. Every function works inside the caller's transaction.

Which conversation wants one is read off its rows: its title is still the one cut from its first message. The runs tell
what was tried, so that a model that has no title to give is not asked for ever.
"""

from __future__ import annotations

from .db import Connection
from .records import MessageStatus, RunAction
from .text import TITLE_SCAN_CHARS, title_from

N_LAST_USED = 100
"""Only so many are looked at: who comes with thousands does not want to hear the machine for hours."""

MAX_TRIES = 3
"""For those that were cancelled, because the person wanted an answer meanwhile, or whose process ended."""


def untitled(sql: Connection) -> list[int]:
    """Those used last come first."""
    rows = sql.execute(
        """
        SELECT recent.id, recent.title, substr(question.content, 1, :n_chars)
        FROM (
            SELECT id, title, title_is_edited, updated_at FROM conversations WHERE deleted_at IS NULL
            ORDER BY updated_at DESC, id DESC LIMIT :n_last_used
        ) AS recent
        JOIN messages AS question ON question.id = (
            SELECT id FROM messages WHERE conversation_id = recent.id AND role = 'user' ORDER BY id LIMIT 1
        )
        JOIN messages AS answer ON answer.id = (
            SELECT id FROM messages WHERE conversation_id = recent.id AND role = 'assistant' AND status = :complete
            ORDER BY id LIMIT 1
        )
        WHERE NOT recent.title_is_edited
        AND NOT EXISTS (
            SELECT 1 FROM runs WHERE message_id = answer.id AND action = :title
            AND (owner IS NOT NULL OR finish_reason <> 'cancelled' OR error_kind IS NOT NULL)
        )
        AND (SELECT count(*) FROM runs WHERE message_id = answer.id AND action = :title) < :max_tries
        ORDER BY recent.updated_at DESC, recent.id DESC
        """,
        {
            "n_chars": TITLE_SCAN_CHARS,
            "n_last_used": N_LAST_USED,
            "complete": MessageStatus.COMPLETE.value,
            "title": RunAction.TITLE.value,
            "max_tries": MAX_TRIES,
        },
    )
    return [conversation_id for conversation_id, title, question in rows if title == title_from(question)]


def first_answer(sql: Connection, conversation_id: int) -> int | None:
    """The oldest complete one, which stands for the conversation in the runs that make its title. None without one, or
    when the conversation is in the trash."""
    rows = sql.execute(
        "SELECT messages.id FROM messages JOIN conversations ON conversations.id = conversation_id"
        " WHERE conversation_id = ? AND role = 'assistant' AND status = ? AND deleted_at IS NULL"
        " ORDER BY messages.id LIMIT 1",
        (conversation_id, MessageStatus.COMPLETE.value),
    )
    for (message_id,) in rows:
        return int(message_id)
    return None


def set_title(sql: Connection, conversation_id: int, title: str) -> bool:
    """False when there is no such conversation, or a person has named it."""
    cursor = sql.execute(
        "UPDATE conversations SET title = ? WHERE id = ? AND NOT title_is_edited", (title, conversation_id)
    )
    return cursor.rowcount == 1

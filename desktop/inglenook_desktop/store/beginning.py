"""SQL of how a conversation begins, and of one that never did. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence

from inglenook_engine.types import Speculation

from . import conversations, preset_rows, queue_rows, shelf_rows, unsent_files
from .db import Connection
from .text import title_from


def begin(
    sql: Connection,
    *,
    now: str,
    speculation: Speculation = Speculation.AUTO,
    is_strict: bool = False,
    folder_id: int | None = None,
    preset_id: int | None = None,
) -> int:
    """A new conversation, without a name; returns its id. In no folder where that is gone, because what is said in it
    counts for more; so with the preset that it has of its own."""
    conversation_id = conversations.insert(
        sql,
        title="",
        is_edited=False,
        now=now,
        speculation=speculation,
        is_strict=is_strict,
        folder_id=None if folder_id is None or shelf_rows.get(sql, folder_id) is None else folder_id,
    )
    if preset_id is not None and preset_rows.get(sql, preset_id) is not None:
        preset_rows.set_of_conversation(sql, conversation_id, preset_id)
    return conversation_id


def first_title(text: str, file_names: Sequence[str]) -> str:
    """After the first message; after its first file where there is no text."""
    return title_from(text) or (title_from(file_names[0]) if file_names else "")


def name_after_waiting(sql: Connection, conversation_id: int) -> None:
    """One in which nothing was said yet is named after the first message that waits, and has no name without one. A
    name that a person gave it stays."""
    first = next(iter(queue_rows.waiting(sql, conversation_id)), None)
    title = "" if first is None else first_title(first.text, unsent_files.names_of_queued(sql, first.id))
    sql.execute(
        "UPDATE conversations SET title = ? WHERE id = ? AND NOT title_is_edited AND head_message_id IS NULL",
        (title, conversation_id),
    )


def house_waiting(sql: Connection, *, now: str) -> None:
    """Messages that wait for no conversation, as earlier versions kept those of a new one and a rescue keeps those of a
    lost one, begin one together."""
    if queue_rows.waiting(sql, None):
        conversation_id = begin(sql, now=now)
        queue_rows.adopt(sql, conversation_id)
        unsent_files.adopt(sql, conversation_id)
        name_after_waiting(sql, conversation_id)


def forget_empty(sql: Connection, conversation_id: int) -> bool:
    """Remove one that holds nothing at all, and of which a person has made nothing. False where it stays."""
    deleted = sql.execute(
        """
        DELETE FROM conversations WHERE id = ?1 AND title = '' AND NOT title_is_edited AND head_message_id IS NULL
        AND trim(draft) = '' AND pinned_at IS NULL AND archived_at IS NULL AND deleted_at IS NULL AND origin IS NULL
        AND NOT EXISTS (SELECT 1 FROM messages WHERE conversation_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM tags WHERE conversation_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM queued_messages WHERE conversation_id = ?1)
        AND NOT EXISTS (SELECT 1 FROM unsent_attachments WHERE conversation_id = ?1)
        """,
        (conversation_id,),
    )
    return deleted.rowcount == 1

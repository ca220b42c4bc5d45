"""SQL of the folders, of the tags, and of what is remembered. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .db import Connection
from .records import Folder
from .text import valid_unicode

NEW_DRAFT = "draft of a new conversation"
"""Under this name the text is remembered that was typed for a conversation not begun yet."""

_COLUMNS = "id, name, created_at, system_prompt, model_name, preset_id"


def in_order(sql: Connection) -> list[Folder]:
    return [_folder(row) for row in sql.execute(f"SELECT {_COLUMNS} FROM folders ORDER BY position, id")]


def get(sql: Connection, folder_id: int) -> Folder | None:
    for row in sql.execute(f"SELECT {_COLUMNS} FROM folders WHERE id = ?", (folder_id,)):
        return _folder(row)
    return None


def insert(sql: Connection, *, name: str, now: str) -> int:
    """Below the others. Returns its id."""
    folder_id = sql.execute(
        "INSERT INTO folders (name, position, created_at)"
        " VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM folders), ?)",
        (name, now),
    ).lastrowid
    assert folder_id is not None  # sqlite3 types it so for cursors that inserted nothing
    return folder_id


def set_name(sql: Connection, folder_id: int, name: str) -> bool:
    """False when there is no such folder; so the others below."""
    return sql.execute("UPDATE folders SET name = ? WHERE id = ?", (name, folder_id)).rowcount == 1


def set_system_prompt(sql: Connection, folder_id: int, text: str) -> bool:
    cursor = sql.execute("UPDATE folders SET system_prompt = ? WHERE id = ?", (valid_unicode(text), folder_id))
    return cursor.rowcount == 1


def set_model(sql: Connection, folder_id: int, model_name: str) -> bool:
    cursor = sql.execute("UPDATE folders SET model_name = ? WHERE id = ?", (valid_unicode(model_name), folder_id))
    return cursor.rowcount == 1


def set_positions(sql: Connection, folder_ids: Iterable[int]) -> None:
    """Rising from 1. Ids of no folder change nothing."""
    sql.executemany("UPDATE folders SET position = ? WHERE id = ?", list(enumerate(folder_ids, 1)))


def delete(sql: Connection, folder_id: int) -> bool:
    """What is in it stays, in no folder."""
    return sql.execute("DELETE FROM folders WHERE id = ?", (folder_id,)).rowcount == 1


def set_tags(sql: Connection, conversation_id: int, names: Sequence[str]) -> None:
    """Exactly these."""
    sql.execute("DELETE FROM tags WHERE conversation_id = ?", (conversation_id,))
    sql.executemany(
        "INSERT INTO tags (conversation_id, tag) VALUES (?, ?)", [(conversation_id, name) for name in names]
    )


def tags_of_others(sql: Connection, conversation_id: int) -> list[str]:
    """All tags that other conversations have, in the trash too; one step in the index for each."""
    rows = sql.execute(
        """
        WITH RECURSIVE known (tag) AS (
            SELECT min(tag) FROM tags
            UNION ALL
            SELECT (SELECT min(tag) FROM tags WHERE tag > known.tag) FROM known WHERE known.tag IS NOT NULL
        )
        SELECT tag FROM known
        WHERE tag IS NOT NULL AND EXISTS (SELECT 1 FROM tags WHERE tags.tag = known.tag AND conversation_id <> ?)
        """,
        (conversation_id,),
    )
    return [tag for (tag,) in rows]


def counted_tags(sql: Connection) -> list[tuple[str, int]]:
    """Those of conversations outside of the trash, with how many have them, the commonest first."""
    rows = sql.execute(
        "SELECT tag, count(*) AS n FROM tags JOIN conversations ON conversations.id = tags.conversation_id"
        " WHERE deleted_at IS NULL GROUP BY tag ORDER BY n DESC, tag"
    )
    return [(tag, n) for tag, n in rows]


def remember(sql: Connection, name: str, value: str) -> None:
    """ "" forgets it."""
    if value:
        sql.execute("INSERT OR REPLACE INTO remembered (name, value) VALUES (?, ?)", (name, valid_unicode(value)))
    else:
        sql.execute("DELETE FROM remembered WHERE name = ?", (name,))


def remembered(sql: Connection, name: str) -> str:
    """ "" when there is nothing."""
    for (value,) in sql.execute("SELECT value FROM remembered WHERE name = ?", (name,)):
        return str(value)
    return ""


def _folder(row: Sequence[Any]) -> Folder:
    folder_id, name, created_at, system_prompt, model_name, preset_id = row
    return Folder(
        id=folder_id,
        name=name,
        created_at=created_at,
        system_prompt=system_prompt,
        model_name=model_name,
        preset_id=preset_id,
    )

"""SQL of the conversation list. Every function works inside the caller's transaction."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Sequence
from typing import Any

from inglenook_engine.types import Speculation

from ..wording import split_number
from .db import Connection
from .errors import word
from .records import Conversation
from .text import valid_unicode

_COLUMNS = (
    "id, title, created_at, updated_at, message_count, speculation, is_strict, folder_id,"
    " (SELECT group_concat(tag, char(10)) FROM tags WHERE conversation_id = conversations.id),"
    " pinned_at IS NOT NULL, archived_at IS NOT NULL, deleted_at, origin"
)

_IS_PINNED = operator.attrgetter("is_pinned")

_SPECULATION = {one.value: one for one in Speculation}


def newest_first(sql: Connection, *, include_archived: bool) -> list[Conversation]:
    """All that are not in the trash, pinned ones before the others."""
    rows = sql.execute(
        f"SELECT {_COLUMNS} FROM conversations WHERE deleted_at IS NULL AND (archived_at IS NULL OR ?)"
        " ORDER BY updated_at DESC, id DESC",
        (include_archived,),
    )
    listed = _conversations(rows)
    listed.sort(key=_IS_PINNED, reverse=True)  # stable: newest first among equals
    return listed


def in_trash(sql: Connection) -> list[Conversation]:
    """Those that went there last come first."""
    return _conversations(
        sql.execute(
            f"SELECT {_COLUMNS} FROM conversations WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
        )
    )


def ids_in_trash(sql: Connection, *, before: str) -> list[int]:
    """Those that went there before this moment, the oldest first."""
    rows = sql.execute("SELECT id FROM conversations WHERE deleted_at < ? ORDER BY deleted_at, id", (before,))
    return [conversation_id for (conversation_id,) in rows]


def is_in_trash(sql: Connection, conversation_id: int) -> bool:
    """False also when there is no such conversation."""
    rows = sql.execute("SELECT 1 FROM conversations WHERE id = ? AND deleted_at IS NOT NULL", (conversation_id,))
    return rows.fetchone() is not None


def get(sql: Connection, conversation_id: int) -> Conversation | None:
    """None when there is none, or it is in the trash."""
    rows = sql.execute(
        f"SELECT {_COLUMNS} FROM conversations WHERE id = ? AND deleted_at IS NULL",
        (conversation_id,),
    )
    for conversation in _conversations(rows):
        return conversation
    return None


def insert(
    sql: Connection,
    *,
    title: str,
    is_edited: bool,
    now: str,
    speculation: Speculation = Speculation.AUTO,
    is_strict: bool = False,
    folder_id: int | None = None,
) -> int:
    """is_edited: a person chose the title. folder_id: of one that is there."""
    cursor = sql.execute(
        "INSERT INTO conversations (title, title_is_edited, created_at, updated_at, speculation, is_strict, folder_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (valid_unicode(title), int(is_edited), now, now, speculation.value, int(is_strict), folder_id),
    )
    conversation_id = cursor.lastrowid
    assert conversation_id is not None  # sqlite3 types it so for cursors that inserted nothing
    return conversation_id


def copy(sql: Connection, conversation_id: int, *, now: str) -> int:
    """An empty one with the tags, folder, preset and speculation of another, which is there, and its title with the
    number that tells them apart. Returns its id."""
    copy_id = sql.execute(
        "INSERT INTO conversations"
        " (title, title_is_edited, created_at, updated_at, speculation, is_strict, folder_id, preset_id)"
        " SELECT ?, title_is_edited, ?, ?, speculation, is_strict, folder_id, preset_id"
        " FROM conversations WHERE id = ?",
        (_numbered_title(sql, conversation_id), now, now, conversation_id),
    ).lastrowid
    assert copy_id is not None  # sqlite3 types it so for cursors that inserted nothing
    sql.execute(
        "INSERT INTO tags (conversation_id, tag) SELECT ?, tag FROM tags WHERE conversation_id = ?",
        (copy_id, conversation_id),
    )
    return copy_id


def _numbered_title(sql: Connection, conversation_id: int) -> str:
    """ "Bread (2)", or the next number that no other has, as far as names of words go; "" for one without a title."""
    found: list[tuple[str]] = sql.execute("SELECT title FROM conversations WHERE id = ?", (conversation_id,)).fetchall()
    title = found[0][0] if found else ""
    if not title:
        return ""
    bare, _ = split_number(title)
    words = bare.replace("\0", " ").replace('"', '""')
    rows = sql.execute(
        "SELECT title FROM conversations WHERE id IN (SELECT rowid FROM title_words WHERE title_words MATCH ?)",
        (f'"{words}"',),
    )
    taken = {str(one) for (one,) in rows}
    base = bare if bare in taken else title  # the number may be a part of a name: "Chapter (3)"
    return next(name for number in itertools.count(2) if (name := f"{base} ({number})") not in taken)


def set_title(sql: Connection, conversation_id: int, title: str) -> bool:
    """A title that a person wrote. False when there is no such conversation."""
    cursor = sql.execute(
        "UPDATE conversations SET title = ?, title_is_edited = 1 WHERE id = ?",
        (valid_unicode(title), conversation_id),
    )
    return cursor.rowcount == 1


def set_first_title(sql: Connection, conversation_id: int, title: str) -> None:
    """A title made by the program, for a conversation that has none."""
    sql.execute(
        "UPDATE conversations SET title = ? WHERE id = ? AND title = '' AND NOT title_is_edited",
        (valid_unicode(title), conversation_id),
    )


def set_speculation(sql: Connection, conversation_id: int, speculation: Speculation, *, is_strict: bool) -> bool:
    """False when there is no such conversation."""
    cursor = sql.execute(
        "UPDATE conversations SET speculation = ?, is_strict = ? WHERE id = ?",
        (speculation.value, int(is_strict), conversation_id),
    )
    return cursor.rowcount == 1


def set_deleted(sql: Connection, conversation_id: int, deleted_at: str | None) -> bool:
    """Into the trash, or out of it with None. False when there is no such conversation."""
    cursor = sql.execute("UPDATE conversations SET deleted_at = ? WHERE id = ?", (deleted_at, conversation_id))
    return cursor.rowcount == 1


def set_folder(sql: Connection, conversation_id: int, folder_id: int | None) -> None:
    """None: into no folder. The folder is there."""
    sql.execute("UPDATE conversations SET folder_id = ? WHERE id = ?", (folder_id, conversation_id))


def set_pinned(sql: Connection, conversation_id: int, now: str | None) -> None:
    """None: not pinned. One that is pinned stays so since it was."""
    sql.execute(
        "UPDATE conversations SET pinned_at = CASE WHEN ?1 IS NULL THEN NULL ELSE coalesce(pinned_at, ?1) END"
        " WHERE id = ?2",
        (now, conversation_id),
    )


def set_archived(sql: Connection, conversation_id: int, now: str | None) -> None:
    """None: not archived. One that is archived stays so since it was."""
    sql.execute(
        "UPDATE conversations SET archived_at = CASE WHEN ?1 IS NULL THEN NULL ELSE coalesce(archived_at, ?1) END"
        " WHERE id = ?2",
        (now, conversation_id),
    )


def set_draft(sql: Connection, conversation_id: int, text: str) -> None:
    """Writes nothing where it is kept already."""
    sql.execute(
        "UPDATE conversations SET draft = ?1 WHERE id = ?2 AND draft <> ?1", (valid_unicode(text), conversation_id)
    )


def draft(sql: Connection, conversation_id: int) -> str:
    """ "" also when there is no such conversation."""
    for (text,) in sql.execute("SELECT draft FROM conversations WHERE id = ?", (conversation_id,)):
        return str(text)
    return ""


def touch(sql: Connection, conversation_id: int, now: str) -> None:
    """Something of it was finished now."""
    sql.execute("UPDATE conversations SET updated_at = ? WHERE id = ?", (now, conversation_id))


def head(sql: Connection, conversation_id: int) -> int | None:
    """The last message of the branch in view."""
    for (message_id,) in sql.execute("SELECT head_message_id FROM conversations WHERE id = ?", (conversation_id,)):
        return None if message_id is None else int(message_id)
    return None


def _conversations(rows: Iterable[Sequence[Any]]) -> list[Conversation]:
    return [
        Conversation(
            id_,
            title,
            created_at,
            updated_at,
            message_count,
            _SPECULATION.get(speculation) or word(Speculation, speculation, Speculation.AUTO),
            is_strict == 1,
            folder_id,
            () if tags is None else _tags(tags),
            is_pinned == 1,
            is_archived == 1,
            deleted_at,
            origin,
        )
        for (
            id_,
            title,
            created_at,
            updated_at,
            message_count,
            speculation,
            is_strict,
            folder_id,
            tags,
            is_pinned,
            is_archived,
            deleted_at,
            origin,
        ) in rows
    ]


@functools.lru_cache(maxsize=1024)
def _tags(lines: str) -> tuple[str, ...]:
    """No tag holds a line break. Many conversations have the same ones."""
    return tuple(sorted(lines.split("\n"), key=lambda tag: (tag.casefold(), tag)))

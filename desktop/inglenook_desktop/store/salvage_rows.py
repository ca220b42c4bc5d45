"""Rows found in a damaged file, put into a sound database: which table a row is of, which version of it counts, and
what becomes of those whose neighbours are lost.

A row of the damaged file is newer than the snapshot's and counts, unless it is not sound and the snapshot has it.
`tests` hold every table of the schema against `TABLES`, so that a later step cannot add one that would be lost here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.types import Role

from . import figure_cells
from .pages import RawDatabase, RawRow, Value
from .records import MessageStatus
from .text import timestamp, title_from, utc_now

if TYPE_CHECKING:
    import sqlite3

    from .db import Connection
else:
    from sqlite_utils.utils import sqlite3

MAX_ID = 1 << 40
"""Beyond it an id is noise."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_ROLES = frozenset(Role)
_STATUSES = frozenset(MessageStatus)


@dataclass(slots=True)
class Found:
    """Ids of what the damaged file gave."""

    conversations: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)


def merge(sql: Connection, damaged: Path) -> Found:
    """Put every row of the damaged file that can be read into the database, and make it consistent.

    sql: in a transaction, with foreign keys off. Raises sqlite3.Error, OSError.
    """
    found = Found()
    columns = {table: _columns(sql, table) for table in TABLES}
    with RawDatabase(damaged) as raw:
        for table, row in _recognised(raw):
            if table == "messages":
                row = _with_known_words(row)
            if table in _KEYED:
                _put_keyed(sql, table, columns[table], row)
            elif _put(sql, table, columns[table], row):
                ids = {"messages": found.messages, "conversations": found.conversations}.get(table)
                if ids is not None and row.rowid is not None:
                    ids.add(row.rowid)
    found.conversations |= _make_consistent(sql, found)
    figure_cells.forget(sql)
    return found


def _recognised(raw: RawDatabase) -> Iterator[tuple[str, RawRow]]:
    for row in raw.rows():
        tables = _WITHOUT_ROWID if row.rowid is None else _WITH_ROWID
        for table, is_row in tables.items():
            if is_row(row.values):
                if row.rowid is None or 0 < row.rowid <= MAX_ID:
                    yield table, row
                break


def _put(sql: Connection, table: str, columns: Sequence[str], row: RawRow) -> bool:
    """False when the snapshot's row counts. A row of an earlier step has fewer values; the rest are defaults."""
    names = columns[: len(row.values)]
    values = (row.rowid, *row.values[1 : len(names)])
    present = sql.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {names[0]} = ?", (row.rowid,)).fetchone()
    if present is not None:
        if not row.is_sound:
            return False
        if tuple(present) == values:
            return True
        assignments = ", ".join(f"{name} = ?{index}" for index, name in enumerate(names, 1))
        return _tried(sql, f"UPDATE {table} SET {assignments} WHERE {names[0]} = ?1", values)
    marks = ", ".join("?" * len(names))
    return _tried(sql, f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)


def _put_keyed(sql: Connection, table: str, columns: Sequence[str], row: RawRow) -> None:
    if row.is_sound:
        sql.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES (?, ?)", row.values)


def _tried(sql: Connection, statement: str, values: Sequence[Value]) -> bool:
    """False for a row that no table of ours would take: noise that looked like one."""
    try:
        sql.execute(statement, values)
    except (sqlite3.IntegrityError, OverflowError):
        return False
    return True


def _with_known_words(row: RawRow) -> RawRow:
    """A role or status that noise has changed must not make a whole conversation unreadable. An answer of which only a
    part was read must not pass for whole."""
    values = list(row.values)
    is_sound = row.is_sound
    if values[3] not in _ROLES:
        values[3] = Role.ASSISTANT.value if values[7] is not None else Role.USER.value
        is_sound = False
    if values[4] not in _STATUSES:
        values[4] = MessageStatus.INTERRUPTED.value
        is_sound = False
    if values[6] is None:
        values[6] = ""
        is_sound = False
    if not is_sound and values[3] == Role.ASSISTANT.value and values[4] == MessageStatus.COMPLETE.value:
        values[4] = MessageStatus.INTERRUPTED.value
    return RawRow(rowid=row.rowid, values=tuple(values), is_sound=is_sound)


def _make_consistent(sql: Connection, found: Found) -> set[int]:
    """Everything has what it refers to. Returns the ids of conversations that had to be made for their messages."""
    made = _make_lost_conversations(sql)
    _house_lost(sql)
    sql.execute("UPDATE conversations SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)")
    for table in ("conversations", "folders"):
        sql.execute(f"UPDATE {table} SET preset_id = NULL WHERE preset_id NOT IN (SELECT id FROM presets)")
    sql.execute("DELETE FROM model_presets WHERE preset_id NOT IN (SELECT id FROM presets)")
    sql.execute(
        "UPDATE queued_messages SET conversation_id = NULL WHERE conversation_id NOT IN (SELECT id FROM conversations)"
    )
    for column, table in (("conversation_id", "conversations"), ("queued_id", "queued_messages")):
        sql.execute(f"UPDATE unsent_attachments SET {column} = NULL WHERE {column} NOT IN (SELECT id FROM {table})")
    sql.execute("DELETE FROM tags WHERE conversation_id NOT IN (SELECT id FROM conversations)")
    sql.execute("DELETE FROM context_marks WHERE message_id NOT IN (SELECT id FROM messages)")
    sql.execute("DELETE FROM context_policies WHERE conversation_id NOT IN (SELECT id FROM conversations)")
    # Nothing would lead a purge to the run of a lost message, and a run tells of what was said (prediction, error).
    # Those of no message are measurements, or figures that were made anonymous.
    sql.execute("DELETE FROM runs WHERE message_id NOT IN (SELECT id FROM messages)")
    sql.execute("""
        DELETE FROM runs WHERE message_id IS NULL
        AND (prediction_sha256 IS NOT NULL OR prompt_sha256 IS NOT NULL OR error_detail <> '' OR error_message <> '')
    """)
    sql.execute("UPDATE runs SET owner = NULL WHERE owner IS NOT NULL")
    sql.execute(
        "UPDATE messages SET status = ? WHERE status = ?",
        (MessageStatus.INTERRUPTED.value, MessageStatus.STREAMING.value),
    )
    # A message whose parent is lost follows what was said before it.
    sql.execute("""
        UPDATE messages SET parent_id = (
            SELECT max(earlier.id) FROM messages AS earlier
            WHERE earlier.conversation_id = messages.conversation_id AND earlier.id < messages.id
        )
        WHERE parent_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM messages AS parent WHERE parent.id = messages.parent_id AND parent.id < messages.id
            AND parent.conversation_id = messages.conversation_id
        )
    """)
    newest = "(SELECT max(id) FROM messages WHERE conversation_id = conversations.id)"
    sql.execute(f"""
        UPDATE conversations SET head_message_id = {newest}
        WHERE NOT EXISTS (
            SELECT 1 FROM messages WHERE id = head_message_id AND conversation_id = conversations.id
        )
    """)
    # Of a conversation whose own row is the snapshot's, the branch in view is where people last wrote.
    for (conversation_id,) in sql.execute("SELECT id FROM conversations").fetchall():
        if conversation_id not in found.conversations:
            sql.execute(
                f"UPDATE conversations SET head_message_id = {newest} WHERE id = ? AND head_message_id < {newest}",
                (conversation_id,),
            )
    sql.execute("""
        UPDATE conversations SET message_count = counted FROM (
            SELECT conversations.id AS counted_id, count(messages.id) AS counted
            FROM conversations LEFT JOIN messages ON conversation_id = conversations.id GROUP BY conversations.id
        ) WHERE counted_id = conversations.id AND message_count <> counted
    """)
    return made


def _make_lost_conversations(sql: Connection) -> set[int]:
    lost = sql.execute("""
        SELECT conversation_id, min(created_at), max(created_at),
            (SELECT content FROM messages AS first WHERE first.conversation_id = messages.conversation_id
             AND role = 'user' ORDER BY id LIMIT 1)
        FROM messages WHERE conversation_id NOT IN (SELECT id FROM conversations) GROUP BY conversation_id
    """).fetchall()
    for conversation_id, created_at, updated_at, text in lost:
        sql.execute(
            "INSERT INTO conversations (id, title, created_at, updated_at) VALUES (?, ?, ?, ?)",
            (conversation_id, title_from(text or ""), created_at, updated_at),
        )
    return {conversation_id for conversation_id, *_ in lost}


def _house_lost(sql: Connection) -> None:
    """Attachments and edits whose message is lost get a conversation of their own: nothing says where they were."""
    attachments = sql.execute("SELECT id FROM attachments WHERE message_id NOT IN (SELECT id FROM messages)").fetchall()
    edits = sql.execute(
        "DELETE FROM edits WHERE message_id NOT IN (SELECT id FROM messages) RETURNING kept_at, text"
    ).fetchall()
    if not attachments and not edits:
        return
    now = timestamp(utc_now())
    conversation_id = sql.execute(
        "INSERT INTO conversations (title, created_at, updated_at) VALUES (?, ?, ?)",
        ("Attachments and edits without their message", now, now),
    ).lastrowid

    def add(created_at: str, text: str) -> int | None:
        return sql.execute(
            "INSERT INTO messages (conversation_id, role, status, created_at, content)"
            " VALUES (?, 'user', 'complete', ?, ?)",
            (conversation_id, created_at, text),
        ).lastrowid

    for kept_at, text in edits:
        add(kept_at, text)
    if attachments:
        message_id = add(now, "")
        sql.executemany(
            "UPDATE attachments SET message_id = ? WHERE id = ?", [(message_id, id_) for (id_,) in attachments]
        )


def _columns(sql: Connection, table: str) -> list[str]:
    return [name for (name,) in sql.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _is_moment(value: Value) -> bool:
    return isinstance(value, str) and _MOMENT.fullmatch(value) is not None


def _is_id(value: Value) -> bool:
    return isinstance(value, int) and 0 < value <= MAX_ID


def _is_conversation(values: tuple[Value, ...]) -> bool:
    return (
        8 <= len(values) <= 30
        and values[0] is None
        and isinstance(values[1], str)
        and values[2] in (0, 1)
        and _is_moment(values[3])
        and _is_moment(values[4])
    )


def _is_message(values: tuple[Value, ...]) -> bool:
    return (
        8 <= len(values) <= 12
        and values[0] is None
        and _is_id(values[1])
        and (values[2] is None or _is_id(values[2]))
        and isinstance(values[3], str)
        and isinstance(values[4], str)
        and _is_moment(values[5])
        and isinstance(values[6], str | None)
        and isinstance(values[7], bytes | None)
    )


def _is_run(values: tuple[Value, ...]) -> bool:
    return (
        37 <= len(values) <= 80
        and values[0] is None
        and (values[1] is None or _is_id(values[1]))
        and isinstance(values[2], str)
        and _is_moment(values[4])
    )


def _is_folder(values: tuple[Value, ...]) -> bool:
    return (
        7 <= len(values) <= 8
        and values[0] is None
        and isinstance(values[1], str)
        and isinstance(values[2], int)
        and _is_moment(values[3])
    )


def _is_attachment(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 6
        and values[0] is None
        and _is_id(values[1])
        and all(isinstance(value, str) for value in values[2:5])
        and isinstance(values[5], bytes)
    )


def _is_unsent_attachment(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 7
        and values[0] is None
        and all(value is None or _is_id(value) for value in values[1:3])
        and all(isinstance(value, str) for value in values[3:6])
        and isinstance(values[6], bytes)
    )


def _is_edit(values: tuple[Value, ...]) -> bool:
    return len(values) == 3 and values[0] is None and _is_moment(values[1]) and isinstance(values[2], str)


def _is_preset(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 5
        and values[0] is None
        and isinstance(values[1], str)
        and _is_moment(values[2])
        and isinstance(values[3], str)
        and isinstance(values[4], str)
    )


def _is_queued(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 4
        and values[0] is None
        and (values[1] is None or _is_id(values[1]))
        and _is_moment(values[2])
        and isinstance(values[3], str)
    )


def _is_template(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 4
        and values[0] is None
        and isinstance(values[1], str)
        and _is_moment(values[2])
        and isinstance(values[3], str)
    )


def _is_model_preset(values: tuple[Value, ...]) -> bool:
    return len(values) == 2 and isinstance(values[0], str) and _is_id(values[1])


def _is_context_mark(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == 4
        and _is_id(values[0])
        and values[1] in ("cut", "pin")
        and _is_moment(values[2])
        and isinstance(values[3], str)
    )


def _is_context_policy(values: tuple[Value, ...]) -> bool:
    return len(values) == 3 and _is_id(values[0]) and isinstance(values[1], str) and _is_moment(values[2])


def _is_tag(values: tuple[Value, ...]) -> bool:
    return len(values) == 2 and _is_id(values[0]) and isinstance(values[1], str)


def _is_remembered(values: tuple[Value, ...]) -> bool:
    return len(values) == 2 and all(isinstance(value, str) for value in values)


_WITH_ROWID: Mapping[str, Callable[[tuple[Value, ...]], bool]] = {
    "messages": _is_message,
    "runs": _is_run,
    "conversations": _is_conversation,
    "folders": _is_folder,
    "attachments": _is_attachment,
    "unsent_attachments": _is_unsent_attachment,
    "edits": _is_edit,
    "presets": _is_preset,
    "queued_messages": _is_queued,
    "prompt_templates": _is_template,
}
_WITHOUT_ROWID: Mapping[str, Callable[[tuple[Value, ...]], bool]] = {
    "tags": _is_tag,
    "remembered": _is_remembered,
    "model_presets": _is_model_preset,
    "context_marks": _is_context_mark,
    "context_policies": _is_context_policy,
}
_KEYED = frozenset(_WITHOUT_ROWID)

TABLES = (*_WITH_ROWID, *_WITHOUT_ROWID)
"""All that hold what people wrote; the rest is made from these, or by the migrations."""

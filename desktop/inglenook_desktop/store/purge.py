"""Deleting for good: afterwards no byte of a conversation is in any file of the data folder.

`conversation` deletes the rows, in the caller's transaction, and notes there that the rest is still to be done;
`finish` does the rest, and does it again at the next start if the process ends before it is through. The rest is what
no transaction reaches: the log that held the pages, the snapshots, files kept aside, and the KV folder.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from . import places
from .shelf_rows import NEW_DRAFT

if TYPE_CHECKING:
    import sqlite3

    from .db import Connection, Db
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

_NOTE = "purged"
_COUNT = "purges"

Purged = tuple[int, str]
"""Id and created_at: together they name one conversation, also in files where ids were given anew."""


def conversation(sql: Connection, conversation_id: int) -> bool:
    """Delete it with its messages, runs, tags and attachments. False when there is no such conversation.

    The connection has secure_delete on, so that the pages are zeros, and foreign keys on. Call `finish` after the
    transaction.
    """
    row = sql.execute("SELECT created_at FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
    if row is None:
        return False
    _delete(sql, conversation_id)
    _note(sql, [*_noted(sql), (conversation_id, row[0])])
    _remember(sql, _COUNT, str(_counted(sql) + 1))
    return True


def count(sql: Connection) -> int:
    """How many conversations were ever purged: a copy with another number was made before a purge."""
    if sql.execute("SELECT 1 FROM sqlite_schema WHERE name = 'remembered'").fetchone() is None:
        return 0  # of an earlier version, which purged nothing
    return _counted(sql)


def _counted(sql: Connection) -> int:
    row = sql.execute("SELECT value FROM remembered WHERE name = ?", (_COUNT,)).fetchone()
    return int(row[0]) if row and row[0].isdecimal() else 0


def is_unfinished(sql: Connection) -> bool:
    """Whether `finish` has something to do."""
    return bool(_noted(sql))


def finish(db: Db) -> bool:
    """Rid all other files of the data folder of what was purged. Raises StoreError.

    False when something is in the way, for instance another process that reads; a later call finishes it.
    """
    with db.read() as sql:
        purged = _noted(sql)
    if not purged:
        return True
    data_dir = db.path.parent
    is_done = _sweep_copies(data_dir, purged)
    is_done &= _remove_kv(data_dir, purged)
    if not is_done or not db.empty_log():
        return False
    with db.write() as sql:
        _note(sql, [entry for entry in _noted(sql) if entry not in purged])
    return True


def _delete(sql: Connection, conversation_id: int) -> None:
    # Out of the full-text index first, in rising order, which takes it half the time: it leaves out what is streaming.
    sql.execute("UPDATE messages SET status = 'streaming' WHERE conversation_id = ?", (conversation_id,))
    # Newest first: a message goes when no other has it as its parent. Left to the foreign keys, a long conversation
    # would be a chain of deletions within deletions, which SQLite limits to 1,000.
    ids = sql.execute("SELECT id FROM messages WHERE conversation_id = ? ORDER BY id DESC", (conversation_id,))
    sql.executemany("DELETE FROM messages WHERE id = ?", ids.fetchall())
    sql.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))


def _noted(sql: Connection) -> list[Purged]:
    row = sql.execute("SELECT value FROM remembered WHERE name = ?", (_NOTE,)).fetchone()
    try:
        return [(int(id_), str(created_at)) for id_, created_at in json.loads(row[0])] if row else []
    except (ValueError, TypeError):  # only damage can make it so
        return []


def _note(sql: Connection, purged: Iterable[Purged]) -> None:
    value = json.dumps(list(purged))
    if value == "[]":
        sql.execute("DELETE FROM remembered WHERE name = ?", (_NOTE,))
    else:
        _remember(sql, _NOTE, value)


def _remember(sql: Connection, name: str, value: str) -> None:
    sql.execute(
        "INSERT INTO remembered (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        (name, value),
    )


def _sweep_copies(data_dir: Path, purged: list[Purged]) -> bool:
    """Snapshots and files kept aside. One that cannot be swept is removed: the person wants the text gone.

    A damaged file kept aside is removed in any case. What could be read of it is in the database since it was laid
    there, and nothing tells whether a page of it that cannot be read holds a sentence.
    """
    is_done = True
    for path in places.unfinished(data_dir):  # whoever is still making one finds it gone, and makes it another time
        is_done &= _remove(path)
    for path in [*places.snapshots(data_dir), *places.kept_whole(data_dir)]:
        try:
            _sweep(path, purged)
        except (sqlite3.Error, OSError) as error:
            log.warning("removing %s, which cannot be rid of what was purged: %s", path, error)
            is_done &= _remove(path)
    for folder in places.kept_damaged(data_dir):
        log.info("removing %s after a purge", folder)
        is_done &= _remove(folder)
    return is_done


def _sweep(path: Path, purged: list[Purged]) -> None:
    """Raises sqlite3.Error or OSError."""
    sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1)
    with contextlib.closing(sql):
        found = [
            conversation_id
            for conversation_id, created_at in purged
            if sql.execute(
                "SELECT 1 FROM conversations WHERE id = ? AND created_at = ?", (conversation_id, created_at)
            ).fetchone()
        ]
        has_log = sql.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        has_draft = _has_new_draft(sql)
        if found or has_draft:
            for pragma in ("secure_delete = ON", "foreign_keys = ON", "synchronous = FULL", "fullfsync = ON"):
                sql.execute(f"PRAGMA {pragma}")
            sql.execute("BEGIN IMMEDIATE")
            for conversation_id in found:
                _delete(sql, conversation_id)
            if has_draft:  # it may be what the purged conversation began with
                sql.execute("DELETE FROM remembered WHERE name = ?", (NEW_DRAFT,))
            sql.execute("COMMIT")
        if has_log:
            (is_busy, *_counts) = sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if is_busy:
                raise OSError(f"{path} is in use")


def _has_new_draft(sql: Connection) -> bool:
    """False also for a file from before there were any."""
    if sql.execute("SELECT 1 FROM sqlite_schema WHERE name = 'remembered'").fetchone() is None:
        return False
    return sql.execute("SELECT 1 FROM remembered WHERE name = ?", (NEW_DRAFT,)).fetchone() is not None


def _remove_kv(data_dir: Path, purged: list[Purged]) -> bool:
    is_done = True
    for conversation_id, _created_at in purged:
        is_done &= _remove(places.kv_folder(data_dir, conversation_id))
    return is_done


def _remove(path: Path) -> bool:
    """A file, with the files that SQLite lays beside it, or a folder. True when it is gone."""
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            for part in reversed(places.beside(path)):
                part.unlink(missing_ok=True)
    except OSError as error:
        log.warning("removing %s: %s", path, error)
        return False
    return True

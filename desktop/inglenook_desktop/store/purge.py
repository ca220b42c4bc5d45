"""Deleting for good: afterwards no byte of a conversation is in any file of the data folder.

`note` says in the caller's transaction that conversations are to go; from then on nothing brings them back. `finish`
does it, and does it again at the next start if the process ends before it is through: the rows, in transactions short
enough that nobody waits for them, and what no transaction reaches: the log that held the pages, the snapshots, files
kept aside, and the KV folder.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from . import anonymous, figure_cells, places
from .errors import StoreProblem, from_sqlite
from .shelf_rows import NEW_DRAFT

if TYPE_CHECKING:
    import sqlite3

    from .db import Connection, Db
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

MESSAGES_AT_ONCE = 100
"""Deleted in one transaction: other windows write in between, and give up after a second."""

LONGEST_PAUSE_S = 0.25

DAMAGED_KEPT_DAYS = 14
"""How long the trash waits with what has expired once a damaged file was kept aside, which a purge removes: the person
may want to try their own luck with it."""

_NOTE = "purged"
_COUNT = "purges"

Purged = tuple[int, str]
"""Id and created_at: together they name one conversation, also in files where ids were given anew."""


def note(sql: Connection, conversation_ids: Iterable[int]) -> int:
    """They are to be deleted for ever: call `finish` after the transaction. Returns how many there are and were not
    noted before."""
    known = noted(sql)
    new = []
    for conversation_id in conversation_ids:
        row = sql.execute("SELECT created_at FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
        if row is not None and (conversation_id, row[0]) not in known:
            new.append((conversation_id, str(row[0])))
    if new:
        _write_note(sql, [*known, *new])
        _count_on(sql, len(new))
    return len(new)


def noted(sql: Connection) -> dict[Purged, None]:
    """What `finish` has yet to do, in the order it was noted."""
    row = sql.execute("SELECT value FROM remembered WHERE name = ?", (_NOTE,)).fetchone()
    try:
        return {(int(id_), str(created_at)): None for id_, created_at in json.loads(row[0])} if row else {}
    except (ValueError, TypeError):  # only damage can make it so
        return {}


def noted_ids(sql: Connection) -> set[int]:
    return {conversation_id for conversation_id, _created_at in noted(sql)}


def count(sql: Connection) -> int:
    """Rises with each step of a purge: a copy with another number was made before one."""
    if sql.execute("SELECT 1 FROM sqlite_schema WHERE name = 'remembered'").fetchone() is None:
        return 0  # of an earlier version, which purged nothing
    return _counted(sql)


def is_held(data_dir: Path, now: datetime) -> bool:
    """Whether a damaged file was kept aside so lately that nothing is to be purged but what the person asks for."""
    since = now.astimezone(UTC) - timedelta(days=DAMAGED_KEPT_DAYS)
    # Folders are named after the moment.
    return any(folder.name > since.strftime("%Y-%m-%dT%H%M%SZ") for folder in places.kept_damaged(data_dir))


def finish(db: Db) -> bool:
    """Delete what is noted, and rid all other files of the data folder of it. Raises StoreError.

    False when something is in the way, for instance another process that reads; a later call finishes it.
    """
    with db.read() as sql:
        purged = list(noted(sql))
    if not purged:
        return True
    for conversation_id, created_at in purged:
        _delete_step_by_step(db, conversation_id, created_at)
    if not db.is_in_memory:
        data_dir = db.path.parent
        is_done = _sweep_copies(data_dir, purged)
        is_done &= _remove_kv(data_dir, purged)
        is_done &= db.empty_log()
        if not is_done:
            return False
    done = set(purged)
    with db.write() as sql:
        _write_note(sql, [entry for entry in noted(sql) if entry not in done])
    return True


def _delete_step_by_step(db: Db, conversation_id: int, created_at: str) -> None:
    """The connection has secure_delete on, so that the pages are zeros, and foreign keys on.

    Between two steps it waits as long as a step took: who waits for a lock only looks for it now and then.
    """
    is_left = True
    while is_left:
        began_at = time.monotonic()
        with db.write() as sql:
            is_left = _is_there(sql, conversation_id, created_at)
            keeps = anonymous.is_wanted(sql)
            if is_left and _delete_newest(sql, conversation_id, MESSAGES_AT_ONCE, keeps=keeps) < MESSAGES_AT_ONCE:
                sql.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
                figure_cells.drop_stale(sql)
                _count_on(sql, 1)
                is_left = False
        time.sleep(min(time.monotonic() - began_at, LONGEST_PAUSE_S))


def _is_there(sql: Connection, conversation_id: int, created_at: str) -> bool:
    rows = sql.execute("SELECT 1 FROM conversations WHERE id = ? AND created_at = ?", (conversation_id, created_at))
    return rows.fetchone() is not None


def _delete_newest(sql: Connection, conversation_id: int, n_messages: int, *, keeps: bool = False) -> int:
    """Messages, with all that hangs on them. Returns how many there were. keeps: what their runs took stays, of no
    message and no conversation.

    Newest first: a message goes when no other has it as its parent. Left to the foreign keys, a long conversation would
    be a chain of deletions within deletions, which SQLite limits to 1,000.
    """
    newest = "SELECT id FROM messages WHERE conversation_id = ? ORDER BY id DESC LIMIT ?"
    ids = sql.execute(newest, (conversation_id, n_messages)).fetchall()
    # Out of the full-text index first, in rising order, which takes it half the time: it leaves out what is streaming.
    sql.executemany("UPDATE messages SET status = 'streaming' WHERE id = ?", reversed(ids))
    if keeps:
        anonymous.keep_of(sql, [id_ for (id_,) in ids])
    sql.executemany("DELETE FROM messages WHERE id = ?", ids)
    return len(ids)


def _count_on(sql: Connection, n_steps: int) -> None:
    _remember(sql, _COUNT, str(_counted(sql) + n_steps))


def _counted(sql: Connection) -> int:
    row = sql.execute("SELECT value FROM remembered WHERE name = ?", (_COUNT,)).fetchone()
    return int(row[0]) if row and row[0].isdecimal() else 0


def _write_note(sql: Connection, purged: Sequence[Purged]) -> None:
    if purged:
        _remember(sql, _NOTE, json.dumps(purged))
    else:
        sql.execute("DELETE FROM remembered WHERE name = ?", (_NOTE,))


def _remember(sql: Connection, name: str, value: str) -> None:
    sql.execute(
        "INSERT INTO remembered (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        (name, value),
    )


def _sweep_copies(data_dir: Path, purged: Sequence[Purged]) -> bool:
    """Snapshots and files kept aside. One that is damaged is removed: the person wants the text gone. One that is only
    busy, or has no room to be written in, waits for a later call.

    A damaged file kept aside is removed once it was made use of. What could be read of it is in the database since, and
    nothing tells whether a page of it that cannot be read holds a sentence.
    """
    is_done = True
    for path in places.unfinished(data_dir):  # whoever is still making one finds it gone, and makes it another time
        is_done &= _remove(path)
    for path in [*places.snapshots(data_dir), *places.kept_whole(data_dir)]:
        try:
            _sweep(path, purged)
        except (sqlite3.Error, OSError) as error:
            known = from_sqlite(error, path)
            if isinstance(error, OSError) or (known is not None and known.problem is not StoreProblem.DAMAGED):
                log.warning("what was purged is still in %s: %s", path, error)
                is_done = False
            else:
                log.warning("removing %s, which cannot be rid of what was purged: %s", path, error)
                is_done &= _remove(path)
    for folder in places.kept_damaged(data_dir):
        if places.put_together_mark(folder).exists():
            log.info("removing %s after a purge", folder)
            is_done &= _remove(folder)
        else:  # a rescue that was broken off: what is in it is nowhere else
            log.warning("what was purged may still be in %s", folder)
            is_done = False
    return is_done


def _sweep(path: Path, purged: Sequence[Purged]) -> None:
    """Raises sqlite3.Error or OSError."""
    sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=1)
    with contextlib.closing(sql):
        found = [id_ for id_, created_at in purged if _is_there(sql, id_, created_at)]
        has_log = sql.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        not_begun = _not_begun(sql)
        if found or not_begun:
            for pragma in ("secure_delete = ON", "foreign_keys = ON", "synchronous = FULL", "fullfsync = ON"):
                sql.execute(f"PRAGMA {pragma}")
            sql.execute("BEGIN IMMEDIATE")
            for conversation_id in found:
                while _delete_newest(sql, conversation_id, MESSAGES_AT_ONCE):
                    pass
                sql.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
            for statement in not_begun:
                sql.execute(f"DELETE {statement}")
            figure_cells.drop_stale(sql)
            sql.execute("COMMIT")
        if has_log:
            (is_busy, *_counts) = sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if is_busy:
                raise OSError(f"{path} is in use")


def _not_begun(sql: Connection) -> list[str]:
    """What of a page without a conversation is in this file, as DELETE and SELECT go on: it may be what the purged
    conversation began with."""
    known = {name for (name,) in sql.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()}
    statements = {
        "remembered": f"FROM remembered WHERE name = '{NEW_DRAFT}'",
        "unsent_attachments": "FROM unsent_attachments WHERE conversation_id IS NULL",
        "queued_messages": "FROM queued_messages WHERE conversation_id IS NULL",
    }
    there = [statement for table, statement in statements.items() if table in known]
    return [statement for statement in there if sql.execute(f"SELECT 1 {statement} LIMIT 1").fetchone() is not None]


def _remove_kv(data_dir: Path, purged: Sequence[Purged]) -> bool:
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

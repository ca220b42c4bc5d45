"""Is the database sound? A look at every start that takes no time, and a whole check behind the window.

At a start: a small file is checked whole, a large one at its ends and here and there. The whole check of a large file
takes seconds to minutes, so that it runs in `care`, once a day. Damage that the program meets by itself leaves a mark,
and the next start checks everything.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from . import places, schema, snapshots
from .db import leave_damage_mark

if TYPE_CHECKING:
    import sqlite3

    from .db import Connection
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

WHOLE_CHECK_BYTES = 8 << 20
"""Up to this size a start checks everything: less than a tenth of a second."""

N_PROBES = 64

_INDEX_PROBLEM = re.compile(
    r'malformed inverted index for FTS5 table main\.(\w+)|fts5: corruption .*from table "(\w+)"'
)

_CORRUPT_VTAB = 267

_LOOKS = (
    "SELECT count(*), max(title), max(draft) FROM (SELECT title, draft FROM conversations"
    " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT 100)",
    "SELECT sum(length(content)), max(tokens) FROM (SELECT content, tokens FROM messages ORDER BY id DESC LIMIT 50)",
    "SELECT count(*) FROM (SELECT conversation_id, parent_id FROM messages ORDER BY conversation_id DESC LIMIT 50)",
    "SELECT max(model), max(params) FROM (SELECT model, params FROM runs ORDER BY id DESC LIMIT 50)",
    "SELECT count(*) FROM runs WHERE owner IS NOT NULL",
    "SELECT count(*), max(name) FROM folders",
    "SELECT count(*), max(value) FROM remembered",
)


def at_opening(sql: Connection, path: Path) -> list[str]:
    """What is wrong, in SQLite's words; [] when nothing was seen. In the caller's transaction. Raises sqlite3.Error.

    Everything is checked when the file is small or damage was met before, else a bounded part.
    """
    if problems := _without_raising(lambda: schema.problems(sql)):
        return problems
    if places.damage_mark(path.parent).exists() or path.stat().st_size <= WHOLE_CHECK_BYTES:
        return _whole(sql)
    for look in _LOOKS:
        sql.execute(look).fetchall()
    (last_id,) = sql.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()
    for probe in range(N_PROBES):
        sql.execute(
            "SELECT length(content), length(tokens) FROM messages WHERE id >= ? ORDER BY id LIMIT 1",
            (last_id * probe // N_PROBES,),
        ).fetchall()
    return []


def _whole(sql: Connection) -> list[str]:
    return _without_raising(lambda: [line for (line,) in sql.execute("PRAGMA quick_check(100)") if line != "ok"])


def _without_raising(check: Callable[[], list[str]]) -> list[str]:
    try:
        return check()
    except sqlite3.DatabaseError as error:  # the full-text index ends the check instead of adding a line to it
        if getattr(error, "sqlite_errorcode", 0) == _CORRUPT_VTAB or _INDEX_PROBLEM.search(str(error)):
            return [str(error)]
        raise


def indexes_to_rebuild(problems: list[str]) -> list[str] | None:
    """The full-text indexes that these problems are about; None when they are about more than that."""
    found = [_INDEX_PROBLEM.search(problem) for problem in problems]
    return None if None in found else sorted({match[1] or match[2] for match in found if match})


def rebuild(sql: Connection, indexes: list[str]) -> None:
    """Make full-text indexes anew from what they index. In the caller's transaction. Raises sqlite3.Error."""
    for index in indexes:
        log.warning("making the index %s anew", index)
        sql.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # a name from sqlite_schema, by SQLite's words


def in_background(path: Path, *, is_stopped: Callable[[], bool]) -> list[str]:
    """The whole check, on a connection of its own that only reads. Leaves a mark when something is wrong.

    Raises snapshots.Stopped, and sqlite3.Error or OSError where the file could not be read, which is no damage.
    """
    problems = snapshots.check(path, is_stopped=is_stopped)
    if problems:
        leave_mark(path, problems[0])
    return problems


def leave_mark(path: Path, problem: str) -> None:
    """The next start checks everything."""
    log.error("%s is damaged: %s", path, problem)
    leave_damage_mark(path.parent)


def remove_mark(data_dir: Path) -> None:
    try:
        places.damage_mark(data_dir).unlink(missing_ok=True)
    except OSError as error:
        log.warning("the mark of damage in %s stays: %s", data_dir, error)

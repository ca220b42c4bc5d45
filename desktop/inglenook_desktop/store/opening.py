"""From a data folder to an open, sound database: the way through damage, a missing file and old schemas.

One process at a time opens a data folder, so that a rescue meets nobody who has the damaged file open, or is about to.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import checkup, places, purge, salvage, snapshots
from .db import OPEN_WAIT_MS, Connection, Db, translated
from .errors import StoreError, StoreProblem, from_sqlite, sentence
from .owners import Gate, Owner
from .snapshots import Snapshot

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

_WAS_EMPTY = (
    "The file with your conversations was empty, and there is no snapshot of it, so your history begins anew. If this "
    "was not the first start of Inglenook here, put back a copy of that file if you have one."
)


def open_database(data_dir: Path, *, now: Callable[[], datetime]) -> tuple[Db, Owner, tuple[str, ...]]:
    """The database, this process's claim on it, and what the person should know of how it was opened.

    Raises StoreError; then nothing stays open.
    """
    path = data_dir / places.FILE_NAME
    with _alone(data_dir):
        with translated(data_dir):
            owner = Owner(data_dir)
        try:
            db, notes = _sound(path, owner, now=now)
        except BaseException:
            owner.release()
            raise
    return db, owner, notes


def put_back(data_dir: Path, snapshot: Snapshot, *, now: datetime) -> Path | None:
    """A snapshot in place of the database; returns where that is kept. Raises StoreError, LOCKED while it is in use."""
    path = data_dir / places.FILE_NAME
    with _alone(data_dir), translated(path):
        owner = Owner(data_dir)
        try:
            if owner.has_others():
                raise StoreError(StoreProblem.LOCKED, sentence(StoreProblem.LOCKED, path))
            _finish_purges_of(path)
            return salvage.put_back(path, snapshot, now=now)
        finally:
            owner.release()


def _sound(path: Path, owner: Owner, *, now: Callable[[], datetime]) -> tuple[Db, tuple[str, ...]]:
    with translated(path):
        is_missing = salvage.is_missing(path)
        was_empty = path.exists() and path.stat().st_size == 0
    if not is_missing:
        try:
            return _checked(path, now=now), (_WAS_EMPTY,) if was_empty else ()
        except StoreError as error:
            if error.problem is not StoreProblem.DAMAGED or owner.has_others():
                raise
            log.error("%s is damaged: %s", path, error.detail)
    with translated(path):
        rescued = salvage.rescue(path, now=now())
        checkup.remove_mark(path.parent)
    return _opened(path, now=now), rescued.notes


def _checked(path: Path, *, now: Callable[[], datetime]) -> Db:
    """Raises StoreError, DAMAGED also for what only the check saw."""
    db = _opened(path, now=now)
    try:
        problems = _seen_by_check(db)
        if indexes := checkup.indexes_to_rebuild(problems):
            with db.write() as sql:
                checkup.rebuild(sql, indexes)
            problems = _seen_by_check(db)
        if problems:
            raise StoreError(StoreProblem.DAMAGED, sentence(StoreProblem.DAMAGED, path), detail="; ".join(problems))
        checkup.remove_mark(path.parent)
        _finish_purges(db)
    except BaseException:
        db.close()
        raise
    return db


def _seen_by_check(db: Db) -> list[str]:
    with db.read() as sql:
        return checkup.at_opening(sql, db.path)


def _opened(path: Path, *, now: Callable[[], datetime]) -> Db:
    def before_migration(step: str) -> None:
        """The step is one transaction, so that a snapshot that cannot be taken is no reason to stay behind."""
        try:
            snapshots.take(path, f"{snapshots.BEFORE}-{step}", now=now())
        except OSError as error:
            log.warning("no snapshot of %s before %s: %s", path, step, error)
        except sqlite3.Error as error:
            known = from_sqlite(error, path)
            if known is None or known.problem is StoreProblem.DAMAGED:
                raise
            log.warning("no snapshot of %s before %s: %s", path, step, error)

    def when_moved(sql: Connection) -> None:
        try:
            snapshots.take(path, snapshots.MOVED, now=now(), source=sql)
        except (sqlite3.Error, OSError) as error:
            log.error("no snapshot of %s, which was moved away: %s", path, error)

    return Db(path, before_migration=before_migration, when_moved=when_moved)


def _finish_purges_of(path: Path) -> None:
    """Of a database that is to be laid aside, as far as it can be opened: what it notes is forgotten with it."""
    if not path.exists():
        return
    try:
        db = Db(path)
    except StoreError as error:
        log.warning("laying %s aside as it is: %s", path, error)
        return
    try:
        _finish_purges(db)
    except StoreError as error:
        log.warning("laying %s aside as it is: %s", path, error)
    finally:
        db.close()


def _finish_purges(db: Db) -> None:
    """What an earlier process could not rid other files of. Not worth refusing to open for."""
    try:
        purge.finish(db)
    except StoreError as error:
        if error.problem is StoreProblem.DAMAGED:
            raise
        log.warning("what was purged from %s is still in other files: %s", db.path, error)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """No other process opens this folder meanwhile. Makes the folder. Raises StoreError."""
    path = data_dir / places.FILE_NAME
    with translated(data_dir):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        gate = Gate(data_dir, wait_s=OPEN_WAIT_MS / 1000)
    if not gate.is_held:
        raise StoreError(StoreProblem.LOCKED, sentence(StoreProblem.LOCKED, path), detail="another process opens it")
    try:
        yield
    finally:
        gate.release()

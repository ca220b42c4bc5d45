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

from . import checkup, places, purge, salvage, settling, snapshots
from .db import OPEN_WAIT_MS, Connection, Db, translated
from .errors import StoreError, StoreProblem, from_sqlite, sentence
from .owners import Gate, Owner
from .settling import Difference
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
            folder = salvage.put_back(path, snapshot, now=now)
            snapshots.settle(snapshots.unsettled(data_dir))  # the person has decided
            return folder
        finally:
            owner.release()


def _sound(path: Path, owner: Owner, *, now: Callable[[], datetime]) -> tuple[Db, tuple[str, ...]]:
    with translated(path):
        is_missing = salvage.is_missing(path)
        was_empty = path.exists() and path.stat().st_size == 0
        if not salvage.has_content(path) and owner.has_others():
            # They have the real file open, wherever it is now: one put together here would be a second truth.
            raise StoreError(StoreProblem.MOVED, sentence(StoreProblem.MOVED, path))
    if not is_missing:
        try:
            db, notes = _checked(path, owner, now=now), (_WAS_EMPTY,) if was_empty else ()
        except StoreError as error:
            if error.problem is not StoreProblem.DAMAGED or owner.has_others():
                raise
            log.error("%s is damaged: %s", path, error.detail)
        else:
            return (db, notes) if owner.has_others() else _settled(db, notes, now=now)
    with translated(path):
        rescued = salvage.rescue(path, now=now())
        checkup.remove_mark(path.parent)
    return _settled(_opened(path, now=now), rescued.notes, now=now)


def _settled(db: Db, notes: tuple[str, ...], *, now: Callable[[], datetime]) -> tuple[Db, tuple[str, ...]]:
    """With what a file had that was taken from under the program, where the one in its place is an older one; else a
    note says where it is. Nobody else has the database open. Not worth refusing to open for."""
    path = db.path
    for snapshot in snapshots.unsettled(path.parent):
        try:
            difference = settling.compare(path, snapshot)
            folder = None
            if difference.n_lacked and difference.is_older:
                db.close()
                try:
                    folder = salvage.put_back(path, snapshot, now=now())
                finally:
                    db = _opened(path, now=now)
                _finish_purges(db)
            (settled,) = snapshots.settle([snapshot])
        except (sqlite3.Error, OSError, StoreError) as error:
            log.error("looking at what is in %s: %s", snapshot.path, error)
            continue
        if difference.n_lacked:
            notes += (_moved_note(difference, settled, folder),)
    return db, notes


def _moved_note(difference: Difference, snapshot: Snapshot, folder: Path | None) -> str:
    """folder: where the file is that was put back out of the way; None when it stayed."""
    lacked = salvage.counted_messages(difference.n_lacked, difference.n_lacked_conversations)
    taken = f"{snapshot.taken_at:%Y-%m-%d %H:%M} UTC"
    happened = (
        "While Inglenook was open, the file with your conversations was moved, replaced or lost its log, and the one "
        f"that is there now lacked {lacked}."
    )
    if folder is not None:
        return (
            f"{happened} Inglenook put back the snapshot that it took then, of {taken}, and keeps the file in {folder}."
        )
    return (
        f"{happened} They are in the snapshot of {taken}. It did not take the file's place, because there is something "
        f"newer in that one: inglenook history restore {snapshot.name} exchanges them, and keeps both."
    )


def _checked(path: Path, owner: Owner, *, now: Callable[[], datetime]) -> Db:
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
        if not owner.has_others():  # one of them may be at it just now
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

    def when_moved(sql: Connection) -> bool:
        try:
            return snapshots.take(path, snapshots.MOVED, now=now(), source=sql) is not None
        except (sqlite3.Error, OSError, StoreError) as error:
            log.error("no snapshot of %s, which was moved away: %s", path, error)
            return False

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

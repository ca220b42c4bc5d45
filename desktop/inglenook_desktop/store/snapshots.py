"""Copies of the database in the data folder: taken before each migration and once a day, verified, rotated.

A snapshot is a whole database of its own, made by VACUUM INTO: one view, whatever is written meanwhile, and nothing of
what was deleted. It gets its name only when it is on the disk, can be opened and was checked.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from . import places, purge, schema
from .disk import to_disk
from .errors import StoreError, StoreProblem, from_sqlite, sentence

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

DAILY = "daily"
BEFORE = "before"
"""A snapshot before a migration is named before-STEP, after the first step that was still to come."""
MOVED = "moved"
"""Of a database whose file was taken from under the program; SETTLED behind it once a start has dealt with it."""
SETTLED = "-settled"

KEPT_DAYS = 7
KEPT_WEEKS = 4
KEPT_BEFORE_MIGRATIONS = 3
KEPT_MOVED = 3
KEPT_AT_LEAST = 2
"""Of all, also where they need more room than they may have."""

ROOM_BYTES = 1 << 30
ROOM_FACTOR = 3
"""Snapshots together take at most ROOM_BYTES, or this many times the largest of them where that is more."""

MARGIN_BYTES = 256 << 20
"""Free space that a snapshot leaves on the disk; where it would leave less, none is taken."""

_INTERVAL = timedelta(days=1)
_CLOCK_ERROR = timedelta(days=1)
"""Whatever seems to be from later than this was taken while the clock was wrong."""
_STEPS_BETWEEN_LOOKS = 500
"""Steps of SQLite's machine between two looks at whether to stop."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})Z(?:\.\d+)?-([\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """name: as a person types it. taken_at: UTC. reason: DAILY, MOVED, or BEFORE with the step of the migration."""

    name: str
    path: Path
    taken_at: datetime
    reason: str
    size_bytes: int


class Stopped(Exception):
    """What was under way was stopped from outside, and nothing of it stays."""


def never() -> bool:
    return False


def listed(data_dir: Path) -> list[Snapshot]:
    """Newest first. Other files in the folder are left out."""
    found = []
    for path in places.snapshots(data_dir):
        match = _NAME.fullmatch(path.stem)
        if match is None:
            continue
        with contextlib.suppress(OSError, ValueError):
            taken_at = datetime.strptime(match[1], "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC)
            found.append(
                Snapshot(name=path.stem, path=path, taken_at=taken_at, reason=match[2], size_bytes=path.stat().st_size)
            )
    found.sort(key=lambda snapshot: (snapshot.taken_at, snapshot.name), reverse=True)
    return found


def is_due(data_dir: Path, now: datetime) -> bool:
    """Whether the last one of a day is a day old. One that seems to come from the future, after the clock was set
    back, does not count."""
    ages = [now - snapshot.taken_at for snapshot in listed(data_dir) if snapshot.reason == DAILY]
    return not any(timedelta(0) <= age < _INTERVAL for age in ages)


def take(
    path: Path,
    reason: str,
    *,
    now: datetime,
    is_stopped: Callable[[], bool] = never,
    source: sqlite3.Connection | None = None,
) -> Path | None:
    """A snapshot of the database at `path`, on a connection of its own, or through `source`, which is in no
    transaction, where the file is no longer there. None where the disk has no room for it,
    or a conversation was purged meanwhile.

    is_stopped: asked often; may be called on this thread only. Raises Stopped, sqlite3.Error (the database is damaged,
    or locked), OSError, and StoreError DAMAGED where only the copy shows that the database is.
    """
    data_dir = path.parent
    folder = places.snapshots_folder(data_dir)
    if source is None:
        if not has_room(path):
            return None
    else:  # what is in it is nowhere else: it may take the last room, and the folder may be gone with the file
        data_dir.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    remove_unfinished(data_dir)
    unfinished = places.unfinished_snapshot(data_dir, uuid.uuid4().hex)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with reading(path, is_stopped=is_stopped) if source is None else contextlib.nullcontext(source) as sql:
            sql.execute("VACUUM INTO ?", (str(unfinished),))
        problems = check(unfinished, is_stopped=is_stopped)
        if problems:
            detail = f"the snapshot is not sound: {problems[0]}"
            raise StoreError(StoreProblem.DAMAGED, sentence(StoreProblem.DAMAGED, path), detail=detail)
        to_disk(unfinished)
        taken = _free_name(folder, now, reason)
        unfinished.replace(taken)
        to_disk(folder)
    except BaseException:
        for part in places.beside(unfinished):
            part.unlink(missing_ok=True)
        raise
    # A purge meanwhile: if it came before this look, it is seen here; if later, it finds the snapshot under its name.
    if source is None and _n_purged(taken) != _n_purged(path):
        log.info("removing the snapshot %s: a conversation was purged meanwhile", taken)
        taken.unlink()
        return None
    log.info("took the snapshot %s", taken)
    rotate(data_dir, now=now)
    return taken


def has_room(path: Path) -> bool:
    """Whether a snapshot of this database would leave MARGIN_BYTES on the disk. Raises OSError."""
    needed_bytes = sum(part.stat().st_size for part in places.beside(path) if part.exists())
    free_bytes = shutil.disk_usage(path.parent).free
    if free_bytes < needed_bytes + MARGIN_BYTES:
        log.warning("no snapshot of %s: it needs %d bytes and %d are free", path, needed_bytes, free_bytes)
        return False
    return True


def check(path: Path, *, is_stopped: Callable[[], bool] = never) -> list[str]:
    """What is wrong with the database at `path`, as SQLite says it; [] when nothing is. Writes nothing.

    Raises Stopped, OSError, and sqlite3.Error where it could not be read, which says nothing of what is in it.
    """
    try:
        with reading(path, is_stopped=is_stopped) as sql:
            sql.execute("SELECT count(*) FROM conversations").fetchone()
            if problems := schema.problems(sql):
                return problems
            return [line for (line,) in sql.execute("PRAGMA quick_check(10)") if line != "ok"]
    except sqlite3.Error as error:
        known = from_sqlite(error, path)
        if known is not None and known.problem is not StoreProblem.DAMAGED:
            raise
        return [str(error)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """snapshot: None when there is no good one. unread: newer ones of which nothing can be said: no permission, a disk
    that reports errors."""

    snapshot: Snapshot | None
    unread: tuple[Snapshot, ...] = ()


def newest_good(data_dir: Path, *, now: datetime) -> Chosen:
    """The newest that can be opened and is sound. Writes nothing. Raises StoreError LOCKED for one that will be
    readable soon, rather than take an older one for it."""
    unread = []
    for snapshot in newest_first(listed(data_dir), now=now):
        try:
            problems = check(snapshot.path)
        except (sqlite3.Error, OSError) as error:
            known = from_sqlite(error, snapshot.path)
            if known is not None and known.problem is StoreProblem.LOCKED:
                raise known from error
            log.error("the snapshot %s cannot be read: %s", snapshot.path, error)
            unread.append(snapshot)
            continue
        if not problems:
            return Chosen(snapshot=snapshot, unread=tuple(unread))
        log.error("the snapshot %s is not sound: %s", snapshot.path, problems[0])
    return Chosen(snapshot=None, unread=tuple(unread))


def newest_first(snapshots: Iterable[Snapshot], *, now: datetime) -> list[Snapshot]:
    """Those from the future last: when they were taken nobody knows."""
    return sorted(
        snapshots,
        key=lambda snapshot: (snapshot.taken_at <= now + _CLOCK_ERROR, snapshot.taken_at, snapshot.name),
        reverse=True,
    )


def unsettled(data_dir: Path) -> list[Snapshot]:
    """Of databases that were taken from under the program, as far as no start has dealt with them; newest first."""
    return [snapshot for snapshot in listed(data_dir) if snapshot.reason == MOVED]


def settle(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """A start has dealt with these. Returns them under their new names. Raises OSError."""
    settled = []
    for snapshot in snapshots:
        name = snapshot.name + SETTLED
        path = snapshot.path.rename(snapshot.path.with_stem(name))
        settled.append(replace(snapshot, name=name, path=path, reason=snapshot.reason + SETTLED))
    return settled


def rotate(data_dir: Path, *, now: datetime) -> None:
    """Remove what is no longer to be kept. Best effort: what stays is removed next time."""
    for snapshot in superfluous(listed(data_dir), now=now):
        try:
            snapshot.path.unlink()
        except OSError as error:
            log.warning("removing the snapshot %s: %s", snapshot.path, error)


def superfluous(snapshots: Iterable[Snapshot], *, now: datetime) -> list[Snapshot]:
    """Those that need not be kept: the newest of each of the last days and weeks stay, those before the last
    migrations and the last ones of files that were taken away, as far as there is room for them; the newest first."""
    ordered = newest_first(snapshots, now=now)
    kept: set[str] = set()

    def keep_one_each(of: Callable[[Snapshot], object], n_kept: int, *, kind: str = DAILY) -> None:
        seen: set[object] = set()
        for snapshot in ordered:
            group = of(snapshot)
            if _kind(snapshot) == kind and group not in seen and len(seen) < n_kept:
                seen.add(group)
                kept.add(snapshot.name)

    keep_one_each(lambda snapshot: snapshot.taken_at.date(), KEPT_DAYS)
    keep_one_each(lambda snapshot: snapshot.taken_at.isocalendar()[:2], KEPT_WEEKS)
    keep_one_each(lambda snapshot: snapshot.name, KEPT_BEFORE_MIGRATIONS, kind=BEFORE)
    keep_one_each(lambda snapshot: snapshot.name, KEPT_MOVED, kind=MOVED)
    # Of the largest, not the newest: a database that suddenly is small is when the large ones are wanted.
    room_bytes = max(ROOM_BYTES, ROOM_FACTOR * max((one.size_bytes for one in ordered), default=0))
    removed = []
    for index, snapshot in enumerate(ordered):
        room_bytes -= snapshot.size_bytes if snapshot.name in kept else 0
        if snapshot.reason == MOVED:  # what is in it may be nowhere else
            continue
        if index >= KEPT_AT_LEAST and (snapshot.name not in kept or room_bytes < 0):
            removed.append(snapshot)
    return removed


def _kind(snapshot: Snapshot) -> str:
    return next((kind for kind in (BEFORE, MOVED) if snapshot.reason.startswith(kind)), DAILY)


def remove_unfinished(data_dir: Path) -> None:
    """Of processes that ended on the way. One that another process is just making is younger than an hour."""
    for path in places.unfinished_snapshots(data_dir):
        with contextlib.suppress(OSError):
            if abs(datetime.now(UTC).timestamp() - path.stat().st_mtime) > 3600:
                path.unlink()


@contextlib.contextmanager
def reading(path: Path, *, is_stopped: Callable[[], bool] = never) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. Statements end with Stopped soon after `is_stopped` says so."""
    sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=1)
    with contextlib.closing(sql):
        sql.execute("PRAGMA trusted_schema = OFF")
        sql.execute("PRAGMA cell_size_check = ON")
        if is_stopped is not never:
            sql.set_progress_handler(is_stopped, _STEPS_BETWEEN_LOOKS)
        try:
            yield sql
        except sqlite3.OperationalError as error:
            if is_stopped():
                raise Stopped from error
            raise


def _n_purged(path: Path) -> int:
    with reading(path) as sql:
        return purge.count(sql)


def _free_name(folder: Path, now: datetime, reason: str) -> Path:
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    path = folder / f"{moment}-{reason}{places.SUFFIX}"
    n_others = 0
    while path.exists():
        n_others += 1
        path = folder / f"{moment}.{n_others}-{reason}{places.SUFFIX}"
    return path

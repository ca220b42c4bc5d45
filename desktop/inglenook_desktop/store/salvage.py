"""A damaged database becomes a sound one: the newest good snapshot, and over it every row the damaged file still has.

The damaged file is moved aside and never written to. The new one is built beside its place and takes it at the end, so
that a process that ends on the way leaves work to begin again and loses nothing. Only one process may be at it, and no
other may have the database open: `opening` sees to that.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import checkup, places, salvage_rows, snapshots
from .db import Db, as_text
from .disk import to_disk
from .errors import StoreError, StoreProblem, sentence
from .snapshots import Snapshot

if TYPE_CHECKING:
    import sqlite3

    from .db import Connection
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """What came of it. folder: where the damaged file is; None when the file was simply not there.

    n_read, n_from_snapshot: messages by where they came from, and the conversations they are in. snapshot: None when
    there was no good one. unread: newer ones that could not be read at all.
    """

    folder: Path | None
    snapshot: Snapshot | None
    n_read: int
    n_read_conversations: int
    n_from_snapshot: int
    n_from_snapshot_conversations: int
    unread: tuple[Snapshot, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """For the person: what happened, to what, and what they have now."""
        taken = "" if self.snapshot is None else _moment(self.snapshot)
        read = counted_messages(self.n_read, self.n_read_conversations)
        of_snapshot = counted_messages(self.n_from_snapshot, self.n_from_snapshot_conversations)
        if self.folder is None:
            sentences = ["The file with your conversations was missing or empty."]
            if self.snapshot is None:
                sentences.append("No snapshot of it can be read, so your history begins anew.")
            else:
                sentences.append(f"Inglenook put back the snapshot of {taken}: {of_snapshot}.")
        else:
            sentences = [
                f"The file with your conversations was damaged. Inglenook keeps it as it was in {self.folder}, until "
                "you delete something for ever, and has put your history together again.",
                f"{_capital(read)} could be read from the damaged file.",
            ]
            if self.snapshot is None:
                sentences.append("There was no snapshot to fill in what could not be read.")
            elif self.n_from_snapshot:
                sentences.append(f"{_capital(of_snapshot)} could not, and came from the snapshot of {taken}.")
            else:
                sentences.append(f"Nothing had to be taken from the snapshot of {taken}.")
        if self.unread:
            newer = ", ".join(_moment(snapshot) for snapshot in self.unread)
            sentences.append(
                f"The disk did not let newer snapshots be read ({newer}); inglenook history verify tells whether it "
                "does now, and inglenook history restore puts one back."
            )
        return (" ".join(sentences),)


def is_missing(path: Path) -> bool:
    """Whether there is no database where there was one: its log, snapshots or a rescue that was broken off tell of it.

    An empty file alone is what a kill during the first start leaves.
    """
    if has_content(path):
        return False
    if has_content(path.with_name(path.name + "-wal")):  # SQLite would delete it
        return True
    return bool(snapshots.listed(path.parent)) or _unfinished(path.parent) is not None


def rescue(path: Path, *, now: datetime) -> Rescue:
    """Put a sound database at `path`, in place of a damaged or missing one. Raises StoreError, sqlite3.Error, OSError,
    and can then be called again."""
    data_dir = path.parent
    folder = _set_aside(path, now)
    building = places.rescue(data_dir)
    for part in places.beside(building):
        part.unlink(missing_ok=True)
    chosen = snapshots.newest_good(data_dir, now=now)
    snapshot = chosen.snapshot
    os.close(os.open(building, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if snapshot is not None:
        shutil.copyfile(snapshot.path, building)
    Db(building).close()  # makes the tables, or brings those of the snapshot up to date
    found = salvage_rows.Found()
    with _filling(building) as sql:
        of_snapshot = _placed(sql)
        if folder is not None:
            found = salvage_rows.merge(sql, folder / places.FILE_NAME)
        placed = _placed(sql)
    _require_sound(building, path)
    to_disk(building)
    building.replace(path)
    to_disk(data_dir)
    if folder is not None:
        places.put_together_mark(folder).touch(mode=0o600)
    done = Rescue(
        folder=folder,
        snapshot=snapshot,
        n_read=len(found.messages),
        n_read_conversations=len({placed[id_] for id_ in found.messages}),
        n_from_snapshot=len(of_snapshot.keys() - found.messages),
        n_from_snapshot_conversations=len({placed[id_] for id_ in of_snapshot.keys() - found.messages}),
        unread=chosen.unread,
    )
    log.warning("rescued %s: %s", path, done)
    return done


def put_back(path: Path, snapshot: Snapshot, *, now: datetime) -> Path | None:
    """The snapshot takes the place of the database, which is kept aside; returns where, None when there was none.

    Nobody has the database open. Ids given since are not given again. Raises sqlite3.Error, OSError.
    """
    data_dir = path.parent
    building = places.rescue(data_dir)
    for part in places.beside(building):
        part.unlink(missing_ok=True)
    os.close(os.open(building, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    shutil.copyfile(snapshot.path, building)
    with _filling(building) as sql:
        for table, last_id in _last_ids(path).items():
            raised = sql.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last_id, table))
            if not raised.rowcount:
                sql.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last_id))
    to_disk(building)
    folder = None
    if has_content(path):
        folder = _new_folder(data_dir, now, "replaced")
        if _fold_log(path):
            _second_name(path, folder / path.name)  # the database is never missing, not for a moment
            to_disk(folder)
        else:
            _move(path, folder)
    building.replace(path)
    to_disk(data_dir)
    return folder


def _require_sound(building: Path, path: Path) -> None:
    """Makes full-text indexes anew where only they are wrong. Raises StoreError DAMAGED, sqlite3.Error, OSError."""
    problems = snapshots.check(building)
    if indexes := checkup.indexes_to_rebuild(problems):
        with _filling(building) as sql:
            checkup.rebuild(sql, indexes)
        problems = snapshots.check(building)
    if problems:
        detail = f"what was put together is not sound: {problems[0]}"
        raise StoreError(StoreProblem.DAMAGED, sentence(StoreProblem.DAMAGED, path), detail=detail)


def _second_name(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:  # a file system without links
        shutil.copyfile(path, other)
        other.chmod(0o600)
        to_disk(other)


def _fold_log(path: Path) -> bool:
    """Whether the file alone is the whole database. Closing the last connection makes it so."""
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as sql:
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        log.warning("folding the log into %s: %s", path, error)
    return not has_content(path.with_name(path.name + "-wal"))


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Move the damaged file and its log out of the way, or find where an earlier attempt left them.

    The file goes first: a log without its file is understood by the next attempt, a file without its log would seem
    whole and be older.
    """
    data_dir = path.parent
    folder = _unfinished(data_dir)
    if has_content(path):
        if folder is None or (folder / path.name).exists():
            folder = _new_folder(data_dir, now, "damaged")
    elif folder is None:
        if not has_content(path.with_name(path.name + "-wal")):
            for part in places.beside(path):
                part.unlink(missing_ok=True)
            return None
        folder = _new_folder(data_dir, now, "damaged")
    _move(path, folder)
    return folder


def has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _move(path: Path, folder: Path) -> None:
    for part in places.beside(path):
        with contextlib.suppress(FileNotFoundError):
            part.replace(folder / part.name)
    to_disk(folder)
    to_disk(path.parent)


def _unfinished(data_dir: Path) -> Path | None:
    """Where a rescue that was broken off left the damaged file."""
    for folder in reversed(places.kept_damaged(data_dir)):
        return None if places.put_together_mark(folder).exists() else folder
    return None


def _new_folder(data_dir: Path, now: datetime, why: str) -> Path:
    kept = places.kept_folder(data_dir)
    kept.mkdir(mode=0o700, exist_ok=True)
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    n_others = 0
    while True:
        folder = kept / (f"{moment}.{n_others}-{why}" if n_others else f"{moment}-{why}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            n_others += 1
            continue
        to_disk(kept)
        return folder


@contextlib.contextmanager
def _filling(building: Path) -> Iterator[Connection]:
    """A fast connection to a file that nobody misses if this process ends."""
    sql = sqlite3.connect(building, isolation_level=None)
    sql.text_factory = as_text
    with contextlib.closing(sql):
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "trusted_schema = OFF", "secure_delete = ON"):
            sql.execute(f"PRAGMA {pragma}")
        sql.execute("BEGIN")
        yield sql
        sql.execute("COMMIT")


def _placed(sql: Connection) -> dict[int, int]:
    """The conversation of each message."""
    return dict(sql.execute("SELECT id, conversation_id FROM messages").fetchall())


def _last_ids(path: Path) -> dict[str, int]:
    """By table; {} where the file cannot say."""
    if not path.exists():
        return {}
    try:
        with snapshots.reading(path) as sql:
            return dict(sql.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    except sqlite3.Error as error:
        log.warning("the last ids of %s: %s", path, error)
        return {}


def counted_messages(n_messages: int, n_conversations: int) -> str:
    """A piece of a sentence; each of its forms is whole, so that it can be translated."""
    if n_conversations == 1:
        return "1 message in 1 conversation" if n_messages == 1 else f"{n_messages:,} messages in 1 conversation"
    if n_messages == 1:
        return f"1 message in {n_conversations:,} conversations"
    return f"{n_messages:,} messages in {n_conversations:,} conversations"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(snapshot: Snapshot) -> str:
    return f"{snapshot.taken_at:%Y-%m-%d %H:%M} UTC"

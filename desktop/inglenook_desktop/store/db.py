"""The connection: opening a database file safely, its pragmas, transactions, and errors as sentences.

Owns everything that is true of any SQLite file of ours; knows the tables only through `migrations`. A connection
belongs to the thread that opened it.
"""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlite_utils import Database

from . import schema
from .errors import StoreError, StoreProblem, from_os, from_sqlite, sentence
from .log_folding import LogFolding
from .log_syncing import WHOLE_LOG, LogSyncing, write_again
from .migrations import migrations
from .places import FILE_NAME, damage_mark, refused_mark

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3  # pysqlite3 where installed: a current SQLite, and the same for all of us

log = logging.getLogger("store")

APPLICATION_ID = 0x496E676C
"""Marks the file as ours ("Ingl"); `file` and SQLite's own tools show it."""

WRITE_WAIT_MS = 1_000
"""How long a write waits for another process's write. Ours take milliseconds; the window cannot wait much longer."""

CHECKPOINT_WAIT_MS = 200
"""How long emptying the log waits for readers and writers; it can be done later."""

OPEN_WAIT_MS = 5_000
"""How long opening waits, for instance while another process migrates."""

MOVED_AGAIN_S = 30.0
"""How long after a failure it is tried again to keep what is in a file that was taken away: a try copies all of it."""

MIN_SQLITE = (3, 43, 0)
"""The first with octet_length, and with a full-text index that lets go of what was deleted."""

MEMORY = Path(":memory:")
"""In place of a path: a database that never touches a disk and is gone when it is closed."""

_WAL_LIMIT_BYTES = 16 << 20

_TELLS_LOG = (3, 51, 0)
"""The first SQLite that says how long its log is without doing anything to it."""
_LOG_HEADER_BYTES, _FRAME_HEADER_BYTES = 32, 24

Connection = sqlite3.Connection

T = TypeVar("T")


class Db:
    """An open database. `read` and `write` are the only ways to the connection, so that every error is translated."""

    def __init__(
        self,
        path: Path,
        *,
        before_migration: Callable[[str], None] | None = None,
        when_moved: Callable[[Connection], bool] | None = None,
        beside: Db | None = None,
    ) -> None:
        """Open, migrate. Raises StoreError and then leaves no connection behind and a foreign file untouched.

        before_migration: called with the name of the first step that an older database lacks, before it is taken.
        when_moved: called, outside a transaction, when the file is found to be no longer where it was: what is in it
        can still be read through this connection, and nowhere else once that is closed. Until it has returned True it
        is called again at later writes, at most every MOVED_AGAIN_S.
        beside: an open connection to the same file, perhaps of another thread. No file is made then: MOVED when it is
        no longer where that one found it. One in memory, of this thread, is copied as it is now, and the copy may be
        used on another.
        """
        self._when_moved = when_moved
        self._moved_again_at = 0.0
        self.path = path
        self._before_migration = before_migration
        self._log_syncing: LogSyncing | None = None
        if beside is not None:
            self._log_syncing = beside._log_syncing  # to see that there is no hole in what it folds in
        self._refused_mark = refused_mark(path)
        self._log_folding: LogFolding | None = None
        self._syncs_later = self._has_made_up = False
        self._page_bytes = 0
        self._has_log = False
        self.is_in_memory = path == MEMORY
        self._sql: Connection
        require_sqlite(sqlite3.sqlite_version_info, path)
        with translated(path):
            if beside is not None:
                beside.require_in_place()
            elif not self.is_in_memory:
                _create_private_file(path)
            self._sql = _connected(path, may_create=beside is None)
            try:
                if beside is not None and self.is_in_memory:
                    beside._sql.backup(self._sql)
                if beside is not None:  # it may have gone since the look before
                    beside.require_in_place()
                self._prepare()
                self._data_version = self._read_data_version()
                self._files = {} if self.is_in_memory else _identities(path)
            except BaseException:
                self._sql.close()
                raise
        self._wait_ms = OPEN_WAIT_MS
        try:
            self.put_on_disk()
        except StoreError as error:  # it can be read; each write tries it again
            log.error("opening %s: %s", path, error)

    def close(self) -> None:
        """Closing twice is fine. The last connection folds the log into the file; that it cannot loses nothing."""
        if self._log_folding is not None:
            self._log_folding.stop()
        if self._log_syncing is not None and self._syncs_later:
            self._log_syncing.stop()
            try:
                self.put_on_disk()
            except StoreError as error:
                log.error("closing %s: %s", self.path, error)
            self._syncs_later = False
        try:
            self._sql.close()
        except sqlite3.Error as error:
            log.warning("closing %s: %s", self.path, error)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view for all statements inside. Raises StoreError."""
        with translated(self.path):
            self._sql.execute("BEGIN")
            try:
                yield self._sql
            finally:
                self._roll_back()

    @contextmanager
    def write(self, *, wait_ms: int = WRITE_WAIT_MS, goes_on: bool = False) -> Iterator[Connection]:
        """One transaction: durable when the block ends, or soon after (`sync_later`), undone when it raises. Raises
        StoreError.

        wait_ms: how long to wait for another process that is writing. IMMEDIATE, because a transaction that begins as
        a reader cannot wait for its turn to write. goes_on: more of the same comes soon, see `LogFolding`.
        """
        with translated(self.path):
            self._require_in_place()
            self.put_on_disk(wait_ms=wait_ms)
            self._wait_at_most(wait_ms)
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield self._sql
                self._sql.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            if self._log_syncing is not None and self._syncs_later:
                self._log_syncing.written(self._log_bytes())
            if self._log_folding is not None:
                self._log_folding.written(goes_on=goes_on)

    def sync_later(self, failed: Callable[[], None]) -> None:
        """From now on a write ends when no end of the program can lose it, and reaches the disk beside; see
        `LogSyncing`. Nothing changes in memory, nor where there is no log.

        failed: called on another thread when the disk refused it. Each later write tries to make up for that first.
        """
        if self._has_log and not self._syncs_later:
            self._syncs_later = True
            (self._page_bytes,) = self._sql.execute("PRAGMA page_size").fetchone()
            self._sql.execute("PRAGMA synchronous = NORMAL")
            self._sql.execute("PRAGMA wal_autocheckpoint = 0")
            self._log_syncing = LogSyncing(_log_of(self.path), self._refused_mark, failed=failed)
            self._log_folding = LogFolding(_log_of(self.path), self._fold_beside)

    def _log_bytes(self) -> int:
        """How much of the log's file is in use: all of it where an older SQLite cannot tell, or it went wrong. It comes
        after a commit, which has happened, so it never raises."""
        if sqlite3.sqlite_version_info < _TELLS_LOG:
            return WHOLE_LOG
        try:
            (_is_busy, n_frames, _n_folded) = self._sql.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        except sqlite3.Error as error:
            log.warning("how long the log of %s is: %s", self.path, error)
            return WHOLE_LOG
        return _LOG_HEADER_BYTES + int(n_frames) * (_FRAME_HEADER_BYTES + self._page_bytes)

    def wait_for_disk(self, timeout_s: float | None = None) -> bool:
        """Whether all that was written is on the disk, for which this waits."""
        return self._log_syncing is None or self._log_syncing.wait(timeout_s)

    def put_on_disk(self, *, wait_ms: int = WRITE_WAIT_MS) -> None:
        """Once more what the disk refused, here or of somebody else; usually there is nothing. Raises StoreError when
        it refuses again.

        Written again in its place it may still not be there: ext4 takes a block for filled whose filling failed. So it
        goes into the file as well, and the log gives its blocks back; while a reader needs them, that is tried again
        with the next write.
        """
        if not self._lacks():
            return
        with translated(self.path):
            self._wait_at_most(wait_ms)
            self._sql.execute("BEGIN IMMEDIATE")  # nobody writes to the log meanwhile
            try:
                self.require_in_place()
                if not self._lacks():  # another was faster
                    return
                if self._log_syncing is not None:
                    self._log_syncing.make_up()
                elif not self._has_made_up:
                    write_again(_log_of(self.path))
                    self._has_made_up = True
            finally:
                self._roll_back()
            if self._cut_log():
                self._refused_mark.unlink(missing_ok=True)
                self._has_made_up = False
                if self._log_syncing is not None:
                    self._log_syncing.cut()

    def _lacks(self) -> bool:
        """Whether the log may have a hole on the disk."""
        if not self._has_log:
            return False
        return (self._log_syncing is not None and self._log_syncing.has_failed) or self._refused_mark.exists()

    def empty_log(self) -> bool:
        """Fold the log into the file and cut it to nothing. False while another connection needs it. Raises StoreError.

        Whatever was deleted is then in neither of them, because secure_delete writes zeros over it.
        """
        self._make_log_whole()
        with translated(self.path):
            return self._cut_log()

    def _cut_log(self) -> bool:
        self._wait_at_most(CHECKPOINT_WAIT_MS)
        (is_busy, _n_pages, _n_folded) = self._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy

    def fold_log(self) -> None:
        """As much of the log into the file as nobody needs; other connections go on meanwhile. Raises StoreError."""
        self._make_log_whole()
        with translated(self.path):
            self._sql.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def _fold_beside(self) -> None:
        """On another thread. Raises StoreError."""
        db = Db(self.path, beside=self)
        try:
            db.fold_log()
        finally:
            db.close()

    def _make_log_whole(self) -> None:
        """Before it goes into the file: after a power cut a log with a hole would be taken, up to there, for newer than
        the file. Raises StoreError where the disk refuses it."""
        if self._log_syncing is not None:
            self._log_syncing.wait()
            self.put_on_disk()

    def changed_elsewhere(self) -> bool:
        """Whether another connection has committed since the last call, or since opening. Raises StoreError."""
        with translated(self.path):
            version = self._read_data_version()
        changed = version != self._data_version
        self._data_version = version
        return changed

    def require_in_place(self) -> None:
        """Raises StoreError MOVED when the file or its log is no longer the one that was opened. On any thread."""
        if self._files and not _identities(self.path).items() >= self._files.items():
            log.error("%s is no longer the file that was opened", self.path)
            raise StoreError(StoreProblem.MOVED, sentence(StoreProblem.MOVED, self.path))

    def _require_in_place(self) -> None:
        """SQLite would write on into a deleted file, and what it acknowledges would be gone with this connection."""
        try:
            self.require_in_place()
        except StoreError:
            if self._when_moved is not None and time.monotonic() >= self._moved_again_at:
                if self._when_moved(self._sql):
                    self._when_moved = None
                self._moved_again_at = time.monotonic() + MOVED_AGAIN_S
            raise

    def _wait_at_most(self, wait_ms: int) -> None:
        """For another connection's lock."""
        if wait_ms != self._wait_ms:
            self._sql.execute(f"PRAGMA busy_timeout = {int(wait_ms)}")  # a pragma takes no parameters
            self._wait_ms = wait_ms

    def _read_data_version(self) -> int:
        (version,) = self._sql.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _roll_back(self) -> None:
        """Leave the transaction, if SQLite has not already done so because of the error that led here."""
        if self._sql.in_transaction:
            try:
                self._sql.execute("ROLLBACK")
            except sqlite3.Error as error:
                log.warning("rolling back %s: %s", self.path, error)

    def _prepare(self) -> None:
        sql = self._sql
        # Bytes that are not UTF-8 can come only from another program; they must not make a conversation unreadable.
        sql.text_factory = as_text
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "secure_delete = ON",
            "synchronous = FULL",  # NORMAL loses acknowledged messages in a power cut, where nobody syncs beside
            "fullfsync = ON",  # macOS: fsync alone leaves the data in the drive's cache
            "checkpoint_fullfsync = ON",
            f"journal_size_limit = {_WAL_LIMIT_BYTES}",
            "wal_autocheckpoint = 4000",  # pages; folding the log in is a wait, and with 1,000 one save in 50 had it
        ):
            sql.execute(f"PRAGMA {pragma}")
        utils = Database(sql, execute_plugins=False)
        sql.execute("BEGIN")  # one view: another process may be making the tables just now
        try:
            pending = self._pending_migrations(utils)
            is_new = not migrations.applied(utils)
        finally:
            self._roll_back()
        if self.is_in_memory:
            sql.execute("PRAGMA temp_store = MEMORY")  # what sorting and undoing lay aside would go to a file
        else:
            self._enter_wal()
        if pending:
            if not is_new:
                self._require_usable()
                if self._before_migration is not None:
                    self._before_migration(pending[0])
            self._migrate(utils)
        sql.execute("PRAGMA foreign_keys = ON")

    def _require_usable(self) -> None:
        """A step that meets a damaged schema would be a mistake of ours."""
        if problems := schema.problems(self._sql):
            raise StoreError(
                StoreProblem.DAMAGED, sentence(StoreProblem.DAMAGED, self.path), detail="; ".join(problems)
            )

    def _migrate(self, utils: Database) -> None:
        """All pending steps in one transaction. Of two processes that come at once, the second finds the work done."""
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            if self._pending_migrations(utils):
                migrations.apply(utils)
                self._sql.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._sql.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _pending_migrations(self, utils: Database) -> list[str]:
        """The names of the steps still to come. Only reads, in the caller's transaction. Raises StoreError for a file
        of another program or of a later version of this one."""
        (application_id,) = self._sql.execute("PRAGMA application_id").fetchone()
        (n_tables,) = self._sql.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application_id != APPLICATION_ID and (application_id != 0 or n_tables > 0):
            raise StoreError(StoreProblem.NOT_OURS, sentence(StoreProblem.NOT_OURS, self.path))
        done = {migration.name for migration in migrations.applied(utils)}
        if schema.has_gap(done) or (n_tables > 0 and not done):
            detail = f"the list of steps is damaged: {', '.join(sorted(done))}"
            raise StoreError(StoreProblem.DAMAGED, sentence(StoreProblem.DAMAGED, self.path), detail=detail)
        newer = done.difference(schema.known_steps())
        if newer:
            detail = f"steps unknown to this version: {', '.join(sorted(newer))}"
            raise StoreError(StoreProblem.NEWER, sentence(StoreProblem.NEWER, self.path), detail=detail)
        return [migration.name for migration in migrations.pending(utils)]

    def _enter_wal(self) -> None:
        """Write-ahead logging. Some locks on the way do not wait by themselves, so this does."""
        deadline = time.monotonic() + OPEN_WAIT_MS / 1000
        while True:
            try:
                (mode,) = self._sql.execute("PRAGMA journal_mode = WAL").fetchone()
                break
            except sqlite3.OperationalError as error:
                translated_error = from_sqlite(error, self.path)
                if translated_error is None or translated_error.problem is not StoreProblem.LOCKED:
                    raise
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        self._has_log = mode == "wal"
        if not self._has_log:  # a file system without shared memory; slower with two processes, and as durable
            log.warning("%s uses journal mode %s", self.path, mode)


def as_text(data: bytes) -> str:
    """A plain function with positional arguments, because a list of 10,000 conversations calls it 50,000 times."""
    return data.decode("utf-8", "replace")


def quickly(sql: Connection, read: Callable[[], T]) -> T:
    """What `read` makes of thousands of rows. The driver's own decoding takes a fifth less time in all, and refuses
    what is not UTF-8; where there is some, it is all read again as everywhere else."""
    sql.text_factory = str
    try:
        return read()
    except sqlite3.OperationalError:
        log.debug("read again, with text that is not UTF-8")
    finally:
        sql.text_factory = as_text
    return read()


def require_sqlite(version: tuple[int, ...], path: Path) -> None:
    """Raise StoreError for a SQLite that does not understand our tables."""
    if version < MIN_SQLITE:
        reason = ".".join(map(str, version))
        raise StoreError(StoreProblem.OLD_SQLITE, sentence(StoreProblem.OLD_SQLITE, path, reason=reason))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the system about `path` become StoreError; our own mistakes travel on."""
    try:
        yield
    except sqlite3.Error as error:
        known = from_sqlite(error, path)
        if known is None:
            raise
        log.warning("%s: %s", path, known.detail)
        if known.problem is StoreProblem.DAMAGED and path.name == FILE_NAME:
            leave_damage_mark(path.parent)
        raise known from error
    except OSError as error:
        raise from_os(error, path) from error


def leave_damage_mark(data_dir: Path) -> None:
    """The next start checks everything. Best effort: it may be the disk that is broken."""
    try:
        damage_mark(data_dir).touch(mode=0o600)
    except OSError as error:
        log.warning("marking %s as damaged: %s", data_dir, error)


def _connected(path: Path, *, may_create: bool) -> Connection:
    """may_create: False for a file that is to be there already; SQLite would make an empty one."""
    wait_s = OPEN_WAIT_MS / 1000
    if may_create or path == MEMORY:
        return sqlite3.connect(path, isolation_level=None, timeout=wait_s, check_same_thread=may_create)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=wait_s)


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _identities(path: Path) -> dict[str, tuple[int, int]]:
    """Which files the database and its log are now; those that are not there are left out. Raises OSError."""
    found = {}
    for part in (path, _log_of(path)):
        try:
            status = part.stat()
        except (FileNotFoundError, NotADirectoryError):  # what else goes wrong is no sign that it is gone
            continue
        found[part.name] = (status.st_dev, status.st_ino)
    return found


def _create_private_file(path: Path) -> None:
    """An empty file that only its owner can read, unless there is one; SQLite gives its log the same mode.

    One that is there is not opened: closing it again would drop the locks that another connection of this process has
    on it, and another process could then take the log away from under that connection.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600))
    except FileExistsError:
        if path.is_dir():
            reason = errno.EISDIR
        elif os.access(path, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            return
        else:
            reason = errno.EACCES
        raise OSError(reason, os.strerror(reason), str(path)) from None

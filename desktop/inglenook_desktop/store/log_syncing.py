"""The log reaches the disk on a thread of its own, for whoever cannot wait for a disk.

With SQLite's `synchronous = FULL` a commit ends when the disk has the log. That is half a millisecond as a rule, and a
second where the disk has something else to do: a window stood still for it. Here a commit ends when the operating
system has the log, so that no end of the program loses it, and the disk is asked for it in the same moment, beside.
What a power cut takes is what a commit would still be waiting for.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .disk import sync, to_disk

log = logging.getLogger("store")

_CHUNK_BYTES = 1 << 20
_HEAD_BYTES = 32

WHOLE_LOG: Final = 1 << 62
"""More bytes than any has: where nobody can say how long it is."""


class LogSyncing:
    """Of one open database. `wait` and `make_up` may be called on any thread, all else on that of the connection; its
    own thread calls `failed`.

    A disk that refused once is not asked again: the system takes what was refused for written, so that the next success
    says nothing of it, and there is a hole in the log. `has_failed` holds until `make_up` has written it again. The
    system may also forget what it takes for written, so it is kept here until then. `mark` tells it to others that have
    the same file open, or will have.
    """

    def __init__(self, path: Path, mark: Path, *, failed: Callable[[], None]) -> None:
        """path: of the log, which is opened when something was written. mark: an empty file that is there as long as
        the log has a hole. failed: once for each failure."""
        self._path: Final = path
        self._mark: Final = mark
        self._failed: Final = failed
        self._condition: Final = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="store sync", daemon=True)
        self._n_written = 0
        self._n_synced = 0
        self._start = self._end = 0  # of what was told of and is not on the disk, in bytes of the log
        self._head = b""  # of the log: another one each time that it is begun anew
        self._n_begun = self._n_refusals = 0
        self._has_failed = self._has_made_up = self._has_mark = False
        self._refused = b""  # what lay from `_start` to `_end` then
        self._is_stopping = False
        self._thread.start()

    @property
    def has_failed(self) -> bool:
        return self._has_failed

    def written(self, n_bytes: int) -> None:
        """After each commit. n_bytes: so long is the log now, or WHOLE_LOG."""
        head = self._read_head()
        with self._condition:
            self._n_written += 1
            if not head or head != self._head or n_bytes < self._end or n_bytes == WHOLE_LOG:
                self._head, self._start, self._refused = head, 0, b""
                self._n_begun += 1
            self._end = n_bytes
            self._condition.notify_all()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Whether all that was written until now is on the disk. False after a failure, or where it takes longer."""
        with self._condition:
            n_wanted = self._n_written
            self._condition.wait_for(lambda: self._has_failed or self._n_synced >= n_wanted, timeout_s)
            return self._n_synced >= n_wanted

    def make_up(self) -> None:
        """While there is a mark: write what may be lacking in the log once more and wait for the disk; nothing where
        that was done. For whoever holds the lock of writers, so that nobody adds to it or begins it anew. Raises
        OSError when the disk refuses again."""
        head = self._read_head()
        while not self._has_made_up:
            with self._condition:  # what is on the disk already is not put at risk
                n_refusals = self._n_refusals
                is_known = self._has_failed and bool(head) and head == self._head
                place, kept = (self._start, self._refused) if is_known else (0, b"")
            write_again(self._path, place, kept)
            with self._condition:
                if n_refusals == self._n_refusals:  # none came meanwhile, for what was asked for before
                    self._has_failed, self._refused, self._has_made_up = False, b"", True
                    self._n_synced = self._n_written
                    self._condition.notify_all()

    def cut(self) -> None:
        """The log was cut to nothing after that, and the mark taken away."""
        with self._condition:
            self._has_made_up = self._has_mark = False

    def stop(self) -> None:
        """What was written goes to the disk first. Before the database is closed: Windows deletes no open file."""
        with self._condition:
            self._is_stopping = True
            self._condition.notify_all()
        self._thread.join()

    def _work(self) -> None:
        descriptor: int | None = None
        try:
            while (behind := self._next()) is not None:
                n_written, end, n_begun = behind
                try:
                    if descriptor is None:
                        descriptor = os.open(self._path, os.O_RDWR)
                        with contextlib.suppress(OSError):  # some file systems cannot, as SQLite knows
                            to_disk(self._path.parent)  # a log that was just made has a name that is not there yet
                    sync(descriptor)
                except OSError as error:
                    log.warning("%s does not reach the disk: %s", self._path, error)
                    self._keep_refused(descriptor)
                    if descriptor is not None:
                        os.close(descriptor)  # it would tell of this once more when it has been made up for
                        descriptor = None
                    self._tell()
                else:
                    self._synced(n_written, end, n_begun)
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def _keep_refused(self, descriptor: int | None) -> None:
        is_alone = True
        try:
            self._mark.touch(mode=0o600, exist_ok=False)
            self._has_mark = True
        except FileExistsError:
            is_alone = self._has_mark
        except OSError as error:
            log.warning("%s cannot be made: %s", self._mark, error)
        with self._condition:
            if not is_alone:  # nobody knows where the other hole is
                self._start = 0
            elif descriptor is not None and self._read_head() == self._head:
                self._refused = _read_between(descriptor, self._start, self._end)
            self._has_failed, self._has_made_up = True, False
            self._n_refusals += 1
            self._condition.notify_all()

    def _read_head(self) -> bytes:
        """b"" where it cannot be read: then the log counts as another one."""
        try:
            with self._path.open("rb", buffering=0) as file:
                return file.read(_HEAD_BYTES)
        except OSError:
            return b""

    def _tell(self) -> None:
        try:
            self._failed()
        except Exception:  # who should hear of it may be gone; the thread is needed
            log.exception("nobody hears that %s does not reach the disk", self._path)

    def _next(self) -> tuple[int, int, int] | None:
        """How often something was written, to which end, and how often the log was begun, once that is more than is on
        the disk; None when it is time to end."""
        with self._condition:
            self._condition.wait_for(lambda: self._is_stopping or self._is_behind)
            return (self._n_written, self._end, self._n_begun) if self._is_behind else None

    @property
    def _is_behind(self) -> bool:
        return not self._has_failed and self._n_synced < self._n_written

    def _synced(self, n_written: int, end: int, n_begun: int) -> None:
        with self._condition:
            self._n_synced = max(self._n_synced, n_written)
            if n_begun == self._n_begun:
                self._start = max(self._start, end)
            self._condition.notify_all()


def write_again(path: Path, place: int = 0, kept: bytes = b"") -> None:
    """The log from `place` on, as the system has it, and onto the disk. kept: what the first of it is to be, which the
    system may have forgotten. For whoever holds the lock of writers. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        while chunk := kept[:_CHUNK_BYTES] or _read_at(descriptor, place):
            os.lseek(descriptor, place, os.SEEK_SET)
            n_bytes = os.write(descriptor, chunk)
            place, kept = place + n_bytes, kept[n_bytes:]
        sync(descriptor)
    finally:
        os.close(descriptor)


def _read_at(descriptor: int, place: int) -> bytes:
    os.lseek(descriptor, place, os.SEEK_SET)
    return os.read(descriptor, _CHUNK_BYTES)


def _read_between(descriptor: int, place: int, end: int) -> bytes:
    """b"" where nobody knows the end. Behind it another commit may be on its way."""
    if end > os.fstat(descriptor).st_size:
        return b""
    chunks: list[bytes] = []
    while place < end and (chunk := _read_at(descriptor, place)[: end - place]):
        chunks.append(chunk)
        place += len(chunk)
    return b"".join(chunks)

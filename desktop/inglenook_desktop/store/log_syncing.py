"""The log reaches the disk on a thread of its own, for whoever cannot wait for a disk.

With SQLite's `synchronous = FULL` a commit ends when the disk has the log. That is half a millisecond as a rule, and a
second where the disk has something else to do: a window stood still for it. Here a commit ends when the operating
system has the log, so that no end of the program loses it, and the disk is asked for it in the same moment, beside.
What a power cut takes is what a commit would still be waiting for.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .disk import sync, to_disk

log = logging.getLogger("store")


class LogSyncing:
    """Of one open database. All but `failed`, which its own thread calls, belongs to the thread of the connection.

    A disk that refused once is not asked again: the system may have dropped what it refused, and the next success
    would say nothing of that. `has_failed` holds until somebody has brought the log into the file and says `made_up`.
    """

    def __init__(self, path: Path, *, failed: Callable[[], None]) -> None:
        """path: of the log, which is opened when something was written. failed: once for each failure."""
        self._path: Final = path
        self._failed: Final = failed
        self._condition: Final = threading.Condition()
        self._thread: threading.Thread | None = None
        self._n_written = 0
        self._n_synced = 0
        self._has_failed = False
        self._is_stopping = False

    @property
    def has_failed(self) -> bool:
        return self._has_failed

    def written(self) -> None:
        """After each commit."""
        with self._condition:
            self._n_written += 1
            self._condition.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="store sync", daemon=True)
            self._thread.start()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Whether all that was written until now is on the disk. False after a failure, or where it takes longer."""
        with self._condition:
            n_wanted = self._n_written
            self._condition.wait_for(lambda: self._has_failed or self._n_synced >= n_wanted, timeout_s)
            return self._n_synced >= n_wanted

    def made_up(self) -> None:
        """All that was written is in the file, and that is on the disk."""
        with self._condition:
            self._has_failed = False
            self._n_synced = self._n_written

    def stop(self) -> None:
        """What was written goes to the disk first. Before the database is closed: Windows deletes no open file."""
        with self._condition:
            self._is_stopping = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        descriptor: int | None = None
        try:
            while (n_written := self._next()) is not None:
                try:
                    if descriptor is None:
                        descriptor = os.open(self._path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
                        to_disk(self._path.parent)  # a log that was just made has a name that is not there yet
                    sync(descriptor)
                except OSError as error:
                    log.warning("%s does not reach the disk: %s", self._path, error)
                    self._ended(n_written, is_synced=False)
                    self._failed()
                else:
                    self._ended(n_written, is_synced=True)
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def _next(self) -> int | None:
        """How much was written, once there is more of it than on the disk; None when it is time to end."""
        with self._condition:
            self._condition.wait_for(lambda: self._is_stopping or self._is_behind)
            return self._n_written if self._is_behind else None

    @property
    def _is_behind(self) -> bool:
        return not self._has_failed and self._n_synced < self._n_written

    def _ended(self, n_written: int, *, is_synced: bool) -> None:
        with self._condition:
            if is_synced:
                self._n_synced = max(self._n_synced, n_written)
            self._has_failed |= not is_synced
            self._condition.notify_all()

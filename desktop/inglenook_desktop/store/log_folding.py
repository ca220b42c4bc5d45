"""The log goes into the file on a thread of its own, for whoever cannot wait for a disk.

SQLite would fold the log in when it has grown large, within the write that is made just then: whoever watched a long
answer come saw the window stand still for it. The first write after a folding begins the log anew, for which even a
connection that syncs later waits for the disk, and the disk is tired then: so it is not done while an answer is being
saved, unless that is longer than any that is worth reading.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .errors import StoreError

log = logging.getLogger("store")

AFTER_BYTES: Final = 24 << 20
"""Of log. SQLite cuts one that is begun anew to two thirds of it, so that a larger one is one that is full."""

LATEST_AFTER_BYTES: Final = 128 << 20
"""While an answer is being saved. One of two million characters makes 100 MB."""

STOP_WAIT_S: Final = 0.25


class LogFolding:
    """Of one database file. `written` and `stop` are called on one thread, which owns it."""

    def __init__(self, path: Path, fold: Callable[[], None]) -> None:
        """path: of the log. fold: does it, on the thread that calls it; raises StoreError."""
        self._path: Final = path
        self._fold: Final = fold
        self._thread: threading.Thread | None = None
        self._n_folded_bytes = 0

    def written(self, *, goes_on: bool) -> None:
        """After each commit. goes_on: more of the same comes soon. Nothing while the folding before is under way."""
        try:
            n_bytes = self._path.stat().st_size
        except OSError:
            return
        if n_bytes < self._n_folded_bytes:
            self._n_folded_bytes = 0  # it was begun anew
        if n_bytes - self._n_folded_bytes < (LATEST_AFTER_BYTES if goes_on else AFTER_BYTES):
            return
        if self._thread is None or not self._thread.is_alive():
            self._n_folded_bytes = n_bytes
            self._thread = threading.Thread(target=self._work, name="store log", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Before the file is closed. A disk that takes long has its time alone: nothing depends on the folding."""
        if self._thread is not None:
            self._thread.join(STOP_WAIT_S)

    def _work(self) -> None:
        try:
            self._fold()
        except StoreError as error:
            log.info("the log %s is folded in later: %s", self._path, error)

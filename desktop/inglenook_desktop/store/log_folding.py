"""The log of an answer's saves goes into the file on a thread of its own. Each save writes the whole answer, and SQLite
folds the log in when it has grown large, within the save that is made just then: whoever watched a long answer come
saw the window stand still for it, at the end more often than not.

The first write after it begins the log anew, for which even a connection that syncs later waits for the disk, and the
disk is tired then: so it is not done before the end of an answer, unless that is longer than any that is worth reading.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from .db import Db
from .errors import StoreError

log = logging.getLogger("store")

AFTER_CHARACTERS: Final = 3_000_000
"""Saved since the last time, at the end of an answer: some thirteen megabytes of log."""

LATEST_AFTER_CHARACTERS: Final = 50_000_000
"""Within one answer: some 130 megabytes, half of what SQLite waits for. One of two million characters has 40 of them
saved."""

STOP_WAIT_S: Final = 0.25


class LogFolding:
    """Of one database file. `saved`, `ended` and `stop` are called on one thread, which owns it."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._thread: threading.Thread | None = None
        self._n_characters = 0

    def saved(self, n_characters: int) -> None:
        """After each save. Nothing while the folding before is under way, or in memory."""
        self._n_characters += n_characters
        self._fold_after(LATEST_AFTER_CHARACTERS)

    def ended(self) -> None:
        """After the last save of an answer."""
        self._fold_after(AFTER_CHARACTERS)

    def _fold_after(self, n_characters: int) -> None:
        if self._n_characters < n_characters or self._db.is_in_memory:
            return
        if self._thread is not None and self._thread.is_alive():
            return
        self._n_characters = 0
        self._thread = threading.Thread(target=self._work, name="store log", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Before the file is closed. A disk that takes long has its time alone: nothing depends on the folding."""
        if self._thread is not None:
            self._thread.join(STOP_WAIT_S)

    def _work(self) -> None:
        try:
            db = Db(self._db.path, beside=self._db)
            try:
                db.fold_log()
            finally:
                db.close()
        except StoreError as error:
            log.info("the log of %s is folded in later: %s", self._db.path, error)

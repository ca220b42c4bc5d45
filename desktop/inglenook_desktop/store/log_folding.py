"""The log of large saves goes into the file on a thread of its own. SQLite folds it in when it has grown to some
megabytes, within the save that is made just then: with an answer of 2 MB that took as long as the save itself, twice
over, and whoever watched the answer come saw the window stand still.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from .db import Db
from .errors import StoreError

log = logging.getLogger("store")

LARGE_CHARACTERS: Final = 300_000
"""A save of so many is a good part of what the log may hold."""

STOP_WAIT_S: Final = 0.25


class LogFolding:
    """Of one database file. `begin` and `stop` are called on one thread, which owns it."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """After a save. Nothing while the one before is under way, or in memory."""
        if self._db.is_in_memory or (self._thread is not None and self._thread.is_alive()):
            return
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

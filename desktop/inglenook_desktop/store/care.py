"""What the store does for itself while nobody waits: long answers enter the index of the search, and once a day it is
checked as a whole and a snapshot is made.

On a thread of its own: SQLite works there for seconds without Python, on connections of its own, and the window goes on
meanwhile. It ends within milliseconds when it is told to, but for the moments in which the system takes a snapshot to
the disk.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from . import checkup, late_index, snapshots
from .db import Db
from .errors import StoreError, StoreProblem

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

DAMAGED: Final = (
    "Inglenook has checked the file with your conversations and found damage in it. Close Inglenook and start it "
    "again: it then keeps the damaged file aside and puts your history together from it and the newest snapshot."
)

STOP_WAIT_S: Final = 0.25
"""How long stopping waits: taking 2 GB to a slow disk cannot be broken off, and the window must not stand still."""

_CHECKED_FOR = timedelta(days=1)
_AGAIN_AFTER = timedelta(hours=1)
"""After a snapshot that could not be made: each try copies and checks everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """has_words: answers wait for the index of the search."""

    has_words: bool = False
    check: bool = False
    snapshot: bool = False


class Care:
    """Of one database file. `start` and `stop` are called on one thread, which owns it."""

    def __init__(self, db: Db, *, now: Callable[[], datetime]) -> None:
        self._db = db
        self._path = db.path
        self._now = now
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        # Written by the thread, read by the owner once that has ended.
        self._checked_at: datetime | None = None
        self._failed_at: datetime | None = None
        self._is_damaged = False

    def start(self, on_damage: Callable[[str], None]) -> bool:
        """Begin in the background when anything is due. True when it began; never in memory.

        on_damage: called on the other thread, with a sentence for the person; once, because only a start can mend it.
        """
        if self._db.is_in_memory or self.is_running or self._is_damaged:
            return False
        due = self._due()
        if not any((due.has_words, due.check, due.snapshot)):
            return False
        self._stop.clear()
        self._thread = threading.Thread(target=self._work, args=(on_damage, due), name="store care", daemon=True)
        self._thread.start()
        return True

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Give up what is under way. It has ended when this returns, or does so by itself once the disk lets it go."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(STOP_WAIT_S)
            if self._thread.is_alive():
                log.info("the check of %s ends later", self._path)

    def wait(self) -> None:
        """Until nothing is under way."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _due(self) -> _Due:
        has_words = False
        try:
            has_words = late_index.is_due(self._db)
            now = self._now()
            # A snapshot of today tells that today's check was done, perhaps by another window.
            if not snapshots.is_due(self._path.parent, now):
                return _Due(has_words=has_words)
            check = not _is_within(self._checked_at, now, _CHECKED_FOR)
            has_failed = _is_within(self._failed_at, now, _AGAIN_AFTER)
            return _Due(has_words=has_words, check=check, snapshot=not has_failed and snapshots.has_room(self._path))
        except (StoreError, OSError) as error:
            log.warning("no snapshot of %s: %s", self._path, error)
            return _Due(has_words=has_words)

    def _work(self, on_damage: Callable[[str], None], due: _Due) -> None:
        try:
            if due.has_words:
                self._put_words_in()
            if due.check:
                self._is_damaged = bool(checkup.in_background(self._path, is_stopped=self._stop.is_set))
                self._checked_at = self._now()
            if due.snapshot and not self._is_damaged:
                self._take()
        except snapshots.Stopped:
            log.info("the check of %s was stopped", self._path)
        except (sqlite3.Error, OSError) as error:
            self._failed_at = self._now()
            log.warning("no snapshot of %s: %s", self._path, error)
        if self._is_damaged:
            on_damage(DAMAGED)

    def _put_words_in(self) -> None:
        try:
            db = Db(self._path, beside=self._db)
            try:
                late_index.put_in(db, is_stopped=self._stop.is_set)
            finally:
                db.close()
        except StoreError as error:
            log.warning("long answers are not in the index yet: %s", error)

    def _take(self) -> None:
        """Raises Stopped, sqlite3.Error, OSError."""
        try:
            taken = snapshots.take(self._path, snapshots.DAILY, now=self._now(), is_stopped=self._stop.is_set)
        except StoreError as error:
            if error.problem is not StoreProblem.DAMAGED:
                raise
            checkup.leave_mark(self._path, error.detail)
            self._is_damaged = True
            return
        if taken is None:
            self._failed_at = self._now()


def _is_within(moment: datetime | None, now: datetime, interval: timedelta) -> bool:
    """False for a moment in the future too: the clock was set back."""
    return moment is not None and timedelta(0) <= now - moment < interval

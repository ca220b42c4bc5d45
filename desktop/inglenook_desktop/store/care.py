"""What the store does for itself while nobody waits: the whole check and the snapshot of the day.

On a thread of its own, the one exception to the window having no other: SQLite works there for seconds without Python,
on connections that only read, and the window writes on meanwhile. It ends within milliseconds when it is told to, but
for the moments in which the system takes a snapshot to the disk.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import checkup, snapshots
from .db import MEMORY
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


class Care:
    """Of one database file. `start` and `stop` are called on one thread, which owns it."""

    def __init__(self, path: Path, *, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        # Written by the thread, read by the owner once that has ended.
        self._checked_at: datetime | None = None
        self._failed_at: datetime | None = None
        self._is_damaged = False

    def start(self, on_damage: Callable[[str], None]) -> bool:
        """Begin in the background when the day's check or snapshot are due. True when it began; never in memory.

        on_damage: called on the other thread, with a sentence for the person; once, because only a start can mend it.
        """
        if self._path == MEMORY or self.is_running or self._is_damaged:
            return False
        now = self._now()
        try:
            # A snapshot of today tells that today's check was done, perhaps by another window.
            if not snapshots.is_due(self._path.parent, now):
                return False
            needs_check = not _is_within(self._checked_at, now, _CHECKED_FOR)
            has_failed = _is_within(self._failed_at, now, _AGAIN_AFTER)
            needs_snapshot = not has_failed and snapshots.has_room(self._path)
        except OSError as error:
            log.warning("no snapshot of %s: %s", self._path, error)
            return False
        if not needs_check and not needs_snapshot:
            return False
        self._stop.clear()
        self._thread = threading.Thread(
            target=self._work, args=(on_damage, needs_check, needs_snapshot), name="store care", daemon=True
        )
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

    def _work(self, on_damage: Callable[[str], None], needs_check: bool, needs_snapshot: bool) -> None:
        try:
            if needs_check:
                self._is_damaged = bool(checkup.in_background(self._path, is_stopped=self._stop.is_set))
                self._checked_at = self._now()
            if needs_snapshot and not self._is_damaged:
                self._take()
        except snapshots.Stopped:
            log.info("the check of %s was stopped", self._path)
        except (sqlite3.Error, OSError) as error:
            self._failed_at = self._now()
            log.warning("no snapshot of %s: %s", self._path, error)
        if self._is_damaged:
            on_damage(DAMAGED)

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

"""What the store does for itself while nobody waits: the whole check and the snapshot of the day.

On a thread of its own, the one exception to the window having no other: SQLite works there for seconds without Python,
on connections that only read, and the window writes on meanwhile. It ends within milliseconds when it is told to.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import checkup, snapshots
from .db import MEMORY

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

DAMAGED: Final = (
    "Inglenook has checked the file with your conversations and found damage in it. Close Inglenook and start it "
    "again: it then keeps the damaged file aside and puts your history together from it and the newest snapshot."
)


class Care:
    """Of one database file. `start` and `stop` are called on one thread, which owns it."""

    def __init__(self, path: Path, *, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, on_damage: Callable[[str], None]) -> bool:
        """Begin in the background when the day's check and snapshot are due. True when it began; never in memory.

        on_damage: called on the other thread, with a sentence for the person.
        """
        if self._path == MEMORY or self.is_running or not snapshots.is_due(self._path.parent, self._now()):
            return False
        self._stop.clear()
        self._thread = threading.Thread(target=self._work, args=(on_damage,), name="store care", daemon=True)
        self._thread.start()
        return True

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Give up what is under way, and wait for its end."""
        self._stop.set()
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self, on_damage: Callable[[str], None]) -> None:
        try:
            if checkup.in_background(self._path, is_stopped=self._stop.is_set):
                on_damage(DAMAGED)
            else:
                snapshots.take(self._path, snapshots.DAILY, now=self._now(), is_stopped=self._stop.is_set)
        except snapshots.Stopped:
            log.info("the check of %s was stopped", self._path)
        except (sqlite3.Error, OSError) as error:
            log.warning("no snapshot of %s: %s", self._path, error)

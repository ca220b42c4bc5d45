"""Small files that a window keeps while it is used, written on a thread: a disk that is busy does not hold it up.

For what is worth no more than the moment in which it was so. Whoever ends something waits with `finish`.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from .settings import write_kept

_log = logging.getLogger("inglenook.ui")


class LaterFiles:
    """Of each path the newest value alone, in the order of the first. There is a thread only while there is work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[Path, object] = {}
        self._lacking: set[Path] = set()
        self._thread: threading.Thread | None = None

    def write(self, path: Path, value: object) -> None:
        """As `settings.write_kept`, soon. value: frozen."""
        with self._lock:
            self._waiting[path] = value
            if self._thread is None:
                thread = threading.Thread(target=self._work, name="small files")
                thread.start()
                self._thread = thread

    def lacks(self, path: Path) -> bool:
        """Whether the last try to write it failed."""
        return path in self._lacking

    def finish(self) -> None:
        """All that was asked for is on the disk, or has failed."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                path = next(iter(self._waiting))
                value = self._waiting.pop(path)
            is_written = False
            try:
                is_written = write_kept(path, value)
            except Exception:  # a mistake of ours with one file, which must not keep the others from being written
                _log.exception("%s cannot be written", path)
            (self._lacking.discard if is_written else self._lacking.add)(path)

"""What a person changed goes into `settings.toml` on a thread: one who zooms does not wait for a disk. No Qt."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .preferences import Preferences
from .preferences_file import is_whole, read_preferences, write_preferences

_log = logging.getLogger("inglenook.ui")

Change = Callable[[Preferences], Preferences]


class PreferencesWriting:
    """Of one data folder. There is a thread only while there is work."""

    def __init__(self, data_dir: Path, done: Callable[[], None]) -> None:
        """done: called on that thread when all that was asked for is in the file, or could not be written."""
        self._data_dir: Final = data_dir
        self._done: Final = done
        self._lock: Final = threading.Lock()
        self._changes: list[Change] = []
        self._wanted = Preferences()
        self._thread: threading.Thread | None = None  # the last one
        self._is_working = self._lacks = False

    @property
    def is_behind(self) -> bool:
        """What the file says is not the newest."""
        return self._is_working or self._lacks

    @property
    def lacks(self) -> bool:
        """It could not be written."""
        return self._lacks

    def ask(self, change: Change, wanted: Preferences) -> None:
        """Apply the change to what the file says by then, which another program may have changed as well. wanted: what
        is in force with it, for a file that could not be written the last time, is damaged or gone."""
        with self._lock:
            self._changes.append(change)
            self._wanted = wanted
            if not self._is_working:
                self._is_working = True
                self._thread = threading.Thread(target=self._work, args=(self._thread,), name="settings")
                self._thread.start()

    def finish(self) -> None:
        """All that was asked for is on the disk, or could not be, and `done` will not be called any more."""
        if self._thread is not None:
            self._thread.join()

    def _work(self, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()
        while True:
            with self._lock:
                changes, self._changes = self._changes, []
                wanted = self._wanted
                if not changes:
                    self._is_working = False
                    break
            try:
                is_there = not self._lacks and is_whole(self._data_dir)
                preferences = read_preferences(self._data_dir) if is_there else wanted
                for change in changes:
                    preferences = change(preferences)
                self._lacks = not write_preferences(self._data_dir, preferences)
            except Exception:  # a mistake of ours must not leave the window without its settings
                _log.exception("settings.toml cannot be written")
                self._lacks = True
        self._done()

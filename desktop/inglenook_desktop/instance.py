"""One window for a data folder. The first holds a lock; a second touches a file that the first watches, and leaves.

The lock is the operating system's, so it is gone when its process is, however that ended. Nothing here is needed for
the data to be safe (the store is made for several processes); it only keeps two windows from standing side by side.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import IO

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

_log = logging.getLogger("inglenook.ui")

LOCK_NAME = "window.lock"
RAISE_NAME = "window.raise"


class AlreadyOpenError(Exception):
    """Another process shows the window of this data folder."""


def lock_window(data_dir: Path) -> IO[bytes] | None:
    """The lock, held as long as the file is open. None where the folder cannot hold one. Raises AlreadyOpenError."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.fdopen(os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    except OSError as error:
        _log.info("no window lock: %s", error)
        return None
    try:
        _lock(file)
    except (BlockingIOError, PermissionError) as error:
        file.close()
        raise AlreadyOpenError from error
    except OSError as error:  # a file system without locks
        _log.info("no window lock: %s", error)
    return file


def ask_to_raise(data_dir: Path) -> None:
    """Called by the second window before it leaves. Never raises OSError."""
    try:
        with (data_dir / RAISE_NAME).open("ab") as file:
            file.truncate(0)
            file.write(b"raise\n")
    except OSError as error:
        _log.warning("the open window cannot be told to come forward: %s", error)


class RaiseWatcher(QObject):
    """Emits `raise_requested` when another process called `ask_to_raise` for this folder."""

    raise_requested = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path = data_dir / RAISE_NAME
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_changed)
        try:
            path.touch(mode=0o600)
        except OSError as error:
            _log.info("%s cannot be watched: %s", path, error)
            return
        self._watcher.addPath(str(path))

    def _on_changed(self, _path: str) -> None:
        self.raise_requested.emit()


def _lock(file: IO[bytes]) -> None:
    """Take the lock or raise at once: BlockingIOError or PermissionError when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.set_inheritable(file.fileno(), False)

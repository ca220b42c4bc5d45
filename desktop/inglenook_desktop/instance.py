"""One window for a data folder. The first holds a lock; a second touches a file that the first watches, and leaves.

The lock is the operating system's, so it is gone when its process is, however that ended. Nothing here is needed for
the data to be safe (the store is made for several processes); it only keeps two windows from standing side by side.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import sys
from pathlib import Path
from typing import IO

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

_log = logging.getLogger("inglenook.ui")

LOCK_NAME = "window.lock"
RAISE_NAME = "window.raise"
ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"


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


def ask_to_raise(data_dir: Path, *, is_new: bool = False) -> None:
    """Called by the second window before it leaves. is_new: the person wants a new conversation. Never raises
    OSError."""
    wish = {"is_new": is_new, "token": os.environ.get(ACTIVATION_TOKEN, ""), "number": secrets.token_hex(8)}
    try:
        with (data_dir / RAISE_NAME).open("ab") as file:
            file.truncate(0)
            file.write(json.dumps(wish).encode("ascii"))
    except OSError as error:
        _log.warning("the open window cannot be told to come forward: %s", error)


def let_come_forward(token: str) -> None:
    """token: of the key or the click that wants a window in front, "" for none. Without it a Wayland compositor lets no
    window come forward; Qt takes it from here."""
    if token and "\0" not in token:
        os.environ[ACTIVATION_TOKEN] = token


class RaiseWatcher(QObject):
    """Emits `raise_requested` (whether a new conversation is wanted) once for every call of `ask_to_raise` for this
    folder by another process."""

    raise_requested = Signal(bool)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path = data_dir / RAISE_NAME
        self._last = ""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_changed)
        try:
            path.touch(mode=0o600)
        except OSError as error:
            _log.info("%s cannot be watched: %s", path, error)
            return
        self._watcher.addPath(str(path))

    def _on_changed(self, _path: str) -> None:
        """Called for the emptying of the file too, and more than once for what is written."""
        try:
            text = self._path.read_text(encoding="utf-8")
            wish = json.loads(text)
        except (OSError, ValueError):
            return
        if text == self._last or not isinstance(wish, dict):
            return
        self._last = text
        let_come_forward(str(wish.get("token", "")))
        self.raise_requested.emit(wish.get("is_new") is True)


def _lock(file: IO[bytes]) -> None:
    """Take the lock or raise at once: BlockingIOError or PermissionError when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.set_inheritable(file.fileno(), False)

"""Which processes are alive, by a lock that the operating system drops when a process ends, however it ends.

Every open store holds `<data_dir>/owners/<id>.lock` for its whole life. Who can take the lock of an id knows that its
process is gone. Process numbers would not do: they are used again.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger("store")

_SUFFIX = ".lock"


class Owner:
    """This process's claim. The lock is not inherited by child processes."""

    def __init__(self, data_dir: Path) -> None:
        """Raises OSError when the folder cannot be written."""
        self.folder = data_dir / "owners"
        self.folder.mkdir(mode=0o700, exist_ok=True)
        while True:
            self.id = uuid.uuid4().hex
            path = _path(self.folder, self.id)
            descriptor = os.open(path, _OPEN_FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
            # Between creation and lock another process may have taken the file for a dead one's and removed it.
            if _try_lock(descriptor) and _is_same_file(descriptor, path):
                self._descriptor: int | None = descriptor
                return
            os.close(descriptor)

    def release(self) -> None:
        """Give the lock up. Releasing twice is fine."""
        if self._descriptor is not None:
            _remove(_path(self.folder, self.id))
            os.close(self._descriptor)
            self._descriptor = None

    def dead_among(self, ids: Iterable[str]) -> list[str]:
        """Those of `ids` whose process has ended. Their lock files stay, so that asking again gives the same answer.

        An id whose lock cannot be examined counts as living: a running answer is worth more than a tidy list.
        """
        return [owner for owner in ids if owner != self.id and self._is_dead(owner)]

    def has_others(self) -> bool:
        """Whether another store of this folder is open, in this process or another."""
        return any(
            path.suffix == _SUFFIX and path.stem != self.id and not self._is_dead(path.stem)
            for path in self.folder.iterdir()
        )

    def remove_stale(self) -> None:
        """Remove the lock files of processes that have ended. Best effort: a file that stays does no harm."""
        try:
            paths = [path for path in self.folder.iterdir() if path.suffix == _SUFFIX and path.stem != self.id]
        except OSError as error:
            log.warning("looking for stale locks in %s: %s", self.folder, error)
            return
        for path in paths:
            try:
                descriptor = os.open(path, _OPEN_FLAGS)
            except OSError:
                continue
            try:
                if _try_lock(descriptor):
                    _remove(path)
            except OSError as error:
                log.warning("removing the stale lock %s: %s", path, error)
            finally:
                os.close(descriptor)

    def _is_dead(self, owner: str) -> bool:
        try:
            descriptor = os.open(_path(self.folder, owner), _OPEN_FLAGS)
        except (FileNotFoundError, ValueError):  # ValueError: a NUL in a damaged id
            return True
        except OSError as error:
            log.warning("examining the lock of %s: %s", owner, error)
            return False
        try:
            return _try_lock(descriptor)
        except OSError as error:
            log.warning("examining the lock of %s: %s", owner, error)
            return False
        finally:
            os.close(descriptor)  # drops the lock again


class LoneOwner(Owner):
    """Of a store in memory. Nothing is locked and nothing is on the disk: no other process can have written there."""

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex
        self._descriptor = None


class Gate:
    """Held while a data folder is being opened. The lock is the system's, so that it goes with its process."""

    def __init__(self, data_dir: Path, *, wait_s: float) -> None:
        """Wait until nobody else holds it; `is_held` tells whether that came in time. Raises OSError."""
        folder = data_dir / "owners"
        folder.mkdir(mode=0o700, exist_ok=True)
        self._descriptor: int | None = _open_gate(folder)
        deadline = time.monotonic() + wait_s
        while not _try_lock(self._descriptor):
            if time.monotonic() > deadline:
                self.release()
                break
            time.sleep(0.002)

    @property
    def is_held(self) -> bool:
        return self._descriptor is not None

    def release(self) -> None:
        """Twice is fine."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _path(folder: Path, owner: str) -> Path:
    return folder / f"{owner}{_SUFFIX}"


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


_OPEN_FLAGS = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _open_gate(folder: Path) -> int:
        return os.open(folder / "opening", _OPEN_FLAGS | os.O_CREAT, 0o600)

else:
    import fcntl

    def _open_gate(folder: Path) -> int:
        """The folder itself: there is no file to be left behind."""
        return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _remove(path: Path) -> None:
    """Remove a lock file while holding its lock, so that nobody comes to own a file that is no longer there.

    Windows refuses to remove an open file; the file then stays until a later start, and does no harm.
    """
    try:
        path.unlink()
    except OSError as error:
        log.info("removing %s: %s", path, error)

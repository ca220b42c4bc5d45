"""Small files in the data folder, each replaced whole, and the library's own among them: what was fetched, imported,
added. JSON.

A damaged file is set aside and an empty one is used; it is never a reason not to list models.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from inglenook_engine.errors import WireError
from inglenook_engine.wire import from_json, to_json

from .entries import LibraryError

_log = logging.getLogger("inglenook.library")

MAX_BYTES = 32 << 20
_WRITING = "library.lock"
_ACTING = "models.lock"

T = TypeVar("T")


def read_kept(path: Path, kind: type[T]) -> T:
    """What the file holds; `kind()` where there is none or it cannot be understood. Never raises. kind: a dataclass
    whose fields all have defaults."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return kind()
    try:
        if len(data) > MAX_BYTES:
            raise WireError(f"longer than {MAX_BYTES} bytes")
        return from_json(kind, json.loads(data))
    except (ValueError, RecursionError, WireError) as error:
        _log.warning("%s is damaged and set aside: %s", path.name, error)
        set_aside(path)
        return kind()


def set_aside(path: Path) -> Path | None:
    """A damaged file, out of the way: `name.damaged`, or `name.damaged-2` and so on beside earlier ones. Returns where
    it is now; None where it had to stay. Never raises."""
    names = (path.name + ".damaged" + (f"-{number}" if number > 1 else "") for number in itertools.count(1))
    try:
        kept = next(one for one in map(path.with_name, names) if not os.path.lexists(one))
        path.rename(kept)
    except (OSError, ValueError) as error:
        _log.warning("%s cannot be set aside: %s", path.name, error)
        return None
    return kept


def write_kept(path: Path, value: object) -> None:
    """As `replace_file`. Raises LibraryError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, json.dumps(to_json(value), indent=1).encode("ascii"))
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be written: {error.strerror or error}. Make room on that disk or mend its permissions."
        ) from error


def replace_file(path: Path, data: bytes) -> None:
    """Written beside and renamed, for the person's eyes alone, and on the disk when this returns: a crash or a power
    cut leaves the old file or the new one. Raises OSError; then nothing is left beside it."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """A rename outlives a power cut only when its folder has reached the disk. Windows has no such call."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def changing(data_dir: Path, *, wait_s: float = 5.0) -> AbstractContextManager[None]:
    """For the moment in which one of these files is read and replaced, alone among all processes. Raises LibraryError
    when another takes longer than wait_s."""
    return _alone(data_dir, _WRITING, wait_s)


def acting(data_dir: Path, *, wait_s: float = 0.0) -> AbstractContextManager[None]:
    """While models are imported, moved or removed, which may take long. Raises LibraryError while another does."""
    return _alone(data_dir, _ACTING, wait_s)


@contextlib.contextmanager
def _alone(data_dir: Path, lock_name: str, wait_s: float) -> Iterator[None]:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = open_lock(data_dir / lock_name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise LibraryError(f"{data_dir} cannot be written: {reason}. Choose another folder with --data-dir.") from error
    try:
        deadline = time.monotonic() + wait_s
        while not try_lock(descriptor):
            if time.monotonic() >= deadline:
                raise LibraryError(
                    "Another window or terminal of Inglenook is importing, moving or removing models. Wait until it is "
                    "done, and try again."
                )
            time.sleep(0.005)
        yield
    finally:
        os.close(descriptor)


def open_lock(path: Path) -> int:
    """Raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
    return os.open(path, flags, 0o600)


if sys.platform == "win32":
    import msvcrt

    def try_lock(descriptor: int) -> bool:
        """The system's own lock, which goes with its process, however that ends."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(descriptor: int) -> bool:
        """The system's own lock, which goes with its process, however that ends."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

"""Reading whole model files: hashing, and copying while hashing. In slices, so that a person can stop it."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from .entries import LibraryError

BLOCK_BYTES = 1 << 20

OnBytes = Callable[[int], None]
"""Called with the bytes of each slice as it is done. May raise to stop."""


def sha256_of(path: Path, on_bytes: OnBytes, *, is_from_disk: bool = False) -> str:
    """is_from_disk: what the system keeps of the file in memory is dropped first, where it can be. Raises OSError."""
    digest = hashlib.sha256()
    _read_all(path, digest.update, on_bytes, is_from_disk=is_from_disk)
    return digest.hexdigest()


def git_sha1_of(path: Path, on_bytes: OnBytes) -> str:
    """As git names a blob of this content, and the hub small files. Raises OSError."""
    digest = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
    _read_all(path, digest.update, on_bytes)
    return digest.hexdigest()


def copy_hashed(source: Path, target: Path, on_bytes: OnBytes) -> str:
    """A new file with the content and the time of `source`, on the disk when this returns; its sha256. Raises OSError,
    and LibraryError when `source` changed meanwhile."""
    digest = hashlib.sha256()
    with source.open("rb") as origin, target.open("xb") as copy:
        before = os.fstat(origin.fileno())

        def take(block: memoryview) -> None:
            digest.update(block)
            copy.write(block)

        _slices(origin, take, on_bytes)
        copy.flush()
        os.fsync(copy.fileno())
        after = os.fstat(origin.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise LibraryError(f"{source} changed while it was read. Wait until what writes it is done, and try again.")
    os.utime(target, ns=(after.st_atime_ns, after.st_mtime_ns))
    return digest.hexdigest()


def cloned(source: Path, target: Path) -> bool:
    """Make `target` share the content of `source` until one of them changes, where the file system can: Btrfs, XFS.
    False where it cannot; then there is no `target`."""
    try:
        import fcntl

        with source.open("rb") as origin, target.open("xb") as copy:
            fcntl.ioctl(copy.fileno(), _FICLONE, origin.fileno())
            os.fsync(copy.fileno())
            status = os.fstat(origin.fileno())
    except (OSError, ImportError):
        target.unlink(missing_ok=True)
        return False
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    return True


def is_full_disk(error: OSError) -> bool:
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


_FICLONE = 0x40049409
"""Linux: ioctl that makes one file share another's blocks."""


def _read_all(path: Path, take: Callable[[memoryview], None], on_bytes: OnBytes, *, is_from_disk: bool = False) -> None:
    with path.open("rb") as file:
        if is_from_disk and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        _slices(file, take, on_bytes)


def _slices(file: BinaryIO, take: Callable[[memoryview], None], on_bytes: OnBytes) -> None:
    """As long as the file is at the beginning: one that grows as fast as it is read would never end."""
    block = bytearray(BLOCK_BYTES)
    view = memoryview(block)
    left = os.fstat(file.fileno()).st_size
    while left and (n_bytes := file.readinto(view[:left])):  # type: ignore[attr-defined]  # files have it
        take(view[:n_bytes])
        on_bytes(n_bytes)
        left -= n_bytes

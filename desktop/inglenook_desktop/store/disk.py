"""What a file has, onto the disk: the one place that asks the system for it on behalf of the store."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def to_disk(path: Path) -> None:
    """A file's content, or the names in a folder, so that no power cut takes them back. Raises OSError."""
    if path.is_dir() and sys.platform == "win32":
        return  # Windows writes names with the files
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync(descriptor: int) -> None:
    """The same for an open one; other threads of Python go on meanwhile. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync alone leaves the data in the drive's cache
            return
        except OSError:  # a file system that does not know it; SQLite does the same
            pass
    os.fsync(descriptor)

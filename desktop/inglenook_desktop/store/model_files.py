"""What is known of model files by their content: the sha256 of a file of this path, size and time of change.

Kept under `remembered`, one entry for each path, so that every process that stores a run finds it. Every function works
inside the caller's transaction.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from . import shelf_rows
from .db import Connection

_NAME = "model file "


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """A file as it was when it was looked at. changed_ns: its time of change, since 1970."""

    path: str
    size_bytes: int
    changed_ns: int


def mark_of(path: str) -> FileMark | None:
    """None for what is no file, or cannot be looked at."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return FileMark(path=path, size_bytes=status.st_size, changed_ns=status.st_mtime_ns)


def known_sha256(sql: Connection, path: str) -> str | None:
    """Of the file as it is now; None while nobody knows. A look at the file's folder, no more."""
    mark = mark_of(path) if path else None
    if mark is None or not (kept := shelf_rows.remembered(sql, _NAME + path)):
        return None
    try:
        size_bytes, changed_ns, sha256 = json.loads(kept)
    except (ValueError, TypeError):  # only damage can make it so
        return None
    is_same = (size_bytes, changed_ns) == (mark.size_bytes, mark.changed_ns)
    return sha256 if is_same and isinstance(sha256, str) else None


def keep(sql: Connection, mark: FileMark, sha256: str, *, since: str) -> None:
    """sha256: in lower case. Runs of that file that began since then, a UTC moment, get it too."""
    shelf_rows.remember(sql, _NAME + mark.path, json.dumps([mark.size_bytes, mark.changed_ns, sha256]))
    sql.execute(
        "UPDATE runs SET model_sha256 = ? WHERE model_path = ? AND model_sha256 IS NULL AND started_at >= ?",
        (sha256, os.fspath(mark.path), since),
    )

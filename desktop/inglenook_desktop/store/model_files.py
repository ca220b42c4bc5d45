"""What is known of model files by their content: the sha256 of a file of this path, size and time of change; of a model
in parts, the sha256 of its parts' digests, 32 bytes each, in their order.

Kept under `remembered`, one entry for each path, so that every process that stores a run finds it. Every function works
inside the caller's transaction.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import shelf_rows
from .db import Connection

_NAME = "model file "


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """A model's file, or its parts, as they were when they were looked at. path: of the first. sizes: in bytes.
    changed_ns: their times of change, since 1970."""

    path: str
    sizes: tuple[int, ...]
    changed_ns: tuple[int, ...]


def parts_of(path: str) -> list[str]:
    """The files of the model that is loaded from this one: all parts that its name tells of, or it alone."""
    from ..library.grouping import part_name, part_of, stem_of  # not before a model is there

    first = Path(path)
    part = part_of(stem_of(first.name))
    if part is None:
        return [path]
    name, _, count = part
    return [str(first.with_name(part_name(name, number, count))) for number in range(1, count + 1)]


def mark_of(path: str) -> FileMark | None:
    """None for what is no file, or cannot be looked at, or lacks a part."""
    try:
        found = [Path(part).stat() for part in parts_of(path)]
    except (OSError, ValueError):
        return None
    return FileMark(
        path=path,
        sizes=tuple(status.st_size for status in found),
        changed_ns=tuple(status.st_mtime_ns for status in found),
    )


def joined(digests: Sequence[str]) -> str:
    """Of all parts, from the sha256 of each; that of a single file is its own."""
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256(b"".join(map(bytes.fromhex, digests))).hexdigest()


def known_sha256(sql: Connection, path: str) -> str | None:
    """Of the file as it is now; None while nobody knows. A look at the file's folder, no more."""
    mark = mark_of(path) if path else None
    if mark is None or not (kept := shelf_rows.remembered(sql, _NAME + path)):
        return None
    try:
        sizes, changed_ns, sha256 = json.loads(kept)
    except (ValueError, TypeError):  # only damage can make it so
        return None
    is_same = (sizes, changed_ns) == ([*mark.sizes], [*mark.changed_ns])
    return sha256 if is_same and isinstance(sha256, str) else None


def keep(sql: Connection, mark: FileMark, sha256: str, *, since: str) -> None:
    """sha256: in lower case. Runs of that file that began since then, a UTC moment, get it too."""
    shelf_rows.remember(sql, _NAME + mark.path, json.dumps([mark.sizes, mark.changed_ns, sha256]))
    sql.execute(
        "UPDATE runs SET model_sha256 = ? WHERE model_path = ? AND model_sha256 IS NULL AND started_at >= ?",
        (sha256, os.fspath(mark.path), since),
    )

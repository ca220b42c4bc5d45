"""Looking through folders that may be large, looped, unreadable, far away, or changing meanwhile.

A `Looker` remembers what it saw: a folder whose time of change is the same is not read again, so that looking a second
time costs one stat a folder. It never raises for what it meets; what cannot be read is not there. Opens no model file.
"""

# Strings here: a Path for each of thousands of names would take longer than the disk.
# ruff: noqa: PTH116, PTH118, PTH119, PTH120, PTH123
from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

MAX_DEPTH = 8
MAX_FOLDERS = 20_000
"""In one walk: a person may add their whole disk."""

MAX_ENTRIES = 100_000
"""Of one folder."""

MAX_SMALL_FILE_BYTES = 1 << 20

T = TypeVar("T")

_SETTLED_NS = 3_000_000_000
"""A folder that changed this shortly before it was read may change again without its time telling: some file systems
count two seconds at a time."""

_GROWING_NS = 3600 * 1_000_000_000
"""A file younger than this may still be growing, which no folder's time tells."""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that ends in .gguf. identity: of the file itself, equal for links to it."""

    path: str
    name: str
    size_bytes: int
    mtime_ns: int
    identity: tuple[int | str, ...]
    is_link: bool

    @property
    def folder(self) -> str:
        return os.path.dirname(self.path)


@dataclass(frozen=True, slots=True)
class FolderSeen:
    """files: those that end in .gguf. folders, others: names of what else is there; nothing hidden is among them."""

    path: str
    stamp: tuple[int, int, int]
    is_settled: bool
    files: tuple[FileSeen, ...]
    folders: tuple[str, ...]
    others: tuple[str, ...]
    open_names: frozenset[str]

    @property
    def mtime_ns(self) -> int:
        return self.stamp[0]


class Looker:
    """Used by one thread at a time. Between `begin` and `end` it looks; what it did not look at then is forgotten."""

    def __init__(self) -> None:
        self._seen: dict[str, FolderSeen] = {}
        self._seen_now: dict[str, FolderSeen] = {}
        self._texts: dict[str, tuple[tuple[int, int], bytes]] = {}
        self._texts_now: dict[str, tuple[tuple[int, int], bytes]] = {}
        self._made: dict[Hashable, tuple[object, Any]] = {}
        self._made_now: dict[Hashable, tuple[object, Any]] = {}
        self.n_folders_read = 0

    def begin(self) -> None:
        self._seen_now, self._texts_now, self._made_now = {}, {}, {}
        self.n_folders_read = 0

    def end(self) -> None:
        self._seen, self._texts, self._made = self._seen_now, self._texts_now, self._made_now

    def look(self, place: str | os.PathLike[str]) -> FolderSeen | None:
        """What is in a folder; None where it cannot be read."""
        folder = os.fspath(place)
        try:
            status = os.stat(folder)
            if not stat.S_ISDIR(status.st_mode):
                return None
            stamp = (status.st_mtime_ns, status.st_ino, status.st_dev)
            before = self._seen_now.get(folder) or self._seen.get(folder)
            if before is not None and before.stamp == stamp and before.is_settled:
                seen = _looked_at_again(before)
            else:
                seen = _read(folder, stamp)
                self.n_folders_read += 1
        except (OSError, ValueError):  # ValueError: a NUL in a name that a file told us
            return None
        self._seen_now[folder] = seen
        return seen

    def walk(self, root: str | os.PathLike[str], *, max_depth: int = MAX_DEPTH) -> Iterator[FolderSeen]:
        """A folder and those below it, links to folders followed, each folder once."""
        waiting = [(os.fspath(root), 0)]
        met: set[tuple[int, int]] = set()
        while waiting and len(met) < MAX_FOLDERS:
            path, depth = waiting.pop()
            seen = self.look(path)
            if seen is None or seen.stamp[1:] in met:
                continue
            if seen.stamp[1]:  # some network file systems number nothing; depth alone ends their loops
                met.add(seen.stamp[1:])
            yield seen
            if depth < max_depth:
                waiting.extend((os.path.join(path, name), depth + 1) for name in reversed(seen.folders))

    def made(self, key: Hashable, seen: object, make: Callable[[], T]) -> T:
        """What `make` makes of what was seen, and the same again while the same is seen."""
        before = self._made_now.get(key) or self._made.get(key)
        if before is None or before[0] != seen:
            before = (seen, make())
        self._made_now[key] = before
        made: T = before[1]
        return made

    def text(self, place: str | os.PathLike[str]) -> bytes | None:
        """The content of a small file, kept while its size and time are the same; None where it cannot be read or is
        larger than MAX_SMALL_FILE_BYTES."""
        path = os.fspath(place)
        try:
            status = os.stat(path)
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_SMALL_FILE_BYTES:
                return None
            stamp = (status.st_mtime_ns, status.st_size)
            before = self._texts_now.get(path) or self._texts.get(path)
            if before is not None and before[0] == stamp and time.time_ns() - stamp[0] > _SETTLED_NS:
                self._texts_now[path] = before
                return before[1]
            with open(path, "rb") as file:
                data = file.read(MAX_SMALL_FILE_BYTES + 1)
        except (OSError, ValueError):
            return None
        self._texts_now[path] = (stamp, data)
        return data


def file_seen(place: str | os.PathLike[str], *, is_link: bool = False) -> FileSeen | None:
    """A file by its path, whatever it is called; None for what is not a file that can be looked at."""
    path = os.fspath(place)
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    identity = (status.st_dev, status.st_ino) if status.st_ino else (os.path.realpath(path),)
    return FileSeen(path, os.path.basename(path), status.st_size, status.st_mtime_ns, identity, is_link)


def _read(folder: str, stamp: tuple[int, int, int]) -> FolderSeen:
    now_ns = time.time_ns()
    files: list[FileSeen] = []
    folders: list[str] = []
    others: list[str] = []
    open_names: set[str] = set()
    with os.scandir(folder) as entries:
        for n_entries, entry in enumerate(entries):
            if n_entries >= MAX_ENTRIES:
                break
            name = entry.name
            if name.startswith("."):
                continue
            if _is_folder(entry):
                folders.append(name)
            elif name.lower().endswith(".gguf"):
                is_link = entry.is_symlink()
                seen = file_seen(entry.path, is_link=is_link)
                if seen is not None:
                    files.append(seen)
                if seen is None or is_link or now_ns - seen.mtime_ns < _GROWING_NS:
                    open_names.add(name)
            else:
                others.append(name)
    return FolderSeen(
        path=folder,
        stamp=stamp,
        is_settled=now_ns - stamp[0] > _SETTLED_NS,
        files=tuple(sorted(files, key=lambda file: file.name)),
        folders=tuple(sorted(folders)),
        others=tuple(sorted(others)),
        open_names=frozenset(open_names),
    )


def _looked_at_again(before: FolderSeen) -> FolderSeen:
    """The same names; a link may lead to another file by now, or to one that has come, and a young file may have grown.

    A link to nothing that has become a link to a folder is seen when its folder changes.
    """
    if not before.open_names:
        return before
    files = [file for file in before.files if file.name not in before.open_names]
    is_link = {file.name: file.is_link for file in before.files}
    for name in before.open_names:
        seen = file_seen(os.path.join(before.path, name), is_link=is_link.get(name, True))
        if seen is not None:
            files.append(seen)
    now = tuple(sorted(files, key=lambda file: file.name))
    return before if now == before.files else replace(before, files=now)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False

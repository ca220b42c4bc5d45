"""A disk that loses its power: what it may hold then, given what it was asked to do.

What was synced is there. Of the rest, each request may have happened or not, in any order, and a write may have been
torn at a border of sectors. Names of files are made and taken in order (every journaling file system keeps that), but
how many of them had reached the disk since the folder was last synced is open as well.
"""

from __future__ import annotations

import enum
import itertools
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SECTOR_BYTES: Final = 512


@dataclass(frozen=True, slots=True)
class Write:
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    size_bytes: int


class Luck(enum.StrEnum):
    """What becomes of the requests that were not synced."""

    ALL = "all happened"
    NONE = "none happened"
    PREFIX = "the first ones happened, the last of them in part"
    SUBSET = "any of them happened, each in part"
    NOISE = "any of them happened, and sectors under way hold noise"


@dataclass(slots=True)
class File:
    """synced: what is safe. waiting: what was asked for since, in order."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Write | Truncate] = field(default_factory=list)
    n_gone: int = 0

    @property
    def n_asked(self) -> int:
        """Since the beginning."""
        return self.n_gone + len(self.waiting)

    def sync(self, n_asked: int) -> None:
        """n_asked: so many requests had been made when it began; those that came since may have to wait on."""
        for request in self._taken(n_asked):
            _apply(self.synced, request)

    def refuse(self, n_asked: int) -> None:
        self._taken(n_asked)

    def _taken(self, n_asked: int) -> list[Write | Truncate]:
        n_requests = max(0, n_asked - self.n_gone)  # another sync may have been done meanwhile
        taken, self.waiting = self.waiting[:n_requests], self.waiting[n_requests:]
        self.n_gone += len(taken)
        return taken

    def after_cut(self, luck: Luck, source: random.Random) -> bytes:
        content = bytearray(self.synced)
        match luck:
            case Luck.ALL:
                for request in self.waiting:
                    _apply(content, request)
            case Luck.NONE:
                pass
            case Luck.PREFIX:
                n_whole = source.randint(0, len(self.waiting))
                for request in self.waiting[:n_whole]:
                    _apply(content, request)
                if n_whole < len(self.waiting) and isinstance(torn := self.waiting[n_whole], Write):
                    sectors = _sectors(torn)
                    for sector in sectors[: source.randint(0, len(sectors))]:
                        _apply(content, sector)
            case Luck.SUBSET | Luck.NOISE:
                for request in self.waiting:
                    fate = source.random()
                    if fate < 0.4:
                        _apply(content, request)
                    elif fate < 0.7 and isinstance(request, Write):
                        for sector in _sectors(request):
                            if source.random() < 0.5:
                                _apply(content, sector)
                            elif luck is Luck.NOISE:
                                n_bytes = len(sector.data)
                                noise = bytes(n_bytes) if source.random() < 0.5 else source.randbytes(n_bytes)
                                _apply(content, Write(sector.offset, noise))
        return bytes(content)


class Disk:
    """One folder. Requests go in; `after_cut` tells what could be found, and changes nothing."""

    def __init__(self) -> None:
        self._names: dict[str, File] = {}
        self._synced_names: dict[str, File] = {}
        self._waiting_names: list[tuple[str, File | None]] = []  # None: the name was taken away
        self._syncs: dict[int, tuple[File, int]] = {}

    def open(self, name: str) -> None:
        if name not in self._names:
            self._name(name, File())

    def write(self, name: str, offset: int, data: bytes) -> None:
        self._names[name].waiting.append(Write(offset, data))

    def truncate(self, name: str, size_bytes: int) -> None:
        self._names[name].waiting.append(Truncate(size_bytes))

    def begin_sync(self, name: str, number: int) -> None:
        """On whatever thread, while others write. number: which one it is, until it ends."""
        file = self._names[name]
        self._syncs[number] = file, file.n_asked

    def refuse_sync(self, number: int) -> None:
        """The system tells it once, forgets what it could not write, and takes it for written from then on."""
        file, n_asked = self._syncs.pop(number)
        file.refuse(n_asked)

    def end_sync(self, number: int) -> None:
        file, n_asked = self._syncs.pop(number)
        file.sync(n_asked)

    def rename(self, name: str, to: str) -> None:
        """Of a file that the disk was never asked to write, nothing is known."""
        if name in self._names:
            self._name(to, self._names[name])
            self.delete(name)

    def delete(self, name: str) -> None:
        if name in self._names:
            self._name(name, None)

    def sync_names(self) -> None:
        for name, file in self._waiting_names:
            _rename(self._synced_names, name, file)
        self._waiting_names.clear()

    @property
    def n_waiting(self) -> int:
        """Requests that a cut could undo."""
        files = {id(file): file for file in [*self._names.values(), *self._synced_names.values()]}
        return len(self._waiting_names) + sum(len(file.waiting) for file in files.values())

    def after_cut(self, luck: Luck, source: random.Random) -> dict[str, bytes]:
        names = dict(self._synced_names)
        n_waiting = len(self._waiting_names)
        n_named = {Luck.ALL: n_waiting, Luck.NONE: 0}.get(luck, source.randint(0, n_waiting))
        for name, file in self._waiting_names[:n_named]:
            _rename(names, name, file)
        return {name: file.after_cut(luck, source) for name, file in names.items()}

    def _name(self, name: str, file: File | None) -> None:
        _rename(self._names, name, file)
        self._waiting_names.append((name, file))


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _rename(names: dict[str, File], name: str, file: File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _apply(content: bytearray, request: Write | Truncate) -> None:
    match request:
        case Write(offset=offset, data=data):
            if offset > len(content):
                content.extend(bytes(offset - len(content)))
            content[offset : offset + len(data)] = data
        case Truncate(size_bytes=size_bytes):
            del content[size_bytes:]
            content.extend(bytes(size_bytes - len(content)))


def _sectors(write: Write) -> list[Write]:
    """The parts of a write that the disk does at once."""
    end = write.offset + len(write.data)
    borders = [write.offset, *range((write.offset // SECTOR_BYTES + 1) * SECTOR_BYTES, end, SECTOR_BYTES), end]
    return [
        Write(start, write.data[start - write.offset : stop - write.offset])
        for start, stop in itertools.pairwise(borders)
    ]

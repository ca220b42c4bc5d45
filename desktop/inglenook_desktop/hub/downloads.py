"""The list of downloads as values, what can happen to it, and its file `downloads.json` in the data folder.

No Qt and no network: `download_queue.py` runs what stands here. Names of files come from a hub and are never made into
paths here; the fetcher judges them before it asks or writes anything.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from inglenook_engine.errors import WireError
from inglenook_engine.wire import from_json, to_json

from ..library.kept import set_aside

if TYPE_CHECKING:
    from .reference import ModelReference
    from .variants import Variant

_log = logging.getLogger("inglenook.hub")

FILE_NAME = "downloads.json"
MAX_BYTES = 8 << 20


class DownloadState(StrEnum):
    """QUEUED: waits for its turn, or for a moment. PAUSED: goes on only when the person says so. FAILED: too, and
    `message` says why."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedFile:
    """One file of a download. size_bytes: as the hub lists it, 0 where it does not say. digest: sha256 or git's sha1,
    "" where it is not known. done_bytes: of them here. path: in the cache, "" until the file is whole and verified."""

    name: str
    size_bytes: int = 0
    digest: str = ""
    done_bytes: int = 0
    path: str = ""

    @property
    def is_done(self) -> bool:
        return bool(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One model on its way: one file, or the parts of a split one in their order.

    id: given by the queue. revision: what the person asked for, a branch or a tag. commit: the 40 digits that it stood
    for then; every file comes from this one. tag: what follows the colon in org/name:TAG. message: a sentence about
    its state, "" when there is nothing to say.
    """

    id: int
    repository: str
    commit: str
    revision: str = "main"
    tag: str = ""
    quantization: str = ""
    files: tuple[WantedFile, ...]
    state: DownloadState = DownloadState.QUEUED
    message: str = ""

    @property
    def done_bytes(self) -> int:
        return sum(file.done_bytes for file in self.files)

    @property
    def total_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)

    @property
    def next_file(self) -> WantedFile | None:
        """The one to fetch now, None when all are here."""
        return next((file for file in self.files if not file.is_done), None)

    @property
    def path(self) -> str:
        """What to load: the first file. "" until the download is done."""
        return self.files[0].path if self.state is DownloadState.DONE else ""

    @property
    def name(self) -> str:
        """For a person, and for `models pull`."""
        return f"{self.repository}:{self.tag}" if self.tag else self.repository

    @property
    def is_waiting(self) -> bool:
        """Neither running nor done."""
        return self.state in (DownloadState.QUEUED, DownloadState.PAUSED, DownloadState.FAILED)

    def is_of(self, other: Download) -> bool:
        """Whether both bring the same files."""
        names = [file.name for file in self.files]
        mine, its = (self.repository, self.commit), (other.repository, other.commit)
        return mine == its and names == [file.name for file in other.files]


Downloads = tuple[Download, ...]
"""In the order in which they come; done ones stay where they are until they are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    download: Download


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """It waits for its turn; the person asked for it, or its own reason to wait is in the message."""

    id: int
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progressed:
    """Of one file. size_bytes: as the hub says now; 0 when nothing is said of it."""

    id: int
    name: str
    done_bytes: int
    size_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDone:
    """A file is whole and verified. The last one makes the download done, also when a pause came meanwhile."""

    id: int
    name: str
    path: str
    digest: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLost:
    """A file that was done is no longer where it was; it has to come again."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    id: int
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    id: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedUp:
    """Before the next one above it that waits for its turn too; a happening for those that wait alone."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    id: int


Happening = Added | Queued | Started | Progressed | FileDone | FileLost | Paused | Failed | MovedUp | Removed


def reduce(downloads: Downloads, happening: Happening) -> Downloads:
    """What becomes of the list. Pure; a happening about a download that is not there, or is done, changes nothing."""
    match happening:
        case Added(download=download):
            return (*downloads, download)
        case Removed(id=id):
            return tuple(one for one in downloads if one.id != id)
        case MovedUp(id=id):
            return _moved_up(downloads, id)
        case Queued(id=id, message=message):
            return _changed(downloads, id, lambda one: _in_state(one, DownloadState.QUEUED, message))
        case Started(id=id):
            return _changed(downloads, id, lambda one: _in_state(one, DownloadState.RUNNING, ""))
        case Paused(id=id, message=message):
            return _changed(downloads, id, lambda one: _in_state(one, DownloadState.PAUSED, message))
        case Failed(id=id, message=message):
            return _changed(downloads, id, lambda one: _in_state(one, DownloadState.FAILED, message))
        case Progressed():
            return _changed(downloads, happening.id, lambda one: _progressed(one, happening))
        case FileDone():
            return _changed(downloads, happening.id, lambda one: _file_done(one, happening))
        case FileLost(id=id, name=name):
            return _changed(downloads, id, lambda one: _file_lost(one, name))
        case _:
            assert_never(happening)


def at_start(downloads: Downloads, *, goes_on: bool = False) -> Downloads:
    """The list of an earlier run of the program. Nothing may go out without a click, so what ran or waited is paused;
    goes_on: the person has said that it is to go on by itself."""
    if goes_on:
        return tuple(
            _in_state(one, DownloadState.QUEUED, "") if one.state is DownloadState.RUNNING else one for one in downloads
        )
    sentences = {
        DownloadState.RUNNING: "It was under way when Inglenook was closed. Resume it, and it goes on from there.",
        DownloadState.QUEUED: "It was waiting when Inglenook was closed. Resume it to download it.",
    }
    return tuple(
        _in_state(one, DownloadState.PAUSED, sentences[one.state]) if one.state in sentences else one
        for one in downloads
    )


def wanted(reference: ModelReference, variant: Variant, commit: str) -> Download:
    """A variant of a repository as a download; the queue gives it its id."""
    return Download(
        id=0,
        repository=reference.repository,
        commit=commit,
        revision=reference.revision,
        tag=variant.tag,
        quantization=variant.quantization,
        files=tuple(
            WantedFile(name=file.name, size_bytes=file.size_bytes, digest=file.digest) for file in variant.files
        ),
    )


def next_to_run(downloads: Downloads, held: Collection[int] = ()) -> Download | None:
    """held: downloads that wait for something else than their turn."""
    return next((one for one in downloads if one.state is DownloadState.QUEUED and one.id not in held), None)


def find(downloads: Downloads, id: int) -> Download | None:
    return next((one for one in downloads if one.id == id), None)


def _changed(downloads: Downloads, id: int, change: Callable[[Download], Download]) -> Downloads:
    return tuple(change(one) if one.id == id and one.state is not DownloadState.DONE else one for one in downloads)


def _in_state(download: Download, state: DownloadState, message: str) -> Download:
    return replace(download, state=state, message=message)


def _progressed(download: Download, happening: Progressed) -> Download:
    def seen(file: WantedFile) -> WantedFile:
        if file.name != happening.name or file.is_done:
            return file
        size_bytes = happening.size_bytes or file.size_bytes
        done_bytes = max(0, happening.done_bytes)
        return replace(
            file, done_bytes=min(done_bytes, size_bytes) if size_bytes else done_bytes, size_bytes=size_bytes
        )

    return replace(download, files=tuple(seen(file) for file in download.files))


def _file_done(download: Download, happening: FileDone) -> Download:
    files = tuple(
        replace(
            file,
            path=happening.path,
            digest=happening.digest,
            size_bytes=happening.size_bytes,
            done_bytes=happening.size_bytes,
        )
        if file.name == happening.name
        else file
        for file in download.files
    )
    after = replace(download, files=files)
    return _in_state(after, DownloadState.DONE, "") if after.next_file is None else after


def _file_lost(download: Download, name: str) -> Download:
    files = tuple(replace(file, path="", done_bytes=0) if file.name == name else file for file in download.files)
    return replace(download, files=files)


def _moved_up(downloads: Downloads, id: int) -> Downloads:
    order = list(downloads)
    at = next((i for i, one in enumerate(order) if one.id == id), -1)
    above = next((i for i in range(at - 1, -1, -1) if order[i].state is DownloadState.QUEUED), -1)
    if above < 0 or order[at].state is not DownloadState.QUEUED:
        return downloads
    order.insert(above, order.pop(at))
    return tuple(order)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    downloads: Downloads = ()


def read_downloads(data_dir: Path) -> Downloads:
    """Never raises. A file that cannot be understood becomes `downloads.json.damaged`; what had come of its downloads
    is in the cache all the same, and the next download of it goes on from there."""
    path = data_dir / FILE_NAME
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            _log.warning("%s cannot be read: %s", path, error)
        return ()
    try:
        if len(data) > MAX_BYTES:
            raise WireError(f"longer than {MAX_BYTES} bytes")
        return _checked(from_json(_File, json.loads(data)).downloads)
    except (ValueError, RecursionError, WireError) as error:
        _log.warning("%s is damaged and set aside: %s", path.name, error)
        set_aside(path)
        return ()


def write_downloads(data_dir: Path, downloads: Downloads) -> bool:
    """Written beside and renamed, so that a kill leaves the old list or the new. Not synced: the bytes themselves are
    in the cache, and a sync beside a running download can take seconds. False where it cannot be written."""
    path = data_dir / FILE_NAME
    beside = path.with_suffix(f".json.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(to_json(_File(downloads=downloads)), file, indent=1)
        beside.replace(path)
    except OSError as error:
        _log.warning("%s cannot be written: %s", path, error)
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        return False
    return True


def _checked(downloads: Downloads) -> Downloads:
    """Raises WireError for a list that this module cannot have written."""
    ids = [one.id for one in downloads]
    if len(set(ids)) < len(ids):
        raise WireError("two downloads with one number")
    for one in downloads:
        if not one.files:
            raise WireError(f"download {one.id} has no file")
        if any(min(file.size_bytes, file.done_bytes) < 0 for file in one.files):
            raise WireError(f"download {one.id} has a negative size")
    return downloads

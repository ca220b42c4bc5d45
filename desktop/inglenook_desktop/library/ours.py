"""Which model files this program brought to the machine. Only those are ever removed or changed.

`fetched.json` lists files of the hub cache, `imported.json` those of the models folder. A file counts as ours while it
is the one that was noted: the same place, size and time. Another program may have put a new one there since.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..fetcher.protocol import Fetched
from .entries import LibraryError
from .kept import changing, read_kept, write_kept

_log = logging.getLogger("inglenook.library")

FETCHED = "fetched.json"
IMPORTED = "imported.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """pointer: under its own name, in a snapshot. blob: the file itself. was_downloaded: by us; False where it was in
    the cache before, and only the pointer may be ours. mtime_ns: of the blob."""

    repository: str
    revision: str
    commit: str
    filename: str
    digest: str
    size_bytes: int
    pointer: str
    blob: str
    mtime_ns: int
    was_downloaded: bool
    fetched_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """name: in the models folder. original: where it was imported from."""

    name: str
    sha256: str
    size_bytes: int
    mtime_ns: int
    original: str
    imported_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _FetchedFiles:
    files: tuple[FetchedFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _ImportedFiles:
    files: tuple[ImportedFile, ...] = ()


def record_fetched(
    data_dir: Path,
    fetched: Fetched,
    *,
    repository: str,
    revision: str,
    filename: str,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """To be called for each `Fetched`. Never raises: a file that could not be noted works like any other, and has to be
    removed by hand."""
    blob = os.path.realpath(fetched.path)
    try:
        status = Path(blob).stat()
        with changing(data_dir):
            known = fetched_files(data_dir)
            one = FetchedFile(
                repository=repository,
                revision=revision,
                commit=fetched.commit,
                filename=filename,
                digest=fetched.digest,
                size_bytes=status.st_size,
                pointer=os.fspath(Path(fetched.path).absolute()),
                blob=blob,
                mtime_ns=status.st_mtime_ns,
                was_downloaded=not fetched.was_present or _is_noted(known, blob, status),
                fetched_at=now().astimezone(UTC).isoformat(timespec="seconds"),
            )
            others = tuple(file for file in known if file.pointer != one.pointer)
            write_kept(data_dir / FETCHED, _FetchedFiles(files=(*others, one)))
    except (OSError, LibraryError) as error:
        _log.warning("%s is not noted as fetched: %s", fetched.path, error)


def fetched_files(data_dir: Path) -> tuple[FetchedFile, ...]:
    return read_kept(data_dir / FETCHED, _FetchedFiles).files


def imported_files(data_dir: Path) -> tuple[ImportedFile, ...]:
    return read_kept(data_dir / IMPORTED, _ImportedFiles).files


def is_ours(data_dir: Path, path: Path) -> bool:
    """Whether the file of the hub cache that `path` is or leads to was downloaded by this program."""
    blob = os.path.realpath(path)
    try:
        return _is_noted(fetched_files(data_dir), blob, Path(blob).stat())
    except (OSError, ValueError):
        return False


def imported_file(data_dir: Path, models_folder: Path, path: Path) -> ImportedFile | None:
    """What was noted when `path` was imported; None for a file that somebody else put there, or changed since."""
    try:
        name = os.fspath(path.relative_to(models_folder))
        status = path.lstat()
    except (OSError, ValueError):
        return None
    for file in imported_files(data_dir):
        if file.name == name and (file.size_bytes, file.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return file
    return None


def record_imported(data_dir: Path, files: tuple[ImportedFile, ...]) -> None:
    """Raises LibraryError."""
    names = {file.name for file in files}
    with changing(data_dir):
        others = tuple(file for file in imported_files(data_dir) if file.name not in names)
        write_kept(data_dir / IMPORTED, _ImportedFiles(files=(*others, *files)))


def forget(data_dir: Path, *, pointers: Collection[str] = (), names: Collection[str] = ()) -> None:
    """What was removed. Raises LibraryError."""
    with changing(data_dir):
        if pointers:
            left = tuple(file for file in fetched_files(data_dir) if file.pointer not in pointers)
            write_kept(data_dir / FETCHED, _FetchedFiles(files=left))
        if names:
            kept = tuple(file for file in imported_files(data_dir) if file.name not in names)
            write_kept(data_dir / IMPORTED, _ImportedFiles(files=kept))


def _is_noted(known: tuple[FetchedFile, ...], blob: str, status: os.stat_result) -> bool:
    return any(
        file.was_downloaded
        and file.blob == blob
        and (file.size_bytes, file.mtime_ns) == (status.st_size, status.st_mtime_ns)
        for file in known
    )

"""Bringing a person's GGUF file into the models folder: copied, cloned or linked, hashed, and whole or not at all.

A file is written under another name and renamed when it is whole and on the disk; what a killed import left is removed
by the next one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from ..paths import models_dir
from .entries import LibraryError
from .grouping import part_name, part_of, stem_of
from .hashing import OnBytes, cloned, copy_hashed, is_full_disk, sha256_of
from .kept import acting, sync_folder
from .naming import problem_of, shown
from .ours import ImportedFile, record_imported

RESERVE_BYTES = 200 * 1000 * 1000
"""What stays free on the disk: conversations are to be kept too."""

_MAGIC = b"GGUF"
_LEAST_BYTES = 24
"""The smallest header."""

_UNFINISHED = ".importing"


class How(StrEnum):
    """COPIED: takes its size again. CLONED: shares blocks until one changes. LINKED: the same file under two names."""

    COPIED = "copied"
    CLONED = "cloned"
    LINKED = "linked"
    PRESENT = "present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """paths: in the models folder, the parts of a split model in order. sha256: of each."""

    paths: tuple[Path, ...]
    sha256: tuple[str, ...]
    size_bytes: int
    how: How


def import_model(
    source: Path,
    data_dir: Path,
    *,
    name: str = "",
    wants_link: bool = False,
    on_total: Callable[[int], None] = lambda _n: None,
    on_bytes: OnBytes = lambda _n: None,
) -> Imported:
    """source: a GGUF file, or any part of a split model, whose other parts lie beside it. name: another than the
    file's own. wants_link: a second name for the same file, which must lie on the same disk.

    on_total: called with the bytes that will be read. Raises LibraryError; then nothing was added. What on_bytes raises
    goes through, and nothing was added either.
    """
    parts = _parts_of(source, name)
    folder = models_dir(data_dir)
    with acting(data_dir):
        if folder != data_dir / "models" and not folder.is_dir():
            raise LibraryError(
                f"The models folder {shown(folder)} is not there. Attach the disk that it lies on, or move it back "
                f"with inglenook models move {shown(data_dir / 'models')}."
            )
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _remove_unfinished(folder)
            return _import(parts, folder, data_dir, wants_link=wants_link, on_total=on_total, on_bytes=on_bytes)
        except OSError as error:
            raise _told(error, folder) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    source: Path
    name: str
    size_bytes: int


def _import(
    parts: list[_Part],
    folder: Path,
    data_dir: Path,
    *,
    wants_link: bool,
    on_total: Callable[[int], None],
    on_bytes: OnBytes,
) -> Imported:
    size_bytes = sum(part.size_bytes for part in parts)
    new = [part for part in parts if not os.path.lexists(folder / part.name)]
    there = [part for part in parts if part not in new]
    on_total(sum(part.size_bytes for part in new) + 2 * sum(part.size_bytes for part in there))
    hashes = {part.name: _same_content(part, folder / part.name, on_bytes) for part in there}
    how = How.PRESENT
    unfinished: dict[str, Path] = {}
    try:
        for part in new:
            target = folder / f".{part.name}.{os.getpid()}{_UNFINISHED}"
            unfinished[part.name] = target
            how, hashes[part.name] = _bring(part, target, wants_link=wants_link, on_bytes=on_bytes)
        for part in new:
            _publish(unfinished[part.name], folder / part.name)
        sync_folder(folder)
    finally:
        for path in unfinished.values():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    record_imported(data_dir, tuple(_noted(part, folder, hashes[part.name]) for part in new))
    return Imported(
        paths=tuple(folder / part.name for part in parts),
        sha256=tuple(hashes[part.name] for part in parts),
        size_bytes=size_bytes,
        how=how,
    )


def _bring(part: _Part, target: Path, *, wants_link: bool, on_bytes: OnBytes) -> tuple[How, str]:
    """The content under an unfinished name, and its sha256."""
    if wants_link:
        try:
            target.hardlink_to(part.source)
        except OSError as error:
            raise LibraryError(
                f"{shown(part.source, 300)} cannot be linked into {target.parent}: {error.strerror or error}. Both "
                "must lie on one disk that knows links; without --link it is copied."
            ) from error
        return How.LINKED, _unchanged_hash(part, target, on_bytes)
    if cloned(part.source, target):
        return How.CLONED, _unchanged_hash(part, target, on_bytes)
    _require_space(target.parent, part.size_bytes)
    return How.COPIED, copy_hashed(part.source, target, on_bytes)


def _unchanged_hash(part: _Part, target: Path, on_bytes: OnBytes) -> str:
    sha256 = sha256_of(target, on_bytes)
    if target.stat().st_size != part.size_bytes:
        raise LibraryError(
            f"{shown(part.source, 300)} changed while it was read. Wait until what writes it is done, and try again."
        )
    return sha256


def _publish(unfinished: Path, path: Path) -> None:
    """Under its name, unless another file has come there. Raises LibraryError."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise LibraryError(f"A file called {shown(path.name)} has come into {path.parent} meanwhile.") from None
    except OSError:  # a disk without links; nobody else of ours is at work here
        unfinished.rename(path)
    else:
        unfinished.unlink()


def _same_content(part: _Part, path: Path, on_bytes: OnBytes) -> str:
    """The sha256 of both. Raises LibraryError where they differ."""
    differs = LibraryError(
        f"There is another file called {shown(part.name)} in {path.parent}. Import this one under another name with "
        "--name."
    )
    if not path.is_file() or path.stat().st_size != part.size_bytes:
        raise differs
    sha256 = sha256_of(path, on_bytes)
    if sha256 != sha256_of(part.source, on_bytes):
        raise differs
    return sha256


def _noted(part: _Part, folder: Path, sha256: str) -> ImportedFile:
    status = (folder / part.name).stat()
    return ImportedFile(
        name=part.name,
        sha256=sha256,
        size_bytes=status.st_size,
        mtime_ns=status.st_mtime_ns,
        original=os.fspath(part.source),
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _parts_of(source: Path, name: str) -> list[_Part]:
    """The files to bring, with the names they get. Raises LibraryError."""
    try:
        source = source.expanduser().absolute()
        stem = stem_of(source.name)
        split = part_of(stem)
        if split is None:
            return [_part(source, _checked_name(f"{stem_of(name)}.gguf" if name else source.name))]
        own_name, _, count = split
        new_name = stem_of(name) if name else own_name
        parts = []
        for number in range(1, count + 1):
            path = source.with_name(part_name(own_name, number, count))
            if not path.is_file():
                raise LibraryError(
                    f"{shown(own_name)} is split into {count} files, and {shown(path.name)} is not in {path.parent}. "
                    "Fetch the missing part first."
                )
            parts.append(_part(path, _checked_name(part_name(new_name, number, count))))
    except (ValueError, RuntimeError) as error:
        raise LibraryError(f"{shown(source)} cannot be the name of a file: {error}.") from error
    return parts


def _part(path: Path, name: str) -> _Part:
    try:
        if path.is_dir():
            raise LibraryError(
                f"{shown(path, 300)} is a folder. Name a .gguf file in it, or add the folder with inglenook models "
                "folders add."
            )
        if path.exists() and not path.is_file():
            raise LibraryError(f"{shown(path, 300)} is not a file but a device or a pipe. Name a .gguf file.")
        with path.open("rb") as file:
            begin = file.read(len(_MAGIC))
        size_bytes = path.stat().st_size
    except FileNotFoundError:
        raise LibraryError(f"There is no file {shown(path, 300)}. Check the name.") from None
    except OSError as error:
        raise LibraryError(
            f"{shown(path, 300)} cannot be read: {error.strerror or error}. Mend its permissions, or look at the disk."
        ) from error
    if begin != _MAGIC or size_bytes < _LEAST_BYTES:
        what = "is empty" if not size_bytes else "is not a GGUF model file"
        raise LibraryError(f"{shown(path, 300)} {what}. Choose another, or fetch it again.")
    return _Part(source=Path(os.path.realpath(path)), name=name, size_bytes=size_bytes)


def _checked_name(name: str) -> str:
    problem = problem_of(name)
    if problem:
        raise LibraryError(f"{shown(name)} cannot be the name of a model here: {problem}. Give another with --name.")
    return name


def _require_space(folder: Path, needed_bytes: int) -> None:
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes + RESERVE_BYTES:
        raise LibraryError(
            f"The disk of {folder} has {free_bytes / 1e9:.1f} GB free, and a copy needs {needed_bytes / 1e9:.1f} GB "
            f"and {RESERVE_BYTES / 1e9:.1f} GB to spare. Make room, import it with --link, or move the models folder "
            "with inglenook models move."
        )


def _remove_unfinished(folder: Path) -> None:
    """What an import that was killed left. Nobody else is at work: the caller holds the lock."""
    for path in folder.glob(f".*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            path.unlink()


def _told(error: OSError, folder: Path) -> LibraryError:
    if is_full_disk(error):
        return LibraryError(f"The disk of {folder} is full. Nothing was added. Make room and import it again.")
    return LibraryError(
        f"{shown(error.filename or folder, 300)} cannot be used: {error.strerror or error}. Nothing was added. Look at "
        "the disk and the folder's permissions."
    )

"""Removing a model: what goes, how many bytes that frees, and why most files on a machine are not ours to remove.

Only files that this program downloaded or imported are ever removed. In the hub cache a link goes, and the file behind
it when no other snapshot needs it; then what is left of its downloads and the folders that have become empty.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..paths import models_dir
from .entries import PROGRAMS, InstalledModel, LibraryError, ModelSource
from .hub_cache import PREFIX
from .kept import acting, open_lock, try_lock
from .naming import shown
from .ours import fetched_files, forget, imported_file, is_ours

_MARKERS = ".no_exist"
"""Where the hub's library notes which files a snapshot lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """paths: links and files that go. freed_bytes: as far as can be told. notes: sentences on what stays."""

    model: InstalledModel
    paths: tuple[Path, ...]
    freed_bytes: int
    notes: tuple[str, ...] = ()


def plan_removal(model: InstalledModel, data_dir: Path) -> Removal:
    """What removing it would do. Changes nothing. Raises LibraryError for files that are not ours, saying whose."""
    match model.source:
        case ModelSource.FOLDER:
            return _of_folder(model, data_dir)
        case ModelSource.HUB:
            return _of_hub(model, data_dir)
        case _:
            raise LibraryError(_whose(model))


def remove_model(model: InstalledModel, data_dir: Path) -> Removal:
    """Remove it and return what went. Raises LibraryError; what could not be removed is named, the rest is gone."""
    with acting(data_dir):
        removal = plan_removal(model, data_dir)
        with contextlib.ExitStack() as stack:
            for folder, digest in _downloads(removal):
                stack.enter_context(_not_downloading(folder, digest))
            names = set()
            for path in removal.paths:
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    raise LibraryError(
                        f"{shown(path, 300)} cannot be removed: {error.strerror or error}. End the programs that use "
                        "it, look at its folder's permissions, and try again."
                    ) from error
                names.add(path)
        if model.source is ModelSource.FOLDER:
            folder = models_dir(data_dir)
            forget(data_dir, names={os.fspath(path.relative_to(folder)) for path in names})
        else:
            forget(data_dir, pointers={os.fspath(path) for path in names})
            for path in model.files:
                _tidy(path)
    return removal


def _of_folder(model: InstalledModel, data_dir: Path) -> Removal:
    folder = models_dir(data_dir)
    freed_bytes = 0
    notes = []
    for path in model.files:
        if imported_file(data_dir, folder, path) is None:
            raise LibraryError(
                f"{shown(path, 300)} was not imported by Inglenook, or was changed since, so it is not removed. Delete "
                "it with your file manager if you no longer need it."
            )
        status = path.lstat()
        if status.st_nlink > 1:
            notes.append(f"{shown(path.name)} has another name elsewhere, where its content stays.")
        else:
            freed_bytes += status.st_size
    return Removal(model=model, paths=model.files, freed_bytes=freed_bytes, notes=tuple(notes))


def _of_hub(model: InstalledModel, data_dir: Path) -> Removal:
    noted = fetched_files(data_dir)
    paths: list[Path] = []
    freed_bytes = 0
    notes: list[str] = []
    for part in model.files:
        if not is_ours(data_dir, part):
            raise LibraryError(
                f"{shown(model.name)} was not downloaded by Inglenook: another program that uses the Hugging Face "
                f"cache brought {shown(part, 300)} there. Remove it with that program, or with hf cache rm."
            )
        blob = Path(os.path.realpath(part))
        pointers = {Path(file.pointer) for file in noted if file.blob == os.fspath(blob)} | {part.absolute()}
        mine = sorted(path for path in pointers if os.path.lexists(path) and _leads_to(path, blob))
        paths.extend(path for path in mine if path != blob)
        others = [path for path in _links_to(part, blob) if path not in pointers]
        if others:
            notes.append(f"The content of {shown(part.name)} stays: {shown(others[0], 300)} needs it.")
            continue
        freed_bytes += blob.stat().st_size if blob.stat().st_nlink == 1 else 0
        paths.append(blob)
        for left in _left_of_downloads(blob):
            freed_bytes += left.stat().st_size
            paths.append(left)
    return Removal(model=model, paths=tuple(paths), freed_bytes=freed_bytes, notes=tuple(notes))


def _whose(model: InstalledModel) -> str:
    name = shown(model.name)
    match model.source:
        case ModelSource.STARTER:
            return f"{name} came with Inglenook and goes with it. It is not removed alone."
        case ModelSource.OLLAMA:
            return f"{name} belongs to Ollama. Remove it there: ollama rm {name}."
        case source if source in PROGRAMS:
            return f"{name} belongs to {PROGRAMS[source]}. Remove it there."
        case ModelSource.ADDED:
            return (
                f"{shown(model.path, 300)} lies in a folder that you added, which Inglenook only reads. Delete it with "
                "your file manager, or take the folder off the list with inglenook models folders rm."
            )
        case _:
            return f"{shown(model.path, 300)} is not in the library. Delete it with your file manager."


def _repository_folder(pointer: Path) -> Path | None:
    """models--ORG--NAME above a file in one of its snapshots."""
    for folder in pointer.absolute().parents:
        if folder.name == "snapshots" and folder.parent.name.startswith(PREFIX):
            return folder.parent
    return None


def _links_to(pointer: Path, blob: Path) -> Iterator[Path]:
    folder = _repository_folder(pointer)
    if folder is None:
        return
    for above, _, names in os.walk(folder / "snapshots"):
        for name in names:
            path = Path(above, name)
            if path.is_symlink() and _leads_to(path, blob):
                yield path


def _leads_to(path: Path, blob: Path) -> bool:
    return os.path.realpath(path) == os.fspath(blob)


def _left_of_downloads(blob: Path) -> list[Path]:
    if blob.parent.name != "blobs":
        return []
    return sorted(blob.parent.glob(f"{blob.name}.*.incomplete"))


def _downloads(removal: Removal) -> list[tuple[Path, str]]:
    return [
        (path.parent.parent, path.name)
        for path in removal.paths
        if path.parent.name == "blobs" and not path.name.endswith(".incomplete")
    ]


@contextlib.contextmanager
def _not_downloading(folder: Path, digest: str) -> Iterator[None]:
    """While no program downloads this blob; the hub's library and our fetcher hold the same lock for that."""
    lock = folder.parent / ".locks" / folder.name / f"{digest}.lock"
    if not lock.exists():
        yield
        return
    try:
        descriptor = open_lock(lock)
    except OSError as error:
        raise LibraryError(f"{lock} cannot be used: {error.strerror or error}. Mend its permissions.") from error
    try:
        if not try_lock(descriptor):
            raise LibraryError("It is being downloaded just now. Stop the download, or wait until it is done.")
        yield
        with contextlib.suppress(OSError):
            lock.unlink()
            lock.parent.rmdir()
    finally:
        os.close(descriptor)


def _tidy(pointer: Path) -> None:
    """Folders that have become empty, and the refs that named them. Best effort: what stays does no harm."""
    folder = _repository_folder(pointer)
    if folder is None:
        return
    snapshots = folder / "snapshots"
    commit = pointer.absolute().relative_to(snapshots).parts[0]
    above = pointer.absolute().parent
    with contextlib.suppress(OSError):
        while above != snapshots:
            above.rmdir()
            above = above.parent
    if not (snapshots / commit).exists():
        for path in sorted(_files_below(folder / "refs")):
            with contextlib.suppress(OSError):
                if path.read_text("ascii", "replace").strip() == commit:
                    path.unlink()
        _remove_empty(folder / _MARKERS / commit, with_files=True)
    if not any(_files_below(snapshots)) and not any(_files_below(folder / "blobs")):
        for name in ("snapshots", "blobs", "refs", _MARKERS):
            _remove_empty(folder / name)
        with contextlib.suppress(OSError):
            folder.rmdir()


def _files_below(folder: Path) -> Iterator[Path]:
    for above, _, names in os.walk(folder):
        yield from (Path(above, name) for name in names)


def _remove_empty(folder: Path, *, with_files: bool = False) -> None:
    """with_files: markers of no content go too."""
    for above, _, names in os.walk(folder, topdown=False):
        with contextlib.suppress(OSError):
            for name in names if with_files else ():
                path = Path(above, name)
                if path.stat().st_size == 0:
                    path.unlink()
            Path(above).rmdir()

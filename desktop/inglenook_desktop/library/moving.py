"""Moving the models folder to another disk. A kill at any moment leaves a folder that works.

Every file is copied and read back before the one moment in which the new folder becomes the one that counts: the
replacing of `models_place.json`. Until then the old folder does; after it the old files go, and the next move finishes
what a kill left of them. On the same disk files get a second name instead of a copy.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..paths import MODELS_PLACE, models_dir
from ..settings import read_drafts, read_settings, write_drafts, write_settings
from .entries import LibraryError
from .hashing import OnBytes, copy_hashed, is_full_disk, sha256_of
from .importing import RESERVE_BYTES
from .kept import acting, read_kept, sync_folder, write_kept
from .naming import shown

_MARK = ".inglenook-moving"
"""An empty file in the new folder while it is being filled: what is in it came from us."""

_UNFINISHED = ".moving"
_MAX_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _OldFile:
    name: str
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _ModelsPlace:
    """folder: "" for the data folder's own. left_in, left: files that are in `folder` by now and are to be deleted."""

    folder: str = ""
    left_in: str = ""
    left: tuple[_OldFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """left: files in the old folder that could not be deleted, or changed since."""

    folder: Path
    n_files: int
    size_bytes: int
    left: tuple[Path, ...] = ()


def move_models(
    text: str,
    data_dir: Path,
    *,
    on_total: Callable[[int], None] = lambda _n: None,
    on_bytes: OnBytes = lambda _n: None,
) -> Moved:
    """Move the models folder to the folder that `text` names. on_total: called with the bytes that will be read.

    Raises LibraryError, and what on_bytes raises; the old folder counts then, and what was copied is used when the same
    move is asked for again.
    """
    with acting(data_dir):
        old, new = models_dir(data_dir), _target(text)
        place = read_kept(data_dir / MODELS_PLACE, _ModelsPlace)
        try:
            if new == old or _is_same(new, old):
                return Moved(folder=old, n_files=0, size_bytes=0, left=_finish(place, data_dir))
            if place.folder and not old.is_dir():
                return _begin_anew(new, old, data_dir)
            _finish(place, data_dir)
            _require_usable(old, new)
            files = _fill(old, new, on_total=on_total, on_bytes=on_bytes)
        except OSError as error:
            raise _told(error, new) from error
        place = _ModelsPlace(folder=os.fspath(new), left_in=os.fspath(old), left=files)
        write_kept(data_dir / MODELS_PLACE, place)
        left = _finish(place, data_dir)
    return Moved(folder=new, n_files=len(files), size_bytes=sum(file.size_bytes for file in files), left=left)


def _begin_anew(new: Path, old: Path, data_dir: Path) -> Moved:
    """The folder that counts is on a disk that is away. Only its first place can take over: what is there, if anything,
    are files that an unfinished move left. Raises LibraryError for any other."""
    home = data_dir / "models"
    if new != home:
        raise LibraryError(
            f"The models folder {shown(old)} is not there. Attach the disk that it lies on. To do without it, move the "
            f"models folder back to {shown(home)}."
        )
    write_kept(data_dir / MODELS_PLACE, _ModelsPlace(folder=os.fspath(home)))
    return Moved(folder=home, n_files=0, size_bytes=0)


def _fill(old: Path, new: Path, *, on_total: Callable[[int], None], on_bytes: OnBytes) -> tuple[_OldFile, ...]:
    """Every file of `old` in `new`, verified. What changes meanwhile is copied again."""
    new.mkdir(mode=0o700, parents=True, exist_ok=True)
    (new / _MARK).touch()
    for path in new.rglob(f".*{_UNFINISHED}"):
        path.unlink()
    files = tuple(_files_of(old))
    is_same_disk = old.exists() and old.stat().st_dev == new.stat().st_dev
    on_total(0 if is_same_disk else 2 * sum(file.size_bytes for file in files))
    done: dict[str, _OldFile] = {}
    for _ in range(_MAX_ROUNDS):
        changed = [file for file in files if done.get(file.name) != file]
        if not changed:
            for name in done.keys() - {file.name for file in files}:
                (new / name).unlink(missing_ok=True)
            for folder in [path for path in new.rglob("*") if path.is_dir()] + [new]:
                sync_folder(folder)
            return files
        if not is_same_disk:
            _require_space(new, sum(file.size_bytes for file in changed if not (new / file.name).exists()))
        for file in changed:
            _copy(old, new, file, on_bytes)
            done[file.name] = file
        files = tuple(_files_of(old))
    raise LibraryError(
        f"Files in {old} change all the time, so they cannot be moved. End what writes there, and try again."
    )


def _copy(old: Path, new: Path, file: _OldFile, on_bytes: OnBytes) -> None:
    """By its own name only when it is whole and on the disk."""
    source, target = old / file.name, new / file.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name[:180]}{_UNFINISHED}")
    unfinished.unlink(missing_ok=True)
    try:
        if target.exists():
            status = target.stat()
            is_like = (status.st_size, status.st_mtime_ns) == (file.size_bytes, file.mtime_ns)
            if is_like and (target.samefile(source) or _is_equal(source, target, on_bytes)):
                return
        if source.is_symlink():
            unfinished.symlink_to(_link_target(source, old))
        elif not _linked(source, unfinished):
            sha256 = copy_hashed(source, unfinished, on_bytes)
            if sha256_of(unfinished, on_bytes, is_from_disk=True) != sha256:
                raise LibraryError(
                    f"What was written to {target.parent} reads back differently: that disk is broken. The models stay "
                    "where they were."
                )
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _link_target(link: Path, old: Path) -> str:
    """Where a link in the new folder has to lead: absolute, but for what moves along with it."""
    folder = os.path.realpath(link.parent)
    leads_to = os.path.normpath(Path(folder) / link.readlink())
    root = os.path.realpath(old)
    if leads_to == root or leads_to.startswith(root + os.sep):
        return os.path.relpath(leads_to, folder)
    return leads_to


def _is_equal(source: Path, target: Path, on_bytes: OnBytes) -> bool:
    return sha256_of(target, on_bytes, is_from_disk=True) == sha256_of(source, on_bytes)


def _linked(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _finish(place: _ModelsPlace, data_dir: Path) -> tuple[Path, ...]:
    """What follows the moment of the switch, now or after a kill. Returns files that stay in the old folder."""
    if not place.left_in:
        return ()
    with contextlib.suppress(OSError):
        Path(place.folder, _MARK).unlink(missing_ok=True)
    _follow(data_dir, Path(place.left_in), Path(place.folder))
    return _delete_left(place, data_dir)


def _delete_left(place: _ModelsPlace, data_dir: Path) -> tuple[Path, ...]:
    """Delete what a move left in the old folder, but for files that are not in the new one or changed since.

    Returns those. What could not be deleted stays noted for the next time.
    """
    old, new = Path(place.left_in), Path(place.folder)
    staying: list[Path] = []
    noted: list[_OldFile] = []
    for file in place.left:
        path, moved = old / file.name, new / file.name
        try:
            status = path.lstat()
            if (status.st_size, status.st_mtime_ns) != (file.size_bytes, file.mtime_ns):
                staying.append(path)
                continue
            if os.path.lexists(moved):
                path.unlink()
                continue
            staying.append(path)
            noted.append(file)
        except FileNotFoundError:
            continue
        except OSError:
            staying.append(path)
            noted.append(file)
    for above, _, _ in os.walk(old, topdown=False):
        with contextlib.suppress(OSError):
            Path(above).rmdir()
    left = _ModelsPlace(folder=place.folder, left_in=place.left_in if noted else "", left=tuple(noted))
    write_kept(data_dir / MODELS_PLACE, left)
    return tuple(staying)


def _follow(data_dir: Path, old: Path, new: Path) -> None:
    """The model that was ready last, and which draft goes with which, are remembered by their paths."""

    def moved(text: str) -> str:
        try:
            return os.fspath(new / Path(text).relative_to(old)) if text else ""
        except ValueError:
            return text

    drafts = read_drafts(data_dir)
    if drafts:
        write_drafts(data_dir, {moved(model): moved(draft) for model, draft in drafts.items()})
    settings = read_settings(data_dir)
    if moved(settings.model_path) != settings.model_path:
        write_settings(data_dir, replace(settings, model_path=moved(settings.model_path)))


def _files_of(folder: Path) -> Iterator[_OldFile]:
    """Files and links, by their names below `folder`; nothing that is unfinished or no file."""
    for above, _folders, names in os.walk(folder):
        for name in sorted(names):
            path = Path(above, name)
            if name == _MARK or (name.startswith(".") and name.endswith((_UNFINISHED, ".importing"))):
                continue
            if path.is_symlink() or path.is_file():
                status = path.lstat()
                yield _OldFile(
                    name=os.fspath(path.relative_to(folder)), size_bytes=status.st_size, mtime_ns=status.st_mtime_ns
                )


def _target(text: str) -> Path:
    try:
        if not text.strip():
            raise LibraryError("The name of the folder is empty.")
        if "\0" in text:
            raise ValueError("it holds a character that no name can have")
        return Path(os.path.normpath(Path(text).expanduser().absolute()))
    except (RuntimeError, ValueError) as error:
        raise LibraryError(f"{shown(text)} cannot be the name of a folder: {error}.") from error


def _require_usable(old: Path, new: Path) -> None:
    real_old, real_new = Path(os.path.realpath(old)), Path(os.path.realpath(new))
    if real_old in real_new.parents or real_new in real_old.parents:
        raise LibraryError(f"{shown(new)} and the models folder {shown(old)} lie in each other. Choose another folder.")
    if new.exists() and not new.is_dir():
        raise LibraryError(f"{shown(new)} is a file. Choose a folder.")
    if new.is_dir() and any(new.iterdir()) and not (new / _MARK).exists():
        raise LibraryError(
            f"{shown(new)} is not empty. Name a new folder, for instance {shown(new / 'inglenook-models')}."
        )


def _require_space(folder: Path, needed_bytes: int) -> None:
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes + RESERVE_BYTES:
        raise LibraryError(
            f"The disk of {folder} has {free_bytes / 1e9:.1f} GB free, and the models need {needed_bytes / 1e9:.1f} GB "
            f"and {RESERVE_BYTES / 1e9:.1f} GB to spare. Make room there, or choose another disk."
        )


def _told(error: OSError, new: Path) -> LibraryError:
    if is_full_disk(error):
        return LibraryError(
            f"The disk of {shown(new)} is full. The models stay where they were. Make room and ask for the move again: "
            "what was copied is used."
        )
    return LibraryError(
        f"{shown(error.filename or new, 300)} cannot be used: {error.strerror or error}. The models stay where they "
        "were. Look at that disk and its permissions."
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False

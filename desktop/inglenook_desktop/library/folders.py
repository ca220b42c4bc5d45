"""Folders that the person added: `model_folders.json` in the data folder. They are read and never changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..paths import models_dir
from .entries import LibraryError
from .kept import changing, read_kept, write_kept
from .naming import shown

FILE_NAME = "model_folders.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folders:
    folders: tuple[str, ...] = ()


def added_folders(data_dir: Path) -> list[Path]:
    """In the order in which they were added, whether they are there or not. Never raises."""
    return [Path(text) for text in read_kept(data_dir / FILE_NAME, _Folders).folders if _is_usable(text)]


def add_folder(data_dir: Path, text: str) -> Path:
    """Raises LibraryError for what cannot be read, or is looked through already."""
    folder = _absolute(text)
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except NotADirectoryError:
        raise LibraryError(
            f"{shown(folder)} is a file. Name the folder it lies in, or import it with inglenook models import."
        ) from None
    except FileNotFoundError:
        raise LibraryError(f"There is no folder {shown(folder)}. Check the name.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise LibraryError(
            f"{shown(folder)} cannot be read: {reason}. Mend its permissions, or choose another folder."
        ) from error
    with changing(data_dir):
        known = added_folders(data_dir)
        for other in [*known, models_dir(data_dir)]:
            if _is_same(folder, other):
                raise LibraryError(f"{shown(folder)} is looked through already.")
        _write(data_dir, [*known, folder])
    return folder


def remove_folder(data_dir: Path, text: str) -> Path:
    """From the list; nothing in it is touched. Raises LibraryError when it is not on the list."""
    folder = _absolute(text)
    with changing(data_dir):
        known = added_folders(data_dir)
        matching = [other for other in known if other == folder or _is_same(folder, other)]
        if not matching:
            listed = ", ".join(shown(other) for other in known) or "none"
            raise LibraryError(f"{shown(folder)} was not added. Added folders: {listed}.")
        _write(data_dir, [other for other in known if other != matching[0]])
    return matching[0]


def _write(data_dir: Path, folders: list[Path]) -> None:
    write_kept(data_dir / FILE_NAME, _Folders(folders=tuple(map(os.fspath, folders))))


def _absolute(text: str) -> Path:
    if not text.strip():
        raise LibraryError("The name of the folder is empty.")
    try:
        folder = Path(text).expanduser().absolute()
        os.fsencode(folder)
    except (RuntimeError, ValueError) as error:
        raise LibraryError(f"{shown(text)} cannot be the name of a folder: {error}.") from error
    if "\0" in text:
        raise LibraryError(f"{shown(text)} cannot be the name of a folder.")
    return folder


def _is_usable(text: str) -> bool:
    return bool(text) and "\0" not in text and Path(text).is_absolute()


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False

"""Where this program keeps its data. Creates the folder with secure defaults; knows nothing of what lies in it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from inglenook_engine.errors import UserFacingError

ENVIRONMENT_VARIABLE = "INGLENOOK_DATA_DIR"


class DataFolderError(UserFacingError):
    """The data folder cannot be used. The sentence names the folder, the cause and a way out."""


def locate_data_dir(explicit: str | os.PathLike[str] | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The data folder, absolute, without touching the disk.

    `explicit` (the --data-dir option) wins over INGLENOOK_DATA_DIR, which wins over the platform's own place.
    `environ` is os.environ unless given.
    """
    environ = os.environ if environ is None else environ
    chosen = os.fspath(explicit) if explicit is not None else environ.get(ENVIRONMENT_VARIABLE, "")
    if explicit is not None and not chosen:
        raise DataFolderError("The data folder has an empty name. Give --data-dir a folder, or leave it out.")
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except (RuntimeError, ValueError) as error:
            raise DataFolderError(f"The data folder {chosen!r} is not a usable path: {error}.") from error
    from platformdirs import user_data_path

    return user_data_path("inglenook", appauthor=False)


def data_dir(explicit: str | os.PathLike[str] | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The data folder, made with mode 0700 when it is missing. Raises DataFolderError when it cannot be used."""
    folder = locate_data_dir(explicit, environ)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        with os.scandir(folder) as entries:
            next(entries, None)
    except OSError as error:
        raise DataFolderError(_explain(folder, error)) from error
    except ValueError as error:  # a NUL in the name
        raise DataFolderError(f"The data folder {os.fspath(folder)!r} is not a usable path: {error}.") from error
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise DataFolderError(_explain(folder, PermissionError()))
    return folder


MODELS_PLACE = "models_place.json"
"""In the data folder: where the models folder was moved to. Written by `library.moving`, replaced whole."""


def models_dir(data_dir: Path) -> Path:
    """Where a person puts GGUF files of their own, and imported ones lie: <data folder>/models, or where a person moved
    it to. It need not exist."""
    try:
        folder = json.loads((data_dir / MODELS_PLACE).read_bytes())["folder"]
        moved = Path(folder)
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return data_dir / "models"
    return moved if moved.is_absolute() else data_dir / "models"


def curves_dir(data_dir: Path) -> Path:
    """Where engines keep how long passes of a model take on this machine: figures alone, no word of a conversation.
    It need not exist, and may be deleted at any time."""
    return data_dir / "curves"


def made_curves_dir(data_dir: Path) -> str:
    """`curves_dir`, made for its owner alone, as `LoadParams.curve_dir` wants it; "" where it cannot be made."""
    folder = curves_dir(data_dir)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except (OSError, ValueError):
        return ""
    return str(folder)


def _explain(folder: Path, error: OSError) -> str:
    way_out = f"Choose another with --data-dir or {ENVIRONMENT_VARIABLE}."
    match error:
        case FileExistsError() | NotADirectoryError():
            return (
                f"The data folder {folder} cannot be made: a file of that name, or of one above it, is there. {way_out}"
            )
        case PermissionError():
            return f"The data folder {folder} cannot be written: permission denied. {way_out}"
        case _:
            return f"The data folder {folder} cannot be used: {error.strerror or error}. {way_out}"

"""Models that LM Studio keeps: MODELS/PUBLISHER/NAME/*.gguf, below a folder that its settings name. Read-only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from . import grouping
from .entries import Found, ModelSource
from .looking import Looker
from .machine import Machine


def folders(looker: Looker, machine: Machine) -> list[Path]:
    """The download folder of its settings, and the defaults of its versions."""
    homes = [machine.home / ".lmstudio", machine.home / ".cache" / "lm-studio"]
    pointer = looker.text(machine.home / ".lmstudio-home-pointer")
    if pointer and (named := _absolute(pointer.decode("utf-8", "replace").strip())):
        homes.insert(0, named)
    places = []
    for home in homes:
        chosen = _download_folder(looker.text(home / "settings.json"))
        if chosen is not None:
            places.append(chosen)
        places.append(home / "models")
    return list(dict.fromkeys(places))


def in_folder(looker: Looker, folder: Path) -> Iterator[Found]:
    for seen in looker.walk(folder):
        parts = Path(seen.path.removeprefix(os.fspath(folder)).strip(os.sep)).parts
        repository = "/".join(parts) if len(parts) == 2 else ""
        yield from grouping.in_folder(looker, seen, ModelSource.LM_STUDIO, repository=repository)


def _download_folder(settings: bytes | None) -> Path | None:
    try:
        value = json.loads(settings) if settings else None
    except (ValueError, RecursionError):
        return None
    folder = value.get("downloadsFolder") if isinstance(value, dict) else None
    return _absolute(folder) if isinstance(folder, str) else None


def _absolute(text: str) -> Path | None:
    if not text or "\0" in text:
        return None
    path = Path(text)
    return path if path.is_absolute() else None

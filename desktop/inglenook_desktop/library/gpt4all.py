"""Models that GPT4All keeps: GGUF files in a folder that its settings name. Read-only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .entries import Found, ModelSource
from .grouping import grouped
from .looking import Looker
from .machine import Machine

_UNFINISHED = "incomplete-"
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{1,4})")


def folders(looker: Looker, machine: Machine) -> list[Path]:
    """The download path of its settings, its default, and that of its Python package."""
    chosen = chosen_folder(looker.text(machine.config / "nomic.ai" / "GPT4All.ini") or b"")
    places = [] if chosen is None else [chosen]
    places += [machine.local_data / "nomic.ai" / "GPT4All", machine.home / ".cache" / "gpt4all"]
    return list(dict.fromkeys(places))


def in_folder(looker: Looker, folder: Path) -> Iterator[Found]:
    for seen in looker.walk(folder):
        whole = [file for file in seen.files if not file.name.startswith(_UNFINISHED)]
        yield from grouped(whole, ModelSource.GPT4ALL)


def chosen_folder(settings: bytes) -> Path | None:
    """modelPath of the section [General] in Qt's ini format; None where it is not set."""
    section = ""
    for line in settings.decode("utf-8", "replace").splitlines():
        text = line.strip()
        if text.startswith("[") and text.endswith("]"):
            section = text[1:-1]
        elif section == "General" and text.startswith("modelPath="):
            value = text.removeprefix("modelPath=").strip()
            if len(value) >= 2 and value[0] == value[-1] == '"':
                value = value[1:-1]
            value = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value).replace("\\\\", "\\")
            path = Path(value) if value and "\0" not in value else None
            return path if path is not None and path.is_absolute() else None
    return None

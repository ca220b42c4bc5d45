"""Models that Jan keeps: DATA/llamacpp/models/ID/model.yml names a file, which may lie elsewhere. Read-only.

model.yml is YAML of one level that a program writes. The few kinds of lines that it has are read here; of a file that
cannot be understood, the GGUF files beside it count.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from .entries import Found, ModelSource
from .grouping import found, grouped, part_of, stem_of
from .looking import FileSeen, Looker, file_seen
from .machine import Machine

_LINE = re.compile(r"(?P<key>[A-Za-z_]\w*):(?:[ \t]+(?P<value>\S.*?))?[ \t]*")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def folders(looker: Looker, machine: Machine) -> list[Path]:
    """Data folders: those that its settings name, and the defaults of its versions."""
    settings = [
        machine.user_data / "jan.ai.app" / "settings.json",
        machine.user_data / "Jan" / "settings.json",
        machine.config / "Jan" / "settings.json",
    ]
    places = [folder for path in settings if (folder := _data_folder(looker.text(path))) is not None]
    return list(dict.fromkeys([*places, machine.user_data / "Jan" / "data", machine.home / "jan"]))


def in_folder(looker: Looker, folder: Path) -> Iterator[Found]:
    root = folder / "llamacpp" / "models"
    for seen in looker.walk(root):
        if "model.yml" in seen.others:
            told = read_fields(looker.text(Path(seen.path, "model.yml")) or b"")
            identifier = Path(os.path.relpath(seen.path, root)).as_posix()
            yield from _told(looker, folder, identifier, told, seen.files)
        else:
            yield from grouped(seen.files, ModelSource.JAN)
    for seen in looker.walk(folder / "models"):  # of versions before 2025
        yield from grouped(seen.files, ModelSource.JAN)


def read_fields(data: bytes) -> dict[str, str]:
    """The scalars of the top level, as text."""
    fields = {}
    for line in data.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is not None and match["value"]:
            fields[match["key"]] = _scalar(match["value"])
    return fields


def _told(
    looker: Looker, folder: Path, identifier: str, told: dict[str, str], beside: tuple[FileSeen, ...]
) -> Iterator[Found]:
    if told.get("embedding") == "true":
        return
    path = told.get("model_path", "")
    file = file_seen(folder / path) if path.lower().endswith(".gguf") else None
    if file is None:
        yield from grouped(beside, ModelSource.JAN)
        return
    if part_of(stem_of(file.name)) is not None:
        above = looker.look(file.folder)
        siblings = () if above is None else above.files
        yield from (one for one in grouped(siblings, ModelSource.JAN) if os.fspath(one.model.path) == file.path)
        return
    sha256 = told.get("model_sha256", "")
    yield found(identifier, [file], ModelSource.JAN, sha256=sha256.lower() if _SHA256.fullmatch(sha256) else "")


def _scalar(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            value = json.loads(text)
        except ValueError:
            return text[1:-1]
        return value if isinstance(value, str) else text
    return text


def _data_folder(settings: bytes | None) -> Path | None:
    try:
        value = json.loads(settings) if settings else None
    except (ValueError, RecursionError):
        return None
    folder = value.get("data_folder") if isinstance(value, dict) else None
    if not isinstance(folder, str) or not folder or "\0" in folder:
        return None
    path = Path(folder)
    return path if path.is_absolute() else None

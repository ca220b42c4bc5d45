"""What the window remembers between two starts: `window.json` and `drafts.json` in the data folder. No Qt.

A damaged file is set aside and defaults are used; a file that cannot be written is a line in the log. Neither is worth
a question: nothing of the person's is in it but the draft, and that is written back into the composer. `load_settings`
keeps its file in the same way.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from inglenook_engine.errors import WireError
from inglenook_engine.wire import from_json, to_json

_log = logging.getLogger("inglenook.ui")

FILE_NAME = "window.json"
DRAFTS_FILE_NAME = "drafts.json"
MAX_BYTES = 8 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings:
    """geometry: QWidget.saveGeometry in base64, "" for the default. sidebar_width: pixels, 0 for the default.

    model_path: the model that was ready last, "" for the starter. beside_path: the second one, "" for none.
    conversation_id: in view last, 0 for none.
    draft: what was typed and not sent. recent_choices: of the command palette, as its entries are named, the last one
    first.
    """

    geometry: str = ""
    sidebar_width: int = 0
    is_sidebar_hidden: bool = False
    model_path: str = ""
    conversation_id: int = 0
    draft: str = ""
    recent_choices: tuple[str, ...] = ()
    beside_path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOf:
    """Which draft model goes with a model, both as paths. draft "": the person wants none with it."""

    model: str
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drafts:
    drafts: tuple[DraftOf, ...] = ()


def read_settings(data_dir: Path) -> WindowSettings:
    """Never raises. A file that cannot be understood becomes `window.json.damaged`."""
    return read_kept(data_dir / FILE_NAME, WindowSettings)


def write_settings(data_dir: Path, settings: WindowSettings) -> bool:
    """Written beside and renamed, so that a crash leaves the old file or the new. False where that cannot be."""
    return write_kept(data_dir / FILE_NAME, settings)


def read_drafts(data_dir: Path) -> dict[str, str]:
    """By the model's path; "" where the person wants no draft model. Never raises."""
    return {one.model: one.draft for one in read_kept(data_dir / DRAFTS_FILE_NAME, _Drafts).drafts}


def write_drafts(data_dir: Path, drafts: Mapping[str, str]) -> None:
    """As `write_settings`."""
    known = tuple(DraftOf(model=model, draft=draft) for model, draft in drafts.items())
    write_kept(data_dir / DRAFTS_FILE_NAME, _Drafts(drafts=known))


T = TypeVar("T")


def read_kept(path: Path, kind: type[T]) -> T:
    """What a JSON file holds; a default one where there is none or it cannot be understood. Never raises. kind: a
    dataclass whose fields all have defaults."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return kind()
    try:
        if len(data) > MAX_BYTES:
            raise WireError(f"longer than {MAX_BYTES} bytes")
        return from_json(kind, json.loads(data))
    except (ValueError, RecursionError, WireError) as error:
        _log.warning("%s is damaged and set aside: %s", path.name, error)
        try:
            path.replace(path.with_suffix(".json.damaged"))
        except OSError as problem:
            _log.warning("%s cannot be set aside: %s", path, problem)
        return kind()


def write_kept(path: Path, value: object) -> bool:
    """Written beside and renamed. value: a dataclass for `wire`. False where that cannot be, which the log says."""
    data = json.dumps(to_json(value), indent=1).encode("utf-8")
    if len(data) > MAX_BYTES:
        _log.warning("%s would have %d bytes", path, len(data))
        return False
    return replace_file(path, data)


def replace_file(path: Path, data: bytes) -> bool:
    """Written beside and renamed, for the person's eyes alone. False where that cannot be, which the log says."""
    partial = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        partial.replace(path)
    except OSError as error:
        _log.warning("%s cannot be written: %s", path, error)
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        return False
    return True

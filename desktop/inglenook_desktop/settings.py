"""What the window remembers between two starts: `window.json` and `drafts.json` in the data folder. No Qt.

A damaged file is set aside and defaults are used; a file that cannot be written is a line in the log. Neither is worth
a question: nothing of the person's is in it but the draft, and that is written back into the composer. `load_settings`
keeps its file in the same way.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inglenook_engine.wire import to_json

from .library import kept
from .library.kept import MAX_BYTES, read_kept

_log = logging.getLogger("inglenook.ui")

FILE_NAME = "window.json"
DRAFTS_FILE_NAME = "drafts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings:
    """geometry: QWidget.saveGeometry in base64, "" for the default. sidebar_width: pixels, 0 for the default.

    model_path: the model that was ready last, "" for none. beside_path: the second one, "" for none.
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
    """On the disk when this returns. False where that cannot be."""
    return write_kept(data_dir / FILE_NAME, settings)


def read_drafts(data_dir: Path) -> dict[str, str]:
    """By the model's path; "" where the person wants no draft model. Never raises."""
    return {one.model: one.draft for one in read_kept(data_dir / DRAFTS_FILE_NAME, _Drafts).drafts}


def write_drafts(data_dir: Path, drafts: Mapping[str, str]) -> None:
    """As `write_settings`."""
    known = tuple(DraftOf(model=model, draft=draft) for model, draft in drafts.items())
    write_kept(data_dir / DRAFTS_FILE_NAME, _Drafts(drafts=known))


def write_kept(path: Path, value: object) -> bool:
    """As `replace_file`. value: a dataclass for `wire`."""
    return replace_file(path, json.dumps(to_json(value), indent=1).encode("utf-8"))


def replace_file(path: Path, data: bytes) -> bool:
    """Whole, and on the disk when this returns. False where that cannot be, which the log says: also for what would be
    too long to be read again."""
    if len(data) > MAX_BYTES:
        _log.warning("%s would have %d bytes", path, len(data))
        return False
    try:
        kept.replace_file(path, data)
    except OSError as error:
        _log.warning("%s cannot be written: %s", path, error)
        return False
    return True

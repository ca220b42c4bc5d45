"""Which models are on this machine, found by their names and places alone.

No file is opened or parsed here: what is inside a GGUF is the engine's affair. `listing` looks through the places, a
module for each program that keeps models; `cached` keeps the listing for a window. `ours` knows which files this
program brought; only those are ever changed: `removal`, `importing`, `moving`. `verifying` hashes files, `details`
asks the engine's child about headers. Knows no Qt and opens no connection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..starter import starter_path
from .cached import CachedLibrary
from .choosing import default_model, machine_memory_bytes
from .entries import (
    PROGRAMS,
    InstalledModel,
    LibraryError,
    Listing,
    ModelNotFoundError,
    ModelSource,
    Place,
)
from .finding import find_model
from .folders import add_folder, added_folders, remove_folder
from .hub_cache import hub_cache_dir
from .listing import look
from .looking import Looker
from .machine import this_machine
from .naming import quantization_of, shown

__all__ = [
    "PROGRAMS",
    "CachedLibrary",
    "InstalledModel",
    "LibraryError",
    "Listing",
    "ModelNotFoundError",
    "ModelSource",
    "Place",
    "add_folder",
    "added_folders",
    "default_model",
    "find_model",
    "hub_cache_dir",
    "installed_models",
    "look_everywhere",
    "machine_memory_bytes",
    "open_library",
    "quantization_of",
    "remove_folder",
    "shown",
]


def installed_models(data_dir: Path, environ: Mapping[str, str] | None = None) -> list[InstalledModel]:
    """Every chat model found, the starter first, then by name. A file reachable in two ways appears once.

    A folder that cannot be read is treated as empty. `environ` (os.environ unless given) says where the caches are.
    Walks every place; a window keeps `open_library` instead.
    """
    return list(look_everywhere(data_dir, environ).models)


def look_everywhere(data_dir: Path, environ: Mapping[str, str] | None = None) -> Listing:
    """With every place that was looked through, and what was found there."""
    return look(Looker(), data_dir, this_machine(environ), starter=starter_path())


def open_library(data_dir: Path, environ: Mapping[str, str] | None = None) -> CachedLibrary:
    """For a window: a listing that is kept and refreshed. Nothing is looked at yet."""

    def again(looker: Looker, *, on_place: Callable[[Listing], None]) -> Listing:
        machine = this_machine(environ)
        return look(looker, data_dir, machine, starter=starter_path(), on_place=on_place)

    return CachedLibrary(again)

"""Models in the Hugging Face hub cache, whoever brought them there."""

# Strings here, as in `looking`.
# ruff: noqa: PTH111, PTH118, PTH119
from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from .entries import Found, ModelSource
from .grouping import grouped
from .looking import FileSeen, FolderSeen, Looker

PREFIX = "models--"


def hub_cache_dir(environ: Mapping[str, str]) -> Path:
    """The Hugging Face hub cache, by the hub's own rules. It need not exist."""
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if environ.get(name):
            return _expanded(environ[name])
    if environ.get("HF_HOME"):
        return _expanded(environ["HF_HOME"]) / "hub"
    cache = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return _expanded(cache) / "huggingface" / "hub"


def _expanded(text: str) -> Path:
    """A user that does not exist is part of the name, as it is for the hub's library."""
    return Path(os.path.expanduser(text))


def in_hub_cache(looker: Looker, cache: Path) -> Iterator[Found]:
    """models--ORG--NAME/snapshots/COMMIT/**/*.gguf; of a file in several snapshots the one `main` points to."""
    seen = looker.look(cache)
    if seen is None:
        return
    for name in seen.folders:
        if name.startswith(PREFIX):
            files = _files(looker, os.path.join(seen.path, name))
            make = functools.partial(_models, files, name.removeprefix(PREFIX).replace("--", "/"))
            yield from looker.made(("hub", seen.path, name), files, make)


def _models(files: list[FileSeen], repository: str) -> list[Found]:
    return list(grouped(files, ModelSource.HUB, repository=repository))


def _files(looker: Looker, folder: str) -> list[FileSeen]:
    files: dict[str, FileSeen] = {}
    for snapshot in _snapshots(looker, folder):
        for part in looker.walk(snapshot.path):
            for file in part.files:
                files.setdefault(file.path.removeprefix(snapshot.path), file)
    return sorted(files.values(), key=lambda file: file.path)


def _snapshots(looker: Looker, folder: str) -> list[FolderSeen]:
    """Of a repository, the one of `main` first, then the newest."""
    main = (looker.text(os.path.join(folder, "refs", "main")) or b"").decode("ascii", "replace").strip()
    above = looker.look(os.path.join(folder, "snapshots"))
    names = () if above is None else above.folders
    snapshots = [seen for name in names if (seen := looker.look(os.path.join(folder, "snapshots", name))) is not None]
    return sorted(snapshots, key=lambda seen: (os.path.basename(seen.path) != main, -seen.mtime_ns))

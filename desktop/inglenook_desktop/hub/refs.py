"""Which commit a branch stood for when a model was fetched: refs/REVISION in the hub cache, as its own library has it.

Every file of a model is fetched from one commit. Without a ref, programs that look for `main` would not find it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from ..fetcher.errors import FetchError
from ..fetcher.names import checked_path, checked_repository

_COMMIT = re.compile(r"[0-9a-f]{40}")


def repository_folder(cache_dir: Path, repository: str) -> Path:
    """Raises FetchError for what is no name of a repository."""
    return cache_dir / ("models--" + checked_repository(repository).replace("/", "--"))


def read_ref(cache_dir: Path, repository: str, revision: str) -> str:
    """The commit, "" where none is known."""
    try:
        path = repository_folder(cache_dir, repository) / "refs" / checked_path(revision, "revision")
        text = path.read_text("ascii").strip()
    except (FetchError, OSError, ValueError):
        return ""
    return text if _COMMIT.fullmatch(text) else ""


def write_ref(cache_dir: Path, repository: str, revision: str, commit: str) -> None:
    """After a model has been fetched whole. Nothing to do for a revision that is a commit itself. A ref that cannot be
    written is no loss of the model."""
    if _COMMIT.fullmatch(revision) or not _COMMIT.fullmatch(commit):
        return
    with suppress(OSError, FetchError):
        path = repository_folder(cache_dir, repository) / "refs" / checked_path(revision, "revision")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.parent / f".{path.name}.{os.getpid()}"
        beside.write_text(commit, "ascii")
        beside.replace(path)

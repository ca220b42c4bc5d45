"""Which files of one repository are in the hub cache, and what has changed of them at the hub. Reads names and sizes
alone; opens no file, asks nobody."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..fetcher.errors import FetchError
from ..fetcher.protocol import HubFile, Shown
from .refs import repository_folder
from .updates import Change, LocalFile, Update, compare
from .variants import contents_of

_COMMIT = re.compile(r"[0-9a-f]{40}")
_DIGEST = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalVariant:
    """A quantization that was fetched, by this program or another. commit: that it was fetched from."""

    tag: str
    commit: str
    files: tuple[LocalFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantUpdate:
    """What is here of a quantization against what the hub shows now."""

    local: LocalVariant
    update: Update


def local_variants(cache_dir: Path, repository: str) -> list[LocalVariant]:
    """Those with all their parts, of every commit that is here. [] for what is no name of a repository."""
    try:
        snapshots = repository_folder(cache_dir, repository) / "snapshots"
        commits = sorted(path for path in snapshots.iterdir() if _COMMIT.fullmatch(path.name))
    except (FetchError, OSError):
        return []
    return [variant for commit in commits for variant in _of_commit(commit)]


def updates_here(cache_dir: Path, shown: Shown) -> list[VariantUpdate]:
    """One for each quantization that is here, in the order of the tags. Of one that is here from several commits, what
    is the newest wins: that an old one lies beside it is no news."""
    best: dict[str, VariantUpdate] = {}
    for local in local_variants(cache_dir, shown.repository):
        one = VariantUpdate(local=local, update=compare(local.files, local.commit, shown))
        if local.tag not in best or _is_newest(one.update):
            best[local.tag] = one
    return [best[tag] for tag in sorted(best)]


def place_of(cache_dir: Path, repository: str, local: LocalVariant) -> Path:
    """Of its first file, which has the header that counts. Raises FetchError for what is no name of a repository."""
    return repository_folder(cache_dir, repository) / "snapshots" / local.commit / local.files[0].name


def _is_newest(update: Update) -> bool:
    return all(file.change is Change.SAME for file in update.files)


def _of_commit(snapshot: Path) -> Iterator[LocalVariant]:
    files = {file.name: file for file in _files(snapshot)}
    listed = (HubFile(name=file.name, size_bytes=file.size_bytes, digest=file.digest) for file in files.values())
    for variant in contents_of(listed).variants:
        if not variant.missing_parts:
            parts = tuple(files[file.name] for file in variant.files)
            yield LocalVariant(tag=variant.tag, commit=snapshot.name, files=parts)


def _files(snapshot: Path) -> Iterator[LocalFile]:
    for folder, _, names in os.walk(snapshot):
        for name in sorted(names):
            path = Path(folder, name)
            try:
                size_bytes = path.stat().st_size
            except OSError:  # a link whose blob is gone
                continue
            blob = Path(os.path.realpath(path))
            digest = blob.name if blob.parent.name == "blobs" and _DIGEST.fullmatch(blob.name) else ""
            yield LocalFile(name=path.relative_to(snapshot).as_posix(), size_bytes=size_bytes, digest=digest)

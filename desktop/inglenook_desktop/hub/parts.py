"""The unfinished parts that a download left in the cache: how much the disk has to hold yet, and throwing them away.

Knows the cache's layout through the fetcher's own module, and takes no name from a hub that this has not checked.
"""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from ..fetcher.cache import CachePlace, require_space
from ..fetcher.errors import FetchError
from ..fetcher.names import checked_path, checked_repository
from ..fetcher.protocol import FetchFailureKind
from .downloads import Download, WantedFile

_log = logging.getLogger("inglenook.hub")

_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def space_problem(cache_dir: Path, download: Download) -> str:
    """Why the disk cannot take what is still to come of all files together, as a sentence; "" when it can. The fetcher
    looks again before each file."""
    needed_bytes = sum(_missing_bytes(cache_dir, download, file) for file in download.files)
    folder = cache_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        if needed_bytes:
            require_space(folder, needed_bytes)
    except FetchError as error:
        return error.message
    return ""


def has_blob(cache_dir: Path, download: Download, file: WantedFile) -> bool:
    """Whether the file's bytes are in the cache, whoever fetched them."""
    place = _place(cache_dir, download, file)
    if place is None or not file.digest:
        return False
    return place.blob(file.digest).is_file() or place.pointer(download.commit).is_file()


def pointer_of(cache_dir: Path, download: Download, file: WantedFile) -> Path | None:
    """Where the file is once it is whole. None for what may not become names of files here."""
    place = _place(cache_dir, download, file)
    return place.pointer(download.commit) if place is not None else None


def is_taken(cache_dir: Path, download: Download, file: WantedFile) -> bool:
    """Whether another program is filling this file's part now. False where that cannot be told."""
    place = _place(cache_dir, download, file)
    if place is None or not file.digest:
        return False
    try:
        with place.locked(file.digest):
            return False
    except FetchError as error:
        return error.kind is FetchFailureKind.BUSY


def delete_parts(cache_dir: Path, download: Download) -> int:
    """Returns the bytes freed. A part that another program is filling now is left to it, and what cannot be deleted is
    a line in the log. May take seconds on some disks."""
    freed_bytes = 0
    for file in download.files:
        place = _place(cache_dir, download, file)
        if place is None:
            continue
        for part in place.parts():
            try:
                with place.locked(part.name.split(".")[0]):
                    size_bytes = part.lstat().st_size
                    part.unlink()
                    freed_bytes += size_bytes
            except (FetchError, OSError) as error:
                _log.warning("an unfinished part stays: %s", error)
    return freed_bytes


def part_bytes(cache_dir: Path, download: Download, file: WantedFile) -> int:
    """What an unfinished part of the file holds now; 0 where there is none."""
    place = _place(cache_dir, download, file)
    if place is None or not file.digest:
        return 0
    try:
        return os.lstat(place.part(file.digest)).st_size
    except OSError:
        return 0


def _missing_bytes(cache_dir: Path, download: Download, file: WantedFile) -> int:
    if file.is_done or has_blob(cache_dir, download, file):
        return 0
    return max(0, file.size_bytes - part_bytes(cache_dir, download, file))


def _place(cache_dir: Path, download: Download, file: WantedFile) -> CachePlace | None:
    """None for what may not become names of files here; nothing of theirs is on the disk."""
    if not _HEX.fullmatch(download.commit) or (file.digest and not _HEX.fullmatch(file.digest)):
        return None
    try:
        return CachePlace(
            cache_dir=cache_dir,
            repository=checked_repository(download.repository),
            filename=checked_path(file.name, "file"),
        )
    except FetchError:
        return None

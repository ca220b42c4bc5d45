"""What the hub answers about repositories, as values of the protocol. Pure: JSON in, values out.

The answer is a stranger's: every field is looked at before it is taken, and names that cannot be used are left out
and counted.
"""

from __future__ import annotations

import re
from typing import Any

from . import hub_text
from .errors import FetchError
from .names import checked_path, checked_repository
from .protocol import MAX_FILES, Found, FoundRepository, HubFile, Search, SearchOrder, Shown

EXPANDED = (
    *("author", "baseModels", "cardData", "downloads", "gated", "gguf", "lastModified", "likes", "pipeline_tag"),
    *("private", "tags", "usedStorage"),
)
"""What a search asks to be told of each repository."""

_SORTS = {
    SearchOrder.DOWNLOADS: "downloads",
    SearchOrder.TRENDING: "trendingScore",
    SearchOrder.UPDATED: "lastModified",
}
_DIGEST = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_MOST_TAGS = 60
_MOST_NAMES_BYTES = 400_000
"""Of all the names of a repository's files, so that the answer stays one line of the wire."""


class NotAnAnswerError(Exception):
    """What came is not what a hub answers. str(error): what was wrong with it, for the log."""


def parameters(job: Search, limit: int) -> dict[str, Any]:
    """Of the request that a search is."""
    asked: dict[str, Any] = {"filter": "gguf", "sort": _SORTS[job.sort], "limit": limit, "expand": list(EXPANDED)}
    if query := hub_text.line(job.query):
        asked["search"] = query
    if job.author:
        asked["author"] = job.author
    return asked


def found(answer: object, limit: int) -> Found:
    """Raises NotAnAnswerError."""
    if not isinstance(answer, list):
        raise NotAnAnswerError(f"a list was expected, {type(answer).__name__} came")
    entries = [entry for entry in answer[:limit] if isinstance(entry, dict)]
    repositories = tuple(one for entry in entries if (one := _found_one(entry)))
    return Found(repositories=repositories, n_left_out=min(len(answer), limit) - len(repositories))


def _found_one(entry: dict[str, Any]) -> FoundRepository | None:
    try:
        name = checked_repository(entry["id"]) if isinstance(entry.get("id"), str) else ""
    except FetchError:
        name = ""
    if not name:
        return None
    return FoundRepository(name=name, size_bytes=hub_text.count(entry.get("usedStorage")), **_facts(entry))


def shown(answer: object, repository: str) -> Shown:
    """Without its card. Raises NotAnAnswerError."""
    if not isinstance(answer, dict):
        raise NotAnAnswerError(f"an object was expected, {type(answer).__name__} came")
    commit = answer.get("sha")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise NotAnAnswerError(f"sha is {commit!r:.60}")
    siblings = answer.get("siblings")
    if not isinstance(siblings, list):
        raise NotAnAnswerError(f"siblings is {type(siblings).__name__}")
    files = _files(siblings)
    return Shown(
        repository=repository,
        commit=commit,
        card="",
        files=files,
        n_left_out=len(siblings) - len(files),
        **_facts(answer),
    )


def moved_to(answer: object) -> str:
    """The name that the hub has for the repository now, cleaned; "" where it says none."""
    return hub_text.line(answer.get("id"), 100) if isinstance(answer, dict) else ""


def _facts(entry: dict[str, Any]) -> dict[str, Any]:
    """The fields that a search and a look have in common."""
    card = _object(entry.get("cardData"))
    gguf = _object(entry.get("gguf"))
    tags = hub_text.words(entry.get("tags"), most=_MOST_TAGS)
    return {
        "downloads": hub_text.count(entry.get("downloads")) or 0,
        "likes": hub_text.count(entry.get("likes")) or 0,
        "updated_at": hub_text.moment(entry.get("lastModified")),
        "licence": _licence(card, tags),
        "is_gated": entry.get("gated") not in (None, False, ""),
        "is_private": entry.get("private") is True,
        "pipeline": hub_text.line(entry.get("pipeline_tag"), 60),
        "architecture": hub_text.line(gguf.get("architecture"), 60),
        "n_context": hub_text.count(gguf.get("context_length")),
        "n_parameters": hub_text.count(gguf.get("total")),
        "base_model": _base_model(card, tags),
        "tags": tags,
    }


def _licence(card: dict[str, Any], tags: tuple[str, ...]) -> str:
    licence = _first(card.get("license")) or _tagged(tags, "license:")
    return _first(card.get("license_name")) or licence if licence in ("", "other") else licence


def _base_model(card: dict[str, Any], tags: tuple[str, ...]) -> str:
    tagged = _tagged(tags, "base_model:").removeprefix("quantized:").removeprefix("finetune:")
    return _first(card.get("base_model")) or tagged


def _tagged(tags: tuple[str, ...], prefix: str) -> str:
    return next((tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix)), "")


def _first(value: object) -> str:
    """A text, or the first of a list of them."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return hub_text.line(value, 100)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _files(siblings: list[Any]) -> tuple[HubFile, ...]:
    files: dict[str, HubFile] = {}
    room_bytes = _MOST_NAMES_BYTES
    for sibling in siblings:
        file = _file(sibling)
        if file is None or len(files) == MAX_FILES or file.name in files:
            continue
        room_bytes -= len(file.name.encode())
        if room_bytes < 0:
            break
        files[file.name] = file
    return tuple(files.values())


def _file(sibling: object) -> HubFile | None:
    """None for what has no usable name, size or checksum."""
    if not isinstance(sibling, dict) or not isinstance(sibling.get("rfilename"), str):
        return None
    large = _object(sibling.get("lfs"))
    digest = large.get("sha256") or sibling.get("blobId")
    size_bytes = hub_text.count(large.get("size") if large else sibling.get("size"))
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest) or size_bytes is None:
        return None
    try:
        name = checked_path(sibling["rfilename"], "file")
    except FetchError:
        return None
    return HubFile(name=name, size_bytes=size_bytes, digest=digest)

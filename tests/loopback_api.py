"""What the loopback hub's interface answers: repositories as the real one describes them. Pure: values in, JSON out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loopback_hub import LoopbackHub

SORTS = ("downloads", "likes", "trendingScore", "lastModified", "createdAt")


def digest_of(data: bytes) -> str:
    """As the hub names a file: sha256 of a large one, git's hash of a blob for a small one."""
    if is_large(data):
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def is_large(data: bytes) -> bool:
    """Large files lie in the store, on another origin. The real bound is at 10 MB, or by a file's name."""
    return len(data) > 100


def description(hub: LoopbackHub, repository: str, files: dict[str, bytes], *, with_blobs: bool) -> dict[str, Any]:
    """One repository. `hub.facts` has the last word on every field."""
    said = hub.facts.get(repository, {})
    names = sorted(name.removeprefix(repository + "/") for name in files if name.startswith(repository + "/"))
    siblings = [_sibling(name, files[f"{repository}/{name}"], with_blobs=with_blobs) for name in names]
    return {
        "_id": hashlib.sha256(repository.encode()).hexdigest()[:24],
        "id": repository,
        "modelId": repository,
        "author": repository.partition("/")[0],
        "sha": hub.commit,
        "lastModified": "2026-05-04T03:02:01.000Z",
        "createdAt": "2026-01-02T03:04:05.000Z",
        "private": repository in hub.private,
        "gated": "manual" if repository in hub.gated else False,
        "disabled": False,
        "downloads": 0,
        "likes": 0,
        "trendingScore": 0,
        "library_name": "gguf",
        "pipeline_tag": "text-generation",
        "tags": ["gguf", "text-generation", "license:apache-2.0", "region:us", "conversational"],
        "cardData": {"license": "apache-2.0"},
        "usedStorage": sum(len(files[f"{repository}/{name}"]) for name in names),
        "siblings": siblings,
        **said,
    }


def found(hub: LoopbackHub, query: dict[str, list[str]], token: str) -> tuple[list[dict[str, Any]], bool]:
    """What a search answers, and whether there is another page."""
    one = {key: values[0] for key, values in query.items()}
    repositories = sorted({"/".join(name.split("/")[:2]) for name in hub.files})
    if token not in hub.tokens:
        repositories = [name for name in repositories if name not in hub.private]
    if "gguf" in query.get("filter", []):
        repositories = [name for name in repositories if _has_gguf(hub, name)]
    if author := one.get("author"):
        repositories = [name for name in repositories if name.partition("/")[0] == author]
    if words := one.get("search"):
        repositories = [name for name in repositories if all(word in name.lower() for word in words.lower().split())]
    entries = [description(hub, name, hub.files, with_blobs=False) for name in repositories]
    if (sort := one.get("sort", "")) in SORTS:
        entries.sort(key=lambda entry: entry[sort], reverse=True)
    limit = int(one.get("limit", "1000"))
    page = entries[:limit]
    if expand := query.get("expand"):
        page = [{key: entry[key] for key in ("_id", "id", *expand) if key in entry} for entry in page]
    return page, len(entries) > limit


def _has_gguf(hub: LoopbackHub, repository: str) -> bool:
    return any(name.startswith(repository + "/") and name.endswith(".gguf") for name in hub.files)


def _sibling(name: str, data: bytes, *, with_blobs: bool) -> dict[str, Any]:
    if not with_blobs:
        return {"rfilename": name}
    sibling: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": hashlib.sha1(data).hexdigest()}
    if is_large(data):
        sibling["lfs"] = {"sha256": digest_of(data), "size": len(data), "pointerSize": 134}
    else:
        sibling["blobId"] = digest_of(data)
    return sibling

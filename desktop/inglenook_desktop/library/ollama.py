"""Models that Ollama keeps: manifests name blobs by their sha256, and a blob of weights is a plain GGUF file.

manifests/HOST/NAMESPACE/MODEL/TAG is a manifest; in manifests-v2, of later versions, it may be a list of manifests for
different runners, which lie among the blobs. Read-only and in place.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from .entries import Found, ModelSource
from .grouping import found
from .looking import Looker, file_seen
from .machine import Machine
from .naming import quantization_of

_DIGEST = re.compile(r"sha256[:-]([0-9a-fA-F]{64})")
_WEIGHTS = "application/vnd.ollama.image.model"
_OWN_HOSTS = ("registry.ollama.ai", "ollama.com")
_OWN_NAMESPACE = "library"
_RUNNERS = ("", "ollama", "llamacpp")
_ROOTS = ("manifests-v2", "manifests")


def folders(machine: Machine) -> list[Path]:
    """OLLAMA_MODELS, else the default, and the folder of the Linux service."""
    places = [machine.folder("OLLAMA_MODELS") or machine.home / ".ollama" / "models"]
    if machine.platform.startswith("linux"):
        places.append(machine.system_root / "usr" / "share" / "ollama" / ".ollama" / "models")
    return places


def in_folder(looker: Looker, folder: Path) -> Iterator[Found]:
    """One model a blob; its other names are kept with it."""
    by_blob: dict[tuple[int | str, ...], Found] = {}
    for name, path in _manifests(looker, folder):
        one = _model(looker, folder, name, path)
        if one is None:
            continue
        known = by_blob.get(one.identity)
        if known is None:
            by_blob[one.identity] = one
        elif name != known.model.name and name not in known.model.also_named:
            also = (*known.model.also_named, name)
            by_blob[one.identity] = replace(known, model=replace(known.model, also_named=also))
    yield from by_blob.values()


def display_name(host: str, namespace: str, model: str, tag: str) -> str:
    """As `ollama list` shows it."""
    if host.lower() not in _OWN_HOSTS:
        return f"{host}/{namespace}/{model}:{tag}"
    return f"{model}:{tag}" if namespace.lower() == _OWN_NAMESPACE else f"{namespace}/{model}:{tag}"


def _manifests(looker: Looker, root: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths, "latest" behind the names that say more, and the later format before the older one."""
    listed: dict[str, Path] = {}
    for top in _ROOTS:
        base = root / top
        for seen in looker.walk(base, max_depth=3):
            parts = tuple(Path(os.path.relpath(seen.path, base)).parts)
            if len(parts) == 3:
                for tag in seen.others:
                    listed.setdefault(display_name(*parts, tag), Path(seen.path, tag))
    yield from sorted(listed.items(), key=lambda item: (item[0].endswith(":latest"), item[0]))


def _model(looker: Looker, root: Path, name: str, path: Path) -> Found | None:
    """None where the manifest is none of weights that llama.cpp reads, or its blob is not there."""
    manifest = _runnable(looker, root, _json(looker.text(path)))
    layers = manifest.get("layers")
    digests = [
        match[1].lower()
        for layer in (layers if isinstance(layers, list) else [])
        if isinstance(layer, dict) and layer.get("mediaType") == _WEIGHTS
        if (match := _DIGEST.fullmatch(str(layer.get("digest"))))
    ]
    if len(digests) != 1:  # several files of one model have names that llama.cpp does not know for parts
        return None
    for form in (f"sha256-{digests[0]}", f"sha256:{digests[0]}"):
        file = file_seen(root / "blobs" / form)
        if file is not None:
            config = _config(looker, root, manifest)
            stated = config.get("file_type")
            quantization = quantization_of(stated) if isinstance(stated, str) else ""
            return found(
                name, [file], ModelSource.OLLAMA, quantization=quantization or quantization_of(name), sha256=digests[0]
            )
    return None


def _runnable(looker: Looker, root: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest itself, or of a list the one for llama.cpp; {} where there is none."""
    children = manifest.get("manifests")
    if not isinstance(children, list):
        return manifest
    for child in children:
        if not isinstance(child, dict) or str(child.get("runner", "")).lower() not in _RUNNERS:
            continue
        if isinstance(child.get("layers"), list):
            return child
        if match := _DIGEST.fullmatch(str(child.get("digest"))):
            return _json(_blob_text(looker, root, match[1]))
    return {}


def _config(looker: Looker, root: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    config = manifest.get("config")
    match = _DIGEST.fullmatch(str(config.get("digest"))) if isinstance(config, dict) else None
    return _json(_blob_text(looker, root, match[1])) if match else {}


def _blob_text(looker: Looker, root: Path, digest: str) -> bytes | None:
    return looker.text(root / "blobs" / f"sha256-{digest.lower()}")


def _json(data: bytes | None) -> dict[str, Any]:
    """{} for anything but an object."""
    try:
        value = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}

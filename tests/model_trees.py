"""File trees as other programs lay them out, with small files in place of models. The bytes of manifests and settings
are what those programs write; a blob's name is the sha256 of what is in it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

GGUF_HEAD = b"GGUF\x03\x00\x00\x00" + bytes(16)


def gguf(seed: str, n_bytes: int = 64) -> bytes:
    """Something that begins like a GGUF file, different for each seed."""
    return (GGUF_HEAD + seed.encode()).ljust(n_bytes, b"\x07")


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def put_in_hub(cache: Path, repository: str, commit: str, filename: str, data: bytes, *, main: bool = True) -> Path:
    """As huggingface_hub does it: a blob, a relative link, a ref. Returns the link."""
    folder = cache / ("models--" + repository.replace("/", "--"))
    digest = hashlib.sha256(data).hexdigest()
    blob = folder / "blobs" / digest
    if not blob.exists():
        put(blob, data)
    link = folder / "snapshots" / commit / filename
    link.parent.mkdir(parents=True, exist_ok=True)
    up = "/".join([".."] * (2 + filename.count("/")))
    link.symlink_to(f"{up}/blobs/{digest}")
    if main:
        put(folder / "refs" / "main", commit.encode())
    put(cache / ".locks" / folder.name / f"{digest}.lock", b"")
    return link


def put_in_ollama(
    models: Path,
    data: bytes,
    *,
    host: str = "registry.ollama.ai",
    namespace: str = "library",
    model: str = "llama3.2",
    tag: str = "3b",
    file_type: str = "Q4_K_M",
    root: str = "manifests",
) -> Path:
    """As `ollama pull` does it: weights, template, licence, parameters and a config among the blobs, and a manifest.
    Returns the blob of the weights."""

    def blob(content: bytes) -> tuple[str, int]:
        digest = hashlib.sha256(content).hexdigest()
        put(models / "blobs" / f"sha256-{digest}", content)
        return f"sha256:{digest}", len(content)

    config = {
        "model_format": "gguf",
        "model_family": "llama",
        "model_families": ["llama"],
        "model_type": "3.2B",
        "file_type": file_type,
        "architecture": "amd64",
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": []},
    }
    config_digest, config_size = blob(json.dumps(config, separators=(",", ":")).encode())
    layers = []
    for kind, content in (
        ("model", data),
        ("template", b"{{ .Prompt }}"),
        ("license", b"LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\n"),
        ("params", b'{"stop":["<|eot_id|>"]}'),
    ):
        digest, size = blob(content)
        layers.append({"mediaType": f"application/vnd.ollama.image.{kind}", "digest": digest, "size": size})
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": {
            "mediaType": "application/vnd.docker.container.image.v1+json",
            "digest": config_digest,
            "size": config_size,
        },
        "layers": layers,
    }
    text = json.dumps(manifest, separators=(",", ":")).encode()
    if root == "manifests-v2":
        child, _ = blob(text)
        listed = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.ollama.manifest.list.v2+json",
            "manifests": [
                {
                    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                    "digest": "sha256:" + "0" * 64,
                    "runner": "mlx",
                    "format": "safetensors",
                },
                {
                    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                    "digest": child,
                    "runner": "llamacpp",
                    "format": "gguf",
                },
            ],
        }
        text = json.dumps(listed, separators=(",", ":")).encode()
        parent, _ = blob(text)
        entry = models / root / host / namespace / model / tag
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.symlink_to(f"../../../../blobs/{parent.replace(':', '-')}")
    else:
        put(models / root / host / namespace / model / tag, text)
    return models / "blobs" / f"sha256-{hashlib.sha256(data).hexdigest()}"


def put_in_jan(data_folder: Path, identifier: str, data: bytes, *, model_path: str = "") -> Path:
    """As Jan's import does it: model.gguf beside a model.yml, which names it below the data folder."""
    folder = data_folder / "llamacpp" / "models" / identifier
    if not model_path:
        put(folder / "model.gguf", data)
    relative = model_path or f"llamacpp/models/{identifier}/model.gguf"
    put(
        folder / "model.yml",
        (
            f"model_path: {relative}\n"
            f"name: {identifier}\n"
            f"size_bytes: {len(data)}\n"
            f"model_sha256: {hashlib.sha256(data).hexdigest()}\n"
            f"model_size_bytes: {len(data)}\n"
            "embedding: false\n"
        ).encode(),
    )
    return folder / "model.gguf" if not model_path else data_folder / model_path

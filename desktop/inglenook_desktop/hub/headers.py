"""Where the first bytes of files at the hub are kept, by which their plans are made: `headers/` in the data folder."""

from __future__ import annotations

import re
from pathlib import Path

HEADERS_FOLDER = "headers"
_DIGEST = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def kept_header(data_dir: Path, digest: str) -> Path | None:
    """First bytes that were read before. digest: of the file at the hub, which is their name; anything else is none."""
    if not _DIGEST.fullmatch(digest):
        return None
    path = data_dir / HEADERS_FOLDER / f"{digest}.gguf-head"
    return path if path.is_file() else None

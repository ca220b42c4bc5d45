"""What a model is called whose file has no name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_engine.gguf import name_of


@pytest.mark.parametrize(
    ("path", "stated", "expected"),
    [
        ("/m/Tiny-Q4_0.gguf", "Tiny Model", "Tiny-Q4_0"),
        ("/o/blobs/sha256-" + "0a" * 32, "Tiny Model", "Tiny Model"),
        ("/o/blobs/sha256-" + "0a" * 32, None, "sha256-" + "0a" * 32),
        ("/jan/org/Tiny/model.gguf", "Tiny Model", "Tiny Model"),
        ("/jan/org/Tiny/model.gguf", "  ", "model"),
        ("/m/model.gguf", "a\x1b[2J\u202eb" + "c" * 200, "a [2J b" + "c" * 73),
    ],
)
def test_by_the_file_or_by_the_header(path: str, stated: str | None, expected: str) -> None:
    assert name_of(Path(path), stated) == expected

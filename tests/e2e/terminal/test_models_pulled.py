"""A model from the hub to its removal: pulled by the real fetcher, verified, damaged, removed, pulled again."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback_hub import LoopbackHub, running_hub

from .conftest import Program

WHOLE = random.Random(1).randbytes(300_000)
PARTS = [random.Random(seed).randbytes(200_000) for seed in (2, 3)]


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as one:
        one.files = {
            "org/T-GGUF/T-Q4_K_M.gguf": WHOLE,
            **{f"org/T-GGUF/T-Q8_0-0000{n}-of-00002.gguf": part for n, part in enumerate(PARTS, 1)},
        }
        yield one


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "hub-cache"


@pytest.fixture
def program(tmp_path: Path, cache: Path, hub: LoopbackHub) -> Program:
    environ = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HUB_CACHE": str(cache),
        "HF_TOKEN": "",
        "INGLENOOK_DATA_DIR": str(tmp_path / "data"),
        "NO_PROXY": "*",
    }
    return Program(cwd=tmp_path, environ=environ)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]


def test_pull_verify_damage_remove_and_pull_again(program: Program, cache: Path) -> None:
    assert program("models", "pull", "org/T-GGUF:Q4_K_M").status == 0
    assert program("models", "verify", "org/T-GGUF:Q4_K_M").out == "T-Q4_K_M is right.\n"
    (link,) = cache.rglob("T-Q4_K_M.gguf")
    blob = Path(os.path.realpath(link))
    status = blob.stat()
    with blob.open("r+b") as file:
        file.write(b"spoiled")
    os.utime(blob, ns=(status.st_atime_ns, status.st_mtime_ns))
    wrong = program("models", "verify", "T-Q4_K_M")
    assert wrong.status == 1
    assert "inglenook models rm T-Q4_K_M" in wrong.err
    assert "inglenook models pull org/T-GGUF:Q4_K_M" in wrong.err
    removed = program("models", "rm", "T-Q4_K_M", "--yes", "--json")
    assert removed.json["freed_bytes"] == len(WHOLE)
    assert files_below(cache) == []
    assert program("models", "pull", "org/T-GGUF:Q4_K_M").status == 0
    assert program("models", "verify", "T-Q4_K_M").status == 0


def test_a_split_model_is_removed_whole_and_its_neighbour_stays(program: Program, cache: Path) -> None:
    for name in ("org/T-GGUF:Q4_K_M", "org/T-GGUF:Q8_0"):
        assert program("models", "pull", name).status == 0
    removed = program("models", "rm", "org/T-GGUF:Q8_0", "--yes", "--json")
    assert removed.json["freed_bytes"] == sum(map(len, PARTS))
    assert [path.name for path in cache.rglob("*.gguf")] == ["T-Q4_K_M.gguf"]
    listed = [entry["name"] for entry in program("models", "list", "--json").json if entry["source"] == "hub"]
    assert listed == ["T-Q4_K_M"]

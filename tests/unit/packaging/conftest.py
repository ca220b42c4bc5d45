"""Set-up and the benchmarks are no packages of the environment: their folders go on the path."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
for folder in (REPOSITORY / "packaging", REPOSITORY / "bench", Path(__file__).parent):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

from set_up_site import Site  # noqa: E402


@pytest.fixture
def repository() -> Path:
    return REPOSITORY


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """In a folder with a space in its name."""
    root = tmp_path / "a clone"
    root.mkdir()
    return Site(root, dict(os.environ))


@pytest.fixture
def programs(tmp_path: Path) -> Callable[..., Path]:
    """Makes executables: programs("nvcc", "exit 0") -> the folder that has it. All go into one folder unless named."""

    def make(name: str, script: str = "exit 0", *, folder: Path | None = None) -> Path:
        place = folder or tmp_path / "programs"
        place.mkdir(parents=True, exist_ok=True)
        path = place / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return place

    return make

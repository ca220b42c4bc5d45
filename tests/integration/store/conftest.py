"""Real processes that can be killed, and a real disk that can be filled."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_writers import Writers


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    server = Writers(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for a megabyte and a half. Needs the right to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=1536k", "inglenook-test", str(folder)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("mounting a small disk needs root; the tests with a file size limit cover the same path")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)

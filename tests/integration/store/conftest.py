"""Real processes that can be killed, a real disk that can be filled, and a user who may not write."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
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
    """A file system of its own with room for one megabyte. Needs the right to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=1m", "inglenook-test", str(folder)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("mounting a small disk needs root; the tests with a file size limit cover the same path")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def as_nobody() -> Iterator[Callable[[Path], None]]:
    """Give a folder away and go on without root's power to write everywhere; root again afterwards."""
    if os.geteuid() != 0:
        yield lambda _folder: None
        return

    def become(folder: Path) -> None:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)

    yield become
    os.seteuid(0)


NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="inglenook-test-"))
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(folder)

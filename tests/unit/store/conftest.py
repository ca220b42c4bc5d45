"""A store in a real folder, and a clock that moves by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from inglenook_desktop.store import FILE_NAME, Store, open_store


class Clock:
    """Moves on by a second with each look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 31, 23, 59, 58, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data_dir: Path, empty_store: Path) -> Iterator[Store]:
    data_dir.mkdir(exist_ok=True)
    if not (data_dir / FILE_NAME).exists():
        shutil.copy(empty_store, data_dir)
    with open_store(data_dir, now=Clock()) as opened:
        yield opened

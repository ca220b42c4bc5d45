"""One window for a data folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop.instance import AlreadyOpenError, RaiseWatcher, ask_to_raise, lock_window
from pytestqt.qtbot import QtBot


def test_the_second_lock_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    first = lock_window(tmp_path)
    assert first is not None
    with pytest.raises(AlreadyOpenError):
        lock_window(tmp_path)
    first.close()
    second = lock_window(tmp_path)
    assert second is not None
    second.close()


def test_two_folders_have_two_windows(tmp_path: Path) -> None:
    locks = [lock_window(tmp_path / name) for name in ("one", "two")]
    assert all(lock is not None for lock in locks)
    for lock in locks:
        if lock is not None:
            lock.close()


def test_a_folder_that_cannot_be_made_has_no_lock(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert lock_window(tmp_path / "file" / "data") is None
    ask_to_raise(tmp_path / "file" / "data")  # and nobody to tell


def test_the_first_window_hears_of_every_second_start(tmp_path: Path, qtbot: QtBot) -> None:
    watcher = RaiseWatcher(tmp_path)
    for _ in range(2):
        with qtbot.waitSignal(watcher.raise_requested):
            ask_to_raise(tmp_path)

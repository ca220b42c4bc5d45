"""One window for a data folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.instance import (
    ACTIVATION_TOKEN,
    RAISE_NAME,
    AlreadyOpenError,
    RaiseWatcher,
    ask_to_raise,
    lock_window,
)
from PySide6.QtCore import QFileSystemWatcher
from pytestqt.qtbot import QtBot
from windows import OpenWindow


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


def test_the_first_window_hears_of_every_second_start_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    watcher = RaiseWatcher(tmp_path)
    heard: list[bool] = []
    watcher.raise_requested.connect(heard.append)
    for is_new in (False, True, True):
        monkeypatch.setenv(ACTIVATION_TOKEN, f"of {len(heard)}")
        with qtbot.waitSignal(watcher.raise_requested):
            ask_to_raise(tmp_path, is_new=is_new)
            monkeypatch.delenv(ACTIVATION_TOKEN)
        assert os.environ[ACTIVATION_TOKEN] == f"of {len(heard) - 1}", "Wayland lets no window forward without it"
    system = watcher.findChild(QFileSystemWatcher)
    assert system is not None
    system.fileChanged.emit(str(tmp_path / RAISE_NAME))  # as systems do that tell of one writing twice
    assert heard == [False, True, True]


def test_a_start_may_want_a_new_conversation(
    open_window: OpenWindow, ask: Callable[[Session, str], None], data_dir: Path, qtbot: QtBot
) -> None:
    first = open_window()
    ask(first, "Hello")
    number = first.controller.state.conversation_id
    assert number is not None
    first.close()
    again = open_window(is_new=True)
    assert again.controller.state.conversation_id is None
    again.controller.open_conversation(number)
    ask_to_raise(data_dir, is_new=True)
    qtbot.waitUntil(lambda: again.controller.state.conversation_id is None)

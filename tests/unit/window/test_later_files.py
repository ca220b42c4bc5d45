"""Small files on a thread: the newest value of each, all of them by the end, and what cannot be written."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from inglenook_desktop.later_files import LaterFiles
from inglenook_desktop.settings import WindowSettings


def draft(path: Path) -> str:
    return str(json.loads(path.read_text())["draft"])


def test_the_caller_does_not_wait_and_the_newest_value_is_what_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, gate, asked = os.fsync, threading.Event(), threading.Event()
    n_syncs = 0

    def slow(descriptor: int) -> None:
        nonlocal n_syncs
        n_syncs += 1
        asked.set()
        assert gate.wait(10)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    files, path, other = LaterFiles(), tmp_path / "window.json", tmp_path / "windows.json"
    files.write(path, WindowSettings(draft="0"))
    assert asked.wait(10)
    for number in range(1, 50):
        files.write(path, WindowSettings(draft=str(number)))
    files.write(other, WindowSettings(draft="other"))
    assert not path.exists()
    gate.set()
    files.finish()
    assert (draft(path), draft(other)) == ("49", "other")
    assert n_syncs == 6  # a file and its folder: the first, the last, the other
    assert [thread for thread in threading.enumerate() if thread.name == "small files"] == []


def test_one_that_cannot_be_written_is_lacking_until_it_can(tmp_path: Path) -> None:
    files, path = LaterFiles(), tmp_path / "later" / "window.json"
    files.write(path, WindowSettings(draft="one"))
    files.finish()
    assert files.lacks(path)
    path.parent.mkdir()
    files.write(path, WindowSettings(draft="two"))
    files.finish()
    assert not files.lacks(path)
    assert draft(path) == "two"


def test_finishing_nothing_is_fine() -> None:
    LaterFiles().finish()

"""The window and the safety of its file: it is told of a rescue, and the day's check runs while nothing is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop import store_care
from inglenook_desktop.store import FILE_NAME, Store, open_store, snapshots
from inglenook_desktop.store.care import DAMAGED
from inglenook_desktop.store_care import StoreCare
from inglenook_engine.types import FinishReason, GenerateParams
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of


def fill(data_dir: Path) -> None:
    with open_store(data_dir) as store:
        say(store)


def say(store: Store) -> None:
    turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text="word " * 30_000, tokens=[1], reason=FinishReason.STOP, stats=STATS)


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 6 * 4096)
        file.write(b"\xff" * 4096)


def test_the_window_tells_of_a_rescue_and_shows_what_was_saved(data_dir: Path, open_window: OpenWindow) -> None:
    fill(data_dir)
    spoil(data_dir / FILE_NAME)
    session = open_window()
    (notice,) = session.controller.state.notices
    assert "was damaged" in notice.message
    assert [conversation.title for conversation in store_of(session).conversations()] == ["Hello"]


def test_the_days_snapshot_waits_for_an_answer_to_end(data_dir: Path, qtbot: QtBot) -> None:
    with open_store(data_dir) as store:
        for _ in range(20):
            say(store)
        parent = QObject()
        care = StoreCare(store, parent)
        care.set_busy(True)
        care.look()
        assert not store.care.is_running
        care.set_busy(False)
        care.look()
        care.set_busy(True)  # a question was asked before it was through
        assert not store.care.is_running
        care.set_busy(False)
        care.look()
        store.care.wait()
        assert len(snapshots.listed(data_dir)) == 1
        care.stop()


def test_damage_that_the_check_finds_is_told_in_the_window(
    data_dir: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    fill(data_dir)
    session = open_window()
    spoil(data_dir / FILE_NAME)
    care = session.controller.storage.care
    assert care is not None
    care.look()
    qtbot.waitUntil(lambda: [notice.message for notice in session.controller.state.notices] == [DAMAGED])


def test_a_short_session_gets_its_snapshot_too(data_dir: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many are shorter than the time between two looks; the clock of the first one runs again after each answer."""
    assert store_care.FIRST_LOOK_MS <= 30_000
    monkeypatch.setattr(store_care, "FIRST_LOOK_MS", 20)
    fill(data_dir)
    with open_store(data_dir) as store:
        parent = QObject()
        care = StoreCare(store, parent)
        care.set_busy(True)
        qtbot.wait(100)
        assert not store.care.is_running
        assert snapshots.listed(data_dir) == []
        care.set_busy(False)
        qtbot.waitUntil(lambda: len(snapshots.listed(data_dir)) == 1)
        care.stop()

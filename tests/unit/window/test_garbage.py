"""The collector of cycles on the window's thread: where it works, when, and that it gives the automatic one back."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from inglenook_desktop import garbage
from inglenook_desktop.garbage import GarbageCollector
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot


class Cycle:
    """With a running timer, which Qt ends on no other thread than its own."""

    def __init__(self) -> None:
        self.itself = self
        self.timer = QTimer()
        self.timer.start(60_000)


@pytest.fixture
def threads() -> Iterator[list[int]]:
    """Of the collections, in which they ran."""
    found: list[int] = []

    def note(phase: str, _about: dict[str, int]) -> None:
        if phase == "start":
            found.append(threading.get_ident())

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


@pytest.fixture
def collector(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageCollector]:
    monkeypatch.setattr(garbage, "FULL_AFTER_MS", 1)
    monkeypatch.setattr(garbage, "SETTLED_MS", 1 << 30)
    one = GarbageCollector()
    yield one
    one.stop()


@pytest.mark.usefixtures("collector")
def test_what_another_thread_makes_is_collected_on_the_window_s_own(qtbot: QtBot, threads: list[int]) -> None:
    gone = weakref.ref(Cycle())
    made: list[list[int]] = []
    other = threading.Thread(target=lambda: made.extend([] for _ in range(50_000)))
    other.start()
    other.join()
    assert threads == []
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None)
    assert set(threads) == {threading.main_thread().ident}


@pytest.mark.usefixtures("collector")
def test_old_cycles_go_when_nothing_is_made_for_a_while(qtbot: QtBot) -> None:
    cycle = Cycle()
    for _ in range(2):
        gc.collect(1)  # it is of the oldest generation now
    gone = weakref.ref(cycle)
    del cycle
    most = gc.get_threshold()
    gc.set_threshold(50, 1, 1)
    kept: list[list[int]] = []

    def is_gone() -> bool:
        kept.extend([] for _ in range(100))
        return gone() is None

    try:
        qtbot.waitUntil(is_gone)
    finally:
        gc.set_threshold(*most)


def test_the_automatic_collection_comes_back(qtbot: QtBot) -> None:
    assert gc.isenabled()
    collector = GarbageCollector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()

"""What the watch over rates has found, on the page of statistics: told of the days in view, marked in the chart."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.statistics.question import By, Metric
from inglenook_desktop.statistics.regressions import RatedRun
from inglenook_desktop.store import Store, open_store, watched
from inglenook_desktop.store.db import Connection
from inglenook_desktop.views.statistics_window import StatisticsWindow
from inglenook_engine.types import FinishReason, GenerateParams
from noisy_rates import NOISES, rates
from pictures import keep
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from windows import OpenWindow

QUIET = next(noise for noise in NOISES if noise.name == "quiet")
DROP_AT, N_RUNS, A_DAY = 45, 80, 8
"""Ten days; the engine became 2.0 in the sixth, four days ago."""


def used(store: Store) -> None:
    for index, rate in enumerate(rates(random.Random(3), QUIET, N_RUNS, drop_at=DROP_AT, ratio=0.77, base=500)):
        model = replace(MODEL, engine_version="1.0" if index < DROP_AT else "2.0")
        turn = store.begin_turn(conversation_id=None, text="Go on", model=model, params=GenerateParams())
        stats = replace(STATS, prompt_tokens=100, cached_tokens=0, prefill_ms=100 / rate * 1000, output_tokens=4)
        store.finish_turn(turn, text="Yes", tokens=[1], reason=FinishReason.STOP, stats=stats)
    today = datetime.now(UTC)
    with sqlite3.connect(store.path) as sql:
        for (id_,) in sql.execute("SELECT id FROM runs ORDER BY id").fetchall():
            moment = today - timedelta(days=(N_RUNS - id_) // A_DAY)
            sql.execute("UPDATE runs SET started_at = ? WHERE id = ?", (moment.isoformat()[:23] + "Z", id_))


def marks_of(page: StatisticsWindow) -> list[str]:
    drawing = page.chart._drawing
    return [] if drawing is None else [mark.text for mark in drawing.marks]


def test_a_filter_interrupts_the_watch_which_looks_again(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The filter is chosen after the first rows of the runs were read: the rest of them is not."""
    with open_store(data_dir) as store:
        used(store)
    session = open_window()
    page, reader = session.statistics.open(), session.statistics.reader
    assert page is not None
    assert reader is not None
    read, amounts, told = watched.rated_runs, list[int](), list[int]()

    def read_with_a_filter_chosen(sql: Connection, *, is_wanted: Callable[[], bool]) -> list[RatedRun]:
        is_first = not amounts
        n_asked = 0

        def is_wanted_until_the_second_look() -> bool:
            nonlocal n_asked
            n_asked += 1
            if is_first and n_asked == 2:
                QTimer.singleShot(0, page, page._ask)
                while is_wanted():
                    time.sleep(0.001)
            return is_wanted()

        runs = read(sql, is_wanted=is_wanted_until_the_second_look)
        amounts.append(len(runs))
        return runs

    monkeypatch.setattr(watched, "AT_ONCE", N_RUNS // 4)
    monkeypatch.setattr(watched, "rated_runs", read_with_a_filter_chosen)
    reader.changes.connect(lambda found: told.append(len(found)))
    qtbot.waitUntil(lambda: page.changes.n_shown == 1)
    assert amounts == [0, N_RUNS]
    assert told == [1], "an interrupted look says nothing"


def test_a_change_stands_on_the_page_long_after_its_notice(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        used(store)
    session = open_window()
    page = session.statistics.open()
    assert page is not None
    page.cards.choose(Metric.PREFILL)
    qtbot.waitUntil(lambda: page.changes.n_shown == 1)
    ((sentence, evidence),) = page.changes.lines
    assert f"Reading prompts with {MODEL.name} is 2" in sentence
    assert sentence.endswith("slower since the engine became 2.0 (it was 1.0).")
    assert "of your runs before" in evidence
    at = page.pages.indexOf(page.changes)
    assert page.tabs.tabText(at) == "Changes (1)"
    qtbot.waitUntil(lambda: page.chart.chart is not None and marks_of(page) != [])
    assert marks_of(page)[0].startswith("−2")
    drawing = page.chart._drawing
    assert drawing is not None
    page._on_hovered((str(drawing.marks[0].day), 0))
    assert "since the engine became 2.0" in page.heading.text()
    page.tabs.setCurrentIndex(at)
    page._on_hovered(None)
    keep(page.grab().toImage(), session, "statistics-changes")

    page.cards.choose(Metric.TOKENS)  # of which nothing changed
    qtbot.waitUntil(lambda: marks_of(page) == [])
    assert page.changes.n_shown == 1
    page.filters.by.setCurrentIndex(list(By).index(By.MODEL))
    page.filters._today = lambda: datetime.now(UTC).date() - timedelta(days=200)
    page._ask()
    qtbot.waitUntil(lambda: page.changes.n_shown == 0)
    assert page.changes.lines[0][0] == "No change of speed was found in these days."
    assert page.tabs.tabText(at) == "Changes"

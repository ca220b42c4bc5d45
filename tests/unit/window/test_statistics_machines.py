"""The page of statistics over runs of two machines: this one's, unless the person chooses others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from fakes_engine import MODEL, STATS
from inglenook_desktop.views.statistics_window import StatisticsWindow
from inglenook_engine.types import FinishReason, GenerateParams
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of

PRICES = """
[machine]
currency = "EUR"
price_per_kwh = 0.30
[[hosted]]
name = "There"
currency = "EUR"
input = 2
output = 10
as_of = 2026-03-01
"""


def shown(page: StatisticsWindow, runs: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._report is not None and page._report.total.runs == runs)
    if folder := os.environ.get("INGLENOOK_SCREENSHOTS"):
        page.resize(1200, 760)
        page.tabs.setCurrentIndex(2)
        page.grab().save(str(Path(folder) / f"statistics-machines-{runs}.png"))


def test_the_page_is_about_this_machine_until_another_is_chosen(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    store = store_of(session)
    (store.path.parent / "prices.toml").write_text(PRICES)
    for number in range(5):
        turn = store.begin_turn(conversation_id=None, text=f"No. {number}", model=MODEL, params=GenerateParams())
        stats = replace(STATS, energy_mj=9e6, idle_energy_mj=1e6, prompt_tokens=900, output_tokens=90, total_ms=9000)
        store.finish_turn(turn, text="!", tokens=[1], reason=FinishReason.STOP, stats=stats)
    page = session.statistics.open()
    assert page is not None
    shown(page, 5, qtbot)
    assert not page.filters.machine.isVisible()
    with store._db.write() as sql:
        sql.execute("UPDATE runs SET machine = '00ff' WHERE id IN (SELECT id FROM runs LIMIT 2)")
    page._ask()
    shown(page, 3, qtbot)
    assert page.filters.machine.isVisible()
    assert page.costs.table.rowCount() == 2
    for name, runs in (("other", 2), ("all", 5)):
        page.filters.machine.setCurrentIndex(page.filters.machine.findData(name))
        shown(page, runs, qtbot)
        assert page.costs.table.rowCount() == 1  # the provider's
        assert "Not all of these answers were made on this machine" in page.costs.words.text()

"""What a person chooses on the page of statistics beyond a card and a row of filters."""

from __future__ import annotations

import csv
import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.app import Session
from inglenook_desktop.statistics.question import By, Metric
from inglenook_desktop.views.statistics_filters import OWN_DATES, PERIOD_BEFORE, YEAR_BEFORE
from inglenook_desktop.views.statistics_window import StatisticsWindow
from inglenook_desktop.views.statistics_words import day_number
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats
from pictures import keep
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of

ANSWERS = 5


@pytest.fixture
def session(open_window: OpenWindow) -> Session:
    session = open_window()
    store = store_of(session)
    for number in range(1, ANSWERS + 1):
        turn = store.begin_turn(conversation_id=None, text="?", model=MODEL, params=GenerateParams())
        stats = GenerationStats(
            prompt_tokens=100, output_tokens=40, prefill_ms=80, ttft_ms=100, decode_ms=1000,
            total_ms=10_000.0 * number, itl_histogram='{"400":39}',
        )  # fmt: skip
        store.finish_turn(turn, text="!", tokens=[1], reason=FinishReason.STOP, stats=stats)
        store.set_ui_ttft(turn, 1000.0 * number)
    return session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> StatisticsWindow:
    page = session.statistics.open()
    assert page is not None
    qtbot.waitUntil(lambda: page.figures_model.rowCount() == 1)
    qtbot.waitUntil(lambda: page.chart.chart is not None)
    return page


def shows(page: StatisticsWindow, metric: Metric) -> bool:
    return page._report is not None and page._report.question.metric is metric


def titles(page: StatisticsWindow) -> list[str]:
    model = page.figures_model
    return [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]


def test_the_first_word_and_the_whole_answer_are_figures_of_their_cards(
    page: StatisticsWindow, session: Session, qtbot: QtBot
) -> None:
    assert {"First word seen", "Whole answer"} < set(titles(page))
    assert page.variant.isVisible()
    keep(page.grab().toImage(), session, "statistics-engine")
    for card, metric, median in (
        (Metric.TTFT, Metric.UI_TTFT, 3000),
        (Metric.RUNS, Metric.TOTAL, 30_000),
    ):
        page.cards.choose(card)
        qtbot.waitUntil(partial(shows, page, card))
        assert page.variant.isVisible()
        page.variant.setCurrentIndex(page.variant.findData(metric))
        page.variant.activated.emit(page.variant.currentIndex())
        qtbot.waitUntil(partial(shows, page, metric))
        assert page._report is not None
        assert page._report.total.spreads[metric].p50 == pytest.approx(median, rel=0.022)
        assert page.cards.cards[card].accessibleName() in ("First word seen", "Whole answer")
        assert f"{metric.value}_ms" in page.sql.toPlainText()
        page.figures.activated.emit(page.figures_model.index(0, 0))
        qtbot.waitUntil(lambda: page.answers_model.rowCount() > 0)
        assert page.answers_model.run(0).value == pytest.approx(median / 3 * ANSWERS)
        keep(page.grab().toImage(), session, f"statistics-{metric.value}")
    page.cards.choose(Metric.PREFILL)
    assert not page.variant.isVisible()


def test_of_conversations_a_card_shows_what_is_kept(page: StatisticsWindow, qtbot: QtBot) -> None:
    page.cards.choose(Metric.TOTAL)
    qtbot.waitUntil(partial(shows, page, Metric.TOTAL))
    page.filters.by.setCurrentIndex(list(By).index(By.CONVERSATION))
    qtbot.waitUntil(partial(shows, page, Metric.TOKENS))
    assert not page.variant.isVisible()
    page.cards.choose(Metric.RUNS)
    qtbot.waitUntil(partial(shows, page, Metric.RUNS))
    assert not page.variant.isVisible()


PRICES = """
[machine]
currency = "EUR"
price_per_kwh = 0.40
hardware_price = 1000
[[hosted]]
name = "=There"
currency = "EUR"
input = 2
output = 10
as_of = 2026-11-01
"""


def test_the_table_of_costs_is_saved_while_it_is_in_view(
    page: StatisticsWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    (store_of(session).path.parent / "prices.toml").write_text(PRICES)
    session.statistics.open()
    qtbot.waitUntil(lambda: page.costs.table.rowCount() == 1)  # energy was not measured
    page.tabs.setCurrentIndex(page.pages.indexOf(page.costs))
    page.saving.write_table(str(tmp_path / "costs.csv"))
    (row,) = csv.DictReader((tmp_path / "costs.csv").read_text().splitlines())
    assert (row["where"], row["as_of"], row["currency"]) == ("'=There", "2026-11-01", "EUR")
    # 500 tokens read at 2, 200 written at 10 a million
    assert float(row["amount_high"]) == pytest.approx(0.003)
    assert float(row["per_answer_high"]) == pytest.approx(0.0006)
    assert (row["answers"], row["paid_day_low"]) == ("5", "")
    page.tabs.setCurrentIndex(0)
    page.saving.write_table(str(tmp_path / "figures.csv"))
    assert (tmp_path / "figures.csv").read_text().startswith("day,label,runs")


def compared(page: StatisticsWindow, which: str) -> None:
    data = (PERIOD_BEFORE, which)
    found = [at for at in range(page.filters.compared.count()) if page.filters.compared.itemData(at) == data]
    page.filters.compared.setCurrentIndex(found[0])


def test_two_times_of_the_persons_own_choice_are_compared(
    page: StatisticsWindow, session: Session, qtbot: QtBot
) -> None:
    """Of the five answers one is moved to a March, and two to the March before it."""
    with sqlite3.connect(store_of(session).path) as sql:
        sql.execute("UPDATE runs SET started_at = '2024-03-05T12:00:00.000Z' WHERE id = 1")
        sql.execute("UPDATE runs SET started_at = '2023-03-31T12:00:00.000Z' WHERE id IN (2, 3)")
    filters = page.filters
    assert not filters.dates.isVisible()
    filters.period.setCurrentIndex(filters.period.findText("Own dates"))
    assert filters.dates.isVisible()
    today = day_number(page._today())
    assert filters.dates.span[1] - filters.dates.span[0] == 29  # what was in view
    assert abs(filters.dates.span[1] - today) <= 1  # it may be midnight
    filters.dates.last.setDate(QDate(2024, 3, 31))  # the first day does not stay behind it
    assert filters.dates.span[0] == filters.dates.span[1]
    filters.dates.first.setDate(QDate(2024, 3, 1))
    compared(page, YEAR_BEFORE)
    qtbot.waitUntil(lambda: page._report is not None and page._report.other_total is not None)
    assert page._report is not None
    qtbot.waitUntil(lambda: totals(page) == (1, 2))
    assert not filters.other_dates.isVisible()
    compared(page, OWN_DATES)
    assert filters.other_dates.isVisible()
    other = page.question.other
    assert other is not None
    assert other.first_day == day_number(date(2023, 3, 1))  # as it was
    filters.other_dates.last.setDate(QDate(2023, 3, 30))
    qtbot.waitUntil(lambda: totals(page) == (1, 0))
    assert "2023" in page.heading.text()
    keep(page.grab().toImage(), session, "statistics-dates")


def totals(page: StatisticsWindow) -> tuple[int, int]:
    report = page._report
    if report is None or report.other_total is None:
        return (-1, -1)
    return report.total.runs, report.other_total.runs


def test_a_year_before_a_29_february_is_the_28th(page: StatisticsWindow) -> None:
    page.filters.period.setCurrentIndex(page.filters.period.findText("Own dates"))
    page.filters.dates.set_span(day_number(date(2024, 2, 29)), day_number(date(2024, 2, 29)) + 1)
    compared(page, YEAR_BEFORE)
    other = page.question.other
    assert other is not None
    assert (other.first_day, other.last_day) == (day_number(date(2023, 2, 28)), day_number(date(2023, 3, 1)))


@pytest.mark.parametrize(
    ("metric", "budget", "over", "setting"),
    [(Metric.ITL, 3.0, "195", "itl_budget_ms"), (Metric.TOTAL, 45.0, "1", "answer_budget_s")],
)
def test_each_time_has_a_budget_of_its_own(
    metric: Metric, budget: float, over: str, setting: str, page: StatisticsWindow, session: Session, qtbot: QtBot
) -> None:
    page.budget.setValue(2.0)
    page.cards.choose(metric)
    qtbot.waitUntil(partial(shows, page, metric))
    assert page.budget.isVisible()
    assert page.budget.value() == 0.0  # that of the first token is another
    page.budget.setValue(budget)
    qtbot.waitUntil(lambda: page._report is not None and page._report.rows[0].figures.broken is not None)
    at = titles(page).index("Over budget")
    assert page.figures_model.index(0, at).data() == over
    assert page.chart._drawing is not None
    assert page.chart._drawing.limit == pytest.approx(budget)
    assert page.chart._drawing.points[0].is_marked
    kept = session.preferences.current.statistics
    assert (kept.ttft_budget_s, getattr(kept, setting)) == (2.0, budget)
    of_sql = [row for row in in_sql(page, session) if "over_budget" in row]
    assert [str(row["over_budget"]) for row in of_sql] == [over]
    page.cards.choose(Metric.TTFT)
    assert page.budget.value() == 2.0


def in_sql(page: StatisticsWindow, session: Session) -> list[dict[str, object]]:
    """The rows of every statement that the page shows."""
    with store_of(session)._db.read() as sql:
        rows = []
        for statement in page.sql.toPlainText().split(";\n"):
            cursor = sql.execute(statement)
            names = [column[0] for column in cursor.description]
            rows += [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return rows

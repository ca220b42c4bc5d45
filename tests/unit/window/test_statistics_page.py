"""The page of statistics in a real window, over a real store."""

from __future__ import annotations

import csv
import io
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.app import Session
from inglenook_desktop.preferences import Preferences
from inglenook_desktop.statistics.question import OF_CONVERSATIONS, By, Metric
from inglenook_desktop.store import RunAction, Store
from inglenook_desktop.store.rollups import Rollups
from inglenook_desktop.theme import LIGHT
from inglenook_desktop.views.statistics_chart import Chart
from inglenook_desktop.views.statistics_drawing import drawing_of
from inglenook_desktop.views.statistics_window import StatisticsWindow
from inglenook_desktop.views.statistics_words import action_title
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of

OTHER = replace(MODEL, name="=Other", quantization="Q8_0")


def answer(store: Store, text: str, ttft_ms: float, *, model: object = MODEL, energy_mj: float | None = None) -> int:
    """Returns the message's id."""
    turn = store.begin_turn(
        conversation_id=None, text=text, model=MODEL if model is MODEL else OTHER, params=GenerateParams()
    )
    stats = GenerationStats(
        prompt_tokens=100, cached_tokens=20, output_tokens=40, prefill_ms=ttft_ms * 0.8, ttft_ms=ttft_ms,
        decode_ms=1000, total_ms=ttft_ms + 1000, queue_ms=ttft_ms * 0.1, drafted_tokens=10, accepted_tokens=5,
        itl_histogram='{"400":39}', energy_mj=energy_mj, idle_energy_mj=None if energy_mj is None else energy_mj / 4,
    )  # fmt: skip
    store.finish_turn(turn, text=f"About {text}.", tokens=[1], reason=FinishReason.STOP, stats=stats)
    return turn.assistant_message_id


@pytest.fixture
def session(open_window: OpenWindow) -> Session:
    session = open_window()
    store = store_of(session)
    for number, ttft_ms in enumerate((150, 160, 170, 180, 9000)):
        answer(store, f"question {number}", ttft_ms, energy_mj=3_600_000.0)
    answer(store, "another", 300, model=OTHER, energy_mj=3_600_000.0)
    session.conversations.set_conversations(store.conversations())
    return session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> StatisticsWindow:
    page = session.statistics.open()
    assert page is not None
    qtbot.waitUntil(lambda: page.figures_model.rowCount() == 1)
    qtbot.waitUntil(lambda: page.chart.chart is not None)
    return page


def says(page: StatisticsWindow, words: str) -> bool:
    return words in page.chart.words.text()


def chart_of(page: StatisticsWindow) -> Chart:
    assert page.chart.chart is not None
    return page.chart.chart


def choose(page: StatisticsWindow, by: By, qtbot: QtBot) -> None:
    page.filters.by.setCurrentIndex(list(By).index(by))
    qtbot.waitUntil(lambda: page._report is not None and page._report.question.by is by)


def shows(page: StatisticsWindow, metric: Metric) -> bool:
    return page._report is not None and page._report.question.metric is metric


def cells(page: StatisticsWindow) -> list[list[str]]:
    model = page.figures_model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_it_tells_what_was_generated(page: StatisticsWindow, qtbot: QtBot) -> None:
    (today,) = cells(page)
    assert today[1:3] == ["6", "172 ms"]
    choose(page, By.MODEL, qtbot)
    assert [row[:2] for row in cells(page)] == [[MODEL.name, "5"], ["=Other", "1"]]
    assert "run_figures" in page.sql.toPlainText()


def test_a_filter_leaves_only_what_was_chosen_and_models_are_compared(page: StatisticsWindow, qtbot: QtBot) -> None:
    page.filters.quantization.setCurrentIndex(page.filters.quantization.findData("Q8_0"))
    qtbot.waitUntil(lambda: cells(page)[0][1] == "1")
    page.filters.quantization.setCurrentIndex(0)
    page.filters.model.setCurrentIndex(page.filters.model.findData(MODEL.name))
    page.filters.compared.setCurrentIndex(page.filters.compared.findText("=Other"))
    qtbot.waitUntil(lambda: page._report is not None and page._report.other_total is not None)
    assert page._report is not None
    assert page._report.other_total is not None
    assert (page._report.total.runs, page._report.other_total.runs) == (5, 1)
    assert "=Other" in page.heading.text()


def test_a_budget_marks_where_it_was_broken_and_by_what(page: StatisticsWindow, session: Session, qtbot: QtBot) -> None:
    page.budget.setValue(2.0)
    qtbot.waitUntil(lambda: page._report is not None and page._report.rows[0].figures.broken is not None)
    assert "1: reading the prompt" in cells(page)[0]
    assert session.preferences.current == replace(
        Preferences(), statistics=replace(Preferences().statistics, ttft_budget_s=2.0)
    )


def test_a_row_leads_to_the_answer_at_its_slow_end(page: StatisticsWindow, session: Session, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    assert page.answers_hint.isVisible()
    page.figures.activated.emit(page.figures_model.index(0, 0))
    qtbot.waitUntil(lambda: page.answers_model.rowCount() > 0)
    assert page.answers_hint.isHidden()
    slowest = page.answers_model.run(0)
    assert slowest.title == "question 4"
    page.answers.activated.emit(page.answers_model.index(0, 0))
    qtbot.waitUntil(lambda: session.controller.state.conversation_id == slowest.conversation_id)
    assert session.transcript.row_of(slowest.message_id or 0) is not None


def test_prices_make_costs(page: StatisticsWindow, session: Session, data_dir: Path, qtbot: QtBot) -> None:
    (data_dir / "prices.toml").write_text(
        '[machine]\ncurrency = "EUR"\nprice_per_kwh = 0.40\n'
        '[[hosted]]\nname = "There"\ncurrency = "EUR"\ninput = 2\noutput = 10\nas_of = 2026-11-01\n'
        '[[hosted]]\nname = "Wrong"\ncurrency = "EUR"\ninput = "two"\noutput = 10\nas_of = 2026-11-01\n'
    )
    session.statistics.open()
    table = page.costs.table
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    # 6 answers of 1 Wh, a quarter of it idle: 4.5 to 6 Wh at 0.40 a kWh
    assert table.model().index(0, 1).data() == "0.0018 – 0.0024 EUR"
    # (600 × 2 + 240 × 10) / 1,000,000
    assert table.model().index(1, 1).data() == "0.0036 EUR"
    assert "[[hosted]] number 2 is left out: input is to be a number" in page.costs.words.text()
    choose(page, By.CONVERSATION, qtbot)
    assert len(cells(page)) == 6


def test_every_place_of_the_page_has_the_same_cost(
    page: StatisticsWindow, session: Session, data_dir: Path, qtbot: QtBot
) -> None:
    """Of these days the machine could only be used since its first answer."""
    (data_dir / "prices.toml").write_text('[machine]\ncurrency = "EUR"\nprice_per_kwh = 0.40\nhardware_price = 2000\n')
    session.statistics.open()
    qtbot.waitUntil(lambda: page.costs.table.rowCount() == 1)
    in_tab = page.costs.table.model().index(0, 1).data()
    assert cells(page)[0][-1] == in_tab
    assert page.cards.cards[Metric.COST].accessibleDescription().startswith(in_tab)
    page.cards.choose(Metric.COST)
    qtbot.waitUntil(partial(shows, page, Metric.COST))
    ends = sorted(y for _x, y, *_of in chart_of(page)._shown)
    assert len(ends) == 2
    assert 0 < ends[0] < ends[1]


def test_each_of_two_periods_costs_by_the_time_that_the_machine_worked_in_it(
    page: StatisticsWindow, session: Session, data_dir: Path, qtbot: QtBot
) -> None:
    """One answer in the days before, of the same work as each of these six: its share of the hardware is larger."""
    (data_dir / "prices.toml").write_text('[machine]\ncurrency = "EUR"\nprice_per_kwh = 0\nhardware_price = 2000\n')
    store = store_of(session)
    before = (datetime.now(UTC) - timedelta(days=40)).isoformat()
    with sqlite3.connect(store.path) as sql:
        sql.execute("UPDATE runs SET started_at = ?, total_ms = 2000 WHERE id = 6", (before,))
        sql.execute("UPDATE runs SET total_ms = 2000 WHERE id < 6")
    session.statistics.open()
    page.filters.compared.setCurrentIndex(page.filters.compared.findText("The days before"))
    page.cards.choose(Metric.COST)
    qtbot.waitUntil(lambda: page._report is not None and page._report.other_total is not None and page._priced.is_known)
    assert page._report is not None
    assert page._report.other_total is not None
    (shown,), (other,) = drawing_of(page._report, page._priced).points, drawing_of(page._report, page._priced).others
    assert shown.values[1] == pytest.approx(5 * (other.values[1] or 0))  # five answers, and each worked as long
    assert other.values[0] == pytest.approx((shown.values[0] or 0) * 11 / 30)  # bought for it alone, of 11 days and 30
    assert "compared: " in page.cards.cards[Metric.COST].accessibleDescription()


def test_where_nothing_was_measured_the_chart_says_why(page: StatisticsWindow, session: Session, qtbot: QtBot) -> None:
    with sqlite3.connect(store_of(session).path) as sql:
        sql.execute("UPDATE runs SET energy_mj = NULL, drafted_tokens = 0, accepted_tokens = 0, ui_ttft_ms = NULL")
    session.statistics.open()
    for metric, words in (
        (Metric.ENERGY, "was not measured: no counter"),
        (Metric.ACCEPTANCE, "drafts"),
        (Metric.COST, "not written down yet"),
    ):
        page.cards.choose(metric)
        qtbot.waitUntil(partial(says, page, words))
        assert page.chart.words.isVisible()
        assert not chart_of(page).isVisible()
    page.cards.choose(Metric.TOKENS)
    qtbot.waitUntil(chart_of(page).isVisible)


def test_figures_are_there_before_what_the_chart_needs_is_imported(session: Session, qtbot: QtBot) -> None:
    page = session.statistics.open()
    assert page is not None
    assert page.chart.chart is None
    place = page.chart.geometry()
    assert not page.saving.save_chart.isEnabled()
    with qtbot.waitSignal(page.chart.stands):
        pass
    assert cells(page)[0][1] == "6"
    assert page.chart.geometry() == place
    assert page.saving.save_chart.isEnabled()


def test_what_an_answer_costs_has_its_title_in_it(
    page: StatisticsWindow, session: Session, data_dir: Path, qtbot: QtBot
) -> None:
    (data_dir / "prices.toml").write_text('[machine]\ncurrency = "EUR"\nprice_per_kwh = 1000\n')
    store = store_of(session)
    with sqlite3.connect(store.path) as sql:
        sql.execute("UPDATE runs SET action = 'title' WHERE id > 3")
    session.statistics.open()
    qtbot.waitUntil(lambda: page.costs.table.rowCount() == 1)
    # 6 runs of 1 Wh, a quarter of it idle, for 3 answers
    qtbot.waitUntil(lambda: page.costs.table.model().index(0, 2).data() == "1.50 – 2.00 EUR")


def test_conversations_are_in_the_order_of_what_is_shown(
    page: StatisticsWindow, session: Session, qtbot: QtBot
) -> None:
    """Not in that of how long they worked, in which bars of tokens would stand anyhow."""
    with sqlite3.connect(store_of(session).path) as sql:
        sql.execute("UPDATE runs SET prompt_tokens = 1000 + id, energy_mj = 3600000 * id, total_ms = 60000 / id")
    choose(page, By.CONVERSATION, qtbot)
    names = ["another", *(f"question {number}" for number in (4, 3, 2, 1, 0))]
    assert [row[0] for row in cells(page)] == names
    page.cards.choose(Metric.COST)
    qtbot.waitUntil(partial(shows, page, Metric.COST))
    assert [row[0] for row in cells(page)] == names[::-1]


def test_every_kind_of_answer_has_a_name_for_people() -> None:
    counted = set(RunAction) - {RunAction.BENCH}
    assert [action for action in counted if action_title(action.value) == action.value] == []


def test_all_time_is_all_time(session: Session, qtbot: QtBot) -> None:
    with sqlite3.connect(store_of(session).path) as sql:
        sql.execute("UPDATE runs SET started_at = '2020-05-04T12:00:00.000Z' WHERE id = 1")
    page = session.statistics.open()
    assert page is not None
    qtbot.waitUntil(lambda: page._report is not None and page._report.total.runs == 5)
    qtbot.wait(300)
    page.filters.period.setCurrentIndex(page.filters.period.findData(0))
    qtbot.waitUntil(lambda: page._report is not None and page._report.total.runs == 6)
    assert len(cells(page)) == 2


def test_of_conversations_what_is_not_kept_filters_nothing(page: StatisticsWindow, qtbot: QtBot) -> None:
    page.filters.context.setCurrentIndex(page.filters.context.findData(512))
    page.filters.version.setCurrentIndex(1)
    choose(page, By.CONVERSATION, qtbot)
    assert page._report is not None
    filters = page._report.question.filters
    assert (filters.context_tokens, filters.action, filters.version) == (-1, "", "")
    choose(page, By.DAY, qtbot)
    assert page._report.question.filters.context_tokens == 512


def test_behind_a_group_are_only_answers_of_the_chosen_model(page: StatisticsWindow, qtbot: QtBot) -> None:
    page.filters.model.setCurrentIndex(page.filters.model.findData("=Other"))
    choose(page, By.OUTCOME, qtbot)
    page.figures.activated.emit(page.figures_model.index(0, 0))
    qtbot.waitUntil(lambda: page.answers_model.rowCount() > 0)
    found = [page.answers_model.run(at).model_name for at in range(page.answers_model.rowCount())]
    assert found == ["=Other"]


OF_ANOTHER = {
    Metric.RUNS: "1.30 s",
    Metric.TTFT: "300 ms",
    Metric.PREFILL: "333",
    Metric.DECODE: "39.0",
    Metric.ITL: "25.6 ms",
    Metric.ACCEPTANCE: "50 %",
    Metric.TOKENS: "140",
    Metric.ENERGY: "0.75 Wh",
    Metric.COST: "0.75 – 1.00 EUR",
}
"""What the page says of the answer "another"."""


@pytest.mark.parametrize("by", [By.DAY, By.MODEL, By.CONVERSATION, By.OUTCOME])
def test_every_answer_behind_a_row_has_its_own_figure(
    by: By, page: StatisticsWindow, session: Session, data_dir: Path, qtbot: QtBot
) -> None:
    (data_dir / "prices.toml").write_text('[machine]\ncurrency = "EUR"\nprice_per_kwh = 1000\n')
    session.statistics.open()
    page.filters.model.setCurrentIndex(page.filters.model.findData("=Other"))
    choose(page, by, qtbot)
    seen = {}
    for metric, card in page.cards.cards.items():
        if not card.isEnabled():
            continue
        page.cards.choose(metric)
        qtbot.waitUntil(partial(shows, page, metric))
        page.figures.activated.emit(page.figures_model.index(0, 0))
        qtbot.waitUntil(lambda: page.answers_model.rowCount() > 0)
        assert page.answers_model.headerData(3, Qt.Orientation.Horizontal) != ""
        seen[metric] = page.answers_model.index(0, 3).data()
    assert seen == {metric: OF_ANOTHER[metric] for metric in seen}, seen
    assert len(seen) == (4 if by in OF_CONVERSATIONS else 9)


def test_chart_and_table_are_saved(page: StatisticsWindow, tmp_path: Path, qtbot: QtBot) -> None:
    choose(page, By.MODEL, qtbot)
    page.saving.write_table(str(tmp_path / "table.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text())))
    assert [(row["model"], row["runs"], row["output_tokens"]) for row in rows] == [
        (MODEL.name, "5", "200"),
        ("'=Other", "1", "40"),  # no formula
    ]
    page.cards.choose(Metric.TOKENS)
    qtbot.waitUntil(partial(shows, page, Metric.TOKENS))
    page.saving.write_chart(str(tmp_path / "chart.png"))
    picture = QImage(str(tmp_path / "chart.png"))
    assert picture.width() == 2 * page.chart.width()
    accent = QColor(LIGHT.accent)
    bars = [y for y in range(picture.height()) if picture.pixelColor(picture.width() // 4, y) == accent]
    assert 0.08 < len(bars) / picture.height() < 0.3  # one long bar in a chart with room for four: it fills its height
    page.saving.write_table(str(tmp_path / "missing" / "table.csv"))
    assert "could not be written" in page.words.text()


def test_two_models_stand_side_by_side_in_table_chart_csv_and_sql(
    page: StatisticsWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(page, By.MODEL, qtbot)
    page.filters.model.setCurrentIndex(page.filters.model.findData(MODEL.name))
    page.filters.compared.setCurrentIndex(page.filters.compared.findText("=Other"))
    qtbot.waitUntil(lambda: cells(page)[0][5] == "–")
    titles = [page.figures_model.headerData(at, Qt.Orientation.Horizontal) for at in range(9)]
    assert titles[:9] == ["Model", "Answers", "p50", "p95", "p99", "p50, compared", "p95, compared", "p99, compared",
                          "Reading"]  # fmt: skip
    one, other = cells(page)
    assert (one[:3], one[5]) == ([MODEL.name, "5", "172 ms"], "–")
    assert (other[:3], other[5]) == (["=Other", "0", "–"], "302 ms")
    drawing = chart_of(page)._drawing
    assert drawing is not None
    assert [point.values[0] is None for point in drawing.points] == [False, True]
    assert [point.key for point in drawing.others] == ["=Other"]
    page.saving.write_table(str(tmp_path / "table.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text())))
    assert [(row["model"], row["runs"], row["is_compared"]) for row in rows] == [
        (MODEL.name, "5", "0"),
        ("'=Other", "1", "1"),
    ]
    page.tabs.setCurrentIndex(page.pages.indexOf(page.sql))
    assert page.sql.verticalScrollBar().value() == 0
    assert page.sql.toPlainText().count(f"model = '{MODEL.name}'") == 3  # percentiles, table, between tokens
    assert page.sql.toPlainText().count("model = '=Other'") == 3


def test_an_axis_tells_amounts_as_the_table_does(page: StatisticsWindow) -> None:
    left = chart_of(page).getAxis("left")
    assert left.tickStrings([0.0, 1e7, 2e7], 1.0, 1e7) == ["0", "10.0 M", "20.0 M"]
    assert left.tickStrings([0.0, 0.5, 1.0], 1.0, 0.5) == ["0.0", "0.5", "1.0"]
    assert left.tickStrings([0.0, 20.0], 1.0, 20.0) == ["0", "20"]
    for name in ("left", "bottom"):
        axis = chart_of(page).getAxis(name)
        axis.setRange(0.0, 0.7)
        assert axis.autoSIPrefixScale == 1.0, "a first answer in under a second is told in seconds, not in thousandths"


def test_every_card_and_grouping_can_be_shown(page: StatisticsWindow, qtbot: QtBot) -> None:
    for metric in page.cards.cards:
        page.cards.choose(metric)
        qtbot.waitUntil(partial(shows, page, metric))
    for by in By:
        choose(page, by, qtbot)
        chart = chart_of(page)
        chart._on_moved(chart.getPlotItem().getViewBox().sceneBoundingRect().center())
    assert page.filters.context.isEnabled() is False  # conversations have no length of prompt


def test_a_new_answer_appears_while_the_page_is_open(page: StatisticsWindow, session: Session, qtbot: QtBot) -> None:
    session.controller.submit("Hello")
    qtbot.waitUntil(lambda: cells(page)[0][1] == "7")


def test_every_control_has_a_name_and_the_page_goes_with_its_folder(page: StatisticsWindow, session: Session) -> None:
    controls = [page.filters.period, *page.cards.cards.values(), page.budget, page.figures, page.answers, page.sql]
    assert all(isinstance(one, QWidget) and one.accessibleName() for one in controls)
    assert page.cards.cards[Metric.TTFT].accessibleDescription().startswith("172 ms")
    session.statistics.shut_down()
    assert session.statistics.reader is None
    assert session.statistics.open() is not page


@pytest.mark.parametrize(
    "lost", ["DELETE FROM figure_groups WHERE kind = 'folder'", "DELETE FROM figure_runs WHERE run_id = 1"]
)
def test_figures_that_do_not_add_up_are_made_again(session: Session, lost: str, qtbot: QtBot) -> None:
    store = store_of(session)
    assert Rollups(store._db).settle()
    with sqlite3.connect(store.path) as sql:
        sql.execute(lost)
    page = session.statistics.open()
    assert page is not None
    qtbot.waitUntil(lambda: Rollups(store._db).groups_add_up() and Rollups(store._db).n_runs() == 6)
    choose(page, By.FOLDER, qtbot)
    assert cells(page)[0][1] == "6"

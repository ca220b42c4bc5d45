"""The SQL beside a table gives the table: percentiles to the bin, sums to the last digit; and the views are usable."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL
from inglenook_desktop.statistics.cost import Owned
from inglenook_desktop.statistics.costing import cost_of
from inglenook_desktop.statistics.cube import Cube
from inglenook_desktop.statistics.prices import Prices
from inglenook_desktop.statistics.question import (
    OF_CONVERSATIONS,
    RATES,
    SPREADS,
    By,
    Figures,
    Filters,
    Metric,
    Question,
)
from inglenook_desktop.statistics.report import report
from inglenook_desktop.statistics.sql_text import sql_of, statements_of
from inglenook_desktop.statistics_reading import figures_of
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store.figure_cells import day_number, day_of
from inglenook_desktop.store.rollups import Rollups
from inglenook_engine.latency_histogram import LatencyHistogram, bin_of
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats

BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
MODELS = [
    replace(MODEL, engine_version="0.9", llama_version="0.3.36"),
    replace(MODEL, engine_version="0.9", llama_version="llama-cpp-python 0.3.37, llama.cpp b6"),
    replace(MODEL, name="It's other", quantization="Q8_0", engine_version="", driver_version="580.1"),
]
OWNED = Owned(currency="EUR", price_per_kwh=0.31, hardware_price=2400.0, life_years=3.5)
UTILISATIONS = (0.0123, 0.4)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    rng = random.Random(9)
    moment = BEGIN
    with open_store(tmp_path_factory.mktemp("used") / "data", now=lambda: moment) as store:
        folder = store.shelf.create_folder("Work").id
        for number in range(60):
            moment += timedelta(hours=rng.randint(1, 12))
            latencies = LatencyHistogram()
            for _ in range(rng.randint(1, 20)):
                latencies.add(rng.lognormvariate(3, 1))
            stats = GenerationStats(
                prompt_tokens=rng.randint(20, 3000), cached_tokens=3, output_tokens=rng.randint(8, 90),
                drafted_tokens=9, accepted_tokens=rng.randint(0, 9), prefill_ms=rng.lognormvariate(5, 1),
                ttft_ms=rng.lognormvariate(6, 1), decode_ms=rng.lognormvariate(7, 1), total_ms=rng.lognormvariate(8, 1),
                itl_histogram=latencies.to_text(), energy_mj=5000.0, idle_energy_mj=1000.0,
                load_ms=rng.lognormvariate(4, 2), queue_ms=rng.lognormvariate(4, 2),
            )  # fmt: skip
            turn = store.begin_turn(
                conversation_id=None, text=f"No. {number}", model=rng.choice(MODELS), params=GenerateParams()
            )
            store.finish_turn(turn, text="!", tokens=[1], reason=FinishReason.STOP, stats=stats)
            if number % 3 == 0:
                store.shelf.move(turn.conversation_id, folder)
                store.shelf.set_tags(turn.conversation_id, ["tax", "home"])
        with store._db.write() as sql:
            sql.execute("UPDATE runs SET machine = '00ff' WHERE id % 4 = 0")  # as if they had come with an archive
        Rollups(store._db).settle()
        yield store


def filters() -> list[Filters]:
    whole = Filters(first_day=day_number(BEGIN), last_day=day_number(BEGIN) + 60)
    return [
        whole,
        replace(whole, model="It's other", quantization="Q8_0"),
        replace(whole, context_tokens=1024, action="answer", last_day=day_number(BEGIN) + 9),
        replace(whole, is_own=False),
        replace(whole, is_own=None),
    ]


def key_of(by: By, row: tuple[object, ...]) -> str:
    if by is By.VERSION:
        return "/".join(str(part) for part in row[:4])
    return str(row[0])


@pytest.mark.parametrize("by", [by for by in By if by not in OF_CONVERSATIONS])
def test_percentiles_are_those_of_the_sql(used: Store, by: By) -> None:
    rollups = Rollups(used._db)
    cube, facets = Cube(rollups.rows()), rollups.facets()
    for chosen in filters():
        for metric in SPREADS:
            question = Question(by=by, metric=metric, filters=chosen)
            of_sql = sorted(
                [bin_of(value) for value in row[-3:]]
                for row in used._db._sql.execute(statements_of(question)[0]).fetchall()
            )
            spreads = [row.figures.spreads[metric] for row in report(cube, facets, question).rows]
            shown = sorted(
                [bin_of(value or 0) for value in (spread.p50, spread.p95, spread.p99)]
                for spread in spreads
                if spread.p50 is not None
            )
            assert shown == of_sql, statements_of(question)[0]


def test_days_are_named_alike(used: Store) -> None:
    rollups = Rollups(used._db)
    question = Question(by=By.DAY, metric=Metric.TOKENS, filters=filters()[0])
    rows = report(Cube(rollups.rows()), rollups.facets(), question).rows
    of_sql = {row[0]: row[1:5] for row in used._db._sql.execute(statements_of(question)[0])}
    assert {
        str(day_of(int(row.key))): (
            row.figures.runs,
            row.figures.prompt_tokens,
            row.figures.cached_tokens,
            row.figures.output_tokens,
        )
        for row in rows
    } == of_sql


def test_a_version_that_is_filtered_is_found_by_the_sql(used: Store) -> None:
    rollups = Rollups(used._db)
    cube, facets = Cube(rollups.rows()), rollups.facets()
    whole = Question(by=By.VERSION, metric=Metric.RUNS, filters=filters()[0])
    versions = [row.key for row in report(cube, facets, whole).rows]
    assert len(versions) == 3
    for named in ("engine 0.9, llama.cpp 0.3.36", "engine 0.9, llama-cpp-python 0.3.37, llama.cpp b6"):
        assert any(named in version for version in versions)
    for version in versions:
        question = replace(whole, filters=replace(whole.filters, version=version), by=By.ACTION)
        (row,) = report(cube, facets, question).rows
        ((_action, n_runs, *_rest),) = used._db._sql.execute(statements_of(question)[0]).fetchall()
        assert row.figures.runs == n_runs > 0


@pytest.mark.parametrize("by", OF_CONVERSATIONS)
def test_sums_of_conversations_are_those_of_the_sql(used: Store, by: By) -> None:
    chosen = filters()[1]
    totals = Rollups(used._db).totals(
        by.value,
        first_day=chosen.first_day,
        last_day=chosen.last_day,
        model_name=chosen.model,
        quantization=chosen.quantization,
        limit=1000,
    )
    question = Question(by=by, metric=Metric.COST, filters=chosen)
    cursor = used._db._sql.execute(statements_of(question)[0])
    at = [column[0] for column in cursor.description].index("runs")
    of_sql = sorted((key_of(by, row), *row[at : at + 4]) for row in cursor.fetchall())
    shown = sorted((one.label if by is By.FOLDER else one.key, one.runs, one.prompt_tokens, one.cached_tokens,
                    one.output_tokens) for one in totals)  # fmt: skip
    assert shown == of_sql
    assert sum(one.energy_runs for one in totals) == sum(one.runs for one in totals) > 0


@pytest.mark.parametrize("by", list(By))
def test_every_table_is_that_of_its_sql_run_by_another_program_on_the_file(used: Store, by: By) -> None:
    """Sums to the last digit, medians to the bin, what broke a budget, costs; of what is shown and of what it is
    compared with; SQLite's own, without this program."""
    rollups = Rollups(used._db)
    cube, facets = Cube(rollups.rows()), rollups.facets()
    whole = filters()[0]
    other = None if by in OF_CONVERSATIONS else replace(whole, model="It's other")
    for metric in Metric:
        question = Question(by=by, metric=metric, filters=whole, other=other, budget_ms=1300)
        with contextlib.closing(sqlite3.connect(f"{used.path.as_uri()}?mode=ro", uri=True)) as sql:
            statements = sqlite_statements(sql_of(question, OWNED, UTILISATIONS))
            n_each = 1 + (metric in SPREADS) + (metric is not Metric.ITL)
            assert len(statements) == (1 if other is None else 2 * n_each)
            found = []
            for statement in statements:
                cursor = sql.execute(statement)
                names = [column[0] for column in cursor.description]
                found.append([dict(zip(names, row, strict=True)) for row in cursor])
        if by in OF_CONVERSATIONS:
            totals = rollups.totals(
                by.value, first_day=whole.first_day, last_day=whole.last_day, limit=1000, is_own=True
            )
            figures = [figures_of(one, is_own=True) for one in totals]
            shown = [(*sums(one), *costs(one, UTILISATIONS[0])) for one in figures]
            told = [(*sums_of_sql(row), *costs_of_sql(row)) for row in found[0]]
            assert sorted(shown, key=str) == sorted(told, key=str)
            continue
        answer = report(cube, facets, question)
        per = len(found) // 2
        for rows, of, utilisation in zip(
            (answer.rows, answer.others), (found[:per], found[per:]), UTILISATIONS, strict=True
        ):
            assert rows
            table = of[1 if metric in SPREADS else 0]
            shown = [
                (*sums(one), one.acceptance, *broken(one), *medians(one), *costs(one, utilisation))
                for one in (row.figures for row in rows)
            ]
            told = [
                (
                    *sums_of_sql(row), row["acceptance"], row["over_budget"], row["over_budget_stage"],
                    *(bin_of(row[f"{name}_p50"]) for name in ("ttft", "prefill", "decode")), *costs_of_sql(row),
                )
                for row in table
            ]  # fmt: skip
            assert sorted(shown, key=str) == sorted(told, key=str)
            assert {bool(row["over_budget"]) for row in table} == {True, False} or by is not By.DAY
            between = sorted(bin_of(row["p50"]) for row in (of[0] if metric is Metric.ITL else of[-1]))
            assert between == sorted(bin_of(row.figures.spreads[Metric.ITL].p50 or 0) for row in rows)
            if metric in SPREADS:
                ends = ("p50", "p5", "p1") if metric in RATES else ("p50", "p95", "p99")
                bins = sorted([row["n"], *(bin_of(row[name]) for name in ends)] for row in of[0])
                spreads = [row.figures.spreads[metric] for row in rows]
                assert bins == sorted(
                    [one.n, *(bin_of(value or 0) for value in (one.p50, one.p95, one.p99))] for one in spreads if one.n
                )


def broken(figures: Figures) -> tuple[object, ...]:
    return (None, None) if figures.broken is None else (figures.broken.over, figures.broken.stage)


def medians(figures: Figures) -> tuple[object, ...]:
    return tuple(bin_of(figures.spreads[metric].p50 or 0) for metric in (Metric.TTFT, Metric.PREFILL, Metric.DECODE))


def costs(figures: Figures, utilisation: float) -> tuple[object, ...]:
    found = cost_of(figures, Prices(owned=OWNED), utilisation)
    assert found is not None
    return round(found.low, 9), round(found.high, 9)


def costs_of_sql(row: dict[str, Any]) -> tuple[object, ...]:
    return round(row["cost_low"], 9), round(row["cost_high"], 9)


def sqlite_statements(text: str) -> list[str]:
    """As the shell of SQLite takes them apart."""
    found, statement = [], ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    assert not statement.strip()
    return found


def sums(figures: Figures) -> tuple[object, ...]:
    idle = figures.measured.idle_energy_j if figures.measured else None
    return (
        figures.runs, figures.prompt_tokens, figures.cached_tokens, figures.output_tokens, round(figures.busy_ms, 4),
        figures.energy_j, None if idle is None else idle.low,
    )  # fmt: skip


def sums_of_sql(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        row["runs"], row["prompt_tokens"], row["cached_tokens"], row["output_tokens"], round(row["busy_ms"], 4),
        row["energy_j"], row["idle_energy_j"],
    )  # fmt: skip


def test_a_damaged_run_breaks_no_view(used: Store, tmp_path: Path) -> None:
    with used._db.write() as sql:
        sql.execute("UPDATE runs SET model = 'not json', itl_histogram = '{' WHERE id = (SELECT max(id) FROM runs)")
    with used._db.read() as sql:
        for view in ("run_figures", "run_latencies", "conversation_figures"):
            assert sql.execute(f"SELECT * FROM {view}").fetchall()

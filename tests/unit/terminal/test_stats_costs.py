"""`inglenook stats` with prices written down: what answers cost here, and at a provider."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.statistics.cost import Hosted
from inglenook_desktop.statistics.prices import Prices, read_prices
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store.figures import Grouping
from inglenook_desktop.terminal.stats import _EMPTY as NOTHING
from inglenook_desktop.terminal.stats import as_csv, run_stats
from inglenook_desktop.terminal.stats_costs import cost_lines, costs_of
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
PRICES = """
[machine]
currency = "EUR"
price_per_kwh = 0.40
hardware_price = 877.5
[[hosted]]
name = "There"
currency = "EUR"
input = 2
output = 10
as_of = 2026-03-01
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Two answers of 1 kWh each, a quarter of it the idle machine's, in an hour; and one nothing is known of."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "prices.toml").write_text(PRICES)
    with open_store(folder, now=lambda: BEGIN) as store:
        for energy_mj in (3.6e9, 3.6e9, None):
            answer(store, energy_mj)
    return folder


def answer(store: Store, energy_mj: float | None) -> None:
    model = MODEL if energy_mj else replace(MODEL, name="Unmeasured")
    turn = store.begin_turn(conversation_id=None, text="?", model=model, params=GenerateParams())
    stats = GenerationStats(
        prompt_tokens=1_000_000, output_tokens=500_000, total_ms=1_800_000, energy_mj=energy_mj,
        idle_energy_mj=None if energy_mj is None else energy_mj / 4,
    )  # fmt: skip
    store.finish_turn(turn, text="!", tokens=[1], reason=FinishReason.STOP, stats=stats)


def test_costs_worked_by_hand(data_dir: Path) -> None:
    """1.5 to 2 kWh at 0.40; the hardware costs 877.5 / (4 × 8766) = 0.025025 an hour, and worked 1.5 of 24 hours."""
    with open_store(data_dir) as store:
        groups = store.figures.by(Grouping.MODEL)
    prices = read_prices(data_dir / "prices.toml")
    costs = dict(zip([group.label for group in groups], costs_of(groups, prices, since=None, now=NOW), strict=True))
    assert costs["Unmeasured"] is None
    measured = costs[MODEL.name]
    assert measured is not None
    assert measured.low == pytest.approx(0.6 + 0.025026, abs=1e-5)
    assert measured.high == pytest.approx(0.8 + 0.025026 * 16, abs=1e-4)
    lines = cost_lines(groups, [costs[group.label] for group in groups], prices)
    assert lines[0].startswith("Electricity and hardware: 0.625 to 1.2 EUR, of the groups")
    assert lines[1] == "The same tokens at There (as of 2026-03-01): 14 EUR."  # of the same groups
    lines = cost_lines(groups, [None, None], prices)
    assert lines == ["The same tokens at There (as of 2026-03-01): 21 EUR."]


def test_they_are_in_the_table_and_in_its_exports(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from inglenook_desktop.terminal.console import standard_console

    run_stats(data_dir, standard_console(), Grouping.CONTEXT, since=None, is_json=False, is_csv=False)
    assert "up to 1,048,576" in capsys.readouterr().out
    run_stats(data_dir, standard_console(), Grouping.VERSION, since=None, is_json=True, is_csv=False)
    (group,) = json.loads(capsys.readouterr().out)
    assert group["cost"] is None  # a run of it was not measured
    with open_store(data_dir) as store:
        groups = store.figures.by(Grouping.MODEL)
    costs = costs_of(groups, read_prices(data_dir / "prices.toml"), since=None, now=NOW)
    rows = {row["label"]: row for row in csv.DictReader(io.StringIO(as_csv(groups, costs)))}
    assert (rows[MODEL.name]["cost_currency"], rows["Unmeasured"]["cost_currency"]) == ("EUR", "")
    assert next(csv.reader(io.StringIO(as_csv([], [])))) == list(rows[MODEL.name])


def test_runs_of_other_machines_are_told_when_asked_for_and_cost_nothing_here(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from inglenook_desktop.terminal.console import standard_console

    with open_store(data_dir) as store, store._db.write() as sql:
        sql.execute("UPDATE runs SET machine = '00ff' WHERE energy_mj IS NOT NULL")
    for is_own, n_runs in ((True, 1), (False, 2), (None, 3)):
        run_stats(data_dir, standard_console(), Grouping.ALL, since=None, is_own=is_own, is_json=True, is_csv=False)
        (group,) = json.loads(capsys.readouterr().out)
        assert (group["runs"], group["cost"]) == (n_runs, None)


def test_an_amount_has_three_figures_and_no_exponent() -> None:
    prices = replace(Prices(), hosted=(Hosted(name="X", currency="EUR", input=1, output=0, as_of=BEGIN.date()),))
    told = []
    for n_tokens in (0, 97, 12_345, 1_234_567, 1_234_567_890_000):
        group = replace(NOTHING, prompt_tokens=n_tokens)
        told.append(cost_lines([group], [None], prices)[0].split("): ")[1])
    assert told == ["0 EUR.", "0.000097 EUR.", "0.0123 EUR.", "1.23 EUR.", "1,230,000 EUR."]


def test_what_has_no_name_is_named_and_no_tag_is_not_nothing(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from inglenook_desktop.terminal.console import standard_console

    def told(grouping: Grouping, since: datetime | None = None) -> str:
        run_stats(data_dir, standard_console(), grouping, since=since, is_json=False, is_csv=False)
        return capsys.readouterr().out

    assert told(Grouping.ALL).splitlines()[1].startswith("all ")
    assert told(Grouping.TAG) == "Nothing was generated yet in a conversation that has a tag.\n"
    assert told(Grouping.TAG, NOW) == "Nothing was generated in that time in a conversation that has a tag.\n"
    version = "llama-cpp-python 0.3.36, llama.cpp 0.5.0-dev"
    with open_store(data_dir) as store, store._db.write() as sql:
        sql.execute("UPDATE runs SET llama_version = ?", (version,))
    assert f", {version} " in told(Grouping.VERSION).splitlines()[1], "whole: its end tells it from others"

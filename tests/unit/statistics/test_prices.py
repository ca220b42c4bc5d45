"""prices.toml: what it may say, and what is said of the entries that are wrong; and the costs made with it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from inglenook_desktop.statistics.cost import Hosted, Owned, Range, Work
from inglenook_desktop.statistics.costing import cost_of, costs, utilisation_of
from inglenook_desktop.statistics.prices import EXAMPLE, Prices, read_prices, write_example
from inglenook_desktop.statistics.question import Figures

GOOD = """
[machine]
currency = "EUR"
price_per_kwh = 0.30
hardware_price = 2400

[[hosted]]
name = "large"
currency = "EUR"
input = 2.5
cached_input = 1.25
output = 10
as_of = 2026-11-21
"""
OWNED = Owned(currency="EUR", price_per_kwh=0.30, hardware_price=2400, life_years=4)
HOSTED = Hosted(name="large", currency="EUR", input=2.5, cached_input=1.25, output=10, as_of=date(2026, 11, 21))


def read(tmp_path: Path, text: str | bytes) -> Prices:
    path = tmp_path / "prices.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_prices(path)


def test_a_good_file(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == Prices(owned=OWNED, hosted=(HOSTED,))


def test_no_file_is_no_prices(tmp_path: Path) -> None:
    assert read_prices(tmp_path / "prices.toml") == Prices()


def test_the_example_says_nothing_until_its_marks_are_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    write_example(path)
    assert read_prices(path) == Prices()
    path.write_text("mine")
    write_example(path)
    assert path.read_text() == "mine"
    lines = [line.removeprefix("# ") for line in EXAMPLE.splitlines() if " = " in line or line.startswith("# [")]
    used = read(tmp_path, "\n".join(lines))
    assert used.problems == ()
    assert (used.owned, len(used.hosted)) == (OWNED, 2)
    assert tomllib.loads("\n".join(lines))["hosted"][0]["as_of"] == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("output = 10", 'output = "ten"'), "[[hosted]] number 1 is left out: output is to be a number, 0 or more"),
        (("output = 10", "output = -1"), "output is to be a number"),
        (("output = 10", "output = nan"), "output is to be a number"),
        (("output = 10", "output = true"), "output is to be a number"),
        (("as_of = 2026-11-21", ""), "as_of is to be the day"),
        (("as_of = 2026-11-21", 'as_of = "May"'), "as_of is to be the day"),
        (('name = "large"', "name = 3"), "name is to be a text"),
        (("input = 2.5", "inptu = 2.5"), "nothing knows “inptu”"),
        (("price_per_kwh = 0.30", ""), "[machine] is left out: price_per_kwh"),
        (("hardware_price = 2400", "life_years = 0"), "life_years is to be a number, 0.1 or more"),
        (("[machine]", "[machin]"), "nothing knows “machin”"),
        (("[[hosted]]", "[hosted]"), "write [[hosted]] with two brackets"),
        (('name = "large"\ncurrency = "EUR"', 'name = "large"\ncurrency = "USD"'), "large is priced in USD"),
        (("[machine]", "[machine"), "is no TOML"),
    ],
)
def test_a_wrong_entry_is_named_and_the_rest_is_read(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    assert change[0] in GOOD
    found = read(tmp_path, GOOD.replace(*change))
    assert any(problem in said for said in found.problems), found.problems


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x" * (2 << 20), b"[" * 100_000, b"machine = 3\nhosted = [1]"])
def test_noise_is_no_prices_and_a_sentence(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path, data)
    assert (found.owned, found.hosted) == (None, ())
    assert found.problems


def test_the_month_of_the_docs(tmp_path: Path) -> None:
    """docs/costs.md, through the file and the report: 100 busy hours of a month of 1,000 hours."""
    work = Work(
        prompt_tokens=20_000_000,
        cached_tokens=10_000_000,
        output_tokens=5_000_000,
        busy_s=360_000,
        energy_j=Range(low=90e6, high=90e6),
        idle_energy_j=Range(low=21.6e6, high=21.6e6),
    )
    figures = Figures(
        runs=1000, busy_ms=360_000_000, measured_runs=1000, measured=work, prompt_tokens=20_000_000,
        cached_tokens=10_000_000, output_tokens=5_000_000,
    )  # fmt: skip
    prices = read(tmp_path, GOOD)
    found = costs(figures, prices, n_days=30, today=date(2026, 11, 21))
    here, there = found.lines
    assert utilisation_of(figures, 30) == pytest.approx(360_000 / (30 * 86_400))
    assert here.price is None
    assert here.amount.low == pytest.approx(7.50 + 6.84, abs=0.01)
    assert there.amount == Range(low=87.5, high=100.0)
    assert there.per_answer.high == pytest.approx(0.1)
    assert there.break_even is not None
    assert there.break_even.months_low == pytest.approx(25.9 * 30 / 30.4375, abs=0.05)


def test_the_month_of_the_docs_measured_in_part(tmp_path: Path) -> None:
    """15 kWh of 60 of the 100 hours and 20 of the 25 million tokens: 18.75 kWh by tokens, 25 by hours."""
    part = Work(
        prompt_tokens=16_000_000, cached_tokens=8_000_000, output_tokens=4_000_000, busy_s=216_000,
        energy_j=Range(low=54e6, high=54e6), idle_energy_j=Range(low=12.96e6, high=12.96e6),
    )  # fmt: skip
    figures = Figures(
        runs=1000, busy_ms=360_000_000, measured_runs=700, measured=part, prompt_tokens=20_000_000,
        cached_tokens=10_000_000, output_tokens=5_000_000,
    )  # fmt: skip
    found = costs(figures, read(tmp_path, GOOD), n_days=30, today=date(2026, 11, 21))
    assert (found.n_answers, found.n_all, found.token_share) == (700, 1000, 0.8)
    assert found.utilisation == pytest.approx(360_000 / (30 * 86_400))
    _here, there = found.lines
    assert there.amount == Range(low=70.0, high=80.0)  # of the measured ones, as its line beside it
    even = there.break_even
    assert even is not None
    assert even.months_low == pytest.approx(2400 / (100 - 5.625) * 30 / 30.4375, rel=1e-6)
    assert even.months_high == pytest.approx(2400 / (87.5 - 9.3) * 30 / 30.4375, rel=1e-6)
    assert even.tokens_per_month is not None
    assert even.tokens_per_month.low == pytest.approx(50 / 94.375 * 25e6, rel=1e-3)


def test_answers_of_other_machines_cost_nothing_here(tmp_path: Path) -> None:
    work = Work(
        prompt_tokens=9, cached_tokens=0, output_tokens=1, busy_s=1,
        energy_j=Range(low=9, high=9), idle_energy_j=Range(low=1, high=1),
    )  # fmt: skip
    figures = Figures(
        runs=1, measured_runs=1, measured=work, prompt_tokens=9, output_tokens=1, busy_ms=1000, is_own=False
    )
    prices = read(tmp_path, GOOD)
    assert cost_of(figures, prices, 0.5) is None
    found = costs(figures, prices, n_days=7, today=date(2026, 11, 21))
    assert [line.price is None for line in found.lines] == [False]
    assert found.lines[0].break_even is None


def test_a_group_measured_in_part_has_no_cost(tmp_path: Path) -> None:
    figures = Figures(
        runs=3, measured_runs=2, measured=Work(prompt_tokens=1, cached_tokens=0, output_tokens=1, busy_s=1)
    )
    assert cost_of(figures, read(tmp_path, GOOD), 0.5) is None
    assert costs(Figures(), Prices(), n_days=7, today=date(2026, 11, 21)).lines == ()

"""Costs against the example of docs/costs.md, which was worked by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.statistics.cost import (
    Hosted,
    Owned,
    Range,
    Work,
    break_even,
    cost,
    electricity,
    hardware_share,
    hosted_cost,
    per_million,
)

# A month of work: 20 million tokens read, half of them cached, 5 million written, in 100 busy hours. The machine took
# 250 W more than idle in those hours (25 kWh), and 60 W idle (6 kWh).
MONTH = Work(
    prompt_tokens=20_000_000,
    cached_tokens=10_000_000,
    output_tokens=5_000_000,
    busy_s=360_000,
    energy_j=Range(low=90e6, high=90e6),
    idle_energy_j=Range(low=21.6e6, high=21.6e6),
)
OWNED = Owned(currency="EUR", price_per_kwh=0.30, hardware_price=2400, life_years=4)
HOSTED = Hosted(name="large", currency="EUR", input=2.5, cached_input=1.25, output=10, as_of=date(2026, 11, 21))


def is_about(found: Range | None, low: float, high: float) -> None:
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-5)


def test_electricity_by_hand() -> None:
    """25 kWh × 0.30 = 7.50; with the idle 6 kWh 9.30."""
    is_about(electricity(MONTH, OWNED), 7.5, 9.3)


def test_the_share_of_the_hardware_by_hand() -> None:
    """2400 × 100 h / 35,064 h = 6.8446; at a utilisation of a tenth ten times that."""
    share = hardware_share(MONTH, OWNED, 0.1)
    is_about(share, 6.84463, 68.4463)


def test_a_million_tokens_by_hand() -> None:
    """(7.50 + 6.84) / 25 to (9.30 + 68.45) / 25."""
    total = cost(MONTH, OWNED, utilisation=0.1).total
    assert total is not None
    found = per_million(total, MONTH.tokens)
    is_about(found, 0.573785, 3.109852)


def test_the_provider_by_hand() -> None:
    """10 × 2.50 + 10 × 1.25 + 5 × 10 = 87.50; nothing cached: 20 × 2.50 + 50 = 100."""
    is_about(hosted_cost(MONTH, HOSTED), 87.5, 100)


def test_break_even_by_hand() -> None:
    """2400 / (100 − 7.50) = 25.95 months; 2400 / (87.50 − 9.30) = 30.69. Per month of its life the machine costs 50, so
    from 50 / 92.50 of this volume on: 13.51 million tokens a month, at worst 15.98."""
    found = break_even(MONTH, OWNED, HOSTED, months=1, today=date(2026, 11, 21))
    assert found is not None
    assert found.months_low == pytest.approx(25.9459, abs=1e-4)
    assert found.months_high == pytest.approx(30.6905, abs=1e-4)
    assert (found.day_low, found.day_high) == (date(2029, 1, 18), date(2029, 6, 12))
    is_about(found.tokens_per_month, 13_513_514, 15_984_655)


def test_what_was_not_measured_stays_unknown() -> None:
    dark = replace(MONTH, energy_j=None)
    assert electricity(dark, OWNED) is None
    assert cost(dark, OWNED, utilisation=0.5).total is None
    assert break_even(dark, OWNED, HOSTED, months=1, today=date(2026, 1, 1)) is None


def test_a_provider_that_is_cheaper_than_the_electricity_is_never_caught_up_with() -> None:
    cheap = replace(HOSTED, input=0.01, cached_input=None, output=0.02)
    found = break_even(MONTH, OWNED, cheap, months=1, today=date(2026, 1, 1))
    assert found is not None
    assert (found.months_low, found.day_high, found.tokens_per_month) == (None, None, None)


def test_a_provider_that_may_be_cheaper_leaves_the_worst_end_open() -> None:
    close = replace(HOSTED, input=0.5, cached_input=0.0, output=0.7)
    found = break_even(MONTH, OWNED, close, months=1, today=date(2026, 1, 1))
    assert found is not None
    assert found.months_low is not None
    assert (found.months_high, found.day_high) == (None, None)
    assert found.tokens_per_month is not None
    assert found.tokens_per_month.high == math.inf


def test_a_machine_that_was_there_anyway_is_paid_for() -> None:
    found = break_even(MONTH, replace(OWNED, hardware_price=0), HOSTED, months=1, today=date(2026, 1, 1))
    assert found is not None
    assert (found.months_low, found.day_low) == (0, date(2026, 1, 1))


def test_two_currencies_are_not_compared() -> None:
    with pytest.raises(ValueError, match="USD"):
        break_even(MONTH, OWNED, replace(HOSTED, currency="USD"), months=1, today=date(2026, 1, 1))


@pytest.mark.parametrize("utilisation", [0.0, -0.5, 1.01, math.nan])
def test_a_utilisation_is_a_share(utilisation: float) -> None:
    with pytest.raises(ValueError, match="utilisation"):
        hardware_share(MONTH, OWNED, utilisation)


def test_nothing_generated_has_no_cost_per_million() -> None:
    assert per_million(Range(low=1, high=2), 0) is None


@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.floats(0, 1000), st.floats(0, 1000), st.none() | st.floats(0, 1000)
)
def test_ranges_are_ranges(prompt: int, output: int, in_: float, out: float, cached: float | None) -> None:
    work = replace(MONTH, prompt_tokens=prompt, cached_tokens=prompt // 3, output_tokens=output)
    found = hosted_cost(work, replace(HOSTED, input=in_, output=out, cached_input=cached))
    assert 0 <= found.low <= found.high

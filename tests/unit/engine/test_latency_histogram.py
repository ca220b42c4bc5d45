"""Percentiles of the histogram against those of all the values."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_engine.latency_histogram import BINS_PER_OCTAVE, MOST_BIN, LatencyHistogram, bin_of, middle_ms, of_all
from inglenook_engine.meter import percentile

BIN_WIDTH = 2 ** (1 / BINS_PER_OCTAVE)
durations = st.floats(min_value=0.001, max_value=1e9)


def filled(values: list[float]) -> LatencyHistogram:
    found = LatencyHistogram()
    for value in values:
        found.add(value)
    return found


@given(st.lists(durations, min_size=1), st.sampled_from([0.01, 0.5, 0.95, 0.99, 1.0]))
def test_a_percentile_is_in_the_bin_of_the_true_one(values: list[float], fraction: float) -> None:
    found, true = filled(values).percentile_ms(fraction), percentile(sorted(values), fraction)
    assert found is not None
    assert true is not None
    assert bin_of(found) == bin_of(true)
    assert true / BIN_WIDTH**0.51 <= found <= true * BIN_WIDTH**0.51


@given(st.lists(st.lists(durations), max_size=4))
def test_sums_of_histograms_lose_nothing(groups: list[list[float]]) -> None:
    together = filled([value for group in groups for value in group])
    assert list(of_all(map(filled, groups)).bins()) == list(together.bins())
    assert together.n == sum(map(len, groups))


@given(st.lists(st.floats(min_value=0, max_value=math.inf)))
def test_text_and_back(values: list[float]) -> None:
    histogram = filled(values)
    assert list(LatencyHistogram.from_text(histogram.to_text()).bins()) == list(histogram.bins())


def test_an_hour_of_tokens_is_far_below_the_5_kb_that_a_run_may_cost() -> None:
    rng = random.Random(3)
    assert len(filled([rng.lognormvariate(3.4, 0.3) for _ in range(100_000)]).to_text()) < 2000


def test_what_is_too_short_or_too_long_has_a_bin() -> None:
    assert [bin_of(value) for value in (0.0, 0.0005, 0.001, math.inf)] == [0, 0, 1, MOST_BIN]
    assert middle_ms(0) == 0.0


def test_several_tokens_at_once_count_several_times() -> None:
    histogram = LatencyHistogram()
    histogram.add(10.0, 3)
    histogram.add(100.0)
    assert histogram.n == 4
    assert histogram.percentile_ms(0.75) == pytest.approx(10, rel=0.03)


def test_nothing_has_no_percentile() -> None:
    assert LatencyHistogram().percentile_ms(0.5) is None
    assert LatencyHistogram().to_text() == ""


@pytest.mark.parametrize("value", [-1.0, math.nan])
def test_what_is_no_duration_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no duration"):
        bin_of(value)


@pytest.mark.parametrize(
    "text", ["[]", '{"x":1}', '{"-1":1}', '{"1":0}', '{"1":1.5}', '{"1":true}', '{"99999":1}', "{"]
)
def test_what_is_no_histogram_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # json's own, too
        LatencyHistogram.from_text(text)

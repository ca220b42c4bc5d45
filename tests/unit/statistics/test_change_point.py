"""The watch over rates, held against noise that is known because it was made here."""

from __future__ import annotations

import math
import random
import statistics

import pytest
from inglenook_desktop.statistics.change_point import (
    LEAST_CHANGE,
    MOST_P_VALUE,
    REFERENCE_RUNS,
    Change,
    Watch,
    changes,
    rank_test,
    shift_of,
    threshold,
)
from noisy_rates import NOISES, Noise, rates

QUIET = Noise(name="quiet", spread=0.02)


def first_after(found: list[Change], begin: int) -> Change | None:
    return next((change for change in found if change.found_at >= begin), None)


@pytest.mark.slow
@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.name)
def test_a_thousand_weeks_of_stable_noise_give_no_alarm(noise: Noise) -> None:
    rng = random.Random(7)
    assert [changes(rates(rng, noise, 50 * 150)) for _ in range(20)] == [[]] * 20


@pytest.mark.parametrize("noise", [noise for noise in NOISES if noise.is_watchable], ids=lambda noise: noise.name)
def test_a_loss_of_a_tenth_is_found_within_fifty_runs(noise: Noise) -> None:
    rng = random.Random(8)
    delays = []
    for _ in range(200):
        begin = rng.randrange(60, 400)
        change = first_after(changes(rates(rng, noise, begin + 100, drop_at=begin)), begin)
        delays.append(math.inf if change is None else change.found_at - begin + 1)
    assert sum(delay <= 50 for delay in delays) >= 0.95 * len(delays), statistics.median(delays)


@pytest.mark.parametrize("ratio", [0.3, 0.77, 0.9, 1.1, 2.0])
def test_a_change_is_placed_and_sized(ratio: float) -> None:
    rng = random.Random(9)
    (change,) = changes(rates(rng, QUIET, 400, drop_at=200, ratio=ratio))
    assert abs(change.at - 200) <= 3
    assert change.low <= ratio <= change.high
    assert change.ratio == pytest.approx(ratio, rel=0.03)
    assert change.is_slower == (ratio < 1)
    assert change.p_value <= MOST_P_VALUE
    assert change.n_after == change.found_at - change.at + 1


def test_two_changes_are_two_and_the_way_back_is_one() -> None:
    rng = random.Random(10)
    there = rates(rng, QUIET, 300, drop_at=150, ratio=0.8)
    found = changes([*there, *rates(rng, QUIET, 150)])
    assert [change.is_slower for change in found] == [True, False]
    assert found[1].at == pytest.approx(300, abs=3)


def test_a_small_change_is_taken_into_the_reference_and_not_told() -> None:
    rng = random.Random(11)
    still = Noise(name="still", spread=0.004)
    assert changes(rates(rng, still, 600, drop_at=300, ratio=1 - LEAST_CHANGE / 2)) == []


def test_single_disturbed_runs_are_no_change() -> None:
    rng = random.Random(12)
    series = [rate * (0.05 if i % 17 == 5 else 1.0) for i, rate in enumerate(rates(rng, QUIET, 2000))]
    assert changes(series) == []


def test_nothing_is_told_before_there_is_a_reference() -> None:
    rng = random.Random(13)
    assert changes(rates(rng, QUIET, REFERENCE_RUNS, drop_at=5, ratio=0.5)) == []


def test_equal_rates_have_no_noise_and_are_no_reason_to_fail() -> None:
    assert changes([20.0] * 500) == []
    (change,) = changes([20.0] * 200 + [10.0] * 60)
    assert change.at == 200
    assert change.ratio == pytest.approx(0.5)


def test_noise_says_how_many_runs_it_needs() -> None:
    rng = random.Random(14)
    needed: list[int] = []
    for spread in (0.01, 0.05, 0.1):
        watch = Watch()
        assert watch.noise is None
        for rate in rates(rng, Noise(name="", spread=spread), 300):
            watch.add(rate)
        noise = watch.noise
        assert noise is not None
        assert noise.spread == pytest.approx(spread, rel=0.25)
        needed.append(noise.runs_to_find or 10_000)
    assert needed == sorted(needed)
    assert needed[0] < 20 < needed[2]


def test_noise_of_any_size_says_so_instead_of_hoping() -> None:
    watch, rng = Watch(), random.Random(15)
    for rate in rates(rng, Noise(name="", spread=0.8, correlation=0.7), 200):
        watch.add(rate)
    assert watch.noise is not None
    assert watch.noise.runs_to_find is None or watch.noise.runs_to_find > 500


@pytest.mark.parametrize("rate", [0.0, -1.0, math.nan, math.inf])
def test_what_is_no_rate_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        Watch().add(rate)


def test_the_rank_test_agrees_with_a_textbook_example() -> None:
    """Hollander and Wolfe, permeability of the chorioamnion: W = 15 of 5 and 10, two-sided normal p about 0.25."""
    late = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    early = [1.15, 0.88, 0.90, 0.74, 1.21]
    assert rank_test(late, early) == pytest.approx(0.2447, abs=0.01)
    assert rank_test(early, late) == rank_test(late, early)


def test_the_rank_test_keeps_its_level_and_correlation_widens_it() -> None:
    rng = random.Random(16)
    p_values = [rank_test([rng.random() for _ in range(30)], [rng.random() for _ in range(20)]) for _ in range(2000)]
    assert sum(p < 0.05 for p in p_values) / 2000 == pytest.approx(0.05, abs=0.015)
    before, after = list(range(30)), list(range(15, 45))
    assert rank_test(before, after, correlation=0.5) > rank_test(before, after)


def test_ties_and_empty_samples_are_no_evidence() -> None:
    assert rank_test([1.0] * 30, [1.0] * 30) == 1.0
    assert rank_test([], [1.0]) == 1.0


def test_the_shift_of_samples_that_are_apart_is_exact() -> None:
    assert shift_of([1.0, 2.0, 3.0], [11.0, 12.0, 13.0]) == (10.0, 8.0, 12.0)


def test_the_threshold_gives_the_run_length_that_it_promises() -> None:
    rng = random.Random(17)
    height = threshold(0.5, 500)
    lengths = []
    for _ in range(300):
        total, n = 0.0, 0
        while total < height:
            total, n = max(0.0, total + rng.gauss(0, 1) - 0.5), n + 1
        lengths.append(n)
    assert statistics.fmean(lengths) == pytest.approx(500, rel=0.2)

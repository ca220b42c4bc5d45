"""How fast a download is, told from points of time and bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.hub.transfer_speed import SETTLED_S, WINDOW_S, SpeedMeter


def test_a_steady_download_has_its_rate_and_its_time_left() -> None:
    meter = SpeedMeter()
    for tenth in range(100):
        meter.add(tenth / 10, tenth * 1000)

    assert meter.bytes_per_s(9.9) == pytest.approx(10_000)
    assert meter.seconds_left(9.9, 50_000) == pytest.approx(5.0)


def test_what_is_resumed_is_not_counted_as_arrived() -> None:
    meter = SpeedMeter()
    meter.add(0.0, 1_000_000_000)
    meter.add(2.0, 1_000_002_000)

    assert meter.bytes_per_s(2.0) == pytest.approx(1000)


def test_a_download_that_stands_still_falls_to_nothing() -> None:
    meter = SpeedMeter()
    for second in range(4):
        meter.add(second, second * 1000)
    rates = [meter.bytes_per_s(3 + waited) for waited in range(2 * round(WINDOW_S))]

    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == 0
    assert meter.seconds_left(3 + 2 * WINDOW_S, 1000) is None


def test_nothing_is_promised_in_the_first_moment() -> None:
    meter = SpeedMeter()
    assert meter.bytes_per_s(0.0) == 0
    meter.add(0.0, 0)
    meter.add(SETTLED_S / 2, 5000)
    assert meter.bytes_per_s(SETTLED_S / 2) > 0
    assert meter.seconds_left(SETTLED_S / 2, 1000) is None


def test_a_file_that_begins_anew_has_no_negative_speed() -> None:
    meter = SpeedMeter()
    meter.add(0.0, 5000)
    meter.add(1.0, 0)
    meter.add(2.0, 1000)
    assert meter.bytes_per_s(2.0) == pytest.approx(1000)


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 10**12)), max_size=30))
def test_no_order_of_points_gives_a_rate_below_nothing(steps: list[tuple[float, int]]) -> None:
    meter = SpeedMeter()
    now = 0.0
    for step_s, done_bytes in steps:
        now += step_s
        meter.add(now, done_bytes)
        assert meter.bytes_per_s(now) >= 0
        left = meter.seconds_left(now, 10**12)
        assert left is None or left >= 0

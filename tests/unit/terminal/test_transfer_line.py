"""The line that tells how far a download is."""

from __future__ import annotations

import pytest
from inglenook_desktop.hub.transfer_speed import SpeedMeter
from inglenook_desktop.terminal.transfer import time_left, transfer_line


def test_what_has_come_how_fast_and_how_long_still() -> None:
    meter = SpeedMeter()
    for second in range(4):
        meter.add(second, second * 50_000_000)

    assert transfer_line(meter, 3.0, 150_000_000, 5_000_000_000) == "150 MB of 5.0 GB · 3 % · 50 MB/s · 1 min 37 s left"


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert transfer_line(SpeedMeter(), 0.0, 0, 1_000_000) == "0 bytes of 1.0 MB · 0 %"
    assert transfer_line(SpeedMeter(), 0.0, 0, 0) == "0 bytes of 0 bytes"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.4, "0 s"),
        (59, "59 s"),
        (60, "1 min 0 s"),
        (599, "9 min 59 s"),
        (600, "10 min"),
        (3599, "59 min"),
        (7500, "2 h 5 min"),
    ],
)
def test_time_left(seconds: float, expected: str) -> None:
    assert time_left(seconds) == expected

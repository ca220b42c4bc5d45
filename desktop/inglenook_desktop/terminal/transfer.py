"""One line on how far a download is: what has come, how fast, how long it still takes. Pure."""

from __future__ import annotations

from ..hub.transfer_speed import SpeedMeter
from .figures import size


def transfer_line(meter: SpeedMeter, now: float, done_bytes: int, total_bytes: int) -> str:
    """E.g. `1.2 GB of 5.0 GB · 24 % · 56 MB/s · 1 min 8 s left`. now: of the meter's clock."""
    parts = [f"{size(done_bytes)} of {size(total_bytes)}"]
    if total_bytes:
        parts.append(f"{100 * done_bytes // total_bytes} %")
    if rate := meter.bytes_per_s(now):
        parts.append(f"{size(int(rate))}/s")
    left_s = meter.seconds_left(now, total_bytes - done_bytes)
    if left_s is not None:
        parts.append(f"{time_left(left_s)} left")
    return " · ".join(parts)


def time_left(seconds: float) -> str:
    """To what a person plans by: seconds for some minutes, minutes below an hour."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 60} min" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"

"""How fast a download is and how long it still takes, from what has come so far. Pure."""

from __future__ import annotations

from collections import deque

from .figures import size

WINDOW_S = 8.0
"""The speed is that of the last seconds; a mean since the start would go on telling of a network that has changed."""


class Transfer:
    """total_bytes: of all files together. Times are seconds of one monotonic clock."""

    def __init__(self, total_bytes: int) -> None:
        self._total_bytes = total_bytes
        self._points: deque[tuple[float, int]] = deque()

    def note(self, now_s: float, done_bytes: int) -> None:
        """done_bytes: of all files together. Fewer than before (a part was thrown away) begins the measuring anew."""
        if self._points and done_bytes < self._points[-1][1]:
            self._points.clear()
        self._points.append((now_s, done_bytes))
        while len(self._points) > 2 and now_s - self._points[1][0] >= WINDOW_S:
            self._points.popleft()

    @property
    def bytes_per_s(self) -> float | None:
        """None until half a second has been seen."""
        if len(self._points) < 2:
            return None
        (first_s, first), (last_s, last) = self._points[0], self._points[-1]
        return (last - first) / (last_s - first_s) if last_s - first_s >= 0.5 else None

    @property
    def left_s(self) -> float | None:
        speed = self.bytes_per_s
        if not speed or not self._points:
            return None
        return max(0.0, (self._total_bytes - self._points[-1][1]) / speed)

    def line(self) -> str:
        """E.g. `1.2 of 5.0 GB · 24 % · 56 MB/s · 1 min 8 s left`."""
        done = self._points[-1][1] if self._points else 0
        parts = [f"{size(done)} of {size(self._total_bytes)}"]
        if self._total_bytes:
            parts.append(f"{100 * done // self._total_bytes} %")
        if self.bytes_per_s is not None:
            parts.append(f"{size(int(self.bytes_per_s))}/s")
        if self.left_s is not None:
            parts.append(f"{time_left(self.left_s)} left")
        return " · ".join(parts)


def time_left(seconds: float) -> str:
    """To what a person plans by: seconds below a minute, minutes below an hour."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole < 600 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"

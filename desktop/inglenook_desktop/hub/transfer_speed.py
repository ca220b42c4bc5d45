"""How fast bytes arrive, over the last seconds, and how long the rest will take. Pure; the clock is passed in."""

from __future__ import annotations

from collections import deque

WINDOW_S = 5.0
"""Long enough to be read, short enough to follow a connection that becomes slow."""

SETTLED_S = 1.0
"""A time left is named after so long only; the first second's rate is mostly the connection's beginning."""


class SpeedMeter:
    """Fed with how many bytes are here; asked at any time. now: seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, int]] = deque()

    def clear(self) -> None:
        """After a wait, or when bytes come from somewhere else than before."""
        self._points.clear()

    def add(self, now: float, done_bytes: int) -> None:
        if self._points and done_bytes < self._points[-1][1]:
            self._points.clear()  # it began anew
        self._points.append((now, done_bytes))
        self._forget(now)

    def bytes_per_s(self, now: float) -> float:
        """0.0 before anything is known, and once nothing has come for as long as the window."""
        self._forget(now)
        if not self._points:
            return 0.0
        since, n_bytes = self._points[0]
        return (self._points[-1][1] - n_bytes) / (now - since) if now > since else 0.0

    def seconds_left(self, now: float, rest_bytes: int) -> float | None:
        """None while nobody can tell."""
        rate = self.bytes_per_s(now)
        if rate <= 0 or now - self._points[0][0] < SETTLED_S:
            return None
        return max(0, rest_bytes) / rate

    def _forget(self, now: float) -> None:
        """What is older than the window. One point beyond its edge stays, so that a slow trickle has a rate at all."""
        while len(self._points) > 1 and self._points[1][0] <= now - WINDOW_S:
            self._points.popleft()

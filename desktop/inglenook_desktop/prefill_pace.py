"""How long the reading of a prompt will still take, from how fast it went so far. Pure."""

from __future__ import annotations

SMOOTHING = 0.5
"""What the newest chunk counts for; a deep context is read more slowly than its beginning."""


class PrefillPace:
    """Told what the engine reports, with the seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._run_id: int | None = None
        self._done = 0
        self._total = 0
        self._at = 0.0
        self._s_per_token: float | None = None

    def report(self, run_id: int, done: int, total: int, at: float) -> None:
        """done: tokens, the cached ones too. The first report of a run is where the measuring begins."""
        if run_id != self._run_id or done < self._done:
            self._run_id, self._s_per_token = run_id, None
        elif done > self._done:
            measured = (at - self._at) / (done - self._done)
            known = self._s_per_token
            self._s_per_token = measured if known is None else known + SMOOTHING * (measured - known)
        else:
            return
        self._done, self._total, self._at = done, total, at

    def left_s(self, at: float) -> float | None:
        """Seconds from now on, None while nothing was measured."""
        if self._s_per_token is None:
            return None
        return max(0.0, (self._total - self._done) * self._s_per_token - (at - self._at))

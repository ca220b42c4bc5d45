"""What the person sees: one line for each step, and a sign of life at least every two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO


class SetUpError(Exception):
    """Set-up cannot go on. `str(error)` says what happened, to what, and what to do next."""


class Console:
    """Prints steps and their progress to `out`. On a terminal the progress of a step overwrites itself."""

    def __init__(self, out: TextIO, *, is_terminal: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._is_terminal = is_terminal
        self._clock = clock
        self._started = clock()
        self._progress_width = 0
        self.heartbeat_s = 0.3 if is_terminal else 1.9
        """How long a step may run before `progress` is due again."""
        self.n_steps = 0
        """Steps announced so far: 0 means that nothing had to be done."""

    def step(self, text: str) -> None:
        """Something is about to be done: what it is and why."""
        self.n_steps += 1
        self._started = self._clock()
        self.line(f"==> {text}")

    def say(self, text: str) -> None:
        self.line(f"    {text}")

    def done(self) -> None:
        """The step that was announced last is finished."""
        self.line(f"    done in {duration(self._clock() - self._started)}")

    def progress(self, text: str) -> None:
        """How far the step is."""
        line = f"    {text} ({duration(self._clock() - self._started)})"
        if not self._is_terminal:
            self.line(line)
            return
        shown = line[:100]
        self._out.write("\r" + shown.ljust(self._progress_width))
        self._out.flush()
        self._progress_width = len(shown)

    def line(self, text: str) -> None:
        """A line of its own."""
        if self._progress_width:
            self._out.write("\r" + " " * self._progress_width + "\r")
            self._progress_width = 0
        self._out.write(text + "\n")
        self._out.flush()


def duration(seconds: float) -> str:
    """A duration for people: 0.4 s, 12 s, 3 min 5 s."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"

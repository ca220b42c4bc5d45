"""How smooth a window is, measured by the program itself: the time that its thread was not free while it painted.

A heartbeat ticks every millisecond. Where two beats are further apart, the thread was busy for the difference, and
nothing that a person did could be answered meanwhile. A frame is such a stretch in which the window was painted: the
events before it in the same turn of the loop, layout and paint together. Measures only while it runs; the heartbeat
takes about half a percent of a core.
"""

from __future__ import annotations

import array
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

BEAT_MS = 1
STALL_MS = 50.0
"""A person notices a stretch as long as this."""
MOST_FRAMES = 60_000
"""Some twenty minutes of streaming; later ones replace the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFigures:
    """Milliseconds; None of no frame. longest_ms: of all stretches, painted or not. stalls: those over `STALL_MS`."""

    frames: int
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    longest_ms: float
    stalls: int


class FrameLog:
    """The stretches of one recording. Pure."""

    def __init__(self) -> None:
        self._frames_ms = array.array("d")
        self._n_frames = 0
        self._longest_ms = 0.0
        self._stalls = 0

    def add(self, busy_ms: float, *, has_painted: bool) -> None:
        self._longest_ms = max(self._longest_ms, busy_ms)
        self._stalls += busy_ms > STALL_MS
        if has_painted:
            if self._n_frames < MOST_FRAMES:
                self._frames_ms.append(busy_ms)
            else:
                self._frames_ms[self._n_frames % MOST_FRAMES] = busy_ms
            self._n_frames += 1

    def figures(self) -> FrameFigures:
        ascending = sorted(self._frames_ms)

        def percentile(fraction: float) -> float | None:
            """By nearest rank."""
            return ascending[math.ceil(fraction * len(ascending)) - 1] if ascending else None

        return FrameFigures(
            frames=self._n_frames,
            p50_ms=percentile(0.50),
            p95_ms=percentile(0.95),
            p99_ms=percentile(0.99),
            longest_ms=self._longest_ms,
            stalls=self._stalls,
        )


class FrameRecorder(QObject):
    """Records the frames of one window between `start` and `stop`. clock: seconds, monotonic."""

    def __init__(self, window: QWidget, *, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._log = FrameLog()
        self._last_beat_s = 0.0
        self._has_painted = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        """Anew; what was recorded before is forgotten."""
        self.stop()
        self._log = FrameLog()
        self._has_painted = False
        for each in self._painted_objects():
            each.installEventFilter(self)
        self._last_beat_s = self._clock()
        self._timer.start()

    def stop(self) -> FrameFigures:
        """The figures; they can be read again until the next start."""
        self._timer.stop()
        for each in self._painted_objects():
            each.removeEventFilter(self)
        return self.figures()

    def figures(self) -> FrameFigures:
        return self._log.figures()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._has_painted = True
        return False

    def _on_beat(self) -> None:
        now_s = self._clock()
        busy_ms = max(0.0, (now_s - self._last_beat_s) * 1000 - BEAT_MS)
        self._log.add(busy_ms, has_painted=self._has_painted)
        self._last_beat_s, self._has_painted = now_s, False

    def _painted_objects(self) -> list[QObject]:
        """Qt asks the widget or its window to paint, depending on the platform."""
        handle = self._window.windowHandle()
        return [self._window, *([] if handle is None else [handle])]

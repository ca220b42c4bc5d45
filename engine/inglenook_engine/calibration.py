"""Measures what passes of the loaded model take while nobody waits for an answer, for the session's choice of drafts.

Runs on the main thread, between answers. `session.cancel()`, from any thread, ends a measurement within a pass; it can
be taken up again at any time. When the KV cache holds a conversation, passes are measured behind it and taken back:
its KV is not given up for this, unless somebody asked for the measurement.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from . import curve
from .protocol import Curve
from .types import CurvePoint, ModelInfo

try:
    import resource
except ImportError:  # Windows, where only the time spent tells of other programs
    resource = None  # type: ignore[assignment]

_log = logging.getLogger("engine")

CHECK_TOKENS, CHECK_PASSES = 8, 3


class Passes(Protocol):
    """What a measurement needs of `native.Session`."""

    @property
    def cancelled(self) -> bool: ...
    @property
    def cached_tokens(self) -> list[int]: ...
    def warm(self, tokens: Sequence[int]) -> int: ...
    def time_pass(self, width: int, *, n_threads: int) -> float | None: ...
    def set_threads(self, n_threads: int) -> None: ...


def usage() -> tuple[float, float, int]:
    """Seconds gone by, seconds that this process's threads computed, and how often they had to make room."""
    n_preempted = 0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
    return time.perf_counter(), time.process_time(), n_preempted


class Calibration:
    """text: tokens to fill the cache with, repeated as needed. publish: gives points to the session's controller.
    path: the curve's file, None to keep none."""

    def __init__(
        self,
        session: Passes,
        info: ModelInfo,
        *,
        text: Sequence[int],
        publish: Callable[[Sequence[CurvePoint]], None],
        path: Path | None,
        adapts_threads: bool,
        rewinds_freely: bool,
        measure_usage: Callable[[], tuple[float, float, int]] = usage,
    ) -> None:
        self._session = session
        self._info = info
        self._publish = publish
        self._path = path
        self._rewinds_freely = rewinds_freely
        self._usage = measure_usage
        plan = curve.sweeps(info, adapts_threads=adapts_threads) if text else ()
        n_text = max(CHECK_TOKENS, *(sweep.n_cached for sweep in plan))
        self._text = [text[i % len(text)] for i in range(n_text if text else 0)]
        known = curve.read_curve(path) if path is not None else ()
        self._survey = curve.Survey(plan, n_ctx=info.n_ctx, known=known)
        self._is_doubtful = bool(known)
        self._writer: threading.Thread | None = None
        if known:
            publish(known)

    @property
    def result(self) -> Curve:
        """All that is known now."""
        return Curve(points=self._survey.points(), is_complete=self._survey.is_complete)

    def run(self, *, may_drop_conversation: bool) -> Iterator[Curve]:
        """Measure until all is known, nothing more can be measured now, or the session is cancelled. Yields what is
        known after each turn of passes; complete once at the end, in the run that completes it. Raises NativeError."""
        try:
            yield from self._run(may_drop_conversation)
        finally:
            self._session.set_threads(self._info.n_threads)

    def finish_writing(self) -> None:
        """Wait until the file is on the disk."""
        if self._writer is not None:
            self._writer.join()

    def _run(self, may_drop_conversation: bool) -> Iterator[Curve]:
        cached = self._session.cached_tokens
        may_warm = may_drop_conversation or cached == self._text[: len(cached)]
        if not may_warm and not self._rewinds_freely:
            return
        if may_warm and self._is_doubtful:
            self._check_known()
        self._is_doubtful = False  # an answer's rounds tell, too
        at_depth = None if may_warm else len(cached)
        step = self._survey.next_step(at_depth)
        while step is not None:
            if (may_warm and not self._warm(step.measured.n_cached)) or not self._measure(step.measured):
                if self._survey.is_usable:
                    self._publish(self._survey.points())
                return
            following = self._survey.next_step(at_depth)
            if following is None or following.turn != step.turn:
                has_ended_sweep = following is None or following.turn[0] != step.turn[0]
                yield self._turn_ended(has_ended_sweep=has_ended_sweep)
            step = following

    def _turn_ended(self, *, has_ended_sweep: bool) -> Curve:
        if points := self._survey.points():
            self._publish(points)
        if has_ended_sweep:
            self._keep()
        return self.result

    def _measure(self, one: curve.Pass) -> bool:
        """False when the session was cancelled."""
        # a GPU backend prepares a pass of another width when it meets the first one
        for _ in range(1 if self._info.n_gpu_layers > 0 else 0):
            self._session.time_pass(one.width, n_threads=one.n_threads)
        pass_ms, is_clean = self._timed(one.width, n_threads=one.n_threads)
        if pass_ms is None:
            if self._session.cancelled:
                return False
            self._survey.give_up(one)
        else:
            self._survey.record(one, pass_ms, is_clean=is_clean)
        return True

    def _timed(self, width: int, *, n_threads: int) -> tuple[float | None, bool]:
        """Milliseconds, and whether no other program was seen to take the cores."""
        before = self._usage()
        pass_ms = self._session.time_pass(width, n_threads=n_threads)
        wall_s, cpu_s, n_preempted = (after - start for after, start in zip(self._usage(), before, strict=True))
        if self._info.n_gpu_layers > 0:
            return pass_ms, True
        return pass_ms, not curve.was_disturbed(
            wall_s=wall_s, cpu_s=cpu_s, n_preempted=int(n_preempted), n_threads=n_threads
        )

    def _warm(self, n_tokens: int) -> bool:
        """False when the session was cancelled."""
        wanted = self._text[:n_tokens]
        if self._session.cached_tokens == wanted:
            return True
        self._session.set_threads(self._info.n_threads)
        return self._session.warm(wanted) == n_tokens

    def _check_known(self) -> None:
        """Whether a few plain passes take about as long as the file says; if not, all is measured anew. Passes that
        other programs slowed down prove nothing."""
        known_ms = self._survey.plain_ms(self._info.n_threads)
        if known_ms is None or not self._warm(CHECK_TOKENS):
            return
        samples = []
        for _ in range(CHECK_PASSES):
            pass_ms, is_clean = self._timed(1, n_threads=self._info.n_threads)
            if pass_ms is None:
                return
            samples.append((pass_ms, is_clean))
        fastest_ms, is_clean = min(samples)
        if fastest_ms * curve.FAR_OFF < known_ms or (is_clean and fastest_ms > known_ms * curve.FAR_OFF):
            _log.info("a pass takes %.1f ms, not %.1f as measured before; measuring again", fastest_ms, known_ms)
            self._survey.forget()

    def _keep(self) -> None:
        """Write in the background: a disk may take long, and a command may come."""
        points = self._survey.lasting_points()
        if self._path is None or not points:
            return
        self.finish_writing()
        self._writer = threading.Thread(
            target=curve.write_curve, args=(self._path, points), name="curve writer", daemon=True
        )
        self._writer.start()

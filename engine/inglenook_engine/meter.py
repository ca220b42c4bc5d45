"""Times and counts of one generation, gathered while it runs and turned into `GenerationStats`. Pure.

The clock is passed in; every method that takes no time reads it once. TTFT is measured when the first chunk has
been written, not when it was made.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from .energy import Energy
from .latency_histogram import LatencyHistogram
from .memory_peak import MemoryPeak
from .types import DrafterStats, GenerationStats, SpeculationOff

Stage = Literal["template_ms", "tokenize_ms", "restore_ms", "prefill_ms"]


class Meter:
    """received: when the command was read, on the same clock (seconds). ready: when the model was loaded; None for
    before that."""

    def __init__(self, clock: Callable[[], float], *, received: float, ready: float | None = None) -> None:
        self._clock = clock
        self._received = received
        self._ready = received if ready is None else max(ready, received)
        self._started = clock()
        self._stages: dict[Stage, float] = {}
        self._first_written: float | None = None
        self._first_token: float | None = None
        self._last_token: float | None = None
        self._round_ms: list[float] = []
        self._itl = LatencyHistogram()
        self._drafted = self._accepted = self._draft_rounds = 0
        self.prompt_tokens = self.cached_tokens = self.output_tokens = 0
        self.saved_ms = self.lost_ms = 0.0
        self.thread_changes = 0
        self.speculation_off: SpeculationOff | None = SpeculationOff.NOTHING_TO_DRAFT
        self._has_speculation = False
        self._by_drafter: dict[str, DrafterStats] = {}
        self.energy = Energy()
        self.memory = MemoryPeak()
        self.prompt_sha256 = ""
        self._reasoning_tokens = 0
        self._reasoned_until: float | None = None
        self._detokenize_ms = 0.0

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Adds the time spent inside to the stage."""
        started = self._clock()
        try:
            yield
        finally:
            self._stages[name] = self._stages.get(name, 0.0) + (self._clock() - started) * 1000

    def round(
        self, *, n_tokens: int, drafted: int, accepted: int, duration_ms: float, detokenize_ms: float = 0.0
    ) -> None:
        """One decode round has ended. detokenize_ms: of it."""
        now = self._clock()
        self._round_ms.append(duration_ms)
        self._detokenize_ms += detokenize_ms
        self._drafted += drafted
        self._accepted += accepted
        self._draft_rounds += drafted > 0
        if n_tokens:
            if self._last_token is not None:
                self._itl.add((now - self._last_token) * 1000 / n_tokens, n_tokens)
            self._first_token = now if self._first_token is None else self._first_token
            self._last_token = now
            self.output_tokens += n_tokens

    def forced(self, n_tokens: int) -> None:
        """Tokens of the answer that no round has chosen."""
        self.output_tokens += n_tokens

    def reasoned(self, n_tokens: int) -> None:
        """So many tokens of the answer were reasoning so far; said after every round until it is over."""
        if n_tokens > self._reasoning_tokens:
            self._reasoning_tokens, self._reasoned_until = n_tokens, self._clock()

    def add_speculation(
        self,
        *,
        saved_ms: float,
        lost_ms: float,
        thread_changes: int,
        off: SpeculationOff | None,
        drafters: Iterable[DrafterStats],
    ) -> None:
        """What it did since the run began or went on. off: why nothing was drafted, None when something was."""
        is_first = not self._has_speculation
        self._has_speculation = True
        self.saved_ms += saved_ms
        self.lost_ms += lost_ms
        self.thread_changes += thread_changes
        self.speculation_off = off if is_first or off is None else self.speculation_off
        for one in drafters:
            known = self._by_drafter.get(one.name)
            self._by_drafter[one.name] = one if known is None else _sum(known, one)

    @property
    def drafters(self) -> tuple[DrafterStats, ...]:
        return tuple(self._by_drafter.values())

    def chunk_written(self) -> None:
        if self._first_written is None:
            self._first_written = self._clock()

    @property
    def agrees_with_drafters(self) -> bool:
        """Whether the rounds drafted what the drafters say they did."""
        sums = [(sum(d.drafted_at), sum(d.accepted_at)) for d in self.drafters]
        own = [(d.drafted_tokens, d.accepted_tokens) for d in self.drafters]
        totals = (sum(drafted for drafted, _ in own), sum(accepted for _, accepted in own))
        return sums == own and totals == (self._drafted, self._accepted)

    def stats(self) -> GenerationStats:
        """What has been measured so far."""
        rounds = sorted(self._round_ms)
        decode_ms = finish_ms = reasoning_ms = 0.0
        now = self._clock()
        if self._first_token is not None and self._last_token is not None:
            decode_ms = (self._last_token - self._first_token) * 1000
            finish_ms = (now - self._last_token) * 1000
            if self._reasoned_until is not None:
                reasoning_ms = max(0.0, (self._reasoned_until - self._first_token) * 1000)
        return GenerationStats(
            prompt_tokens=self.prompt_tokens,
            cached_tokens=self.cached_tokens,
            output_tokens=self.output_tokens,
            draft_rounds=self._draft_rounds,
            drafted_tokens=self._drafted,
            accepted_tokens=self._accepted,
            load_ms=(self._ready - self._received) * 1000,
            queue_ms=(self._started - self._ready) * 1000,
            template_ms=self._stages.get("template_ms", 0.0),
            tokenize_ms=self._stages.get("tokenize_ms", 0.0),
            restore_ms=self._stages.get("restore_ms", 0.0),
            prefill_ms=self._stages.get("prefill_ms", 0.0),
            ttft_ms=None if self._first_written is None else (self._first_written - self._received) * 1000,
            decode_ms=decode_ms,
            finish_ms=finish_ms,
            rounds=len(rounds),
            round_ms_p50=percentile(rounds, 0.50),
            round_ms_p95=percentile(rounds, 0.95),
            round_ms_p99=percentile(rounds, 0.99),
            round_ms_max=rounds[-1] if rounds else None,
            total_ms=(now - self._received) * 1000,
            energy_mj=self.energy.total_mj,
            idle_energy_mj=self.energy.idle_mj,
            itl_histogram=self._itl.to_text(),
            saved_ms=self.saved_ms,
            lost_ms=self.lost_ms,
            thread_changes=self.thread_changes,
            speculation_off=self.speculation_off,
            drafters=self.drafters,
            memory_peak_bytes=self.memory.resident_bytes,
            vram_peak_bytes=self.memory.vram_bytes,
            prompt_sha256=self.prompt_sha256,
            reasoning_tokens=self._reasoning_tokens,
            reasoning_ms=reasoning_ms,
            detokenize_ms=self._detokenize_ms if rounds else None,
        )


def _sum(one: DrafterStats, other: DrafterStats) -> DrafterStats:
    """Of one drafter, in two parts of an answer."""

    def at_each(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(x + y for x, y in itertools.zip_longest(a, b, fillvalue=0))

    return DrafterStats(
        name=one.name,
        rounds=one.rounds + other.rounds,
        drafted_tokens=one.drafted_tokens + other.drafted_tokens,
        accepted_tokens=one.accepted_tokens + other.accepted_tokens,
        drafted_at=at_each(one.drafted_at, other.drafted_at),
        accepted_at=at_each(one.accepted_at, other.accepted_at),
    )


def percentile(ascending: Sequence[float], fraction: float) -> float | None:
    """Nearest-rank percentile; None of nothing."""
    if not ascending:
        return None
    return ascending[max(0, math.ceil(fraction * len(ascending)) - 1)]

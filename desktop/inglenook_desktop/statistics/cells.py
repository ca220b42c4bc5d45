"""Runs added up: what one run adds to the figures of its day, and how many runs together are kept in few bytes. Pure.

A cell is sums and histograms, both of which add up without loss, so any group of cells is as exact as its runs: sums
to the last bit of a float, percentiles to a bin of `latency_histogram`, 2.2 % wide. docs/statistics.md explains both.
"""

from __future__ import annotations

import contextlib
import sys
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from inglenook_engine.latency_histogram import LatencyHistogram, bin_of
from inglenook_engine.types import FinishReason

LEAST_PREFILL = 16
LEAST_DECODE = 8
"""Below these a rate says more about the clock than about the model."""

SMALLEST_CONTEXT = 512

WIDTH: Final = 1536
"""Slots of a metric: its bins, and room."""

STAGES: Final = ("load", "queue", "template", "tokenize", "restore", "prefill", "first token")
"""The parts of TTFT, in their order. A run's TTFT is counted in the slots of the one that took most of it, so that of
any budget it can be told what broke it. "first token": what is left, the first round of decoding."""

UI_TTFT: Final = len(STAGES)
PREFILL: Final = UI_TTFT + 1
DECODE: Final = UI_TTFT + 2
ITL: Final = UI_TTFT + 3
TOTAL: Final = UI_TTFT + 4
N_METRICS: Final = UI_TTFT + 5
"""Indices of the histograms after those of TTFT. Times in milliseconds and rates in tokens a second share the bins."""

SUMS: Final = (
    "runs",
    "failed",
    "cancelled",
    "prompt_tokens",
    "cached_tokens",
    "output_tokens",
    "draft_rounds",
    "drafted_tokens",
    "accepted_tokens",
    "busy_ms",
    "load_ms",
    "queue_ms",
    "template_ms",
    "tokenize_ms",
    "restore_ms",
    "prefill_ms",
    "decode_ms",
    "finish_ms",
    "energy_mj",
    "idle_energy_mj",
    "measured_runs",
    "measured_prompt_tokens",
    "measured_cached_tokens",
    "measured_output_tokens",
    "measured_busy_ms",
)
"""energy_mj, idle_energy_mj, measured_*: of the runs whose energy was measured, the idle machine's part too: without it
nobody knows what the work alone took."""

_PLAIN = SUMS[3:9] + SUMS[10:18]
_AT = {name: index for index, name in enumerate(SUMS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRows:
    """The columns of figure_cells, a value for each cell; slots and counts are in one piece, n_slots of each cell."""

    ids: Sequence[int]
    days: Sequence[int]
    facets: Sequence[int]
    sums: bytes
    n_slots: Sequence[int]
    slots: bytes
    counts: bytes


@dataclass(slots=True)
class Cell:
    """sums: in the order of SUMS. counts: by slot, metric × WIDTH + bin."""

    sums: list[float] = field(default_factory=lambda: [0.0] * len(SUMS))
    counts: Counter[int] = field(default_factory=Counter)

    def add(self, run: Mapping[str, Any]) -> None:
        """run: its columns by name; what was not measured is None."""
        sums = self.sums
        sums[0] += 1
        sums[1] += run["error_kind"] is not None
        sums[2] += run["finish_reason"] == FinishReason.CANCELLED.value
        for name in _PLAIN:
            sums[_AT[name]] += run[name] or 0
        sums[_AT["busy_ms"]] += run["total_ms"] or 0
        if is_measured(run):
            sums[_AT["energy_mj"]] += run["energy_mj"]
            sums[_AT["idle_energy_mj"]] += run["idle_energy_mj"]
            sums[_AT["measured_runs"]] += 1
            for name in ("prompt_tokens", "cached_tokens", "output_tokens"):
                sums[_AT[f"measured_{name}"]] += run[name] or 0
            sums[_AT["measured_busy_ms"]] += run["total_ms"] or 0
        self._count(run)

    def merge(self, other: Cell) -> None:
        self.sums = [one + another for one, another in zip(self.sums, other.sums, strict=True)]
        self.counts.update(other.counts)

    def _count(self, run: Mapping[str, Any]) -> None:
        prompt, cached, output = (run[name] or 0 for name in ("prompt_tokens", "cached_tokens", "output_tokens"))
        if run["ttft_ms"] is not None:
            self._put(stage_of(run), run["ttft_ms"])
        self._put(UI_TTFT, run["ui_ttft_ms"])
        if run["output_tokens"] is not None and run["total_ms"]:  # stopped before it began: no time of an answer
            self._put(TOTAL, run["total_ms"])
        has_read_prompt = bool(run["rounds"]) or output > 0  # else it was stopped, and how much was read nobody counted
        if has_read_prompt and run["prefill_ms"] and prompt - cached >= LEAST_PREFILL:
            self._put(PREFILL, (prompt - cached) / run["prefill_ms"] * 1000)
        if run["decode_ms"] and output >= LEAST_DECODE:
            self._put(DECODE, (output - 1) / run["decode_ms"] * 1000)
        if run["itl_histogram"]:
            with contextlib.suppress(ValueError):  # of a later version, or damaged: the run's other figures count
                for bin_, count in LatencyHistogram.from_text(run["itl_histogram"]).bins():
                    self.counts[ITL * WIDTH + bin_] += count

    def _put(self, metric: int, value: float | None) -> None:
        if value is not None and value >= 0:
            self.counts[metric * WIDTH + bin_of(value)] += 1

    def to_blobs(self) -> tuple[bytes, bytes, bytes]:
        """Sums as float64, slots rising as uint16, their counts as uint32; little endian."""
        slots = sorted(self.counts)
        return (
            _little(array("d", self.sums)),
            _little(array("H", slots)),
            _little(array("I", [self.counts[slot] for slot in slots])),
        )

    @classmethod
    def from_blobs(cls, sums: bytes, slots: bytes, counts: bytes) -> Cell:
        """Raises ValueError for what `to_blobs` does not write."""
        read = _read("d", sums), _read("H", slots), _read("I", counts)
        if len(read[0]) != len(SUMS) or len(read[1]) != len(read[2]):
            raise ValueError("no cell of figures")
        return cls(sums=list(read[0]), counts=Counter(dict(zip(read[1], read[2], strict=True))))


def is_measured(run: Mapping[str, Any]) -> bool:
    """Whether it is known what the work alone took."""
    return run["energy_mj"] is not None and run["idle_energy_mj"] is not None


def stage_of(run: Mapping[str, Any]) -> int:
    """Index in STAGES of what took most of the time to the first token. run: with a TTFT."""
    times = [run[f"{name}_ms"] or 0.0 for name in STAGES[:-1]]
    times.append(run["ttft_ms"] - sum(times))
    return max(range(len(times)), key=times.__getitem__)


def context_bucket(prompt_tokens: int | None) -> int:
    """The smallest power of two from 512 on that holds so many tokens of prompt; 0 of an unknown or empty one."""
    if not prompt_tokens or prompt_tokens < 0:
        return 0
    bucket = SMALLEST_CONTEXT
    while bucket < prompt_tokens:
        bucket *= 2
    return bucket


def _little(values: array[Any]) -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def _read(kind: str, data: bytes) -> array[Any]:
    values = array(kind)
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values

"""The cells of all days and facets in arrays, so that any filter and any grouping of a million runs takes some tens of
milliseconds. Pure; imported by the page alone, because it needs numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from inglenook_engine.latency_histogram import MOST_BIN, middle_ms

from .cells import DECODE, ITL, PREFILL, STAGES, SUMS, TOTAL, UI_TTFT, WIDTH, CellRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

TTFT = 0
"""The metric of the slots of all its stages together."""

METRICS = (TTFT, UI_TTFT, PREFILL, DECODE, ITL, TOTAL)

_MIDDLES = np.array([middle_ms(min(bin_, MOST_BIN)) for bin_ in range(WIDTH)])


@dataclass(slots=True)
class _Entries:
    """The filled slots of one metric. stage: of TTFT, which part took most of it; else 0."""

    cell: Ints
    bin_: Ints
    stage: Ints
    count: Floats


class Cube:
    """Owns arrays of the cells; nothing in it changes. A group is a number for each cell, -1 where it is in none."""

    def __init__(self, rows: CellRows) -> None:
        self.ids: Ints = np.array(rows.ids, dtype=np.int64)
        self.days: Ints = np.array(rows.days, dtype=np.int64)
        self.facets: Ints = np.array(rows.facets, dtype=np.int64)
        self._sums: Floats = np.frombuffer(rows.sums, dtype="<f8").reshape(len(self.days), len(SUMS))
        self._cell = np.repeat(np.arange(len(self.days), dtype=np.int32), np.array(rows.n_slots, dtype=np.int64))
        self._slots = np.frombuffer(rows.slots, dtype="<u2")
        self._counts = np.frombuffer(rows.counts, dtype="<u4")
        self._metrics = self._slots // np.uint16(WIDTH)
        self._entries: dict[int, _Entries] = {}

    @property
    def n_runs(self) -> int:
        return int(self._sums[:, 0].sum())

    def warm(self) -> None:
        """Take the entries apart by metric now, so that no first question of one waits for it."""
        for metric in METRICS:
            self._of(metric)

    def sums(self, groups: Ints, n_groups: int) -> Floats:
        """(n_groups, len(SUMS)), of the cells in each group."""
        inside = groups >= 0
        if not inside.any():
            return np.zeros((n_groups, len(SUMS)))
        chosen, of = self._sums[inside], groups[inside]
        return np.stack([np.bincount(of, chosen[:, at], n_groups) for at in range(len(SUMS))], axis=1)

    def histograms(self, metric: int, groups: Ints, n_groups: int) -> Floats:
        """(n_groups, WIDTH): counts by bin."""
        entries = self._of(metric)
        group = groups[entries.cell]
        inside = group >= 0
        flat = group[inside] * WIDTH + entries.bin_[inside]
        counts: Floats = np.bincount(flat, entries.count[inside], n_groups * WIDTH).astype(np.float64)
        return counts.reshape(n_groups, WIDTH)

    def stages_over(self, budget_bin: int, groups: Ints, n_groups: int) -> Floats:
        """(n_groups, len(STAGES)): how many runs took longer to the first token than the bin, by what took most."""
        entries = self._of(TTFT)
        group = groups[entries.cell]
        inside = (group >= 0) & (entries.bin_ > budget_bin)
        flat = group[inside] * len(STAGES) + entries.stage[inside]
        counts: Floats = np.bincount(flat, entries.count[inside], n_groups * len(STAGES)).astype(np.float64)
        return counts.reshape(n_groups, len(STAGES))

    def cells_with(self, metric: int, bin_: int, inside: Mask) -> Ints:
        """Indices of those cells, rising, that have something in this bin."""
        entries = self._of(metric)
        return np.unique(entries.cell[(entries.bin_ == bin_) & inside[entries.cell]])

    def _of(self, metric: int) -> _Entries:
        if metric not in self._entries:
            last = len(STAGES) - 1 if metric == TTFT else metric
            chosen = np.flatnonzero((self._metrics >= metric) & (self._metrics <= last))
            slots = self._slots[chosen].astype(np.int64)
            self._entries[metric] = _Entries(
                cell=self._cell[chosen].astype(np.int64),
                bin_=slots % WIDTH,
                stage=slots // WIDTH if metric == TTFT else np.zeros(0, dtype=np.int64),
                count=self._counts[chosen].astype(np.float64),
            )
        return self._entries[metric]


def percentile_bins(histograms: Floats, fractions: Sequence[float]) -> list[Ints]:
    """For each fraction (n_groups,): the bin of the nearest rank, -1 of nothing."""
    used = np.flatnonzero(histograms.any(axis=0))
    if not len(used):
        return [np.full(len(histograms), -1, dtype=np.int64) for _ in fractions]
    heaped = histograms[:, used].cumsum(axis=1)
    total = heaped[:, -1]
    found = []
    for fraction in fractions:
        rank = np.maximum(1, np.ceil(fraction * total))
        found.append(np.where(total > 0, used[(heaped >= rank[:, None]).argmax(axis=1)], -1))
    return found


def values_of(bins: Ints) -> list[float | None]:
    """The middle of each bin, milliseconds or tokens a second; None of -1."""
    return [None if bin_ < 0 else float(_MIDDLES[bin_]) for bin_ in bins]

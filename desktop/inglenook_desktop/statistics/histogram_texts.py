"""Many histograms of latencies from their text at once, for who reads a million. Pure; needs numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from inglenook_engine.latency_histogram import MOST_BIN, LatencyHistogram

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MOST_COUNT = 1 << 24
"""Of one bin; no answer has so many tokens."""

_DIGITS = b"0123456789"
_NUMBERS_ALONE = bytes(code if code in _DIGITS else ord(" ") for code in range(256))


def read_texts(texts: Sequence[bytes]) -> tuple[Ints, Ints, Ints]:
    """The bins of all of them in one row, their counts, and of each text how many bins it has: of an empty one none,
    nor of one that `LatencyHistogram.to_text` did not write."""
    joined = b"".join(texts)
    n_filled = len(texts) - texts.count(b"")
    if joined.translate(None, _DIGITS).replace(b',"":', b"") == b'{"":}' * n_filled:
        numbers = np.fromstring(joined.translate(_NUMBERS_ALONE), dtype=np.int64, sep=" ") if joined else _NONE
        colons = np.flatnonzero(np.frombuffer(joined, dtype=np.uint8) == ord(":"))
        ends = np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
        n_bins = np.diff(np.searchsorted(colons, ends), prepend=0)
        bins, counts = numbers[0::2], numbers[1::2]
        if len(counts) == len(bins) == n_bins.sum() and _are_sound(bins, counts):
            return bins, counts, n_bins
    return _one_by_one(texts)


_NONE = np.zeros(0, dtype=np.int64)


def _are_sound(bins: Ints, counts: Ints) -> bool:
    return not len(bins) or (bins.max() <= MOST_BIN and counts.min() > 0 and counts.max() < MOST_COUNT)


def _one_by_one(texts: Sequence[bytes]) -> tuple[Ints, Ints, Ints]:
    """Where one of them is damaged, or another program wrote it with spaces."""
    pairs: list[tuple[int, int]] = []
    n_bins = []
    for text in texts:
        try:
            own = [pair for pair in LatencyHistogram.from_text(text.decode()).bins() if pair[1] < MOST_COUNT]
        except ValueError:  # of a later version, or damaged: the run's other figures count
            own = []
        pairs += own
        n_bins.append(len(own))
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1], np.array(n_bins, dtype=np.int64)

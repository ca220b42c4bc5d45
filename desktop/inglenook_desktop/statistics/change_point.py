"""Has this machine become slower? A sequential test of rates against this machine's own noise. Pure.

Runs come one after another: a rate each, say tokens a second of decoding, all of one model and one kind of work. The
first ones, and later all that have stood the test, are the reference. Each new run adds to two cumulative sums, one for
slower and one for faster (CUSUM: E. S. Page, Continuous inspection schemes, 1954), with

- logarithms of rates, because a busy machine multiplies times;
- the reference's own median and spread as yardstick, a run counting for at most `CLIP` spreads, because one run beside
  a compiler is no evidence;
- the spread widened by the reference's correlation from run to run, because busy hours come in stretches;
- a threshold that stable noise crosses once in `RUNS_PER_SUSPICION` runs (D. Siegmund, Sequential Analysis, 1985, the
  corrected Brownian approximation of the mean run length).

What crosses it is a suspicion. It becomes a `Change` when a rank test (Mann and Whitney, variance widened for
correlation) tells the runs since the suspected moment from the reference, and the size by Hodges and Lehmann is at
least `LEAST_CHANGE`. A smaller one is taken into the reference and not told. So is a slow drift: it is no change at a
moment; to see it, compare two periods.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

REFERENCE_RUNS = 40
"""Before so many nothing is told."""

MOST_REFERENCE_RUNS = 400
SETTLED_AFTER = 60
"""Runs later a run without an alarm counts as reference."""

CLIP = 3.0
CHANGE_OF_INTEREST = math.log(1 / 0.9)
"""The sums are tuned to find a loss of a tenth soonest."""

LEAST_CHANGE = 0.03
RUNS_PER_SUSPICION = 1_000_000
MOST_P_VALUE = 1e-6
_LEAST_SPREAD = 0.004
_MOST_CORRELATION = 0.8
_MOST_ALLOWANCE = 1.0
_NORMAL = statistics.NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """at: index of the first run at the new level. found_at: of the run that made it certain. ratio: new rate to old,
    below 1 for slower; low, high: its 95 % interval. p_value: of the rank test. n_before, n_after: runs compared."""

    at: int
    found_at: int
    ratio: float
    low: float
    high: float
    p_value: float
    n_before: int
    n_after: int

    @property
    def is_slower(self) -> bool:
        return self.ratio < 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Of the reference. spread: of the logarithm of a rate, so about the relative noise of a run. correlation: of a run
    with the next, 0 to 1. runs_to_find: how many runs at nine tenths of the rate make a change certain, about; None
    where this noise hides a change of that size. The noise is taken to be bell-shaped for it."""

    spread: float
    correlation: float
    runs_to_find: int | None


@dataclass(frozen=True, slots=True)
class _Yardstick:
    median: float
    spread: float
    centre: float
    deviation: float
    correlation: float
    allowance: float
    threshold: float

    def score(self, log_rate: float) -> float:
        """Standardised, so that stable noise has mean 0 and, correlation counted, variance 1."""
        clipped = _clipped((log_rate - self.median) / self.spread)
        return (clipped - self.centre) / (self.deviation * _widening(self.correlation))

    def runs_to_find(self) -> int | None:
        """The later of the two: the sum crosses the threshold, or the rank test is certain (of a long reference)."""
        shift = CHANGE_OF_INTEREST / self.spread
        gain = _clipped(shift) / (self.deviation * _widening(self.correlation)) - self.allowance
        if gain < 0.05:
            return None
        certainty = -_NORMAL.inv_cdf(MOST_P_VALUE / 2) * _widening(self.correlation)
        apart = (_NORMAL.cdf(shift / math.sqrt(2)) - 0.5) * math.sqrt(12)
        return math.ceil(max(self.threshold / gain, (certainty / apart) ** 2))


class Watch:
    """One series. Give it the rates as they come; it says when one of them made a change certain."""

    def __init__(self) -> None:
        self._logs: list[float] = []
        self._begin = 0
        self._is_stale = True
        self._yardstick: _Yardstick | None = None
        self._measured_at = 0
        self._low = self._high = 0.0
        self._low_since = self._high_since = 0

    @property
    def noise(self) -> Noise | None:
        """None before there is a reference."""
        stick = self._yardstick
        if stick is None:
            return None
        return Noise(spread=stick.spread, correlation=stick.correlation, runs_to_find=stick.runs_to_find())

    def add(self, rate: float) -> Change | None:
        """rate: above 0, otherwise ValueError."""
        if not rate > 0 or math.isinf(rate):
            raise ValueError(f"a rate must be above 0 and finite, not {rate}")
        self._logs.append(math.log(rate))
        index = len(self._logs) - 1
        if index - self._begin < REFERENCE_RUNS:
            self._low_since = self._high_since = index + 1
            return None
        stick = self._current_yardstick(index)
        score = stick.score(self._logs[index])
        self._low = max(0.0, self._low - score - stick.allowance)
        self._high = max(0.0, self._high + score - stick.allowance)
        if self._low == 0.0:
            self._low_since = index + 1
        if self._high == 0.0:
            self._high_since = index + 1
        if max(self._low, self._high) < stick.threshold:
            return None
        return self._examine(self._low_since if self._low >= self._high else self._high_since, index, stick)

    def _examine(self, at: int, index: int, stick: _Yardstick) -> Change | None:
        before = self._reference(at)
        after = self._logs[at : index + 1]
        p_value = rank_test(before, after, correlation=stick.correlation)
        if p_value > MOST_P_VALUE:
            return None  # not yet certain; the sum stays, and the next run is examined again
        shift, low, high = shift_of(before, after, correlation=stick.correlation)
        self._begin = at
        self._yardstick = None
        self._low = self._high = 0.0
        self._low_since = self._high_since = index + 1
        if abs(math.expm1(shift)) < LEAST_CHANGE:
            return None
        return Change(
            at=at,
            found_at=index,
            ratio=math.exp(shift),
            low=math.exp(low),
            high=math.exp(high),
            p_value=p_value,
            n_before=len(before),
            n_after=len(after),
        )

    def _reference(self, end: int) -> list[float]:
        """Runs before `end` that are settled, the newest ones."""
        return self._logs[max(self._begin, end - MOST_REFERENCE_RUNS) : end]

    def _current_yardstick(self, index: int) -> _Yardstick:
        """Measured anew at first, and then each time the reference has grown by a tenth."""
        end = max(self._begin + REFERENCE_RUNS, min(index - SETTLED_AFTER, self._low_since, self._high_since))
        if self._yardstick is None or end >= self._measured_at + (self._measured_at - self._begin) // 10 + 1:
            self._measured_at = end
            self._yardstick = _measured(self._reference(end))
        return self._yardstick


def changes(rates: Iterable[float]) -> list[Change]:
    """All changes in a series."""
    watch = Watch()
    return [change for rate in rates if (change := watch.add(rate)) is not None]


def rank_test(before: Sequence[float], after: Sequence[float], *, correlation: float = 0.0) -> float:
    """Two-sided p-value of Mann and Whitney's test by its normal approximation, ties counted by mid-ranks. correlation:
    of neighbours within each sample; it widens the variance as (1 + r) / (1 - r). 1.0 when either is empty."""
    n, m = len(before), len(after)
    if not n or not m:
        return 1.0
    ranked = sorted([(value, 0) for value in before] + [(value, 1) for value in after])
    rank_sum, ties, at = 0.0, 0.0, 0
    while at < n + m:
        end = at
        while end < n + m and ranked[end][0] == ranked[at][0]:
            end += 1
        size = end - at
        rank_sum += (at + end + 1) / 2 * sum(which for _, which in ranked[at:end])
        ties += size**3 - size
        at = end
    total = n + m
    variance = n * m / 12 * (total + 1 - ties / (total * (total - 1))) * _widening(correlation) ** 2
    if variance <= 0:
        return 1.0
    distance = abs(rank_sum - m * (m + 1) / 2 - n * m / 2) - 0.5
    return min(1.0, math.erfc(max(0.0, distance) / math.sqrt(2 * variance)))


def shift_of(
    before: Sequence[float], after: Sequence[float], *, correlation: float = 0.0
) -> tuple[float, float, float]:
    """The shift from before to after by Hodges and Lehmann, the median of all differences, with its 95 % interval
    (Lehmann 1963; widened for correlation). Neither may be empty."""
    differences = sorted(b - a for a in before for b in after)
    n, m = len(before), len(after)
    spread = math.sqrt(n * m * (n + m + 1) / 12) * _widening(correlation)
    margin = _NORMAL.inv_cdf(0.975) * spread
    low = max(0, math.floor(n * m / 2 - margin))
    high = min(n * m - 1, math.ceil(n * m / 2 + margin))
    return statistics.median(differences), differences[low], differences[high]


def threshold(allowance: float, runs_per_crossing: float) -> float:
    """Height at which a one-sided CUSUM of standard normal scores with this allowance runs for so many on average."""
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        reach = min(2 * allowance * (middle + 1.166), 700.0)
        if (math.exp(reach) - reach - 1) / (2 * allowance**2) < runs_per_crossing:
            low = middle
        else:
            high = middle
    return high


def _measured(reference: Sequence[float]) -> _Yardstick:
    median = statistics.median(reference)
    deviations = [abs(value - median) for value in reference]
    spread = max(_LEAST_SPREAD, 1.4826 * statistics.median(deviations))
    scores = [_clipped((value - median) / spread) for value in reference]
    centre = statistics.fmean(scores)
    deviation = max(0.5, statistics.stdev(scores))
    products = [(a - centre) * (b - centre) for a, b in itertools.pairwise(scores)]
    # Of so few runs a correlation is known only roughly; it is taken to be higher by about its own error.
    seen = statistics.fmean(products) / deviation**2 + 1 / math.sqrt(len(reference))
    correlation = min(_MOST_CORRELATION, max(0.0, seen))
    unit = deviation * _widening(correlation)
    allowance = min(_MOST_ALLOWANCE, CHANGE_OF_INTEREST / spread / unit / 2)
    return _Yardstick(
        median=median,
        spread=spread,
        centre=centre,
        deviation=deviation,
        correlation=correlation,
        allowance=allowance,
        threshold=threshold(allowance, RUNS_PER_SUSPICION),
    )


def _clipped(score: float) -> float:
    return max(-CLIP, min(CLIP, score))


def _widening(correlation: float) -> float:
    """Of the standard deviation of a sum of neighbours that are correlated so."""
    return math.sqrt((1 + correlation) / (1 - correlation))

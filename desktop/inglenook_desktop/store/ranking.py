"""Which of the texts that have all the words is most likely the one that is wanted. Pure; no clock: ages are counted
from the newest of the texts, so that the same texts always come in the same order."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from datetime import date

from .matching import Match, Needle, fold

HALF_LIFE_DAYS = 90.0
"""After which a text has lost half of what it gains by being new."""

_RECENCY = 0.6
_CLOSENESS = 0.5
_WHOLE_WORD = 0.25
_EXTRAS = 0.5
_USUAL_CHARS = 2_000
_CLOSE_CHARS = 50


def relevance(match: Match, needles: Sequence[Needle], extras: Sequence[str]) -> float:
    """0 to about 2: how often the words are there for the text's length, whether as whole words, how close to each
    other; and whether the signs typed with them ("c++") are there too."""
    if not match.spans:
        return 0.0
    half = 0.5 + 1.5 * min(len(match.text), 10 * _USUAL_CHARS) / _USUAL_CHARS
    often = sum(len(spans) / (len(spans) + half) for spans in match.spans) / len(match.spans)
    score = often + _CLOSENESS * _closeness(match.spans)
    if any(
        end == len(match.text) or not match.text[end].isalnum()
        for needle, spans in zip(needles, match.spans, strict=True)
        if needle.is_prefix
        for _, end in spans
    ):
        score += _WHOLE_WORD
    if extras:
        score += _EXTRAS * sum(fold(extra) in match.folded for extra in extras) / len(extras)
    return score


def recency(created_at: str, newest: date | None) -> float:
    """0 to _RECENCY; halved every HALF_LIFE_DAYS."""
    day = day_of(created_at)
    if day is None or newest is None:
        return 0.0
    return float(_RECENCY * 0.5 ** (max(0, (newest - day).days) / HALF_LIFE_DAYS))


def day_of(created_at: str) -> date | None:
    """None for a moment that is not in our form; an import may bring one."""
    try:
        return date.fromisoformat(created_at[:10])
    except ValueError:
        return None


def _closeness(spans: Sequence[Sequence[tuple[int, int]]]) -> float:
    """1 where all needles stand side by side once, towards 0 the farther apart; 0 for a single needle."""
    if len(spans) < 2:
        return 0.0
    fewest = min(spans, key=len)
    starts = [[start for start, _ in one] for one in spans if one is not fewest]
    nearest = min(sum(_distance(one, at) for one in starts) for at, _ in fewest)
    return 1.0 / (1.0 + nearest / (_CLOSE_CHARS * len(starts)))


def _distance(starts: Sequence[int], at: int) -> int:
    """From `at` to the nearest of the rising `starts`."""
    index = bisect.bisect(starts, at)
    return min(abs(starts[i] - at) for i in (index - 1, index) if 0 <= i < len(starts))

"""How well a few typed letters fit a name: words and beginnings of words first, then letters in their order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .store.matching import fold

MAX_CHARS = 200
"""Of what is typed, and of a name, at most so many are looked at."""

_WORD = re.compile(r"[^\W_]+")

_WHOLE, _BEGINNING, _INITIALS, _INSIDE, _SCATTERED = 100.0, 80.0, 60.0, 40.0, 15.0
"""What a typed word is worth that is a whole word of the name, its beginning, the initials of its words, a part of a
word, or letters here and there."""

_ANOTHER_WORD = 50.0
"""What it is worth that all that is typed are other words for a name, or their beginnings, which are worth a bit less:
after names that have the words themselves, before parts of words."""

_FIRST = 10.0
"""More, where it stands at the beginning of the name."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fit:
    """score: higher is better. spans: what of the name was typed, in order, as begin and end."""

    score: float
    spans: tuple[Span, ...]


def fit(typed: str, name: str) -> Fit | None:
    """None where a word of what is typed has no place in the name. Nothing typed fits everything, with 0. One that is
    there in scattered letters only is worth no more than those, whatever the others are."""
    words = fold(typed[:MAX_CHARS]).split()
    shown = fold(name[:MAX_CHARS])
    beginnings = [found.span() for found in _WORD.finditer(shown)]
    score, most, spans = 0.0, _WHOLE + _FIRST, list[Span]()
    for word in words:
        found = _of_word(word, shown, beginnings)
        if found is None:
            return None
        score += found.score
        most = min(most, _SCATTERED) if found.score <= _SCATTERED else most
        spans += found.spans
    if words:
        score = min(most, score / len(words)) - len(shown) / MAX_CHARS  # of two that fit alike, the shorter
    return Fit(score, _joined(spans))


def fit_of_words(typed: str, known: str) -> Fit | None:
    """known: other words for a name, apart from one another. None where one that is typed begins none of them."""
    words, others = fold(typed[:MAX_CHARS]).split(), set(_WORD.findall(fold(known)))
    if not all(any(other.startswith(word) for other in others) for word in words):
        return None
    return Fit(_ANOTHER_WORD if others.issuperset(words) else _ANOTHER_WORD - _FIRST / 2, ())


def _of_word(word: str, name: str, words: Sequence[Span]) -> Fit | None:
    first = words[0][0] if words else 0
    for start, end in words:
        if name.startswith(word, start):
            is_whole = start + len(word) == end
            score = (_WHOLE if is_whole else _BEGINNING) + (_FIRST if start == first else 0.0)
            return Fit(score, ((start, start + len(word)),))
    initials = _in_order(word, name, [start for start, _ in words])
    if initials is not None and len(word) > 1:
        return Fit(_INITIALS + (_FIRST if initials[0] == first else 0.0), tuple((at, at + 1) for at in initials))
    at = name.find(word)
    if at >= 0:
        return Fit(_INSIDE, ((at, at + len(word)),))
    scattered = _in_order(word, name, range(len(name)))
    if scattered is None or scattered[-1] - scattered[0] > 4 * len(word):
        return None
    n_gaps = sum(two != one + 1 for one, two in pairwise(scattered))
    return Fit(_SCATTERED - n_gaps, tuple((at, at + 1) for at in scattered))


def _in_order(word: str, name: str, places: Sequence[int]) -> list[int] | None:
    """Where its letters stand, one after the other, at some of these places."""
    found: list[int] = []
    at = iter(places)
    for letter in word:
        place = next((one for one in at if name[one] == letter), None)
        if place is None:
            return None
        found.append(place)
    return found or None


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)

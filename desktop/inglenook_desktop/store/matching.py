"""Where words stand in a text, as FTS5's unicode61 would say, and the part of the text that shows them. Pure.

The index says which messages have the words; this says where, for marks, ranking and snippets, and finds alone what no
index holds (signs, emoji). Letters are compared without regard to case and to accents on Latin letters.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

# Scripts written without spaces between words, and Korean, whose particles cling to the words. FTS5 sees each run of
# them as one word, so they are looked for letter by letter. m004_search has the same ranges.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)

SNIPPET_CHARS = 160
"""Longest snippet, without its ellipses."""

_BEFORE_CHARS = 40
_SPANS_PER_NEEDLE = 24
_NOT_ASCII = re.compile("[^\0-\x7f]+")
_COMBINING = re.compile("[\u0300-\u036f]")
_LETTER = r"[^\W_]"  # or digit: what unicode61 makes words of
_WORD = re.compile(rf"{_LETTER}+")

Snippet = tuple[tuple[str, bool], ...]
"""Parts of a text in order; True: this part is what was looked for."""


@dataclass(frozen=True, slots=True)
class Needle:
    """One word or phrase. tokens: its words, folded; () when it has no letter or digit, or its script has no spaces.

    is_prefix: the last word may go on. is_unspaced: found anywhere, letter by letter.
    """

    text: str
    tokens: tuple[str, ...]
    is_prefix: bool
    is_unspaced: bool

    @classmethod
    def of(cls, text: str, *, is_prefix: bool) -> Needle:
        text = " ".join(composed(text).split())
        is_unspaced = _UNSPACED.search(text) is not None
        tokens = () if is_unspaced else tuple(_WORD.findall(fold(text)))
        # After a sign the word is over: "c++" is not the beginning of "cat".
        is_prefix = is_prefix and bool(tokens) and text[-1].isalnum()
        return cls(text, tokens, is_prefix, is_unspaced)

    @property
    def is_open(self) -> bool:
        """Whether it stands for every word that begins so; without spaces, for every place of one or two letters."""
        return self.is_prefix or (self.is_unspaced and len(self.text) < 3)

    @property
    def tail(self) -> Needle:
        """Its last word alone."""
        return replace(self, tokens=self.tokens[-1:])

    @property
    def is_signs(self) -> bool:
        """Neither letters nor digits: no index holds it."""
        return not self.tokens and not self.is_unspaced

    def is_in(self, folded: str) -> bool:
        """Whether it stands anywhere in a text that `fold` made."""
        return _pattern(self).search(folded) is not None

    def spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a text that `fold` made, from left to right."""
        return (found.span() for found in _pattern(self).finditer(folded))


@dataclass(frozen=True, slots=True)
class Match:
    """What of a text was looked for. folded: the text as `fold` makes it. spans: for each needle where it stands there,
    the first ones if there are very many."""

    text: str
    folded: str
    spans: tuple[tuple[tuple[int, int], ...], ...]

    def snippet(self) -> Snippet:
        return snippet(self.text, sorted(span for spans in self.spans for span in spans))


def match(text: str, needles: Sequence[Needle], excluded: Sequence[Needle] = ()) -> Match | None:
    """None when a needle is missing, or an excluded one is there."""
    text = composed(text)
    folded = fold(text)
    if not all(needle.is_in(folded) for needle in needles) or any(needle.is_in(folded) for needle in excluded):
        return None
    return Match(
        text, folded, tuple(tuple(itertools.islice(needle.spans(folded), _SPANS_PER_NEEDLE)) for needle in needles)
    )


def snippet(text: str, spans: Sequence[tuple[int, int]]) -> Snippet:
    """About SNIPPET_CHARS of the text around most of the spans, on one line. spans: in order of their beginning."""
    start, end = _window(text, spans)
    pieces: list[tuple[str, bool]] = []
    at = start
    for left, right in spans:
        if left < at or left >= end:
            continue
        pieces += [(text[at:left], False), (text[left : min(right, end)], True)]
        at = min(right, end)
    pieces.append((text[at:end], False))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return _on_one_line(pieces)


def fold(text: str) -> str:
    """Lower case, Latin letters without accents; as long as the text, so that places in it are places in the text."""
    if text.isascii():
        return text.lower()
    if "\u0130" in text:  # the one letter that is longer in lower case
        return text.translate(_FOLDED)
    return _NOT_ASCII.sub(lambda found: found[0].translate(_FOLDED), text.lower())


def composed(text: str) -> str:
    """Loose accents joined to their letters, as unicode61 takes them; nearly every text is so already."""
    if text.isascii() or _COMBINING.search(text) is None:
        return text
    return _COMBINING.sub("", unicodedata.normalize("NFC", text))


class _Folded(dict[int, str]):
    """A character to its folded form, worked out once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = character.casefold()
        if len(folded) != 1:
            folded = character.lower() if len(character.lower()) == 1 else character
        parts = unicodedata.normalize("NFD", folded)
        if len(parts) > 1 and parts[0].isascii() and all(unicodedata.combining(part) for part in parts[1:]):
            folded = parts[0]
        self[code] = folded
        return folded


_FOLDED = _Folded()


@functools.lru_cache(maxsize=64)
def _pattern(needle: Needle) -> re.Pattern[str]:
    """Begins with plain letters, which a regular expression seeks fastest, and only then looks what is before them."""
    if not needle.tokens:
        return re.compile(re.escape(fold(needle.text)) or r"(?!)")
    first, *others = (re.escape(token) for token in needle.tokens)
    words = "".join(rf"[\W_]+{token}" for token in others)
    return re.compile(rf"{first}(?<=(?<!{_LETTER}){first}){words}" + ("" if needle.is_prefix else rf"(?!{_LETTER})"))


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part that holds most spans, begun at a word and a little before the first of them."""
    if not spans:
        return 0, min(len(text), SNIPPET_CHARS)
    room = SNIPPET_CHARS - _BEFORE_CHARS
    best, most = spans[0][0], 0
    right = 0
    for left in range(len(spans)):
        right = max(right, left)
        while right < len(spans) and spans[right][1] <= spans[left][0] + room:
            right += 1
        if right - left > most:
            best, most = spans[left][0], right - left
    start = max(0, best - _BEFORE_CHARS)
    if start > 0:
        space = next((at for at in range(start, best) if text[at].isspace()), None)
        start = start if space is None else space + 1
    return start, min(len(text), start + SNIPPET_CHARS)


def _on_one_line(pieces: Sequence[tuple[str, bool]]) -> Snippet:
    """Runs of space become one space; what cannot be seen or turns the direction of writing is left out."""
    joined: list[tuple[str, bool]] = []
    is_after_space = True
    for part, is_match in pieces:
        shown = []
        for character in part:
            if character.isspace():
                if not is_after_space:
                    shown.append(" ")
                is_after_space = True
            elif not unicodedata.category(character).startswith("C") or character == "\u200d":
                shown.append(character)
                is_after_space = False
        if shown:
            joined.append(("".join(shown), is_match))
    if joined and not joined[-1][1]:
        joined[-1] = (joined[-1][0].rstrip(), False)
    return tuple(piece for piece in joined if piece[0])

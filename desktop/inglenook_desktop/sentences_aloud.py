"""An answer in progress as sentences to speak: whole ones, without the marks of markdown, code by its length. No Qt.

Text comes in pieces of any size; what is cut in the middle waits for the rest. Costs the length of what comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .wording import N_

CODE = N_("Code in %1. Lines: %2.")
PLAIN_CODE = N_("Code. Lines: %2.")

MAX_WAITING = 400
"""Characters without an end of a sentence, after which a pause of breath is one."""

_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s+[^a-zà-ÿ\s])|[。！？]")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|e\.g|i\.e|z\.B|d\.h|etc|vs|cf|Dr|Mr|Mrs|Ms|Prof|St|Nr|ca|bzw|M|Mme)\.$"
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)")
_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,4}[.)]\s|>|\|)")
_LEADING = re.compile(r"^\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?|(?:>\s?)+)")
_UNDECIDED = re.compile(r"\s*(?:#{1,6}|[-*+]+|\d{1,4}[.)]?|[`~].*|\|.*)?\s*")
"""The beginning of a line that may become a fence, a heading, an item or a row of a table."""
_RULE = re.compile(r"[\s|:=_*-]*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)")
_MARKS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code that has ended."""

    language: str
    n_lines: int


Spoken = str | Code


class Sentences:
    """Of one answer."""

    def __init__(self) -> None:
        self._line = ""
        self._waiting = ""
        self._is_begun = self._ends_alone = False
        self._fence = ""
        self._language = ""
        self._n_lines = 0

    def feed(self, text: str) -> list[Spoken]:
        """What has become whole by it."""
        found: list[Spoken] = []
        lines = (self._line + text).split("\n")
        self._line = lines.pop()
        for line in lines:
            found.extend(self._take_line(line))
        if self._line and not self._fence and (self._is_begun or self._is_decided()):
            found.extend(self._begin_line(self._line))
            self._line = ""
        return found

    def finish(self) -> list[Spoken]:
        """The rest; a block of code that was never closed counts as one."""
        found = [*self._take_line(self._line)] if self._line or self._is_begun else []
        self._line = ""
        if self._fence:
            found.append(Code(self._language, self._n_lines))
            self._fence = ""
        return [*found, *self._flush()]

    def _is_decided(self) -> bool:
        return len(self._line) > MAX_WAITING or not _UNDECIDED.fullmatch(self._line)

    def _take_line(self, line: str) -> Iterator[Spoken]:
        fence = _FENCE.match(line)
        if self._fence and not self._is_begun:
            if fence and fence[1].startswith(self._fence) and not fence[2]:
                yield Code(self._language, self._n_lines)
                self._fence = ""
            else:
                self._n_lines += 1
        elif fence and not self._is_begun:
            yield from self._flush()
            self._fence, self._language, self._n_lines = fence[1], fence[2], 0
        elif not line.strip() and not self._is_begun:
            yield from self._flush()
        else:
            yield from self._begin_line(line)
            yield from self._take_words(" ")
            if self._ends_alone:
                yield from self._flush()
        self._is_begun = self._ends_alone = False

    def _begin_line(self, text: str) -> Iterator[Spoken]:
        """A part of a line, or all of it. A heading, an item or a row of a table stands alone."""
        if not self._is_begun and _BLOCK.match(text):
            self._ends_alone = True
            yield from self._flush()
        self._is_begun = True
        yield from self._take_words(text)

    def _take_words(self, text: str) -> Iterator[Spoken]:
        self._waiting += text
        at = 0
        for end in _END.finditer(self._waiting):
            if not _ABBREVIATED.search(self._waiting[max(at, end.end() - 8) : end.end()]):
                yield from _spoken(self._waiting[at : end.end()])
                at = end.end()
        self._waiting = self._waiting[at:]
        while len(self._waiting) > MAX_WAITING:
            pause = max(self._waiting.rfind(mark, 0, MAX_WAITING) for mark in (", ", "; ", ": ", " ")) + 1
            pause = pause or MAX_WAITING
            yield from _spoken(self._waiting[:pause])
            self._waiting = self._waiting[pause:]

    def _flush(self) -> Iterator[Spoken]:
        rest, self._waiting = self._waiting, ""
        yield from _spoken(rest)


def _spoken(text: str) -> Iterator[str]:
    """Without the marks of markdown; nothing for what is only marks."""
    if _RULE.fullmatch(text):
        return
    text = _LEADING.sub("", text)
    if text.lstrip().startswith("|"):
        text = ", ".join(filter(None, (cell.strip() for cell in text.split("|"))))
    text = " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())
    if text:
        yield text


def said_of(spoken: Spoken, translated: Callable[..., str]) -> str:
    """In the window's language. translated: looks up a text that N_ marks."""
    match spoken:
        case Code(language="", n_lines=n_lines):
            return translated(PLAIN_CODE, "", n_lines)
        case Code(language=language, n_lines=n_lines):
            return translated(CODE, language, n_lines)
        case _:
            return str(spoken)

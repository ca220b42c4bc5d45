"""In which quotes and items a line of a list, a quote or a footnote stands, as whoever renders it will read it. Pure.

So that a heading can be told from code that looks like one, and that what was cut within a list in a quote can go on
there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .markdown_levels import MAX_LEVELS, Level, holding, stand_ins, steps_of, with_item

_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?=[ \t]|$)")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|$)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_CODE = 4


Groups: TypeAlias = Sequence[list[Level]]
"""The items that are open outside of any quote, then those within the first quote, and so on."""


class LineKind(StrEnum):
    """TEXT begins a paragraph or goes on with one. UNDERLINE makes a heading of the paragraph before it."""

    BLANK = "blank"
    TEXT = "text"
    HEADING = "heading"
    UNDERLINE = "underline"
    RULE = "rule"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line. lead: the characters before what it says, which are marks of quotes and items, and blanks. begins: it
    belongs to no paragraph before it."""

    kind: LineKind
    lead: int
    begins: bool = True


class Nesting:
    """Takes the lines of a text one after another, without their ends. groups: what is open after the last of them."""

    def __init__(self, groups: Groups = ()) -> None:
        self.groups = [list(levels) for levels in groups] or [[]]
        self._in_paragraph = False
        self._fence = ""

    def read_all(self, text: str) -> None:
        for line in text.removesuffix("\n").split("\n") if text else ():
            self.read(line)

    def read(self, line: str) -> Placed:
        place, kept, at, column = self._matched(line)
        is_inside = place == len(self.groups) - 1 and kept == self.groups[place]
        body, indent = _body(line, at, column)
        if self._fence:
            if is_inside:
                if _closes(body, self._fence):
                    self._fence = ""
                return Placed(LineKind.OTHER, len(line) - len(body))
            self._fence = ""
        was_in_paragraph = self._in_paragraph
        groups = [*self.groups[:place], kept]
        while True:
            body, indent = _body(line, at, column)
            lead = len(line) - len(body)
            levels = groups[-1]
            if not body:
                self.groups, self._in_paragraph = groups, False
                return Placed(LineKind.BLANK, lead)
            if indent - (levels[-1].content if levels else 0) >= _CODE:
                return self._leaf(groups, LineKind.TEXT if was_in_paragraph else LineKind.OTHER, lead, was_in_paragraph)
            if body[0] == ">" and len(groups) <= MAX_LEVELS:
                groups.append([])
                at, column = _after_quote(line, body), 0
            elif is_inside and was_in_paragraph and _UNDERLINE.match(body):
                self._in_paragraph = False
                return Placed(LineKind.UNDERLINE, lead, False)
            elif _RULE.match(body):
                return self._leaf(groups, LineKind.RULE, lead, in_paragraph=False)
            elif self._begins_item(body, may_be_text=is_inside and was_in_paragraph):
                inner = with_item(levels, body, indent)
                if inner is levels:
                    return self._leaf(groups, LineKind.TEXT, lead, in_paragraph=False)
                groups[-1] = inner
                width = inner[-1].step - 1
                at, column = lead + width, indent + width
            else:
                break
            is_inside = was_in_paragraph = False
        return self._said(groups, body, lead, was_in_paragraph)

    def _said(self, groups: list[list[Level]], body: str, lead: int, in_paragraph: bool) -> Placed:
        if _HEADING.match(body):
            return self._leaf(groups, LineKind.HEADING, lead, in_paragraph=False)
        if (fence := _FENCE.match(body)) is not None:
            self._fence = fence[1] or fence[2]
            return self._leaf(groups, LineKind.OTHER, lead, in_paragraph=False)
        return self._leaf(groups, LineKind.TEXT, lead, in_paragraph)

    def _leaf(self, groups: list[list[Level]], kind: LineKind, lead: int, in_paragraph: bool) -> Placed:
        """in_paragraph: one was open and this line may go on with it, wherever it stands."""
        is_lazy = in_paragraph and kind is LineKind.TEXT
        if not is_lazy:
            self.groups = groups
        self._in_paragraph = kind is LineKind.TEXT
        return Placed(kind, lead, not is_lazy)

    def _matched(self, line: str) -> tuple[int, list[Level], int, int]:
        """How far a line is within what is open: the number of its quotes, the items within the last of them, and the
        place and column after its mark. A line without words is in all items."""
        at = column = 0
        for place, levels in enumerate(self.groups):
            body, indent = _body(line, at, column)
            kept = holding(levels, indent, is_strict=True) if body else levels
            base = kept[-1].content if kept else 0
            if place == len(self.groups) - 1 or kept != levels or body[:1] != ">" or indent - base >= _CODE:
                break
            at, column = _after_quote(line, body), 0
        return place, kept, at, column

    def _begins_item(self, body: str, *, may_be_text: bool) -> bool:
        found = _ITEM.match(body)
        if found is None:
            return False
        return not may_be_text or (found[1] in (None, "1") and bool(body[found.end() :].strip()))


def inner_steps(groups: Groups) -> tuple[int, ...]:
    """Of all these items."""
    return tuple(step for levels in groups for step in steps_of(levels))


def reopening(groups: Groups) -> tuple[str, str]:
    """The Markdown that opens these items and quotes again, a paragraph for each item, and what stands before the words
    of a line within them."""
    lines: list[str] = []
    lead = ""
    for place, levels in enumerate(groups):
        if place:
            lead += "> "
        opened, markers, _ = stand_ins(levels, levels[-1].content if levels else 0)
        lines += [lead + line for line in markers.splitlines() if line]
        lead += " " * (opened[-1].content if opened else 0)
    return "".join(f"{line}\n" for line in [*lines, lead.rstrip()] if lines), lead


def _body(line: str, at: int, column: int) -> tuple[str, int]:
    """What follows the blanks at a place, and in which column it begins."""
    body = line[at:].lstrip(" \t")
    blanks = line[at : len(line) - len(body)]
    return body, column + len(blanks.expandtabs(4) if "\t" in blanks else blanks)


def _after_quote(line: str, body: str) -> int:
    """The place after the mark that `body` begins with, and the blank that belongs to it."""
    return len(line) - len(body) + (2 if body[1:2] in (" ", "\t") else 1)


def _closes(body: str, fence: str) -> bool:
    mark = body.rstrip(" \t")
    return len(mark) >= len(fence) and not mark.strip(fence[0])

"""Which items of a list are open, within each other, where a list goes on after a block of code. Pure.

A list is shown in several segments when there is code in it. So that each of them can be read alone and still stands at
its own level, the items that it goes on within are written before it again, as bullets that are not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_COLUMN = 40
"""Deeper items are none of their own."""
MAX_LEVELS = 12

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])([ \t]*)")
_WIDEST = 5
"""Columns of a bullet with the blanks after it, at most; with more of them what follows would be code."""
_CODE = 4
"""Columns beyond the text of an item from which on a line is code."""


@dataclass(frozen=True, slots=True)
class Level:
    """An open item. marker, content: the columns where its marker and its text begin. step: the columns that its marker
    takes with one blank after it, as it is typed again in a copy."""

    marker: int
    content: int
    step: int


def holding(levels: list[Level], indent: int, *, is_strict: bool = False) -> list[Level]:
    """Those that what is indented so far belongs to. Not strict: two columns are enough, as people and models write;
    strict: as Markdown has it, and whoever renders a list reads it."""
    n_kept = 0
    for place, level in enumerate(levels):
        needed = level.content if is_strict else level.marker + 2 if place else 2
        if indent < needed:
            break
        n_kept += 1
    return levels[:n_kept]


def with_item(levels: list[Level], body: str, indent: int) -> list[Level]:
    """With the item that begins with `body`, its marker first, within them."""
    marker = _MARKER.match(body)
    if marker is None or indent > MAX_COLUMN or len(levels) >= MAX_LEVELS:
        return levels
    blanks = len(marker[1].expandtabs(4))
    is_empty = marker.end() >= len(body.rstrip())
    width = len(marker[0]) - len(marker[1])
    content = indent + width + (blanks if blanks <= _CODE and not is_empty else 1)
    return [*levels, Level(indent, content, width + 1)]


def steps_of(levels: list[Level]) -> tuple[int, ...]:
    return tuple(level.step for level in levels)


def stand_ins(levels: list[Level], indent: int) -> tuple[list[Level], str, int]:
    """For what is indented so far and belongs to them: the levels as they are to be read, the Markdown that opens them
    again, and how many columns of white space are too many before each line."""
    if not levels:
        return [], "", 0
    opened: list[Level] = []
    lines: list[str] = []
    for level in levels:
        marker = max(level.marker, opened[-1].content) if opened else min(level.marker, 3)
        content = max(min(level.content, indent, marker + _WIDEST), marker + 2)
        opened.append(Level(marker, content, level.step))
        lines.append(" " * marker + "-" + " " * (content - marker - 1) + "x\n")
    return opened, "".join(lines) + "\n", max(0, indent - opened[-1].content - _CODE + 1)

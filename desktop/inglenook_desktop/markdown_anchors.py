"""Where an address within a message leads: to a footnote, back from it, or to a heading. Pure functions on segments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from .markdown import Segment, SegmentKind

NOTE = "#note-"
"""Before the label of a footnote, in the address of what refers to it."""
REFERENCE = "#ref-"
"""Before the label, in the address of the way back."""

_MARKS = re.compile(r"[*_`~]|!?\[([^\]]*)\]\([^)]*\)")
_NOT_IN_SLUGS = re.compile(r"[^\w\- ]")


def slug(heading: str) -> str:
    """What the address of a heading is made of, as GitHub does it. heading: its Markdown."""
    words = _MARKS.sub(lambda match: match[1] or "", heading.strip().strip("#").split("\n")[0].strip())
    return _NOT_IN_SLUGS.sub("", words.lower()).replace(" ", "-")


def target_of(segments: Sequence[Segment], address: str) -> int | None:
    """The index of the segment that an address of the form "#…" leads to; None where there is none."""
    wanted = unquote(address)
    for index, segment in enumerate(segments):
        if wanted.startswith(NOTE):
            is_it = bool(segment.note) and segment.note == wanted.removeprefix(NOTE)
        elif wanted.startswith(REFERENCE):
            is_it = not segment.note and f"[^{wanted.removeprefix(REFERENCE)}]" in segment.source
        else:
            is_it = segment.kind is SegmentKind.HEADING and slug(segment.source) == wanted.removeprefix("#").lower()
        if is_it:
            return index
    return None

"""What stands between the segments of a text that was cut for the layout, so that a copy has it whole again. Pure."""

from __future__ import annotations

import re

from .markdown import Segment, SegmentKind

_SOFT = (SegmentKind.LIST, SegmentKind.QUOTE, SegmentKind.FOOTNOTE)
"""A line end in a paragraph of these is a blank."""
_PROSE = (*_SOFT, SegmentKind.PARAGRAPH, SegmentKind.HEADING)
_ENDS_BLANK = re.compile(r"(?:\A|\n)[ \t>]*\n\Z")
_BEGINS_BLANK = re.compile(r"[ \t>]*\n")
_HARD_BREAK = re.compile(r"(?: {2}|(?<!\\)(?:\\\\)*\\)\n\Z")


def seam(before: Segment, after: Segment) -> str | None:
    """What stands between a segment and the next one where its last paragraph goes on there: a line end, blanks or
    nothing. None: a blank line does, so no paragraph goes on."""
    source = before.source
    if not source.endswith("\n"):
        return source[len(source.rstrip()) :] if before.kind in _PROSE else ""
    if before.kind in _PROSE and (_ENDS_BLANK.search(source) or _BEGINS_BLANK.match(after.source)):
        return None
    return " " if before.kind in _SOFT and not _HARD_BREAK.search(source) else "\n"

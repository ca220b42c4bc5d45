"""What stands between the segments of a text that was cut for the layout, so that a copy has it whole again. Pure."""

from __future__ import annotations

import re

from .markdown import Segment, SegmentKind
from .markdown_display import SOFT_KINDS

_PROSE = (*SOFT_KINDS, SegmentKind.PARAGRAPH, SegmentKind.HEADING)
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
    return " " if before.kind in SOFT_KINDS and not _HARD_BREAK.search(source) else "\n"

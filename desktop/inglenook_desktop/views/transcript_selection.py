"""A selection that reaches over several parts of the transcript.

Within one part the text widget's own selection is used. Once a drag leaves it, this keeps both ends as places in the
conversation, so that parts can scroll away and come back selected.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from ..markdown import Segment, SegmentKind
from ..markdown_display import display_code, display_literal
from .rich_text import SafeDocument, TextStyle, make_document, plain

Slot = tuple[int, int]
"""Row of the message, index of the part in it."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the text of the conversation. position: UTF-16 units from the start of the part's shown text."""

    slot: Slot
    position: int


@dataclass(frozen=True, slots=True)
class WideSelection:
    """From where the drag began to where it is."""

    anchor: Mark
    head: Mark

    @property
    def first(self) -> Mark:
        return min(self.anchor, self.head)

    @property
    def last(self) -> Mark:
        return max(self.anchor, self.head)

    def within(self, slot: Slot, n_units: int) -> tuple[int, int] | None:
        """Start and end of the selected text of one part that is `n_units` long; None when it is outside."""
        first, last = self.first, self.last
        if not first.slot <= slot <= last.slot:
            return None
        return (first.position if slot == first.slot else 0), (last.position if slot == last.slot else n_units)

    def text(self, parts: Iterable[tuple[Slot, Segment, SafeDocument | None]], style: TextStyle) -> str:
        """What to copy. parts: all from first to last in order, with their documents where they exist."""
        pieces: list[str] = []
        gap = ""
        for slot, segment, document in parts:
            if segment.kind is SegmentKind.REASONING:
                continue  # its head; what it says is in the next parts, or folded
            if pieces:
                gap += _between(segment)
            if slot not in (self.first.slot, self.last.slot):
                text = _whole_text(segment, document, style)
            else:
                shown = document if document is not None else make_document(segment, style)
                bounds = self.within(slot, shown.characterCount() - 1)
                text = "" if bounds is None else shown.text_between(*bounds)
            if text:  # of a part at whose edge the selection only begins or ends there is nothing, and no gap
                pieces += [gap, text]
                gap = ""
        return "".join(pieces)


def whole_text(segments: Iterable[Segment], style: TextStyle) -> str:
    """What is shown of these segments, one after another."""
    pieces: list[str] = []
    for segment in segments:
        if pieces:
            pieces.append(_between(segment))
        pieces.append(_whole_text(segment, None, style))
    return "".join(pieces)


def _between(segment: Segment) -> str:
    """What parts this segment from the one before."""
    return "" if segment.continues else "\n" if segment.kind is SegmentKind.RULE else "\n\n"


def _whole_text(segment: Segment, document: SafeDocument | None, style: TextStyle) -> str:
    if segment.kind is SegmentKind.REASONING:
        return ""
    if segment.kind is SegmentKind.CODE:
        return segment.code if segment.is_cut else plain(display_code(segment))
    if segment.kind is SegmentKind.LITERAL:
        return segment.source if segment.is_cut else plain(display_literal(segment))
    shown = document if document is not None else make_document(segment, style)
    text = shown.text_between(0, shown.characterCount() - 1)
    if segment.is_in_item and segment.kind not in (SegmentKind.LIST, SegmentKind.TABLE):  # blanks would be in a cell
        return textwrap.indent(text, " " * segment.indent)
    return text

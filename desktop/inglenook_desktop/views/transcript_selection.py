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
from .rich_copy import TYPED, RichCopy
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

    def text(
        self,
        parts: Iterable[tuple[Slot, Segment, SafeDocument | None]],
        style: TextStyle,
        rich: RichCopy | None = None,
    ) -> str:
        """What to copy. parts: all from first to last in order, with their documents where they exist. rich: takes the
        same with its looks."""
        pieces: list[str] = []
        gap = ""
        for slot, segment, document in parts:
            if segment.kind is SegmentKind.REASONING:
                continue  # its head; what it says is in the next parts, or folded
            if pieces:
                gap += _between(segment)
            if slot not in (self.first.slot, self.last.slot):
                text = _whole_text(segment, document, style, rich)
            else:
                shown = document if document is not None else make_document(segment, style)
                bounds = self.within(slot, shown.characterCount() - 1)
                text = "" if bounds is None else _text_between(segment, shown, *bounds, rich)
            if text:  # of a part at whose edge the selection only begins or ends there is nothing, and no gap
                pieces += [gap, text]
                gap = ""
        return "".join(pieces)


def whole_text(segments: Iterable[Segment], style: TextStyle, rich: RichCopy | None = None) -> str:
    """What is shown of these segments, one after another. rich: takes the same with its looks."""
    pieces: list[str] = []
    for segment in segments:
        if pieces:
            pieces.append(_between(segment))
        pieces.append(_whole_text(segment, None, style, rich))
    return "".join(pieces)


def _between(segment: Segment) -> str:
    """What parts this segment from the one before."""
    return "" if segment.continues else "\n" if segment.kind is SegmentKind.RULE else "\n\n"


def _whole_text(segment: Segment, document: SafeDocument | None, style: TextStyle, rich: RichCopy | None) -> str:
    if segment.kind is SegmentKind.REASONING:
        return ""
    if segment.kind in (SegmentKind.CODE, SegmentKind.LITERAL):
        is_code = segment.kind is SegmentKind.CODE
        text = plain(display_code(segment) if is_code else display_literal(segment))
        if rich is not None:
            rich.add_typed(segment, text)
        if segment.is_cut:
            return segment.code if is_code else segment.source
        return text
    shown = document if document is not None else make_document(segment, style)
    text = _text_between(segment, shown, 0, shown.characterCount() - 1, rich)
    if segment.is_in_item and segment.kind not in (SegmentKind.LIST, SegmentKind.TABLE):  # blanks would be in a cell
        return textwrap.indent(text, " " * sum(segment.steps))
    return text


def _text_between(segment: Segment, document: SafeDocument, start: int, end: int, rich: RichCopy | None) -> str:
    text = document.text_between(start, end)
    if rich is not None and segment.kind in TYPED:
        rich.add_typed(segment, text)
    elif rich is not None:
        rich.add_shown(segment, document, start, end, document.formulas)
    return text

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
from ..markdown_seams import seam
from .plain_copy import place_of
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
        copy = _PlainCopy(style, rich)
        for slot, segment, document in parts:
            if slot not in (self.first.slot, self.last.slot):
                copy.add(segment, document)
                continue
            shown = document if document is not None else make_document(segment, style)
            n_units = shown.characterCount() - 1
            bounds = self.within(slot, n_units)
            if bounds == (0, n_units):
                copy.add(segment, shown)
            elif bounds is not None:
                copy.add(segment, shown, bounds)
        return copy.text


def whole_text(segments: Iterable[Segment], style: TextStyle, rich: RichCopy | None = None) -> str:
    """What is shown of these segments, one after another. rich: takes the same with its looks."""
    copy = _PlainCopy(style, rich)
    for segment in segments:
        copy.add(segment)
    return copy.text


class _PlainCopy:
    """Takes parts one after another; those of a text that was cut for the layout become one again."""

    def __init__(self, style: TextStyle, rich: RichCopy | None) -> None:
        self._style = style
        self._rich = rich
        self._pieces: list[str] = []
        self._gap = ""
        self._before: Segment | None = None
        self._place: tuple[int, int] | None = None  # of its last paragraph

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(
        self, segment: Segment, document: SafeDocument | None = None, bounds: tuple[int, int] | None = None
    ) -> None:
        """document: of the segment, where there is one. bounds: of what is copied, in UTF-16 units; None: all of it."""
        if segment.kind is SegmentKind.REASONING:
            return  # its head; what it says is in the next parts, or folded
        if bounds is None and segment.kind in (SegmentKind.CODE, SegmentKind.LITERAL):
            between, self._place = self._between(segment, None), None
            text = self._typed_text(segment)
        else:
            shown = document if document is not None else make_document(segment, self._style)
            between, self._place = self._between(segment, shown), place_of(shown.lastBlock())
            is_next_line = between == "\n" and segment.kind is not SegmentKind.TABLE
            goes_on = segment.continues and self._before is not None and not is_next_line
            text = self._shown_text(segment, shown, bounds, goes_on=goes_on)
            if segment.continues and segment.kind not in TYPED and (self._gap or not text):
                between = ""  # one of the two is a blank line, or nothing but a head that is there already
        if self._pieces:
            self._gap += between
        self._before = segment
        if text:  # of a part at whose edge the selection only begins or ends there is nothing, and no gap
            self._pieces += [self._gap, text]
            self._gap = ""

    def _between(self, segment: Segment, shown: SafeDocument | None) -> str:
        """What parts a segment from the one before."""
        if not segment.continues:
            return "\n" if segment.kind is SegmentKind.RULE else "\n\n"
        before = self._before
        if before is None or (between := seam(before, segment)) is None:
            return "\n"
        if shown is not None and between == " " and before.source.endswith("\n"):
            first = shown.begin()  # of the next line, which may begin something else
            goes_on = first.textList() is None and self._place is not None and place_of(first) == self._place
            return between if goes_on else "\n"
        return between

    def _typed_text(self, segment: Segment) -> str:
        text = plain(display_code(segment) if segment.kind is SegmentKind.CODE else display_literal(segment))
        if self._rich is not None:
            self._rich.add_typed(segment, text)
        return text

    def _shown_text(
        self, segment: Segment, document: SafeDocument, bounds: tuple[int, int] | None, *, goes_on: bool
    ) -> str:
        start, end = (0, document.characterCount() - 1) if bounds is None else bounds
        text = document.text_between(start, end, goes_on=goes_on)
        if self._rich is not None and segment.kind in TYPED:
            self._rich.add_typed(segment, text)
        elif self._rich is not None:
            self._rich.add_shown(segment, document, start, end, document.formulas)
        if bounds is not None or not segment.is_in_item or segment.kind in (SegmentKind.LIST, SegmentKind.TABLE):
            return text  # blanks would be in a cell
        margin = " " * sum(segment.steps)
        return textwrap.indent(text, margin)[len(margin) if goes_on and text else 0 :]

"""Where every part of the transcript lies: heights, estimates and positions, without widgets.

A row is a message; a slot is one of its parts: a segment, or the end that carries its notice, figures and buttons. Rows
that were never looked at have one estimated height; rows that were have their segments.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..markdown import Segment, Segmenter, SegmentKind
from ..models.transcript import Speaker, TranscriptItem
from ..reasoning_segments import AnswerSegmenter
from .highlight import Highlights
from .rich_text import SafeDocument, TextStyle

_BLOCK = 128

PANEL_PADDING = 12
"""Between the edge of a person's panel and its text."""
LINE_SLACK = 6
"""Room below the last line of text that comes from the line height."""
LABEL_HEIGHT = 20
"""For the line above instructions that says what they are."""
END_HEIGHT = 40
"""A guess of the height of a message's end, until it is laid out."""
MAX_NOTES = 200
"""Footnotes of one message that can be referred to by a name."""


class Heights:
    """Heights in pixels of many things on top of each other; any of them can change and be found quickly."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._sums: list[int] = []
        self.total = 0

    def __len__(self) -> int:
        return len(self._heights)

    def cut(self, index: int) -> None:
        """Forget everything from `index` on."""
        self.set_all(self._heights[:index])

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def set_all(self, heights: list[int]) -> None:
        self._heights = heights
        self._sums = [sum(heights[start : start + _BLOCK]) for start in range(0, len(heights), _BLOCK)]
        self.total = sum(self._sums)

    def append(self, height: int) -> None:
        if len(self._heights) % _BLOCK == 0:
            self._sums.append(0)
        self._heights.append(height)
        self._sums[-1] += height
        self.total += height

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        self._heights[index] = height
        self._sums[index // _BLOCK] += change
        self.total += change

    def offset(self, index: int) -> int:
        """Pixels above `index`, which may be one past the last."""
        block = index // _BLOCK
        return sum(self._sums[:block]) + sum(self._heights[block * _BLOCK : index])

    def locate(self, y: int) -> tuple[int, int]:
        """The index at `y` pixels from the top, and how far `y` is below its top. Beyond the end: the last."""
        block = 0
        while block < len(self._sums) - 1 and y >= self._sums[block]:
            y -= self._sums[block]
            block += 1
        index = block * _BLOCK
        last = min(index + _BLOCK, len(self._heights)) - 1
        while index < last and y >= self._heights[index]:
            y -= self._heights[index]
            index += 1
        return index, y


@dataclass(slots=True, eq=False)
class Piece:
    """A part of a message that has its own widget while it is visible.

    segment: None for the end of the message. gap: pixels above it. document: kept while it may be shown again soon.
    wraps: whether long lines of code are wrapped, None where the person did not say. notes: the labels of the message's
    footnotes.
    """

    segment: Segment | None
    gap: int = 0
    document: SafeDocument | None = None
    highlights: Highlights | None = None
    wraps: bool | None = None
    notes: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class RowLayout:
    """The parts of one message. `heights` holds gap and height of every part, the end included as the last."""

    speaker: Speaker
    segmenter: Segmenter | AnswerSegmenter
    pieces: list[Piece] = field(default_factory=list)
    heights: Heights = field(default_factory=Heights)
    has_open: bool = False
    is_finished: bool = False
    is_edited: bool = False
    is_folded: bool = True
    notes: frozenset[str] = frozenset()

    @classmethod
    def make(
        cls, item: TranscriptItem, style: TextStyle, width: int, *, is_edited: bool = False, is_folded: bool = True
    ) -> RowLayout:
        """is_edited: an editor stands in the place of the message, as its end. is_folded: an answer's reasoning."""
        segmenter = (
            AnswerSegmenter(is_folded=is_folded)
            if item.speaker is Speaker.MODEL
            else Segmenter(literal=item.speaker is Speaker.PERSON)
        )
        layout = cls(speaker=item.speaker, segmenter=segmenter, is_folded=is_folded)
        layout.pieces.append(Piece(None))
        layout.heights.append(END_HEIGHT)
        if is_edited:
            layout.is_edited = layout.is_finished = True
            return layout
        closed = segmenter.feed(item.text)
        if not item.is_streaming:
            layout.is_finished = True
            closed += segmenter.finish()
        layout._update(closed, style, width)
        return layout

    @property
    def end(self) -> Piece:
        return self.pieces[-1]

    def panel_padding_below(self) -> int:
        """Between the last line and the lower edge of the panel; 0 without a panel."""
        if self.speaker is Speaker.MODEL:
            return 0
        last = self.pieces[-2].segment if len(self.pieces) > 1 else None
        return PANEL_PADDING if last is not None and last.kind is SegmentKind.CODE else PANEL_PADDING - LINE_SLACK

    def text(self) -> str:
        """The text fed so far."""
        n_closed = len(self.pieces) - 1 - self.has_open
        closed = [piece.segment.source for piece in self.pieces[:n_closed] if piece.segment is not None]
        return "".join(closed) + self.segmenter.pending

    def feed(self, text: str, style: TextStyle, width: int) -> list[Piece]:
        """The parts whose segment changed, without the new ones."""
        return self._update(self.segmenter.feed(text), style, width)

    def finish(self, style: TextStyle, width: int) -> list[Piece]:
        self.is_finished = True
        return self._update(self.segmenter.finish(), style, width)

    def block_at(self, index: int) -> list[Piece]:
        """All parts of the block of code that begins at `index`; one that is very long is cut into several."""
        pieces: list[Piece] = []
        for piece in self.pieces[index:]:
            if piece.segment is None or (pieces and not piece.segment.continues):
                break
            pieces.append(piece)
            if not piece.segment.is_cut:
                break
        return pieces

    def re_estimate(self, style: TextStyle, width: int) -> None:
        """Forgets measured heights, because the width or the font changed."""
        heights = [
            piece.gap + round(style.estimate(piece.segment, width))
            for piece in self.pieces
            if piece.segment is not None
        ]
        self.heights.set_all([*heights, self.heights[len(self.pieces) - 1]])

    def _update(self, closed: list[Segment], style: TextStyle, width: int) -> list[Piece]:
        changed: list[Piece] = []
        end, end_height = self.pieces.pop(), self.heights[len(self.heights) - 1]
        added: list[int] = []
        growing = self.segmenter.open
        for segment in [*closed, *([growing] if growing is not None else [])]:
            if self.has_open:
                piece = self.pieces[-1]
                if piece.segment != segment:
                    piece.segment = segment
                    piece.document = piece.highlights = None
                    piece.gap = self._gap(len(self.pieces) - 1)
                    self.heights[len(self.pieces) - 1] = piece.gap + round(style.estimate(segment, width))
                    changed.append(piece)
                self.has_open = False
            else:
                wraps = self.pieces[-1].wraps if segment.continues and self.pieces else None
                self.pieces.append(Piece(segment, wraps=wraps, notes=self.notes))
                piece = self.pieces[-1]
                piece.gap = self._gap(len(self.pieces) - 1)
                added.append(piece.gap + round(style.estimate(segment, width)))
        self.has_open = growing is not None
        if notes := [one for one in (*closed, growing) if one is not None and one.kind is SegmentKind.FOOTNOTE]:
            changed += self._note_labels(notes)
        self.pieces.append(end)
        if added:
            n_old = len(self.heights) - 1
            self.heights[n_old] = added[0]
            for height in added[1:]:
                self.heights.append(height)
            self.heights.append(end_height)
        return changed

    def _note_labels(self, segments: list[Segment]) -> list[Piece]:
        """Takes up the footnotes among new segments; the parts that refer to them by a name have to be made anew."""
        found = {segment.note: None for segment in segments if segment.note and segment.note not in self.notes}
        labels = frozenset(list(found)[: max(0, MAX_NOTES - len(self.notes))])
        if not labels:
            return []
        self.notes |= labels
        named = [f"[^{label}]" for label in labels if not label.isdecimal()]
        changed: list[Piece] = []
        for piece in self.pieces:
            piece.notes = self.notes
            source = "" if piece.segment is None else piece.segment.source
            if "[^" in source and any(name in source for name in named):
                changed.append(piece)
        return changed

    def _gap(self, index: int) -> int:
        """Pixels above the part at `index`."""
        segment = self.pieces[index].segment
        if segment is None:
            return 0
        if index == 0:
            return {Speaker.MODEL: 2, Speaker.PERSON: PANEL_PADDING, Speaker.SYSTEM: PANEL_PADDING + LABEL_HEIGHT}[
                self.speaker
            ]
        before = self.pieces[index - 1].segment
        if segment.continues:
            return 0 if segment.kind in (SegmentKind.CODE, SegmentKind.LITERAL, SegmentKind.TABLE) else 3
        if segment.kind is SegmentKind.HEADING:
            return 20
        if segment.kind is SegmentKind.FOOTNOTE:
            return 3 if before is not None and before.kind is SegmentKind.FOOTNOTE else 18
        if before is not None and before.kind is SegmentKind.HEADING:
            return 7
        return 12

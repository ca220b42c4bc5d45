"""A scroll area of recycled widgets: where every part of the conversation lies, and which of them are live.

When a height changes, the first visible part stays where it is; only a reader at the end is taken along.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ..markdown import Segment, SegmentKind
from ..models.transcript import Speaker, TranscriptItem, TranscriptModel
from ..reading_places import ReadingPlace
from .dressing import MAX_DEPTH, QUOTE_STEP
from .formulas import LookUp, nothing_drawn
from .piece_widgets import PieceWidgets, n_tidied
from .rich_text import TextStyle
from .transcript_colors import TranscriptColors
from .transcript_layout import END_HEIGHT, LINE_SLACK, PANEL_PADDING, Heights, Piece, RowLayout
from .transcript_selection import Slot

MAX_TEXT_WIDTH = 760
PANEL_OUTSET = 16
"""How far the panel of a person's message reaches beyond the text column, left and right."""
MARGIN = 12
TOP_MARGIN = 16
LEAST_ROW_HEIGHT = 20
"""No message is less high: its end alone is higher."""
KEPT_LAYOUTS = 200
TIDY_AFTER_MS = 50
"""What has gone out of sight is dropped when what came into it has been painted,"""
TIDY_AGAIN_MS = 5
"""and in steps, because all that many jumps left behind would take as long as a jump: `n_tidied`."""
_BEYOND = 50
_OUTSET = 6
"""Pixels that the place of a message without a panel begins above its text."""


class TranscriptCanvas(QAbstractScrollArea):
    """Lays out the rows of a model. Knows heights and places; what they mean to a person is the view's affair."""

    def __init__(self, model: TranscriptModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._rows: OrderedDict[int, RowLayout] = OrderedDict()
        self._edits: dict[int, str] = {}
        self._turned: set[int] = set()  # keys of answers whose reasoning the person folded or unfolded
        self._shows_reasoning = False
        self._heights = Heights()
        self._placed: list[tuple[Slot, int]] = []
        self._panels: list[tuple[QRect, Speaker]] = []
        self._bars: list[QRect] = []
        self._facts: list[tuple[int, int]] = []
        self._is_busy = False
        self._follows = True
        self._column_width = 0
        self._zoom_percent = 100
        self._wraps_code = False
        self._look_up: LookUp = nothing_drawn
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self._style = self._make_style()
        self._widgets = PieceWidgets(self.viewport(), self._style)
        self._tidying = QTimer(self)
        self._tidying.setSingleShot(True)
        self._tidying.timeout.connect(self._tidy)
        self._apply_colors()

    def is_at_bottom(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def scroll_to_bottom(self) -> None:
        self._follows = True
        self._layout_bottom()

    def scroll_to_row(self, row: int) -> None:
        """Brings the beginning of a message to the top of the view."""
        self._follows = False
        self._layout_from((row, 0), TOP_MARGIN if row == 0 else 0)
        self._follows = self.is_at_bottom()

    def first_visible_row(self) -> int:
        """0 where there is none."""
        return self._placed[0][0][0] if self._placed else 0

    def reading_place(self) -> ReadingPlace | None:
        """Where the reader is; None at the end."""
        if self._follows or not self._placed:
            return None
        slot, top = self._anchor(0)
        return ReadingPlace(
            message_id=self._model.item(slot[0]).key, part=slot[1], top_px=top, height_px=self._height_of(slot)
        )

    def go_to_place(self, place: ReadingPlace) -> bool:
        """To the pixel, or the same share of the part where that has another height now. False: it is not here."""
        row = self._model.row_of(place.message_id)
        if row is None:
            return False
        slot = row, min(max(0, place.part), len(self._row(row).pieces) - 1)
        self._follows = False
        height = self._show(slot)
        is_same = height == place.height_px or place.top_px >= 0
        self._layout_from(slot, place.top_px if is_same else round(place.top_px * height / max(1, place.height_px)))
        self._follows = self.is_at_bottom()
        return True

    def slot_of(self, row: int, offset: int) -> tuple[Slot, int]:
        """The part that holds this character of a message's text, and which character of the part it is."""
        pieces = self._row(row).pieces
        for index, piece in enumerate(pieces[:-1]):
            length = len(piece.segment.source) if piece.segment is not None else 0
            if offset < length:
                return (row, index), offset
            offset -= length
        return (row, max(0, len(pieces) - 2)), 0

    def source_of(self, slot: Slot) -> str:
        segment = self._row(slot[0]).pieces[slot[1]].segment
        return "" if segment is None else segment.source

    def bring_into_view(self, slot: Slot, y: int) -> None:
        """Scroll, unless the place `y` pixels below the top of this part is well in view."""
        height = self.viewport().height()
        top = next((top for placed, top in self._placed if placed == slot), None)
        if top is None or not MARGIN <= top + y <= height - 3 * MARGIN:
            self._follows = False
            self._layout_from(slot, height // 3 - y)
            self._follows = self.is_at_bottom()

    def row_rect(self, row: int) -> QRect | None:
        """Where a message is in the viewport, as its panel is or would be; None while it is not."""
        shown = next(((slot[1], y) for slot, y in self._placed if slot[0] == row), None)
        if shown is None:
            return None
        index, y = shown
        layout = self._row(row)
        top = y - layout.heights.offset(index)
        if layout.speaker is Speaker.MODEL:
            bottom, top = top + layout.heights.total - _OUTSET, top - _OUTSET
        else:
            bottom = top + layout.heights.offset(len(layout.pieces) - 1) + layout.panel_padding_below()
        left, width = self._left() - PANEL_OUTSET, self._column_width + 2 * PANEL_OUTSET
        top, bottom = max(top, -_BEYOND), min(bottom, self.viewport().height() + _BEYOND)
        return QRect(left, top, width, bottom - top)

    # rows and slots

    def _make_style(self) -> TextStyle:
        font = self.font()
        if self._zoom_percent != 100:
            size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
            font.setPointSizeF(size * self._zoom_percent / 100)
        return TextStyle.make(
            TranscriptColors.from_palette(self.palette()), font, wraps_code=self._wraps_code, look_up=self._look_up
        )

    def _measure_column(self) -> int:
        """A larger text has a wider column, so that its lines hold as many words."""
        widest = MAX_TEXT_WIDTH * max(100, self._zoom_percent) // 100
        return max(160, min(widest, self.viewport().width() - 2 * (MARGIN + PANEL_OUTSET)))

    def _left(self) -> int:
        return max(MARGIN + PANEL_OUTSET, (self.viewport().width() - self._column_width) // 2)

    def _estimate(self, row: int) -> int:
        """A height for a row that is not laid out, from the size of its text."""
        text = self._model.text(row)
        self._facts[row] = len(text), text.count("\n")
        return self._estimates([self._facts[row]])[0]

    def _estimates(self, facts: Iterable[tuple[int, int]]) -> list[int]:
        around = END_HEIGHT + PANEL_PADDING
        return [round(height) + around for height in self._style.estimate_prose(facts, self._column_width)]

    def _add_row(self) -> None:
        self._facts.append((0, 0))
        self._heights.append(self._estimate(len(self._facts) - 1))

    def _reset_rows(self) -> None:
        """After the model got other items."""
        self._rows.clear()
        self._placed, self._panels, self._bars = [], [], []
        self._facts = [(len(text), text.count("\n")) for text in self._model.texts()]
        self._estimate_all()

    def _estimate_all(self) -> None:
        self._column_width = self._measure_column()
        heights = self._estimates(self._facts)
        for row, layout in self._rows.items():
            layout.re_estimate(self._style, self._column_width)
            heights[row] = layout.heights.total
        self._heights.set_all(heights)

    def _row(self, row: int) -> RowLayout:
        layout = self._rows.get(row)
        if layout is not None:
            return layout
        item = self._model.item(row)
        self._on_materialised(row)
        is_edited = item.key in self._edits
        is_folded = (item.key in self._turned) == self._shows_reasoning
        layout = RowLayout.make(item, self._style, self._column_width, is_edited=is_edited, is_folded=is_folded)
        self._rows[row] = layout
        self._heights[row] = layout.heights.total
        return layout

    def _on_materialised(self, row: int) -> None:
        """Called when the layout of a row is about to be made from all of its text."""

    def _drop_row(self, row: int) -> None:
        pieces = self._rows.pop(row).pieces
        text = self._model.item(row).text
        self._facts[row] = len(text), text.count("\n")
        for piece in pieces:
            self._widgets.retire(piece)
        self._widgets.forget(pieces)

    def _cut_rows(self, row: int, *, keep: Piece | None) -> None:
        """After the model got other items from this row on. keep: a part whose widget is still wanted."""
        for old in [old for old in self._rows if old >= row]:
            pieces = self._rows.pop(old).pieces
            for piece in pieces:
                if piece is not keep:
                    self._widgets.retire(piece)
            self._widgets.forget(pieces)
        self._heights.cut(row)
        del self._facts[row:]
        for _ in range(row, len(self._model)):
            self._add_row()

    def _next(self, slot: Slot) -> Slot | None:
        row, index = slot
        if index + 1 < len(self._row(row).pieces):
            return row, index + 1
        return (row + 1, 0) if row + 1 < len(self._model) else None

    def _previous(self, slot: Slot) -> Slot | None:
        row, index = slot
        if index > 0:
            return row, index - 1
        return (row - 1, len(self._row(row - 1).pieces) - 1) if row > 0 else None

    def _height_of(self, slot: Slot) -> int:
        return self._row(slot[0]).heights[slot[1]]

    def _top_of(self, slot: Slot) -> int:
        """Pixels from the top of the transcript."""
        within = self._row(slot[0]).heights.offset(slot[1])
        return TOP_MARGIN + self._heights.offset(slot[0]) + within

    def _slot_at(self, y: int) -> tuple[Slot, int]:
        """The slot at `y` pixels from the top of the transcript, and where its own top is in relation to `y`."""
        row, below = self._heights.locate(max(0, y - TOP_MARGIN))
        layout = self._row(row)
        index, within = layout.heights.locate(min(below, layout.heights.total - 1))
        return (row, index), -within

    # layout

    def _layout_again(self) -> None:
        """After a change: at the end for a reader at the end, else with the first visible part unmoved."""
        if self._follows or not self._placed:
            self._layout_bottom()
        else:
            self._layout_from(*self._anchor(0))

    def _anchor(self, dy: int) -> tuple[Slot, int]:
        """The first part that is visible after moving everything by `dy`, and its top on the screen."""
        for slot, y in self._placed:
            if y + dy + self._height_of(slot) > 0:
                return slot, y + dy
        slot, y = self._placed[-1]
        return slot, y + dy

    def _layout_bottom(self) -> None:
        if not len(self._model):
            self._placed, self._panels, self._bars = [], [], []
            self._widgets.keep_only(set())
            self._set_range(0)
            self.viewport().update()
            return
        row = len(self._model) - 1
        slot = row, len(self._row(row).pieces) - 1
        self._layout_from(slot, self.viewport().height() - self._show(slot))

    def _layout_from(self, slot: Slot, y: int) -> None:
        """Places widgets so that `slot` has its top at `y` on the screen, as far as both ends allow."""
        if self._is_busy:
            return
        self._is_busy = True
        try:
            if self._is_far(slot[0]):
                self._widgets.spare_all()
            placed = self._fill(slot, y)
            for _ in range(3):
                shift = self._overshoot(placed)
                if not shift:
                    break
                placed = self._fill(placed[0][0], placed[0][1] + shift)
            self._place(placed)
            self._set_range(self._top_of(placed[0][0]) - placed[0][1])
        finally:
            self._is_busy = False
        if not self._tidying.isActive():
            self._tidying.start(TIDY_AFTER_MS)
        panels, bars = self._find_panels(), self._find_bars()
        if panels != self._panels or bars != self._bars:
            self._panels, self._bars = panels, bars
            self.viewport().update()

    def _is_far(self, row: int) -> bool:
        """Whether nothing that is in view now can be in view together with this row."""
        n_rows = self.viewport().height() // LEAST_ROW_HEIGHT
        return bool(self._placed) and all(abs(row - self._placed[end][0][0]) > n_rows for end in (0, -1))

    def _fill(self, slot: Slot, y: int) -> list[tuple[Slot, int]]:
        """Shows parts downwards and upwards from `slot` until the viewport is covered; returns them with their tops."""
        height = self.viewport().height()
        placed: list[tuple[Slot, int]] = []
        current: Slot | None = slot
        below = y
        while current is not None:
            placed.append((current, below))
            below += self._show(current)
            current = self._next(current) if below < height else None  # what is not in view is not made
        above: list[tuple[Slot, int]] = []
        top = y
        while top > 0 and (current := self._previous(above[-1][0] if above else slot)) is not None:
            top -= self._show(current)
            above.append((current, top))
        placed[:0] = reversed(above)
        while len(placed) > 1 and placed[1][1] <= 0:
            placed.pop(0)
        while len(placed) > 1 and placed[-1][1] >= height:
            placed.pop()
        return placed

    def _overshoot(self, placed: list[tuple[Slot, int]]) -> int:
        """How far everything has to move so that nothing empty shows before the beginning or after the end."""
        height = self.viewport().height()
        (first, top), (last, last_top) = placed[0], placed[-1]
        bottom = last_top + self._height_of(last)
        at_start = first == (0, 0)
        if at_start and top > TOP_MARGIN:
            return TOP_MARGIN - top
        if bottom < height and self._next(last) is None:
            return min(height - bottom, TOP_MARGIN - top) if at_start else height - bottom
        return 0

    def _show(self, slot: Slot) -> int:
        """Makes the part at `slot` live and returns its height with the gap above it."""
        row, index = slot
        layout = self._row(row)
        piece = layout.pieces[index]
        width = self._column_width - self._indent_of(piece)
        item = self._as_shown(self._model.item(row))
        new_height = self._widgets.show(slot, layout, item, width, self._edits.get(item.key, ""))
        if new_height is not None:
            layout.heights[index] = piece.gap + new_height
            self._heights[row] = layout.heights.total
        return layout.heights[index]

    def _as_shown(self, item: TranscriptItem) -> TranscriptItem:
        """With what is known of it here alone."""
        return item

    def _indent_of(self, piece: Piece) -> int:
        segment = piece.segment
        if segment is None or not (segment.steps or segment.quote or segment.is_reasoning):
            return 0
        if segment.kind is SegmentKind.REASONING:
            return 0
        levels = 0 if segment.kind is SegmentKind.LIST else min(segment.depth, MAX_DEPTH)  # a list has its own
        return round(self._style.indent * (levels + _levels_in_quote(segment) + 0.6 * segment.is_reasoning))

    def _place(self, placed: list[tuple[Slot, int]]) -> None:
        self._placed = placed
        left, width = self._left(), self._column_width
        kept = set()
        for (row, index), y in placed:
            layout = self._row(row)
            self._rows.move_to_end(row)
            piece = layout.pieces[index]
            kept.add(piece)
            indent = self._indent_of(piece)
            height = layout.heights[index] - piece.gap
            self._widgets.place(piece, left + indent, y + piece.gap, width - indent, height)
        self._widgets.keep_only(kept)
        self._after_layout()

    def _after_layout(self) -> None:
        """Called whenever widgets were placed."""

    def _tidy(self) -> None:
        has_more_rows = self._trim_rows()
        if self._widgets.tidy() or has_more_rows:
            self._tidying.start(TIDY_AGAIN_MS)

    def _trim_rows(self) -> bool:
        """Drops layouts of what was not in view for long. Returns whether there are more of them."""
        excess = len(self._rows) - KEPT_LAYOUTS
        if excess <= 0:
            return False
        visible = {slot[0] for slot, _ in self._placed}
        hidden = (row for row in self._rows if row not in visible and not self._model.item(row).is_streaming)
        dropped = list(islice(hidden, n_tidied(excess)))
        for row in dropped:
            self._drop_row(row)
        return bool(dropped) and excess > len(dropped)

    def _set_range(self, value: int) -> None:
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        was_busy, self._is_busy = self._is_busy, True
        bar.setRange(0, max(0, TOP_MARGIN + self._heights.total - height))
        bar.setPageStep(max(1, height - 40))
        bar.setValue(value)
        self._is_busy = was_busy

    # events

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        if self._is_busy or not len(self._model):
            return
        value = self.verticalScrollBar().value()
        self._follows = self.is_at_bottom()
        if self._follows:
            self._layout_bottom()
        elif value == 0:
            self._layout_from((0, 0), TOP_MARGIN)
        elif self._placed and abs(dy) < self.viewport().height():
            self._layout_from(*self._anchor(dy))
        else:
            slot, y = self._slot_at(value)
            self._layout_from(slot, y + max(0, TOP_MARGIN - value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._measure_column() != self._column_width:
            self._lay_out_anew()
        else:
            self._layout_again()

    def _lay_out_anew(self) -> None:
        """Every height may have changed. The first visible part keeps the share of it that is above the edge."""
        anchor = self._anchor(0) if self._placed else None
        share = 0.0
        if anchor is not None and anchor[1] < 0:
            share = anchor[1] / max(1, self._height_of(anchor[0]))
        self._widgets.keep_only(set())
        self._estimate_all()
        if self._follows or anchor is None:
            self._layout_bottom()
        else:
            slot, y = anchor
            self._layout_from(slot, round(share * self._show(slot)) if share else y)

    def _apply_colors(self) -> None:
        palette = QPalette(self.viewport().palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, self._style.colors.background)
        self.viewport().setPalette(palette)

    def _find_panels(self) -> list[tuple[QRect, Speaker]]:
        """The backgrounds of the visible messages that have one."""
        panels: list[tuple[QRect, Speaker]] = []
        left, width = self._left() - PANEL_OUTSET, self._column_width + 2 * PANEL_OUTSET
        last_row = -1
        for (row, index), y in self._placed:
            layout = self._row(row)
            if row == last_row or layout.speaker is Speaker.MODEL or layout.is_edited:
                continue
            last_row = row
            top = y - layout.heights.offset(index)
            bottom = top + layout.heights.offset(len(layout.pieces) - 1) + layout.panel_padding_below()
            # a long message reaches far beyond the screen; the painter need not know how far
            shown_top, shown_bottom = max(top, -_BEYOND), min(bottom, self.viewport().height() + _BEYOND)
            panels.append((QRect(left, shown_top, width, shown_bottom - shown_top), layout.speaker))
        return panels

    def _find_bars(self) -> list[QRect]:
        """At the left of the visible code that stands in quotes; those of the text of a quote are the text's own."""
        bars: list[QRect] = []
        for (row, index), y in self._placed:
            pieces = self._row(row).pieces
            segment = pieces[index].segment
            before = pieces[index - 1].segment if index else None
            if segment is None:
                continue
            own = segment.quote
            above = max(own, before.quote) if before is not None and _is_same_quote(before, segment) else 0
            if not own and not above:
                continue
            gap, height = pieces[index].gap, self._row(row).heights[index]
            for depth in range(max(own, above)):
                top = y - LINE_SLACK if depth < above else y + gap
                bottom = y + (height if depth < own else gap)
                left = self._left() + self._indent_of(pieces[index])
                left -= round(self._style.indent * _levels_in_quote(segment))
                bars.append(QRect(left + round(depth * self._style.indent * QUOTE_STEP), top, 3, bottom - top))
        return bars

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._style.colors
        for panel, speaker in self._panels:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.person_panel if speaker is Speaker.PERSON else colors.notice_panel)
            painter.drawRoundedRect(panel, 10, 10)
            if speaker is Speaker.SYSTEM:
                painter.setPen(colors.quiet)
                painter.setFont(self._style.small)
                label = panel.adjusted(PANEL_OUTSET, PANEL_PADDING - 3, 0, 0)
                painter.drawText(label, Qt.AlignmentFlag.AlignLeft, self.tr("Instructions to the model"))
        for bar in self._bars:
            painter.fillRect(bar, colors.rule)


def _levels_in_quote(segment: Segment) -> float:
    """How far code stands from the left of its quote, in list indents."""
    if not segment.quote:
        return 0
    return QUOTE_STEP * min(segment.quote, MAX_DEPTH) + min(len(segment.inner_steps), MAX_DEPTH)


def _is_same_quote(before: Segment, segment: Segment) -> bool:
    """Whether no blank line parts a quote from what follows it."""
    if before.source.endswith("\n\n") or segment.source.startswith("\n"):
        return False
    return all(one.quote > 0 or one.kind is SegmentKind.QUOTE for one in (before, segment))

"""Mathematics in the transcript: shown as it was written until it is drawn, then in its place, while the text that the
reader looks at stays where it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from ..formula_drawing import FormulaDrawing
from ..markdown_maths import Formula
from .rich_text import SafeDocument
from .text_piece import TextSlot
from .transcript_selecting import SelectableCanvas
from .transcript_selection import Slot


@dataclass(frozen=True, slots=True)
class _Edge:
    """The line at the upper edge of the view. n_chars: of the text before it, formulas counted as they were written.
    y: of its top, on the screen."""

    slot: Slot
    n_chars: int
    y: int


class FormulaCanvas(SelectableCanvas):
    """`use_formulas` is called once, by whoever owns the drawing."""

    def use_formulas(self, formulas: FormulaDrawing) -> None:
        self._look_up = formulas.shape
        formulas.drawn.connect(self._on_drawn)
        self._restyle()

    def _restyle(self) -> None:
        """Called when what documents are made with has changed."""

    def _on_drawn(self, formulas: frozenset[Formula]) -> None:
        pieces = self._widgets.holders(formulas)
        if not pieces:
            return
        edge = None if self._follows else self._edge()
        self._widgets.forget(pieces)
        if edge is None:
            self._layout_again()
            return
        self._show(edge.slot)
        self._layout_from(edge.slot, edge.y - self._line_top(edge))
        self._follows = self.is_at_bottom()

    def _edge(self) -> _Edge | None:
        """None where a part begins at the upper edge, or what is there is no text with formulas."""
        slot, y = self._anchor(0) if self._placed else ((0, 0), 0)
        piece = self._row(slot[0]).pieces[slot[1]] if self._placed else None
        widget = None if piece is None else self._widgets.widget(piece)
        if piece is None or piece.document is None or not isinstance(widget, TextSlot) or y + piece.gap >= 0:
            return None
        above = -(y + piece.gap)
        cursor = widget.cursorForPosition(QPoint(0, above))
        top = widget.cursorRect(cursor).top()
        formulas = piece.document.formulas.items()
        n_chars = cursor.position() + sum(len(source) - 1 for place, source in formulas if place < cursor.position())
        return _Edge(slot, n_chars, y + piece.gap + top)

    def _line_top(self, edge: _Edge) -> int:
        """Where the line begins now, in pixels below the top of its part."""
        piece = self._row(edge.slot[0]).pieces[edge.slot[1]]
        widget = self._widgets.widget(piece)
        if piece.document is None or not isinstance(widget, TextSlot):
            return piece.gap
        cursor = QTextCursor(piece.document)
        cursor.setPosition(min(_place_of(piece.document, edge.n_chars), piece.document.characterCount() - 1))
        return piece.gap + widget.cursorRect(cursor).top()


def _place_of(document: SafeDocument, n_chars: int) -> int:
    """The place in a document that has so many characters before it, its formulas counted as they were written."""
    extra = 0
    for place, source in document.formulas.items():
        if place + extra >= n_chars:
            break
        extra += len(source) - 1
    return max(0, n_chars - extra)

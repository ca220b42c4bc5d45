"""What a text widget paints itself: bars beside quotes, the ground of inline code, and a selection."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLine,
)
from PySide6.QtWidgets import QTextEdit

from .dressing import QUOTE_STEP
from .rich_text import SafeDocument, TextStyle


def paint_quote_bars(document: SafeDocument, painter: QPainter, style: TextStyle) -> None:
    """A bar at the left of quoted blocks, one for each level, unbroken from block to block."""
    painter.setBrush(style.colors.rule)
    layout = document.documentLayout()
    block = document.begin()
    bottoms: list[float] = []
    indent = 0  # of the item that the quote stands in
    while block.isValid():
        level = int(block.blockFormat().property(QTextFormat.Property.BlockQuoteLevel) or 0)
        rect = layout.blockBoundingRect(block)
        bottom = math.ceil(rect.bottom())  # where two bars would share a pixel it would be pale
        text_list = block.textList()
        may_be_in_item = not document.is_quote and (text_list is None or not bottoms)
        if level and may_be_in_item:  # a list that begins a quote is in it, and its item is not
            own = block.blockFormat().indent() if text_list is None else text_list.format().indent() - 1
            indent = min(own, indent) if bottoms else own  # further right it is of an item in the quote
        for depth in range(level):
            top = bottoms[depth] if depth < len(bottoms) else rect.top()
            painter.drawRect(QRectF((indent + depth * QUOTE_STEP) * style.indent, top, 3, bottom - top))
        bottoms = [bottom] * level
        block = block.next()


def paint_code_spans(document: SafeDocument, painter: QPainter, style: TextStyle) -> None:
    """A rounded background behind inline code, line by line."""
    painter.setBrush(style.colors.inline_code)
    layout = document.documentLayout()
    for start, length in document.code_spans:
        block = document.findBlock(start)
        origin = layout.blockBoundingRect(block).topLeft()
        first = start - block.position()
        text_layout = block.layout()
        for index in range(text_layout.lineCount()):
            line = text_layout.lineAt(index)
            line_start = line.textStart()
            begin, end = max(first, line_start), min(first + length, line_start + line.textLength())
            if begin < end:
                x, x_end = sorted((_x_of(line, begin), _x_of(line, end)))
                above, below = line.ascent(), line.descent()
                if document.formulas:  # a high formula makes the line high, not the words in it
                    metrics = _metrics_at(document, start)
                    above, below = min(above, metrics.ascent()), min(below, metrics.descent())
                y = origin.y() + line.y() + line.ascent() - above
                rect = QRectF(origin.x() + x - 2, y, x_end - x + 4, above + below)
                painter.drawRoundedRect(rect, 4, 4)


def paint_selected(
    document: SafeDocument,
    painter: QPainter,
    cursor: QTextCursor,
    marks: Sequence[QTextEdit.ExtraSelection],
    palette: QPalette,
    *,
    is_active: bool,
) -> None:
    """The text with what is between the ends of the cursor selected, as Qt does it, but block by block: of a selection
    that begins before a block Qt paints over the bullet or the box too, and marks the empty block above a table. The
    painter's clip says which part of it. marks: other stretches that stand out. is_active: it has the focus."""
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette, context.clip = palette, painter.clipBoundingRect()
    group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
    form = QTextCharFormat()
    form.setBackground(palette.brush(group, QPalette.ColorRole.Highlight))
    form.setForeground(palette.brush(group, QPalette.ColorRole.HighlightedText))
    selections = [_selection(mark.cursor, mark.format) for mark in marks]
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        within = QTextCursor(block)
        within.setPosition(max(start, block.position()))
        within.setPosition(min(end, block.position() + block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
        if within.hasSelection():
            selections.append(_selection(within, form))
        block = block.next()
    context.selections = selections
    document.documentLayout().draw(painter, context)


def _selection(cursor: QTextCursor, form: QTextCharFormat) -> QAbstractTextDocumentLayout.Selection:
    selection = QAbstractTextDocumentLayout.Selection()
    selection.cursor, selection.format = cursor, form
    return selection


def _metrics_at(document: SafeDocument, position: int) -> QFontMetricsF:
    cursor = QTextCursor(document)
    cursor.setPosition(position + 1)
    return QFontMetricsF(cursor.charFormat().font())


def _x_of(line: QTextLine, position: int) -> float:
    result: object = line.cursorToX(position)
    x = result[0] if isinstance(result, tuple) else result  # PySide gives the position it settled on as well
    assert isinstance(x, float)
    return x

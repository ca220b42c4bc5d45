"""What goes to the clipboard of a document that was made from Markdown: its words, with what Qt keeps beside them.

Cells are parted by tabs and rows by line ends, as every spreadsheet reads them; items of lists have their numbers,
bullets and boxes, and stand below each other as they would be typed; the lines of quotes have their marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
    QTextTable,
)

from ..markdown_display import LINE_BREAK

_Marker = QTextBlockFormat.MarkerType
_BOXES = {_Marker.Unchecked: "[ ] ", _Marker.Checked: "[x] "}
_LEVEL = 2
"""Columns of a level of a list that nothing tells of."""


def structured_text(
    document: QTextDocument,
    start: int,
    end: int,
    sources: Mapping[int, str],
    steps: Sequence[int] = (),
    *,
    goes_on: bool = False,
) -> str:
    """The text from start to end, both in UTF-16 units. sources: what stands for the character at a place. steps: the
    columns of the levels whose own items are not in the document. goes_on: it follows what was copied, so that nothing
    stands before its first line, and the head of a table is there already.

    An item that is selected in part, or alone of several, has no marker: its words were wanted, not the list.
    """
    is_whole = start <= 0 and end >= document.characterCount() - 1
    widths = dict(enumerate(steps))
    pieces: list[str] = []
    is_quote = _bars(document.begin()) != ""
    block, before = document.begin(), QTextBlock()
    while block.isValid() and block.position() <= end:
        first, last = block.position(), block.position() + block.length() - 1
        indent, marker = _margin(block, widths)
        is_there = goes_on and (table := table_at(block)) is not None and _is_head(table, block)
        if last >= start and not is_there and not is_beside_table(block):
            words = words_between(block.text(), first, max(start, first), min(end, last), sources)
            if table_at(block) is not None:
                words = words.replace(LINE_BREAK, " ")
            elif is_marked(block, start, end, is_whole=is_whole):
                bars = _bars(block)
                edge = bars + indent if is_quote else indent + bars
                margin = "" if goes_on and not pieces else edge + marker
                words = margin + words.replace(LINE_BREAK, "\n" + edge + " " * len(marker))
            pieces += [_between(before, block), words] if pieces else [words]
            before = block
        block = block.next()
    return "".join(pieces).replace(LINE_BREAK, "\n")


def is_marked(block: QTextBlock, start: int, end: int, *, is_whole: bool) -> bool:
    """Whether an item that is copied from start to end has its marker, and a line of a quote its bars. is_whole: of
    the document."""
    first, last = block.position(), block.position() + block.length() - 1
    return start <= first and end >= last and (is_whole or start < first or end > last)


def words_between(text: str, position: int, start: int, end: int, sources: Mapping[int, str]) -> str:
    """What from start to end there is of a text that stands at a position, all in UTF-16 units of the document."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    parts: list[str] = []
    at = start
    for place in sorted(place for place in sources if start <= place < end):
        parts += [_units(encoded, at - position, place - position), sources[place]]
        at = place + 1
    return "".join([*parts, _units(encoded, at - position, end - position)])


def _units(encoded: bytes, start: int, end: int) -> str:
    return encoded[2 * start : 2 * end].decode("utf-16-le", "replace")


def _margin(block: QTextBlock, widths: dict[int, int]) -> tuple[str, str]:
    """What stands before a block: blanks, and the marker of an item. widths: of the markers above it, by level."""
    text_list = block.textList()
    level = block.blockFormat().indent() if text_list is None else text_list.format().indent() - 1
    indent = " " * sum(widths.get(each, _LEVEL) for each in range(level))
    if text_list is None:
        return indent, ""
    is_numbered = text_list.format().style() == QTextListFormat.Style.ListDecimal
    marker = f"{text_list.itemText(block)} " if is_numbered else "- "
    widths[level] = len(marker)
    return indent, marker + _BOXES.get(block.blockFormat().marker(), "")


def _bars(block: QTextBlock) -> str:
    """What marks the lines of a quote."""
    return "> " * quote_level(block)


def quote_level(block: QTextBlock) -> int:
    return int(block.blockFormat().property(QTextFormat.Property.BlockQuoteLevel) or 0)


def table_at(block: QTextBlock) -> QTextTable | None:
    return QTextCursor(block).currentTable()


def place_of(block: QTextBlock) -> tuple[int, int] | None:
    """In how many quotes and items a paragraph is; None of a heading, of code and of a cell."""
    form, text_list = block.blockFormat(), block.textList()
    is_code = form.hasProperty(QTextFormat.Property.BlockCodeLanguage)
    if form.headingLevel() or is_code or table_at(block) is not None:
        return None
    return quote_level(block), form.indent() if text_list is None else text_list.format().indent()


def _is_head(table: QTextTable, block: QTextBlock) -> bool:
    return table.cellAt(block.position()).row() < table.format().headerRowCount()


def is_beside_table(block: QTextBlock) -> bool:
    """Whether it is one of the empty blocks that Qt has around a table."""
    if block.length() > 1 or table_at(block) is not None:
        return False
    return any(near.isValid() and table_at(near) is not None for near in (block.previous(), block.next()))


def _between(before: QTextBlock, block: QTextBlock) -> str:
    table = table_at(block)
    if table is None or table_at(before) is None:
        return "\n"
    old, new = table.cellAt(before.position()), table.cellAt(block.position())
    if old.row() != new.row():
        return "\n"
    return " " if old.column() == new.column() else "\t"

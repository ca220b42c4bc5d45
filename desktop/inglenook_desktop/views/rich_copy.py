"""The HTML that goes to the clipboard beside the plain text, for programs that write letters.

It is made from the document that is shown, block by block, and not by Qt, whose HTML has fonts and colours and whatever
else a format holds. The only addresses are those of links that could be opened from here, and all else is escaped.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QStandardItemModel,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
    QTextTable,
)

from ..markdown import Segment, SegmentKind
from ..markdown_display import LINE_BREAK
from ..rich_blocks import (
    ITEM,
    NESTING,
    QUOTE,
    RTL,
    Block,
    Cell,
    as_lines,
    as_typed,
    escaped,
    html_pieces,
    is_rtl,
    joined,
    lines,
    n_common,
    table_block,
)
from .link_dialog import web_address
from .plain_copy import is_beside_table, is_marked, quote_level, table_at, words_between

MAX_AT_ONCE = 200_000
"""Characters of the HTML of a selection, which is made at once. A longer one, of some eighty pages, is plain text
alone: that is better than a window that stands still."""
MAX_IN_SLICES = 1_000_000
"""Where the window goes on meanwhile. More would hold up the program that it is pasted into."""
TYPED = (SegmentKind.CODE, SegmentKind.LITERAL, SegmentKind.MATH)
"""Shown as it was typed. Where nothing else is copied there is no HTML: whoever takes code wants its characters."""
_Marker = QTextBlockFormat.MarkerType
_BOXES = {_Marker.Unchecked: "\u2610 ", _Marker.Checked: "\u2611 "}
_LEFT, _RIGHT = ' align="left"', ' align="right"'
_SIDES = {Qt.AlignmentFlag.AlignRight: _RIGHT, Qt.AlignmentFlag.AlignHCenter: ' align="center"'}
_OBJECT = "\ufffc"
_HTML = "text/html"
_UNFINISHED = "isUnfinishedCopy"


class RichCopy:
    """Takes what is copied part by part. Above max_chars it forgets all and there is no HTML."""

    def __init__(self, max_chars: int = MAX_AT_ONCE) -> None:
        self._max_chars = max_chars
        self._blocks: list[Block] = []
        self._before: Segment | None = None
        self._n_chars = 0
        self._is_rendered = False

    def add_typed(self, segment: Segment, text: str) -> None:
        """Of one of the kinds in TYPED."""
        if self.is_full:
            return
        within = ITEM * segment.depth + QUOTE * segment.quote + ITEM * len(segment.inner_steps)
        if segment.kind is SegmentKind.CODE:
            blocks = [Block(tag="pre", html=escaped(text), within=within)]
        else:
            paragraphs = text.split("\n\n") if segment.kind is SegmentKind.LITERAL else [text]
            blocks = [Block(tag="p", html=lines(each), within=within, is_rtl=is_rtl(each)) for each in paragraphs]
        self._join(segment, [block for block in blocks if block.html])

    def add_shown(
        self, segment: Segment, document: QTextDocument, start: int, end: int, sources: Mapping[int, str]
    ) -> None:
        """Of any other kind; as `structured_text`."""
        self._is_rendered = True
        if self.is_full:
            return
        if segment.kind is SegmentKind.RULE:
            self._join(segment, [Block(tag="hr", within=ITEM * segment.depth)])
            return
        blocks = blocks_between(document, start, end, sources)
        if segment.kind is not SegmentKind.LIST:
            blocks = (replace(block, within=ITEM * segment.depth + block.within) for block in blocks)
        self._join(segment, as_lines(blocks) if segment.kind is SegmentKind.PARAGRAPH else list(blocks))

    def html(self) -> str:
        """Empty when it would say no more than the plain text."""
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """Of the HTML."""
        return html_pieces(self._blocks) if self._is_rendered and not self.is_full else iter(())

    @property
    def is_full(self) -> bool:
        """There is no HTML any more, whatever else is taken."""
        return self._n_chars > self._max_chars

    def _join(self, segment: Segment, blocks: list[Block]) -> None:
        """After what was taken so far: the segments of a text that was cut for the layout become one again."""
        before, self._before = self._before, segment
        if before is not None and self._blocks and blocks:
            first = blocks[0]
            if segment.continues and (whole := joined(before, self._blocks[-1], segment, first)) is not None:
                self._n_chars -= len(self._blocks.pop().html)
                blocks[0] = whole
            elif not segment.continues and segment.kind is before.kind and segment.kind in NESTING:
                blocks[0] = replace(first, is_apart=True)
        self._take(blocks)

    def _take(self, blocks: list[Block]) -> None:
        self._n_chars += sum(len(block.html) for block in blocks)
        self._blocks += blocks
        if self.is_full:
            self._blocks = []


def put_on_clipboard(text: str, markup: str) -> None:
    """markup: HTML from here, or nothing."""
    if markup:
        _put(text, markup.encode("ascii"))
    else:
        QGuiApplication.clipboard().setText(text)


def put_unfinished(text: str) -> None:
    """With its characters as HTML until `finish_on_clipboard`, so that other programs know that there is some."""
    _put(text, as_typed(text), is_unfinished=True)


def finish_on_clipboard(text: str, markup: str) -> None:
    """As long as the clipboard holds what was put there unfinished. It is not set again: who remembers what was copied
    would have it twice."""
    data = QGuiApplication.clipboard().mimeData()  # asked for: PySide lets go of what others ask for too
    if not data.property(_UNFINISHED) or data.text() != text:
        return
    data.setProperty(_UNFINISHED, False)
    if markup:
        data.setData(_HTML, markup.encode("ascii"))
    else:
        data.removeFormat(_HTML)


def _put(text: str, markup: bytes, *, is_unfinished: bool = False) -> None:
    """Qt makes what holds both: some clipboards let go of it when Python has ended already, and what Python has made
    would crash then."""
    maker = QStandardItemModel(1, 1)
    data = maker.mimeData([maker.index(0, 0)])
    data.clear()
    data.setText(text)
    data.setData(_HTML, markup)
    data.setProperty(_UNFINISHED, is_unfinished)
    QGuiApplication.clipboard().setMimeData(data)


def fill(data: QMimeData, text: str, markup: str) -> None:
    data.setText(text)
    if markup:
        data.setData(_HTML, markup.encode("ascii"))


def selected_html(kind: SegmentKind, document: QTextDocument, start: int, end: int, sources: Mapping[int, str]) -> str:
    """Of a selection within one part."""
    if kind in TYPED:
        return ""
    rich = RichCopy()
    rich.add_shown(Segment(kind=kind, source=""), document, start, end, sources)
    return rich.html()


def blocks_between(document: QTextDocument, start: int, end: int, sources: Mapping[int, str]) -> Iterator[Block]:
    """From start to end, both in UTF-16 units. sources: what stands for the character at a place."""
    is_whole = start <= 0 and end >= document.characterCount() - 1
    is_quote = quote_level(document.begin()) > 0
    has_tables = bool(document.rootFrame().childFrames())
    inline = _Inline(sources)
    code: Block | None = None
    block = document.begin()
    while block.isValid() and block.position() <= end:
        table = table_at(block) if has_tables else None
        if table is not None:
            yield from _table(document, table, start, end, inline)
            block = document.findBlock(table.lastPosition() + 1)
            continue
        if block.position() + block.length() > start and not (has_tables and is_beside_table(block)):
            made = _block(block, start, end, inline, is_quote=is_quote, is_whole=is_whole)
            if made.tag == "pre" and code is not None and code.within == made.within:
                code = replace(code, html=f"{code.html}\n{made.html}")
            else:
                if code is not None:
                    yield code
                code = made if made.tag == "pre" else None
                if code is None and (made.html or made.list_tag or made.tag == "hr"):
                    yield made
        block = block.next()
    if code is not None:
        yield code


def _block(block: QTextBlock, start: int, end: int, inline: _Inline, *, is_quote: bool, is_whole: bool) -> Block:
    form, text_list = block.blockFormat(), block.textList()
    items = ITEM * (form.indent() if text_list is None else text_list.format().indent())
    quotes = QUOTE * quote_level(block)
    within = quotes + items if is_quote else items + quotes
    level = form.headingLevel()
    is_code = form.hasProperty(QTextFormat.Property.BlockCodeLanguage)
    if form.hasProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth):
        return Block(tag="hr", within=within)
    words = inline.html(block, start, end, is_bold=level > 0, is_code=is_code)
    is_with_marker = is_marked(block, start, end, is_whole=is_whole)
    made = Block(
        tag="pre" if is_code else f"h{min(level, 6)}" if level else "p",
        html=words,
        within=within,
        begins_item=text_list is not None,
        is_rtl=is_rtl(block.text()),
        is_part=not is_with_marker,
    )
    if text_list is None or not is_with_marker:
        return made
    is_numbered = text_list.format().style() == QTextListFormat.Style.ListDecimal
    number = text_list.itemText(block).strip(".") if is_numbered else ""
    box = _BOXES.get(form.marker(), "")
    return replace(
        made,
        html=escaped(box) + words,
        list_tag="ol" if is_numbered else "ul",
        number=int(number) if number.isdecimal() else 1,
    )


# tables


def _table(document: QTextDocument, table: QTextTable, start: int, end: int, inline: _Inline) -> Iterator[Block]:
    """Words of one cell alone are words."""
    cells: dict[tuple[int, int], Cell] = {}
    begin, after = table.firstPosition(), table.lastPosition()
    n_heads = table.format().headerRowCount()
    block = document.findBlock(max(start, begin))
    while block.isValid() and block.position() <= min(end, after):
        cell = table.cellAt(block.position())
        place = (cell.row(), cell.column())
        words = inline.html(block, start, end, is_bold=place[0] < n_heads)
        if (before := cells.get(place)) is not None:
            cells[place] = replace(before, html=f"{before.html}<br>{words}")
        else:
            side = block.blockFormat().alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
            rtl = RTL if is_rtl(block.text()) else ""
            usual = "" if place[0] >= n_heads else _RIGHT if rtl else _LEFT  # else a head is in the middle
            cells[place] = Cell(words, _SIDES.get(side & ~Qt.AlignmentFlag.AlignAbsolute, usual) + rtl)
        block = block.next()
    if len(cells) == 1 and not (start <= begin and end >= after):
        (only,) = cells.values()
        if only.html:
            yield Block(tag="p", html=only.html, is_part=True)
    elif cells:
        yield table_block(cells, n_heads, table.columns())


# what is in a block


class _Inline:
    """Of one document. sources: what stands for the character at a place."""

    def __init__(self, sources: Mapping[int, str]) -> None:
        self._sources = sources
        self._tags: dict[tuple[int, bool, bool], list[str]] = {}

    def html(self, block: QTextBlock, start: int, end: int, *, is_bold: bool, is_code: bool = False) -> str:
        """Of what there is between two places. is_bold, is_code: all of it, so that it is no mark of some words."""
        pieces: list[str] = []
        opened: list[str] = []
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            iterator += 1
            at, after = fragment.position(), fragment.position() + fragment.length()
            first, last = max(start, at), min(end, after)
            if first >= last:
                continue
            key = (fragment.charFormatIndex(), is_bold, is_code)
            wanted = self._tags.get(key)
            if wanted is None:
                wanted = self._tags[key] = _tags(fragment.charFormat(), is_bold=is_bold, is_code=is_code)
            n_kept = n_common(opened, wanted)
            pieces += [_closing(tag) for tag in reversed(opened[n_kept:])] + wanted[n_kept:]
            words = fragment.text()
            if (first, last) != (at, after) or _OBJECT in words:
                words = words_between(words, at, first, last, self._sources)
            words = words.replace(LINE_BREAK, "\n")
            pieces.append(escaped(words) if is_code else lines(words, begins_line=False))
            opened = wanted
        return "".join([*pieces, *(_closing(tag) for tag in reversed(opened))])


def _tags(form: QTextCharFormat, *, is_bold: bool, is_code: bool) -> list[str]:
    """From outside in."""
    alignment = form.verticalAlignment()
    address = form.anchorHref()
    url = web_address(address) if address else None
    choices = (
        (url is not None, _link(url) if url is not None else ""),
        (not is_bold and form.fontWeight() >= QFont.Weight.Bold, "<strong>"),
        (form.fontItalic(), "<em>"),
        (form.fontUnderline() and not address, "<u>"),
        (form.fontStrikeOut(), "<s>"),
        (alignment == QTextCharFormat.VerticalAlignment.AlignSuperScript, "<sup>"),
        (alignment == QTextCharFormat.VerticalAlignment.AlignSubScript, "<sub>"),
        (not is_code and form.fontFixedPitch(), "<code>"),
    )
    return [tag for is_wanted, tag in choices if is_wanted]


def _link(url: QUrl) -> str:
    return f'<a href="{html.escape(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))}">'


def _closing(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"

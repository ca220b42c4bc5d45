"""The HTML that goes to the clipboard beside the plain text, for programs that write letters.

It is made from the document that is shown, block by block, and says what a text is (heading, item, cell, link), not how
it looks: no fonts, sizes or colours. The elements are few and fixed, the only addresses are web addresses of links, and
all else is escaped, so that nothing in it loads or runs where it is pasted. It is ASCII, and so the same in any
encoding that the other program takes it for.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
from ..markdown_display import LINE_BREAK, SOFT_BREAK
from .link_dialog import web_address
from .plain_copy import is_beside_table, is_marked, quote_level, table_at, words_between

MAX_AT_ONCE = 200_000
"""Characters of the HTML of a selection, which is made at once. A longer one, of some eighty pages, is plain text
alone: that is better than a window that stands still."""
MAX_IN_SLICES = 1_000_000
"""Where the window goes on meanwhile. More would hold up the program that it is pasted into."""
TYPED = (SegmentKind.CODE, SegmentKind.LITERAL, SegmentKind.MATH)
"""Shown as it was typed. Where nothing else is copied there is no HTML: whoever takes code wants its characters."""
_NESTING = (SegmentKind.LIST, SegmentKind.QUOTE)

_ITEM, _QUOTE = "I", "Q"
_Marker = QTextBlockFormat.MarkerType
_BOXES = {_Marker.Unchecked: "\u2610 ", _Marker.Checked: "\u2611 "}
_SIDES = {Qt.AlignmentFlag.AlignRight: ' align="right"', Qt.AlignmentFlag.AlignHCenter: ' align="center"'}
_RTL = ' dir="rtl"'
_TABLE = '<table border="1" cellspacing="0">'
_HEAD_END = "</thead>"
_BLANK_LINE = re.compile(r"\n[ \t>]*\n\Z")
_BLANKS = re.compile(r"^ +| {2,}", re.MULTILINE)
_OBJECT = "\ufffc"
_RUN = re.compile(r" {2,}")
_NO_REFERENCE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Characters that HTML has no way to name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """html: of what is in it. within: what it stands in, from outside in, each an item or a quote. list_tag and number:
    of the list whose item it begins, as long as that is copied with its marker. is_part: it is words, not a block.
    is_apart: what stands before it is not in the same list or quote."""

    tag: str
    html: str = ""
    within: str = ""
    begins_item: bool = False
    list_tag: str = ""
    number: int = 0
    is_rtl: bool = False
    is_part: bool = False
    is_apart: bool = False


class RichCopy:
    """Takes what is copied part by part. Above max_chars it forgets all and there is no HTML."""

    def __init__(self, max_chars: int = MAX_AT_ONCE) -> None:
        self._max_chars = max_chars
        self._blocks: list[Block] = []
        self._before: Segment | None = None
        self._n_chars = 0
        self._is_rendered = False

    def add_head(self, text: str) -> None:
        """Who said what follows."""
        self._before = None
        self._is_rendered = True
        self._take([Block(tag="p", html=f"<strong>{_escaped(text)}</strong>", is_apart=True)])

    def add_typed(self, segment: Segment, text: str) -> None:
        """Of one of the kinds in TYPED."""
        if self._is_full:
            return
        within = _ITEM * segment.depth + _QUOTE * segment.quote
        if segment.kind is SegmentKind.CODE:
            blocks = [Block(tag="pre", html=_escaped(text), within=within)]
        else:
            paragraphs = text.split("\n\n") if segment.kind is SegmentKind.LITERAL else [text]
            blocks = [Block(tag="p", html=_lines(each), within=within, is_rtl=_is_rtl(each)) for each in paragraphs]
        self._join(segment, [block for block in blocks if block.html])

    def add_shown(
        self, segment: Segment, document: QTextDocument, start: int, end: int, sources: Mapping[int, str]
    ) -> None:
        """Of any other kind; as `structured_text`."""
        self._is_rendered = True
        if self._is_full:
            return
        if segment.kind is SegmentKind.RULE:
            self._join(segment, [Block(tag="hr", within=_ITEM * segment.depth)])
            return
        blocks = blocks_between(document, start, end, sources)
        if segment.kind is not SegmentKind.LIST:
            blocks = (replace(block, within=_ITEM * segment.depth + block.within) for block in blocks)
        self._join(segment, _as_lines(blocks) if segment.kind is SegmentKind.PARAGRAPH else list(blocks))

    def html(self) -> str:
        """Empty when it would say no more than the plain text."""
        return as_html(self._blocks) if self._is_rendered and not self._is_full else ""

    @property
    def _is_full(self) -> bool:
        return self._n_chars > self._max_chars

    def _join(self, segment: Segment, blocks: list[Block]) -> None:
        """After what was taken so far: the segments of a text that was cut for the layout become one again."""
        before, self._before = self._before, segment
        if before is not None and self._blocks and blocks:
            first = blocks[0]
            if segment.continues and (joined := _joined(before, self._blocks[-1], first)) is not None:
                self._n_chars -= len(self._blocks.pop().html)
                blocks[0] = joined
            elif not segment.continues and segment.kind is before.kind and segment.kind in _NESTING:
                blocks[0] = replace(first, is_apart=True)
        self._take(blocks)

    def _take(self, blocks: list[Block]) -> None:
        self._n_chars += sum(len(block.html) for block in blocks)
        self._blocks += blocks
        if self._is_full:
            self._blocks = []


def put_on_clipboard(text: str, markup: str) -> None:
    """markup: HTML from here, or nothing. Qt makes what holds both: some clipboards let go of it when Python has ended
    already, and what Python has made would crash then."""
    if not markup:
        QGuiApplication.clipboard().setText(text)
        return
    maker = QStandardItemModel(1, 1)
    data = maker.mimeData([maker.index(0, 0)])
    data.clear()
    fill(data, text, markup)
    QGuiApplication.clipboard().setMimeData(data)


def fill(data: QMimeData, text: str, markup: str) -> None:
    data.setText(text)
    if markup:
        data.setData("text/html", markup.encode("ascii"))


def selected_html(kind: SegmentKind, document: QTextDocument, start: int, end: int, sources: Mapping[int, str]) -> str:
    """Of a selection within one part."""
    if kind in TYPED:
        return ""
    rich = RichCopy()
    rich.add_shown(Segment(kind=kind, source=""), document, start, end, sources)
    return rich.html()


def as_html(blocks: Sequence[Block]) -> str:
    """Words of a block stand alone, so that they can be pasted into a sentence. Such words, and a single paragraph,
    need no HTML when none of them stands out; nor does code."""
    if all(block.tag == "pre" for block in blocks):
        return ""
    (block, *others) = blocks
    is_alone = not others and block.tag not in ("hr", "table")
    if is_alone and "<" not in block.html and (block.is_part or (block.tag == "p" and not block.within)):
        return ""
    return _ascii(block.html if is_alone and block.is_part else "".join(_nested(blocks)))


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
    items = _ITEM * (form.indent() if text_list is None else text_list.format().indent())
    quotes = _QUOTE * quote_level(block)
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
        is_rtl=_is_rtl(block.text()),
        is_part=not is_with_marker,
    )
    if text_list is None or not is_with_marker:
        return made
    is_numbered = text_list.format().style() == QTextListFormat.Style.ListDecimal
    number = text_list.itemText(block).strip(".") if is_numbered else ""
    box = _BOXES.get(form.marker(), "")
    return replace(
        made,
        html=_escaped(box) + words,
        list_tag="ol" if is_numbered else "ul",
        number=int(number) if number.isdecimal() else 1,
    )


def _as_lines(blocks: Iterable[Block]) -> list[Block]:
    """Each line of a paragraph is a block to Qt."""
    made: list[Block] = []
    for block in blocks:
        if made and made[-1].tag == block.tag == "p" and made[-1].within == block.within:
            made[-1] = replace(made[-1], html=f"{made[-1].html}<br>{block.html}")
        else:
            made.append(block)
    return made


def _joined(before: Segment, last: Block, first: Block) -> Block | None:
    """The end of one segment and the beginning of the next as one block, where they are."""
    if last.tag != first.tag or last.within != first.within or first.begins_item:
        return None
    has_end = before.source.endswith("\n")
    match first.tag:
        case "pre":
            return replace(last, html=last.html + ("\n" if has_end else "") + first.html)
        case "table":
            return replace(last, html=last.html + first.html.rpartition(_HEAD_END)[2])
        case "p" if not _BLANK_LINE.search(before.source):
            gap = "<br>" if has_end and before.kind not in _NESTING else " " if before.source[-1:].isspace() else ""
            return replace(last, html=last.html + gap + first.html)
    return None


# tables


@dataclass(frozen=True, slots=True)
class _Cell:
    html: str
    looks: str


def _table(document: QTextDocument, table: QTextTable, start: int, end: int, inline: _Inline) -> Iterator[Block]:
    """Words of one cell alone are words; of one row alone the cells, else whole rows, so that columns stay columns."""
    cells: dict[tuple[int, int], _Cell] = {}
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
            rtl = _RTL if _is_rtl(block.text()) else ""
            cells[place] = _Cell(words, _SIDES.get(side & ~Qt.AlignmentFlag.AlignAbsolute, "") + rtl)
        block = block.next()
    if len(cells) == 1 and not (start <= begin and end >= after):
        (only,) = cells.values()
        if only.html:
            yield Block(tag="p", html=only.html, is_part=True)
    elif cells:
        yield Block(tag="table", html="".join(_rows(cells, n_heads, table.columns())))


def _rows(cells: Mapping[tuple[int, int], _Cell], n_heads: int, n_columns: int) -> Iterator[str]:
    rows = sorted({row for row, _ in cells})
    is_one = len(rows) == 1
    columns = sorted({column for _, column in cells}) if is_one else range(n_columns)
    empty = _Cell("", "")
    for row in rows:
        tag = "th" if row < n_heads else "td"
        shown = [cells.get((row, column), empty) for column in columns]
        made = "".join(f"<{tag}{cell.looks}>{cell.html}</{tag}>" for cell in shown)
        yield f"<thead><tr>{made}</tr>{_HEAD_END}" if row < n_heads else f"<tr>{made}</tr>"


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
            n_kept = _n_common(opened, wanted)
            pieces += [_closing(tag) for tag in reversed(opened[n_kept:])] + wanted[n_kept:]
            words = fragment.text()
            if (first, last) != (at, after) or _OBJECT in words:
                words = words_between(words, at, first, last, self._sources)
            words = words.replace(LINE_BREAK, "\n")
            pieces.append(_escaped(words) if is_code else _lines(words, _RUN))
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
        (form.fontStrikeOut(), "<del>"),
        (alignment == QTextCharFormat.VerticalAlignment.AlignSuperScript, "<sup>"),
        (alignment == QTextCharFormat.VerticalAlignment.AlignSubScript, "<sub>"),
        (not is_code and form.fontFixedPitch(), "<code>"),
    )
    return [tag for is_wanted, tag in choices if is_wanted]


def _link(url: QUrl) -> str:
    return f'<a href="{html.escape(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))}">'


def _closing(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"


def _n_common(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many they have in common from the beginning."""
    n_same = 0
    for one, other in zip(ones, others, strict=False):
        if one != other:
            break
        n_same += 1
    return n_same


def _escaped(text: str) -> str:
    return html.escape(_NO_REFERENCE.sub("\ufffd", text.replace(SOFT_BREAK, "")))


def _lines(text: str, blanks: re.Pattern[str] = _BLANKS) -> str:
    """Lines with those blanks that HTML would leave out."""
    text = text.replace("\t", "    ")
    spaced = blanks.sub(lambda match: "\u00a0" * len(match[0]), text)
    return _escaped(spaced).replace("\n", "<br>")


def _is_rtl(text: str) -> bool:
    """By the first character that has a direction, as Qt shows it."""
    directions = map(unicodedata.bidirectional, text)
    return not text.isascii() and next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def _ascii(markup: str) -> str:
    return markup.encode("ascii", "xmlcharrefreplace").decode("ascii")


# what blocks stand in


@dataclass(frozen=True, slots=True)
class _Open:
    """An element around the next blocks. end: what closes it; nothing where an item has no marker of its own."""

    kind: str
    end: str = ""
    list_tag: str = ""
    number: int = 0


def _nested(blocks: Iterable[Block]) -> Iterator[str]:
    opened: list[_Open] = []
    for block in blocks:
        n_kept = 0 if block.is_apart else _n_common([each.kind for each in opened], block.within)
        at = block.within.rfind(_ITEM) if block.begins_item else -1
        is_next = False
        if at >= 0 and n_kept > at:
            list_tag, number = opened[at].list_tag, opened[at].number
            is_next = bool(list_tag) and list_tag == block.list_tag and (list_tag == "ul" or number + 1 == block.number)
            n_kept = at + 1 if is_next else at
        while len(opened) > n_kept:
            yield opened.pop().end
        dir_ = _RTL if block.is_rtl else ""
        if is_next:
            opened[at] = replace(opened[at], number=block.number)
            yield f"</li>\n<li{dir_}>"
        for place in range(n_kept, len(block.within)):
            if block.within[place] == _QUOTE:
                opened.append(_Open(_QUOTE, "</blockquote>\n"))
                yield "<blockquote>"
            elif place == at and block.list_tag:
                opened.append(_Open(_ITEM, f"</li></{block.list_tag}>\n", block.list_tag, block.number))
                start = f' start="{block.number}"' if block.list_tag == "ol" and block.number != 1 else ""
                yield f"<{block.list_tag}{start}><li{dir_}>"
            else:
                opened.append(_Open(_ITEM))
        is_bare = bool(block.list_tag) and len(block.within) == at + 1 and (block.tag == "p" or not block.html)
        yield block.html if is_bare else _element(block, dir_)
    while opened:
        yield opened.pop().end


def _element(block: Block, dir_: str) -> str:
    match block.tag:
        case "hr":
            return "<hr>\n"
        case "pre":
            return f"<pre><code>{block.html}</code></pre>\n"
        case "table":
            return f"{_TABLE}{block.html}</table>\n"
        case tag:
            return f"<{tag}{dir_}>{block.html}</{tag}>\n"

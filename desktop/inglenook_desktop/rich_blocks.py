"""Text in blocks, as the HTML that other programs take: what a text is (heading, item, cell), not how it looks.

The elements are few and fixed, and nothing in them loads or runs; what is put into a block is escaped by whoever makes
it, with what is here. What is made of blocks is ASCII, and so the same in any encoding that the other program takes it
for. Pure functions on strings; knows no Qt.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .markdown import Segment, SegmentKind
from .markdown_display import SOFT_BREAK
from .markdown_seams import seam

ITEM, QUOTE = "I", "Q"
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
NESTING = (SegmentKind.LIST, SegmentKind.QUOTE)
RTL = ' dir="rtl"'
_HEAD_END = "</thead>"
_TABLE = '<table border="1" cellspacing="0" cellpadding="4">'
_BLANKS = re.compile(r"^ +| {2,}", re.MULTILINE)
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


def html_pieces(blocks: Sequence[Block]) -> Iterator[str]:
    """One after another, since there may be many. Words of a block stand alone, so that they can be pasted into a
    sentence. Such words, and a single paragraph, need no HTML when none of them stands out; nor does code."""
    if all(block.tag == "pre" for block in blocks):
        return
    (block, *others) = blocks
    is_alone = not others and block.tag not in ("hr", "table")
    if is_alone and "<" not in block.html and (block.is_part or (block.tag == "p" and not block.within)):
        return
    yield from map(_ascii, [block.html] if is_alone and block.is_part else _nested(blocks))


def as_typed(text: str) -> bytes:
    """HTML with every character of a text and no more, as quickly as can be."""
    markup = f'<meta charset="utf-8"><pre>{html.escape(text, quote=False)}</pre>'
    return markup.encode("utf-8", "replace").translate(None, _CONTROLS)


def as_lines(blocks: Iterable[Block]) -> list[Block]:
    """Each line of a paragraph is a block to Qt."""
    made: list[Block] = []
    for block in blocks:
        if made and made[-1].tag == block.tag == "p" and made[-1].within == block.within:
            made[-1] = replace(made[-1], html=f"{made[-1].html}<br>{block.html}")
        else:
            made.append(block)
    return made


def joined(before: Segment, last: Block, after: Segment, first: Block) -> Block | None:
    """The last block of one segment and the first of the next as one, where they are."""
    if last.tag != first.tag or last.within != first.within or first.begins_item:
        return None
    match first.tag:
        case "pre":
            gap = "\n" if before.source.endswith("\n") else ""
            return replace(last, html=last.html + gap + first.html)
        case "table":
            return replace(last, html=last.html + first.html.rpartition(_HEAD_END)[2])
        case "p" if (between := seam(before, after)) is not None:
            return replace(last, html=last.html + lines(between, begins_line=False) + first.html)
    return None


@dataclass(frozen=True, slots=True)
class Cell:
    """Of a table. looks: its attributes."""

    html: str
    looks: str


def table_block(cells: Mapping[tuple[int, int], Cell], n_heads: int, n_columns: int) -> Block:
    """Of one row alone the cells that there are, else whole rows, so that columns stay columns. cells: by row and
    column. n_heads: rows at the top of the whole table that are its head."""
    return Block(tag="table", html="".join(_rows(cells, n_heads, n_columns)))


def _rows(cells: Mapping[tuple[int, int], Cell], n_heads: int, n_columns: int) -> Iterator[str]:
    rows = sorted({row for row, _ in cells})
    is_one = len(rows) == 1
    columns = sorted({column for _, column in cells}) if is_one else range(n_columns)
    empty = Cell("", "")
    for row in rows:
        tag = "th" if row < n_heads else "td"
        shown = [cells.get((row, column), empty) for column in columns]
        made = "".join(f"<{tag}{cell.looks}>{cell.html}</{tag}>" for cell in shown)
        yield f"<thead><tr>{made}</tr>{_HEAD_END}" if row < n_heads else f"<tr>{made}</tr>"


def n_common(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many they have in common from the beginning."""
    n_same = 0
    for one, other in zip(ones, others, strict=False):
        if one != other:
            break
        n_same += 1
    return n_same


def escaped(text: str) -> str:
    return html.escape(_NO_REFERENCE.sub("\ufffd", text.replace(SOFT_BREAK, "")))


def lines(text: str, *, begins_line: bool = True) -> str:
    """Escaped, with those blanks that HTML would leave out."""
    text = text.replace("\t", "    ")
    spaced = (_BLANKS if begins_line else _RUN).sub(lambda match: "\u00a0" * len(match[0]), text)
    return escaped(spaced).replace("\n", "<br>")


def is_rtl(text: str) -> bool:
    """By the first character that has a direction, as Qt shows it."""
    directions = map(unicodedata.bidirectional, text)
    return not text.isascii() and next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def _ascii(markup: str) -> str:
    return markup.encode("ascii", "xmlcharrefreplace").decode("ascii")


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
        n_kept = 0 if block.is_apart else n_common([each.kind for each in opened], block.within)
        at = block.within.rfind(ITEM) if block.begins_item else -1
        is_next = False
        if at >= 0 and n_kept > at:
            list_tag, number = opened[at].list_tag, opened[at].number
            is_next = bool(list_tag) and list_tag == block.list_tag and (list_tag == "ul" or number + 1 == block.number)
            n_kept = at + 1 if is_next else at
        while len(opened) > n_kept:
            yield opened.pop().end
        dir_ = RTL if block.is_rtl else ""
        if is_next:
            opened[at] = replace(opened[at], number=block.number)
            yield f"</li>\n<li{dir_}>"
        for place in range(n_kept, len(block.within)):
            if block.within[place] == QUOTE:
                opened.append(_Open(QUOTE, "</blockquote>\n"))
                yield "<blockquote>"
            elif place == at and block.list_tag:
                opened.append(_Open(ITEM, f"</li></{block.list_tag}>\n", block.list_tag, block.number))
                start = f' start="{block.number}"' if block.list_tag == "ol" and block.number != 1 else ""
                yield f"<{block.list_tag}{start}><li{dir_}>"
            else:
                opened.append(_Open(ITEM))
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

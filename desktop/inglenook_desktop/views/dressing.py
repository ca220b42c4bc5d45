"""What a document made from Markdown looks like, and what is taken out of it: whatever could load or deceive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableCellFormat,
)

from ..markdown import Segment, SegmentKind
from ..markdown_anchors import NOTE, REFERENCE
from ..markdown_display import (
    BACKSLASH_BREAK,
    BREAK,
    CODE_PIPE,
    END_SCRIPT,
    LINE_BREAK,
    SUBSCRIPT,
    SUPERSCRIPT,
)
from ..markdown_marks import END_HEADING, HEADING, RULE

if TYPE_CHECKING:
    from .rich_text import SafeDocument, TextStyle

_Property = QTextFormat.Property
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value  # looked up once: it takes long
_NO_OBJECT = QTextFormat.ObjectTypes.NoObject.value
_HEADING_SCALE = (1.0, 1.45, 1.25, 1.12, 1.0, 1.0, 1.0)
_LIST_BLOCK_GAP = 3.0
MAX_DEPTH = 6
_SIDES = {
    (False, False): Qt.AlignmentFlag.AlignLeft,
    (True, False): Qt.AlignmentFlag.AlignLeft,
    (False, True): Qt.AlignmentFlag.AlignRight,
    (True, True): Qt.AlignmentFlag.AlignHCenter,
}
"""Of a column whose dashes have a colon before and after them."""
_SCRIPTS = re.compile(f"[{SUBSCRIPT}{SUPERSCRIPT}][^{SUBSCRIPT}-{END_SCRIPT}\u2029]*{END_SCRIPT}")
QUOTE_STEP = 0.75
"""Indentation of one level of quotation, in list indents."""
_MARKED = re.compile(f"{HEADING}((#+)[ \t]+)?| ?{END_HEADING}|{RULE}")
_WHOLE_WIDTH = QTextLength(QTextLength.Type.PercentageLength, 100)
_BREAKS = re.compile(f"( *) ([{BREAK}{BACKSLASH_BREAK}]) *")


def dress(document: SafeDocument, segment: Segment, style: TextStyle) -> None:
    """Gives a document made by setMarkdown its looks, and takes out what could load or deceive."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    is_first = True
    lists: set[int] = set()
    while block.isValid():
        _dress_block(cursor, block, segment, style, is_first=is_first, lists=lists)
        _dress_text(cursor, block, style, document.code_spans)
        is_first = False
        block = block.next()
    cursor.endEditBlock()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, style, _sides(segment))


def _dress_block(
    cursor: QTextCursor, block: QTextBlock, segment: Segment, style: TextStyle, *, is_first: bool, lists: set[int]
) -> None:
    old = block.blockFormat()
    new = QTextBlockFormat(old)
    new.setLineHeight(style.line_height, _PROPORTIONAL)
    top = 0.0
    if not is_first:
        text_list = block.textList()
        if text_list is not None:
            top = _LIST_BLOCK_GAP
        elif segment.kind in (SegmentKind.LIST, SegmentKind.QUOTE, SegmentKind.FOOTNOTE):
            top = round(style.line_px * 0.35)
    text_list = block.textList()
    if text_list is not None and text_list.objectIndex() not in lists:
        lists.add(text_list.objectIndex())
        list_format = QTextListFormat(text_list.format())
        if list_format.indent() > MAX_DEPTH:
            list_format.setIndent(MAX_DEPTH)
            text_list.setFormat(list_format)
    quote_level = min(int(old.property(_Property.BlockQuoteLevel) or 0), MAX_DEPTH)
    if quote_level:
        new.setLeftMargin(quote_level * style.indent * QUOTE_STEP)
        new.setProperty(_Property.BlockQuoteLevel, quote_level)
        new.setRightMargin(0)
    if old.hasProperty(_Property.BlockTrailingHorizontalRulerWidth):
        new.setBackground(style.colors.rule)  # which Qt takes for the line
    new.setTopMargin(top)
    new.setBottomMargin(0)
    if new.indent() > MAX_DEPTH:
        new.setIndent(MAX_DEPTH)
    cursor.setPosition(block.position())
    cursor.setBlockFormat(new)


def _dress_text(cursor: QTextCursor, block: QTextBlock, style: TextStyle, spans: list[tuple[int, int]]) -> None:
    changes: list[tuple[int, int, QTextCharFormat, str | None]] = []
    level = block.blockFormat().headingLevel()
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        iterator += 1
        old = fragment.charFormat()
        if not level and not old.propertyCount():
            continue  # plain words
        new: QTextCharFormat | None = None
        text: str | None = None
        if old.isImageFormat() or old.objectType() != _NO_OBJECT:
            alt = str(old.property(0x5002) or "")
            address = str(old.property(_Property.ImageName) or "")
            text = f"{alt} ({address})".strip() * fragment.length()
            new = QTextCharFormat()
        elif level:
            new = QTextCharFormat(old)
            new.clearProperty(_Property.FontSizeAdjustment)
            new.setFontPointSize(style.font.pointSizeF() * _HEADING_SCALE[min(level, 6)])
            new.setFontWeight(QFont.Weight.Bold)
        if text is None and old.fontFixedPitch():
            new = QTextCharFormat(new if new is not None else old)
            new.setFontFamilies(style.mono.families())
            if not level:
                new.setFontPointSize(style.mono.pointSizeF())
            spans.append((fragment.position(), fragment.length()))
        href = old.anchorHref()
        if href and text is None:
            new = QTextCharFormat(new if new is not None else old)
            new.setAnchor(True)
            new.setAnchorHref(href)
            new.setForeground(QBrush(style.colors.link))
            new.setFontUnderline(True)
            new.setUnderlineColor(style.colors.rule)
            if href.startswith(NOTE):
                new.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            if href.startswith((NOTE, REFERENCE)):
                new.setFontUnderline(False)
        if old.toolTip():
            new = new if new is not None else QTextCharFormat(old)
            new.setToolTip("")
        if new is not None:
            changes.append((fragment.position(), fragment.length(), new, text))
    for position, length, new, text in reversed(changes):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        if text is None:
            cursor.setCharFormat(new)
        else:
            cursor.insertText(text, new)


def _sides(segment: Segment) -> list[Qt.AlignmentFlag]:
    """Of the columns of a table, as the row below its head says."""
    lines = (segment.prefix or segment.source).strip().splitlines()
    cells = lines[1].strip().strip("|").split("|") if len(lines) > 1 else []
    return [_SIDES[cell.startswith(":"), cell.endswith(":")] for cell in map(str.strip, cells)]


def _dress_table(table: QTextTable, style: TextStyle, sides: list[Qt.AlignmentFlag]) -> None:
    form = table.format()
    form.setBorder(0)
    form.setCellSpacing(0)
    form.setCellPadding(0)
    form.setTopMargin(0)
    form.setBottomMargin(0)
    form.setBorderCollapse(True)
    form.setHeaderRowCount(1)
    form.setWidth(QTextLength(QTextLength.Type.VariableLength, 0))
    table.setFormat(form)
    cursor = QTextCursor(table)
    for column in range(table.columns()):  # Qt leaves the head out
        side = QTextBlockFormat()
        side.setAlignment(sides[column] if column < len(sides) else Qt.AlignmentFlag.AlignLeft)
        cell = table.cellAt(0, column)
        cursor.setPosition(cell.firstPosition())
        cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeBlockFormat(side)
    forms = {
        (is_head, is_left): _cell_format(style, is_head=is_head, is_left=is_left)
        for is_head in (True, False)
        for is_left in (True, False)
    }
    for row in range(table.rows()):
        for column in range(table.columns()):
            table.cellAt(row, column).setFormat(forms[row == 0, column == 0])


def _cell_format(style: TextStyle, *, is_head: bool, is_left: bool) -> QTextTableCellFormat:
    form = QTextTableCellFormat()
    form.setTopPadding(6)
    form.setBottomPadding(1)  # the line height leaves room below the text
    form.setLeftPadding(0 if is_left else 12)
    form.setRightPadding(12)
    form.setBottomBorder(1)
    form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBottomBorderBrush(QBrush(style.colors.quiet if is_head else style.colors.rule))
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignTop)
    return form


def remove_first_blocks(document: SafeDocument, n_blocks: int) -> None:
    """The stand-ins for the items that a list goes on within. The block after them stays the item that it is."""
    block = document.findBlockByNumber(n_blocks)
    if not block.isValid():
        return
    form = block.blockFormat()
    cursor = QTextCursor(document)
    cursor.setPosition(block.position(), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setBlockFormat(form)


def set_pipes(document: SafeDocument) -> None:
    cursor = document.find(CODE_PIPE)
    while not cursor.isNull():
        cursor.insertText("|", cursor.charFormat())
        cursor = document.find(CODE_PIPE, cursor)


def set_marked(document: SafeDocument) -> None:
    """Makes headings and rules of what is marked as such and is a paragraph; anywhere else it was none."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for match in reversed(list(_MARKED.finditer(_units(document.toRawText())))):
        block, end = document.findBlock(match.start()), match.end()
        is_first = block.position() == match.start() and not block.blockFormat().hasProperty(
            _Property.BlockCodeLanguage
        )
        cursor.setPosition(match.start())
        form = QTextBlockFormat()
        if match[0] == RULE and is_first and block.length() == 2:
            form.setProperty(_Property.BlockTrailingHorizontalRulerWidth, _WHOLE_WIDTH)
        elif match[2] and is_first:
            form.setHeadingLevel(len(match[2]))
        elif match[2]:
            end = match.start(1)
        cursor.mergeBlockFormat(form)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    cursor.endEditBlock()


def set_breaks(document: SafeDocument) -> None:
    """Ends lines within their blocks. At the end of a block there is none, and code has what was typed."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for match in reversed(list(_BREAKS.finditer(_units(document.toRawText())))):
        block = document.findBlock(match.start())
        is_last = match.end() == block.position() + block.length() - 1
        is_code = block.blockFormat().hasProperty(_Property.BlockCodeLanguage)
        as_typed = f"{match[1]}\\" if match[2] == BACKSLASH_BREAK else ""
        cursor.setPosition(match.start())
        cursor.setPosition(match.end(), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(as_typed if is_last or is_code else LINE_BREAK, cursor.charFormat())
    cursor.endEditBlock()


def set_scripts(document: SafeDocument) -> None:
    """Lowers and raises what stands between the marks for it, and takes the marks away."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for match in reversed(list(_SCRIPTS.finditer(_units(document.toRawText())))):
        form = QTextCharFormat()
        alignments = QTextCharFormat.VerticalAlignment
        is_below = match[0][0] == SUBSCRIPT
        form.setVerticalAlignment(alignments.AlignSubScript if is_below else alignments.AlignSuperScript)
        cursor.setPosition(match.start())
        cursor.setPosition(match.end(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)
        for place in (match.end() - 1, match.start()):
            cursor.setPosition(place)
            cursor.deleteChar()
    cursor.endEditBlock()


def _units(text: str) -> str:
    """With one character for each UTF-16 unit."""
    return text if text.isascii() else "".join("xx" if one > "\uffff" else one for one in text)


def set_color(document: SafeDocument, color: QColor) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    form = QTextCharFormat()
    form.setForeground(QBrush(color))
    cursor.mergeCharFormat(form)


def set_line_height(document: QTextDocument, percent: float) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    block_format = QTextBlockFormat()
    block_format.setLineHeight(percent, _PROPORTIONAL)
    cursor.mergeBlockFormat(block_format)

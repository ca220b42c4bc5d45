"""Turns segments into text documents. The only place where text of a model, a person or a document meets Qt's markdown.

Nothing is ever loaded: documents answer every request for a resource with nothing, images become text before a layout
exists, HTML is text, and tool tips (which Qt would show as rich text) are taken away.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
)

from ..formula_drawing import Shape
from ..markdown import Segment, SegmentKind
from ..markdown_display import (
    CODE_BREAK,
    FORMULA_MARK,
    SOFT_BREAK,
    display_code,
    display_literal,
    display_markdown,
    is_hostile_nesting,
)
from ..markdown_maths import Formula
from .formulas import LookUp, PlacedFormula, nothing_drawn, place_formulas
from .transcript_colors import TranscriptColors

_DIALECT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_Property = QTextFormat.Property
_HEADING_SCALE = (1.0, 1.45, 1.25, 1.12, 1.0, 1.0, 1.0)
_LIST_BLOCK_GAP = 3.0
_MAX_DEPTH = 6
QUOTE_STEP = 0.75
"""Indentation of one level of quotation, in list indents."""


class SafeDocument(QTextDocument):
    """A document that loads nothing.

    code_spans: start and length of its inline code, in UTF-16 units. formulas: the sources of those that are shown as
    shapes, by place. missing: those that stand there as they were written, because there is no shape of them (yet).
    """

    def __init__(self) -> None:
        super().__init__()
        self.code_spans: list[tuple[int, int]] = []
        self.formulas: dict[int, str] = {}
        self.missing: frozenset[Formula] = frozenset()

    def text_between(self, start: int, end: int) -> str:
        """As it goes to the clipboard: formulas as they were written. Both in UTF-16 units."""
        encoded = self.toRawText().encode("utf-16-le", "surrogatepass")
        parts: list[str] = []
        for place, source in self.formulas.items():
            if start <= place < end:
                parts += [encoded[2 * start : 2 * place].decode("utf-16-le", "replace"), source]
                start = place + 1
        parts.append(encoded[2 * start : 2 * end].decode("utf-16-le", "replace"))
        return plain("".join(parts))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002
        return None


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Fonts and measures, in pixels where not said otherwise. line_height: percent. wraps_code: the lines of a block of
    code about which the person said nothing else."""

    colors: TranscriptColors
    font: QFont
    mono: QFont
    line_height: float
    code_line_height: float
    char_width: float
    line_px: float
    code_line_px: float
    indent: float
    wraps_code: bool = False
    look_up: LookUp = nothing_drawn

    @property
    def small(self) -> QFont:
        """For labels and figures."""
        font = QFont(self.font)
        font.setPointSizeF(max(6.0, font.pointSizeF() * 0.88))
        return font

    @classmethod
    def make(
        cls, colors: TranscriptColors, font: QFont, *, wraps_code: bool = False, look_up: LookUp = nothing_drawn
    ) -> TextStyle:
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        size = font.pointSizeF() if font.pointSizeF() > 0 else 10.0
        mono.setPointSizeF(max(6.0, size * 0.94))
        mono.setStyleHint(QFont.StyleHint.Monospace)
        metrics, mono_metrics = QFontMetricsF(font), QFontMetricsF(mono)
        line_height, code_line_height = 140.0, 128.0
        return cls(
            colors=colors,
            font=font,
            mono=mono,
            line_height=line_height,
            code_line_height=code_line_height,
            char_width=metrics.averageCharWidth(),
            line_px=metrics.height() * line_height / 100,
            code_line_px=mono_metrics.height() * code_line_height / 100,
            indent=round(metrics.height() * 1.5),
            wraps_code=wraps_code,
            look_up=look_up,
        )

    def estimate(self, segment: Segment, width: float) -> float:
        """A guess of the height of a segment that was not laid out yet."""
        n_newlines = segment.source.count("\n")
        if segment.kind is SegmentKind.CODE:
            return max(1, n_newlines - 1) * self.code_line_px + 52
        if segment.kind is SegmentKind.TABLE:
            return max(1, n_newlines) * (self.line_px + 12)
        return self.estimate_prose(len(segment.source), n_newlines, width)

    def estimate_prose(self, n_chars: int, n_newlines: int, width: float) -> float:
        per_line = max(10.0, width / (self.char_width * 1.05))
        return math.ceil(n_chars / per_line + n_newlines * 0.5) * self.line_px


def make_document(segment: Segment, style: TextStyle) -> SafeDocument:
    """The laid-out-to-be document of a segment. It has no layout yet, so its width can be set first."""
    document = SafeDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setIndentWidth(style.indent)
    if segment.kind is SegmentKind.CODE:
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTabStopDistance(4 * QFontMetricsF(style.mono).horizontalAdvance(" "))
        document.setDefaultFont(style.mono)
        document.setDefaultTextOption(option)
        document.setPlainText(display_code(segment))
        _set_line_height(document, style.code_line_height)
        return document
    if segment.kind is SegmentKind.TABLE:
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
    document.setDefaultFont(style.font)
    document.setDefaultTextOption(option)
    if segment.kind is SegmentKind.LITERAL:
        document.setPlainText(display_literal(segment))
        _set_line_height(document, style.line_height)
        return document
    if segment.kind is SegmentKind.MATH:
        _fill_with_formula(document, segment, style)
        return document
    shapes: dict[Formula, Shape] = {}

    def is_drawn(formula: Formula) -> bool:
        if formula not in shapes and (shape := style.look_up(formula)) is not None:
            shapes[formula] = shape
        return formula in shapes

    display = display_markdown(segment, is_drawn)
    document.missing = display.missing
    if is_hostile_nesting(display.markdown):
        document.missing = frozenset()
        document.setPlainText(display_literal(segment))
        _set_line_height(document, style.line_height)
        return document
    document.setMarkdown(display.markdown, _DIALECT)
    _dress(document, segment, style)
    if display.formulas:
        placed = [PlacedFormula(shapes[formula], source) for formula, source in display.formulas]
        document.formulas = place_formulas(document, placed, FORMULA_MARK, style.font, style.colors.text)
    return document


def _fill_with_formula(document: SafeDocument, segment: Segment, style: TextStyle) -> None:
    """One formula in the middle; its source while it is not complete or has no shape."""
    latex = segment.latex
    formula = None if latex is None else Formula(latex, is_display=True)
    shape = None if formula is None else style.look_up(formula)
    if shape is None:
        document.missing = frozenset() if formula is None else frozenset((formula,))
        document.setDefaultFont(style.mono)
        document.setPlainText(display_literal(segment))
        _set_line_height(document, style.code_line_height)
        return
    document.setPlainText(FORMULA_MARK)
    source = display_literal(segment)
    placed = [PlacedFormula(shape, source)]
    document.formulas = place_formulas(document, placed, FORMULA_MARK, style.font, style.colors.text)
    cursor = QTextCursor(document)
    block_format = QTextBlockFormat()
    block_format.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    cursor.mergeBlockFormat(block_format)


def _set_line_height(document: QTextDocument, percent: float) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    block_format = QTextBlockFormat()
    block_format.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(block_format)


def _dress(document: SafeDocument, segment: Segment, style: TextStyle) -> None:
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
            _dress_table(frame, style)


def _dress_block(
    cursor: QTextCursor, block: QTextBlock, segment: Segment, style: TextStyle, *, is_first: bool, lists: set[int]
) -> None:
    old = block.blockFormat()
    new = QTextBlockFormat(old)
    new.setLineHeight(style.line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    top = 0.0
    if not is_first:
        text_list = block.textList()
        if text_list is not None:
            top = _LIST_BLOCK_GAP
        elif segment.kind in (SegmentKind.LIST, SegmentKind.QUOTE):
            top = round(style.line_px * 0.35)
    text_list = block.textList()
    if text_list is not None and text_list.objectIndex() not in lists:
        lists.add(text_list.objectIndex())
        list_format = QTextListFormat(text_list.format())
        if list_format.indent() > _MAX_DEPTH:
            list_format.setIndent(_MAX_DEPTH)
            text_list.setFormat(list_format)
    quote_level = min(int(old.property(_Property.BlockQuoteLevel) or 0), _MAX_DEPTH)
    if quote_level:
        new.setLeftMargin(quote_level * style.indent * QUOTE_STEP)
        new.setProperty(_Property.BlockQuoteLevel, quote_level)
        new.setRightMargin(0)
    new.setTopMargin(top)
    new.setBottomMargin(0)
    if new.indent() > _MAX_DEPTH:
        new.setIndent(_MAX_DEPTH)
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
        new: QTextCharFormat | None = None
        text: str | None = None
        if old.isImageFormat() or old.objectType() != QTextFormat.ObjectTypes.NoObject.value:
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


def _dress_table(table: QTextTable, style: TextStyle) -> None:
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
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            cell_format = QTextTableCellFormat()
            cell_format.setTopPadding(6)
            cell_format.setBottomPadding(1)  # the line height leaves room below the text
            cell_format.setLeftPadding(0 if column == 0 else 12)
            cell_format.setRightPadding(12)
            cell_format.setBottomBorder(1)
            cell_format.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            brush = QBrush(style.colors.quiet if row == 0 else style.colors.rule)
            cell_format.setBottomBorderBrush(brush)
            cell_format.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignTop)
            cell.setFormat(cell_format)


def plain(text: str) -> str:
    """The text of a selection as it goes to the clipboard: Qt's paragraph marks as line ends, without breaks put in
    for the layout."""
    return text.replace("\u2029", "\n").replace(CODE_BREAK, "").replace(SOFT_BREAK, "")

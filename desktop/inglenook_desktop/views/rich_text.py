"""Turns segments into text documents. The only place where text of a model, a person or a document meets Qt's markdown.

Nothing is ever loaded: documents answer every request for a resource with nothing, images become text before a layout
exists, HTML is text, and tool tips (which Qt would show as rich text) are taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from ..formula_drawing import Shape
from ..markdown import Segment, SegmentKind
from ..markdown_display import (
    BACKSLASH_BREAK,
    BREAK,
    CODE_BREAK,
    CODE_PIPE,
    END_SCRIPT,
    FORMULA_MARK,
    SOFT_BREAK,
    display_code,
    display_literal,
    display_markdown,
    is_hostile_nesting,
)
from ..markdown_marks import HEADING, RULE
from ..markdown_maths import Formula
from .dressing import (
    dress,
    remove_first_blocks,
    set_breaks,
    set_color,
    set_line_height,
    set_marked,
    set_pipes,
    set_scripts,
)
from .formulas import LookUp, PlacedFormula, SelectedFormulas, nothing_drawn, place_formulas
from .plain_copy import structured_text
from .transcript_colors import TranscriptColors

_NOT_GITHUB = 0x0004 | 0x4000 | 0x100000
"""What Qt counts to GitHub's Markdown: addresses as links with the marks around them, underscores as underlines, and a
head of settings."""
_DIALECT = QTextDocument.MarkdownFeature(
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub.value & ~_NOT_GITHUB
    | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
)


def _wrapping(mode: QTextOption.WrapMode) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(mode)
    return option


_OF_PROSE = _wrapping(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # made once: PySide takes long for an enum
_OF_TABLES = _wrapping(QTextOption.WrapMode.WordWrap)


class SafeDocument(QTextDocument):
    """A document that loads nothing.

    code_spans: start and length of its inline code, in UTF-16 units. formulas: the sources of those that are shown as
    shapes, by place. selected: of these, for whoever paints the document. missing: those that stand there as they were
    written, because there is no shape of them (yet). is_code: breaks in its lines are the layout's, and no part of the
    text. steps: as of its segment, where it is a list or a quote that goes on within items that are not in it.
    is_quote: it is one from its left. holder: whatever lays it out, which is one thing at a time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.code_spans: list[tuple[int, int]] = []
        self.formulas: dict[int, str] = {}
        self.selected = SelectedFormulas()
        self.missing: frozenset[Formula] = frozenset()
        self.is_code = False
        self.steps: tuple[int, ...] = ()
        self.is_quote = False
        self.holder: object = None

    def text_between(self, start: int, end: int, *, goes_on: bool = False) -> str:
        """As it goes to the clipboard: formulas as they were written, lists and tables as they are typed. Both in
        UTF-16 units. goes_on: as of `structured_text`."""
        if self.is_code:
            encoded = self.toRawText().encode("utf-16-le", "surrogatepass")
            return plain(encoded[2 * start : 2 * end].decode("utf-16-le", "replace"))
        return plain(structured_text(self, start, end, self.formulas, self.steps, goes_on=goes_on))

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
        if segment.kind is SegmentKind.REASONING:
            return self.line_px
        n_newlines = segment.source.count("\n")
        if segment.kind is SegmentKind.CODE:
            return max(1, n_newlines - 1) * self.code_line_px + 52
        if segment.kind is SegmentKind.TABLE:
            return max(1, n_newlines) * (self.line_px + 12)
        return self.estimate_prose([(len(segment.source), n_newlines)], width)[0]

    def estimate_prose(self, facts: Iterable[tuple[int, int]], width: float) -> list[float]:
        """A guess of the height of each of some texts, by how many characters and line ends it has. In one go, because
        a long conversation has ten thousand."""
        per_line, line_px = max(10.0, width / (self.char_width * 1.05)), self.line_px
        return [-(-(n_chars / per_line + n_newlines * 0.5) // 1) * line_px for n_chars, n_newlines in facts]


def blank_document() -> SafeDocument:
    """One for `make_document` to fill."""
    document = SafeDocument()
    document.setPageSize(QSizeF(0, 0))  # whoever shows it says how wide it is; until then Qt lays out nothing
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    return document


def make_document(
    segment: Segment, style: TextStyle, notes: Collection[str] = frozenset(), *, blank: SafeDocument | None = None
) -> SafeDocument:
    """The laid-out-to-be document of a segment. It has no layout yet, so its width can be set first. notes: the labels
    of the message's footnotes. blank: one that was made for it."""
    document = blank_document() if blank is None else blank
    _fill(document, segment, style, notes)
    if not document.is_code:  # of which one sees a part
        _keep_shapes(document)
    return document


def _keep_shapes(document: SafeDocument) -> None:
    """Qt shapes the words of a text to lay it out, forgets them, and shapes them again each time it is painted: a
    fifth of a step while one scrolls."""
    block = document.begin()
    while block.isValid():
        block.layout().setCacheEnabled(True)
        block = block.next()


def _fill(document: SafeDocument, segment: Segment, style: TextStyle, notes: Collection[str]) -> None:
    document.setIndentWidth(style.indent)
    if segment.kind is SegmentKind.RULE and segment.is_reasoning:
        return  # a line instead of the closing marker
    if segment.kind is SegmentKind.CODE:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTabStopDistance(4 * QFontMetricsF(style.mono).horizontalAdvance(" "))
        document.is_code = True
        document.setDefaultFont(style.mono)
        document.setDefaultTextOption(option)
        document.setPlainText(display_code(segment))
        set_line_height(document, style.code_line_height)
        return
    document.setDefaultFont(style.small if segment.kind is SegmentKind.FOOTNOTE else style.font)
    document.setDefaultTextOption(_OF_TABLES if segment.kind is SegmentKind.TABLE else _OF_PROSE)
    if segment.kind is SegmentKind.LITERAL:
        document.setPlainText(display_literal(segment))
        set_line_height(document, style.line_height)
        return
    if segment.kind is SegmentKind.MATH:
        _fill_with_formula(document, segment, style)
        return
    shapes: dict[Formula, Shape] = {}

    def is_drawn(formula: Formula) -> bool:
        if formula not in shapes and (shape := style.look_up(formula)) is not None:
            shapes[formula] = shape
        return formula in shapes

    display = display_markdown(segment, is_drawn, notes)
    document.missing = display.missing
    if is_hostile_nesting(display.markdown):
        document.missing = frozenset()
        document.setPlainText(display_literal(segment))
        set_line_height(document, style.line_height)
        return
    document.setMarkdown(display.markdown, _DIALECT)
    if segment.n_stand_ins:
        remove_first_blocks(document, segment.n_stand_ins)
        document.steps = segment.steps if segment.kind is SegmentKind.LIST else segment.inner_steps
    document.is_quote = segment.kind is SegmentKind.QUOTE
    if CODE_PIPE in display.markdown:
        set_pipes(document)
    if HEADING in display.markdown or RULE in display.markdown:
        set_marked(document)
    if BREAK in display.markdown or BACKSLASH_BREAK in display.markdown:
        set_breaks(document)
    if END_SCRIPT in display.markdown:
        set_scripts(document)
    color = style.colors.text
    if segment.kind is SegmentKind.FOOTNOTE:
        color = style.colors.quiet
        set_color(document, color)
    dress(document, segment, style)
    if display.formulas:
        placed = [PlacedFormula(shapes[formula], source) for formula, source in display.formulas]
        document.formulas = place_formulas(
            document, placed, FORMULA_MARK, document.defaultFont(), color, document.selected
        )


def _fill_with_formula(document: SafeDocument, segment: Segment, style: TextStyle) -> None:
    """One formula in the middle; its source while it is not complete or has no shape."""
    latex = segment.latex
    formula = None if latex is None else Formula(latex, is_display=True)
    shape = None if formula is None else style.look_up(formula)
    if shape is None:
        document.missing = frozenset() if formula is None else frozenset((formula,))
        document.setDefaultFont(style.mono)
        document.setPlainText(display_literal(segment))
        set_line_height(document, style.code_line_height)
        return
    document.setPlainText(FORMULA_MARK)
    source = display_literal(segment)
    placed = [PlacedFormula(shape, source)]
    color = style.colors.text
    document.formulas = place_formulas(document, placed, FORMULA_MARK, style.font, color, document.selected, fits=False)
    cursor = QTextCursor(document)
    block_format = QTextBlockFormat()
    block_format.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    cursor.mergeBlockFormat(block_format)


def plain(text: str) -> str:
    """The text of a selection as it goes to the clipboard: Qt's paragraph marks as line ends, without breaks put in
    for the layout."""
    return text.replace("\u2029", "\n").replace(CODE_BREAK, "").replace(SOFT_BREAK, "")

"""What of a segment is handed to the text layout.

Owns the limits that keep the layout quick, and everything that keeps text from hiding, loading or reordering: images as
text, definitions shown, invisible characters made visible. Pure functions on strings; knows no Qt.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from .markdown import Segment, SegmentKind
from .markdown_anchors import NOTE, REFERENCE
from .markdown_lines import dedent
from .markdown_marks import with_marks
from .markdown_maths import Formula, find_formulas

RUN_LIMIT = 2_000
"""Text layout is quadratic in a run without a place to break; longer ones get one."""
MAX_NESTING = 12
MAX_NAMED = 200
"""More invisible characters than this in one segment are not named one by one."""

SOFT_BREAK = "\u200b"
CODE_BREAK = "\u2028"
LINE_BREAK = "\u2028"
"""A line end within a block of prose."""

FORMULA_MARK = "\uf400"
"""Stands for the first formula of a segment; the next character for the second, and so on."""
MAX_FORMULAS = 256

SUBSCRIPT, SUPERSCRIPT, END_SCRIPT = "\uf3f0", "\uf3f1", "\uf3f2"
"""Around text that is written lower or higher; what reads the markdown takes them away."""
CODE_PIPE = "\uf3f3"
"""An upright line in code in a table, which would end the cell; what reads the markdown puts the line there."""
BREAK, BACKSLASH_BREAK = "\uf3f4", "\uf3f5"
"""After a blank at the end of a line that ends with blanks, or with a backslash: where its paragraph goes on, what
reads the markdown makes a LINE_BREAK of it."""
SOFT_KINDS = (SegmentKind.LIST, SegmentKind.QUOTE, SegmentKind.FOOTNOTE)
"""A line end in a paragraph of these is a blank."""

_MARKS = re.compile(f"[{SUBSCRIPT}-{chr(ord(FORMULA_MARK) + MAX_FORMULAS - 1)}]")
_NOTE_HEAD = re.compile(r"\A[ \t]*\[\^([\w.+-]{1,40})\]:[ \t]*")
_INDENTED = re.compile(r"^( {1,4})", re.MULTILINE)
_NOTE_REFERENCE = re.compile(r"\[\^([\w.+-]{1,40})\](?!\()")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(sub|sup)>([^<>\n]{1,80})</\1>", re.IGNORECASE)
_KEY = re.compile(r"<kbd>([^<>`\n]{1,40})</kbd>", re.IGNORECASE)
_ALERT = re.compile(r"\A([ \t]*>[ \t]*)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|\Z)", re.IGNORECASE)
_DEFINITION = re.compile(r"^((?:[ \t>*+-]|\d{1,9}[.)])*)\[(?=[^\]\n]+\]:)", re.MULTILINE)
_NESTING = re.compile(rf"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))){{{MAX_NESTING + 1}}}")
_NESTING_MARKS = ">-*+.)"
_LONG_RUN = re.compile(rf"\S{{{RUN_LIMIT}}}(?=\S)")
_LONG_CODE_LINE = re.compile(rf"[^\n]{{{RUN_LIMIT}}}(?=[^\n])")
_BACKTICKS = re.compile(r"`+")
_IMAGE = re.compile(
    r"""!\[((?:[^\[\]\\]|\\.)*)\]\([ \t]*(<[^<>\n]*>|[^\s()<>]*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*\)"""
)
_ONLY_MARKS = "#*+-_=~`:|> \t"
_BACKSLASH_AT_END = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
_BREAK_AT_END = re.compile(r"(?:(?<! ) {2,}|\\)(?=\n)")
_LEAD = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_BARE_MARKER = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\Z", re.MULTILINE)
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_PLAIN_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\]+")
_ADDRESS_END = r"\s<>\\|\[\]`\u3001\u3002\uff01-\uff0f\uff1a-\uff20\u300c-\u300f\u201c\u201d"
_ADDRESS_OR_TILDE = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*|<[A-Za-z][^<>\s]*>"
    rf"|(?<![\w/+\\])https?://[^{_ADDRESS_END}]++(?![^\[\]\n]*\]\()"
    r"|(?<![~\\])~(?!~)|(?<=\s)~~(?=\s)"
)
_TABLE_ROW = re.compile(r"^([ \t]*[|:]?[ \t]*:?)(?=-[ \t:|-]*$)(?=[^\n]*\|)", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f]")
_UNSEEN = re.compile(f"{_SURROGATE.pattern}|{_INVISIBLE.pattern}")


def visible(text: str) -> str:
    """Makes characters visible that hide or reorder others, and replaces what is no character at all."""
    if not _UNSEEN.search(text):
        return text
    text = _SURROGATE.sub("\ufffd", text)
    if len(_INVISIBLE.findall(text)) > MAX_NAMED:
        return _INVISIBLE.sub("\ufffd", text)  # spelled out they would outgrow the layout
    return _INVISIBLE.sub(lambda match: f"\u27e8U+{ord(match[0]):04X}\u27e9", text)


def break_runs(text: str) -> str:
    """Puts an invisible break into every run of more than RUN_LIMIT characters without white space."""
    return text if len(text) <= RUN_LIMIT else _LONG_RUN.sub(lambda match: match[0] + SOFT_BREAK, text)


def is_hostile_nesting(text: str) -> bool:
    """Deeper nesting than anyone writes; laid out as plain text instead."""
    can_nest = sum(map(text.count, _NESTING_MARKS)) > MAX_NESTING  # each level has one; looking for them takes longer
    return (can_nest and bool(_NESTING.search(text))) or "\n" + " " * 60 in text


@dataclass(frozen=True, slots=True)
class Display:
    """markdown: to render. formulas: those that a mark stands for, with their sources, in the order of the marks.
    missing: those that are not drawn and stand there as they were written."""

    markdown: str
    formulas: tuple[tuple[Formula, str], ...] = ()
    missing: frozenset[Formula] = frozenset()


def display_markdown(
    segment: Segment,
    is_drawn: Callable[[Formula], bool] = lambda _: False,
    notes: Collection[str] = frozenset(),
) -> Display:
    """What to render for a segment other than CODE and LITERAL.

    Nothing in it is hidden from the reader. Images become their alternative text and address. Definitions of link
    targets are shown, since they cannot be seen by the other segments. Line ends of a paragraph stay line ends, as
    whoever wrote them expects. is_drawn: whether there is a shape of a formula. notes: the labels of the message's
    footnotes; a number in place of a label refers to one in any case.
    """
    text = _lines(segment.source).strip("\n").rstrip()
    if not text:
        return Display("")  # what goes before it would stand there alone
    if segment.indent:
        text = dedent(text, segment.indent)
    if segment.kind is SegmentKind.LIST and _BARE_MARKER.search(segment.source):
        text += f" {SOFT_BREAK}"  # what it would say without words is up to the line before it
    text = visible(segment.prefix + text)
    if not text.isascii():
        text = _MARKS.sub("\ufffd", text)
    head = ""
    if segment.kind is SegmentKind.FOOTNOTE:
        if found := _NOTE_HEAD.match(text):
            head, text = f"[\\[{_escaped(found[1])}\\]]({REFERENCE}{found[1]}) ", text[found.end() :]
        if indented := _INDENTED.search(text):
            text = dedent(text, len(indented[1]))
    elif segment.kind is SegmentKind.QUOTE:
        text = _ALERT.sub(lambda match: f"{match[1]}**{match[2].capitalize()}**\n>\n", text)
    if segment.kind in SOFT_KINDS and not is_hostile_nesting(text):
        text = with_marks(text, SOFT_BREAK)
    formulas = _Formulas(is_drawn)
    parts: list[str] = []
    for part, is_code in _code_spans(text):
        if is_code and segment.kind is SegmentKind.TABLE:
            part = part.replace("\\|", CODE_PIPE)
        begins_line = not parts or parts[-1].endswith("\n")
        parts.append(part if is_code else _prose(part, segment.kind, formulas, notes, begins_line=begins_line))
    markdown = "".join(parts)
    if "]:" in markdown:
        markdown = _DEFINITION.sub(r"\1\\[", markdown)
    return Display(head + break_runs(markdown), tuple(formulas.drawn), frozenset(formulas.missing))


class _Formulas:
    """Those of one segment so far."""

    def __init__(self, is_drawn: Callable[[Formula], bool]) -> None:
        self._is_drawn = is_drawn
        self.drawn: list[tuple[Formula, str]] = []
        self.missing: set[Formula] = set()

    def stand_in(self, formula: Formula, source: str) -> str:
        """The markdown in place of a formula."""
        if len(self.drawn) < MAX_FORMULAS and self._is_drawn(formula):
            self.drawn.append((formula, source))
            return chr(ord(FORMULA_MARK) + len(self.drawn) - 1)
        self.missing.add(formula)
        return _escaped(" ".join(source.split()))


def _prose(text: str, kind: SegmentKind, formulas: _Formulas, notes: Collection[str], *, begins_line: bool) -> str:
    """Text without code spans, ready to render."""
    if "$" not in text and "\\" not in text:
        return _neutral(text, kind, notes, begins_line=begins_line)
    parts: list[str] = []
    position = 0
    for found in find_formulas(text, in_table=kind is SegmentKind.TABLE):
        parts.append(_neutral(text[position : found.start], kind, notes, begins_line=begins_line and not parts))
        parts.append(formulas.stand_in(found.formula, text[found.start : found.end]))
        position = found.end
    parts.append(_neutral(text[position:], kind, notes, begins_line=begins_line and not parts))
    return "".join(parts)


def _code_spans(text: str) -> list[tuple[str, bool]]:
    """The text in order, cut into what is inside code spans (with their backticks) and what is not."""
    runs = [(match.start(), match.end()) for match in _BACKTICKS.finditer(text)]
    partner: dict[int, int] = {}
    last_of_length: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        if length in last_of_length:
            partner[index] = last_of_length[length]
        last_of_length[length] = index
    parts: list[tuple[str, bool]] = []
    position = index = 0
    while index < len(runs):
        start = runs[index][0]
        if index not in partner or (start and text[start - 1] == "\\"):
            index += 1
            continue
        end = runs[partner[index]][1]
        parts += [(text[position:start], False), (text[start:end], True)]
        position, index = end, partner[index] + 1
    parts.append((text[position:], False))
    return parts


def _neutral(text: str, kind: SegmentKind, notes: Collection[str], *, begins_line: bool) -> str:
    if "://" in text or "~" in text:
        text = _ADDRESS_OR_TILDE.sub(_address_as_link, text)
    if kind is SegmentKind.PARAGRAPH and "|" in text:
        text = _TABLE_ROW.sub(r"\1\\", text)
    if "![" in text:
        text = _IMAGE.sub(_image_as_text, text).replace("![", "!\\[")
    if "&" in text:
        text = _ENTITY.sub(_entity_as_text, text)
    if "<" in text:
        text = _tags_as_text(text)
    if "[^" in text:
        text = _NOTE_REFERENCE.sub(lambda match: _reference(match, notes), text)
    has_backslash = "\\\n" in text
    if kind is SegmentKind.PARAGRAPH:
        return (_BACKSLASH_AT_END.sub(r"\1\n", text) if has_backslash else text).replace("\n", "  \n")
    if kind in SOFT_KINDS and (has_backslash or "  \n" in text):
        return _BREAK_AT_END.sub(lambda match: _break_mark(match, begins_line=begins_line), text)
    return text


def _break_mark(match: re.Match[str], *, begins_line: bool) -> str:
    """In place of what ends a line before its paragraph does: Qt would begin another item there. Lines that mean
    something by their marks, which another one would take away, stay."""
    text, at = match.string, match.start()
    start = text.rfind("\n", 0, at) + 1
    line = text[start:at]
    if start or begins_line:
        words = _LEAD.sub("", line, count=1)
        if not words.strip(_ONLY_MARKS) or words.startswith("|") or words.endswith("|"):
            return match[0]
    if match[0] != "\\":
        return f" {BREAK}"
    is_escaped = (len(line) - len(line.rstrip("\\"))) % 2 == 1
    return match[0] if is_escaped else f" {BACKSLASH_BREAK}"


def _address_as_link(match: re.Match[str]) -> str:
    """An address that stands alone, without the marks and brackets that are not its own. A tilde that strikes nothing
    out is a tilde."""
    address = match[0]
    if address[0] == "~":
        return "\\~" * len(address)
    if not address.startswith("http"):
        return address
    end = len(address)
    while end and (address[end - 1] in "?!.,:;*_~'\"" or address[end - 1] == ")"):
        if address[end - 1] == ")" and address.count("(", 0, end) >= address.count(")", 0, end):
            break
        end -= 1
    return f"<{address[:end]}>{address[end:]}" if address[:end].partition("://")[2] else address


def _tags_as_text(text: str) -> str:
    """The few tags that Markdown has no marks of its own for, and people and models write: any other is text."""
    text = _BREAK.sub(LINE_BREAK, text)
    text = _KEY.sub(r"`\1`", text)
    return _SCRIPT.sub(
        lambda match: f"{SUBSCRIPT if match[1].lower() == 'sub' else SUPERSCRIPT}{match[2]}{END_SCRIPT}", text
    )


def _reference(match: re.Match[str], notes: Collection[str]) -> str:
    """As in "[1]", so that a copy of it is no digit of a number before it."""
    label = match[1]
    if label not in notes and not (label.isdecimal() and len(label) <= 3):
        return match[0]
    return f"[\\[{_escaped(label)}\\]]({NOTE}{label})"


def _image_as_text(match: re.Match[str]) -> str:
    alt, address = match[1], match[2].strip("<>")
    if not _PLAIN_WEB_ADDRESS.fullmatch(address):
        return f"{alt} ({_escaped(address)})".strip()
    return f"{alt} (<{address}>)".strip()


def _entity_as_text(match: re.Match[str]) -> str:
    """Qt's own reading of an entity ends bold and italic, so it never sees one."""
    text = html.unescape(match[0])
    if text == match[0]:
        return _escaped(text)
    return " " if text in "\t\n\r\f" else _escaped(visible(text))


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def _lines(text: str) -> str:
    """One kind of line end."""
    return _LINE_END.sub("\n", text)


def display_literal(segment: Segment) -> str:
    """The text to show for a LITERAL segment: as written, without blank lines at the ends of the whole."""
    text = _lines(segment.source)
    if not segment.continues:
        text = text.lstrip("\n")
    text = text.removesuffix("\n") if segment.is_cut else text.rstrip()
    return break_runs(visible(text))


def display_code(segment: Segment) -> str:
    """The text to show for a CODE segment; lines beyond RUN_LIMIT get CODE_BREAK, which is not part of the code."""
    text = _lines(segment.code)
    text = text.removesuffix("\n")
    return _LONG_CODE_LINE.sub(lambda match: match[0] + CODE_BREAK, visible(text))

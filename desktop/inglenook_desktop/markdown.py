"""Cuts streamed markdown into segments that can be shown one by one.

Owns the block structure of a message: where a paragraph, list, table or code block begins and ends, how much of it may
be handed to a text layout at once, and the markdown to hand over. Knows no Qt and draws nothing. Inline markdown and
the inside of a list are left to the renderer. Nothing is lost: the sources of all segments joined are the text fed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .markdown_levels import MAX_COLUMN, Level, holding, stand_ins, steps_of, with_item
from .markdown_lines import (
    count_columns,
    cut_point,
    dedent,
    has_closer,
    may_be_quoted_fence,
    quoted_fence,
    unquoted,
)
from .markdown_maths import MAX_LATEX, display_latex
from .markdown_nesting import Groups, Nesting, inner_steps, reopening

PROSE_LIMIT = 4_000
"""Characters of a prose segment at most; at two UTF-16 units each still below 16 KiB."""
CODE_LIMIT = 8_000
"""Characters of one piece of a code block at most; 16 KiB in UTF-16."""
LIST_SOFT_LIMIT = 1_500
"""A list longer than this is cut at its next outermost item."""
MAX_LINES = 300
"""Lines of one segment at most."""
MAX_LITERAL_LINES = 1_000
"""Plain lines cost less to lay out, and fewer segments make a huge paste quicker."""
STRUCTURED_LIMIT = 400_000
"""Characters of one message that are looked at line by line. The rest is shown as plain text."""
STRUCTURED_LINES = 10_000

_HOLD_LIMIT = 200
_MATH_FENCES = ("math", "latex-math")
_NOTE = re.compile(r"\[\^([\w.+-]{1,40})\]:")
_PARTIAL_NOTE = re.compile(r"\[(?:\^(?:[\w.+-]{0,40}|[\w.+-]{1,40}\])?)?")
_LIST_MARKER = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?:[ \t]|$)")
_ITEM_FENCE = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}(?=`{3,}[^`]*$|~{3,})")
_PARTIAL_FENCE = re.compile(r"(?:`{1,2}|`{3,}[^`]*|~{1,2}|~{3,}.*)?")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


class SegmentKind(StrEnum):
    """LITERAL is shown exactly as written, without markdown. REASONING stands for a model's reasoning, folded or as the
    head of what follows; see `reasoning_segments`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"
    MATH = "math"
    FOOTNOTE = "footnote"
    LITERAL = "literal"
    REASONING = "reasoning"


class _Line(StrEnum):
    """What the start of a line says; UNSURE until more of it has arrived."""

    UNSURE = "unsure"
    TEXT = "text"
    FENCE = "fence"
    HEADING = "heading"
    RULE = "rule"
    UNDERLINE = "underline"
    QUOTE = "quote"
    QUOTED_FENCE = "quoted fence"
    ITEM = "item"
    DELIMITER = "delimiter"
    MATH = "math"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of a message.

    source: exactly the text fed. indent: columns of white space before each line that are not part of its content.
    steps: of each of the items of a list, within each other, that it belongs to, how many columns what is in it is
    further right in a copy; it is shown under the text of the last. depth: how many items these are.
    inner_steps: the same of the items that are in the quote that it stands in or goes on with (CODE and QUOTE only).
    prefix: markdown to put before `source` so that it can be read alone: the head of a table that was cut, or for a
    LIST or QUOTE a stand-in for each of the items that it goes on within (`n_stand_ins`). continues: it begins within
    the block of the segment before; is_cut: its block goes on in the next. head, tail: characters of the fence lines at
    both ends of `source` (CODE only). quote: how many quotes, within each other, it stands in; their marks are in the
    source (CODE only). is_reasoning: it is part of a model's reasoning, not of its answer.
    """

    kind: SegmentKind
    source: str
    is_closed: bool = True
    indent: int = 0
    steps: tuple[int, ...] = ()
    inner_steps: tuple[int, ...] = ()
    prefix: str = ""
    language: str = ""
    continues: bool = False
    is_cut: bool = False
    head: int = 0
    tail: int = 0
    quote: int = 0
    is_reasoning: bool = False

    @property
    def depth(self) -> int:
        return len(self.steps)

    @property
    def n_stand_ins(self) -> int:
        match self.kind:
            case SegmentKind.LIST:
                return self.depth
            case SegmentKind.QUOTE:
                return len(self.inner_steps)
        return 0

    @property
    def is_in_item(self) -> bool:
        return self.depth > 0

    @property
    def code(self) -> str:
        """The code without its fences, marks of quotes and the indentation of its list item (CODE only)."""
        body = unquoted(self.source[self.head : len(self.source) - self.tail], self.quote)
        if self.indent:
            body = dedent(body, self.indent)
        if not self.head and not self.continues:
            body = body.strip("\r\n")
        return body

    @property
    def latex(self) -> str | None:
        """Of a MATH segment, without delimiters; None while it is not complete."""
        if self.head:
            return " ".join(self.code.split())[:MAX_LATEX] or None
        return display_latex(self.source)

    @property
    def note(self) -> str:
        """The label of a FOOTNOTE; "" of a later part of one."""
        found = _NOTE.match(self.source.lstrip()) if self.kind is SegmentKind.FOOTNOTE else None
        return found[1] if found is not None else ""


def _may_begin_with_fence(words: str) -> bool:
    """Of the words of an item that are there so far."""
    return _PARTIAL_FENCE.fullmatch(words.lstrip(" \t")) is not None


class Segmenter:
    """Takes text in any portions and returns segments as they close. The portions do not change the segments.

    literal: only fenced code is recognised and everything else is LITERAL, for text that a person typed.
    """

    def __init__(self, *, literal: bool = False) -> None:
        self._literal = literal
        self._closed: list[Segment] = []
        self._kind: SegmentKind | None = None
        self._open = ""
        self._line_at = 0
        self._previous_line_at = 0
        self._held = ""
        self._is_placed = False
        self._is_blank = True
        self._closes_after_line = False
        self._fence = ""
        self._quote = 0
        self._indent = 0
        self._prefix = ""
        self._language = ""
        self._head = 0
        self._continues = False
        self._levels: list[Level] = []  # the items that are open
        self._steps: tuple[int, ...] = ()
        self._inner: Groups = ()  # what was open in the quote where it was last parted
        self._n_chars = 0
        self._n_lines = 0
        self._is_bulk = False

    def feed(self, text: str) -> list[Segment]:
        """The segments that `text` closed, in order. Cost: O(len(text)) and one copy of the open segment."""
        position = 0
        length = len(text)
        is_plain = length > 0 and self._is_plain_literal(text)
        while position < length:
            if is_plain or self._is_bulk:
                self._open += text[position:]
                self._cut_bulk()
                break
            newline = text.find("\n", position, position + PROSE_LIMIT)
            end = newline + 1 if newline >= 0 else min(length, position + PROSE_LIMIT)
            end = min(end, position + 2 * STRUCTURED_LIMIT - self._n_chars)
            self._take(text[position:end], is_complete=end == newline + 1)
            position = end
        closed, self._closed = self._closed, []
        return closed

    def finish(self) -> list[Segment]:
        """Closes what is open. Feeding more afterwards starts a new segment."""
        if self._held:
            self._place(self._held, is_complete=True)
            self._open += self._held
            self._held = ""
            self._is_placed = True
        tail = self._closing_fence_length() if self._fence else 0
        self._close(tail=tail)
        self._fence = ""
        self._is_placed = False
        self._is_blank = True
        closed, self._closed = self._closed, []
        return closed

    @property
    def open(self) -> Segment | None:
        """What has arrived of the segment that still grows. A line start that is not yet understood is left out."""
        if self._kind is None or not self._open.strip():
            return None
        return self._segment(self._open, is_closed=False, tail=self._partial_fence_length())

    @property
    def pending(self) -> str:
        """What was fed and is not in a closed segment yet."""
        return self._open + self._held

    def _is_plain_literal(self, text: str) -> bool:
        """Whether nothing in `text` can be a fence, so that it need not be looked at line by line."""
        if not self._literal or self._fence or self._held or "`" in text or "~" in text:
            return False
        last_line = text[text.rfind("\n") + 1 :]
        if not last_line.strip() and last_line:
            return False
        if self._kind is None:
            self._begin(SegmentKind.LITERAL)
        self._is_placed = bool(last_line)
        self._n_chars += len(text)
        self._n_lines += text.count("\n")
        return True

    # lines

    def _take(self, text: str, *, is_complete: bool) -> None:
        """At most one line, or a part of one. is_complete: it ends the line."""
        self._n_chars += len(text)
        if self._is_placed or (self._fence and not self._quote):
            self._open += text
        else:
            self._held += text
            is_taken = self._place_quoted(self._held, is_complete=is_complete) if self._quote else None
            if is_taken is None:
                is_taken = self._place(self._held, is_complete=is_complete)
            if not is_taken:
                return  # what is held is short, so no limit is near
            self._open += self._held
            self._held = ""
        self._is_placed = True
        if is_complete:
            self._end_line()
        self._limit()
        is_past_limit = self._n_chars > STRUCTURED_LIMIT or self._n_lines > STRUCTURED_LINES
        if (is_complete and is_past_limit) or self._n_chars >= 2 * STRUCTURED_LIMIT:
            self._go_bulk()

    def _end_line(self) -> None:
        self._n_lines += 1
        self._is_placed = False
        line = self._open[self._line_at :]
        if self._fence:
            if not self._head:
                self._head = len(self._open)
            elif (tail := self._closing_fence_length()) > 0:
                self._close(tail=tail)
                self._fence = ""
                self._is_blank = True
                return
            self._mark_line()
            return
        self._is_blank = not line.strip()
        self._mark_line()
        if self._kind is SegmentKind.MATH and display_latex(self._open) is not None:
            self._close()
            return
        if self._kind is SegmentKind.MATH and (self._is_blank or has_closer(self._open)):
            self._kind = SegmentKind.PARAGRAPH
        if self._closes_after_line and not self._is_blank:
            self._close()

    def _mark_line(self) -> None:
        self._previous_line_at, self._line_at = self._line_at, len(self._open)

    def _place(self, line: str, *, is_complete: bool) -> bool:
        """Decides to which segment the line belongs and opens that. False: undecided, ask again with more of it."""
        is_final = is_complete
        if len(line) > _HOLD_LIMIT:
            line, is_complete, is_final = line[: _HOLD_LIMIT + 1], False, True
        body = line.lstrip(" \t")
        indent = len(line[: len(line) - len(body)].expandtabs(4))
        if not body.strip():
            if not is_final or is_complete:
                if self._literal and is_complete and self._kind is None:
                    self._begin(SegmentKind.LITERAL)
                return is_complete
            body, indent = "x", 0  # a line of hundreds of blanks; whatever follows them is text
        what = self._classify(body.rstrip("\r\n"), is_complete=is_complete, is_final=is_final)
        if what is _Line.UNSURE:
            return False
        if self._literal:
            self._place_literal(what, body, indent)
        else:
            self._place_block(what, body, indent)
        return True

    def _place_quoted(self, line: str, *, is_complete: bool) -> bool | None:
        """Whether a line belongs to the code in a quote that is open; None: it does not, and the code is at its end."""
        body = line.lstrip(" \t")
        if body.startswith(">"):
            return True
        if not body and not is_complete and len(line) <= _HOLD_LIMIT:
            return False
        self._close()
        self._fence = ""
        self._is_blank = True
        return None

    def _place_literal(self, what: _Line, body: str, indent: int) -> None:
        if what is _Line.FENCE and indent <= 3:
            self._open_fence(body, indent)
        elif self._kind is None:
            self._begin(SegmentKind.LITERAL)

    def _place_block(self, what: _Line, body: str, indent: int) -> None:
        if self._kind is SegmentKind.MATH:
            if what is not _Line.FENCE:
                return
            self._kind = SegmentKind.PARAGRAPH  # a formula has no fence in it
        if self._kind is SegmentKind.FOOTNOTE and indent >= 2 and what is not _Line.FENCE:
            return
        kind = self._kind
        in_list = bool(self._levels)
        goes_on = kind is not None and not self._is_blank
        if kind is SegmentKind.CODE:  # indented code, fences never come here
            if indent >= 4:
                return
            kind, goes_on = None, False
        inside_item = kind is SegmentKind.LIST and indent >= 2
        if indent >= 4 and not in_list:
            if not goes_on:
                self._begin(SegmentKind.CODE, indent=4)
            return
        match what:
            case _Line.FENCE:
                self._open_fence(body, indent)
            case _Line.MATH:
                self._begin(SegmentKind.MATH, indent=indent)
            case _Line.NOTE if not inside_item:
                self._begin(SegmentKind.FOOTNOTE, indent=indent)
            case _Line.HEADING if not inside_item:
                self._begin(SegmentKind.HEADING, indent=indent)
                self._closes_after_line = True
            case _Line.RULE if not inside_item:
                self._begin(SegmentKind.RULE)
                self._closes_after_line = True
            case _Line.UNDERLINE:
                self._kind = SegmentKind.HEADING
                self._closes_after_line = True
            case _Line.DELIMITER:
                self._begin_table(body)
            case _Line.QUOTE if not inside_item and not (kind is SegmentKind.QUOTE and goes_on):
                inner = self._nesting_after_code().groups
                self._begin(SegmentKind.QUOTE, indent=indent)
                self._inner, self._prefix = inner, reopening(inner)[0]
            case _Line.QUOTED_FENCE if not inside_item and (found := quoted_fence(body)) is not None:
                fence, levels, fence_indent = found
                is_in_text = kind is SegmentKind.QUOTE and goes_on
                nesting = self._nesting_after(self._open) if is_in_text else self._nesting_after_code()
                nesting.read(body)
                self._open_fence(fence, indent)
                self._quote, self._indent, self._inner = levels, fence_indent, nesting.groups
            case _Line.ITEM:
                self._place_item(body, indent, goes_on=goes_on)
            case _ if not goes_on and not inside_item:
                self._begin(SegmentKind.PARAGRAPH, indent=indent)
            case _ if not goes_on:
                self._levels = holding(self._levels, indent, is_strict=True)

    def _nesting_after(self, source: str) -> Nesting:
        """What is open after so much of a quote."""
        nesting = Nesting(self._inner)
        nesting.read_all(self._prefix.rpartition("\n")[2] + dedent(source, self._indent))
        return nesting

    def _nesting_after_code(self) -> Nesting:
        """The same where only code in a quote may have been before."""
        return Nesting(() if self._kind is not None or self._open else self._inner)

    def _place_item(self, body: str, indent: int, *, goes_on: bool) -> None:
        if self._kind is SegmentKind.LIST:
            if indent <= 1 and len(self._open) > LIST_SOFT_LIMIT:
                self._begin(SegmentKind.LIST, continues=True)
            self._levels = with_item(holding(self._levels, indent, is_strict=True), body, indent)
            self._open_fence_of_item(body)
            return
        marker = _LIST_MARKER.match(body)
        number = marker[1] if marker else None
        if goes_on and self._kind is SegmentKind.PARAGRAPH and number not in (None, "1") and not self._levels:
            return
        self._begin(SegmentKind.LIST, indent=indent)
        self._levels = with_item(self._levels, body, indent)
        self._open_fence_of_item(body)

    def _open_fence_of_item(self, body: str) -> None:
        """Where an item begins with code, its marker stands alone."""
        marker = _ITEM_FENCE.match(body.rstrip("\r\n"))
        if marker is None or not self._levels:
            return
        at = len(self._held) - len(self._held.lstrip(" \t")) + marker.end()
        self._open += self._held[:at]
        self._held = self._held[at:]
        self._open_fence(self._held, self._levels[-1].content)

    def _classify(self, body: str, *, is_complete: bool, is_final: bool) -> _Line:
        first = body[0]
        in_paragraph = self._kind is SegmentKind.PARAGRAPH and not self._is_blank
        if first in "`~":
            run = len(body) - len(body.lstrip(first))
            if run < 3:
                return _Line.TEXT if is_final or run < len(body) else _Line.UNSURE
            if first == "`" and "`" in body[run:]:
                return _Line.TEXT
            if is_complete:
                return _Line.FENCE
            return _Line.TEXT if is_final else _Line.UNSURE
        if self._literal or self._kind is SegmentKind.MATH:
            return _Line.TEXT
        if first in "$\\":
            if len(body) < 2:
                return _Line.TEXT if is_final else _Line.UNSURE
            return _Line.MATH if body[:2] in ("$$", "\\[") else _Line.TEXT
        if first == "[":
            if _NOTE.match(body):
                return _Line.NOTE
            return _Line.TEXT if is_final or not _PARTIAL_NOTE.fullmatch(body) else _Line.UNSURE
        may_have_head = in_paragraph or (self._kind is SegmentKind.LIST and not self._is_blank)
        if may_have_head and first in "|:-" and not body.strip("|:- \t"):
            if not is_final:
                return _Line.UNSURE
            if self._completes_table(body):
                return _Line.DELIMITER
        if first == "#":
            rest = body.lstrip("#")
            if not rest and not is_final:
                return _Line.UNSURE
            is_heading = len(body) - len(rest) <= 6 and (not rest or rest[0] in " \t")
            return _Line.HEADING if is_heading else _Line.TEXT
        if first == ">":
            if not is_final and may_be_quoted_fence(body):
                return _Line.UNSURE
            return _Line.QUOTED_FENCE if is_complete and quoted_fence(body) else _Line.QUOTE
        if first in "-*+_=":
            if not body.strip(first + " \t"):
                return self._classify_row_of(first, body, in_paragraph) if is_final else _Line.UNSURE
            if first in "-*+" and body[1] in " \t":
                return _Line.ITEM if is_final or not _may_begin_with_fence(body[1:]) else _Line.UNSURE
            return _Line.TEXT
        if first.isdecimal() and first.isascii():
            digits = body.lstrip("0123456789")
            if _LIST_MARKER.match(body) and (is_final or body[-1] not in ".)"):
                return _Line.ITEM if is_final or not _may_begin_with_fence(digits[1:]) else _Line.UNSURE
            return _Line.TEXT if is_final or digits not in ("", ".", ")") else _Line.UNSURE
        return _Line.TEXT

    @staticmethod
    def _classify_row_of(mark: str, body: str, in_paragraph: bool) -> _Line:
        """A line of nothing but `mark` and blanks."""
        n_marks = body.count(mark)
        is_solid = len(body.strip()) == n_marks
        if in_paragraph and mark in "=-" and is_solid:
            return _Line.UNDERLINE
        if mark in "-*_" and n_marks >= 3:
            return _Line.RULE
        return _Line.ITEM if mark in "-*+" and (n_marks == 1 or not is_solid) else _Line.TEXT

    # blocks

    def _begin(self, kind: SegmentKind, *, indent: int = 0, continues: bool = False) -> None:
        if self._kind is not None:
            self._close()
        self._kind = kind
        self._line_at = self._previous_line_at = len(self._open)
        self._continues = continues
        self._inner = ()
        self._levels = holding(self._levels, indent)
        self._steps = steps_of(self._levels)
        self._indent = min(indent, MAX_COLUMN) if self._levels or kind is SegmentKind.CODE else 0
        if kind is SegmentKind.LIST:
            self._go_on_within(self._levels, indent)
        elif kind is SegmentKind.FOOTNOTE:
            self._levels = [Level(0, 4, 0)]
        self._is_blank = False

    def _go_on_within(self, levels: list[Level], indent: int) -> None:
        """A list whose first line is indented so far goes on within these items."""
        self._steps = steps_of(levels)
        self._levels, self._prefix, self._indent = stand_ins(levels, indent)

    def _open_fence(self, body: str, indent: int) -> None:
        self._begin(SegmentKind.CODE, indent=indent)
        mark = body[0]
        info = body.lstrip(mark)
        self._fence = mark * (len(body) - len(info))
        words = info.split()
        self._language = words[0][:40] if words else ""

    def _completes_table(self, body: str) -> bool:
        header = self._open[self._previous_line_at : self._line_at]
        if self._kind is SegmentKind.LIST and not (header.startswith("  ") and header.lstrip().startswith("|")):
            return False  # a line of an item, and not its first
        return (
            "|" in header
            and bool(_DELIMITER_ROW.fullmatch(body.strip()))
            and count_columns(header) == count_columns(body)
        )

    def _begin_table(self, body: str) -> None:
        header_at = self._previous_line_at
        header = self._open[header_at:]
        if self._open[:header_at].strip():
            self._emit(self._open[:header_at])
            self._open = header
            self._line_at = len(header)
            self._continues = False
        if self._kind is SegmentKind.LIST:
            self._indent = min(len(header) - len(header.lstrip(" ")), MAX_COLUMN)
            self._levels = holding(self._levels, self._indent)
            self._steps = steps_of(self._levels)
        self._kind = SegmentKind.TABLE
        self._prefix = header.strip() + "\n" + body.strip() + "\n"
        self._previous_line_at = 0

    def _close(self, *, tail: int = 0) -> None:
        if self._kind is None:
            return
        if self._kind is SegmentKind.MATH and display_latex(self._open) is None:
            self._kind = SegmentKind.PARAGRAPH
        self._emit(self._open, tail=tail)
        self._open = ""
        self._reset_block()

    def _reset_block(self) -> None:
        self._kind = None
        self._line_at = self._previous_line_at = 0
        self._indent = self._head = self._quote = 0
        self._prefix = self._language = ""
        self._continues = self._closes_after_line = False

    def _emit(self, source: str, *, tail: int = 0, is_cut: bool = False) -> None:
        self._closed.append(self._segment(source, is_closed=True, tail=tail, is_cut=is_cut))

    def _segment(self, source: str, *, is_closed: bool, tail: int = 0, is_cut: bool = False) -> Segment:
        assert self._kind is not None
        kind = self._kind
        if self._fence and self._language in _MATH_FENCES and tail and not self._continues and not is_cut and is_closed:
            kind = SegmentKind.MATH
        head = min(self._head or (len(source) if self._fence and not self._continues else 0), len(source))
        return Segment(
            kind=kind,
            source=source,
            is_closed=is_closed,
            indent=self._indent,
            steps=self._steps,
            inner_steps=inner_steps(self._inner),
            prefix=self._prefix if self._continues or kind in (SegmentKind.LIST, SegmentKind.QUOTE) else "",
            language=self._language,
            quote=self._quote,
            continues=self._continues,
            is_cut=is_cut,
            head=0 if self._continues else head,
            tail=min(tail, len(source) - (0 if self._continues else head)),
        )

    def _closing_fence_length(self) -> int:
        """Characters of the current line when it closes the fence, else 0."""
        line = self._open[self._line_at :]
        mark = unquoted(line, self._quote).strip()
        is_fence = len(mark) >= len(self._fence) and not mark.strip(self._fence[0]) and not line.startswith(" " * 44)
        return len(line) if is_fence and self._head else 0

    def _partial_fence_length(self) -> int:
        """Characters of the current line that may yet become the closing fence."""
        if not self._fence or not self._head:
            return 0
        line = self._open[self._line_at :]
        mark = unquoted(line, self._quote).strip()
        return len(line) if mark and not mark.strip(self._fence[0]) else 0

    # limits

    def _limit(self) -> None:
        """Closes the front of a segment that has become too long for one layout."""
        while self._kind is not None:
            limit = CODE_LIMIT if self._kind is SegmentKind.CODE else PROSE_LIMIT
            n_lines = MAX_LITERAL_LINES if self._kind is SegmentKind.LITERAL else MAX_LINES
            end = cut_point(self._open, 0, limit, n_lines)
            if end >= len(self._open):
                return
            if self._kind is SegmentKind.MATH:
                self._kind = SegmentKind.PARAGRAPH
            if self._fence and end <= self._head and not self._continues:
                end = min(limit, len(self._open) - 1)  # an opening line of thousands of characters
            before = self._open[:end]
            self._emit(before, is_cut=True)
            self._open = self._open[end:]
            self._line_at = max(0, self._line_at - end)
            self._previous_line_at = max(0, self._previous_line_at - end)
            self._continues = True
            self._head = self._head or 1 if self._fence else 0
            match self._kind:
                case SegmentKind.HEADING:
                    self._kind = SegmentKind.PARAGRAPH
                case SegmentKind.QUOTE:
                    self._cut_quote(before)
                case SegmentKind.LIST:
                    self._cut_list(is_at_line=before.endswith("\n"))

    def _cut_quote(self, before: str) -> None:
        """The rest of a quote goes on within the quotes and items that were open there."""
        self._inner = self._nesting_after(before).groups
        self._prefix, lead = reopening(self._inner)
        if not before.endswith("\n") or not self._open.lstrip().startswith(">"):
            self._prefix += lead

    def _cut_list(self, *, is_at_line: bool) -> None:
        """The rest of a list that was cut goes on within the items that were open there."""
        body = self._open.lstrip(" ")
        indent = len(self._open) - len(body)
        if not is_at_line:
            self._go_on_within(self._levels, self._levels[-1].content if self._levels else 0)
            self._prefix += " " * (self._levels[-1].content if self._levels else 0)
            return
        is_item = bool(self._levels) and self._levels[-1].marker == indent and _LIST_MARKER.match(body)
        own = self._levels[-1:] if is_item else []
        self._go_on_within(self._levels[: len(self._levels) - len(own)], indent)
        self._levels = self._levels + own

    def _go_bulk(self) -> None:
        if self._is_bulk:
            return
        self._is_bulk = True
        self._fence = ""
        if self._kind is not SegmentKind.LITERAL:
            self._close()
            self._kind = SegmentKind.LITERAL
        self._cut_bulk()

    def _cut_bulk(self) -> None:
        text, start = self._open, 0
        while (end := cut_point(text, start, PROSE_LIMIT, MAX_LITERAL_LINES)) < len(text):
            self._emit(text[start:end], is_cut=True)
            self._continues = True
            start = end
        self._open = text[start:]

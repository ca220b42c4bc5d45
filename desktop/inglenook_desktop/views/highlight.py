"""Colours for code. Lexes with Pygments, once per block, in slices so that no slice holds up the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Token, _TokenType
from pygments.util import ClassNotFound
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QBrush, QFont, QTextCharFormat, QTextDocument, QTextLayout

from .transcript_colors import TranscriptColors

SLICE_S = 0.004
"""Longest time for one slice of work, in seconds."""
PATIENCE_S = 0.5
MAX_LEXED_LINE = 400
MAX_LEXED_INDENT = 120
START_MS = 20
"""Code that is only scrolled past is not coloured."""


class CodeRole(Enum):
    """What a stretch of code is, as far as it has a colour. Values: light, dark."""

    KEYWORD = ("#8a3ffc", "#c4a1ff")
    STRING = ("#1d7a3e", "#8fd19e")
    NUMBER = ("#a8480a", "#f0b27a")
    COMMENT = ("#68707a", "#949dab")
    NAME = ("#0b62b8", "#86bdf7")
    TYPE = ("#0a7580", "#6fd0d6")
    MARK = ("#b3261e", "#ff9d94")


_ROLES: tuple[tuple[_TokenType, CodeRole], ...] = (
    (Comment, CodeRole.COMMENT),
    (Keyword.Type, CodeRole.TYPE),
    (Keyword.Constant, CodeRole.NUMBER),
    (Keyword, CodeRole.KEYWORD),
    (Operator.Word, CodeRole.KEYWORD),
    (String, CodeRole.STRING),
    (Number, CodeRole.NUMBER),
    (Name.Function, CodeRole.NAME),
    (Name.Class, CodeRole.TYPE),
    (Name.Decorator, CodeRole.NAME),
    (Name.Builtin, CodeRole.TYPE),
    (Name.Exception, CodeRole.TYPE),
    (Name.Tag, CodeRole.KEYWORD),
    (Name.Attribute, CodeRole.NAME),
    (Name.Variable, CodeRole.NAME),
    (Token.Generic.Deleted, CodeRole.MARK),
    (Token.Generic.Inserted, CodeRole.STRING),
    (Token.Generic.Heading, CodeRole.KEYWORD),
    (Token.Generic.Subheading, CodeRole.KEYWORD),
)

_LANGUAGE_NAMES = """
    ada asm awk bash bat batch c c# c++ cc cfg clojure cmake console cpp cs csharp css cxx d dart diff docker dockerfile
    elixir erlang ex f90 fortran fsharp go golang graphql groovy h haskell hcl hpp hs html ini java javascript jinja js
    json json5 jsonc jsx julia kotlin latex less lisp lua make makefile matlab mysql nasm nginx nim nix objc
    objective-c ocaml pascal perl php pl postgresql powershell prolog proto protobuf ps1 py py3 pycon python python3 r
    rb rs ruby rust scala scheme scss sh shell sql sqlite svg swift tcl terraform tex toml ts tsx typescript verilog
    vhdl vim vue xml yaml yml zig zsh
"""
_LANGUAGES = frozenset(_LANGUAGE_NAMES.split())
_ALIASES = {
    "h": "c",
    "cc": "cpp",
    "cxx": "cpp",
    "hpp": "cpp",
    "jsonc": "json5",
    "shell": "bash",
    "jsx": "javascript",
    "sqlite": "sql",
    "svg": "xml",
}

Runs = dict[int, list[tuple[int, int, CodeRole]]]
"""By line: start, length, role."""


@dataclass(slots=True)
class Highlights:
    """The coloured runs of one piece of code. Complete once `is_done`."""

    runs: Runs = field(default_factory=dict)
    is_done: bool = False


@lru_cache(maxsize=64)
def lexer_for(language: str) -> Lexer | None:
    """None for a language that is unknown, or not on the list of those whose lexers were tried with hostile text."""
    name = language.lower().removeprefix("{.").strip("{}.,:;")
    if name not in _LANGUAGES:
        return None
    try:
        return get_lexer_by_name(_ALIASES.get(name, name), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def role_of(token: _TokenType) -> CodeRole | None:
    for parent, role in _ROLES:
        if token[: len(parent)] == parent:
            return role
    return None


class HighlightJob:
    """Lexes a text step by step into `highlights`."""

    def __init__(self, text: str, lexer: Lexer, highlights: Highlights) -> None:
        self.highlights = highlights
        tame, self._line_numbers = _tamed(text)
        self._tokens: Iterator[tuple[_TokenType, str]] = iter(lexer.get_tokens(tame))
        self._line = 0
        self._column = 0
        self._spent_s = 0.0

    def step(self, seconds: float = SLICE_S, clock: Callable[[], float] = time.perf_counter) -> bool:
        """Works for about `seconds`. True when done, or when the text took so long that the rest stays plain."""
        start = clock()
        for token, value in self._tokens:
            self._take(token, value)
            if (elapsed := clock() - start) >= seconds:
                self._spent_s += elapsed
                if self._spent_s < PATIENCE_S:
                    return False
                break
        self.highlights.is_done = True
        return True

    def _take(self, token: _TokenType, value: str) -> None:
        role = role_of(token)
        for index, part in enumerate(value.split("\n")):
            if index:
                self._line = min(self._line + 1, len(self._line_numbers) - 1)
                self._column = 0
            length = len(part) if part.isascii() else len(part.encode("utf-16-le")) // 2
            if role is not None and part.strip():
                self.highlights.runs.setdefault(self._line_numbers[self._line], []).append((self._column, length, role))
            self._column += length


def _tamed(text: str) -> tuple[str, list[int]]:
    """What is given to a lexer, and the number of each of its lines in `text`.

    A lexer's patterns may take time that grows with a power of the white space or of the line before them, and nothing
    can stop one: so no blank ends of lines, no more than two blank lines in a row, and very long lines stay plain.
    """
    lines: list[str] = []
    numbers: list[int] = []
    n_blank = 0
    for number, line in enumerate(text.split("\n")):
        shown = line.rstrip() if len(line) <= MAX_LEXED_LINE else ""
        indent = len(shown) - len(shown.lstrip())
        if indent > MAX_LEXED_INDENT:
            shown = ""
        n_blank = 0 if shown else n_blank + 1
        if n_blank <= 2:
            lines.append(shown)
            numbers.append(number)
    return "\n".join(lines), numbers


def apply_highlights(document: QTextDocument, highlights: Highlights, colors: TranscriptColors) -> None:
    """Colours the document's lines, which must be those that were lexed."""
    formats: dict[CodeRole, QTextCharFormat] = {}
    for role in CodeRole:
        char_format = QTextCharFormat()
        char_format.setForeground(QBrush(colors.of_code(*role.value)))
        if role is CodeRole.COMMENT:
            char_format.setFontItalic(True)
        if role is CodeRole.KEYWORD:
            char_format.setFontWeight(QFont.Weight.Medium)
        formats[role] = char_format
    block = document.begin()
    while block.isValid():
        ranges: list[QTextLayout.FormatRange] = []
        for start, length, role in highlights.runs.get(block.blockNumber(), ()):
            item = QTextLayout.FormatRange()
            item.start, item.length, item.format = start, length, formats[role]
            ranges.append(item)
        if ranges:
            block.layout().setFormats(ranges)
        block = block.next()
    document.markContentsDirty(0, document.characterCount())


class HighlightQueue(QObject):
    """Works on jobs in slices while the event loop is idle; the one asked for last comes first, since it is in view.

    A job comes with a question, whether it is still wanted, and with what to do at its end (whether it was done).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[tuple[HighlightJob, Callable[[], bool], Callable[[bool], None]]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._slice)

    def __len__(self) -> int:
        return len(self._jobs)

    def add(self, job: HighlightJob, is_wanted: Callable[[], bool], at_end: Callable[[bool], None]) -> None:
        self._jobs.append((job, is_wanted, at_end))
        self._timer.start(START_MS)

    def clear(self) -> None:
        self._jobs.clear()
        self._timer.stop()

    def _slice(self) -> None:
        while self._jobs:
            job, is_wanted, at_end = self._jobs[-1]
            if not is_wanted():
                self._jobs.pop()
                at_end(False)
                continue
            if job.step():
                self._jobs.pop()
                at_end(True)
            if self._jobs:
                self._timer.start(0)
            return

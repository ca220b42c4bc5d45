"""Where the mathematics is in a piece of Markdown. Pure functions on strings; draws nothing.

Models write it as TeX does ($…$, $$…$$) or as LaTeX does (\\(…\\), \\[…\\]). A dollar sign is also money and a shell's,
and an escaped bracket is also a bracket: what only might be a formula is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LATEX = 2_000
"""Characters of one formula; a longer one is shown as it was written."""

_WORDS = re.compile(r"[\w\s.,;:!?'\"-]{2,}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SKIPPED = re.compile(r"\]\((?:<[^<>\n]*>|[^\s()]*)|<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>|https?://[^\s<>]+")
_QUOTE_MARKS = re.compile(r"\n(?:[ \t]*>)+[ \t]?")
_SHELL_NAME = re.compile(r"[A-Z_]{2,}\b|\{\w+\}|\w+/")


@dataclass(frozen=True, slots=True)
class Formula:
    """latex: without its delimiters. is_display: large, as on a line of its own."""

    latex: str
    is_display: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A formula and its place in the text, the delimiters included."""

    start: int
    end: int
    formula: Formula


def is_mathematics(latex: str) -> bool:
    """Whether what stands between escaped brackets is a formula rather than words in brackets."""
    return bool(latex.strip()) and len(latex) <= MAX_LATEX and not _WORDS.fullmatch(latex.strip())


def find_formulas(text: str, *, in_table: bool = False) -> Iterator[Found]:
    """In order, not overlapping. text: without code spans. in_table: a bar divides cells. Takes O(len(text))."""
    position = 0
    absent: set[str] = set()
    while (start := _next_mark(text, position)) >= 0:
        if text[start] in "]<h":
            skipped = _SKIPPED.match(text, start)
            position = skipped.end() if skipped is not None else start + 1
            continue
        found = _found_at(text, start, absent, in_table=in_table)
        if found is not None:
            yield found
            position = found.end
        else:
            position = start + (2 if text[start] == "\\" or text.startswith("$$", start) else 1)


_MARK = re.compile(r"[\\$]|\]\(|<(?=[A-Za-z])|https?://")


def _next_mark(text: str, position: int) -> int:
    found = _MARK.search(text, position)
    return -1 if found is None else found.start()


_CLOSERS = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}


def _found_at(text: str, start: int, absent: set[str], *, in_table: bool) -> Found | None:
    opener = text[start : start + 2]
    closer = _CLOSERS.get(opener)
    if closer is None:
        return _between_dollars(text, start, in_table=in_table) if opener[0] == "$" else None
    if closer in absent:
        return None
    end = text.find(closer, start + 2)
    if end < 0:
        absent.add(closer)
        return None
    latex = text[start + 2 : end]
    if _BLANK_LINE.search(latex) or not latex.strip() or len(latex) > MAX_LATEX:
        return None
    if in_table and "|" in latex.replace("\\|", ""):
        return None
    if opener == "\\[" and not is_mathematics(latex):
        return None
    return Found(start, end + 2, _formula(latex, is_display=opener != "\\(", in_table=in_table))


def _between_dollars(text: str, start: int, *, in_table: bool) -> Found | None:
    """As Pandoc reads it: no blank inside the dollars, no digit behind them."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before == "$" or text[start + 1 : start + 2].isspace():
        return None
    end = text.find("$", start + 1)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("$", end + 1)
    if end <= start + 1 or end - start > MAX_LATEX:
        return None
    latex, after = text[start + 1 : end], text[end + 1 : end + 2]
    if latex[-1].isspace() or after.isdigit() or after == "$" or _BLANK_LINE.search(latex):
        return None
    if in_table and "|" in latex.replace("\\|", ""):
        return None
    if after.isalpha() and _SHELL_NAME.match(latex):
        return None
    return Found(start, end + 1, _formula(latex, is_display=False, in_table=in_table))


def _formula(latex: str, *, is_display: bool, in_table: bool) -> Formula:
    latex = _QUOTE_MARKS.sub("\n", latex)
    if in_table:
        latex = latex.replace("\\|", "|")
    return Formula(" ".join(latex.split()), is_display)


def display_latex(source: str) -> str | None:
    """What stands between the delimiters of a segment that is one formula; None where it is not complete."""
    text = source.strip()
    closer = _CLOSERS.get(text[:2])
    end = -1 if closer is None else text.find(closer, 2)
    if closer is None or end < 0 or text[end + 2 :].strip() not in _TRAILERS:
        return None
    latex = text[2:end]
    if text.startswith("\\[") and not is_mathematics(latex):
        return None
    return " ".join(latex.split()) if latex.strip() and len(latex) <= MAX_LATEX else None


_TRAILERS = ("", ".", ",", ";", ":")

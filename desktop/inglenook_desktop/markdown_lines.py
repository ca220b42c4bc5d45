"""Small questions about the lines of Markdown: where to cut them, what they are indented by, what they close. Pure."""

from __future__ import annotations

import re
from functools import cache

_FENCE_LINE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\n]*)")
_QUOTES = re.compile(r">(?:[ \t]*>)* ?")
_PIPE = re.compile(r"(?<!\\)\|")


@cache
def _many_lines(n_lines: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\n]*\n){{{n_lines}}}")


def cut_point(text: str, start: int, limit: int, n_lines: int) -> int:
    """Where to end a segment that begins at `start`: len(text) when the rest fits, else after a line end, else after
    a blank, else anywhere."""
    end = start + limit
    if len(text) <= end:
        end = len(text)
    else:
        end = (text.rfind("\n", start, end) + 1) or (text.rfind(" ", start, end) + 1) or end
        if end <= start:
            end = start + limit
    if text.count("\n", start, end) >= n_lines and (many_lines := _many_lines(n_lines).match(text, start, end)):
        end = many_lines.end()
    return end


def count_columns(row: str) -> int:
    row = row.strip()
    n_inner = len(_PIPE.findall(row))
    return n_inner + 1 - row.startswith("|") - (len(row) > 1 and row.endswith("|") and not row.endswith("\\|"))


def dedent(text: str, columns: int) -> str:
    """Takes up to `columns` blanks away at the start of every line."""
    return re.sub(rf"^ {{1,{columns}}}", "", text, flags=re.MULTILINE) if columns else text


def unquoted(text: str, levels: int) -> str:
    """Without the marks of up to so many quotes at the start of every line."""
    return re.sub(rf"^(?:[ \t]*>){{1,{levels}}} ?", "", text, flags=re.MULTILINE) if levels else text


def quoted_fence(body: str) -> tuple[str, int, int] | None:
    """Of a line of a quote that opens a block of code: the fence and what follows it, how many quotes it is in, and
    how far it is indented in the last. None where it does not."""
    marks = _QUOTES.match(body)
    if marks is None:
        return None
    rest = body[marks.end() :]
    fence = rest.lstrip(" ")
    run = len(fence) - len(fence.lstrip(fence[:1] or " "))
    if fence[:1] not in ("`", "~") or run < 3 or (fence[0] == "`" and "`" in fence[run:]):
        return None
    return fence, marks[0].count(">"), len(rest) - len(fence)


def may_be_quoted_fence(body: str) -> bool:
    """Whether a line of a quote that is not complete could still open a block of code."""
    rest = body.lstrip("> \t")
    return not rest or rest.startswith(("```", "~~~")) or rest in ("`", "``", "~", "~~")


def with_closed_fence(body: str) -> str:
    """With the fence of its last code block, when an answer ended inside one: it would take in all that follows."""
    fence = ""
    for line in body.split("\n"):
        found = _FENCE_LINE.fullmatch(line)
        if found is None:
            continue
        marks, rest = found.groups()
        if not fence:
            fence = marks if marks[0] == "~" or "`" not in rest else ""
        elif marks[0] == fence[0] and len(marks) >= len(fence) and not rest.strip():
            fence = ""
    return f"{body}\n{fence}" if fence else body


def has_closer(text: str) -> bool:
    """Whether what began as a formula ended within a line, with more behind it."""
    text = text.strip()
    return ("$$" if text.startswith("$$") else "\\]") in text[2:]

"""Headings and rules within lists, quotes and footnotes, as paragraphs with marks: Qt takes them out of what they are
in, and puts what follows them into the same block. Pure.

What reads the Markdown makes headings and rules of these paragraphs again.
"""

from __future__ import annotations

import re

from .markdown_nesting import LineKind, Nesting

HEADING, END_HEADING = "\uf3f6", "\uf3f7"
"""Around the words of a heading, after the first as many "#" as it has levels."""
RULE = "\uf3f8"

_MAY_BE = re.compile(r"#(?:[ \t]|$)|[ \t>][=*_-][ \t=*_-]*$|[-*+.)] +>", re.MULTILINE)
_ITEM_OF_QUOTE = re.compile(r"((?:.*?[ >])??(?:[-*+]|\d{1,9}[.)]) +)(>.*)")
_NO_QUOTE = re.compile(r"[^>]")
_CLOSER = re.compile(r"(?:^|[ \t]+)#+$")


def with_marks(text: str, nothing: str) -> str:
    """text: of a segment that is a list, a quote or a footnote. nothing: stands for the words of an item that begins
    with a quote, since Qt would put the next item into that quote too."""
    if not _MAY_BE.search(text):
        return text
    nesting = Nesting()
    lines: list[str] = []
    first, first_lead = 0, 0  # line of the paragraph that is open, and what stands before its words
    is_after_mark = False
    for line in text.split("\n"):
        placed = nesting.read(line)
        lead, words = line[: placed.lead], line[placed.lead :].rstrip()
        is_mark = placed.kind in (LineKind.HEADING, LineKind.RULE)
        needs_gap = bool(words) if is_after_mark else is_mark and not _begins_item(lead)
        if needs_gap and lines and lines[-1].strip(" \t>"):
            lines.append(_quotes(lead))
        is_after_mark = is_mark or placed.kind is LineKind.UNDERLINE
        while (item := _ITEM_OF_QUOTE.fullmatch(lead)) is not None:
            lines.append(item[1] + nothing)
            lead = _NO_QUOTE.sub(" ", item[1]) + item[2]
        match placed.kind:
            case LineKind.HEADING:
                marks, _, words = words.replace("\t", " ").partition(" ")
                lines.append(f"{lead}{HEADING}{marks} {_CLOSER.sub('', words).strip()} {END_HEADING}")
            case LineKind.UNDERLINE:
                marks = "#" if words[0] == "=" else "##"
                lines[first] = f"{lines[first][:first_lead]}{HEADING}{marks} {lines[first][first_lead:]}"
                lines[-1] = f"{lines[-1].rstrip()} {END_HEADING}"
            case LineKind.RULE:
                lines.append(lead + RULE)
            case _:
                lines.append(lead + line[placed.lead :])
                if placed.begins:
                    first, first_lead = len(lines) - 1, placed.lead
    return "\n".join(lines)


def _begins_item(lead: str) -> bool:
    return bool(lead.strip(" \t>"))


def _quotes(lead: str) -> str:
    """Of what stands before the words of a line, the marks of the quotes that it is in."""
    return _NO_QUOTE.sub(" ", lead[: lead.rfind(">") + 1])

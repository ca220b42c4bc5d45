"""Prompts that are written once and used often: a text with blanks to fill in, called up by its name. Pure: no Qt, no
store.

A blank is `{{name}}`, or `{{name=what usually stands there}}`. `{{date}}` and `{{clipboard}}` fill themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

DATE: Final = "date"
CLIPBOARD: Final = "clipboard"
MAX_TEXT_CHARS: Final = 100_000

_BLANK = re.compile(r"\{\{ *([^\W\d][\w \-]{0,39}?) *(?:=([^{}\n]{0,200}))?\}\}")
_CALL = re.compile(r"/([\w\-]{0,40})")
_NAME = re.compile(r"[\w\-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptTemplate:
    """id: 0 for one that is not in a store yet. name: what is written behind the slash, without spaces."""

    id: int = 0
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """start, end: of the whole blank, in characters of the text it was found in. usual: "" where nothing is said."""

    name: str
    usual: str
    start: int
    end: int


def blanks(text: str) -> Sequence[Blank]:
    """In their order."""
    return [
        Blank(name=found[1], usual=found[2] or "", start=found.start(), end=found.end())
        for found in _BLANK.finditer(text)
    ]


def filled(text: str, values: Mapping[str, str]) -> str:
    """With what is known put in place of its blanks. A blank in a value is text, and not filled again."""
    return _BLANK.sub(lambda found: values.get(found[1].casefold(), found[0]), text)


def called(text: str) -> str | None:
    """What is typed of a template's name when the text is nothing but that; None when it is anything else."""
    found = _CALL.fullmatch(text)
    return None if found is None else found[1]


def matching(templates: Sequence[PromptTemplate], typed: str) -> Sequence[PromptTemplate]:
    """Those whose name begins so, then those that have it inside."""
    wanted = typed.casefold()
    ranked = [(template.name.casefold().find(wanted), template) for template in templates]
    return [template for at, template in ranked if at == 0] + [template for at, template in ranked if at > 0]


def name_problem(name: str, others: Sequence[str]) -> str:
    """Why a template cannot be called so, in a sentence; "" when it can. others: names of the other templates."""
    if _NAME.fullmatch(name) is None:
        return "A name has letters, digits, - and _ in it and nothing else, up to 40 of them."
    if name.casefold() in (other.casefold() for other in others):
        return f"There is a template called “{name}” already."
    return ""

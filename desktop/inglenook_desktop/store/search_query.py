"""What a person typed into the search box, as a query. Pure: every string gives one, and none is an error.

The operators of FTS5 are plain text here. `words` as they are, the last one also as the beginning of a longer word;
"a phrase"; -without; and filters: model:qwen folder:"my work" tag:tax role:you (or role:model) before:2026-01-31
after:2026-01. A filter that is being typed, or names no role or day, filters nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from inglenook_engine.types import Role

from .matching import Needle
from .text import valid_unicode

MAX_QUERY_CHARS = 2_000
"""What comes after is not looked at: somebody pasted a whole page."""

MAX_NEEDLES = 16
"""Words and phrases that are looked for; of a longer text the first ones find it as well."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "\0": " "})

_PIECE = re.compile(
    r"""
    (?P<minus>-(?=[^\s-]))?
    (?: (?P<filter>model|folder|tag|role|before|after): (?: "(?P<quoted>[^"]*)"? | (?P<value>[^\s"]*) )
      | "(?P<phrase>[^"]*) (?P<closed>"?)
      | (?P<bare>[^\s"]+)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)

_ROLES = {
    "you": Role.USER,
    "me": Role.USER,
    "user": Role.USER,
    "model": Role.ASSISTANT,
    "assistant": Role.ASSISTANT,
    "system": Role.SYSTEM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Only what fits all of them is found. "", () and None: no such filter.

    model, folder, tags: what the name begins with, in any case and with or without accents. folder_id: exactly this
    folder. role and model leave titles, tags and attachments out. before: earlier than this day begins; after: from
    this day on; days of the machine's own time zone. conversation_id: within one conversation.
    """

    model: str = ""
    folder: str = ""
    folder_id: int | None = None
    tags: tuple[str, ...] = ()
    role: Role | None = None
    before: date | None = None
    after: date | None = None
    conversation_id: int | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """needles: all of them must be there. excluded: none of these. extras: signs without a letter or digit beside other
    words ("c++" has "++"): they make a message that has them rank higher."""

    needles: tuple[Needle, ...] = ()
    excluded: tuple[Needle, ...] = ()
    extras: tuple[str, ...] = ()
    filters: Filters = Filters()

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: nothing is found."""
        return not self.needles and not self.excluded and self.filters.is_empty


def parse(text: str, filters: Filters | None = None) -> Query:
    """filters: chosen beside the text; one that is typed goes before the chosen one of the same kind."""
    shown = valid_unicode(text[:MAX_QUERY_CHARS]).translate(_QUOTES)
    needles: list[Needle] = []
    excluded: list[Needle] = []
    signs: list[str] = []
    extras: list[str] = []
    chosen = filters or Filters()
    for piece in _PIECE.finditer(shown):
        if piece["filter"] and not piece["minus"]:
            chosen = _filtered(chosen, piece["filter"].lower(), piece["quoted"] or piece["value"] or "")
            continue
        is_last = piece.end() == len(shown)
        if piece["phrase"] is not None:
            words, is_open = piece["phrase"], not piece["closed"]
        else:
            words, is_open = piece["bare"] or piece[0].removeprefix("-"), True
        is_excluded = bool(piece["minus"])
        needle = Needle.of(words, is_prefix=is_last and is_open and not is_excluded)
        if needle.is_signs:
            if words.strip():
                signs.append(words.strip())
        elif is_excluded:
            excluded.append(needle)
        else:
            needles.append(needle)
            if not words.isalnum():
                extras.append(words.strip())
    if not needles and not excluded:
        needles = [Needle.of(sign, is_prefix=False) for sign in signs]
    else:
        extras += signs
    return Query(
        needles=tuple(dict.fromkeys(needles))[:MAX_NEEDLES],
        excluded=tuple(dict.fromkeys(excluded))[:MAX_NEEDLES],
        extras=tuple(dict.fromkeys(extras))[:MAX_NEEDLES],
        filters=chosen,
    )


def words_expression(query: Query, without_ends: Collection[Needle] = ()) -> str:
    """For FTS5's table of words; "" when no word is left for it.

    without_ends: needles whose last word, not typed to its end, is left out.
    """
    wanted = []
    for needle in query.needles:
        if needle in without_ends:
            if len(needle.tokens) > 1:
                wanted.append(f'"{" ".join(needle.tokens[:-1])}"')
        elif needle.tokens:
            wanted.append(_quoted(needle))
    if not wanted:
        return ""
    excluded = [_quoted(needle) for needle in query.excluded if needle.tokens]
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(excluded)})" if excluded else expression


def _quoted(needle: Needle) -> str:
    """FTS5 takes what is between quotes apart as it does with any text, so nothing in it can be an operator."""
    return f'"{needle.text.replace(chr(34), " ")}"' + (" *" if needle.is_prefix else "")


def _filtered(filters: Filters, name: str, value: str) -> Filters:
    value = value.strip()
    if not value:
        return filters
    match name:
        case "model":
            return replace(filters, model=value)
        case "folder":
            return replace(filters, folder=value, folder_id=None)
        case "tag":
            return replace(filters, tags=(*filters.tags, value)) if value not in filters.tags else filters
        case "role":
            return replace(filters, role=_ROLES.get(value.lower(), filters.role))
        case "before":
            return replace(filters, before=_day(value) or filters.before)
        case _:
            return replace(filters, after=_day(value) or filters.after)


def _day(value: str) -> date | None:
    """2026-01-31; or the first day of 2026-01, or of 2026. None when there is no such day."""
    parts = _DAY.fullmatch(value)
    if parts is None:
        return None
    try:
        return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return None

"""How a module without Qt marks a text that the window shows, so that `make translations` finds it, tells a guess,
and which number tells a name from others. No Qt."""

from __future__ import annotations

import re

_NUMBER = re.compile(r" \(\d{1,6}\)$")


def N_(text: str) -> str:
    """The text itself, marked for translation; `translating.translated` looks it up when it is shown. text: literal."""
    return text


def two_digits(n: int) -> int:
    """A number that nobody counted, as it is told after "about": 340,000 of 339,840."""
    return round(n, 2 - len(str(n)))


def split_number(title: str) -> tuple[str, str]:
    """ "Bread (2)" as "Bread" and " (2)", which tells a copy of a conversation from the others; "" without one."""
    found = _NUMBER.search(title)
    return (title[: found.start()], found[0]) if found else (title, "")

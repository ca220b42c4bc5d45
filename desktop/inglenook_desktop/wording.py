"""How a module without Qt marks a text that the window shows, so that `make translations` finds it, and tells a guess.
No Qt."""

from __future__ import annotations


def N_(text: str) -> str:
    """The text itself, marked for translation; `translating.translated` looks it up when it is shown. text: literal."""
    return text


def two_digits(n: int) -> int:
    """A number that nobody counted, as it is told after "about": 340,000 of 339,840."""
    return round(n, 2 - len(str(n)))

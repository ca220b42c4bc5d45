"""How a module without Qt marks a text that the window shows, so that `make translations` finds it. No Qt."""

from __future__ import annotations


def N_(text: str) -> str:
    """The text itself, marked for translation; `translating.translated` looks it up when it is shown. text: literal."""
    return text

"""Tooltips of a stranger's text. Qt takes a tooltip for HTML when it looks like it, and HTML can name files to open."""

from __future__ import annotations

import html

MAX_CHARS = 2_000


def inert(text: str) -> str:
    """HTML that shows this very text; "" for none."""
    return "<qt>" + html.escape(text[:MAX_CHARS]).replace("\n", "<br>") + "</qt>" if text else ""

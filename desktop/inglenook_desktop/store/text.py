"""Text on its way into the database: always valid Unicode, and a title made of a first message. Pure functions."""

from __future__ import annotations

import array
import sys
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

TITLE_CHARS = 60
"""Longest title made from a message, the ellipsis included."""

TITLE_SCAN_CHARS = 2_000
"""How much of a message is looked at for its title."""


def valid_unicode(text: str) -> str:
    """Lone surrogates become U+FFFD; pairs of them the character they spell. NUL and all else stay as they are."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def title_from(text: str) -> str:
    """The first line with visible characters, on one line, at most TITLE_CHARS long; "" when there is none.

    Control and direction characters are left out, so that a title cannot disturb the list it stands in.
    """
    for line in valid_unicode(text[:TITLE_SCAN_CHARS]).splitlines():
        title = one_line(line)
        if title:
            return _shortened(title)
    return ""


def one_line(text: str) -> str:
    """Without control and direction characters, and with single spaces; "" when nothing visible is left."""
    shown = "".join(" " if c.isspace() else c for c in valid_unicode(text) if c.isspace() or not _is_hidden(c))
    return " ".join(shown.split())


def _is_hidden(character: str) -> bool:
    """Control, format, private or unassigned, but for the joiner that makes one emoji of several."""
    return unicodedata.category(character).startswith("C") and character != "\u200d"


def _shortened(title: str) -> str:
    if len(title) <= TITLE_CHARS:
        return title
    cut = title[: TITLE_CHARS - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > TITLE_CHARS // 2 else cut).rstrip() + "…"


def tokens_to_blob(tokens: Sequence[int]) -> bytes | None:
    """int32, little endian; None when there are none, or when one is no 32-bit number and so no token of any model."""
    if not tokens:
        return None
    try:
        ids = array.array("i", tokens)
    except OverflowError:
        return None
    if sys.byteorder == "big":
        ids.byteswap()
    return ids.tobytes()


def tokens_from_blob(blob: bytes | None) -> tuple[int, ...]:
    """The inverse; a blob of odd length, which only damage can make, gives ()."""
    if not blob or len(blob) % 4:
        return ()
    ids = array.array("i", blob)
    if sys.byteorder == "big":
        ids.byteswap()
    return tuple(ids)


def utc_now() -> datetime:
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """UTC with milliseconds and Z, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

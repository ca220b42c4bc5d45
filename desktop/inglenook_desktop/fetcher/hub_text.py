"""Text and figures that strangers wrote into a hub, made harmless: bounded, and nothing in it acts on what shows it.

Pure. What is of another type than it should be counts as missing: an answer with one odd field is still an answer.
"""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
"""Within words of some languages, and within emoji."""

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|\+00:00)?", re.ASCII)


def line(value: object, most: int = 200) -> str:
    """One line of at most `most` characters; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    clean = " ".join(_visible(value[: 4 * most]).split())
    return clean if len(clean) <= most else clean[: most - 1].rstrip() + "…"


def lines(value: str, most_bytes: int) -> str:
    """Lines of text, at most `most_bytes` of UTF-8; what is longer is cut."""
    clean = _visible(value.replace("\r\n", "\n").replace("\r", "\n"))
    data = clean.encode("utf-8", "replace")
    return clean if len(data) <= most_bytes else data[:most_bytes].decode("utf-8", "ignore")


def words(value: object, *, most: int, most_characters: int = 80) -> tuple[str, ...]:
    """The texts of a list, each one line."""
    if not isinstance(value, list):
        return ()
    return tuple(word for item in value[:most] if (word := line(item, most_characters)))


def count(value: object) -> int | None:
    """A whole number from 0 to 2**62; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**62 else None


def moment(value: object) -> str:
    """A moment in UTC, ISO-8601, to the second; "" for anything else."""
    return value[:19] + "Z" if isinstance(value, str) and _MOMENT.fullmatch(value) else ""


def without_front_matter(card: str) -> str:
    """A card without the block of settings at its beginning, which the hub's own fields repeat."""
    if not card.startswith("---\n"):
        return card
    end = card.find("\n---", 3)
    return card if end < 0 else card[end + 4 :].lstrip("\n")


def _visible(text: str) -> str:
    if text.isascii():
        return _CONTROLS.sub("", text)
    return "".join(c for c in text if c in "\n\t" or c in _JOINERS or unicodedata.category(c) not in _UNSEEN)

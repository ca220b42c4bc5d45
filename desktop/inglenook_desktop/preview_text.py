"""What the model reads of a file, made for eyes: all of it can be seen, and what hides in the document is told apart.

Pure: no Qt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from inglenook_engine.extract_types import Hidden, Passage

from .markdown_display import break_runs, visible

PAGE_CHARS = 40_000
"""Shown at once: a text layout takes a whole book at its own pace."""

_NAMES = {
    0x00AD: "SHY",
    0x061C: "ALM",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2060: "WJ",
    0xFEFF: "BOM",
}
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\x00-\x08\x0b-\x1f\x7f-\x9f]|[\ufe00-\ufe0f]{2,}"
)
"""With all that Unicode lets a font leave out (Default_Ignorable_Code_Point), also where it is not assigned yet."""


class Look(Enum):
    """READ: as it is. HIDDEN: a reader of the document does not see it. MARK: stands for a character that is nothing to
    see."""

    READ = auto()
    HIDDEN = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """why: of HIDDEN, None else."""

    text: str
    look: Look = Look.READ
    why: Hidden | None = None


def pages_of(passages: Sequence[Passage]) -> list[tuple[Passage, ...]]:
    """The same text in pages, cut at line ends where there are some; at least one page."""
    pages: list[tuple[Passage, ...]] = []
    page: list[Passage] = []
    room = PAGE_CHARS
    for passage in passages:
        text = passage.text
        while len(text) > room:
            end = text.rfind("\n", room // 2, room) + 1 or room
            page.append(Passage(text=text[:end], hidden=passage.hidden))
            pages.append(tuple(page))
            page, room, text = [], PAGE_CHARS, text[end:]
        page.append(Passage(text=text, hidden=passage.hidden))
        room -= len(text)
    if page or not pages:
        pages.append(tuple(page))
    return pages


def spans_of(passages: Iterable[Passage]) -> Iterator[Span]:
    for passage in passages:
        look = Look.READ if passage.hidden is None else Look.HIDDEN
        start = 0
        for match in _UNSEEN.finditer(passage.text):
            if _joins_emoji(passage.text, match):
                continue
            if start < match.start():
                yield Span(text=_shown(passage.text[start : match.start()]), look=look, why=passage.hidden)
            mark = "".join(f"⟨{_NAMES.get(ord(one), f'U+{ord(one):04X}')}⟩" for one in match[0])
            yield Span(text=mark, look=Look.MARK if look is Look.READ else look, why=passage.hidden)
            start = match.end()
        if start < len(passage.text):
            yield Span(text=_shown(passage.text[start:]), look=look, why=passage.hidden)


def _shown(text: str) -> str:
    return "\n".join(break_runs(line) for line in visible(text).split("\n"))


def _joins_emoji(text: str, match: re.Match[str]) -> bool:
    """Between two pictures it makes one of them, which can be seen."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    is_picture = before in ("\ufe0f", "\u20e3") or (before != "" and unicodedata.category(before) in ("So", "Sk"))
    return match[0] == "\u200d" and is_picture and after != "" and unicodedata.category(after) in ("So", "Sk", "Sm")

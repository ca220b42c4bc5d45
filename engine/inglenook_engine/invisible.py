"""Text that is not drawn as anything: found in any text, and told apart from what a reader sees. Pure functions.

Single characters without width stay where they are, because scripts and emoji need them. What hides something is a
passage of its own: tag characters and variation selectors, which can spell a whole message, runs of characters without
width, and controls that change the order in which a line is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .extract_types import Hidden, Passage

MAX_HIDDEN = 20_000
"""In one passage; each is one of its own afterwards."""

_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0"
_HIDING = re.compile(
    f"(?P<flag>{_FLAG})"
    "|(?P<tags>[\U000e0000-\U000e007f]+)"
    "|(?P<selectors>[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,})"
    f"|(?P<zero_width>[{_ZERO_WIDTH}]{{4,}})"
    "|(?P<direction>[\u202a-\u202e\u2066-\u2069]+)"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class TooMuchHiddenError(Exception):
    """No honest text hides so much."""


def plain(text: str) -> str:
    """With \\n as its only line end, and U+FFFD for controls and for what is no character."""
    if any(end in text for end in _LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    return _CONTROL.sub("\ufffd", text)


def parted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The same text, with what hides in a visible passage as a passage of its own, and neighbours of a kind joined.

    Raises TooMuchHiddenError."""
    joined: list[Passage] = []
    for passage in (piece for whole in passages for piece in _pieces(whole)):
        if joined and joined[-1].hidden == passage.hidden:
            joined[-1] = Passage(text=joined[-1].text + passage.text, hidden=passage.hidden)
        else:
            joined.append(passage)
    return tuple(joined)


def _pieces(passage: Passage) -> Iterator[Passage]:
    text = plain(passage.text)
    if passage.hidden is not None or text.isascii():
        if text:
            yield Passage(text=text, hidden=passage.hidden)
        return
    start = n_hidden = 0
    for match in _HIDING.finditer(text):
        if match.lastgroup == "flag":
            continue
        n_hidden += 1
        if n_hidden > MAX_HIDDEN:
            raise TooMuchHiddenError
        hidden = Hidden(str(match.lastgroup))
        if start < match.start():
            yield Passage(text=text[start : match.start()])
        yield Passage(text=_spelled(match[0], hidden), hidden=hidden)
        start = match.end()
    if start < len(text):
        yield Passage(text=text[start:])


def _spelled(run: str, hidden: Hidden) -> str:
    """What a run of characters says to who knows its code; itself where it has none."""
    if hidden is Hidden.TAGS:
        letters = "".join(chr(ord(tag) - 0xE0000) for tag in run)
        return "".join(letter for letter in letters if letter.isprintable()) or run
    if hidden is Hidden.SELECTORS:
        data = bytes(ord(one) - 0xFE00 if ord(one) < 0xFFFF else ord(one) - 0xE0100 + 16 for one in run)
        try:
            letters = data.decode("utf-8")
        except UnicodeDecodeError:
            return run
        return letters if letters.isprintable() else run
    return run

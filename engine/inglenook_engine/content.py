"""Text from people, documents and models inside a chat template, told apart from the template's own text.

`Content` looks like the plain text to everything a template does with it (`strip`, `split`, `in`, `+`, slices) and
knows for each character which message it came from; what is derived from it is `Content` again, also when it was
mixed with the template's own text. Where C code would make plain text of it (`str`, `"".join`, `%s`), it becomes
marked instead: each run enclosed in two Unicode noncharacters with the index of its message. `tracked` turns
marked text back into `Content`, and `parse` gives the spans of a rendered prompt, so that control tokens are
looked for in the template's own text alone.

The idea of marking the input is llama.cpp's (`common/jinja`). Marks alone would be seen by a template that strips
or tests what it has put together, and characters that know their origin are lost in C code; hence both.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, SupportsIndex

_OPEN, _INDEX_END, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_REPLACED = str.maketrans(dict.fromkeys((_OPEN, _INDEX_END, _CLOSE), "\ufffd"))
_MARK = re.compile(f"{_OPEN}(?:([0-9]{{1,7}}){_INDEX_END})?|{_INDEX_END}|{_CLOSE}")
_RUN = re.compile(r"(.)\1*", re.DOTALL)
_TEMPLATE = "\0"
"""The origin of the template's own characters; those of message n have the origin chr(n + 1)."""


class MarkError(Exception):
    """A template cut the marks apart; what it wrote can not be told from what people wrote."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of rendered text. message: index of the message it came from, None for the template's own text."""

    text: str
    message: int | None


class Content(str):
    """The text of message number `index`. See the module's description."""

    _origins: str

    def __new__(cls, text: str, index: int = 0) -> Content:
        origin = chr(min(index + 1, sys.maxunicode))
        return _content(str.translate(text, _REPLACED), origin * len(text))

    def __str__(self) -> str:
        return "".join(
            span.text if span.message is None else f"{_OPEN}{span.message}{_INDEX_END}{span.text}{_CLOSE}"
            for span in _spans(self)
        )

    def __repr__(self) -> str:
        return str(self._blurred(repr(_bare(self))))

    def __format__(self, spec: str) -> str:
        return str(self._blurred(format(_bare(self), spec)) if spec else self)

    def __add__(self, other: str) -> Content:
        return _sum(self, other)

    def __radd__(self, other: str) -> Content:
        return _sum(other, self)

    def __mul__(self, count: SupportsIndex) -> Content:
        return _content(_bare(self) * count, self._origins * count)

    __rmul__ = __mul__

    def __mod__(self, values: Any) -> str:
        return tracked(str(self) % values)

    def __rmod__(self, other: str) -> str:
        return tracked(str(other) % (self,))

    def __getitem__(self, key: SupportsIndex | slice) -> Content:
        return _content(_bare(self)[key], self._origins[key])

    def __iter__(self) -> Iterator[str]:
        return map(_content, _bare(self), self._origins)

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return str(self).encode(encoding, errors)

    def join(self, parts: Iterable[str]) -> str:
        return tracked(str(self).join(map(str, parts)))

    def lstrip(self, chars: str | None = None) -> Content:
        return self[len(self) - len(_bare(self).lstrip(chars)) :]

    def rstrip(self, chars: str | None = None) -> Content:
        return self[: len(_bare(self).rstrip(chars))]

    def strip(self, chars: str | None = None) -> Content:
        return self.lstrip(chars).rstrip(chars)

    def removeprefix(self, prefix: str) -> Content:
        return self[len(prefix) :] if self.startswith(prefix) else self

    def removesuffix(self, suffix: str) -> Content:
        return self[: len(self) - len(suffix)] if self.endswith(suffix) else self

    def partition(self, sep: str) -> tuple[str, str, str]:
        return self._cut_at(len(_bare(self).partition(sep)[0]), sep)

    def rpartition(self, sep: str) -> tuple[str, str, str]:
        if sep not in self:
            return self[:0], self[:0], self
        return self._cut_at(len(_bare(self).rpartition(sep)[0]), sep)

    def _cut_at(self, at: int, sep: str) -> tuple[str, str, str]:
        return self[:at], self[at : at + len(sep)], self[at + len(sep) :]

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        return self._pieces(_bare(self).split(sep, maxsplit), sep)

    def rsplit(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        return self._pieces(_bare(self).rsplit(sep, maxsplit), sep)

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self._pieces(_bare(self).splitlines(keepends), "" if keepends else None)

    def _pieces(self, parts: Iterable[str], sep: str | None) -> list[str]:
        """The plain `parts` of this text as content. sep: what stood between two; None for any white space."""
        bare, position = _bare(self), 0
        pieces: list[str] = []
        for part in parts:
            start = bare.find(part, position) if sep is None else position
            end = start + len(part)
            pieces.append(_content(part, self._origins[start:end]))
            position = end + len(sep or "")
        return pieces

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> str:
        if not old:
            return self._blurred(_bare(self).replace("", _bare(new), count), new)
        return tracked(str(new).join(map(str, self.split(old, count))))

    def _blurred(self, text: str, *others: object) -> Content:
        """What became of this text and `others` where nobody can say which character is whose.

        All of it counts as content, so nothing in it can become a control token.
        """
        texts = [self, *(other for other in others if isinstance(other, Content))]
        return _content(text, max("".join(t._origins for t in texts), default=_TEMPLATE) * len(text))


def _blurring(name: str) -> Callable[..., Content]:
    """`str`'s method `name`, whose result has the origins of the text where it is as long."""
    plain = getattr(str, name)

    def method(self: Content, *args: Any) -> Content:
        text = plain(_bare(self), *args)
        return _content(text, self._origins) if len(text) == len(self) else self._blurred(text, *args)

    method.__name__ = name
    return method


for _name in (
    "capitalize",
    "casefold",
    "center",
    "expandtabs",
    "ljust",
    "lower",
    "rjust",
    "swapcase",
    "title",
    "upper",
    "zfill",
):
    setattr(Content, _name, _blurring(_name))


def _content(bare: str, origins: str) -> Content:
    self = str.__new__(Content, bare)
    self._origins = origins
    return self


def _bare(text: str) -> str:
    """A plain string that looks the same."""
    return str.__str__(text)


def _spans(text: Content) -> Iterator[Span]:
    bare = _bare(text)
    for run in _RUN.finditer(text._origins):
        yield Span(bare[run.start() : run.end()], None if run[1] == _TEMPLATE else ord(run[1]) - 1)


def template_text(text: str) -> Content:
    """`text`, unless it is content already, as the template's own, in the shape of content."""
    text = tracked(text)
    return text if isinstance(text, Content) else _content(text, _TEMPLATE * len(text))


def _sum(first: str, second: str) -> Content:
    a, b = template_text(first), template_text(second)
    return _content(_bare(a) + _bare(b), a._origins + b._origins)


def concat(parts: Iterable[object]) -> str:
    """What a template writes: its parts one after the other, with their origins."""
    return tracked("".join(map(str, parts)))


def tracked(text: str) -> str:
    """Marked text as `Content`; other text as it is. Raises MarkError."""
    if isinstance(text, Content) or not _MARK.search(text):
        return text
    bare: list[str] = []
    origins: list[str] = []
    stack = [_TEMPLATE]
    position = 0

    def take(end: int) -> None:
        bare.append(text[position:end])
        origins.append(stack[-1] * (end - position))

    for mark in _MARK.finditer(text):
        take(mark.start())
        position = mark.end()
        if mark[1] is not None:
            stack.append(chr(min(int(mark[1]) + 1, sys.maxunicode)))
        elif mark[0] == _CLOSE and len(stack) > 1:
            stack.pop()
        else:
            raise MarkError("a mark without its other half")
    take(len(text))
    if len(stack) > 1:
        raise MarkError("an opening mark without its closing")
    return _content("".join(bare), "".join(origins))


def parse(text: str) -> tuple[Span, ...]:
    """The spans of content or of marked text; no two neighbours have one origin. Raises MarkError."""
    return tuple(_spans(template_text(text)))


def unmarked(text: str) -> str:
    """The text without marks, for error messages."""
    return _MARK.sub("", str(text))

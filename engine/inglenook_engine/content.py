"""Text from people, documents and models inside a chat template, told apart from the template's own text.

`Content` looks like the plain text to everything a template does with it (`strip`, `split`, `in`, `startswith`,
slices), and what is derived from it is `Content` again. Only when it is written out or joined with other text
does it become marked: enclosed in two Unicode noncharacters with the index of its message. `parse` finds the
marks in the rendered prompt, so that control tokens are looked for in the template's own text alone.

The idea of marking the input is llama.cpp's (`common/jinja`); the marks survive any string operation here
because they are part of the string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, SupportsIndex

_OPEN, _INDEX_END, _CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_REPLACED = str.maketrans(dict.fromkeys((_OPEN, _INDEX_END, _CLOSE), "\ufffd"))


class MarkError(Exception):
    """A template cut the marks apart; what it wrote can not be told from what people wrote."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of rendered text. message: index of the message it came from, None for the template's own text."""

    text: str
    message: int | None


class Content(str):
    """The text of message number `origin`. See the module's description."""

    origin: int

    def __new__(cls, text: str, index: int = 0) -> Content:
        self = super().__new__(cls, text.translate(_REPLACED))
        self.origin = index
        return self

    @property
    def bare(self) -> str:
        return str.__str__(self)

    @property
    def marked(self) -> str:
        return f"{_OPEN}{self.origin}{_INDEX_END}{self.bare}{_CLOSE}"

    def __str__(self) -> str:
        return self.marked

    def __repr__(self) -> str:
        return Content(repr(self.bare), self.origin).marked

    def __format__(self, spec: str) -> str:
        return Content(format(self.bare, spec), self.origin).marked

    def __add__(self, other: str) -> str:
        return self.marked + str(other)

    def __radd__(self, other: str) -> str:
        return str(other) + self.marked

    def __mul__(self, count: SupportsIndex) -> str:
        return Content(self.bare * count, self.origin)

    __rmul__ = __mul__

    def __mod__(self, values: Any) -> str:
        return str.__mod__(self.marked, values)

    def __rmod__(self, other: str) -> str:
        return str(other) % (self,)

    def __getitem__(self, key: SupportsIndex | slice) -> Content:
        return Content(self.bare[key], self.origin)

    def __iter__(self) -> Iterator[str]:
        return (Content(character, self.origin) for character in self.bare)

    def join(self, parts: Iterable[str]) -> str:
        return self.marked.join(map(str, parts))


def _derived(name: str) -> Callable[..., Any]:
    """`str`'s method `name` on the bare text, its result (or each string in it) being content again."""
    plain = getattr(str, name)

    def method(self: Content, *args: Any, **kwargs: Any) -> Any:
        result = plain(self.bare, *args, **kwargs)
        if isinstance(result, str):
            return Content(result, self.origin)
        return type(result)(Content(part, self.origin) for part in result)

    method.__name__ = name
    return method


for _name in (
    "capitalize",
    "casefold",
    "center",
    "expandtabs",
    "ljust",
    "lower",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "strip",
    "swapcase",
    "title",
    "translate",
    "upper",
    "zfill",
):
    setattr(Content, _name, _derived(_name))


def parse(rendered: str) -> tuple[Span, ...]:
    """Split marked text into spans; neighbouring spans of the same origin are one. Raises MarkError."""
    spans: list[Span] = []
    stack: list[int] = []
    position = 0

    def emit(text: str) -> None:
        origin = stack[-1] if stack else None
        if text and spans and spans[-1].message == origin:
            spans[-1] = Span(spans[-1].text + text, origin)
        elif text:
            spans.append(Span(text, origin))

    for at, character in enumerate(rendered):
        if character not in (_OPEN, _CLOSE):
            continue
        emit(rendered[position:at])
        if character == _OPEN:
            end = rendered.find(_INDEX_END, at)
            if end < 0 or not rendered[at + 1 : end].isdecimal():
                raise MarkError("an opening mark without its index")
            stack.append(int(rendered[at + 1 : end]))
            position = end + 1
        else:
            if not stack:
                raise MarkError("a closing mark without its opening")
            stack.pop()
            position = at + 1
    if stack:
        raise MarkError("an opening mark without its closing")
    emit(rendered[position:])
    return tuple(spans)


def unmarked(text: str) -> str:
    """The text without marks, for error messages a template raises."""
    try:
        return "".join(span.text for span in parse(text))
    except MarkError:
        return text.translate(dict.fromkeys(map(ord, (_OPEN, _INDEX_END, _CLOSE))))

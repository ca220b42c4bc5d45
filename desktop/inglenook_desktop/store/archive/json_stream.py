"""A long JSON text, one value at a time. Memory is as large as the largest value, whatever the file holds.

Finds where a value ends by its brackets and quotes alone and leaves the rest to `json`, so that one broken value costs
nothing but itself. What is nested too deeply or is too long is read past without being kept.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, TextIO, cast

MAX_DEPTH = 200
"""Of brackets in one value. The formats that are read here need about 20."""

_CHUNK_CHARS = 1 << 20
_BRACKETS = re.compile(r'"|[\[{]+|[\]}]+')
_BRACKETS_AND_COMMAS = re.compile(r'"|[\[{]+|[\]},]')
_REST_OF_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Value:
    """number: its place in the file, from 1."""

    number: int
    data: Any


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that could not be read. reason: the end of a sentence that begins with "it"."""

    number: int
    reason: str


def text_of(binary: IO[bytes]) -> TextIO:
    """The text of a JSON file in any of the encodings that JSON may have, with or without its byte-order mark.

    Bytes that are no text become U+FFFD. `binary` must have `peek`, as files and entries of zip archives do.
    """
    start = cast(io.BufferedReader, binary).peek(4)[:4]  # IO has no name for streams that can peek
    encoding = "utf-8-sig" if len(start) < 4 or start.startswith(codecs.BOM_UTF8) else json.detect_encoding(start)
    return io.TextIOWrapper(cast(io.BufferedReader, binary), encoding=encoding, errors="replace", newline="")


def values(text: TextIO, *, max_chars: int) -> Iterator[Value | Broken]:
    """The elements of the array that the text is, or the text's own values when it is no array."""
    for number, part in enumerate(_parts(text, max_chars), start=1):
        yield parsed(number, part) if isinstance(part, str) else Broken(number, part.reason)


def lines(text: TextIO, *, max_chars: int) -> Iterator[Value | Broken]:
    """The values of a text that has one on each line: JSON Lines, or an array written like that (its brackets and
    commas are passed over). What is no value counts as one, too."""
    number = 0
    while line := text.readline(max_chars + 1):
        record = line.strip(_SPACE).removesuffix(",")
        if record in ("", "[", "]"):
            continue
        number += 1
        if len(line) > max_chars and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = text.readline(_CHUNK_CHARS)
            yield Broken(number, f"is longer than {max_chars} characters")
        else:
            yield parsed(number, record)


def parsed(number: int, record: str) -> Value | Broken:
    """One JSON value, whatever its text is."""
    try:
        return Value(number, json.loads(record))
    except RecursionError:
        return Broken(number, "is nested too deeply")
    except ValueError as error:  # also a number of too many digits
        return Broken(number, f"is no JSON: {error}"[:200])


@dataclass(frozen=True, slots=True)
class _TooMuch:
    reason: str


class _Part:
    """The text of a value while it is being read."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._pieces: list[str] = []
        self._n_chars = 0
        self._reason = ""

    def add(self, piece: str) -> None:
        self._n_chars += len(piece)
        if self._n_chars > self._max_chars:
            self.refuse(f"is longer than {self._max_chars} characters")
        if not self._reason:
            self._pieces.append(piece)

    def refuse(self, reason: str) -> None:
        self._reason = self._reason or reason
        self._pieces.clear()

    def is_blank(self) -> bool:
        return not self._reason and all(not piece.strip(_SPACE) for piece in self._pieces)

    def take(self) -> str | _TooMuch:
        whole = _TooMuch(self._reason) if self._reason else "".join(self._pieces).strip(_SPACE)
        self._pieces.clear()
        self._n_chars = 0
        self._reason = ""
        return whole


def _parts(text: TextIO, max_chars: int) -> Iterator[str | _TooMuch]:
    """The text of each value."""
    buffer = text.read(_CHUNK_CHARS)
    while buffer and not buffer.strip(_SPACE):
        buffer = text.read(_CHUNK_CHARS)
    buffer = buffer.lstrip(_SPACE)
    is_array = buffer.startswith("[")
    part = _Part(max_chars)
    position = start = 1 if is_array else 0
    depth = 0
    is_in_string = is_closed = False

    while not is_closed:
        is_used_up = False
        if is_in_string:
            position = _end(_REST_OF_STRING.match(buffer, position))
            if buffer[position : position + 1] == '"':
                is_in_string = False
                position += 1
            else:
                is_used_up = True  # what is left is nothing, or a backslash without what it stands before
        else:
            pattern = _BRACKETS_AND_COMMAS if is_array and depth == 0 else _BRACKETS
            found = pattern.search(buffer, position)
            if found is None:
                is_used_up = True
                position = len(buffer)
            else:
                position = found.end()
                run = found.group()
                match run[0]:
                    case '"':
                        is_in_string = True
                    case "[" | "{":
                        depth += len(run)
                        if depth > MAX_DEPTH:
                            part.refuse(f"is nested more than {MAX_DEPTH} levels deep")
                    case _ if is_array and depth == 0:
                        part.add(buffer[start : position - 1])
                        start = position
                        is_closed = run != ","
                        if not is_closed or not part.is_blank():
                            yield part.take()
                    case _:
                        n_closed = min(len(run), max(depth, 1))
                        position = found.start() + n_closed
                        depth = max(depth - n_closed, 0)
                        if depth == 0 and not is_array:
                            part.add(buffer[start:position])
                            start = position
                            yield part.take()
        if is_used_up:
            part.add(buffer[start:position])
            more = text.read(_CHUNK_CHARS)
            if not more:
                break
            buffer = buffer[position:] + more
            position = start = 0

    if is_array and not is_closed:
        yield _TooMuch("is cut off: the file ends before its list does")
    elif not part.is_blank():
        yield part.take()


def _end(match: re.Match[str] | None) -> int:
    assert match is not None  # the pattern matches the empty text too
    return match.end()

"""The records of our own archive one after another, with a look ahead, and the kinds of values that stand in them."""

from __future__ import annotations

import base64
import binascii
from collections import deque
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeGuard, TypeVar

from . import fields, own_format
from .json_stream import Broken, Value
from .tally import Tally

E = TypeVar("E", bound=StrEnum)

AHEAD_CHARS = 4 << 20
"""Of the messages of a conversation, read before they are written; the rest of a longer one is read meanwhile."""


class Records:
    """The records of an archive, with a look at the next one. What is none is reported and passed over."""

    def __init__(self, values: Iterator[Value | Broken], *, name: str, tally: Tally) -> None:
        self._values = values
        self._name = name
        self._tally = tally
        self._ahead: deque[tuple[int, Mapping[str, Any]]] = deque()
        self.is_at_end = False
        self.where = name

    def take(self) -> Mapping[str, Any] | None:
        """The next record, None at the end. `where` then says where it stands."""
        if not self._fill():
            return None
        number, record = self._ahead.popleft()
        self.where = f"{self._name}, record {number}"
        return record

    def peek_message(self) -> Mapping[str, Any] | None:
        """The next record, when it is a message."""
        if self._fill() and is_message(self._ahead[0][1]):
            return self._ahead[0][1]
        return None

    def read_ahead(self) -> None:
        """The messages that follow, up to AHEAD_CHARS: what is read before a transaction begins delays nobody."""
        n_chars = sum(_n_chars(record) for _, record in self._ahead)
        is_more = self._fill()
        while is_more and is_message(self._ahead[-1][1]) and n_chars < AHEAD_CHARS:
            is_more = self._read()
            n_chars += _n_chars(self._ahead[-1][1])

    def _fill(self) -> bool:
        return bool(self._ahead) or self._read()

    def _read(self) -> bool:
        """One more record. False at the end."""
        while True:
            value = next(self._values, None)
            match value:
                case None:
                    self.is_at_end = True
                    return False
                case Value(number, dict(record)) if record.get("type") in own_format.TYPES:
                    self._ahead.append((number, record))
                    return True
                case Value(number, _):
                    self._tally.problems.add(
                        f"{self._name}, record {number}", "It is no record that this version knows; it was left out."
                    )
                case Broken(number, reason):
                    self._tally.problems.add(f"{self._name}, record {number}", f"It {reason}. It was left out.")


def is_message(record: Mapping[str, Any]) -> bool:
    return record.get("type") == own_format.MESSAGE_TYPE


def _n_chars(record: Mapping[str, Any]) -> int:
    """About."""
    files = (*fields.items(record, "attachments"), *fields.items(record, "unsent_files"))
    attachments = [one for one in files if isinstance(one, dict)]
    values = [*record.values(), *(value for one in attachments for value in one.values())]
    return sum(len(value) for value in values if isinstance(value, str))


def word(kind: type[E], value: Any) -> E | None:
    try:
        return kind(value) if isinstance(value, str) else None
    except ValueError:
        return None


def is_integer(value: Any) -> TypeGuard[int]:
    """A whole number that the store can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 62


def bytes_of(text: Any) -> bytes | None:
    """None for what is no base64."""
    if not isinstance(text, str):
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None

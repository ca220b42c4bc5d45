"""Commands and events as one line of JSON each, and back. Pure functions.

The reader treats the writer as hostile: a line decodes to a value of the declared types or raises `WireError`;
nothing else can happen. A line is `{"type": NAME, ...fields}` in ASCII, so that no encoding can split it.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Hashable, Iterable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .errors import WireError
from .protocol import Command, Count, Event, Generate
from .types import Message

T = TypeVar("T")

MAX_EVENT_BYTES = 1 << 20
"""Longest event line, newline included. What the engine sends is far shorter."""

MAX_COMMAND_BYTES = 64 << 20
"""Longest command line: a whole conversation travels in one `Generate`."""

_BY_NAME: dict[Literal["command", "event"], dict[str, type]] = {
    "command": {cls.__name__: cls for cls in get_args(Command)},
    "event": {cls.__name__: cls for cls in get_args(Event)},
}


class WrittenMessages(tuple[Message, ...]):
    """The messages of a `Generate` or `Count`, and their JSON, made by `written` where there was time for it: that of a
    conversation of thousands takes longer than a frame."""

    json: bytes


def written(messages: Iterable[Message]) -> WrittenMessages:
    """Message by message, so that another thread is never held up for longer than one takes."""
    result = WrittenMessages(messages)
    result.json = b"[" + b",".join([_dumped(_plain(message)) for message in result]) + b"]"
    return result


def encode(value: Command | Event) -> bytes:
    """One line with its newline. Text that is not valid Unicode (lone surrogates) becomes U+FFFD."""
    return b"".join(encoded_parts(value))


def encoded_parts(value: Command | Event) -> tuple[bytes, ...]:
    """`encode` in parts, without a copy of messages that are written already."""
    if isinstance(value, Generate | Count) and isinstance(value.messages, WrittenMessages):
        body = _plain(dataclasses.replace(value, messages=()))
        del body["messages"]
        line = _dumped({"type": type(value).__name__, **body})
        return line.removesuffix(b"}") + b',"messages":', value.messages.json, b"}\n"
    return (_dumped({"type": type(value).__name__, **_plain(value)}) + b"\n",)


_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)


def _dumped(body: dict[str, Any]) -> bytes:
    return _ENCODER.encode(body).encode("ascii")


def decode_event(line: bytes) -> Event:
    """Raises WireError for anything but a well-formed event of at most MAX_EVENT_BYTES."""
    if len(line) > MAX_EVENT_BYTES:
        raise WireError(f"an event line of {len(line)} bytes is longer than {MAX_EVENT_BYTES}")
    event: Event = _decode(line, "event")
    return event


def decode_command(line: bytes) -> Command:
    """Raises WireError for anything but a well-formed command of at most MAX_COMMAND_BYTES."""
    if len(line) > MAX_COMMAND_BYTES:
        raise WireError(f"a command line of {len(line)} bytes is longer than {MAX_COMMAND_BYTES}")
    command: Command = _decode(line, "command")
    return command


def to_json(value: object) -> Any:
    """A boundary value as JSON data, for the store and `--json` output; `from_json` is its inverse."""
    return _plain(value)


def from_json(cls: type[T], data: object) -> T:
    """Build a boundary dataclass from JSON data, checking every type. Raises WireError."""
    value: T = _build(cls, data, cls.__name__)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return _valid_unicode(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value] if value and not isinstance(value[0], int) else list(value)
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return {name: _plain(getattr(value, name)) for name in _field_names(kind)}
    return value


def _valid_unicode(text: str) -> str:
    """Lone surrogates, which no UTF-8 file or database can hold, become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decode(line: bytes, direction: Literal["command", "event"]) -> Any:
    try:
        body = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise WireError("not a JSON object")
    name = body.pop("type", None)
    cls = _BY_NAME[direction].get(name) if isinstance(name, str) else None
    if cls is None:
        raise WireError(f"unknown {direction} {name!r:.80}")
    return _build(cls, body, cls.__name__)


@cache
def _field_names(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _field_types(cls: Hashable) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(kind: Any, data: Any, where: str) -> Any:
    """Check `data` against the annotation `kind` and convert it. Raises WireError naming `where`."""
    origin = get_origin(kind)
    if origin in (UnionType, Union):
        members = get_args(kind)
        if data is None and NoneType in members:
            return None
        (member,) = (m for m in members if m is not NoneType)
        return _build(member, data, where)
    if origin is tuple:
        if not isinstance(data, list):
            raise WireError(f"{where}: expected a list")
        item_kind = get_args(kind)[0]
        if item_kind is int and set(map(type, data)) <= {int}:
            return tuple(data)
        return tuple(_build(item_kind, item, where) for item in data)
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, data, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError:
            raise WireError(f"{where}: {data!r:.80} is not one of {', '.join(str(m.value) for m in kind)}") from None
    if kind is float and (type(data) is int or (type(data) is float and math.isfinite(data))):
        try:
            return float(data)
        except OverflowError:
            raise WireError(f"{where}: the number is too large") from None
    if kind is str and isinstance(data, str):
        return _valid_unicode(data)
    if kind in (int, bool) and type(data) is kind:
        return data
    raise WireError(f"{where}: expected {getattr(kind, '__name__', kind)}, got {type(data).__name__}")


def _build_dataclass(cls: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise WireError(f"{where}: expected an object")
    types = _field_types(cls)
    unknown = data.keys() - types.keys()
    if unknown:
        raise WireError(f"{where}: unknown field {sorted(map(str, unknown))[0]!r:.80}")
    values = {name: _build(types[name], value, f"{where}.{name}") for name, value in data.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise WireError(f"{where}: {error}") from error

"""The fetcher's commands and events as one line of JSON each, and back, by the rules of the engine's wire."""

from __future__ import annotations

import json
from typing import Any, get_args

from inglenook_engine.errors import WireError
from inglenook_engine.wire import from_json, to_json

from .protocol import FetcherCommand, FetcherEvent

MAX_LINE_BYTES = 4 << 20
"""Longest line in either direction, newline included."""

_COMMANDS: dict[str, type[Any]] = {cls.__name__: cls for cls in get_args(FetcherCommand)}
_EVENTS: dict[str, type[Any]] = {cls.__name__: cls for cls in get_args(FetcherEvent)}


def encode(value: FetcherCommand | FetcherEvent) -> bytes:
    """One line with its newline, in ASCII."""
    body = {"type": type(value).__name__, **to_json(value)}
    return json.dumps(body, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def decode_event(line: bytes) -> FetcherEvent:
    """Raises WireError for anything but a well-formed event of at most MAX_LINE_BYTES."""
    event: FetcherEvent = _decode(line, _EVENTS)
    return event


def decode_command(line: bytes) -> FetcherCommand:
    """Raises WireError for anything but a well-formed command of at most MAX_LINE_BYTES."""
    command: FetcherCommand = _decode(line, _COMMANDS)
    return command


def _decode(line: bytes, known: dict[str, type[Any]]) -> Any:
    if len(line) > MAX_LINE_BYTES:
        raise WireError(f"a line of {len(line)} bytes is longer than {MAX_LINE_BYTES}")
    try:
        body = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise WireError("not a JSON object")
    name = body.pop("type", None)
    cls = known.get(name) if isinstance(name, str) else None
    if cls is None:
        raise WireError(f"unknown {name!r:.80}")
    return from_json(cls, body)

"""The fetcher's lines: what goes in comes out, and nothing else is taken."""

from __future__ import annotations

import pytest
from inglenook_desktop.fetcher.protocol import (
    Answered,
    Cancel,
    Cancelled,
    Fetch,
    Fetched,
    FetcherEvent,
    FetchFailed,
    FetchFailureKind,
    Hello,
    Note,
    Phase,
    Progress,
    Requested,
    Resolved,
    Waiting,
)
from inglenook_desktop.fetcher.wire import MAX_LINE_BYTES, decode_command, decode_event, encode
from inglenook_engine.errors import WireError

EVENTS: list[FetcherEvent] = [
    Hello(protocol_version=1),
    Requested(request_id=1, method="GET", host="hub.example", why="download 模型"),
    Answered(request_id=1, status=206, n_bytes=1 << 40),
    Resolved(commit="c", digest="d", size_bytes=5, resumed_bytes=2),
    Progress(phase=Phase.CHECKING, done_bytes=1, total_bytes=5),
    Waiting(wait_s=0.5, message="busy"),
    Note(message="changed"),
    Fetched(path="/p", commit="c", digest="d", size_bytes=5, was_present=True),
    Cancelled(kept_bytes=3),
    FetchFailed(kind=FetchFailureKind.TLS, message="m", retry_after_s=3.0),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_survives_its_line(event: FetcherEvent) -> None:
    line = encode(event)

    assert line.isascii()
    assert line.count(b"\n") == 1
    assert decode_event(line) == event


def test_a_command_survives_its_line() -> None:
    command = Fetch(repository="org/name", revision="main", filename="x.gguf", cache_dir="/c")

    assert decode_command(encode(command)) == command
    assert decode_command(encode(Cancel())) == Cancel()


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"x", b'{"type":"Fetch"}', b'{"type":"Nothing"}', b'{"type":"Cancel","more":1}', b'{"type":[]}'],
)
def test_what_is_no_command_is_an_error_of_the_wire(line: bytes) -> None:
    with pytest.raises(WireError):
        decode_command(line)


def test_a_line_that_is_too_long_is_not_even_read() -> None:
    with pytest.raises(WireError, match="longer"):
        decode_event(b" " * MAX_LINE_BYTES + b"1")

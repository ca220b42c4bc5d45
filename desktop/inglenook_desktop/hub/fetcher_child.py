"""The fetcher child as a front end reads it: its lines and its death. No Qt, no subprocess.

The child is treated as hostile: a line that is too long, malformed or unknown is logged and dropped.
"""

from __future__ import annotations

import signal

from ..fetcher.protocol import PROTOCOL_VERSION, FetcherEvent, FetchFailed, FetchFailureKind, Hello
from ..fetcher.wire import MAX_LINE_BYTES, decode_event
from ..frames import LineReader

MAX_BAD_LINES = 1000
"""A child that has said so much nonsense is ended."""

_KEPT = "What has come is kept, and it goes on from there."


def fetcher_reader() -> LineReader[FetcherEvent]:
    return LineReader(decode_event, max_bytes=MAX_LINE_BYTES, child="fetcher")


def check_fetcher_hello(hello: Hello) -> FetchFailed | None:
    """None when this program and that fetcher speak the same protocol."""
    if hello.protocol_version == PROTOCOL_VERSION:
        return None
    return FetchFailed(
        kind=FetchFailureKind.BUG,
        message=f"The part of Inglenook that downloads speaks protocol {hello.protocol_version} and this program "
        f"{PROTOCOL_VERSION}: parts of two versions are mixed. Install the program anew (make setup).",
    )


def describe_fetcher_nonsense(n_lines: int) -> FetchFailed:
    return FetchFailed(
        kind=FetchFailureKind.BUG,
        message="The part of Inglenook that downloads said what nobody understands, and was ended. Install the "
        "program anew (make setup).",
        detail=f"{n_lines} bad lines",
    )


def describe_fetcher_exit(returncode: int | None, stderr_tail: str) -> FetchFailed:
    """What it means that a fetcher ended without a last word.

    returncode: as subprocess gives it, so a signal's number is negative; None when it is not known.
    """
    if "No module named" in stderr_tail:
        message = "The part of Inglenook that downloads is not whole. Install the program anew (make setup)."
    elif returncode is not None and returncode < 0:
        message = f"The part of Inglenook that downloads was ended from outside ({_signal_name(-returncode)}). {_KEPT}"
    else:
        message = f"The part of Inglenook that downloads ended by itself. {_KEPT}"
    detail = "\n".join(filter(None, (f"exit status {returncode}", stderr_tail.strip())))
    return FetchFailed(kind=FetchFailureKind.CRASHED, message=message, detail=detail)


def describe_missing_fetcher(reason: str) -> FetchFailed:
    """It could not even be started."""
    return FetchFailed(
        kind=FetchFailureKind.BUG,
        message=f"The part of Inglenook that downloads could not be started: {reason}. Install the program anew "
        "(make setup).",
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"

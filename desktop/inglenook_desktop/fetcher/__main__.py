"""`python -m inglenook_desktop.fetcher`: one download. The job is the first line of stdin; stdout answers in lines."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, BinaryIO

from inglenook_engine.errors import WireError
from inglenook_engine.guard import follow_parent, guarded_stdout

from .errors import FetchError
from .protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Cancelled,
    Fetch,
    Fetched,
    FetcherEvent,
    FetchFailed,
    Hello,
)
from .wire import MAX_LINE_BYTES, decode_command, encode

if TYPE_CHECKING:
    from .download import Download

QUIET = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_XET": "1",
    "HF_XET_TELEMETRY_ENABLED": "0",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
}
"""Read by the library when it is imported: no request but those that a person asked for."""

_EXIT_WAIT_S = 0.1


class _Output:
    """The lines of stdout, whole ones, from two threads; nothing behind the last."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._is_over = False

    def emit(self, event: FetcherEvent) -> None:
        with self._lock:
            self._write(event)

    def last(self, event: Fetched | Cancelled | FetchFailed) -> None:
        """As `emit`, and nothing after it. Waits only so long for the other thread: when nobody reads, that one may
        hold the lock for ever."""
        if self._lock.acquire(timeout=_EXIT_WAIT_S):
            with contextlib.suppress(OSError):
                self._write(event)
            self._is_over = True
            self._lock.release()

    def _write(self, event: FetcherEvent) -> None:
        if not self._is_over:
            self._stream.write(encode(event))
            self._stream.flush()


def main() -> int:
    out = _Output(guarded_stdout())
    follow_parent()
    os.environ.update(QUIET)
    for name in ("HF_DEBUG", "HF_ENDPOINT"):  # one writes headers into the log; an empty address is none
        if name == "HF_DEBUG" or not os.environ.get(name):
            os.environ.pop(name, None)
    out.emit(Hello(protocol_version=PROTOCOL_VERSION))
    try:
        job = decode_command(sys.stdin.buffer.readline(MAX_LINE_BYTES + 1))
    except WireError as error:
        sys.stderr.write(f"the first line is no job: {error}\n")
        return 2
    if not isinstance(job, Fetch):
        return 0
    return _run(job, out)


def _run(job: Fetch, out: _Output) -> int:
    from .download import Download, Surroundings

    kept_bytes = 0
    try:
        download = Download(job, Surroundings(emit=out.emit, clock=time.monotonic, sleep=time.sleep))
        threading.Thread(target=_watch, args=(download, out), daemon=True).start()
        try:
            from .network import Hub

            fetched = download.run(Hub(out.emit))
        finally:
            kept_bytes = download.kept_bytes
    except FetchError as error:
        out.last(_failed(error, kept_bytes))
        return 1
    out.last(fetched)
    return 0


def _watch(download: Download, out: _Output) -> None:
    """On its own thread: at `Cancel` or the end of stdin the process ends on the spot, and every socket with it. What
    is on the disk is fit to go on from at every moment, as after a kill."""
    while line := sys.stdin.buffer.readline(MAX_LINE_BYTES + 1):
        try:
            if isinstance(decode_command(line), Cancel):
                break
        except WireError as error:
            sys.stderr.write(f"a line is dropped: {error}\n")
    out.last(Cancelled(kept_bytes=download.kept_bytes))
    os._exit(0)


def _failed(error: FetchError, kept_bytes: int) -> FetchFailed:
    return FetchFailed(
        kind=error.kind,
        message=error.message,
        detail=error.detail,
        kept_bytes=kept_bytes,
        retry_after_s=error.retry_after_s,
    )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)

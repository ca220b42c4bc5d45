"""`python -I -m inglenook_desktop.fetcher`: one job at the hub. The job is the first line of stdin; stdout answers in
lines."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING, BinaryIO, Protocol

from inglenook_engine.errors import WireError
from inglenook_engine.guard import follow_parent, guarded_stdout

from .errors import FetchError
from .protocol import (
    PROTOCOL_VERSION,
    Answered,
    Cancel,
    Cancelled,
    Fetch,
    FetcherEvent,
    FetcherJob,
    FetchFailed,
    FetchFailureKind,
    Hello,
    JobResult,
    LastEvent,
    ReadHeader,
    Search,
    Show,
)
from .wire import MAX_LINE_BYTES, decode_command, encode

if TYPE_CHECKING:
    from .network import Hub

QUIET = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_XET": "1",
    "HF_XET_TELEMETRY_ENABLED": "0",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
}
"""Read by the library when it is imported: no request but those that a person asked for."""

OFFLINE = {
    "INGLENOOK_OFFLINE": "Inglenook is offline, so nothing is asked of the hub. Turn the network on with inglenook "
    "network online, or in the window.",
    "HF_HUB_OFFLINE": "HF_HUB_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.",
    "TRANSFORMERS_OFFLINE": "TRANSFORMERS_OFFLINE is set, so nothing is asked of the hub. Unset it to go on.",
}
"""Variables of the environment that keep this process from the network, and what a person is told."""

UNWANTED = ("HF_DEBUG", "HF_OIDC_RESOURCE")
"""The first writes headers into the log, the second asks a login of its own of a server."""

_EXIT_WAIT_S = 0.1


class _Task(Protocol):
    @property
    def kept_bytes(self) -> int: ...
    def run(self, hub: Hub, /) -> JobResult: ...


class _Output:
    """The lines of stdout, whole ones, from two threads; nothing behind the last."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._is_over = False

    def emit(self, event: FetcherEvent) -> None:
        with self._lock:
            self._write(event)

    def last(self, event: LastEvent, *, before: Answered | None = None) -> None:
        """As `emit`, and nothing after it. before: told first.

        Waits only so long for the other thread: when nobody reads, that one may hold the lock for ever.
        """
        if self._lock.acquire(timeout=_EXIT_WAIT_S):
            with contextlib.suppress(OSError):
                if before is not None:
                    self._write(before)
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
    for name in UNWANTED:
        os.environ.pop(name, None)
    if not os.environ.get("HF_ENDPOINT"):  # an empty address is none
        os.environ.pop("HF_ENDPOINT", None)
    out.emit(Hello(protocol_version=PROTOCOL_VERSION))
    try:
        job = decode_command(sys.stdin.buffer.readline(MAX_LINE_BYTES + 1))
    except WireError as error:
        sys.stderr.write(f"the first line is no job: {error}\n")
        return 2
    if isinstance(job, Cancel):
        out.last(Cancelled(kept_bytes=0))
        return 0
    return _run(job, out)


def _run(job: FetcherJob, out: _Output) -> int:
    task: _Task | None = None
    try:
        _require_network()
        task = _task(job, out)
        hubs: list[Hub] = []
        threading.Thread(target=_watch, args=(task, hubs, out), daemon=True).start()
        from .network import Hub

        hubs.append(Hub(out.emit))
        result = task.run(hubs[0])
    except FetchError as error:
        out.last(_failed(error, task.kept_bytes if task else 0))
        return 1
    except Exception as error:  # whatever it is, the person gets a sentence and the log the rest
        traceback.print_exc()
        out.last(
            FetchFailed(
                kind=FetchFailureKind.BUG,
                message="A mistake in Inglenook itself ended this. Try again, and report it if it stays so.",
                detail=f"{type(error).__name__}: {error}"[:500],
                kept_bytes=task.kept_bytes if task else 0,
            )
        )
        return 1
    out.last(result)
    return 0


def _require_network() -> None:
    """Before anything is imported that could reach it. Raises FetchError."""
    for name, sentence in OFFLINE.items():
        if os.environ.get(name, "").upper() in ("1", "ON", "YES", "TRUE"):
            raise FetchError(FetchFailureKind.OFFLINE, sentence)


def _task(job: FetcherJob, out: _Output) -> _Task:
    """Raises FetchError for a job that names what cannot be."""
    match job:
        case Fetch():
            from .download import Download, Surroundings

            return Download(job, Surroundings(emit=out.emit, clock=time.monotonic, sleep=time.sleep))
        case Search():
            from .looking import Searching

            return Searching(job)
        case Show():
            from .looking import Showing

            return Showing(job, out.emit)
        case ReadHeader():
            from .header import HeaderReading

            return HeaderReading(job)


def _watch(task: _Task, hubs: list[Hub], out: _Output) -> None:
    """On its own thread: at `Cancel` or the end of stdin the process ends on the spot, and every socket with it. What
    is on the disk is fit to go on from at every moment, as after a kill. hubs: empty until there is one."""
    while line := sys.stdin.buffer.readline(MAX_LINE_BYTES + 1):
        try:
            if isinstance(decode_command(line), Cancel):
                break
        except WireError as error:
            sys.stderr.write(f"a line is dropped: {error}\n")
    out.last(Cancelled(kept_bytes=task.kept_bytes), before=hubs[0].open_answer if hubs else None)
    os._exit(0)


def _failed(error: FetchError, kept_bytes: int) -> FetchFailed:
    if error.kind is FetchFailureKind.BUSY:  # what is there is another's
        kept_bytes = 0
    kept = f" The {kept_bytes:,} bytes that came are kept, and the next try goes on from there." if kept_bytes else ""
    return FetchFailed(
        kind=error.kind,
        message=error.message + kept,
        detail=error.detail,
        kept_bytes=kept_bytes,
        retry_after_s=error.retry_after_s,
    )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)

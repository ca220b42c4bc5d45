"""One job of the fetcher through pipes, for a program that owns the terminal: events as an iterator, the ledger kept.

Two daemon threads move bytes; everything else happens on the thread that calls. Signals are watched only when that is
the main thread.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import Enum
from queue import Empty, SimpleQueue
from types import FrameType
from typing import IO

from ..fetcher.protocol import (
    Answered,
    Cancel,
    Cancelled,
    FetcherCommand,
    FetcherEvent,
    FetcherJob,
    Hello,
    LastEvent,
    Progress,
    Requested,
    Resolved,
)
from ..fetcher.wire import encode
from ..frames import StderrTail
from .fetcher_child import (
    MAX_BAD_LINES,
    check_fetcher_hello,
    describe_fetcher_exit,
    describe_fetcher_nonsense,
    describe_missing_fetcher,
    fetcher_reader,
)
from .ledger import Ledger, LedgerError

_POLL_S = 0.5
"""A wait for the queue is cut into pieces: Windows runs signal handlers only between them."""

CANCEL_PATIENCE_S = 2.0
"""How long a cancelled fetcher may take to end before it is killed. What has come is kept in any case."""


class _Signal(Enum):
    """What the queue carries besides events."""

    INTERRUPTED = "interrupted"
    ENDED = "ended"
    NONSENSE = "nonsense"


class FetchProcess:
    """One child for one job; `run` once. Raises nothing for what the child does: its death is a `FetchFailed`."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        ledger: Ledger,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command = list(command)
        self._environ = dict(environ)
        self._ledger = ledger
        self._clock = clock
        self._queue: SimpleQueue[FetcherEvent | _Signal] = SimpleQueue()
        self._tail = StderrTail()
        self._process: subprocess.Popen[bytes] | None = None
        self._threads: list[threading.Thread] = []
        self._kept_bytes = 0
        self._interrupts = 0

    def run(self, job: FetcherJob) -> Generator[FetcherEvent, None, None]:
        """What the fetcher says, without its requests, which go into the ledger. Ends with exactly one last event.

        The first Ctrl+C, or `cancel`, asks it to end, which comes as `Cancelled`; the second kills it. Raises
        LedgerError before the child is started, or after it was killed, where a request cannot be written down.
        """
        self._ledger.begin()
        try:
            try:
                self._start()
            except OSError as error:
                yield describe_missing_fetcher(error.strerror or str(error))
                return
            with self._watching_interrupts():
                self._send(job)
                yield from self._events()
        except LedgerError:
            self._kill()  # at once: what is not written down is not asked
            raise
        finally:
            self._close()
            self._note_the_rest()

    @property
    def was_interrupted(self) -> bool:
        """Ctrl+C came while `run` was at work, though perhaps too late to stop it."""
        return self._interrupts > 0

    def cancel(self) -> None:
        """As Ctrl+C. Any thread."""
        self._queue.put(_Signal.INTERRUPTED)

    def _events(self) -> Iterator[FetcherEvent]:
        deadline: float | None = None
        while True:
            match self._next(deadline):
                case None:
                    self._kill()
                    yield Cancelled(kept_bytes=self._kept_bytes)
                    return
                case _Signal.INTERRUPTED:
                    if deadline is None:
                        deadline = self._clock() + CANCEL_PATIENCE_S
                        self._send(Cancel())
                case _Signal.NONSENSE:
                    self._kill()
                    yield describe_fetcher_nonsense(MAX_BAD_LINES)
                    return
                case _Signal.ENDED:
                    yield self._death(was_cancelled=deadline is not None)
                    return
                case Requested() | Answered() as event:
                    self._ledger.note(event)
                case Hello() as hello:
                    if (failure := check_fetcher_hello(hello)) is not None:
                        yield failure
                        return
                case Resolved() as event:
                    self._kept_bytes = event.resumed_bytes
                    yield event
                case Progress() as event:
                    self._kept_bytes = event.done_bytes
                    yield event
                case event:
                    yield event
                    if isinstance(event, LastEvent):
                        return

    def _start(self) -> None:
        """Raises OSError. A session of its own: Ctrl+C in the terminal must reach this process alone."""
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=self._environ,
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._threads = [
            threading.Thread(target=self._read_events, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_stderr, args=(self._process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _read_events(self, stream: IO[bytes]) -> None:
        """On the stdout thread."""
        reader = fetcher_reader()
        while data := stream.read(1 << 16):
            for event in reader.feed(data):
                self._queue.put(event)
            if reader.dropped_lines > MAX_BAD_LINES:
                self._queue.put(_Signal.NONSENSE)
        self._queue.put(_Signal.ENDED)

    def _read_stderr(self, stream: IO[bytes]) -> None:
        """On the stderr thread."""
        while data := stream.read(1 << 16):
            self._tail.feed(data)

    def _send(self, command: FetcherCommand) -> None:
        """A child that is gone is noticed by the reader, which sees the end of its stdout."""
        assert self._process is not None
        assert self._process.stdin is not None
        view = memoryview(encode(command))
        with suppress(OSError):
            while view:
                view = view[self._process.stdin.write(view) :]

    def _next(self, deadline: float | None) -> FetcherEvent | _Signal | None:
        """The next item of the queue; None when `deadline` (of the clock) has passed."""
        while True:
            wait_s = _POLL_S if deadline is None else min(_POLL_S, deadline - self._clock())
            try:
                return self._queue.get(timeout=max(wait_s, 0.0))
            except Empty:
                if deadline is not None and self._clock() >= deadline:
                    return None

    def _death(self, *, was_cancelled: bool) -> FetcherEvent:
        """What the end of the child means. Waits for its exit status and its last words."""
        if was_cancelled:
            return Cancelled(kept_bytes=self._kept_bytes)
        assert self._process is not None
        returncode: int | None = None
        try:
            returncode = self._process.wait(timeout=CANCEL_PATIENCE_S)
        except subprocess.TimeoutExpired:  # it closed stdout and lives on
            self._kill()
        for thread in self._threads:
            thread.join(timeout=CANCEL_PATIENCE_S)
        return replace(describe_fetcher_exit(returncode, self._tail.text()), kept_bytes=self._kept_bytes)

    def _note_the_rest(self) -> None:
        """Requests that the child announced and nobody asked for any more: a killed one's last, for instance."""
        with suppress(Empty, LedgerError):
            while True:
                if isinstance(event := self._queue.get_nowait(), Requested | Answered):
                    self._ledger.note(event)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _close(self) -> None:
        """The child has said its last word, or is not wanted any more: it ends now."""
        process = self._process
        if process is None:
            return
        assert process.stdin is not None
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=CANCEL_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._kill()
        for thread in self._threads:
            thread.join(timeout=CANCEL_PATIENCE_S)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

    @contextmanager
    def _watching_interrupts(self) -> Iterator[None]:
        """Ctrl+C becomes an item of the queue; the second one kills at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def on_interrupt(_number: int, _frame: FrameType | None) -> None:
            self._interrupts += 1
            self._queue.put(_Signal.INTERRUPTED)
            if self._interrupts > 1 and self._process is not None:
                self._process.kill()

        previous = signal.signal(signal.SIGINT, on_interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, previous)

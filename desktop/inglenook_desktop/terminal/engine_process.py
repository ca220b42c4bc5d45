"""The engine child through pipes, for a program that owns the terminal.

Two daemon threads move bytes: stdout to events in a queue, stderr to a bounded tail. Everything else happens on the
thread that calls; signals are watched only when that is the main thread. One `EngineProcess` is one child: after its
death make another.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from queue import Empty, SimpleQueue
from types import FrameType, TracebackType
from typing import IO

from inglenook_engine.protocol import (
    Cancel,
    Command,
    Count,
    Counted,
    CountFailed,
    Curve,
    Event,
    Failed,
    Finished,
    Generate,
    Hello,
    MeasureCurve,
    Ready,
)
from inglenook_engine.types import FailureKind, LoadParams
from inglenook_engine.wire import MAX_COMMAND_BYTES, encode

from ..frames import (
    CANCEL_PATIENCE_S,
    FrameReader,
    StderrTail,
    check_hello,
    describe_exit,
    describe_ignored_cancel,
    describe_missing_command,
)

_POLL_S = 0.5
"""A wait for the queue is cut into pieces: Windows runs signal handlers only between them."""


class _Signal(Enum):
    """What the queue carries besides events."""

    INTERRUPTED = "interrupted"
    ENDED = "ended"


class EngineProcess:
    """A context manager around one child. `load` first, then `generate` as often as wanted.

    Raises nothing for what the child does: its errors and its death come as `Failed` events.
    """

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._command = list(command)
        self._environ = dict(environ)
        self._clock = clock
        self._queue: SimpleQueue[Event | _Signal] = SimpleQueue()
        self._tail = StderrTail()
        self._process: subprocess.Popen[bytes] | None = None
        self._threads: list[threading.Thread] = []
        self._model_path = ""
        self._interrupts = 0
        self._is_ready = False
        self._is_cancelling_late = False

    def __enter__(self) -> EngineProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_ready(self) -> bool:
        """A model is loaded and the child has not been seen to end."""
        return self._is_ready and self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def load(self, params: LoadParams) -> Generator[Event, None, None]:
        """Start the child and load a model. Ends with one `Ready` or `Failed`.

        Ctrl+C ends the child and raises KeyboardInterrupt: a load has nothing worth keeping.
        """
        self._model_path = params.model_path
        if (failure := self._start()) is not None:
            yield failure
            return
        with self._watching_interrupts():
            self._send(params)
            while True:
                match self._next(None):
                    case _Signal.INTERRUPTED:
                        self.kill()
                        raise KeyboardInterrupt
                    case _Signal.ENDED | None:
                        yield self._death(run_id=None)
                        return
                    case Hello() as hello if (failure := check_hello(hello)) is not None:
                        self.kill()
                        yield failure
                        return
                    case Ready() as ready:
                        self._is_ready = True
                        yield ready
                        return
                    case Failed() as failure:
                        yield failure
                        return
                    case event:
                        yield event

    def generate(self, command: Generate) -> Generator[Event, None, None]:
        """Run one generation. Ends with exactly one `Finished` or `Failed` of `command.run_id` or of no run.

        The first Ctrl+C cancels; a second one, or CANCEL_PATIENCE_S without `Finished`, ends the child.
        """
        line = encode(command)
        if len(line) > MAX_COMMAND_BYTES:
            yield Failed(
                run_id=command.run_id,
                kind=FailureKind.CONTEXT_OVERFLOW,
                message=f"The conversation takes {len(line):,} bytes, more than the {MAX_COMMAND_BYTES:,} that the "
                "engine reads at once. Shorten it, or start a new one.",
            )
            return
        deadline: float | None = None
        with self._watching_interrupts():
            self._write(line)
            while True:
                match self._next(deadline):
                    case None:
                        self.kill()
                        yield describe_ignored_cancel(command.run_id)
                        return
                    case _Signal.INTERRUPTED:
                        if deadline is None:
                            deadline = self._clock() + CANCEL_PATIENCE_S
                        self._send(Cancel(run_id=command.run_id))
                    case _Signal.ENDED:
                        yield self._death(run_id=command.run_id)
                        return
                    case event if getattr(event, "run_id", None) not in (None, command.run_id):
                        continue
                    case Finished() | Failed() as last:
                        yield last
                        return
                    case event:
                        yield event

    def count(self, command: Count) -> Counted | CountFailed | Failed:
        """How many tokens the messages would take. Ctrl+C is heeded when they are counted, and raises
        KeyboardInterrupt: that takes a moment, and loading the model anew takes longer."""
        line = encode(command)
        if len(line) > MAX_COMMAND_BYTES:
            kind, message = FailureKind.CONTEXT_OVERFLOW, "This is too long to be counted."
            return CountFailed(request_id=command.request_id, kind=kind, message=message)
        was_interrupted = False
        with self._watching_interrupts():
            self._write(line)
            while True:
                match self._next(None):
                    case _Signal.INTERRUPTED:
                        was_interrupted = True
                        continue
                    case _Signal.ENDED | None:
                        found: Counted | CountFailed | Failed = self._death(run_id=None)
                    case Counted() | CountFailed() | Failed() as event:
                        found = event
                    case _:
                        continue
                if was_interrupted:
                    raise KeyboardInterrupt
                return found

    def measure(self) -> Generator[Event, None, None]:
        """Measure pass times. Ends with a complete `Curve` or with `Failed`.

        Ctrl+C ends the child and raises KeyboardInterrupt: there is no text to keep.
        """
        with self._watching_interrupts():
            self._send(MeasureCurve())
            while True:
                match self._next(None):
                    case _Signal.INTERRUPTED:
                        self.kill()
                        raise KeyboardInterrupt
                    case _Signal.ENDED | None:
                        yield self._death(run_id=None)
                        return
                    case Curve(is_complete=True) | Failed() as last:
                        yield last
                        return
                    case event:
                        yield event

    def cancel(self) -> None:
        """Stop the generation that runs, as Ctrl+C does. Any thread, and from a signal handler."""
        self._queue.put(_Signal.INTERRUPTED)

    def kill(self) -> None:
        """End the child now."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._is_ready = False

    def close(self) -> None:
        """End the child in order by closing its stdin; kill it when it does not follow. May be called twice."""
        process, self._process = self._process, None
        self._is_ready = False
        if process is None:
            return
        if process.stdin is not None:
            with suppress(OSError):  # it is gone already, with part of a command unread
                process.stdin.close()
        try:
            process.wait(timeout=CANCEL_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for thread in self._threads:
            thread.join(timeout=CANCEL_PATIENCE_S)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()

    def _start(self) -> Failed | None:
        # A session of its own: Ctrl+C in the terminal must reach this process alone, which then asks the child to stop.
        try:
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
        except OSError as error:
            return describe_missing_command(self._command, error)
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._threads = [
            threading.Thread(target=self._read_events, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_stderr, args=(self._process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return None

    def _read_events(self, stream: IO[bytes]) -> None:
        """On the stdout thread."""
        reader = FrameReader()
        while data := stream.read(1 << 16):
            for event in reader.feed(data):
                self._queue.put(event)
        self._queue.put(_Signal.ENDED)

    def _read_stderr(self, stream: IO[bytes]) -> None:
        """On the stderr thread."""
        while data := stream.read(1 << 16):
            self._tail.feed(data)

    def _send(self, command: Command) -> None:
        self._write(encode(command))

    def _write(self, line: bytes) -> None:
        """A child that is gone is noticed by the reader, which sees the end of its stdout."""
        process = self._process
        if process is None or process.stdin is None:
            self._queue.put(_Signal.ENDED)
            return
        view = memoryview(line)
        try:
            while view:
                view = view[process.stdin.write(view) :]
        except OSError:
            self._queue.put(_Signal.ENDED)

    def _next(self, deadline: float | None) -> Event | _Signal | None:
        """The next item of the queue; None when `deadline` (of the clock) has passed."""
        while True:
            wait_s = _POLL_S if deadline is None else min(_POLL_S, deadline - self._clock())
            try:
                return self._queue.get(timeout=max(wait_s, 0.0))
            except Empty:
                if deadline is not None and self._clock() >= deadline:
                    return None

    def _death(self, *, run_id: int | None) -> Failed:
        """What the end of the child means. Waits for its exit status and its last words."""
        process = self._process
        returncode: int | None = None
        if process is not None:
            try:
                returncode = process.wait(timeout=CANCEL_PATIENCE_S)
            except subprocess.TimeoutExpired:  # it closed stdout and lives on
                self.kill()
            for thread in self._threads:
                thread.join(timeout=CANCEL_PATIENCE_S)
        self._is_ready = False
        if self._interrupts > 1:
            return Failed(
                run_id=run_id,
                kind=FailureKind.CRASHED,
                message="The engine was ended because Ctrl+C was pressed twice. The text up to here is kept.",
            )
        return describe_exit(returncode, self._tail.text(), self._model_path, run_id=run_id)

    @contextmanager
    def _watching_interrupts(self) -> Iterator[None]:
        """Ctrl+C becomes an item of the queue; the second one kills at once, even while a write blocks."""
        self._interrupts = 0
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

"""The engine as a child process: commands on stdin, events on a guarded copy of stdout.

Three threads. The reader reads commands, sets cancel flags and queues the rest; the main thread loads the model and
generates; when the model is loaded, one more answers `Count` (`counting`), so that nobody's typing waits for a run.
When stdin closes, the parent is gone and the process ends at once, whatever it is doing.

While nothing is asked, the main thread measures what passes take (`calibration`), and nobody may wait for that:

- The reader queues a command first, then takes `_lock` and, if `_measured` is set, sets the session's cancel flag,
  which ends a pass within milliseconds.
- The main thread takes `_lock` to begin: if the queue is empty it clears the flag and sets `_measured`, otherwise it
  does not begin. So a command is either seen there, or its reader finds `_measured`.
- The flag stays set until the main thread, idle again, begins anew, or until `begin` clears it for an answer. A
  person's Cancel is in `_cancelled` before it sets the flag, and an answer looks there after `begin`, so it is not lost
  when `begin` clears the flag.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

import inglenook_native as native

from . import curve, llama_backend
from .calibration import Calibration
from .counting import PromptCounter, answer_counts
from .energy import EnergyWatch, counters
from .errors import EngineError, WireError
from .generate import generate
from .load_record import LoadRecorder
from .memory_peak import MemoryWatch, memory_watch
from .protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Command,
    Count,
    Event,
    Failed,
    Generate,
    Hello,
    LoadProgress,
    MeasureCurve,
    Ready,
    Shutdown,
)
from .types import FailureKind, LoadParams
from .version import VERSION
from .wire import MAX_COMMAND_BYTES, decode_command, encode

_log = logging.getLogger("engine")

DETAIL_LIMIT_CHARS = 64 << 10
IDLE_S = 0.3
"""Without a command for so long, passes are measured: the next command often follows at once."""


def serve(events: BinaryIO, commands: BinaryIO) -> NoReturn:
    """Run until Shutdown or the end of `commands`, then end the process: status 0, or 1 when no model was loaded.

    It ends without the interpreter's own shutdown, which would wait for the reader's lock on `commands` and abort.
    """
    server = _Server(events)
    threading.Thread(target=server.read_commands, args=(commands,), name="reader", daemon=True).start()
    status = 1
    try:
        status = server.run()
    except Exception:  # the front end shows the last lines of a child that ends without a word
        traceback.print_exc()
    os._exit(status)


@dataclass(frozen=True, slots=True)
class _Received:
    """A command and when it was read, in seconds of the monotonic clock."""

    command: Command
    at: float


class _Server:
    def __init__(self, events: BinaryIO) -> None:
        self._events = events
        self._commands: queue.SimpleQueue[_Received] = queue.SimpleQueue()
        self._to_count: queue.SimpleQueue[Count] = queue.SimpleQueue()
        self._writing = threading.Lock()
        self._lock = threading.Lock()
        self._open_runs: set[int] = set()
        self._cancelled: set[int] = set()
        self._running: int | None = None
        self._interrupt: Callable[[], None] = lambda: None
        self._measured: native.Session | None = None
        self._energy = EnergyWatch(())
        self._memory = MemoryWatch()

    def read_commands(self, lines: BinaryIO) -> None:
        """The reader thread. Its end is the process's: the parent closed its end, or nobody could stop this engine."""
        try:
            self._read(lines)
        except Exception:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def _read(self, lines: BinaryIO) -> None:
        while line := lines.readline(MAX_COMMAND_BYTES + 1):
            try:
                command = decode_command(line)
            except WireError as error:
                _log.warning("dropped a command: %s", error)
                continue
            if isinstance(command, Cancel):
                self._cancel(command.run_id)
            elif isinstance(command, Count):
                self._to_count.put(command)
            else:
                if isinstance(command, Generate):
                    with self._lock:
                        self._open_runs.add(command.run_id)
                self._commands.put(_Received(command, time.monotonic()))
                with self._lock:
                    if self._measured is not None:
                        self._measured.cancel()

    def _cancel(self, run_id: int) -> None:
        """Called on the reader thread; sets flags alone."""
        with self._lock:
            if run_id in self._open_runs:
                self._cancelled.add(run_id)
                if run_id == self._running:
                    self._interrupt()

    def run(self) -> int:
        """The main thread: load, then one run after another."""
        library = llama_backend.Library()
        self._write(
            Hello(
                protocol_version=PROTOCOL_VERSION,
                engine_version=VERSION,
                llama_version=library.version,
            )
        )
        first = self._commands.get().command
        if isinstance(first, Shutdown):
            return 0
        if not isinstance(first, LoadParams):
            self._write(_bug(None, f"the first command was {type(first).__name__}, not LoadParams"))
            return 1
        try:
            model = llama_backend.load(library, first, on_progress=self._progress_writer())
        except EngineError as error:
            self._write(_failed(None, error))
            return 1
        except Exception:
            self._write(_bug(None, traceback.format_exc()))
            return 1
        ready = time.monotonic()
        taken = None if model.record is None else model.record.memory
        self._write(Ready(model=model.info, choices=model.choices, memory=taken))
        self._answer_counts(model)
        self._energy = EnergyWatch(counters())
        self._memory = memory_watch(has_gpu=model.info.n_gpu_layers > 0)
        record = LoadRecorder(first.curve_dir, model.record)
        calibration = _calibration(library, first, model)
        if calibration.result.points:
            self._write(calibration.result)
        record.keep(calibration.result.points)
        may_measure = True  # whether anything has changed since a measurement came to its end
        while True:
            try:
                received = self._commands.get(timeout=IDLE_S if may_measure else None)
            except queue.Empty:
                may_measure = not self._measure_in_background(calibration, model.session)
                record.keep(calibration.result.points)
                continue
            match received.command:
                case Generate():
                    self._answer(model, received.command, received=received.at, ready=ready)
                    may_measure = True
                case MeasureCurve():
                    self._measure_now(calibration, model.session)
                    record.keep(calibration.result.points)
                case Shutdown():
                    return 0
                case _:
                    _log.warning("ignored a %s", type(received.command).__name__)

    def _measure_in_background(self, calibration: Calibration, session: native.Session) -> bool:
        """True when it came to its end, False when a command came. A complete curve is told, once."""
        is_complete = False
        with self._measuring(session) as may_begin:
            if not may_begin:
                return False
            try:
                for latest in calibration.run(may_drop_conversation=False):
                    is_complete = latest.is_complete
            except native.NativeError as error:
                _log.warning("passes could not be measured: %s", error)
                return True
            was_stopped = session.cancelled
        if is_complete:
            self._write(calibration.result)
        return not was_stopped

    def _measure_now(self, calibration: Calibration, session: native.Session) -> None:
        """Measure until all is known or a command comes; each turn of passes is told."""
        with self._measuring(session) as may_begin:
            try:
                for latest in calibration.run(may_drop_conversation=True) if may_begin else ():
                    if not latest.is_complete:
                        self._write(latest)
            except native.NativeError as error:
                self._write(Failed(run_id=None, kind=FailureKind.BUG, message=str(error)))
                return
        calibration.finish_writing()
        self._write(calibration.result)

    @contextlib.contextmanager
    def _measuring(self, session: native.Session) -> Iterator[bool]:
        """Inside it a command sets the session's cancel flag. False: one has come already."""
        with self._lock:
            may_begin = self._commands.empty()
            if may_begin:
                session.clear_cancel()
                self._measured = session
        self._energy.disturb()
        try:
            yield may_begin
        finally:
            with self._lock:
                self._measured = None
            self._energy.rest()

    def _answer(self, model: llama_backend.LoadedModel, command: Generate, *, received: float, ready: float) -> None:
        run_id = command.run_id
        with self._lock:
            self._running, self._interrupt = run_id, model.session.cancel
        try:
            for event in generate(
                model,
                command,
                received=received,
                ready=ready,
                is_cancelled=lambda: run_id in self._cancelled,
                energy=self._energy,
                memory=self._memory,
            ):
                self._write(event)
        except Exception:
            self._write(_bug(run_id, traceback.format_exc()))
        finally:
            with self._lock:
                self._running = None
                self._open_runs.discard(run_id)
                self._cancelled.discard(run_id)

    def _progress_writer(self) -> Callable[[float], None]:
        """Writes at most one LoadProgress for each percent."""
        last = -1

        def write(fraction: float) -> None:
            nonlocal last
            percent = int(fraction * 100)
            if percent > last:
                last = percent
                self._write(LoadProgress(fraction=fraction))

        return write

    def _answer_counts(self, model: llama_backend.LoadedModel) -> None:
        counter = PromptCounter(model.prompter, model.vocabulary)
        arguments = (counter, self._to_count, self._write)
        threading.Thread(target=answer_counts, args=arguments, name="counter", daemon=True).start()

    def _write(self, event: Event) -> None:
        line = encode(event)
        with self._writing:
            self._events.write(line)
            self._events.flush()


def _calibration(library: llama_backend.Library, params: LoadParams, model: llama_backend.LoadedModel) -> Calibration:
    session, path = model.session, None
    if params.curve_dir:
        versions = f"{VERSION}, {library.version}"
        devices = [device.description for device in library.devices()]
        path = curve.curve_file(Path(params.curve_dir), model.info, versions=versions, devices=devices)
    return Calibration(
        session,
        model.info,
        text=model.vocabulary.tokenize(curve.TEXT.encode()),
        publish=lambda points: session.set_curve(llama_backend.native_points(points)),
        path=path,
        adapts_threads=params.n_threads is None and model.info.n_gpu_layers == 0,
        rewinds_freely=model.rewinds_freely,
    )


def _failed(run_id: int | None, error: EngineError) -> Failed:
    return Failed(run_id=run_id, kind=error.kind, message=error.message, detail=error.detail[-DETAIL_LIMIT_CHARS:])


def _bug(run_id: int | None, detail: str) -> Failed:
    return Failed(
        run_id=run_id,
        kind=FailureKind.BUG,
        message="Something went wrong inside the engine; this is a fault in Inglenook. Try again.",
        detail=detail[-DETAIL_LIMIT_CHARS:],
    )

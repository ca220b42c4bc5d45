"""The engine as a child process: commands on stdin, events on a guarded copy of stdout.

Two threads. The reader reads commands, sets cancel flags and queues the rest; the main thread loads the model and
generates. When stdin closes, the parent is gone and the process ends at once, whatever it is doing.

Before the first conversation the main thread measures what passes take, if no file tells. A command stops it within a
pass: the reader queues the command, then sets the session's cancel flag while `_measuring` is set. The main thread
clears that flag under the same lock, and only if the queue is empty then, so no command can be overlooked; `begin`
clears it for an answer.
"""

from __future__ import annotations

import importlib.metadata
import logging
import os
import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from . import curve, llama_backend
from .errors import EngineError, WireError
from .generate import generate
from .protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Command,
    Curve,
    Event,
    Failed,
    Generate,
    Hello,
    LoadProgress,
    MeasureCurve,
    Ready,
    Shutdown,
)
from .types import CurvePoint, FailureKind, LoadParams
from .wire import MAX_COMMAND_BYTES, decode_command, encode

_log = logging.getLogger("engine")

DETAIL_LIMIT_CHARS = 64 << 10


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
        self._lock = threading.Lock()
        self._open_runs: set[int] = set()
        self._cancelled: set[int] = set()
        self._running: int | None = None
        self._interrupt: Callable[[], None] = lambda: None
        self._measuring: Callable[[], None] | None = None  # stops the measurement that runs

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
            else:
                if isinstance(command, Generate):
                    with self._lock:
                        self._open_runs.add(command.run_id)
                self._commands.put(_Received(command, time.monotonic()))
                with self._lock:
                    if self._measuring is not None:
                        self._measuring()

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
                engine_version=importlib.metadata.version("inglenook"),
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
        self._write(Ready(model=model.info))
        curve_path = _curve_path(library, first, model)
        points = curve.read_curve(curve_path) if curve_path else ()
        if points:
            model.session.set_curve(llama_backend.native_points(points))
            self._write(Curve(points=points, is_complete=True))
        else:
            self._measure(model, first, curve_path)
        while not isinstance((received := self._commands.get()).command, Shutdown):
            match received.command:
                case Generate():
                    self._answer(model, received.command, received=received.at, ready=ready)
                case MeasureCurve():
                    self._measure(model, first, curve_path)
                case _:
                    _log.warning("ignored a %s", type(received.command).__name__)
        return 0

    def _measure(self, model: llama_backend.LoadedModel, params: LoadParams, path: Path | None) -> None:
        """Measure until done or until a command comes. What a conversation left in the KV cache is lost."""
        session = model.session
        with self._lock:
            if not self._commands.empty():
                self._write(Curve(points=(), is_complete=False))
                return
            session.clear_cancel()
            self._measuring = session.cancel
        plan = curve.sweeps(model.info, adapts_threads=params.n_threads is None and model.info.n_gpu_layers == 0)
        text = model.vocabulary.tokenize(curve.TEXT.encode())
        points: tuple[CurvePoint, ...] = ()
        n_done = 0
        cpu_s, wall_s = time.process_time(), time.monotonic()
        try:
            for measured in curve.measure(session, plan, text):
                points += measured
                n_done += 1
                session.set_curve(llama_backend.native_points(points))
        finally:
            with self._lock:
                self._measuring = None
        cpu_s, wall_s = time.process_time() - cpu_s, time.monotonic() - wall_s
        session.set_threads(model.info.n_threads)
        is_complete = n_done == len(plan)
        if is_complete and path is not None and not curve.was_disturbed(cpu_s, wall_s, model.info.n_threads):
            curve.write_curve(path, points)
        self._write(Curve(points=points, is_complete=is_complete))

    def _answer(self, model: llama_backend.LoadedModel, command: Generate, *, received: float, ready: float) -> None:
        run_id = command.run_id
        with self._lock:
            self._running, self._interrupt = run_id, model.session.cancel
        try:
            for event in generate(
                model, command, received=received, ready=ready, is_cancelled=lambda: run_id in self._cancelled
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

    def _write(self, event: Event) -> None:
        self._events.write(encode(event))
        self._events.flush()


def _curve_path(library: llama_backend.Library, params: LoadParams, model: llama_backend.LoadedModel) -> Path | None:
    if not params.curve_dir:
        return None
    devices = [device.description for device in library.devices()]
    return curve.curve_file(Path(params.curve_dir), model.info, versions=library.version, devices=devices)


def _failed(run_id: int | None, error: EngineError) -> Failed:
    return Failed(run_id=run_id, kind=error.kind, message=error.message, detail=error.detail[-DETAIL_LIMIT_CHARS:])


def _bug(run_id: int | None, detail: str) -> Failed:
    return Failed(
        run_id=run_id,
        kind=FailureKind.BUG,
        message="Something went wrong inside the engine; this is a fault in Inglenook. Try again.",
        detail=detail[-DETAIL_LIMIT_CHARS:],
    )

"""The engine child as the window talks to it: QProcess, lines in, lines out, and one signal with every event.

Owns the child's life: started with its load parameters, ended when another model is wanted, killed when it ignores a
cancel. A death that nobody asked for is an event, `Failed(kind=CRASHED)`. Knows nothing of conversations or widgets.
Everything happens on the GUI thread; only `shut_down`, at the very end, waits.
"""

from __future__ import annotations

import logging
import math
import time
from collections import deque
from collections.abc import Mapping, Sequence

from inglenook_engine.protocol import (
    Cancel,
    Chunk,
    Count,
    Event,
    Failed,
    Finished,
    Generate,
    Hello,
    PrefillProgress,
    Shutdown,
)
from inglenook_engine.types import LoadParams
from inglenook_engine.wire import encode, encoded_parts
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, QTimer, Signal

from .frames import (
    CANCEL_PATIENCE_S,
    FrameReader,
    StderrTail,
    check_hello,
    describe_exit,
    describe_ignored_cancel,
    describe_missing_command,
)

_log = logging.getLogger("inglenook.link")

GOODBYE_MS = 1000
"""How long an engine that is no longer wanted may take to end by itself."""

AT_ONCE_S = 0.008
"""Events that came together are told for so long, and the others when the window has had its turn: while another thread
reads a long conversation, each of them may take milliseconds."""

PROGRESS_MS = 30
"""How long the progress of a prompt waits to be told. Right after the last of it comes the first text, which would have
to wait until the window has shown it."""

PIECE_BYTES = 1 << 18
"""Given to Qt at once, which copies it: a whole long conversation takes longer than a frame."""


class EngineLink(QObject):
    """At most one engine child at a time. `happened` carries every `Event`, in order, for the engine started last; of
    the progress of a prompt the newest, unless the text comes first.

    command, environment: of the child, see `frames`. A new `load` while a child lives ends that one first, because
    two models at once may not fit in memory; the new one starts when the old one is gone.
    patience_s: how long a cancelled run may take to end.
    """

    happened = Signal(object)

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        parent: QObject | None = None,
        *,
        patience_s: float = CANCEL_PATIENCE_S,
    ) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._environment = QProcessEnvironment()
        for name, value in environment.items():
            self._environment.insert(name, value)
        self._process: QProcess | None = None
        self._leaving: QProcess | None = None
        self._wanted: LoadParams | None = None
        self._unsent: deque[memoryview] = deque()
        self._loaded_path = ""
        self._reader = FrameReader()
        self._untold: deque[Event] = deque()
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._tell)
        self._progress: PrefillProgress | None = None
        self._progress_due = QTimer(self)
        self._progress_due.setSingleShot(True)
        self._progress_due.setInterval(PROGRESS_MS)
        self._progress_due.timeout.connect(self._tell_progress)
        self._stderr = StderrTail()
        self._cancelled_run: int | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(round(patience_s * 1000))
        self._patience.timeout.connect(self._kill_deaf_engine)
        self._goodbye = QTimer(self)
        self._goodbye.setSingleShot(True)
        self._goodbye.setInterval(GOODBYE_MS)
        self._goodbye.timeout.connect(self._kill_leaving)

    def another(self, parent: QObject | None = None) -> EngineLink:
        """To one more engine of the same program, for a second model. Nothing runs until it loads one."""
        names = self._environment.keys()
        return EngineLink(self._command, {name: self._environment.value(name) for name in names}, parent)

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        """Process id of the engine, 0 when none runs."""
        return self._process.processId() if self._process is not None else 0

    def load(self, params: LoadParams) -> None:
        """Start an engine with this model, after ending the one that runs."""
        self.unload()
        if self._leaving is not None:
            self._wanted = params
        else:
            self._start(params)

    def unload(self) -> None:
        """End the engine; nothing more is heard of it. Harmless when none runs."""
        self._wanted = None
        self._forget()
        self._patience.stop()
        self._cancelled_run = None
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read_events)
        process.bytesWritten.disconnect(self._send_on)
        self._leaving = process
        process.write(b"".join(self._unsent) + encode(Shutdown()))
        self._unsent.clear()
        process.closeWriteChannel()
        self._goodbye.start()

    def generate(self, command: Generate) -> None:
        """Only while an engine is ready. On its way when this returns: what the window does next takes longer than a
        small model needs for its first token."""
        self._write(command)
        if self._process is not None:
            self._process.waitForBytesWritten(0)

    def count(self, command: Count) -> None:
        """Only while an engine is ready; it goes on with what it does."""
        self._write(command)

    def cancel(self, run_id: int) -> None:
        """Ask the run to stop; an engine that says neither Finished nor Failed in time is killed."""
        if self._process is None:
            return
        self._cancelled_run = run_id
        self._patience.start()
        self._write(Cancel(run_id=run_id))

    def shut_down(self, wait_ms: int = 400) -> None:
        """End every child now, waiting at most `wait_ms` for each. For the end of the program."""
        self.unload()
        self._goodbye.stop()
        if (process := self._leaving) is not None:
            self._leaving = None
            process.finished.disconnect(self._on_finished)
            if process.state() != QProcess.ProcessState.NotRunning and not process.waitForFinished(wait_ms):
                process.kill()
                process.waitForFinished(wait_ms)
            process.deleteLater()

    def _start(self, params: LoadParams) -> None:
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        queued = Qt.ConnectionType.QueuedConnection  # never within a call that writes
        process.readyReadStandardOutput.connect(self._read_events, queued)
        process.readyReadStandardError.connect(self._read_stderr, queued)
        process.bytesWritten.connect(self._send_on, queued)
        process.finished.connect(self._on_finished, queued)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._unsent.clear()
        self._forget()
        self._reader = FrameReader()
        self._stderr = StderrTail()
        self._loaded_path = params.model_path
        process.start(self._command[0], self._command[1:])
        self._write(params)

    def _write(self, command: LoadParams | Generate | Cancel | Count) -> None:
        if self._process is None:
            return
        for part in encoded_parts(command):
            whole = memoryview(part)
            self._unsent.extend(whole[at : at + PIECE_BYTES] for at in range(0, len(whole), PIECE_BYTES))
        self._send_on()

    def _send_on(self) -> None:
        """As much as the engine takes, and one piece more."""
        process = self._process
        while process is not None and self._unsent and process.bytesToWrite() < PIECE_BYTES:
            process.write(bytes(self._unsent.popleft()))

    def _read_events(self) -> None:
        process = self._process
        if process is None or process is not self.sender():
            return
        self._untold.extend(self._reader.feed(bytes(process.readAllStandardOutput().data())))
        self._tell()

    def _tell(self, for_s: float = AT_ONCE_S) -> None:
        """In order, and of no engine but this one: a listener may end it."""
        until, process = time.monotonic() + for_s, self._process
        while self._untold and process is self._process:
            if time.monotonic() > until:
                self._more.start(0)
                return
            self._on_event(self._untold.popleft())

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Hello) and (mismatch := check_hello(event)) is not None:
            self.unload()
            self.happened.emit(mismatch)
            return
        if isinstance(event, Finished | Failed) and event.run_id == self._cancelled_run:
            self._patience.stop()
            self._cancelled_run = None
        if isinstance(event, PrefillProgress):
            self._progress = event
            if not self._progress_due.isActive():
                self._progress_due.start()
            return
        if isinstance(event, Chunk | Finished | Failed):
            self._progress = None
        self.happened.emit(event)

    def _forget(self) -> None:
        """What the engine said and nobody has heard."""
        self._untold.clear()
        self._progress = None

    def _tell_progress(self) -> None:
        progress, self._progress = self._progress, None
        if progress is not None:
            self.happened.emit(progress)

    def _read_stderr(self) -> None:
        process = self.sender()
        if not isinstance(process, QProcess):
            return
        data = bytes(process.readAllStandardError().data())
        _log.debug("engine: %s", data.decode("utf-8", "replace").rstrip())
        if process is self._process:
            self._stderr.feed(data)

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        """A death nobody asked for. What the engine still said before it comes first."""
        process = self._process
        if process is None or process is not self.sender():
            self._on_left()
            return
        self._untold.extend(self._reader.feed(bytes(process.readAllStandardOutput().data())))
        self._tell(math.inf)
        if process is not self._process:
            return
        self._stderr.feed(bytes(process.readAllStandardError().data()))
        self._process = None
        self._forget()
        self._patience.stop()
        process.deleteLater()
        was_signal = status == QProcess.ExitStatus.CrashExit and exit_code > 0  # Windows: a negative status
        returncode = -exit_code if was_signal else exit_code
        failure = describe_exit(returncode, self._stderr.text(), self._loaded_path)
        _log.warning("the engine ended by itself: %s", failure.detail)
        self.happened.emit(failure)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """Only a start that failed has no `finished` after it; write errors are followed by the death itself."""
        process = self._process
        if error != QProcess.ProcessError.FailedToStart or process is None:
            return
        self._process = None
        process.deleteLater()
        self.happened.emit(describe_missing_command(self._command, OSError(process.errorString())))

    def _kill_deaf_engine(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._forget()
        self._cancelled_run = None
        _log.warning("the engine ignored a cancel and is killed")
        self._leaving = process
        process.kill()
        self.happened.emit(describe_ignored_cancel(None))

    def _kill_leaving(self) -> None:
        if self._leaving is not None:
            self._leaving.kill()

    def _on_left(self) -> None:
        """The engine that was asked to go is gone; start the one that is wanted."""
        if self._leaving is None or self._leaving.state() != QProcess.ProcessState.NotRunning:
            return
        self._goodbye.stop()
        self._leaving.deleteLater()
        self._leaving = None
        if (params := self._wanted) is not None:
            self._wanted = None
            self._start(params)

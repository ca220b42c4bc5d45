"""One fetcher child for one job, as the window talks to it: QProcess, lines in, lines out, a signal with every event.

The one way from the window to the network. Before a child is started the offline switch is asked, and before anything
else is done with an event, a request and its answer stand in the ledger; where the ledger cannot be written, the child
is ended. Everything happens on the GUI thread; only `shut_down`, at the very end, waits.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from .fetcher.protocol import (
    Answered,
    Cancel,
    Cancelled,
    FetcherEvent,
    FetchFailed,
    FetchFailureKind,
    Hello,
    LastEvent,
    Phase,
    Progress,
    Requested,
    Resolved,
)
from .fetcher.wire import encode
from .frames import StderrTail
from .hub.environment import fetcher_command, fetcher_environment
from .hub.fetcher_child import (
    MAX_BAD_LINES,
    check_fetcher_hello,
    describe_fetcher_exit,
    describe_fetcher_nonsense,
    describe_missing_fetcher,
    fetcher_reader,
)
from .hub.ledger import Ledger, LedgerError, new_ledger
from .hub.switch import NetworkSettings, judge, read_network

if TYPE_CHECKING:
    from .fetcher.protocol import FetcherJob

_log = logging.getLogger("inglenook.hub")

PATIENCE_MS = 150
"""How long a child may take to end after a cancel, or after its last word."""

GONE_MS = 200
"""How long a killed child may take to be gone, at the end of the program. It takes a few milliseconds."""


def refusal(network: NetworkSettings, environ: Mapping[str, str]) -> str:
    """Why no request may go out now, as a sentence; "" when it may. Before the first click nothing may."""
    admission = judge(network, environ)
    if admission.is_first:
        return (
            f"Inglenook has never been told that it may use the network, so nothing is asked of {admission.host}. "
            "Search or download under Models, and it may."
        )
    return "" if admission.is_allowed else admission.sentence


class HubLink(QObject):
    """At most one child at a time. happened: every event before the last, in order. ended: the last, when the child is
    gone, and every socket with it; exactly one for each `start`, and never before `start` has returned.

    data_dir: where the switch and the ledger are. environ: what says where the hub is, and who asks. command: of the
    child.
    """

    happened = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        data_dir: Path,
        environ: Mapping[str, str] = os.environ,
        parent: QObject | None = None,
        *,
        command: Sequence[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._environ = environ
        self._command = list(command) if command is not None else fetcher_command()
        self._process: QProcess | None = None
        self._ledger: Ledger | None = None
        self._reader = fetcher_reader()
        self._stderr = StderrTail()
        self._last: LastEvent | None = None
        self._is_busy = False
        self._is_cancelled = False
        self._kept_bytes = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._kill)
        self._immediate = QTimer(self)
        self._immediate.setSingleShot(True)
        self._immediate.setInterval(0)
        self._immediate.timeout.connect(self._end)

    @property
    def is_running(self) -> bool:
        """From `start` until `ended`."""
        return self._is_busy

    @property
    def pid(self) -> int:
        """Process id of the child, 0 when none runs."""
        return self._process.processId() if self._process is not None else 0

    def start(self, job: FetcherJob, environment: Mapping[str, str] | None = None) -> None:
        """Only when none is running. environment: the whole of what the child sees, `fetcher_environment` unless given.

        The switch is turned by whoever asks on behalf of a click (`hub.switch.admit`); here it is only obeyed.
        """
        if self._is_busy:
            raise RuntimeError("a job is running already")
        self._is_busy = True
        self._is_cancelled = False
        self._last = None
        self._kept_bytes = 0
        network = read_network(self._data_dir)
        if sentence := refusal(network, self._environ):
            self._end_later(FetchFailed(kind=FetchFailureKind.OFFLINE, message=sentence))
            return
        self._ledger = new_ledger(self._data_dir)
        try:
            self._ledger.begin()
        except LedgerError as error:
            self._end_later(FetchFailed(kind=FetchFailureKind.DISK, message=str(error)))
            return
        self._reader = fetcher_reader()
        self._stderr = StderrTail()
        process = QProcess(self)
        names = QProcessEnvironment()
        if environment is None:
            environment = fetcher_environment(self._environ, network)
        for name, value in environment.items():
            names.insert(name, value)
        process.setProcessEnvironment(names)
        process.readyReadStandardOutput.connect(self._read_events)
        process.readyReadStandardError.connect(self._read_stderr)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start(self._command[0], self._command[1:])
        if self._last is None:
            process.write(encode(job))

    def cancel(self) -> None:
        """Ask the child to end; one that has not within 150 ms is killed. Harmless when none runs."""
        if self._process is None or self._is_cancelled:
            return
        self._is_cancelled = True
        self._process.write(encode(Cancel()))
        self._process.closeWriteChannel()
        self._patience.start()

    def shut_down(self) -> None:
        """End the child at once; nothing more is heard of it. For the end of the program: it alone waits, for a process
        that is being killed."""
        self._patience.stop()
        self._immediate.stop()
        process, self._process = self._process, None
        self._is_busy = False
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read_events)
            process.readyReadStandardError.disconnect(self._read_stderr)
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
            process.kill()
            process.waitForFinished(GONE_MS)
            process.deleteLater()

    def _read_events(self) -> None:
        if self._process is not None:
            self._take(self._process)

    def _take(self, process: QProcess) -> None:
        for event in self._reader.feed(bytes(process.readAllStandardOutput().data())):
            if self._last is not None or process is not self._process:
                return
            self._on_event(event)
        if self._last is None and self._reader.dropped_lines > MAX_BAD_LINES:
            self._give_up(describe_fetcher_nonsense(self._reader.dropped_lines))

    def _on_event(self, event: FetcherEvent) -> None:
        if isinstance(event, Requested | Answered) and not self._is_noted(event):
            return
        if isinstance(event, Hello) and (mismatch := check_fetcher_hello(event)) is not None:
            self._give_up(mismatch)
            return
        match event:
            case Resolved(resumed_bytes=kept_bytes) | Progress(phase=Phase.DOWNLOADING, done_bytes=kept_bytes):
                self._kept_bytes = kept_bytes
        if isinstance(event, LastEvent):
            self._last = event
            self._patience.start()
        else:
            self.happened.emit(event)

    def _is_noted(self, event: Requested | Answered) -> bool:
        """False when the ledger refuses it, and the child is on its way out for that."""
        try:
            if self._ledger is not None:
                self._ledger.note(event)
        except LedgerError as error:
            self._give_up(FetchFailed(kind=FetchFailureKind.DISK, message=str(error), kept_bytes=self._kept_bytes))
            return False
        return True

    def _give_up(self, why: FetchFailed) -> None:
        self._last = why
        self._kill()

    def _read_stderr(self) -> None:
        if self._process is not None:
            self._take_stderr(self._process)

    def _take_stderr(self, process: QProcess) -> None:
        data = bytes(process.readAllStandardError().data())
        if data:
            _log.debug("fetcher: %.2000s", data.decode("utf-8", "replace").rstrip())
            self._stderr.feed(data)

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        self._take(process)  # what it still said before it ended
        self._take_stderr(process)
        if self._last is None:
            if self._is_cancelled:
                self._last = Cancelled(kept_bytes=self._kept_bytes)
            else:
                was_signal = status == QProcess.ExitStatus.CrashExit and exit_code > 0  # Windows: a negative status
                death = describe_fetcher_exit(-exit_code if was_signal else exit_code, self._stderr.text())
                self._last = replace(death, kept_bytes=self._kept_bytes)
                _log.warning("the fetcher ended by itself: %s", death.detail)
        self._end()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """Only a start that failed has no `finished` after it; it may fail before `start` has returned."""
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end_later(describe_missing_fetcher(self._process.errorString()))

    def _end_later(self, last: LastEvent) -> None:
        self._last = last
        self._immediate.start()

    def _end(self) -> None:
        self._patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self._is_busy = False
        last, self._last = self._last, None
        self.ended.emit(last)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

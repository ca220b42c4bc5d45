"""A child process that is asked one thing, answers on its stdout, and ends: as the window starts such.

The newest question wins: one that is still open when another comes is dropped and its child ended. Everything happens
on the GUI thread; nothing waits.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

_log = logging.getLogger("inglenook.link")


class ChildTrouble(Enum):
    """Why a child's answer is not to be had, or not whole."""

    NOT_STARTED = auto()
    CRASHED = auto()
    TOO_LONG = auto()
    """It took longer than it may."""
    TOO_MUCH = auto()
    """It wrote more than it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAnswer:
    """output: all of its stdout; b"" of one that was ended here. trouble: None for a child that ended by itself."""

    output: bytes
    trouble: ChildTrouble | None = None


class OneShotChild(QObject):
    """answered: a ChildAnswer, for the newest question alone. environment: of a child. name: for the log."""

    answered = Signal(object)

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        patience_ms: int,
        max_output_bytes: int,
        name: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._environment = QProcessEnvironment()
        for variable, value in environment.items():
            self._environment.insert(variable, value)
        self._max_output_bytes = max_output_bytes
        self._name = name
        self._process: QProcess | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._on_impatience)

    @property
    def is_busy(self) -> bool:
        return self._process is not None

    def ask(self, command: Sequence[str], data: bytes = b"") -> None:
        """data: for its stdin, which is then closed."""
        self.stop()
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._patience.start()
        process.start(command[0], list(command[1:]))
        if data:
            process.write(data)
        process.closeWriteChannel()

    def stop(self) -> None:
        """Nobody wants the open answer any more. Harmless otherwise."""
        self._patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.finished.connect(process.deleteLater)
            process.kill()

    def shut_down(self, wait_ms: int = 400) -> None:
        """For the end of the program: no child outlives it."""
        process = self._process
        self.stop()
        if process is not None:
            process.waitForFinished(wait_ms)

    def _on_output(self) -> None:
        process = self._process
        if process is None or process is not self.sender():
            return
        if process.bytesAvailable() > self._max_output_bytes:
            self._end(ChildTrouble.TOO_MUCH)

    def _on_finished(self, _exit_code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None or process is not self.sender():
            return  # nobody waits for it any more
        if process.bytesAvailable() > self._max_output_bytes:
            self._end(ChildTrouble.TOO_MUCH)
            return
        self._process = None
        self._patience.stop()
        output = bytes(process.readAllStandardOutput().data())
        process.deleteLater()
        has_crashed = status is QProcess.ExitStatus.CrashExit
        self.answered.emit(ChildAnswer(output=output, trouble=ChildTrouble.CRASHED if has_crashed else None))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """Only a start that failed has no `finished` after it."""
        process = self._process
        if error == QProcess.ProcessError.FailedToStart and process is not None and process is self.sender():
            _log.warning("no %s: %s", self._name, process.errorString())
            self._end(ChildTrouble.NOT_STARTED)

    def _on_impatience(self) -> None:
        _log.warning("the %s took too long", self._name)
        self._end(ChildTrouble.TOO_LONG)

    def _end(self, trouble: ChildTrouble) -> None:
        process = self._process
        if trouble is ChildTrouble.NOT_STARTED and process is not None:
            self._process = None
            process.deleteLater()
        self.stop()
        self.answered.emit(ChildAnswer(output=b"", trouble=trouble))

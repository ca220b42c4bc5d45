"""What headers say of model files, for the window: each question is a child of the engine (`python -m inglenook_engine
headers`), so that no stranger's header is read in this process.

The newest question wins: one that is still open when another comes is dropped and its child ended. Everything happens
on the GUI thread; nothing waits.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from .library.details import HeaderFacts, facts_from, headers_command

_log = logging.getLogger("inglenook.library")

PATIENCE_MS = 120_000
MAX_OUTPUT_BYTES = 1 << 20


class HeaderReading(QObject):
    """read: the HeaderFacts of the newest question by path, those alone that could be read. environment: of a child."""

    read = Signal(object)

    def __init__(self, environment: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._environment = QProcessEnvironment()
        for name, value in environment.items():
            self._environment.insert(name, value)
        self._process: QProcess | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.stop)

    def ask(self, paths: Sequence[Path]) -> None:
        """`.gguf-head` files too. Answered by `read`, unless another question comes before or the child is ill."""
        self.stop()
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._patience.start()
        command = headers_command([os.fspath(path) for path in paths])
        process.start(command[0], command[1:])
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

    def _on_finished(self) -> None:
        process = self._process
        if process is None or process is not self.sender():
            return  # nobody waits for it any more
        self._process = None
        self._patience.stop()
        output = bytes(process.readAllStandardOutput().data()[: MAX_OUTPUT_BYTES + 1])
        process.deleteLater()
        facts: dict[Path, HeaderFacts] = {Path(one.path): one for one in facts_from(output) if one.error is None}
        self.read.emit(facts)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """Only a start that failed has no `finished` after it."""
        process = self._process
        if error == QProcess.ProcessError.FailedToStart and process is not None and process is self.sender():
            _log.warning("no header is read: %s", process.errorString())
            self._process = None
            self._patience.stop()
            process.deleteLater()

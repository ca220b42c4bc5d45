"""Plans of models for the window, each from a short-lived child, so that no stranger's header is read in this process.

The newest question wins: one that is still open when another comes is dropped and its child ended. Everything happens
on the GUI thread; nothing waits.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inglenook_engine.errors import WireError
from inglenook_engine.plan_types import MemoryPlan, PlanAnswer, PlanRequest
from inglenook_engine.wire import from_json, to_json
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

_log = logging.getLogger("inglenook.link")

PATIENCE_MS = 150_000
"""A plan takes a second or less; on a machine that swaps, its children may take their own minute each."""
MAX_OUTPUT_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The answer to a request. Of plan and error exactly one is there; error: a sentence for the person."""

    request: PlanRequest
    plan: MemoryPlan | None
    error: str


class ModelPlans(QObject):
    """planned: a Planned, for the newest request alone. command: of a child, from the request as JSON; environment: of
    that child."""

    planned = Signal(object)

    def __init__(
        self, command: Callable[[str], list[str]], environment: Mapping[str, str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._environment = QProcessEnvironment()
        for name, value in environment.items():
            self._environment.insert(name, value)
        self._request: PlanRequest | None = None
        self._process: QProcess | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    @property
    def is_busy(self) -> bool:
        return self._process is not None

    def ask(self, request: PlanRequest) -> None:
        """Answered by `planned`, unless another request comes before."""
        self.stop()
        self._request = request
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._patience.start()
        command = self._command(json.dumps(to_json(request)))
        process.start(command[0], command[1:])
        process.closeWriteChannel()

    def stop(self) -> None:
        """Nobody wants the open answer any more. Harmless otherwise."""
        self._patience.stop()
        self._request = None
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
        try:
            answer = from_json(PlanAnswer, json.loads(output))
        except (ValueError, RecursionError, WireError) as error:
            _log.warning("a plan could not be read: %.200s", error)
            answer = PlanAnswer()
        self._tell(answer)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """Only a start that failed has no `finished` after it."""
        process = self._process
        if error == QProcess.ProcessError.FailedToStart and process is not None and process is self.sender():
            _log.warning("no plan of a model: %s", process.errorString())
            self._process = None
            self._patience.stop()
            process.deleteLater()
            self._tell(PlanAnswer())

    def _give_up(self) -> None:
        request = self._request
        self.stop()
        self._request = request
        self._tell(PlanAnswer())

    def _tell(self, answer: PlanAnswer) -> None:
        request, self._request = self._request, None
        if request is None:
            return
        error = ""
        if answer.plan is None:
            error = answer.error or self.tr("The engine made no plan of this model. Try again.")
        self.planned.emit(Planned(request=request, plan=answer.plan, error=error))

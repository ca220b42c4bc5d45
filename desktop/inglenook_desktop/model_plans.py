"""Plans of models for the window, each from a short-lived child, so that no stranger's header is read in this process.

The newest question wins.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inglenook_engine.errors import WireError
from inglenook_engine.plan_types import MemoryPlan, PlanAnswer, PlanRequest
from inglenook_engine.wire import from_json, to_json
from PySide6.QtCore import QObject, Signal

from .one_shot_child import ChildAnswer, OneShotChild

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
        self._request: PlanRequest | None = None
        self._child = OneShotChild(
            environment,
            patience_ms=PATIENCE_MS,
            max_output_bytes=MAX_OUTPUT_BYTES,
            name="plan of a model",
            parent=self,
        )
        self._child.answered.connect(self._on_answer)

    @property
    def is_busy(self) -> bool:
        return self._child.is_busy

    def ask(self, request: PlanRequest) -> None:
        """Answered by `planned`, unless another request comes before."""
        self._request = request
        self._child.ask(self._command(json.dumps(to_json(request))))

    def stop(self) -> None:
        """Nobody wants the open answer any more. Harmless otherwise."""
        self._request = None
        self._child.stop()

    def shut_down(self, wait_ms: int = 400) -> None:
        """For the end of the program: no child outlives it."""
        self._request = None
        self._child.shut_down(wait_ms)

    def _on_answer(self, told: ChildAnswer) -> None:
        answer = PlanAnswer()
        if told.output:
            try:
                answer = from_json(PlanAnswer, json.loads(told.output))
            except (ValueError, RecursionError, WireError) as error:
                _log.warning("a plan could not be read: %.200s", error)
        request, self._request = self._request, None
        if request is None:
            return
        sentence = ""
        if answer.plan is None:
            sentence = answer.error or self.tr("The engine made no plan of this model. Try again.")
        self.planned.emit(Planned(request=request, plan=answer.plan, error=sentence))

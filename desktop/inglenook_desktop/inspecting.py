"""Files on their way through the inspector, one child after another. Everything happens on the GUI thread; nothing
waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from inglenook_engine.extract_types import ExtractProblem
from PySide6.QtCore import QCoreApplication, QObject, Signal

from .attachments import tidy_name
from .extracting import (
    CRASHED,
    MAX_OUTPUT_BYTES,
    NOT_STARTED,
    PATIENCE_S,
    Extracted,
    extracted,
    sentence,
    words_of,
)
from .frames import engine_environment
from .one_shot_child import ChildAnswer, ChildTrouble, OneShotChild


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """key: of whoever asks. path: of a file; None for data that is here already."""

    key: Hashable
    name: str
    path: str | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """found: None where there is no text; refusal then says why, in the window's language."""

    asked: Inspection
    found: Extracted | None
    refusal: str = ""


class Inspecting(QObject):
    """inspected: an Inspected, for each question that was not dropped, in their order. idle: nothing is asked any more.

    command: of a child, from a path or None; environ: what that child may see some of."""

    inspected = Signal(object)
    idle = Signal()

    def __init__(
        self,
        command: Callable[[str | None], list[str]],
        environ: Mapping[str, str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._waiting: deque[Inspection] = deque()
        self._asked: Inspection | None = None
        self._child = OneShotChild(
            engine_environment(environ),
            patience_ms=round(PATIENCE_S * 1000),
            max_output_bytes=MAX_OUTPUT_BYTES,
            name="reading of an attached file",
            parent=self,
        )
        self._child.answered.connect(self._on_answer)

    def ask(self, inspection: Inspection) -> None:
        self._waiting.append(inspection)
        self._go_on()

    def drop(self, key: Hashable) -> None:
        """Nobody wants what was asked under this key."""
        self._waiting = deque(one for one in self._waiting if one.key != key)
        if self._asked is not None and self._asked.key == key:
            self._child.stop()
            self._asked = None
            self._go_on()

    def shut_down(self) -> None:
        """For the end of the program: no child outlives it."""
        self._waiting.clear()
        self._asked = None
        self._child.shut_down()

    def _go_on(self) -> None:
        if self._asked is not None:
            return
        if not self._waiting:
            self.idle.emit()
            return
        self._asked = asked = self._waiting.popleft()
        self._child.ask(self._command(asked.path), asked.data)

    def _on_answer(self, told: ChildAnswer) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            found = extracted(told.output) if told.trouble is None else None
            if found is not None and found.answer.problem is None:
                self.inspected.emit(Inspected(asked=asked, found=found))
            else:
                refusal = _refusal(asked.name, found, told.trouble)
                self.inspected.emit(Inspected(asked=asked, found=None, refusal=refusal))
        self._go_on()


def _refusal(name: str, found: Extracted | None, trouble: ChildTrouble | None) -> str:
    if found is not None and found.answer.problem is not None:
        template, values = words_of(found.answer.problem, name, found.answer.detail)
    elif trouble is ChildTrouble.TOO_LONG:
        template, values = words_of(ExtractProblem.TOO_SLOW, name, "")
    else:
        template, values = (NOT_STARTED if trouble is ChildTrouble.NOT_STARTED else CRASHED), (tidy_name(name),)
    return sentence(QCoreApplication.translate("", template), values)

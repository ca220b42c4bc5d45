"""What headers say of model files, for the window: each question is a child of the engine (`python -m inglenook_engine
headers`), so that no stranger's header is read in this process. The newest question wins.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from .library.details import HeaderFacts, facts_from, headers_command
from .one_shot_child import ChildAnswer, ChildTrouble, OneShotChild

PATIENCE_MS = 120_000
MAX_OUTPUT_BYTES = 1 << 20


class HeaderReading(QObject):
    """read: the HeaderFacts of the newest question by path, those alone that could be read. environment: of a child."""

    read = Signal(object)

    def __init__(self, environment: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._child = OneShotChild(
            environment,
            patience_ms=PATIENCE_MS,
            max_output_bytes=MAX_OUTPUT_BYTES,
            name="reading of headers",
            parent=self,
        )
        self._child.answered.connect(self._on_answer)

    def ask(self, paths: Sequence[Path]) -> None:
        """`.gguf-head` files too. Answered by `read`, unless another question comes before or the child is ill."""
        self._child.ask(headers_command([os.fspath(path) for path in paths]))

    def stop(self) -> None:
        """Nobody wants the open answer any more. Harmless otherwise."""
        self._child.stop()

    def shut_down(self, wait_ms: int = 400) -> None:
        """For the end of the program: no child outlives it."""
        self._child.shut_down(wait_ms)

    def _on_answer(self, answer: ChildAnswer) -> None:
        if answer.trouble in (None, ChildTrouble.CRASHED):
            found = (one for one in facts_from(answer.output) if one.error is None)
            facts: dict[Path, HeaderFacts] = {Path(one.path): one for one in found}
            self.read.emit(facts)

"""What a window shows and where it stands, written down soon after it has changed: a program that is killed comes back
where it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from .controller import Controller
from .side_by_side import BesidePhase
from .state import Loaded, Writing
from .views.main_window import MainWindow

PAUSE_MS = 500
"""From the first of several changes (a window is dragged) to their being written."""


class WindowKeeping(QObject):
    """Of one window. keep: writes it down, where it differs from what is there. Another conversation or model is
    written in the next turn, so that what is killed in the middle of its first answer has it. Of the rest nothing is
    written while an answer is being painted; what changed meanwhile follows it."""

    def __init__(self, window: MainWindow, controller: Controller, keep: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._keep = keep
        self._is_due = False
        self._shown = self._key()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write_unless_painting)
        self._at_once = QTimer(self)
        self._at_once.setSingleShot(True)
        self._at_once.timeout.connect(self._write)
        window.rearranged.connect(self.touch)
        controller.beside.changed.connect(self._look)
        controller.state_changed.connect(self._look)

    def touch(self) -> None:
        """Something to remember has changed."""
        self._is_due = True
        if not self._timer.isActive():
            self._timer.start(PAUSE_MS)

    def stop(self) -> None:
        """The window goes, and is written down by whoever ends it."""
        self._timer.stop()
        self._at_once.stop()
        self._is_due = False

    def _look(self) -> None:
        if (key := self._key()) != self._shown:
            self._shown = key
            self._is_due = True
            self._at_once.start(0)
        elif self._is_due and not self._timer.isActive() and not self._is_painting:
            self._timer.start(PAUSE_MS)

    def _key(self) -> tuple[object, ...]:
        """The conversation in view, and the models that are loaded."""
        state = self._controller.state
        model = state.engine.choice.path if isinstance(state.engine, Loaded) else None
        return state.conversation_id, model, self._controller.beside.shown.choice

    def _write_unless_painting(self) -> None:
        if self._is_due and not self._is_painting:
            self._write()

    def _write(self) -> None:
        self._is_due = False
        self._keep()

    @property
    def _is_painting(self) -> bool:
        """An answer that is being written is in view. One that is waited for is not being written."""
        state, beside = self._controller.state, self._controller.beside
        is_first = isinstance(state.answer, Writing) and not state.is_busy_elsewhere
        return is_first or (beside.shown.phase is BesidePhase.WRITING and not beside.is_answering_elsewhere)

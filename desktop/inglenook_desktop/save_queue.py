"""Answers that are not in the store yet: the one that streams, and those that the store has refused so far.

Owns the trying again. Its timer runs only while something waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from inglenook_engine.errors import UserFacingError

    from .live_answer import LiveAnswer

SAVE_INTERVAL_MS = 250
"""How often unsaved text is offered to the store when no event does it."""


class SaveQueue(QObject):
    """ended: an answer is stored whole. problem_changed: why saving does not work, None when it works again."""

    ended = Signal()
    problem_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: list[LiveAnswer] = []
        self._problem: UserFacingError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timer)

    @property
    def answers(self) -> tuple[LiveAnswer, ...]:
        return tuple(self._answers)

    def add(self, answer: LiveAnswer) -> None:
        """From its beginning on."""
        self._answers.append(answer)

    def drop(self, conversation_id: int) -> None:
        """Answers of a conversation that is to leave no trace: what is unsaved of them is not saved any more."""
        self._answers = [answer for answer in self._answers if answer.turn.conversation_id != conversation_id]

    def look(self) -> None:
        """After an event, or an attempt to save: let go of what is done, tell what is wrong, come back for the rest."""
        done = [answer for answer in self._answers if answer.end is not None and answer.is_saved]
        self._answers = [answer for answer in self._answers if answer not in done]
        for answer in done:
            answer.save_paint_time()
        if done:
            self.ended.emit()
        problem = next((answer.problem for answer in self._answers if answer.problem is not None), None)
        if str(problem or "") != str(self._problem or ""):
            self._problem = problem
            self.problem_changed.emit(problem)
        if not self._timer.isActive() and any(not answer.is_saved for answer in self._answers):
            self._timer.start()

    def save(self) -> None:
        """Try now."""
        for answer in self._answers:
            answer.save()
        self.look()

    def stop(self) -> None:
        """Try a last time and no more."""
        self.save()
        self._timer.stop()

    @property
    def unsaved_text(self) -> str:
        """Text that would be lost with the window, after trying once more; "" when everything is in the store."""
        return "\n\n".join(answer.text for answer in self._answers if not answer.save())

    def _on_timer(self) -> None:
        for answer in self._answers:
            answer.tick()
        self.look()

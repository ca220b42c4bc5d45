"""Tells that an answer is done, when it took long and no window of the program is in front.

The message names no word of the conversation unless the person wants that, and never one of a private conversation.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Event, Failed, Finished
from inglenook_engine.reasoning import answer_of
from inglenook_engine.types import FinishReason
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from .desk import Desk
from .engine_link import EngineLink
from .markdown_display import visible
from .preferences_keeping import PreferencesKeeping
from .state import ChatState
from .views.parts import duration_text

MAX_CHARS = 160
"""Of an answer in a message."""


class Teller(Protocol):
    """Shows a message of the system. text: plain."""

    def __call__(self, title: str, text: str) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    run_id: int
    conversation_id: int
    began_s: float


class AnswerNotices(QObject):
    """tell: shows a message. is_in_front: whether the person looks at the program. clock: seconds.

    wanted: the conversation of the last message, which the person clicked.
    """

    wanted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        link: EngineLink,
        preferences: PreferencesKeeping,
        *,
        tell: Teller,
        is_in_front: Callable[[], bool] | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._tell = tell
        self._is_in_front = is_in_front or _is_in_front
        self._clock = clock
        self._run: _Run | None = None
        self._told_of: int | None = None
        desk.changed.connect(self._on_state)
        link.happened.connect(self._on_event)

    def open_last(self) -> None:
        """The message was clicked."""
        if self._told_of is not None:
            self.wanted.emit(self._told_of)

    def _on_state(self, state: ChatState) -> None:
        running = state.running
        if running is not None and (self._run is None or self._run.run_id != running.run_id):
            self._run = _Run(run_id=running.run_id, conversation_id=running.conversation_id, began_s=self._clock())

    def _on_event(self, event: Event) -> None:
        run = self._run
        if run is None or not isinstance(event, Finished | Failed) or event.run_id not in (run.run_id, None):
            return
        self._run = None
        took_s = self._clock() - run.began_s
        wishes = self._preferences.current.notifications
        is_stopped = isinstance(event, Finished) and event.reason is FinishReason.CANCELLED
        if is_stopped or not wishes.answer_done or took_s < wishes.after_seconds or self._is_in_front():
            return
        self._told_of = run.conversation_id
        title = self.tr("The answer failed") if isinstance(event, Failed) else self.tr("The answer is ready")
        text = self._words(run.conversation_id) if wishes.shows_text else ""
        self._tell(title, text or self.tr("It took %1.").replace("%1", duration_text(took_s * 1000)))

    def _words(self, conversation_id: int) -> str:
        """The beginning of its last message; "" for a private one."""
        if conversation_id == self._desk.state.private_id:
            return ""
        store = self._desk.store_of(conversation_id)
        if store is None:
            return ""
        try:
            last = store.last_message(conversation_id)
        except UserFacingError:
            return ""
        return "" if last is None else visible(" ".join(answer_of(last.content)[: 10 * MAX_CHARS].split())[:MAX_CHARS])


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive

"""Each conversation is found again where it was left: joins the transcript of a window with the places."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ..controller import Controller
from ..reading_places import ReadingPlaces
from ..state import ChatState
from .transcript_view import TranscriptView

WRITE_MS = 2_000
"""After the last scrolling or switch, so that a crash loses no more."""


class PlaceKeeping(QObject):
    """Of one window."""

    def __init__(self, controller: Controller, view: TranscriptView, places: ReadingPlaces, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._places = places
        self._conversation_id = controller.state.conversation_id
        self._is_private = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_MS)
        self._timer.timeout.connect(self.keep)
        controller.state_changed.connect(self._on_state)
        view.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def keep(self) -> None:
        """Write down where the person is."""
        self._timer.stop()
        self._note()
        self._places.write()

    def _on_state(self, state: ChatState) -> None:
        """The view still shows the conversation before when the state names another one."""
        if state.conversation_id == self._conversation_id:
            return
        self._note()
        self._conversation_id, self._is_private = state.conversation_id, state.is_private
        self._view.expect(self._places.get(state.conversation_id))
        self._timer.start()

    def _note(self) -> None:
        if self._conversation_id is not None:
            self._places.put(self._conversation_id, self._view.reading_place(), is_private=self._is_private)

    def _on_scrolled(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

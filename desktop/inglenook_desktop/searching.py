"""Search as somebody types: on a thread of its own with a connection of its own, so that the window never waits for it.

Only the newest question is answered: one that waits behind a newer one is skipped, and an answer to an older text is
dropped. The thread begins with the first question and ends with the store.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from .models.search_results import MAX_HITS, Results

if TYPE_CHECKING:
    from .store import Store
    from .store.db import Db
    from .store.search import Search

_log = logging.getLogger("inglenook.ui")

PAUSE_MS = 60
"""A question is asked when no key was pressed for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    number: int
    results: Results


class Searcher(QObject):
    """found: Results of the newest text; those of the text that is being typed come after a short pause."""

    found = Signal(object)
    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._worker: _Worker | None = None
        self._thread: QThread | None = None
        self._text = ""
        self._number = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_now)

    def use(self, store: Store | None) -> None:
        """Search in this store from now on; None ends the thread and its connection."""
        self._pause.stop()
        self._number += 1
        self._store = store
        if self._worker is not None and self._thread is not None:
            self._worker.newest = self._number
            self._thread.quit()
            self._thread.wait()
            self._worker = self._thread = None

    def ask(self, text: str) -> None:
        """Look for this text soon; "" drops what is under way."""
        self._text = text
        self._number += 1
        if self._worker is not None:
            self._worker.newest = self._number
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()

    def ask_again(self) -> None:
        """The store has changed since."""
        if self._text.strip():
            self.ask(self._text)

    def _ask_now(self) -> None:
        store = self._store
        if store is None:
            return
        if self._worker is None:
            self._begin(store)
        self._asked.emit(_Question(number=self._number, text=self._text))

    def _begin(self, store: Store) -> None:
        thread = QThread(self)
        thread.setObjectName("search")
        worker = _Worker(store)
        worker.newest = self._number
        worker.moveToThread(thread)
        self._asked.connect(worker.find)
        worker.answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        thread.finished.connect(worker.close, Qt.ConnectionType.DirectConnection)
        thread.start()
        self._worker, self._thread = worker, thread

    def _on_answered(self, given: _Answer) -> None:
        if given.number == self._number:
            self.found.emit(given.results)


class _Worker(QObject):
    """Lives on the search thread. newest: the number of the question that is still wanted, set by the GUI thread."""

    answered = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.newest = 0
        self._store = store
        self._db: Db | None = None

    @Slot(object)
    def find(self, question: _Question) -> None:
        if question.number == self.newest:
            results = answer(self._search, question.text)
            self.answered.emit(_Answer(number=question.number, results=results))

    def close(self) -> None:
        """Called on the search thread when it ends: a connection belongs to the thread that opened it."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _search(self) -> Search:
        from .store.search import Search

        if self._db is None:
            self._db = self._store.another_connection()
        return Search(self._db)


def answer(search: Callable[[], Search], text: str) -> Results:
    """search: raises UserFacingError where the file cannot be opened."""
    try:
        return Results(text=text, hits=tuple(search().find(text, limit=MAX_HITS)))
    except UserFacingError as error:
        _log.warning("search: %s", error)
        return Results(text=text, problem=str(error))

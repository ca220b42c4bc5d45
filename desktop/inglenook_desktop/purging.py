"""Deleting for ever, on a thread of its own: what was deleted is removed from snapshots too, which are as large as the
database."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, QThread, Signal

if TYPE_CHECKING:
    from .store import Store

_log = logging.getLogger("inglenook.ui")


class Purger(QObject):
    """ended: one request is done; a UserFacingError says why not, None that all is well."""

    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._waiting: deque[tuple[int, ...]] = deque()
        self._worker: _Worker | None = None

    @property
    def is_running(self) -> bool:
        return self._worker is not None

    def use(self, store: Store | None) -> None:
        """What follows is about this store. None: the one in progress is waited for, the others are forgotten."""
        self._store = store
        self._waiting.clear()
        if store is None and self._worker is not None:
            self._worker.wait()

    def purge(self, conversation_ids: tuple[int, ...]) -> None:
        """Soon. Those that are not in the trash by then are passed over."""
        if conversation_ids:
            self._waiting.append(conversation_ids)
            self._begin_next()

    def _begin_next(self) -> None:
        if self._worker is None and self._waiting and self._store is not None:
            self._worker = _Worker(self._store, self._waiting.popleft(), self)
            self._worker.finished.connect(self._on_finished)
            self._worker.start()

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.deleteLater()
            self.ended.emit(worker.problem)
        self._begin_next()


class _Worker(QThread):
    def __init__(self, store: Store, conversation_ids: tuple[int, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.problem: UserFacingError | None = None
        self._store = store
        self._conversation_ids = conversation_ids

    def run(self) -> None:
        try:
            purge(self._store, self._conversation_ids)
        except UserFacingError as error:
            _log.warning("purging: %s", error)
            self.problem = error


def purge(store: Store, conversation_ids: tuple[int, ...]) -> None:
    """With a connection and a claim of its own. Raises StoreError."""
    from .store.db import translated
    from .store.owners import Owner
    from .store.shelf import Shelf
    from .store.text import utc_now

    db = store.another_connection()
    try:
        with translated(store.path.parent):
            owner = Owner(store.path.parent)
        try:
            Shelf(db, owner, now=utc_now, app_version="").purge_all(conversation_ids)
        finally:
            owner.release()
    finally:
        db.close()

"""Lets the store look after itself while nobody waits: a whole check and a snapshot, once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from .store import Store

LOOK_EVERY_MS = 5 * 60_000
"""How often it is asked whether something is due."""

FIRST_LOOK_MS = 20_000
"""How long after the window opened, or an answer ended, it is asked as well: many sessions are shorter than a look."""


class StoreCare(QObject):
    """found: a sentence about damage. store: borrowed, must outlive this."""

    found = Signal(str)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(FIRST_LOOK_MS)
        self._soon.timeout.connect(self.look)
        self._soon.start()

    def look(self) -> None:
        """Begin what is due, unless somebody waits. `found` is emitted on this thread, whatever thread found it."""
        if not self._is_busy:
            self._store.care.start(self.found.emit)

    def set_busy(self, is_busy: bool) -> None:
        """An answer needs all cores: what is under way is given up for it, and begins again at a later look."""
        if is_busy and not self._is_busy:
            self._soon.stop()
            self._store.care.stop()
        elif self._is_busy and not is_busy:
            self._soon.start()
        self._is_busy = is_busy

    def stop(self) -> None:
        """The store is about to be closed, which ends what is under way."""
        self._timer.stop()
        self._soon.stop()
        self.deleteLater()

"""The open data folder: its store, who else writes to it, and whether its file is sound."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Qt, Signal

from .desk import Desk
from .state import ChatState, StorageChanged, StorageFailed, StorageOpen, StorageOpening
from .store_care import StoreCare
from .store_watch import StoreWatch

if TYPE_CHECKING:
    from .store import Store

_log = logging.getLogger("inglenook.ui")


class Storage(QObject):
    """open_store: may raise UserFacingError. opening: it may take this thread for minutes, so paint now. changed:
    another process wrote. closing: the store closes afterwards."""

    opening = Signal()
    changed = Signal()
    closing = Signal()
    _not_on_disk = Signal()

    def __init__(self, desk: Desk, *, open_store: Callable[[Path], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open_store = open_store
        self._watch: StoreWatch | None = None
        self.care: StoreCare | None = None
        desk.changed.connect(self._on_state)
        self._not_on_disk.connect(self.put_on_disk, Qt.ConnectionType.QueuedConnection)  # told on another thread

    def open(self, data_dir: Path, *, is_temporary: bool) -> Store | None:
        """None when it cannot be opened, which is told; the one that was open stays open then. What takes a while is
        told before it begins."""
        outlook = self._outlook(data_dir)
        self._desk.apply(StorageChanged(storage=StorageOpening(message=outlook)))
        if outlook:
            self.opening.emit()
        try:
            store = self._open_store(data_dir)
        except UserFacingError as error:
            _log.warning("the store cannot be opened: %s", error)
            self._desk.apply(StorageChanged(storage=StorageFailed(message=str(error))))
            return None
        self.close()
        store.sync_later(self._not_on_disk.emit)
        self._desk.store = store
        self._watch = StoreWatch(store, self)
        self._watch.changed.connect(self.changed)
        self.care = StoreCare(store, self)
        self.care.found.connect(self.tell)
        self._desk.apply(StorageChanged(storage=StorageOpen(is_temporary=is_temporary)))
        for note in store.opening_notes:
            self.tell(note)
        return store

    def look(self) -> bool:
        """At what others wrote, also where files cannot be watched, and what became of answers whose process has ended
        since. False when there was nothing to look at."""
        if self._watch is None or not self.put_on_disk():
            return False
        if not self._desk.attempt(None, lambda store: store.recover_interrupted()):
            return False
        self._watch.look()
        return True

    def put_on_disk(self) -> bool:
        """Once more what the disk refused. False where it refuses again, which is told."""
        return self._desk.attempt(None, lambda store: store.put_on_disk())

    def close(self) -> None:
        """Harmless when nothing is open."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self.care is not None:
            self.care.stop()
            self.care = None
        self.closing.emit()
        store, self._desk.store = self._desk.store, None
        if store is not None:
            store.close()

    def tell(self, sentence: str) -> None:
        """What happened to the conversations: it stays on the screen until it is dismissed."""
        self._desk.notice(sentence, is_error=False, is_kept=True)

    def _outlook(self, data_dir: Path) -> str:
        """What opening will take long for, in a sentence; "" where it takes no time."""
        from .store.forecast import Work, forecast

        match forecast(data_dir):
            case Work.NOTHING:
                return ""
            case Work.UPDATE:
                return self.tr(
                    "Your conversations are being updated for this version. With very many of them that can take a few"
                    " minutes; a copy of the file as it was is made first."
                )
            case Work.CHECK:
                return self.tr(
                    "The file with your conversations had damage, so all of it is being checked, and repaired where"
                    " that is needed. With very many conversations that can take a few minutes."
                )
            case Work.REPAIR:
                return self.tr(
                    "The file with your conversations is damaged. It is being repaired, and a copy of it is kept aside."
                    " With very many conversations that can take a few minutes."
                )

    def _on_state(self, state: ChatState) -> None:
        if self.care is not None:
            self.care.set_busy(state.is_busy)

"""Notices that another process, the terminal, wrote into this window's database. No timer while nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from .store import Store

SETTLE_MS = 120
"""Several writes in a row are looked at once."""


class StoreWatch(QObject):
    """Emits `changed` when another process wrote. store: borrowed, must outlive this."""

    changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._paths = [str(store.path), str(store.path) + "-wal"]
        self._watcher = QFileSystemWatcher(self)
        self._watcher.addPaths(self._paths)
        self._watcher.fileChanged.connect(self._on_file_changed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)

    def stop(self) -> None:
        """Nothing is asked of the store any more."""
        self._settle.stop()
        self._watcher.fileChanged.disconnect(self._on_file_changed)
        self.deleteLater()

    def look(self) -> None:
        """Ask the database now; also called when the window comes to the front, where files cannot be watched."""
        missing = set(self._paths) - set(self._watcher.files())
        if missing:  # a file that was replaced is no longer watched
            self._watcher.addPaths(sorted(missing))
        if self._store.changed_elsewhere():
            self.changed.emit()

    def _on_file_changed(self, _path: str) -> None:
        if not self._settle.isActive():
            self._settle.start()

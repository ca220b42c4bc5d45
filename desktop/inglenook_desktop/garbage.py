"""Python's collector of cycles works on the window's thread alone, and only while the window has nothing to do.

By itself it works on whichever thread makes an object too many. A widget or timer that is part of a cycle then ends on
that thread, which Qt does not survive; and in the middle of a frame the frame waits for it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

FULL_AFTER_MS = 2_000
"""A collection of all that came since the program settled waits until nothing has been made for so long."""

SETTLED_MS = 3_000
"""After the start: what is there by now stays as long as the program, and no collection looks at it again."""


class GarbageCollector(QObject):
    """Takes the place of the automatic collection until `stop`. For the thread that makes it, whose events must be
    Qt's."""

    def __init__(self) -> None:
        super().__init__()
        self._was_automatic = gc.isenabled()
        self._full = QTimer(self)
        self._full.setSingleShot(True)
        self._full.setInterval(FULL_AFTER_MS)
        self._full.timeout.connect(self._collect_all)
        self._dispatcher = QAbstractEventDispatcher.instance()
        gc.disable()
        self._dispatcher.aboutToBlock.connect(self._on_idle)
        QTimer.singleShot(SETTLED_MS, self, gc.freeze)

    def stop(self) -> None:
        """As it was before."""
        self._dispatcher.aboutToBlock.disconnect(self._on_idle)
        self._full.stop()
        if self._was_automatic:
            gc.enable()

    def _on_idle(self) -> None:
        """By Python's own thresholds, of which the third one starts a wait for calm."""
        counts, most = gc.get_count(), gc.get_threshold()
        if counts[0] <= most[0]:
            return
        gc.collect(1 if counts[1] > most[1] else 0)
        if gc.get_count()[2] > most[2]:
            self._full.start()

    def _collect_all(self) -> None:
        gc.collect()

"""Slow acts off the window's thread: looking through folders, hashing, copying. One runs at a time, in order.

What an act returns or refuses comes back by a signal on the window's thread. An act touches no Qt object.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Qt, QThread, Signal

TELL_EVERY_S = 0.1
"""How often progress is told, at most."""

END_WAIT_MS = 5_000


class ChoreCancelledError(Exception):
    """Leaves the act at its next step."""


class Steps:
    """What an act is given: `add` for each piece of work done, `total` when it knows how much there is."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._told_at = 0.0
        self._done = self._total = 0
        self.is_cancelled = False

    def total(self, amount: int) -> None:
        self._total = amount

    def add(self, amount: int) -> None:
        """Raises ChoreCancelledError when nobody wants the rest."""
        if self.is_cancelled:
            raise ChoreCancelledError
        self._done += amount
        now = time.monotonic()
        if now - self._told_at >= TELL_EVERY_S or self._done == self._total:
            self._told_at = now
            self._tell(self._done, self._total)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoreDone:
    """name: as it was given. Of result and problem at most one is there; neither where the act was cancelled."""

    name: object
    result: object = None
    problem: UserFacingError | None = None
    is_cancelled: bool = False


class Chores(QObject):
    """done: a ChoreDone. progressed: the name of the act, done and total (0: not known)."""

    done = Signal(object)
    progressed = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[object, Callable[[Steps], object]]] = deque()
        self._worker: _Worker | None = None

    @property
    def is_busy(self) -> bool:
        return self._worker is not None

    def do(self, name: object, act: Callable[[Steps], object]) -> None:
        """name: whatever tells this act from others."""
        self._waiting.append((name, act))
        self._next()

    def cancel(self) -> None:
        """The act that runs ends at its next step; those that wait still come."""
        if self._worker is not None:
            self._worker.steps.is_cancelled = True

    def shut_down(self) -> None:
        """Nothing more is heard of any act. One that does not end in time is left to the end of the process."""
        self._waiting.clear()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.steps.is_cancelled = True
            worker.disconnect(self)
            if not worker.wait(END_WAIT_MS):
                worker.setParent(None)
                _left_behind.append(worker)

    def _next(self) -> None:
        if self._worker is not None or not self._waiting:
            return
        name, act = self._waiting.popleft()
        worker = _Worker(name, act, self)
        worker.told.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        worker.finished.connect(self._on_finished)
        self._worker = worker
        worker.start()

    def _on_finished(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        outcome, worker.outcome = worker.outcome, None  # its object is collected late, and this may be megabytes
        worker.deleteLater()
        self._next()
        if outcome is None:
            problem = UserFacingError(self.tr("This could not be done: the program met an error of its own."))
            outcome = ChoreDone(name=worker.name, problem=problem)
        self.done.emit(outcome)


_left_behind: list[QThread] = []
"""A QThread object must outlive its thread: one that hangs in a system call is kept until the process ends."""


class _Worker(QThread):
    """outcome: once it has finished; None when the act failed in a way that is a bug, which the log has."""

    told = Signal(object, object, object)  # an int of Qt holds no two gigabytes

    def __init__(self, name: object, act: Callable[[Steps], object], parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self._act = act
        self.steps = Steps(self._tell)
        self.outcome: ChoreDone | None = None

    def run(self) -> None:
        act = self._act
        del self._act  # this object is collected late, and what an act holds may be megabytes
        try:
            self.outcome = ChoreDone(name=self.name, result=act(self.steps))
        except ChoreCancelledError:
            self.outcome = ChoreDone(name=self.name, is_cancelled=True)
        except UserFacingError as error:
            self.outcome = ChoreDone(name=self.name, problem=error)

    def _tell(self, done: int, total: int) -> None:
        self.told.emit(self.name, done, total)

"""One engine child for several windows: each window has a link of its own to it, and hears of its own runs alone.

One window's runs are sent at a time; those of another wait here until they have ended, so that stopping one that waits
costs nothing. What is about the engine as a whole (a load, its end) every window hears. A window that loads another
model ends the runs of the others, and they are told.
"""

from __future__ import annotations

from dataclasses import replace

from inglenook_engine.protocol import (
    Chunk,
    Count,
    Counted,
    CountFailed,
    Event,
    Failed,
    Finished,
    Generate,
    PrefillProgress,
)
from inglenook_engine.types import FailureKind, FinishReason, GenerationStats, LoadParams
from PySide6.QtCore import QObject, QTimer, Signal

from .engine_link import EngineLink
from .state import RunHeld

_BITS = 40
"""A window's own numbers of runs and of questions stay below; its number stands above them on the wire."""


class SharedEngine(QObject):
    """link: to the child. Its owner ends it. asked: the number of the window that wants something generated, before it
    is sent."""

    asked = Signal(int)

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self._windows: dict[int, WindowLink] = {}
        self._n_made = 0
        self._running: set[int] = set()  # as on the wire
        self._waiting: list[tuple[int, Generate]] = []
        link.happened.connect(self._on_event)

    def for_window(self, parent: QObject | None = None) -> WindowLink:
        """The first one's numbers are the same on the wire."""
        number = self._n_made
        self._n_made += 1
        self._windows[number] = WindowLink(self, number, parent)
        return self._windows[number]

    # --- what a window's link asks for

    def generate(self, number: int, command: Generate) -> None:
        self.asked.emit(number)
        if any(run >> _BITS != number for run in self._running):
            self._waiting.append((number, command))
            self._hold(number, command.run_id, is_held=True)
        else:
            self._send(number, command)

    def cancel(self, number: int, run_id: int) -> None:
        waiting = next((one for one in self._waiting if one[0] == number and one[1].run_id == run_id), None)
        if waiting is None:
            self.link.cancel(_on_wire(number, run_id))
            return
        self._waiting.remove(waiting)
        ended = Finished(run_id=run_id, reason=FinishReason.CANCELLED, stats=GenerationStats())
        window = self._windows[number]
        QTimer.singleShot(0, window, lambda: window.happened.emit(ended))  # as an engine would: not within the call

    def load(self, number: int, params: LoadParams) -> None:
        self._end_runs(apart_from=number)
        self.link.load(params)

    def unload(self, number: int) -> None:
        self._end_runs(apart_from=number)
        self.link.unload()

    def leave(self, number: int) -> None:
        """Its window is gone: its runs are stopped, and nothing is told to it any more."""
        self._windows.pop(number, None)
        self._waiting = [one for one in self._waiting if one[0] != number]
        for run in self._running:
            if run >> _BITS == number:
                self.link.cancel(run)

    # --- how it is done

    def _send(self, number: int, command: Generate) -> None:
        run = _on_wire(number, command.run_id)
        self._running.add(run)
        self.link.generate(replace(command, run_id=run))

    def _on_event(self, event: Event) -> None:
        match event:
            case Counted(request_id=wire) | CountFailed(request_id=wire):
                self._tell(wire >> _BITS, replace(event, request_id=_own(wire)))
                return
            case Failed(run_id=None):
                self._running.clear()
                self._waiting.clear()
        if isinstance(event, PrefillProgress | Chunk | Finished | Failed) and event.run_id is not None:
            run = event.run_id
            if isinstance(event, Finished | Failed):
                self._running.discard(run)
            self._tell(run >> _BITS, replace(event, run_id=_own(run)))
            self._send_next()
            return
        for number in list(self._windows):
            self._tell(number, event)

    def _tell(self, number: int, event: Event) -> None:
        if (window := self._windows.get(number)) is not None:
            window.happened.emit(event)

    def _send_next(self) -> None:
        """Of the window that waits longest, all that it wants."""
        while self._waiting and not any(run >> _BITS != self._waiting[0][0] for run in self._running):
            number, command = self._waiting.pop(0)
            self._hold(number, command.run_id, is_held=False)
            self._send(number, command)

    def _hold(self, number: int, run_id: int, *, is_held: bool) -> None:
        window, told = self._windows[number], RunHeld(run_id=run_id, is_held=is_held)
        QTimer.singleShot(0, window, lambda: window.held.emit(told))  # not within the call that asks

    def _end_runs(self, *, apart_from: int) -> None:
        """Those of the other windows."""
        ended = [(run >> _BITS, _own(run)) for run in self._running]
        ended += [(number, command.run_id) for number, command in self._waiting]
        self._running.clear()
        self._waiting.clear()
        message = self.tr("Another model was loaded in another window.")
        for number, run_id in ended:
            if number != apart_from:
                self._tell(number, Failed(run_id=run_id, kind=FailureKind.CRASHED, message=message))


class WindowLink(EngineLink):
    """As an EngineLink, for one window. Its end ends nothing but its own runs. held: a RunHeld, of one of its runs."""

    held = Signal(object)

    def __init__(self, engine: SharedEngine, number: int, parent: QObject | None = None) -> None:
        super().__init__([], {}, parent)
        self._engine = engine
        self._number_of_window = number

    def another(self, parent: QObject | None = None) -> EngineLink:
        return self._engine.link.another(parent)

    @property
    def is_running(self) -> bool:
        return self._engine.link.is_running

    @property
    def pid(self) -> int:
        return self._engine.link.pid

    def load(self, params: LoadParams) -> None:
        self._engine.load(self._number_of_window, params)

    def unload(self) -> None:
        self._engine.unload(self._number_of_window)

    def generate(self, command: Generate) -> None:
        self._engine.generate(self._number_of_window, command)

    def count(self, command: Count) -> None:
        wire = _on_wire(self._number_of_window, command.request_id)
        self._engine.link.count(replace(command, request_id=wire))

    def cancel(self, run_id: int) -> None:
        self._engine.cancel(self._number_of_window, run_id)

    def shut_down(self, wait_ms: int = 400) -> None:  # noqa: ARG002 - of the one it stands for
        self._engine.leave(self._number_of_window)


def _on_wire(number: int, own: int) -> int:
    return (number << _BITS) + own


def _own(wire: int) -> int:
    return wire & ((1 << _BITS) - 1)

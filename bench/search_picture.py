"""Pictures of the window while somebody searches in a large store, and how long the window stood still for it.

    python bench/search_picture.py DATA_FOLDER PICTURE.png "what to look for"

DATA_FOLDER: as `store_scale.py --keep` leaves it. Types the text key by key, twenty a second, and measures the longest
time between two turns of the window's event loop meanwhile, the time from the last key to the results, and in the end
the memory of its own (USS, 10**6 bytes). `store_scale.py` calls it for its largest size.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import psutil
from inglenook_desktop.app import Session
from inglenook_desktop.state import StorageOpen
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

KEY_MS = 50
TURN_MS = 5


class Pulse(QObject):
    """Turns of the event loop: the longest time between two, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self.longest_ms, self._last = 0.0, time.perf_counter()
        self._timer.start(TURN_MS)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000 - TURN_MS)
        self._last = now


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("text")
    parser.add_argument("--model", help="name or path; the starter where it is installed")
    args = parser.parse_args()
    app = QApplication(["search_picture"])
    session = Session(app, args.data_dir, model=args.model, scheme=Qt.ColorScheme.Light)
    window = session.window
    window.resize(1180, 800)
    window.show()

    def turn_until(is_done: object, limit_s: float) -> None:
        end = time.monotonic() + limit_s
        while callable(is_done) and not is_done() and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.001)

    turn_until(lambda: isinstance(session.controller.state.storage, StorageOpen), 30)
    turn_until(lambda: False, 3)
    found_at: list[float] = []
    session.controller.shelf.found.connect(lambda _results: found_at.append(time.perf_counter()))
    window.search()
    pulse = Pulse()
    pulse.start()
    pressed = 0.0
    for letter in args.text:
        QTest.keyClicks(window.sidebar.search.field, letter)
        pressed = time.perf_counter()
        turn_until(lambda: False, KEY_MS / 1000)
    turn_until(lambda: bool(found_at) and found_at[-1] > pressed, 10)
    figures = {
        "text": args.text,
        "conversations": len(session.controller.desk.store.conversations()) if session.controller.desk.store else 0,
        "results": window.sidebar.results_model.rowCount(),
        "last_key_to_results_ms": round((found_at[-1] - pressed) * 1000, 1) if found_at else None,
        "longest_turn_while_typing_ms": round(pulse.longest_ms, 1),
    }
    app.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    turn_until(lambda: False, 0.1)
    window.grab().save(str(args.picture))
    pulse.start()
    window.sidebar.results.choose_current()
    turn_until(lambda: False, 0.5)
    figures["longest_turn_of_the_jump_ms"] = round(pulse.longest_ms, 1)
    figures["memory_mb"] = round(psutil.Process().memory_full_info().uss / 1e6, 1)
    window.grab().save(str(args.picture.with_name(args.picture.stem + "-jump.png")))
    print(json.dumps(figures, indent=1))
    session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

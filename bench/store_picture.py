"""A picture of the window that searches in a data folder, and what that costs: `store_scale.py` calls it at the end.

    python bench/store_picture.py DATA_DIR PICTURE.png [--search "boathouse storm"]

The window of the program types the text, goes to the first message found and is painted. Prints, as JSON, answer_ms:
from the last letter to the results, the pause for a next letter included; jump_ms: from the choice of a hit to its
conversation being there; used_mb: memory of the window's process (USS) afterwards, in MB (10**6 bytes).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from inglenook_desktop.app import Session
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

PATIENCE_S = 60.0
PAINTED_S = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--search", default="boathouse storm")
    options = parser.parse_args()
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["inglenook"])
    silent_engine = [sys.executable, "-I", "-c", "import sys; sys.stdin.read()"]
    session = Session(app, options.data_dir, command=silent_engine, scheme=Qt.ColorScheme.Light, makes_titles=False)
    try:
        session.window.resize(1280, 800)
        session.window.show()
        _wait(lambda: session.conversations.rowCount() > 0)
        answered = []
        session.controller.shelf.found.connect(answered.append)
        session.window.search()
        for text in (options.search[:-1], options.search):
            started = time.perf_counter()
            session.window.sidebar.search.field.setText(text)
            _wait(lambda text=text: bool(answered) and answered[-1].text == text)
        hits = answered[-1].hits
        facts = {"answer_ms": (time.perf_counter() - started) * 1e3, "hits": len(hits)}
        places = [row for row, hit in enumerate(hits) if hit.message_id is not None]
        if places:
            shown: list[None] = []
            session.transcript.reset.connect(lambda: shown.append(None))
            session.window.sidebar.results.step(places[0])
            started = time.perf_counter()
            session.window.sidebar.results.choose_current()
            _wait(lambda: bool(shown))
            facts["jump_ms"] = (time.perf_counter() - started) * 1e3
        painted_at = time.monotonic() + PAINTED_S
        _wait(lambda: time.monotonic() > painted_at)
        session.window.grab().save(str(options.picture))
        facts["used_mb"] = psutil.Process().memory_full_info().uss / 1e6
        print(json.dumps(facts))
    finally:
        session.close()


def _wait(is_so: Callable[[], bool]) -> None:
    """In an event loop as the program's own: one that lets the search thread run while it waits."""
    deadline = time.monotonic() + PATIENCE_S
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if is_so() or time.monotonic() > deadline else None)
    timer.start(2)
    loop.exec()
    timer.stop()
    if not is_so():
        raise SystemExit("The window did not come to it in a minute.")


if __name__ == "__main__":
    main()

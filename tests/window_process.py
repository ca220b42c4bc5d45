"""The program's own window with its own engine, and a download beside it, in a process of its own. For tests.

Says on stdout, as one line of JSON, which processes there are once the model is ready and bytes are coming; then waits
for the end of stdin, with everything still running.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from inglenook_desktop.app import Session
from inglenook_desktop.hub.downloads import Download
from inglenook_desktop.state import Loaded
from inglenook_engine.wire import from_json
from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication


def main() -> int:
    data_dir, model, download = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    app = QApplication(["inglenook"])
    session = Session(app, data_dir, model=model, makes_titles=False)
    session.window.show()
    session.open_models()
    assert session.models.models is not None
    queue = session.models.models.queue
    queue.add_download(from_json(Download, download))

    def look() -> None:
        is_loaded = isinstance(session.controller.state.engine, Loaded)
        if is_loaded and queue.downloads[0].done_bytes:
            timer.stop()
            print(json.dumps({"window": os.getpid(), "engine": session.link.pid}), flush=True)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(app.quit)
    app.exec()
    session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

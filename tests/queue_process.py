"""A program that is nothing but a queue of downloads: commands on stdin, its first download on stdout. For tests."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from inglenook_desktop.download_queue import DownloadQueue, DownloadView
from inglenook_desktop.hub.downloads import Download
from inglenook_engine.wire import from_json, to_json
from PySide6.QtCore import QCoreApplication, QSocketNotifier


def main() -> int:
    app = QCoreApplication([])
    queue = DownloadQueue(Path(sys.argv[1]))

    def show(views: tuple[DownloadView, ...]) -> None:
        for view in views[:1]:
            print(json.dumps({**to_json(view.download), "done_bytes": view.download.done_bytes}), flush=True)

    def on_line() -> None:
        data = os.read(0, 1 << 16)
        if not data:
            app.quit()
        for line in data.splitlines():  # each was written at once, and is short
            obey(json.loads(line))

    def obey(words: list[object]) -> None:
        match words:
            case ["add", download]:
                queue.add_download(from_json(Download, download))
            case ["pause", int(id)]:
                queue.pause(id)
            case ["resume", int(id)]:
                queue.resume(id)

    queue.changed.connect(show)
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(on_line)
    show(queue.views)
    code = app.exec()
    queue.close()
    return code


if __name__ == "__main__":
    sys.exit(main())

"""The program with more windows than one, of which the first was closed, in a process of its own. For tests.

argv: data folder, what is typed into a private conversation of the last window ("" for none). windows.json in that
folder says which windows there are beside the first. Says on stdout the notices, in a line, then "closed" once all
windows are shown and the first one is closed, and "asks" when the last one asks whether it may close.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from inglenook_desktop import app, library
from inglenook_desktop.app import Session
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

GIVE_UP_MS = 20_000
"""Then nothing more is said, and the test fails instead of waiting for ever."""


def script(session: Session, typed: str) -> Iterator[Callable[[], bool]]:
    """What is done, and what is waited for."""
    yield lambda: bool(session.second.all)
    last = session.second.all[-1]
    if typed:
        last.controller.open_private()
        last.window.composer.set_text(typed)
    print(" ".join(one.message for one in session.controller.state.notices), flush=True)
    session.window.close()
    print("closed", flush=True)
    yield lambda: bool(last.window.findChildren(QMessageBox))
    print("asks", flush=True)


def main() -> int:
    data_dir, typed = Path(sys.argv[1]), sys.argv[2]
    mock.patch.object(library, "starter_path", return_value=data_dir / "none.gguf").start()

    def made(*args: Any, **more: Any) -> Session:
        """From here a test reaches what `run` builds."""
        session = Session(*args, **more)
        steps = script(session, typed)
        waits = [next(steps)]

        def look() -> None:
            if waits and waits[0]():
                waits[:] = [wait for wait in [next(steps, None)] if wait is not None]

        timer = QTimer(session)
        timer.timeout.connect(look)
        timer.start(5)
        QTimer.singleShot(GIVE_UP_MS, session, lambda: QApplication.exit(1))
        return session

    with mock.patch.object(app, "Session", made):
        return app.run(data_dir)


if __name__ == "__main__":
    sys.exit(main())

"""A session of two windows over a scripted engine, in a process of its own, to be killed. For tests.

argv: data folder, file of the starter model, folder of the scripted engine. The second window has a conversation, a new
one with text that was typed for it follows; the first one has another size, and an answer is being written in it. Says
so on stdout, as a line of JSON with the conversation's id, when the files of the session are written, and stays.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from inglenook_desktop import library
from inglenook_desktop.app import Session
from inglenook_desktop.controller import Controller
from inglenook_desktop.state import Loaded, Writing
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from windows import looks_into_nothing

SIZE = (711, 533)
TYPED = "half a thought"
GIVE_UP_MS = 60_000
"""Then nothing is said, and the test fails instead of waiting for ever."""


def script(session: Session, data_dir: Path) -> Iterator[Callable[[], bool]]:
    """What is done, and what is waited for."""
    first = session.controller
    yield lambda: isinstance(first.state.engine, Loaded)
    session.window.commands["window.new"].action.trigger()
    session.window.commands["window.new"].action.trigger()
    second, third = session.second.all
    second.controller.submit("In the second")
    yield lambda: not second.controller.state.is_busy and len(second.transcript) == 2
    third.window.composer.set_text(TYPED)
    session.window.resize(*SIZE)
    first.submit("In the first")
    yield lambda: isinstance(first.state.answer, Writing) and _is_saved(first)
    window, windows = data_dir / "window.json", data_dir / "windows.json"
    yield lambda: window.exists() and json.loads(window.read_bytes())["conversation_id"] == first.state.conversation_id
    yield lambda: TYPED.encode() in windows.read_bytes()
    told = {"first": first.state.conversation_id, "second": second.controller.state.conversation_id}
    print(json.dumps(told), flush=True)


def _is_saved(controller: Controller) -> bool:
    """As much of the answer in view as there is."""
    store, number = controller.desk.store, controller.state.conversation_id
    return store is not None and number is not None and bool(store.thread(number)[-1].content)


def main() -> int:
    data_dir, starter, engine = (Path(one) for one in sys.argv[1:4])
    mock.patch.object(library, "starter_path", return_value=starter).start()
    app = QApplication(["inglenook"])
    command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("fake_engine_child.py")), str(engine)]
    session = Session(app, data_dir, command=command, inspect=looks_into_nothing, makes_titles=False)
    session.window.show()
    steps = script(session, data_dir)
    waits = [next(steps)]

    def look() -> None:
        if waits and waits[0]():
            waits[:] = [wait for wait in [next(steps, None)] if wait is not None]

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    QTimer.singleShot(GIVE_UP_MS, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

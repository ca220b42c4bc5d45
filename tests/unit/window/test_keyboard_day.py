"""A day's work by the keyboard alone: every step is keys, sent to whichever window has the focus, as a keyboard does.

Nothing here calls the program. What is read from it (its state, its store, its clipboard) only tells when a step is
over and whether it did what a person meant by it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fakes_engine import FakeEngine, Step, Wait, chunk, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle, Loaded, StorageOpen, Writing
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, store_of

MOST_STEPS = 60
SLOW: list[Step] = [prefill(), chunk("An inglenook is"), Wait(gate="never")]
GATED: list[Step] = [prefill(), chunk("The file"), Wait(gate="read"), *says(" tells of rye.")[1:]]


class Keyboard:
    """The person's hands."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self._session = session
        self._qtbot = qtbot

    def press(self, *keys: str) -> None:
        """Each as in "Ctrl+Shift+F"."""
        for one in keys:
            combination = QKeySequence(one)[0]  # type: ignore[index]  # it can; the stubs lack it
            QTest.keyClick(self._window(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClick(self._window(), character)  # type: ignore[call-overload]  # the stubs lack it

    def _window(self) -> QWindow:
        """Which has the keyboard. Where a dialog has gone, the one below it: there is no window manager here to do
        that."""
        if QGuiApplication.focusWindow() is None:
            self._session.window.activateWindow()
            self._qtbot.waitUntil(self._session.window.isActiveWindow)
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    def walk(self, name: str, step: str = "Shift+Tab") -> QWidget:
        """To the next control of this name, one step of the focus after another."""
        met = []
        for _ in range(MOST_STEPS):
            self.press(step)
            widget = QApplication.focusWidget()
            assert widget is not None
            met.append(widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else ""))
            if met[-1].replace("&", "").startswith(name):
                return widget
        raise AssertionError(f"{name} cannot be reached by {step}: {met}")

    def in_menu(self, opens: str, name: str) -> None:
        """Open a menu, which keeps the keyboard until it closes, and choose what is called so."""
        chosen: list[str] = []
        looking = QTimer()
        looking.setInterval(5)

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                return  # it is not open yet
            looking.stop()
            for _ in range(MOST_STEPS):
                self.press("Down")
                action = menu.activeAction()
                if action is not None and action.text().startswith(name):
                    chosen.append(name)
                    self.press("Return")
                    return
            menu.close()

        looking.timeout.connect(choose)
        looking.start()
        self.press(opens)
        self._qtbot.waitUntil(lambda: not looking.isActive())
        assert chosen == [name], f"{name} is not in the menu of {opens}"

    def choose_file(self, path: Path) -> None:
        """In a file dialog: its name, typed."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
        self._qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        self.press("Ctrl+A")
        self.type(str(path))
        self.press("Return")
        self.wait_for_window()

    def wait_for_dialog(self) -> None:
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, self._session.window))

    def wait_for_window(self) -> None:
        """Until no dialog is over it."""
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() in (None, self._session.window))

    def in_palette(self, text: str) -> None:
        self.press("Ctrl+K")
        self.type(text)
        self.press("Return")


class Eyes:
    """What the person sees."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self._session = session
        self._qtbot = qtbot

    def texts(self) -> list[str]:
        transcript = self._session.transcript
        return [transcript.item(row).text for row in range(len(transcript))]

    def wait(self, condition: Callable[[], bool | None]) -> None:
        self._qtbot.waitUntil(condition)

    def wait_for(self, *texts: str) -> None:
        """Until the conversation in view ends with these, and nothing is written any more."""

        def is_there() -> bool:
            state = self._session.controller.state
            return isinstance(state.answer, Idle) and self.texts()[-len(texts) :] == list(texts)

        self._qtbot.waitUntil(is_there)

    def wait_for_writing(self) -> None:
        state = self._session.controller
        self._qtbot.waitUntil(lambda: isinstance(state.state.answer, Writing) and bool(self.texts()[-1]))


def test_a_day_by_the_keyboard_alone(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    notes = tmp_path / "harvest.txt"
    notes.write_text("Rye: 12 t. Oats: 9 t.")
    engine = FakeEngine(
        tmp_path / "day",
        loads=[loads(), loads()],
        answers=[SLOW, says("A seat by the fire."), says("A nook."), GATED, says("Oats too."), says("Nobody knows.")],
    )
    session = open_window(engine)
    session.window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None and session.window.isActiveWindow())
    keys, eyes = Keyboard(session, qtbot), Eyes(session, qtbot)
    state = session.controller

    # ask, stop
    keys.type("What is an inglenok?")
    keys.press("Return")
    eyes.wait_for_writing()
    keys.press("Esc")
    eyes.wait_for("What is an inglenok?", "An inglenook is")

    # edit the question; the answer to it is another branch
    keys.walk("Edit question")
    keys.press("Space")
    keys.press("Ctrl+A")
    keys.type("What is an inglenook?")
    keys.press("Return")
    eyes.wait_for("What is an inglenook?", "A seat by the fire.")

    # to the sibling and back
    keys.press("Ctrl+L")
    keys.walk("Show the version before")
    keys.press("Space")
    eyes.wait_for("What is an inglenok?", "An inglenook is")
    keys.walk("Show the next version", "Tab")
    keys.press("Space")
    eyes.wait_for("What is an inglenook?", "A seat by the fire.")

    # another answer
    keys.press("Ctrl+L")
    keys.walk("Regenerate answer")
    keys.press("Space")
    eyes.wait_for("What is an inglenook?", "A nook.")

    # a file goes with the next question; a message waits for its answer
    keys.press("Ctrl+Shift+A")
    keys.choose_file(notes)
    eyes.wait(lambda: len(state.attaching.files) == 1 and not state.attaching.is_reading)
    keys.type("What was harvested?")
    keys.press("Return")
    eyes.wait_for_writing()
    keys.type("And oats?")
    keys.press("Return")
    assert [message.text for message in state.queue.shown.waiting] == ["And oats?"]
    engine.release("read")
    eyes.wait_for("What was harvested?", "The file tells of rye.", "And oats?", "Oats too.")
    first = state.state.conversation_id
    assert first is not None

    # copy the answer; rename, tag and pin the conversation
    keys.press("Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == "Oats too."
    keys.press("F2")
    keys.press("Ctrl+A")
    keys.type("Fires and fields")
    keys.press("Return")
    eyes.wait(lambda: store_of(session).conversation(first).title == "Fires and fields")  # type: ignore[union-attr]
    keys.in_palette("tags of")
    keys.wait_for_dialog()
    keys.type("farm")
    keys.press("Return")
    eyes.wait(lambda: store_of(session).conversation(first).tags == ("farm",))  # type: ignore[union-attr]
    keys.in_palette("pin or unpin")
    eyes.wait(lambda: store_of(session).conversation(first).is_pinned)  # type: ignore[union-attr]

    # export
    keys.in_palette("export as markdown")
    keys.choose_file(tmp_path / "fires.md")
    eyes.wait(lambda: (tmp_path / "fires.md").exists() and "Oats too." in (tmp_path / "fires.md").read_text())

    # a new conversation; search all of them, jump to the hit, find in it
    keys.press("Ctrl+N")
    assert len(session.transcript) == 0
    keys.press("Ctrl+Shift+F")
    keys.type("harvested")
    eyes.wait(lambda: session.window.sidebar.results_model.rowCount() > 0)
    keys.press("Return")
    eyes.wait(lambda: state.state.conversation_id == first)
    keys.press("Ctrl+F")
    keys.type("oats")
    eyes.wait(lambda: session.window.finding.finder.n_places == 2)
    keys.press("Return", "Esc")

    # another model; a setting by the palette
    keys.in_menu("Ctrl+M", SECOND_MODEL)
    eyes.wait(lambda: isinstance(state.state.engine, Loaded) and SECOND_MODEL in state.state.engine.choice.name)
    keys.in_palette("colours dark")
    eyes.wait(lambda: session.preferences.current.appearance.scheme == "dark")
    keys.in_palette("font size")
    eyes.wait(lambda: QApplication.activeWindow() is session.window.settings_asking.dialog)
    keys.press("Up", "Esc")
    keys.wait_for_window()
    assert session.preferences.current.appearance.font_size_pt > 0

    # a private conversation, which quitting asks about
    keys.press("Ctrl+Shift+N")
    keys.type("Who am I?")
    keys.press("Return")
    eyes.wait_for("Who am I?", "Nobody knows.")
    keys.press("Ctrl+Q")
    keys.wait_for_dialog()
    keys.press("Esc")
    keys.wait_for_window()
    assert session.window.isVisible()
    keys.press("Ctrl+Q")
    keys.wait_for_dialog()
    keys.walk("Close and", "Tab")
    keys.press("Space")
    eyes.wait(lambda: not session.window.isVisible())
    assert isinstance(state.state.storage, StorageOpen)
    assert all("Who am I?" not in one.title for one in store_of(session).conversations())

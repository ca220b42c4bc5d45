"""What the program does outside of its window: messages, the icon beside the clock, the key from anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.answer_notices import AnswerNotices
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle, Writing
from inglenook_desktop.tray import Tray
from inglenook_desktop.windows_keys import virtual_key_of
from inglenook_desktop.x11_keys import keysym_of
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import OpenWindow

Ask = Callable[[Session, str], None]


class _Told:
    """Notices of a session whose clock the test turns. took_s: each answer."""

    def __init__(self, session: Session, *, took_s: float, is_in_front: bool = False) -> None:
        self.messages: list[tuple[str, str]] = []
        self._now = 0.0
        self._took_s = took_s
        self.notices = AnswerNotices(
            session.controller.desk,
            session.link,
            session.preferences,
            tell=lambda title, text: self.messages.append((title, text)),
            is_in_front=lambda: is_in_front,
            clock=self._clock,
            parent=session,
        )

    def _clock(self) -> float:
        self._now += self._took_s
        return self._now


def test_a_long_answer_is_told_without_a_word_of_it(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    told = _Told(session, took_s=42.0)
    ask(session, "A secret question")
    assert told.messages == [("The answer is ready", "It took 42.0 s.")]
    wanted: list[int] = []
    told.notices.wanted.connect(wanted.append)
    told.notices.open_last()
    assert wanted == [session.controller.state.conversation_id]


def test_its_beginning_is_told_to_who_wants_that_but_never_of_a_private_one(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    session.preferences.change("notifications", "shows_text", True)
    told = _Told(session, took_s=42.0)
    ask(session, "Hello")
    assert told.messages == [("The answer is ready", "Good evening.")]
    session.controller.open_private()
    ask(session, "Hello again")
    assert told.messages[1:] == [("The answer is ready", "It took 42.0 s.")]


@pytest.mark.parametrize(
    ("took_s", "is_in_front", "is_wanted"), [(3.0, False, True), (42.0, True, True), (42.0, False, False)]
)
def test_nothing_is_told_of_a_short_answer_to_who_looks_or_who_does_not_want_it(
    open_window: OpenWindow, ask: Ask, took_s: float, is_in_front: bool, is_wanted: bool
) -> None:
    session = open_window()
    session.preferences.change("notifications", "answer_done", is_wanted)
    told = _Told(session, took_s=took_s, is_in_front=is_in_front)
    ask(session, "Hello")
    assert told.messages == []


def test_a_stopped_answer_is_not_told_and_a_failed_one_is(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    failed = Failed(run_id=0, kind=FailureKind.BUG, message="It broke.")
    engine = FakeEngine(
        tmp_path / "slow", answers=[[prefill(), chunk("Hm"), Wait(gate="never")], [prefill(), failed], says()]
    )
    session = open_window(engine)
    told = _Told(session, took_s=42.0)
    session.controller.submit("One")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.stop()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert told.messages == []
    session.controller.submit("Two")
    qtbot.waitUntil(lambda: bool(told.messages))
    assert told.messages == [("The answer failed", "It took 42.0 s.")]


def test_the_window_stays_beside_the_clock_until_the_person_quits(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "is_available", staticmethod(lambda: True))
    session = open_window(is_ready=False)
    assert not session.outside.tray.is_shown
    session.preferences.change("window", "tray", True)
    assert not session.window.stays_behind
    session.preferences.change("window", "keeps_running", True)
    assert session.window.stays_behind
    assert not QGuiApplication.quitOnLastWindowClosed()
    session.window.composer.set_text("half a thought")
    session.window.close()
    assert session.window.isHidden()
    session.outside.tray.opened.emit()
    assert session.window.isVisible()
    assert session.window.composer.text() == "half a thought"
    session.window.close()
    session.outside.tray.quit_wanted.emit()
    assert session.window.isHidden()
    assert QGuiApplication.quitOnLastWindowClosed()


def test_without_a_place_for_icons_closing_ends_the_program(open_window: OpenWindow) -> None:
    session = open_window(is_ready=False)
    assert not Tray.is_available()  # the platform of these tests has none
    session.preferences.change("window", "tray", True)
    session.preferences.change("window", "keeps_running", True)
    assert not session.window.stays_behind
    assert QGuiApplication.quitOnLastWindowClosed()


def test_a_system_without_such_keys_says_so_in_the_list(open_window: OpenWindow) -> None:
    command = open_window(is_ready=False).window.commands["window.forward"]
    assert command.title == "Come forward from anywhere (not possible on this system)"
    assert not command.action.isEnabled()


def test_keys_have_the_numbers_of_x11_and_of_windows(qapp: QApplication) -> None:
    assert keysym_of(QKeySequence("Ctrl+Alt+Space")) == (0x20, 4 | 8)
    assert keysym_of(QKeySequence("Meta+Shift+J")) == (ord("j"), 64 | 1)
    assert keysym_of(QKeySequence("F5")) == (0xFFC2, 0)
    assert virtual_key_of(QKeySequence("Ctrl+Alt+Space")) == (0x20, 2 | 1)
    assert virtual_key_of(QKeySequence("Meta+Shift+J")) == (ord("J"), 8 | 4)
    assert virtual_key_of(QKeySequence("F5")) == (0x74, 0)
    assert keysym_of(QKeySequence()) == virtual_key_of(QKeySequence()) == (0, 0)


_GRABS = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from inglenook_desktop.global_shortcut import GlobalShortcut
app = QGuiApplication([])
first, second = GlobalShortcut(), GlobalShortcut()
assert first.is_possible
told = []
for shortcut in (first, second):
    shortcut.told.connect(lambda sentence, is_bad: told.append((sentence.split(" ", 2)[:2], is_bad)))
first.use(QKeySequence("Ctrl+Alt+J"))
second.use(QKeySequence("Ctrl+Alt+J"))
second.use(QKeySequence("Ctrl+Alt+K"))
expected = [(["Ctrl+Alt+J", "brings"], False), (["Ctrl+Alt+J", "is"], True), (["Ctrl+Alt+K", "brings"], False)]
assert told == expected, told
pressed = []
def press(name):
    pressed.append(name)
    if len(pressed) == 2:
        app.quit()
first.activated.connect(lambda: press("first"))
second.activated.connect(lambda: press("second"))
for keys in ("ctrl+j", "ctrl+alt+k", "ctrl+alt+j"):
    subprocess.run(["xdotool", "key", keys], check=True)
QTimer.singleShot(20_000, lambda: sys.exit("the key was not heard"))
app.exec()
assert sorted(pressed) == ["first", "second"], pressed
first.close()
second.use(QKeySequence("Ctrl+Alt+J"))
assert told[-1] == (["Ctrl+Alt+J", "brings"], False)
"""


@pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool")
def test_the_key_is_heard_under_x11_whoever_is_in_front_and_only_once_given() -> None:
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "320x240x24"], pass_fds=[writer])
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            display = said.readline().strip()
        environment = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-c", _GRABS], env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
    finally:
        server.kill()
        server.wait()

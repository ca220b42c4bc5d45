"""What a screen reader is told while an answer is written, in a real window over a scripted engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, fails, loads, says
from inglenook_desktop.app import Session
from inglenook_desktop.views.announcing import Announcing
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow

ANSWER = ("The fire ", "burns low. Put **wood** on", " it.\n\n```py\nx = 1\n```\n", "Good night!")
EXPECTED = (
    "The answer begins. The fire burns low. Put wood on it. Code in py. Lines: 1. Good night! The answer is complete."
)


@pytest.fixture
def listen() -> Callable[[Session], list[str]]:
    """Someone who hears what is announced."""

    def one(session: Session) -> list[str]:
        heard: list[str] = []

        def hear(speaker: QWidget, words: str) -> None:
            assert speaker.isVisible()
            heard.append(words)

        Announcing(
            session.transcript, session.preferences, session.window.composer, announce=hear, is_wanted=lambda: True
        )
        return heard

    return one


def test_an_answer_is_told_by_sentences(
    open_window: OpenWindow,
    tmp_path: Path,
    ask: Callable[[Session, str], None],
    listen: Callable[[Session], list[str]],
) -> None:
    session = open_window(FakeEngine(tmp_path / "one", loads=[loads()], answers=[says(*ANSWER), says("Yes.")]))
    heard = listen(session)
    ask(session, "2 + 3. How?")
    assert " ".join(heard) == EXPECTED
    heard.clear()
    session.preferences.change("notifications", "spoken_answers", "end")
    ask(session, "And now?")
    assert " ".join(heard) == "The answer begins. The answer is complete."


def test_a_failure_is_told_and_silence_is_a_choice(
    open_window: OpenWindow,
    tmp_path: Path,
    ask: Callable[[Session, str], None],
    listen: Callable[[Session], list[str]],
) -> None:
    failing = [*says("Half a")[:-1], fails("The engine has no more memory. Try a shorter message.")]
    session = open_window(FakeEngine(tmp_path / "one", loads=[loads()], answers=[failing, says("Yes.")]))
    heard = listen(session)
    ask(session, "one")
    assert " ".join(heard).endswith("Half a The engine has no more memory. Try a shorter message.")
    heard.clear()
    session.preferences.change("notifications", "spoken_answers", "off")
    ask(session, "two")
    assert not heard


def test_qt_takes_what_is_announced(
    open_window: OpenWindow, tmp_path: Path, ask: Callable[[Session, str], None], qtbot: QtBot
) -> None:
    """The real way, as with a screen reader that runs."""
    session = open_window(FakeEngine(tmp_path / "one", loads=[loads()], answers=[says(*ANSWER)]))
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        ask(session, "How?")
        assert not session.window.announcing._pending
    finally:
        QAccessible.setActive(was_active)

"""Marking what became of an answer: by key, by menu; shown under it, stored, taken away again."""

from __future__ import annotations

from collections.abc import Callable

from inglenook_desktop.app import Session
from inglenook_desktop.store import Outcome
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def stored(session: Session) -> Outcome | None:
    return store_of(session).record.outcome(last_item(session).key)


def marks_of(session: Session) -> list[QAction]:
    menu = session.window.transcript.acts.menu_of(last_item(session))
    (marks,) = [one.menu() for one in menu.actions() if one.text() == "Mark as"]
    assert isinstance(marks, QMenu)
    return marks.actions()


def test_a_key_marks_the_last_answer_and_takes_the_mark_away(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    QTest.keyClick(session.window, Qt.Key.Key_F8)  # there is nothing to mark yet
    ask(session, "Well?")
    plain = last_item(session).footer
    QTest.keyClick(session.window, Qt.Key.Key_F8)
    assert stored(session) is Outcome.GOOD
    assert last_item(session).footer == f"{plain} · marked as good"
    QTest.keyClick(session.window, Qt.Key.Key_F7)
    assert (stored(session), last_item(session).footer) == (Outcome.USED, f"{plain} · marked as used")
    QTest.keyClick(session.window, Qt.Key.Key_F7)
    assert (stored(session), last_item(session).footer) == (None, plain)


def test_the_menu_of_an_answer_marks_it_and_shows_the_mark(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    ask(session, "Well?")
    used, good, bad = marks_of(session)
    assert [one.text() for one in (used, good, bad)] == ["Used", "Good", "Bad"]
    bad.trigger()
    assert stored(session) is Outcome.BAD
    assert [one.isChecked() for one in marks_of(session)] == [False, False, True]
    marks_of(session)[2].trigger()
    assert stored(session) is None


def test_a_question_cannot_be_marked(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    ask(session, "Well?")
    menu = session.window.transcript.acts.menu_of(session.transcript.item(0))
    assert "Mark as" not in [one.text() for one in menu.actions()]

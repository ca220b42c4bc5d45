"""Every control of every window has a name and a role, can be reached without a pointer, and is met in the order in
which one reads."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from accessibility import caught, controls_of, out_of_order, out_of_reach, tab_order, without_name, without_role
from fakes_engine import FakeEngine, loads, says
from inglenook_desktop.app import Session
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from windows import OpenWindow

BY_ARROWS = {"What may be meant"}
"""Lists that belong to the field above them, from which Up and Down walk through them."""


def check(window: QWidget) -> None:
    QApplication.processEvents()
    assert controls_of(window)
    problems = [
        *without_name(window),
        *without_role(window),
        *out_of_reach(window, keys=BY_ARROWS),
        *out_of_order(window),
        *caught(window),
    ]
    assert not problems, "\n".join(problems)


def test_the_window(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, ask: Callable[[Session, str], None]) -> None:
    engine = FakeEngine(tmp_path / "one", loads=[loads()], answers=[says("```py\nx = 1\n```\nDone.")])
    session = open_window(engine)
    check(session.window)
    ask(session, "2 + 3?")
    session.window.transcript.flush()
    check(session.window)
    session.window.finding.open()
    check(session.window)
    session.controller.open_private()
    check(session.window)


@pytest.mark.parametrize("command", ["application.settings", "help.shortcuts", "view.palette", "model.window"])
def test_what_the_window_opens(open_window: OpenWindow, qtbot: QtBot, command: str) -> None:
    session = open_window()
    before = set(QApplication.topLevelWidgets())
    session.window.commands[command].action.trigger()
    QApplication.processEvents()
    opened = [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]
    if command == "view.palette":  # it lies over the window and keeps the focus until it is closed
        assert not [*without_name(session.window), *without_role(session.window)]
        return
    assert opened
    for window in opened:
        check(window)


def test_back_tab_goes_the_same_way(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, ask: Callable[[Session, str], None]
) -> None:
    session = open_window(FakeEngine(tmp_path / "one", loads=[loads()], answers=[says("Done.")]))
    ask(session, "2 + 3?")
    session.window.transcript.flush()
    forward = list(tab_order(session.window))
    there = session.window.composer.field
    there.setFocus()
    back = []
    for _ in forward:
        QTest.keyClick(session.window.focusWidget(), Qt.Key.Key_Backtab)
        back.append(session.window.focusWidget())
    start = forward.index(there)
    assert [*reversed(back)] == [*forward[start:], *forward[:start]]


def test_a_button_that_goes_while_it_has_the_focus_takes_nothing_with_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    """Qt moves the focus while it destroys a widget; Python must not look at that one."""
    session = open_window()
    for _ in range(5):
        button = QPushButton("Gone soon", session.window.composer)
        button.show()
        button.setFocus()
        button.deleteLater()
        del button
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    made = [QAction("one", session.window) for _ in range(200)]
    gc.collect()
    assert all(isValid(action) for action in made)
    assert all(isValid(action) for action in session.window.model_bar.speculation.mode_actions.values())


def test_the_checks_themselves_find_what_is_wrong(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second, field = QPushButton("First", window), QPushButton("Second", window), QLineEdit(window)
    icon = QToolButton(window)
    icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for widget in (second, first, field, icon):
        row.addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    assert len(without_name(window)) == 2
    assert len(out_of_reach(window, keys=set())) == 1
    assert len(out_of_order(window)) == 1

"""The menu bar: made from the commands, out of sight until Alt or F10 brings it, done with when a choice is made."""

from __future__ import annotations

from itertools import pairwise

from inglenook_desktop.app import Session
from inglenook_desktop.commands import CommandGroup
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from windows import OpenWindow

ALT = Qt.KeyboardModifier.AltModifier


def _in_front(session: Session, qtbot: QtBot) -> Session:
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    session.window.composer.setFocus()
    return session


def _press(session: Session, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """As the system would, so that it arrives wherever the focus is."""
    handle = (QApplication.activePopupWidget() or session.window).windowHandle()
    QTest.keyClick(handle, key, modifiers)


def _titles(session: Session, group: CommandGroup) -> list[str]:
    actions = session.window.moving.menu_bar.menus[group].actions()
    return ["" if action.isSeparator() else action.objectName() for action in actions]


def test_alt_brings_the_bar_and_escape_takes_it_away(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = _in_front(open_window(is_ready=False), qtbot)
    bar, field = session.window.menuBar(), session.window.composer.field
    assert bar.isHidden()
    _press(session, Qt.Key.Key_Alt)
    assert bar.isVisible()
    assert bar.activeAction().text() == "&File"
    _press(session, Qt.Key.Key_Escape)
    qtbot.waitUntil(bar.isHidden)
    assert field.hasFocus()
    _press(session, Qt.Key.Key_F10)
    assert bar.hasFocus()


def test_alt_with_a_letter_opens_that_menu_and_a_choice_is_done(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = _in_front(open_window(is_ready=False), qtbot)
    window = session.window
    _press(session, Qt.Key.Key_V, ALT)
    assert QApplication.activePopupWidget() is window.moving.menu_bar.menus[CommandGroup.VIEW]
    assert window.composer.text() == ""
    window.moving.menu_bar.menus[CommandGroup.VIEW].setActiveAction(window.commands["view.sidebar"].action)
    _press(session, Qt.Key.Key_Return)
    assert window.sidebar.isHidden()
    qtbot.waitUntil(window.menuBar().isHidden)


def test_the_bar_stays_where_the_person_wants_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = _in_front(open_window(is_ready=False), qtbot)
    session.preferences.change("window", "menu_bar", True)
    assert session.window.menuBar().isVisible()
    _press(session, Qt.Key.Key_V, ALT)
    assert QApplication.activePopupWidget() is session.window.moving.menu_bar.menus[CommandGroup.VIEW]
    _press(session, Qt.Key.Key_Escape)
    session.preferences.change("window", "menu_bar", False)
    assert session.window.menuBar().isHidden()


def test_families_stand_together_and_quitting_comes_last(open_window: OpenWindow) -> None:
    session = open_window(is_ready=False)
    session.window.commands.add("window.test", "Another", str, group=CommandGroup.FILE)
    session.window.commands.add("conversation.test", "Beside", str, group=CommandGroup.FILE)
    shown = _titles(session, CommandGroup.FILE)
    assert shown[0] == "conversation.new"
    assert shown[-1] == "application.quit"
    assert _titles(session, CommandGroup.HELP)[-2:] == ["", "application.about"]
    assert shown.index("conversation.test") < shown.index("") < shown.index("window.test")
    for group in CommandGroup:
        titles = _titles(session, group)
        assert titles[:1] != [""]
        assert titles[-1:] != [""]
        assert not any(one == two == "" for one, two in pairwise(titles))


def test_the_window_menu_and_the_one_of_help_do_what_they_say(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = _in_front(open_window(is_ready=False), qtbot)
    window = session.window
    window.commands["window.full_screen"].action.trigger()
    assert window.isFullScreen()
    window.commands["window.full_screen"].action.trigger()
    assert not window.isFullScreen()
    window.commands["application.about"].action.trigger()
    about = window.findChild(QMessageBox)
    assert about is not None
    assert "Inglenook 0." in about.informativeText()
    copy = next(button for button in about.buttons() if button.text() == "Copy")
    copy.click()
    assert QApplication.clipboard().text() == about.informativeText()
    assert about.isVisible()
    about.close()
    _in_front(session, qtbot)
    _press(session, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.isHidden()


def test_text_actions_do_what_the_field_can(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = _in_front(open_window(is_ready=False), qtbot)
    session.window.composer.set_text("some words")
    menu = session.window.moving.menu_bar.menus[CommandGroup.EDIT]
    everything = next(action for action in menu.actions() if action.objectName() == "text.selectAll")
    menu.aboutToShow.emit()
    assert everything.isEnabled()
    everything.trigger()
    assert session.window.composer.field.textCursor().selectedText() == "some words"
    session.window.model_bar.chooser.setFocus()
    menu.aboutToShow.emit()
    assert not everything.isEnabled()

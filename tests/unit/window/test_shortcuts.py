"""The list of shortcuts and their editor: keys hold at once, conflicts are named, and the first keys come back."""

from __future__ import annotations

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.shortcuts import problem_of
from inglenook_desktop.views.shortcuts_dialog import ShortcutsDialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from windows import OpenWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _open(session: Session) -> ShortcutsDialog:
    session.window.commands["help.shortcuts"].action.trigger()
    dialog = session.window.moving.shortcuts.dialog
    assert dialog is not None
    return dialog


def _shown(dialog: ShortcutsDialog) -> dict[str, str]:
    """Of each command that is to be seen, its keys."""
    tops = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    items = [top.child(row) for top in tops if top is not None for row in range(top.childCount())]
    return {item.text(0): item.text(1) for item in items if not item.isHidden()}


@pytest.mark.parametrize(
    ("keys", "is_fine"),
    [
        ("Ctrl+G", True),
        ("Alt+Up", True),
        ("F7", True),
        ("Esc", True),
        ("", True),
        ("Ctrl+C", False),
        ("X", False),
        ("Shift+X", False),
        ("Return", False),
        ("Tab", False),
    ],
)
def test_only_keys_that_would_be_heard_are_taken(keys: str, is_fine: bool, qapp: object) -> None:
    assert (problem_of(QKeySequence(keys)) == "") is is_fine


def test_new_keys_hold_at_once_over_a_start_and_in_tooltips(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    button = session.window.model_bar.sidebar_button
    assert button.toolTip().endswith("(Ctrl+B)")
    dialog = _open(session)
    dialog.select("view.sidebar")
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert dialog.keys.hasFocus()
    qtbot.keyClick(dialog.keys, Qt.Key.Key_Y, CTRL | SHIFT)
    assert session.preferences.current.shortcuts == {"view.sidebar": "Ctrl+Shift+Y"}
    assert _shown(dialog)["Show or hide the conversations"] == "Ctrl+Shift+Y"
    assert button.toolTip().endswith("(Ctrl+Shift+Y)")
    session.close()
    again = open_window(is_ready=False)
    again.window.activateWindow()
    qtbot.waitUntil(again.window.isActiveWindow)
    qtbot.keyClick(again.window, Qt.Key.Key_B, CTRL)
    assert again.window.sidebar.isVisible()
    qtbot.keyClick(again.window, Qt.Key.Key_Y, CTRL | SHIFT)
    assert again.window.sidebar.isHidden()


def test_the_search_steers_the_list_and_enter_goes_to_the_keys(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    dialog = _open(session)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.search, "folder")
    found = list(_shown(dialog))
    assert len(found) > 1
    assert dialog.name.text() == found[0]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.name.text() == found[1]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.name.text() == found[0]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.keys.hasFocus()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert (dialog.search.text(), dialog.isVisible()) == ("", True)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert session.window.moving.shortcuts.dialog is None


def test_a_conflict_is_named_and_the_keys_go_over_only_when_wanted(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    dialog = _open(session)
    dialog.select("view.sidebar")
    qtbot.keyClick(dialog.keys, Qt.Key.Key_K, CTRL)
    assert dialog.sentence.text() == "Ctrl+K already belongs to “Command palette”."
    assert session.preferences.current.shortcuts == {}
    qtbot.keyClick(dialog.keys, Qt.Key.Key_B, CTRL)
    assert not dialog.take.isVisible(), "its own again: nothing is to be taken"
    qtbot.keyClick(dialog.keys, Qt.Key.Key_K, CTRL)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert session.preferences.current.shortcuts == {"view.palette": "", "view.sidebar": "Ctrl+K"}
    dialog.select("view.palette")
    assert dialog.none.isEnabled() is False
    qtbot.mouseClick(dialog.default, Qt.MouseButton.LeftButton)
    assert "Ctrl+K already belongs to “Show or hide the conversations”" in dialog.sentence.text()
    qtbot.mouseClick(dialog.default_all, Qt.MouseButton.LeftButton)
    assert session.preferences.current.shortcuts == {}
    assert _shown(dialog)["Command palette"] == "Ctrl+K"


def test_keys_are_taken_away_and_given_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    dialog = _open(session)
    dialog.select("view.sidebar")
    qtbot.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    assert _shown(dialog)["Show or hide the conversations"] == ""
    assert session.window.commands["view.sidebar"].action.shortcuts() == []
    qtbot.mouseClick(dialog.default, Qt.MouseButton.LeftButton)
    assert _shown(dialog)["Show or hide the conversations"] == "Ctrl+B"
    assert session.preferences.current.shortcuts == {}


def test_the_list_is_searched_by_name_and_by_keys(open_window: OpenWindow, qtbot: QtBot) -> None:
    dialog = _open(open_window(is_ready=False))
    qtbot.keyClicks(dialog.search, "ctrl+b")
    assert list(_shown(dialog)) == ["Show or hide the conversations"]
    assert dialog.name.text() == "Show or hide the conversations"
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "comm pal")
    assert list(_shown(dialog)) == ["Command palette"]
    for button in dialog.findChildren(QPushButton):
        assert button.text()

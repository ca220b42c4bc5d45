"""The registry of commands: one action each, the person's own keys, and nothing registered twice."""

from __future__ import annotations

import pytest
from inglenook_desktop.commands import CommandGroup, Commands
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_a_command_is_done_by_its_keys_and_by_its_action(window: QWidget, qtbot: QtBot) -> None:
    commands, done = Commands(window), []
    action = commands.add("a.b", "Do & be done", lambda: done.append(1), group=CommandGroup.FILE, keys="Ctrl+G")
    qtbot.keyClick(window, Qt.Key.Key_G, CTRL)
    action.trigger()
    assert done == [1, 1]
    assert (commands["a.b"].title, action.text()) == ("Do & be done", "Do && be done")


def test_the_keys_of_the_person_replace_the_defaults_also_of_later_commands(window: QWidget, qtbot: QtBot) -> None:
    commands, done = Commands(window), []
    commands.add("a", "A", lambda: done.append("a"), group=CommandGroup.FILE, keys="Ctrl+G")
    commands.use_shortcuts({"a": "Ctrl+H", "b": "", "unknown": "Ctrl+U"})
    commands.add("b", "B", lambda: done.append("b"), group=CommandGroup.FILE, keys="Ctrl+I")
    qtbot.keyClick(window, Qt.Key.Key_G, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_I, CTRL)
    assert done == []
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL)
    assert done == ["a"]
    commands.use_shortcuts({})
    qtbot.keyClick(window, Qt.Key.Key_I, CTRL)
    assert done == ["a", "b"]


def test_keys_given_twice_are_heard_by_the_first_and_the_other_says_so(window: QWidget, qtbot: QtBot) -> None:
    """By hand in settings.toml, or to a command that had none when they were given. Qt would do neither."""
    commands, done = Commands(window), []
    for key in ("a", "b", "c"):
        keys = f"Ctrl+{key}"
        commands.add(key, key.upper(), lambda key=key: done.append(key), group=CommandGroup.FILE, keys=keys)  # type: ignore[misc]
    commands.use_shortcuts({"c": "Ctrl+B", "d": "Ctrl+B", "a": "Strg+A"})
    commands.add("d", "D", lambda: done.append("d"), group=CommandGroup.FILE, keys="Ctrl+D")
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert done == ["c"]
    assert commands["b"].action.shortcuts() == commands["d"].action.shortcuts() == []
    assert commands.note_of("b") == commands.note_of("d") == "Ctrl+B already belongs to “C”."
    assert commands.note_of("c") == ""
    qtbot.keyClick(window, Qt.Key.Key_A, CTRL)
    assert done == ["c", "a"], "what names no keys leaves the default"
    assert "“Strg+A” in settings.toml names no keys" in commands.note_of("a")
    commands.use_shortcuts({})
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert done == ["c", "a", "b"]


def test_a_key_is_given_once_and_only_the_three_named_commands_have_roles(window: QWidget) -> None:
    commands = Commands(window)
    commands.add("a", "Settings of a model", str, group=CommandGroup.MODEL)
    quitting = commands.add("application.quit", "Quit", str, group=CommandGroup.FILE)
    with pytest.raises(ValueError, match="a command a"):
        commands.add("a", "Another", str, group=CommandGroup.FILE)
    assert commands["a"].action.menuRole() is QAction.MenuRole.NoRole  # macOS would take it for the preferences
    assert quitting.menuRole() is QAction.MenuRole.QuitRole


def test_no_two_commands_of_the_window_share_keys(open_window: OpenWindow) -> None:
    taken: dict[str, str] = {}
    for command in open_window(is_ready=False).window.commands.all:
        for keys in command.action.shortcuts():
            text = keys.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in taken, f"{command.key} and {taken[text]} share {text}"
            taken[text] = command.key

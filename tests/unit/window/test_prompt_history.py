"""Prompts that were sent before, brought back with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable

from inglenook_desktop.app import Session
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import OpenWindow

Ask = Callable[[Session, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_up_in_an_empty_composer_brings_back_what_was_sent_and_down_goes_on(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    for text in ("First", "Second\nof two lines", "First"):
        ask(session, text)
    session.window.new_conversation()
    composer = session.window.composer
    shown = []
    for key in (*[Qt.Key.Key_Up] * 4, *[Qt.Key.Key_Down] * 4):
        qtbot.keyClick(composer.field, key)
        shown.append(composer.text())
    two = "Second\nof two lines"
    assert shown == ["First", two, two, two, "First", "", "", ""]


def test_ctrl_up_keeps_what_was_typed_and_plain_arrows_move_the_cursor(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Sent")
    composer = session.window.composer
    composer.set_text("typed\nso far")
    qtbot.keyClick(composer.field, Qt.Key.Key_Up)
    assert composer.text() == "typed\nso far"
    assert composer.field.textCursor().blockNumber() == 0
    qtbot.keyClick(composer.field, Qt.Key.Key_Up, CTRL)
    assert composer.text() == "Sent"
    qtbot.keyClick(composer.field, Qt.Key.Key_Down, CTRL)
    assert composer.text() == "typed\nso far"


def test_what_was_brought_back_and_changed_is_typed_text(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "Sent")
    composer = session.window.composer
    qtbot.keyClick(composer.field, Qt.Key.Key_Up)
    qtbot.keyClicks(composer.field, "!")
    qtbot.keyClick(composer.field, Qt.Key.Key_Up)
    assert composer.text() == "Sent!"
    qtbot.keyClick(composer.field, Qt.Key.Key_Up, CTRL)
    qtbot.keyClick(composer.field, Qt.Key.Key_Down, CTRL)
    assert composer.text() == "Sent!"


def test_undo_brings_back_what_was_typed_before_a_prompt_took_its_place(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Sent")
    composer = session.window.composer
    composer.set_text("a long draft")
    qtbot.keyClick(composer.field, Qt.Key.Key_Up, CTRL)
    qtbot.keyClicks(composer.field, "!")
    assert composer.text() == "Sent!"
    qtbot.keyClick(composer.field, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(composer.field, Qt.Key.Key_Z, CTRL)
    assert composer.text() == "a long draft"
    qtbot.keyClick(composer.field, Qt.Key.Key_Z, CTRL)
    assert composer.text() == "a long draft"


def test_a_private_conversation_neither_gives_nor_takes(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    ask(session, "Open")
    session.controller.open_private()
    ask(session, "Secret")
    history = session.window.writing.history
    history.older()
    assert session.window.composer.text() == "Secret"
    history.older()
    assert session.window.composer.text() == "Secret"
    session.window.composer.set_text("")
    session.window.new_conversation()
    history.older()
    assert session.window.composer.text() == "Open"

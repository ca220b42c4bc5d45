"""The private conversation: marked, in memory alone, and gone when it is closed."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.settings import read_settings
from inglenook_desktop.state import Idle, Writing
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
SECRET = "xylophone-in-the-cellar"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def question_of(session: Session) -> QMessageBox:
    (question,) = (box for box in session.window.findChildren(QMessageBox) if box.isVisible())
    return question


def press(question: QMessageBox, text: str) -> None:
    next(button for button in question.buttons() if button.text() == text).click()


def files_with(folder: Path, text: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_it_begins_by_a_shortcut_and_is_marked(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    assert session.window.private_bar.isHidden()
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_N, CTRL_SHIFT)
    assert session.controller.state.is_private
    assert session.window.private_bar.isVisible()
    assert "Nothing of it is written to the disk" in session.window.private_bar.text
    assert session.window.private_bar.accessibleName() == session.window.private_bar.text
    assert not session.window.empty_page.private_button.isVisible()


def test_in_a_low_window_with_large_letters_the_rest_of_its_sentence_is_in_a_tool_tip(
    open_window: OpenWindow, qapp: QApplication
) -> None:
    session = open_window()
    window, bar = session.window, session.window.private_bar
    window.resize(1080, 760)
    window.open_private()
    qapp.processEvents()
    assert bar._label.text() == bar.text
    assert not bar._label.toolTip()
    session.preferences.change("appearance", "font_size_pt", 32)
    window.resize(720, 480)
    qapp.processEvents()
    shown = bar._label.text()
    assert shown.endswith("…")
    assert bar.text.startswith(shown[:-1])
    assert len(shown) > 10
    assert bar.text in html.unescape(bar._label.toolTip())
    assert "Nothing of it is written to the disk" in bar.text
    assert bar.height() < window.height() / 4


def test_the_keys_go_to_the_field_where_a_page_takes_the_place_of_a_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    window = session.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ask(session, "Hello")
    window.transcript.setFocus()
    session.controller.open_private()
    assert window.pages.currentWidget() is window.empty_page
    assert window.composer.field.hasFocus()


def test_nothing_of_it_is_on_the_disk_or_in_the_list(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(tmp_path / "engine-outside", answers=[says("Sure."), says(f"I know: {SECRET}-answer")])
    session = open_window(engine, makes_titles=True)
    ask(session, "Something that may be kept")
    session.window.open_private()
    ask(session, f"{SECRET}-question")
    assert last_item(session).text == f"I know: {SECRET}-answer"
    qtbot.keyClicks(session.window.composer.field, f"{SECRET}-draft")
    session.controller.unsent.save()
    assert [one.title for one in store_of(session).conversations()] == ["Something that may be kept"]
    assert session.conversations.rowCount() == 1
    assert files_with(data_dir, SECRET) == []
    session.close()
    assert files_with(data_dir, SECRET) == []
    settings = read_settings(data_dir)
    assert (settings.conversation_id, settings.draft) == (0, "")


def test_it_stays_open_behind_another_conversation(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    session.window.open_private()
    ask(session, "Between us")
    qtbot.keyClicks(session.window.composer.field, "and also")
    session.controller.new_conversation()
    assert session.window.composer.text() == ""
    assert session.window.private_bar.show_button.isVisible()
    assert "This is not it" in session.window.private_bar.text
    session.window.private_bar.show_button.click()
    assert session.controller.state.is_private
    assert session.transcript.item(0).text == "Between us"
    assert session.window.composer.text() == "and also"


def test_an_empty_one_is_closed_without_a_word(open_window: OpenWindow) -> None:
    session = open_window()
    session.window.open_private()
    session.window.private_bar.close_button.click()
    assert session.controller.state.private_id is None
    assert session.controller.state.conversation_id is None
    assert session.controller.desk.private is None


def test_one_with_messages_is_asked_about_first(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    session.window.open_private()
    ask(session, "Between us")
    session.window.private_bar.close_button.click()
    question = question_of(session)
    assert "2 messages" in question.informativeText()
    press(question, "Keep it")
    assert session.controller.state.is_private
    session.window.private_bar.close_button.click()
    press(question_of(session), "Close and forget it")
    assert session.controller.state.private_id is None
    assert len(session.transcript) == 0
    session.window.open_private()
    assert len(session.transcript) == 0


def test_closing_the_window_asks_first(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    session.window.open_private()
    ask(session, "Between us")
    session.window.close()
    assert session.window.isVisible()
    press(question_of(session), "Close and forget it")
    qtbot.waitUntil(lambda: not session.window.isVisible())


def test_an_answer_in_it_is_stopped_and_forgotten_when_it_is_closed(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk("Hush"), Wait(gate="never")]
    engine = FakeEngine(tmp_path / "slow", answers=[slow, says("Here I am.")])
    session = open_window(engine)
    session.window.open_private()
    session.window.composer.set_text("Between us")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.close_private()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert session.controller.answering.saves.unsaved_text == ""
    assert session.controller.state.notice is None
    ask(session, "In the open")
    assert last_item(session).text == "Here I am."
    assert len(store_of(session).conversations()) == 1


@pytest.mark.parametrize("is_shown", [True, False])
def test_an_answer_in_it_goes_on_while_another_conversation_is_in_view(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, is_shown: bool
) -> None:
    slow = [prefill(), chunk("Hush"), Wait(gate="go"), *says(" now.")]
    session = open_window(engine := FakeEngine(tmp_path / "slow", answers=[slow]))
    session.window.open_private()
    session.window.composer.set_text("Between us")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    if not is_shown:
        session.controller.new_conversation()
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    session.window.open_private()
    assert last_item(session).text == "Hush now."

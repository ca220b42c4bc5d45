"""What the buttons under a message do, by keys alone: for the last question and the last answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, says
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle
from inglenook_desktop.views.models_window import Page
from inglenook_desktop.views.params_dialog import ParamsDialog
from inglenook_engine.types import FinishReason
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
CODE = "Like this:\n\n```python\nprint(1)\n```\n\nand that is all."


def _offered(session: Session) -> set[str]:
    commands = session.window.commands
    commands.offer()
    found = {one.key for one in commands.all if one.action.isEnabled()}
    commands.offered()
    return found


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _idle(session: Session, qtbot: QtBot, text: str) -> None:
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle) and last_item(session).text == text)


@pytest.fixture
def session(open_window: OpenWindow, ask: Ask, tmp_path: Path) -> Session:
    """A conversation with one question, answered with code; further answers are told."""
    answers = [says(CODE), says("Two.", reason=FinishReason.LENGTH), says(" And a half."), says("Four."), says("Five.")]
    session = open_window(FakeEngine(tmp_path / "talks", answers=answers))
    assert not _offered(session) & {"answer.regenerate", "question.edit", "code.copy", "conversation.fork"}
    ask(session, "Well?")
    return session


def test_an_answer_is_had_again_gone_on_with_and_forked_by_keys(session: Session, qtbot: QtBot) -> None:
    window = session.window
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | ALT)
    assert QGuiApplication.clipboard().text() == "print(1)\n"
    assert not _offered(session) & {"answer.version_before", "answer.version_after", "answer.continue"}
    QTest.keyClick(window, Qt.Key.Key_R, CTRL | SHIFT)
    _idle(session, qtbot, "Two.")
    assert {"answer.continue", "answer.version_before"} <= _offered(session)
    assert not _offered(session) & {"answer.version_after", "code.copy"}
    QTest.keyClick(window, Qt.Key.Key_G, CTRL)
    _idle(session, qtbot, "Two. And a half.")
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert last_item(session).text == CODE
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert last_item(session).text == "Two. And a half."
    first = session.controller.state.conversation_id
    QTest.keyClick(window, Qt.Key.Key_B, CTRL | ALT)
    assert session.controller.state.conversation_id != first
    assert last_item(session).text == "Two. And a half."
    assert len(store_of(session).conversations()) == 2


def test_the_last_question_and_the_last_answer_are_edited_by_keys(session: Session, qtbot: QtBot) -> None:
    window = session.window
    QTest.keyClick(window, Qt.Key.Key_E, CTRL | SHIFT)
    editor = _focused()
    assert window.transcript.edits == {session.transcript.item(0).key: "Well?"}
    QTest.keyClicks(editor, " Or not?")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    _idle(session, qtbot, "Two.")
    assert session.transcript.item(0).text == "Well? Or not?"
    QTest.keyClick(window, Qt.Key.Key_E, CTRL | ALT)
    QTest.keyClicks(_focused(), " Said I.")
    QTest.keyClick(_focused(), Qt.Key.Key_Return, CTRL)
    assert last_item(session).text == "Two. Said I."


def test_another_answer_is_asked_for_with_words_of_a_menu_or_of_a_dialog(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    commands = session.window.commands
    commands["answer.regenerate_model"].action.trigger()
    (menu,) = opened
    assert menu.activeAction() is menu.actions()[0]  # ready for Enter
    assert [one.text().partition("\t")[0] for one in menu.actions()][-1] == SECOND_MODEL
    assert "answer.regenerate_preset" not in _offered(session)  # there is none
    commands["answer.regenerate_params"].action.trigger()
    (dialog,) = session.window.findChildren(ParamsDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_what_lies_behind_other_windows_has_a_command(
    session: Session, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    commands, models = session.window.commands, session.models
    commands["network.offline"].action.trigger()
    commands.offer()
    assert commands["network.offline"].action.isChecked()
    commands.offered()
    assert models.window is not None
    assert models.window.isHidden()
    assert [one.message for one in session.controller.state.notices] == [
        "Offline: nothing goes out, whatever is clicked."
    ]
    assert models.window.offline.isChecked()
    commands["network.offline"].action.trigger()
    assert not models.window.offline.isChecked()
    commands["network.ledger"].action.trigger()
    assert models.window.ledger is not None
    assert models.window.ledger.isVisible()
    commands["models.downloads"].action.trigger()
    assert models.window.tabs.currentIndex() == Page.DOWNLOADS
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.fileName())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    commands["window.prices"].action.trigger()
    (name,) = opened
    assert (data_dir / name).exists()
    commands["model.settings"].action.trigger()
    assert session.load_settings.dialog is not None

"""Messages that are being edited: what was typed survives Escape, a kill, a load that takes its time, a locked file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, LoadProgress, Wait, loads, says
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle, Loaded, Loading, WaitingForModel
from inglenook_desktop.store import open_store
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_engine.types import FinishReason, GenerateParams
from pictures import keep
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def part_of(session: Session, row: int) -> object:
    view = session.window.transcript
    return view._widgets.widget(view._row(row).end)


def end_of(session: Session, row: int) -> MessageEnd:
    widget = part_of(session, row)
    assert isinstance(widget, MessageEnd)
    return widget


def editor_of(session: Session, row: int) -> MessageEditor:
    widget = part_of(session, row)
    assert isinstance(widget, MessageEditor)
    return widget


def begin(session: Session, qtbot: QtBot, row: int, typed: str) -> MessageEditor:
    end_of(session, row).edit.click()
    editor = editor_of(session, row)
    qtbot.keyClicks(editor.field, typed)
    return editor


def kept(session: Session) -> dict[int, str]:
    number = session.controller.state.conversation_id
    assert number is not None
    return store_of(session).shelf.edits(number)


@pytest.fixture
def one_turn(data_dir: Path) -> int:
    """The id of a conversation with one question and its answer."""
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text="One", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="Yes.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        return turn.conversation_id


def test_escape_closes_the_editor_and_the_text_is_in_it_when_it_opens_again(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "One")
    editor = begin(session, qtbot, 0, " and a half")
    qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
    assert isinstance(part_of(session, 0), MessageEnd)
    number = session.controller.state.conversation_id
    assert end_of(session, 0).footer.text() == "Edit not sent"
    session.controller.new_conversation()
    session.controller.open_conversation(number)
    assert isinstance(part_of(session, 0), MessageEnd)  # closed is closed
    assert end_of(session, 0).footer.text() == "Edit not sent"
    keep(session.window.grab().toImage(), session, "edit-not-sent")
    end_of(session, 0).edit.click()
    editor = editor_of(session, 0)
    assert editor.text() == "One and a half"
    assert editor.hint.text() == "Your edit, not sent yet. Cancel forgets it"
    keep(session.window.grab().toImage(), session, "edit-kept")
    qtbot.mouseClick(editor.cancel, Qt.MouseButton.LeftButton)
    assert end_of(session, 0).footer.text() == ""
    begin(session, qtbot, 0, "?")
    assert editor_of(session, 0).hint.text() == "Enter sends, Esc closes"


def test_cancel_forgets_what_was_typed(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "One")
    editor = begin(session, qtbot, 0, " more")
    qtbot.waitUntil(lambda: list(kept(session).values()) == ["One more"])
    qtbot.mouseClick(editor.cancel, Qt.MouseButton.LeftButton)
    assert kept(session) == {}
    end_of(session, 0).edit.click()
    assert editor_of(session, 0).text() == "One"


def test_an_editor_that_nothing_was_typed_in_leaves_nothing(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "One")
    editor = begin(session, qtbot, 0, "")
    qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
    assert session.window.transcript._closed_edits == {}
    assert kept(session) == {}


def test_an_edit_is_open_again_after_a_restart(open_window: OpenWindow, one_turn: int, qtbot: QtBot) -> None:
    session = open_window()
    session.controller.open_conversation(one_turn)
    begin(session, qtbot, 1, " and no")
    session.window.close()
    session.close()
    again = open_window()
    assert again.controller.state.conversation_id == one_turn
    assert editor_of(again, 1).text() == "Yes. and no"
    qtbot.keyClick(editor_of(again, 1).field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert last_item(again).text == "Yes. and no"
    assert kept(again) == {}


_EDITS_AND_WAITS = """
    import os, sys, time
    from pathlib import Path
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from inglenook_desktop.app import Session

    deadline, number = time.monotonic() + 60, int(sys.argv[2])

    def until(is_so):
        while not is_so():
            app.processEvents()
            if time.monotonic() > deadline:
                os._exit(1)

    app = QApplication([])
    session = Session(app, Path(sys.argv[1]), command=[sys.executable, "-I", "-c", "input()"])
    session.window.show()
    until(lambda: session.controller.desk.store is not None)
    session.controller.open_conversation(number)
    view = session.window.transcript
    view.begin_edit(0)
    QTest.keyClicks(view._widgets.widget(view._row(0).end).field, " before the crash")
    store = session.controller.desk.store
    until(lambda: list(store.shelf.edits(number).values()) == ["One before the crash"])
    print("typed", flush=True)
    while True:
        app.processEvents()
        time.sleep(0.01)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_an_edit_is_open_again_after_a_kill(open_window: OpenWindow, one_turn: int, data_dir: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_EDITS_AND_WAITS), str(data_dir), str(one_turn)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ), text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "typed"
        child.send_signal(signal.SIGKILL)
        child.wait()
    session = open_window()
    session.controller.open_conversation(one_turn)
    assert editor_of(session, 0).text() == "One before the crash"


def test_an_edit_that_the_store_refuses_is_offered_again(
    open_window: OpenWindow, one_turn: int, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    session.controller.open_conversation(one_turn)
    with open_store(data_dir) as other, other._db.write():
        begin(session, qtbot, 0, " is locked")
        session.controller.edits.save()
        assert session.controller.edits.unsaved == "One is locked"
    qtbot.waitUntil(lambda: list(kept(session).values()) == ["One is locked"])
    assert session.controller.edits.unsaved == ""


def test_an_edit_of_a_conversation_that_went_away_elsewhere_is_kept_for_a_new_one(
    open_window: OpenWindow, one_turn: int, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    session.controller.open_conversation(one_turn)
    with open_store(data_dir) as other:
        other.delete_conversation(one_turn)
    begin(session, qtbot, 0, " is too good to lose")
    session.controller.refresh()
    assert session.controller.state.conversation_id is None
    assert session.window.composer.text() == "One is too good to lose"
    assert session.window.transcript.edits == {}


def test_edits_of_a_private_conversation_are_gone_with_it_and_never_on_the_disk(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    session.controller.open_private()
    ask(session, "One")
    begin(session, qtbot, 0, " xylophone")
    session.controller.edits.save()
    session.controller.close_private()
    assert session.window.transcript.edits == {}
    assert session.controller.edits.unsaved == ""
    session.close()
    assert [path for path in data_dir.rglob("*") if path.is_file() and b"xylophone" in path.read_bytes()] == []


@pytest.fixture
def second_loads_slowly(tmp_path: Path) -> FakeEngine:
    slow = [LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]
    return FakeEngine(tmp_path / "slow", loads=[loads(), slow], answers=[says("First."), says("Second.")])


def test_an_edit_that_waits_for_the_model_is_sent_as_it_is_shown(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, second_loads_slowly: FakeEngine
) -> None:
    session = open_window(second_loads_slowly)
    ask(session, "One")
    session.controller.choose_model(next(one for one in session.list_models() if one.name == SECOND_MODEL))
    editor = begin(session, qtbot, 0, " or two")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert isinstance(session.controller.state.answer, WaitingForModel)
    assert editor.field.isReadOnly()
    qtbot.keyClicks(editor.field, " and what nobody would see")
    assert editor.text() == "One or two"
    second_loads_slowly.release("go")
    qtbot.waitUntil(lambda: last_item(session).text == "Second." and isinstance(session.controller.state.answer, Idle))
    assert session.transcript.item(0).text == "One or two"
    assert session.window.transcript.edits == {}
    assert kept(session) == {}


def test_escape_withdraws_an_edit_that_waits_for_the_model_and_keeps_its_text(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, second_loads_slowly: FakeEngine
) -> None:
    session = open_window(second_loads_slowly)
    ask(session, "One")
    session.controller.choose_model(next(one for one in session.list_models() if one.name == SECOND_MODEL))
    assert isinstance(session.controller.state.engine, Loading)
    editor = begin(session, qtbot, 0, " or two")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert "Esc" in editor.hint.text()
    qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
    assert isinstance(session.controller.state.answer, Idle)
    assert not editor.field.isReadOnly()
    qtbot.keyClicks(editor.field, " or three")
    second_loads_slowly.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert editor_of(session, 0).text() == "One or two or three"
    assert len(second_loads_slowly.generations()) == 1

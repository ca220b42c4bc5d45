"""What was typed and not sent: kept for each conversation, whatever comes in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, LoadProgress, Wait, loads
from inglenook_desktop.app import Session
from inglenook_desktop.settings import WindowSettings, read_settings, write_settings
from inglenook_desktop.state import Idle, Loading, WaitingForModel
from inglenook_desktop.store import open_store
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def typed(session: Session) -> str:
    return session.window.composer.text()


def type_into(session: Session, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(session.window.composer.field, text)


def test_each_conversation_keeps_its_own(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "One")
    first = session.controller.state.conversation_id
    type_into(session, qtbot, "for the first")
    session.controller.new_conversation()
    assert typed(session) == ""
    type_into(session, qtbot, "for a new one")
    session.controller.open_conversation(first)
    assert typed(session) == "for the first"
    session.controller.new_conversation()
    assert typed(session) == "for a new one"


def test_it_is_on_the_disk_while_somebody_types(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    session = open_window()
    type_into(session, qtbot, "half a tho")

    def is_kept() -> bool:
        with open_store(data_dir) as other:
            return other.shelf.draft(None) == "half a tho"

    qtbot.waitUntil(is_kept)


def test_it_is_there_again_after_a_restart(open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path) -> None:
    session = open_window()
    ask(session, "One")
    type_into(session, qtbot, "later")
    session.close()
    assert read_settings(data_dir).draft == ""  # the store has it
    assert typed(open_window()) == "later"


def test_a_message_that_was_sent_leaves_nothing_behind(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    type_into(session, qtbot, "Well")
    session.controller.unsent.save()
    ask(session, "Well?")
    number = session.controller.state.conversation_id
    assert typed(session) == ""
    assert store_of(session).shelf.draft(None) == ""
    assert store_of(session).shelf.draft(number) == ""
    session.controller.new_conversation()
    assert typed(session) == ""


def test_what_waits_for_the_model_is_sent_from_its_own_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        other_id = store.create_conversation("Other").id
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    type_into(session, qtbot, "First!")
    session.window.composer.submit()
    assert isinstance(session.controller.state.answer, WaitingForModel)
    assert session.window.composer.field.isReadOnly()
    session.controller.open_conversation(other_id)
    assert not session.window.composer.field.isReadOnly()
    type_into(session, qtbot, "for the other")
    engine.release("go")
    qtbot.waitUntil(lambda: len(engine.generations()) == 1 and isinstance(session.controller.state.answer, Idle))
    assert typed(session) == "for the other"
    assert session.controller.state.conversation_id == other_id
    session.controller.new_conversation()
    assert typed(session) == ""
    (begun,) = (one for one in store_of(session).conversations() if one.id != other_id)
    session.controller.open_conversation(begun.id)
    assert last_item(session).text == "Good evening."
    assert typed(session) == ""


def test_the_next_message_may_be_typed_while_an_answer_comes(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[Wait(gate="go")]])
    session = open_window(engine)
    session.window.composer.set_text("One")
    session.window.composer.submit()
    first = session.controller.state.conversation_id
    type_into(session, qtbot, "and then")
    session.controller.new_conversation()
    session.controller.stop()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    session.controller.open_conversation(first)
    assert typed(session) == "and then"


def test_what_was_typed_before_the_store_was_open_joins_what_it_has(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        store.shelf.set_draft(None, "from last time")
    session = open_window(is_ready=False)
    type_into(session, qtbot, "typed at once")
    qtbot.waitUntil(lambda: session.controller.desk.store is not None)
    assert typed(session) == "from last time\n\ntyped at once"


def test_text_that_only_the_settings_could_keep_comes_back_once(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    write_settings(data_dir, WindowSettings(draft="the disk was full"))
    session = open_window()
    assert typed(session) == "the disk was full"
    session.close()
    assert typed(open_window()) == "the disk was full"


def test_text_of_a_conversation_that_went_away_elsewhere_is_kept_for_a_new_one(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    ask(session, "One")
    number = session.controller.state.conversation_id
    assert number is not None
    with open_store(data_dir) as other:
        other.delete_conversation(number)
    type_into(session, qtbot, "do not lose me")
    session.controller.unsent.save()
    session.controller.refresh()
    assert session.controller.state.conversation_id is None
    assert typed(session) == "do not lose me"


def test_what_a_deleted_conversation_held_comes_back_with_it(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "One")
    number = session.controller.state.conversation_id
    assert number is not None
    type_into(session, qtbot, "unfinished")
    session.controller.shelf.delete(number)
    assert typed(session) == ""
    session.controller.shelf.undo_delete()
    assert typed(session) == "unfinished"


def test_what_the_store_refuses_is_offered_again(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    ask(session, "One")
    first = session.controller.state.conversation_id
    with open_store(data_dir) as other, other._db.write():
        type_into(session, qtbot, "the file is locked")
        session.controller.unsent.save()
        assert session.controller.unsent.unsaved == "the file is locked"
    session.controller.new_conversation()
    session.controller.open_conversation(first)
    assert typed(session) == "the file is locked"
    assert session.controller.unsent.unsaved == ""


_TYPES_AND_WAITS = """
    import os, sys, time
    from pathlib import Path
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from inglenook_desktop.app import Session

    deadline = time.monotonic() + 60

    def go_on():
        app.processEvents()
        if time.monotonic() > deadline:
            os._exit(1)

    app = QApplication([])
    session = Session(app, Path(sys.argv[1]), command=[sys.executable, "-I", "-c", "input()"])
    session.window.show()
    while session.controller.desk.store is None:
        go_on()
    QTest.keyClicks(session.window.composer.field, "before the crash")
    store = session.controller.desk.store
    while store.shelf.draft(None) != "before the crash":
        go_on()
    print("typed", flush=True)
    while True:
        go_on()
        time.sleep(0.01)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_it_is_there_again_after_a_kill(open_window: OpenWindow, data_dir: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(_TYPES_AND_WAITS), str(data_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ), text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "typed"
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert typed(open_window()) == "before the crash"

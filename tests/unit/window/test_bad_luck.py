"""The whole window when things go wrong: a sentence, a way on with one click, and nothing lost."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, Die, FakeEngine, LoadProgress, Wait, chunk, fails, load_fails, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.message_wishes import Regenerate
from inglenook_desktop.settings import FILE_NAME
from inglenook_desktop.state import EngineDown, Idle, Loaded, Remedy, StorageFailed, StorageOpen, Writing
from inglenook_desktop.store import MessageStatus, StoreError, StoreProblem, disk, log_syncing, open_store
from inglenook_desktop.store.errors import sentence
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_engine.types import FailureKind
from pictures import keep
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
KILLED = Die(signal=int(signal.SIGKILL))


def click(qtbot: QtBot, session: Session, remedy: Remedy) -> None:
    """The button of the notice bar that offers `remedy`."""
    (button,) = (b for b in session.window.notice_bar.buttons if b.property("remedy") == remedy.name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_file_that_is_not_a_model_is_told_and_the_starter_is_one_click_away(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    sentence = "second.gguf is not a GGUF file: it begins with %PDF. Choose another file."
    engine = FakeEngine(tmp_path / "bad", loads=[load_fails(sentence), loads()])
    session = open_window(engine, model=SECOND_MODEL, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    bar = session.window.notice_bar
    assert bar.isVisible()
    assert bar.text == sentence
    assert {button.text() for button in bar.buttons} == {"Load again", "Use the starter model", "Choose a file…"}
    click(qtbot, session, Remedy.LOAD_STARTER)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert not bar.isVisible()
    assert engine.starts == 2


def test_a_model_that_failed_is_not_the_one_to_start_with_next_time(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "bad", loads=[loads(), load_fails("It does not fit into memory.")])
    session = open_window(engine)
    session.controller.choose_model(session.list_models()[1])
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    session.close()
    second = open_window()
    assert second.controller.state.engine.__class__ is Loaded
    assert session.controller.loading.ready_path == second.controller.loading.ready_path


def test_a_question_that_waited_for_a_model_that_failed_is_still_in_the_composer(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(
        tmp_path / "bad",
        loads=[[LoadProgress(fraction=0.1), Wait(gate="go"), *load_fails("The file is cut short.")], loads()],
    )
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: session.window.model_bar.progress.fraction > 0)
    session.window.composer.set_text("Are you there?")
    session.window.composer.submit()
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    assert session.window.composer.text() == "Are you there?"
    assert not session.window.composer.field.isReadOnly()
    click(qtbot, session, Remedy.LOAD_AGAIN)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)


def test_a_wrong_model_on_the_command_line_is_told(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(model="no-such-model", is_ready=False)
    qtbot.waitUntil(session.window.notice_bar.isVisible)
    assert "no-such-model" in session.window.notice_bar.text
    click(qtbot, session, Remedy.LOAD_STARTER)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))


def test_without_any_model_the_window_says_how_to_get_one(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inglenook_desktop.library.starter_path", lambda: tmp_path / "nowhere.gguf")
    (data_dir / "models" / f"{SECOND_MODEL}.gguf").unlink()
    session = open_window(is_ready=False)
    qtbot.waitUntil(session.window.notice_bar.isVisible)
    assert "no model on this machine" in session.window.notice_bar.text
    assert [button.text() for button in session.window.notice_bar.buttons] == ["Get models", "Choose a file…"]
    session.window.composer.set_text("Hello?")
    session.window.composer.submit()
    assert session.window.composer.text() == "Hello?"
    assert len(session.window.notice_bar.rows) == 1, "told once"
    (notice,) = session.controller.state.notices
    assert notice.message == "There is no model on this machine yet. What you write is kept until there is one."
    assert not notice.is_error, "nothing went wrong"
    keep(session.window.grab().toImage(), session, "no-model")
    (data_dir / "models" / f"{SECOND_MODEL}.gguf").write_bytes(b"there now")
    session.controller.choose_file(data_dir / "models" / f"{SECOND_MODEL}.gguf")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))


@pytest.mark.parametrize("stage", ["load", "prefill", "decode"])
def test_the_engine_is_killed_and_the_window_goes_on(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, stage: str
) -> None:
    dying_load = [LoadProgress(fraction=0.3), KILLED] if stage == "load" else loads()
    dying_answer = [prefill(5, 43, 0), KILLED] if stage == "prefill" else [prefill(), chunk("So far"), KILLED]
    answers = [says("Well.")] if stage == "load" else [dying_answer, says("Well.")]
    engine = FakeEngine(tmp_path / "dying", loads=[dying_load, loads()], answers=answers)
    session = open_window(engine, is_ready=stage != "load")
    session.window.composer.set_text("How are you?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    if stage == "load":
        assert "killed" in session.window.notice_bar.text
        assert session.window.composer.text() == "How are you?"
        session.window.composer.submit()  # loads again, then sends
    else:
        item = last_item(session)
        assert item.text == ("So far" if stage == "decode" else "")
        assert item.is_error
        assert item.can_retry
        assert "killed" in item.notice
        stored = store_of(session).thread(1)[-1]
        assert (stored.status, stored.content) == (MessageStatus.FAILED, item.text)
        session.window.transcript.wished.emit(Regenerate(message_id=item.key))
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and last_item(session).text == "Well.")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert len(store_of(session).conversations()) == 1
    assert engine.starts == 2


def test_a_stop_that_the_engine_ignores_ends_it_and_starts_another(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    deaf = [prefill(), chunk("On and on"), Wait(gate="never")]
    engine = FakeEngine(tmp_path / "deaf", answers=[deaf, says("Well.")], ignores_cancel=True)
    session = open_window(engine)
    session.window.composer.set_text("Go on")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.stop()
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded), timeout=8_000)
    item = last_item(session)
    assert item.text == "On and on"
    assert "did not stop" in item.notice
    session.window.transcript.wished.emit(Regenerate(message_id=item.key))
    qtbot.waitUntil(lambda: last_item(session).text == "Well.")


def test_a_question_that_does_not_fit_is_told_and_later_ones_still_work(
    open_window: OpenWindow, ask: Ask, tmp_path: Path
) -> None:
    """Where the engine cannot count beforehand; where it can, nothing is stored (test_context_keeping)."""
    too_long = fails("The conversation has 9,000 tokens; the model holds 2,048.", kind=FailureKind.CONTEXT_OVERFLOW)
    engine = FakeEngine(tmp_path / "full", answers=[[too_long], says("Fine.")], count_fails="It cannot be counted.")
    session = open_window(engine)
    ask(session, "very " * 1_500)
    assert "9,000 tokens" in last_item(session).notice
    assert session.window.notice_bar.buttons == (), "a new conversation has no more room for it"
    ask(session, "short")
    assert [message.content for message in engine.generations()[1].messages] == ["short"]
    assert last_item(session).text == "Fine."
    session.controller.open_conversation(session.controller.state.conversation_id)
    assert "left out" in session.transcript.item(1).notice


def test_a_full_disk_while_text_streams_keeps_it_and_saves_it_later(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    long = "x" * 300_000
    engine = FakeEngine(tmp_path / "long", answers=[says("ok"), [prefill(), chunk(long), Wait(gate="on"), *says("!")]])
    session = open_window(engine)
    ask(session, "first")
    sql = store_of(session)._db._sql
    session.window.composer.set_text("second")
    session.window.composer.submit()
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to a full disk
    qtbot.waitUntil(session.window.notice_bar.isVisible)
    assert "full" in session.window.notice_bar.text
    engine.release("on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert last_item(session).text == long + "!"
    assert session.controller.answering.saves.unsaved_text == long + "!"
    other = session.controller.state.conversation_id
    session.controller.new_conversation()
    session.controller.open_conversation(other)
    assert last_item(session).text == long + "!"  # not yet on the disk, and still here

    assert not session.window.close()  # it asks first
    assert session.window.isVisible()

    sql.execute("PRAGMA max_page_count = 1000000")
    click(qtbot, session, Remedy.SAVE_AGAIN)
    assert session.controller.answering.saves.unsaved_text == ""
    assert not session.window.notice_bar.isVisible()
    assert store_of(session).thread(1)[-1].content == long + "!"


def test_what_could_not_be_saved_is_saved_by_itself_when_there_is_room(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    long = "y" * 300_000
    engine = FakeEngine(tmp_path / "long", answers=[[prefill(), Wait(gate="on"), chunk(long), *says("!")]])
    session = open_window(engine)
    session.window.composer.set_text("question")
    session.window.composer.submit()
    sql = store_of(session)._db._sql
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {pages}")
    engine.release("on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert session.window.notice_bar.isVisible()
    sql.execute("PRAGMA max_page_count = 1000000")
    qtbot.waitUntil(lambda: not session.window.notice_bar.isVisible())
    assert store_of(session).thread(1)[-1].content == long + "!"
    assert store_of(session).thread(1)[-1].status is MessageStatus.COMPLETE


def test_a_full_disk_before_sending_leaves_the_text_in_the_composer(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_window(FakeEngine(tmp_path / "roomy", loads=[loads(replace(MODEL, n_ctx=131_072))]))
    ask(session, "first")
    sql = store_of(session)._db._sql
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {pages}")
    text = "long\n" * 20_000
    session.window.composer.set_text(text)
    session.window.composer.submit()
    assert "full" in session.window.notice_bar.text
    assert session.window.composer.text() == text
    assert len(session.transcript) == 2
    sql.execute("PRAGMA max_page_count = 1000000")
    click(qtbot, session, Remedy.SEND_AGAIN)
    qtbot.waitUntil(lambda: len(session.transcript) == 4 and not session.controller.state.is_busy)
    assert session.window.composer.text() == ""


def test_a_disk_that_takes_its_time_does_not_hold_up_the_window(
    open_window: OpenWindow, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def sync(descriptor: int) -> None:
        assert gate.wait(10)
        disk.sync(descriptor)

    monkeypatch.setattr(log_syncing, "sync", sync)
    session = open_window()
    ask(session, "hello")
    assert last_item(session).text == "Good evening."
    assert not store_of(session).wait_for_disk(0)
    gate.set()
    assert store_of(session).wait_for_disk(10)


def test_a_disk_that_refuses_is_told_until_it_takes_everything(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    ask(session, "first")
    store = store_of(session)
    assert store.wait_for_disk(10)

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def refuse() -> None:
        raise StoreError(StoreProblem.DISK_ERROR, sentence(StoreProblem.DISK_ERROR, store.path))

    put_on_disk = store.put_on_disk
    with monkeypatch.context() as patches:
        patches.setattr(log_syncing, "sync", broken)
        patches.setattr(store, "put_on_disk", refuse)
        store.create_conversation("Kettle")
        qtbot.waitUntil(lambda: session.window.notice_bar.isVisible())
    bar = session.window.notice_bar
    assert bar.text == sentence(StoreProblem.DISK_ERROR, store.path)
    assert store.put_on_disk == put_on_disk
    assert not store.wait_for_disk(0)
    click(qtbot, session, Remedy.REFRESH)
    assert not bar.isVisible()
    assert store.wait_for_disk(0)


def test_a_data_folder_that_cannot_be_used_is_a_page_with_ways_on(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("a file where the folder should be")
    session = open_window(data_dir=tmp_path / "blocked")
    window = session.window
    assert isinstance(session.controller.state.storage, StorageFailed)
    assert window.pages.currentWidget() is window.problem_page
    assert "blocked" in window.problem_page.text
    window.composer.set_text("hello")
    assert not window.composer.button.isEnabled()

    qtbot.mouseClick(window.problem_page.again_button, Qt.MouseButton.LeftButton)
    assert isinstance(session.controller.state.storage, StorageFailed)

    qtbot.mouseClick(window.problem_page.unsaved_button, Qt.MouseButton.LeftButton)
    assert window.composer.button.isEnabled()
    ask(session, "hello")
    assert last_item(session).text == "Good evening."
    assert "Nothing is saved" in window.status_line.activity


def test_a_data_folder_that_works_again_is_opened_with_one_click(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    session = open_window(data_dir=blocked)
    blocked.unlink()
    blocked.mkdir()
    (blocked / "settings.toml").write_text("[appearance]\nzoom_percent = 120\n")  # a disk that was not there yet
    qtbot.mouseClick(session.window.problem_page.again_button, Qt.MouseButton.LeftButton)
    assert session.controller.state.storage == StorageOpen()
    assert session.window.pages.currentWidget() is session.window.empty_page
    assert session.preferences.current.appearance.zoom_percent == 120


def test_another_folder_can_be_chosen(open_window: OpenWindow, ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where the folder should be")
    session = open_window(data_dir=tmp_path / "blocked")
    session.window.folder_chosen.emit(tmp_path / "elsewhere")
    ask(session, "hello")
    session.close()
    with open_store(tmp_path / "elsewhere") as store:
        assert [conversation.title for conversation in store.conversations()] == ["hello"]


def test_a_database_of_a_newer_version_is_left_alone(open_window: OpenWindow, data_dir: Path) -> None:
    with open_store(data_dir) as store:
        path = store.path
    with sqlite3.connect(path) as sql:
        (table,) = sql.execute("SELECT name FROM sqlite_master WHERE name LIKE '%migrations%'").fetchone()
        columns = [row[1] for row in sql.execute(f"PRAGMA table_info({table})")]
        last = sql.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid DESC").fetchone()
        row = {**dict(zip(columns, last, strict=True)), "name": "m999_from_the_future"}
        row.pop("id", None)
        sql.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    sql.close()
    before = path.read_bytes()
    session = open_window()
    assert "newer version" in session.window.problem_page.text
    session.close()
    assert path.read_bytes() == before


def test_damaged_settings_cost_nothing_but_the_settings(open_window: OpenWindow, data_dir: Path) -> None:
    (data_dir / FILE_NAME).write_text('{"geometry": "not base64!", "draft": "kept"}')
    session = open_window()
    assert session.window.composer.text() == "kept"
    session.close()
    (data_dir / FILE_NAME).write_text("{{{")
    assert open_window().window.composer.text() == "kept"  # the store has it by now


def test_an_answer_of_one_endless_line_does_not_freeze_the_window(
    open_window: OpenWindow, ask: Ask, tmp_path: Path
) -> None:
    pieces = ["a" * 50_000] * 10
    engine = FakeEngine(tmp_path / "endless", answers=[says(*pieces)])
    session = open_window(engine)
    ask(session, "Go on")
    assert len(last_item(session).text) == 500_000


def test_two_megabytes_are_a_file_on_a_full_disk_too(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    """What is too long for the field is never lost: it waits in the window until the disk takes it."""
    engine = FakeEngine(tmp_path / "roomy", loads=[loads(replace(MODEL, n_ctx=1_048_576))])
    session = open_window(engine)
    ask(session, "first")
    sql = store_of(session)._db._sql
    (pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {pages}")
    text = "p" * 2_000_000
    session.window.composer.set_text(text)
    assert "full" in session.window.notice_bar.text
    session.window.composer.submit()
    assert [file.text for file in session.controller.attaching.files] == [text]
    assert len(session.transcript) == 2
    sql.execute("PRAGMA max_page_count = 1000000")
    click(qtbot, session, Remedy.SEND_AGAIN)
    qtbot.waitUntil(lambda: len(session.transcript) == 4 and not session.controller.state.is_busy)
    assert engine.generations()[1].messages[-1].content == f"[File: Pasted text.txt]\n```\n{text}\n```"
    assert session.controller.attaching.files == ()
    assert [len(item.attachments) for item in map(session.transcript.item, range(4))] == [0, 0, 1, 0]


def test_text_that_is_not_valid_unicode_is_stored_and_sent(
    open_window: OpenWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    session = open_window()
    session.controller.submit("half a pair: \ud83d.")
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)
    assert session.transcript.item(0).text == "half a pair: \ufffd."
    assert engine.generations()[0].messages[0].content == "half a pair: \ufffd."


def test_an_answer_that_was_stopped_before_its_first_word_offers_no_copy_of_nothing(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_window(FakeEngine(tmp_path / "silent", answers=[[prefill(), Wait(gate="never")]]))
    session.window.composer.set_text("Well?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: session.controller.state.running is not None)
    session.controller.stop()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    item = last_item(session)
    assert item.text == ""
    view = session.window.transcript
    shown = [action.text() for action in view.acts.menu_of(item).actions()]
    assert "Copy as Markdown" not in shown
    assert "Copy everything down to here as Markdown" in shown
    view.flush()
    qtbot.waitUntil(lambda: len([end for end in view.findChildren(MessageEnd) if end.isVisible()]) == 2)
    ends = sorted((end for end in view.findChildren(MessageEnd) if end.isVisible()), key=MessageEnd.y)
    assert [end.copy_button.isHidden() for end in ends] == [False, True]

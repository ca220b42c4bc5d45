"""Closing the window: asked once when something would be lost, and not at all when nothing is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.library.kept import MAX_BYTES
from inglenook_desktop.settings import FILE_NAME, WindowSettings, read_settings, write_settings
from inglenook_desktop.state import Idle
from inglenook_desktop.store import open_store
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def questions(session: Session) -> list[QMessageBox]:
    return [box for box in session.window.findChildren(QMessageBox) if box.isVisible()]


def press(qtbot: QtBot, session: Session, text: str) -> None:
    (question,) = questions(session)
    next(button for button in question.buttons() if button.text() == text).click()
    qtbot.waitUntil(lambda: not questions(session))


def go_back_then_lose_it(session: Session, qtbot: QtBot) -> None:
    """Both ways out of the question that is open."""
    press(qtbot, session, "Go back")
    assert session.window.isVisible()
    session.window.close()
    press(qtbot, session, "Close and lose it")
    qtbot.waitUntil(lambda: not session.window.isVisible())


def fill_disk(session: Session) -> Callable[[], object]:
    """SQLite's own way to a full disk. Returns what makes room again."""
    sql = store_of(session)._db._sql
    (n_pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {n_pages}")
    return lambda: sql.execute("PRAGMA max_page_count = 1000000")


def block_settings(session: Session, data_dir: Path) -> None:
    """A folder where the file should be."""
    session._files.finish()
    (data_dir / FILE_NAME).unlink(missing_ok=True)
    (data_dir / FILE_NAME).mkdir()


def test_text_that_neither_the_store_nor_the_settings_take_is_asked_about(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    fill_disk(session)
    block_settings(session, data_dir)
    session.window.composer.set_text("long " * 30_000)
    assert not session.window.close()
    (question,) = questions(session)
    assert "typed" in question.informativeText()
    go_back_then_lose_it(session, qtbot)


def test_text_that_the_settings_take_is_not_asked_about_and_comes_back(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    text = ("long " * 30_000).strip()
    fill_disk(session)
    session.window.composer.set_text(text)
    assert session.window.close()
    session.close()
    assert read_settings(data_dir).draft == text
    assert [file.text for file in open_window().controller.attaching.files] == [text]


def test_an_edit_that_cannot_be_kept_is_asked_about(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    ask(session, "One")
    block_settings(session, data_dir)
    make_room = fill_disk(session)
    session.window.transcript.begin_edit(0)
    session.window.transcript._on_edit_changed(0, "long " * 30_000)
    assert not session.window.close()
    press(qtbot, session, "Go back")
    make_room()
    assert session.window.close()


def test_a_session_without_a_data_folder_is_asked_about(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("a file where the folder should be")
    session = open_window(data_dir=tmp_path / "blocked")
    qtbot.mouseClick(session.window.problem_page.unsaved_button, Qt.MouseButton.LeftButton)
    ask(session, "hello")
    assert not session.window.close()
    (question,) = questions(session)
    assert "without saving" in question.informativeText()
    press(qtbot, session, "Close and lose it")
    qtbot.waitUntil(lambda: not session.window.isVisible())


def test_a_session_without_a_data_folder_that_holds_nothing_closes_without_a_word(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("a file where the folder should be")
    session = open_window(data_dir=tmp_path / "blocked")
    qtbot.mouseClick(session.window.problem_page.unsaved_button, Qt.MouseButton.LeftButton)
    assert session.window.close()


def test_text_typed_in_a_private_conversation_is_asked_about_also_when_it_is_closed(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    session = open_window()
    session.window.open_private()
    qtbot.keyClicks(session.window.composer.field, "between us")
    assert not session.window.close()
    press(qtbot, session, "Keep it")
    session.window.private_bar.close_button.click()
    assert session.controller.state.is_private
    press(qtbot, session, "Close and forget it")
    assert not session.controller.state.is_private
    assert session.window.close()


def test_everything_is_asked_about_at_once(open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    long = "x" * 300_000
    engine = FakeEngine(tmp_path / "long", answers=[[prefill(), Wait(gate="on"), chunk(long), *says("!")], says("ok")])
    session = open_window(engine)
    session.window.composer.set_text("question")
    session.window.composer.submit()
    make_room = fill_disk(session)
    engine.release("on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    session.window.open_private()
    ask(session, "Between us")
    session.window.close()
    (question,) = questions(session)
    for part in ("An answer is not saved", "2 messages of the private conversation"):
        assert part in question.informativeText()
    press(qtbot, session, "Close and lose it")
    qtbot.waitUntil(lambda: not session.window.isVisible())
    make_room()


def test_after_the_end_nothing_is_written_down_twice(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    session = open_window()
    qtbot.keyClicks(session.window.composer.field, "half a thought")
    session.window.close()
    session.close()
    assert read_settings(data_dir).draft == ""


def test_a_draft_that_was_taken_back_does_not_come_again_after_a_crash(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    write_settings(data_dir, WindowSettings(draft="the disk was full", sidebar_width=300))
    session = open_window()
    assert session.window.composer.text() == "the disk was full"
    session._files.finish()
    kept = read_settings(data_dir)  # as a crash would leave it
    assert (kept.draft, kept.sidebar_width) == ("", 300)


def test_a_draft_too_large_for_the_settings_is_not_written_where_nobody_would_read_it(tmp_path: Path) -> None:
    assert write_settings(tmp_path, WindowSettings(draft="kept"))
    assert not write_settings(tmp_path, WindowSettings(draft="x" * MAX_BYTES))
    assert read_settings(tmp_path).draft == "kept"


def test_the_conversation_of_one_folder_is_not_looked_for_in_another(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    session = open_window()
    for text in ("One", "Two"):
        session.window.new_conversation()
        ask(session, text)
    session.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with open_store(elsewhere) as store:
        for title in ("A", "B", "C"):
            store.create_conversation(title)
    write_settings(elsewhere, WindowSettings(conversation_id=3, draft="from there"))
    (data_dir / "inglenook.sqlite3").rename(data_dir / "away")
    (data_dir / "inglenook.sqlite3").mkdir()
    again = open_window(is_ready=False)
    qtbot.waitUntil(lambda: again.window.pages.currentWidget() is again.window.problem_page)
    again.window.folder_chosen.emit(elsewhere)
    assert again.controller.state.conversation_id == 3
    assert again.window.composer.text() == "from there"


@pytest.mark.parametrize("is_over", [False, True])
def test_an_unsaved_answer_says_so_for_as_long_as_it_is_true(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, is_over: bool
) -> None:
    long = "x" * 300_000
    engine = FakeEngine(tmp_path / "long", answers=[[prefill(), Wait(gate="on"), chunk(long), *says("!")], says("ok")])
    session = open_window(engine)
    session.window.composer.set_text("question")
    session.window.composer.submit()
    make_room = fill_disk(session)
    engine.release("on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    bar = session.window.notice_bar
    assert "could not be saved yet" in bar.text
    session.controller.desk.notice("Something else.")
    assert bar.text == "Something else."
    session.controller.remedies.dismiss()
    assert bar.isVisible()
    assert "could not be saved yet" in bar.text
    if is_over:
        make_room()
        qtbot.waitUntil(lambda: not bar.isVisible())
        assert store_of(session).thread(1)[-1].content == last_item(session).text == long + "!"
    else:
        session.window.close_now()


def slow_reader(path: str | None) -> list[str]:
    """An inspector that never answers."""
    return [sys.executable, "-I", "-c", "import time; time.sleep(600)"]


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("oats")
    return path


def test_a_file_that_is_still_being_read_is_named_before_it_is_lost(
    open_window: OpenWindow, qtbot: QtBot, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    monkeypatch.setattr(session.controller.attaching._inspecting, "_command", slow_reader)
    session.controller.attaching.add_paths([note])
    session.controller.new_conversation()
    assert not session.window.close()
    (question,) = questions(session)
    assert "Still being read: note.txt." in question.informativeText()
    go_back_then_lose_it(session, qtbot)


def test_the_window_closes_by_itself_when_the_file_is_read_and_it_is_there_again(
    open_window: OpenWindow, qtbot: QtBot, note: Path
) -> None:
    session = open_window()
    session.controller.attaching.add_paths([note])
    assert not session.window.close()
    (question,) = questions(session)
    assert "closes by itself" in question.informativeText()
    qtbot.waitUntil(lambda: not session.window.isVisible())
    session.close()
    again = open_window()
    assert [file.name for file in again.controller.attaching.files] == ["note.txt"]


def test_a_file_that_is_refused_meanwhile_is_told_and_the_window_stays(
    open_window: OpenWindow, qtbot: QtBot, note: Path, tmp_path: Path
) -> None:
    noise = tmp_path / "noise.bin"
    noise.write_bytes(bytes(range(256)) * 20)
    session = open_window()
    session.controller.attaching.add_paths([noise, note])
    assert not session.window.close()
    assert len(questions(session)) == 1
    qtbot.waitUntil(lambda: not questions(session))
    assert not session.controller.attaching.is_reading
    assert session.window.isVisible()
    assert session.window.notice_bar.text.startswith("noise.bin is not a text file.")
    assert session.window.close(), "it was told"


def test_a_file_that_is_being_read_for_a_private_conversation_is_asked_about(
    open_window: OpenWindow, qtbot: QtBot, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    session.window.open_private()
    monkeypatch.setattr(session.controller.attaching._inspecting, "_command", slow_reader)
    session.controller.attaching.add_paths([note])
    session.window.close_private()
    press(qtbot, session, "Keep it")
    assert session.controller.state.is_private
    assert not session.window.close()
    press(qtbot, session, "Close and forget it")


def test_a_file_that_the_disk_refuses_is_named(
    open_window: OpenWindow, qtbot: QtBot, note: Path, data_dir: Path
) -> None:
    note.write_text("oats and barley " * 20_000)
    session = open_window()
    fill_disk(session)
    session.controller.attaching.add_paths([note])
    qtbot.waitUntil(lambda: len(session.controller.attaching.files) == 1)
    assert not session.window.close()
    (question,) = questions(session)
    assert "not kept: note.txt." in question.informativeText()
    press(qtbot, session, "Close and lose it")


def test_a_paste_in_a_session_without_a_data_folder_is_asked_about(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("a file where the folder should be")
    session = open_window(data_dir=tmp_path / "blocked")
    session.window.problem_page.unsaved_button.click()
    session.controller.attaching.add_text("long " * 30_000)
    qtbot.waitUntil(lambda: session.controller.attaching.items[0].answer is not None)
    assert not session.window.close()
    (question,) = questions(session)
    assert "without saving" in question.informativeText()
    press(qtbot, session, "Close and lose it")

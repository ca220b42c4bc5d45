"""A program that is killed comes back where it was."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import quitting_process
import session_process
from fakes_engine import FakeEngine, Step, Wait, chunk, prefill, says
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import Writing
from inglenook_desktop.store import FILE_NAME, Store, StoreError, StoreProblem, open_store
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item


def test_all_windows_of_a_killed_program_come_back_with_what_they_showed(
    open_window: OpenWindow, data_dir: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    slow: list[Step] = [prefill(), chunk("Half of"), Wait(gate="never")]
    engine = FakeEngine(tmp_path / "killed", answers=[says("Good evening."), slow])
    starter = tmp_path / "share" / STARTER.filename
    child = subprocess.Popen(
        [sys.executable, session_process.__file__, str(data_dir), str(starter), str(engine.folder)],
        stdout=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        told = json.loads(child.stdout.readline())
    finally:
        child.kill()
        child.communicate()
    session = open_window()
    assert session.controller.state.conversation_id == told["first"]
    assert last_item(session).text == "Half of"
    assert "Interrupted" in last_item(session).notice
    assert (session.window.width(), session.window.height()) == session_process.SIZE
    second, third = session.second.all
    assert second.controller.state.conversation_id == told["second"]
    assert second.transcript.item(1).text == "Good evening."
    assert third.controller.state.conversation_id is None
    assert third.window.composer.text() == session_process.TYPED


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(("number", "typed"), [(signal.SIGTERM, ""), (signal.SIGINT, "secret")])
def test_a_signal_ends_a_program_whose_first_window_was_closed(
    data_dir: Path, number: signal.Signals, typed: str
) -> None:
    """The second signal where a window asks first. The settings were damaged, which the window says."""
    (data_dir / "settings.toml").write_text("[appear")
    (data_dir / "windows.json").write_text(json.dumps({"windows": [{"draft": "one"}, {"draft": "another"}]}))
    child = subprocess.Popen(
        [sys.executable, quitting_process.__file__, str(data_dir), typed], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        assert f"It is kept as {data_dir / 'settings.toml.damaged'}" in child.stdout.readline()
        assert child.stdout.readline() == "closed\n"
        child.send_signal(number)
        if typed:
            assert child.stdout.readline() == "asks\n"
            child.send_signal(number)
        assert child.wait(timeout=120) == 0
    finally:
        child.kill()
        child.communicate()
    kept = json.loads((data_dir / "windows.json").read_text())["windows"]
    assert [one["draft"] for one in kept] == ["one", "another"]


def test_nothing_is_written_while_an_answer_is_painted(
    open_window: OpenWindow, data_dir: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="go"), *says("of it")[1:]]])
    session = open_window(engine)
    session.controller.submit("Well?")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    file = data_dir / "window.json"
    conversation_id = session.controller.state.conversation_id
    qtbot.waitUntil(lambda: json.loads(file.read_text())["conversation_id"] == conversation_id)  # on its thread
    before = file.read_bytes()
    session.window.resize(800, 600)
    keeping = session._keeping
    keeping._timer.start(0)
    qtbot.waitUntil(lambda: not keeping._timer.isActive())
    session._files.finish()
    assert file.read_bytes() == before
    engine.release("go")
    qtbot.waitUntil(lambda: file.read_bytes() != before)


def _bar(data_dir: Path) -> None:
    """Something else is where the conversations are kept."""
    (data_dir / FILE_NAME).unlink(missing_ok=True)
    (data_dir / FILE_NAME).mkdir()


def test_windows_come_back_when_their_folder_can_be_opened_again(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot
) -> None:
    kept = json.dumps({"windows": [{"draft": "half a thought"}]})
    (data_dir / "windows.json").write_text(kept)
    _bar(data_dir)
    session = open_window(is_ready=False)
    qtbot.waitUntil(session.window.problem_page.isVisible)
    (data_dir / FILE_NAME).rmdir()
    session.window.problem_page.again_button.click()
    (second,) = session.second.all
    assert second.window.composer.text() == "half a thought"


def test_a_second_window_that_cannot_read_the_folder_tries_again(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    works = open_store
    tries: list[Path] = []

    def refuses_once(folder: Path) -> Store:
        tries.append(folder)
        if len(tries) == 1:
            raise StoreError(StoreProblem.LOCKED, "It is in use.")
        return works(folder)

    session.second._common = replace(session.second._common, open_store=refuses_once)
    second = session.second.open()
    assert second is not None
    page = second.window.problem_page
    assert page.isVisible()
    assert not page.folder_button.isVisible()
    assert not page.unsaved_button.isVisible()
    page.again_button.click()
    assert not page.isVisible()
    second.controller.submit("Well?")
    qtbot.waitUntil(lambda: len(second.transcript) == 2 and not second.controller.state.is_busy)


def test_a_folder_that_cannot_be_opened_keeps_its_conversation_for_the_next_time(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot
) -> None:
    (data_dir / "window.json").write_text(json.dumps({"conversation_id": 7}))
    _bar(data_dir)
    session = open_window(is_ready=False)
    qtbot.waitUntil(session.window.problem_page.isVisible)
    session.close()
    assert json.loads((data_dir / "window.json").read_text())["conversation_id"] == 7

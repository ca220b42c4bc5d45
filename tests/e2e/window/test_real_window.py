"""The whole window on the starter model: type, stream, stop, follow up, rename, delete, change the model, come back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_desktop import title_maker
from inglenook_desktop.app import Session
from inglenook_desktop.message_wishes import Continue, Regenerate, ShowBranch
from inglenook_desktop.shelf_wishes import Delete
from inglenook_desktop.state import EngineDown, Idle, Loaded, Writing
from inglenook_desktop.store import MessageStatus, open_store
from inglenook_engine.types import FailureKind
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from windows import last_item, store_of

pytestmark = [pytest.mark.model, pytest.mark.slow]

ANSWER_MS = 120_000
OpenReal = Callable[[Path | str], Session]


def type_and_send(session: Session, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(session.window.composer.field, text)
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_Return)


def wait_until_idle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle), timeout=ANSWER_MS)


def stop_after(session: Session, qtbot: QtBot, n_tokens: int) -> None:
    """Press Escape once the answer has `n_tokens`, or take it as it is when it ended before."""

    def is_far_enough() -> bool:
        answer = session.controller.state.answer
        return isinstance(answer, Idle) or (isinstance(answer, Writing) and answer.n_tokens >= n_tokens)

    qtbot.waitUntil(is_far_enough, timeout=ANSWER_MS)
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_Escape)
    wait_until_idle(session, qtbot)


def test_a_first_evening(open_real_window: OpenReal, qtbot: QtBot, starter_model: Path, tmp_path: Path) -> None:
    session = open_real_window(starter_model)
    window, controller = session.window, session.controller
    assert isinstance(controller.state.engine, Loaded)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    type_and_send(session, qtbot, "What is the capital of France? Answer in one sentence.")
    stop_after(session, qtbot, 40)
    first = session.transcript.item(1)
    assert first.text.strip()
    assert "prompt" in window.status_line.figures
    assert "not available" not in window.status_line.figures

    type_and_send(session, qtbot, "Tell me a very long story about a fireplace.")
    stop_after(session, qtbot, 10)
    second = store_of(session).run_of_message(last_item(session).key)
    assert second is not None
    assert second.stats is not None
    assert second.stats.cached_tokens > 0
    assert second.stats.prefill_tokens < second.stats.cached_tokens  # only what was new went through the model
    assert second.ui_ttft_ms is not None
    assert second.stats.ttft_ms is not None
    # not TTFT: the engine looks at its clock once it has written, and on a busy machine that may be after the paint
    assert second.ui_ttft_ms > second.stats.queue_ms + second.stats.restore_ms + second.stats.prefill_ms

    window.sidebar.rename_current()
    editor = window.sidebar.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("A fireplace")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.conversations.index(0).data() == "A fireplace")
    window.sidebar.wished.emit(Delete(conversation_id=session.controller.state.conversation_id))
    assert session.conversations.rowCount() == 0
    controller.shelf.undo_delete()
    assert session.transcript.item(1) == replace(first, can_retry=False)  # only the last answer offers it

    window.new_conversation()
    assert window.pages.currentWidget() is window.empty_page
    controller.open_conversation(session.conversations.row(0).id)
    texts = [session.transcript.item(row).text for row in range(len(session.transcript))]
    session.close()

    again = open_real_window("")  # the model of the last session
    assert isinstance(again.controller.state.engine, Loaded)
    assert again.controller.state.engine.model.path == str(starter_model)
    assert [again.transcript.item(row).text for row in range(len(again.transcript))] == texts
    assert again.conversations.index(0).data() == "A fireplace"


def test_bad_files_are_told_and_the_good_model_is_loaded_again(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path, tmp_path: Path
) -> None:
    session = open_real_window(starter_model)
    text_file = tmp_path / "notes.gguf"
    text_file.write_text("Dear diary, this is not a model.\n" * 100)
    truncated = tmp_path / "truncated.gguf"
    with starter_model.open("rb") as source, truncated.open("wb") as target:
        target.write(source.read(20_000_000))
    for bad in (text_file, truncated, tmp_path / "missing.gguf"):
        session.controller.choose_file(bad)
        qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown), timeout=60_000)
        assert session.window.notice_bar.isVisible()
        assert bad.name in session.window.notice_bar.text
        engine = session.controller.state.engine
        assert isinstance(engine, EngineDown)
        assert engine.failure.kind is FailureKind.MODEL_LOAD
    session.controller.choose_file(starter_model)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded), timeout=60_000)
    assert not session.window.notice_bar.isVisible()


def test_the_engine_is_killed_while_it_writes_and_one_click_retries(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path
) -> None:
    session = open_real_window(starter_model)
    type_and_send(session, qtbot, "Tell me a very long story about the sea.")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing), timeout=ANSWER_MS)
    os.kill(session.link.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    item = last_item(session)
    assert item.text
    assert item.can_retry
    assert store_of(session).thread(1)[-1].status is MessageStatus.FAILED
    session.window.transcript.wished.emit(Regenerate(message_id=item.key))
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing), timeout=ANSWER_MS)
    stop_after(session, qtbot, 5)
    assert len(session.transcript) == 2


def test_two_megabytes_are_refused_with_a_count_and_the_conversation_goes_on(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path
) -> None:
    session = open_real_window(starter_model)
    session.window.composer.set_text("All of this is too much. " * 80_000)
    session.window.composer.submit()
    wait_until_idle(session, qtbot)
    qtbot.waitUntil(lambda: session.controller.state.notice is not None, timeout=ANSWER_MS)
    assert "tokens" in session.window.notice_bar.text
    assert "too many" in session.window.notice_bar.text
    attaching = session.controller.attaching
    assert (len(session.transcript), [len(file.text) for file in attaching.files]) == (0, [2_000_000])
    attaching.remove(attaching.items[0].key)
    type_and_send(session, qtbot, "Say yes.")
    stop_after(session, qtbot, 3)
    assert last_item(session).text.strip()


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}


def command(data_dir: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "inglenook_desktop", "--data-dir", str(data_dir), *more]


def test_the_second_start_raises_the_first_and_leaves(
    private_home: Path, tmp_path: Path, starter_model: Path, qtbot: QtBot
) -> None:
    """Two real processes of the program on one data folder."""
    data_dir = tmp_path / "data"
    first = subprocess.Popen(command(data_dir, "--model", str(starter_model)), env=environment(private_home))
    try:
        qtbot.waitUntil(lambda: (data_dir / "window.raise").exists(), timeout=20_000)
        second = subprocess.run(command(data_dir), env=environment(private_home), timeout=120, check=False)
        assert second.returncode == 0
        assert json.loads((data_dir / "window.raise").read_text())["is_new"] is False
        assert first.poll() is None
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=60) == 0
        assert (data_dir / "window.json").exists()
    finally:
        first.kill()
        first.wait()


def test_a_killed_window_leaves_its_text_and_no_engine(
    private_home: Path, tmp_path: Path, starter_model: Path, qtbot: QtBot, open_real_window: OpenReal
) -> None:
    """SIGKILL of the whole program while it loads; the data folder opens again and the engine has ended."""
    import psutil

    data_dir = tmp_path / "data"
    process = subprocess.Popen(command(data_dir, "--model", str(starter_model)), env=environment(private_home))
    try:
        window = psutil.Process(process.pid)
        qtbot.waitUntil(lambda: bool(window.children()), timeout=20_000)
        (engine,) = window.children()
    finally:
        process.kill()
        process.wait()
    qtbot.waitUntil(lambda: not engine.is_running() or engine.status() == psutil.STATUS_ZOMBIE, timeout=20_000)
    session = open_real_window(starter_model)
    assert isinstance(session.controller.state.engine, Loaded)


def test_a_data_folder_that_cannot_be_used_opens_a_window_that_says_so(
    private_home: Path, tmp_path: Path, starter_model: Path, qtbot: QtBot
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    run = "import pathlib, sys; from inglenook_desktop import app; app.run(pathlib.Path(sys.argv[1]), sys.argv[2])"
    process = subprocess.Popen(
        [sys.executable, "-c", run, str(blocked / "data"), str(starter_model)],
        env=environment(private_home),
        stderr=subprocess.PIPE,
    )
    import psutil

    try:
        window = psutil.Process(process.pid)
        qtbot.waitUntil(lambda: process.poll() is not None or bool(window.children()), timeout=20_000)
        assert process.poll() is None  # it shows a window (and loads the model) instead of ending
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        _, errors = process.communicate()
    assert b"Traceback" not in errors


def test_what_the_program_wrote_is_private(open_real_window: OpenReal, starter_model: Path, tmp_path: Path) -> None:
    open_real_window(starter_model).close()
    for path in (tmp_path / "data").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    shutil.rmtree(tmp_path / "data")
    with open_store(tmp_path / "data") as store:
        assert store.conversations() == []


def test_a_picture_of_a_real_answer_with_its_real_figures(
    open_real_window: OpenReal, qtbot: QtBot, model_path: Callable[[str], Path], tmp_path: Path
) -> None:
    """The picture in the README: with INGLENOOK_SCREENSHOTS set all of the answer is written and left as window.png."""
    n_tokens = 260 if "INGLENOOK_SCREENSHOTS" in os.environ else 60
    session = open_real_window(model_path("qwen2.5-coder-0.5b"))
    session.controller.answering.random_bits = lambda _count: (
        11
    )  # the seed: the same answer on every run of this machine
    session.window.resize(1080, 760)
    type_and_send(session, qtbot, "Write a Python function that returns the n-th Fibonacci number. Be brief.")
    stop_after(session, qtbot, n_tokens)
    answer = last_item(session)
    assert "def " in answer.text
    assert "tokens/s" in answer.footer
    folder = Path(os.environ.get("INGLENOOK_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    session.window.transcript.flush()
    QApplication.processEvents()  # what was asked for is laid out before it is painted
    assert session.window.grab().save(str(folder / "window.png"))


def test_an_answer_is_stopped_and_goes_on_and_another_stands_beside_it(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path
) -> None:
    session = open_real_window(starter_model)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    session.controller.answering.random_bits = lambda _count: 11
    type_and_send(session, qtbot, "Tell me a very long story about a fireplace.")
    stop_after(session, qtbot, 12)
    stopped = last_item(session)
    assert stopped.can_continue
    session.window.transcript.wished.emit(Continue(message_id=stopped.key))
    stop_after(session, qtbot, 12)
    longer = last_item(session)
    assert longer.key == stopped.key
    assert longer.text.startswith(stopped.text)
    assert len(longer.text) > len(stopped.text)
    run = store_of(session).run_of_message(longer.key)
    assert run is not None
    assert run.stats is not None
    assert run.stats.cached_tokens > 0  # what it had said was not read again
    session.controller.answering.random_bits = lambda _count: 12
    session.window.transcript.wished.emit(Regenerate(message_id=longer.key))
    stop_after(session, qtbot, 12)
    assert last_item(session).siblings == (longer.key, last_item(session).key)
    session.window.transcript.wished.emit(ShowBranch(message_id=longer.key))
    assert last_item(session).text == longer.text


def test_a_title_is_made_and_a_question_does_not_wait_for_it(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(title_maker, "IDLE_MS", 100)
    session = open_real_window(starter_model)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    titles = session.controller.titles
    type_and_send(session, qtbot, "What is the capital of France? Answer in one sentence.")
    stop_after(session, qtbot, 300)  # it ends by itself
    number = session.controller.state.conversation_id
    titles.is_wanted = lambda: True
    titles.on_state(session.controller.state)
    qtbot.waitUntil(lambda: titles._run_id is not None, timeout=ANSWER_MS)
    type_and_send(session, qtbot, "And of Italy?")
    stop_after(session, qtbot, 300)
    answer = store_of(session).run_of_message(last_item(session).key)
    assert answer is not None
    assert answer.stats is not None
    assert answer.stats.cached_tokens > answer.stats.prefill_tokens  # the title left what had been read in its place
    qtbot.waitUntil(lambda: not titles._may_be_wanted and titles._run_id is None, timeout=ANSWER_MS)
    conversation = store_of(session).conversation(number or 0)
    assert conversation is not None
    assert conversation.title

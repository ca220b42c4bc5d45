"""The draft model in the window: suggested when one fits, chosen, remembered, and gone without when it fails."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, POINTS, Curve, FakeEngine, Wait, chunk, load_fails, loads, measures, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.settings import DRAFTS_FILE_NAME, read_drafts
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import EngineDown, Loaded, Remedy, Writing
from inglenook_engine.types import CurvePoint, LoadParams
from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, finds_one_vocabulary, last_item

Ask = Callable[[Session, str], None]
STARTER_INFO = replace(MODEL, size_bytes=STARTER.size_bytes)
CURVE = Curve(points=POINTS, is_complete=True)


@pytest.fixture(autouse=True)
def a_small_model(data_dir: Path) -> Path:
    """The second model is a twentieth of the starter."""
    path = data_dir / "models" / f"{SECOND_MODEL}.gguf"
    os.truncate(path, STARTER.size_bytes // 20)
    return path


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path / "measuring", loads=[[*loads(STARTER_INFO), *measures()]])


def loaded_with(engine: FakeEngine) -> list[tuple[str, str]]:
    """Model and draft model of each load, by file name."""
    params = [command for command in engine.received() if isinstance(command, LoadParams)]
    return [(Path(one.model_path).stem, Path(one.draft_model_path).stem) for one in params]


def remedy_buttons(session: Session) -> list[str]:
    return [button.property("remedy") for button in session.window.notice_bar.buttons]


def click(qtbot: QtBot, session: Session, remedy: Remedy) -> None:
    (button,) = (b for b in session.window.notice_bar.buttons if b.property("remedy") == remedy.name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def draft_actions(session: Session) -> dict[str, QAction]:
    """The entries of the model menu's draft models; {} when it has none."""
    bar = session.window.model_bar
    bar.fill_menu()
    for menu in bar.menu.findChildren(QMenu):
        if menu.title() == "Draft model":
            return {action.text().split("   ")[0]: action for action in menu.actions()}
    return {}


def test_a_draft_that_fits_is_suggested_and_one_click_uses_it(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine, data_dir: Path
) -> None:
    session = open_window(inspect=finds_one_vocabulary)
    bar = session.window.notice_bar
    qtbot.waitUntil(bar.isVisible)
    assert bar.text.startswith("second could draft for SmolLM2 135M Instruct, so that answers come sooner.")
    assert remedy_buttons(session) == [Remedy.USE_DRAFT.name]
    click(qtbot, session, Remedy.USE_DRAFT)
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    assert not bar.isVisible()
    starter = Path(STARTER.filename).stem
    assert loaded_with(engine) == [(starter, ""), (starter, SECOND_MODEL)]
    assert "draft model second" in session.window.model_bar._detail.text()
    session.close()
    again = open_window(inspect=finds_one_vocabulary)
    assert loaded_with(engine)[-1] == (starter, SECOND_MODEL)
    assert not again.window.notice_bar.isVisible()
    assert (data_dir / DRAFTS_FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_suggestion_that_was_dismissed_does_not_come_again(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine
) -> None:
    session = open_window(inspect=finds_one_vocabulary)
    qtbot.waitUntil(session.window.notice_bar.isVisible)
    session.window.notice_bar.rows[0].close_button.click()
    assert not session.window.notice_bar.isVisible()
    session.close()
    again = open_window(inspect=finds_one_vocabulary)
    assert again.controller._advisor._model is None  # it does not even look
    assert loaded_with(engine)[-1][1] == ""


def test_a_suggestion_stays_through_an_answer_and_gives_way_to_what_goes_wrong(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window(inspect=finds_one_vocabulary)
    bar = session.window.notice_bar
    qtbot.waitUntil(bar.isVisible)
    ask(session, "Hello")
    assert bar.isVisible()
    session.controller.desk.notice("The disk is full.")
    assert bar.text == "The disk is full."
    session.window.notice_bar.rows[0].close_button.click()
    assert bar.text.startswith("second could draft")


def test_taking_a_suggestion_waits_for_the_answer_in_progress(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk("Half"), Wait(gate="go"), *says(" and whole.")[1:]]
    engine = FakeEngine(tmp_path / "slow", loads=[[*loads(STARTER_INFO), *measures()]], answers=[slow])
    session = open_window(engine, inspect=finds_one_vocabulary)
    qtbot.waitUntil(session.window.notice_bar.isVisible)
    session.window.composer.set_text("Go on")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    click(qtbot, session, Remedy.USE_DRAFT)
    assert not session.window.notice_bar.isVisible()
    assert engine.starts == 1
    engine.release("go")
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    assert (last_item(session).text, last_item(session).notice) == ("Half and whole.", "")


def settled(session: Session, qtbot: QtBot) -> None:
    """The curve was seen, and whoever looked into model files has ended."""
    advisor = session.controller._advisor
    qtbot.waitUntil(lambda: advisor._model is None and advisor._child._process is None)


def test_nobody_looks_into_files_beside_an_answer(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A curve may come while an answer is written: the engine needs every core then."""
    slow = [prefill(), chunk("Half"), CURVE, chunk(" and"), Wait(gate="go"), *says(" whole.")[1:]]
    engine = FakeEngine(tmp_path / "slow", loads=[loads(STARTER_INFO)], answers=[slow])
    session = open_window(engine, inspect=finds_one_vocabulary)
    session.window.composer.set_text("Go on")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: last_item(session).text == "Half and")
    advisor = session.controller._advisor
    assert advisor._points == POINTS
    assert advisor._child._process is None
    engine.release("go")
    qtbot.waitUntil(session.window.notice_bar.isVisible)


def test_an_answer_that_begins_puts_off_the_look_into_files(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, engine: FakeEngine
) -> None:
    waits = f"while [ ! -e {tmp_path}/free ]; do sleep 0.01; done; exec"
    session = open_window(
        inspect=lambda paths: ["sh", "-c", f'{waits} "$@"', "sh", *finds_one_vocabulary(paths)],
    )
    advisor = session.controller._advisor
    qtbot.waitUntil(lambda: advisor._child._process is not None)
    session.window.composer.set_text("Hello")
    session.window.composer.submit()
    assert advisor._child._process is None
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)
    (tmp_path / "free").touch()
    qtbot.waitUntil(session.window.notice_bar.isVisible)
    assert session.controller.state.suggested_draft is not None


def test_without_a_model_of_the_same_vocabulary_nothing_is_said(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()  # whoever looks finds nothing
    settled(session, qtbot)
    assert session.controller.state.suggested_draft is None
    assert not session.window.notice_bar.isVisible()


def test_a_curve_on_which_no_draft_can_pay_suggests_nothing(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    steep = tuple(CurvePoint(width=n, n_cached=512, n_threads=1, pass_ms=10.0 * n) for n in (1, 2, 4, 8))
    curve = Curve(points=steep, is_complete=True)
    session = open_window(
        FakeEngine(tmp_path / "steep", loads=[[*loads(STARTER_INFO), curve]]), inspect=finds_one_vocabulary
    )
    settled(session, qtbot)
    assert session.controller.state.suggested_draft is None


def test_an_inspection_that_never_ends_is_given_up(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    hangs = ["sh", "-c", "exec sleep 1000"]
    session = open_window(
        FakeEngine(tmp_path / "late", loads=[[*loads(STARTER_INFO), Wait(gate="go"), CURVE]]), inspect=lambda _: hangs
    )
    advisor = session.controller._advisor
    advisor._child._patience.setInterval(50)
    (tmp_path / "late" / "gate-go").touch()
    settled(session, qtbot)
    qtbot.waitUntil(lambda: not advisor.findChildren(QProcess))
    assert session.controller.state.suggested_draft is None


def test_a_child_that_cannot_be_started_is_no_reason_to_say_anything(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(inspect=lambda _: ["/no/such/program"])
    settled(session, qtbot)
    assert not session.window.notice_bar.isVisible()


def test_closing_ends_an_inspection(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    session = open_window(inspect=lambda _: ["sh", "-c", "exec sleep 1000"])
    advisor = session.controller._advisor
    qtbot.waitUntil(lambda: advisor._child._process is not None and advisor._child._process.processId() > 0)
    process = advisor._child._process
    assert process is not None
    session.close()
    assert process.state() == QProcess.ProcessState.NotRunning


def test_a_draft_is_chosen_and_left_in_the_models_menu(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine
) -> None:
    session = open_window()
    actions = draft_actions(session)
    assert list(actions) == ["None", SECOND_MODEL]
    assert actions["None"].isChecked()
    actions[SECOND_MODEL].trigger()
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    actions = draft_actions(session)
    assert actions[SECOND_MODEL].isChecked()
    actions["None"].trigger()
    qtbot.waitUntil(lambda: engine.starts == 3 and isinstance(session.controller.state.engine, Loaded))
    starter = Path(STARTER.filename).stem
    assert loaded_with(engine) == [(starter, ""), (starter, SECOND_MODEL), (starter, "")]


def test_the_smallest_model_is_offered_no_draft(open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine) -> None:
    session = open_window(model=SECOND_MODEL)
    assert draft_actions(session) == {}


def test_a_draft_that_does_not_fit_is_told_and_one_click_goes_on_without_it(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, ask: Ask
) -> None:
    sentence = "second.gguf cannot draft for this model: its vocabulary is another one."
    engine = FakeEngine(tmp_path / "other", loads=[loads(STARTER_INFO), load_fails(sentence), loads(STARTER_INFO)])
    session = open_window(engine)
    draft_actions(session)[SECOND_MODEL].trigger()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    bar = session.window.notice_bar
    assert bar.text == sentence
    assert remedy_buttons(session)[0] == Remedy.LOAD_WITHOUT_DRAFT.name
    click(qtbot, session, Remedy.LOAD_WITHOUT_DRAFT)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert not bar.isVisible()
    starter = Path(STARTER.filename).stem
    assert loaded_with(engine) == [(starter, ""), (starter, SECOND_MODEL), (starter, "")]
    ask(session, "Hello")
    assert last_item(session).text == "Good evening."
    assert list(read_drafts(data_dir).values()) == [""]  # and so from now on


def test_a_question_that_waits_is_asked_after_going_on_without_the_draft(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    failing = [Wait(gate="go"), *load_fails("The vocabularies differ.")]
    engine = FakeEngine(tmp_path / "other", loads=[loads(STARTER_INFO), failing, loads(STARTER_INFO)])
    session = open_window(engine)
    draft_actions(session)[SECOND_MODEL].trigger()
    session.window.composer.set_text("Are you there?")
    session.window.composer.submit()
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    assert session.window.composer.text() == "Are you there?"
    click(qtbot, session, Remedy.LOAD_WITHOUT_DRAFT)
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)


def test_a_draft_that_was_deleted_is_not_asked_for(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine, a_small_model: Path
) -> None:
    session = open_window()
    draft_actions(session)[SECOND_MODEL].trigger()
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    session.close()
    a_small_model.unlink()
    open_window()
    assert loaded_with(engine)[-1][1] == ""


def test_an_engine_that_dies_is_loaded_again_with_its_draft(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine
) -> None:
    session = open_window()
    draft_actions(session)[SECOND_MODEL].trigger()
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    os.kill(engine.pid(), 9)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    click(qtbot, session, Remedy.LOAD_AGAIN)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert loaded_with(engine)[-1][1] == SECOND_MODEL


def test_pass_times_are_kept_in_the_data_folder(open_window: OpenWindow, engine: FakeEngine, data_dir: Path) -> None:
    open_window()
    (load,) = (command for command in engine.received() if isinstance(command, LoadParams))
    assert load.curve_dir == str(data_dir / "curves")
    assert (data_dir / "curves").stat().st_mode & 0o077 == 0

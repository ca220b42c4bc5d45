"""Titles made by the model while nobody needs it, over a scripted engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Wait, chunk, fails, prefill, says
from inglenook_desktop import title_maker
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle
from inglenook_desktop.store import RunAction, open_store
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_engine.protocol import Cancel, Generate
from inglenook_engine.types import FinishReason
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title_maker, "IDLE_MS", 150)


def editor_of_question(session: Session) -> QWidget:
    session.window.transcript.begin_edit(0)
    return session.window.transcript.findChildren(MessageEditor)[-1].field


def titles(session: Session) -> list[str]:
    return [conversation.title for conversation in store_of(session).conversations()]


def title_runs(data_dir: Path) -> list[tuple[object, ...]]:
    with open_store(data_dir) as store, store._db.read() as sql:
        rows = sql.execute("SELECT finish_reason, error_kind FROM runs WHERE action = ?", (RunAction.TITLE.value,))
        return list(rows)


def test_the_first_exchange_is_named_when_nothing_is_typed(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(tmp_path / "titles", answers=[says("By the fire."), says('"People in', ' an inglenook"')])
    session = open_window(engine, makes_titles=True)
    ask(session, "Where do people sit in an inglenook?")
    qtbot.waitUntil(lambda: titles(session) == ["People in an inglenook"])
    question, title = engine.generations()
    # the engine has read the exchange already: only the wish for a title is new
    assert [message.content for message in title.messages[:2]] == [question.messages[0].content, "By the fire."]
    assert title.messages[1].tokens == (0,)
    assert [session.transcript.item(row).text for row in range(len(session.transcript))][-1] == "By the fire."
    assert session.conversations.get(session.controller.state.conversation_id).title == "People in an inglenook"  # type: ignore[union-attr]
    assert title_runs(data_dir) == [(FinishReason.STOP.value, None)]


def test_nothing_is_asked_while_somebody_types(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, engine: FakeEngine
) -> None:
    session = open_window(makes_titles=True)
    pause = session.controller.titles._timer
    pause.setInterval(600_000)
    ask(session, "Well?")
    qtbot.waitUntil(pause.isActive)
    for widget in (session.window.composer.field, editor_of_question(session)):
        pause.stop()
        qtbot.keyClicks(widget, "a")
        assert pause.isActive()  # it begins anew with every key
    assert len(engine.generations()) == 1
    pause.setInterval(1)
    qtbot.keyClicks(session.window.composer.field, "b")
    qtbot.waitUntil(lambda: len(engine.generations()) == 2)


def test_a_question_stops_a_title_at_once_and_it_is_made_afterwards(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    answers = [
        says("A whole answer."),
        [prefill(), chunk("Half a"), Wait(gate="never")],
        says("Two."),
        says("A whole answer"),
    ]
    engine = FakeEngine(tmp_path / "titles", answers=answers)
    session = open_window(engine, makes_titles=True)
    ask(session, "First")
    qtbot.waitUntil(lambda: len(engine.generations()) == 2)
    session.window.composer.set_text("Second")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: last_item(session).text == "Two." and isinstance(session.controller.state.answer, Idle))
    commands = [command for command in engine.received() if isinstance(command, Generate | Cancel)]
    assert [type(command) for command in commands[:4]] == [Generate, Generate, Cancel, Generate]
    assert last_item(session).notice == ""
    qtbot.waitUntil(lambda: titles(session) == ["A whole answer"])
    reasons = sorted(str(reason) for reason, _ in title_runs(data_dir))
    assert reasons == [FinishReason.CANCELLED.value, FinishReason.STOP.value]


def test_a_title_that_fails_is_told_to_nobody_and_not_asked_for_again(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(tmp_path / "titles", answers=[says("One."), [fails("No title today.")], says("Two.")])
    session = open_window(engine, makes_titles=True)
    ask(session, "First")
    qtbot.waitUntil(lambda: [kind for _, kind in title_runs(data_dir)] == ["bug"])
    assert session.controller.state.notice is None
    assert titles(session) == ["First"]
    qtbot.waitUntil(lambda: not session.controller.titles._may_be_wanted)
    session.close()
    again = open_window(engine, makes_titles=True)
    qtbot.waitUntil(lambda: not again.controller.titles._may_be_wanted)
    assert len(engine.generations()) == 2


def test_what_is_no_better_than_the_question_is_not_taken_nor_asked_for_again(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(tmp_path / "titles", answers=[says("Three months."), says("Lease Agreement: Overview")])
    session = open_window(engine, makes_titles=True)
    ask(session, "Notes on the lease")
    qtbot.waitUntil(lambda: title_runs(data_dir) == [(FinishReason.STOP.value, None)])
    qtbot.waitUntil(lambda: not session.controller.titles._may_be_wanted)
    assert titles(session) == ["Notes on the lease"]
    assert len(engine.generations()) == 2


def test_a_name_that_a_person_gave_stays(open_window: OpenWindow, ask: Ask, qtbot: QtBot, engine: FakeEngine) -> None:
    session = open_window(makes_titles=True)
    ask(session, "Well?")
    number = session.controller.state.conversation_id
    assert number is not None
    session.controller.shelf.rename(number, "Mine")
    qtbot.waitUntil(lambda: not session.controller.titles._may_be_wanted)
    assert titles(session) == ["Mine"]
    assert len(engine.generations()) == 1


def test_a_private_conversation_is_not_named_and_keeps_others_waiting(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, engine: FakeEngine, data_dir: Path
) -> None:
    session = open_window(makes_titles=True)
    session.controller.open_private()
    ask(session, "Secret")
    qtbot.waitUntil(lambda: not session.controller.titles._may_be_wanted)
    assert len(engine.generations()) == 1
    assert title_runs(data_dir) == []


def test_a_title_of_an_engine_that_goes_away_counts_as_stopped(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(
        tmp_path / "titles", answers=[says("By a fire."), [prefill(), Wait(gate="never")], says("Beside a fire")]
    )
    session = open_window(engine, makes_titles=True)
    ask(session, "First")
    qtbot.waitUntil(lambda: len(engine.generations()) == 2)
    session.controller.loading.load_again()
    qtbot.waitUntil(lambda: titles(session) == ["Beside a fire"])
    assert len(title_runs(data_dir)) == 2

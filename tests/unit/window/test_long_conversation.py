"""A conversation so long that what the model reads of it is read off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine
from inglenook_desktop import answering
from inglenook_desktop.app import Session
from inglenook_desktop.models.transcript import Speaker
from inglenook_desktop.state import Idle, Loaded
from inglenook_desktop.store import MessageStatus, Store, StoreError, StoreProblem, open_store
from inglenook_engine.protocol import Cancel
from inglenook_engine.types import Message, Role
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


@pytest.fixture
def session(open_window: OpenWindow, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Session:
    """In view: one question and its answer, which counts as a long conversation."""
    session = open_window()
    ask(session, "One")
    monkeypatch.setattr(answering, "LARGE", 1)
    return session


def submit(session: Session, text: str) -> None:
    session.window.composer.set_text(text)
    session.window.composer.submit()


def texts(session: Session) -> list[str]:
    return [session.transcript.item(row).text for row in range(len(session.transcript))]


def test_the_question_is_shown_at_once_and_the_engine_reads_everything(
    session: Session, engine: FakeEngine, qtbot: QtBot
) -> None:
    submit(session, "Two")
    assert texts(session) == ["One", "Good evening.", "Two", ""]
    assert session.window.composer.text() == ""
    assert [one.content for one in store_of(session).thread(1)] == ["One", "Good evening.", "Two", ""]
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert texts(session) == ["One", "Good evening.", "Two", "Good evening."]
    assert engine.generations()[-1].messages == (
        Message(role=Role.USER, content="One"),
        Message(role=Role.ASSISTANT, content="Good evening.", tokens=(0, 1, 2)),
        Message(role=Role.USER, content="Two"),
    )
    session.controller.answering.regenerate(last_item(session).key)
    qtbot.waitUntil(lambda: len(engine.generations()) == 3 and isinstance(session.controller.state.answer, Idle))
    assert engine.generations()[2].messages == engine.generations()[1].messages


def test_one_that_is_stopped_before_it_is_read_never_reaches_the_engine(
    session: Session, engine: FakeEngine, ask: Ask
) -> None:
    submit(session, "Two")
    session.controller.answering.stop()
    assert isinstance(session.controller.state.answer, Idle)
    assert last_item(session).notice == "Stopped."
    assert store_of(session).thread(1)[-1].status is MessageStatus.CANCELLED
    ask(session, "Three")
    assert len(engine.generations()) == 2
    assert [one.content for one in engine.generations()[1].messages if one.role is Role.USER] == ["One", "Two\n\nThree"]
    assert not any(isinstance(command, Cancel) for command in engine.received())


def test_what_cannot_be_read_is_an_answer_that_failed(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_store: Store) -> None:
        raise StoreError(StoreProblem.MOVED, "The file is gone.")

    monkeypatch.setattr(Store, "another_connection", refuse)
    submit(session, "Two")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert (last_item(session).speaker, last_item(session).notice) == (Speaker.MODEL, "The file is gone.")
    assert store_of(session).thread(1)[-1].status is MessageStatus.FAILED


def test_what_waits_is_held_when_it_cannot_be_read(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_store: Store) -> None:
        raise StoreError(StoreProblem.MOVED, "The file is gone.")

    monkeypatch.setattr(Store, "another_connection", refuse)
    for text in ("Two", "Three"):
        submit(session, text)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    shown = session.controller.queue.shown
    assert ([one.text for one in shown.waiting], shown.is_held) == (["Three"], True)
    assert texts(session) == ["One", "Good evening.", "Two", ""]


def test_a_model_that_is_chosen_before_it_is_read_is_loaded(session: Session, engine: FakeEngine, qtbot: QtBot) -> None:
    other = next(one for one in session.list_models() if one.name == SECOND_MODEL)
    submit(session, "Two")
    session.controller.choose_model(other)
    assert last_item(session).notice == "Stopped."
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    assert session.controller.state.engine.choice == other
    assert len(engine.generations()) == 1


def test_another_window_that_loads_a_model_before_it_is_read_ends_it(
    session: Session, engine: FakeEngine, ask: Ask, qtbot: QtBot
) -> None:
    other = next(one for one in session.list_models() if one.name == SECOND_MODEL)
    session.window.commands["window.new"].action.trigger()
    second = session.second.all[-1]
    submit(session, "Two")
    second.controller.choose_model(other)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert "Another model was loaded" in last_item(session).notice
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    ask(session, "Three")
    assert len(engine.generations()) == 2


def test_the_window_can_be_closed_before_it_is_read(session: Session, data_dir: Path, engine: FakeEngine) -> None:
    submit(session, "Two")
    session.close()
    with open_store(data_dir) as store:
        question, answer = store.thread(1)[-2:]
    assert (question.content, answer.content, answer.status) == ("Two", "", MessageStatus.INTERRUPTED)
    assert len(engine.generations()) == 1

"""A conversation so long that what the model reads of it is read off the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import FakeEngine
from inglenook_desktop import asked_prompt, context_admission, context_policy, prompting
from inglenook_desktop.app import Session
from inglenook_desktop.context_policy import Part
from inglenook_desktop.models.transcript import Speaker
from inglenook_desktop.state import Idle, Loaded, Remedy
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
    monkeypatch.setattr(context_policy, "LARGE", 1)
    return session


def note_readers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that have read a whole conversation since, or decided what is to leave of so many parts."""
    threads: list[threading.Thread] = []

    def noted(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*args: object, **options: object) -> object:
            threads.append(threading.current_thread())
            return read(*args, **options)

        return reading

    monkeypatch.setattr(asked_prompt, "read_asked", noted(asked_prompt.read_asked))
    decide = context_admission.admission
    decide_on_many = noted(decide)

    def admission(parts: Sequence[Part], *others: Any) -> object:
        return (decide_on_many if context_policy.is_long(len(parts)) else decide)(parts, *others)

    monkeypatch.setattr(context_admission, "admission", admission)
    monkeypatch.setattr(prompting, "messages_to_answer", noted(prompting.messages_to_answer))
    return threads


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
    loaded = session.controller.state.engine
    assert isinstance(loaded, Loaded)
    assert loaded.choice == other
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


def open_anew(session: Session, qtbot: QtBot) -> None:
    """As long ago: this window knows nothing of what its last answer read."""
    number = session.controller.state.conversation_id
    session.controller.context.weights._known.clear()
    session.controller.new_conversation()
    session.controller.open_conversation(number)
    qtbot.waitUntil(lambda: bool(session.window.context.meter.use))


def test_the_window_reads_none_of_it_to_know_whether_a_question_fits(
    session: Session, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = note_readers(monkeypatch)
    open_anew(session, qtbot)
    session.controller.context.weights._known.clear()
    submit(session, "Two")
    qtbot.waitUntil(lambda: session.window.composer.text() == "")
    submit(session, "Three")  # which may wait for the first one
    qtbot.waitUntil(lambda: len(session.transcript) == 6 and isinstance(session.controller.state.answer, Idle))
    session.controller.answering.regenerate(last_item(session).key)
    qtbot.waitUntil(lambda: len(engine.generations()) == 4 and isinstance(session.controller.state.answer, Idle))
    assert len(readers) >= 5, "to admit the first and the last, and for the prompt of each"
    assert threading.main_thread() not in readers


def test_the_oldest_of_a_long_one_are_left_out_without_the_window_reading_it(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    for text in ("One", "Two", "Three"):
        ask(session, text + " word" * 600)
    monkeypatch.setattr(context_policy, "LARGE", 1)
    readers = note_readers(monkeypatch)
    submit(session, "Four" + " word" * 600)
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert "nothing was sent" in notice.message
    assert isinstance(session.controller.state.answer, Idle)
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    qtbot.waitUntil(lambda: len(engine.generations()) == 4 and isinstance(session.controller.state.answer, Idle))
    asked = [one.content.split()[0] for one in engine.generations()[-1].messages if one.role is Role.USER]
    assert "Four" in asked
    assert "One" not in asked
    assert threading.main_thread() not in readers


def test_the_window_does_not_read_a_long_private_one_either(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    session.window.open_private()
    ask(session, "One")
    monkeypatch.setattr(context_policy, "LARGE", 1)
    readers = note_readers(monkeypatch)
    session.controller.context.weights._known.clear()
    ask(session, "Two")
    assert session.controller.state.is_private
    assert [one.content for one in engine.generations()[-1].messages] == ["One", "Good evening.", "Two"]
    assert readers
    assert threading.main_thread() not in readers

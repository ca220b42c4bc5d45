"""Several windows over one engine and one data folder: each for itself, and none in the way of another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import Die, FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.load_settings import LoadSettings
from inglenook_desktop.second_window import SecondWindow
from inglenook_desktop.state import Idle, Loaded, Loading, Writing
from inglenook_desktop.store.records import MessageStatus
from inglenook_desktop.tray import Tray
from inglenook_desktop.views.main_window import MainWindow
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_engine.types import FinishReason
from pictures import keep
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def _new(session: Session) -> SecondWindow:
    session.window.commands["window.new"].action.trigger()
    return session.second.all[-1]


def _asks(qtbot: QtBot, window: SecondWindow, text: str) -> None:
    window.window.composer.set_text(text)
    window.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(window.controller.state.answer, Idle) and len(window.transcript) >= 2)


def _footer(window: MainWindow) -> str:
    """Under the last message in view."""
    window.transcript.flush()
    ends = [one for one in window.transcript.findChildren(MessageEnd) if one.isVisible()]
    return max(ends, key=MessageEnd.y).footer.text()


def _last(window: SecondWindow) -> str:
    return window.transcript.item(len(window.transcript) - 1).text


def test_a_second_window_asks_the_same_engine_and_both_show_both_conversations(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "In the first")
    second = _new(session)
    assert second.window.isVisible()
    assert isinstance(second.controller.state.engine, Loaded)
    assert len(second.transcript) == 0
    assert second.conversations.rowCount() == 1
    _asks(qtbot, second, "In the second")
    assert _last(second) == "Good evening."
    assert last_item(session).text == "Good evening."
    assert len(session.transcript) == 2
    qtbot.waitUntil(lambda: session.conversations.rowCount() == 2)
    assert engine.starts == 1
    assert len(store_of(session).conversations()) == 2


def test_every_window_has_the_same_commands_with_the_same_keys(open_window: OpenWindow) -> None:
    session = open_window()
    second = _new(session)

    def commands(window: MainWindow) -> set[tuple[str, str, str, bool]]:
        return {
            (one.key, one.title, one.action.shortcut().toString(), one.action.isEnabled())
            for one in window.commands.all
        }

    assert commands(second.window) == commands(session.window)
    second.window.commands["window.statistics"].action.trigger()
    assert session.statistics.window is not None


def test_a_model_is_loaded_from_a_second_window_as_its_settings_say_by_then(open_window: OpenWindow) -> None:
    session = open_window()
    second = _new(session)
    choice = session.list_models()[1]
    session.controller.loading.choose_settings(choice, LoadSettings(n_ctx=512))
    assert second.controller.loading.params_of(choice).n_ctx == 512


def test_a_question_of_a_second_window_stops_what_the_first_one_measures(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(
        tmp_path / "measured", answers=[[Wait(gate="never"), says(reason=FinishReason.CANCELLED)[-1]], says("Yes.")]
    )
    session = open_window(engine)
    session.controller.speed._timer.start(0)
    qtbot.waitUntil(lambda: session.controller.speed._run_id is not None)
    second = _new(session)
    _asks(qtbot, second, "Well?")
    assert _last(second) == "Yes."
    assert session.controller.speed._is_settled
    assert not second.controller.speed.is_wanted


def test_one_streams_while_the_other_reads_and_asks_next(
    open_window: OpenWindow, ask: Ask, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(
        tmp_path / "slow",
        answers=[
            says("Old."),
            [prefill(), chunk("Be"), Wait(gate="go"), *says("hind")],
            [Wait(gate="next"), *says("Next.")],
            says("More."),
        ],
    )
    session = open_window(engine)
    ask(session, "An old one")
    old = session.controller.state.conversation_id
    session.controller.new_conversation()
    session.controller.submit("A long one")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    second = _new(session)
    second.controller.open_conversation(old)
    assert _last(second) == "Old."
    assert isinstance(second.controller.state.answer, Idle)
    second.controller.submit("And then?")
    qtbot.waitUntil(lambda: second.controller.state.is_held)
    assert len(engine.generations()) == 2  # it waits here, and not in the engine
    assert second.window.status_line.activity == "Waiting for the answer in another window…"
    assert _footer(second.window) == "Waiting …"
    assert session.window.status_line.activity.startswith("Writing")
    keep(second.window.grab().toImage(), session, "held")
    second.controller.stop()
    qtbot.waitUntil(lambda: isinstance(second.controller.state.answer, Idle))
    assert isinstance(session.controller.state.answer, Writing)
    second.controller.submit("And now?")
    qtbot.waitUntil(lambda: second.controller.state.is_held)
    number = second.controller.state.conversation_id
    second.controller.new_conversation()
    assert second.window.status_line.activity == "Waiting for the answer in another window…"
    second.controller.open_conversation(number)
    assert _footer(second.window) == "Waiting …"
    engine.release("go")
    qtbot.waitUntil(lambda: not second.controller.state.is_held)
    assert second.window.status_line.activity.startswith("Reading")
    assert _footer(second.window) == "Reading …"
    engine.release("next")
    qtbot.waitUntil(lambda: _last(second) == "Next." and isinstance(second.controller.state.answer, Idle))
    assert last_item(session).text == "Behind"


def test_a_question_that_waits_for_another_window_goes_with_the_engine(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="die"), Die()], says("Next.")])
    session = open_window(engine)
    session.controller.submit("Go on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    second = _new(session)
    second.controller.submit("And then?")
    qtbot.waitUntil(lambda: second.controller.state.is_held)
    engine.release("die")
    qtbot.waitUntil(lambda: isinstance(second.controller.state.answer, Idle))
    assert "Waiting" not in second.window.status_line.activity


def test_a_conversation_is_in_view_in_one_window(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "In the first")
    number = session.controller.state.conversation_id
    second = _new(session)
    qtbot.waitUntil(second.window.isActiveWindow)
    second.controller.open_conversation(number)
    assert second.controller.state.conversation_id is None
    qtbot.waitUntil(session.window.isActiveWindow)
    session.controller.new_conversation()
    second.controller.open_conversation(number)
    assert second.controller.state.conversation_id == number


def test_a_window_that_was_closed_gives_its_conversation_to_another(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "In the first")
    number = session.controller.state.conversation_id
    second = _new(session)
    session.window.close()
    second.controller.open_conversation(number)
    session.window.come_forward()  # as another start of the program does
    assert second.controller.state.conversation_id == number
    assert session.controller.state.conversation_id is None


def test_a_model_chosen_in_one_is_the_model_of_both_and_ends_the_answer_of_the_other(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="never")]])
    session = open_window(engine)
    session.controller.submit("Go on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    second = _new(session)
    second.controller.choose_model(session.list_models()[1])
    assert isinstance(session.controller.state.engine, Loading)
    assert isinstance(session.controller.state.answer, Idle)
    assert last_item(session).text == "Half"
    assert "another window" in last_item(session).notice
    qtbot.waitUntil(
        lambda: all(isinstance(one.state.engine, Loaded) for one in (session.controller, second.controller))
    )
    assert engine.starts == 2


def test_what_is_typed_for_new_conversations_stays_apart(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.window.composer.set_text("half a thought")
    session.controller.unsent.save()
    second = _new(session)
    assert second.window.composer.text() == ""
    second.window.composer.set_text("another")
    _asks(qtbot, second, "another")
    assert second.window.composer.text() == ""
    assert store_of(session).shelf.draft(None) == "half a thought"


def test_closing_one_keeps_the_others_and_it_does_not_come_back(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    second = _new(session)
    second.window.close()
    qtbot.waitUntil(lambda: session.second.all == [])
    ask(session, "Still there?")
    assert last_item(session).text == "Good evening."
    third = _new(session)
    session.window.close()
    _asks(qtbot, third, "And you?")
    assert _last(third) == "Good evening."
    third.window.commands["window.new"].action.trigger()
    assert session.window.isVisible()
    assert session.controller.state.conversation_id is None


def test_an_answer_that_is_written_in_a_window_that_is_closed_is_stopped(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="never")], says("Next.")])
    session = open_window(engine)
    second = _new(session)
    second.controller.submit("A long one")
    qtbot.waitUntil(lambda: isinstance(second.controller.state.answer, Writing))
    number = second.controller.state.conversation_id
    assert number is not None
    second.window.close()
    qtbot.waitUntil(lambda: session.second.all == [])
    kept = store_of(session).thread(number)[-1]
    assert (kept.content, kept.status) == ("Half", MessageStatus.CANCELLED)
    session.controller.submit("And now?")
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and last_item(session).text == "Next.")


def _confirm(window: MainWindow, qtbot: QtBot) -> None:
    """What is asked before something is lost."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (question,) = window.findChildren(QMessageBox)
    next(one for one in question.buttons() if "Close" in one.text()).click()


def test_who_closes_a_window_before_its_question_is_answered_is_asked(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="on"), *says(".")]])
    session = open_window(engine)
    session.controller.submit("Go on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    second = _new(session)
    second.controller.submit("And then?")
    qtbot.waitUntil(lambda: second.controller.state.is_held)
    second.window.close()
    (question,) = second.window.findChildren(QMessageBox)
    assert question.text() == "Close this window without the answer?"
    keep(question.grab().toImage(), session, "unanswered")
    next(button for button in question.buttons() if button.text() == "Wait for it").click()
    assert second.window.isVisible()
    assert second.controller.state.is_held
    qtbot.waitUntil(lambda: not second.window.findChildren(QMessageBox))

    second.window.close()
    (question,) = second.window.findChildren(QMessageBox)
    number = second.controller.state.conversation_id
    assert number is not None
    next(button for button in question.buttons() if button.text() == "Close without it").click()
    qtbot.waitUntil(lambda: not session.second.all)
    assert [message.content for message in store_of(session).thread(number)] == ["And then?", ""]
    session.controller.open_conversation(number)
    assert session.window.status_line.figures == ""
    engine.release("on")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))


def test_who_quits_is_asked_by_each_window_that_would_lose_something_and_all_come_back(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    session = open_window()
    second, third = _new(session), _new(session)
    session.controller.open_private()
    session.window.composer.set_text("secret")
    second.controller.open_private()
    second.window.composer.set_text("another secret")
    third.window.composer.set_text("not sent yet")
    session.window.commands["application.quit"].action.trigger()
    assert third.window.isVisible()
    _confirm(session.window, qtbot)
    _confirm(second.window, qtbot)
    qtbot.waitUntil(lambda: session.second.all == [])
    session.close()
    again = open_window()
    assert [one.window.composer.text() for one in again.second.all] == ["", "not sent yet"]


def test_who_closed_the_first_window_quits_from_another(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "In the first")
    second, _third = _new(session), _new(session)
    session.window.close()
    second.window.commands["application.quit"].action.trigger()
    qtbot.waitUntil(lambda: session.second.all == [])
    session.close()
    again = open_window()
    assert last_item(again).text == "Good evening."
    assert len(again.second.all) == 2


def test_who_does_not_quit_after_all_can_quit_later(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    second, third = _new(session), _new(session)
    third.controller.open_private()
    third.window.composer.set_text("secret")
    session.window.close()
    second.window.commands["application.quit"].action.trigger()
    qtbot.waitUntil(lambda: bool(third.window.findChildren(QMessageBox)))
    third.window.findChildren(QMessageBox)[0].reject()
    assert third.window.isVisible()
    qtbot.waitUntil(lambda: session.second.all == [third] and not third.window.findChildren(QMessageBox))
    third.window.commands["application.quit"].action.trigger()
    _confirm(third.window, qtbot)
    qtbot.waitUntil(lambda: session.second.all == [])


def test_a_first_window_that_went_beside_the_clock_is_asked_when_the_program_ends(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    session = open_window()
    second = _new(session)
    session.controller.open_private()
    session.window.composer.set_text("secret")
    session.window.stays_behind = True
    session.window.close()
    session.window.stays_behind = False  # the setting was changed in the other one
    second.window.commands["application.quit"].action.trigger()
    assert second.window.isVisible()
    _confirm(session.window, qtbot)
    qtbot.waitUntil(lambda: session.second.all == [])


def test_who_stays_beside_the_clock_does_so_also_after_a_change_of_mind(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Tray, "is_available", staticmethod(lambda: True))
    session = open_window()
    session.preferences.change("window", "tray", True)
    session.preferences.change("window", "keeps_running", True)
    second = _new(session)
    second.controller.open_private()
    second.window.composer.set_text("secret")
    second.window.commands["application.quit"].action.trigger()
    qtbot.waitUntil(lambda: bool(second.window.findChildren(QMessageBox)))
    second.window.findChildren(QMessageBox)[0].reject()
    assert session.window.stays_behind


def test_a_first_window_that_was_closed_after_its_question_asks_no_second_time(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    session = open_window()
    second = _new(session)
    session.controller.open_private()
    session.window.composer.set_text("secret")
    session.window.close()
    _confirm(session.window, qtbot)
    qtbot.waitUntil(session.window.isHidden)
    second.window.commands["application.quit"].action.trigger()
    qtbot.waitUntil(lambda: session.second.all == [])
    assert session.window.isHidden()


def test_a_first_window_that_is_shown_again_asks_again(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    second = _new(session)
    session.controller.open_private()
    session.window.composer.set_text("secret")
    session.window.close()
    _confirm(session.window, qtbot)
    qtbot.waitUntil(session.window.isHidden)
    second.window.commands["window.new"].action.trigger()
    session.controller.open_private()
    session.window.composer.set_text("another secret")
    assert not session.window.close()


def test_a_session_comes_back_with_all_its_windows(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    first = open_window()
    ask(first, "One")
    second = _new(first)
    _asks(qtbot, second, "Two")
    second.controller.new_conversation()
    second.window.composer.set_text("not sent yet")
    numbers = first.controller.state.conversation_id
    closed = _new(first)
    closed.window.close()
    qtbot.waitUntil(lambda: len(first.second.all) == 1)
    first.window.commands["application.quit"].action.trigger()
    first.close()
    again = open_window()
    qtbot.waitUntil(lambda: len(again.second.all) == 1)
    assert again.controller.state.conversation_id == numbers
    assert again.second.all[0].window.composer.text() == "not sent yet"

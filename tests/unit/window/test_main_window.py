"""The whole window over a scripted engine: what a person does on a good day."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, Finished, LoadProgress, Wait, chunk, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.engine_link import EngineLink
from inglenook_desktop.hub.recommended import recommended_list
from inglenook_desktop.message_wishes import Regenerate
from inglenook_desktop.models.transcript import Speaker
from inglenook_desktop.shelf_wishes import Delete
from inglenook_desktop.state import (
    ChatState,
    Idle,
    Loaded,
    Loading,
    NoModel,
    Notice,
    Reading,
    Remedy,
    Stopping,
    WaitingForModel,
    Writing,
)
from inglenook_desktop.store import MessageStatus, open_store
from inglenook_engine.protocol import Cancel, Generate
from inglenook_engine.types import FinishReason, GenerationStats, Role, TemplateOrigin
from pictures import keep
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_window_is_there_before_any_model_is_asked_for(
    open_window: OpenWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    session = open_window(is_ready=False)
    assert session.window.isVisible()
    assert engine.starts == 0
    assert not session.link.is_running
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert engine.starts == 1


def test_an_empty_window_says_what_answers_what_would_be_better_and_where_words_stay(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    window = session.window
    assert window.pages.currentWidget() is window.empty_page
    assert "SmolLM2 135M Instruct" in window.empty_page.model_text
    assert "A small model to start with" in window.empty_page.model_text
    assert "stays on this machine" in window.empty_page._promise.text()
    assert re.fullmatch(r"Better on this machine: .+, [\d.]+ GB", window.empty_page.better.text())
    without = replace(
        session.controller.state,
        engine=NoModel(),
        starter=None,
        notices=(Notice(message="No model", remedies=(Remedy.GET_MODELS,)),),
    )
    window.empty_page.show_state(without)
    assert window.empty_page.better.text().startswith("Recommended for this machine: ")
    window.empty_page.show_state(session.controller.state)
    assert window.empty_page.better.text().startswith("Better on this machine: ")
    keep(window.grab().toImage(), session, "first")
    window.resize(520, 620)
    keep(window.grab().toImage(), session, "first-narrow")
    window.empty_page.better.click()
    models = session.models.window
    assert models is not None
    assert models.finding.field.text().partition(":")[0] in {
        one.reference.repository for one in recommended_list().models
    }
    assert not (data_dir / "network.json").exists(), "nothing goes out before the search"
    models.close()
    second = next(one for one in session.list_models() if one.name == SECOND_MODEL)
    session.controller.choose_model(second)
    qtbot.waitUntil(lambda: "second" in window.empty_page.model_text)
    assert not window.empty_page.better.isVisible()
    qtbot.waitUntil(lambda: "ready" in window.status_line.activity)


def test_a_question_is_answered_stored_and_counted(open_window: OpenWindow, ask: Ask) -> None:
    session = open_window()
    ask(session, "Good evening?")
    question, answer = session.transcript.item(0), session.transcript.item(1)
    assert (question.speaker, question.text) == (Speaker.PERSON, "Good evening?")
    assert (answer.speaker, answer.text, answer.notice) == (Speaker.MODEL, "Good evening.", "")
    assert session.window.composer.text() == ""
    figures = session.window.status_line.figures
    for part in ("first token 24 ms", "100 tokens/s", "prompt 43", "cached 31", "output 3"):
        assert part in figures
    conversation = store_of(session).conversations()[0]
    assert conversation.title == "Good evening?"
    assert [message.status for message in store_of(session).thread(conversation.id)] == [MessageStatus.COMPLETE] * 2
    run = store_of(session).run_of_message(answer.key)
    assert run is not None
    assert run.stats == STATS
    assert run.ui_ttft_ms is not None
    assert 0 < run.ui_ttft_ms < 5_000


def test_the_question_is_on_the_disk_before_the_engine_hears_of_it_and_it_hears_at_once(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[Wait(gate="go"), *says("Yes.")]])
    session = open_window(engine)
    stored: list[list[str]] = []
    send = EngineLink.generate

    def look_then_send(link: EngineLink, command: Generate) -> None:
        assert engine.generations() == []
        with open_store(data_dir) as other:
            (conversation,) = other.conversations()
            stored.append([message.content for message in other.thread(conversation.id)])
        send(link, command)

    monkeypatch.setattr(EngineLink, "generate", look_then_send)
    session.window.composer.set_text("Is it stored?")
    session.window.composer.submit()
    assert stored == [["Is it stored?", ""]]
    deadline = time.monotonic() + 30
    while not engine.generations() and time.monotonic() < deadline:
        time.sleep(0.005)  # and not one turn of the window's event loop
    assert len(engine.generations()) == 1
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))


def test_a_follow_up_carries_the_conversation_and_its_tokens(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine
) -> None:
    session = open_window()
    ask(session, "One")
    ask(session, "Two")
    first, second = engine.generations()
    assert [(message.role, message.content) for message in first.messages] == [(Role.USER, "One")]
    assert [message.content for message in second.messages] == ["One", "Good evening.", "Two"]
    assert second.messages[1].tokens == (0, 1, 2)
    assert first.params.sampler.seed != second.params.sampler.seed
    assert len(store_of(session).conversations()) == 1


def test_the_figures_say_not_available_for_what_was_not_measured(
    open_window: OpenWindow, ask: Ask, tmp_path: Path
) -> None:
    stats = GenerationStats(prompt_tokens=9, output_tokens=0)
    engine = FakeEngine(
        tmp_path / "empty", answers=[[prefill(), Finished(run_id=0, reason=FinishReason.STOP, stats=stats)]]
    )
    session = open_window(engine)
    ask(session, "Say nothing")
    assert "first token not available" in session.window.status_line.figures
    assert "speed not available" in session.window.status_line.figures


def test_progress_is_shown_while_it_reads_and_writes(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(
        tmp_path / "slow", answers=[[prefill(1_200, 2_313, 0), Wait(gate="a"), chunk("Hm"), Wait(gate="b"), *says()]]
    )
    session = open_window(engine)
    state = lambda: session.controller.state.answer  # noqa: E731 - read anew at every look
    number = QLocale().toString
    session.window.composer.set_text("A long text")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(state(), Reading) and state().total_tokens == 2_313)
    assert session.window.status_line.activity == f"Reading {number(1_200)} of {number(2_313)} tokens"
    engine.release("a")
    qtbot.waitUntil(lambda: isinstance(state(), Writing))
    assert session.window.status_line.activity == "Writing · 1 token"
    engine.release("b")
    qtbot.waitUntil(lambda: isinstance(state(), Idle))


def test_a_token_more_is_counted_and_no_other_view_is_told(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [chunk("word ") for _ in range(40)]
    engine = FakeEngine(tmp_path / "slow", answers=[[chunk("Hm"), Wait(gate="a"), *many, Wait(gate="b"), *says()]])
    window = (session := open_window(engine)).window
    window.composer.set_text("A question")
    window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    told: list[ChatState] = []
    show_state = window.composer.show_state
    monkeypatch.setattr(window.composer, "show_state", lambda state: (told.append(state), show_state(state)))
    engine.release("a")
    qtbot.waitUntil(lambda: window.status_line.activity == "Writing · 41 tokens")
    assert not told
    state = session.controller.state
    assert isinstance(state.answer, Writing)
    window.status_line.show_state(replace(state, answer=replace(state.answer, n_tokens=123_456)))
    words = window.status_line._activity
    assert words.width() >= words.sizeHint().width()  # it may be painted in this very turn
    engine.release("b")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert told


def test_escape_stops_and_keeps_the_text(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(
        tmp_path / "slow", answers=[[prefill(), chunk("It was a dark"), Wait(gate="never")], says("ok")]
    )
    session = open_window(engine)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    session.window.composer.set_text("Tell me a story")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_Escape)
    assert isinstance(session.controller.state.answer, Stopping)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    item = last_item(session)
    assert (item.text, item.notice, item.can_retry) == ("It was a dark", "Stopped.", True)
    assert any(isinstance(command, Cancel) for command in engine.received())
    assert isinstance(session.controller.state.engine, Loaded)


def test_retry_answers_the_same_question_again(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("No"), Wait(gate="never")], says("Yes.")])
    session = open_window(engine)
    session.window.composer.set_text("Well?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.stop()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    session.window.transcript.wished.emit(Regenerate(message_id=last_item(session).key))
    qtbot.waitUntil(lambda: last_item(session).text == "Yes." and not session.controller.state.is_busy)
    assert len(session.transcript) == 2
    assert [message.content for message in engine.generations()[1].messages] == ["Well?"]


def test_a_question_asked_while_the_model_loads_waits_in_the_composer(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])
    session = open_window(engine, is_ready=False)
    window = session.window
    qtbot.waitUntil(
        lambda: session.controller.state.engine.__class__ is Loading and window.model_bar.progress.fraction > 0
    )
    assert window.model_bar.progress.fraction == pytest.approx(0.4)
    window.composer.set_text("First!")
    window.composer.submit()
    assert isinstance(session.controller.state.answer, WaitingForModel)
    assert window.composer.text() == "First!"
    assert "as soon as the model is ready" in window.status_line.activity
    engine.release("go")
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)
    assert window.composer.text() == ""
    assert last_item(session).text == "Good evening."


def test_a_waiting_question_can_be_withdrawn(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    session.window.composer.set_text("First!")
    session.window.composer.submit()
    session.controller.stop()
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert session.window.composer.text() == "First!"
    assert engine.generations() == []


def test_a_load_can_be_called_off(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="never")], loads()])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: session.window.model_bar.progress.fraction > 0)
    session.window.model_bar.call_off_requested.emit()
    assert not isinstance(session.controller.state.engine, Loading)
    session.window.composer.set_text("Now")
    session.window.composer.submit()  # loads the starter and sends
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)


def test_another_model_is_chosen_from_the_menu(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine, data_dir: Path
) -> None:
    session = open_window()
    bar = session.window.model_bar
    bar.fill_menu()
    starter, second = bar.menu.actions()[:2]
    assert starter.isChecked()
    assert starter.text().startswith("SmolLM2 135M Instruct")
    assert second.text().startswith(SECOND_MODEL)
    second.trigger()
    assert isinstance(session.controller.state.engine, Loading)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert session.controller.state.engine.model.path == str(data_dir / "models" / f"{SECOND_MODEL}.gguf")
    assert bar.chooser.text() == SECOND_MODEL


def test_choosing_a_model_during_an_answer_stops_it_first(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="never")]])
    session = open_window(engine)
    session.window.composer.set_text("Go on")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.choose_model(session.list_models()[1])
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    assert (last_item(session).text, last_item(session).notice) == ("Half", "Stopped.")


def test_a_base_model_is_called_one(open_window: OpenWindow, tmp_path: Path) -> None:
    base = replace(MODEL, template_origin=TemplateOrigin.NONE)
    session = open_window(FakeEngine(tmp_path / "base", loads=[loads(base)]))
    assert "base model: plain completion" in session.window.status_line.activity


def test_rename_in_place_with_f2(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "A question")
    session.window.sidebar.rename_current()
    editor = session.window.sidebar.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("A better title")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store_of(session).conversations()[0].title == "A better title")
    assert session.conversations.index(0).data() == "A better title"


def test_delete_with_undo_brings_everything_back(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "Keep me")
    conversation_id = session.controller.state.conversation_id
    session.window.sidebar.view.setFocus()
    qtbot.waitUntil(session.window.sidebar.view.hasFocus)
    qtbot.keyClick(session.window.sidebar.view, Qt.Key.Key_Delete)
    assert store_of(session).conversations() == []
    assert len(session.transcript) == 0
    assert session.window.sidebar._undo_bar.isVisible()
    qtbot.mouseClick(session.window.sidebar._undo_bar.undo, Qt.MouseButton.LeftButton)
    assert session.controller.state.conversation_id == conversation_id
    assert [item.text for item in map(session.transcript.item, range(2))] == ["Keep me", "Good evening."]
    assert not session.window.sidebar._undo_bar.isVisible()


def test_deleting_the_conversation_that_is_being_answered_stops_the_answer(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Half"), Wait(gate="never")]])
    session = open_window(engine)
    session.window.composer.set_text("Go on")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.window.sidebar.wished.emit(Delete(conversation_id=session.controller.state.conversation_id))
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    session.controller.shelf.undo_delete()
    assert last_item(session).text == "Half"


def test_conversations_are_switched_while_an_answer_streams(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk("Be"), Wait(gate="look"), chunk("hind"), Wait(gate="end"), *says(" you")]
    session = open_window(FakeEngine(tmp_path / "slow", answers=[says("First."), slow]))
    engine_dir = tmp_path / "slow"
    ask(session, "One")
    first = session.controller.state.conversation_id
    session.window.new_conversation()
    session.window.composer.set_text("Two")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    second = session.controller.state.conversation_id
    assert session.conversations.rowCount() == 2
    session.window.sidebar.selected.emit(first)
    assert last_item(session).text == "First."
    assert "another conversation" in session.window.status_line.activity
    (engine_dir / "gate-look").touch()
    qtbot.waitUntil(
        lambda: (
            session.controller.state.answer
            == Writing(run_id=session.controller.state.answer.run_id, conversation_id=second, n_tokens=2)
        )
    )
    assert last_item(session).text == "First."
    session.window.sidebar.selected.emit(second)
    assert last_item(session).text == "Behind"
    assert last_item(session).is_streaming
    (engine_dir / "gate-end").touch()
    qtbot.waitUntil(lambda: not session.controller.state.is_busy)
    assert last_item(session).text == "Behind you"


def test_the_shortcuts_lead_where_they_say(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    window = session.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ask(session, "Hello")
    window.sidebar.view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.composer.field.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert window.sidebar.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert window.sidebar.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.sidebar.view.findChild(QLineEdit) is not None
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert session.controller.state.conversation_id is None
    qtbot.keyClick(window, Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closed_and_opened_again_the_conversation_the_model_and_the_draft_are_there(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    first = open_window(model=SECOND_MODEL)
    ask(first, "Remember me")
    first.window.composer.set_text("half a thought")
    first.window.resize(700, 640)
    first.close()
    second = open_window()
    assert [second.transcript.item(row).text for row in range(2)] == ["Remember me", "Good evening."]
    assert isinstance(second.controller.state.engine, Loaded)
    assert second.controller.state.engine.choice.name == SECOND_MODEL
    assert second.window.composer.text() == "half a thought"
    assert second.window.size().width() == 700
    assert "prompt 43" in second.window.status_line.figures


def test_what_the_terminal_adds_appears(open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path) -> None:
    session = open_window()
    ask(session, "Mine")
    with open_store(data_dir) as other:
        from inglenook_engine.types import GenerateParams

        turn = other.begin_turn(
            conversation_id=session.controller.state.conversation_id,
            text="Theirs",
            model=MODEL,
            params=GenerateParams(),
        )
        qtbot.waitUntil(lambda: len(session.transcript) == 4)
        assert last_item(session).is_streaming
        other.checkpoint(turn, "From the term", [1])
        qtbot.waitUntil(lambda: last_item(session).text == "From the term")
        other.finish_turn(turn, text="From the terminal", tokens=[1, 2], reason=FinishReason.STOP, stats=STATS)
        qtbot.waitUntil(lambda: last_item(session).text == "From the terminal")
        other.begin_turn(conversation_id=None, text="A new one", model=MODEL, params=GenerateParams())
        qtbot.waitUntil(lambda: session.conversations.rowCount() == 2)


def test_every_control_has_a_name(open_window: OpenWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea

    window = open_window().window
    for widget in [*window.findChildren(QAbstractButton), *window.findChildren(QAbstractScrollArea)]:
        if widget.objectName().startswith("qt_"):
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        assert name, f"{widget!r} has no name"


def test_nothing_wakes_an_idle_window_within_a_minute(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    session = open_window()
    ask(session, "Hello")

    def running() -> list[QTimer]:
        timers = [*session.findChildren(QTimer), *session.window.findChildren(QTimer)]
        active = [timer for timer in timers if timer.isActive() and timer.interval() < 60_000]
        for timer in active:
            if timer.isSingleShot() and timer.interval() > 1:
                timer.setInterval(1)  # what comes once comes now; what begins again and again never ends
        return active

    qtbot.waitUntil(lambda: not running())


def test_the_arrow_keys_walk_through_the_conversations(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    for text in ("One", "Two"):
        session.window.new_conversation()
        ask(session, text)
    session.window.new_conversation()
    view = session.window.sidebar.view
    view.setFocus()
    assert session.controller.state.conversation_id is None  # the focus alone opens nothing
    assert not view.currentIndex().isValid()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert session.transcript.item(0).text == "Two"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert session.transcript.item(0).text == "One"


def test_f2_renames_from_the_list_and_from_the_composer(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    window = session.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ask(session, "Hello")
    for focused in (window.sidebar.view, window.composer.field):
        focused.setFocus()
        qtbot.keyClick(focused, Qt.Key.Key_F2)
        editor = window.sidebar.view.findChild(QLineEdit)
        assert editor is not None
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.sidebar.view.findChild(QLineEdit) is None)


def test_a_hidden_sidebar_stays_hidden_and_keeps_its_width(open_window: OpenWindow) -> None:
    first = open_window()
    first.window._splitter.setSizes([300, 500])
    first.window._splitter.splitterMoved.emit(300, 1)  # as a hand does it
    width = first.window.sidebar.width()
    first.window.side.toggle()
    first.window.close()  # as the person does; the session ends after it
    first.close()
    second = open_window()
    assert second.window.sidebar.isHidden()
    second.window.side.toggle()
    assert second.window.sidebar.width() == width


def test_the_sidebar_makes_way_in_a_narrow_window_and_lies_over_it_when_asked_for(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    window, sidebar = session.window, session.window.sidebar
    ask(session, "Hello")
    window.resize(window.minimumWidth(), 600)
    assert sidebar.isHidden()
    qtbot.waitUntil(lambda: window.composer.width() > window.width() * 0.9)
    assert not window.settings(model_path="").is_sidebar_hidden, "the person never hid it"
    window.side.toggle()
    assert sidebar.isVisible()
    QApplication.processEvents()
    assert window.composer.width() > window.width() * 0.9, "it lies over the conversation"
    keep(window.grab().toImage(), session, "sidebar-over")
    qtbot.keyClick(sidebar.view, Qt.Key.Key_Escape)
    assert sidebar.isHidden()
    assert window.focusWidget() is window.composer.field
    window.side.toggle()
    qtbot.mouseClick(sidebar.new_button, Qt.MouseButton.LeftButton)
    assert sidebar.isHidden(), "what was chosen is in view"
    window.side.toggle()
    window.resize(1100, 600)
    assert sidebar.isVisible()
    qtbot.waitUntil(lambda: window.composer.mapTo(window, QPoint()).x() > sidebar.width())  # beside it again
    window.side.toggle()
    window.resize(window.minimumWidth(), 600)
    window.resize(1100, 600)
    assert sidebar.isHidden(), "the person hid it"


def test_a_narrow_window_has_room_for_all_of_its_bar(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """One part after the other gives way: the words first, the name of the model last, no button at all."""
    engine = FakeEngine(tmp_path / "reasons", loads=[loads(replace(MODEL, can_reason=True))])
    window = open_window(engine).window
    bar = window.model_bar
    buttons = (bar.sidebar_button, bar.chooser, bar.preset, bar.reasoning, bar.speculation)
    window.resize(window.minimumWidth(), 500)
    qtbot.waitUntil(lambda: bar.get_models.width() == 0)
    assert window._splitter.minimumSizeHint().width() <= window.width() == 520
    assert [button.width() >= button.minimumSizeHint().width() > 20 for button in buttons] == [True] * 5
    assert all(bar.rect().contains(button.geometry()) for button in buttons)
    assert bar.preset.width() < bar.preset.sizeHint().width()
    assert "Instruct" in bar.chooser.accessibleName()
    window.resize(1_200, 500)
    qtbot.waitUntil(lambda: all(button.width() == button.sizeHint().width() for button in buttons))
    assert bar.get_models.width() == bar.get_models.sizeHint().width()


def test_letters_typed_over_the_conversation_go_to_the_composer(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    window = session.window
    window.composer.set_text("One")
    window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)
    window.transcript.setFocus()
    QTest.keyClicks(window.transcript, "Two?")
    assert window.composer.text() == "Two?"
    assert window.composer.field.hasFocus()


def test_esc_stops_no_answer_of_another_conversation(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "engine", answers=[[prefill(), chunk("One "), Wait(gate="on"), *says("two")[1:]]])
    session = open_window(engine)
    session.window.composer.set_text("Slowly")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: session.controller.state.running is not None)
    session.controller.new_conversation()
    session.window.commands["answer.stop"].action.trigger()
    engine.release("on")
    qtbot.waitUntil(lambda: not session.controller.state.is_busy)
    session.controller.open_conversation(1)
    assert last_item(session).text == "One two"


def test_an_answer_of_another_model_says_whose_it_is_while_that_one_does_not_answer(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    gemma = loads(replace(MODEL, name="Gemma"))
    session = open_window(FakeEngine(tmp_path / "two", loads=[loads(), gemma], answers=[says("I."), says("And I.")]))
    window, controller = session.window, session.controller
    ask(session, "hello")
    assert MODEL.name not in last_item(session).footer
    other = next(one for one in session.list_models() if one.name == SECOND_MODEL)
    controller.choose_model(other)
    qtbot.waitUntil(lambda: isinstance(controller.state.engine, Loaded) and controller.state.engine.choice == other)
    assert last_item(session).footer.startswith(f"{MODEL.name} · ")
    assert window.status_line.figures.startswith(MODEL.name)
    ask(session, "and you?")
    assert "Gemma" not in last_item(session).footer
    assert "first token" in window.status_line.figures[:12]
    number = controller.state.conversation_id
    controller.new_conversation()
    controller.open_conversation(number)
    assert [MODEL.name in session.transcript.item(row).footer for row in (1, 3)] == [True, False]

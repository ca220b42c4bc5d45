"""What is about to be sent and does not fit: told before anything is stored, and made to fit as the person chose. The
scripted engine counts a token for each word and four for each message; its context holds 2,048."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, Die, FakeEngine, Wait, chunk, fails, loads, prefill, says
from inglenook_desktop import asked_prompt, context_policy
from inglenook_desktop.app import Session
from inglenook_desktop.context_policy import ContextPolicy
from inglenook_desktop.state import EngineDown, Idle, Remedy, WaitingFor, WaitingForModel
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_desktop.views.text_piece import TextSlot
from inglenook_engine.types import FinishReason, GenerateParams, Role
from PySide6.QtWidgets import QApplication
from windows import OpenWindow, PatientBot, last_item, store_of

Ask = Callable[[Session, str], None]

WORDS = "word " * 400


def fill(session: Session, ask: Ask, n_turns: int = 4) -> int:
    """Turns of 400 words each; with one more it is too much. Returns the conversation."""
    for turn in range(n_turns):
        ask(session, f"{turn} {WORDS}")
    number = session.controller.state.conversation_id
    assert number is not None
    return number


def send(session: Session, text: str) -> None:
    session.window.composer.set_text(text)
    session.window.composer.submit()


def read_by(engine: FakeEngine) -> list[str]:
    """The first word of each message of the last generation."""
    return [message.content.split()[0] for message in engine.generations()[-1].messages]


def test_what_does_not_fit_is_refused_before_it_is_stored_and_says_by_how_much(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    number = fill(session, ask)
    n_before, sent = len(session.transcript), len(engine.generations())
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert notice.is_error
    # 5 × 401 words, 4 × 2 of "Good evening.", 9 messages × 4
    assert "read 2049 tokens" in notice.message
    assert "2 are too many" in notice.message
    assert notice.remedies == (Remedy.LEAVE_OUT_OLDEST, Remedy.SUM_UP_OLDEST, Remedy.NEW_CONVERSATION)
    assert isinstance(session.controller.state.answer, Idle)
    assert session.window.composer.text().startswith("5 word"), "it is not lost"
    assert (len(session.transcript), len(engine.generations())) == (n_before, sent)
    assert len(store_of(session).thread(number)) == n_before


def test_leaving_out_the_oldest_is_one_click_and_stays_the_policy(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    number = fill(session, ask)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    qtbot.waitUntil(lambda: last_item(session).text == "Good evening." and len(session.transcript) == 10)
    assert read_by(engine) == ["3", "Good", "5"], "what the question is most often about stays"
    store = store_of(session)
    assert store.context.marks(number).policy is ContextPolicy.DROP
    left_out = [session.transcript.item(row).is_left_out for row in range(10)]
    assert left_out == [True] * 6 + [False] * 4
    cut = session.transcript.item(5)
    assert "not read" in cut.notice
    assert not cut.is_error
    assert session.window.composer.text() == ""
    n_marks = len(store.context.marks(number).cuts)
    ask(session, "And a short one")
    assert read_by(engine) == ["3", "Good", "5", "Good", "And"]
    assert len(store.context.marks(number).cuts) == n_marks


def test_what_is_sent_when_room_is_made_is_what_the_composer_holds_by_then(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    number = fill(session, ask)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    session.window.composer.set_text("Short new question about horses")
    session.controller.attaching.add_text("oats")
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    qtbot.waitUntil(lambda: len(session.transcript) == 10 and isinstance(session.controller.state.answer, Idle))
    asked = session.transcript.item(8)
    assert (asked.text, len(asked.attachments)) == ("Short new question about horses", 1)
    assert (session.window.composer.text(), session.controller.attaching.items) == ("", ())
    assert store_of(session).context.marks(number).policy is ContextPolicy.DROP


def test_an_edit_that_was_refused_goes_as_its_editor_holds_it_by_then(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    fill(session, ask)
    view = session.window.transcript
    view.begin_edit(6)
    key = session.transcript.item(6).key
    for words in (f"5 {WORDS * 3}", "About horses"):
        editor = view.findChild(MessageEditor)
        assert editor is not None
        editor.field.setPlainText(words)
        if session.controller.state.notice is None:
            view.acts.edited(6, view.edits[key])
            qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    session.window.composer.set_text("Something else")
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    qtbot.waitUntil(lambda: last_item(session).text == "Good evening." and not view.edits)
    assert session.transcript.item(6).text == "About horses"
    assert session.window.composer.text() == "Something else"


def test_words_that_come_into_the_composer_while_a_summary_is_written_stay_there(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    answers = [*[says("Good ", "evening", ".")] * 4, [Wait(gate="sum"), *says("They ", "counted.")], says("Fine.")]
    engine = FakeEngine(tmp_path / "summing", answers=answers)
    session = open_window(engine)
    number = fill(session, ask)
    store_of(session).context.set_policy(number, ContextPolicy.SUMMARISE)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: len(engine.generations()) == 5)
    session.window.composer.type_in("and MY LATER WORDS")
    engine.release("sum")
    qtbot.waitUntil(lambda: last_item(session).text == "Fine.")
    assert session.transcript.item(8).text == f"5 {WORDS}"
    assert session.window.composer.text() == "and MY LATER WORDS"
    assert store_of(session).shelf.draft(number) == "and MY LATER WORDS"


def test_a_refusal_that_comes_while_another_conversation_is_read_sends_nothing_of_that_one(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    number = fill(session, ask)
    send(session, f"5 {WORDS}")
    session.controller.new_conversation()
    session.window.composer.set_text("Of another matter")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    assert session.controller.state.conversation_id == number
    qtbot.waitUntil(lambda: len(session.transcript) == 10 and isinstance(session.controller.state.answer, Idle))
    assert session.transcript.item(8).text == f"5 {WORDS}"
    session.controller.new_conversation()
    assert session.window.composer.text() == "Of another matter"


def test_a_summary_is_written_by_the_model_kept_and_read_instead(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    engine = FakeEngine(
        tmp_path / "summing",
        answers=[*[says("Good ", "evening", ".")] * 4, [Wait(gate="sum"), *says("They ", "counted.")], says("Fine.")],
    )
    session = open_window(engine)
    number = fill(session, ask)
    store_of(session).context.set_policy(number, ContextPolicy.SUMMARISE)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: len(engine.generations()) == 5)
    answer = session.controller.state.answer
    assert isinstance(answer, WaitingForModel)
    assert answer.waiting_for is WaitingFor.SUMMARY
    asked = engine.generations()[-1].messages
    assert asked[-1].content.startswith("Summarise")
    assert asked[:6] == engine.generations()[3].messages[:6], "what the engine has read already"
    assert len(asked) == 7, "the last turn stays, and is not summed up"
    engine.release("sum")
    qtbot.waitUntil(lambda: last_item(session).text == "Fine.")
    first, *_ = engine.generations()[-1].messages
    assert first.role is Role.USER
    assert first.content.startswith("Summary of our conversation so far:\n\nThey counted.\n\n---\n\n")
    (cut,) = store_of(session).context.marks(number).cuts
    assert cut.summary == "They counted."
    notices = [session.transcript.item(row).notice for row in range(len(session.transcript))]
    assert sum("They counted." in notice for notice in notices) == 1, "it is shown where the cut is"
    session.controller.context.set_summary(cut.message_id, "They counted to four.")
    ask(session, "And?")
    assert "to four." in engine.generations()[-1].messages[0].content


def test_what_takes_two_summaries_is_told_once_and_as_it_is_at_the_end(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    answers = [*[says("Good ", "evening", ".")] * 6, says("They ", "counted."), says("To six."), says("Fine.")]
    session = open_window(FakeEngine(tmp_path / "twice", answers=answers))
    for turn in range(6):
        ask(session, f"{turn} {'word ' * 300}")
    number = session.controller.state.conversation_id
    assert number is not None
    store_of(session).context.set_policy(number, ContextPolicy.SUMMARISE)
    send(session, ("word " * 100 + "\n") * 12 + "word " * 30)
    qtbot.waitUntil(lambda: last_item(session).text == "Fine.")
    assert len(store_of(session).context.marks(number).cuts) == 2, "a model could not read all of it at once"
    told = [notice.message for notice in session.controller.state.notices]
    assert told == ["The model now reads a summary instead of the oldest 12 messages; it stands below them."]


def test_what_fits_after_its_summary_is_sent_with_less_room_for_the_answer_than_wanted(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    answers = [*[says("Good ", "evening", ".")] * 6, says("They ", "counted."), says("Fine.")]
    session = open_window(FakeEngine(tmp_path / "tight", answers=answers))
    for turn in range(6):
        ask(session, f"{turn} {'word ' * 300}")
    number = session.controller.state.conversation_id
    assert number is not None
    store_of(session).context.set_policy(number, ContextPolicy.SUMMARISE)
    send(session, ("word " * 100 + "\n") * 13)  # what is left is below 2,048, and above that less the reserve
    qtbot.waitUntil(lambda: len(session.transcript) == 14 and last_item(session).text == "Fine.")
    assert len(store_of(session).context.marks(number).cuts) == 1


def test_a_summary_that_is_stopped_or_fails_sends_nothing(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    engine = FakeEngine(
        tmp_path / "failing",
        answers=[*[says("Good ", "evening", ".")] * 4, [Wait(gate="never")], [fails("It broke.")]],
    )
    session = open_window(engine)
    number = fill(session, ask)
    store_of(session).context.set_policy(number, ContextPolicy.SUMMARISE)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: len(engine.generations()) == 5)
    session.controller.stop()
    qtbot.waitUntil(lambda: session.controller.context.summing.is_writing is False)
    assert isinstance(session.controller.state.answer, Idle)
    assert store_of(session).context.marks(number).cuts == ()
    session.window.composer.submit()
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert "It broke." in notice.message
    assert len(session.transcript) == 8
    assert session.window.composer.text().startswith("5 word")
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    qtbot.waitUntil(lambda: len(engine.generations()) == 7)
    assert read_by(engine) == ["3", "Good", "5"]


def test_what_is_too_long_to_be_summed_up_is_not_offered_it(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    ask(session, ("word " * 100 + "\n") * 18)
    send(session, f"2 {WORDS}")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert notice.remedies == (Remedy.LEAVE_OUT_OLDEST, Remedy.NEW_CONVERSATION), "no model can read it and be asked"


def test_pins_stay_and_what_was_left_out_can_be_read_again(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    number = fill(session, ask)
    first = session.transcript.item(0).key
    session.controller.context.set_pinned(first, is_pinned=True)
    assert session.transcript.item(1).is_pinned
    session.controller.context.set_policy(ContextPolicy.DROP)
    ask(session, f"5 {WORDS}")
    assert read_by(engine) == ["0", "Good", "3", "Good", "5"]
    assert not session.transcript.item(0).is_left_out
    (cut,) = store_of(session).context.marks(number).cuts
    session.controller.context.read_again(cut.message_id)
    assert not any(session.transcript.item(row).is_left_out for row in range(len(session.transcript)))


def test_a_question_that_cannot_fit_alone_is_refused_by_every_policy(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine
) -> None:
    session = open_window()
    fill(session, ask, 1)
    session.controller.context.set_policy(ContextPolicy.DROP)
    ask(session, ("word " * 100 + "\n") * 17)
    assert len(engine.generations()[-1].messages) == 1, "the first turn left, and the reserve has to be enough"
    send(session, ("word " * 100 + "\n") * 21)
    qtbot.waitUntil(lambda: getattr(session.controller.state.notice, "is_error", False))
    notice = session.controller.state.notice
    assert notice is not None
    assert notice.remedies == (), "nothing that a click could do would help"
    assert notice.message.endswith("Shorten the message: this model can read no more than 2048 tokens.")
    assert len(engine.generations()) == 2


def test_what_is_too_long_by_itself_is_offered_a_larger_context_where_the_model_has_one(
    open_window: OpenWindow, qtbot: PatientBot, tmp_path: Path
) -> None:
    session = open_window(FakeEngine(tmp_path / "larger", loads=[loads(replace(MODEL, n_ctx_train=8192))]))
    attaching = session.controller.attaching
    attaching.add_text("word " * 2_500)
    qtbot.waitUntil(lambda: attaching.items[0].answer is not None)
    send(session, "Sum it up")
    bar = session.window.notice_bar
    qtbot.waitUntil(bar.isVisible)
    assert bar.text.endswith("Remove a file, shorten the message, or load the model with a larger context.")
    (button,) = bar.buttons
    with qtbot.waitSignal(session.window.load_settings_requested):
        button.click()
    assert bar.isVisible(), "until it is loaded anew"


def test_what_fits_alone_is_offered_a_new_conversation_where_all_of_this_one_is_pinned(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot
) -> None:
    session = open_window()
    fill(session, ask)
    for row in range(0, 8, 2):
        session.controller.context.set_pinned(session.transcript.item(row).key, is_pinned=True)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    assert session.controller.state.notice is not None
    assert session.controller.state.notice.remedies == (Remedy.NEW_CONVERSATION,)
    session.controller.attaching.add_text("oats")
    old = session.controller.state.conversation_id
    (button,) = session.window.notice_bar.buttons
    button.click()
    assert session.controller.state.conversation_id is None
    assert session.window.composer.text() == f"5 {WORDS}", "it goes along"
    assert [file.text for file in session.controller.attaching.files] == ["oats"]
    assert len(store_of(session).unsent_files.of(None)) == 1
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and last_item(session).text == "Good evening.")
    session.controller.open_conversation(old)
    assert (session.window.composer.text(), session.controller.attaching.items) == ("", ())


def test_an_engine_that_dies_over_a_summary_sends_nothing_and_leaves_the_text(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    engine = FakeEngine(
        tmp_path / "dying", answers=[*[says("Good ", "evening", ".")] * 4, [chunk("They"), Die(code=3)]]
    )
    session = open_window(engine)
    number = fill(session, ask)
    store_of(session).context.set_policy(number, ContextPolicy.SUMMARISE)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    assert not session.controller.context.summing.is_writing
    assert isinstance(session.controller.state.answer, Idle)
    assert session.window.composer.text().startswith("5 word")
    assert (store_of(session).context.marks(number).cuts, len(session.transcript)) == ((), 8)


def test_what_is_left_out_is_paler_and_the_rest_is_not(open_window: OpenWindow, ask: Ask, engine: FakeEngine) -> None:
    session = open_window()
    for text in ("One", "Two"):
        ask(session, text)

    def dimmed() -> list[bool]:
        slots = session.window.transcript.findChildren(TextSlot)
        shown = sorted((slot for slot in slots if slot.isVisible()), key=lambda slot: slot.y())
        return [slot.graphicsEffect() is not None for slot in shown]

    assert dimmed() == [False] * 4
    store_of(session).context.cut(session.transcript.item(1).key)
    session.controller.shown.read_again()
    QApplication.processEvents()
    assert dimmed() == [True, True, False, False]
    session.controller.context.read_again(session.transcript.item(1).key)
    QApplication.processEvents()
    assert dimmed() == [False] * 4


def test_what_was_summed_up_before_is_still_read_when_more_is_left_out(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine
) -> None:
    session = open_window()
    number = fill(session, ask)
    store = store_of(session)
    store.context.cut(session.transcript.item(1).key, "They counted.")
    session.controller.context.set_policy(ContextPolicy.DROP)
    for turn in (5, 6):
        ask(session, f"{turn} {WORDS}")
    cuts = store.context.marks(number).cuts
    assert len(cuts) == 2
    assert cuts[-1].summary == "They counted."
    assert engine.generations()[-1].messages[0].content.startswith("Summary of our conversation so far")


def test_messages_that_wait_go_out_one_by_one_while_room_is_made_for_them(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    answers = [*[says("Good ", "evening", ".")] * 4, [prefill(), Wait(gate="on"), *says("Fifth.")[1:]], says("Later.")]
    engine = FakeEngine(tmp_path / "queue", answers=answers)
    session = open_window(engine)
    number = fill(session, ask)
    session.controller.context.set_policy(ContextPolicy.DROP)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: len(engine.generations()) == 5)
    for turn in range(6, 10):
        send(session, f"{turn} {WORDS}")
    engine.release("on")
    qtbot.waitUntil(lambda: len(session.transcript) == 18 and isinstance(session.controller.state.answer, Idle))
    asked = [command.messages[-1].content.split()[0] for command in engine.generations()]
    assert asked == [str(turn) for turn in (0, 1, 2, 3, 5, 6, 7, 8, 9)]
    assert len(store_of(session).context.marks(number).cuts) == 3
    assert all(len(command.messages) < 9 for command in engine.generations())


def test_an_answer_that_ends_by_its_length_says_whether_that_was_its_limit_or_the_context(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, tmp_path: Path
) -> None:
    session = open_window(FakeEngine(tmp_path / "long", answers=[says("A", "b", "c", reason=FinishReason.LENGTH)]))
    ask(session, "Well?")
    told = [last_item(session).notice]
    session.controller.answering.regenerate(last_item(session).key, params=GenerateParams(max_tokens=3))
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    told.append(last_item(session).notice)
    assert told == [
        "The answer ended because the model's context is full.",
        "The answer ended at its limit of 3 tokens.",
    ]
    session.controller.shown.read_again()
    assert last_item(session).notice == told[1], "as it is stored too"


def test_a_conversation_many_times_too_long_is_not_counted_but_what_is_left_of_it_is(
    open_window: OpenWindow, ask: Ask, qtbot: PatientBot, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    number = fill(session, ask)
    monkeypatch.setattr(context_policy, "LARGE", 8)
    monkeypatch.setattr(asked_prompt, "SURELY_FULL", 1)
    send(session, f"5 {WORDS}")
    qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert "read about 2500 tokens" in notice.message
    assert "About 480 are too many" in notice.message, "no guess is told to the last digit"
    session.controller.remedies.apply(Remedy.LEAVE_OUT_OLDEST)
    qtbot.waitUntil(lambda: len(session.transcript) == 10 and isinstance(session.controller.state.answer, Idle))
    assert read_by(engine) == ["3", "Good", "5"]
    assert len(store_of(session).context.marks(number).cuts) == 1

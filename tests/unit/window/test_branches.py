"""Branches in the window: walking between versions, editing, regenerating, going on, forking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import STATS, FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.message_wishes import Continue, Fork, Regenerate, ShowBranch
from inglenook_desktop.presets import PARAM_OF, Preset, PresetParams, params_said
from inglenook_desktop.state import Idle, Loaded, Loading, Writing
from inglenook_desktop.store import MessageStatus, RunAction, open_store
from inglenook_desktop.views.answer_details import AnswerDetails
from inglenook_desktop.views.growing_field import MAX_LINE_CHARS
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_desktop.views.params_dialog import ParamsDialog
from inglenook_engine.types import FinishReason, GenerateParams, Role, SamplerParams
from pictures import keep
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def counting(tmp_path: Path) -> FakeEngine:
    """Each answer is another one."""
    return FakeEngine(tmp_path / "counting", answers=[says(f"Answer {number}.") for number in range(1, 9)])


def end_of(session: Session, row: int) -> MessageEnd:
    """What stands under a message that is in view."""
    view = session.window.transcript
    widget = view._widgets.widget(view._row(row).end)
    assert isinstance(widget, MessageEnd)
    return widget


def editor_of(session: Session, row: int) -> MessageEditor:
    view = session.window.transcript
    widget = view._widgets.widget(view._row(row).end)
    assert isinstance(widget, MessageEditor)
    return widget


def is_idle(session: Session) -> bool:
    return isinstance(session.controller.state.answer, Idle)


def texts(session: Session) -> list[str]:
    return [session.transcript.item(row).text for row in range(len(session.transcript))]


def regenerate(session: Session, qtbot: QtBot, row: int, text: str) -> None:
    end_of(session, row).regenerate.click()
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == text)


def test_another_answer_stands_beside_the_first_and_one_walks_between_them(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    assert end_of(session, 1).siblings.isHidden()
    regenerate(session, qtbot, 1, "Answer 2.")
    regenerate(session, qtbot, 1, "Answer 3.")
    bar = end_of(session, 1).siblings
    assert bar.isVisible()
    assert bar.place.text() == "3 of 3"
    qtbot.mouseClick(bar.before, Qt.MouseButton.LeftButton)
    assert texts(session) == ["Well?", "Answer 2."]
    assert end_of(session, 1).siblings.place.text() == "2 of 3"
    qtbot.mouseClick(end_of(session, 1).siblings.before, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(end_of(session, 1).siblings.before, Qt.MouseButton.LeftButton)  # there is none before the first
    assert texts(session) == ["Well?", "Answer 1."]
    qtbot.mouseClick(end_of(session, 1).siblings.after, Qt.MouseButton.LeftButton)
    assert texts(session) == ["Well?", "Answer 2."]


def test_the_walk_goes_on_by_keyboard_from_where_the_focus_is(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    ask(session, "Well?")
    regenerate(session, qtbot, 1, "Answer 2.")
    regenerate(session, qtbot, 1, "Answer 3.")
    button = end_of(session, 1).siblings.before
    assert button.accessibleName() == "Show the version before, version 3 of 3 is shown"
    button.setFocus()
    for text in ("Answer 2.", "Answer 1."):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert last_item(session).text == text
        assert QApplication.focusWidget() is end_of(session, 1).siblings.before
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert last_item(session).text == "Answer 2."
    assert end_of(session, 1).siblings.after.accessibleName() == "Show the next version, version 2 of 3 is shown"


def test_the_branch_in_view_is_remembered_with_what_follows_below(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine, data_dir: Path
) -> None:
    session = open_window(counting)
    ask(session, "One")
    ask(session, "Two")
    regenerate(session, qtbot, 1, "Answer 3.")
    assert texts(session) == ["One", "Answer 3."]
    assert [message.content for message in counting.generations()[2].messages] == ["One"]
    end_of(session, 1).siblings.before.click()
    assert texts(session) == ["One", "Answer 1.", "Two", "Answer 2."]
    session.close()
    again = open_window(counting)
    assert texts(again) == ["One", "Answer 1.", "Two", "Answer 2."]


def test_an_edited_question_is_sent_as_a_branch_and_the_old_one_stays(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "One")
    ask(session, "Tow")
    end_of(session, 2).edit.click()
    editor = editor_of(session, 2)
    assert editor.text() == "Tow"
    assert editor.field.accessibleName().startswith("Edit, You")
    editor.field.selectAll()
    qtbot.keyClicks(editor.field, "Two")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "Answer 3.")
    assert texts(session) == ["One", "Answer 1.", "Two", "Answer 3."]
    assert [message.content for message in counting.generations()[2].messages] == ["One", "Answer 1.", "Two"]
    assert end_of(session, 2).siblings.place.text() == "2 of 2"
    end_of(session, 2).siblings.before.click()
    assert texts(session) == ["One", "Answer 1.", "Tow", "Answer 2."]
    assert session.window.transcript.edits == {}


def test_an_edit_says_that_it_waits_for_the_answer_and_is_sent_after_it(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first = [prefill(), chunk("One"), Wait(gate="go"), *says(" more.")[1:]]
    engine = FakeEngine(tmp_path / "edited", answers=[first, says("Another.")])
    session = open_window(engine)
    session.window.composer.set_text("Qestion?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.window.transcript.begin_edit(0)
    editor = editor_of(session, 0)
    qtbot.keyClicks(editor.field, "?")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert editor.hint.text() == "Can be sent when the answer is done. Esc closes"
    engine.release("go")
    qtbot.waitUntil(lambda: is_idle(session))
    assert editor.hint.text() == "Enter sends, Esc closes"
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(session) == ["Qestion??", "Another."])


def test_that_something_was_too_much_for_an_edit_is_said_until_it_is_changed(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Well?")
    session.window.transcript.begin_edit(0)
    editor, data = editor_of(session, 0), QMimeData()
    data.setText("w" * (MAX_LINE_CHARS + 1))
    editor.field.insertFromMimeData(data)
    assert editor.hint.text().startswith("That is too much")
    qtbot.keyClicks(editor.field, "?")
    assert (editor.text(), editor.hint.text()) == ("Well??", "Enter sends, Esc closes")


def test_an_edit_is_cancelled_by_escape_without_stopping_anything(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    ask(session, "One")
    end_of(session, 0).edit.click()
    editor = editor_of(session, 0)
    qtbot.waitUntil(editor.field.hasFocus)
    qtbot.keyClicks(editor.field, " more")
    qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
    assert texts(session) == ["One", "Answer 1."]
    assert end_of(session, 0).edit.isVisible()
    assert len(counting.generations()) == 1


def test_what_is_typed_in_an_edit_survives_scrolling_and_another_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "One")
    number = session.controller.state.conversation_id
    end_of(session, 0).edit.click()
    qtbot.keyClicks(editor_of(session, 0).field, " and a half")
    session.controller.new_conversation()
    session.controller.open_conversation(number)
    assert editor_of(session, 0).text() == "One and a half"


def test_an_answer_can_be_rewritten_by_hand(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    end_of(session, 1).edit.click()
    editor = editor_of(session, 1)
    editor.field.selectAll()
    qtbot.keyClicks(editor.field, "My own")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)  # breaks the line
    qtbot.keyClicks(editor.field, "words")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return, CTRL)
    assert texts(session) == ["Well?", "My own\nwords"]
    assert end_of(session, 1).siblings.place.text() == "2 of 2"
    ask(session, "Go on")
    assert [message.content for message in counting.generations()[1].messages] == ["Well?", "My own\nwords", "Go on"]


def test_an_answer_can_be_had_from_another_model(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    key = last_item(session).key
    menu = session.window.transcript.acts.menu_of(session.transcript.item(1))
    labels = [action.text() for action in menu.actions()]
    assert [label for label in labels if label.startswith(("Regenerate", "Continue in"))] == [
        "Regenerate with",
        "Regenerate with the preset",
        "Regenerate with other parameters…",
        "Continue in a new conversation",
    ]
    submenu = menu.findChild(QMenu)
    assert submenu is not None
    (second,) = (action for action in submenu.actions() if action.text().startswith(SECOND_MODEL))
    second.trigger()
    assert isinstance(session.controller.state.engine, Loading)
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "Answer 2.")
    engine = session.controller.state.engine
    assert isinstance(engine, Loaded)
    assert engine.choice.name == SECOND_MODEL
    run = store_of(session).run_of_message(last_item(session).key)
    assert run is not None
    assert Path(run.model_path).stem == SECOND_MODEL
    assert last_item(session).siblings == (key, last_item(session).key)


def test_the_model_in_use_is_not_loaded_again_for_another_answer(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    engine = session.controller.state.engine
    assert isinstance(engine, Loaded)
    wish = Regenerate(message_id=last_item(session).key, model=engine.choice)
    session.window.transcript.wished.emit(wish)
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "Answer 2.")
    assert counting.starts == 1


def test_a_stopped_answer_goes_on_in_the_same_message(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    answers = [[prefill(), chunk("It was a dark", 7), Wait(gate="never")], says(" and stormy", " night.")]
    engine = FakeEngine(tmp_path / "slow", answers=answers)
    session = open_window(engine)
    session.window.composer.set_text("Tell me a story")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.stop()
    qtbot.waitUntil(lambda: is_idle(session))
    key = last_item(session).key
    assert end_of(session, 1).go_on.isVisible()
    end_of(session, 1).go_on.click()
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "It was a dark and stormy night.")
    item = last_item(session)
    assert (item.key, item.notice, item.can_continue, item.siblings) == (key, "", False, ())
    beginning = engine.generations()[1].messages[-1]
    assert (beginning.role, beginning.content, beginning.tokens) == (Role.ASSISTANT, "It was a dark", (7,))
    conversation = store_of(session).conversations()[0]
    stored = store_of(session).thread(conversation.id)[-1]
    assert (stored.content, stored.status) == ("It was a dark and stormy night.", MessageStatus.COMPLETE)
    run = store_of(session).run_of_message(key)
    assert run is not None
    assert run.action is RunAction.CONTINUE


def test_an_answer_that_was_gone_on_with_counts_what_was_there_before(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    first = replace(STATS, output_tokens=34)
    answers = [says("Once upon", reason=FinishReason.LENGTH, stats=first), says(" a time."), says(" The end.")]
    session = open_window(FakeEngine(tmp_path / "long", answers=answers))
    ask(session, "A story")
    for text, count in ((" a time.", "37 tokens, 3 of them in the last run"), (" The end.", "40 tokens, 3 of them")):
        session.controller.branching.do(Continue(message_id=last_item(session).key))
        qtbot.waitUntil(lambda text=text: is_idle(session) and last_item(session).text.endswith(text))
        shown = last_item(session).footer
        assert shown.startswith(count)
        number = session.controller.state.conversation_id
        session.controller.new_conversation()
        session.controller.open_conversation(number)
        assert last_item(session).footer == shown
    session.window.commands["answer.details"].action.trigger()
    (dialog,) = session.window.findChildren(AnswerDetails)
    keep(dialog.grab().toImage(), session, "runs")
    dialog.copy_text()
    runs = QGuiApplication.clipboard().text().partition("Runs of this answer\n")[2].splitlines()[:3]
    assert [line.partition(": ")[2] for line in runs] == [
        "34 tokens · 1650 tokens/s",
        "3 tokens · 100 tokens/s",
        "3 tokens · 100 tokens/s",
    ]


def test_an_answer_cut_at_its_length_offers_to_go_on(open_window: OpenWindow, ask: Ask, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "long", answers=[says("Once upon", reason=FinishReason.LENGTH)])
    session = open_window(engine)
    ask(session, "A story")
    assert last_item(session).can_continue
    assert not last_item(session).can_retry
    session.controller.refresh()
    assert last_item(session).can_continue


def test_a_branch_becomes_its_own_conversation(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "One")
    ask(session, "Two")
    first = session.controller.state.conversation_id
    menu = session.window.transcript.acts.menu_of(session.transcript.item(1))
    menu.actions()[-1].trigger()
    assert session.controller.state.conversation_id != first
    assert texts(session) == ["One", "Answer 1."]
    assert len(store_of(session).conversations()) == 2
    session.controller.open_conversation(first)
    assert len(session.transcript) == 4


def test_while_an_answer_is_written_there_is_no_other_to_be_had(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk("Hm"), Wait(gate="go"), *says(".")]
    engine = FakeEngine(tmp_path / "slow", answers=[says("First."), slow])
    session = open_window(engine)
    ask(session, "One")
    session.window.composer.set_text("Two")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    end = end_of(session, 1)
    assert not end.regenerate.isEnabled()
    assert not end.edit.isEnabled()
    session.window.transcript.wished.emit(Regenerate(message_id=session.transcript.item(1).key))
    session.window.transcript.wished.emit(Continue(message_id=session.transcript.item(1).key))
    engine.release("go")
    qtbot.waitUntil(lambda: is_idle(session))
    assert end.regenerate.isEnabled()
    assert len(engine.generations()) == 2


def test_an_answer_is_written_on_while_another_branch_is_in_view(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk("Slow"), Wait(gate="go"), *says(" but sure.")]
    engine = FakeEngine(tmp_path / "slow", answers=[says("First."), slow])
    session = open_window(engine)
    ask(session, "One")
    first = last_item(session).key
    end_of(session, 1).regenerate.click()
    qtbot.waitUntil(lambda: last_item(session).text == "Slow")
    second = last_item(session).key
    session.window.transcript.wished.emit(ShowBranch(message_id=first))
    assert texts(session) == ["One", "First."]
    engine.release("go")
    qtbot.waitUntil(lambda: is_idle(session))
    assert texts(session) == ["One", "First."]
    session.window.transcript.wished.emit(ShowBranch(message_id=second))
    assert texts(session) == ["One", "Slow but sure."]


def test_what_the_store_refuses_is_told_and_the_edit_stays_open(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine, data_dir: Path
) -> None:
    session = open_window(counting)
    ask(session, "One")
    end_of(session, 0).edit.click()
    qtbot.keyClicks(editor_of(session, 0).field, "!")
    with open_store(data_dir) as other:
        number = session.controller.state.conversation_id
        assert number is not None
        other.delete_conversation(number)
    qtbot.keyClick(editor_of(session, 0).field, Qt.Key.Key_Return)
    assert session.controller.state.notice is not None
    assert list(session.window.transcript.edits.values()) == ["One!"]


def test_a_private_conversation_cannot_be_forked(open_window: OpenWindow, ask: Ask, counting: FakeEngine) -> None:
    session = open_window(counting)
    session.controller.open_private()
    ask(session, "Secret")
    menu = session.window.transcript.acts.menu_of(session.transcript.item(1))
    assert not menu.actions()[-1].isEnabled()
    session.window.transcript.wished.emit(Fork(message_id=last_item(session).key))
    assert session.controller.state.is_private
    assert store_of(session).conversations() == []


def dialog_for(session: Session, row: int) -> ParamsDialog:
    """What the menu of a message opens."""
    menu = session.window.transcript.acts.menu_of(session.transcript.item(row))
    next(action for action in menu.actions() if "other parameters" in action.text()).trigger()
    (dialog,) = session.window.findChildren(ParamsDialog)
    return dialog


def test_another_answer_is_had_with_other_parameters(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    first = counting.generations()[0].params
    dialog = dialog_for(session, 1)
    assert dialog.form.params() == params_said(first, tuple(PARAM_OF))
    dialog.form.show_params(PresetParams(temperature=0.0, max_tokens=50, seed=7))
    dialog.regenerate.click()
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "Answer 2.")
    sent = counting.generations()[1].params
    assert sent == replace(first, sampler=replace(first.sampler, temperature=0.0, seed=7), max_tokens=50)
    assert end_of(session, 1).siblings.place.text() == "2 of 2"
    run = store_of(session).run_of_message(last_item(session).key)
    assert run is not None
    assert run.params.sampler.seed == 7


def test_parameters_that_nobody_changed_are_the_same_to_the_last_digit(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    params = replace(GenerateParams(), sampler=SamplerParams(temperature=0.333, top_p=0.987, min_p=0.011, seed=2**62))
    wish = Regenerate(message_id=last_item(session).key, params=params)
    session.window.transcript.wished.emit(wish)
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "Answer 2.")
    dialog_for(session, 1).regenerate.click()
    qtbot.waitUntil(lambda: is_idle(session) and last_item(session).text == "Answer 3.")
    assert counting.generations()[2].params == counting.generations()[1].params == params


@pytest.mark.parametrize("seed", ["", str(2**63)])
def test_a_seed_that_is_none_cannot_be_asked_for(open_window: OpenWindow, ask: Ask, seed: str) -> None:
    session = open_window()
    ask(session, "Well?")
    dialog = dialog_for(session, 1)
    field = dialog.form.fields["seed"]
    field.setText(seed)
    assert not dialog.regenerate.isEnabled()
    field.setText(str(2**63 - 1))
    assert dialog.regenerate.isEnabled()
    dialog.reject()


def test_an_answer_that_no_model_wrote_is_regenerated_with_what_its_folder_gives(
    open_window: OpenWindow, ask: Ask, counting: FakeEngine
) -> None:
    session = open_window(counting)
    ask(session, "Well?")
    number = session.controller.state.conversation_id
    assert number is not None
    store = store_of(session)
    folder = store.shelf.create_folder("Work")
    preset = store.writing.add_preset(Preset(name="Short", params=PresetParams(max_tokens=99)))
    store.writing.choose_for_folder(folder.id, preset.id)
    store.shelf.move(number, folder.id)
    store_of(session).tree.edit_answer(last_item(session).key, "Mine")
    session.controller.refresh()
    dialog = dialog_for(session, 1)
    assert dialog.form.params().max_tokens == 99
    dialog.reject()


@pytest.mark.parametrize("way", ["continue", "regenerate", "cancel", "send"])
def test_the_composer_has_the_focus_where_a_button_goes_away_with_it(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path, way: str
) -> None:
    waiting = [prefill(), chunk("An inglenook is"), Wait(gate="never")]
    session = open_window(FakeEngine(tmp_path / "stopped", answers=[waiting, says(" a corner."), says("More.")]))
    window = session.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    session.controller.submit("What is it?")
    qtbot.waitUntil(lambda: last_item(session).text == "An inglenook is")
    session.controller.stop()
    qtbot.waitUntil(lambda: is_idle(session))
    window.finding.open()
    end = end_of(session, 1)
    if way in ("cancel", "send"):
        end_of(session, 0).edit.click()
        editor = editor_of(session, 0)
        assert QApplication.focusWidget() is editor.field
        button = editor.cancel if way == "cancel" else editor.save
        if way == "send":
            qtbot.keyClicks(editor.field, " really")
    else:
        button = end.go_on if way == "continue" else end.regenerate
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.composer.field.hasFocus)
    qtbot.waitUntil(lambda: is_idle(session))
    assert window.composer.field.hasFocus()
    last = {"continue": "An inglenook is a corner.", "cancel": "An inglenook is"}.get(way, " a corner.")
    assert texts(session)[-1] == last

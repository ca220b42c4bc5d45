"""Messages written while an answer streams: they wait, can be changed, and are sent in their order."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import Die, FakeEngine, Step, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.attachments import AttachedFile
from inglenook_desktop.presets import Preset
from inglenook_desktop.shelf_wishes import BeginInFolder
from inglenook_desktop.state import ChatState, EngineDown, Idle, Loaded, PresetChosen, WaitingForModel, Writing
from inglenook_desktop.store import open_store
from inglenook_desktop.submissions import SpeculationChoice
from inglenook_engine.types import Speculation
from pictures import picture
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
FIRST: list[Step] = [prefill(), chunk("One"), Wait(gate="go"), *says(" answered.")[1:]]


@pytest.fixture
def slow(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path / "slow", answers=[FIRST, says("Two answered."), says("Three answered.")])


def send(session: Session, text: str) -> None:
    session.window.composer.set_text(text)
    session.window.composer.submit()


def asks(session: Session, qtbot: QtBot) -> None:
    """The first question, whose answer is being written then."""
    send(session, "One?")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))


def is_idle(session: Session) -> bool:
    return isinstance(session.controller.state.answer, Idle)


def waiting(session: Session) -> list[str]:
    return [message.text for message in session.controller.queue.shown.waiting]


def test_messages_wait_for_the_answer_and_go_in_their_order(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    send(session, "Two?")
    send(session, "Three?")
    strip = session.window.queue_strip
    assert session.window.composer.text() == ""
    assert strip.isVisible()
    assert [chip.label.text() for chip in strip.chips] == ["Two?", "Three?"]
    assert not strip.send_button.isVisible()
    assert len(slow.generations()) == 1
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 3 and is_idle(session) and len(session.transcript) == 6)
    texts = [session.transcript.item(row).text for row in range(6)]
    assert texts == ["One?", "One answered.", "Two?", "Two answered.", "Three?", "Three answered."]
    assert not strip.isVisible()
    number = session.controller.state.conversation_id
    assert number is not None
    assert store_of(session).writing.queued(number) == []


def test_a_waiting_message_is_taken_back_changed_and_taken_away(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    for text in ("Two?", "Three?", "Four?"):
        send(session, text)
    strip, composer = session.window.queue_strip, session.window.composer
    composer.set_text("and more")
    qtbot.keyClick(composer.field, Qt.Key.Key_Up, CTRL_SHIFT)
    assert (composer.text(), waiting(session)) == ("Four?\n\nand more", ["Two?", "Three?"])
    qtbot.keyClicks(composer.field, "!")
    assert composer.text() == "Four?!\n\nand more"
    qtbot.keyClick(composer.field, Qt.Key.Key_Backspace)
    strip.chips[0].remove.click()
    assert waiting(session) == ["Three?"]
    strip.chips[0].edit.click()
    assert composer.text() == "Three?\n\nFour?\n\nand more"
    assert (waiting(session), strip.isVisible()) == ([], False)
    slow.release("go")
    qtbot.waitUntil(lambda: is_idle(session))
    assert len(slow.generations()) == 1


def test_stop_holds_what_waits_until_it_is_sent(open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    send(session, "Two?")
    session.controller.stop()
    qtbot.waitUntil(lambda: is_idle(session))
    strip = session.window.queue_strip
    assert (waiting(session), strip.send_button.isVisible()) == (["Two?"], True)
    strip.send_button.click()
    qtbot.waitUntil(lambda: len(slow.generations()) == 2 and is_idle(session))
    assert last_item(session).text == "Two answered."


def test_what_waits_is_there_after_a_start_and_sent_when_the_person_says_so(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine, engine: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    send(session, "Two?")
    session.close()
    again = open_window(engine)
    assert (waiting(again), again.window.queue_strip.send_button.isVisible()) == (["Two?"], True)
    assert engine.generations() == []
    again.controller.queue.send()
    qtbot.waitUntil(lambda: len(engine.generations()) == 1 and is_idle(again))
    assert engine.generations()[0].messages[-1].content.endswith("Two?")
    assert waiting(again) == []


def test_each_conversation_has_its_own_and_a_new_one_begins_with_them(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    first = session.controller.state.conversation_id
    session.window.new_conversation()
    send(session, "Elsewhere?")
    send(session, "And there?")
    assert waiting(session) == ["Elsewhere?", "And there?"]
    session.controller.open_conversation(first)
    assert waiting(session) == []
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 3 and is_idle(session))
    titles = {one.title: one.message_count for one in store_of(session).conversations()}
    assert titles == {"One?": 2, "Elsewhere?": 4}
    assert session.controller.state.conversation_id == first


def titles(session: Session) -> dict[str, int]:
    """With the number of messages, as the list shows them."""
    stored = store_of(session).conversations()
    assert {one.id: one.title for one in stored} == {
        one.id: one.title for one in map(session.conversations.get, [one.id for one in stored]) if one is not None
    }
    return {one.title: one.message_count for one in stored}


def test_two_new_conversations_that_begin_while_an_answer_comes_stay_two(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    controller, store = session.controller, store_of(session)
    folder = store.shelf.create_folder("Boats")
    preset = store.writing.add_preset(Preset(name="Terse"))
    asks(session, qtbot)
    controller.shelf.refresh()
    controller.shelf.do(BeginInFolder(folder_id=folder.id))
    controller.desk.apply(PresetChosen(preset_id=preset.id))
    controller.choose_speculation(SpeculationChoice(mode=Speculation.OFF))
    send(session, "Boats?")
    second = controller.state.conversation_id
    assert second is not None
    begun = store.conversation(second)
    assert begun is not None
    assert (begun.title, begun.folder_id, begun.speculation) == ("Boats?", folder.id, Speculation.OFF)
    in_force = store.writing.presets_in_force(second, folder_id=None, preset_id=None, model_path="")
    assert in_force.conversation == preset
    assert waiting(session) == ["Boats?"]
    assert session.conversations.get(second) is not None, "it is in the list"
    session.window.new_conversation()
    assert (controller.state.conversation_id, waiting(session)) == (None, [])
    send(session, "Cars?")
    assert controller.state.conversation_id not in (None, second)
    assert picture(session, qtbot, "queue-two-new").width() > 0
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 3 and is_idle(session))
    assert titles(session) == {"One?": 2, "Boats?": 2, "Cars?": 2}
    assert [len(one.messages) for one in slow.generations()] == [1, 1, 1]


def test_a_new_conversation_whose_only_message_is_taken_back_is_gone_when_it_is_left(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    first, composer = session.controller.state.conversation_id, session.window.composer
    session.window.new_conversation()
    send(session, "Elsewhere?")
    begun = session.controller.state.conversation_id
    assert begun is not None
    session.window.commands["queue.edit_last"].action.trigger()
    assert (composer.text(), titles(session)) == ("Elsewhere?", {"One?": 2, "": 0})
    session.controller.open_conversation(first)
    assert titles(session) == {"One?": 2, "": 0}, "what was typed in it is kept"
    session.controller.open_conversation(begun)
    assert composer.text() == "Elsewhere?"
    send(session, "Or there?")
    assert (session.controller.state.conversation_id, titles(session)) == (begun, {"One?": 2, "Or there?": 0})
    session.window.queue_strip.chips[0].remove.click()
    session.controller.new_conversation()
    assert titles(session) == {"One?": 2}
    assert session.conversations.get(begun) is None
    slow.release("go")
    qtbot.waitUntil(lambda: is_idle(session))
    assert len(slow.generations()) == 1


def test_a_new_conversation_that_waits_is_in_the_list_after_a_start(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine, engine: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    session.window.new_conversation()
    send(session, "Elsewhere?")
    session.window.new_conversation()
    session.close()
    again = open_window(engine)
    assert titles(again) == {"One?": 2, "Elsewhere?": 0}
    number = next(one.id for one in store_of(again).conversations() if one.title == "Elsewhere?")
    again.controller.open_conversation(number)
    assert (waiting(again), again.controller.queue.shown.is_held) == (["Elsewhere?"], True)
    again.controller.queue.send()
    qtbot.waitUntil(lambda: titles(again) == {"One?": 2, "Elsewhere?": 2} and is_idle(again))


@pytest.mark.parametrize("is_undone", [True, False])
def test_nothing_is_asked_in_a_conversation_that_is_in_the_trash(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine, is_undone: bool
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    session.window.new_conversation()
    send(session, "Elsewhere?")
    number = session.controller.state.conversation_id
    assert number is not None
    session.controller.shelf.delete(number)
    if is_undone:
        session.controller.shelf.undo_delete()
        assert (session.controller.state.conversation_id, waiting(session)) == (number, ["Elsewhere?"])
    slow.release("go")
    qtbot.waitUntil(lambda: is_idle(session) and not session.controller.queue._going)
    assert len(slow.generations()) == 1 + is_undone
    assert session.controller.state.notices == ()
    if not is_undone:
        session.controller.shelf.undo_delete()
        assert (waiting(session), session.controller.queue.shown.is_held) == (["Elsewhere?"], True)


def test_messages_that_waited_for_no_conversation_begin_one_at_the_next_start(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine, data_dir: Path
) -> None:
    with open_store(data_dir) as store, store._db.write() as sql:  # as a version before this one wrote them
        for text in ("Two?", "Three?"):
            sql.execute("INSERT INTO queued_messages (created_at, text) VALUES ('2026-01-01T00:00:00Z', ?)", (text,))
        sql.execute(
            "INSERT INTO unsent_attachments (queued_id, name, media_type, text, data)"
            " SELECT max(id), 'a.txt', 'text/plain', 'oats', x'' FROM queued_messages"
        )
    session = open_window(engine)
    (number,) = [one.id for one in store_of(session).conversations() if one.title == "Two?"]
    session.controller.open_conversation(number)
    assert [(message.text, message.n_files) for message in session.controller.queue.shown.waiting] == [
        ("Two?", 0),
        ("Three?", 1),
    ]
    assert store_of(session).unsent_files.of(None) == []
    session.controller.queue.send()
    qtbot.waitUntil(lambda: titles(session) == {"Two?": 4} and is_idle(session))
    assert "oats" in engine.generations()[-1].messages[-1].content


def test_an_engine_that_dies_holds_what_waits(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(
        tmp_path / "dying", answers=[[prefill(), chunk("One"), Wait(gate="go"), Die(code=3)], says("Two answered.")]
    )
    session = open_window(engine)
    asks(session, qtbot)
    send(session, "Two?")
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    assert waiting(session) == ["Two?"]
    session.controller.loading.load_again()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert (waiting(session), len(engine.generations())) == (["Two?"], 1)
    session.controller.queue.send()
    qtbot.waitUntil(lambda: len(engine.generations()) == 2 and is_idle(session))


def test_what_waits_in_a_private_conversation_is_not_on_the_disk(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine, data_dir: Path
) -> None:
    session = open_window(slow)
    session.controller.open_private()
    asks(session, qtbot)
    send(session, "Sssecret?")
    assert waiting(session) == ["Sssecret?"]
    session.controller.close_private()
    assert waiting(session) == []
    assert not [path for path in data_dir.rglob("*") if path.is_file() and b"Sssecret" in path.read_bytes()]


def test_a_long_message_is_counted_before_it_is_sent_and_one_that_does_not_fit_waits(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    send(session, "lengthier " * 300)
    send(session, "too long\n" * 3_000)
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 2 and is_idle(session) and len(waiting(session)) == 1)
    qtbot.waitUntil(lambda: session.controller.queue.shown.is_held)
    assert waiting(session) == ["too long\n" * 3_000]
    assert session.window.notice_bar.isVisible()
    assert session.window.queue_strip.send_button.isVisible()


def test_what_waits_is_sent_to_the_model_that_is_loaded_meanwhile(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    send(session, "Two?")
    second = next(model for model in session.list_models() if model.name == SECOND_MODEL)
    session.controller.loading.load(second)  # when the answer has ended
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 2 and is_idle(session))
    assert slow.starts == 2
    assert waiting(session) == []


def test_a_message_that_waits_is_no_html_in_its_tooltip(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    send(session, 'What is <img src="file:///etc/hostname">? ' * 4)
    (chip,) = session.window.queue_strip.chips
    assert chip.toolTip().startswith("<qt>What is &lt;img src=")
    assert "<img" not in chip.toolTip()


def test_a_waiting_message_is_moved_with_its_files_and_its_keys_go_with_it(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    number = session.controller.state.conversation_id
    assert number is not None
    queued = store_of(session).writing
    file = AttachedFile(name="notes.txt", media_type="text/plain", text="of three", data=b"of three")
    for text in ("Two?", "Three?", "Four?"):
        session.controller.queue.add(text, [file] if text == "Three?" else [])
    strip = session.window.queue_strip
    picture(session, qtbot, "message-queue-moves")
    assert [chip.up.isVisible() for chip in strip.chips] == [False, True, True]
    assert [chip.down.isVisible() for chip in strip.chips] == [True, True, False]
    strip.chips[2].up.click()
    assert waiting(session) == ["Two?", "Four?", "Three?"]
    assert strip.chips[1].up.hasFocus()
    qtbot.keyClick(strip.chips[1].up, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert waiting(session) == ["Four?", "Two?", "Three?"]
    assert strip.chips[0].down.hasFocus()  # there is no farther up
    qtbot.keyClick(strip.chips[0].down, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert waiting(session) == ["Two?", "Four?", "Three?"]
    session.window.commands["queue.last_first"].action.trigger()
    assert waiting(session) == ["Three?", "Two?", "Four?"]
    assert [message.n_files for message in queued.queued(number)] == [1, 0, 0]
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 4 and is_idle(session))
    assert "of three" in slow.generations()[1].messages[-1].content
    assert queued.queued(number) == []


def test_an_edited_message_keeps_its_place_unless_the_composer_was_emptied(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    for text in ("Two?", "Three?", "Four?"):
        send(session, text)
    strip, composer = session.window.queue_strip, session.window.composer
    strip.chips[0].edit.click()
    strip.chips[1].up.click()  # meanwhile the order of the others is changed
    assert waiting(session) == ["Four?", "Three?"]
    composer.field.insertPlainText(" And why?")
    composer.submit()
    assert waiting(session) == ["Two? And why?", "Four?", "Three?"]
    send(session, "Five?")
    assert waiting(session)[-1] == "Five?"
    strip.chips[1].edit.click()
    assert composer.text() == "Four?"
    composer.clear()
    qtbot.waitUntil(lambda: not session.controller.queue.keeps_place)
    send(session, "Another?")
    assert waiting(session) == ["Two? And why?", "Three?", "Five?", "Another?"]


def test_escape_puts_an_edited_message_back_before_it_stops_the_answer(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    for text in ("Two?", "Three?", "Four?"):
        send(session, text)
    composer, controller = session.window.composer, session.controller
    composer.set_text("A draft")
    controller.attaching.add_text("Of the draft")
    session.window.queue_strip.chips[1].edit.click()
    assert composer.text() == "Three?\n\nA draft"
    qtbot.keyClick(composer.field, Qt.Key.Key_Escape)
    assert (waiting(session), composer.text()) == (["Two?", "Three?", "Four?"], "A draft")
    assert [one.n_files for one in controller.queue.shown.waiting] == [0, 0, 0]
    assert [item.name for item in controller.attaching.items] == ["Pasted text"]
    assert (isinstance(controller.state.answer, Writing), controller.queue.shown.is_held) == (True, False)

    controller.attaching.remove_all()
    composer.clear()
    for keys in (Qt.Key.Key_Up, Qt.Key.Key_Escape):  # the last one, before which none goes
        qtbot.keyClick(composer.field, keys, CTRL_SHIFT if keys == Qt.Key.Key_Up else Qt.KeyboardModifier.NoModifier)
    assert (waiting(session), composer.text()) == (["Two?", "Three?", "Four?"], "")
    assert isinstance(controller.state.answer, Writing)
    qtbot.keyClick(composer.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: is_idle(session))
    assert controller.queue.shown.is_held

    qtbot.keyClick(composer.field, Qt.Key.Key_Up, CTRL_SHIFT)
    composer.field.insertPlainText(" And why?")
    qtbot.keyClick(composer.field, Qt.Key.Key_Escape)
    assert waiting(session) == ["Two?", "Three?", "Four? And why?"]
    assert (controller.queue.shown.is_held, len(slow.generations())) == (True, 1), "nothing goes by itself"


def test_a_low_window_shows_fewer_of_what_waits_and_of_a_long_draft_and_cuts_none(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    window, strip, composer = session.window, session.window.queue_strip, session.window.composer
    asks(session, qtbot)
    for number in range(6):
        send(session, f"Another {number}?")
    composer.set_text("\n".join(["one more line of text"] * 20))
    session.controller.desk.notice("Something is not as it should be.")
    window.resize(1100, 900)
    qtbot.waitUntil(lambda: composer.field.height() == composer.field.sizeHint().height())
    assert len(strip.chips) == 4
    window.resize(1100, 420)
    qtbot.waitUntil(lambda: strip.height() == strip.sizeHint().height() and len(strip.chips) < 4)
    assert strip._more.text() == f"and {6 - len(strip.chips)} more"
    assert all(chip.height() >= chip.sizeHint().height() for chip in strip.chips)
    inside = composer._frame.contentsRect()
    assert inside.contains(composer.field.geometry())
    assert composer.field.height() < composer.field.sizeHint().height()
    assert composer.field.verticalScrollBar().maximum() > 0
    picture(session, qtbot, "queue-low")
    window.resize(1100, 900)
    qtbot.waitUntil(lambda: composer.field.height() == composer.field.sizeHint().height())
    assert len(strip.chips) == 4


def test_a_moved_message_is_never_taken_for_another_that_a_window_is_sending(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    for text in ("Two?", "Three?"):
        send(session, text)
    number = session.controller.state.conversation_id
    assert number is not None
    writing = store_of(session).writing
    two, three = writing.queued(number)
    renamed = writing.move_queued(three.id, -1)
    assert set(renamed) == {two.id, three.id}
    assert not {two.id, three.id} & {message.id for message in writing.queued(number)}
    assert not writing.dequeue(two.id)  # as by a window that sent it under the id that it had
    assert [message.text for message in writing.queued(number)] == ["Three?", "Two?"]
    assert writing.move_queued(two.id, -1) == {}


def test_the_one_that_is_counted_before_it_is_sent_stays_the_first(
    open_window: OpenWindow, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow)
    asks(session, qtbot)
    for text in ("lengthier " * 300, "Three?", "Four?"):
        send(session, text)
    queue, seen = session.controller.queue, list[list[str]]()

    def move(state: ChatState) -> None:
        if isinstance(state.answer, WaitingForModel) and not seen:
            queue.move_last_first()
            queue.move(queue.shown.waiting[0].id, 2)
            seen.append([text.split()[0] for text in waiting(session)])

    session.controller.desk.changed.connect(move)
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 4 and is_idle(session))
    assert seen == [["lengthier", "Four?", "Three?"]]
    asked = [generation.messages[-1].content.split()[0] for generation in slow.generations()]
    assert asked == ["One?", "lengthier", "Four?", "Three?"]
    assert session.controller.state.notice is None

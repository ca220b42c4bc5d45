"""Messages written while an answer streams: they wait, can be changed, and are sent in their order."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import Die, FakeEngine, Step, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.state import EngineDown, Idle, Loaded, Writing
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
    assert store_of(session).writing.queued(session.controller.state.conversation_id) == []


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

"""What came with messages of other programs: named under them, with its size, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.presenting import MAX_ATTACHMENTS, attachment_lines
from inglenook_desktop.state import Idle, Writing
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store.records import Attachment
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_engine.types import FinishReason, GenerateParams
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def attach(store: Store, message_id: int, *files: tuple[str, str, bytes]) -> None:
    """name, text, data; as an import does."""
    with store._db.write() as sql:
        sql.executemany(
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, '', ?, ?)",
            [(message_id, *file) for file in files],
        )


@pytest.fixture
def imported(data_dir: Path) -> int:
    """The id of a conversation whose question came with two files, and whose answer with one."""
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text="What is this?", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="A scan", tokens=[1], reason=FinishReason.LENGTH, stats=STATS)
        assert turn.user_message_id is not None
        attach(store, turn.user_message_id, ("scan.pdf", "", b"x" * 120_000), ("notes.txt", "y" * 2_000, b""))
        attach(store, turn.assistant_message_id, ("image 1", "", b"z" * 500))
        return turn.conversation_id


def end_of(session: Session, row: int) -> MessageEnd:
    view = session.window.transcript
    widget = view._widgets.widget(view._row(row).end)
    assert isinstance(widget, MessageEnd)
    return widget


def test_they_are_named_under_their_message(open_window: OpenWindow, imported: int) -> None:
    session = open_window()
    session.controller.open_conversation(imported)
    end = end_of(session, 0)
    assert end.attachments.isVisible()
    assert end.attachments.text() == "scan.pdf · 120 kB\nnotes.txt · 2 kB"
    assert end.attachments.accessibleName() == "Attached: scan.pdf · 120 kB, notes.txt · 2 kB"
    assert end.height() >= end.attachments.y() + end.attachments.height() + end.copy_button.height()
    assert end_of(session, 1).attachments.text() == "image 1 · 500 bytes"


def test_a_message_without_any_has_no_room_for_them(open_window: OpenWindow, ask: Ask, imported: int) -> None:
    session = open_window()
    ask(session, "Nothing with it")
    end = end_of(session, 0)
    assert not end.attachments.isVisible()
    height = end.height()
    session.controller.open_conversation(imported)
    assert end_of(session, 0).height() > height


def test_they_stay_with_an_answer_that_goes_on_and_go_with_a_question_that_is_edited(
    open_window: OpenWindow, imported: int, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk(" of a page"), Wait(gate="go"), *says(".")]
    engine = FakeEngine(tmp_path / "slow", answers=[slow, says("Yes.")])
    session = open_window(engine)
    session.controller.open_conversation(imported)
    session.controller.answering.go_on(last_item(session).key)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    assert last_item(session).attachments == ("image 1 · 500 bytes",)
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    assert last_item(session).attachments == ("image 1 · 500 bytes",)
    session.controller.answering.submit("And this?", instead_of=session.transcript.item(0).key)
    qtbot.waitUntil(lambda: last_item(session).text == "Yes." and isinstance(session.controller.state.answer, Idle))
    assert session.transcript.item(0).text == "And this?"
    assert session.transcript.item(0).attachments == ("scan.pdf · 120 kB", "notes.txt · 2 kB")
    assert last_item(session).attachments == ()


def test_names_of_strangers_are_shown_as_text_in_one_line(open_window: OpenWindow, imported: int) -> None:
    hostile = "<img src=x>\n\u202egpj.exe " + "a" * 500
    session = open_window()
    store = store_of(session)
    attach(store, store.thread(imported)[0].id, (hostile, "", b"1"))
    session.controller.open_conversation(imported)
    label = end_of(session, 0).attachments
    lines = label.text().split("\n")
    assert len(lines) == 3
    assert lines[2].startswith("<img src=x> \u27e8U+202E\u27e9gpj.exe")
    assert label.fontMetrics().horizontalAdvance(lines[2]) <= session.window.transcript._column_width


def test_many_are_counted() -> None:
    lines = attachment_lines([Attachment(name=f"{number}.png", size_bytes=0) for number in range(MAX_ATTACHMENTS + 5)])
    assert lines[0] == "0.png"
    assert lines[-1] == "and 5 more files"
    assert len(lines) == MAX_ATTACHMENTS + 1


def test_the_store_tells_names_and_sizes_of_all_branches(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        turn = store.begin_turn(conversation_id=None, text="One", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="Yes.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        assert store.attachments(turn.conversation_id) == {}
        other = store.tree.edit_answer(turn.assistant_message_id, "No.")
        attach(store, turn.assistant_message_id, ("a", "é", b""), ("b", "text", b"more than that"))
        attach(store, other, ("c", "", b""))
        assert store.attachments(turn.conversation_id) == {
            turn.assistant_message_id: (Attachment(name="a", size_bytes=2), Attachment(name="b", size_bytes=14)),
            other: (Attachment(name="c", size_bytes=0),),
        }
        assert store.attachments(turn.conversation_id + 1) == {}

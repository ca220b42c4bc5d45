"""When the store refuses a single thing: what is in view stays true, nothing is overwritten, and the window goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, LoadProgress, Wait, chunk, fails, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.recorder import TurnRecorder
from inglenook_desktop.state import EngineDown, Idle, Loaded, Loading, Remedy, WaitingForModel, Writing
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_engine.protocol import Finished
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def add(store: Store, question: str, answer: str = "Yes.") -> int:
    turn = store.begin_turn(conversation_id=None, text=question, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


@pytest.fixture
def two(data_dir: Path) -> tuple[int, int]:
    """Ids of two conversations; each has a draft."""
    with open_store(data_dir) as store:
        ids = add(store, "First"), add(store, "Second")
        for number in ids:
            store.shelf.set_draft(number, f"draft {number}")
        return ids


@contextmanager
def refusing(session: Session, name: str) -> Iterator[None]:
    """One question to the store is refused; a real fault seldom hits one alone when a test wants it."""
    from inglenook_desktop.store import StoreError, StoreProblem

    store = store_of(session)
    owner, act = (store.tree, name.removeprefix("tree.")) if name.startswith("tree.") else (store, name)
    if name.startswith("shelf."):
        owner, act = store.shelf, name.removeprefix("shelf.")

    def refuse(*_: object, **__: object) -> None:
        raise StoreError(StoreProblem.DISK_ERROR, "The disk reports an error.")

    setattr(owner, act, refuse)
    try:
        yield
    finally:
        delattr(owner, act)


def test_a_conversation_that_cannot_be_read_does_not_show_another_ones_messages(
    open_window: OpenWindow, two: tuple[int, int]
) -> None:
    session = open_window()
    session.controller.open_conversation(two[0])
    assert session.transcript.item(0).text == "First"
    with refusing(session, "tree.in_view"):
        session.controller.open_conversation(two[1])
        assert len(session.transcript) == 0
        assert session.window.notice_bar.isVisible()
    assert [button.text() for button in session.window.notice_bar.buttons] == ["Refresh"]
    session.window.notice_bar.buttons[0].click()
    assert session.transcript.item(0).text == "Second"


def test_a_draft_that_could_not_be_read_is_joined_and_not_overwritten(
    open_window: OpenWindow, two: tuple[int, int], qtbot: QtBot
) -> None:
    session = open_window()
    with refusing(session, "shelf.draft"):
        session.controller.open_conversation(two[0])
        assert session.window.composer.text() == ""
        qtbot.keyClicks(session.window.composer.field, "typed blindly")
        session.controller.unsent.save()
        assert session.controller.unsent.unsaved == "typed blindly"
    session.controller.unsent.save()
    joined = f"draft {two[0]}\n\ntyped blindly"
    assert session.window.composer.text() == joined
    assert store_of(session).shelf.draft(two[0]) == joined


def test_a_draft_that_could_not_be_read_comes_by_itself(
    open_window: OpenWindow, two: tuple[int, int], qtbot: QtBot
) -> None:
    session = open_window()
    with refusing(session, "shelf.draft"):
        session.controller.open_conversation(two[1])
        session.controller.unsent.save()
    qtbot.waitUntil(lambda: session.window.composer.text() == f"draft {two[1]}")


def test_a_locked_file_costs_the_window_little_however_much_waits_to_be_kept(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot
) -> None:
    with open_store(data_dir) as store:
        ids = [add(store, f"Number {number}") for number in range(6)]
    session = open_window()
    with open_store(data_dir) as other, other._db.write():
        start = time.monotonic()
        for number in ids:
            session.controller.open_conversation(number)
            session.window.composer.set_text(f"for {number}")
        session.controller.unsent.save()
        assert time.monotonic() - start < 4.0  # it was one second for each, each time
        before = time.monotonic()
        session.controller.unsent.save()
        assert time.monotonic() - before < 0.9
    session.controller.unsent.save()
    assert [store_of(session).shelf.draft(number) for number in ids] == [f"for {number}" for number in ids]


def test_an_answer_that_was_refused_once_is_offered_again_without_a_long_wait(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, open_store(tmp_path) as other:
        turn = store.begin_turn(conversation_id=None, text="One", model=MODEL, params=GenerateParams())
        recorder = TurnRecorder(store, turn)
        with other._db.write():
            recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
            assert recorder.problem is not None
            start = time.monotonic()
            assert not recorder.flush()
            assert time.monotonic() - start < 0.5
        assert recorder.flush()


def test_send_again_is_not_offered_where_it_would_send_something_else(
    open_window: OpenWindow, two: tuple[int, int], qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    session.controller.open_conversation(two[0])
    session.window.composer.set_text("for the first")
    session.window.composer.submit()
    session.controller.open_conversation(two[1])
    with open_store(data_dir) as other, other._db.write():
        engine.release("go")
        qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
        qtbot.waitUntil(lambda: session.controller.state.notice is not None)
    notice = session.controller.state.notice
    assert notice is not None
    assert notice.remedies == (Remedy.REFRESH,)
    session.controller.open_conversation(two[0])
    assert session.window.composer.text() == "for the first"
    assert engine.generations() == []


def test_deleting_a_conversation_withdraws_what_waits_in_it(
    open_window: OpenWindow, two: tuple[int, int], qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    session.controller.open_conversation(two[0])
    session.window.composer.submit()
    assert isinstance(session.controller.state.answer, WaitingForModel)
    session.controller.shelf.delete(two[0])
    assert isinstance(session.controller.state.answer, Idle)
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
    assert engine.generations() == []
    assert session.controller.state.notice is None
    session.controller.shelf.undo_delete()
    assert session.window.composer.text() == f"draft {two[0]}"


def test_what_is_sent_from_elsewhere_does_not_scroll_what_somebody_reads(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        first, long = add(store, "First"), add(store, "Long", "\n\n".join(["A paragraph of some length."] * 200))
    engine = FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    session.controller.open_conversation(first)
    session.window.composer.set_text("And?")
    session.window.composer.submit()
    session.controller.open_conversation(long)
    session.window.transcript.scroll_to_row(0)
    before = session.window.transcript.verticalScrollBar().value()
    engine.release("go")
    qtbot.waitUntil(lambda: len(engine.generations()) == 1 and isinstance(session.controller.state.answer, Idle))
    assert session.window.transcript.verticalScrollBar().value() == before


def test_a_model_that_waits_for_the_answer_is_loaded_also_when_the_answer_was_too_long_to_begin(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    refuses = [prefill(), Wait(gate="go"), fails("It has too many tokens.", kind=FailureKind.CONTEXT_OVERFLOW)]
    engine = FakeEngine(tmp_path / "full", answers=[refuses])
    session = open_window(engine)
    session.window.composer.set_text("Much")
    session.window.composer.submit()
    session.controller.loading.load(next(one for one in session.list_models() if one.name == SECOND_MODEL))
    engine.release("go")
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    assert session.controller.state.engine.choice.name == SECOND_MODEL
    assert "too many tokens" in session.window.notice_bar.text


@pytest.mark.parametrize("is_new", [False, True])
def test_a_question_that_cannot_be_read_back_is_shown_with_what_went_wrong(
    open_window: OpenWindow, two: tuple[int, int], qtbot: QtBot, engine: FakeEngine, is_new: bool
) -> None:
    session = open_window()
    session.controller.open_conversation(None if is_new else two[0])
    with refusing(session, "tree.path"):
        session.window.composer.set_text("Are you there?")
        session.window.composer.submit()
    assert engine.generations() == []
    assert session.window.composer.text() == ""
    texts = [session.transcript.item(row).text for row in range(len(session.transcript))]
    assert texts[-2:] == ["Are you there?", ""]
    assert last_item(session).can_retry
    assert "disk" in last_item(session).notice
    number = session.controller.state.conversation_id
    assert number is not None
    assert session.conversations.get(number) is not None
    session.window.transcript._on_retry(len(session.transcript) - 1)
    qtbot.waitUntil(lambda: last_item(session).text == "Good evening." and not session.controller.state.is_busy)


def test_an_answer_beside_another_is_shown_while_the_others_cannot_be_read(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = [prefill(), chunk("Here"), Wait(gate="go"), *says(" I am.")]
    engine = FakeEngine(tmp_path / "two", answers=[says("First."), slow])
    session = open_window(engine)
    ask(session, "One")
    with refusing(session, "tree.siblings"):
        session.controller.answering.regenerate(last_item(session).key)
        qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
        qtbot.waitUntil(lambda: last_item(session).text == "Here")
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle))
    session.controller.refresh()
    assert len(last_item(session).siblings) == 2


def test_the_notice_of_a_refusal_names_what_its_button_does(open_window: OpenWindow, two: tuple[int, int]) -> None:
    session = open_window()
    with refusing(session, "rename_conversation"):
        session.controller.shelf.rename(two[0], "Another")
    assert [button.text() for button in session.window.notice_bar.buttons] == ["Refresh"]


def test_f2_outside_of_the_list_renames_what_is_in_view(
    open_window: OpenWindow, two: tuple[int, int], qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QLineEdit

    session = open_window()
    window, view = session.window, session.window.sidebar.view
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    store_of(session).shelf.create_folder("Work")
    session.controller.refresh()
    session.controller.open_conversation(two[0])
    view.setFocus()
    view.setCurrentIndex(session.conversations.index(0))  # the folder
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Work"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.findChild(QLineEdit) is None)
    window.composer.setFocus()
    qtbot.keyClick(window.composer.field, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "First"


def test_a_model_that_fails_to_load_leaves_an_edit_where_it_was(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    from fakes_engine import load_fails

    bad = [LoadProgress(fraction=0.1), Wait(gate="go"), *load_fails("The file is cut short.")]
    engine = FakeEngine(tmp_path / "bad", loads=[loads(), bad])
    session = open_window(engine)
    ask(session, "One")
    session.controller.choose_model(next(one for one in session.list_models() if one.name == SECOND_MODEL))
    view = session.window.transcript
    view.begin_edit(0)
    editor = view._widgets.widget(view._row(0).end)
    assert isinstance(editor, MessageEditor)
    qtbot.keyClicks(editor.field, " more")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert editor.field.isReadOnly()
    engine.release("go")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    assert not editor.field.isReadOnly()
    assert editor.text() == "One more"

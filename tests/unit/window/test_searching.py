"""Search over everything, in the window: as one types, by keyboard, into branches, and what comes too late."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, says
from inglenook_desktop import searching
from inglenook_desktop.app import Session
from inglenook_desktop.models.search_results import Results, SearchResultsModel
from inglenook_desktop.searching import Searcher
from inglenook_desktop.store import FILE_NAME, Store, open_store
from inglenook_engine.types import FinishReason, GenerateParams
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from windows import OpenWindow

Ask = Callable[[Session, str], None]


def add(store: Store, question: str, answer: str, *, conversation_id: int | None = None) -> int:
    """A turn that is complete. Returns the conversation's id."""
    turn = store.begin_turn(conversation_id=conversation_id, text=question, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def type_search(session: Session, qtbot: QtBot, text: str) -> None:
    """As a person does, and wait for what is found."""
    sidebar = session.window.sidebar
    session.window.search()
    sidebar.search.field.clear()
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        if text.isascii():
            qtbot.keyClicks(sidebar.search.field, text)
        else:  # Qt's test keyboard has no such keys
            sidebar.search.field.setText(text)


def titles_of(model: SearchResultsModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def titles(session: Session) -> list[str]:
    return titles_of(session.window.sidebar.results_model)


def test_what_was_said_is_found_as_it_is_typed_and_enter_leads_there(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        add(store, "What is a hearth?", "The floor of a fireplace.")
        boats = add(store, "Which boat is the fastest?", "A hydrofoil.")
    session = open_window()
    window = session.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.sidebar.search.field.hasFocus()
    type_search(session, qtbot, "hydrof")
    assert titles(session) == ["Which boat is the fastest?"]
    assert window.sidebar.pages.currentWidget() is window.sidebar.results
    assert window.sidebar.results.note.text() == "1 result"
    note = window.sidebar.results.note
    assert note.sizeHint().height() >= note.fontMetrics().height() + 16  # a style sheet leaves it its margins
    qtbot.keyClick(window.sidebar.search.field, Qt.Key.Key_Return)
    assert session.controller.state.conversation_id == boats
    assert window.finding.marks._outline.isVisible()
    qtbot.keyClick(window.sidebar.search.field, Qt.Key.Key_Escape)
    assert window.sidebar.pages.currentWidget() is window.sidebar.view
    assert window.sidebar.search.text() == ""


def test_the_arrow_keys_walk_through_the_results_while_the_box_keeps_the_focus(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        ids = {add(store, f"Tell me of apple {name}", "ok") for name in ("one", "two", "three")}
    session = open_window()
    session.window.activateWindow()
    type_search(session, qtbot, "apple")
    field, results = session.window.sidebar.search.field, session.window.sidebar.results
    n_rows = session.window.sidebar.results_model.rowCount()
    assert n_rows >= 3
    for expected, key in [(1, Qt.Key.Key_Down), (2, Qt.Key.Key_Down), (1, Qt.Key.Key_Up), (n_rows - 1, None)]:
        if key is None:
            for _ in range(5):
                qtbot.keyClick(field, Qt.Key.Key_PageDown)
        else:
            qtbot.keyClick(field, key)
        assert results.view.currentIndex().row() == expected
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.controller.state.conversation_id in ids


def test_a_change_of_the_store_leaves_the_person_where_they_are_in_the_results(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        for name in ("one", "two", "three"):
            add(store, f"Tell me of apple {name}", "ok")
    session = open_window()
    sidebar = session.window.sidebar
    type_search(session, qtbot, "apple")
    sidebar.results.step(2)
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        session.controller.refresh()
    assert sidebar.results.view.currentIndex().row() == 2
    type_search(session, qtbot, "apple o")
    assert sidebar.results.view.currentIndex().row() == 0


def test_the_results_can_be_walked_and_left_by_keyboard_alone(
    open_window: OpenWindow, qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir) as store:
        for name in ("one", "two"):
            add(store, f"Tell me of apple {name}", "ok")
    session = open_window()
    sidebar = session.window.sidebar
    type_search(session, qtbot, "apple")
    sidebar.results.view.setFocus()
    qtbot.keyClick(sidebar.results.view, Qt.Key.Key_Down)
    qtbot.keyClick(sidebar.results.view, Qt.Key.Key_Return)
    hit = sidebar.results_model.hit(1)
    assert session.controller.state.conversation_id == hit.conversation_id
    qtbot.keyClick(sidebar.results.view, Qt.Key.Key_Escape)
    assert sidebar.pages.currentWidget() is sidebar.view
    assert sidebar.search.text() == ""


def test_a_message_in_another_branch_is_shown_in_its_branch(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "two", answers=[says("The walrus sleeps."), says("The otter plays.")])
    session = open_window(engine)
    session.window.composer.set_text("Who is there?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: not session.controller.state.is_busy and len(session.transcript) == 2)
    session.controller.answering.regenerate(session.transcript.item(1).key)
    qtbot.waitUntil(lambda: not session.controller.state.is_busy and "otter" in session.transcript.item(1).text)
    type_search(session, qtbot, "walrus")
    qtbot.keyClick(session.window.sidebar.search.field, Qt.Key.Key_Return)
    assert session.transcript.item(1).text == "The walrus sleeps."


def test_a_hit_far_down_a_long_message_is_scrolled_to(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    filler = "Some words of a paragraph that goes on.\n\n" * 120
    with open_store(data_dir) as store:
        add(store, "Tell me a long story", f"{filler}Here lies the\n*needle* at last.\n\n{filler}")
    session = open_window()
    type_search(session, qtbot, "needle last")
    qtbot.keyClick(session.window.sidebar.search.field, Qt.Key.Key_Return)
    shown = [text.toPlainText() for _, text in session.window.transcript.visible_texts()]
    assert any("needle at last." in text for text in shown)


def test_what_is_not_there_is_said_so_and_any_text_is_a_question(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Hello")
    for text in ('"', "AND OR NOT", "*", "NEAR(", "folder:", "' ; drop table", "\\", "-", "🪡"):
        type_search(session, qtbot, text)
        assert session.window.sidebar.results.note.text() == f"Nothing was found for “{text}”."
        assert not session.window.notice_bar.isVisible()
    session.window.sidebar.search.field.clear()
    assert session.window.sidebar.pages.currentWidget() is session.window.sidebar.view


def test_filters_from_the_menu_narrow_the_search(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    with open_store(data_dir) as store:
        add(store, "A heron by the lake", "Yes, a heron.")
    session = open_window()
    type_search(session, qtbot, "heron")
    assert len(titles(session)) >= 2
    box = session.window.sidebar.search
    box.fill_filters()
    who = next(menu for menu in box.filters.findChildren(QMenu) if menu.title() == "Written by")
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        next(action for action in who.actions() if action.text() == "The model").trigger()
    assert box.text() == "heron role:model "
    hits = [session.window.sidebar.results_model.hit(row) for row in range(len(titles(session)))]
    assert [hit.role for hit in hits] == ["assistant"]
    box.fill_filters()
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        next(action for action in box.filters.actions() if action.text() == "No filter").trigger()
    assert box.text() == "heron"


def test_what_comes_after_a_newer_text_is_dropped(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path) as store:
        add(store, "first and second", "ok")
        searcher = Searcher()
        asked: list[str] = []
        real = searching.answer

        def slow(search: object, text: str) -> Results:
            asked.append(text)
            if text == "first":
                searcher.ask("second")  # the person goes on typing while it is being looked for
            return real(search, text)  # type: ignore[arg-type]

        monkeypatch.setattr(searching, "answer", slow)
        monkeypatch.setattr(searcher._pause, "start", searcher._ask_now)
        found: list[Results] = []
        searcher.found.connect(found.append)
        searcher.use(store)
        searcher.ask("first")
        qtbot.waitUntil(lambda: len(found) == 1)
        assert found[0].text == "second"
        assert asked == ["first", "second"]
        searcher.use(None)


def test_a_search_ends_with_its_store(qtbot: QtBot, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        add(store, "a heron", "ok")
        searcher = Searcher()
        searcher.use(store)
        with qtbot.waitSignal(searcher.found, timeout=30_000):
            searcher.ask("heron")
        thread = searcher._thread
        assert thread is not None
        assert thread.isRunning()
        searcher.use(None)
        assert thread.isFinished()
        searcher.ask("heron")  # nothing to search in
        qtbot.waitUntil(lambda: not searcher._pause.isActive())


@pytest.mark.parametrize("fault", ["damaged", "moved"])
def test_a_file_that_cannot_be_read_is_told_in_the_list(open_window: OpenWindow, tmp_path: Path, fault: str) -> None:
    with open_store(tmp_path / "other") as store:
        if fault == "damaged":
            store._db.empty_log()
            store.path.write_bytes(b"not a database, and long enough to be read as one" * 1000)
        else:
            store.path.unlink()
        worker = searching._Worker(store)
        answered: list[searching._Answer] = []
        worker.answered.connect(answered.append)
        worker.find(searching._Question(number=0, text="anything"))
        worker.close()
        assert store.path.exists() == (fault == "damaged")
    sidebar = open_window().window.sidebar
    sidebar.search.field.setText("anything")
    sidebar.show_results(answered[0].results)
    assert f"{FILE_NAME} {'is' if fault == 'damaged' else 'was'} {fault}" in sidebar.results.note.text()
    assert titles_of(sidebar.results_model) == []

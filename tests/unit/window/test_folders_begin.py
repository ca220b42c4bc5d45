"""Conversations that begin in a folder: whatever happens meanwhile; and the dialogs, which wait until it is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, LoadProgress, Wait, chunk, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.shelf_wishes import BeginInFolder, ChangeFolder, DeleteFolder, Go, Place
from inglenook_desktop.state import BeginsIn, Idle, Loaded, Loading, WaitingForModel, Writing
from inglenook_desktop.store import Folder, Store, open_store
from inglenook_desktop.views.asking_dialog import AskingDialog
from inglenook_engine.types import FinishReason, GenerateParams
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
PRESET = Preset(name="Short", params=PresetParams(temperature=0.0, max_tokens=99))


def add(store: Store, title: str, *, folder_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=None, text=title, model=MODEL, params=GenerateParams(), folder_id=folder_id)
    store.finish_turn(turn, text="Yes.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


@pytest.fixture
def folder(data_dir: Path) -> Folder:
    with open_store(data_dir) as store:
        made = store.shelf.create_folder("Work")
        preset_id = store.writing.add_preset(PRESET).id
        store.shelf.change_folder(made.id, name="Work", instructions="Be brief.", model="", preset_id=preset_id)
        return store.shelf.folders()[0]


@pytest.fixture
def slow(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path / "slow", loads=[[LoadProgress(fraction=0.4), Wait(gate="go"), *loads()]])


def begin(session: Session, folder: Folder) -> None:
    session.controller.shelf.do(BeginInFolder(folder_id=folder.id))


def send(session: Session, text: str) -> None:
    session.window.composer.set_text(text)
    session.window.composer.submit()


def folder_of(session: Session, title: str) -> int | None:
    (found,) = (one for one in store_of(session).conversations() if one.title == title)
    return found.folder_id


@pytest.mark.parametrize("is_left", [False, True])
def test_what_waits_for_the_model_goes_into_the_folder_it_was_written_in(
    open_window: OpenWindow, folder: Folder, qtbot: QtBot, slow: FakeEngine, data_dir: Path, is_left: bool
) -> None:
    with open_store(data_dir) as store:
        other = add(store, "Other")
    session = open_window(slow, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    begin(session, folder)
    send(session, "For work")
    assert isinstance(session.controller.state.answer, WaitingForModel)
    if is_left:
        session.controller.open_conversation(other)
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 1 and isinstance(session.controller.state.answer, Idle))
    assert folder_of(session, "For work") == folder.id
    assert folder_of(session, "Other") is None
    (sent,) = slow.generations()
    assert sent.params.max_tokens == 99
    assert sent.messages[0].content == "Be brief."


def test_what_was_sent_before_a_folder_was_entered_does_not_go_into_it(
    open_window: OpenWindow, folder: Folder, qtbot: QtBot, slow: FakeEngine
) -> None:
    session = open_window(slow, is_ready=False)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    send(session, "Not for work")
    begin(session, folder)
    slow.release("go")
    qtbot.waitUntil(lambda: len(slow.generations()) == 1 and isinstance(session.controller.state.answer, Idle))
    assert folder_of(session, "Not for work") is None


def test_an_answer_elsewhere_is_not_stopped_by_a_folder_that_prefers_another_model(
    open_window: OpenWindow, folder: Folder, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "two", answers=[[prefill(), chunk("Slow"), Wait(gate="go"), *says(" but sure.")]])
    session = open_window(engine)
    store_of(session).shelf.set_model(folder.id, SECOND_MODEL)
    session.controller.refresh()
    send(session, "Elsewhere")
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    number = session.controller.state.conversation_id
    begin(session, folder)
    assert isinstance(session.controller.state.answer, Writing)
    engine.release("go")
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    session.controller.open_conversation(number)
    assert (last_item(session).text, last_item(session).notice) == ("Slow but sure.", "")


@pytest.mark.parametrize("place", list(Place))
def test_a_folder_gives_its_parameters_whatever_the_list_shows(
    open_window: OpenWindow, ask: Ask, folder: Folder, data_dir: Path, engine: FakeEngine, place: Place
) -> None:
    with open_store(data_dir) as store:
        number = add(store, "In the folder", folder_id=folder.id)
    session = open_window()
    session.controller.open_conversation(number)
    session.controller.shelf.do(Go(place=place))
    ask(session, "Go on")
    assert engine.generations()[0].params.max_tokens == 99


def test_what_is_said_of_the_folder_goes_with_its_page(open_window: OpenWindow, ask: Ask, folder: Folder) -> None:
    session = open_window()
    bar = session.window.notice_bar
    begin(session, folder)
    assert "“Work”" in bar.text
    assert not bar.rows[0].close_button.isVisible()
    session.window.new_conversation()
    assert not bar.isVisible()
    begin(session, folder)
    ask(session, "For work")
    assert not bar.isVisible()
    assert folder_of(session, "For work") == folder.id


def test_a_folder_that_is_deleted_before_the_first_message_takes_nothing_along(
    open_window: OpenWindow, ask: Ask, folder: Folder
) -> None:
    session = open_window()
    begin(session, folder)
    assert session.controller.state.begins_in == BeginsIn(folder_id=folder.id, name="Work")
    session.controller.shelf.do(DeleteFolder(folder_id=folder.id))
    assert not session.window.notice_bar.isVisible()
    ask(session, "Anyway")
    assert folder_of(session, "Anyway") is None


# --- dialogs


def go_to(session: Session, name: str) -> None:
    model = session.conversations
    row = next(row for row in range(model.rowCount()) if model.index(row).data() == name)
    session.window.sidebar.view.setFocus()
    session.window.sidebar.view.setCurrentIndex(model.index(row))


def dialog_of(session: Session) -> AskingDialog:
    (dialog,) = (one for one in session.window.findChildren(AskingDialog) if one.isVisible())
    return dialog


def save(qtbot: QtBot, dialog: AskingDialog) -> None:
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)


def test_settings_that_the_store_refuses_stay_in_the_dialog_and_none_is_half_done(
    open_window: OpenWindow, folder: Folder, qtbot: QtBot
) -> None:
    session = open_window()
    store_of(session).shelf.create_folder("Home")
    go_to(session, "Work")
    session.window.sidebar.actions_of_row.settings.trigger()
    dialog = dialog_of(session)
    dialog.name.setText("home")  # there is one of this name
    dialog.system.setPlainText("Written with care.")
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert "home" in dialog.problem.text().lower()
    assert not session.window.notice_bar.isVisible()
    assert store_of(session).shelf.folders()[0] == folder
    dialog.name.setText("Office")
    save(qtbot, dialog)
    assert not dialog.isVisible()
    changed = store_of(session).shelf.folders()[0]
    assert (changed.name, changed.system_prompt) == ("Office", "Written with care.")


def test_settings_are_kept_in_the_dialog_while_the_file_is_locked(
    open_window: OpenWindow, folder: Folder, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    go_to(session, "Work")
    session.window.sidebar.actions_of_row.settings.trigger()
    dialog = dialog_of(session)
    dialog.system.setPlainText("Written with care.")
    with open_store(data_dir) as other, other._db.write():
        save(qtbot, dialog)
    assert "locked" in dialog.problem.text()
    save(qtbot, dialog)
    assert not dialog.isVisible()
    assert store_of(session).shelf.folders()[0].system_prompt == "Written with care."


def test_a_new_folder_and_tags_wait_for_the_store_too(open_window: OpenWindow, qtbot: QtBot, data_dir: Path) -> None:
    with open_store(data_dir) as store:
        number = add(store, "One")
        store.shelf.create_folder("Work")
    session = open_window()
    actions = session.window.sidebar.actions_of_row
    actions.new_folder.trigger()
    dialog = dialog_of(session)
    dialog.field.setText("Work")
    save(qtbot, dialog)
    assert dialog.isVisible()
    dialog.field.setText("Play")
    save(qtbot, dialog)
    assert not dialog.isVisible()
    assert [one.name for one in store_of(session).shelf.folders()] == ["Work", "Play"]

    go_to(session, "One")
    actions.tags.trigger()
    dialog = dialog_of(session)
    dialog.field.setText("boats")
    with open_store(data_dir) as other:
        other.delete_conversation(number)
        save(qtbot, dialog)
        assert dialog.isVisible()
        assert dialog.problem.text()
        other.restore_conversation(number)
    save(qtbot, dialog)
    assert not dialog.isVisible()
    conversation = store_of(session).conversation(number)
    assert conversation is not None
    assert conversation.tags == ("boats",)


def test_a_wish_without_a_dialog_is_still_told_by_a_notice(open_window: OpenWindow, folder: Folder) -> None:
    session = open_window()
    wish = ChangeFolder(folder_id=folder.id, name=" ", system_prompt="", model_name="", preset_id=None)
    session.controller.shelf.do(wish)
    assert session.window.notice_bar.isVisible()

"""The sidebar in the window: folders, pins, tags, archive and trash, by menu, by keyboard and by drag and drop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, says
from inglenook_desktop.app import Session
from inglenook_desktop.models.conversations import ID_ROLE, WHEN_ROLE, FolderRow
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.shelf_wishes import (
    Archive,
    BeginInFolder,
    ChangeFolder,
    Delete,
    DeleteFolder,
    Go,
    MakeFolder,
    Move,
    Pin,
    Place,
    Purge,
    SetTags,
    ShiftFolder,
)
from inglenook_desktop.state import Loaded
from inglenook_desktop.store import Conversation, Store, open_store
from inglenook_desktop.views.folder_dialog import FolderDialog, NewFolderDialog
from inglenook_desktop.views.tags_dialog import TagsDialog
from inglenook_engine.types import FinishReason, GenerateParams, Role
from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QDialogButtonBox, QLineEdit, QMenu, QMessageBox
from pytestqt.qtbot import QtBot
from sqlite_utils.utils import sqlite3
from windows import SECOND_MODEL, OpenWindow, store_of

Ask = Callable[[Session, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def add(store: Store, title: str) -> int:
    """A conversation with one complete turn. Returns its id."""
    turn = store.begin_turn(conversation_id=None, text=title, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text="Yes.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


@pytest.fixture
def three(data_dir: Path) -> list[int]:
    """Ids of three conversations: Third, Second, First in the list."""
    with open_store(data_dir) as store:
        return [add(store, title) for title in ("First", "Second", "Third")]


def rows(session: Session) -> list[str]:
    model = session.conversations
    return [model.index(row).data() for row in range(model.rowCount())]


def go_to(session: Session, name: str) -> QModelIndex:
    """Make the row with this name the current one, as the keyboard does."""
    index = session.conversations.index(rows(session).index(name))
    session.window.sidebar.view.setCurrentIndex(index)
    return index


def answer(qtbot: QtBot, session: Session, button: str) -> None:
    """Click this button of the question that is asked."""
    (question,) = session.window.findChildren(QMessageBox)
    (found,) = [one for one in question.buttons() if one.text() == button]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.window.findChildren(QMessageBox))
    session.window.activateWindow()  # offscreen there is nobody who does it after a dialog
    qtbot.waitUntil(session.window.isActiveWindow)


def dialog_of(session: Session, kind: type[QDialog]) -> QDialog:
    (dialog,) = session.window.findChildren(kind)
    return dialog


def save(qtbot: QtBot, dialog: QDialog) -> None:
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_pins_folders_and_tags_are_in_the_list_and_in_the_store(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    do = session.controller.shelf.do
    QAbstractItemModelTester(
        session.conversations, QAbstractItemModelTester.FailureReportingMode.Warning, session.conversations
    )
    do(Pin(conversation_id=three[0], is_pinned=True))
    do(MakeFolder(name="Work", conversation_id=three[1]))
    do(SetTags(conversation_id=three[2], tags=("tax", "home")))
    assert rows(session) == ["First", "Work", "Second", "Third"]
    assert "#home #tax" in session.conversations.index(3).data(WHEN_ROLE)
    (folder,) = store_of(session).shelf.folders()
    do(Move(conversation_id=three[2], folder_id=folder.id))
    assert rows(session) == ["First", "Work", "Third", "Second"]
    do(Move(conversation_id=three[2], folder_id=None))
    do(Pin(conversation_id=three[0], is_pinned=False))
    assert rows(session) == ["Work", "Second", "Third", "First"]
    do(DeleteFolder(folder_id=folder.id))
    assert rows(session) == ["Third", "Second", "First"]
    assert store_of(session).shelf.folders() == []


def test_a_folder_is_opened_and_closed_by_keyboard_and_stays_so(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work", conversation_id=three[1]))
    view = session.window.sidebar.view
    view.setFocus()
    go_to(session, "Second")
    qtbot.keyClick(view, Qt.Key.Key_Left)  # to the folder that holds it
    assert view.currentIndex().data() == "Work"
    assert session.controller.state.conversation_id is None
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert rows(session) == ["Work", "Third", "First"]
    assert view.currentIndex().data() == "Work"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert rows(session) == ["Work", "Second", "Third", "First"]
    qtbot.keyClick(view, Qt.Key.Key_Space)
    session.close()
    again = open_window()
    assert rows(again) == ["Work", "Third", "First"]
    qtbot.keyClick(again.window.sidebar.view, Qt.Key.Key_Right)  # nothing is current: nothing happens
    go_to(again, "Work")
    qtbot.keyClick(again.window.sidebar.view, Qt.Key.Key_Right)
    assert rows(again) == ["Work", "Second", "Third", "First"]


def test_a_click_folds_a_folder_and_opens_a_conversation(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work", conversation_id=three[1]))
    view = session.window.sidebar.view

    def click(name: str) -> None:
        place = view.visualRect(session.conversations.index(rows(session).index(name))).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click("Second")
    assert session.controller.state.conversation_id == three[1]
    click("Work")
    assert rows(session) == ["Work", "Third", "First"]
    assert session.controller.state.conversation_id == three[1]
    click("Work")
    assert view.currentIndex().data() == "Work"
    click("First")
    assert session.controller.state.conversation_id == three[0]


def test_everything_of_a_conversation_is_in_its_menu_and_has_a_key(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work & play"))
    window, view = session.window, session.window.sidebar.view
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.setFocus()
    go_to(session, "Second")
    menu = QMenu(window)
    window.sidebar.actions_of_row.fill_row_menu(menu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == [
        "Rename", "Pin", "Tags…", "Move to folder", "Archive", "Export as Markdown…",
        "Export all branches as Markdown…", "Export as JSON…", "Delete",
    ]  # fmt: skip
    (moving,) = menu.findChildren(QMenu)
    assert [action.text() for action in moving.actions() if action.text()] == [
        "No folder",
        "Work && play",
        "New folder…",
    ]
    moving.actions()[1].trigger()
    assert rows(session) == ["Work & play", "Second", "Third", "First"]

    go_to(session, "Second")
    qtbot.keyClick(view, Qt.Key.Key_D, CTRL)
    assert rows(session)[0] == "Second"
    go_to(session, "Second")
    qtbot.keyClick(view, Qt.Key.Key_T, CTRL)
    tags = dialog_of(session, TagsDialog)
    tags.field.setText("boats, #sea")
    save(qtbot, tags)
    assert store_of(session).conversation(three[1]).tags == ("boats", "sea")
    go_to(session, "Second")
    qtbot.keyClick(view, Qt.Key.Key_E, CTRL)
    assert "Second" not in rows(session)
    go_to(session, "First")
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("The first")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The first" in rows(session))


def test_everything_of_a_folder_is_in_its_menu_and_has_a_key(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    for name in ("Work", "Home"):
        session.controller.shelf.do(MakeFolder(name=name))
    window, view = session.window, session.window.sidebar.view
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.setFocus()
    go_to(session, "Home")
    menu = QMenu(window)
    window.sidebar.actions_of_row.fill_row_menu(menu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == [
        "New conversation here", "Rename", "Folder settings…", "Move up", "Move down", "Delete the folder…",
    ]  # fmt: skip
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert rows(session)[:2] == ["Home", "Work"]
    assert view.currentIndex().data() == "Home"
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert rows(session)[:2] == ["Work", "Home"]
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("House")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "House" in rows(session))
    go_to(session, "House")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    answer(qtbot, session, "Go back")
    assert "House" in rows(session)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    answer(qtbot, session, "Delete the folder")
    assert rows(session) == ["Work", "Third", "Second", "First"]


def test_a_folder_is_made_from_the_menu_of_a_conversation(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    session.window.sidebar.view.setFocus()
    go_to(session, "First")
    qtbot.keyClick(session.window.sidebar.view, Qt.Key.Key_M, CTRL | ALT)
    menu = next(one for one in session.window.findChildren(QMenu) if one.isVisible())
    menu.actions()[-1].trigger()
    menu.close()
    dialog = dialog_of(session, NewFolderDialog)
    buttons = dialog.findChild(QDialogButtonBox)
    assert not buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    qtbot.keyClicks(dialog.field, "  Boats ")
    save(qtbot, dialog)
    assert rows(session) == ["Boats", "First", "Third", "Second"]


def test_a_conversation_is_dragged_into_a_folder_and_out_again(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work"))
    model = session.conversations
    data = model.mimeData([model.index(rows(session).index("First"))])
    move = Qt.DropAction.MoveAction
    assert model.dropMimeData(data, move, -1, -1, model.index(rows(session).index("Work")))
    assert rows(session) == ["Work", "First", "Third", "Second"]
    data = model.mimeData([model.index(1)])
    assert model.dropMimeData(data, move, -1, -1, model.index(rows(session).index("Second")))
    assert rows(session) == ["Work", "Third", "Second", "First"]


def test_a_drop_by_the_pointer_moves_and_leaves_the_title_alone(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work"))
    model, view = session.conversations, session.window.sidebar.view
    source = go_to(session, "First")
    data = model.mimeData([source])
    place = view.visualRect(model.index(0)).center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(place, move, data, buttons, keys)
    QApplication.sendEvent(view.viewport(), enter)
    assert enter.isAccepted()
    over = QDragMoveEvent(place, move, data, buttons, keys)
    QApplication.sendEvent(view.viewport(), over)
    assert over.isAccepted()
    drop = QDropEvent(QPointF(place), move, data, buttons, keys)
    QApplication.sendEvent(view.viewport(), drop)
    assert rows(session) == ["Work", "First", "Third", "Second"]
    assert not model.setData(model.index(1), None)  # as Qt does with what it believes it moved away
    assert store_of(session).conversation(three[0]).title == "First"


def test_the_archive_keeps_what_is_out_of_the_way(open_window: OpenWindow, three: list[int], qtbot: QtBot) -> None:
    session = open_window()
    do, sidebar = session.controller.shelf.do, session.window.sidebar
    do(Archive(conversation_id=three[1], is_archived=True))
    assert rows(session) == ["Third", "First"]
    do(Go(place=Place.ARCHIVE))
    assert rows(session) == ["Second"]
    assert sidebar.place_bar.isVisible()
    place = sidebar.view.visualRect(session.conversations.index(0)).center()
    qtbot.mouseClick(sidebar.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.controller.state.conversation_id == three[1]
    assert session.transcript.item(0).text == "Second"
    sidebar.actions_of_row.archive.trigger()
    assert rows(session) == []
    qtbot.mouseClick(sidebar.place_bar.back, Qt.MouseButton.LeftButton)
    assert rows(session) == ["Third", "Second", "First"]
    assert not sidebar.place_bar.isVisible()


def test_the_trash_restores_and_deletes_for_ever_after_a_question(
    open_window: OpenWindow, three: list[int], qtbot: QtBot
) -> None:
    session = open_window()
    do, sidebar = session.controller.shelf.do, session.window.sidebar
    for number in three:
        do(Delete(conversation_id=number))
    assert rows(session) == []
    do(Go(place=Place.TRASH))
    assert rows(session) == ["Third", "Second", "First"]
    assert "Emptied after 30 days" in sidebar.place_bar._note.text()
    sidebar.view.setFocus()
    go_to(session, "Second")
    assert session.controller.state.conversation_id is None  # what is in the trash is not opened
    menu = QMenu(session.window)
    sidebar.actions_of_row.fill_row_menu(menu)
    assert [action.text() for action in menu.actions()] == ["Restore", "Delete for ever…"]
    qtbot.keyClick(sidebar.view, Qt.Key.Key_R, CTRL)
    assert rows(session) == ["Third", "First"]
    go_to(session, "First")
    qtbot.keyClick(sidebar.view, Qt.Key.Key_Delete)
    answer(qtbot, session, "Delete for ever")
    qtbot.waitUntil(lambda: rows(session) == ["Third"])
    qtbot.mouseClick(sidebar.place_bar.empty, Qt.MouseButton.LeftButton)
    answer(qtbot, session, "Empty the trash")
    qtbot.waitUntil(lambda: rows(session) == [])
    assert store_of(session).shelf.trash() == []
    do(Go(place=Place.CHATS))
    assert rows(session) == ["Second"]


def test_what_was_too_long_in_the_trash_goes_by_itself(
    open_window: OpenWindow, three: list[int], qtbot: QtBot, data_dir: Path
) -> None:
    with open_store(data_dir, now=lambda: datetime.now(UTC) - timedelta(days=31)) as store:
        store.delete_conversation(three[0])
    with open_store(data_dir, now=lambda: datetime.now(UTC) - timedelta(days=29)) as store:
        store.delete_conversation(three[1])
    session = open_window()
    store = store_of(session)
    qtbot.waitUntil(lambda: [one.id for one in store.shelf.trash()] == [three[1]])


def test_a_purge_that_is_refused_is_told(open_window: OpenWindow, three: list[int], qtbot: QtBot) -> None:
    session = open_window()
    qtbot.waitUntil(lambda: not session.controller.shelf.purger.is_running)
    with qtbot.waitSignal(session.controller.shelf.purger.ended, timeout=30_000) as ended:
        session.controller.shelf.do(Purge(conversation_id=three[0]))  # it is not in the trash: passed over
    assert ended.args == [None]
    assert len(store_of(session).thread(three[0])) == 2


def test_a_conversation_begun_in_a_folder_takes_its_prompt_its_parameters_and_its_model(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "folder", answers=[says("Arr.")])
    session = open_window(engine)
    do, sidebar = session.controller.shelf.do, session.window.sidebar
    do(MakeFolder(name="Pirates"))
    (folder,) = store_of(session).shelf.folders()
    params = PresetParams(temperature=0.0, top_k=3, max_tokens=99)
    preset_id = store_of(session).writing.add_preset(Preset(name="Short", params=params)).id
    do(
        ChangeFolder(
            folder_id=folder.id,
            name="Pirates",
            system_prompt="Talk like one.",
            model_name=SECOND_MODEL,
            preset_id=preset_id,
        )
    )
    sidebar.view.setFocus()
    go_to(session, "Pirates")
    qtbot.keyClick(sidebar.view, Qt.Key.Key_N, CTRL | ALT)
    assert "Pirates" in session.window.notice_bar.text
    qtbot.waitUntil(lambda: engine.starts == 2 and isinstance(session.controller.state.engine, Loaded))
    assert session.controller.state.engine.choice.name == SECOND_MODEL
    session.window.composer.set_text("Where is the ship?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 3 and not session.controller.state.is_busy)
    (sent,) = engine.generations()
    assert [(message.role, message.content) for message in sent.messages] == [
        (Role.SYSTEM, "Talk like one."),
        (Role.USER, "Where is the ship?"),
    ]
    assert (sent.params.sampler.temperature, sent.params.sampler.top_k, sent.params.max_tokens) == (0.0, 3, 99)
    assert rows(session) == ["Pirates", "Where is the ship?"]
    assert session.conversations.is_in_folder(1)
    session.window.composer.set_text("And now?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 5 and not session.controller.state.is_busy)
    assert engine.generations()[1].params.max_tokens == 99
    session.window.new_conversation()
    session.window.composer.set_text("Elsewhere")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and not session.controller.state.is_busy)
    assert rows(session)[-1] == "Elsewhere"
    assert engine.generations()[2].params.max_tokens == 0


def test_going_elsewhere_leaves_the_folder(open_window: OpenWindow, ask: Ask, three: list[int]) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work"))
    (folder,) = store_of(session).shelf.folders()
    session.controller.shelf.do(BeginInFolder(folder_id=folder.id))
    session.controller.open_conversation(three[0])
    session.window.new_conversation()
    ask(session, "Not for work")
    assert store_of(session).conversation(session.controller.state.conversation_id).folder_id is None


def test_the_settings_of_a_folder_are_kept(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work"))
    preset = store_of(session).writing.add_preset(Preset(name="Short"))
    session.window.sidebar.view.setFocus()
    go_to(session, "Work")
    qtbot.keyClick(session.window.sidebar.view, Qt.Key.Key_I, CTRL)
    dialog = dialog_of(session, FolderDialog)
    assert dialog.preset.currentData() is None
    dialog.name.setText("Office")
    dialog.system.setPlainText("Be brief.")
    dialog.model.setCurrentIndex(dialog.model.findData(SECOND_MODEL))
    dialog.preset.setCurrentIndex(dialog.preset.findData(preset.id))
    save(qtbot, dialog)
    (folder,) = store_of(session).shelf.folders()
    assert (folder.name, folder.system_prompt, folder.model_name) == ("Office", "Be brief.", SECOND_MODEL)
    assert folder.preset_id == preset.id
    assert rows(session) == ["Office"]


def test_a_name_that_the_store_refuses_is_told(open_window: OpenWindow) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work"))
    session.controller.shelf.do(MakeFolder(name="   "))
    assert session.window.notice_bar.isVisible()
    assert rows(session) == ["Work"]


def test_a_locked_store_is_told_and_the_list_stays_as_it_was(open_window: OpenWindow, three: list[int]) -> None:
    session = open_window()
    before = rows(session)
    blocker = sqlite3.connect(store_of(session).path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        session.controller.shelf.do(Pin(conversation_id=three[0], is_pinned=True))
        assert "locked" in session.window.notice_bar.text
        assert rows(session) == before
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    session.controller.shelf.do(Pin(conversation_id=three[0], is_pinned=True))
    assert rows(session)[0] == "First"


def test_the_order_of_folders_has_two_ends(open_window: OpenWindow) -> None:
    session = open_window()
    for name in ("A", "B", "C"):
        session.controller.shelf.do(MakeFolder(name=name))
    first = store_of(session).shelf.folders()[0]
    for by, expected in ((-1, "ABC"), (1, "BAC"), (1, "BCA"), (1, "BCA")):
        session.controller.shelf.do(ShiftFolder(folder_id=first.id, by=by))
        assert "".join(rows(session)) == expected


def test_a_screen_reader_hears_what_a_row_is(open_window: OpenWindow, three: list[int], qtbot: QtBot) -> None:
    session = open_window()
    session.controller.shelf.do(MakeFolder(name="Work", conversation_id=three[1]))
    session.controller.shelf.do(Pin(conversation_id=three[0], is_pinned=True))
    session.controller.shelf.do(SetTags(conversation_id=three[0], tags=("tax",)))
    sidebar = session.window.sidebar

    def spoken(view: QAbstractItemView) -> list[str]:
        rows = QAccessible.queryAccessibleInterface(view)
        return [rows.child(row).text(QAccessible.Text.Name) for row in range(rows.childCount())]

    names = spoken(sidebar.view)
    assert names[0].startswith("First, ")
    assert names[0].endswith(", pinned, tags: tax")
    assert names[1] == "Folder Work, 1 conversation, open"
    assert names[2].endswith(", in folder Work")
    session.window.search()
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        sidebar.search.field.setText("third")
    assert any(name.startswith("Third, ") for name in spoken(sidebar.results.view))


def test_a_refresh_leaves_the_list_where_the_person_scrolled_it(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot
) -> None:
    with open_store(data_dir) as store:
        for number in range(60):
            add(store, f"Number {number}")
    session = open_window()
    view = session.window.sidebar.view
    session.controller.open_conversation(session.conversations.index(0).data(ID_ROLE))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    assert before > 0
    with open_store(data_dir) as other:
        add(other, "From the terminal")
    qtbot.waitUntil(lambda: rows(session)[0] == "From the terminal")
    view.grab()
    assert bar.value() == before


def test_ten_thousand_conversations_cost_the_list_no_more_than_what_is_visible(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_window()
    model, view = session.conversations, session.window.sidebar.view
    painted: set[int] = set()
    row_of_model = model.row

    def counting(row: int) -> Conversation | FolderRow:
        painted.add(row)
        return row_of_model(row)

    monkeypatch.setattr(model, "row", counting)
    moment = "2026-05-20T10:00:00.000Z"
    model.set_conversations(
        [
            Conversation(id=number, title=f"Number {number}", created_at=moment, updated_at=moment, message_count=2)
            for number in range(10_000, 0, -1)
        ]
    )
    view.grab()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert {0, 9_999} <= painted
    assert len(painted) < 60
    assert len(view.viewport().children()) < 5

"""The conversation list as Qt sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from inglenook_desktop.models.conversations import FOLDER_ROLE, ID_ROLE, WHEN_ROLE, ConversationListModel, when
from inglenook_desktop.shelf_wishes import Place
from inglenook_desktop.store.records import Conversation, Folder
from PySide6.QtCore import QLocale, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


MOVE = Qt.DropAction.MoveAction


def conversation(
    number: int,
    title: str = "A title",
    updated_at: str = "2026-05-20T10:00:00.000Z",
    *,
    folder_id: int | None = None,
    is_pinned: bool = False,
    tags: tuple[str, ...] = (),
    deleted_at: str | None = None,
) -> Conversation:
    return Conversation(
        id=number,
        title=title,
        created_at=updated_at,
        updated_at=updated_at,
        message_count=2,
        folder_id=folder_id,
        is_pinned=is_pinned,
        tags=tags,
        deleted_at=deleted_at,
    )


def folder(number: int, name: str = "Work") -> Folder:
    return Folder(id=number, name=name, created_at="2026-05-20T10:00:00.000Z")


def shown(model: ConversationListModel) -> list[int]:
    """Ids from top to bottom, folders as negative ones."""
    rows = [model.index(row) for row in range(model.rowCount())]
    return [index.data(ID_ROLE) if index.data(FOLDER_ROLE) is None else -index.data(FOLDER_ROLE) for index in rows]


def test_it_keeps_qts_rules_while_it_changes(qtmodeltester: ModelTester) -> None:
    model = ConversationListModel()
    qtmodeltester.check(model)
    for rows in ([conversation(1), conversation(2)], [conversation(2), conversation(1)], [conversation(2, "b")], []):
        model.set_conversations(rows)
        qtmodeltester.check(model)
    model.set_conversations([conversation(1, folder_id=7), conversation(2)], [folder(7)])
    qtmodeltester.check(model)
    model.set_open(7, False)
    qtmodeltester.check(model)


def test_a_changed_title_repaints_its_row_and_keeps_the_others(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation(1), conversation(2)])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.set_conversations([conversation(1), conversation(2, "new")])
    assert changed.args is not None
    assert changed.args[0].row() == 1
    assert model.index(1).data() == "new"
    assert model.index(1).data(ID_ROLE) == 2


def test_a_title_is_asked_for_not_changed(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation(1)])
    with qtbot.waitSignal(model.rename_requested) as asked:
        assert model.setData(model.index(0), "  Two\n words ")
    assert asked.args == [1, "Two words"]
    assert model.index(0).data() == "A title"


@pytest.mark.parametrize("title", ["", "   ", "A title"])
def test_an_empty_or_equal_title_is_not_asked_for(title: str, qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation(1)])
    with qtbot.assertNotEmitted(model.rename_requested):
        assert not model.setData(model.index(0), title)


def test_a_conversation_without_a_title_has_a_name(tmp_path: Path) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation(1, "")])
    assert model.index(0).data() == "New conversation"
    assert model.index(0).data(Qt.ItemDataRole.EditRole) == ""


def test_pinned_ones_come_first_then_folders_with_what_is_in_them_then_the_rest() -> None:
    model = ConversationListModel()
    listed = [conversation(1), conversation(2, folder_id=7), conversation(3, is_pinned=True, folder_id=7)]
    model.set_conversations([*listed, conversation(4, folder_id=8)], [folder(8), folder(7)])
    assert shown(model) == [3, -8, 4, -7, 2, 1]
    assert [model.row_of(number) for number in (3, 4, 2, 1)] == [0, 2, 4, 5]


def test_a_closed_folder_hides_what_is_in_it_and_opens_for_what_is_looked_for(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation(1), conversation(2, folder_id=7)], [folder(7)])
    with qtbot.waitSignal(model.folders_toggled):
        model.set_open(7, False)
    assert shown(model) == [-7, 1]
    assert model.index(0).data(WHEN_ROLE) == "1 conversation"
    assert model.row_of(2) is None
    assert model.get(2) is not None
    assert model.closed_folders == [7]
    model.reveal(2)
    assert shown(model) == [-7, 2, 1]
    model.reveal(None)
    assert model.closed_folders == []


def test_one_conversation_is_put_where_it_belongs_now() -> None:
    model = ConversationListModel()
    moments = [f"2026-05-2{day}T10:00:00.000Z" for day in range(4)]
    model.set_conversations([conversation(n, updated_at=moments[n]) for n in (3, 2, 1)], [folder(7)])
    model.put(conversation(1, updated_at="2026-05-29T10:00:00.000Z"))
    assert shown(model) == [-7, 1, 3, 2]
    model.put(conversation(2, updated_at=moments[2], folder_id=7))
    assert shown(model) == [-7, 2, 1, 3]
    model.put(conversation(9, updated_at=moments[0]))
    assert shown(model) == [-7, 2, 1, 3, 9]


def test_a_conversation_is_dropped_on_a_folder_and_out_of_it_again(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation(2, folder_id=7), conversation(1)], [folder(7)])
    loose, inside = model.mimeData([model.index(2)]), model.mimeData([model.index(1)])
    assert model.canDropMimeData(loose, MOVE, -1, -1, model.index(0))
    with qtbot.waitSignal(model.move_requested) as asked:
        assert model.dropMimeData(loose, MOVE, -1, -1, model.index(1))  # on what is in the folder
    assert asked.args == [1, 7]
    with qtbot.waitSignal(model.move_requested) as asked:
        assert model.dropMimeData(inside, MOVE, -1, -1, QModelIndex())  # below the last
    assert asked.args == [2, None]
    assert not model.canDropMimeData(inside, MOVE, -1, -1, model.index(0))  # it is there
    assert not model.removeRows(0, 1)


def test_what_another_program_drops_is_not_taken() -> None:
    from PySide6.QtCore import QMimeData

    model = ConversationListModel()
    model.set_conversations([conversation(1)], [folder(7)])
    for data in (b"", b"12, 13", b"1\xff", b"99"):
        dropped = QMimeData()
        dropped.setData("application/x-inglenook-conversation", data)
        assert not model.canDropMimeData(dropped, MOVE, -1, -1, model.index(0))


def test_the_second_line_tells_the_day_the_folder_of_a_pinned_one_and_the_tags() -> None:
    model = ConversationListModel()
    pinned = conversation(1, folder_id=7, is_pinned=True, tags=("tax", "2026"), updated_at="2020-05-20T10:00:00.000Z")
    inside = conversation(2, folder_id=7, updated_at="2020-05-20T10:00:00.000Z")
    model.set_conversations([pinned, inside], [folder(7, "Money")])
    assert model.index(0).data(WHEN_ROLE) == "20 May 2020 · Money · #tax #2026"
    assert model.index(2).data(WHEN_ROLE) == "20 May 2020"
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A title, 20 May 2020, pinned, in folder Money, tags: tax, 2026"
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Folder Money, 1 conversation, open"
    assert model.tags() == ["2026", "tax"]


def test_the_trash_says_how_long_it_keeps_what_is_in_it() -> None:
    model = ConversationListModel()
    deleted = (datetime.now(UTC) - timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    model.set_conversations([conversation(1, folder_id=7, deleted_at=deleted)], [folder(7)], place=Place.TRASH)
    assert shown(model) == [1]
    assert "kept 23 more days" in model.index(0).data(WHEN_ROLE)
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_a_title_with_html_in_it_is_shown_and_not_rendered() -> None:
    hostile = "<img src='file:///etc/passwd'> \u202egpj.exe"
    model = ConversationListModel()
    model.set_conversations([conversation(1, hostile), conversation(2, "")], [folder(7, hostile)])
    for row in (0, 1):
        tip = model.index(row).data(Qt.ItemDataRole.ToolTipRole)
        assert "<img" not in tip
        assert "&lt;img" in tip
        assert "\u202e" not in tip
    assert model.index(2).data(Qt.ItemDataRole.ToolTipRole) == ""


def test_a_folder_is_renamed_by_asking(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([], [folder(7)])
    with qtbot.waitSignal(model.folder_rename_requested) as asked:
        assert model.setData(model.index(0), " Money ")
    assert asked.args == [7, "Money"]


def local(moment: datetime) -> str:
    """As stored, for a moment given in local time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(), "12:00 PM"),
        (timedelta(days=1), "Tuesday"),
        (timedelta(days=30), "20 Apr"),
        (timedelta(days=365), "20 May 2025"),
        (timedelta(days=-2), "12:00 PM"),
    ],
)
def test_moments_are_said_as_people_say_them(ago: timedelta, shown: str) -> None:
    here = NOW.astimezone().replace(hour=12)
    text = when(local(here - ago), now=here, locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert text.replace("\u202f", " ") == shown


def test_a_moment_that_cannot_be_read_is_left_out() -> None:
    assert when("yesterday-ish") == ""

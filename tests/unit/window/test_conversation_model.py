"""The conversation list as Qt sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from inglenook_desktop.models.conversations import ID_ROLE, ConversationListModel, when
from inglenook_desktop.store.records import Conversation
from PySide6.QtCore import QLocale, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


def conversation(number: int, title: str = "A title", updated_at: str = "2026-05-20T10:00:00.000Z") -> Conversation:
    return Conversation(id=number, title=title, created_at=updated_at, updated_at=updated_at, message_count=2)


def test_it_keeps_qts_rules_while_it_changes(qtmodeltester: ModelTester) -> None:
    model = ConversationListModel()
    qtmodeltester.check(model)
    for rows in ([conversation(1), conversation(2)], [conversation(2), conversation(1)], [conversation(2, "b")], []):
        model.set_conversations(rows)
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

"""The command palette: what a few letters mean, and that a choice is done, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, Wait, chunk, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.command_words import _WORDS
from inglenook_desktop.commands import CommandGroup
from inglenook_desktop.fuzzy import fit
from inglenook_desktop.models.palette import MAX_RECENT, Entry, EntryKind, ranked, with_use
from inglenook_desktop.preferences import all_settings
from inglenook_desktop.views.palette import Palette
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


# --- fuzzy


def _order(typed: str, *names: str) -> list[str]:
    found = [(one.score, name) for name in names if (one := fit(typed, name)) is not None]
    return [name for _, name in sorted(found, key=lambda pair: -pair[0])]


@pytest.mark.parametrize(
    ("typed", "best_first"),
    [
        ("find", ("Find", "Find next", "Go and find", "Refinding", "Fast inner design")),
        ("nc", ("New conversation", "Concert", "Enlarge icons")),
        ("conv new", ("New conversation", "New controversial view")),
        ("uber", ("Über uns", "Tuber")),
    ],
)
def test_words_go_before_initials_before_parts_before_letters(typed: str, best_first: Sequence[str]) -> None:
    assert _order(typed, *reversed(best_first), "zzz") == list(best_first)


def test_the_letters_that_fit_are_told() -> None:
    fitting = fit("con new", "New conversation")
    assert fitting is not None
    assert fitting.spans == ((0, 3), (4, 7))
    initials = fit("ncv", "New conversation view")
    assert initials is not None
    assert initials.spans == ((0, 1), (4, 5), (17, 18))


def test_what_does_not_fit_is_none_and_nothing_typed_fits_all() -> None:
    assert fit("xyz", "New conversation") is None
    assert fit("new xyz", "New conversation") is None
    assert fit("", "New conversation") is not None
    assert fit("a" * 10_000, "b" * 10_000) is None


# --- ranking


def _entry(key: str, title: str, *, kind: EntryKind = EntryKind.COMMAND, group: str = "View") -> Entry:
    return Entry(kind=kind, key=key, title=title, group=group)


def test_what_was_chosen_lately_comes_first_among_equals_and_with_nothing_typed() -> None:
    entries = [_entry("a", "Show one"), _entry("b", "Show two"), _entry("c", "Hide show")]
    assert [one.entry.key for one in ranked("", entries, [])] == ["a", "b", "c"]
    assert [one.entry.key for one in ranked("", entries, ["command:c", "command:b"])] == ["c", "b", "a"]
    assert [one.entry.key for one in ranked("show", entries, ["command:b"])] == ["b", "a", "c"]


def test_a_group_is_found_too_but_after_titles_and_marks_nothing_beyond_the_title() -> None:
    entries = [_entry("a", "Sidebar"), _entry("b", "Viewer", group="File")]
    found = ranked("view", entries, [])
    assert [one.entry.key for one in found] == ["b", "a"]
    assert found[1].spans == ()


def test_use_is_remembered_once_and_not_for_ever() -> None:
    assert with_use(("a", "b"), "b") == ("b", "a")
    recent: tuple[str, ...] = ()
    for number in range(100):
        recent = with_use(recent, str(number))
    assert len(recent) == MAX_RECENT


def test_other_words_find_after_names_and_before_scattered_letters() -> None:
    retry = Entry(kind=EntryKind.COMMAND, key="a", title="Regenerate", group="Answer", words="retry answer again")
    entries = [_entry("b", "Tell when a long answer is done"), _entry("c", "Retrying often"), retry]
    assert next(one.entry.key for one in ranked("answer again", entries, [])) == "a"
    assert [one.entry.key for one in ranked("retry", entries, [])] == ["c", "a"]
    assert [one.entry.key for one in ranked("retry elsewhere", entries, [])] == []


# --- in the window


def _open(session: Session, qtbot: QtBot) -> Palette:
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    qtbot.keyClick(session.window, Qt.Key.Key_K, CTRL)
    palette = session.window.moving.palette.palette
    assert palette is not None
    assert palette.field.hasFocus()
    return palette


def _titles(palette: Palette) -> list[str]:
    return [palette.model.row(row).entry.title for row in range(palette.model.rowCount())]


def test_a_command_a_conversation_and_a_setting_are_chosen_by_keyboard(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Bread without yeast")
    first = session.controller.state.conversation_id
    session.controller.new_conversation()
    ask(session, "The sky at night")
    session.window.composer.setFocus()
    palette = _open(session, qtbot)
    assert _titles(palette)[0] == "Bread without yeast"  # the one in view is not offered to go to
    qtbot.keyClicks(palette.field, "yea")
    assert _titles(palette)[0] == "Bread without yeast"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.controller.state.conversation_id == first
    assert palette.isHidden()
    assert session.window.composer.field.hasFocus()

    palette = _open(session, qtbot)
    qtbot.keyClicks(palette.field, "hide conv")
    assert _titles(palette)[0] == "Show or hide the conversations"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.window.sidebar.isHidden()

    palette = _open(session, qtbot)
    qtbot.keyClicks(palette.field, "menu bar always")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.preferences.current.window.menu_bar
    palette = _open(session, qtbot)
    qtbot.keyClicks(palette.field, "colours dark")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.preferences.current.appearance.scheme == "dark"
    assert session.window.moving.palette.recent[:2] == ("setting:appearance.scheme=dark", "setting:window.menu_bar")


WORDS = (
    ("fork", "conversation.fork"),
    ("branch", "conversation.fork"),
    ("Zweig", "conversation.fork"),
    ("bifurquer", "conversation.fork"),
    ("continue", "conversation.fork"),
    ("retry", "answer.regenerate"),
    ("answer again", "answer.regenerate"),
    ("resend", "answer.regenerate"),
    ("title", "conversation.rename"),
    ("download conversation", "conversation.export_markdown"),
    ("dark mode", "appearance.scheme=dark"),
    ("mode sombre", "appearance.scheme=dark"),
    ("hotkeys", "help.shortcuts"),
    ("raccourcis", "help.shortcuts"),
    ("preferences", "application.settings"),
    ("Optionen", "application.settings"),
    ("VRAM", "model.settings"),
    ("GPU", "model.settings"),
    ("upload", "message.attach"),
    ("joindre", "message.attach"),
)


def test_the_words_of_other_programs_find_our_commands(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window()
    ask(session, "Bread without yeast")
    palette = _open(session, qtbot)
    for typed, key in WORDS:
        palette.field.setText(typed)
        first = [palette.model.row(row).entry.key for row in range(min(3, palette.model.rowCount()))]
        assert key in first, (typed, first)
    settings = {one.key: {choice.value for choice in one.choices} for one in all_settings()}
    for key in _WORDS:
        name, is_value, value = key.partition("=")
        assert key in session.window.commands or name in settings, key
        assert not is_value or value in settings[name], key


def test_arrows_walk_round_and_escape_leaves_the_answer_alone(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window(is_ready=False)
    session.window.composer.setFocus()
    palette = _open(session, qtbot)
    n_rows = palette.model.rowCount()
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.view.currentIndex().row() == n_rows - 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.view.currentIndex().row() == 0
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.view.currentIndex().row() > 1
    assert palette.field.accessibleDescription().startswith(_titles(palette)[palette.view.currentIndex().row()])
    qtbot.keyClicks(palette.field, "qqqqzz")
    assert palette.none.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert session.window.composer.field.hasFocus()


def test_a_disabled_command_is_not_offered_and_the_trash_is_not_searched(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Gone tomorrow")
    store_of(session).delete_conversation(session.controller.state.conversation_id or 0)
    session.window.commands["answer.stop"].action.setEnabled(False)
    palette = _open(session, qtbot)
    qtbot.keyClicks(palette.field, "gone")
    assert "Gone tomorrow" not in _titles(palette)
    palette.field.clear()
    assert "Stop the answer" not in _titles(palette)


def test_what_was_chosen_is_remembered_over_a_start(open_window: OpenWindow, qtbot: QtBot) -> None:
    first = open_window(is_ready=False)
    palette = _open(first, qtbot)
    qtbot.keyClicks(palette.field, "message field")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    first.close()
    second = open_window(is_ready=False)
    assert _titles(_open(second, qtbot))[0] == "Go to the message field"


def test_what_concerns_the_list_is_offered_where_it_would_do_something(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    palette = _open(session, qtbot)
    assert "Pin or unpin the conversation" not in _titles(palette)
    palette.close_again()
    ask(session, "Bread without yeast")
    palette = _open(session, qtbot)
    qtbot.keyClicks(palette.field, "pin conv")
    assert _titles(palette)[0] == "Pin or unpin the conversation"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert store_of(session).conversations()[0].is_pinned
    palette = _open(session, qtbot)
    qtbot.keyClicks(palette.field, "show archive")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.conversations.rowCount() == 0


def _offered(session: Session, qtbot: QtBot) -> set[str]:
    """Keys of the commands that the palette lists now."""
    palette = _open(session, qtbot)
    rows = range(palette.model.rowCount())
    entries = [palette.model.row(row).entry for row in rows]
    palette.close_again()
    return {entry.key for entry in entries if entry.kind is EntryKind.COMMAND}


OF_AN_ANSWER = {
    "conversation.find",
    "conversation.find_next",
    "conversation.find_previous",
    "conversation.copy_markdown",
    "conversation.copy_plain",
    "answer.copy",
    "answer.copy_plain",
    "answer.mark_used",
    "answer.mark_good",
    "answer.mark_bad",
    "answer.replay",
    "answer.details",
}
OF_A_MOMENT = {"answer.stop", "queue.send", "queue.edit_last", "model.one", "view.notices", "view.zoom_reset"}


def test_what_would_do_nothing_is_not_offered_and_its_keys_are_heard_all_the_same(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "slow", answers=[[prefill(), chunk("Well"), Wait(gate="on"), *says(".")]])
    session = open_window(engine)
    window = session.window
    assert not _offered(session, qtbot) & (OF_AN_ANSWER | OF_A_MOMENT)
    menu = window.moving.menu_bar.menus[CommandGroup.ANSWER]
    menu.aboutToShow.emit()
    assert not window.commands["answer.mark_good"].action.isEnabled()
    menu.aboutToHide.emit()
    assert window.commands["answer.mark_good"].action.isEnabled()

    window.composer.set_text("Well?")
    window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and session.transcript.item(1).text == "Well")
    assert _offered(session, qtbot) & OF_A_MOMENT == {"answer.stop"}
    session.controller.submit("And then?")
    assert _offered(session, qtbot) & OF_A_MOMENT == {"answer.stop", "queue.edit_last"}
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not session.controller.state.is_busy)
    assert _offered(session, qtbot) & OF_A_MOMENT == {"queue.send", "queue.edit_last"}
    assert _offered(session, qtbot) >= OF_AN_ANSWER
    qtbot.keyClick(window, Qt.Key.Key_F8)  # the palette was open before, and the key is heard
    assert last_item(session).outcome == "good"

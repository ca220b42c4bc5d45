"""What is told above the composer: nothing is lost to what comes after it, and each is dismissed by itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, load_fails
from inglenook_desktop.app import Session
from inglenook_desktop.state import (
    ChatState,
    ConversationShown,
    EngineDown,
    Idle,
    Notice,
    Noticed,
    Remedy,
    RunStarted,
    reduce,
)
from inglenook_desktop.views.notice_row import MAX_SHOWN
from pictures import SCHEMES, keep, picture
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from windows import OpenWindow

DAMAGED = "[appearance]\nzoom_percent = 7\n"


def told(session: Session) -> list[str]:
    return [row.text for row in session.window.notice_bar.rows]


def in_view(session: Session) -> list[str]:
    return [row.text for row in session.window.notice_bar.rows if row.isVisible()]


def start_badly(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, **how: object) -> Session:
    """With damaged settings, and a model that cannot be loaded."""
    (data_dir / "settings.toml").write_text(DAMAGED, "utf-8")
    engine = FakeEngine(tmp_path / "bad", loads=[load_fails("This model's file is damaged.")])
    session = open_window(engine, is_ready=False, **how)  # type: ignore[arg-type]  # as they are passed on
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    return session


@pytest.mark.parametrize("scheme", SCHEMES if os.environ.get("INGLENOOK_SCREENSHOTS") else SCHEMES[:1])
def test_of_two_that_come_at_once_both_can_be_read_and_the_error_is_on_top(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path, scheme: Qt.ColorScheme
) -> None:
    session = start_badly(open_window, qtbot, tmp_path, data_dir, scheme=scheme)
    bar = session.window.notice_bar
    assert in_view(session) == ["This model's file is damaged."]
    assert bar.rows[0].more.text() == "1 more"
    picture(session, qtbot, "notices-closed")
    bar.rows[0].more.click()
    first, second = in_view(session)
    assert (first, second.startswith("In settings.toml")) == ("This model's file is damaged.", True)
    assert bar.rows[0].more.text() == "Show less"
    picture(session, qtbot, "notices-open")
    bar.rows[0].close_button.click()
    assert in_view(session) == [second]
    assert bar.rows[0].more.isHidden()
    bar.rows[0].close_button.click()
    assert not bar.isVisible()


def test_what_is_kept_outlives_an_answer_and_what_was_tried_does_not(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    (data_dir / "settings.toml").write_text(DAMAGED, "utf-8")
    session = open_window()
    session.controller.desk.notice("The disk is full.", (Remedy.REFRESH,))
    session.window.composer.set_text("Hello")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and isinstance(session.controller.state.answer, Idle))
    (left,) = told(session)
    assert left.startswith("In settings.toml")
    session.preferences.reset("appearance", "zoom_percent")
    qtbot.waitUntil(lambda: told(session) == [])  # what the file says is right now


def test_the_keys_reach_every_notice_and_go_on_to_the_next_one(
    open_window: OpenWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    session = open_window()
    window, bar = session.window, session.window.notice_bar
    window.activateWindow()
    for number in range(3):
        session.controller.desk.notice(f"Number {number}.", is_kept=True)
    window.commands["view.notices"].action.trigger()
    focused = window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "2 more"
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert in_view(session) == ["Number 2.", "Number 1.", "Number 0."]
    reached = []
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    assert reached == [row.close_button for row in bar.rows]
    middle = bar.rows[1].close_button
    middle.setFocus()
    qtbot.keyClick(middle, Qt.Key.Key_Space)
    assert in_view(session) == ["Number 2.", "Number 0."]
    assert window.focusWidget() is bar.rows[1].close_button
    for _ in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.focusWidget() is window.composer.field


def test_each_is_said_once_to_a_screen_reader(open_window: OpenWindow) -> None:
    session = open_window()
    bar, said = session.window.notice_bar, list[str]()
    bar.is_wanted = lambda: True
    bar.announce = lambda _widget, words: said.append(words)
    desk = session.controller.desk
    desk.notice("First.", is_kept=True)
    desk.notice("Second.", is_kept=True)
    bar.rows[0].more.click()
    desk.notice("First.", is_kept=True)  # the same one again is no news
    session.controller.remedies.dismiss()
    assert said == ["First.", "Second."]


def test_of_one_that_grows_what_is_new_is_said_and_what_is_open_stays_open(open_window: OpenWindow) -> None:
    session = open_window()
    bar, said, desk = session.window.notice_bar, list[str](), session.controller.desk
    bar.is_wanted = lambda: True
    bar.announce = lambda _widget, words: said.append(words)
    desk.notice("a is damaged.", key="files", is_kept=True)
    desk.notice("a is damaged. And 1 more.", detail="a is damaged.\nb is empty.", key="files", is_kept=True)
    (row,) = bar.rows
    row.detail_button.click()
    row.detail.setFocus()
    row.detail.selectAll()
    desk.notice("a is damaged. And 2 more.", detail="a is damaged.\nb is empty.\nc is gone.", key="files", is_kept=True)
    assert said == ["a is damaged.", "b is empty.", "c is gone."]
    assert bar.rows == (row,)
    assert (row.text, row.detail.isVisible()) == ("a is damaged. And 2 more.", True)
    assert row.detail.toPlainText() == "a is damaged.\nb is empty.\nc is gone."
    assert row.detail.textCursor().hasSelection()
    assert session.window.focusWidget() is row.detail
    desk.notice("All is well.", key="files", is_kept=True)
    assert said[3:] == ["All is well."]
    assert not row.detail.isVisible()
    row.close_button.click()
    assert not bar.rows


def test_one_of_the_same_key_takes_the_place_of_the_one_before() -> None:
    state = ChatState()
    for one in (
        Notice(message="It is in a.md.", key="archive", is_error=False),
        Notice(message="The disk is full."),
        Notice(message="It is in b.md.", key="archive", is_error=False),
        Notice(message="The disk is full.", detail="again"),
    ):
        state = reduce(state, Noticed(notice=one))
    assert [(one.message, one.detail) for one in state.urgent_first] == [
        ("The disk is full.", "again"),
        ("It is in b.md.", ""),
    ]
    state = reduce(state, Noticed(notice=Notice(message="It is in the menu.", is_error=False)))
    assert [one.message for one in state.urgent_first] == [
        "It is in the menu.",
        "The disk is full.",
        "It is in b.md.",
    ], "what was just done is in view"
    state = reduce(state, RunStarted(run_id=1, conversation_id=1))
    assert state.notices == ()


def test_a_notice_about_the_conversation_in_view_goes_with_it() -> None:
    state = ChatState(conversation_id=1)
    for one in (Notice(message="It does not fit.", is_of_view=True), Notice(message="The disk is full.")):
        state = reduce(state, Noticed(notice=one))
    assert len(reduce(state, ConversationShown(conversation_id=1)).notices) == 2, "it is read again"
    assert [one.message for one in reduce(state, ConversationShown(conversation_id=2)).notices] == ["The disk is full."]


@pytest.mark.parametrize("scheme", SCHEMES if os.environ.get("INGLENOOK_SCREENSHOTS") else SCHEMES[:1])
def test_the_whole_of_what_is_told_can_be_opened_and_copied_by_keys(
    open_window: OpenWindow, qtbot: QtBot, qapp: QApplication, scheme: Qt.ColorScheme
) -> None:
    session = open_window(scheme=scheme)
    long = "The file is not what it should be. " * 40
    session.controller.desk.notice(long, (Remedy.REFRESH,), detail="line 1 <b>\nline 2")
    (row,) = session.window.notice_bar.rows
    assert len(row.text) == MAX_SHOWN + 1
    picture(session, qtbot, "notice-long")
    row.detail_button.click()
    bar, field = session.window.notice_bar, session.window.composer
    qtbot.waitUntil(lambda: row.detail.height() > 100 and bar.height() > row.detail.geometry().bottom())
    assert bar.geometry().bottom() < field.geometry().top()
    picture(session, qtbot, "notice-detail")
    row.detail.setFocus()
    qtbot.keyClick(row.detail, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(row.detail, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"{long}\n\nline 1 <b>\nline 2"


def test_a_word_without_an_end_and_a_reversed_name_hide_nothing(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.controller.desk.notice("x" * 300 + " and harmless\u202etxt.exe")
    (row,) = session.window.notice_bar.rows
    qtbot.waitUntil(lambda: row.width() <= session.window.notice_bar.viewport().width())
    assert row.text.endswith("harmless⟨U+202E⟩txt.exe")
    assert row.detail.toPlainText() == row.text, "to be copied without the breaks"


def test_many_take_no_more_than_their_part_of_a_small_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.window.resize(520, 400)
    for number in range(20):
        session.controller.desk.notice(f"Number {number}. " + "It is a long story. " * 8, is_kept=True)
    bar = session.window.notice_bar
    bar.rows[0].more.click()
    qtbot.waitUntil(lambda: bar.verticalScrollBar().maximum() > 0)
    assert session.window.height() == 400
    assert bar.height() <= 160
    field = session.window.composer
    qtbot.waitUntil(lambda: bar.geometry().bottom() < field.geometry().top())
    session.window.transcript.flush()
    keep(session.window.grab().toImage(), session, "notices-many")
    before, last = bar.rows[-2:]
    before.close_button.setFocus()
    qtbot.keyClick(before.close_button, Qt.Key.Key_Tab)
    assert last.close_button.hasFocus()
    qtbot.waitUntil(lambda: not last.close_button.visibleRegion().isEmpty())  # it scrolls to where the keys are


def test_one_line_is_in_view_as_soon_as_there_is_room_for_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    """The bar is laid out before it is shown, for the width that it happens to have then."""
    session = open_window()
    session.window.resize(1000, 700)
    sentence = "holiday.jpg is a file of the kind JPEG. Text, code, CSV, PDF and Word files can be attached."
    session.controller.desk.notice(sentence)
    bar = session.window.notice_bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar.height() < 80)
    QApplication.processEvents()
    assert bar.rows[0].height() <= bar.viewport().height()


def test_every_button_is_in_view_in_a_narrow_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    remedies = (Remedy.LOAD_WITHOUT_DRAFT, Remedy.LOAD_AGAIN, Remedy.CHOOSE_FILE)
    session.controller.desk.notice("It cannot draft for this model.", remedies)
    session.window.resize(session.window.minimumSizeHint())
    bar = session.window.notice_bar
    qtbot.waitUntil(lambda: bar.isVisible() and bar.rows[0].width() == bar.viewport().width())
    QApplication.processEvents()
    row = bar.rows[0]
    assert all(row.rect().contains(button.geometry()) for button in (*row.buttons, row.close_button))

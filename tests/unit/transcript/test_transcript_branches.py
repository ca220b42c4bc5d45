"""Another branch in the same place: what is above stays, the buttons stay under the pointer and keep the focus."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import Any

import pytest
from inglenook_desktop.message_wishes import ShowBranch
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.theme import SCROLL_BAR_WIDTH
from inglenook_desktop.views.message_editor import MessageEditor
from inglenook_desktop.views.message_end import MessageEnd
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

PARAGRAPH = "A sentence that is long enough to take up some room on the screen. " * 6
LONG = "\n\n".join([PARAGRAPH] * 3)


def item(key: int, text: str, *, speaker: Speaker = Speaker.MODEL, siblings: tuple[int, ...] = ()) -> TranscriptItem:
    return TranscriptItem(key=key, speaker=speaker, text=text, siblings=siblings, can_regenerate=True)


def fill(stage: Any, n_below: int) -> None:
    """Twenty messages, one with a sibling in the middle, and others below it."""
    above = [item(key, LONG) for key in range(1, 21)]
    below = [item(key, LONG) for key in range(200, 200 + n_below)]
    stage.model.set_items([*above, item(100, PARAGRAPH, siblings=(100, 101)), *below])


def end_of(stage: Any, row: int) -> MessageEnd:
    widget = stage.view._widgets.widget(stage.view._row(row).end)
    assert isinstance(widget, MessageEnd)
    return widget


def y_of(stage: Any, row: int) -> int:
    """Of the buttons under a message, on the screen."""
    end = end_of(stage, row)
    return end.siblings.mapTo(stage.view.viewport(), QPoint(0, end.siblings.height())).y()


@pytest.mark.parametrize("other", [PARAGRAPH * 3, "Short.", LONG], ids=["longer", "shorter", "much longer"])
def test_the_buttons_stay_under_the_pointer(stage: Any, other: str) -> None:
    fill(stage, n_below=5)
    stage.view.bring_into_view((20, 0), 0)
    before = y_of(stage, 20)
    others = [item(101, other, siblings=(100, 101)), *(item(key, LONG) for key in range(300, 305))]
    stage.model.replace_tail(20, others)
    assert y_of(stage, 20) == before
    assert end_of(stage, 20).siblings.place.text() == "2 of 2"
    back = [item(100, PARAGRAPH, siblings=(100, 101)), *(item(key, LONG) for key in range(200, 205))]
    stage.model.replace_tail(20, back)
    assert y_of(stage, 20) == before


def test_at_the_end_the_last_message_stays_at_the_end(stage: Any) -> None:
    fill(stage, n_below=0)
    stage.view.scroll_to_bottom()
    before = y_of(stage, 20)
    stage.model.replace_tail(20, [item(101, LONG, siblings=(100, 101))])
    assert y_of(stage, 20) == before
    assert stage.view.is_at_bottom()


def test_a_change_below_the_screen_moves_nothing(stage: Any) -> None:
    fill(stage, n_below=3)
    stage.view.scroll_to_row(4)
    shown = stage.view._placed
    stage.model.replace_tail(20, [item(101, "Other", siblings=(100, 101))])
    assert stage.view._placed == shown
    assert len(stage.view._heights) == len(stage.model) == 21


def test_a_change_above_the_screen_shows_what_changed(stage: Any) -> None:
    fill(stage, n_below=30)
    stage.view.scroll_to_row(45)
    stage.model.replace_tail(20, [item(101, LONG, siblings=(100, 101)), item(300, LONG)])
    assert stage.view._placed[-1][0][0] <= 21
    assert stage.view._placed[0][0][0] >= 18
    stage.paint()


def test_an_answer_beside_an_older_one_is_followed_while_it_comes(stage: Any, qtbot: QtBot) -> None:
    fill(stage, n_below=6)
    stage.view.scroll_to_bottom()
    stage.model.replace_tail(20, [replace(item(101, "", siblings=(100, 101)), is_streaming=True)])
    assert stage.view.is_at_bottom()
    for _ in range(4):
        stage.model.append_text(20, PARAGRAPH + "\n\n")
        stage.view.flush()
        assert stage.view.is_at_bottom()


def test_the_focus_stays_in_the_button_that_was_pressed(stage: Any, qtbot: QtBot) -> None:
    stage.view.activateWindow()
    qtbot.waitUntil(stage.view.isActiveWindow)
    fill(stage, n_below=2)
    stage.view.bring_into_view((20, 0), 0)
    wished: list[object] = []
    stage.view.wished.connect(wished.append)
    button = end_of(stage, 20).siblings.after
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Right)
    assert wished == [ShowBranch(message_id=101)]
    stage.model.replace_tail(20, [item(101, LONG, siblings=(100, 101)), item(300, LONG)])
    assert QApplication.focusWidget() is end_of(stage, 20).siblings.after


def test_an_answer_that_goes_on_is_laid_out_like_one_that_came_at_once(stage: Any) -> None:
    beginning, rest = "Some *words* and a list:\n\n- one\n- tw", "o\n- three\n\n```py\nx = 1\n```\n"
    stage.model.set_items([replace(item(1, beginning), can_continue=True)])
    stage.model.replace(0, replace(item(1, beginning), is_streaming=True))
    stage.model.append_text(0, rest)
    stage.view.flush()
    stage.model.replace(0, item(1, beginning + rest))
    went_on = stage.shown_text()
    stage.model.set_items([item(1, beginning + rest)])
    assert went_on == stage.shown_text()


def test_a_message_that_is_edited_grows_with_its_lines_and_comes_back(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items([item(1, "A question", speaker=Speaker.PERSON), item(2, LONG), item(3, LONG)])
    stage.view.scroll_to_row(0)
    stage.view.begin_edit(0)
    editor = stage.view._widgets.widget(stage.view._row(0).end)
    assert isinstance(editor, MessageEditor)
    before = stage.view._heights[0]
    editor.field.setPlainText("\n".join(["line"] * 8))
    assert stage.view._heights[0] > before
    assert editor.height() + 4 >= stage.view._heights[0]
    assert editor.field.verticalScrollBar().sizeHint().width() == SCROLL_BAR_WIDTH
    stage.paint()
    stage.view.verticalScrollBar().setValue(stage.view.verticalScrollBar().maximum())
    stage.view.verticalScrollBar().setValue(0)
    editor = stage.view._widgets.widget(stage.view._row(0).end)
    assert isinstance(editor, MessageEditor)
    assert editor.text().count("line") == 8
    stage.view.end_edit(1)
    assert stage.texts()[0].toPlainText() == "A question"


def test_what_is_typed_into_a_message_low_on_the_screen_stays_in_view(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items([item(key, PARAGRAPH) for key in range(1, 9)])
    stage.view.begin_edit(6)
    editor = stage.view._widgets.widget(stage.view._row(6).end)
    assert isinstance(editor, MessageEditor)
    qtbot.waitUntil(editor.field.hasFocus)
    for number in range(16):
        qtbot.keyClicks(editor.field, f"line {number}")
        qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        caret = editor.field.viewport().mapTo(stage.view.viewport(), editor.field.cursorRect().bottomLeft())
        assert 0 <= caret.y() < stage.view.viewport().height()


def test_a_message_that_no_field_holds_quickly_is_not_edited(stage: Any) -> None:
    stage.model.set_items([item(1, "x" * 100_000, speaker=Speaker.PERSON), item(2, "Short.")])
    stage.view.scroll_to_bottom()
    assert end_of(stage, 0).edit.isHidden()
    assert not end_of(stage, 1).edit.isHidden()
    stage.view.begin_edit(0)
    assert stage.view.edits == {}


def check(stage: Any) -> None:
    """What is placed is in order, without holes, and reaches over the screen as far as there is something to show."""
    view, model = stage.view, stage.model
    assert len(view._heights) == len(view._facts) == len(model)
    assert all(row < len(model) for row in view._rows)
    placed = view._placed
    assert bool(placed) == bool(len(model))
    for (slot, y), (after, after_y) in itertools.pairwise(placed):
        assert view._next(slot) == after
        assert y + view._height_of(slot) == after_y
    if placed:
        (first, top), (last, last_top) = placed[0], placed[-1]
        assert top <= 0 or first == (0, 0)
        bottom = last_top + view._height_of(last)
        assert bottom >= view.viewport().height() or view._next(last) is None
    live = {view._row(row).pieces[index] for (row, index), _ in placed}
    assert set(view._widgets._live) == live


@pytest.mark.parametrize("seed", range(4))
def test_branches_edits_and_scrolling_in_any_order_leave_no_holes(stage: Any, seed: int) -> None:
    chance = random.Random(seed)
    keys = itertools.count(1)

    def some(n_messages: int) -> list[TranscriptItem]:
        items = []
        for _ in range(n_messages):
            key = next(keys)
            speaker = chance.choice([Speaker.PERSON, Speaker.MODEL])
            text = "\n\n".join([PARAGRAPH[: chance.randrange(1, 400)]] * chance.randrange(1, 6))
            items.append(item(key, text, speaker=speaker, siblings=(key, key + 1)))
        return items

    def act() -> None:
        n_rows = len(stage.model)
        bar = stage.view.verticalScrollBar()
        match chance.randrange(8):
            case 0:
                stage.model.set_items(some(chance.randrange(0, 30)))
            case 1 | 2:
                stage.model.replace_tail(chance.randrange(0, n_rows + 1), some(chance.randrange(1, 12)))
            case 3 if n_rows:
                stage.view.begin_edit(chance.randrange(n_rows))
            case 4 if stage.view.edits:
                stage.view.end_edit(chance.choice(list(stage.view.edits)))
            case 5:
                bar.setValue(chance.randrange(bar.maximum() + 1))
            case 6:
                stage.view.scroll_to_bottom()
            case 7 if n_rows:
                row = chance.randrange(n_rows)
                stage.model.replace(row, replace(stage.model.item(row), text=PARAGRAPH[: chance.randrange(1, 300)]))
            case _:
                stage.model.append(some(1)[0])

    for _ in range(80):
        act()
        check(stage)
    stage.paint()

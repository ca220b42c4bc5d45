from __future__ import annotations

from typing import Any

from inglenook_desktop.models.transcript import Speaker
from inglenook_desktop.views.copying import CopyWish, plain_text
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

ANSWER = "## Way\n\nUse **bold** `code`:\n\n1. one\n2. two\n\n```py\nx = '*'\n```\n"


def clip() -> str:
    return QGuiApplication.clipboard().text()


def actions(menu: QMenu) -> dict[str, Any]:
    return {action.text(): action for action in menu.actions()}


def test_the_menu_of_a_message_copies_it_and_all_down_to_it(stage: Any, qtbot: QtBot) -> None:
    stage.say("Be brief.", speaker=Speaker.SYSTEM)
    stage.say("How *exactly*?", speaker=Speaker.PERSON)
    stage.say(ANSWER)
    stage.say("Later.", speaker=Speaker.PERSON)
    menu = stage.view.acts.menu_of(stage.model.item(2))
    found = actions(menu)
    found["Copy as Markdown"].trigger()
    assert clip() == ANSWER
    found["Copy as plain text"].trigger()
    assert clip() == "Way\n\nUse bold code:\n\n1. one\n2. two\n\nx = '*'"
    found["Copy everything down to here as Markdown"].trigger()
    assert clip() == (f"## Instructions\n\nBe brief.\n\n## You\n\nHow *exactly*?\n\n## Answer\n\n{ANSWER.strip()}\n")
    with qtbot.waitSignal(stage.view.copying.copied, timeout=10_000):
        found["Copy everything down to here as plain text"].trigger()
    assert clip().startswith("Instructions:\nBe brief.\n\nYou:\nHow *exactly*?\n\nAnswer:\nWay\n\nUse bold")
    assert "Later" not in clip()


def test_an_unclosed_fence_does_not_take_in_the_next_message(stage: Any) -> None:
    stage.say("```py\nx = 1")
    stage.say("more", speaker=Speaker.PERSON)
    stage.view.copying.do(CopyWish(key=2, is_branch=True, is_plain=False))
    assert clip() == "## Answer\n\n```py\nx = 1\n```\n\n## You\n\nmore\n"


def test_a_long_branch_is_copied_in_slices_and_the_newest_wish_wins(stage: Any, qtbot: QtBot) -> None:
    for number in range(60):
        stage.say(f"{number}. " + ANSWER, speaker=Speaker.MODEL)
    QGuiApplication.clipboard().setText("before")
    stage.view.copying.do(CopyWish(key=60, is_branch=True, is_plain=True))
    assert clip() == "before"  # the first slice alone cannot have done it
    stage.view.copying.do(CopyWish(key=59, is_branch=True, is_plain=True))
    with qtbot.waitSignal(stage.view.copying.copied, timeout=30_000):
        pass
    assert clip().count("Answer:\n") == 59


def test_plain_text_of_a_person_is_what_was_typed(stage: Any) -> None:
    row = stage.say("*as* typed <b>\n\n```py\nx\n```", speaker=Speaker.PERSON)
    assert plain_text(stage.model.item(row), stage.view._style) == "*as* typed <b>\n\nx"


TABLE = "| Name | Value |\n|:--|--:|\n| alpha<br>beta | 1.0 |\n| | $x$ 😀 |\n| last | 3 |\n"


def test_a_copied_table_has_tabs_between_its_cells_and_a_line_for_each_row(stage: Any) -> None:
    row = stage.say(TABLE)
    rows = "Name\tValue\nalpha beta\t1.0\n\t$x$ 😀\nlast\t3"
    assert plain_text(stage.model.item(row), stage.view._style) == rows
    (text,) = stage.texts()
    text.selectAll()
    assert text.selected_text() == rows
    stage.view.select_message(row)
    stage.view.copy()
    assert clip() == rows


LISTS = (
    "9. First\n   over two\n\n   and more\n10. Second\n    - nested *item*\n      - [ ] open\n      - [x] done\n"
    "11. Third[^1] with $x^2$\n"
)


def test_a_copied_list_keeps_numbers_bullets_boxes_and_its_levels(stage: Any) -> None:
    row = stage.say(LISTS + "\n[^1]: A note.\n")
    shown = (
        "9. First over two\n   and more\n10. Second\n    - nested item\n      - [ ] open\n      - [x] done\n"
        "11. Third[1] with $x^2$\n\n[1] A note."
    )
    assert plain_text(stage.model.item(row), stage.view._style) == shown
    stage.view.select_message(row)
    stage.view.copy()
    assert clip() == shown


def test_words_of_an_item_are_copied_without_its_marker(stage: Any) -> None:
    stage.say("1. first words\n2. second words\n")
    (text,) = stage.texts()
    text.select(0, 5)
    assert text.selected_text() == "first"
    text.select(6, 18)
    assert text.selected_text() == "words\nsecond"
    text.select(6, 24)
    assert text.selected_text() == "words\n2. second words"
    text.select(12, 24)
    assert text.selected_text() == "second words"


def test_a_table_and_a_quote_in_a_list_are_copied_as_they_are_pasted(stage: Any) -> None:
    table = "   | a | b |\n   |---|---|\n   | c | d |\n"
    row = stage.say(f"1. one\n\n{table}\n   > said\n   >\n   > > inner\n\n2. two\n\n> quote *a*\n> - b\n")
    stage.view.select_message(row)
    assert stage.view.selected_text() == (
        "1. one\n\na\tb\nc\td\n\n   > said\n   > > inner\n\n2. two\n\n> quote a\n> - b"
    )

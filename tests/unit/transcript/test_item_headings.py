"""An item that begins with a heading is an item with a heading."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown_marks import END_HEADING, HEADING
from inglenook_desktop.views.copying import plain_text
from PySide6.QtGui import QFont, QGuiApplication

Shown = tuple[str, int, int, str]
"""Of a block: its marker, how many indents its text has, the level of its heading (0: none), its text."""


def blocks_of(stage: Any) -> list[Shown]:
    found: list[Shown] = []
    for text in stage.texts():
        block = text.document().begin()
        while block.isValid():
            form, text_list = block.blockFormat(), block.textList()
            marker = "" if text_list is None else text_list.itemText(block)
            indent = form.indent() if text_list is None else text_list.format().indent()
            found.append(("-" if marker == "." else marker, indent, form.headingLevel(), block.text()))
            block = block.next()
    return found


CASES: dict[str, list[Shown]] = {
    "- # a\n- b\n": [("-", 1, 1, "a"), ("-", 1, 0, "b")],
    "- a\n- ## b ##  \n- c # d\n": [("-", 1, 0, "a"), ("-", 1, 2, "b"), ("-", 1, 0, "c # d")],
    "3. ### **a.**\n   b\n\n   c\n4. ### `d` $x$\n": [
        ("3.", 1, 3, "a."),
        ("", 1, 0, "b"),
        ("", 1, 0, "c"),
        ("4.", 1, 3, "d $x$"),
    ],
    "- a\n  - # b\n    - c\n": [("-", 1, 0, "a"), ("-", 2, 1, "b"), ("-", 3, 0, "c")],
    "> - # a\n>   b\n> - c\n": [("-", 1, 1, "a"), ("", 1, 0, "b"), ("-", 1, 0, "c")],
    "- # a\n  ```\n  x\n  ```\n  - # b\n": [("-", 1, 1, "a"), ("", 0, 0, "x"), ("-", 2, 1, "b")],
    "- #a\n- [ ] # b\n- \\# c\n": [("-", 1, 0, "#a"), ("-", 1, 0, "# b"), ("-", 1, 0, "# c")],
    "- a\n\n      - # b\n      - c\n": [("-", 1, 0, "a"), ("", 1, 0, "- # b"), ("", 1, 0, "- c")],
    "- a\n  2. # b\n": [("-", 1, 0, "a 2. # b")],
    "- # #\n- ## ##\n- # # #\n": [("-", 1, 1, ""), ("-", 1, 2, ""), ("-", 1, 1, "#")],
}


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_a_heading_does_not_take_the_marker_of_its_item(text: str, stage: Any) -> None:
    stage.say(text)
    assert blocks_of(stage) == CASES[text]
    assert not {HEADING, END_HEADING} & set(stage.shown_text())


def test_it_looks_and_is_copied_as_a_heading_and_an_item(stage: Any) -> None:
    row = stage.say("1. ## Way\n   *so*\n2. end\n\n## Way\n")
    in_item, alone = (text.document().begin().begin().fragment().charFormat() for text in stage.texts())
    assert in_item.fontPointSize() == alone.fontPointSize() > stage.view.font().pointSizeF()
    assert in_item.fontWeight() == QFont.Weight.Bold
    assert plain_text(stage.model.item(row), stage.view._style) == "1. Way\n   so\n2. end\n\nWay"
    stage.view.select_message(row)
    stage.view.copy()
    markup = QGuiApplication.clipboard().mimeData().html().replace("\n", "")
    assert markup == "<ol><li><h2>Way</h2><p><em>so</em></p></li><li>end</li></ol><h2>Way</h2>"

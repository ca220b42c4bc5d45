"""A line that ends with two blanks or a backslash ends within its item, quote or footnote: no other item begins."""

from __future__ import annotations

import re
from typing import Any

import pytest
from inglenook_desktop.markdown_display import BACKSLASH_BREAK, BREAK
from inglenook_desktop.views.copying import plain_text
from inglenook_desktop.views.text_piece import TextPiece
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextListFormat

_BOXES = {QTextBlockFormat.MarkerType.Unchecked: "[ ]", QTextBlockFormat.MarkerType.Checked: "[x]"}


def blocks_of(texts: list[TextPiece]) -> list[str]:
    """The blocks that are shown, with quotes, bullets, numbers and boxes, and a stroke where a line ends within one."""
    found: list[str] = []
    for text in texts:
        block = text.document().begin()
        while block.isValid():
            form, text_list = block.blockFormat(), block.textList()
            is_numbered = text_list is not None and text_list.format().style() == QTextListFormat.Style.ListDecimal
            marks = (
                ">" * int(form.property(form.Property.BlockQuoteLevel) or 0),
                "" if text_list is None else text_list.itemText(block) if is_numbered else "-",
                _BOXES.get(form.marker(), ""),
                block.text().replace("\u2028", "/"),
            )
            found.append(" ".join(filter(None, marks)))
            block = block.next()
    return found


CASES = {
    "- a  \n  b\n- c\n": ["- a/b", "- c"],
    "1. a\\\n   b   \n   c\n2. d  \n": ["1. a/b/c", "2. d"],
    "- [ ] a  \n  b\n- [x] c\\\n  d\n": ["- [ ] a/b", "- [x] c/d"],
    "- a\n  - b  \n    c\n\n    d  \n    e\n": ["- a", "- b/c", "d/e"],
    "- **a**  \n  *b*\\\n  `c`  \n  d\n": ["- a/b/c/d"],
    "- $x$  \n  b $y$\\\n  c\n": ["- $x$/b $y$/c"],
    "- https://a.b/c  \n  d\n": ["- https://a.b/c/d"],
    "- a  \n- b\\\n- c\n": ["- a", "- b\\", "- c"],
    "- a  \n\n  b\\\n\n  c\n": ["- a", "b\\", "c"],
    "- a \\\\\n  b\n": ["- a \\ b"],
    "- a  \nb\n": ["- a/b"],
    "- \U0001f525  \n  b\n": ["- \U0001f525/b"],
    "-  \n  a\n": ["- a"],
    "> a  \n> b\\\n> c\n>  \n> d\n": ["> a/b/c", "> d"],
    "> a  \n> - b  \n>   c\n": ["> a", "> - b/c"],
    "> | a | b |  \n> |---|---|  \n> | c | d |  \n": ["", "a", "b", "c", "d", ""],
    "> ***  \n> a\n": [">", "> a"],
    "- a\n\n      b  \n      c \\\n      d\n": ["- a", "b", "c \\", "d"],
    "[^1]: a  \n    b\n": ["[1] a/b"],
    "a  \nb\\\nc \\\\\nd\n": ["a", "b", "c \\", "d"],
}


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_a_line_ends_within_its_block(text: str, stage: Any) -> None:
    stage.say(text)
    assert blocks_of(stage.texts()) == CASES[text]
    assert not re.search(f"[{BREAK}{BACKSLASH_BREAK}]", stage.shown_text())


@pytest.mark.parametrize("text", ["- a  \n  b\\\n  c\n- [ ] d  \n  e\n", "> a  \n> b\\\n> c\n\nend\n"])
def test_while_it_is_written_it_is_shown_as_when_it_is_there(text: str, stage: Any) -> None:
    row = stage.say("", is_streaming=True)
    seen: list[list[str]] = []
    for character in text:
        stage.model.append_text(row, character)
        stage.view.flush()
        seen.append(blocks_of(stage.texts()))
    stage.say(text)
    whole = blocks_of(stage.texts())
    assert whole[: len(whole) // 2] == whole[len(whole) // 2 :] == seen[-1]
    assert all(len(blocks) <= len(seen[-1]) for blocks in seen)


def test_lines_of_an_item_are_copied_below_each_other(stage: Any) -> None:
    row = stage.say("- a  \n  b\n  1. *c*\\\n     d\n")
    assert plain_text(stage.model.item(row), stage.view._style) == "- a\n  b\n  1. c\n     d"
    stage.view.select_message(row)
    stage.view.copy()
    markup = QGuiApplication.clipboard().mimeData().html().replace("\n", "")
    assert markup == "<ul><li>a<br>b<ol><li><em>c</em><br>d</li></ol></li></ul>"

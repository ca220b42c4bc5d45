"""Headings and rules stand in the items and quotes that they were written in, on the screen and in a copy."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown import Segmenter
from inglenook_desktop.markdown_display import SOFT_BREAK
from inglenook_desktop.markdown_marks import END_HEADING, HEADING, RULE, with_marks
from inglenook_desktop.views.copying import plain_text
from inglenook_desktop.views.plain_copy import quote_level
from PySide6.QtGui import QGuiApplication, QTextFormat

Shown = tuple[int, int, str, str]
"""Of a block: in how many quotes it is, how many indents its text has, what it is, its text."""
RULER = QTextFormat.Property.BlockTrailingHorizontalRulerWidth


def blocks_of(stage: Any) -> list[Shown]:
    found: list[Shown] = []
    for text in stage.texts():
        block = text.document().begin()
        while block.isValid():
            form, text_list = block.blockFormat(), block.textList()
            indent = form.indent() if text_list is None else text_list.format().indent()
            what = "rule" if form.hasProperty(RULER) else f"h{form.headingLevel()}" if form.headingLevel() else "p"
            marker = "" if text_list is None else text_list.itemText(block)
            if block.text() or what != "p":
                found.append((quote_level(block), indent, what + marker, block.text()))
            block = block.next()
    return found


CASES: dict[str, list[Shown]] = {
    "- a\n\n  ## b\n\n  c\n": [(0, 1, "p.", "a"), (0, 1, "h2", "b"), (0, 1, "p", "c")],
    "1. a\n   ## b ##\n   c\n2. d\n": [(0, 1, "p1.", "a"), (0, 1, "h2", "b"), (0, 1, "p", "c"), (0, 1, "p2.", "d")],
    "- a\n  - b\n\n    # c\n    d\n  # e\n": [
        (0, 1, "p.", "a"),
        (0, 2, "p.", "b"),
        (0, 2, "h1", "c"),
        (0, 2, "p", "d"),
        (0, 1, "h1", "e"),
    ],
    "- a\n  # b\n  2. c\n": [(0, 1, "p.", "a"), (0, 1, "h1", "b"), (0, 2, "p2.", "c")],
    "- a\n---\n": [(0, 1, "p.", "a"), (0, 0, "rule", "")],
    "- a\n  ---\n  b\n": [(0, 1, "h2.", "a"), (0, 1, "p", "b")],
    "- a\n\n  b\n  *c*\n  ===\n  d\n": [(0, 1, "p.", "a"), (0, 1, "h1", "b c"), (0, 1, "p", "d")],
    "- a\n===\n": [(0, 1, "p.", "a ===")],
    "- a\n  - b\n  ---\n  c\n": [(0, 1, "p.", "a"), (0, 2, "p.", "b"), (0, 1, "rule", ""), (0, 1, "p", "c")],
    "1. a\n\n   ***\n   b\n": [(0, 1, "p1.", "a"), (0, 1, "rule", ""), (0, 1, "p", "b")],
    "> # a\n> b\n": [(1, 0, "h1", "a"), (1, 0, "p", "b")],
    "> a\n> ## b\n> > c\n> > # d\n": [(1, 0, "p", "a"), (1, 0, "h2", "b"), (2, 0, "p", "c"), (2, 0, "h1", "d")],
    "> a\n> ---\n>\n> ---\n> b\n": [(1, 0, "h2", "a"), (1, 0, "rule", ""), (1, 0, "p", "b")],
    "> a\n---\n": [(1, 0, "p", "a"), (0, 0, "rule", "")],
    "> - a\n>\n>   # b\n>   c\n> - d\n": [(1, 1, "p.", "a"), (1, 1, "h1", "b"), (1, 1, "p", "c"), (1, 1, "p.", "d")],
    "- a\n\n  > # b\n  > c\n": [(0, 1, "p.", "a"), (1, 1, "h1", "b"), (1, 1, "p", "c")],
    "- a\n\n      # b\n      ---\n": [(0, 1, "p.", "a"), (0, 1, "p", "# b"), (0, 1, "p", "---")],
    "- a\n  > ```\n  > # b\n  > ```\n  > # c\n": [(0, 1, "p.", "a"), (1, 1, "p", "# b"), (1, 1, "h1", "c")],
    "- a\n  #b\n  \\# c\n": [(0, 1, "p.", "a #b # c")],
    "- > a\n  > b\n- c\n": [(0, 1, "p.", SOFT_BREAK), (1, 1, "p", "a b"), (0, 1, "p.", "c")],
    "> 1. > # a\n>    > b\n> 2. c\n": [
        (1, 1, "p1.", SOFT_BREAK),
        (2, 1, "h1", "a"),
        (2, 1, "p", "b"),
        (1, 1, "p2.", "c"),
    ],
    "[^1]: a\n\n    # b\n    c\n": [(0, 0, "p", "[1] a"), (0, 0, "h1", "b"), (0, 0, "p", "c")],
}


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_a_heading_or_a_rule_stands_where_it_was_written(text: str, stage: Any) -> None:
    stage.say(text)
    shown = blocks_of(stage)
    assert shown == CASES[text]
    assert not {HEADING, END_HEADING, RULE} & set(stage.shown_text())


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_it_is_the_same_while_it_comes(text: str) -> None:
    segmenter = Segmenter()
    pieces = [segment for character in text for segment in segmenter.feed(character)] + segmenter.finish()
    whole = Segmenter()
    assert pieces == whole.feed(text) + whole.finish()


def test_a_copy_has_it_there_too(stage: Any) -> None:
    row = stage.say("> a\n> ## b\n>\n> ---\n> - c\n>\n>   # d\n\n1. e\n   # f\n   g\n2. h\n")
    plain = "> a\n> b\n> \n> - c\n>   d\n\n1. e\n   f\n   g\n2. h"
    assert plain_text(stage.model.item(row), stage.view._style) == plain
    stage.view.select_message(row)
    stage.view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == plain
    assert data.html().replace("\n", "") == (
        "<blockquote><p>a</p><h2>b</h2><hr><ul><li>c<h1>d</h1></li></ul></blockquote>"
        "<ol><li>e<h1>f</h1><p>g</p></li><li>h</li></ol>"
    )


def test_a_rule_has_the_colour_of_any_other_and_begins_under_the_text(stage: Any) -> None:
    stage.say("- a\n\n  ---\n\n  b\n\n> c\n>\n> ---\n> d\n")
    style = stage.view._style
    for text, indent in zip(stage.texts(), (1.0, 0.75), strict=True):
        image = text.viewport().grab().toImage()
        block = text.document().begin().next()
        rect = text.document().documentLayout().blockBoundingRect(block)
        rows = range(round(rect.top()), round(rect.bottom()) + 1)
        x = [x for x in range(image.width()) if any(image.pixelColor(x, y) == style.colors.rule for y in rows)]
        line = [each for each in x if each > 4]  # beside the bar of the quote
        assert abs(line[0] - indent * style.indent) <= 1
        assert line[-1] >= image.width() - 2


def test_what_has_no_heading_is_left_alone() -> None:
    for text in ("- a\n- b\n", "> a # b\n> c\n", "- #a\n", "| a |\n|---|\n"):
        assert with_marks(text, "x") == text


def test_nesting_deeper_than_anyone_writes_is_shown_as_it_was_written(stage: Any) -> None:
    text = "> - " * 40 + "# a"
    stage.say(text)
    assert stage.shown_text() == text

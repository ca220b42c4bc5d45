"""Blocks of code in quotes: cut out of them, shown as any other, and beside the bar of the quote."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown import CODE_LIMIT, Segment, Segmenter, SegmentKind
from inglenook_desktop.views.code_block import CodeBlock
from inglenook_desktop.views.copying import plain_text
from PySide6.QtGui import QGuiApplication

K = SegmentKind
TEXT = """> Before it:
> ```py
> x = 1
>
>   > y
> ```
> and after

> > ~~~sh
> > ls
> > ~~~
> > end

> ```js
> let a
a paragraph ends it

> ``` no `fence`
> text
"""


def segments_of(text: str, n_chars: int = 1_000_000) -> list[Segment]:
    segmenter = Segmenter()
    found: list[Segment] = []
    for start in range(0, len(text), n_chars):
        found += segmenter.feed(text[start : start + n_chars])
    return found + segmenter.finish()


def test_code_in_a_quote_is_a_block_of_its_own() -> None:
    found = segments_of(TEXT)
    assert "".join(segment.source for segment in found) == TEXT
    code = [(one.quote, one.language, one.code) for one in found if one.kind is K.CODE]
    assert code == [(1, "py", "x = 1\n\n  > y\n"), (2, "sh", "ls\n"), (1, "js", "let a\n")]
    kinds = [one.kind for one in found]
    assert kinds == [K.QUOTE, K.CODE, K.QUOTE, K.CODE, K.QUOTE, K.CODE, K.PARAGRAPH, K.QUOTE]


@pytest.mark.parametrize("n_chars", [1, 2, 3, 5, 17])
def test_the_portions_do_not_matter(n_chars: int) -> None:
    assert segments_of(TEXT, n_chars) == segments_of(TEXT)


def test_long_code_in_a_quote_is_cut_and_stays_code() -> None:
    text = "> ```py\n" + "> value = 1\n" * (CODE_LIMIT // 5) + "> ```\nafter\n"
    found = segments_of(text)
    assert [one.kind for one in found[:-1]] == [K.CODE] * (len(found) - 1)
    assert len(found) > 2
    assert "".join(one.code for one in found[:-1]) == "value = 1\n" * (CODE_LIMIT // 5)


def test_it_is_shown_as_code_with_its_buttons_beside_the_bar_of_the_quote(stage: Any) -> None:
    row = stage.say(TEXT.partition("\n\n")[0])
    view = stage.view
    (block,) = [one for one in view.viewport().findChildren(CodeBlock) if one.isVisible()]
    assert block.language.text() == "py"
    block.copy_button.click()
    assert QGuiApplication.clipboard().text() == "x = 1\n\n  > y\n"
    assert plain_text(stage.model.item(row), view._style) == "> Before it:\n\nx = 1\n\n  > y\n\n> and after"
    image = view.viewport().grab().toImage()
    x = view._left() + 1
    first, last = stage.texts()[0], stage.texts()[-1]
    column = {image.pixelColor(x, y).name() for y in range(first.y() + 4, last.geometry().bottom() - 8)}
    assert column == {view._style.colors.rule.name()}  # unbroken
    assert block.x() > x


def test_the_bar_of_a_quote_in_an_item_stands_before_its_text(stage: Any) -> None:
    stage.say("1. Item\n\n   > quoted\n   > - with a list\n\n> - outside\n")
    rule = stage.view._style.colors.rule.name()
    item, outside = stage.texts()
    for text, indent in ((item, round(stage.view._style.indent)), (outside, 0)):
        image = text.grab().toImage()
        columns = [[image.pixelColor(x, y).name() for y in range(image.height())] for x in range(indent + 3)]
        n_of_bar = [column.count(rule) for column in columns]
        assert min(n_of_bar[indent:]) > 10
        assert not any(n_of_bar[:indent])

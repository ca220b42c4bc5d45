"""A list in a quote stands at its levels after code in it, and where a long quote was cut for the layout."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown import PROSE_LIMIT, Segment, Segmenter, SegmentKind
from inglenook_desktop.views.code_block import CodeBlock
from inglenook_desktop.views.copying import plain_text
from inglenook_desktop.views.plain_copy import quote_level
from PySide6.QtGui import QGuiApplication

CODE = """> 1. a
>
>    ```py
>    x
>    ```
>
>    more
>    - b
>      ~~~
>      y
>      ~~~
>      ~~~
>      z
>      ~~~
>    - c
> 2. d

>    e
"""
LONG = (
    "> Intro\n>\n> 1. top\n>    > - within\n"
    + "".join(f">    >   - item {number} {'w ' * 30}\n" for number in range(PROSE_LIMIT // 25))
    + ">    >     and more\n> 2. last\n"
)


def segments_of(text: str, n_chars: int = 1_000_000) -> list[Segment]:
    segmenter = Segmenter()
    found: list[Segment] = []
    for start in range(0, len(text), n_chars):
        found += segmenter.feed(text[start : start + n_chars])
    return found + segmenter.finish()


def blocks_of(stage: Any) -> list[tuple[int, int, str]]:
    """In how many quotes and under how many items each block that is visible is, and its text with its marker."""
    found: list[tuple[int, int, str]] = []
    for text in stage.texts():
        block = text.document().begin()
        while block.isValid():
            form, text_list = block.blockFormat(), block.textList()
            indent = form.indent() if text_list is None else text_list.format().indent()
            marker = "" if text_list is None else text_list.itemText(block) + " "
            found.append((quote_level(block), indent, marker + block.text()))
            block = block.next()
    return found


def test_it_goes_on_at_its_level_after_code(stage: Any) -> None:
    row = stage.say(CODE)
    assert blocks_of(stage) == [
        (1, 1, "1. a"),
        (0, 0, "x"),
        (1, 1, "more"),
        (1, 2, ". b"),
        (0, 0, "y"),
        (0, 0, "z"),
        (1, 2, ". c"),
        (1, 1, "2. d"),
        (1, 0, "e"),
    ]
    view = stage.view
    step = view._style.indent
    code = sorted((one for one in view.viewport().findChildren(CodeBlock) if one.isVisible()), key=CodeBlock.y)
    assert [one.x() - view._left() for one in code] == [round(step * levels) for levels in (1.75, 2.75, 2.75)]
    assert plain_text(stage.model.item(row), view._style) == (
        "> 1. a\n\nx\n\n>    more\n>    - b\n\ny\n\nz\n\n>    - c\n> 2. d\n\n> e"
    )
    view.select_message(row)
    view.copy()
    assert QGuiApplication.clipboard().mimeData().html().replace("\n", "") == (
        "<blockquote><ol><li>a<pre><code>x</code></pre><p>more</p><ul><li>b<pre><code>y</code></pre>"
        "<pre><code>z</code></pre></li><li>c</li></ul></li><li>d</li></ol></blockquote><blockquote><p>e</p></blockquote>"
    )


def test_the_bar_of_the_quote_stands_at_its_left_all_the_way(stage: Any) -> None:
    stage.say(CODE.partition("\n\n")[0])
    view = stage.view
    image = view.viewport().grab().toImage()
    parts = stage.texts()
    for y in range(parts[0].y() + 4, parts[-1].geometry().bottom() - 8):
        bars = [
            x for x in range(4 * view._style.indent) if image.pixelColor(view._left() + x, y) == view._style.colors.rule
        ]
        assert bars[:3] == [0, 1, 2]
        assert not {3, 4, 5, 6} & set(bars)


def test_a_long_one_keeps_its_levels_where_it_is_cut(stage: Any) -> None:
    pieces = segments_of(LONG)
    assert len(pieces) > 2
    assert {piece.kind for piece in pieces} == {SegmentKind.QUOTE}
    stage.say(LONG)
    stage.view.verticalScrollBar().setValue(0)
    stage.paint()
    top = blocks_of(stage)
    stage.view.verticalScrollBar().setValue(stage.view.verticalScrollBar().maximum())
    stage.paint()
    shown = top + blocks_of(stage)
    assert shown[:3] == [(1, 0, "Intro"), (1, 1, "1. top"), (2, 2, ". within")]
    items = [(quotes, indent) for quotes, indent, text in shown if "item" in text]
    assert len(items) > PROSE_LIMIT // 80
    assert set(items) == {(2, 3)}
    assert shown[-1] == (1, 1, "2. last")


@pytest.mark.parametrize("n_chars", [1, 3, 1_000])
@pytest.mark.parametrize("text", [CODE, LONG], ids=["code", "long"])
def test_its_levels_do_not_depend_on_the_portions(text: str, n_chars: int) -> None:
    assert segments_of(text, n_chars) == segments_of(text)

"""Lists that go on after a block of code, and footnotes of several paragraphs: everything stands at its own level."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown import PROSE_LIMIT, Segment, Segmenter, SegmentKind
from inglenook_desktop.markdown_levels import Level, holding, stand_ins, with_item
from inglenook_desktop.views.copying import plain_text

K = SegmentKind


def segments_of(text: str) -> list[Segment]:
    segmenter = Segmenter()
    return [*segmenter.feed(text), *segmenter.finish()]


def outline(stage: Any, text: str) -> list[tuple[int, str]]:
    """What is shown, line by line, with where it begins in pixels from the text column, in list indents."""
    stage.say(text)
    view = stage.view
    indent = view._style.indent
    lines: list[tuple[int, str]] = []
    for widget in stage.texts():
        block = widget.document().begin()
        slot = widget if widget.parentWidget() is view.viewport() else widget.parentWidget()
        left = (slot.x() - view._left()) / indent
        while block.isValid():
            text_list = block.textList()
            level = block.blockFormat().indent() if text_list is None else text_list.format().indent()
            marker = "" if text_list is None else text_list.itemText(block)
            marker = "-" if marker == "." else marker
            lines.append((round(left + level), f"{marker} {block.text()}".strip()))
            block = block.next()
    return lines


def test_a_list_goes_on_at_its_level_after_code_in_it(stage: Any) -> None:
    text = (
        "- Linux\n  1. First\n     ```sh\n     ls\n     ```\n     then\n  2. Second\n\n     more\n- macOS\n  1. Other\n"
        "    ```sh\n    ls\n    ```\n- BSD\n"
    )
    assert outline(stage, text) == [
        (1, "- Linux"),
        (2, "1. First"),
        (2, "ls"),
        (2, "then"),
        (2, "2. Second"),
        (2, "more"),
        (1, "- macOS"),
        (2, "1. Other"),
        (2, "ls"),
        (1, "- BSD"),
    ]
    copied = plain_text(stage.model.item(0), stage.view._style)
    assert "\n  2. Second\n     more\n- macOS\n  1. Other\n" in copied


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("- a\n  ```\n  x\n  ```\n  - b\n- c\n", "- a\n\nx\n\n  - b\n- c"),
        ("1. a\n   ```\n   x\n   ```\n   - b\n2. c\n", "1. a\n\nx\n\n   - b\n2. c"),
        ("1. a\n  ```\n  x\n  ```\n  - b\n2. c\n", "1. a\n\nx\n\n   - b\n2. c"),
        ("-   a\n\n    ```\n    x\n    ```\n\n    then\n\n    - b\n", "- a\n\nx\n\n  then\n\n  - b"),
        (
            "10. a\n    - b\n      ```\n      x\n      ```\n      - c\n    - d\n",
            "10. a\n    - b\n\nx\n\n      - c\n    - d",
        ),
        ("[^1]: a\n\n    b\n\n    ```\n    x\n    ```\n    - c\n", "[1] a\nb\n\nx\n\n- c"),
    ],
)
def test_what_is_copied_of_a_list_stands_under_the_text_of_its_item_after_code(
    stage: Any, text: str, copied: str
) -> None:
    """As it stood before the code: by the marker, not by how far the source was indented."""
    stage.say(text)
    assert plain_text(stage.model.item(0), stage.view._style) == copied


def test_numbers_go_on_at_every_level(stage: Any) -> None:
    text = "1. a\n   ```\n   x\n   ```\n   1. b\n      - c\n        ```\n"
    text += "        y\n        ```\n      - d\n   2. e\n2. f\n\nend\n"
    assert outline(stage, text) == [
        (1, "1. a"),
        (1, "x"),
        (2, "1. b"),
        (3, "- c"),
        (3, "y"),
        (3, "- d"),
        (2, "2. e"),
        (1, "2. f"),
        (0, "end"),
    ]


def test_a_list_within_an_item_may_be_indented_by_two_columns_after_code(stage: Any) -> None:
    assert outline(stage, "1. a\n  ```\n  x\n  ```\n  - b\n2. c\n") == [
        (1, "1. a"),
        (1, "x"),
        (2, "- b"),
        (1, "2. c"),
    ]


def test_a_long_nested_list_that_is_cut_keeps_its_levels(stage: Any) -> None:
    text = "- top\n  - nested\n" + "".join(f"    - item {number} {'w ' * 40}\n" for number in range(60)) + "- last\n"
    assert len(segments_of(text)) > 1
    assert all(segment.kind is K.LIST for segment in segments_of(text))
    lines = outline(stage, text)
    assert lines[-1] == (1, "- last")
    assert {level for level, line in lines[:-1] if "item" in line} == {3}


def test_an_item_that_is_cut_within_a_line_goes_on_as_its_text(stage: Any) -> None:
    text = "- top\n  - nested " + "word " * (PROSE_LIMIT // 4) + "end\n  - more\n"
    lines = outline(stage, text)
    assert lines[-1] == (2, "- more")
    assert lines[-2][0] == 2
    assert lines[-2][1].startswith("word")


@pytest.mark.parametrize("n_chars", [1, 3, 1_000])
def test_levels_do_not_depend_on_the_portions(n_chars: int) -> None:
    text = "1. a\n   - b\n     ```\n     x\n     ```\n   - c\n\n"
    text += "[^1]: n\n\n    m\n\n    ```\n    y\n    ```\n    o\n\nend\n"
    segmenter = Segmenter()
    found: list[Segment] = []
    for start in range(0, len(text), n_chars):
        found += segmenter.feed(text[start : start + n_chars])
    found += segmenter.finish()
    assert found == segments_of(text)
    kinds = [(one.kind, one.depth) for one in found]
    note = [(K.FOOTNOTE, 0), (K.CODE, 1), (K.PARAGRAPH, 1), (K.PARAGRAPH, 0)]
    assert kinds == [(K.LIST, 0), (K.CODE, 2), (K.LIST, 1), *note]


def test_levels() -> None:
    levels = with_item(with_item([], "10. a", 0), "- b", 4)
    assert levels == [Level(0, 4, 4), Level(4, 6, 2)]
    assert holding(levels, 4) == levels[:1]
    assert holding(levels, 6) == levels
    assert holding(levels, 3) == levels[:1]
    assert holding(levels, 3, is_strict=True) == []
    assert holding(levels, 1) == []
    assert stand_ins(levels[:1], 2) == ([Level(0, 2, 4)], "- x\n\n", 0)
    assert stand_ins(levels, 12) == ([Level(0, 4, 4), Level(4, 6, 2)], "-   x\n    - x\n\n", 3)


def test_a_footnote_has_paragraphs_and_a_list(stage: Any) -> None:
    lines = outline(
        stage, "Note[^1].\n\n[^1]: First.\n\n    Second,\n    of two lines.\n\n    - a point\n\nAfter it.\n"
    )
    assert lines == [
        (0, "Note[1]."),
        (0, "[1] First."),
        (0, "Second, of two lines."),
        (1, "- a point"),
        (0, "After it."),
    ]
    assert [segment.kind for segment in segments_of("[^1]: a\n\n    b\n")] == [K.FOOTNOTE]


@pytest.mark.parametrize(
    ("text", "indents"),
    [
        ("> - a\n>\n>   b\n> - c\n", [0, 0, 0]),
        ("> a\n> - b\n>\n>   c\n>\n> d\n", [0, 0, 0, 0]),
        ("- x\n\n  > a\n  > - b\n  >\n  >   c\n- y\n", [None, 1, 1, 1, None]),
        ("- x\n  - y\n    > a\n\n  > b\n", [None, None, 2, 1]),
    ],
)
def test_the_bar_of_a_quote_stands_at_its_left_also_beside_items(
    text: str, indents: list[int | None], stage: Any
) -> None:
    stage.say(text)
    (widget,) = stage.texts()
    style, document = stage.view._style, widget.document()
    image = widget.viewport().grab().toImage()
    found: list[int | None] = []
    block = document.begin()
    while block.isValid():
        y = round(document.documentLayout().blockBoundingRect(block).center().y())
        bars = [x for x in range(4 * style.indent) if image.pixelColor(x, y) == style.colors.rule]
        found.append(round(bars[0] / style.indent) if bars else None)
        assert len(bars) in (0, 3)
        block = block.next()
    assert found == indents

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inglenook_desktop.markdown import (
    CODE_LIMIT,
    MAX_LINES,
    MAX_LITERAL_LINES,
    PROSE_LIMIT,
    STRUCTURED_LIMIT,
    STRUCTURED_LINES,
    Segment,
    Segmenter,
    SegmentKind,
)

K = SegmentKind

LINES = st.sampled_from(
    [
        "text",
        "more text here",
        "",
        " ",
        "   ",
        "# head",
        "####### no",
        "#",
        "## ",
        "- item",
        "* item",
        "+ x",
        "-",
        "- ",
        "1. one",
        "2. two",
        "12) x",
        "1.",
        "  - nested",
        "   text",
        "      deep",
        "    code",
        "> quote",
        ">",
        ">> q",
        "```",
        "```py",
        "  ```",
        "   ```sh x",
        "~~~",
        "````",
        "``",
        "`",
        "---",
        "***",
        "- - -",
        "===",
        "--",
        "| a | b |",
        "|---|---|",
        "a | b",
        "--|--",
        "|-",
        ":-:",
        "[x]: http://a.b",
        "![a](b)",
        "<b>",
        "\t- tab",
        "\ttab",
        "\r",
        "a\rb",
        "| 1 | 2 |",
        "é" * 30,
        "x" * 300,
        "\U0001f525" * 120,
        "> - # x",
        "~~~~",
        "a\u2028b",
        "$$",
        "$$x^2$$",
        "$$ x",
        "x $$ y",
        "$",
        "\\[",
        "\\]",
        "  \\[x\\].",
        "\\[words\\]",
        "```math",
        "[^1]: note",
        "[^",
        "[^n",
    ]
)
DOCUMENTS = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n", "\n", "\r\n", ""])), max_size=25).map(
    lambda parts: "".join(line + end for line, end in parts)
)


def segments_of(text: str, *, literal: bool = False, cuts: list[int] | None = None) -> list[Segment]:
    segmenter = Segmenter(literal=literal)
    closed: list[Segment] = []
    position = 0
    for cut in [*sorted(cuts or []), len(text)]:
        closed += segmenter.feed(text[position : min(cut, len(text))])
        position = max(position, min(cut, len(text)))
    return closed + segmenter.finish()


def kinds(text: str) -> list[SegmentKind]:
    return [segment.kind for segment in segments_of(text)]


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS, st.lists(st.integers(0, 800), max_size=40), st.booleans())
@example("```\n" + "a" * 30 + "\n```", [5, 6, 7], False)
@example("| a | b |\n|---|---|\n| 1 | 2 |\n", list(range(40)), False)
def test_however_the_text_arrives_the_segments_are_the_same(text: str, cuts: list[int], literal: bool) -> None:
    whole = segments_of(text, literal=literal)
    assert segments_of(text, literal=literal, cuts=cuts) == whole
    assert segments_of(text, literal=literal, cuts=list(range(len(text)))) == whole


@settings(max_examples=300, deadline=None)
@given(st.one_of(DOCUMENTS, st.text(max_size=300)), st.booleans())
def test_no_character_is_lost(text: str, literal: bool) -> None:
    segmenter = Segmenter(literal=literal)
    closed = segmenter.feed(text)
    assert "".join(segment.source for segment in closed) + segmenter.pending == text
    closed += segmenter.finish()
    rest = text[len("".join(segment.source for segment in closed)) :]
    assert "".join(segment.source for segment in closed) + rest == text
    assert not rest.strip()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 50_000,
        "word " * 10_000,
        "- item\n" * 3_000,
        "> q\n" * 3_000,
        "```\n" + "code line\n" * 3_000,
        "\n" * 5_000 + "x",
        "| a |\n|---|\n" + "| b |\n" * 3_000,
        "# " + "h" * 9_000,
        "```" + "i" * 9_000,
        " " * 9_000 + "x",
        "a\n" * 30_000,
    ],
)
def test_no_segment_is_longer_than_a_layout_may_be(text: str) -> None:
    whole = segments_of(text)
    assert "".join(segment.source for segment in whole) == text
    for segment in whole:
        limit = CODE_LIMIT if segment.kind is K.CODE else PROSE_LIMIT
        assert len(segment.source) <= limit + 1
        n_lines = MAX_LITERAL_LINES if segment.kind is K.LITERAL else MAX_LINES
        assert segment.source.count("\n") <= n_lines + 1
        assert len(segment.source.encode("utf-16-le")) <= 16_384 + 2


def test_long_text_arriving_in_portions_is_cut_alike() -> None:
    for text in ("word " * 4_000, "- item of a list\n" * 900, "```py\n" + "x = 1\n" * 4_000 + "```\nend", "x" * 20_000):
        assert segments_of(text, cuts=list(range(0, len(text), 7))) == segments_of(text)


def test_blocks_are_told_apart() -> None:
    text = (
        "para\ngraph\n\n# Head\ntext\n- a\n- b\n\n  more\n\n> quote\nlazy\n\n---\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n"
        "```python\nx = 1\n```\nlast"
    )
    assert kinds(text) == [
        K.PARAGRAPH,
        K.HEADING,
        K.PARAGRAPH,
        K.LIST,
        K.QUOTE,
        K.RULE,
        K.TABLE,
        K.CODE,
        K.PARAGRAPH,
    ]


def test_an_underlined_line_is_a_heading() -> None:
    assert kinds("Title\n=====\n\ntext") == [K.HEADING, K.PARAGRAPH]
    assert kinds("Title\n---\ntext") == [K.HEADING, K.PARAGRAPH]


def test_a_row_of_dashes_of_another_width_makes_no_table() -> None:
    assert kinds("| a | b |\n|---|\n") == [K.PARAGRAPH]


def test_a_table_may_follow_a_line_of_text() -> None:
    first, table = segments_of("Here:\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert (first.kind, first.source, table.kind) == (K.PARAGRAPH, "Here:\n", K.TABLE)


def test_a_cut_table_carries_its_head_along() -> None:
    tables = segments_of("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 800)
    assert len(tables) > 1
    assert all(table.prefix == "| a | b |\n|---|---|\n" and table.continues for table in tables[1:])


def test_code_comes_without_fences_and_with_its_language() -> None:
    (code,) = segments_of("```python title=x\ndef f():\n    pass\n```\n")
    assert (code.language, code.code) == ("python", "def f():\n    pass\n")


def test_a_longer_fence_encloses_shorter_ones() -> None:
    (code,) = segments_of("````md\n```py\nx\n```\n````\n")
    assert code.code == "```py\nx\n```\n"


def test_code_inside_a_list_item_is_a_block_of_its_own_and_the_list_goes_on() -> None:
    found = segments_of("1. Do:\n   ```sh\n   ls\n     -l\n   ```\n   then\n2. End\n")
    assert [segment.kind for segment in found] == [K.LIST, K.CODE, K.PARAGRAPH, K.LIST]
    assert found[1].code == "ls\n  -l\n"
    assert [segment.is_in_item for segment in found] == [False, True, True, False]


def test_indented_lines_after_a_blank_one_are_code() -> None:
    found = segments_of("text\n\n    x = 1\n\n    y = 2\n\nend")
    assert [segment.kind for segment in found] == [K.PARAGRAPH, K.CODE, K.PARAGRAPH]
    assert found[1].code == "x = 1\n\ny = 2"


def test_the_pieces_of_a_long_code_block_join_to_the_code() -> None:
    code = "".join(f"line {number}\n" for number in range(5_000))
    pieces = segments_of(f"```text\n{code}```\nafter")
    assert "".join(piece.code for piece in pieces if piece.kind is K.CODE) == code
    assert [piece.continues for piece in pieces[:2]] == [False, True]


def test_a_line_that_may_become_something_else_is_not_shown_yet() -> None:
    segmenter = Segmenter()
    segmenter.feed("text\n")
    for start in ("``", "#", "-", "1.", "|-", "==="):
        fresh = Segmenter()
        fresh.feed("| a | b |\n" if start == "|-" else "text\n")
        fresh.feed(start)
        assert fresh.open is not None
        assert start not in fresh.open.source.splitlines()
        assert fresh.pending.endswith(start)


def test_a_fence_that_is_being_closed_does_not_flicker() -> None:
    segmenter = Segmenter()
    segmenter.feed("```py\nx\n``")
    assert segmenter.open is not None
    assert segmenter.open.code == "x\n"


def test_an_open_segment_is_marked_as_open() -> None:
    segmenter = Segmenter()
    assert segmenter.feed("one\n\ntwo") == [Segment(kind=K.PARAGRAPH, source="one\n\n")]
    assert segmenter.open == Segment(kind=K.PARAGRAPH, source="two", is_closed=False)


def test_what_a_person_typed_is_literal_but_for_fenced_code() -> None:
    found = segments_of("# no head\n- no list\n```py\nx\n```\n    as is", literal=True)
    assert [segment.kind for segment in found] == [K.LITERAL, K.CODE, K.LITERAL]


def test_beyond_the_limit_text_is_shown_as_it_is() -> None:
    tail = "# head\n\n- item\n"
    for text in ("word\n" * (STRUCTURED_LINES + 1) + tail, "w" * 2 * STRUCTURED_LIMIT + tail):
        found = segments_of(text)
        assert found[0].kind is K.PARAGRAPH
        assert found[-1].kind is K.LITERAL
        assert "".join(segment.source for segment in found) == text


def test_the_work_is_the_same_for_every_part_of_a_long_stream() -> None:
    """Counts what is handed out while 2 MB of one line arrive: never more than one open segment's text."""
    segmenter = Segmenter()
    for _ in range(500):
        for segment in segmenter.feed("x" * 4_000):
            assert len(segment.source) <= PROSE_LIMIT
        assert len(segmenter.pending) <= 2 * PROSE_LIMIT

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from inglenook_desktop.markdown_display import FORMULA_MARK, MAX_FORMULAS, display_markdown
from inglenook_desktop.markdown_maths import MAX_LATEX, find_formulas


def found(text: str, *, in_table: bool = False) -> list[str]:
    return [
        f"{'D' if one.formula.is_display else 'I'}:{one.formula.latex}"
        for one in find_formulas(text, in_table=in_table)
    ]


def segments(text: str) -> list[Segment]:
    segmenter = Segmenter()
    return [*segmenter.feed(text), *segmenter.finish()]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("with $x^2$ and $y$.", ["I:x^2", "I:y"]),
        (r"with \(a+b\) and \[c^2\]", ["I:a+b", "D:c^2"]),
        ("so $$a = b$$ it is", ["D:a = b"]),
        ("the $n$th and $k$-th", ["I:n", "I:k"]),
        ("$a\nb$", ["I:a b"]),
        (r"$5\$ + x$", [r"I:5\$ + x"]),
        ("(**$x$**)", ["I:x"]),
    ],
)
def test_mathematics_is_found(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "it costs $5 and $10",
        "between $5-$10",
        "US$5 or A$6",
        "$ x $",
        "$HOME/bin:$PATH",
        "${name} and ${other}x",
        r"\$5 and \$6",
        "$$",
        "$$$$",
        "$",
        r"a \(b",
        "$a\n\nb$",
        r"\[see the notes\]",
        r"\[12\]",
        "[words](http://a.b/$x$/c)",
        "<http://a.b/$x$>",
        "https://a.b/?q=$x$&r=$y$ ",
        "$" + "x" * (MAX_LATEX + 1) + "$",
    ],
)
def test_money_shells_addresses_and_brackets_are_text(text: str) -> None:
    assert found(text) == []


def test_a_bar_divides_cells_before_it_is_part_of_a_formula() -> None:
    assert found("|$a|$b|", in_table=True) == []
    assert found(r"| $P(a\|b)$ | x |", in_table=True) == ["I:P(a|b)"]


@pytest.mark.parametrize("mark", ["\\(", "\\[", "$$", "$", "\\", "$x", "](", "<a:", "$ "])
def test_looking_takes_time_in_proportion(mark: str) -> None:
    """The time limit of the test run is the judge."""
    assert len(found(mark * 200_000)) <= 200_000


@given(st.text(alphabet="$\\()[]ax |<>:/\n", max_size=60))
def test_places_are_in_order_and_hold_what_they_say(text: str) -> None:
    position = 0
    for one in find_formulas(text):
        assert position <= one.start < one.end <= len(text)
        assert one.formula.latex
        position = one.end


def test_a_formula_of_several_lines_is_one_segment_whatever_its_lines_look_like() -> None:
    text = "so\n$$\nx\n- y\n# z\n= 1\n$$\nand\n\n\\[\na &= b \\\\\n+ c\n\\]\n\nend"
    kinds = [(one.kind, one.latex if one.kind is SegmentKind.MATH else one.source.strip()) for one in segments(text)]
    assert kinds == [
        (SegmentKind.PARAGRAPH, "so"),
        (SegmentKind.MATH, "x - y # z = 1"),
        (SegmentKind.PARAGRAPH, "and"),
        (SegmentKind.MATH, r"a &= b \\ + c"),
        (SegmentKind.PARAGRAPH, "end"),
    ]


@pytest.mark.parametrize(
    "text",
    ["$$ is money\n\nmore", "$$x$$ is a formula\n\nmore", "\\[Verse 1\\]\nla la\n\nmore", "$$\nx\n\ny\n$$\n"],
)
def test_what_only_begins_like_a_formula_is_a_paragraph(text: str) -> None:
    assert segments(text)[0].kind is SegmentKind.PARAGRAPH


def test_a_fence_ends_what_was_no_formula() -> None:
    kinds = [one.kind for one in segments("$$ cost\n```py\nx\n```\n")]
    assert kinds == [SegmentKind.PARAGRAPH, SegmentKind.CODE]


def test_a_fence_of_mathematics_is_a_formula_once_it_is_closed() -> None:
    segmenter = Segmenter()
    segmenter.feed("```math\nx^2\n")
    assert segmenter.open is not None
    assert segmenter.open.kind is SegmentKind.CODE
    (closed,) = segmenter.feed("```\n")
    assert (closed.kind, closed.latex) == (SegmentKind.MATH, "x^2")
    assert [one.kind for one in segments("```math\nx^2\n")] == [SegmentKind.CODE]


def test_a_formula_in_a_list_belongs_to_its_item() -> None:
    first, second, third = segments("1. one\n   $$\n   x\n   $$\n2. two\n")
    assert (second.kind, second.latex, second.is_in_item) == (SegmentKind.MATH, "x", True)
    assert (first.kind, third.kind) == (SegmentKind.LIST, SegmentKind.LIST)


def test_what_is_not_drawn_stands_there_exactly_as_it_was_written() -> None:
    (segment,) = segments(r"see $a_1 * b_2 * c$ and \(d\)")
    display = display_markdown(segment)
    assert display.markdown == r"see \$a\_1 \* b\_2 \* c\$ and \\\(d\\\)"
    assert {one.latex for one in display.missing} == {"a_1 * b_2 * c", "d"}
    drawn = display_markdown(segment, lambda formula: formula.latex == "d")
    assert drawn.markdown.endswith(f"and {FORMULA_MARK}")
    assert [source for _, source in drawn.formulas] == [r"\(d\)"]


def test_nobody_else_can_write_the_mark_of_a_formula() -> None:
    (segment,) = segments(f"a{FORMULA_MARK}b $x$")
    assert display_markdown(segment, lambda _: True).markdown == f"a\ufffdb {FORMULA_MARK}"
    (many,) = segments("$x$ " * (MAX_FORMULAS + 3))
    assert len(display_markdown(many, lambda _: True).formulas) == MAX_FORMULAS

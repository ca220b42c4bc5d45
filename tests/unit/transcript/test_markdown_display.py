from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from inglenook_desktop.markdown_display import (
    CODE_BREAK,
    RUN_LIMIT,
    SOFT_BREAK,
    display_code,
    display_literal,
    display_markdown,
    is_hostile_nesting,
)


def shown(text: str) -> str:
    (segment,) = Segmenter().feed(text + "\n\n.")
    return display_markdown(segment).markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a cat](http://x.y/c.png)", "a cat (<http://x.y/c.png>)"),
        ('![](http://x.y/c.png "t")', "(<http://x.y/c.png>)"),
        ("![a](file:///etc/passwd)", r"a (file\:\/\/\/etc\/passwd)"),
        ("![a](//host/share/x.png)", r"a (\/\/host\/share\/x\.png)"),
        ("![a](<b c.png>)", r"a (b c\.png)"),
        ("![a][b]", r"!\[a][b]"),
        ("![a]", r"!\[a]"),
        ("![![a](b)](c)", r"!\[a (b)](c)"),
        ("`![a](b)`", "`![a](b)`"),
        ("`` ` ![a](b) ``", "`` ` ![a](b) ``"),
        ("` ![a](b)", "` a (b)"),
        (r"\`![a](b)`", r"\`a (b)`"),
    ],
)
def test_images_become_their_words_and_address(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_definitions_are_shown_instead_of_swallowed() -> None:
    assert shown("[x]: http://a.b") == r"\[x]: <http://a.b>"
    assert shown("> - [x]: http://a.b") == r"> - \[x]: <http://a.b>"
    assert shown("[^1]: A footnote.") == r"[\[1\]](#ref-1) A footnote."
    assert shown("[^a b]: No footnote.") == r"\[^a b]: No footnote."


def test_entities_become_characters_that_cannot_act() -> None:
    assert shown("a &lt;b&gt; &amp;&#42; &copy;") == r"a \<b\> \&\* ©"
    assert shown("`&lt;`") == "`&lt;`"
    assert shown("&nosuch; &#0;") == "\\&nosuch\\; \ufffd"


def test_lines_of_a_paragraph_stay_lines() -> None:
    assert shown("Roses are red\nViolets are blue") == "Roses are red  \nViolets are blue"


def test_characters_that_reorder_or_hide_are_made_visible() -> None:
    text = display_literal(Segment(kind=SegmentKind.LITERAL, source="a\u202eb\u2066c\U000e0041d\x1be\ud800"))
    assert text == "a⟨U+202E⟩b⟨U+2066⟩c⟨U+E0041⟩d⟨U+001B⟩e\ufffd"
    code = display_code(Segment(kind=SegmentKind.CODE, source="if x: # \u202e\n"))
    assert code == "if x: # ⟨U+202E⟩"


@given(st.text(alphabet="x \n", max_size=30).map(lambda text: text.replace("x", "x" * 1_999)))
def test_no_run_is_longer_than_the_layout_can_take(text: str) -> None:
    literal = display_literal(Segment(kind=SegmentKind.LITERAL, source=text))
    assert all(len(run) <= RUN_LIMIT for word in literal.split() for run in word.split(SOFT_BREAK))
    assert literal.replace(SOFT_BREAK, "") == text.strip("\n").rstrip()
    code = display_code(Segment(kind=SegmentKind.CODE, source="```\n" + text + "\n", head=4))
    assert all(len(run) <= RUN_LIMIT for line in code.split("\n") for run in line.split(CODE_BREAK))
    assert code.replace(CODE_BREAK, "") == text


def test_nesting_beyond_reason_is_recognised() -> None:
    assert is_hostile_nesting(">" * 40)
    assert is_hostile_nesting("- " * 40 + "x")
    assert is_hostile_nesting("- a\n" + " " * 80 + "- b")
    assert not is_hostile_nesting("> > - 1. text")
    assert not is_hostile_nesting("a - b - c - d - e - f - g - h - i - j - k - l - m - n - o")

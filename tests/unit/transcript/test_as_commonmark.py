"""What models write and Qt reads in another way than CommonMark and GitHub: no character is lost, and nothing is taken
for what it is not."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from inglenook_desktop.markdown_display import SOFT_BREAK

ITEM_CODE = (
    "1. ```sh\n   ls\n     -l\n   ```\n   more\n2. ~~~\n   x\n   ~~~\n   - ``` py\n     y\n     ```\n3. ```a``` b\n"
)
"""Of which each item but the last begins with code."""


def segments_of(text: str, n_chars: int = 1_000_000) -> list[Segment]:
    segmenter = Segmenter()
    found: list[Segment] = []
    for start in range(0, len(text), n_chars):
        found += segmenter.feed(text[start : start + n_chars])
    return found + segmenter.finish()


def marked(stage: Any) -> list[str]:
    """The text of each block that is visible, with <b>, <i>, <s> and <u> around words, and addresses behind links."""
    found: list[str] = []
    for text in stage.texts():
        block = text.document().begin()
        while block.isValid():
            words = ""
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                iterator += 1
                form, piece = fragment.charFormat(), fragment.text()
                for tag, has_it in (
                    ("b", form.fontWeight() > 500),
                    ("i", form.fontItalic()),
                    ("s", form.fontStrikeOut()),
                    ("u", form.fontUnderline() and not form.anchorHref()),
                ):
                    piece = f"<{tag}>{piece}</{tag}>" if has_it else piece
                words += f"[{piece}]({form.anchorHref()})" if form.anchorHref() else piece
            found.append(words)
            block = block.next()
    return found


CASES = {
    "takes ~5 s or ~10 s": "takes ~5 s or ~10 s",
    "~/a and ~/b": "~/a and ~/b",
    "a ~ b ~~ c ~ d ~~ e": "a ~ b ~~ c ~ d ~~ e",
    "~~a~~ and ~~b ~ c~~": "<s>a</s> and <s>b ~ c</s>",
    "__a__ _b_ a_b_c __init__.py": "<b>a</b> <i>b</i> a_b_c <b>init</b>.py",
    "see https://x.y/z. (https://x.y/a_(b))": (
        "see [https://x.y/z](https://x.y/z). ([https://x.y/a_(b)](https://x.y/a_(b)))"
    ),
    "https://x.y/a*b*c_d_": "[https://x.y/a*b*c_d](https://x.y/a*b*c_d)_",
    "**https://x.y/~z**": "[<b>https://x.y/~z</b>](https://x.y/~z)",
    "[https://x.y/z](https://x.y/z) [a](https://x.y/~b_(c))": (
        "[https://x.y/z](https://x.y/z) [a](https://x.y/~b_(c))"
    ),
    "[see https://x.y here](https://a.b/c)": "[see https://x.y here](https://a.b/c)",
    "<https://x.y/a_b> http://": "[https://x.y/a_b](https://x.y/a_b) http://",
    "见 https://x.y/z。好": "见 [https://x.y/z](https://x.y/z)。好",
}


@pytest.mark.parametrize("text", CASES, ids=ascii)
def test_marks_are_read_as_they_are_meant(text: str, stage: Any) -> None:
    for around in ("{}\n", "- {}\n", "> {}\n"):
        stage.say(around.format(text))
    assert marked(stage) == [CASES[text]] * 3


@pytest.mark.parametrize("text", ["| a | b |\n|---|\n| 1 | 2 |", "a | b\n:--|\n1 | 2", "| a |\n|-|-|\n| 1 |"])
def test_what_is_no_table_loses_no_cell(text: str, stage: Any) -> None:
    stage.say(text)
    assert stage.shown_text() == text


def test_an_item_may_begin_with_code(stage: Any) -> None:
    found = segments_of(ITEM_CODE)
    assert "".join(one.source for one in found) == ITEM_CODE
    code = [(one.depth, one.language, one.code) for one in found if one.kind is SegmentKind.CODE]
    assert code == [(1, "sh", "ls\n  -l\n"), (1, "", "x\n"), (2, "py", "y\n")]
    stage.say(ITEM_CODE)
    assert stage.shown_text().replace(SOFT_BREAK, "").split("\n") == (
        ["", "ls", "  -l", "more", "", "x", "", "y", "a b"]
    )
    markers = [text.document().begin().textList() for text in stage.texts()]
    numbers = [one.itemText(one.item(0)) for one in markers if one is not None]
    assert numbers == ["1.", "2.", ".", "3."]


@pytest.mark.parametrize("n_chars", [1, 2, 3, 7])
@pytest.mark.parametrize("text", [ITEM_CODE, "- a\n  - ```\n    x\n    ```\n- `b`\n", "- ``\n- ~\n1. ~~a~~\n2. ```"])
def test_its_code_does_not_depend_on_the_portions(text: str, n_chars: int) -> None:
    assert segments_of(text, n_chars) == segments_of(text)


def test_a_marker_alone_makes_no_heading_of_the_line_before_it(stage: Any) -> None:
    stage.say("- a\n  - ```\n    x\n    ```\n")
    block = stage.texts()[0].document().begin()
    assert (block.text(), block.blockFormat().headingLevel()) == ("a", 0)
    assert block.next().textList().format().indent() == 2

"""A text that is cut for the layout is copied as if it were not: as plain text and as HTML, all of it and selected."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from inglenook_desktop import markdown
from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from inglenook_desktop.views.rich_copy import RichCopy
from inglenook_desktop.views.rich_text import TextStyle, make_document
from inglenook_desktop.views.transcript_colors import TranscriptColors
from inglenook_desktop.views.transcript_selection import Mark, WideSelection, whole_text
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

Cut = Callable[[str, int, bool], list[Segment]]
NEVER = 1 << 30


@pytest.fixture
def style(qapp: QApplication) -> TextStyle:
    return TextStyle.make(TranscriptColors.from_palette(qapp.palette()), qapp.font())


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Cut:
    """Cuts a text (a person's: literal) after so many characters at most."""

    def make(text: str, limit: int, literal: bool = False) -> list[Segment]:
        with monkeypatch.context() as patch:
            patch.setattr(markdown, "PROSE_LIMIT", limit)
            patch.setattr(markdown, "CODE_LIMIT", limit)
            patch.setattr(markdown, "LIST_SOFT_LIMIT", limit // 2)
            if limit == NEVER:
                patch.setattr(markdown, "MAX_LINES", limit)
            segmenter = Segmenter(literal=literal)
            return [*segmenter.feed(text), *segmenter.finish()]

    return make


def segments_of(text: str) -> list[Segment]:
    segmenter = Segmenter()
    return [*segmenter.feed(text), *segmenter.finish()]


def html_of(segments: list[Segment], style: TextStyle) -> str:
    rich = RichCopy()
    whole_text([Segment(kind=SegmentKind.PARAGRAPH, source="**head**"), *segments], style, rich)
    return rich.html()


def selected(segments: list[Segment], style: TextStyle, first: int = 0, last: int = NEVER) -> str:
    """From a place in the first part to one in the last."""
    parts = [((0, place), segment, None) for place, segment in enumerate(segments)]
    return WideSelection(Mark((0, 0), first), Mark((0, len(parts) - 1), last)).text(parts, style)


def assert_is_whole(pieces: list[Segment], whole: list[Segment], style: TextStyle) -> None:
    expected = whole_text(whole, style)
    assert whole_text(pieces, style) == expected
    assert selected(pieces, style) == expected
    assert html_of(pieces, style) == html_of(whole, style)


WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen\n"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{number}. item\n" for number in range(1, 20)),
        "- a\n" + "".join(f"- item {number}\n   - nested {number}\n" for number in range(9)),
        "- a\n  - " + WORDS + "    more text\n\n    para " + WORDS + "- z\n",
        "- a\n\n  para one\n\n  para two and it is long enough\n\n  para three and it is so too\n- b\n",
        "1. [ ] " + WORDS,
        "- one two three four five six  \n  eight nine ten eleven twelve and more\n",
        "> one two three four five six  \n> eight nine ten eleven twelve and more\n",
        "- a\n  ```\n" + "".join(f"  line {number}\n" for number in range(20)) + "  ```\n\n  " + WORDS + "- b\n",
        WORDS,
        WORDS * 2,
        "x" * 100,
        "a **bold** `code span here` and more words so that it is cut\nnext line\n",
        "> " + WORDS + "> and " + WORDS + ">\n> > inner words\n",
        "> 1. a\n>    - " + WORDS + ">      more text\n>\n>      para " + WORDS + "> 2. z\n",
        "> - a\n>\n>   > - " + WORDS + ">   >   and " + WORDS + ">   > - b\n> - c\n",
        "> a\n> - b\n" + "".join(f">   - item {number}\n>     and {number}\n" for number in range(9)) + "> - c\n",
        "> - a\n>   ```\n" + "".join(f">   line {number}\n" for number in range(9)) + ">   ```\n>   b\n>   - c\n",
        "| a | b |\n|---|---|\n" + "".join(f"| row {number} | x |\n" for number in range(20)),
        "```py\n" + "".join(f"line {number}\n\n" for number in range(20)) + "```\n",
        "    " + "\n    ".join(WORDS.split()),
        "> ```\n" + "".join(f"> line {number}\n" for number in range(20)) + "> ```\n",
        "[^1]: " + WORDS + "    and " + WORDS + "\n    more " + WORDS,
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_each_block_that_was_cut_is_copied_as_one(text: str, cut: Cut, style: TextStyle) -> None:
    pieces = cut(text, 40, False)
    assert any(piece.continues for piece in pieces)
    assert_is_whole(pieces, segments_of(text), style)


@pytest.mark.parametrize(
    "text", [WORDS * 3, "a\n\n\nb\n" * 20, "```\n" + WORDS * 2 + "```\n" + WORDS, "  lead " + WORDS]
)
def test_what_a_person_typed_is_copied_as_one(text: str, cut: Cut, style: TextStyle) -> None:
    pieces, whole = cut(text, 40, True), cut(text, NEVER, True)
    assert len(pieces) > len(whole)
    assert whole_text(pieces, style) == selected(pieces, style) == whole_text(whole, style)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{number}. item {number}\n   and more of it\n" for number in range(1, 200)),
        "- a\n  - b\n" + "".join(f"    Sentence {number} is here.\n" for number in range(400)) + "  - c\n- d\n",
        "".join(f"Sentence {number} is here. " for number in range(400)),
        "\n".join(f"Line {number} is **here**." for number in range(400)),
        "| a | b |\n|---|---|\n" + "".join(f"| {number} | x |\n" for number in range(700)),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_a_selection_over_all_parts_of_a_long_message_is_the_message(
    text: str, cut: Cut, style: TextStyle, stage: Any
) -> None:
    row = stage.say(text)
    assert len(segments_of(text)) > 1
    stage.view.select_message(row)
    stage.view.copy()
    assert QGuiApplication.clipboard().text() == whole_text(cut(text, NEVER, False), style)


def test_a_selection_from_the_middle_of_a_part_to_that_of_another(cut: Cut, style: TextStyle) -> None:
    (document,) = (make_document(piece, style) for piece in segments_of(WORDS))
    pieces = cut(WORDS, 40, False)
    assert selected(pieces, style, 4, 4) == document.toPlainText()[4:].removesuffix("teen")
    pieces = cut("- " + WORDS + "- more of it\n", 40, False)
    assert selected(pieces, style, 4, 13) == WORDS.strip()[4:] + "\nmore"
    pieces = cut("| a | b |\n|---|---|\n| c | d |\n| e | f |\n| g | h |\n| i | j |\n", 40, False)
    assert len(pieces) == 2
    assert selected(pieces, style, 3, NEVER) == "b\nc\td\ne\tf\ng\th\ni\tj"
    assert selected(pieces[1:], style) == "a\tb\ng\th\ni\tj"  # the head that is shown above these rows


def test_a_blank_line_that_is_a_part_of_its_own_shows_no_bullet(cut: Cut, style: TextStyle) -> None:
    text = "- " + "w" * 29 + "\n  words\n\nend\n"
    pieces = cut(text, 40, False)
    assert [piece.source for piece in pieces if not piece.source.strip()] == ["\n"]
    assert [make_document(piece, style).toPlainText() for piece in pieces] == ["w" * 29 + " words", "", "end"]
    assert_is_whole(pieces, segments_of(text), style)


class _Writer:
    """Writes Markdown by chance."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def text(self) -> str:
        blocks = ["\n".join(self._block()) for _ in range(self._chance.randint(1, 3))]
        return "\n\nbetween\n\n".join(blocks) + "\n"

    def limit(self) -> int:
        return self._chance.choice((70, 90, 150, 300))

    def _words(self, n_most: int) -> str:
        chance = self._chance
        return " ".join(
            "".join(chance.choices("abcdefg", k=chance.randint(1, 6))) for _ in range(chance.randint(1, n_most))
        )

    def _block(self) -> list[str]:
        match self._chance.choice(("text", "list", "list", "quote", "table", "code", "note")):
            case "text":
                return [self._words(20) for _ in range(4)]
            case "list":
                return self._list(0)
            case "quote":
                if self._chance.random() < 0.5:
                    return [f"> {line}".rstrip() for line in self._list(0)]
                return [f"> {self._words(14)}", f"> {self._words(9)}", ">", f"> {self._words(14)}"]
            case "table":
                return ["| a | b |", "|---|---|", *(f"| {self._words(2)} | {self._words(2)} |" for _ in range(7))]
            case "code":
                return ["```", *(self._words(9) for _ in range(9)), "```"]
            case _:
                return [f"[^1]: {self._words(20)}", f"    {self._words(9)}", "", f"    {self._words(20)}"]

    def _list(self, indent: int) -> list[str]:
        chance = self._chance
        lines: list[str] = []
        number = 0 if chance.random() < 0.6 else chance.randint(1, 99) if not indent else 1
        for place in range(chance.randint(1, 6)):
            marker = f"{number + place}. " if number else "- "
            inside = " " * (indent + len(marker))
            lines.append(" " * indent + marker + self._words(14))
            if chance.random() < 0.3:
                lines.append(inside + self._words(14))
            if chance.random() < 0.2:
                lines += ["", inside + self._words(14)]
            if indent < 5 and chance.random() < 0.3:
                lines += self._list(len(inside))
        return lines


def test_whatever_is_cut_anywhere_is_copied_as_one(cut: Cut, style: TextStyle) -> None:
    n_cut = 0
    for seed in range(150):
        writer = _Writer(seed)
        text = writer.text()
        pieces = cut(text, writer.limit(), False)
        n_cut += any(piece.continues for piece in pieces)
        assert_is_whole(pieces, segments_of(text), style)
    assert n_cut > 75

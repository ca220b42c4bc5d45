"""What is copied as HTML: each construct of Markdown as such, nothing that loads or runs, and the words that are shown.

A real parser reads all of it, and only a fixed list of elements and attributes may appear.
"""

from __future__ import annotations

import gc
import random
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hostile_markdown import ALONE, CASES, filled
from inglenook_desktop.formula_drawing import Shape
from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from inglenook_desktop.markdown_display import SOFT_BREAK, Display
from inglenook_desktop.markdown_maths import Formula
from inglenook_desktop.models.transcript import Speaker
from inglenook_desktop.views.link_dialog import web_address
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_desktop.views.rich_copy import (
    MAX_AT_ONCE,
    MAX_IN_SLICES,
    TYPED,
    RichCopy,
    put_on_clipboard,
    selected_html,
)
from inglenook_desktop.views.rich_text import SafeDocument, TextStyle, make_document
from inglenook_desktop.views.text_piece import TextPiece
from inglenook_desktop.views.transcript_colors import TranscriptColors
from inglenook_desktop.views.transcript_selection import Mark, WideSelection, whole_text
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QPainterPath, QTextDocument, QTextFormat
from PySide6.QtWidgets import QApplication, QMenu, QTextBrowser
from pytestqt.qtbot import QtBot

ATTRIBUTES = {
    "href": lambda value: web_address(value) is not None,
    "start": str.isdecimal,
    "align": ("left", "right", "center").__contains__,
    "dir": ("rtl",).__contains__,
    "border": ("1",).__contains__,
    "cellspacing": ("0",).__contains__,
    "cellpadding": ("4",).__contains__,
}
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")
_BARE = ("ul", "blockquote", "pre", "code", "strong", "em", "u", "s", "sup", "sub", "br", "hr", "thead", "tr")
ELEMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_BLOCKS, ("dir",)),
    **dict.fromkeys(_BARE, ()),
    "a": ("href",),
    "ol": ("start",),
    "table": ("border", "cellspacing", "cellpadding"),
    "th": ("align", "dir"),
    "td": ("align", "dir"),
}
EMPTY = ("br", "hr")


class Reader(HTMLParser):
    """Fails on whatever is not in the lists, and on elements that do not close in their order."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        assert markup.isascii()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        self.seen.append(tag)
        for name, value in attrs:
            assert name in ELEMENTS[tag], (tag, name)
            assert value is not None
            assert ATTRIBUTES[name](value), (name, value)
            if name == "href":
                self.addresses.append(value)
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        raise AssertionError((tag, attrs))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def words(text: str) -> str:
    """Without what is white space, and without boxes, which are no characters of the text that is shown."""
    return re.sub("[\u2610\u2611]", "", "".join(text.split()))


def read(markup: str) -> str:
    return words("".join(Reader(markup).texts))


@pytest.fixture
def style(qapp: QApplication) -> TextStyle:
    return TextStyle.make(TranscriptColors.from_palette(qapp.palette()), qapp.font())


def html_of(text: str, style: TextStyle) -> str:
    return re.sub(r"\n(?=<|$)", "", both_of(text, style)[1])


def both_of(text: str, style: TextStyle, speaker: Speaker = Speaker.MODEL) -> tuple[str, str]:
    """As plain text, and as HTML."""
    rich = RichCopy()
    shown = whole_text(segments_of(text, speaker), style, rich)
    return shown, rich.html()


def segments_of(text: str, speaker: Speaker = Speaker.MODEL) -> list[Segment]:
    segmenter = Segmenter(literal=speaker is Speaker.PERSON)
    return [*segmenter.feed(text), *segmenter.finish()]


def with_head(style: TextStyle) -> RichCopy:
    """What has taken something that is shown in letters, so that there is HTML whatever follows."""
    rich = RichCopy()
    whole_text(segments_of("**head**"), style, rich)
    return rich


def shown_of(document: SafeDocument, start: int = 0, end: int | None = None) -> str:
    """The characters between two places as they stand in the document, with formulas as they were written."""
    units = document.toRawText().encode("utf-16-le", "surrogatepass")
    end = document.characterCount() - 1 if end is None else end
    pieces = (
        document.formulas.get(place, "").encode("utf-16-le") or units[2 * place : 2 * place + 2]
        for place in range(start, end)
    )
    return re.sub(f"[{SOFT_BREAK}{TABLE_MARKS}]", "", b"".join(pieces).decode("utf-16-le", "replace"))


TABLE_MARKS = "\ufdd0\ufdd1"
"""Around the cells of a table in the raw text of a document."""
TABLE = '<table border="1" cellspacing="0" cellpadding="4">'


def head_cell(words: str) -> str:
    return f'<th align="left">{words}</th>'


CONSTRUCTS = {
    "# One *it*\n\n###### Six\n": "<h1>One <em>it</em></h1><h6>Six</h6>",
    "**a** *b* ***c*** ~~d~~ `e  f` g": (
        "<p><strong>a</strong> <em>b</em> <strong><em>c</em></strong> <s>d</s> <code>e&#160;&#160;f</code> g</p>"
    ),
    "**a *b* c**": "<p><strong>a <em>b</em> c</strong></p>",
    "H<sub>2</sub>O x<sup>2</sup> <kbd>Esc</kbd>": "<p>H<sub>2</sub>O x<sup>2</sup> <code>Esc</code></p>",
    "one\ntwo<br>three\n\nfour\n": "<p>one<br>two<br>three</p><p>four</p>",
    "[a **b**](https://a.b/?x=1&y='2') <https://c.d/é>": (
        '<p><a href="https://a.b/?x=1&amp;y=&#x27;2&#x27;">a <strong>b</strong></a> '
        '<a href="https://c.d/%C3%A9">https://c.d/&#233;</a></p>'
    ),
    "*[a](javascript:alert) [b](file:///etc/passwd) [c](mailto:d@e.f) [g](#h) [i](/j)*": "<p><em>a b c g i</em></p>",
    "- a\n- b\n  - c\n    - [ ] d\n    - [x] e\n- f\n": (
        "<ul><li>a</li><li>b<ul><li>c<ul><li>&#9744; d</li><li>&#9745; e</li></ul></li></ul></li><li>f</li></ul>"
    ),
    "8. a\n\n   more\n9. b\n   - c\n10. d\n": (
        '<ol start="8"><li>a<p>more</p></li><li>b<ul><li>c</li></ul></li><li>d</li></ol>'
    ),
    "1. a\n\n1) *b*\n": "<ol><li>a</li></ol><ol><li><em>b</em></li></ol>",
    "1. a\n\n   ```py\n   x = 1\n\n   y\n   ```\n\n   after\n\n   | k | v |\n   |---|---|\n   | 1 | 2 |\n\n2. b\n": (
        "<ol><li>a<pre><code>x = 1\n\ny</code></pre><p>after</p>"
        f"{TABLE}<thead><tr>{head_cell('k')}{head_cell('v')}</tr></thead><tr><td>1</td><td>2</td></tr></table>"
        "</li><li>b</li></ol>"
    ),
    "- a\n\n  > said\n  >\n  > > more\n- b\n\n1. c\n": (
        "<ul><li>a<blockquote><p>said</p><blockquote><p>more</p></blockquote></blockquote></li><li>b</li></ul>"
        "<ol><li>c</li></ol>"
    ),
    "> a *b*\n>\n> - c\n>   - d\n>\n> ```\n> e\n> ```\n> f\n\n> another\n": (
        "<blockquote><p>a <em>b</em></p><ul><li>c<ul><li>d</li></ul></li></ul><pre><code>e</code></pre><p>f</p>"
        "</blockquote><blockquote><p>another</p></blockquote>"
    ),
    "> [!NOTE]\n> told\n": "<blockquote><p><strong>Note</strong></p><p>told</p></blockquote>",
    "| a | *b* | c |\n|:-:|--:|---|\n| `x` | **1** | d<br>e |\n| [l](https://a.b) | | \\| |\n": (
        f'{TABLE}<thead><tr><th align="center">a</th><th align="right"><em>b</em></th>{head_cell("c")}</tr></thead>'
        '<tr><td align="center"><code>x</code></td><td align="right"><strong>1</strong></td><td>d<br>e</td></tr>'
        '<tr><td align="center"><a href="https://a.b">l</a></td><td align="right"></td><td>|</td></tr></table>'
    ),
    "a\n\n---\n\nb": "<p>a</p><hr><p>b</p>",
    "so $a_1 < b$\n\n$$\nx^2\n$$\n": "<p>so $a_1 &lt; b$</p><p>$$<br>x^2<br>$$</p>",
    "as told[^1]\n\n[^1]: A *note*.\n": "<p>as told<sup>[1]</sup></p><p>[1] A <em>note</em>.</p>",
    "*words*\n\n```html\n<b>&amp;\n\tx  y\n```\n": (
        "<p><em>words</em></p><pre><code>&lt;b&gt;&amp;amp;\n\tx  y</code></pre>"
    ),
    "- a\n\n      indented\n        code\n": "<ul><li>a<pre><code>indented\n  code</code></pre></li></ul>",
    "*a* שלום\n\nשלום *a*\n\n- מה\n- b\n": (
        "<p><em>a</em> &#1513;&#1500;&#1493;&#1501;</p>"
        '<p dir="rtl">&#1513;&#1500;&#1493;&#1501; <em>a</em></p>'
        '<ul><li dir="rtl">&#1502;&#1492;</li><li>b</li></ul>'
    ),
    "<b>x</b> &lt;i&gt; <script>alert(1)</script> *y*": (
        "<p>&lt;b&gt;x&lt;/b&gt; &lt;i&gt; &lt;script&gt;alert(1)&lt;/script&gt; <em>y</em></p>"
    ),
    "![a *cat*](https://a.b/c.png) *d*": (
        '<p>a <em>cat</em> (<a href="https://a.b/c.png">https://a.b/c.png</a>) <em>d</em></p>'
    ),
    "a \u202e *b* \U0001f525\ufffe\x85.": "<p>a &#10216;U+202E&#10217; <em>b</em> &#128293;&#65533;&#65533;.</p>",
}


@pytest.mark.parametrize("text", CONSTRUCTS, ids=lambda text: ascii(text[:12]))
def test_each_construct_arrives_as_such(text: str, style: TextStyle) -> None:
    markup = html_of(text, style)
    Reader(markup)
    assert markup == CONSTRUCTS[text]


@pytest.mark.parametrize(
    "text", ["bare words", "x" * 3_900, "```py\nx = 1\n```\n", "$$\nx\n$$\n", "```\na\n```\n\n$$\nb\n$$\n", ""]
)
def test_what_has_no_marks_is_text_alone(text: str, style: TextStyle) -> None:
    assert html_of(text, style) == ""


def test_what_a_person_typed_is_text_alone(style: TextStyle) -> None:
    assert both_of("*as*  typed\n\n```\nx\n```", style, Speaker.PERSON) == ("*as*  typed\n\nx", "")


# what was cut for the layout


def test_what_was_cut_for_the_layout_is_one_again(style: TextStyle) -> None:
    sentences = "".join(f"Sentence {number} is *here*. " for number in range(400))
    lines = "\n".join(f"Line {number} is **here**." for number in range(400))
    numbered = "".join(f"{number}. item {number}\n   and more of it\n" for number in range(1, 200))
    nested = "- a\n  - b\n" + "".join(f"    Sentence {number} is here.\n" for number in range(400)) + "  - c\n- d\n"
    rows = "| a | b |\n|---|---|\n" + "".join(f"| {number} | x |\n" for number in range(700))
    code = "".join(f"line {number}\n" for number in range(2_000))
    quote = "> " + sentences + "\n>\n> end\n"
    for text, counts in (
        (sentences, {"p": 1}),
        (lines, {"p": 1, "br": 399}),
        (numbered, {"ol": 1, "li": 199}),
        (nested, {"ul": 2, "li": 4}),
        (rows, {"table": 1, "thead": 1, "th": 2, "td": 1_400}),
        (f"a\n\n```\n{code}```\n", {"pre": 1, "p": 1}),
        (quote, {"blockquote": 1, "p": 2}),
    ):
        assert any(segment.continues for segment in segments_of(text))
        reader = Reader(html_of(text, style))
        assert {tag: reader.seen.count(tag) for tag in counts} == counts
        marks = re.compile(r"\*+|^ *(?:- |\d+\. |> ?|```)|^\|[-|]+$|\|", re.MULTILINE)
        assert " ".join("".join(reader.texts).replace("\n", " ").split()).replace(" ", "") == words(marks.sub("", text))
    assert "line 999\nline 1000\n" in html_of(f"a\n\n```\n{code}```\n", style)
    assert re.search(r"Sentence \d+ is <em>here</em>\. ?Sentence", html_of(sentences, style))
    assert "is<em>" not in html_of(sentences, style)


# selections


def between(text: str, style: TextStyle, first: str, last: str) -> str:
    """The HTML from the words `first` to the end of the words `last` of a message of one part."""
    (segment,) = segments_of(text)
    document = make_document(segment, style)
    raw = document.toRawText()
    start, end = raw.index(first), raw.index(last) + len(last)
    return selected_html(segment.kind, document, start, end, document.formulas).replace("\n", "")


LIST = "1. one *two* three\n2. four\n   - five six\n   - seven\n3. eight nine\n"
CELLS = "| aa | bb | cc |\n|----|---:|----|\n| dd | *ee* | ff |\n| gg | hh | ii |\n"


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("some **bold words** here", "ome", "wor", "ome <strong>bold wor</strong>"),
        ("some **bold words** here", "ld", "ld", "<strong>ld</strong>"),
        ("some **bold words** here", "om", "om", ""),
        ("some **bold words** here", "some", "here", "<p>some <strong>bold words</strong> here</p>"),
        ("a [link words](https://a.b) c", "nk", "wo", '<a href="https://a.b">nk wo</a>'),
        ("# A *long* heading", "long", "head", "<em>long</em> head"),
        ("# A heading", "head", "head", ""),
        ("# A heading", "A", "heading", "<h1>A heading</h1>"),
        ("> one *two*\n>\n> three", "two", "two", "<em>two</em>"),
        (
            "> one *two*\n>\n> three",
            "two",
            "three",
            "<blockquote><p><em>two</em></p><p>three</p></blockquote>",
        ),
        (LIST, "wo", "thr", "<em>wo</em> thr"),
        (LIST, "four", "four", ""),
        (
            LIST,
            "wo",
            "six",
            '<p><em>wo</em> three</p><ol start="2"><li>four<ul><li>five six</li></ul></li></ol>',
        ),
        (
            LIST,
            "six",
            "eig",
            "<p>six</p><ul><li>seven</li></ul><p>eig</p>",
        ),
        (
            LIST,
            "four",
            "eight nine",
            '<ol start="2"><li>four<ul><li>five six</li><li>seven</li></ul></li><li>eight nine</li></ol>',
        ),
        (CELLS, "e", "e", "<em>e</em>"),
        (CELLS, "bb", "bb", ""),
        (
            CELLS,
            "bb",
            "cc",
            f'{TABLE}<thead><tr><th align="right">bb</th>{head_cell("cc")}</tr></thead></table>',
        ),
        (
            CELLS,
            "b",
            "hh",
            f'{TABLE}<thead><tr><th></th><th align="right">bb</th>{head_cell("cc")}</tr></thead>'
            '<tr><td>dd</td><td align="right"><em>ee</em></td><td>ff</td></tr>'
            '<tr><td>gg</td><td align="right">hh</td><td></td></tr></table>',
        ),
    ],
)
def test_a_selection_within_a_part(text: str, first: str, last: str, expected: str, style: TextStyle) -> None:
    markup = between(text, style, first, last)
    Reader(markup)
    assert markup == expected


def test_a_selection_over_several_parts_begins_and_ends_in_the_middle(stage: Any, qtbot: QtBot) -> None:
    stage.say(
        "First *paragraph* here.\n\n```py\nx < 1\n```\n\n- item one\n- item two\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    slots = [slot for slot, _ in stage.view._widgets.text_widgets()]
    assert len(slots) == 4
    stage.view._set_selection(WideSelection(Mark(slots[0], 6), Mark(slots[3], 6)))
    stage.view.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "paragraph here.\n\nx < 1\n\n- item one\n- item two\n\na\tb\nc"
    assert mime.html().replace("\n", "") == (
        "<p><em>paragraph</em> here.</p><pre><code>x &lt; 1</code></pre><ul><li>item one</li><li>item two</li></ul>"
        f"{TABLE}<thead><tr>{head_cell('a')}{head_cell('b')}</tr></thead><tr><td>c</td><td></td></tr></table>"
    )
    stage.view._set_selection(WideSelection(Mark(slots[1], 2), Mark(slots[2], 4)))
    stage.view.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "< 1\n\nitem"
    assert mime.html().replace("\n", "") == "<pre><code>&lt; 1</code></pre><p>item</p>"


def test_a_selection_of_one_part_is_copied_and_dragged_with_its_looks(stage: Any) -> None:
    stage.say("so *much*\n\n```py\nx = 1\n```\n")
    text, code = stage.texts()
    text.selectAll()
    stage.view.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert (mime.text(), mime.html()) == ("so much", "<p>so <em>much</em></p>\n")
    assert text.createMimeDataFromSelection().html() == mime.html()
    text.select(0, 2)
    stage.view.copy()
    assert QGuiApplication.clipboard().mimeData().formats() == ["text/plain"]
    text.clear_selection()
    code.selectAll()
    stage.view.copy()
    assert QGuiApplication.clipboard().text() == "x = 1"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def drawn_as_boxes(style: TextStyle) -> TextStyle:
    def shape(_: Formula) -> Shape:
        path = QPainterPath()
        path.addRect(0, -1, 1, 1)
        return Shape(path, 1.0, 1.0, 0.0)

    return replace(style, look_up=shape)


def test_formulas_that_are_drawn_are_copied_as_latex(style: TextStyle) -> None:
    text = "\U0001f525 so **$a_1$ and** \\(b < c\\)\n\n$$\nx^2\n$$\n\n| $d$ |\n|---|\n| $e$ |\n"
    drawn = drawn_as_boxes(style)
    rich = RichCopy()
    for segment in segments_of(text):
        document = make_document(segment, drawn)
        assert document.formulas
        end = document.characterCount() - 1
        if segment.kind in TYPED:
            rich.add_typed(segment, document.text_between(0, end))
        else:
            rich.add_shown(segment, document, 0, end, document.formulas)
    assert rich.html().replace("\n", "") == (
        "<p>&#128293; so <strong>$a_1$ and</strong> \\(b &lt; c\\)</p><p>$$<br>x^2<br>$$</p>"
        f"{TABLE}<thead><tr>{head_cell('$d$')}</tr></thead><tr><td>$e$</td></tr></table>"
    )
    assert rich.html().replace("\n", "") == html_of(text, style)


# messages


WAY = "## Way\n\nUse **bold**:\n\n1. one\n\n```py\nx = 1\n```\n"
WAY_HTML = "<h2>Way</h2><p>Use <strong>bold</strong>:</p><ol><li>one</li></ol><pre><code>x = 1</code></pre>"


def formats() -> list[str]:
    return QGuiApplication.clipboard().mimeData().formats()


def html_there() -> str:
    return QGuiApplication.clipboard().mimeData().html().replace("\n", "")


def test_a_copy_that_names_no_format_has_its_looks_beside_the_markdown(stage: Any, qtbot: QtBot) -> None:
    stage.say(WAY)
    clipboard = QGuiApplication.clipboard()
    (end,) = stage.view.viewport().findChildren(MessageEnd)
    for copy in (
        end.copy_button.click,
        lambda: menu_of(stage.texts()[0])["Copy &message"].trigger(),
        lambda: stage.view.copying.copy_message(1),
    ):
        clipboard.setText("before")
        with qtbot.waitSignal(stage.view.copying.copied):
            copy()
        assert clipboard.text() == WAY
        assert formats() == ["text/plain", "text/html"]
        assert html_there() == WAY_HTML


def menu_of(piece: TextPiece) -> dict[str, QAction]:
    """The actions of the menu that opens over a text."""
    at = QPoint(2, 2)
    QApplication.sendEvent(
        piece.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, piece.viewport().mapToGlobal(at))
    )
    (menu,) = piece.findChildren(QMenu)
    menu.close()
    return {action.text(): action for action in menu.actions()}


def test_whoever_says_markdown_or_plain_text_gets_text_alone(stage: Any, qtbot: QtBot) -> None:
    stage.say("How *exactly*?", speaker=Speaker.PERSON)
    stage.say(WAY)
    clipboard = QGuiApplication.clipboard()
    found = {action.text(): action for action in stage.view.acts.menu_of(stage.model.item(1)).actions()}
    names = [name for name in found if name.startswith("Copy")]
    assert len(names) == 4
    for name in names:
        put_on_clipboard("before", "<p>before</p>")
        with qtbot.waitSignal(stage.view.copying.copied):
            found[name].trigger()
        assert formats() == ["text/plain"], name
        assert ("**bold**" in clipboard.text()) == name.endswith("Markdown")
    put_on_clipboard("before", "<p>before</p>")
    stage.view.copy_code((1, 3))
    assert formats() == ["text/plain"]


def test_a_message_of_a_person_is_text_alone(stage: Any, qtbot: QtBot) -> None:
    stage.say("How *exactly*?\n\n- like this", speaker=Speaker.PERSON)
    with qtbot.waitSignal(stage.view.copying.copied):
        stage.view.copying.copy_message(1)
    assert QGuiApplication.clipboard().text() == "How *exactly*?\n\n- like this"
    assert formats() == ["text/plain"]


LONG = "".join(f"{number}. item *{number}* {'of many words ' * 20}\n" for number in range(400))


def test_the_text_of_a_long_answer_is_there_at_once_and_its_looks_follow(stage: Any, qtbot: QtBot) -> None:
    stage.say(LONG)
    with qtbot.waitSignal(stage.view.copying.copied, timeout=30_000):
        stage.view.copying.copy_message(1)
        assert QGuiApplication.clipboard().text() == LONG
        assert html_there() == f'<meta charset="utf-8"><pre>{LONG}</pre>'.replace("\n", "")  # made in one slice
    assert QGuiApplication.clipboard().text() == LONG
    assert html_there().count("<li>") == 400
    assert html_there().count("<ol") == 1


@pytest.mark.parametrize("text", [LONG, WAY, "```\n" + "x = '<a>'\n" * 40_000 + "```\n"], ids=["long", "short", "code"])
def test_a_copy_is_one_for_who_remembers_what_was_copied(text: str, stage: Any, qtbot: QtBot) -> None:
    stage.say(text)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    told: list[str] = []
    clipboard.dataChanged.connect(lambda: told.append(clipboard.text()))
    with qtbot.waitSignal(stage.view.copying.copied, timeout=30_000):
        stage.view.copying.copy_message(1)
    assert told == [text]
    assert clipboard.mimeData().hasHtml() == (not text.startswith("```"))


def test_what_is_copied_while_the_looks_are_being_made_stays(stage: Any, qtbot: QtBot) -> None:
    stage.say(LONG)
    stage.say("short")
    clipboard = QGuiApplication.clipboard()
    with qtbot.waitSignal(stage.view.copying.copied, timeout=30_000):
        stage.view.copying.copy_message(1)
        clipboard.setText("from elsewhere")
    assert clipboard.text() == "from elsewhere"
    stage.view.copying.copy_message(1)
    with qtbot.waitSignal(stage.view.copying.copied):
        stage.view.copying.copy_message(2)
    with qtbot.assertNotEmitted(stage.view.copying.copied, wait=50):
        assert clipboard.text() == "short"


def test_of_an_answer_that_is_too_long_for_other_programs_the_text_alone_is_there(stage: Any, qtbot: QtBot) -> None:
    text = "*x* " + LONG * (MAX_IN_SLICES // len(LONG) + 1)
    stage.say(text)
    with qtbot.waitSignal(stage.view.copying.copied, timeout=60_000):
        stage.view.copying.copy_message(1)
    assert QGuiApplication.clipboard().text() == text
    assert formats() == ["text/plain"]


def test_lists_and_quotes_of_two_messages_stay_apart(stage: Any) -> None:
    stage.say("1. *a*\n")
    stage.say("2. *b*\n\n> c\n")
    stage.view._set_selection(WideSelection(Mark((0, 0), 0), Mark((1, 1), 9)))
    stage.view.copy()
    assert html_there() == '<ol><li><em>a</em></li></ol><ol start="2"><li><em>b</em></li></ol>' + (
        "<blockquote><p>c</p></blockquote>"
    )


def test_a_selection_that_is_too_long_to_be_made_at_once_is_text_alone(stage: Any) -> None:
    paragraph = "some *words* and `code` here " * 100 + "\n\n"
    for _ in range(4):
        stage.say(paragraph * (MAX_AT_ONCE // 3 // len(paragraph)))
    clipboard = QGuiApplication.clipboard()
    stage.view._set_selection(WideSelection(Mark((0, 0), 5), Mark((0, 15), 5)))
    stage.view.copy()
    assert clipboard.mimeData().hasHtml()
    stage.view._set_selection(WideSelection(Mark((0, 0), 5), Mark((3, 15), 5)))
    stage.view.copy()
    assert clipboard.text().count("here") > 5_000
    assert clipboard.mimeData().formats() == ["text/plain"]


def test_nothing_is_kept_of_what_is_too_long_for_other_programs(style: TextStyle) -> None:
    rich = RichCopy(MAX_IN_SLICES)
    page = Segment(kind=SegmentKind.LITERAL, source="")
    whole_text(segments_of("**head**"), style, rich)
    for _ in range(9):
        rich.add_typed(page, "x" * (MAX_IN_SLICES // 10))
    assert len(rich.html()) > MAX_IN_SLICES * 0.9
    rich.add_typed(page, "x" * (MAX_IN_SLICES // 10))
    rich.add_typed(page, "more")
    assert rich.html() == ""
    assert rich._blocks == []


def test_no_document_is_kept_alive_by_a_copy_of_it(style: TextStyle) -> None:
    def n_alive() -> int:
        gc.collect()
        return sum(type(thing) is SafeDocument for thing in gc.get_objects())

    before = n_alive()
    for _ in range(9):
        html_of(CELLS + "\n" + LIST, style)
    assert n_alive() <= before


def test_the_program_ends_well_with_a_copy_on_the_clipboard() -> None:
    """On some platforms the clipboard is emptied when Python has ended."""
    script = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from inglenook_desktop.views.rich_copy import put_on_clipboard\n"
        "put_on_clipboard('x', '<p>x</p>')\n"
        "print(app.clipboard().mimeData().formats())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "['text/plain', 'text/html']\n"), done.stderr


# what is hostile


def assert_harmless(text: str, style: TextStyle, speaker: Speaker = Speaker.MODEL) -> int:
    """All of a message, and parts of it from anywhere to anywhere. Returns how many elements its HTML has."""
    chance = random.Random(ascii(text))
    rich = with_head(style)
    whole = ["head"]
    for segment in segments_of(text, speaker):
        document = make_document(segment, style)
        last = document.characterCount() - 1
        if segment.kind in TYPED:
            typed = document.text_between(0, last)
            rich.add_typed(segment, typed)
            whole.append(typed)
            continue
        rich.add_shown(segment, document, 0, last, document.formulas)
        whole.append(shown_of(document))
        for _ in range(4):
            start, end = sorted(chance.choices(range(last + 1), k=2))
            part = with_head(style)
            part.add_shown(segment, document, start, end, document.formulas)
            assert read(part.html()) == "head" + words(shown_of(document, start, end))
            read(selected_html(segment.kind, document, start, end, document.formulas))
    reader = Reader(rich.html())
    assert words("".join(reader.texts)) == words("".join(whole))
    for hidden in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)):
        assert chr(hidden) not in "".join(reader.texts)
    return len(reader.seen)


def test_hostile_texts_carry_nothing_that_loads_or_runs(style: TextStyle, tmp_path: Path) -> None:
    assert len(CASES) >= 1_200
    n_elements = sum(assert_harmless(filled(case, tmp_path), style) for case in CASES)
    assert n_elements > 3 * len(CASES)
    for case in ALONE:
        assert_harmless(filled(case, tmp_path), style, Speaker.PERSON)


@pytest.mark.parametrize("name", ["reading.md", "rich_answer.md"])
def test_a_long_answer_carries_the_words_that_are_shown(name: str, style: TextStyle) -> None:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    assert assert_harmless(text, style) > 40
    assert assert_harmless(text, drawn_as_boxes(style)) > 40


def test_what_slips_through_the_first_guard_is_stopped_here(
    style: TextStyle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the neutralising of the text switched off."""
    monkeypatch.setattr(
        "inglenook_desktop.views.rich_text.display_markdown", lambda segment, *_: Display(segment.source)
    )
    for case in CASES:
        Reader(html_of(filled(case, tmp_path), style))


def test_a_document_full_of_danger_becomes_words(qapp: QApplication) -> None:
    document = QTextDocument()
    document.setHtml(
        '<body background="https://a.b/x.png"><p style="background:url(file:///x);font-family:x" title="t">one'
        '<img src="file:///etc/passwd"><a name="n" href="javascript:alert(1)">two</a>'
        '<a href="https://a.b/\'&quot;><script>x</script>" onclick="y">three</a></p>'
        '<table background="x.png"><tr><td style="background:url(x)">four</td><td>5</td></tr></table>'
    )
    rich = RichCopy()
    end = document.characterCount() - 1
    rich.add_shown(Segment(kind=SegmentKind.LIST, source=""), document, 0, end, {})
    reader = Reader(rich.html())
    assert words("".join(reader.texts)) == "one\ufffctwothreefour5"
    assert [re.sub("%..", "", address) for address in reader.addresses] in ([], ["https://a.b/'scriptx/script"])


class Spy(QTextBrowser):
    """A program that loads whatever it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.setReadOnly(False)
        self.setUndoRedoEnabled(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        self.asked.append(str(name))
        return None


def test_a_program_that_it_is_pasted_into_loads_nothing_and_has_the_structure(
    style: TextStyle, tmp_path: Path, qtbot: QtBot
) -> None:
    spy = Spy()
    qtbot.addWidget(spy)
    spy.insertHtml('<img src="x.png">')
    spy.grab()
    assert spy.asked  # it would
    spy.asked.clear()
    for case in CASES[::9]:
        text = filled(case, tmp_path)
        put_on_clipboard(*both_of(text, style))
        spy.clear()
        spy.paste()
        spy.grab()
    assert spy.asked == []
    put_on_clipboard(*both_of("# Head\n\n1. *a*\n2. b\n\n" + CELLS, style))
    spy.clear()
    spy.paste()
    document = spy.document()
    assert document.begin().blockFormat().headingLevel() == 1
    assert document.findBlockByNumber(2).textList().itemText(document.findBlockByNumber(2)) == "2."
    (table,) = document.rootFrame().childFrames()
    assert table.rows() == 3
    assert not document.findBlockByNumber(1).charFormat().hasProperty(QTextFormat.Property.FontFamilies)

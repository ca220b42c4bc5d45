"""Footnotes, ways within a message, and the few tags that are shown as what they mean."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.markdown import Segmenter, SegmentKind
from inglenook_desktop.markdown_anchors import slug, target_of
from inglenook_desktop.markdown_display import END_SCRIPT, LINE_BREAK, SUBSCRIPT, SUPERSCRIPT, display_markdown
from inglenook_desktop.views.copying import CopyWish
from inglenook_desktop.views.link_dialog import LinkDialog
from PySide6.QtGui import QGuiApplication, QTextCharFormat

TEXT = (
    "A claim[^1] and [^why] and [^0-9] and [^none].\n\n" + "filler\n\n" * 120 + "[^1]: Source *one*.\n[^why]: Named.\n"
)


def shown(text: str, notes: tuple[str, ...] = ()) -> str:
    segmenter = Segmenter()
    segments = [*segmenter.feed(text), *segmenter.finish()]
    return display_markdown(segments[0], notes=notes).markdown


def test_definitions_are_segments_of_their_own() -> None:
    segmenter = Segmenter()
    segments = [*segmenter.feed("text\n[^1]: one\ngoes on\n[^two]: x\n\n[^a b]: y"), *segmenter.finish()]
    found = [(one.kind, one.note) for one in segments]
    assert found == [
        (SegmentKind.PARAGRAPH, ""),
        (SegmentKind.FOOTNOTE, "1"),
        (SegmentKind.FOOTNOTE, "two"),
        (SegmentKind.PARAGRAPH, ""),
    ]


def test_what_refers_to_no_footnote_is_text() -> None:
    assert shown("a[^1] b[^why] c[^0-9]") == r"a[\[1\]](#note-1) b[^why] c[^0-9]"
    assert shown("b[^why] `[^why]`", ("why",)) == r"b[\[why\]](#note-why) `[^why]`"
    assert shown("[^1](x)") == "[^1](x)"


def test_a_reference_is_raised_and_leads_down_and_the_note_leads_back(stage: Any) -> None:
    stage.say(TEXT)
    stage.view.scroll_to_row(0)
    first = stage.texts()[0]
    assert first.toPlainText() == "A claim[1] and [why] and [^0-9] and [^none]."
    cursor = first.textCursor()
    cursor.setPosition(9)
    assert cursor.charFormat().verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSuperScript
    assert cursor.charFormat().anchorHref() == "#note-1"
    stage.view.follow_link(0, "#note-why")
    assert stage.texts()[-1].toPlainText() == "[why] Named."
    assert stage.texts()[-1]._document.defaultFont() == stage.view._style.small
    assert first not in [text for text in stage.texts() if text.toPlainText().startswith("A claim")]
    stage.view.follow_link(0, "#ref-why")
    assert stage.texts()[0].toPlainText().startswith("A claim")
    assert stage.view.findChild(LinkDialog) is None
    stage.view.follow_link(0, "#nowhere")
    dialog = stage.view.findChild(LinkDialog)
    assert dialog is not None
    assert dialog.open_button is None
    dialog.close()


def test_a_name_becomes_a_reference_when_its_note_arrives(stage: Any) -> None:
    row = stage.say("as shown[^why].\n\n", is_streaming=True)
    assert stage.shown_text() == "as shown[^why]."
    stage.model.append_text(row, "[^why]: Because.")
    stage.view.flush()
    assert stage.shown_text() == "as shown[why].\n[why] Because."
    stage.view.select_message(0)
    assert stage.view.selected_text() == "as shown[why].\n\n[why] Because."


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## A smaller, *bold* heading", "a-smaller-bold-heading"),
        ("# `code` and [link](http://a.b) #", "code-and-link-"),
        ("Über uns\n===", "über-uns"),
    ],
)
def test_headings_have_the_addresses_that_github_gives_them(heading: str, expected: str) -> None:
    assert slug(heading).rstrip("-") == expected.rstrip("-")


def test_a_heading_is_found_by_its_address() -> None:
    segmenter = Segmenter()
    segments = [*segmenter.feed("[x](#zwei-drei)\n\n# Eins\n\n## Zwei, drei\n\n[^n]: x"), *segmenter.finish()]
    assert target_of(segments, "#zwei-drei") == 2
    assert target_of(segments, "#Eins") == 1
    assert target_of(segments, "#note-n") == 3
    assert target_of(segments, "#ref-n") is None
    assert target_of(segments, "#") is None


def test_a_few_tags_mean_something_and_all_others_are_text() -> None:
    assert shown("a<br>b<BR />c") == f"a{LINE_BREAK}b{LINE_BREAK}c"
    assert shown("H<sub>2</sub>O m<SUP>2</SUP>") == f"H{SUBSCRIPT}2{END_SCRIPT}O m{SUPERSCRIPT}2{END_SCRIPT}"
    assert shown("<kbd>Ctrl</kbd>") == "`Ctrl`"
    for text in ("<sub>a<b></sub>", "<br onclick=x>", "<sup>a", "<sub>a</sup>", "<img src=x>"):
        assert shown(text) == text
    assert shown("> [!WARNING]\n> Hot.") == "> **Warning**\n>\n> Hot."


def test_raised_and_lowered_text_loses_its_marks_and_is_copied_plain(stage: Any) -> None:
    stage.say("\U0001f525 H<sub>2</sub>O and `m` m<sup>**2**</sup>\n\n| a |\n|---|\n| x<br>y |\n")
    first = stage.texts()[0]
    assert first.toPlainText() == "\U0001f525 H2O and m m2"
    assert [
        first._document.toRawText().encode("utf-16-le")[2 * a : 2 * (a + n)].decode("utf-16-le")
        for a, n in first._document.code_spans
    ] == ["m"]
    cursor = first.textCursor()
    cursor.setPosition(5)
    assert cursor.charFormat().verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSubScript
    stage.view.copying.do(CopyWish(key=1, is_branch=False, is_plain=True))
    assert "a\nx y" in QGuiApplication.clipboard().text()

"""Tables: where their columns stand, and upright lines in their cells."""

from __future__ import annotations

from typing import Any

from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable

K = SegmentKind


def segments_of(text: str, n_chars: int = 1_000_000) -> list[Segment]:
    segmenter = Segmenter()
    found: list[Segment] = []
    for start in range(0, len(text), n_chars):
        found += segmenter.feed(text[start : start + n_chars])
    return found + segmenter.finish()


def shown_table(stage: Any, text: str) -> QTextTable:
    stage.say(text)
    (found,) = stage.texts()[-1].document().rootFrame().childFrames()
    assert isinstance(found, QTextTable)
    return found


def test_the_head_stands_as_its_column_does(stage: Any) -> None:
    for rows in ("| x | 1 | y | z |\n", ""):
        table = shown_table(stage, f"| Left | Right | Centre | Plain |\n|:--|--:|:-:|---|\n{rows}")
        for row in range(table.rows()):
            sides = [
                table.cellAt(row, column).firstCursorPosition().blockFormat().alignment()
                & Qt.AlignmentFlag.AlignHorizontal_Mask
                for column in range(4)
            ]
            assert sides[1:3] == [Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter]
            assert sides[0] == sides[3] == Qt.AlignmentFlag.AlignLeft


def test_an_escaped_line_in_code_in_a_table_is_a_line(stage: Any) -> None:
    text = "| a | b |\n|---|---|\n| `a\\|b` \uf3f3 `c` | x \\| y |\n"
    table = shown_table(stage, text)
    document = stage.texts()[-1]._document
    assert table.columns() == 2
    assert document.text_between(0, document.characterCount() - 1) == "a\tb\na|b \ufffd c\tx | y"
    raw = document.toRawText()
    assert [raw[start : start + n] for start, n in document.code_spans] == ["a|b", "c"]
    stage.say("Outside of one, `a\\|b` stays.")
    assert stage.texts()[-1].toPlainText() == "Outside of one, a\\|b stays."


def test_a_table_in_an_item_is_a_table_at_its_level(stage: Any) -> None:
    text = (
        "1. One:\n   | a | b |\n   |---|--:|\n   | `x\\|y` | 2 |\n2. Two:\n\n   - deep\n\n"
        "     | c | d |\n     |---|---|\n"
        "     | 3 | 4 |\n\n     after\n3. End | of\n---|---\n"
    )
    found = segments_of(text)
    kinds = [(one.kind, one.depth) for one in found]
    assert kinds[:6] == [(K.LIST, 0), (K.TABLE, 1), (K.LIST, 0), (K.TABLE, 2), (K.PARAGRAPH, 2), (K.LIST, 0)]
    for n_chars in (1, 2, 7):
        assert segments_of(text, n_chars) == found
    assert "".join(one.source for one in found) == text
    stage.say(text)
    first, deep = (one for one in stage.texts() if one.document().rootFrame().childFrames())
    assert first._document.text_between(0, first.n_units()) == "a\tb\nx|y\t2"
    indent = stage.view._style.indent
    assert [round((one.x() - stage.view._left()) / indent) for one in (first, deep)] == [1, 2]

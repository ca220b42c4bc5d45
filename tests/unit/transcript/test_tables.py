"""Tables: where their columns stand, and upright lines in their cells."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable


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

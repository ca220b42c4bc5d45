"""What is selected: its words are marked, and what stands beside them looks as before."""

from __future__ import annotations

from typing import Any

from inglenook_desktop.views.text_piece import TextPiece
from PySide6.QtGui import QImage, QTextCursor


def changed(text: TextPiece) -> tuple[QImage, QImage]:
    """Pictures of it without a selection and with all of it selected."""
    text.clear_selection()
    before = text.grab().toImage()
    text.select(0, text.n_units())
    return before, text.grab().toImage()


def differing(before: QImage, after: QImage, left: int, top: int, right: int, bottom: int) -> int:
    pixels = ((x, y) for x in range(left, right) for y in range(top, bottom))
    return sum(before.pixel(x, y) != after.pixel(x, y) for x, y in pixels)


def test_numbers_bullets_and_boxes_stay_as_they_are(stage: Any) -> None:
    stage.say("1. First\n   - nested\n   - [ ] open\n   - [x] done\n2. Second\n")
    (text,) = stage.texts()
    before, after = changed(text)
    block = text.document().begin()
    n_blocks = 0
    while block.isValid():
        rect = text.cursorRect(QTextCursor(block))
        assert differing(before, after, 0, rect.top(), rect.left() - 1, rect.bottom()) == 0
        assert differing(before, after, rect.left(), rect.top(), rect.left() + 20, rect.bottom()) > 100
        n_blocks += 1
        block = block.next()
    assert n_blocks == 5


def test_nothing_is_marked_above_a_table(stage: Any) -> None:
    stage.say("| a | b |\n|---|---|\n| one | two |\n")
    (text,) = stage.texts()
    before, after = changed(text)
    first = QTextCursor(text.document().begin().next())
    top, width = text.cursorRect(first).top() - 1, before.width()
    assert top > 3
    assert differing(before, after, 0, 0, width, top) == 0
    assert differing(before, after, 0, top, width, before.height()) > 100

"""Mathematics in the transcript, with shapes that are there, or come later, or never."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from inglenook_desktop.formula_drawing import Shape
from inglenook_desktop.markdown_maths import Formula
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.views.copying import CopyWish
from inglenook_desktop.views.text_piece import TextPiece
from inglenook_desktop.views.transcript_marks import TranscriptMarks
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QPixmapCache,
    QTextCursor,
)

OBJECT = "\ufffc"


class Shapes(QObject):
    """Draws every formula as a box, when told to. asked: those it was asked for."""

    drawn = Signal(object)

    def __init__(self, *, descent: float = 0.0, height: float = 1.0) -> None:
        super().__init__()
        self.asked: list[Formula] = []
        self.ready: dict[Formula, Shape] = {}
        self._descent, self._height = descent, height

    def shape(self, formula: Formula) -> Shape | None:
        if formula not in self.ready:
            self.asked.append(formula)
        return self.ready.get(formula)

    def draw(self, *formulas: Formula) -> None:
        for formula in formulas:
            path = QPainterPath()
            path.addRect(0, -self._height, 1, self._height + self._descent)
            self.ready[formula] = Shape(path, 1.0, self._height, self._descent)
        self.drawn.emit(frozenset(formulas))

    def draw_all(self) -> None:
        self.draw(*self.asked)


@pytest.fixture
def shapes(stage: Any) -> Shapes:
    made = Shapes(descent=0.3)
    stage.view.use_formulas(made)
    return made


def text_of(stage: Any) -> TextPiece:
    (text,) = stage.texts()
    assert isinstance(text, TextPiece)
    return text


def test_a_formula_takes_the_place_of_its_source_when_it_is_drawn(stage: Any, shapes: Shapes) -> None:
    stage.say(r"so $a_1$ and \(b\) and *more*")
    assert stage.shown_text() == r"so $a_1$ and \(b\) and more"
    assert shapes.asked == [Formula("a_1", False), Formula("b", False)]
    shapes.draw(Formula("b", False))
    assert stage.shown_text() == f"so $a_1$ and {OBJECT} and more"
    shapes.draw_all()
    assert stage.shown_text() == f"so {OBJECT} and {OBJECT} and more"


def test_what_is_copied_is_latex(stage: Any, shapes: Shapes) -> None:
    stage.say("\U0001f525 so $a_1$\n\n$$\nb\n$$\n\nend")
    shapes.draw_all()
    assert stage.shown_text() == f"\U0001f525 so {OBJECT}\n{OBJECT}\nend"
    stage.view.select_message(0)
    assert stage.view.selected_text() == "\U0001f525 so $a_1$\n\n$$\nb\n$$\n\nend"
    stage.view.copying.do(CopyWish(key=1, is_branch=False, is_plain=True))
    assert QGuiApplication.clipboard().text() == "\U0001f525 so $a_1$\n\n$$\nb\n$$\n\nend"
    first = stage.texts()[0]
    first.select(3, 7)
    assert first.selected_text() == "so $a_1$"


def test_a_formula_stands_on_the_baseline_of_its_line_and_is_crisp_at_any_scale(stage: Any, shapes: Shapes) -> None:
    stage.say("xxxx $y$ xxxx")
    shapes.draw_all()
    text = text_of(stage)
    line = text._document.begin().layout().lineAt(0)
    for scale in (1, 2):
        image = QImage(text.size() * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor("white"))
        text.render(image, QPoint(0, 0))
        cursor = QTextCursor(text._document)
        cursor.setPosition(5)
        x = text.cursorRect(cursor).center().x() + 5
        dark = [y for y in range(image.height()) if image.pixelColor(x * scale, y).lightness() < 128]
        em = QFontMetricsF(stage.view._style.font).xHeight() / 0.467
        assert dark[0] / scale == pytest.approx(line.y() + line.ascent() - em, abs=1.01)
        assert (dark[-1] + 1) / scale == pytest.approx(line.y() + line.ascent() + 0.3 * em, abs=1.01)
        assert dark == list(range(dark[0], dark[-1] + 1))


def test_a_formula_is_filled_once_for_its_size_and_colour(
    stage: Any, shapes: Shapes, palette_of: Callable[[str], QPalette], monkeypatch: pytest.MonkeyPatch
) -> None:
    n_filled = 0
    fill = QPainter.fillPath

    def counting(painter: QPainter, *args: Any) -> None:
        nonlocal n_filled
        n_filled += 1
        fill(painter, *args)

    monkeypatch.setattr(QPainter, "fillPath", counting)
    stage.say("xxxx $y$ xxxx")
    shapes.draw_all()
    for _ in range(5):
        stage.paint()
    assert n_filled == 1
    stage.view.setPalette(palette_of("dark"))
    stage.paint()
    assert n_filled == 2
    QPixmapCache.clear()
    stage.paint()
    assert n_filled == 3


def test_while_a_formula_arrives_its_source_is_shown_and_nothing_above_it_moves(stage: Any, shapes: Shapes) -> None:
    row = stage.say("", is_streaming=True)
    arrived = ""
    for token in ("first\n", "\n$$", "\n\\fr", "ac{a}", "{b}\n", "$", "$\n", "\nafter $x", "^2", "$ it"):
        arrived += token
        stage.model.append_text(row, token)
        stage.view.flush()
        shapes.draw_all()
        texts = stage.texts()
        assert texts[0].toPlainText() == "first"
        assert texts[0].y() == stage.view._placed[0][1] + 2
        if arrived.endswith("{a}"):
            assert texts[1].toPlainText() == "$$\n\\frac{a}"
    assert [text.toPlainText() for text in stage.texts()] == ["first", OBJECT, f"after {OBJECT} it"]
    assert Formula("x^2", False) in shapes.asked
    assert not any(one.latex == "\\fr" for one in shapes.asked)  # the unfinished is not asked for


def test_both_paths_show_the_same(stage: Any, shapes: Shapes) -> None:
    text = "a $x$ b\n\n\\[\ny\n\\]\n\n- $z$\n\n| $q$ |\n|---|\n| $r$ |\n"
    shapes.draw(*(Formula(name, False) for name in "xzqr"), Formula("y", True))
    row = stage.say("", is_streaming=True)
    for character in text:
        stage.model.append_text(row, character)
        stage.view.flush()
    stage.model.replace(row, TranscriptItem(key=1, speaker=Speaker.MODEL, text=text))
    streamed = stage.shown_text()
    stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text=text)])
    assert stage.shown_text() == streamed
    assert streamed.count(OBJECT) == 5


def test_what_a_person_wrote_is_shown_as_it_was_typed(stage: Any, shapes: Shapes) -> None:
    stage.say("is $x$ a \\(formula\\)?", speaker=Speaker.PERSON)
    assert stage.shown_text() == "is $x$ a \\(formula\\)?"
    assert shapes.asked == []


def test_a_wide_formula_scrolls_sideways_and_begins_at_the_left(stage: Any) -> None:
    wide = Shapes()
    stage.view.use_formulas(wide)
    stage.say("$$x$$")
    path = QPainterPath()
    path.addRect(0, -1, 200, 1)
    formula = Formula("x", True)
    wide.ready[formula] = Shape(path, 200, 1, 0)
    wide.drawn.emit(frozenset((formula,)))
    text = text_of(stage)
    assert text.horizontalScrollBar().maximum() > 500
    cursor = QTextCursor(text._document)
    assert text.cursorRect(cursor).left() >= 0


def test_a_formula_within_a_line_is_never_wider_than_the_line(stage: Any) -> None:
    wide = Shapes()
    stage.view.use_formulas(wide)
    stage.say("so $x$ there\n\n- item\n  - $x$")
    path = QPainterPath()
    path.addRect(0, -1, 200, 1)
    formula = Formula("x", False)
    wide.ready[formula] = Shape(path, 200, 1, 0.2)
    wide.drawn.emit(frozenset((formula,)))
    for text in stage.texts():
        assert text._document.size().width() <= text.viewport().width() + 1
        block = text._document.lastBlock()
        lines = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
        assert max(line.naturalTextWidth() for line in lines) <= text.viewport().width() + 1


def test_the_line_that_is_being_read_stays_where_it_is(stage: Any) -> None:
    tall = Shapes(height=9.0)
    stage.view.use_formulas(tall)
    words = " ".join(f"word{number}" for number in range(120))
    stage.say(f"one $x$ {words} $x$ {words} two " + words + "\n\n" + ("more\n\n" * 80))
    stage.view.scroll_to_row(0)
    stage.view.verticalScrollBar().setValue(190)

    def place() -> tuple[str, int]:
        text = stage.texts()[0]
        cursor = text.cursorForPosition(QPoint(0, -text.y() + 4))
        block = cursor.block().text()
        word = block[cursor.positionInBlock() :].split(maxsplit=1)[0]
        return word, text.y() + text.cursorRect(cursor).top()

    before = place()
    height = stage.texts()[0].height()
    tall.draw_all()
    assert stage.texts()[0].height() > height + 100
    assert place()[0] == before[0]
    assert abs(place()[1] - before[1]) <= 1


def test_a_formula_in_the_background_of_a_document_that_is_kept_is_drawn_too(stage: Any, shapes: Shapes) -> None:
    stage.say("first $x$ here\n\n" + "more\n\n" * 100)
    stage.view.scroll_to_row(0)
    stage.view.scroll_to_bottom()
    shapes.draw_all()
    stage.view.scroll_to_row(0)
    assert stage.texts()[0].toPlainText() == f"first {OBJECT} here"


def test_what_is_looked_for_is_marked_also_within_a_formula(stage: Any, shapes: Shapes) -> None:
    stage.say("\U0001f525 alpha $\\alpha + 1$ and alpha")
    shapes.draw_all()
    marks = TranscriptMarks(stage.view, stage.view)
    marks.show(lambda text: [found.span() for found in re.finditer("alpha", text)])
    selections = text_of(stage).extraSelections()
    assert [(one.cursor.selectionStart(), one.cursor.selectionEnd()) for one in selections] == [
        (3, 8),
        (9, 10),
        (15, 20),
    ]


def test_a_screen_reader_is_told_what_a_formula_is(stage: Any, shapes: Shapes) -> None:
    stage.say("so $a_1$")
    assert text_of(stage).accessibleDescription() == ""
    shapes.draw_all()
    assert text_of(stage).accessibleDescription() == "so $a_1$"


@pytest.mark.parametrize("text", ["$x^2$", "| a |\n|---|\n| $x^2$ |\n", "$$x^2$$"])
def test_a_selected_formula_has_the_colour_of_selected_text(
    stage: Any, shapes: Shapes, palette_of: Callable[[str], QPalette], text: str
) -> None:
    stage.view.setPalette(palette_of("light"))
    stage.say(text)
    shapes.draw_all()
    piece = text_of(stage)

    def n_white() -> int:
        picture = piece.grab().toImage()
        places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return sum(picture.pixelColor(x, y) == QColor("white") for x, y in places)

    assert n_white() == 0
    piece.selectAll()
    assert n_white() > 30  # the box that stands for the formula
    piece.clear_selection()
    assert n_white() == 0

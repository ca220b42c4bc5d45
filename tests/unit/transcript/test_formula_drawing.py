"""The child that draws formulas, and what the window makes of children that misbehave."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import inglenook_desktop.formula_drawing as module
import pytest
from inglenook_desktop.formula_drawing import FormulaDrawing, Shape
from inglenook_desktop.frames import engine_environment
from inglenook_desktop.markdown_maths import Formula
from inglenook_desktop.maths.wire import Draw, Drawn, Refused, Stroke, decode_answer, encode_answer, encode_draw
from inglenook_engine.errors import WireError
from pytestqt.qtbot import QtBot

GOOD = Formula(r"\frac{a}{b}", is_display=True)
Make = Callable[..., FormulaDrawing]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made: list[FormulaDrawing] = []

    def drawing(script: str = "", **kwargs: object) -> FormulaDrawing:
        command = [sys.executable, "-I", "-c", script] if script else []
        one = FormulaDrawing(engine_environment(os.environ), command=command, **kwargs)  # type: ignore[arg-type]
        made.append(one)
        return one

    yield drawing
    for one in made:
        one.shut_down(5_000)


def settle(qtbot: QtBot, drawing: FormulaDrawing) -> None:
    qtbot.waitUntil(lambda: not drawing.is_at_work and not drawing._waiting, timeout=30_000)


def test_the_child_draws_what_it_knows_and_refuses_the_rest(make: Make, qtbot: QtBot) -> None:
    drawing = make()
    known = [
        GOOD,
        Formula("x_1", is_display=False),
        Formula(r"\begin{aligned}a&=b\\&=c\end{aligned}", is_display=True),
        Formula(r"\boxed{\cancel{x}}\label{eq}\tag{2}", is_display=True),
    ]
    refused = [
        Formula(latex, is_display=False)
        for latex in (
            r"\nosuch{x}",
            r"\frac{a",
            r"\def\x{\x\x}\x",
            r"\newcommand{\x}{\x\x\x}\x",
            r"\href{file:///etc/passwd}{x}",
            r"\includegraphics{/etc/passwd}",
            r"\colorbox{white}{x}",
            "{" * 1_900,
            r"\sqrt{" * 300,
            r"\left(" * 300,
            "^" * 1_000,
            r"\hspace{99999em}x",
            "\x00\ud800",
        )
    ]
    for formula in [*known, *refused]:
        assert drawing.shape(formula) is None
    assert drawing.has_child
    settle(qtbot, drawing)
    for formula in known:
        shape = drawing.shape(formula)
        assert shape is not None
        assert shape.width > 0.3
        assert shape.path.boundingRect().height() > 0.3
    for formula in refused:
        assert drawing.shape(formula) is None
    drawing._idle.timeout.emit()
    assert not drawing.has_child
    assert drawing.shape(GOOD) is not None  # kept without a child


def test_the_child_ends_itself_rather_than_open_anything() -> None:
    for act, rc in (
        ("open('x.txt', 'w')", 3),
        ("__import__('os').open('x.txt', 1)", 3),
        ("__import__('socket').socket()", 3),
        ("__import__('subprocess').run(['true'])", 3),
        ("__import__('os').fork()", 3),
        ("open(__import__('sys').executable, 'rb').close()", 0),
    ):
        script = f"import sys; from inglenook_desktop.maths.__main__ import _audit; sys.addaudithook(_audit); {act}"
        done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=False)
        assert done.returncode == rc, act
    assert not Path("x.txt").exists()


ECHO = """
import json, sys
for line in sys.stdin:
    number, latex, _ = json.loads(line)
    BODY
"""
ANSWER = 'print(json.dumps(dict(number=number, box=[1, 1, 0], outline="M 0 0 L 9 9 Z", strokes=[])), flush=True)'


def test_a_formula_that_takes_too_long_costs_only_itself(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "START_PATIENCE_MS", 60_000)
    body = f"if latex == 'slow': __import__('time').sleep(60)\n    {ANSWER}"
    drawing = make(ECHO.replace("BODY", body))
    first, slow, other = (Formula(name, is_display=False) for name in ("first", "slow", "other"))
    drawing.shape(first)
    settle(qtbot, drawing)
    monkeypatch.setattr(module, "PATIENCE_MS", 200)
    drawing.shape(slow)
    drawing.shape(other)  # of a new child
    settle(qtbot, drawing)
    assert drawing.shape(slow) is None
    assert not drawing._waiting  # and it is not asked for again
    assert drawing.shape(other) is not None


def test_a_child_that_dies_again_and_again_is_left_alone_for_a_while(make: Make, qtbot: QtBot) -> None:
    now = [100.0]
    drawing = make("raise SystemExit(9)", clock=lambda: now[0])
    for number in range(9):
        drawing.shape(Formula(str(number), is_display=False))
    settle(qtbot, drawing)
    assert not drawing.has_child
    assert sum(shape is None for shape in drawing._shapes.values()) == module.MAX_DEATHS
    drawing.shape(Formula("8", is_display=False))
    drawing.shape(Formula("0", is_display=False))
    assert not drawing.has_child
    now[0] += module.REST_S
    drawing.shape(Formula("later", is_display=False))
    assert drawing.has_child
    settle(qtbot, drawing)


def test_what_is_kept_has_a_limit_and_what_is_forgotten_is_not_asked_for_for_ever(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_ELEMENTS", 7)
    drawing = make(ECHO.replace("BODY", ANSWER))
    one, two, three = (Formula(name, is_display=False) for name in ("one", "two", "three"))
    for _ in range(module.MAX_ASKED + 3):
        for formula in (one, two, three):
            drawing.shape(formula)
            settle(qtbot, drawing)
            assert drawing._n_elements <= 7
    assert drawing._number <= 3 * (module.MAX_ASKED + 1)


def test_a_child_that_is_not_there_is_no_error(make: Make, qtbot: QtBot) -> None:
    drawing = FormulaDrawing({}, command=["/nonexistent/inglenook-maths"])
    drawing.shape(GOOD)
    qtbot.waitUntil(lambda: not drawing.has_child)
    assert drawing.shape(GOOD) is None
    drawing.shut_down()


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "{}",
        '{"number": 1, "box": [1, 1, 0], "outline": "M 0 0 L 9 9 X 1", "strokes": []}',
        '{"number": 1, "box": [1, 1, 0], "outline": "M 0 M", "strokes": []}',
        '{"number": 1, "box": [1e999, 1, 0], "outline": "", "strokes": []}',
        '{"number": 1, "box": [999999, 1, 0], "outline": "", "strokes": []}',
        '{"number": 1, "box": [1, 1], "outline": "", "strokes": []}',
        '{"number": 1, "box": [true, 1, 0], "outline": "", "strokes": []}',
        '{"number": 1, "box": [1, 1, 0], "outline": "", "strokes": [["a", ""]]}',
        '{"number": 1, "box": [1, 1, 0], "outline": "M 99999999999 0 L 1 1", "strokes": []}',
        "[" * 5_000,
    ],
)
def test_nonsense_of_a_child_is_no_shape(line: str) -> None:
    with pytest.raises(WireError):
        shape_from(line)


def shape_from(line: str) -> Shape:
    answer = decode_answer(line.encode())
    assert isinstance(answer, Drawn)
    return module._shape_of(answer)


def test_what_goes_over_the_wire_comes_back(qapp: object) -> None:
    drawn = Drawn(
        number=3,
        width=1.5,
        ascent=0.7,
        descent=-0.1,
        outline="M 0 0 Q 1 1 2 2 Z",
        strokes=(Stroke(width=40, outline="M 0 0 L 5 5"),),
    )
    assert decode_answer(encode_answer(drawn)) == drawn
    assert decode_answer(encode_answer(Refused(number=4, why="no"))) == Refused(number=4, why="no")
    assert encode_draw(Draw(number=1, latex="\n\ud800", is_display=True)).count(b"\n") == 1

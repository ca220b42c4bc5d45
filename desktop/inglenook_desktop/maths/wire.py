"""The lines between the window and the child that draws formulas, as values. One JSON object a line."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass

from inglenook_engine.errors import WireError

MAX_LINE_BYTES = 1 << 19
MAX_OUTLINE = 200_000
"""Characters of an outline."""
MAX_EM = 400.0
"""Width and height of a formula, in em; more is nonsense."""


def maths_command() -> list[str]:
    """Argument list of the child. -I: neither the working folder nor PYTHON* variables change what it runs."""
    return [sys.executable, "-I", "-m", "inglenook_desktop.maths"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Asks for one formula. number: comes back with the answer."""

    number: int
    latex: str
    is_display: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line of a width, in thousandths of an em."""

    width: float
    outline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """width, ascent, descent: in em, from the baseline. outline: what is filled, as the path of an SVG with the
    commands M, L, Q, C and Z, absolute, in thousandths of an em, y downwards from the baseline."""

    number: int
    width: float
    ascent: float
    descent: float
    outline: str
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """why: for the log."""

    number: int
    why: str


def encode_draw(draw: Draw) -> bytes:
    return json.dumps([draw.number, draw.latex, draw.is_display]).encode() + b"\n"


def decode_draw(line: bytes) -> Draw:
    """Raises WireError."""
    match _parsed(line):
        case [int(number), str(latex), bool(is_display)]:
            return Draw(number=number, latex=latex, is_display=is_display)
    raise WireError("a line that asks for no formula")


def encode_answer(answer: Drawn | Refused) -> bytes:
    if isinstance(answer, Refused):
        return json.dumps({"number": answer.number, "why": answer.why[:200]}).encode() + b"\n"
    fields = {
        "number": answer.number,
        "box": [answer.width, answer.ascent, answer.descent],
        "outline": answer.outline,
        "strokes": [[stroke.width, stroke.outline] for stroke in answer.strokes],
    }
    return json.dumps(fields).encode() + b"\n"


def decode_answer(line: bytes) -> Drawn | Refused:
    """Raises WireError for whatever is not exactly an answer: the child read what a model wrote."""
    match _parsed(line):
        case {"number": int(number), "why": str(why)}:
            return Refused(number=number, why=why)
        case {"number": int(number), "box": [*box], "outline": str(outline), "strokes": [*strokes]}:
            sizes = [_number(value) for value in box]
            lines = tuple(_stroke(stroke) for stroke in strokes)
            if len(sizes) == 3 and len(outline) <= MAX_OUTLINE and all(abs(size) <= MAX_EM for size in sizes):
                width, ascent, descent = sizes
                return Drawn(number=number, width=width, ascent=ascent, descent=descent, outline=outline, strokes=lines)
    raise WireError("a line that answers with no formula")


def _parsed(line: bytes) -> object:
    try:
        parsed: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError("a line that is no JSON") from error
    return parsed


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise WireError("a size that is no number")
    return float(value)


def _stroke(value: object) -> Stroke:
    match value:
        case [width, str(outline)] if len(outline) <= MAX_OUTLINE:
            return Stroke(width=_number(width), outline=outline)
    raise WireError("a stroke that is none")

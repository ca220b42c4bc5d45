"""Draws one formula with ziamath. The only importer of that library; runs in the child alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from ziamath.config import config
from ziamath.tex import tex2mml
from ziamath.zmath import Math

from .wire import MAX_EM, MAX_OUTLINE, Drawn, Stroke

_EM = 1000.0
_UNKNOWN = re.compile(r">[^<]*\\([A-Za-z]+)[^<]*<")
_DROPPED = re.compile(
    r"\\(?:label|ref|eqref)\s*\{[^{}]*\}|\\(?:nonumber|notag|displaylimits|ensuremath|hline\b(?!\s*[\w\\]))"
)
_OPERATOR = re.compile(r"\\operatorname\s*\*?\s*\{([^{}]*)\}")
_PLACED = re.compile(r"\\begin\{(aligned|gathered|alignedat|split)\}\[[tbc]\]")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_REFUSED = re.compile(
    r"\\(?:f?colorbox|bgcolor|def|gdef|edef|let|newcommand|renewcommand|includegraphics|href|url|input)\b"
)
_TOKEN = re.compile(r"([MLQCZ])|(-?\d+(?:\.\d+)?(?:e-?\d+)?)")

config.svg2 = False  # every outline in place, none by reference
config.precision = 1  # 0 drops the zeros of whole numbers


class FormulaError(Exception):
    """The formula cannot be drawn as it was meant. The message is for the log."""


def draw(number: int, latex: str, *, is_display: bool) -> Drawn:
    """Raises FormulaError. May take long, or much memory, for what was made to: the caller has limits."""
    latex = _rewritten(latex)
    if found := _REFUSED.search(latex):
        raise FormulaError(f"{found[0]} is not drawn")
    try:
        mathml = tex2mml(latex, inline=not is_display)
        if found := _UNKNOWN.search(mathml):
            raise FormulaError(f"\\{found[1]} is not known")
        formula = Math(_spaced(mathml), size=_EM, margin=0)
        width, height = formula.getsize()
        descent = -formula.getyofst()
        fills, strokes = _outlines(formula.svgxml())
    except FormulaError:
        raise
    except Exception as error:  # a library for people, fed by a model: whatever it raises, the source is shown
        raise FormulaError(f"{type(error).__name__}: {error}") from error
    if not fills and not strokes:
        raise FormulaError("there is nothing in it")
    outline = " ".join(fills)
    if len(outline) > MAX_OUTLINE or max(width, height) > MAX_EM * _EM:
        raise FormulaError("it is too large")
    return Drawn(
        number=number,
        width=round(width / _EM, 4),
        ascent=round((height - descent) / _EM, 4),
        descent=round(descent / _EM, 4),
        outline=outline,
        strokes=tuple(strokes),
    )


def _rewritten(latex: str) -> str:
    """In words that the library knows. Nothing of a chat is numbered, so equations are not."""
    latex = _DROPPED.sub("", _TAG.sub(r"\\qquad(\\text{\1})", latex))
    latex = _OPERATOR.sub(lambda match: _operator(match[1]), latex)
    latex = _PLACED.sub(r"\\begin{\1}", latex).replace("\\bmod", r"\;\mathrm{mod}\;")
    return latex.replace("{align}", "{align*}").replace("{equation}", "{equation*}")


def _operator(name: str) -> str:
    return rf"\operatorname{{{name}}}" if name.isalnum() else rf"\mathrm{{{name}}}"


def _spaced(mathml: str) -> str:
    """With room between rows and columns as TeX leaves it; the library has points where the size of the text counts."""
    return mathml.replace('rowspacing="3pt"', 'rowspacing="0.5em"').replace(
        "<mtable>", '<mtable rowspacing="0.4em" columnspacing="0.9em">'
    )


def _outlines(svg: Element) -> tuple[list[str], list[Stroke]]:
    fills: list[str] = []
    strokes: list[Stroke] = []
    for element in svg.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "rect":
            outline = _rectangle(element.attrib)
        elif kind == "path":
            outline = " ".join(_commands(element.attrib.get("d", "")))
        elif kind in ("svg", "g"):
            continue
        else:
            raise FormulaError(f"an element {kind}")
        if "stroke-width" in element.attrib:
            strokes.append(Stroke(width=float(element.attrib["stroke-width"]), outline=outline))
        else:
            fills.append(outline)
    return fills, strokes


def _rectangle(attributes: dict[str, Any]) -> str:
    x, y, width, height = (round(float(attributes[name])) for name in ("x", "y", "width", "height"))
    return f"M {x} {y} L {x + width} {y} L {x + width} {y + height} L {x} {y + height} Z"


def _commands(data: str) -> Iterator[str]:
    for command, number in _TOKEN.findall(data):
        yield command or str(round(float(number)))

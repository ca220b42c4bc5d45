"""Formulas in a text document: each is one character that is painted as a shape, on the baseline of its line.

The shape is filled when it is painted, so it is crisp at any scale, and in the colour of the text around it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from ..formula_drawing import Shape
from ..markdown_maths import Formula

FORMULA_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
_INDEX = QTextFormat.Property.UserProperty.value + 1
_EM = QTextFormat.Property.UserProperty.value + 2
_OBJECT = "\ufffc"
_X_HEIGHT = 0.467
"""Of the font that formulas are drawn with, in em."""
_SIDE = 0.06
"""Room at both sides of a formula, in em."""

LookUp = Callable[[Formula], Shape | None]


def nothing_drawn(formula: Formula) -> Shape | None:  # noqa: ARG001
    """The LookUp of whoever shows formulas as they were written."""
    return None


@dataclass(frozen=True, slots=True)
class PlacedFormula:
    """source: with its delimiters, for copies."""

    shape: Shape
    source: str


class FormulaPainter(QPyTextObject):
    """Of one document."""

    def __init__(self, document: QTextDocument, formulas: Sequence[PlacedFormula], color: QColor) -> None:
        super().__init__(document)
        self._formulas = formulas
        self._color = color

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: ARG002
        shape, em = self._formulas[int(format.property(_INDEX))].shape, float(format.property(_EM))
        return QSizeF((shape.width + 2 * _SIDE) * em, (shape.ascent + max(0.0, shape.descent)) * em)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002
        format: QTextFormat,
    ) -> None:
        shape, em = self._formulas[int(format.property(_INDEX))].shape, float(format.property(_EM))
        box = QRectF(rect)
        chars = format.toCharFormat()
        below = 0.0
        if chars.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignBaseline:
            below = QFontMetricsF(chars.font()).descent()
        brush = chars.foreground()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QPointF(box.left() + _SIDE * em, box.bottom() - below))
        painter.scale(em, em)
        painter.fillPath(shape.path, brush if brush.style() != Qt.BrushStyle.NoBrush else self._color)
        painter.restore()


def place_formulas(
    document: QTextDocument, formulas: Sequence[PlacedFormula], first_mark: str, font: QFont, color: QColor
) -> dict[int, str]:
    """Puts the formulas where their marks are: the n-th one has the n-th character after `first_mark`. font: of text
    without one of its own. Returns the sources by place, in UTF-16 units."""
    document.documentLayout().registerHandler(FORMULA_OBJECT, FormulaPainter(document, formulas, color))
    sources: dict[int, str] = {}
    first = ord(first_mark)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    text = document.toRawText()
    is_narrow = text.isascii() or max(text) < "\U00010000"
    position = 0
    for character in text:
        index = ord(character) - first
        if 0 <= index < len(formulas):
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(_OBJECT, _format(cursor.charFormat(), index, formulas[index].shape, font))
            sources[position] = formulas[index].source
        position += 1 if is_narrow or character < "\U00010000" else 2
    cursor.endEditBlock()
    return sources


def _format(around: QTextCharFormat, index: int, shape: Shape, font: QFont) -> QTextCharFormat:
    made = QTextCharFormat(around)
    size = around.fontPointSize() or font.pointSizeF()
    own = QFont(font)
    own.setPointSizeF(size)
    metrics = QFontMetricsF(own)
    # the letters of a formula are as high as those around them, whatever the font of the window is
    em = metrics.xHeight() / _X_HEIGHT
    made.setObjectType(FORMULA_OBJECT)
    made.setProperty(_INDEX, index)
    made.setProperty(_EM, em)
    made.setFontFixedPitch(False)
    descent = max(0.0, shape.descent) * em
    if descent > 0.5 and metrics.descent() > 0:
        # the layout puts as much of an object below the baseline as its font has there
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        made.setFontPointSize(max(1.0, size * math.ceil(descent) / metrics.descent()))
    else:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignNormal)
    return made

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
    QPixmap,
    QPixmapCache,
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
_SELECTION_BRUSH = 0x822
"""QTextFormat::ObjectSelectionBrush, which PySide lacks: an object that is selected or marked has it."""
_OBJECT = "\ufffc"
_X_HEIGHT = 0.467
"""Of the font that formulas are drawn with, in em."""
_SIDE = 0.06
"""Room at both sides of a formula, in em."""

_EDGE = 1
"""Pixels around a picture: the edge of a stroke is soft."""
_MAX_PICTURE_PX = 1 << 19
_MAX_PICTURES = 8
"""Of one formula, in other sizes and colours."""

LookUp = Callable[[Formula], Shape | None]


def nothing_drawn(formula: Formula) -> Shape | None:  # noqa: ARG001
    """The LookUp of whoever shows formulas as they were written."""
    return None


@dataclass(frozen=True, slots=True)
class PlacedFormula:
    """source: with its delimiters, for copies."""

    shape: Shape
    source: str


class SelectedFormulas:
    """Of one document: over an object that is selected or marked Qt lays half of the ground's colour, as over a
    picture, so these are painted last."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Shape, QPointF, float, QColor]] = []

    def add(self, shape: Shape, place: QPointF, em: float, color: QColor) -> None:
        """place: of the baseline's beginning. em: in pixels."""
        self._waiting.append((shape, place, em, color))

    def paint(self, painter: QPainter) -> None:
        """To be called whenever the document was painted."""
        waiting, self._waiting = self._waiting, []
        for shape, place, em, color in waiting:
            _paint(painter, shape, place, em, color)


class FormulaPainter(QPyTextObject):
    """Of one document. fits: what is wider than a line is made smaller; else it is for the view to scroll."""

    def __init__(
        self,
        document: QTextDocument,
        formulas: Sequence[PlacedFormula],
        color: QColor,
        selected: SelectedFormulas,
        *,
        fits: bool,
    ) -> None:
        super().__init__(document)
        self._fits = fits
        self._formulas = formulas
        self._color = color
        self._selected = selected

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        shape, em = self._formulas[int(format.property(_INDEX))].shape, float(format.property(_EM))
        width = shape.width + 2 * _SIDE
        if self._fits:
            block = doc.findBlock(posInDocument)
            text_list = block.textList()
            indent = block.blockFormat().indent() + (text_list.format().indent() if text_list is not None else 0)
            room = doc.textWidth() - block.blockFormat().leftMargin() - indent * doc.indentWidth()
            if 0 < room < width * em:
                em = room / width
        return QSizeF(width * em, shape.ascent * em + _below(format))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002
        format: QTextFormat,
    ) -> None:
        shape = self._formulas[int(format.property(_INDEX))].shape
        box = QRectF(rect)
        em = box.width() / (shape.width + 2 * _SIDE)
        chars = format.toCharFormat()
        brush = chars.foreground()
        color = brush.color() if brush.style() != Qt.BrushStyle.NoBrush else self._color
        place = QPointF(box.left() + _SIDE * em, box.bottom() - _below(format))
        if format.hasProperty(_SELECTION_BRUSH):
            self._selected.add(shape, place, em, color)
        else:
            _paint(painter, shape, place, em, color)


def _below(format: QTextFormat) -> float:
    """Pixels that the layout puts below the baseline."""
    chars = format.toCharFormat()
    if chars.verticalAlignment() != QTextCharFormat.VerticalAlignment.AlignBaseline:
        return 0.0
    return QFontMetricsF(chars.font()).descent()


def _paint(painter: QPainter, shape: Shape, place: QPointF, em: float, color: QColor) -> None:
    """place: of the baseline's beginning. A shape is filled once for a size and a colour, and copied from then on."""
    transform = painter.deviceTransform()
    scale = transform.m11()
    is_plain = transform.isAffine() and not transform.isRotating() and scale == transform.m22() and scale > 0
    picture = _picture(shape, em, scale, color) if is_plain else None
    if picture is None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(place)
        painter.scale(em, em)
        painter.fillPath(shape.path, color)
        painter.restore()
        return
    at = transform.map(place)  # on whole pixels, as the letters around it
    shift = QPointF(round(at.x()) - at.x(), round(at.y()) - at.y()) / scale
    corner = QPointF(_EDGE, _EDGE + math.ceil(shape.ascent * em * scale)) / scale
    painter.drawPixmap(place + shift - corner, picture)


def _picture(shape: Shape, em: float, scale: float, color: QColor) -> QPixmap | None:
    """None for one that is too large to keep. scale: pixels of the device in one of the window."""
    em_px = em * scale
    key = shape.pictures.get((em, scale, color.rgba()))
    picture = QPixmap()
    if key is not None and QPixmapCache.find(key, picture):
        return picture
    ascent = math.ceil(shape.ascent * em_px)
    width = math.ceil(shape.width * em_px) + 2 * _EDGE
    height = ascent + math.ceil(max(0.0, shape.descent) * em_px) + 2 * _EDGE
    if width * height > _MAX_PICTURE_PX:
        return None
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(_EDGE, _EDGE + ascent)
    painter.scale(em_px, em_px)
    painter.fillPath(shape.path, color)
    painter.end()
    picture.setDevicePixelRatio(scale)
    if len(shape.pictures) >= _MAX_PICTURES:
        shape.pictures.clear()
    shape.pictures[em, scale, color.rgba()] = QPixmapCache.insert(picture)
    return picture


def place_formulas(
    document: QTextDocument,
    formulas: Sequence[PlacedFormula],
    first_mark: str,
    font: QFont,
    color: QColor,
    selected: SelectedFormulas,
    *,
    fits: bool = True,
) -> dict[int, str]:
    """Puts the formulas where their marks are: the n-th one has the n-th character after `first_mark`. font: of text
    without one of its own. Returns the sources by place, in UTF-16 units."""
    document.documentLayout().registerHandler(
        FORMULA_OBJECT, FormulaPainter(document, formulas, color, selected, fits=fits)
    )
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

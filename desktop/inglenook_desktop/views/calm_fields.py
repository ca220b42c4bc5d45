"""Fields for a choice and for numbers in the shape of those beside them. Scrolling past one changes nothing.

`restyle` is for windows that know the theme's colours; in a dialog, `dialog_looks` gives them a sheet.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from ..theme import Colors
from .models_parts import Choice, stroke_color

CONTROL_WIDTH = 210
_TEXT_MARGIN = 8


class CalmChoice(Choice):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(CONTROL_WIDTH, super().sizeHint().height())


class CalmNumber(QSpinBox):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)  # a styled box lays its text to the edge

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(_steps_style(colors))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_steps(self)


class CalmFraction(QDoubleSpinBox):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(_steps_style(colors))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_steps(self)


def _steps_style(colors: Colors) -> str:
    """Styled, a box has no arrows of its own, so that they are drawn."""
    return (
        f"QAbstractSpinBox {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
        " border-radius: 7px; padding: 6px 10px; }"
        f"QAbstractSpinBox:focus {{ border: 1px solid {colors.accent}; }}"
        "QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 22px; }"
    )


def _paint_steps(box: QAbstractSpinBox) -> None:
    painter = QPainter(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(stroke_color(box), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    x, y = box.width() - 15.0, box.height() / 2
    for tip, foot in ((y - 7, y - 4), (y + 7, y + 4)):
        painter.drawPolyline(QPolygonF([QPointF(x - 3.5, foot), QPointF(x, tip), QPointF(x + 3.5, foot)]))

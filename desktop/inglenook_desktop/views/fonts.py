"""Fonts that follow the application's, also where they are larger, smaller or in a widget with a style sheet."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

_SCALE = "inglenook_font_scale"


def scale_font(widget: QWidget, factor: float, *, weight: QFont.Weight | None = None) -> None:
    """Of the application's size, now and after it has changed. weight: None keeps the widget's own."""
    widget.setProperty(_SCALE, factor)
    font = widget.font()
    if weight is not None:
        font.setWeight(weight)
    font.setPointSizeF(size_pt(QApplication.font()) * factor)
    widget.setFont(font)


def size_pt(font: QFont) -> float:
    """Also of one whose size is in pixels."""
    return font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()


def system_size_pt() -> int:
    return round(size_pt(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)))


def use_font(app: QApplication, *, family: str = "", points: int = 0) -> None:
    """Of the whole application, at once. "" and 0: as the system has it. A family that is not installed is replaced by
    a similar one, as everywhere."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if family:
        font.setFamily(family)
    if points:
        font.setPointSize(points)
    if font == app.font():
        return
    app.setFont(font)
    for widget in app.allWidgets():
        if widget.styleSheet():  # Qt leaves the old font where a sheet is set
            widget.setStyleSheet(widget.styleSheet())
        factor = widget.property(_SCALE)
        if factor is not None:
            scale_font(widget, float(factor))

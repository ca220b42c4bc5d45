"""Fonts that follow the application's, also where they are larger, smaller or in a widget with a style sheet."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_SCALE = "inglenook_font_scale"
_ICON_PX = "inglenook_icon_px"
GROWTH = 0.65
"""Of an icon, as a share of its text's: beside large letters strokes are heavier than beside small ones."""


def scale_font(widget: QWidget, factor: float, *, weight: QFont.Weight | None = None) -> None:
    """Of the application's size, now and after it has changed. weight: None keeps the widget's own."""
    widget.setProperty(_SCALE, factor)
    font = widget.font()
    if weight is not None:
        font.setWeight(weight)
    font.setPointSizeF(size_pt(QApplication.font()) * factor)
    widget.setFont(font)


def scaled(px: float) -> int:
    """Pixels for what stands beside text: it grows with a font that is larger than the system's, a little less."""
    ratio = size_pt(QApplication.font()) / max(1, system_size_pt())
    return round(px * (1 + GROWTH * max(0.0, ratio - 1)))


def scale_icon(button: QAbstractButton, px: int) -> None:
    """Its icon is so large beside text of the system's size, and grows with the text, now and later."""
    button.setProperty(_ICON_PX, px)
    button.setIconSize(QSize(scaled(px), scaled(px)))


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
        if isinstance(widget, QAbstractButton) and (px := widget.property(_ICON_PX)) is not None:
            scale_icon(widget, int(px))

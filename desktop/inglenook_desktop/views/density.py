"""How much room is left between things: the heights of all layouts of a window, scaled.

Only heights change, so that columns stay below one another. A layout keeps what it was made with as a property.
Messages are made while one reads, and measured to the pixel; their room is the transcript's own affair.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QDialog,
    QFormLayout,
    QGridLayout,
    QLayout,
    QWidget,
)

from .transcript_canvas import TranscriptCanvas

FACTORS = {"compact": 0.55, "normal": 1.0, "roomy": 1.45}

_MARGINS, _SPACING, _IN_FORCE = "inglenook_margins", "inglenook_spacing", "inglenook_density"


def use_density(app: QApplication, factor: float) -> None:
    """In every window that is there. A window that opens later takes it with `scale_layouts`."""
    for window in app.topLevelWidgets():
        scale_layouts(window, factor)


def scale_layouts(window: QWidget, factor: float) -> None:
    """Harmless when done before."""
    if (window.property(_IN_FORCE) or 1.0) == factor:
        return
    window.setProperty(_IN_FORCE, factor)
    kept = {layout for canvas in window.findChildren(TranscriptCanvas) for layout in canvas.findChildren(QLayout)}
    for layout in window.findChildren(QLayout):
        if layout not in kept:
            _scale(layout, factor)
    for view in window.findChildren(QAbstractItemView):
        view.scheduleDelayedItemsLayout()
    if isinstance(window, QDialog):
        _make_room(window)


def _make_room(dialog: QDialog) -> None:
    """It is as high as it was made; with more between them its words would be cut."""
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        layout.activate()
        dialog.resize(dialog.width(), max(dialog.height(), layout.totalMinimumHeightForWidth(dialog.width())))


def _scale(layout: QLayout, factor: float) -> None:
    made_with = layout.property(_MARGINS)
    if not isinstance(made_with, QMargins):
        made_with = layout.contentsMargins()
        layout.setProperty(_MARGINS, made_with)
        layout.setProperty(_SPACING, _spacing(layout))
    top, bottom = round(made_with.top() * factor), round(made_with.bottom() * factor)
    layout.setContentsMargins(made_with.left(), top, made_with.right(), bottom)
    spacing = int(layout.property(_SPACING))
    if spacing < 0:  # the style's own
        return
    if isinstance(layout, QGridLayout | QFormLayout):
        layout.setVerticalSpacing(round(spacing * factor))
    elif _is_column(layout):
        layout.setSpacing(round(spacing * factor))


def _spacing(layout: QLayout) -> int:
    if isinstance(layout, QGridLayout | QFormLayout):
        return layout.verticalSpacing()
    return layout.spacing() if _is_column(layout) else -1


def _is_column(layout: QLayout) -> bool:
    vertical = (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop)
    return isinstance(layout, QBoxLayout) and layout.direction() in vertical

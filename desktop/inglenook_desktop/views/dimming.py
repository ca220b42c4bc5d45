"""Text that the model does not read any more is paler, and still read by the person without effort."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

LEFT_OUT_OPACITY = 0.65
"""Text of the themes keeps a contrast of 4.5 to 1."""


def set_dimmed(widget: QWidget, *, is_dimmed: bool) -> None:
    if (widget.graphicsEffect() is not None) == is_dimmed:
        return
    effect = None
    if is_dimmed:
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(LEFT_OUT_OPACITY)
    widget.setGraphicsEffect(effect)  # type: ignore[arg-type]  # None takes it away

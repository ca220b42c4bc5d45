"""The line that stands for a model's reasoning: how long it took, and the way to fold and unfold it."""

from __future__ import annotations

from inglenook_engine.reasoning import split
from PySide6.QtWidgets import QWidget

from ..markdown import Segment
from .quiet_button import QuietButton
from .rich_text import TextStyle
from .transcript_layout import Piece

_FOLDED, _LAID_OPEN = "▸", "▾"


class ReasoningHead(QuietButton):
    """A button across the top of an answer. Has no height where there was nothing to reason about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)

    def show_head(self, piece: Piece, style: TextStyle, label: str, *, is_folded: bool) -> int:
        """Returns the height in pixels. label: how long it took, "" while that is not known."""
        segment = piece.segment
        assert segment is not None
        self.setFont(style.small)
        self.set_colors(style.colors)
        text = label or (self.tr("Reasoning") if segment.is_closed else self.tr("Reasoning …"))
        self.setText(f"{_FOLDED if is_folded else _LAID_OPEN}  {text}")
        how = self.tr("folded") if is_folded else self.tr("laid open")
        self.setAccessibleName(f"{text}, {how}")
        self.setToolTip(self.tr("Show the reasoning") if is_folded else self.tr("Hide the reasoning"))
        return 0 if is_folded and _is_blank(segment) else self.sizeHint().height()


def _is_blank(segment: Segment) -> bool:
    return segment.is_closed and not split(segment.source).reasoning.strip()

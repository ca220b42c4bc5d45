"""Buttons that give way where a row is too narrow for all of it, and the rule by which the room is shared out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget


class YieldingButton(QToolButton):
    """Without room for all of its words it shows a part of them or, with `least_words_px` 0, its icon alone; what it is
    called by a screen reader stays."""

    def __init__(self, parent: QWidget | None = None, *, least_words_px: int = 0) -> None:
        super().__init__(parent)
        self.least_words_px = least_words_px
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Without the words that can be spared."""
        hint = self.sizeHint()
        return QSize(hint.width() - max(0, self._words_px() - self.least_words_px), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        missing = self.sizeHint().width() - self.width()
        if missing <= 0:
            super().paintEvent(event)
            return
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        if self.least_words_px:
            room = max(0, self._words_px() - missing)
            option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        else:
            option.toolButtonStyle = Qt.ToolButtonStyle.ToolButtonIconOnly
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)

    def _words_px(self) -> int:
        if self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return 0
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(self.text()) + 2 * metrics.horizontalAdvance(" ")  # as QToolButton reckons


def share_out(room: int, widgets: Iterable[tuple[QWidget, bool]]) -> None:
    """Give each widget, most important first, the width that it asks for, and to those for which there is too little
    the least: so one after the other gives way, and not all of them a little. room: px for all of them; bool: whether
    anything between is of use too."""
    shown = [(widget, is_elastic) for widget, is_elastic in widgets if not widget.isHidden()]
    left = room - sum(widget.minimumSizeHint().width() for widget, _ in shown)
    for widget, is_elastic in shown:
        least = widget.minimumSizeHint().width()
        more = widget.sizeHint().width() - least
        given = more if more <= left else max(0, left) if is_elastic else 0
        widget.setMaximumWidth(least + given)
        left -= given

"""What went wrong with an answer, in a panel below it, with the ways on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ..models.transcript import TranscriptItem
from .end_footer import PlainLabel
from .quiet_button import OutlineButton, set_text_color
from .transcript_colors import TranscriptColors

_SPACING = 12
LEAST_NOTICE_PX = 180
"""A sentence in a narrower column would be a word on each line."""


class NoticePanel(QWidget):
    """A rounded background with the sentence, and a button for each way on beside or below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color = QColor()
        self.notice = PlainLabel(self)
        self.notice.setWordWrap(True)
        self.go_on = OutlineButton(self.tr("&Continue"), self)
        self.go_on.setToolTip(self.tr("Let the answer go on where it stopped"))
        self.retry = OutlineButton(self.tr("&Try again"), self)
        self.context = OutlineButton(self.tr("C&hange…"), self)
        self.context.setToolTip(self.tr("The summary, and reading everything again"))
        self._buttons = (self.go_on, self.retry, self.context)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(_SPACING)
        self._ways.addStretch(1)
        for way in self._buttons:
            self._ways.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._row.setSpacing(_SPACING)
        self._row.addWidget(self.notice, 1)
        self._row.addLayout(self._ways)

    def show_item(self, item: TranscriptItem, colors: TranscriptColors, width: int) -> int:
        """Returns the height at `width`, both in pixels."""
        self.notice.setText(item.notice)
        self.go_on.setVisible(item.can_continue)
        self.retry.setVisible(item.can_retry)
        self.context.setVisible(item.is_cut)
        self._place_ways(item.notice, width)
        self._color = colors.error_panel if item.is_error else colors.notice_panel
        words = colors.error if item.is_error else colors.text
        set_text_color(self.notice, words)
        for button in self._buttons:
            button.set_words_color(words)
        for layout in (self._ways, self._row):  # not shown yet, so nothing told them that their contents changed
            layout.invalidate()
        self.update()
        if self._row.hasHeightForWidth():  # a notice may have a button and no words
            return self._row.totalHeightForWidth(width)
        return self._row.totalMinimumSize().height()

    def _place_ways(self, notice: str, width: int) -> None:
        """Beside the notice, or below it where that would have too narrow a column, or below each other."""
        ways = [button for button in self._buttons if not button.isHidden()]
        used = sum(button.sizeHint().width() + _SPACING for button in ways)
        wanted = min(LEAST_NOTICE_PX, self.notice.fontMetrics().horizontalAdvance(notice))
        is_below = bool(ways) and width - used < wanted
        margins = self._row.contentsMargins()
        room = width - margins.left() - margins.right() + _SPACING
        for layout, is_upright in ((self._row, is_below), (self._ways, used > room)):
            direction = QBoxLayout.Direction.TopToBottom if is_upright else QBoxLayout.Direction.LeftToRight
            if layout.direction() is not direction:
                layout.setDirection(direction)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

"""The end of a message: what went wrong with a way to try again, the copy button, and the quiet figures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..models.transcript import Speaker, TranscriptItem
from .quiet_button import SIDE_PADDING, OutlineButton, QuietButton, set_text_color
from .rich_text import TextStyle

END_OUTSET = SIDE_PADDING
"""How far this widget reaches beyond the text column, so that the words of its button stand under the text."""
ROW_SPACING = 18


class MessageEnd(QWidget):
    """Stands under every message. Emits what the person wants; copies and retries nothing itself."""

    copy_requested = Signal()
    retry_requested = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel = _Panel(self)
        self.notice = _plain_label(self._panel)
        self.notice.setWordWrap(True)
        self.retry = OutlineButton(self.tr("&Try again"), self._panel)
        self.retry.clicked.connect(self.retry_requested)
        row = QHBoxLayout(self._panel)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self.notice, 1)
        row.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignVCenter)
        outset = QHBoxLayout()
        outset.setContentsMargins(END_OUTSET, 0, END_OUTSET, 0)
        outset.addWidget(self._panel)
        self.copy_button = QuietButton(self.tr("Copy"), self.tr("Copied"), self)
        self.copy_button.setAccessibleName(self.tr("Copy message"))
        self.copy_button.setToolTip(self.tr("Copy the whole message as it was written"))
        self.copy_button.clicked.connect(self._on_copy)
        self.footer = _plain_label(self)
        actions = QHBoxLayout()
        actions.setContentsMargins(0, 0, END_OUTSET, 0)
        actions.setSpacing(4)
        actions.addWidget(self.copy_button)
        actions.addWidget(self.footer, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        self._column.addLayout(outset)
        self._column.addLayout(actions)
        self._column.addStretch(1)
        self._layouts = (row, outset, actions, self._column)

    def show_item(
        self, item: TranscriptItem, style: TextStyle, width: int, accessible_name: str, *, padding_above: int
    ) -> int:
        """Shows notice, figures and buttons; returns the height for a text column of `width`, all in pixels.

        padding_above: what still belongs to the panel of the message.
        """
        colors = style.colors
        is_model = item.speaker is Speaker.MODEL
        is_waiting = item.is_streaming and not item.text
        for widget in (self.copy_button, self.footer):
            widget.setFont(style.small)
        self.copy_button.set_colors(colors)
        self.copy_button.rest()
        self.copy_button.set_waits(not is_model or item.is_streaming)
        self.copy_button.setVisible(not is_waiting)
        self.footer.setIndent(END_OUTSET if is_waiting else 0)
        self.footer.setText(self.tr("Reading …") if is_waiting else item.footer)
        self.footer.setToolTip(item.detail)
        self.footer.setAccessibleDescription(item.detail)
        set_text_color(self.footer, colors.quiet)
        has_notice = bool(item.notice) or item.can_retry
        self._panel.setVisible(has_notice)
        self._panel.set_color(colors.error_panel if item.is_error else colors.notice_panel)
        self.notice.setText(item.notice)
        set_text_color(self.notice, colors.error if item.is_error else colors.text)
        self.retry.setVisible(item.can_retry)
        self.retry.set_colors(colors.error if item.is_error else colors.text, colors.accent)
        above = (8 if has_notice else 2) if is_model else padding_above + (8 if has_notice else 2)
        self._column.setContentsMargins(0, above, 0, ROW_SPACING if is_model else ROW_SPACING - 8)
        self.setAccessibleName(accessible_name)
        for layout in self._layouts:  # not shown yet, so nothing told them that their contents changed
            layout.invalidate()
        if has_notice:
            return self._column.totalHeightForWidth(width + 2 * END_OUTSET)
        return self._column.totalMinimumSize().height()

    def set_near(self, is_near: bool) -> None:
        """Whether the pointer is over the message."""
        self.copy_button.set_near(is_near)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()
        super().enterEvent(event)

    def _on_copy(self) -> None:
        self.copy_requested.emit()
        self.copy_button.show_done()


class _Panel(QWidget):
    """A rounded background."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color = QColor()

    def set_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


def _plain_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label

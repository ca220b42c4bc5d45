"""Small parts that the style does not have: buttons that stay out of the way, labels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from .transcript_colors import TranscriptColors

FEEDBACK_MS = 1_600
SIDE_PADDING = 8


class QuietButton(QPushButton):
    """A flat text button in a quiet colour that says for a moment that it did its work.

    One that waits is painted only while the pointer is near its message or the focus is on it; it keeps its place and
    can be reached by keyboard all the time. One that is idle would do nothing now: it is faint, and keeps the focus.
    One that is checked stands on a ground of its own.
    side: where in its place its words stand. focus_changed: it came or went.
    """

    focus_changed = Signal()

    def __init__(
        self,
        text: str,
        done_text: str,
        parent: QWidget | None = None,
        *,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__(text, parent)
        self._side = side
        self._text, self._done_text = text, done_text
        self._colors: TranscriptColors | None = None
        self._hint: QSize | None = None  # it is asked for several times for each message
        self._waits = self._is_near = self._is_idle = self._is_done = False
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FEEDBACK_MS)
        self._timer.timeout.connect(self.rest)

    def set_colors(self, colors: TranscriptColors) -> None:
        self._colors = colors
        self.update()

    def set_waits(self, waits: bool) -> None:
        if waits != self._waits:
            self._waits = waits
            self.update()

    def set_idle(self, is_idle: bool) -> None:
        self._is_idle = is_idle
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def set_near(self, is_near: bool) -> None:
        if is_near != self._is_near:
            self._is_near = is_near
            self.update()

    def show_done(self) -> None:
        self._is_done = True
        self.setText(self._done_text)
        self._timer.start()

    def rest(self) -> None:
        if self._is_done:
            self._is_done = False
            self._timer.stop()
            self.setText(self._text)

    def sizeHint(self) -> QSize:
        if self._hint is None:
            metrics = self.fontMetrics()
            width = max(metrics.horizontalAdvance(self._text), metrics.horizontalAdvance(self._done_text))
            self._hint = QSize(width + 2 * SIDE_PADDING, metrics.height() + 8)
        return self._hint

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange:
            self._hint = None
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colors = self._colors
        is_hovered = self.underMouse()
        is_seen = not self._waits or self._is_near or self._is_done or is_hovered or self.hasFocus()
        if colors is None or not is_seen:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * SIDE_PADDING
        left = self.width() - width if self._side is Qt.AlignmentFlag.AlignRight else 0
        rect = QRectF(left + 0.5, 0.5, width - 1, self.height() - 1)
        is_idle = self._is_idle or not self.isEnabled()
        if (is_hovered or self.isDown() or self.isChecked()) and not is_idle:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.hover)
            painter.drawRoundedRect(rect, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.accent, 1.5))
            painter.drawRoundedRect(rect, 5, 5)
        is_strong = is_hovered or self.isChecked() or self._is_done
        words = colors.text if is_strong else colors.quiet
        painter.setPen(colors.scroll_handle if is_idle else words)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())


class OutlineButton(QPushButton):
    """A button on a panel, with the soft border that buttons have in dialogs. is_primary: the way on, in the accent
    colour."""

    def __init__(self, text: str, parent: QWidget | None = None, *, is_primary: bool = False) -> None:
        super().__init__(text, parent)
        self._is_primary = is_primary
        self._words = QColor()
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words_color(self, color: QColor) -> None:
        """Of one that is not the primary."""
        self._words = color
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shown = self.text().replace("&", "")
        return QSize(metrics.horizontalAdvance(shown) + 28, metrics.height() + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        palette, roles = self.palette(), QPalette.ColorRole
        accent = palette.color(roles.Highlight)
        is_primary = self._is_primary and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        is_lit = self.underMouse() or self.isDown()
        if is_primary:
            painter.setBrush(accent.lighter(110) if is_lit else accent)
            painter.setPen(QPen(palette.color(roles.WindowText), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        else:
            painter.setBrush(palette.color(roles.Midlight if is_lit else roles.Base))
            painter.setPen(QPen(accent, 2) if self.hasFocus() else QPen(palette.color(roles.Mid), 1))
        painter.drawRoundedRect(rect, 7, 7)
        painter.setPen(palette.color(roles.HighlightedText) if is_primary else self._words)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())


def set_text_color(label: QLabel, color: QColor) -> None:
    """A label whose text can be selected takes its colour from another role than one whose text cannot."""
    palette = label.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, color)
    label.setPalette(palette)

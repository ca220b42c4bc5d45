"""The round button over the transcript that leads to its end, for a reader who is further up."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QPushButton, QWidget

from .fonts import scaled
from .transcript_colors import TranscriptColors

_SIZE = 36
"""Pixels, beside text of the system's size."""
_DOT = 5.0
AWAY_PX = 48
"""Nearer to the end than this, a turn of the wheel does as well."""


class LatestButton(QPushButton):
    """Hidden until it is told that the reader is away from the end. has_news: text came below since then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.has_news = False
        self._colors: TranscriptColors | None = None
        self._look: tuple[object, ...] = ()
        self._picture = QPixmap()
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("To the end of the conversation"))
        self._tell()
        self.hide()

    def set_colors(self, colors: TranscriptColors) -> None:
        """Of a new style, whose text may be larger too."""
        self._colors = colors
        self.setFixedSize(self.sizeHint())
        self.update()

    def set_distance(self, pixels: int) -> None:
        """How far the reader is from the end."""
        if pixels <= 0:
            self.set_news(False)
        is_wanted = pixels > (0 if self.has_news else AWAY_PX)
        if is_wanted == self.isHidden():
            self.setVisible(is_wanted)
            self.raise_()

    def set_news(self, has_news: bool) -> None:
        if has_news != self.has_news:
            self.has_news = has_news
            self._tell()
            self.update()

    def _tell(self) -> None:
        words = self.tr("New text below") if self.has_news else ""
        self.setAccessibleDescription(words)
        self.setToolTip("\n".join(filter(None, (self.accessibleName(), words))))

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIZE), scaled(_SIZE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """It lies over the text, so that each frame of the text paints it too: it is drawn where it looks anew."""
        colors = self._colors
        if colors is None:
            return
        look = (colors, self.size(), self.devicePixelRatio(), self.has_news, self.hasFocus(), self._is_lit())
        if look != self._look:
            self._look, self._picture = look, self._drawn(colors)
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _is_lit(self) -> bool:
        return self.underMouse() or self.isDown()

    def _drawn(self, colors: TranscriptColors) -> QPixmap:
        scale = self.devicePixelRatio()
        picture = QPixmap(self.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _SIZE, self.height() / _SIZE)
        circle = QRectF(0, 0, _SIZE, _SIZE).adjusted(2, 2, -2, -2)
        painter.setBrush(colors.background)
        painter.setPen(QPen(colors.background, 3))  # a clear edge over the text
        painter.drawEllipse(circle)
        painter.setBrush(colors.hover if self._is_lit() else colors.background)
        painter.setPen(QPen(colors.accent, 2) if self.hasFocus() else QPen(colors.scroll_handle, 1))
        painter.drawEllipse(circle)
        x, y = circle.center().x(), circle.center().y()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        caps, joins = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colors.text, 1.6, Qt.PenStyle.SolidLine, caps, joins))
        painter.drawLine(QPointF(x, y - 6), QPointF(x, y + 6))
        painter.drawPolyline(QPolygonF([QPointF(x - 4.5, y + 1.5), QPointF(x, y + 6), QPointF(x + 4.5, y + 1.5)]))
        if self.has_news:
            painter.setPen(QPen(colors.background, 2))
            painter.setBrush(colors.accent)
            painter.drawEllipse(QPointF(circle.right() - 5, circle.top() + 5), _DOT, _DOT)
        painter.end()
        return picture

"""How full the context is: a small bar with a number at the end of the status line. A click says what is in it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..context_meter import ContextUse
from ..theme import Colors, Theme
from ..translating import filled, guessed_text, said
from .fonts import scale_font

BAR_WIDTH, BAR_HEIGHT, GAP = 56, 6, 8
PADDING = 6


def segment_colors(colors: Colors) -> dict[str, QColor]:
    """By field of ContextUse. They differ in lightness too, for those who see no difference of hue."""

    def mixed(share: float) -> QColor:
        accent, ground = QColor(colors.accent), QColor(colors.window)
        return QColor.fromRgbF(
            accent.redF() * share + ground.redF() * (1 - share),
            accent.greenF() * share + ground.greenF() * (1 - share),
            accent.blueF() * share + ground.blueF() * (1 - share),
        )

    return {
        "system": QColor(colors.muted),
        "history": QColor(colors.accent),
        "files": mixed(0.8),
        "typed": mixed(0.6),
        "answer": mixed(0.45),
        "waiting": mixed(0.33),
        "reserve": mixed(0.22),
    }


def paint_bar(painter: QPainter, rect: QRectF, use: ContextUse, colors: Colors) -> None:
    """The whole is n_ctx; what is too much is cut off and shown in the colour of errors. Of what is far too long all of
    it is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(rect, QColor(colors.error_text if use.guessed else colors.selected))
    left = rect.left()
    names = ("system", "history", "files", "typed", "answer", "waiting")
    shown = {name: getattr(use, name) for name in names} | {"reserve": 0 if use.problem else use.kept}
    of_segment = segment_colors(colors)
    for name, n_tokens in shown.items():
        width = rect.width() * n_tokens / max(1, use.n_ctx)
        color = QColor(colors.error_text) if use.over and name != "reserve" else of_segment[name]
        painter.fillRect(QRectF(left, rect.top(), min(width, rect.right() - left), rect.height()), color)
        left = min(rect.right(), left + width)
    painter.restore()


class ContextGauge(QAbstractButton):
    """opened: where the panel that explains it may end, above its top right corner, in global coordinates. Hidden while
    nothing is counted."""

    opened = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._use: ContextUse | None = None
        scale_font(self, 0.88)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Context"))
        self.clicked.connect(self.open)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def use(self) -> ContextUse | None:
        return self._use

    def show_use(self, use: ContextUse | None, of_model: str = "") -> None:
        """of_model: whose context it is, where there are two."""
        self._use = use
        self.setVisible(use is not None)
        if use is None:
            return
        self.setText(self._text_of(use))
        name = "\n".join(filter(None, (self._sentence_of(use), self._waiting_of(use), of_model)))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def open(self) -> None:
        """As a click does."""
        self.opened.emit(self.mapToGlobal(QPoint(self.width(), 0)))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(self.text()), metrics.horizontalAdvance("0,000 / 0,000"))
        return QSize(PADDING * 2 + BAR_WIDTH + GAP + widest, metrics.height() + 4)

    def enterEvent(self, event: QMouseEvent) -> None:  # type: ignore[override]  # Qt passes a QEnterEvent
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: QMouseEvent) -> None:  # type: ignore[override]
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._use is None:
            return
        colors = self._theme.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(colors.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        bar = QRectF(PADDING, (rect.height() - BAR_HEIGHT) / 2, BAR_WIDTH, BAR_HEIGHT)
        paint_bar(painter, bar, self._use, colors)
        painter.setPen(QColor(colors.error_text if self._use.over or self._use.problem else colors.muted))
        text = rect.adjusted(PADDING + BAR_WIDTH + GAP, 0, -PADDING, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())

    def _text_of(self, use: ContextUse) -> str:
        number = QLocale().toString
        if use.guessed:
            return filled(self.tr("about %1"), [guessed_text(use.guessed)])
        if use.problem:
            return self.tr("not counted")
        if use.over:
            return self.tr("%1 too many").replace("%1", number(use.over))
        return f"{number(use.used)} / {number(use.n_ctx)}"

    def _waiting_of(self, use: ContextUse) -> str:
        if not use.waiting:
            return ""
        return self.tr("%1 of these are for messages that wait").replace("%1", QLocale().toString(use.waiting))

    def _sentence_of(self, use: ContextUse) -> str:
        number = QLocale().toString
        if use.guessed:  # which the sentence says
            return self.tr("Context: %1").replace("%1", said(use.problem))
        if use.problem:
            return self.tr("Context: not counted. %1").replace("%1", said(use.problem))
        if use.over:
            sentence = self.tr("Context: %1 tokens do not fit into %2; %3 are too many")
            return (
                sentence.replace("%1", number(use.used))
                .replace("%2", number(use.n_ctx))
                .replace("%3", number(use.over))
            )
        sentence = self.tr("Context: %1 of %2 tokens used (%3 %)")
        return (
            sentence.replace("%1", number(use.used))
            .replace("%2", number(use.n_ctx))
            .replace("%3", number(round(100 * use.share)))
        )

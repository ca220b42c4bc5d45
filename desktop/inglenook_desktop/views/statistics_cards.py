"""The row of cards above the chart: each tells one figure of all that is shown, and chooses what the chart is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from ..statistics.question import Metric
from ..theme import Colors
from .statistics_words import metric_title

METRICS = (
    Metric.RUNS,
    Metric.TTFT,
    Metric.PREFILL,
    Metric.DECODE,
    Metric.ITL,
    Metric.ACCEPTANCE,
    Metric.TOKENS,
    Metric.ENERGY,
    Metric.COST,
)

LEAST_WIDTH = 88
"""Of a card, in pixels."""
_LEAST_SIZE = 0.66
"""Of what stands on it, in sizes of the text: smaller letters before cut words."""

VARIANTS = {Metric.TTFT: (Metric.TTFT, Metric.UI_TTFT), Metric.RUNS: (Metric.RUNS, Metric.TOTAL)}
"""Cards that can show another figure of the same thing: the first token as the engine or as the person saw it; how many
answers, or how long they took."""


class Card(QAbstractButton):
    """A title, a figure, and at most two lines below it. shows: of what."""

    def __init__(self, metric: Metric, parent: QWidget) -> None:
        super().__init__(parent)
        self.shows = metric
        self._title = metric_title(metric)
        self._figure, self._below = "–", ""
        self._colors: Colors | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._title)

    def show_metric(self, metric: Metric) -> None:
        """Its figure comes with the next report."""
        self.shows = metric
        self._title = metric_title(metric)
        self.setAccessibleName(self._title)
        self.update()

    def show_figure(self, figure: str, below: str) -> None:
        self._figure, self._below = figure, below
        said = ", ".join(filter(None, (figure, below)))
        self.setAccessibleDescription(said)
        self.setToolTip("\n".join(filter(None, (self._title, said))))
        self.update()

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(112, self.fontMetrics().height() * 4 + 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._colors
        if colors is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = self.isChecked()
        edge = colors.accent if is_chosen or self.hasFocus() else colors.border
        painter.setPen(QPen(QColor(edge), 1.6 if is_chosen else 1.0))
        painter.setBrush(QColor(colors.field if is_chosen or not self.underMouse() else colors.hover))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        room = self.rect().adjusted(11, 9, -9, -8)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.88)
        large = QFont(self.font())
        large.setPointSizeF(large.pointSizeF() * 1.35)
        large.setWeight(QFont.Weight.DemiBold)
        title = QFont(small)
        while title.pointSizeF() > _LEAST_SIZE * self.font().pointSizeF() and _is_wide(
            title, self._title, room.width()
        ):
            title.setPointSizeF(title.pointSizeF() - 0.5)
        self._line(painter, title, colors.text if is_chosen else colors.muted, self._title, room.left(), room.top())
        y = room.top() + QFontMetrics(small).height() + 2
        line_height = QFontMetrics(large).height()
        while large.pointSizeF() > small.pointSizeF() and _is_wide(large, self._figure, room.width()):
            large.setPointSizeF(large.pointSizeF() - 0.5)
        self._line(
            painter, large, colors.text, self._figure, room.left(), y + line_height - QFontMetrics(large).height()
        )
        y += line_height + 1
        line = QFontMetrics(small).height()
        words = _together(self._below)
        least = _LEAST_SIZE * self.font().pointSizeF()
        while small.pointSizeF() > least and not _fits(small, words, QSize(room.width(), 2 * line)):
            small.setPointSizeF(small.pointSizeF() - 0.5)
        painter.setFont(small)
        painter.setPen(QColor(colors.muted))
        below = QRectF(room.left(), y, room.width(), line * 2)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, words)

    def _line(self, painter: QPainter, font: QFont, color: str, text: str, x: int, y: int) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - x - 8)
        painter.drawText(x, y + metrics.ascent(), shown)


def _together(text: str) -> str:
    """A number and its unit, and both ends of a range, stay on one line."""
    return re.sub(r"(?<=\d) | (?=–)|(?<=–) ", "\u00a0", text).replace("/", "/\u2060")


def _is_wide(font: QFont, text: str, width: int) -> bool:
    return QFontMetrics(font).horizontalAdvance(text) > width


def _fits(font: QFont, text: str, room: QSize) -> bool:
    """Whether its lines, none of them broken within a word, have room."""
    metrics = QFontMetrics(font)
    taken = metrics.boundingRect(QRect(0, 0, room.width(), 1), Qt.TextFlag.TextWordWrap, text)
    return taken.width() <= room.width() and taken.height() <= room.height()


class Cards(QWidget):
    """chosen: a Metric. In as many rows as the text needs."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = {metric: Card(metric, self) for metric in METRICS}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for at, card in enumerate(self.cards.values()):
            self._group.addButton(card, at)
        self._layout, self._n_columns = layout, 0
        self._arrange(len(METRICS))
        self.cards[Metric.TTFT].setChecked(True)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def chosen_metric(self) -> Metric:
        return self.cards[METRICS[self._group.checkedId()]].shows

    @property
    def variants(self) -> tuple[Metric, ...]:
        """What the chosen card can show; () where that is one thing."""
        return VARIANTS.get(METRICS[self._group.checkedId()], ())

    def choose(self, metric: Metric) -> None:
        """The card of this figure, which shows it from now on."""
        of = next((card for card, variants in VARIANTS.items() if metric in variants), metric)
        self.cards[of].show_metric(metric)
        self.cards[of].setChecked(True)
        self.chosen.emit(metric)

    def show_first(self) -> None:
        """Of each card what it shows if nobody chose otherwise."""
        for metric in VARIANTS:
            self.cards[metric].show_metric(metric)

    def allow(self, metrics: Sequence[Metric]) -> None:
        """Those that there are figures for."""
        for metric, card in self.cards.items():
            card.setEnabled(metric in metrics)

    def restyle(self, colors: Colors) -> None:
        for card in self.cards.values():
            card.restyle(colors)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        gap = self._layout.spacing()
        n_columns = (self.width() + gap) // (max(LEAST_WIDTH, 5 * self.fontMetrics().height()) + gap)
        n_rows = -(-len(METRICS) // max(1, min(n_columns, len(METRICS))))
        self._arrange(-(-len(METRICS) // n_rows))

    def _arrange(self, n_columns: int) -> None:
        """Rows of as many cards, the last of the rest."""
        if n_columns == self._n_columns:
            return
        self._n_columns = n_columns
        for at, (metric, card) in enumerate(self.cards.items()):
            self._layout.addWidget(card, *divmod(at, n_columns))
            is_one_row = n_columns == len(METRICS)
            wide = 14 if metric is Metric.COST and is_one_row else 10  # a range, with its currency
            self._layout.setColumnStretch(at, wide if at < n_columns else 0)

    def _on_clicked(self, at: int) -> None:
        self.chosen.emit(self.cards[METRICS[at]].shows)

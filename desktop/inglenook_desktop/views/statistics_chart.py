"""The chart of the page of statistics: lines over days, bars over everything else. Imported when the page is opened.

It shows values that are ready to be shown, and tells which point was clicked; it knows no report and no store.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ..theme import Colors
from ..translating import date_pattern
from .models_parts import count_short
from .statistics_drawing import MANY_DAYS, Drawing, Point

MOST_BARS = 12
"""Groups in the chart; the table below has them all."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Chart(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """pointed: the key of a row and the index of its value, clicked. hovered: the same under the mouse, or None."""

    pointed = Signal(str, int)
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._axis = _Days(orientation="bottom")
        super().__init__(parent=parent, axisItems={"bottom": self._axis, "left": _Amounts(orientation="left")})
        self._drawing: Drawing | None = None
        self._colors: Colors | None = None
        self._shown: list[tuple[float, float, str, int]] = []
        self._beyond: list[tuple[float, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(190)
        self.setAccessibleName(self.tr("Chart"))
        self.setFrameShape(self.Shape.NoFrame)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table beside it has the same by keyboard
        self.scene().sigMouseClicked.connect(self._on_clicked)
        self.scene().sigMouseMoved.connect(self._on_moved)

    def sizeHint(self) -> QSize:
        return QSize(700, 280)

    def show_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._draw()

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        self.setBackground(colors.window)
        small = self._small()
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setPen(pg.mkPen(colors.border))
            axis.setTextPen(pg.mkPen(colors.muted))
            axis.setStyle(tickFont=small, tickLength=0, tickTextOffset=7, maxTickLevel=0)
            axis.setZValue(-1000)  # the grid lies below what is drawn
        self._draw()

    def _small(self) -> QFont:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        return font

    def picture(self, scale: float = 2.0) -> QImage:
        """As it is shown, with its title, at twice the size of the screen's."""
        strip = self.fontMetrics().height() + 16
        image = QImage(QSize(self.width(), self.height() + strip) * scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor("#ffffff" if self._colors is None else self._colors.window))
        painter = QPainter(image)
        painter.setFont(self.font())
        if self._drawing is not None and self._colors is not None:
            painter.setPen(QColor(self._colors.text))
            painter.drawText(QPointF(12, painter.fontMetrics().ascent() + 8), self._drawing.title)
        QWidget.render(self, painter, QPoint(0, strip))  # that of a graphics view scales its scene
        painter.end()
        return image

    def _draw(self) -> None:
        plot, drawing, colors = self.getPlotItem(), self._drawing, self._colors
        plot.clear()
        self._shown, self._beyond = [], []
        if drawing is None or colors is None:
            return
        plot.showGrid(x=not drawing.is_days, y=drawing.is_days, alpha=0.14)
        plot.getAxis("left").setLabel(drawing.unit if drawing.is_days else "", color=colors.muted)
        if drawing.is_days:
            self._draw_days(drawing, colors)
        else:
            self._draw_bars(drawing, colors)

    def _draw_days(self, drawing: Drawing, colors: Colors) -> None:
        plot = self.getPlotItem()
        self._axis.groups = None
        plot.getAxis("left").setTicks(None)
        plot.getAxis("left").setWidth(None)
        plot.getViewBox().invertY(False)
        self._lines(
            drawing.others, drawing, _faded(colors.muted, 150), drawing.shift_days, ground=colors.window, is_other=True
        )
        self._lines(drawing.points, drawing, QColor(colors.accent), 0, ground=colors.window, is_other=False)
        if drawing.limit is not None:
            plot.addItem(
                pg.InfiniteLine(
                    drawing.limit, angle=0, pen=pg.mkPen(colors.error_text, width=1, style=Qt.PenStyle.DashLine)
                )
            )
        marked = [point for point in drawing.points if point.is_marked]
        slow = min(1, len(drawing.names) - 1)
        spots = [
            {"pos": (float(point.key), point.values[slow]), "size": 9 if len(drawing.points) <= MANY_DAYS else 5}
            for point in marked
            if point.values[slow] is not None
        ]
        if spots:
            pen = pg.mkPen(colors.error_text, width=2 if len(drawing.points) <= MANY_DAYS else 1)
            plot.addItem(pg.ScatterPlotItem(spots, pen=pen, brush=QColor(colors.window)))
        drawn = [(x, y) for x, y, *_rest in self._shown] + self._beyond
        highest = max([y for _x, y in drawn] + ([drawing.limit] if drawing.limit else []), default=1.0)
        days = [x for x, _y in drawn]
        first, last = (min(days), max(days)) if days else (0.0, 1.0)
        plot.setXRange(first - 0.5, last + 0.5, padding=0.01)
        plot.setYRange(0, highest * (1.16 if drawing.marks else 1.06) or 1, padding=0)
        for mark in drawing.marks:
            color = QColor(colors.error_text if mark.is_slower else colors.muted)
            pen = pg.mkPen(color, width=1, style=Qt.PenStyle.DotLine)
            plot.addItem(pg.InfiniteLine(mark.day - 0.5, angle=90, pen=pen))
            words = pg.TextItem(mark.text, color=color, anchor=(0.0 if mark.day < (first + last) / 2 else 1.0, 0.0))
            words.setFont(self._small())
            words.setPos(mark.day - 0.5, highest * 1.16)
            plot.addItem(words, ignoreBounds=True)

    def _lines(
        self, points: Sequence[Point], drawing: Drawing, color: QColor, shift: int, *, ground: str, is_other: bool
    ) -> None:
        plot = self.getPlotItem()
        n_lines = len(drawing.names) if len(points) <= MANY_DAYS else min(2, len(drawing.names))
        for at in reversed(range(n_lines)):
            found = [(float(point.key) + shift, point.values[at], point.key) for point in points]
            chosen = [(x, y, key) for x, y, key in found if y is not None and math.isfinite(y)]
            if not chosen:
                continue
            xs, ys = [x for x, _y, _key in chosen], [y for _x, y, _key in chosen]
            shade = color if is_other else _mixed(color, QColor(ground), (1.0, 0.6, 0.35)[min(at, 2)])
            pen = pg.mkPen(shade, width=1 if is_other else 2.2 - 0.5 * at)
            if is_other:
                pen.setStyle(Qt.PenStyle.DashLine)
            is_sparse = len(chosen) <= 45 and not is_other
            spots: dict[str, Any] = {}
            if is_sparse and at < 2:
                spots = {"symbol": "o", "symbolSize": 6 if at == 0 else 4, "symbolBrush": shade, "symbolPen": None}
            line = pg.PlotDataItem(xs, ys, pen=pen, antialias=True, **spots)
            if not is_other:  # piece by piece, which Qt draws nine times as fast as one long path; dashes would break
                line.curve.setSegmentedLineMode("on")
            plot.addItem(line)
            if is_other:
                self._beyond += [(x, y) for x, y, _key in chosen]
            else:
                self._shown += [(x, y, key, at) for x, y, key in chosen]

    def _draw_bars(self, drawing: Drawing, colors: Colors) -> None:
        """Lying, so that there is room for names: the first value as a bar, the others as ticks behind it."""
        plot = self.getPlotItem()
        points = drawing.points[:MOST_BARS]
        others = {point.key: point for point in drawing.others}
        height = 0.34 if others else 0.6
        highest = 0.0
        for at, point in enumerate(points):
            for shift, one, color in (
                (-height / 2 if others else 0.0, point, QColor(colors.accent)),
                (height / 2, others.get(point.key), _faded(colors.muted, 150)),
            ):
                if one is None or one.values[0] is None:
                    continue
                y = at + shift
                low, high = y - height / 2, y + height / 2
                bar = pg.BarGraphItem(x0=[0], y0=[low], x1=[one.values[0]], y1=[high], brush=color, pen=None)
                plot.addItem(bar)
                highest = max(highest, one.values[0])
                for value, alpha in zip(one.values[1:], (200, 110), strict=False):
                    if value is not None:
                        is_inside = value < one.values[0]  # of rates, the slow end is the short one
                        pen = pg.mkPen(_faded(colors.window if is_inside else color.name(), alpha), width=3)
                        plot.addItem(pg.PlotDataItem([value, value], [low, high], pen=pen, antialias=True))
                        highest = max(highest, value)
                if one is point:
                    self._shown += [
                        (value, y, point.key, index) for index, value in enumerate(one.values) if value is not None
                    ]
        plot.getAxis("left").setTicks([[(at, _short(point.title)) for at, point in enumerate(points)], []])
        widths = [self.fontMetrics().horizontalAdvance(_short(point.title)) for point in points]
        plot.getAxis("left").setWidth(max(widths, default=40) + 24)
        plot.getViewBox().invertY(True)
        self._axis.groups = drawing.unit
        plot.setXRange(0, highest * 1.05 or 1, padding=0)
        plot.setYRange(-0.6, max(4, len(points)) - 0.4, padding=0)

    def _nearest(self, position: Any) -> tuple[str, int] | None:
        box = self.getPlotItem().getViewBox()
        if not self._shown or not box.sceneBoundingRect().contains(position):
            return None
        best: tuple[float, str, int] | None = None
        is_days = self._drawing is not None and self._drawing.is_days
        for x, y, key, at in self._shown:
            spot = box.mapViewToScene(QPointF(x, y))
            across, down = abs(spot.x() - position.x()), abs(spot.y() - position.y())
            apart = across * 3 + down if is_days else down * 3 + across  # the day counts first, or the bar
            if best is None or apart < best[0]:
                best = (apart, key, at)
        return None if best is None else (best[1], best[2])

    def _on_clicked(self, event: Any) -> None:
        found = self._nearest(event.scenePos())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pointed.emit(*found)

    def _on_moved(self, position: Any) -> None:
        self.hovered.emit(self._nearest(position))


class _Days(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Numbers of days as dates, each tick once; plain numbers with their unit where groups are drawn."""

    groups: str | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.enableAutoSIPrefix(False)  # "s (x0.001)" is no unit of the tables

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        if self.groups is not None:
            return list(super().tickValues(low, high, size))
        n_days = max(1.0, high - low)
        room = max(2, int(size / 90))
        step = next((step for step in (1, 2, 7, 14, 30, 61, 91, 182, 365) if n_days / step <= room), 365)
        first = math.ceil(low)
        return [(float(step), [float(day) for day in range(first, math.floor(high) + 1) if (day - first) % step == 0])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.groups is not None:
            return [f"{text} {self.groups}".strip() for text in _told(values, scale, spacing)]
        days = [_EPOCH + timedelta(days=value) for value in values]
        pattern = date_pattern("d MMM yy" if spacing > 60 else "d MMM")
        return [QLocale().toString(QDate(day.year, day.month, day.day), pattern) for day in days]


class _Amounts(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Numbers as the tables tell them, not as 1e+07 or in thousandths."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return _told(values, scale, spacing)


def _told(values: Sequence[float], scale: float, spacing: float) -> list[str]:
    spacing *= scale
    if spacing >= 1000:
        return [count_short(round(value * scale)) for value in values]
    n_digits = max(0, -math.floor(math.log10(spacing) + 1e-9)) if spacing > 0 else 0
    return [QLocale().toString(value * scale, "f", n_digits) for value in values]


def _faded(color: str, alpha: int) -> QColor:
    faded = QColor(color)
    faded.setAlpha(alpha)
    return faded


def _mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """Paler, and opaque: where pieces of a line meet, nothing shows through twice."""

    def mix(above: int, below: int) -> int:
        return round(above * share + below * (1 - share))

    return QColor(mix(color.red(), ground.red()), mix(color.green(), ground.green()), mix(color.blue(), ground.blue()))


def _short(title: str) -> str:
    return title if len(title) <= 34 else title[:33] + "…"

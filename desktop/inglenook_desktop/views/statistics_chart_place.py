"""The place of the chart on the page of statistics: it is there from the first, the chart comes when it can be made.

pyqtgraph takes a quarter of a second to import, so nobody waits for it: it is imported on a thread of its own once what
stands around the chart is painted. Where there is nothing to draw the place says why.
"""

from __future__ import annotations

import contextlib
import importlib
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QWidget

from ..theme import Colors
from .statistics_drawing import Drawing

if TYPE_CHECKING:
    from .statistics_chart import Chart


class ChartPlace(QWidget):
    """stands: there is a chart from now on. pointed, hovered: as the chart tells them. chart: None until it stands."""

    stands = Signal()
    pointed = Signal(str, int)
    hovered = Signal(object)
    _imported = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._drawing: Drawing | None = None
        self._colors: Colors | None = None
        self._is_begun = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(190)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self._layout = QStackedLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._saying = QWidget(self)  # a label's own margins are lost where a style sheet is
        around = QHBoxLayout(self._saying)
        around.setContentsMargins(150, 0, 150, 0)
        around.addWidget(self.words)
        self._layout.addWidget(self._saying)
        self._imported.connect(self._make, Qt.ConnectionType.QueuedConnection)

    def sizeHint(self) -> QSize:
        return QSize(700, 280)

    def show_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.words.setText(drawing.nothing)
        if self.chart is None:
            self.update()
            return
        self._layout.setCurrentWidget(self._saying if drawing.nothing else self.chart)
        if not drawing.nothing:
            self.chart.show_drawing(drawing)

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        palette = self.words.palette()
        palette.setColor(self.words.foregroundRole(), colors.muted)
        self.words.setPalette(palette)
        if self.chart is not None:
            self.chart.restyle(colors)

    def picture(self) -> QImage:
        """Of the chart, once it stands; of what is said instead of it."""
        has_chart = self.chart is not None and self._layout.currentWidget() is self.chart
        return self.chart.picture() if self.chart is not None and has_chart else self.grab().toImage()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What stands around it is painted in the same pass; the next turn of the loop begins to make the chart."""
        if self._drawing is not None and not self._is_begun:
            self._is_begun = True
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        threading.Thread(target=self._import, name="chart", daemon=True).start()

    def _import(self) -> None:
        """On the thread. Classes are made, no object: those belong to the GUI thread."""
        importlib.import_module(".statistics_chart", __package__)
        with contextlib.suppress(RuntimeError):  # the page was closed in the meantime
            self._imported.emit()

    def _make(self) -> None:
        from .statistics_chart import Chart

        self.chart = chart = Chart(self)
        chart.pointed.connect(self.pointed)
        chart.hovered.connect(self.hovered)
        self._layout.addWidget(chart)
        if self._colors is not None:
            chart.restyle(self._colors)
        if self._drawing is not None:
            self.show_drawing(self._drawing)
        self.stands.emit()

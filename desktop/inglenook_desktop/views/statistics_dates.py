"""Two fields for the first and the last day of a time, on the page of statistics."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QWidget

from ..theme import Colors
from ..translating import date_pattern
from .models_parts import stroke_color
from .statistics_words import day_of

_EPOCH = QDate(1970, 1, 1)


class Dates(QWidget):
    """changed: the person chose another day. name: what these days are, for the label before them."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = _DateField(self.tr("%1: first day").replace("%1", name), self)
        self.last = _DateField(self.tr("%1: last day").replace("%1", name), self)
        label, until = QLabel(name, self), QLabel("–", self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(self.first)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(8)
        for part in (label, self.first, until, self.last):
            layout.addWidget(part)
        self.first.dateChanged.connect(self._on_first)
        self.last.dateChanged.connect(self._on_last)

    @property
    def span(self) -> tuple[int, int]:
        """Numbers of the first and the last day, since 1970-01-01; the first is not after the last."""
        first, last = (field.date() for field in (self.first, self.last))
        return _EPOCH.daysTo(first), _EPOCH.daysTo(last)

    def set_span(self, first: int, last: int) -> None:
        """Without a signal."""
        for field, number in ((self.first, first), (self.last, last)):
            day = day_of(number)
            with QSignalBlocker(field):
                field.setDate(QDate(day.year, day.month, day.day))

    def restyle(self, colors: Colors) -> None:
        for field in (self.first, self.last):
            field.restyle(colors)

    def _on_first(self, day: QDate) -> None:
        if day > self.last.date():
            with QSignalBlocker(self.last):
                self.last.setDate(day)
        self.changed.emit()

    def _on_last(self, day: QDate) -> None:
        if day < self.first.date():
            with QSignalBlocker(self.first):
                self.first.setDate(day)
        self.changed.emit()


class _DateField(QDateEdit):
    """In the shape of the fields beside it, with a calendar below."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setDisplayFormat(date_pattern("d MMM yyyy"))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumDate(_EPOCH)

    def restyle(self, colors: Colors) -> None:
        self.setStyleSheet(
            f"QDateEdit {{ background: {colors.field}; color: {colors.text}; border: 1px solid {colors.border};"
            " border-radius: 7px; padding: 5px 22px 5px 10px; }"
            f"QDateEdit:focus {{ border: 1px solid {colors.accent}; }}"
            "QDateEdit::drop-down { border: none; width: 22px; }"
            "QDateEdit::down-arrow { image: none; }"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(stroke_color(self), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 15.0, self.height() / 2
        painter.drawPolyline(QPolygonF([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)]))

"""The bar above the page of statistics: of which days, by what, and of which answers only. Emits a Question's parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ..statistics.question import OF_CONVERSATIONS, By, Choices, Filters
from ..theme import Colors
from .models_parts import Choice, plain
from .statistics_dates import Dates
from .statistics_words import action_title, by_title, context_title, day_number, day_of

_DAYS = (7, 30, 90, 365, 0)
"""0: all."""

PERIOD_BEFORE = "period"
YEAR_BEFORE, OWN_DATES = "year", "dates"
"""Which other days: those just before where it is neither."""

_OWN = -1
"""In the place of a number of days."""

_MOST_ROWS, _GAP, _LEAST_WIDTH = 4, 8, 96
"""Pixels: between two choosers, and of one."""

_MACHINES = {"own": True, "other": False, "all": None}


class FilterBar(QWidget):
    """changed: by or filters or comparison are others now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(parent)
        self._today = today
        self._first_day = 0
        self.period = self._choice(self.tr("Period"))
        for days, text in zip(
            _DAYS,
            (
                self.tr("Last 7 days"),
                self.tr("Last 30 days"),
                self.tr("Last 90 days"),
                self.tr("Last year"),
                self.tr("All time"),
            ),
            strict=True,
        ):
            self.period.addItem(text, days)
        self.period.addItem(self.tr("Own dates"), _OWN)
        self.period.setCurrentIndex(1)
        self.by = self._choice(self.tr("By"))
        for by in By:
            self.by.addItem(by_title(by), by)
        self.model = self._choice(self.tr("Model"))
        self.quantization = self._choice(self.tr("Quantization"))
        self.context = self._choice(self.tr("Prompt"))
        self.action = self._choice(self.tr("Kind"))
        self.version = self._choice(self.tr("Version"))
        self.machine = self._choice(self.tr("Machine"))
        for text, name in zip((self.tr("This one"), self.tr("Others"), self.tr("All")), _MACHINES, strict=True):
            self.machine.addItem(text, name)
        self.compared = self._choice(self.tr("Compare with"))
        self.dates = Dates(self.tr("Days"), self)
        self.other_dates = Dates(self.tr("Compared with"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._rows: list[QHBoxLayout] = []
        self._places: list[tuple[QWidget, int]] = []
        for _ in range(_MOST_ROWS):
            row = QHBoxLayout()
            row.setSpacing(_GAP)
            column.addLayout(row)
            self._rows.append(row)
        own = QHBoxLayout()
        own.setSpacing(24)
        own.addWidget(self.dates)
        own.addWidget(self.other_dates)
        own.addStretch(1)
        column.addLayout(own)
        for title, choice, stretch in (
            (self.tr("Period"), self.period, 3),
            (self.tr("By"), self.by, 4),
            (self.tr("Model"), self.model, 4),
            (self.tr("Quantization"), self.quantization, 3),
            (self.tr("Prompt"), self.context, 3),
            (self.tr("Kind"), self.action, 3),
            (self.tr("Version"), self.version, 3),
            (self.tr("Machine"), self.machine, 2),
            (self.tr("Compare with"), self.compared, 4),
        ):
            place = QWidget(self)
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            label = QLabel(title, place)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(choice)
            label.setIndent(2)
            if choice is self.machine:
                self._machine_place = place
            column.addWidget(label)
            column.addWidget(choice)
            self._places.append((place, stretch))
        self.show_choices(Choices())
        for choice in self.findChildren(Choice):
            choice.currentIndexChanged.connect(self._on_chosen)
        for dates in (self.dates, self.other_dates):
            dates.changed.connect(self.changed)
            dates.hide()
        self._offer_dates()

    @property
    def grouping(self) -> By:
        return By(self.by.currentData())

    @property
    def filters(self) -> Filters:
        first, last = self._days()
        is_whole = self.grouping not in OF_CONVERSATIONS
        return Filters(
            first_day=first,
            last_day=last,
            model=self.model.currentData() or "",
            quantization=self.quantization.currentData() or "",
            context_tokens=int(self.context.currentData() or 0)
            if is_whole and self.context.currentData() is not None
            else -1,
            action=(is_whole and self.action.currentData()) or "",
            version=(is_whole and self.version.currentData()) or "",
            is_own=_MACHINES[self.machine.currentData()],
        )

    @property
    def other(self) -> Filters | None:
        """What is compared: other days, or the same days of another model or version."""
        data = self.compared.currentData()
        if data is None or self.grouping in OF_CONVERSATIONS:
            return None
        filters = self.filters
        kind, value = data
        if kind == PERIOD_BEFORE:
            first, last = self._other_days(value, filters)
            return replace(filters, first_day=first, last_day=last)
        if kind == "model":
            return replace(filters, model=value)
        return replace(filters, version=value)

    def show_choices(self, choices: Choices) -> None:
        """What there is to choose from; what was chosen stays."""
        is_other = self._first_day != (choices.first_day or 0)
        self._first_day = choices.first_day or 0
        _fill(self.model, self.tr("All"), [(plain(name), name) for name in choices.models])
        _fill(self.quantization, self.tr("All"), [(plain(name), name) for name in choices.quantizations])
        _fill(self.context, self.tr("Any length"), [(context_title(size), size) for size in choices.contexts])
        _fill(self.action, self.tr("All"), [(action_title(name), name) for name in choices.actions])
        _fill(self.version, self.tr("All"), [(plain(name), name) for name in reversed(choices.versions)])
        _fill(
            self.compared,
            self.tr("Nothing"),
            [
                (self.tr("The days before"), (PERIOD_BEFORE, "")),
                (self.tr("A year before"), (PERIOD_BEFORE, YEAR_BEFORE)),
                (self.tr("Own dates"), (PERIOD_BEFORE, OWN_DATES)),
                *((plain(name), ("model", name)) for name in choices.models),
                *((plain(name), ("version", name)) for name in reversed(choices.versions)),
            ],
        )
        self._machine_place.setVisible(choices.has_others)
        self._arrange()
        if not choices.has_others:
            self.machine.setCurrentIndex(0)
        self._set_enabled()
        if is_other and self.period.currentData() == 0:  # all time, of which more is counted by now
            self.changed.emit()

    def restyle(self, colors: Colors) -> None:
        for choice in self.findChildren(Choice):
            choice.restyle(colors)
        for choice in (self.period, self.context, self.compared):
            choice.setMinimumWidth(_room(choice))
        self._arrange()
        for dates in (self.dates, self.other_dates):
            dates.restyle(colors)
        for label in self.findChildren(QLabel):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), colors.muted)
            label.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        """In as few rows as have room for every title."""
        for choice in (self.by, self.model, self.quantization, self.action, self.version, self.machine):
            choice.setMinimumWidth(max(_LEAST_WIDTH, round(4.5 * choice.fontMetrics().height())))
        shown = [(place, stretch) for place, stretch in self._places if not place.isHidden()]
        for n_rows in range(1, _MOST_ROWS + 1):
            size = -(-len(shown) // n_rows)
            parts = [shown[at : at + size] for at in range(0, len(shown), size)]
            if all(_width(part) <= self.width() for part in parts):
                break
        for row, part in zip(self._rows, parts, strict=False):
            if [row.indexOf(place) for place, _ in part] == list(range(len(part))):
                continue
            for place, stretch in part:
                row.removeWidget(place)
                row.addWidget(place, stretch)

    def _choice(self, name: str) -> Choice:
        choice = Choice(self)
        choice.setAccessibleName(name)
        choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        choice.setMinimumWidth(_LEAST_WIDTH)
        choice.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return choice

    def _days(self) -> tuple[int, int]:
        """The first and the last one."""
        today = day_number(self._today())
        days = int(self.period.currentData())
        if days == _OWN:
            return self.dates.span
        return today - days + 1 if days else min(self._first_day, today), today

    def _other_days(self, which: str, filters: Filters) -> tuple[int, int]:
        first, last = filters.first_day, filters.last_day
        if which == OWN_DATES:
            return self.other_dates.span
        if which == YEAR_BEFORE:
            return _year_before(first), _year_before(last)
        return first - (last - first + 1), first - 1

    def _offer_dates(self) -> None:
        """Own dates begin as what is in view."""
        if self.period.currentData() != _OWN:
            self.dates.set_span(*self._days())
        if self.compared.currentData() != (PERIOD_BEFORE, OWN_DATES):
            filters = self.other if self._is_other_time() else None
            first, last = self._other_days("", self.filters)
            self.other_dates.set_span(*((first, last) if filters is None else (filters.first_day, filters.last_day)))

    def _is_other_time(self) -> bool:
        data = self.compared.currentData()
        return data is not None and data[0] == PERIOD_BEFORE

    def _on_chosen(self) -> None:
        self._offer_dates()
        is_own = self.compared.isEnabled() and self.compared.currentData() == (PERIOD_BEFORE, OWN_DATES)
        self.dates.setVisible(self.period.currentData() == _OWN)
        self.other_dates.setVisible(is_own and self.by.currentData() not in OF_CONVERSATIONS)
        self._set_enabled()
        self.changed.emit()

    def _set_enabled(self) -> None:
        """Of conversations neither context, kind nor version is kept."""
        is_whole = self.by.currentData() not in OF_CONVERSATIONS
        for choice in (self.context, self.action, self.version, self.compared):
            choice.setEnabled(is_whole)


def _width(part: Sequence[tuple[QWidget, int]]) -> int:
    """Pixels that places beside each other need."""
    return sum(place.minimumSizeHint().width() for place, _ in part) + _GAP * (len(part) - 1)


def _room(choice: Choice) -> int:
    """Pixels for the widest of its words that are ours; names of models and versions are cut where they have to be."""
    metrics, rows = choice.fontMetrics(), range(choice.count())
    widths = [metrics.horizontalAdvance(choice.itemText(row)) for row in rows]
    own = [width for width, row in zip(widths, rows, strict=True) if not _is_name(choice.itemData(row))]
    return choice.sizeHint().width() - max(widths) + max(own)


def _is_name(data: object) -> bool:
    return isinstance(data, tuple) and data[0] != PERIOD_BEFORE


def _year_before(number: int) -> int:
    """The same day of the calendar; of 29 February the 28th."""
    day = day_of(number)
    try:
        return day_number(day.replace(year=day.year - 1))
    except ValueError:
        return day_number(day.replace(year=day.year - 1, day=28))


def _fill(choice: Choice, every: str, items: Sequence[tuple[str, object]]) -> None:
    if choice.count() == len(items) + 1 and all(
        choice.itemText(at + 1) == text for at, (text, _data) in enumerate(items)
    ):
        return
    with QSignalBlocker(choice):
        chosen = choice.currentData()
        choice.clear()
        choice.addItem(every, None)
        for text, data in items:
            choice.addItem(text, data)
        for at in range(choice.count()):
            if choice.itemData(at) == chosen:
                choice.setCurrentIndex(at)
                break
        choice.view().setMinimumWidth(choice.view().sizeHintForColumn(0) + 28)

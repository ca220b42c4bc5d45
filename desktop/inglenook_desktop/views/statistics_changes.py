"""The changes of speed on the page of statistics: what became slower or faster in the days in view, and why it is no
noise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..statistics.change_events import MOST_TOLD, ChangeEvent, events_of, reasons
from ..statistics.question import Filters, Metric
from ..statistics.regressions import Figure, Finding, sentence
from ..theme import Colors, style_scroll_bar
from ..translating import counted, translated
from .models_parts import Words, plain
from .statistics_words import day_number, day_title

METRICS = {Figure.PREFILL: Metric.PREFILL, Figure.DECODE: Metric.DECODE}
"""The cards that a change is of."""


def events_in(found: Sequence[Finding], filters: Filters) -> tuple[ChangeEvent, ...]:
    """Those that began in these days with what is chosen. Of other machines nothing is watched."""
    if filters.is_own is not True:
        return ()
    return events_of(
        one
        for one in found
        if filters.first_day <= day_of_change(one) <= filters.last_day
        and filters.model in ("", one.series.model_name)
        and filters.quantization in ("", one.series.quantization)
    )


def day_of_change(found: Finding) -> int:
    """By this machine's calendar."""
    return day_number(datetime.fromisoformat(found.started_at).astimezone().date())


def change_text(event: ChangeEvent) -> str:
    return plain(sentence(event.finding, translated), 600)


class ChangesPanel(QScrollArea):
    """n_shown: how many changes it tells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.n_shown = 0
        self._colors: Colors | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Changes of speed"))
        self._inner = QWidget(self)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(2, 6, 10, 6)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._said: tuple[tuple[str, str], ...] = ()
        self.setWidget(self._inner)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What it says: sentence and evidence of each."""
        return self._said

    def show_changes(self, events: Sequence[ChangeEvent] | None) -> None:
        """None: nobody has looked yet."""
        self.n_shown = 0 if events is None else len(events)
        translate = QCoreApplication.translate
        if events is None:
            said = [(translate("statistics", "The answers are being looked through for changes of speed."), "")]
        elif not events:
            nothing = translate("statistics", "No change of speed was found in these days.")
            why = translate(
                "statistics",
                "Reading and writing are watched for each model and kind of work. A change is told once it cannot be"
                " chance, by this machine's own noise; that takes some tens of answers.",
            )
            said = [(nothing, why)]
        else:
            said = [(_dated(event), reasons(event, translated)) for event in events[:MOST_TOLD]]
            if (n_older := len(events) - MOST_TOLD) > 0:
                one = translate("statistics", "1 older change is not told here.")
                many = translate("statistics", "%1 older changes are not told here.")
                said.append((counted(n_older, one, many), ""))
        if tuple(said) == self._said:
            return
        self._said = tuple(said)
        for label in self._inner.findChildren(QLabel):
            label.hide()
            label.setParent(None)
            label.deleteLater()
        for what, why in reversed(said):
            for text, is_below in ((why, True), (what, False)):
                if text:
                    self._column.insertWidget(0, self._line(text, is_below=is_below))
        if self._colors is not None:
            self.restyle(self._colors)

    def restyle(self, colors: Colors) -> None:
        self._colors = colors
        self.setStyleSheet("QScrollArea { background: transparent; }")
        self._inner.setStyleSheet("background: transparent;")
        style_scroll_bar(self, colors)
        for label in self._inner.findChildren(Words):
            palette = label.palette()
            color = colors.muted if label.property("is_below") else colors.text
            palette.setColor(label.foregroundRole(), color)
            label.setPalette(palette)

    def _line(self, text: str, *, is_below: bool) -> Words:
        line = Words(self._inner)
        line.setProperty("is_below", is_below)
        line.say(text)
        if is_below:
            line.setContentsMargins(0, 0, 0, 10)
        return line


def _dated(event: ChangeEvent) -> str:
    """One that names no day names what changed: the day stands before it."""
    if not event.finding.altered:
        return change_text(event)
    return f"{day_title(day_of_change(event.finding))}: {change_text(event)}"

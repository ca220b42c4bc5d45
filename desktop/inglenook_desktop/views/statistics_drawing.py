"""What of a report the chart draws, and the line above it. Pure but for the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ..statistics.change_events import ChangeEvent
from ..statistics.question import SPREADS, By, Figures, Metric, Report, Row
from ..translating import inside
from .models_parts import plain
from .statistics_changes import METRICS, change_text, day_of_change
from .statistics_priced import Priced
from .statistics_tables import sum_of, value_text
from .statistics_words import (
    axis_value,
    by_title,
    count_text,
    day_title,
    metric_title,
    metric_unit,
    row_title,
    slow_names,
    stage_title,
)

MANY_DAYS = 60
"""Of more days p99, which is one answer of a few, is in the table alone: its line would hide the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """values: the percentiles of a spread, both ends of a range, or the one value of a sum; None where nothing was
    measured. key, title: of the row. is_marked: a budget was not kept."""

    key: str
    title: str
    values: tuple[float | None, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day on which a rate changed, and by how much."""

    day: int
    text: str
    is_slower: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """points, others: others of what it is compared with, drawn paler. names: of the values. limit: a budget. is_days:
    the keys are numbers of days; else they are groups. shift_days: from the others' days to these. nothing: why there
    is nothing to draw; "" where there is something. marks: where a rate changed."""

    title: str
    unit: str
    names: tuple[str, ...]
    points: tuple[Point, ...]
    others: tuple[Point, ...] = ()
    limit: float | None = None
    is_days: bool = True
    shift_days: int = 0
    nothing: str = ""
    marks: tuple[Mark, ...] = ()


def drawing_of(report: Report, priced: Priced, events: Sequence[ChangeEvent] = ()) -> Drawing:
    """events: what the watch over rates has found in these days."""
    question = report.question
    metric, is_days = question.metric, question.by is By.DAY
    shift = 0
    if is_days and question.other is not None:
        shift = question.filters.first_day - question.other.first_day
    rows = report.rows if is_days else tuple(row for row, _other in report.pairs)
    points = tuple(_point(report, row, priced.ends) for row in rows)
    others = tuple(_point(report, row, priced.other_ends) for row in report.others)
    is_empty = all(value is None for point in (*points, *others) for value in point.values)
    return Drawing(
        title=compared_text(report),
        unit=metric_unit(metric, priced.currency),
        names=slow_names(metric) if metric in SPREADS else ("≤", "≥") if metric is Metric.COST else ("",),
        points=points,
        others=others,
        limit=axis_value(metric, question.budget_ms) if metric is question.budget_of and question.budget_ms else None,
        is_days=is_days,
        shift_days=shift,
        nothing=_nothing(report, priced) if is_empty else "",
        marks=tuple(_mark(event) for event in _marked(report, events)),
    )


def _marked(report: Report, events: Sequence[ChangeEvent]) -> list[ChangeEvent]:
    """Those of the figure that is shown, where days are."""
    question = report.question
    if question.by is not By.DAY:
        return []
    return [event for event in events if METRICS[event.finding.series.figure] is question.metric]


def _mark(event: ChangeEvent) -> Mark:
    change = event.finding.change
    sign = "−" if change.is_slower else "+"
    percent = QCoreApplication.translate("statistics", "%1 %").replace("%1", f"{sign}{event.finding.percent}")
    return Mark(day=day_of_change(event.finding), text=percent, is_slower=change.is_slower)


def _nothing(report: Report, priced: Priced) -> str:
    """Why there is no figure to draw."""
    translate = QCoreApplication.translate
    if not report.total.runs and not (report.other_total and report.other_total.runs):
        return translate("statistics", "Nothing was generated in these days by what is chosen above.")
    match report.question.metric:
        case Metric.COST if not priced.is_known:
            return translate(
                "statistics",
                "What this machine costs is not written down yet. “Prices…” below, under Costs, does that.",
            )
        case Metric.COST | Metric.ENERGY:
            return translate(
                "statistics",
                "The energy of these answers was not measured: no counter of the processor or the GPU could be read, or"
                " not while the machine was idle. Linux often lets root alone read that of the processor.",
            )
        case Metric.ACCEPTANCE:
            return translate("statistics", "None of these answers was written with drafts.")
        case _:
            return translate("statistics", "This was not measured of any of these answers.")


def compared_text(report: Report) -> str:
    """What the chart shows, above it."""
    question = report.question
    metric = question.metric
    translate = QCoreApplication.translate
    text = f"{metric_title(metric)} · " + translate("statistics", "by %1").replace("%1", inside(by_title(question.by)))
    if metric in SPREADS:
        is_long = question.by is By.DAY and len(report.rows) > MANY_DAYS
        text += " · " + ", ".join(slow_names(metric)[: 2 if is_long else 3])
    other = question.other
    if other is None:
        return text
    filters = question.filters
    if (other.first_day, other.last_day) != (filters.first_day, filters.last_day):
        name = f"{day_title(other.first_day)} – {day_title(other.last_day)}"
    elif other.model != filters.model:
        name = plain(other.model)
    else:
        name = plain(other.version)
    return text + " · " + translate("statistics", "dashed or grey: %1").replace("%1", name)


def hover_text(report: Report, key: str, priced: Priced, events: Sequence[ChangeEvent] = ()) -> str:
    """Of the point under the mouse; "" where there is none."""
    row = next((row for row in report.rows if row.key == key), None)
    if row is None:
        return ""
    metric, figures = report.question.metric, row.figures
    translate = QCoreApplication.translate
    spread = figures.spreads.get(metric)
    if spread is not None:
        values = zip(slow_names(metric), (spread.p50, spread.p95, spread.p99), strict=True)
        said = ", ".join(f"{name} {value_text(metric, value)}" for name, value in values)
    elif metric is Metric.COST:
        said = priced.text(figures)
    else:
        said = value_text(metric, sum_of(metric, figures))
    answers = translate("statistics", "1 answer") if figures.runs == 1 else translate("statistics", "%1 answers")
    said += " · " + answers.replace("%1", count_text(figures.runs))
    if metric is report.question.budget_of and (broken := figures.broken) is not None:
        over = translate("statistics", "%1 over the budget, most for %2")
        over = over if broken.stage else translate("statistics", "%1 over the budget")
        said += " · " + over.replace("%1", count_text(broken.over)).replace("%2", stage_title(broken.stage))
    for event in _marked(report, events):
        if str(day_of_change(event.finding)) == key:
            said += " · " + change_text(event)
    return f"{row_title(report.question.by, row)}: {said}"


def _point(report: Report, row: Row, ends: Callable[[Figures], tuple[float, float] | None]) -> Point:
    metric, figures = report.question.metric, row.figures
    spread = figures.spreads.get(metric)
    if metric in SPREADS:
        of = (None, None, None) if spread is None else (spread.p50, spread.p95, spread.p99)
        values = tuple(None if value is None else axis_value(metric, value) for value in of)
    elif metric is Metric.COST:
        cost = ends(figures)
        values = (None, None) if cost is None else (cost[1], cost[0])
    else:
        value = sum_of(metric, figures)
        if value is not None and metric is Metric.ENERGY:
            value /= 3600
        elif value is not None and metric is Metric.ACCEPTANCE:
            value *= 100
        values = (value,)
    return Point(
        key=row.key,
        title=row_title(report.question.by, row),
        values=values,
        is_marked=metric is report.question.budget_of and figures.broken is not None,
    )

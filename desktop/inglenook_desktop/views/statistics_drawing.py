"""What of a report the chart draws, and the line above it. Pure but for the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ..statistics.prices import Prices
from ..statistics.question import SPREADS, By, Figures, Metric, Report, Row
from ..translating import inside
from .models_parts import plain
from .statistics_chart import MANY_DAYS, Drawing, Point
from .statistics_tables import value_text
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

CostOf = Callable[[Figures], tuple[float, float] | None]


def drawing_of(report: Report, cost_of: CostOf, prices: Prices) -> Drawing:
    """cost_of: low and high of a group, in the person's currency."""
    question = report.question
    metric, is_days = question.metric, question.by is By.DAY
    currency = prices.owned.currency if prices.owned else ""
    shift = 0
    if is_days and question.other is not None:
        shift = question.filters.first_day - question.other.first_day
    return Drawing(
        title=compared_text(report),
        unit=metric_unit(metric, currency),
        names=slow_names(metric) if metric in SPREADS else ("≤", "≥") if metric is Metric.COST else ("",),
        points=tuple(_point(report, row, cost_of) for row in report.rows),
        others=tuple(_point(report, row, cost_of) for row in report.others),
        limit=question.budget_ms / 1000 if metric is Metric.TTFT and question.budget_ms else None,
        is_days=is_days,
        shift_days=shift,
    )


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
    if other.first_day != filters.first_day:
        name = f"{day_title(other.first_day)} – {day_title(other.last_day)}"
    elif other.model != filters.model:
        name = plain(other.model)
    else:
        name = plain(other.version)
    return text + " · " + translate("statistics", "dashed or grey: %1").replace("%1", name)


def hover_text(report: Report, key: str, cost_text: Callable[[Figures], str]) -> str:
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
        said = cost_text(figures)
    else:
        said = value_text(metric, _sum(metric, figures))
    said += " · " + translate("statistics", "%1 answers").replace("%1", count_text(figures.runs))
    if metric is Metric.TTFT and figures.broken is not None:
        said += " · " + translate("statistics", "%1 over the budget, most for %2").replace(
            "%1", count_text(figures.broken.over)
        ).replace("%2", stage_title(figures.broken.stage))
    return f"{row_title(report.question.by, row)}: {said}"


def _point(report: Report, row: Row, cost_of: CostOf) -> Point:
    metric, figures = report.question.metric, row.figures
    spread = figures.spreads.get(metric)
    if metric in SPREADS:
        of = (None, None, None) if spread is None else (spread.p50, spread.p95, spread.p99)
        values = tuple(None if value is None else axis_value(metric, value) for value in of)
    elif metric is Metric.COST:
        cost = cost_of(figures)
        values = (None, None) if cost is None else (cost[1], cost[0])
    else:
        value = _sum(metric, figures)
        if value is not None and metric is Metric.ENERGY:
            value /= 3600
        elif value is not None and metric is Metric.ACCEPTANCE:
            value *= 100
        values = (value,)
    return Point(
        key=row.key,
        title=row_title(report.question.by, row),
        values=values,
        is_marked=metric is Metric.TTFT and figures.broken is not None,
    )


def _sum(metric: Metric, figures: Figures) -> float | None:
    match metric:
        case Metric.ACCEPTANCE:
            return figures.acceptance
        case Metric.TOKENS:
            return figures.tokens
        case Metric.ENERGY:
            return figures.energy_j
        case _:
            return figures.runs

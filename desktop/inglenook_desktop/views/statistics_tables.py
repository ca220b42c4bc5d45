"""The tables of the page of statistics, and their text as CSV: the figures of every row, and the answers behind one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..statistics.question import RATES, SPREADS, By, Figures, Metric, Report, Row
from ..store.rollups import RunBehind
from .models_parts import plain
from .statistics_priced import Priced
from .statistics_words import (
    NONE,
    by_title,
    count_text,
    energy_text,
    metric_title,
    moment_text,
    rate_text,
    row_title,
    share_text,
    slow_names,
    stage_title,
    time_text,
)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    title: str
    text: Callable[[Row], str]
    is_text: bool = False


class FiguresModel(QAbstractTableModel):
    """One row for each of a report, with what it is compared with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._columns: list[_Column] = []

    def show_report(self, report: Report, priced: Priced) -> None:
        self.beginResetModel()
        self._rows = tuple(row for row, _other in report.pairs)
        if report.question.by is By.DAY:
            self._rows = tuple(sorted(self._rows, key=lambda row: int(row.key), reverse=True))
        self._columns = self._made(report, priced)
        self.endResetModel()

    def row(self, at: int) -> Row:
        return self._rows[at]

    def row_of(self, key: str) -> int | None:
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column.is_text else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if self._columns[section].is_text else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _made(self, report: Report, priced: Priced) -> list[_Column]:
        by, metric = report.question.by, report.question.metric
        columns = [
            _Column(title=by_title(by), text=lambda row: row_title(by, row), is_text=True),
            _Column(title=self.tr("Answers"), text=lambda row: count_text(row.figures.runs)),
        ]
        has_times = any(row.figures.spreads for row in report.rows)
        if has_times and metric in SPREADS:
            columns += [_spread(metric, at) for at in range(3)]
        columns += self._compared(report, priced)
        if has_times:
            if report.question.budget_ms is not None:
                columns.append(_Column(title=self.tr("Over budget"), text=_budget_text, is_text=True))
            for other in (Metric.TTFT, Metric.PREFILL, Metric.DECODE, Metric.ITL, Metric.UI_TTFT, Metric.TOTAL):
                if other is not metric:
                    columns.append(_spread(other, 0, is_named=True))
        columns += [
            _Column(title=self.tr("Accepted"), text=lambda row: share_text(row.figures.acceptance)),
            _Column(title=self.tr("Read"), text=lambda row: count_text(row.figures.prompt_tokens)),
            _Column(title=self.tr("Cached"), text=lambda row: count_text(row.figures.cached_tokens)),
            _Column(title=self.tr("Written"), text=lambda row: count_text(row.figures.output_tokens)),
            _Column(title=self.tr("Energy"), text=lambda row: energy_text(row.figures.energy_j)),
            _Column(title=self.tr("Cost"), text=lambda row: priced.text(row.figures)),
        ]
        if not has_times:
            columns = [column for column in columns if column.title != self.tr("Accepted")]
        return columns

    def _compared(self, report: Report, priced: Priced) -> list[_Column]:
        """The same figures of what the rows are compared with."""
        if report.question.other is None:
            return []
        metric, named = report.question.metric, self.tr("%1, compared")
        others = {row.key: other for row, other in report.pairs if other is not None}

        def column(name: str, text: Callable[[Row], str]) -> _Column:
            return _Column(
                title=named.replace("%1", name),
                text=lambda row: text(others[row.key]) if row.key in others else NONE,
            )

        if metric in SPREADS:
            spreads = [_spread(metric, at) for at in range(3)]
            return [column(one.title, one.text) for one in spreads]
        if metric is Metric.COST:
            return [column(metric_title(metric), lambda row: priced.other_text(row.figures))]
        return [column(metric_title(metric), lambda row: value_text(metric, sum_of(metric, row.figures)))]


def sum_of(metric: Metric, figures: Figures) -> float | None:
    """Of what has no percentiles and no price."""
    match metric:
        case Metric.ACCEPTANCE:
            return figures.acceptance
        case Metric.TOKENS:
            return figures.tokens
        case Metric.ENERGY:
            return figures.energy_j
        case _:
            return figures.runs


def _spread(metric: Metric, at: int, *, is_named: bool = False) -> _Column:
    name = slow_names(metric)[at]
    title = metric_title(metric) if is_named else name

    def text(row: Row) -> str:
        spread = row.figures.spreads.get(metric)
        if spread is None:
            return NONE
        value = (spread.p50, spread.p95, spread.p99)[at]
        return rate_text(value) if metric in RATES else time_text(value)

    return _Column(title=title, text=text)


def _budget_text(row: Row) -> str:
    broken = row.figures.broken
    if broken is None:
        return ""
    return count_text(broken.over) + (f": {stage_title(broken.stage)}" if broken.stage else "")


class AnswersModel(QAbstractTableModel):
    """The answers behind a point."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunBehind, ...] = ()
        self._costs: tuple[str, ...] = ()
        self._metric = Metric.TTFT

    def show_runs(self, runs: Sequence[RunBehind], metric: Metric, costs: Sequence[str] = ()) -> None:
        """costs: of each run, where the points are about costs."""
        self.beginResetModel()
        self._runs, self._costs, self._metric = tuple(runs), tuple(costs), metric
        self.endResetModel()

    def run(self, at: int) -> RunBehind:
        return self._runs[at]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The time to the first token is last, and told once where it is what the points are about."""
        return 0 if parent.isValid() else 6 if self._metric is Metric.TTFT else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if self._metric is Metric.COST and index.column() == 3:
                return self._costs[index.row()]
            return self._text(self._runs[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Conversation"),
                self.tr("When"),
                self.tr("Model"),
                metric_title(_of_answer(self._metric)),
                self.tr("Read"),
                self.tr("Written"),
                self.tr("First token"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, run: RunBehind, column: int) -> str:
        match column:
            case 0:
                return (plain(run.title) or self.tr("Without a title")) if run.is_here else self.tr("Deleted")
            case 1:
                return moment_text(run.started_at)
            case 2:
                return plain(run.model_name)
            case 3:
                return value_text(_of_answer(self._metric), run.value)
            case 4:
                return count_text(run.prompt_tokens)
            case 6:
                return time_text(run.ttft_ms)
            case _:
                return count_text(run.output_tokens)


def _of_answer(metric: Metric) -> Metric:
    """What is told of one answer where a chart counts answers."""
    return Metric.TOTAL if metric is Metric.RUNS else metric


def value_text(metric: Metric, value: float | None) -> str:
    """Of one run or point, in the unit of the metric."""
    if value is None:
        return NONE
    if metric in RATES:
        return rate_text(value)
    if metric is Metric.ACCEPTANCE:
        return share_text(value)
    if metric in (Metric.TOKENS, Metric.RUNS):
        return count_text(int(value))
    if metric is Metric.ENERGY:
        return energy_text(value)
    return time_text(value)


def report_csv(report: Report, priced: Priced) -> str:
    """Every figure of every row, unrounded: milliseconds, tokens a second, joules; work_energy_j without the idle
    machine's. What was not measured is empty. is_compared: 1 of the rows of what was compared, below the others."""
    by = report.question.by
    names = [by.value, "label", "runs", "failed", "cancelled", "prompt_tokens", "cached_tokens", "output_tokens"]
    names += ["drafted_tokens", "accepted_tokens", "busy_ms"]
    for metric in SPREADS:
        names += [f"{metric.value}_{name}" for name in slow_names(metric)]
    names += ["work_energy_j", "idle_energy_j", "measured_runs", "cost_low", "cost_high"]
    names += ["over_budget", "over_budget_stage", "is_compared"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    rows = [(row, False) for row in report.rows] + [(row, True) for row in report.others]
    for row, is_compared in rows:
        figures = row.figures
        cells: list[object] = [
            csv_cell(row.key),
            csv_cell(row_title(by, row)),
            figures.runs,
            figures.failed,
            figures.cancelled,
        ]
        cells += [figures.prompt_tokens, figures.cached_tokens, figures.output_tokens]
        cells += [figures.drafted_tokens, figures.accepted_tokens, figures.busy_ms]
        for metric in SPREADS:
            spread = figures.spreads.get(metric)
            cells += [None] * 3 if spread is None else [spread.p50, spread.p95, spread.p99]
        work, cost = figures.measured, (priced.other_ends if is_compared else priced.ends)(figures)
        cells += [figures.energy_j, None if work is None or work.idle_energy_j is None else work.idle_energy_j.low]
        cells += [figures.measured_runs, *(cost or (None, None))]
        broken = figures.broken
        cells += [None, None] if broken is None else [broken.over, broken.stage]
        cells.append(int(is_compared))
        writer.writerow(["" if cell is None else cell for cell in cells])
    return text.getvalue()


def csv_cell(text: str) -> str:
    """A title that a spreadsheet would take for a formula is a text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text

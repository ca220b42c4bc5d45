"""The figures of the page, on a thread and a connection of their own, so that the window never waits for them.

Only the newest question is answered. The first look reads the days that were asked for; what came before is read after
that, so that every filter finds all of it in memory; what the watch over rates finds is reckoned last. numpy is
imported on that thread, when the page is first opened.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from .statistics.question import MOST_GROUPS, OF_CONVERSATIONS, Figures, Metric, Question, Report, Row, work_of

if TYPE_CHECKING:
    from .statistics.cube import Cube
    from .store import Store
    from .store.db import Db
    from .store.figure_cells import Facet
    from .store.rollups import GroupTotals, Rollups, RunBehind

_log = logging.getLogger("inglenook.ui")

STEPS_AT_ONCE = 4
"""Of settling, before a report is given of what is there: a fifth of a second."""

_AMOUNTS: Mapping[Metric, Callable[[Figures], float]] = {
    Metric.RUNS: lambda figures: figures.runs,
    Metric.TOKENS: lambda figures: figures.tokens,
    Metric.ENERGY: lambda figures: figures.energy_j or 0.0,
}
"""By which conversations, folders, tags and outcomes are in order; by cost, those that worked longest come first."""

LOOK_AFTER_MS = 1_000
"""Nothing was asked for so long: a filter does not wait for the watch over rates, which reads many runs."""

LOOK_EVERY_RUNS = 5
"""So many new ones later the watch over rates is asked again."""

MOST_CELLS = 40
"""That are looked through for the answers behind a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointQuestion:
    """The answers behind a row of a report."""

    question: Question
    key: str
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """runs: those nearest to the point first. figures: of each."""

    point: PointQuestion
    runs: tuple[RunBehind, ...]
    figures: tuple[Figures, ...]


class StatisticsReader(QObject):
    """reported: a Report of the newest question. found: Behind, of the newest point. changes: what the watch over rates
    has found in all days, a tuple of Finding, the newest first."""

    reported = Signal(object)
    found = Signal(object)
    changes = Signal(object)
    _asked = Signal(object)
    _pointed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._worker: _Worker | None = None
        self._thread: QThread | None = None
        self._question: Question | None = None

    def use(self, store: Store | None) -> None:
        """Read this store from now on; None ends the thread and its connection. One in memory has no page."""
        if self._worker is not None and self._thread is not None:
            self._worker.newest = None
            self._thread.quit()
            self._thread.wait()
            self._worker = self._thread = None
        self._store = store

    def ask(self, question: Question) -> None:
        if self._store is None:
            return
        self._question = question
        worker = self._begun(self._store)
        worker.newest = question
        self._asked.emit(question)

    def ask_again(self) -> None:
        """The store has changed since."""
        if self._question is not None:
            self.ask(self._question)

    def point(self, point: PointQuestion) -> None:
        if self._worker is not None:
            self._pointed.emit(point)

    def _begun(self, store: Store) -> _Worker:
        if self._worker is not None:
            return self._worker
        thread = QThread(self)
        thread.setObjectName("statistics")
        worker = _Worker(store)
        worker.moveToThread(thread)
        self._asked.connect(worker.report)
        self._pointed.connect(worker.behind)
        worker.again.connect(worker.report, Qt.ConnectionType.QueuedConnection)
        worker.reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        worker.idle.connect(worker.look, Qt.ConnectionType.QueuedConnection)
        worker.found.connect(self.found, Qt.ConnectionType.QueuedConnection)
        worker.changes.connect(self.changes, Qt.ConnectionType.QueuedConnection)
        thread.finished.connect(worker.close, Qt.ConnectionType.DirectConnection)
        thread.start()
        self._worker, self._thread = worker, thread
        return worker

    def _on_reported(self, report: Report) -> None:
        if report.question is self._question and self._worker is not None:
            self.reported.emit(report)


class _Worker(QObject):
    """Lives on the thread. newest: the question that is still wanted, set by the GUI thread."""

    reported = Signal(object)
    found = Signal(object)
    changes = Signal(object)
    again = Signal(object)
    idle = Signal(object)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.newest: Question | None = None
        self._store = store
        self._db: Db | None = None
        self._cube: Cube | None = None
        self._facets: dict[int, Facet] = {}
        self._first_day: int | None = None
        self._is_all = False
        self._looked_at: int | None = None  # the newest run then

    @Slot(object)
    def report(self, question: Question) -> None:
        if question is not self.newest:
            return
        try:
            self._answer(question)
        except UserFacingError as error:
            _log.warning("statistics: %s", error)
            self.reported.emit(Report(question=question, problem=str(error)))

    @Slot(object)
    def behind(self, point: PointQuestion) -> None:
        runs: list[RunBehind] = []
        try:
            runs = self._behind(point)
        except UserFacingError as error:
            _log.warning("statistics: %s", error)
        is_own = point.question.filters.is_own is True
        figures = tuple(figures_of(run.totals, is_own=is_own) for run in runs)
        self.found.emit(Behind(point=point, runs=tuple(runs), figures=figures))

    @Slot(object)
    def look(self, question: Question) -> None:
        """For what became slower or faster, unless something else is asked: that comes first, and then this again."""
        try:
            if question is self.newest:
                self._look(question)
        except UserFacingError as error:
            _log.warning("statistics, the watch over rates: %s", error)

    def close(self) -> None:
        """Called on the thread when it ends: a connection belongs to the thread that opened it."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _rollups(self) -> Rollups:
        from .store.rollups import Rollups

        if self._db is None:
            self._db = self._store.another_connection()
        return Rollups(self._db)

    def _answer(self, question: Question) -> None:
        """Of what is counted so far; the rest is counted after that, and told anew."""
        from .statistics.report import report

        rollups = self._rollups()
        has_counted = not rollups.is_settled()
        is_done = not has_counted or rollups.settle(at_most=STEPS_AT_ONCE)
        waiting = 0 if is_done else rollups.waiting()
        cube = self._read(rollups, question, has_counted=has_counted)
        if question.by in OF_CONVERSATIONS:
            self.reported.emit(self._of_conversations(rollups, question, waiting))
        else:
            found = report(
                cube,
                self._facets,
                question,
                first_day=rollups.first_day(is_own=question.filters.is_own),
                waiting=waiting,
            )
            self.reported.emit(found)
        if not is_done:
            self.again.emit(question)
        elif self._is_all or self._read_all(rollups, question):
            QTimer.singleShot(LOOK_AFTER_MS, self, partial(self.idle.emit, question))

    def _look(self, question: Question) -> None:
        from .statistics.regressions import last_changes

        rollups = self._rollups()
        newest = rollups.newest_run()
        if self._looked_at is not None and abs(newest - self._looked_at) < LOOK_EVERY_RUNS:
            return
        found = []
        for one in last_changes(rollups.rated_runs(lambda: question is self.newest)):
            if question is not self.newest:
                break
            if one is not None:
                found.append(one)
        if question is not self.newest:
            return
        self._looked_at = newest
        self.changes.emit(tuple(sorted(found, key=lambda one: one.run_id, reverse=True)))

    def _read(self, rollups: Rollups, question: Question, *, has_counted: bool) -> Cube:
        """The cells of the days that are asked for, at least; those in memory while nothing has changed. has_counted:
        this connection changed them itself."""
        from .statistics.cube import Cube

        assert self._db is not None
        days = [one.first_day for one in (question.filters, question.other) if one is not None]
        is_changed = self._db.changed_elsewhere() or has_counted
        if self._cube is not None and not is_changed and (self._is_all or min(days) >= (self._first_day or 0)):
            return self._cube
        self._first_day = None if self._is_all else min(days)
        self._facets = rollups.facets()
        self._cube = Cube(rollups.rows(first_day=self._first_day))
        return self._cube

    def _read_all(self, rollups: Rollups, question: Question) -> bool:
        """False where the question is asked again instead."""
        from .statistics.cube import Cube

        self._facets = rollups.facets()
        cube = Cube(rollups.rows())
        if cube.n_runs != rollups.n_runs() or not rollups.groups_add_up():  # what no check of a single cell can see
            _log.warning("the figures of %d runs do not add up and are made again", cube.n_runs)
            self._cube = None
            rollups.forget()
            self.again.emit(question)
            return False
        cube.warm()
        self._cube, self._is_all, self._first_day = cube, True, None
        return True

    def _of_conversations(self, rollups: Rollups, question: Question, waiting: int) -> Report:
        from .statistics.report import choices, total_of

        assert self._cube is not None
        filters = question.filters
        totals = rollups.totals(
            question.by.value,
            first_day=filters.first_day,
            last_day=filters.last_day,
            model_name=filters.model,
            quantization=filters.quantization,
            is_own=filters.is_own,
            limit=MOST_GROUPS,
        )
        rows = [
            Row(key=one.key, label=one.label, figures=figures_of(one, is_own=filters.is_own is True)) for one in totals
        ]
        if (amount := _AMOUNTS.get(question.metric)) is not None:
            rows.sort(key=lambda row: amount(row.figures), reverse=True)
        return Report(
            question=question,
            rows=tuple(rows),
            total=total_of(self._cube, self._facets, question),
            choices=choices(self._facets, rollups.first_day(is_own=question.filters.is_own)),
            waiting=waiting,
        )

    def _behind(self, point: PointQuestion) -> list[RunBehind]:
        from .statistics.report import INDEX, bin_at, cells_behind

        rollups, question = self._rollups(), point.question
        if question.by in OF_CONVERSATIONS:
            filters = question.filters
            return rollups.behind_group(
                question.metric.value,
                question.by.value,
                point.key,
                first_day=filters.first_day,
                last_day=filters.last_day,
                model_name=filters.model,
                quantization=filters.quantization,
                is_own=filters.is_own,
            )
        if self._cube is None:
            return []
        is_spread = question.metric in INDEX and point.value is not None
        bin_ = bin_at(point.value) if is_spread and point.value is not None else None
        cells = cells_behind(self._cube, self._facets, question, point.key, bin_)
        value = None if question.metric is Metric.COST else point.value
        return rollups.behind(question.metric.value, cells[:MOST_CELLS], value=value)


def figures_of(totals: GroupTotals, *, is_own: bool) -> Figures:
    """Where energy was measured only of a part, no cost is made of it: the tokens are those of all."""
    is_measured = totals.energy_runs == totals.runs
    return Figures(
        runs=totals.runs,
        prompt_tokens=totals.prompt_tokens,
        cached_tokens=totals.cached_tokens,
        output_tokens=totals.output_tokens,
        busy_ms=totals.busy_ms,
        measured_runs=totals.energy_runs,
        measured=work_of(
            prompt=totals.prompt_tokens,
            cached=totals.cached_tokens,
            output=totals.output_tokens,
            busy_ms=totals.busy_ms,
            energy_mj=totals.energy_mj,
            idle_energy_mj=totals.idle_energy_mj,
        )
        if is_measured and totals.runs
        else None,
        is_own=is_own,
    )

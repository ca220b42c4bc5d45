"""What the page of statistics costs: opening it, every filter, and what each answer pays for being counted.

    python bench/statistics_bench.py            1,000,000 runs over a year: about 45 minutes on two cores, 4 GB of disk
    python bench/statistics_bench.py --quick    50,000 runs: 2 minutes

The store is generated (statistics_year.py) and its rollups are made as after an import. The first view is taken in
fresh processes that have imported what the program has when it runs: from the wish to the moment at which the cards
and the table are painted with the figures, numpy's import included; the chart, which imports pyqtgraph after that, is
told apart. Filters are chosen in the window and timed until all of the page is painted, the chart too. What the page
shows is held against the SQL that it shows beside it, which asks the runs themselves. The pages of the file are in the
system's cache.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import statistics_year
from inglenook_desktop.statistics.question import Metric
from inglenook_desktop.statistics_reading import LOOK_AFTER_MS
from inglenook_desktop.store import FILE_NAME, Store, figure_cells, open_store
from inglenook_desktop.store.rollups import Rollups
from inglenook_engine.latency_histogram import LatencyHistogram, bin_of
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats
from measure import load_average, machine, machine_line, write_results
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

FULL, QUICK = 1_000_000, 50_000
END = datetime(2026, 11, 20, 12, tzinfo=UTC)
N_OPENED = 5
AT_WATCH_S = tuple(hundredths / 100 for hundredths in range(2, 62, 3))
"""After the watch over rates has begun to read, which takes it 0.7 s."""
N_TURNS = 300
LIMITS = {"first_view_ms": 500.0, "filter_ms": 300.0, "count_share": 0.005, "bytes_a_run": 5_000.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} runs")
    parser.add_argument("--runs", type=int, default=FULL)
    parser.add_argument("--folder", type=Path, help="keep the store here, and use it when it is there already")
    parser.add_argument("--probe", choices=["first", "filters"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.probe:
        print(json.dumps(_probe(options.folder, options.probe)))
        return
    n_runs = QUICK if options.quick else options.runs
    folder = options.folder or Path(tempfile.mkdtemp(prefix="inglenook-statistics-"))
    try:
        facts = measured(folder / "data" if options.folder is None else folder, n_runs)
    finally:
        if options.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    text = report(facts)
    write_results("statistics_quick" if n_runs < FULL else "statistics", facts, text)
    print("\n" + text)


def measured(data_dir: Path, n_runs: int) -> dict[str, Any]:
    facts: dict[str, Any] = {"machine": machine(), "n_runs": n_runs}
    if not (data_dir / FILE_NAME).exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        statistics_year.fill(data_dir, n_runs, end=END)
        facts["filled_s"] = time.monotonic() - began
    with open_store(data_dir) as store:
        began, longest = time.monotonic(), 0.0
        rollups, is_done = Rollups(store._db), False
        while not is_done:
            step = time.monotonic()
            is_done = rollups.settle(at_most=1)
            longest = max(longest, time.monotonic() - step)
        facts["settled_s"], facts["longest_step_ms"] = time.monotonic() - began, longest * 1000
        facts |= _sizes(store)
    print(f"made: {facts}", flush=True)
    opened = [_child(data_dir, "first") for _ in range(N_OPENED)]
    facts["first_view_ms"] = sorted(one["first_view_ms"] for one in opened)
    facts["first_view_cpu_ms"] = sorted(one["first_view_cpu_ms"] for one in opened)
    for name in ("chart_ms", "chart_cpu_ms", "longest_stall_ms"):
        facts[name] = sorted(one[name] for one in opened)
    facts["imports_ms"] = sorted(one["imports_ms"] for one in opened)
    facts |= _child(data_dir, "filters")
    with open_store(data_dir) as store:
        facts |= _agreement(store)
        facts |= _cost_of_counting(store)
    facts["load_average"] = load_average()
    return facts


def _sizes(store: Store) -> dict[str, float]:
    with store._db.read() as sql:
        (n_cells, _n_bytes, n_entries) = sql.execute(
            "SELECT count(*), sum(length(sums) + length(slots) + length(counts)), sum(length(slots)) / 2"
            " FROM figure_cells"
        ).fetchone()
        (n_runs,) = sql.execute("SELECT count(*) FROM figure_runs").fetchone()
        (n_conversations,) = sql.execute("SELECT count(*) FROM figure_conversations").fetchone()
    with contextlib.closing(sqlite3.connect(f"{store.path.as_uri()}?mode=ro", uri=True)) as sql:
        (figures_bytes,) = sql.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'figure_%' OR name LIKE 'sqlite_autoindex_figure_%'"
        ).fetchone()
        (runs_bytes,) = sql.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'runs'").fetchone()
    return {
        "n_cells": n_cells,
        "n_entries": n_entries,
        "n_conversation_rows": n_conversations,
        "figures_bytes_a_run": figures_bytes / n_runs,
        "run_bytes": runs_bytes / n_runs,
        "file_mb": store.path.stat().st_size / 1e6,
    }


def _cost_of_counting(store: Store) -> dict[str, float]:
    """Turns with and without it, in turn: what `figure_cells.count` adds to the transaction that ends an answer."""
    rows: Any = figure_cells
    count = rows.count
    latencies = LatencyHistogram()
    for step in range(250):
        latencies.add(28 + step % 9)
    stats = GenerationStats(
        prompt_tokens=400, output_tokens=250, ttft_ms=900, prefill_ms=880, decode_ms=8_000, total_ms=9_000,
        itl_histogram=latencies.to_text(),
    )  # fmt: skip
    spent: list[float] = []

    def timed(sql: Any, run_id: int) -> None:
        began = time.perf_counter()
        count(sql, run_id)
        spent.append((time.perf_counter() - began) * 1000)

    ended: dict[bool, list[float]] = {True: [], False: []}
    (info,) = store._db._sql.execute("SELECT model FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    model = statistics_year.model_of(info)
    try:
        for number in range(2 * N_TURNS):
            is_counted = number % 2 == 0
            rows.count = timed if is_counted else _not_counted
            turn = store.begin_turn(conversation_id=None, text="?", model=model, params=GenerateParams())
            began = time.perf_counter()
            store.finish_turn(turn, text="!" * 1000, tokens=range(250), reason=FinishReason.STOP, stats=stats)
            ended[is_counted].append((time.perf_counter() - began) * 1000)
    finally:
        rows.count = count
    spent.sort()
    return {
        "count_p50_ms": statistics.median(spent),
        "count_p99_ms": spent[int(0.99 * len(spent))],
        "finish_with_p50_ms": statistics.median(ended[True]),
        "finish_without_p50_ms": statistics.median(ended[False]),
        "decode_ms": stats.decode_ms,
    }


def _not_counted(_sql: Any, _run_id: int) -> None:
    """In place of counting."""


def _agreement(store: Store) -> dict[str, Any]:
    """Of reports and the SQL that is shown beside them: cells that differ by more than a bin."""
    from inglenook_desktop.statistics.cube import Cube
    from inglenook_desktop.statistics.question import SPREADS, By, Filters, Question
    from inglenook_desktop.statistics.report import report as reported
    from inglenook_desktop.statistics.sql_text import statements_of

    rollups = Rollups(store._db)
    rollups.settle()
    cube, facets = Cube(rollups.rows()), rollups.facets()
    last = figure_cells.number_of(END.date())
    n_compared, differing = 0, []
    for by in (By.DAY, By.MODEL, By.CONTEXT):
        for metric in SPREADS:
            filters = Filters(first_day=last - 29, last_day=last)
            question = Question(by=by, metric=metric, filters=filters)
            of_runs = {str(row[0]): row[-3:] for row in store._db._sql.execute(statements_of(question)[0])}
            for row in reported(cube, facets, question).rows:
                key = str(figure_cells.day_of(int(row.key))) if by is By.DAY else row.key
                spread = row.figures.spreads[metric]
                for shown, exact in zip(
                    (spread.p50, spread.p95, spread.p99), of_runs.get(key, (None,) * 3), strict=True
                ):
                    n_compared += 1
                    if (shown is None) != (exact is None) or (
                        shown is not None and exact is not None and bin_of(shown) != bin_of(exact)
                    ):
                        differing.append(f"{by.value} {key} {metric.value}: {shown} and {exact}")
    return {"n_compared": n_compared, "differing": differing}


def _child(data_dir: Path, what: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--probe", what, "--folder", str(data_dir)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _probe(data_dir: Path, what: str) -> dict[str, Any]:
    """In a process of its own: the application and its store are there, the page is not."""
    from inglenook_desktop.app import SWITCH_S  # it imports what the program has when the page is opened
    from inglenook_desktop.statistics_reading import StatisticsReader
    from inglenook_desktop.theme import Theme

    sys.setswitchinterval(SWITCH_S)
    app = QApplication(["bench"])
    store, theme = open_store(data_dir), Theme(app)
    began, cpu_began = time.perf_counter(), time.process_time()
    from inglenook_desktop.views.statistics_window import StatisticsWindow

    imports_ms = (time.perf_counter() - began) * 1000
    reader = StatisticsReader()
    reader.use(store)
    window = StatisticsWindow(theme, today=lambda: date(2026, 11, 20))
    window.asked.connect(reader.ask)
    reader.reported.connect(window.show_report)
    watch = _Painting(window, reader)
    window.come()
    watch.wait(has_chart=False)
    facts: dict[str, Any] = {
        "first_view_ms": (time.perf_counter() - began) * 1000,
        "first_view_cpu_ms": (time.process_time() - cpu_began) * 1000,
        "imports_ms": imports_ms,
    }
    watch.wait(has_chart=True)
    facts["chart_ms"] = (time.perf_counter() - began) * 1000
    facts["chart_cpu_ms"] = (time.process_time() - cpu_began) * 1000
    facts["longest_stall_ms"] = watch.longest_stall_ms
    if what == "filters":
        facts = _filters(window, reader, watch)
    reader.use(None)
    store.close()
    return facts


def _filters(window: Any, reader: Any, watch: _Painting) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    began = time.perf_counter()
    while not (reader._worker is not None and reader._worker._is_all):
        QApplication.processEvents()
        time.sleep(0.005)
    facts["all_read_ms"] = (time.perf_counter() - began) * 1000
    timed: list[tuple[float, str]] = []

    def choose(act: Callable[[], None], name: str, choice: Any = None) -> None:
        began = time.perf_counter()
        watch.forget()
        act()
        watch.wait(has_chart=True)
        timed.append(
            ((time.perf_counter() - began) * 1000, name if choice is None else f"{name}: {choice.currentText()}")
        )

    for name, choice in _choices(window):
        for at in range(choice.count()):
            if choice.currentIndex() == at or (name == "period" and at == 0):
                continue
            if not choice.isEnabled():
                break
            choose(partial(choice.setCurrentIndex, at), name, choice)
        if name != "period" and choice.currentIndex():
            choose(partial(choice.setCurrentIndex, 0), name, choice)
    for metric in list(window.cards.cards):
        if window.cards.chosen_metric is not metric:
            choose(partial(window.cards.choose, metric), f"card: {metric.value}")
    choose(partial(window.cards.choose, Metric.TTFT), "card: ttft")  # which has a chart for every model
    facts["filters_at_watch_ms"] = sorted(_at_watch(window, reader, watch, after_s) for after_s in AT_WATCH_S)
    timed.sort(reverse=True)
    facts["filters_ms"] = sorted(ms for ms, _name in timed)
    facts["slowest_filters"] = [f"{name}, {ms:.0f} ms" for ms, name in timed[:8]]
    return facts


def _at_watch(window: Any, reader: Any, watch: _Painting, after_s: float) -> float:
    """A filter is chosen so long after the watch over rates has begun to read the newest runs, in milliseconds."""
    time.sleep((LOOK_AFTER_MS + 200) / 1000)  # none is waiting any more
    QApplication.processEvents()
    reader._worker._looked_at = None
    reader._worker.idle.emit(reader._worker.newest)
    time.sleep(after_s)
    model, began = window.filters.model, time.perf_counter()
    watch.forget()
    model.setCurrentIndex((model.currentIndex() + 1) % model.count())
    watch.wait(has_chart=True)
    return (time.perf_counter() - began) * 1000


class _Painting(QObject):
    """What is on the screen: sees when the cards, the table and the chart were painted with a report. longest_stall_ms:
    that the window could not have answered a key, of a timer that wants to ring every 5 ms."""

    def __init__(self, window: Any, reader: Any) -> None:
        super().__init__()
        self._window = window
        self._painted: set[QObject] = set()
        self._is_told = False
        self.longest_stall_ms = 0.0
        self._rang = time.perf_counter()
        reader.reported.connect(self._on_reported)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_rung)
        self._timer.start(5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_told and event.type() is QEvent.Type.Paint:
            self._painted.add(watched)
        return False

    def forget(self) -> None:
        """The next report counts."""
        self._is_told = False
        self._painted.clear()

    def wait(self, *, has_chart: bool) -> None:
        """Asleep, as a window is: a busy loop would take the interpreter from the reader."""
        page = self._window
        while True:
            shown: set[QObject] = {*page.cards.cards.values(), page.figures.viewport()}
            if has_chart:
                has_words = page.chart.words.isVisible()
                shown |= {page.chart.words if has_words else page.chart.chart.viewport() if page.chart.chart else page}
                if page.chart.chart is None:
                    shown.add(self)  # it is not there yet
            if shown <= self._painted:
                return
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _on_reported(self, _report: object) -> None:
        self._painted.clear()
        self._is_told = True

    def _on_rung(self) -> None:
        now = time.perf_counter()
        if self._is_told:
            self.longest_stall_ms = max(self.longest_stall_ms, (now - self._rang) * 1000 - 5)
        self._rang = now


def _choices(window: Any) -> list[tuple[str, Any]]:
    """The period ends at all time, so that the filters after it are of every run there is."""
    names = ("period", "model", "quantization", "context", "action", "version", "compared", "by")
    return [(name, getattr(window.filters, name)) for name in names]


def report(facts: dict[str, Any]) -> str:
    filters, at_watch = facts["filters_ms"], facts["filters_at_watch_ms"]
    share = facts["count_p50_ms"] / facts["decode_ms"]
    worst_view = facts["first_view_ms"][-1]
    bytes_a_run = facts["figures_bytes_a_run"] + facts["run_bytes"]
    rows = [
        (
            "first view: cards and table with their figures, worst of five fresh processes",
            f"{worst_view:.0f} ms",
            worst_view <= LIMITS["first_view_ms"],
        ),
        ("the chart stands and is painted, worst of five", f"{facts['chart_ms'][-1]:.0f} ms", True),
        (
            "longest time in between that the window would not have answered",
            f"{facts['longest_stall_ms'][-1]:.0f} ms",
            True,
        ),
        ("any filter, all time: median", f"{statistics.median(filters):.0f} ms", True),
        (f"any filter, all time: worst of {len(filters)}", f"{filters[-1]:.0f} ms", filters[-1] <= LIMITS["filter_ms"]),
        (
            f"a filter chosen while the watch over rates reads: worst of {len(at_watch)}",
            f"{at_watch[-1]:.0f} ms",
            at_watch[-1] <= LIMITS["filter_ms"],
        ),
        (
            "counting an answer, beside 8 s of decoding",
            f"{facts['count_p50_ms']:.2f} ms (p99 {facts['count_p99_ms']:.2f}), {share:.4%}",
            share <= LIMITS["count_share"],
        ),
        (
            "room on the disk for a run's figures",
            f"{bytes_a_run:,.0f} bytes, {facts['figures_bytes_a_run']:,.0f} of them rollups",
            bytes_a_run <= LIMITS["bytes_a_run"],
        ),
        (
            "percentiles held against the SQL beside them",
            f"{facts['n_compared']}, {len(facts['differing'])} in another bin",
            not facts["differing"],
        ),
    ]
    limits = ("500 ms", "–", "–", "–", "300 ms", "300 ms", "0.5 %", "5,000 bytes", "none")
    lines = [
        f"# The page of statistics over {facts['n_runs']:,} runs",
        "",
        machine_line(facts["machine"]),
        "",
        "| what | measured | at most | kept |",
        "|---|---|---|---|",
        *(
            f"| {what} | {value} | {limit} | {'yes' if is_kept else '**no**'} |"
            for (what, value, is_kept), limit in zip(rows, limits, strict=True)
        ),
        "",
        f"The load was {facts['load_average']:.1f} on {facts['machine']['cores_usable']} cores; the first view took"
        f" {facts['first_view_cpu_ms'][-1]:.0f} ms of processor time at most."
        f" The page's own imports take {statistics.median(facts['imports_ms']):.0f} ms of it; pyqtgraph is imported"
        f" after it, the chart took {facts['chart_cpu_ms'][-1]:.0f} ms of processor time in all."
        f" All days are read {facts['all_read_ms']:.0f} ms after it. Making the rollups of all runs took"
        f" {facts['settled_s']:.0f} s, no step longer than {facts['longest_step_ms']:.0f} ms;"
        f" {facts['n_cells']:,} cells with {facts['n_entries']:,} filled bins.",
        "",
        "The slowest filters: " + "; ".join(facts["slowest_filters"]) + ".",
        "",
        "A percentile of the page is exact to a bin of 2.2 %; the SQL asks the runs. `statistics_bench.py` made this.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

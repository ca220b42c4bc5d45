"""Figures of the groups that the rollups know: those of the page of statistics, for who asks the store for them.

Percentiles are exact to a bin of 2.2 %, as on the page. Needs numpy, so it is imported when it is used.
"""

from __future__ import annotations

from datetime import datetime

from ..statistics.cube import Cube
from ..statistics.question import By, Figures, Filters, Metric, Question
from ..statistics.report import days_of, report
from .db import Db
from .figure_cells import day_of
from .figures import GroupFigures, Grouping
from .rollups import Rollups

GROUPINGS = {
    Grouping.ALL: By.ACTION,  # of which the total is taken
    Grouping.MODEL: By.MODEL,
    Grouping.QUANTIZATION: By.QUANTIZATION,
    Grouping.DAY: By.DAY,
    Grouping.ACTION: By.ACTION,
    Grouping.CONTEXT: By.CONTEXT,
    Grouping.VERSION: By.VERSION,
}
_EVER = 1 << 20


def of_cells(
    db: Db, grouping: Grouping, *, since: datetime | None, until: datetime | None, is_own: bool | None
) -> list[GroupFigures]:
    """Those with the newest runs first, then those that worked longest. First counts what is not
    counted yet, 0.2 ms a run. Raises StoreError."""
    rollups = Rollups(db)
    rollups.settle()
    cube, facets = Cube(rollups.rows_between(since, until)), rollups.facets()
    question = Question(
        by=GROUPINGS[grouping],
        metric=Metric.TTFT,
        filters=Filters(first_day=-_EVER, last_day=_EVER, is_own=is_own),
    )
    found = report(cube, facets, question)
    rows = [(row.key, row.figures) for row in found.rows]
    if grouping is Grouping.ALL:
        rows = [("", found.total)] if found.total.runs else []
    groups = []
    for key, figures in rows:
        first_day, last_day = days_of(cube, facets, question, None if grouping is Grouping.ALL else key)
        is_day = grouping is Grouping.DAY
        groups.append(
            _group(
                day_of(int(key)).isoformat() if is_day else key,
                figures,
                first_day=day_of(first_day).isoformat(),
                last_day=day_of(last_day).isoformat(),
            )
        )
    groups.sort(key=lambda group: (group.last_day, group.busy_ms), reverse=True)
    return groups


def _group(key: str, figures: Figures, *, first_day: str, last_day: str) -> GroupFigures:
    idle = None if figures.measured is None else figures.measured.idle_energy_j
    return GroupFigures(
        key=key,
        label=key,
        first_day=first_day,
        last_day=last_day,
        runs=figures.runs,
        failed=figures.failed,
        cancelled=figures.cancelled,
        prompt_tokens=figures.prompt_tokens,
        cached_tokens=figures.cached_tokens,
        output_tokens=figures.output_tokens,
        drafted_tokens=figures.drafted_tokens,
        accepted_tokens=figures.accepted_tokens,
        busy_ms=figures.busy_ms,
        energy_j=figures.energy_j,
        idle_energy_j=None if idle is None else idle.low,
        energy_runs=figures.measured_runs,
        ttft_ms=figures.spreads[Metric.TTFT],
        ui_ttft_ms=figures.spreads[Metric.UI_TTFT],
        total_ms=figures.spreads[Metric.TOTAL],
        itl_ms=figures.spreads[Metric.ITL],
        prefill_tokens_per_s=figures.spreads[Metric.PREFILL],
        decode_tokens_per_s=figures.spreads[Metric.DECODE],
    )

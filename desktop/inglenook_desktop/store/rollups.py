"""What the page of statistics asks a store: the rollups as they are, what conversations took, the runs behind a point.

Brings the rollups up to date on the way, in short transactions, so that a window never waits long for its turn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..statistics.cells import SUMS, CellRows
from ..statistics.regressions import RatedRun
from . import figure_cells, watched
from .db import Connection, Db
from .figure_cells import Facet
from .text import timestamp

log = logging.getLogger("store")

_EVER = 1 << 40
MOST_BEHIND = 200
"""Answers that are listed behind one point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTotals:
    """What the answers of a conversation, folder, tag or outcome took. key: its number or name, "" for none. energy_mj:
    of energy_runs of the runs."""

    key: str
    label: str
    runs: int
    prompt_tokens: int
    cached_tokens: int
    output_tokens: int
    busy_ms: float
    energy_mj: float
    idle_energy_mj: float
    energy_runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBehind:
    """A run that a point is made of. value: in the unit of the point's metric; None where it has none. totals: of it
    alone.
    conversation_id, message_id: None where only the figures are left."""

    run_id: int
    conversation_id: int | None
    message_id: int | None
    title: str
    started_at: str
    model_name: str
    prompt_tokens: int
    output_tokens: int
    ttft_ms: float | None
    total_ms: float | None
    value: float | None
    totals: GroupTotals
    is_here: bool = True


_GROUPS = {
    "conversation": ("conversations.id", ""),
    "folder": ("folders.id", " LEFT JOIN folders ON folders.id = conversations.folder_id"),
    "tag": ("tags.tag", " JOIN tags ON tags.conversation_id = conversations.id"),
    "outcome": ("messages.outcome", ""),
}
"""What tells the group of a run, and what is joined for it."""

_SUMS = (
    "runs",
    "prompt_tokens",
    "cached_tokens",
    "output_tokens",
    "busy_ms",
    "energy_mj",
    "idle_energy_mj",
    "energy_runs",
)

_ADDED = ", ".join(f"sum(days.{name})" for name in _SUMS)
_CONVERSATIONS = (  # of all of them one sum alone, in the order of the table; the others of the few that are left
    "SELECT conversations.id, conversations.title, "
    + _ADDED
    + " FROM (SELECT conversation_id FROM figure_conversations WHERE {where} GROUP BY conversation_id"
    " ORDER BY sum(busy_ms) DESC LIMIT ?) AS top"
    " CROSS JOIN figure_conversations AS days ON days.conversation_id = top.conversation_id"
    " JOIN conversations ON conversations.id = days.conversation_id"
    " WHERE {where} GROUP BY 1 ORDER BY sum(days.busy_ms) DESC"
)
_GROUPED = (
    "SELECT days.key, CASE days.kind WHEN 'folder' THEN folders.name ELSE days.key END, "
    + _ADDED
    + " FROM figure_groups AS days LEFT JOIN folders ON days.kind = 'folder' AND folders.id = cast(days.key AS INTEGER)"
    " WHERE kind = ? AND {where} GROUP BY 1 ORDER BY sum(days.busy_ms) DESC LIMIT ?"
)

_VALUES = {
    "ttft": "ttft_ms",
    "ui_ttft": "ui_ttft_ms",
    "total": "total_ms",
    "prefill": "CASE WHEN prefill_ms > 0 AND prompt_tokens - cached_tokens >= 16 AND (rounds > 0 OR output_tokens > 0)"
    " THEN (prompt_tokens - cached_tokens) / prefill_ms * 1000 END",
    "decode": "CASE WHEN decode_ms > 0 AND output_tokens >= 8 THEN (output_tokens - 1) / decode_ms * 1000 END",
    "itl": "CASE WHEN output_tokens >= 8 THEN decode_ms / (output_tokens - 1) END",
    "acceptance": "CASE WHEN drafted_tokens > 0 THEN 1.0 * accepted_tokens / drafted_tokens END",
    "tokens": "prompt_tokens + output_tokens",
    "energy": "(energy_mj - idle_energy_mj) / 1000",
    "cost": "NULL",
    "runs": "total_ms",
}
"""Of a run, in the unit of the metric; of the time between tokens, the mean. What it costs is made of its totals."""


class Rollups:
    """Reads on the thread whose connection it was given. Raises StoreError as the store does."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def settle(self, *, at_most: int = 1_000_000) -> bool:
        """Bring them up to date, `figure_cells.AT_ONCE` runs at a time, at_most such steps. Whether all is done."""
        for _ in range(at_most):
            with self._db.read() as sql:
                if figure_cells.is_settled(sql):
                    return True
            with self._db.write() as sql:
                figure_cells.settle(sql)
        return False

    def is_settled(self) -> bool:
        """Whether every run that is over is counted."""
        with self._db.read() as sql:
            return figure_cells.is_settled(sql)

    def waiting(self) -> int:
        """Runs that are not in yet."""
        with self._db.read() as sql:
            (n_waiting,) = sql.execute("SELECT count(*) FROM figure_queue").fetchone()
        return int(n_waiting)

    def rows(self, *, first_day: int | None = None, last_day: int | None = None) -> CellRows:
        """The cells of these days, both included. Those that cannot be read are made again first."""
        while True:
            with self._db.read() as sql:
                rows = sql.execute(
                    "SELECT id, day, facet_id, length(slots), sums, slots, counts FROM figure_cells"
                    " WHERE day BETWEEN ? AND ?",
                    (-_EVER if first_day is None else first_day, _EVER if last_day is None else last_day),
                ).fetchall()
            damaged = [row[0] for row in rows if not _is_sound(row)]
            if not damaged:
                break
            log.warning("%d cells of figures cannot be read and are made again", len(damaged))
            with self._db.write() as sql:
                figure_cells.mark_stale(sql, damaged)
            self.settle()
        return CellRows(
            ids=[row[0] for row in rows],
            days=[row[1] for row in rows],
            facets=[row[2] for row in rows],
            n_slots=[row[3] // 2 for row in rows],
            sums=b"".join([row[4] for row in rows]),
            slots=b"".join([row[5] for row in rows]),
            counts=b"".join([row[6] for row in rows]),
        )

    def first_day(self, *, is_own: bool | None = None) -> int | None:
        """Of all that is counted. is_own: of this machine, or of others; None of all."""
        with self._db.read() as sql:
            found = sql.execute(
                "SELECT day FROM figure_cells CROSS JOIN figure_facets ON figure_facets.id = facet_id"
                " WHERE coalesce(?, is_own) = is_own ORDER BY day LIMIT 1",
                (is_own,),
            ).fetchone()
        return None if found is None else int(found[0])

    def rows_between(self, since: datetime | None, until: datetime | None) -> CellRows:
        """The same of the runs begun at one moment or later, and before another: of the days of the moments a part."""
        days = [None if one is None else figure_cells.day_number(one) for one in (since, until)]
        first, last = days
        rows = self.rows(first_day=None if first is None else first + 1, last_day=None if last is None else last - 1)
        begin, end = "" if since is None else timestamp(since), "~" if until is None else timestamp(until)
        with self._db.read() as sql:
            parts = [
                (id_, day, facet_id, *cell.to_blobs())
                for day in sorted({day for day in days if day is not None})
                for id_, facet_id, cell in figure_cells.part_of_day(sql, day, begin, end)
            ]
        return CellRows(
            ids=[*rows.ids, *(id_ for id_, *_ in parts)],
            days=[*rows.days, *(day for _id, day, *_ in parts)],
            facets=[*rows.facets, *(facet_id for _id, _day, facet_id, *_ in parts)],
            n_slots=[*rows.n_slots, *(len(slots) // 2 for *_, slots, _counts in parts)],
            sums=rows.sums + b"".join(sums for _id, _day, _facet, sums, *_ in parts),
            slots=rows.slots + b"".join(slots for *_, slots, _counts in parts),
            counts=rows.counts + b"".join(counts for *_, counts in parts),
        )

    def n_runs(self) -> int:
        """In cells, by the runs' own list: what the cells must add up to."""
        with self._db.read() as sql:
            (n_runs,) = sql.execute("SELECT count(*) FROM figure_runs").fetchone()
        return int(n_runs)

    def newest_run(self) -> int:
        """Its id, counted or not; 0 of none."""
        with self._db.read() as sql:
            (newest,) = sql.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()
        return int(newest)

    def rated_runs(self, is_wanted: Callable[[], bool]) -> list[RatedRun]:
        """As `Record.rated_runs` has them, on this connection. is_wanted: none as soon as it says no."""
        with self._db.read() as sql:
            return watched.rated_runs(sql, is_wanted=is_wanted)

    def groups_add_up(self) -> bool:
        """Whether every run of a conversation is in a folder or in none, and of an outcome or of none."""
        with self._db.read() as sql:
            sums = sql.execute(
                "SELECT sum(runs) FROM figure_conversations UNION ALL SELECT sum(runs) FROM figure_groups"
                " WHERE kind = 'folder' UNION ALL SELECT sum(runs) FROM figure_groups WHERE kind = 'outcome'"
            ).fetchall()
        return len(set(sums)) == 1

    def forget(self) -> None:
        """All of it is to be made from the runs again, by `settle`; 200 µs a run."""
        with self._db.write() as sql:
            figure_cells.forget(sql)

    def facets(self) -> dict[int, Facet]:
        """By id, those of cells."""
        columns = ", ".join(Facet._fields)
        with self._db.read() as sql:
            rows = sql.execute(f"SELECT id, {columns} FROM figure_facets WHERE context_tokens >= 0").fetchall()
        return {id_: Facet(*values) for id_, *values in rows}

    def totals(
        self,
        kind: str,
        *,
        first_day: int,
        last_day: int,
        model_name: str = "",
        quantization: str = "",
        is_own: bool | None = True,
        limit: int,
    ) -> list[GroupTotals]:
        """kind: conversation, folder, tag or outcome; those that worked longest first. model_name, quantization: only
        answers of it; "" of all. is_own: of this machine, or of others; None of all."""
        with self._db.read() as sql:
            facets = [
                id_
                for id_, name, quantized, here in sql.execute(
                    "SELECT id, model_name, quantization, is_own FROM figure_facets WHERE context_tokens = -1"
                )
                if model_name in ("", name) and quantization in ("", quantized) and is_own in (None, bool(here))
            ]
            where = f"day BETWEEN ? AND ? AND facet_id IN ({', '.join('?' * len(facets))})"
            chosen = (first_day, last_day, *facets)
            if kind == "conversation":
                rows = sql.execute(_CONVERSATIONS.format(where=where), (*chosen, limit, *chosen)).fetchall()
            else:
                rows = sql.execute(_GROUPED.format(where=where), (kind, *chosen, limit)).fetchall()
        return [
            GroupTotals(
                key=str(key),
                label=label or "",
                runs=runs,
                prompt_tokens=prompt,
                cached_tokens=cached,
                output_tokens=output,
                busy_ms=busy,
                energy_mj=energy,
                idle_energy_mj=idle,
                energy_runs=measured,
            )
            for key, label, runs, prompt, cached, output, busy, energy, idle, measured in rows
        ]

    def behind(self, metric: str, cell_ids: Sequence[int], *, value: float | None) -> list[RunBehind]:
        """The runs of these cells, those nearest to the value first; the newest first without one."""
        found: list[RunBehind] = []
        with self._db.read() as sql:
            for cell_id in cell_ids:
                found += _behind(sql, _VALUES[metric], cell_id)
        return _nearest(found, value)

    def behind_group(
        self,
        metric: str,
        kind: str,
        key: str,
        *,
        first_day: int,
        last_day: int,
        model_name: str = "",
        quantization: str = "",
        is_own: bool | None = True,
    ) -> list[RunBehind]:
        """The answers of a conversation, folder, tag or outcome, the newest first. model_name, quantization, is_own:
        as in `totals`."""
        column, join = _GROUPS[kind]
        with self._db.read() as sql:
            rows = sql.execute(
                f"{_BEHIND.format(value=_VALUES[metric])} FROM figure_runs JOIN conversations"
                f" ON conversations.id = figure_runs.conversation_id{join} JOIN runs ON runs.id = figure_runs.run_id"
                " LEFT JOIN messages ON messages.id = runs.message_id"
                " JOIN figure_cells ON figure_cells.id = figure_runs.cell_id"
                f" JOIN figure_facets ON figure_facets.id = figure_cells.facet_id WHERE coalesce({column}, '') = ?"
                " AND figure_cells.day BETWEEN ? AND ? AND ? IN ('', figure_facets.model_name)"
                " AND ? IN ('', figure_facets.quantization) AND coalesce(?, figure_facets.is_own) ="
                " figure_facets.is_own ORDER BY runs.id DESC LIMIT ?",
                (
                    int(key) if key.isdecimal() and kind in ("conversation", "folder") else key,
                    first_day,
                    last_day,
                    model_name,
                    quantization,
                    is_own,
                    MOST_BEHIND,
                ),
            ).fetchall()
        return [_run(row) for row in rows]


_BEHIND = (
    "SELECT runs.id, conversations.id, runs.message_id, conversations.title, runs.started_at, runs.model_name,"
    " runs.prompt_tokens, runs.cached_tokens, runs.output_tokens, runs.ttft_ms, runs.total_ms, runs.energy_mj,"
    " runs.idle_energy_mj, {value}, conversations.deleted_at"
)


def _behind(sql: Connection, value: str, cell_id: int) -> list[RunBehind]:
    rows = sql.execute(
        f"{_BEHIND.format(value=value)} FROM figure_runs CROSS JOIN runs ON runs.id = figure_runs.run_id"
        " LEFT JOIN messages ON messages.id = runs.message_id"
        " LEFT JOIN conversations ON conversations.id = messages.conversation_id WHERE figure_runs.cell_id = ?",
        (cell_id,),
    )
    return [_run(row) for row in rows]


def _run(row: Sequence[Any]) -> RunBehind:
    (run_id, conversation_id, message_id, title, started_at, model_name, prompt, cached, output, ttft, total, energy,
     idle, value, gone) = row  # fmt: skip
    is_measured = energy is not None and idle is not None
    return RunBehind(
        run_id=run_id,
        conversation_id=conversation_id,
        message_id=message_id,
        title=title or "",
        started_at=started_at,
        model_name=model_name,
        prompt_tokens=prompt or 0,
        output_tokens=output or 0,
        ttft_ms=ttft,
        total_ms=total,
        value=value,
        totals=GroupTotals(
            key=str(run_id),
            label="",
            runs=1,
            prompt_tokens=prompt or 0,
            cached_tokens=cached or 0,
            output_tokens=output or 0,
            busy_ms=total or 0.0,
            energy_mj=energy if is_measured else 0.0,
            idle_energy_mj=idle if is_measured else 0.0,
            energy_runs=int(is_measured),
        ),
        is_here=conversation_id is not None and gone is None,
    )


def _nearest(found: list[RunBehind], value: float | None) -> list[RunBehind]:
    if value is None:
        found.sort(key=lambda run: run.started_at, reverse=True)
    else:
        found.sort(key=lambda run: (run.value is None, abs((run.value or 0.0) - value)))
    return found[:MOST_BEHIND]


def _is_sound(row: Sequence[Any]) -> bool:
    """What can be told of a cell without reading it."""
    _id, _day, _facet, n_bytes, sums, _slots, counts = row
    return len(sums) == 8 * len(SUMS) and n_bytes % 2 == 0 and len(counts) == 2 * n_bytes

"""SQL of the rollups: a run that is over is added to the cell of its day and facet, in the transaction that ends it.

Whatever else changes a run (an import, a purge, a mark, another program) is noted by triggers: the run is put on the
queue, or its cell is stale. `settle` works both off; so a rollup that lags is known to lag, and one that is lost is
made from the runs again. Every function works inside the caller's transaction.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ..statistics.cells import Cell, context_bucket, is_measured

if TYPE_CHECKING:
    from .db import Connection

log = logging.getLogger("store")

AT_ONCE = 200
"""Runs of one `settle`; about 40 ms, so that a window that wants to write waits no longer."""

_EPOCH = date(1970, 1, 1).toordinal()

_READ = (
    "started_at, action, app_version, model_name, model, error_kind, finish_reason, prompt_tokens, cached_tokens,"
    " output_tokens, draft_rounds, drafted_tokens, accepted_tokens, load_ms, queue_ms, template_ms, tokenize_ms,"
    " restore_ms, prefill_ms, rounds, decode_ms, finish_ms, total_ms, ttft_ms, ui_ttft_ms, itl_histogram, energy_mj,"
    " idle_energy_mj, engine_version, llama_version, driver_version, machine"
)
_NAMES = ("id", *_READ.split(", "), "conversation_id", "outcome")
_SELECTED = ", ".join(
    ["runs.id", *(f"runs.{name}" for name in _READ.split(", ")), "messages.conversation_id", "messages.outcome"]
)
_RUNS = (
    f"SELECT {_SELECTED} FROM {{source}} CROSS JOIN runs ON runs.id = {{source}}.run_id"
    " LEFT JOIN messages ON messages.id = runs.message_id"
)


class Facet(NamedTuple):
    """What runs are grouped and filtered by. context_tokens: the bucket of the prompt's length, 0 where unknown.
    is_own: 0 of runs that came with an archive of another machine, else 1."""

    model_name: str
    quantization: str
    context_tokens: int
    action: str
    app_version: str
    engine_version: str
    llama_version: str
    driver_version: str
    is_own: int


def day_number(moment: datetime) -> int:
    """Days since 1970-01-01 on this machine's calendar."""
    return moment.astimezone().toordinal() - _EPOCH


def number_of(day: date) -> int:
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    return date.fromordinal(number + _EPOCH)


def count(sql: Connection, run_id: int) -> None:
    """This run is over: add it. Damage in the rollups never stands in the way of an answer being saved."""
    _add(sql, _read(sql, f"{_RUNS.format(source='figure_queue')} WHERE run_id = ? AND runs.owner IS NULL", run_id))


def settle(sql: Connection, *, at_once: int = AT_ONCE) -> bool:
    """Add runs that wait, then make stale cells again, some of each. Whether there is more to do."""
    query = f"{_RUNS.format(source='figure_queue')} WHERE runs.owner IS NULL LIMIT ?"
    waiting = _read(sql, query, at_once)
    _add(sql, waiting)
    n_left = at_once - len(waiting)
    while n_left > 0:
        cell = sql.execute("SELECT id FROM figure_cells WHERE is_stale = 1 LIMIT 1").fetchone()
        if cell is not None:
            n_left -= 1 + _make_again(sql, *cell)
            continue
        conversation = sql.execute("SELECT conversation_id FROM figure_stale LIMIT 1").fetchone()
        if conversation is None:
            return False
        n_left -= 1 + _note_again(sql, *conversation)
    return True


def is_settled(sql: Connection) -> bool:
    """Whether every run that is over is in its cell."""
    waits = "SELECT 1 FROM figure_queue CROSS JOIN runs ON runs.id = run_id WHERE runs.owner IS NULL LIMIT 1"
    stale = "SELECT 1 FROM figure_cells WHERE is_stale = 1 UNION ALL SELECT 1 FROM figure_stale LIMIT 1"
    return sql.execute(waits).fetchone() is None and sql.execute(stale).fetchone() is None


def forget(sql: Connection) -> None:
    """All rollups are to be made again, by `settle`."""
    for table in (
        "figure_cells",
        "figure_runs",
        "figure_conversations",
        "figure_groups",
        "figure_stale",
        "figure_facets",
        "figure_queue",
    ):
        sql.execute(f"DELETE FROM {table}")
    sql.execute(
        "INSERT INTO figure_queue SELECT id FROM runs WHERE is_copy IS NULL AND model <> '{}' AND action <> 'bench'"
    )


def drop_stale(sql: Connection) -> None:
    """Cells that a purged run was in go now; their other runs wait to be added again. Also in a file of an earlier
    version, which has none."""
    if sql.execute("SELECT 1 FROM sqlite_schema WHERE name = 'figure_cells'").fetchone() is None:
        return
    of_stale = "FROM figure_runs WHERE cell_id IN (SELECT id FROM figure_cells WHERE is_stale = 1)"
    sql.execute(f"INSERT OR IGNORE INTO figure_queue SELECT run_id {of_stale}")
    sql.execute(f"INSERT OR IGNORE INTO figure_stale SELECT conversation_id {of_stale} AND conversation_id NOT NULL")
    sql.execute(f"DELETE {of_stale}")
    sql.execute("DELETE FROM figure_cells WHERE is_stale = 1")


def mark_stale(sql: Connection, cell_ids: Iterable[int]) -> None:
    sql.executemany("UPDATE figure_cells SET is_stale = 1 WHERE id = ?", [(id_,) for id_ in cell_ids])


def _read(sql: Connection, query: str, value: int) -> list[dict[str, Any]]:
    return [dict(zip(_NAMES, row, strict=True)) for row in sql.execute(query, (value,)).fetchall()]


def _day(run: dict[str, Any]) -> int:
    return day_number(datetime.fromisoformat(run["started_at"]))


def _add(sql: Connection, runs: Sequence[dict[str, Any]]) -> None:
    cells: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for run in runs:
        key = (_day(run), _facet_id(sql, _facet(run)))
        cells.setdefault(key, []).append(run)
    for (day, facet_id), members in cells.items():
        cell = Cell()
        for run in members:
            cell.add(run)
        cell_id = _merge(sql, day, facet_id, cell)
        _note(sql, day, members)
        sql.executemany(
            "INSERT INTO figure_runs VALUES (?, ?, ?)",
            [(run["id"], cell_id, run["conversation_id"]) for run in members],
        )
    sql.executemany("DELETE FROM figure_queue WHERE run_id = ?", [(run["id"],) for run in runs])


def _merge(sql: Connection, day: int, facet_id: int, cell: Cell) -> int:
    """Into the cell that is there, or a new one. Returns its id."""
    row = sql.execute(
        "SELECT id, is_stale, sums, slots, counts FROM figure_cells WHERE day = ? AND facet_id = ?", (day, facet_id)
    ).fetchone()
    if row is None:
        inserted = sql.execute(
            "INSERT INTO figure_cells (day, facet_id, sums, slots, counts) VALUES (?, ?, ?, ?, ?)",
            (day, facet_id, *cell.to_blobs()),
        ).lastrowid
        assert inserted is not None  # sqlite3 types it so for cursors that inserted nothing
        return inserted
    cell_id, is_stale, *blobs = row
    if not is_stale:
        try:
            cell.merge(Cell.from_blobs(*blobs))
        except ValueError as error:
            log.warning("figures of %s: %s; they are made again", day_of(day), error)
            mark_stale(sql, [cell_id])
        else:
            _write(sql, cell_id, cell)
    return int(cell_id)


def _make_again(sql: Connection, cell_id: int) -> int:
    """From its runs. Returns how many they are; without any the cell goes."""
    query = f"{_RUNS.format(source='figure_runs')} WHERE figure_runs.cell_id = ?"
    members = _read(sql, query, cell_id)
    if members:
        cell = Cell()
        for run in members:
            cell.add(run)
        _write(sql, cell_id, cell)
    else:
        sql.execute("DELETE FROM figure_cells WHERE id = ?", (cell_id,))
    return len(members)


def _note_again(sql: Connection, conversation_id: int) -> int:
    """What the runs of this conversation took. Returns how many they are."""
    sql.execute("DELETE FROM figure_conversations WHERE conversation_id = ?", (conversation_id,))
    sql.execute("DELETE FROM figure_stale WHERE conversation_id = ?", (conversation_id,))
    query = (
        f"SELECT {_SELECTED} FROM messages CROSS JOIN runs ON runs.message_id = messages.id"
        " CROSS JOIN figure_runs ON figure_runs.run_id = runs.id WHERE messages.conversation_id = ?"
    )
    members = _read(sql, query, conversation_id)
    for run in members:
        _note(sql, _day(run), [run])
    return len(members)


def part_of_day(sql: Connection, day: int, since: str, until: str) -> list[tuple[int, int, Cell]]:
    """Of each cell of the day its id, its facet and what its runs begun from one moment (UTC) on and before another add
    up to; those without any left out."""
    query = f"{_RUNS.format(source='figure_runs')} WHERE figure_runs.cell_id = ?"
    found = []
    for cell_id, facet_id in sql.execute("SELECT id, facet_id FROM figure_cells WHERE day = ?", (day,)).fetchall():
        cell = Cell()
        for run in _read(sql, query, cell_id):
            if since <= run["started_at"] < until:
                cell.add(run)
        if cell.sums[0]:
            found.append((cell_id, facet_id, cell))
    return found


def _write(sql: Connection, cell_id: int, cell: Cell) -> None:
    sql.execute(
        "UPDATE figure_cells SET is_stale = 0, sums = ?, slots = ?, counts = ? WHERE id = ?",
        (*cell.to_blobs(), cell_id),
    )


def _note(sql: Connection, day: int, runs: Sequence[dict[str, Any]]) -> None:
    """With their conversations, where they have one."""
    facets = {id(run): _facet_id(sql, _model_facet(run)) for run in runs if run["conversation_id"] is not None}
    sql.executemany(
        "INSERT INTO figure_conversations VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (conversation_id, day, facet_id, outcome) DO UPDATE SET runs = runs + 1,"
        " prompt_tokens = prompt_tokens + excluded.prompt_tokens,"
        " cached_tokens = cached_tokens + excluded.cached_tokens,"
        " output_tokens = output_tokens + excluded.output_tokens, busy_ms = busy_ms + excluded.busy_ms,"
        " energy_mj = energy_mj + excluded.energy_mj, idle_energy_mj = idle_energy_mj + excluded.idle_energy_mj,"
        " energy_runs = energy_runs + excluded.energy_runs",
        [
            (
                run["conversation_id"],
                day,
                facets[id(run)],
                run["outcome"] or "",
                run["prompt_tokens"] or 0,
                run["cached_tokens"] or 0,
                run["output_tokens"] or 0,
                run["total_ms"] or 0.0,
                run["energy_mj"] if is_measured(run) else 0.0,
                run["idle_energy_mj"] if is_measured(run) else 0.0,
                is_measured(run),
            )
            for run in runs
            if run["conversation_id"] is not None
        ],
    )


def _facet(run: dict[str, Any]) -> Facet:
    return Facet(
        model_name=run["model_name"],
        quantization=_quantization(run["model"]),
        context_tokens=context_bucket(run["prompt_tokens"]),
        action=run["action"],
        app_version=run["app_version"],
        engine_version=run["engine_version"] or "",
        llama_version=run["llama_version"] or "",
        driver_version=run["driver_version"] or "",
        is_own=int(run["machine"] is None),
    )


def _model_facet(run: dict[str, Any]) -> Facet:
    """Of the model alone, for conversations."""
    return Facet(run["model_name"], _quantization(run["model"]), -1, "", "", "", "", "", int(run["machine"] is None))


def _facet_id(sql: Connection, facet: Facet) -> int:
    columns = ", ".join(Facet._fields)
    where = " AND ".join(f"{name} = ?" for name in Facet._fields)
    row = sql.execute(f"SELECT id FROM figure_facets WHERE {where}", facet).fetchone()
    if row is None:
        marks = ", ".join("?" * len(facet))
        inserted = sql.execute(f"INSERT INTO figure_facets ({columns}) VALUES ({marks})", facet).lastrowid
        assert inserted is not None  # sqlite3 types it so for cursors that inserted nothing
        return inserted
    return int(row[0])


@functools.lru_cache(maxsize=256)
def _quantization(model: str) -> str:
    """As SQL's `model ->> '$.quantization'` has it; "" where it cannot be read."""
    try:
        found = json.loads(model)["quantization"]
    except (ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) else ""

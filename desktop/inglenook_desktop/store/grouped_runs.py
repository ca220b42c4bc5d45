"""Figures of the groups of which the rollups know no times, from the runs themselves, a column of many at a time.

Times to the first token and rates are exact, those between tokens to a bin of 2.2 %. Needs numpy, so it is imported
when it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from inglenook_engine.latency_histogram import middle_ms

from ..statistics.cells import LEAST_DECODE, LEAST_PREFILL
from ..statistics.histogram_texts import read_texts
from ..statistics.question import Spread
from .db import Connection, Db
from .figures import GroupFigures, Grouping
from .text import timestamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_AT_ONCE = 20_000
"""Runs whose rows are in memory as Python has them."""

_KEYS = {
    Grouping.CONVERSATION: ("messages.conversation_id", ""),
    Grouping.FOLDER: (
        "conversations.folder_id",
        " LEFT JOIN conversations ON conversations.id = messages.conversation_id",
    ),
    Grouping.TAG: ("tags.tag", " JOIN tags ON tags.conversation_id = messages.conversation_id"),
    Grouping.OUTCOME: ("messages.outcome", ""),
    Grouping.CAUSE: (
        "iif(runs.action = 'replay', runs.action, coalesce(causes.action, runs.action))",
        " LEFT JOIN runs AS causes ON causes.id = runs.caused_by",
    ),
}
"""Key, and what is joined for it."""

_LABELS = {
    Grouping.CONVERSATION: "SELECT id, title FROM conversations",
    Grouping.FOLDER: "SELECT id, name FROM folders",
}
"""Where the key is not its own."""

_MACHINES = {None: "", True: " AND runs.machine IS NULL", False: " AND runs.machine IS NOT NULL"}

_ADDED = (
    "1, runs.error_kind IS NOT NULL, coalesce(runs.finish_reason = 'cancelled', 0), coalesce(runs.prompt_tokens, 0),"
    " coalesce(runs.cached_tokens, 0), coalesce(runs.output_tokens, 0), coalesce(runs.drafted_tokens, 0),"
    " coalesce(runs.accepted_tokens, 0), coalesce(runs.total_ms, 0)"
)
_N_ADDED = 9
_MEASURED = (
    "runs.energy_mj, runs.idle_energy_mj, runs.ttft_ms, runs.ui_ttft_ms,"
    " iif(runs.output_tokens IS NULL, NULL, nullif(runs.total_ms, 0)),"
    " iif(runs.rounds > 0 OR runs.output_tokens > 0, runs.prefill_ms, NULL), runs.decode_ms,"
    " CAST(coalesce(runs.itl_histogram, '') AS BLOB)"
)

_BITS_OF_BIN = 11
_BITS_OF_COUNT = 24
"""A bin and a count in it, below the number of the group in one integer, so that sorting is quick."""

_Values = tuple["Ints", "Floats", "Ints"]
"""Groups, what was measured in them, how often; by group, and rising."""


def of_runs(
    db: Db, grouping: Grouping, *, since: datetime | None, until: datetime | None, is_own: bool | None
) -> list[GroupFigures]:
    """Those with the newest runs first. Raises StoreError."""
    key, join = _KEYS[grouping]
    query = (
        f"SELECT {key}, CAST(runs.started_at AS BLOB), {_ADDED}, {_MEASURED}"
        f" FROM runs LEFT JOIN messages ON messages.id = runs.message_id{join}"
        " WHERE runs.model <> '{}' AND runs.is_copy IS NULL AND runs.started_at >= ? AND runs.started_at < ?"
        f" AND runs.owner IS NULL AND runs.action <> 'bench'{_MACHINES[is_own]}"
    )  # BLOB: text passes a function of Python
    with db.read() as sql:
        between = ("" if since is None else timestamp(since), "~" if until is None else timestamp(until))
        groups, runs = _read(sql, query, between)
        labels = dict(sql.execute(_LABELS[grouping]).fetchall()) if grouping in _LABELS else {}
    return _made(groups, runs, labels) if groups else []


@dataclass(slots=True)
class _Group:
    number: int
    key: Any
    first_at: bytes
    last_at: bytes


@dataclass(slots=True)
class _Runs:
    """A piece for each time that some were read. group: of each run. added: a column of each figure that is added up.
    times: columns of what has percentiles: as `_made` takes them; nan where there is none. latencies:
    group and bin in one, rising; how often."""

    group: list[Ints] = field(default_factory=list)
    added: list[Floats] = field(default_factory=list)
    times: list[Floats] = field(default_factory=list)
    latencies: list[tuple[Ints, Ints]] = field(default_factory=list)

    def add(self, group: Ints, columns: Sequence[Sequence[Any]]) -> None:
        """columns: as the query has them."""
        numbers = np.array(columns[:-1], dtype=np.float64)  # None becomes nan
        energy, idle, ttft_ms, ui_ttft_ms, total_ms, prefill_ms, decode_ms = numbers[_N_ADDED:]
        is_measured = ~np.isnan(energy + idle)
        self.group.append(group)
        self.added.append(
            np.vstack([numbers[:_N_ADDED], is_measured, np.where(is_measured, [energy - idle, idle], 0.0)])
        )
        prompt, cached, output = numbers[3:6]
        prefill = _rate(prompt - cached, prefill_ms, prompt - cached >= LEAST_PREFILL)
        decode = _rate(output - 1, decode_ms, output >= LEAST_DECODE)
        self.times.append(np.vstack([ttft_ms, ui_ttft_ms, total_ms, prefill, decode]))
        bins, counts, n_bins = read_texts(columns[-1])
        of = np.repeat(group, n_bins) << _BITS_OF_BIN | bins
        self.latencies.append(_together(of, counts))


def _together(of: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Each number of `of` once, rising, and the sum of its counts."""
    if not len(of) or of.max() < 4 * len(of):  # few groups
        sums = np.bincount(of, counts).astype(np.int64)
        filled = np.flatnonzero(sums)
        return filled, sums[filled]
    packed = np.sort(of << _BITS_OF_COUNT | counts)
    of = packed >> _BITS_OF_COUNT
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    return of[begins], np.add.reduceat(packed & (1 << _BITS_OF_COUNT) - 1, begins)


def _rate(tokens: Floats, ms: Floats, is_enough: Mask) -> Floats:
    """Tokens a second; nan where nothing was measured."""
    per_ms: Floats = np.divide(tokens, ms, out=np.full(len(ms), np.nan), where=is_enough & (ms != 0))
    return per_ms * 1000


def _read(sql: Connection, query: str, between: tuple[str, str]) -> tuple[list[_Group], _Runs]:
    groups: dict[Any, _Group] = {}
    runs = _Runs()
    rows = sql.execute(query, between)
    while some := rows.fetchmany(_AT_ONCE):
        keys, moments, *columns = zip(*some, strict=True)
        numbers = []
        for key, at in zip(keys, moments, strict=True):
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group(len(groups), key, at, at)
            elif at > group.last_at:
                group.last_at = at
            elif at < group.first_at:
                group.first_at = at
            numbers.append(group.number)
        runs.add(np.array(numbers, dtype=np.int64), columns)
    return list(groups.values()), runs


def _made(groups: Sequence[_Group], runs: _Runs, labels: dict[Any, str]) -> list[GroupFigures]:
    n_groups, of = len(groups), np.concatenate(runs.group)
    added = zip(*(np.bincount(of, column, n_groups).tolist() for column in np.hstack(runs.added)), strict=True)
    *times, prefill, decode = (_ordered(of, column) for column in np.hstack(runs.times))
    spreads = zip(
        *(_spreads(one, n_groups, (0.95, 0.99)) for one in (*times, _latencies(runs.latencies))),
        *(_spreads(one, n_groups, (0.05, 0.01)) for one in (prefill, decode)),
        strict=True,
    )
    found = [
        (group, _figures(group, *figures, labels=labels))
        for group, *figures in zip(groups, added, spreads, strict=True)
    ]
    found.sort(key=lambda one: (one[0].key is not None, one[0].key))
    found.sort(key=lambda one: one[0].last_at, reverse=True)
    return [figures for _group, figures in found]


def _figures(
    group: _Group, added: Sequence[float], spreads: Sequence[Spread], *, labels: dict[Any, str]
) -> GroupFigures:
    n_runs, failed, cancelled, prompt, cached, output, drafted, accepted, busy_ms, n_measured, energy, idle = added
    ttft, ui_ttft, total, itl, prefill, decode = spreads
    return GroupFigures(
        key="" if group.key is None else str(group.key),
        label=labels.get(group.key) or str(group.key or ""),
        first_day=_day(group.first_at),
        last_day=_day(group.last_at),
        runs=int(n_runs),
        failed=int(failed),
        cancelled=int(cancelled),
        prompt_tokens=int(prompt),
        cached_tokens=int(cached),
        output_tokens=int(output),
        drafted_tokens=int(drafted),
        accepted_tokens=int(accepted),
        busy_ms=busy_ms,
        energy_j=max(0.0, energy / 1000) if n_measured else None,
        idle_energy_j=idle / 1000 if n_measured else None,
        energy_runs=int(n_measured),
        ttft_ms=ttft,
        ui_ttft_ms=ui_ttft,
        total_ms=total,
        itl_ms=itl,
        prefill_tokens_per_s=prefill,
        decode_tokens_per_s=decode,
    )


def _ordered(group: Ints, values: Floats) -> _Values:
    chosen = ~np.isnan(values)
    group, values = group[chosen], values[chosen]
    order = np.lexsort((values, group))
    return group[order], values[order], np.ones(len(order), dtype=np.int64)


def _latencies(pieces: Sequence[tuple[Ints, Ints]]) -> _Values:
    if not pieces:
        return _ordered(np.zeros(0, dtype=np.int64), np.zeros(0))
    of = np.concatenate([piece for piece, _counts in pieces])
    order = np.argsort(of, kind="stable")  # quick, for every piece is in order
    bins = of[order] & (1 << _BITS_OF_BIN) - 1
    middles = np.array([middle_ms(bin_) for bin_ in range(1 << _BITS_OF_BIN)])
    return of[order] >> _BITS_OF_BIN, middles[bins], np.concatenate([counts for _of, counts in pieces])[order]


def _spreads(measured: _Values, n_groups: int, slow: tuple[float, float]) -> list[Spread]:
    """Of each group, by nearest rank. slow: where the slow end is."""
    group, values, counts = measured
    if not len(group):
        return [Spread()] * n_groups
    totals = np.bincount(group, counts, n_groups).astype(np.int64)
    heaped, before = counts.cumsum(), totals.cumsum() - totals

    def at(fraction: float) -> list[float]:
        rank = np.maximum(1, np.ceil(fraction * totals)).astype(np.int64)
        found: list[float] = values[np.minimum(np.searchsorted(heaped, before + rank), len(values) - 1)].tolist()
        return found

    return [
        Spread(n=n, p50=p50, p95=p95, p99=p99) if n else Spread()
        for n, p50, p95, p99 in zip(totals.tolist(), at(0.5), at(slow[0]), at(slow[1]), strict=True)
    ]


def _day(moment: bytes) -> str:
    return datetime.fromisoformat(moment.decode()).astimezone().date().isoformat()

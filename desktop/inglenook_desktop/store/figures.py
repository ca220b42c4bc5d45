"""Figures of many runs together: what was generated, how much, and how fast, by model, day, conversation and more.

What the rollups know is read from them (cell_figures.py), so that the terminal and the page say the same. Of a
conversation, a folder, a tag, an outcome and a person's act they know no times: these are read run by run.

Runs that failed or were stopped count as runs; their times count where they have any. What came with an archive of
another machine counts apart. Answers of other programs have no figures and do not count, nor do the copies that a
conversation made from a branch takes along, nor what the program measures by itself (`inglenook bench self`).
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any

from inglenook_engine.latency_histogram import LatencyHistogram
from inglenook_engine.types import FinishReason

from ..statistics.cells import LEAST_DECODE, LEAST_PREFILL
from .db import Connection, Db
from .text import timestamp


class Grouping(StrEnum):
    """TAG: a run counts once under each tag of its conversation. DAY: on this machine's calendar. ACTION: what the run
    was for, an answer, a retry, a title. CONTEXT: the smallest power of two,
    from 512 on, that holds the prompt; 0 where its length is unknown. VERSION: of application, engine and llama.cpp.
    OUTCOME: as the person marked the answer. CAUSE: the person's act, with all
    that was done for it: of an answer, its title and its summaries too."""

    ALL = "all"
    MODEL = "model"
    QUANTIZATION = "quantization"
    DAY = "day"
    CONVERSATION = "conversation"
    FOLDER = "folder"
    TAG = "tag"
    ACTION = "action"
    CONTEXT = "context"
    VERSION = "version"
    OUTCOME = "outcome"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Nearest-rank percentiles of `n` measured runs; None of none. slow: the one that 95 % of the runs were better
    than, so the 95th percentile of a time and the 5th of a rate."""

    n: int = 0
    median: float | None = None
    slow: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """key: the model's name, the day, the conversation's number and so on, "" for what has none; label: of it, for a
    person. first_day, last_day: on which the first and the last of these runs began, on this machine's calendar.

    busy_ms: from command to end, all runs together. ttft_ms: as the engine saw it. itl_ms: between tokens; its slow end
    is the 95th percentile. prefill: tokens a second, of prompts of which at least `LEAST_PREFILL` tokens were new.
    decode: tokens a second after the first, of answers of at least `LEAST_DECODE` tokens. energy_j: of the work
    alone, of the `energy_runs` of which both were measured, all together; None where none was. idle_energy_j: what the
    idle machine would have taken in the same time.
    """

    key: str
    label: str
    first_day: str
    last_day: str
    runs: int
    failed: int
    cancelled: int
    prompt_tokens: int
    cached_tokens: int
    output_tokens: int
    drafted_tokens: int
    accepted_tokens: int
    busy_ms: float
    energy_j: float | None
    idle_energy_j: float | None
    energy_runs: int
    ttft_ms: Spread
    itl_ms: Spread
    prefill_tokens_per_s: Spread
    decode_tokens_per_s: Spread


_KEYS = {
    Grouping.CONVERSATION: ("messages.conversation_id", "conversations.title", ""),
    Grouping.FOLDER: ("folders.id", "folders.name", "folders"),
    Grouping.TAG: ("tags.tag", "''", "tags"),
    Grouping.OUTCOME: ("messages.outcome", "''", ""),
    Grouping.CAUSE: ("coalesce(causes.action, runs.action)", "''", "causes"),
}
"""Key, label ('' where the key is its own), and what is joined for them."""

_JOINS = {
    "": "",
    "folders": " LEFT JOIN folders ON folders.id = conversations.folder_id",
    "causes": " LEFT JOIN runs AS causes ON causes.id = runs.caused_by",
    "tags": " JOIN tags ON tags.conversation_id = conversations.id",
}
_MACHINES = {None: "", True: " AND runs.machine IS NULL", False: " AND runs.machine IS NOT NULL"}
_FIGURES = (
    "runs.started_at, runs.finish_reason, runs.error_kind, runs.prompt_tokens, runs.cached_tokens,"
    " runs.output_tokens, runs.drafted_tokens, runs.accepted_tokens, runs.total_ms, runs.ttft_ms, runs.prefill_ms,"
    " runs.decode_ms, runs.itl_histogram, runs.energy_mj, runs.idle_energy_mj"
)


class Figures:
    """Reads the runs of a store. Raises StoreError as the store does."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def by(
        self, grouping: Grouping, *, since: datetime | None = None, is_own: bool | None = True
    ) -> list[GroupFigures]:
        """The groups, those with the newest runs first. since: only runs begun at that moment or later. is_own: made
        on this machine, or on others; None: both."""
        from .cell_figures import GROUPINGS, of_cells

        if grouping in GROUPINGS:
            return of_cells(self._db, grouping, since=since, is_own=is_own)
        key, label, join = _KEYS[grouping]
        source = (
            "runs LEFT JOIN messages ON messages.id = runs.message_id"
            f" LEFT JOIN conversations ON conversations.id = messages.conversation_id{_JOINS[join]}"
        )
        after = "" if since is None else timestamp(since)
        query = (
            f"SELECT {key}, {label}, {_FIGURES} FROM {source}"
            " WHERE runs.model <> '{}' AND runs.is_copy IS NULL AND runs.started_at >= ? AND runs.owner IS NULL"
            f" AND runs.action <> 'bench'{_MACHINES[is_own]} ORDER BY 1"
        )
        with self._db.read() as sql:
            groups = sorted(_groups(sql, query, after), key=itemgetter(0), reverse=True)
        return [figures for _last_at, figures in groups]


def _groups(sql: Connection, query: str, after: str) -> Iterator[tuple[str, GroupFigures]]:
    """Row by row, so that a million runs need no more memory than their times."""
    group: _Group | None = None
    for key, label, *figures in sql.execute(query, (after,)):
        if group is None or group.key != key:
            if group is not None:
                yield group.last_at, group.figures()
            group = _Group(key=key, label=label or "")
        group.add(figures)
    if group is not None:
        yield group.last_at, group.figures()


@dataclass(slots=True, kw_only=True)
class _Group:
    key: Any
    label: str
    first_at: str = ""
    last_at: str = ""
    runs: int = 0
    failed: int = 0
    cancelled: int = 0
    sums: list[float] = field(default_factory=lambda: [0] * 6)
    energy_mj: list[float] = field(default_factory=list)
    idle_mj: list[float] = field(default_factory=list)
    ttft_ms: list[float] = field(default_factory=list)
    itl: LatencyHistogram = field(default_factory=LatencyHistogram)
    prefill: list[float] = field(default_factory=list)
    decode: list[float] = field(default_factory=list)

    def add(self, figures: Sequence[Any]) -> None:
        started_at, finish_reason, error_kind, *counts, ttft_ms, prefill_ms, decode_ms, itl, energy_mj, idle_mj = (
            figures
        )
        self.first_at = min(self.first_at or started_at, started_at)
        self.last_at = max(self.last_at, started_at)
        self.runs += 1
        self.failed += error_kind is not None
        self.cancelled += finish_reason == FinishReason.CANCELLED.value
        self.sums = [sum_ + (count or 0) for sum_, count in zip(self.sums, counts, strict=True)]
        prompt_tokens, cached_tokens, output_tokens = (count or 0 for count in counts[:3])
        if energy_mj is not None and idle_mj is not None:
            self.energy_mj.append(energy_mj - idle_mj)
            self.idle_mj.append(idle_mj)
        if ttft_ms is not None:
            self.ttft_ms.append(ttft_ms)
        if itl:
            with contextlib.suppress(ValueError):  # of a later version, or damaged: the run's other figures count
                self.itl.merge(LatencyHistogram.from_text(itl))
        if prefill_ms and prompt_tokens - cached_tokens >= LEAST_PREFILL:
            self.prefill.append((prompt_tokens - cached_tokens) / prefill_ms * 1000)
        if decode_ms and output_tokens >= LEAST_DECODE:
            self.decode.append((output_tokens - 1) / decode_ms * 1000)

    def figures(self) -> GroupFigures:
        prompt, cached, output, drafted, accepted, busy_ms = self.sums
        return GroupFigures(
            key="" if self.key is None else str(self.key),
            label=self.label or str(self.key or ""),
            first_day=_day(self.first_at),
            last_day=_day(self.last_at),
            runs=self.runs,
            failed=self.failed,
            cancelled=self.cancelled,
            prompt_tokens=int(prompt),
            cached_tokens=int(cached),
            output_tokens=int(output),
            drafted_tokens=int(drafted),
            accepted_tokens=int(accepted),
            busy_ms=busy_ms,
            energy_j=max(0.0, math.fsum(self.energy_mj) / 1000) if self.energy_mj else None,
            idle_energy_j=math.fsum(self.idle_mj) / 1000 if self.idle_mj else None,
            energy_runs=len(self.energy_mj),
            ttft_ms=_spread(self.ttft_ms, slow=0.95),
            itl_ms=Spread(n=self.itl.n, median=self.itl.percentile_ms(0.5), slow=self.itl.percentile_ms(0.95)),
            prefill_tokens_per_s=_spread(self.prefill, slow=0.05),
            decode_tokens_per_s=_spread(self.decode, slow=0.05),
        )


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().date().isoformat()


def _spread(values: list[float], *, slow: float) -> Spread:
    values.sort()

    def at(fraction: float) -> float | None:
        return values[max(0, math.ceil(fraction * len(values)) - 1)] if values else None

    return Spread(n=len(values), median=at(0.5), slow=at(slow))

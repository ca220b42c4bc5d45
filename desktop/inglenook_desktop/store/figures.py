"""Figures of many runs together: what was generated, how much, and how fast, by model, day, conversation and more.

What the rollups know is read from them (cell_figures.py), so that the terminal and the page say the same. Of a
conversation, a folder, a tag, an outcome and a person's act they know no times: these are made of the runs themselves
(grouped_runs.py).

Runs that failed or were stopped count as runs; their times count where they have any. What came with an archive of
another machine counts apart. Answers of other programs have no figures and do not count, nor do the copies that a
conversation made from a branch takes along, nor what the program measures by itself (`inglenook bench self`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..statistics.question import Spread
from .db import Db


class Grouping(StrEnum):
    """TAG: a run counts once under each tag of its conversation. DAY: on this machine's calendar. ACTION: what the run
    was for, an answer, a retry, a title. CONTEXT: the smallest power of two,
    from 512 on, that holds the prompt; 0 where its length is unknown. VERSION: of application, engine and llama.cpp.
    OUTCOME: as the person marked the answer. CAUSE: the person's act, with all
    that was done for it: of an answer, its title and its summaries too; a replay of it is an act of its own."""

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
class GroupFigures:
    """key: the model's name, the day, the conversation's number and so on, "" for what has none; label: of it, for a
    person. first_day, last_day: on which the first and the last of these runs began, on this machine's calendar.

    busy_ms: from command to end, all runs together. ttft_ms: as the engine saw it; ui_ttft_ms: as the person did, of
    answers in the window. total_ms: the whole answer. itl_ms: between tokens. prefill: tokens a second, of prompts of
    which at least `cells.LEAST_PREFILL` tokens were new. decode: tokens a second after the first, of answers of at
    least `cells.LEAST_DECODE` tokens. energy_j: of the work alone, of the `energy_runs` of which both were measured,
    all together; None where none was. idle_energy_j: what the idle machine would have taken in the same time.
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
    ui_ttft_ms: Spread
    total_ms: Spread
    itl_ms: Spread
    prefill_tokens_per_s: Spread
    decode_tokens_per_s: Spread


class Figures:
    """Reads the runs of a store. Raises StoreError as the store does."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def by(
        self,
        grouping: Grouping,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        is_own: bool | None = True,
    ) -> list[GroupFigures]:
        """The groups, those with the newest runs first. since, until: only runs begun from that moment on, and before
        the other. is_own: made
        on this machine, or on others; None: both."""
        from .cell_figures import GROUPINGS, of_cells
        from .grouped_runs import of_runs

        if grouping in GROUPINGS:
            return of_cells(self._db, grouping, since=since, until=until, is_own=is_own)
        return of_runs(self._db, grouping, since=since, until=until, is_own=is_own)

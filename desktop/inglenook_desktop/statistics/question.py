"""What the page of statistics can be asked, and what it answers. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .cost import Range, Work


class Metric(StrEnum):
    """TTFT: to the first token as the engine saw it; UI_TTFT: as the person did. PREFILL, DECODE: tokens a second. ITL:
    between two tokens. TOTAL: the whole answer."""

    TTFT = "ttft"
    UI_TTFT = "ui_ttft"
    PREFILL = "prefill"
    DECODE = "decode"
    ITL = "itl"
    TOTAL = "total"
    ACCEPTANCE = "acceptance"
    TOKENS = "tokens"
    RUNS = "runs"
    ENERGY = "energy"
    COST = "cost"


SPREADS = (Metric.TTFT, Metric.UI_TTFT, Metric.PREFILL, Metric.DECODE, Metric.ITL, Metric.TOTAL)
"""They have percentiles; the others are sums."""

RATES = (Metric.PREFILL, Metric.DECODE)
"""More is better, so the slow end is the low one."""


BUDGETS = (Metric.TTFT, Metric.ITL, Metric.TOTAL)
"""A person may have a budget for them."""


class By(StrEnum):
    DAY = "day"
    MODEL = "model"
    QUANTIZATION = "quantization"
    CONTEXT = "context"
    VERSION = "version"
    ACTION = "action"
    CONVERSATION = "conversation"
    FOLDER = "folder"
    TAG = "tag"
    OUTCOME = "outcome"


ANSWERS = ("answer", "retry")
"""Actions that give an answer; what other runs take was done for one of these."""

OF_CONVERSATIONS = (By.CONVERSATION, By.FOLDER, By.TAG, By.OUTCOME)
"""Of these the store keeps sums, by model and day; no times, and neither context, version nor action."""


MOST_GROUPS = 1_000
"""Conversations, folders, tags that are shown: those that worked longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """first_day, last_day: days since 1970-01-01, both included. "" and -1: all. version: as `version_of` says it.
    is_own: what this machine made, or what came with archives of others; None: both."""

    first_day: int
    last_day: int
    model: str = ""
    quantization: str = ""
    context_tokens: int = -1
    action: str = ""
    version: str = ""
    is_own: bool | None = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """other: what it is to be compared with. budget_ms: what 95 of 100 answers, or between tokens
    95 of 100 times, are to stay within; budget_of: of BUDGETS, the first token unless the question is of another."""

    by: By
    metric: Metric
    filters: Filters
    other: Filters | None = None
    budget_ms: float | None = None
    budget_of: Metric = Metric.TTFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Nearest rank, exact to a bin of 2.2 %; None of nothing. p95 and p99 are the slow end, so of a rate what 5 and 1
    of 100 stay below. n: of how many values."""

    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A budget that was not kept. over: answers that took longer, or times between tokens. stage: of `cells.STAGES`,
    what took most of the time to the first token in most of them (stage_runs); "" of other times, whose stages are not
    counted apart."""

    over: int
    stage: str
    stage_runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of a group of runs. measured: the work of those whose energy was measured, measured_runs of them. answers,
    measured_answers: how many of them gave one and did not fail; None where nobody counted. broken: None where the
    budget was kept, or none is set. is_own: all of them were made on this machine, so that its prices are theirs."""

    runs: int = 0
    failed: int = 0
    cancelled: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    drafted_tokens: int = 0
    accepted_tokens: int = 0
    busy_ms: float = 0.0
    measured_runs: int = 0
    measured: Work | None = None
    answers: int | None = None
    measured_answers: int | None = None
    spreads: Mapping[Metric, Spread] = field(default_factory=dict)
    broken: Broken | None = None
    is_own: bool = True

    @property
    def tokens(self) -> int:
        return self.prompt_tokens + self.output_tokens

    @property
    def acceptance(self) -> float | None:
        return self.accepted_tokens / self.drafted_tokens if self.drafted_tokens else None

    @property
    def energy_j(self) -> float | None:
        """Of the measured runs, the idle machine's part taken off."""
        return None if self.measured is None or self.measured.energy_j is None else self.measured.energy_j.low

    @property
    def work(self) -> Work:
        """Of all runs, without energy."""
        return Work(
            prompt_tokens=self.prompt_tokens,
            cached_tokens=self.cached_tokens,
            output_tokens=self.output_tokens,
            busy_s=self.busy_ms / 1000,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """key: a day's number, a model's name, a bucket, a version, a conversation's number … as text. label: "" where the
    key is all there is to say."""

    key: str
    label: str = ""
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the filters offer: all that was ever used. has_others: there are runs of other machines."""

    models: tuple[str, ...] = ()
    quantizations: tuple[str, ...] = ()
    contexts: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    first_day: int | None = None
    has_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """rows: by day rising, else those that worked longest first. others: of what it is compared with. waiting: runs
    that are not counted yet. problem: a sentence, where there is no answer."""

    question: Question
    rows: tuple[Row, ...] = ()
    total: Figures = field(default_factory=Figures)
    others: tuple[Row, ...] = ()
    other_total: Figures | None = None
    choices: Choices = field(default_factory=Choices)
    waiting: int = 0
    problem: str = ""

    @property
    def pairs(self) -> tuple[tuple[Row, Row | None], ...]:
        """Each row with what it is compared with: the same group, or of days the one as many days later. Groups that
        only the comparison has come last, with empty figures."""
        question, shift = self.question, 0
        if question.by is By.DAY and question.other is not None:
            shift = question.filters.first_day - question.other.first_day
        others = {str(int(row.key) + shift) if shift else row.key: row for row in self.others}
        found = [(row, others.pop(row.key, None)) for row in self.rows]
        alone = [(Row(key=key, label=row.label, figures=Figures()), row) for key, row in others.items()]
        return (*found, *alone)


def work_of(
    *, prompt: float, cached: float, output: float, busy_ms: float, energy_mj: float, idle_energy_mj: float
) -> Work:
    """Of runs whose energy was measured. energy_mj has the idle machine's part in it."""
    above = max(0.0, energy_mj - idle_energy_mj) / 1000
    return Work(
        prompt_tokens=int(prompt),
        cached_tokens=int(cached),
        output_tokens=int(output),
        busy_s=busy_ms / 1000,
        energy_j=Range(low=above, high=above),
        idle_energy_j=Range(low=idle_energy_mj / 1000, high=idle_energy_mj / 1000),
    )


def version_of(app_version: str, engine_version: str, llama_version: str, driver_version: str) -> str:
    """For people and for filters; "" where nothing is known."""
    parts = [app_version]
    if engine_version and engine_version != app_version:
        parts.append(f"engine {engine_version}")
    if llama_version:  # this machine's own begins with what it is of, "llama-cpp-python 0.3.36, llama.cpp b5"
        parts.append(llama_version if llama_version.startswith("llama") else f"llama.cpp {llama_version}")
    if driver_version:
        parts.append(f"driver {driver_version}")
    return ", ".join(filter(None, parts))

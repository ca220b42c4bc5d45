"""Has this machine become slower, and since what? The runs of a person, and the program's own measurements, as series
of rates; each is watched (`change_point`), and a change is told with what of the record changed beside it. Pure.

A series is one model on one kind of device doing one kind of work, because a rate of another model or of a longer
context says nothing about this machine. What may have caused a change is no part of it: versions, the model's file and
how it was loaded.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..wording import N_
from .change_point import REFERENCE_RUNS, Change, Watch

LEAST_PREFILL = 48
"""Of fewer new tokens a rate says more about the start of a pass than about its speed."""

LEAST_DECODE = 16
CONTEXT_STEPS = (1024, 4096, 16384)
PREFILL_STEPS = (256, 1024, 4096)
AT_ONCE = 250
"""Rates looked at between two pauses; about 5 ms."""

NEAR_RUNS = 5
"""A change of the record so many runs from the place where the rate changed may have caused it."""


class Figure(StrEnum):
    PREFILL = "prefill"
    DECODE = "decode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What may change beside the work. "" and 0 where it is not known, which is no change."""

    app_version: str = ""
    engine_version: str = ""
    llama_version: str = ""
    driver_version: str = ""
    model_sha256: str = ""
    n_threads: int = 0
    n_gpu_layers: int = 0
    kv_type: str = ""
    flash_attention: str = ""
    n_ctx: int = 0


_NAMES = (
    ("app_version", N_("the program")),
    ("engine_version", N_("the engine")),
    ("llama_version", N_("llama.cpp")),
    ("driver_version", N_("the driver")),
    ("model_sha256", N_("the model file")),
    ("n_threads", N_("the number of threads")),
    ("n_gpu_layers", N_("the number of layers on the GPU")),
    ("kv_type", N_("the type of the KV cache")),
    ("flash_attention", N_("flash attention")),
    ("n_ctx", N_("the length of the context")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedRun:
    """One run. is_measurement: the program's own fixed work. prefill, decode: tokens a second, None where too few were
    computed. new_tokens: of the prompt. started_at: UTC, as the store has it."""

    run_id: int
    started_at: str
    model_name: str
    quantization: str
    devices: str
    is_measurement: bool
    has_drafts: bool
    prompt_tokens: int
    new_tokens: int
    prefill: float | None
    decode: float | None
    build: Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """kind: "" for the program's own measurements, else how much was read, for a person: "up to 1,024"."""

    figure: Figure
    model_name: str
    quantization: str
    devices: str
    is_measurement: bool
    kind: str
    has_drafts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """Something of the record that changed beside a rate. name: N_-marked."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A change of a series, its last one. before, after: medians, tokens a second. run_id, started_at: of the first run
    at the new level. altered: () where nothing of the record changed beside it."""

    series: Series
    change: Change
    before: float
    after: float
    run_id: int
    started_at: str
    altered: tuple[Altered, ...]

    @property
    def key(self) -> str:
        """Names it, so that it is told once."""
        return f"{self.series.figure.value} {int(self.series.is_measurement)} {self.run_id}"

    @property
    def percent(self) -> int:
        """How much slower or faster, at least 1."""
        return max(1, round(abs(self.change.ratio - 1) * 100))


def findings(runs: Iterable[RatedRun]) -> list[Finding]:
    """runs: in the order in which they began. The last change of each series that has one, the newest first."""
    found = [one for one in last_changes(runs) if one is not None]
    return sorted(found, key=lambda one: one.run_id, reverse=True)


def last_changes(runs: Iterable[RatedRun]) -> Iterator[Finding | None]:
    """One series after the other. None between them, every few milliseconds: for who may have to do something else."""
    rated: dict[Series, list[tuple[RatedRun, float]]] = {}
    for n_seen, run in enumerate(runs):
        if n_seen % AT_ONCE == 0:
            yield None
        for figure, rate in ((Figure.PREFILL, run.prefill), (Figure.DECODE, run.decode)):
            if rate is not None and rate > 0:
                rated.setdefault(_series(run, figure), []).append((run, rate))
    for series, items in rated.items():
        yield from _last_change(series, items)


def still_missing(n_runs: int) -> int:
    """How many runs of a series are missing before a change could be told."""
    return max(0, REFERENCE_RUNS - n_runs)


def _series(run: RatedRun, figure: Figure) -> Series:
    steps, amount = (PREFILL_STEPS, run.new_tokens) if figure is Figure.PREFILL else (CONTEXT_STEPS, run.prompt_tokens)
    bound = next((step for step in steps if amount <= step), None)
    return Series(
        figure=figure,
        model_name=run.model_name,
        quantization=run.quantization,
        devices=run.devices,
        is_measurement=run.is_measurement,
        kind="" if run.is_measurement else f"> {steps[-1]:,}" if bound is None else f"≤ {bound:,}",
        has_drafts=run.has_drafts and figure is Figure.DECODE,
    )


def _last_change(series: Series, items: Sequence[tuple[RatedRun, float]]) -> Iterator[Finding | None]:
    watch, last = Watch(), None
    for n_seen, (_run, rate) in enumerate(items):
        if n_seen % AT_ONCE == 0:
            yield None
        last = watch.add(rate) or last
    if last is None:
        return
    runs = [run for run, _rate in items]
    rates = [rate for _run, rate in items]
    first = runs[last.at]
    yield Finding(
        series=series,
        change=last,
        before=statistics.median(rates[max(0, last.at - last.n_before) : last.at]),
        after=statistics.median(rates[last.at : last.found_at + 1]),
        run_id=first.run_id,
        started_at=first.started_at,
        altered=_altered(runs, last.at),
    )


def _altered(runs: Sequence[RatedRun], at: int) -> tuple[Altered, ...]:
    """What was one thing before and another since, near this place. What came and went again is none."""
    low, high = max(1, at - NEAR_RUNS), min(len(runs) - 1, at + NEAR_RUNS)
    found = []
    for field, name in _NAMES:
        values = [getattr(run.build, field) for run in runs]
        before, after = values[low - 1], values[high]
        n_switches = sum(a != b for a, b in zip(values[low - 1 : high], values[low : high + 1], strict=True))
        if before and after and before != after and n_switches == 1:
            found.append(Altered(name=name, before=_short(field, before), after=_short(field, after)))
    return tuple(found)


def _short(field: str, value: object) -> str:
    return str(value)[:12] if field == "model_sha256" else str(value)


SENTENCES = {
    (Figure.PREFILL, True): N_("Reading prompts with %1 is %2 % slower since %3."),
    (Figure.PREFILL, False): N_("Reading prompts with %1 is %2 % faster since %3."),
    (Figure.DECODE, True): N_("Writing with %1 is %2 % slower since %3."),
    (Figure.DECODE, False): N_("Writing with %1 is %2 % faster since %3."),
}
"""By figure and whether it is slower. %3: what changed, or the day."""

ALTERED = N_("%1 became %2 (it was %3)")
EVIDENCE_OWN = N_("%1 of the program's own measurements before, %2 since: %3 tokens a second, then %4.")
EVIDENCE_USE = N_("%1 of your runs before, %2 since, of %5 tokens: %3 tokens a second, then %4.")
CERTAINTY = N_("The change is %1 to %2 % with 95 % certainty; chance alone makes such a one in one of %3 cases.")


Say = Callable[..., str]
"""A text that N_ marks, with values for its %1, %2: `translating.translated` in the window, `in_english` elsewhere."""


def in_english(text: str, *values: object) -> str:
    for number, value in enumerate(values, start=1):
        text = text.replace(f"%{number}", str(value))
    return text


def sentence(finding: Finding, say: Say = in_english) -> str:
    """What happened, and since what."""
    since = " · ".join(say(ALTERED, say(one.name), one.after, one.before) for one in finding.altered)
    pattern = SENTENCES[finding.series.figure, finding.change.is_slower]
    return say(pattern, finding.series.model_name, finding.percent, since or finding.started_at[:10])


def evidence(finding: Finding, say: Say = in_english) -> str:
    """Why it is no noise, in two sentences."""
    change, series = finding.change, finding.series
    ends = sorted(abs(end - 1) * 100 for end in (change.low, change.high))
    n = (f"{change.n_before:,}", f"{change.n_after:,}", f"{finding.before:.1f}", f"{finding.after:.1f}")
    of = say(EVIDENCE_OWN, *n) if series.is_measurement else say(EVIDENCE_USE, *n, series.kind)
    return of + " " + say(CERTAINTY, round(ends[0]), round(ends[1]), _cases(change.p_value))


def _cases(p_value: float) -> str:
    """One in how many, as a power of ten."""
    return f"{10 ** min(12, int(-math.log10(max(p_value, 1e-12)))):,}"

"""A question to the cube becomes a report. Pure; needs numpy, so the page alone imports it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from inglenook_engine.latency_histogram import bin_of

from .cells import DECODE, ITL, PREFILL, STAGES, SUMS, TOTAL, UI_TTFT
from .cube import TTFT, Cube, percentile_bins, values_of
from .question import (
    ANSWERS,
    RATES,
    SPREADS,
    Broken,
    By,
    Choices,
    Figures,
    Filters,
    Metric,
    Question,
    Report,
    Row,
    Spread,
    version_of,
    work_of,
)

if TYPE_CHECKING:
    from ..store.figure_cells import Facet
    from .cube import Floats, Ints, Mask

INDEX = {
    Metric.TTFT: TTFT,
    Metric.UI_TTFT: UI_TTFT,
    Metric.PREFILL: PREFILL,
    Metric.DECODE: DECODE,
    Metric.ITL: ITL,
    Metric.TOTAL: TOTAL,
}

_AT = {name: at for at, name in enumerate(SUMS)}


def report(
    cube: Cube, facets: Mapping[int, Facet], question: Question, *, first_day: int | None = None, waiting: int = 0
) -> Report:
    """Of what the cells hold; conversations, folders, tags and outcomes are the store's to tell. first_day: of all that
    is counted, also where the cube has later days alone."""
    rows, total = _answer(cube, facets, question, question.filters)
    others: tuple[Row, ...] = ()
    other_total: Figures | None = None
    if question.other is not None:
        others, other_total = _answer(cube, facets, question, question.other)
    return Report(
        question=question,
        rows=rows,
        total=total,
        others=others,
        other_total=other_total,
        choices=choices(facets, first_day),
        waiting=waiting,
    )


def total_of(cube: Cube, facets: Mapping[int, Facet], question: Question) -> Figures:
    """Of everything that the filters let through."""
    chosen = inside(cube, facets, question.filters)
    is_own = question.filters.is_own is True
    total = _figures(cube, np.where(chosen, 0, -1), 1, question, is_own=is_own)[-1]
    return _with_answers(total, cube, facets, chosen)


def _with_answers(total: Figures, cube: Cube, facets: Mapping[int, Facet], chosen: Mask) -> Figures:
    giving = chosen & np.isin(cube.facets, [id_ for id_, facet in facets.items() if facet.action in ANSWERS])
    (sums,) = cube.sums(np.where(giving, 0, -1), 1)
    return replace(
        total,
        answers=int(sums[_AT["runs"]] - sums[_AT["failed"]]),
        measured_answers=int(sums[_AT["measured_runs"]]),
    )


def choices(facets: Mapping[int, Facet], first_day: int | None) -> Choices:
    used = facets.values()
    return Choices(
        models=tuple(sorted({facet.model_name for facet in used}, key=str.casefold)),
        quantizations=tuple(sorted({facet.quantization for facet in used} - {""})),
        contexts=tuple(sorted({facet.context_tokens for facet in used})),
        actions=tuple(sorted({facet.action for facet in used})),
        versions=tuple(sorted({_version(facet) for facet in used} - {""})),
        first_day=first_day,
        has_others=not all(facet.is_own for facet in used),
    )


def inside(cube: Cube, facets: Mapping[int, Facet], filters: Filters) -> Mask:
    """Which cells the filters let through."""
    fitting = [id_ for id_, facet in facets.items() if _fits(facet, filters)]
    chosen: Mask = (cube.days >= filters.first_day) & (cube.days <= filters.last_day) & np.isin(cube.facets, fitting)
    return chosen


def cells_behind(cube: Cube, facets: Mapping[int, Facet], question: Question, key: str, bin_: int | None) -> list[int]:
    """Ids of the cells that a row is made of, the newest first; with a bin only those that have something in it."""
    chosen = _members(cube, facets, question, key)
    at = np.flatnonzero(chosen) if bin_ is None else cube.cells_with(INDEX[question.metric], bin_, chosen)
    newest = at[np.argsort(-cube.days[at], kind="stable")]
    return [int(id_) for id_ in cube.ids[newest]]


def days_of(cube: Cube, facets: Mapping[int, Facet], question: Question, key: str | None) -> tuple[int, int]:
    """The first and the last day that a row has runs of; None: of all rows. There is one at least."""
    chosen = inside(cube, facets, question.filters) if key is None else _members(cube, facets, question, key)
    days = cube.days[chosen]
    return int(days.min()), int(days.max())


def _members(cube: Cube, facets: Mapping[int, Facet], question: Question, key: str) -> Mask:
    """The cells of a row."""
    chosen = inside(cube, facets, question.filters)
    if question.by is By.DAY:
        chosen &= cube.days == int(key)
    else:
        key_of = KEYS[question.by]
        chosen &= np.isin(cube.facets, [id_ for id_, facet in facets.items() if key_of(facet) == key])
    return chosen


def bin_at(value: float) -> int:
    """The bin of a time or a rate."""
    return bin_of(value)


def _fits(facet: Facet, filters: Filters) -> bool:
    return (
        filters.model in ("", facet.model_name)
        and filters.quantization in ("", facet.quantization)
        and filters.context_tokens in (-1, facet.context_tokens)
        and filters.action in ("", facet.action)
        and filters.version in ("", _version(facet))
        and filters.is_own in (None, bool(facet.is_own))
    )


def _version(facet: Facet) -> str:
    return version_of(facet.app_version, facet.engine_version, facet.llama_version, facet.driver_version)


KEYS: Mapping[By, Callable[[Facet], str]] = {
    By.MODEL: lambda facet: facet.model_name,
    By.QUANTIZATION: lambda facet: facet.quantization,
    By.CONTEXT: lambda facet: str(facet.context_tokens),
    By.VERSION: _version,
    By.ACTION: lambda facet: facet.action,
}


def _answer(
    cube: Cube, facets: Mapping[int, Facet], question: Question, filters: Filters
) -> tuple[tuple[Row, ...], Figures]:
    chosen = inside(cube, facets, filters)
    groups, keys = _groups(cube, facets, question.by, chosen)
    *every, total = _figures(cube, groups, len(keys), question, is_own=filters.is_own is True)
    rows = [Row(key=key, figures=figures) for key, figures in zip(keys, every, strict=True)]
    rows = [row for row in rows if row.figures.runs]
    if question.by is By.CONTEXT:
        rows.sort(key=lambda row: int(row.key))
    elif question.by is not By.DAY:
        rows.sort(key=lambda row: row.figures.busy_ms, reverse=True)
    return tuple(rows), _with_answers(total, cube, facets, chosen)


def _groups(cube: Cube, facets: Mapping[int, Facet], by: By, chosen: Mask) -> tuple[Ints, list[str]]:
    if by is By.DAY:
        days, of = np.unique(cube.days[chosen], return_inverse=True)
        groups = np.full(len(cube.days), -1, dtype=np.int64)
        groups[chosen] = of
        return groups, [str(day) for day in days]
    key_of = KEYS[by]
    keys = sorted({key_of(facet) for facet in facets.values()})
    number = {key: index for index, key in enumerate(keys)}
    of_facet = np.full(max(facets, default=0) + 1, -1, dtype=np.int64)
    for id_, facet in facets.items():
        of_facet[id_] = number[key_of(facet)]
    return np.where(chosen, of_facet[cube.facets], -1), keys


def _figures(cube: Cube, groups: Ints, n_groups: int, question: Question, *, is_own: bool) -> list[Figures]:
    """Of each group, and last of all of them together: what they are made of adds up."""
    sums = _and_total(cube.sums(groups, n_groups))
    spreads: dict[Metric, list[Spread]] = {}
    broken: Sequence[Broken | None] = [None] * (n_groups + 1)
    for metric in SPREADS:
        histograms = _and_total(cube.histograms(INDEX[metric], groups, n_groups))
        bins = percentile_bins(histograms, (0.5, 0.05, 0.01) if metric in RATES else (0.5, 0.95, 0.99))
        spreads[metric] = [
            Spread(p50=p50, p95=p95, p99=p99, n=int(n))
            for p50, p95, p99, n in zip(*map(values_of, bins), histograms.sum(axis=1), strict=True)
        ]
        if metric is question.budget_of and question.budget_ms is not None:
            budget_bin = bin_of(question.budget_ms)
            if metric is Metric.TTFT:
                over = [_stage(counts) for counts in _and_total(cube.stages_over(budget_bin, groups, n_groups))]
            else:
                n_over = histograms[:, budget_bin + 1 :].sum(axis=1)
                over = [Broken(over=int(n), stage="", stage_runs=0) for n in n_over]
            broken = [one if slow > budget_bin else None for one, slow in zip(over, bins[1], strict=True)]
    return [
        _one(sums[at], {metric: of[at] for metric, of in spreads.items()}, broken[at], is_own=is_own)
        for at in range(n_groups + 1)
    ]


def _and_total(groups: Floats) -> Floats:
    return np.vstack([groups, groups.sum(axis=0)])


def _stage(counts: Floats) -> Broken:
    most = int(counts.argmax())
    return Broken(over=int(counts.sum()), stage=STAGES[most], stage_runs=int(counts[most]))


def _one(sums: Floats, spreads: Mapping[Metric, Spread], broken: Broken | None, *, is_own: bool) -> Figures:
    def of(name: str) -> float:
        return float(sums[_AT[name]])

    measured = int(of("measured_runs"))
    return Figures(
        runs=int(of("runs")),
        failed=int(of("failed")),
        cancelled=int(of("cancelled")),
        prompt_tokens=int(of("prompt_tokens")),
        cached_tokens=int(of("cached_tokens")),
        output_tokens=int(of("output_tokens")),
        drafted_tokens=int(of("drafted_tokens")),
        accepted_tokens=int(of("accepted_tokens")),
        busy_ms=of("busy_ms"),
        measured_runs=measured,
        measured=work_of(
            prompt=of("measured_prompt_tokens"),
            cached=of("measured_cached_tokens"),
            output=of("measured_output_tokens"),
            busy_ms=of("measured_busy_ms"),
            energy_mj=of("energy_mj"),
            idle_energy_mj=of("idle_energy_mj"),
        )
        if measured
        else None,
        spreads=spreads,
        broken=broken,
        is_own=is_own,
    )

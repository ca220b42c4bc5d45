"""`inglenook bench self`: this machine's speed with a model, kept, and what the watch over rates says of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, LoadParams, ModelInfo

from ..statistics.regressions import Finding, findings, still_missing
from ..statistics.self_bench import BUDGET_S, PARAMS, SAMPLES, Measured, measured, messages_of, rates_of
from ..store import Store
from .aside_turn import AsideTurn
from .ask import report_load_error
from .changes import change_json, tell_changes
from .console import Console
from .exit_codes import ExitCode, of_run
from .history import opened
from .session import LoadError, Session, report_failure


def _sample(store: Store, number: int) -> AsideTurn:
    """Kept as a measurement, of no message."""

    def begin(model: ModelInfo, params: GenerateParams) -> int:
        return store.record.begin_measurement(model=model, params=params)

    return AsideTurn(store, messages_of(number), begin)


def run_self(
    data_dir: Path,
    console: Console,
    load: LoadParams,
    *,
    is_json: bool,
    n_samples: int = SAMPLES,
    clock: Callable[[], float] = time.monotonic,
) -> ExitCode:
    """Raises UserFacingError."""
    with opened(data_dir, console) as store, Session(load, console) as session:
        try:
            model = session.load()
        except LoadError as error:
            return report_load_error(error.failure, console, is_json=is_json)
        stats: list[GenerationStats] = []
        begun = clock()
        while len(stats) < n_samples and (not stats or clock() - begun < BUDGET_S):
            console.progress(f"Measuring {model.name} … {len(stats) + 1} of {n_samples}")
            answer = session.answer(_sample(store, len(stats)), None, PARAMS, show=None)
            if answer.failure is not None:
                report_failure(answer.failure, console)
                return of_run(answer.failure)
            if answer.reason is FinishReason.CANCELLED or answer.stats is None:
                console.note("Stopped. What was measured so far is kept.")
                return ExitCode.INTERRUPTED
            stats.append(answer.stats)
        runs = [run for run in store.record.rated_runs(model_name=model.name) if run.is_measurement]
    prefill, decode = (measured(rates) for rates in rates_of(stats))
    found = findings(runs)
    if is_json:
        console.json(_as_json(model, prefill, decode, found, len(runs)))
    else:
        _print(model, prefill, decode, found, len(runs), console)
    return ExitCode.OK


def _as_json(
    model: ModelInfo, prefill: Measured | None, decode: Measured | None, found: list[Finding], n_kept: int
) -> dict[str, Any]:
    return {
        "model": model.name,
        "prefill_tokens_per_s": None if prefill is None else asdict(prefill),
        "decode_tokens_per_s": None if decode is None else asdict(decode),
        "kept": n_kept,
        "changes": [change_json(one) for one in found],
    }


def _print(
    model: ModelInfo,
    prefill: Measured | None,
    decode: Measured | None,
    found: list[Finding],
    n_kept: int,
    console: Console,
) -> None:
    console.line(f"{model.name} · {', '.join(model.devices)} · {model.n_threads} threads")
    for name, rate in (("reads", prefill), ("writes", decode)):
        if rate is not None:
            noise = "" if rate.noise is None else f", a sample within about {rate.noise:.1%}"
            console.line(f"  {name:6} {rate.median:8.1f} tokens a second (median of {rate.n}{noise})")
    if missing := still_missing(n_kept):
        console.note(f"Kept. After {missing} more such samples, a change can be told from noise.")
        return
    if not found:
        console.note(f"No change in {n_kept} samples that are kept, beyond this machine's own noise.")
    tell_changes(found, console)

"""`inglenook replay`: an answer once more, and whether it comes out the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from inglenook_engine.types import FinishReason, GenerateParams, ModelInfo

from ..replay import NOTHING_DIFFERS, Compared, Made, Recipe, ReplayError, compare, recipe_of, where_texts_part
from ..store import RunAction, Store
from .aside_turn import AsideTurn
from .ask import report_load_error
from .console import Console
from .exit_codes import ExitCode, of_run
from .history import opened
from .session import Answer, LoadError, Session, report_failure


def _replayed(store: Store, recipe: Recipe) -> AsideTurn:
    """What the model read then, and a run of its own in the store."""

    def begin(model: ModelInfo, params: GenerateParams) -> int:
        return store.record.begin_aside(
            recipe.message_id, RunAction.REPLAY, model=model, params=params, caused_by=recipe.run_id
        )

    return AsideTurn(store, recipe.messages, begin)


def run_replay(data_dir: Path, console: Console, run_id: int | None, *, is_json: bool) -> ExitCode:
    """run_id: None for the answer that was finished last. Raises UserFacingError."""
    with opened(data_dir, console) as store:
        wanted = store.record.newest_answer() if run_id is None else run_id
        if wanted is None:
            raise ReplayError("There is no answer yet that could be made once more.")
        recipe = recipe_of(store, wanted)
        console.progress(f"Run {wanted}: {len(recipe.recorded.tokens)} tokens of {recipe.recorded.model.name} …")
        with Session(recipe.load, console) as session:
            try:
                session.load()
            except LoadError as error:
                return report_load_error(error.failure, console, is_json=is_json)
            answer = session.answer(_replayed(store, recipe), None, recipe.params, show=None)
        if answer.failure is not None:
            report_failure(answer.failure, console)
            return of_run(answer.failure)
        is_stopped = answer.reason is FinishReason.CANCELLED
        if is_stopped or answer.stats is None or answer.reason is None:
            console.note("Stopped; nothing was compared.")
            return ExitCode.INTERRUPTED
        now = Made(
            model=answer.model,
            params=answer.params,
            stats=answer.stats,
            reason=answer.reason,
            tokens=answer.tokens,
            sha256=store.record.sha256_of(answer.model.path),
        )
        compared = compare(recipe.recorded, now)
    if is_json:
        console.json(_as_json(recipe, compared))
    else:
        _print(recipe, compared, answer, console)
    return ExitCode.OK if compared.is_same else ExitCode.FAILED


def _as_json(recipe: Recipe, compared: Compared) -> dict[str, Any]:
    found = asdict(compared)
    found["causes"] = [cause.text for cause in compared.causes]
    return {"run_id": recipe.run_id, "is_same": compared.is_same, **found}


def _print(recipe: Recipe, compared: Compared, answer: Answer, console: Console) -> None:
    if compared.is_same:
        console.line(f"Identical: all {compared.n_tokens} tokens of run {recipe.run_id} came again.")
        for cause in compared.causes:
            console.note(f"It made no difference: {cause.text}")
        return
    assert compared.first is not None
    common, then, now = where_texts_part(recipe.text, answer.text)
    console.line(f"Different from token {compared.first + 1} of {compared.n_tokens} on, after {common!r}:")
    console.line(f"  then {_token(compared.then)} {then!r}")
    console.line(f"  now  {_token(compared.now)} {now!r}")
    for cause in compared.causes:
        console.line(f"It may be because of this: {cause.text}")
    if not compared.causes:
        console.line(NOTHING_DIFFERS)


def _token(token: int | None) -> str:
    return "the end" if token is None else f"id {token}"

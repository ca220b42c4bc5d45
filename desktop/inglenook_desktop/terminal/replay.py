"""`inglenook replay`: an answer once more, and whether it comes out the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, ModelInfo

from ..replay import NOTHING_DIFFERS, Compared, Made, ReplayError, Walk, recipe_of, where_texts_part
from ..store import RunAction, Store
from .aside_turn import AsideTurn
from .ask import report_load_error
from .console import Console
from .exit_codes import ExitCode, of_run
from .history import opened
from .session import Answer, LoadError, Session, report_failure


def _replayed(store: Store, walk: Walk) -> AsideTurn:
    """What the model read then, and a run of its own in the store."""

    part, message_id = walk.part, walk.recipe.message_id

    def begin(model: ModelInfo, params: GenerateParams) -> int:
        return store.record.begin_aside(message_id, RunAction.REPLAY, model=model, params=params, caused_by=part.run_id)

    return AsideTurn(store, walk.messages, begin)


def run_replay(data_dir: Path, console: Console, run_id: int | None, *, is_json: bool) -> ExitCode:
    """run_id: None for the answer that was finished last. Raises UserFacingError."""
    with opened(data_dir, console) as store:
        wanted = store.record.newest_answer() if run_id is None else run_id
        if wanted is None:
            raise ReplayError("There is no answer yet that could be made once more.")
        walk = Walk(recipe_of(store, wanted))
        name = walk.part.recorded.model.name
        console.progress(f"Run {wanted}: {walk.recipe.n_tokens} tokens of {name} …")
        compared, text = None, ""
        while compared is None:
            load = walk.part.load
            with Session(load, console) as session:
                try:
                    session.load()
                except LoadError as error:
                    return report_load_error(error.failure, console, is_json=is_json)
                while compared is None and walk.part.load == load:
                    answer = session.answer(_replayed(store, walk), None, walk.part.params, show=None)
                    if answer.failure is not None:
                        report_failure(answer.failure, console)
                        return of_run(answer.failure)
                    if answer.reason is FinishReason.CANCELLED or answer.stats is None or answer.reason is None:
                        console.note("Stopped; nothing was compared.")
                        return ExitCode.INTERRUPTED
                    text = walk.text(answer.text)
                    compared = walk.take(_made(answer, answer.stats, answer.reason, store), answer.text)
    if is_json:
        console.json(_as_json(wanted, compared))
    else:
        _print(wanted, compared, where_texts_part(walk.recipe.text, text), console)
    return ExitCode.OK if compared.is_same else ExitCode.FAILED


def _made(answer: Answer, stats: GenerationStats, reason: FinishReason, store: Store) -> Made:
    return Made(
        model=answer.model,
        params=answer.params,
        stats=stats,
        reason=reason,
        tokens=answer.tokens,
        sha256=store.record.sha256_of(answer.model.path),
        app_version=store.record.app_version,
    )


def _as_json(run_id: int, compared: Compared) -> dict[str, Any]:
    found = asdict(compared)
    found["causes"] = [cause.text for cause in compared.causes]
    return {"run_id": run_id, "is_same": compared.is_same, **found}


def _print(run_id: int, compared: Compared, parted: tuple[str, str, str], console: Console) -> None:
    if compared.n_untold:
        console.note(
            f"The last {compared.n_untold} tokens of the answer are not compared: another model wrote them, or their"
            " run did not come to its end."
        )
    if compared.is_same:
        console.line(f"Identical: all {compared.n_tokens} tokens of run {run_id} came again.")
        for cause in compared.causes:
            console.note(f"It made no difference: {cause.text}")
        return
    assert compared.first is not None
    common, then, now = parted
    console.line(f"Different from token {compared.first + 1} of {compared.n_tokens} on, after {common!r}:")
    console.line(f"  then {_token(compared.then)} {then!r}")
    console.line(f"  now  {_token(compared.now)} {now!r}")
    for cause in compared.causes:
        console.line(f"It may be because of this: {cause.text}")
    if not compared.causes:
        console.line(NOTHING_DIFFERS)


def _token(token: int | None) -> str:
    return "the end" if token is None else f"id {token}"

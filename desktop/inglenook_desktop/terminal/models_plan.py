"""`inglenook models plan`: what a model would take of this machine's memory, and how it would be loaded."""

from __future__ import annotations

import json
import os
import subprocess

from inglenook_engine.errors import UserFacingError, WireError
from inglenook_engine.plan_types import (
    MemoryPlan,
    PlanAnswer,
    PlanRequest,
    PlanSource,
    PoolPlan,
    gigabytes,
    latest_sentence,
    speed_sentence,
    verdict,
)
from inglenook_engine.wire import from_json, to_json

from .. import frames
from .console import Console
from .exit_codes import ExitCode

_PATIENCE_S = 150.0


def run_plan(request: PlanRequest, console: Console, *, is_json: bool) -> ExitCode:
    """Print the plan. The exit status says whether the model fits. Raises UserFacingError where none can be made."""
    console.progress("Planning …")
    try:
        plan = made_plan(request)
    finally:
        console.clear_progress()
    if is_json:
        console.json(plan_json(plan))
    else:
        print_plan(plan, console)
    return ExitCode.OK if plan.fits else ExitCode.FAILED


def made_plan(request: PlanRequest) -> MemoryPlan:
    """From a child that reads the header and asks llama.cpp. Raises UserFacingError."""
    command = frames.plan_command(json.dumps(to_json(request)))
    environ = frames.engine_environment(os.environ)
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environ, timeout=_PATIENCE_S, check=False
        )
        answer = from_json(PlanAnswer, json.loads(done.stdout))
    except OSError as error:
        raise UserFacingError(f"The engine does not start: {error.strerror}. Run inglenook doctor.") from error
    except (subprocess.TimeoutExpired, ValueError, WireError) as error:
        raise UserFacingError("The engine made no plan. Run inglenook doctor to see what is wrong with it.") from error
    if answer.plan is None:
        raise UserFacingError(answer.error or "The engine made no plan. Run inglenook doctor.")
    return answer.plan


def plan_json(plan: MemoryPlan) -> dict[str, object]:
    """The object that --json prints: the plan, and what follows from it."""
    memory = None if plan.latest is None else plan.latest.memory
    return {
        **to_json(plan),
        "fits": plan.fits,
        "fit": plan.fit.value,
        "total_bytes": plan.total_bytes,
        "needed_bytes": plan.needed_bytes,
        "verdict": verdict(plan),
        "latest_error_percent": None if memory is None else round(memory.error_percent, 2),
    }


def print_plan(plan: MemoryPlan, console: Console) -> None:
    console.line(verdict(plan))
    console.line(speed_sentence(plan))
    for pool in plan.pools:
        console.line()
        console.line(f"{pool.memory.name}: {gigabytes(pool.memory.free_bytes)} free", is_bold=True)
        for label, n_bytes in _parts(pool):
            if n_bytes:
                console.line(f"  {label:<28}{gigabytes(n_bytes):>10}")
        if pool.model.droppable_bytes:
            dropped = gigabytes(pool.model.droppable_bytes)
            console.line(f"  {dropped} of the weights are pages of the file that the system may take back.")
    console.line()
    for choice in plan.choices:
        console.line(f"{choice.setting:<16} {choice.value:<14} {choice.reason}")
    console.line()
    if latest := latest_sentence(plan):
        console.line(latest)
    if plan.source is PlanSource.LLAMA:
        console.note("The figures are those of llama.cpp, which simulated the load.")
    elif plan.is_exact:
        console.note("The figures are reckoned from the file's header.")
    else:
        console.note("The figures are reckoned from the file's header; some of them may be too large.")


def _parts(pool: PoolPlan) -> tuple[tuple[str, int], ...]:
    return (
        ("weights", pool.model.weights_bytes),
        ("KV cache and states", pool.model.context_bytes),
        ("computing", pool.model.compute_bytes),
        ("draft model", pool.draft.total_bytes),
        ("projector", pool.projector_bytes),
        ("the engine's process", pool.model.process_bytes),
        ("in all", pool.total_bytes),
        ("left for other programs", pool.margin_bytes if pool.needed_bytes else 0),
    )

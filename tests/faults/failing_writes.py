"""Calls that fail once: the disk is full, or reports an error, at each call that changes a file in turn."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from inglenook_desktop.store.errors import StoreProblem, sentence

from . import shim
from .kills import n_acknowledged, n_calls_of_session, server
from .outcome import Outcome, some_of
from .script import history, verdict

N_ACTS = 35
FAULTS = ((errno.ENOSPC, shim.Action.FAIL_HALFWAY), (errno.EIO, shim.Action.FAIL))
"""A disk that fills up takes the first half of a write, and then no more."""

EXPECTED = (StoreProblem.DISK_FULL, StoreProblem.DISK_ERROR, StoreProblem.NOT_WRITABLE)
"""NOT_WRITABLE: SQLite says of a file that could not be made only that it could not be opened."""


def each(folder: Path, *, n_failures: int | None, seed: int, syncs_later: bool = False) -> Outcome:
    """The session must go on as if nothing had happened. n_failures: None for every call. syncs_later: as in a window;
    each act is waited for then, because how many syncs it takes is otherwise a matter of time."""
    outcome = Outcome("a write that fails once (ENOSPC, EIO)" + (", synced beside" if syncs_later else ""))
    states = history(folder / "whole", seed=seed, n_acts=N_ACTS)
    with server(folder, library=shim.build(folder)) as writers:
        n_calls = n_calls_of_session(writers, folder / "counted", seed=seed, n_acts=N_ACTS, syncs_later=syncs_later)
        outcome.figures["write system calls of the session"] = n_calls
        places = [(nth, *fault) for nth in range(1, n_calls + 1) for fault in FAULTS]
        for nth, error, action in some_of(places, n_failures, seed=seed):
            data_dir = folder / "failing"
            name = errno.errorcode[error]
            where = f"session {seed}, {name} at call {nth}, {action.name}"
            fault = {"action": int(action), "nth": nth, "error": error}
            job = "hold_failing_session"
            reports = writers.start(job, data_dir, seed=seed, n_acts=N_ACTS, **fault, syncs_later=syncs_later).rest()
            n_acknowledged(outcome, where, reports)
            refusals = [report for report in reports if "refused" in report]
            for refusal in refusals:
                problem = StoreProblem(refusal["problem"])
                outcome.count(f"{name} told as {problem.value}")
                start = sentence(problem, data_dir).split(str(data_dir))[0]
                if problem not in EXPECTED or not refusal["sentence"].startswith(start):
                    outcome.fail(where, refusal["sentence"])
            if not refusals:
                outcome.count(f"{name} without consequence")
            if not any(report.get("n_failed") for report in reports):
                outcome.fail(where, "no call failed, or the session did not end")
            outcome.judge(where, verdict(data_dir, states[-1:], n_done=0))
            shutil.rmtree(data_dir)
    return outcome

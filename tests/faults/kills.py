"""kill -9: real processes that work with a real store end at any instant, and at each call that changes a file."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from store_writers import Writer, Writers

from . import shim
from .outcome import Outcome, some_of
from .script import history, open_again, unsound, verdict

CHILD = Path(__file__).with_name("child.py")
N_ACTS = 60
ALLOWED_LOSS_MS = 250.0


@contextmanager
def server(folder: Path, *, library: Path | None = None) -> Iterator[Writers]:
    """Processes on demand. library: to preload into them."""
    environ = {**os.environ, "LD_PRELOAD": str(library)} if library is not None else None
    writers = Writers(folder, program=CHILD, environ=environ)
    try:
        yield writers
    finally:
        writers.stop()


def n_acknowledged(outcome: Outcome, where: str, reports: Iterable[dict[str, Any]]) -> int:
    """How many acts a process had done. What went wrong in it counts as an error."""
    n_done = 0
    for report in reports:
        n_done = report.get("done", n_done)
        if "error" in report:
            outcome.fail(where, report["error"])
    return n_done


def n_calls_of_session(
    writers: Writers, folder: Path, *, seed: int, n_acts: int = N_ACTS, syncs_later: bool = False
) -> int:
    """How many calls of a whole session change a file; it is left in `folder`."""
    watch = {"action": int(shim.Action.WATCH), "nth": 1}
    reports = writers.start("hold_session", folder, seed=seed, n_acts=n_acts, **watch, syncs_later=syncs_later).rest()
    if "n_calls" not in reports[-1]:
        raise RuntimeError(f"a session that nothing happened to did not end: {reports[-1]}")
    return int(reports[-1]["n_calls"])


def at_random(folder: Path, *, n_kills: int, seed: int) -> Outcome:
    """In each tenth of them the next start is killed too, while it repairs."""
    outcome = Outcome("kill -9 at a random instant")
    moments = random.Random(seed)
    n_sessions = max(1, min(10, n_kills // 20))
    states = [history(folder / f"whole-{n}", seed=seed + n, n_acts=N_ACTS) for n in range(n_sessions)]
    with server(folder) as writers:
        started = time.monotonic()
        writers.start("hold_session", folder / "timed", seed=seed, n_acts=N_ACTS).rest()
        session_s = time.monotonic() - started
        for n_kill in range(n_kills):
            session = n_kill % n_sessions
            data_dir = folder / "killed"
            writer = writers.start("hold_session", data_dir, seed=seed + session, n_acts=N_ACTS)
            time.sleep(moments.uniform(0, session_s))
            n_done = n_acknowledged(outcome, f"session {seed + session}", writer.kill())
            outcome.count("acts acknowledged before the kills", n_done)
            if moments.random() < 0.1:
                starter = writers.start("open_only", data_dir)
                time.sleep(moments.uniform(0, 0.03))
                n_acknowledged(outcome, "a start after a kill", starter.kill())
                outcome.count("kills of the next start as well")
            outcome.judge(f"session {seed + session}, kill {n_kill}", verdict(data_dir, states[session], n_done=n_done))
            shutil.rmtree(data_dir)
    return outcome


def at_every_call(folder: Path, *, n_kills: int | None, seed: int) -> Outcome:
    """Before each call that changes a file, and halfway through each. n_kills: None for all of them."""
    outcome = Outcome("kill -9 at a write system call")
    states = history(folder / "whole", seed=seed, n_acts=N_ACTS)
    with server(folder, library=shim.build(folder)) as writers:

        def hold(data_dir: Path, action: shim.Action, nth: int) -> Writer:
            return writers.start("hold_session", data_dir, seed=seed, n_acts=N_ACTS, action=int(action), nth=nth)

        n_calls = n_calls_of_session(writers, folder / "counted", seed=seed)
        places = [
            (action, nth)
            for nth in range(1, n_calls + 1)
            for action in (shim.Action.KILL_BEFORE, shim.Action.KILL_HALFWAY)
        ]
        outcome.figures["write system calls of the session"] = n_calls
        for action, nth in some_of(places, n_kills, seed=seed):
            data_dir = folder / "killed"
            reports = hold(data_dir, action, nth).rest()
            where = f"session {seed}, {action.name} {nth}"
            n_done = n_acknowledged(outcome, where, reports)
            if any("closed" in report for report in reports):
                outcome.fail(where, "it was not killed")
            outcome.judge(where, verdict(data_dir, states, n_done=n_done))
            shutil.rmtree(data_dir)
    return outcome


def while_streaming(folder: Path, *, n_kills: int, seed: int) -> Outcome:
    """An answer arrives in pieces every few milliseconds. What of it is gone is measured by the writer's own clock:
    from the first piece that is missing to the last one that was handed over."""
    outcome = Outcome("kill -9 while an answer streams")
    moments = random.Random(seed)
    lost_ms: list[float] = []
    with server(folder) as writers:
        for n_kill in range(n_kills):
            data_dir = folder / "killed"
            writer = writers.start("stream_and_tell", data_dir)
            reports = [report for report in [writer.read()] if report is not None]
            time.sleep(moments.uniform(0.0, 1.5))
            reports += writer.kill()
            n_acknowledged(outcome, f"stream {n_kill}", reports)
            pieces = {report["piece"]: report["at_s"] for report in reports if "piece" in report}
            with open_again(data_dir) as store:
                wrong = unsound(store)
                (conversation,) = store.conversations()
                answer = store.thread(conversation.id)[-1]
            n_kept = len(answer.content) // 7
            text = "".join(f"{index:06d} " for index in range(n_kept))
            if answer.content != text or list(answer.tokens) != list(range(n_kept)):
                wrong.append("the text is not a beginning of what was streamed")
            if answer.status.value != "interrupted":
                wrong.append(f"its status is {answer.status.value}")
            outcome.judge(f"stream {n_kill}", "; ".join(wrong))
            missing = [at_s for index, at_s in pieces.items() if index >= n_kept]
            lost_ms.append((max(missing) - min(missing)) * 1e3 if missing else 0.0)
            shutil.rmtree(data_dir)
    outcome.figures["most text lost, ms"] = max(lost_ms)
    outcome.figures["losses of more than 250 ms"] = sum(ms > ALLOWED_LOSS_MS for ms in lost_ms)
    return outcome

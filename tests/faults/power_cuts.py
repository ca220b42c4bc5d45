"""Power cuts: a session is recorded at the border between SQLite and the disk, then cut anywhere, many times over."""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .disk import Disk, Luck, put
from .kills import N_ACTS
from .outcome import Outcome
from .script import history, verdict

RECORDING = Path(__file__).with_name("recording.py")


def cuts(
    folder: Path,
    *,
    n_cuts: int,
    seed: int,
    pragmas: Sequence[str] = (),
    syncs_later: bool = False,
    refuses: bool = False,
) -> Outcome:
    """Between any two requests, most often where there is most to lose; five kinds of luck each.

    pragmas: for a store that is weaker than ours, to see that the cuts would find it out. syncs_later: as a window has
    it, where an act counts as acknowledged when the disk had it. refuses: and now and then the disk fails at that.
    """
    outcome = Outcome(
        "power cut (recording VFS)" + ", synced beside" * syncs_later + ", which fails at times" * refuses
    )
    options = [f"--pragma={pragma}" for pragma in pragmas]
    options += ["--later"] * syncs_later + ["--refuses"] * refuses
    n_sessions = max(1, min(20, n_cuts // 500))
    outcome.figures["sessions recorded"] = n_sessions
    for session in range(n_sessions):
        n_here = n_cuts // n_sessions + (session < n_cuts % n_sessions)
        _cut_session(outcome, folder, n_cuts=n_here, seed=seed + session, options=options)
    return outcome


def _record(folder: Path, *, seed: int, options: Sequence[str]) -> list[dict[str, Any]]:
    log = folder / "log"
    command = [sys.executable, str(RECORDING), str(folder / "recorded"), str(log), f"--seed={seed}", f"--acts={N_ACTS}"]
    subprocess.run([*command, *options], check=True)
    with log.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _cut_session(outcome: Outcome, folder: Path, *, n_cuts: int, seed: int, options: Sequence[str]) -> None:
    states = history(folder / "whole", seed=seed, n_acts=N_ACTS)
    _, *requests = _record(folder, seed=seed, options=options)
    if wrong := verdict(folder / "recorded", states, n_done=N_ACTS):  # the driver must not change what is written
        outcome.fail(f"session {seed} without a cut", wrong)
    source = random.Random(seed)
    n_at = Counter(_places(requests, n_cuts, source))
    disk = Disk()
    n_done = n_begun = 0
    data_dir = folder / "cut"
    for place, request in enumerate([*requests, {"what": "end"}]):
        for _ in range(n_at[place]):
            luck = source.choice(list(Luck))
            put(data_dir, disk.after_cut(luck, source))
            where = f"session {seed}, before request {place} ({request['what']}), {luck}"
            outcome.count("cuts with unsynced requests", disk.n_waiting > 0)
            outcome.count("cuts with acts that the disk did not have yet", n_begun > n_done + 1)
            outcome.judge(where, verdict(data_dir, states, n_done=n_done, n_begun=n_begun))
            shutil.rmtree(data_dir, ignore_errors=True)
        _follow(disk, request)
        match request:
            case {"what": "begun", "act": n_begun}:
                pass
            case {"what": "done", "act": n_done}:
                pass
    outcome.count("requests recorded", len(requests))
    outcome.count("syncs refused", sum(request["what"] == "refuse sync" for request in requests))
    for name in ("whole", "recorded"):
        shutil.rmtree(folder / name)


def _places(requests: list[dict[str, Any]], n_cuts: int, source: random.Random) -> Iterator[int]:
    """Each place as often as any other, as far as they go round; the rest where something waits to be synced."""
    n_places = len(requests) + 1
    for _ in range(n_cuts // 2 // n_places):
        yield from range(n_places)
    n_left = n_cuts - n_cuts // 2 // n_places * n_places
    disk = Disk()
    weights = []
    for request in requests:
        weights.append(1 + min(disk.n_waiting, 20))
        _follow(disk, request)
    yield from source.choices(range(len(requests)), weights, k=n_left)


def _follow(disk: Disk, request: dict[str, Any]) -> None:
    """Ask the disk the same."""
    match request:
        case {"what": "open", "name": name}:
            disk.open(name)
        case {"what": "write", "name": name, "offset": offset, "data": data}:
            disk.write(name, offset, base64.b64decode(data))
        case {"what": "truncate", "name": name, "size": size_bytes}:
            disk.truncate(name, size_bytes)
        case {"what": "begin sync", "name": name, "number": number}:
            disk.begin_sync(name, number)
        case {"what": "refuse sync", "number": number}:
            disk.refuse_sync(number)
        case {"what": "end sync", "number": number}:
            disk.end_sync(number)
        case {"what": "sync folder"}:
            disk.sync_names()
        case {"what": "delete", "name": name}:
            disk.delete(name)
        case {"what": "rename", "name": name, "to": to}:
            disk.rename(name, to)
        case {"what": "opened" | "begun" | "done" | "end"}:
            pass
        case _:
            raise ValueError(f"unknown request {request}")

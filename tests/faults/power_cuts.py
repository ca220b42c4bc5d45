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


def cuts(folder: Path, *, n_cuts: int, seed: int, pragmas: Sequence[str] = ()) -> Outcome:
    """Between any two requests, most often where there is most to lose; five kinds of luck each.

    pragmas: for a store that is weaker than ours, to see that the cuts would find it out.
    """
    outcome = Outcome("power cut (recording VFS)")
    n_sessions = max(1, min(20, n_cuts // 500))
    outcome.figures["sessions recorded"] = n_sessions
    for session in range(n_sessions):
        n_here = n_cuts // n_sessions + (session < n_cuts % n_sessions)
        _cut_session(outcome, folder, n_cuts=n_here, seed=seed + session, pragmas=pragmas)
    return outcome


def _record(folder: Path, *, seed: int, pragmas: Sequence[str]) -> list[dict[str, Any]]:
    log = folder / "log"
    command = [sys.executable, str(RECORDING), str(folder / "recorded"), str(log), f"--seed={seed}", f"--acts={N_ACTS}"]
    command += [f"--pragma={pragma}" for pragma in pragmas]
    subprocess.run(command, check=True)
    with log.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _cut_session(outcome: Outcome, folder: Path, *, n_cuts: int, seed: int, pragmas: Sequence[str]) -> None:
    states = history(folder / "whole", seed=seed, n_acts=N_ACTS)
    _, *requests = _record(folder, seed=seed, pragmas=pragmas)
    if wrong := verdict(folder / "recorded", states, n_done=N_ACTS):  # the driver must not change what is written
        outcome.fail(f"session {seed} without a cut", wrong)
    source = random.Random(seed)
    n_at = Counter(_places(requests, n_cuts, source))
    disk = Disk()
    n_done = 0
    data_dir = folder / "cut"
    for place, request in enumerate([*requests, {"what": "end"}]):
        for _ in range(n_at[place]):
            luck = source.choice(list(Luck))
            put(data_dir, disk.after_cut(luck, source))
            where = f"session {seed}, before request {place} ({request['what']}), {luck}"
            outcome.count("cuts with unsynced requests", disk.n_waiting > 0)
            outcome.judge(where, verdict(data_dir, states, n_done=n_done))
            shutil.rmtree(data_dir, ignore_errors=True)
        n_done = _follow(disk, request, n_done)
    outcome.count("requests recorded", len(requests))
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
        _follow(disk, request, 0)
    yield from source.choices(range(len(requests)), weights, k=n_left)


def _follow(disk: Disk, request: dict[str, Any], n_done: int) -> int:
    """Ask the disk the same. Returns how many acts were acknowledged by then."""
    match request:
        case {"what": "open", "name": name}:
            disk.open(name)
        case {"what": "write", "name": name, "offset": offset, "data": data}:
            disk.write(name, offset, base64.b64decode(data))
        case {"what": "truncate", "name": name, "size": size_bytes}:
            disk.truncate(name, size_bytes)
        case {"what": "sync", "name": name}:
            disk.sync(name)
        case {"what": "sync folder"}:
            disk.sync_names()
        case {"what": "delete", "name": name}:
            disk.delete(name)
        case {"what": "rename", "name": name, "to": to}:
            disk.rename(name, to)
        case {"what": "done", "act": n_act}:
            return int(n_act)
        case {"what": "opened" | "end"}:
            pass
        case _:
            raise ValueError(f"unknown request {request}")
    return n_done

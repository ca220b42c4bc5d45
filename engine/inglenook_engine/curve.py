"""How long passes of the loaded model take on this machine, by their width: measured once, kept in a file.

The measurement warms the KV cache with a text of our own, so it is made before the first conversation or not at all.
It can be broken off after any pass. Knows neither llama.cpp nor the protocol's wire.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .errors import WireError
from .types import CurvePoint, ModelInfo
from .wire import from_json, to_json

_log = logging.getLogger("engine")

WIDTHS = (1, 16, 32, 4, 64, 2, 3, 8, 6, 24, 48, 12)
"""Rows of a pass, those first that decide most."""
FEWER_THREADS_WIDTHS = (1, 4, 16)
DEPTHS = (64, 640)
"""Tokens cached before a pass."""
REPEATS = 3
MOST_BYTES = 1 << 20
FORMAT = 1

TEXT = """The tide tables of a small harbour list, for each day, the hours of high and low water. A keeper writes beside
them what came in and what went out, who was aboard, and how the wind stood.

def high_waters(table, day):
    # the table has one row for each day, and the hours of both tides in it
    row = [entry for entry in table if entry["day"] == day]
    return [entry["hour"] for entry in row if entry["height_m"] > 3.2]

In winter the book is kept by candlelight; in summer the door stands open. Nobody has ever counted the ships, but the
paper is thick, and a page is seldom left empty: on quiet days the keeper draws the gulls.
"""
"""Real text: a mixture of experts sends other tokens elsewhere, and llama.cpp's passes depend on nothing else in it."""


class Passes(Protocol):
    """What the measurement needs of a session. time_pass: milliseconds; None when cancelled or without room."""

    def warm(self, tokens: list[int]) -> int: ...
    def time_pass(self, width: int, *, n_threads: int) -> float | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Passes after n_cached tokens with n_threads, of these widths in this order."""

    n_cached: int
    n_threads: int
    widths: tuple[int, ...]


def sweeps(info: ModelInfo, *, adapts_threads: bool) -> tuple[Sweep, ...]:
    """What to measure, in the order of what it is worth."""
    depths = [depth for depth in DEPTHS if depth + max(WIDTHS) <= info.n_ctx] or [max(1, info.n_ctx // 2)]
    widths = tuple(width for width in WIDTHS if width + depths[0] <= info.n_ctx)
    planned = []
    for depth in depths:
        planned.append(Sweep(n_cached=depth, n_threads=info.n_threads, widths=widths))
        for fewer in fewer_threads(info.n_threads) if adapts_threads else ():
            few = tuple(width for width in FEWER_THREADS_WIDTHS if width in widths)
            planned.append(Sweep(n_cached=depth, n_threads=fewer, widths=few))
    return tuple(sweep for sweep in planned if sweep.widths)


def fewer_threads(n_threads: int) -> tuple[int, ...]:
    """The smaller numbers of threads that are worth knowing, most first."""
    return tuple(sorted({n_threads - 1, n_threads // 2, 1} - {0, n_threads}, reverse=True))


def measure(passes: Passes, plan: Sequence[Sweep], text: Sequence[int]) -> Iterator[tuple[CurvePoint, ...]]:
    """Yields the points of each finished sweep; ends early when a pass was cancelled. text: token ids, repeated as
    needed. Of each width the shortest of REPEATS passes, taken in turn: other programs only ever make one longer."""
    for sweep in plan:
        wanted = [text[i % len(text)] for i in range(sweep.n_cached)]
        if passes.warm(wanted) < sweep.n_cached:
            return
        times: dict[int, list[float]] = {width: [] for width in sweep.widths}
        for _ in range(REPEATS):
            for width in sweep.widths:
                pass_ms = passes.time_pass(width, n_threads=sweep.n_threads)
                if pass_ms is None:
                    return
                times[width].append(pass_ms)
        yield tuple(
            CurvePoint(
                width=width,
                n_cached=sweep.n_cached,
                n_threads=sweep.n_threads,
                pass_ms=min(times[width]),
            )
            for width in sorted(times)
        )


def curve_file(folder: Path, info: ModelInfo, *, versions: str, devices: Sequence[str]) -> Path:
    """Where the curve of this model on this machine is kept; another for whatever changes the speed of a pass."""
    try:
        changed_ns = Path(info.path).stat().st_mtime_ns
    except OSError:
        changed_ns = 0
    facts = [
        *(Path(info.path).name, info.size_bytes, changed_ns, info.n_threads, info.n_gpu_layers, info.kv_type.value),
        *(info.flash_attention.value, versions, platform.node(), platform.processor(), *devices),
    ]
    return folder / (hashlib.sha256("\0".join(map(str, facts)).encode()).hexdigest()[:32] + ".json")


def read_curve(path: Path) -> tuple[CurvePoint, ...]:
    """Nothing where there is no file, or one that is not a curve."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES))
        if data["format"] != FORMAT:
            return ()
        points = tuple(from_json(CurvePoint, point) for point in data["points"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, RecursionError, WireError) as error:
        _log.warning("the measured pass times in %s cannot be read and are measured again: %s", path, error)
        return ()
    sane = all(p.width > 0 and p.n_cached >= 0 and p.n_threads > 0 and 0 < p.pass_ms < 1e7 for p in points)
    return points if sane else ()


def write_curve(path: Path, points: Sequence[CurvePoint]) -> None:
    """Whole or not at all; failing is a line in the log."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".curve-")  # for its owner alone
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump({"format": FORMAT, "points": [to_json(point) for point in points]}, file)
                file.flush()
                os.fsync(file.fileno())
            Path(partial).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(partial).unlink()
            raise
    except OSError as error:
        _log.warning("the measured pass times cannot be kept in %s: %s", path, error)


def was_disturbed(cpu_s: float, wall_s: float, n_threads: int) -> bool:
    """Whether other programs took the cores while `n_threads` threads, which spin when they wait, ran for wall_s."""
    return wall_s > 0 and cpu_s < 0.65 * wall_s * n_threads

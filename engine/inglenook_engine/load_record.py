"""Loads of the past on this machine, in `loads.json` of the folder of measured passes: what each was planned to take
and took, and how fast it was. And what they say about the speed of a model that was never loaded.

Holds names and figures alone, nothing of a conversation. May be deleted at any time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import math
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from .errors import WireError
from .plan_types import MeasuredLoad, MemoryPlan, Speed, SpeedSource
from .types import CurvePoint
from .wire import from_json, to_json

_log = logging.getLogger("engine")

FILE_NAME = "loads.json"
SPEED_FILE_NAME = "memory_speed.json"
FORMAT = 1
MOST_BYTES = 1 << 20
MOST_LOADS = 100


def read_loads(folder: str | os.PathLike[str]) -> tuple[MeasuredLoad, ...]:
    """The newest last. Nothing where there is no file, or one that cannot be understood."""
    if not os.fspath(folder):
        return ()
    path = Path(folder) / FILE_NAME
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES + 1))
        if data["format"] != FORMAT or len(data["loads"]) > MOST_LOADS:
            raise ValueError(f"format {data['format']!r:.40}, {len(data['loads'])} loads")
        loads = tuple(from_json(MeasuredLoad, each) for each in data["loads"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, LookupError, TypeError, RecursionError, WireError) as error:
        _log.warning("the loads kept in %s cannot be read and are forgotten: %s", path, error)
        return ()
    return tuple(load for load in loads if load.pass_ms is None or load.pass_ms > 0)


def keep_load(folder: str | os.PathLike[str], load: MeasuredLoad) -> None:
    """Add a load, or the speed of one that is there: the same moment and model. Failing is a line in the log."""
    if not os.fspath(folder):
        return
    others = [each for each in read_loads(folder) if (each.at, each.model_name) != (load.at, load.model_name)]
    kept = (*others, load)[-MOST_LOADS:]
    _write(Path(folder) / FILE_NAME, {"format": FORMAT, "loads": [to_json(each) for each in kept]})


def read_memory_speed(folder: str | os.PathLike[str]) -> float | None:
    """Bytes a second, as measured here; None where it was not."""
    if not os.fspath(folder):
        return None
    try:
        with (Path(folder) / SPEED_FILE_NAME).open("rb") as file:
            data = json.loads(file.read(MOST_BYTES + 1))
        speed = float(data["bytes_per_s"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError, OverflowError):
        return None
    return speed if 0 < speed < 1e15 else None


def keep_memory_speed(folder: str | os.PathLike[str], bytes_per_s: float) -> None:
    if os.fspath(folder):
        _write(Path(folder) / SPEED_FILE_NAME, {"format": FORMAT, "bytes_per_s": bytes_per_s})


def latest_of(loads: Sequence[MeasuredLoad], *, model_name: str, size_bytes: int) -> MeasuredLoad | None:
    """The latest load of this file."""
    same = (load for load in reversed(loads) if (load.model_name, load.size_bytes) == (model_name, size_bytes))
    return next(same, None)


def expected_speed(
    loads: Sequence[MeasuredLoad],
    plan: MemoryPlan,
    *,
    model_name: str,
    size_bytes: int,
    read_bytes: int,
    memory_bytes_per_s: float | None = None,
) -> Speed | None:
    """How fast a model would answer. read_bytes: of weights, for a token.

    The same file measured in the same place is the best source; then another model wholly in RAM or on GPUs like this
    one, the one most alike in what a token reads, for a pass takes about as long as reading its weights; then, without
    a GPU, the memory.
    """
    if read_bytes <= 0:
        return None
    timed = [load for load in loads if load.pass_ms and load.read_bytes > 0 and _is_comparable(load, plan)]
    same = latest_of(timed, model_name=model_name, size_bytes=size_bytes)
    if same is not None and same.pass_ms and _layers(same) == _layers(plan):
        return Speed(tokens_per_s=1000 / same.pass_ms, source=SpeedSource.THIS_MODEL, measured_on=same.model_name)
    if _is_whole(plan):
        alike = [load for load in timed if _is_whole(load)]
        near = min(reversed(alike), key=lambda load: abs(math.log(load.read_bytes / read_bytes)), default=None)
        if near is not None and near.pass_ms:
            pass_ms = near.pass_ms * read_bytes / near.read_bytes
            return Speed(tokens_per_s=1000 / pass_ms, source=SpeedSource.OTHER_MODEL, measured_on=near.model_name)
    if not plan.n_gpu_layers and memory_bytes_per_s:
        return Speed(tokens_per_s=memory_bytes_per_s / read_bytes, source=SpeedSource.MEMORY)
    return None


class LoadRecorder:
    """Keeps one load of this process, and again when its speed is known. Writes in the background: a disk may take
    long, and a command may come."""

    def __init__(self, folder: str, load: MeasuredLoad | None) -> None:
        self._folder = folder
        self._load = load
        self._is_kept = False
        self._writer: threading.Thread | None = None

    def keep(self, points: Sequence[CurvePoint]) -> None:
        """points: passes measured so far. Called often; writes when there is something new."""
        if self._load is None or not self._folder:
            return
        pass_ms = plain_pass_ms(points, n_threads=self._load.n_threads)
        if self._is_kept and (pass_ms is None or self._load.pass_ms is not None):
            return
        self._is_kept = True
        self._load = dataclasses.replace(self._load, pass_ms=pass_ms)
        self.finish()
        self._writer = threading.Thread(
            target=keep_load, args=(self._folder, self._load), name="load writer", daemon=True
        )
        self._writer.start()

    def finish(self) -> None:
        """Wait until the file is written."""
        if self._writer is not None:
            self._writer.join()


def plain_pass_ms(points: Sequence[CurvePoint], *, n_threads: int) -> float | None:
    """Of a pass of one token with so many threads, with the fewest tokens in the cache; None where there is none."""
    plain = [point for point in points if point.width == 1 and point.n_threads == n_threads and point.pass_ms > 0]
    return min(plain, key=lambda point: point.n_cached).pass_ms if plain else None


def _layers(where: MeasuredLoad | MemoryPlan) -> tuple[int, int]:
    return where.n_gpu_layers, where.n_expert_layers_in_ram


def _is_whole(where: MeasuredLoad | MemoryPlan) -> bool:
    """All in RAM, or all on GPUs."""
    return not where.n_gpu_layers or (where.n_gpu_layers >= where.n_layers and not where.n_expert_layers_in_ram)


def _is_comparable(load: MeasuredLoad, plan: MemoryPlan) -> bool:
    """Both use GPUs, or both the same number of cores."""
    if plan.n_gpu_layers:
        return bool(load.n_gpu_layers)
    return not load.n_gpu_layers and load.n_threads == plan.n_threads


def _write(path: Path, data: object) -> None:
    """Whole or not at all, for its owner alone."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".curve-")  # swept with those of `curve`
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump(data, file)
            Path(partial).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(partial).unlink()
            raise
    except OSError as error:
        _log.warning("%s cannot be kept: %s", path, error)

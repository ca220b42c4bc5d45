"""How long passes of the loaded model take on this machine, by their width: what is worth measuring, what has been
measured, and the file that keeps it for the next load.

Pure but for the file. Knows no session: `calibration` measures. Nothing here holds a person's text.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import WireError
from .types import CurvePoint, ModelInfo
from .wire import from_json, to_json

_log = logging.getLogger("engine")

WIDTHS = (1, 4, 8, 16, 32, 64, 2, 3, 6, 12, 24, 48)
"""Rows of a pass, those first that decide most."""
FEWER_THREADS_WIDTHS = (1, 4, 16)
DEPTHS_CPU, DEPTHS_GPU = (64, 768), (64, 768, 4096)
"""Tokens cached before a pass."""
REPEATS = 3
NEAR = 2.0
"""A sweep tells about depths up to so many times its own, and down to that part of it."""
LONGEST_PASS_MS = 4000.0
"""Wider passes than the first that takes so long are not measured: no draft could be worth their wait."""
LONGEST_WARM_MS = 30_000.0
"""Nor are depths that take longer to reach."""
FAR_OFF = 1.5
"""A pass that takes so many times what a file says, or that part of it, means another machine."""

FORMAT = 1
MOST_BYTES = 1 << 20
MOST_POINTS = 4096
STALE_PARTIAL_S = 3600.0

TEXT = """The tide tables of a small harbour list, for each day, the hours of high and low water. A keeper writes beside
them what came in and what went out, who was aboard, and how the wind stood.

def high_waters(table, day):
    # the table has one row for each day, and the hours of both tides in it
    row = [entry for entry in table if entry["day"] == day]
    return [entry["hour"] for entry in row if entry["height_m"] > 3.2]

In winter the book is kept by candlelight; in summer the door stands open. Nobody has ever counted the ships, but the
paper is thick, and a page is seldom left empty: on quiet days the keeper draws the gulls.
"""
"""Real text: a mixture of experts sends other tokens elsewhere, and a pass depends on nothing else in it."""


@dataclass(frozen=True, slots=True)
class Pass:
    n_cached: int
    n_threads: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Passes after n_cached tokens with n_threads, of these widths in this order."""

    n_cached: int
    n_threads: int
    widths: tuple[int, ...]

    def passes(self) -> Iterator[Pass]:
        for width in self.widths:
            yield Pass(self.n_cached, self.n_threads, width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The next pass to measure, and the turn it belongs to: one pass of each width of a sweep."""

    measured: Pass
    turn: tuple[Sweep, int]


def sweeps(info: ModelInfo, *, adapts_threads: bool) -> tuple[Sweep, ...]:
    """What to measure, in the order of what it is worth."""
    depths = DEPTHS_GPU if info.n_gpu_layers > 0 else DEPTHS_CPU
    deepest = max(1, info.n_ctx // 2, info.n_ctx - max(WIDTHS))
    planned = []
    for depth in dict.fromkeys(min(depth, deepest) for depth in depths):
        widths = tuple(width for width in WIDTHS if depth + width <= info.n_ctx)
        planned.append(Sweep(n_cached=depth, n_threads=info.n_threads, widths=widths))
        for fewer in fewer_threads(info.n_threads) if adapts_threads else ():
            some = tuple(width for width in FEWER_THREADS_WIDTHS if width in widths)
            planned.append(Sweep(n_cached=depth, n_threads=fewer, widths=some))
    return tuple(sweep for sweep in planned if sweep.widths)


def fewer_threads(n_threads: int) -> tuple[int, ...]:
    """The smaller numbers of threads that are worth knowing, most first."""
    return tuple(sorted({n_threads - 1, n_threads // 2, 1} - {0, n_threads}, reverse=True))


class Survey:
    """A plan, and what has come of it. known: points of an earlier measurement, which need no other."""

    def __init__(self, plan: Sequence[Sweep], *, n_ctx: int, known: Sequence[CurvePoint] = ()) -> None:
        self._plan = tuple(plan)
        self._n_ctx = n_ctx
        self._known = {Pass(p.n_cached, p.n_threads, p.width): p.pass_ms for p in known}
        self._old: dict[Pass, float] = {}
        self._samples: dict[Pass, list[tuple[float, bool]]] = {}
        self._impossible: set[Pass] = set()

    def next_step(self, at_depth: int | None = None) -> Step | None:
        """What to measure next; at_depth: only there, where the conversation that must stay in the cache ends. None:
        nothing that is worth it."""
        if self.is_complete:
            return None
        for sweep in self._plan if at_depth is None else self._in_place(at_depth):
            if not self._is_covered(sweep) and (step := self._missing(sweep)) is not None:
                return step
        return None

    def record(self, measured: Pass, pass_ms: float, *, is_clean: bool) -> None:
        """is_clean: no other program was seen to take the cores."""
        self._samples.setdefault(measured, []).append((pass_ms, is_clean))

    def give_up(self, measured: Pass) -> None:
        """The model cannot compute this pass and take it back."""
        self._impossible.add(measured)

    def forget(self) -> None:
        """What was known is not true any more; all is measured anew."""
        self._old, self._known = self._known, {}

    @property
    def is_complete(self) -> bool:
        return all(map(self._is_covered, self._plan))

    @property
    def is_usable(self) -> bool:
        """Whether what is known, however little, is better than what the session has."""
        n_threads = self._plan[0].n_threads
        has_plain = any(one.width == 1 and one.n_threads == n_threads for one in (*self._known, *self._samples))
        return has_plain and not self._old

    def points(self) -> tuple[CurvePoint, ...]:
        """All that is known or was measured, rising."""
        times = self._known | {one: typical_ms(samples) for one, samples in self._samples.items()}
        return _as_points(times)

    def lasting_points(self) -> tuple[CurvePoint, ...]:
        """What a file may keep: no pass that other programs were seen to slow down, and of an old and a new time that
        are much alike the faster."""
        clean = {one: [s for s in samples if s[1]] for one, samples in self._samples.items()}
        times = self._known | {one: typical_ms(samples) for one, samples in clean.items() if samples}
        for one, old_ms in self._old.items():
            if one in times and old_ms < times[one] < old_ms * FAR_OFF:
                times[one] = old_ms
        return _as_points(times)

    def plain_ms(self, n_threads: int) -> float | None:
        """The shortest time that is known from an earlier measurement for a pass of one row."""
        return min((ms for p, ms in self._known.items() if (p.width, p.n_threads) == (1, n_threads)), default=None)

    def _in_place(self, depth: int) -> Iterator[Sweep]:
        for sweep in dict.fromkeys(dataclasses.replace(s, n_cached=depth) for s in self._plan):
            yield dataclasses.replace(sweep, widths=tuple(w for w in sweep.widths if depth + w <= self._n_ctx))

    def _missing(self, sweep: Sweep) -> Step | None:
        for turn in range(REPEATS):
            for one in sweep.passes():
                if not self._needs_no_more(one, turn + 1):
                    return Step(measured=one, turn=(sweep, turn))
        return None

    def _is_covered(self, sweep: Sweep) -> bool:
        """Whether it was measured, there or near, or would take too long."""
        if self._warm_ms(sweep) > LONGEST_WARM_MS:
            return True
        depths = {one.n_cached for one in (*self._known, *self._samples)} | {sweep.n_cached}
        return any(
            sweep.n_cached / NEAR <= depth <= sweep.n_cached * NEAR
            and all(self._needs_no_more(one, REPEATS) for one in dataclasses.replace(sweep, n_cached=depth).passes())
            for depth in depths
        )

    def _needs_no_more(self, one: Pass, n_samples: int) -> bool:
        if one in self._known or one in self._impossible or one.n_cached + one.width > self._n_ctx:
            return True
        if len(self._samples.get(one, ())) >= n_samples:
            return True
        narrower = (dataclasses.replace(one, width=w) for w in WIDTHS if w < one.width)
        return any(self._shortest_ms(n) > LONGEST_PASS_MS for n in narrower)

    def _shortest_ms(self, one: Pass) -> float:
        return min((ms for ms, _ in self._samples.get(one, ())), default=self._known.get(one, 0.0))

    def _warm_ms(self, sweep: Sweep) -> float:
        """What it takes to reach the sweep's depth, by the widest pass that was measured at the first depth."""
        first = self._plan[0]
        if sweep.n_cached <= first.n_cached:
            return 0.0
        widest = max((one for one in first.passes() if self._shortest_ms(one) > 0), key=lambda p: p.width, default=None)
        return 0.0 if widest is None else sweep.n_cached * self._shortest_ms(widest) / widest.width


def typical_ms(samples: Sequence[tuple[float, bool]]) -> float:
    """The median of the clean ones, the lower of two; without clean ones the shortest: other programs only ever make a
    pass longer."""
    clean = sorted(ms for ms, is_clean in samples if is_clean)
    return clean[(len(clean) - 1) // 2] if clean else min(ms for ms, _ in samples)


def was_disturbed(*, wall_s: float, cpu_s: float, n_preempted: int, n_threads: int) -> bool:
    """Whether other programs took cores from a pass. Its threads spin when they wait for each other, so that they
    should have computed all the time; quiet passes of a tiny model were seen at 0.94 of it, those beside one busy
    program on two cores at 0.75 or less. On many cores only the number of preemptions tells."""
    return cpu_s < 0.85 * wall_s * n_threads or n_preempted > 2 + 80 * wall_s


def _as_points(times: Mapping[Pass, float]) -> tuple[CurvePoint, ...]:
    order = sorted(times, key=lambda p: (p.n_cached, -p.n_threads, p.width))
    return tuple(CurvePoint(width=p.width, n_cached=p.n_cached, n_threads=p.n_threads, pass_ms=times[p]) for p in order)


def curve_file(folder: Path, info: ModelInfo, *, versions: str, devices: Sequence[str]) -> Path:
    """Where the curve of this model on this machine is kept; another for whatever changes the speed of a pass.
    devices: what they are, the CPU included."""
    try:
        changed_ns = Path(info.path).stat().st_mtime_ns
    except OSError:
        changed_ns = 0
    facts = [
        *(FORMAT, Path(info.path).name, info.size_bytes, changed_ns, info.n_threads, info.n_gpu_layers),
        *(info.kv_type.value, info.flash_attention.value, versions, *devices),
    ]
    return folder / (hashlib.sha256(json.dumps(facts).encode()).hexdigest() + ".json")


def read_curve(path: Path) -> tuple[CurvePoint, ...]:
    """Nothing where there is no file, or one that is not a curve."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(MOST_BYTES + 1))
        if data["format"] != FORMAT or len(data["points"]) > MOST_POINTS:
            raise ValueError(f"format {data['format']!r:.40}, {len(data['points'])} points")
        points = tuple(from_json(CurvePoint, point) for point in data["points"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, LookupError, TypeError, RecursionError, WireError) as error:
        _log.warning("the measured pass times in %s cannot be read and are measured again: %s", path, error)
        return ()
    if all(map(_is_sane, points)):
        return points
    _log.warning("the measured pass times in %s cannot be true and are measured again", path)
    return ()


def _is_sane(point: CurvePoint) -> bool:
    return (
        1 <= point.width <= max(WIDTHS)
        and 0 < point.n_cached < 1 << 31
        and 1 <= point.n_threads <= 1 << 10
        and 0 < point.pass_ms < 1e7
    )


def write_curve(path: Path, points: Sequence[CurvePoint]) -> None:
    """Whole or not at all, for its owner alone; failing is a line in the log. Any thread."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_stale(path.parent)
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


def _remove_stale(folder: Path) -> None:
    """What an engine left that was ended while it wrote."""
    for partial in folder.glob(".curve-*"):
        with contextlib.suppress(OSError):
            if time.time() - partial.stat().st_mtime > STALE_PARTIAL_S:
                partial.unlink()

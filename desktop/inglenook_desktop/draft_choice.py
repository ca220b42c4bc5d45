"""Which installed model could draft for the loaded one. Pure: sizes, facts of an inspection and measured times in, a
suggestion out.

A suggestion must be worth its memory, so it is careful: the same vocabulary, a tenth of the size or less, and a gain
that this machine's own pass times allow. Whether a draft then pays in an answer is the engine's to decide, each round.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inglenook_engine.errors import WireError
from inglenook_engine.types import CurvePoint, ModelInfo
from inglenook_engine.wire import from_json

from .library import InstalledModel

_log = logging.getLogger("inglenook.link")

LARGEST_SHARE = 0.1
"""Of the loaded model's size, at most this much."""

ACCEPTANCE = 0.8
"""Share of drafted tokens that a small model of the same family gets right, taken as given before it was tried."""

LEAST_GAIN = 1.1

TYPICAL_DEPTH = 1024
"""Tokens in the cache of a conversation that has begun; the measured depth next to it is looked at."""

MAX_DRAFT = 64
"""Longest draft that is thought about, whatever widths the engine claims to have measured."""

MAX_CANDIDATES = 12
"""Files opened to look for a draft model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What an inspection told of a file. vocabulary: a hash, equal for equal vocabularies. error: why it cannot be
    read, None when it can."""

    path: str
    name: str
    architecture: str
    size_bytes: int
    n_params: int
    vocabulary: str
    quantization: str = ""
    error: str | None = None


def facts_from(output: str) -> dict[str, ModelFacts]:
    """By path, from the lines an inspecting child wrote. Lines that cannot be read are dropped."""
    facts = {}
    for line in output.splitlines():
        try:
            one = from_json(ModelFacts, json.loads(line))
        except (WireError, ValueError, RecursionError) as error:
            _log.warning("dropped a line of an inspection: %.200s", error)
            continue
        facts[one.path] = one
    return facts


def candidates(model: ModelInfo, installed: Sequence[InstalledModel]) -> list[InstalledModel]:
    """Those small enough to draft for `model`, the largest first: it agrees most. Nothing is opened."""
    limit = model.size_bytes * LARGEST_SHARE
    fitting = [one for one in installed if 0 < one.size_bytes <= limit and not one.missing_parts]
    return sorted(fitting, key=lambda one: -one.size_bytes)[:MAX_CANDIDATES]


def suggested(
    model: ModelInfo,
    installed: Sequence[InstalledModel],
    *,
    facts: Mapping[str, ModelFacts],
    points: Sequence[CurvePoint],
) -> InstalledModel | None:
    """The largest candidate that speaks the model's vocabulary and can pay; None when there is none.

    facts: by path, of the model and its candidates.
    """
    own = facts.get(model.path)
    if own is None or own.error is not None or not own.vocabulary:
        return None
    for one in candidates(model, installed):
        theirs = facts.get(str(one.path))
        if theirs is None or theirs.error is not None or theirs.vocabulary != own.vocabulary:
            continue
        if can_pay(points, one.size_bytes / model.size_bytes):
            return one
    return None


def can_pay(points: Sequence[CurvePoint], size_ratio: float) -> bool:
    """Whether a draft model of `size_ratio` times the model's size makes answers quicker by LEAST_GAIN."""
    return best_gain(points, size_ratio) >= LEAST_GAIN


def best_gain(points: Sequence[CurvePoint], size_ratio: float) -> float:
    """Plain decoding's time for a token over that with the best draft length; 0.0 when the curve does not say.

    A round of k drafted tokens takes k steps of the draft, which cost `size_ratio` of a one-token pass each, and a pass
    of k + 1 rows. It yields E(k) = 1 + a + ... + a^k tokens for an acceptance of a.
    """
    passes = relative_passes(points)
    gains, expected = [0.0], 1.0
    for k in range(1, min(max(passes, default=0), MAX_DRAFT + 1)):
        expected += ACCEPTANCE**k
        gains.append(expected / (k * size_ratio + _between(passes, k + 1)))
    return max(gains)


def relative_passes(points: Sequence[CurvePoint]) -> dict[int, float]:
    """T(width) / T(1) by measured width, at the depth next to TYPICAL_DEPTH, with the best number of threads for each
    width; {} when a pass of one row was not measured there."""
    depths = {point.n_cached for point in points if point.width == 1 and point.pass_ms > 0}
    if not depths:
        return {}
    depth = min(depths, key=lambda n_cached: (abs(n_cached - TYPICAL_DEPTH), n_cached))
    times: dict[int, float] = {}
    for point in points:
        if point.n_cached == depth and point.width >= 1 and point.pass_ms > 0:
            times[point.width] = min(point.pass_ms, times.get(point.width, point.pass_ms))
    return {width: pass_ms / times[1] for width, pass_ms in sorted(times.items())}


def _between(passes: Mapping[int, float], width: int) -> float:
    """The time of `width` rows, on the straight line between its measured neighbours."""
    below = max(measured for measured in passes if measured <= width)
    above = min(measured for measured in passes if measured >= width)
    if below == above:
        return passes[below]
    return passes[below] + (passes[above] - passes[below]) * (width - below) / (above - below)

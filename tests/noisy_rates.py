"""Rates of runs with a noise that is known: bell-shaped, correlated from run to run, with disturbed runs."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """spread: of the logarithm of a rate. correlation: of a run with the next. disturbed: share of the runs that lose
    20 to 60 % to another program. is_watchable: a loss of a tenth can be found in it within 50 runs."""

    name: str
    spread: float
    correlation: float = 0.0
    disturbed: float = 0.0
    is_watchable: bool = True


NOISES = (
    Noise(name="still", spread=0.01),
    Noise(name="quiet", spread=0.03, correlation=0.2, disturbed=0.03),
    Noise(name="in use", spread=0.05, correlation=0.3, disturbed=0.03),
    Noise(name="in long stretches", spread=0.05, correlation=0.6, disturbed=0.05, is_watchable=False),
    Noise(name="loud", spread=0.08, correlation=0.2, disturbed=0.05, is_watchable=False),
    Noise(name="very loud", spread=0.1, correlation=0.3, disturbed=0.05, is_watchable=False),
)


def rates(
    rng: random.Random, noise: Noise, n: int, *, drop_at: int | None = None, ratio: float = 0.9, base: float = 30.0
) -> list[float]:
    """n rates in tokens a second around `base`; from drop_at on times `ratio`."""
    error, found = 0.0, []
    for index in range(n):
        fresh = math.sqrt(1 - noise.correlation**2) * rng.gauss(0, noise.spread)
        error = noise.correlation * error + fresh
        rate = base * math.exp(error)
        if rng.random() < noise.disturbed:
            rate *= rng.uniform(0.4, 0.8)
        if drop_at is not None and index >= drop_at:
            rate *= ratio
        found.append(rate)
    return found

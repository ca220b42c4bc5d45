"""The program's own measurement of this machine: the same small work, many times. Pure.

Each sample reads a prompt of about a hundred tokens, none of them in the cache but those of the template, and writes a
few, greedily and without drafts. So a sample takes one or two seconds on a small machine, and many of them tell its
noise as well as its speed. A session is `SAMPLES` of them, or as many as fit into `BUDGET_S`.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from inglenook_engine.types import (
    GenerateParams,
    GenerationStats,
    Message,
    Role,
    SamplerParams,
    Speculation,
)

SAMPLES = 16
BUDGET_S = 45.0
"""After so long no other sample begins, so that all is over within a minute on any machine that can be used at all."""

ENOUGH_SAMPLES = 3 * SAMPLES
"""Of one program, engine, driver and model file: what the watch needs to know its noise."""

PARAMS = GenerateParams(
    sampler=SamplerParams(temperature=0.0, seed=1), max_tokens=24, stop=(), speculation=Speculation.OFF
)

_TEXT = (
    "The harbour was quiet when the ferry came in. Twelve people stood on the pier, among them a man with a cello and "
    "two children who counted the gulls. The captain threw the rope, the boards creaked, and somebody laughed. It had "
    "rained since the morning, the lamps were lit already, and the water had the colour of slate. "
)


def messages_of(sample: int) -> tuple[Message, ...]:
    """sample: any number; two samples differ from their first words on."""
    question = f"{sample} times {sample + 7}. {_TEXT}Tell this once more in your own words, at length."
    return (Message(role=Role.USER, content=question),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """median: tokens a second. noise: relative spread of a sample, from the median of the deviations; None of one."""

    n: int
    median: float
    noise: float | None


def measured(rates: Sequence[float]) -> Measured | None:
    """None of nothing."""
    if not rates:
        return None
    middle = statistics.median(rates)
    deviation = statistics.median(abs(math.log(rate / middle)) for rate in rates)
    return Measured(n=len(rates), median=middle, noise=1.4826 * deviation if len(rates) > 1 else None)


def rates_of(stats: Sequence[GenerationStats]) -> tuple[list[float], list[float]]:
    """Prefill and decode rates, of those that have one."""
    prefill = [rate for one in stats if (rate := one.prefill_tokens_per_s) is not None]
    decode = [rate for one in stats if (rate := one.decode_tokens_per_s) is not None]
    return prefill, decode

"""What answers cost on this machine, what the same tokens cost at a provider, and when the machine has paid for itself.
Pure arithmetic; every formula stands in the docstring of its function, and docs/costs.md works one example by hand.

What is not known is None or a range and stays one: no figure here is more certain than what it was made of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

JOULES_PER_KWH = 3_600_000
SECONDS_PER_YEAR = 365.25 * 24 * 3600
MONTHS_PER_YEAR = 12
MILLION = 1_000_000
MOST_MONTHS = 12 * 100
"""What takes longer than a century to pay does not pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """low ≤ high."""

    low: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(low=self.low + other.low, high=self.high + other.high)

    def times(self, factor: float) -> Range:
        """factor: 0 or more."""
        return Range(low=self.low * factor, high=self.high * factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What was generated, one answer or many. busy_s: from command to end. energy_j: of this work alone, what the idle
    machine takes in the same time apart in idle_energy_j; both None where nothing measured them."""

    prompt_tokens: int
    cached_tokens: int
    output_tokens: int
    busy_s: float
    energy_j: Range | None = None
    idle_energy_j: Range | None = None

    @property
    def tokens(self) -> int:
        """Read and written."""
        return self.prompt_tokens + self.output_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What the machine costs its owner, all in one currency. hardware_price: 0 for a machine that would be there
    anyway. life_years: until it is worth nothing."""

    currency: str
    price_per_kwh: float
    hardware_price: float = 0.0
    life_years: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """A provider's price list, per million tokens, as the person wrote it down on the day `as_of`. cached_input: None
    where the provider has no lower price for a prompt that it has seen."""

    name: str
    currency: str
    input: float
    output: float
    cached_input: float | None = None
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """electricity: None where energy was not measured. hardware: its share of the machine's price."""

    electricity: Range | None
    hardware: Range

    @property
    def total(self) -> Range | None:
        return None if self.electricity is None else self.electricity + self.hardware


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """months, day: until what was saved equals the hardware's price, at best (low) and at worst (high); None where the
    provider stays cheaper or that takes over a century. tokens_per_month: at the same mix of work, from which the
    machine pays for itself within its life, infinite where at worst it never does; None where it never does at all."""

    months_low: float | None
    months_high: float | None
    day_low: date | None
    day_high: date | None
    tokens_per_month: Range | None


def electricity(work: Work, owned: Owned) -> Range | None:
    """low: energy of the work alone / 3.6 MJ × price of a kWh, for a machine that would run anyway. high: with what the
    idle machine takes in that time, for one that runs for this alone."""
    if work.energy_j is None:
        return None
    unit = owned.price_per_kwh / JOULES_PER_KWH
    idle_high = work.idle_energy_j.high if work.idle_energy_j else 0.0
    return Range(low=work.energy_j.low * unit, high=(work.energy_j.high + idle_high) * unit)


def hardware_share(work: Work, owned: Owned, utilisation: float) -> Range:
    """Price × busy time / life, divided by the utilisation for the high end: low, as if the machine's other hours were
    worth as much to its owner; high, as if it had been bought for this work alone.

    utilisation: busy time / time, 0 to 1, as measured here. Raises ValueError outside of that.
    """
    if not 0 < utilisation <= 1:
        raise ValueError(f"a utilisation is above 0 and at most 1, not {utilisation}")
    share = owned.hardware_price * work.busy_s / (owned.life_years * SECONDS_PER_YEAR)
    return Range(low=share, high=share / utilisation)


def cost(work: Work, owned: Owned, *, utilisation: float) -> Cost:
    return Cost(electricity=electricity(work, owned), hardware=hardware_share(work, owned, utilisation))


def per_million(amount: Range, tokens: int) -> Range | None:
    """Of an amount for so many tokens; None for none."""
    return amount.times(MILLION / tokens) if tokens else None


def hosted_cost(work: Work, price: Hosted) -> Range:
    """New input × input + cached input × cached price + output × output, per million. low: the provider has cached what
    was cached here; high: it has not, as it happens after some minutes."""
    new = work.prompt_tokens - work.cached_tokens
    cached_price = price.input if price.cached_input is None else price.cached_input
    low = (new * price.input + work.cached_tokens * cached_price + work.output_tokens * price.output) / MILLION
    high = (work.prompt_tokens * price.input + work.output_tokens * price.output) / MILLION
    return Range(low=min(low, high), high=max(low, high))


def break_even(work: Work, owned: Owned, price: Hosted, *, months: float, today: date) -> BreakEven | None:
    """When the hardware is paid by what the provider is not: price of the hardware / (hosted − electricity) a month.

    work: all of the last `months`, `extended` where energy was measured of a part alone. The soonest day takes the
    hosted cost's high end and the electricity's low one; the latest the other two. None where energy was not measured
    or nothing was generated: then nothing can be said. Raises ValueError for prices in two currencies: an exchange rate
    is nobody's to guess.
    """
    if price.currency != owned.currency:
        raise ValueError(f"{price.name} is priced in {price.currency}, the machine in {owned.currency}")
    running = electricity(work, owned)
    if running is None or not work.tokens or months <= 0:
        return None
    elsewhere = hosted_cost(work, price)
    best = (elsewhere.high - running.low) / months
    worst = (elsewhere.low - running.high) / months
    low, high = _months(owned.hardware_price, best), _months(owned.hardware_price, worst)
    return BreakEven(
        months_low=low,
        months_high=high,
        day_low=_after(today, low),
        day_high=_after(today, high),
        tokens_per_month=_volume(work, owned, best, worst, months),
    )


def extended(measured: Work, whole: Work) -> Work:
    """All of the work, with energy as of the part whose energy was measured: what it took for each token, or for each
    busy second, times those of all; the lesser of the two is the low end. measured: a part of whole, with its energy.

    Of work that was measured throughout, that work. None of nothing: without a token or a second there is no energy.
    """
    rates = [
        of_all / of_part
        for of_all, of_part in ((whole.tokens, measured.tokens), (whole.busy_s, measured.busy_s))
        if of_part
    ]
    if not rates or measured.energy_j is None:
        return replace(whole, energy_j=None, idle_energy_j=None)

    def grown(energy: Range) -> Range:
        return Range(low=energy.low * min(rates), high=energy.high * max(rates))

    idle = measured.idle_energy_j
    return replace(whole, energy_j=grown(measured.energy_j), idle_energy_j=None if idle is None else grown(idle))


def _months(hardware_price: float, saved_a_month: float) -> float | None:
    if saved_a_month <= 0:
        return None
    months = hardware_price / saved_a_month
    return months if months <= MOST_MONTHS else None


def _after(today: date, months: float | None) -> date | None:
    return None if months is None else today + timedelta(days=months * 365.25 / MONTHS_PER_YEAR)


def _volume(work: Work, owned: Owned, best: float, worst: float, months: float) -> Range | None:
    """Price of the hardware / months of its life / what a token saves. The high end is infinite where the worst case
    saves nothing."""
    if best <= 0:
        return None
    a_month = owned.hardware_price / (owned.life_years * MONTHS_PER_YEAR)
    tokens = work.tokens / months
    return Range(low=a_month / best * tokens, high=a_month / worst * tokens if worst > 0 else float("inf"))

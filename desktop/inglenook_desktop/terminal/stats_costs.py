"""What `inglenook stats` says of costs, from the prices that the person wrote into the data folder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ..statistics.cost import Range, Work, cost, hosted_cost
from ..statistics.costing import LEAST_UTILISATION
from ..statistics.prices import Prices
from ..statistics.question import work_of
from ..store.figures import GroupFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCost:
    """Of a group whose energy was measured in all its runs, the idle machine's part too."""

    low: float
    high: float
    currency: str


def costs_of(
    groups: Sequence[GroupFigures], prices: Prices, *, since: datetime | None, now: datetime
) -> list[GroupCost | None]:
    """In the order of the groups; None where the machine's price or the energy of a run is not known. The time that the
    machine was used in reaches from `since`, or from the first of these runs, until now."""
    share = _utilisation(groups, since, now)
    found: list[GroupCost | None] = []
    for group in groups:
        work = _measured(group)
        if prices.owned is None or work is None:
            found.append(None)
            continue
        total = cost(work, prices.owned, utilisation=share).total
        found.append(
            None if total is None else GroupCost(low=total.low, high=total.high, currency=prices.owned.currency)
        )
    return found


def cost_lines(groups: Sequence[GroupFigures], costs: Sequence[GroupCost | None], prices: Prices) -> list[str]:
    """Below the table: here, and at every provider, of the same groups. Nothing where no prices are written down."""
    lines = []
    known = [one for one in costs if one is not None]
    if known:
        total = Range(low=sum(one.low for one in known), high=sum(one.high for one in known))
        lines.append(
            f"Electricity and hardware: {_money(total)} {known[0].currency}"
            + ("." if len(known) == len(costs) else ", of the groups whose energy was measured throughout.")
        )
    told = [group for group, one in zip(groups, costs, strict=True) if one is not None] or groups
    work = Work(
        prompt_tokens=sum(group.prompt_tokens for group in told),
        cached_tokens=sum(group.cached_tokens for group in told),
        output_tokens=sum(group.output_tokens for group in told),
        busy_s=0.0,
    )
    lines += [
        f"The same tokens at {price.name} (as of {price.as_of}): {_money(hosted_cost(work, price))} {price.currency}."
        for price in prices.hosted
    ]
    return [*lines, *prices.problems]


def cost_cell(one: GroupCost | None) -> str:
    return "–" if one is None else f"{_money(Range(low=one.low, high=one.high))} {one.currency}"


def _measured(group: GroupFigures) -> Work | None:
    if group.energy_j is None or group.idle_energy_j is None or group.energy_runs < group.runs:
        return None
    return work_of(
        prompt=group.prompt_tokens,
        cached=group.cached_tokens,
        output=group.output_tokens,
        busy_ms=group.busy_ms,
        energy_mj=(group.energy_j + group.idle_energy_j) * 1000,
        idle_energy_mj=group.idle_energy_j * 1000,
    )


def _utilisation(groups: Sequence[GroupFigures], since: datetime | None, now: datetime) -> float:
    """A run that is under several tags counts under each, so it is at most 1."""
    first = min((group.first_day for group in groups), default="")
    begin = since or (datetime.fromisoformat(first) if first else now)
    seconds = max(1.0, (now.astimezone(UTC) - begin.astimezone(UTC)).total_seconds())
    return min(1.0, max(LEAST_UTILISATION, sum(group.busy_ms for group in groups) / 1000 / seconds))


def _money(amount: Range) -> str:
    low, high = _figures(amount.low), _figures(amount.high)
    return low if low == high else f"{low} to {high}"


def _figures(amount: float) -> str:
    """Three figures that count, without an exponent: 0.0000967, 1,230,000."""
    if not amount or not math.isfinite(amount):
        return f"{amount:g}"
    n_decimals = 2 - math.floor(math.log10(abs(amount)))
    text = f"{round(amount, n_decimals):,.{max(0, n_decimals)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

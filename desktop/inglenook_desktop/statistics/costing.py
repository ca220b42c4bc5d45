"""What a report costs by the person's prices: here, at each provider, and when the machine is paid for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .cost import (
    MONTHS_PER_YEAR,
    BreakEven,
    Hosted,
    Range,
    Work,
    break_even,
    cost,
    extended,
    hosted_cost,
    per_million,
)
from .prices import Prices
from .question import Figures

SECONDS_PER_DAY = 24 * 3600
LEAST_UTILISATION = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """price: None for this machine. amount: of all runs in the report whose energy was measured. per_answer: with what
    was done for it, titles and summaries; of a run where none gave an answer. break_even: of all runs, see `extended`.
    """

    price: Hosted | None
    amount: Range
    per_answer: Range
    per_million: Range | None
    break_even: BreakEven | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """lines: this machine's first, where its price is known and energy was measured. n_answers: that they are of, of
    n_all; token_share: of all tokens, those of these runs. utilisation: busy time of all / time of the days that are
    shown. is_own: all were made on this machine; of others only what they would cost at a provider is told."""

    lines: tuple[CostLine, ...]
    n_answers: int
    n_all: int
    utilisation: float
    currency: str
    token_share: float = 1.0
    is_own: bool = True


def utilisation_of(figures: Figures, n_days: int) -> float:
    """Above 0 and at most 1, so that a share of the hardware can be made with it."""
    return min(1.0, max(LEAST_UTILISATION, figures.busy_ms / 1000 / (max(1, n_days) * SECONDS_PER_DAY)))


def cost_of(figures: Figures, prices: Prices, utilisation: float) -> Range | None:
    """Of a group's answers; None where the machine's price or the energy is not known, or that of a part only, and of
    answers that were not all made here."""
    is_known = figures.is_own and figures.measured_runs == figures.runs
    if prices.owned is None or figures.measured is None or not is_known:
        return None
    return cost(figures.measured, prices.owned, utilisation=utilisation).total


def costs(figures: Figures, prices: Prices, *, n_days: int, today: date) -> Costs:
    """figures: of everything in the report, n_days long. Where energy was measured, all amounts are of the measured
    answers, so that they can be compared; else of all. Utilisation and the dates and volumes of break-even are of all
    answers in both cases."""
    is_measured = figures.measured is not None and prices.owned is not None and figures.is_own
    work = figures.measured if is_measured and figures.measured is not None else figures.work
    n_answers = figures.measured_runs if is_measured else figures.runs
    per = (figures.measured_answers if is_measured else figures.answers) or n_answers
    utilisation = utilisation_of(figures, n_days)
    months = n_days / 365.25 * MONTHS_PER_YEAR
    lines = []
    if is_measured and prices.owned is not None:
        here = cost(work, prices.owned, utilisation=utilisation).total
        if here is not None and n_answers:
            lines.append(_line(None, here, work, per))
    for price in prices.comparable if n_answers else ():
        even = None
        if is_measured and prices.owned is not None and prices.owned.hardware_price:
            whole = extended(work, figures.work)
            even = break_even(whole, prices.owned, price, months=months, today=today)
        lines.append(_line(price, hosted_cost(work, price), work, per, even))
    currency = prices.owned.currency if prices.owned else prices.hosted[0].currency if prices.hosted else ""
    return Costs(
        lines=tuple(lines),
        n_answers=n_answers,
        n_all=figures.runs,
        utilisation=utilisation,
        currency=currency,
        token_share=work.tokens / figures.tokens if figures.tokens else 1.0,
        is_own=figures.is_own,
    )


def _line(price: Hosted | None, amount: Range, work: Work, n_answers: int, even: BreakEven | None = None) -> CostLine:
    return CostLine(
        price=price,
        amount=amount,
        per_answer=amount.times(1 / n_answers),
        per_million=per_million(amount, work.tokens),
        break_even=even,
    )

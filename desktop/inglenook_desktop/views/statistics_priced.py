"""What the groups of a report cost, each by the days that it is of. Pure but for the words."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..statistics.cost import Range
from ..statistics.costing import cost_of, utilisation_of
from ..statistics.prices import Prices
from ..statistics.question import Figures, Filters, Question, Report
from ..statistics.sql_text import sql_of
from .statistics_words import money_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """utilisation: busy time / time of the days that are shown; other_utilisation: of what they are compared with."""

    prices: Prices = field(default_factory=Prices)
    utilisation: float = 1.0
    other_utilisation: float = 1.0

    @property
    def is_known(self) -> bool:
        """Whether it is written down what the machine costs."""
        return self.prices.owned is not None

    @property
    def currency(self) -> str:
        return self.prices.owned.currency if self.prices.owned else ""

    def text(self, figures: Figures) -> str:
        return money_text(cost_of(figures, self.prices, self.utilisation), self.currency)

    def other_text(self, figures: Figures) -> str:
        return money_text(cost_of(figures, self.prices, self.other_utilisation), self.currency)

    def ends(self, figures: Figures) -> tuple[float, float] | None:
        """Low and high, unrounded."""
        return _ends(cost_of(figures, self.prices, self.utilisation))

    def other_ends(self, figures: Figures) -> tuple[float, float] | None:
        return _ends(cost_of(figures, self.prices, self.other_utilisation))

    def sql(self, question: Question) -> str:
        """What the table is made of, with its costs."""
        return sql_of(question, self.prices.owned, (self.utilisation, self.other_utilisation))


def priced(report: Report, prices: Prices) -> Priced:
    other, other_total = report.question.other, report.other_total
    return Priced(
        prices=prices,
        utilisation=utilisation_of(report.total, n_days(report, report.question.filters)),
        other_utilisation=1.0
        if other is None or other_total is None
        else utilisation_of(other_total, n_days(report, other)),
    )


def n_days(report: Report, filters: Filters) -> int:
    """In which the machine could be used: before the first answer nobody did."""
    first_day = report.choices.first_day
    return filters.last_day - max(filters.first_day, filters.first_day if first_day is None else first_day) + 1


def _ends(found: Range | None) -> tuple[float, float] | None:
    return None if found is None else (found.low, found.high)

"""The costs of the page of statistics as CSV."""

from __future__ import annotations

import csv
import io

from ..statistics.cost import Range
from ..statistics.costing import Costs
from .statistics_tables import csv_cell

_RANGES = ("amount", "per_answer", "per_million")


def costs_csv(costs: Costs) -> str:
    """A row for this machine and for each hosted price, unrounded, in their currency. Of a range both ends; what is not
    known, or never happens, is empty. paid_*: until what the machine saves equals its price; tokens_per_month: from
    which it is worth it. answers, all_answers, utilisation: what all of it is of."""
    names = ["where", "as_of", "currency"]
    names += [f"{name}_{end}" for name in (*_RANGES, "tokens_per_month") for end in ("low", "high")]
    names += ["paid_day_low", "paid_day_high", "paid_months_low", "paid_months_high"]
    names += ["answers", "all_answers", "utilisation"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for line in costs.lines:
        even = line.break_even
        cells: list[object] = ["this machine", None] if line.price is None else [csv_cell(line.price.name), None]
        if line.price is not None:
            cells[1] = line.price.as_of.isoformat()
        cells.append(costs.currency)
        for amount in (line.amount, line.per_answer, line.per_million, None if even is None else even.tokens_per_month):
            cells += _ends(amount)
        cells += [None] * 4 if even is None else [even.day_low, even.day_high, even.months_low, even.months_high]
        cells += [costs.n_answers, costs.n_all, costs.utilisation]
        writer.writerow(["" if cell is None else cell for cell in cells])
    return text.getvalue()


def _ends(amount: Range | None) -> tuple[float | None, float | None]:
    return (None, None) if amount is None else (amount.low, amount.high)

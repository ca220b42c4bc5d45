"""`inglenook stats`: what was generated here and how fast, by model, day, conversation and more."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from inglenook_engine.errors import UserFacingError

from ..statistics.prices import Prices, prices_path, read_prices
from ..statistics.question import Spread
from ..statistics.regressions import findings
from ..store.figures import GroupFigures, Grouping
from ..store.text import timestamp
from .changes import tell_changes
from .console import Console
from .exit_codes import ExitCode
from .figures import duration
from .history import opened
from .stats_costs import GroupCost, cost_cell, cost_lines, costs_of

_AGO = re.compile(r"(\d{1,5})\s*(h|d|w)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}
_HEADINGS = {
    Grouping.ALL: "",
    Grouping.MODEL: "model",
    Grouping.QUANTIZATION: "quantization",
    Grouping.DAY: "day",
    Grouping.CONVERSATION: "conversation",
    Grouping.FOLDER: "folder",
    Grouping.TAG: "tag",
    Grouping.ACTION: "action",
    Grouping.CONTEXT: "prompt",
    Grouping.VERSION: "version",
    Grouping.OUTCOME: "outcome",
    Grouping.CAUSE: "act",
}
_NAMELESS = {
    Grouping.ALL: "all",
    Grouping.QUANTIZATION: "unknown",
    Grouping.CONVERSATION: "deleted",
    Grouping.FOLDER: "no folder",
    Grouping.OUTCOME: "not marked",
    Grouping.VERSION: "unknown",
}
_TIMES = (("TTFT", "ttft_ms"), ("seen", "ui_ttft_ms"), ("ITL", "itl_ms"), ("answer", "total_ms"))
"""With a column for each percentile."""

_RATES = ("prefill_tokens_per_s", "decode_tokens_per_s")
_NUMBERS = (
    "runs",
    *(heading for name, _field in _TIMES for heading in (f"{name} p50", "p95", "p99")),
    "prefill/s",
    "tokens/s",
    "read",
    "cached",
    "written",
    "accepted",
)
_LEFT_OUT = ("p99", "p95", "ITL p50", "cached", "read", "accepted", "seen p50", "answer p50", "prefill/s", "written")
"""Where the terminal is too narrow for all, in this order, until the rest fits."""

_GAP = 2
_MOST_LABEL = 40
_LEAST_LABEL = 12


class SinceError(UserFacingError):
    """What was given is no moment."""


def since_of(text: str, now: datetime) -> datetime:
    """2026-11-01, 2026-11-01T08:00, or 7d, 12h, 2w before now. now: with its time zone, which a date is read in.

    Raises SinceError.
    """
    if match := _AGO.fullmatch(text.strip()):
        return now - timedelta(hours=int(match[1]) * _HOURS[match[2].lower()])
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise SinceError(f"{text!r} is no moment. Write a day such as 2026-11-01, or 7d, 12h or 2w.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def until_of(text: str, now: datetime) -> datetime:
    """The same for the end: of a day, its end. Raises SinceError."""
    moment = since_of(text, now)
    return moment + timedelta(days=1) if _DAY.fullmatch(text.strip()) else moment


def run_stats(
    data_dir: Path,
    console: Console,
    grouping: Grouping,
    *,
    since: datetime | None,
    until: datetime | None = None,
    is_json: bool,
    is_csv: bool,
    is_own: bool | None = True,
    is_wide: bool = False,
) -> ExitCode:
    """since, until: as `Figures.by` has them. is_own: runs of this machine, or those of others; None: both. Costs are
    told of this machine's alone. is_wide: every column, also where the terminal has no room for them."""
    with opened(data_dir, console) as store:
        groups = store.figures.by(grouping, since=since, until=until, is_own=is_own)
        changed = [] if is_json or is_csv or not is_own else findings(store.record.rated_runs())
    prices = read_prices(prices_path(data_dir)) if is_own else Prices()
    now = datetime.now(UTC)
    costs = costs_of(groups, prices, since=since, now=now if until is None else min(now, until))
    if is_json:
        console.json([_with_cost(group, cost) for group, cost in zip(groups, costs, strict=True)])
    elif is_csv:
        console.data(as_csv(groups, costs).encode())
    elif not groups:
        console.line(_nothing(grouping, is_part=since is not None or until is not None))
    else:
        room = shutil.get_terminal_size().columns if console.is_terminal and not is_wide else None
        _print(groups, grouping, console, costs, room)
        if grouping is not Grouping.TAG:
            for line in cost_lines(groups, costs, prices):
                console.note(line)
        after, before = "" if since is None else timestamp(since), "~" if until is None else timestamp(until)
        tell_changes([one for one in changed if after <= one.started_at < before], console)
    return ExitCode.OK


def _with_cost(group: GroupFigures, cost: GroupCost | None) -> dict[str, Any]:
    return {**_named(group), "cost": None if cost is None else asdict(cost)}


def _named(group: GroupFigures) -> dict[str, Any]:
    """The slow end of a rate is the low one, which 5 and 1 of 100 stay below: the page calls it so."""
    found = asdict(group)
    for rate in _RATES:
        spread = found[rate]
        found[rate] = {"p50": spread["p50"], "p5": spread["p95"], "p1": spread["p99"], "n": spread["n"]}
    return found


def as_csv(groups: Sequence[GroupFigures], costs: Sequence[GroupCost | None]) -> str:
    """A line for each group, below the names of its figures; what was not measured is empty."""
    text = io.StringIO()
    empty = {"cost_low": "", "cost_high": "", "cost_currency": ""}
    rows = [
        {**dict(_flat(_named(group))), **(empty if cost is None else {f"cost_{k}": v for k, v in asdict(cost).items()})}
        for group, cost in zip(groups, costs, strict=True)
    ]
    names = [*dict(_flat(_named(_EMPTY))), *empty]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _flat(figures: dict[str, Any]) -> list[tuple[str, Any]]:
    """Of a spread, its three figures."""
    found: list[tuple[str, Any]] = []
    for name, value in figures.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        found += [(f"{name}_{part}" if part else name, "" if one is None else one) for part, one in inner]
    return found


def _print(
    groups: Sequence[GroupFigures],
    grouping: Grouping,
    console: Console,
    costs: Sequence[GroupCost | None],
    room: int | None,
) -> None:
    """The column of costs only where there is one. room: columns of the terminal, None for as many as it takes."""
    has_costs = any(costs)
    rows = [
        (_label(group, grouping), *_cells(group), *([cost_cell(cost)] if has_costs else []))
        for group, cost in zip(groups, costs, strict=True)
    ]
    table = [(_HEADINGS[grouping], *_NUMBERS, *(["cost"] if has_costs else [])), *rows]
    if not any(group.ui_ttft_ms.n for group in groups):  # nothing was asked in the window
        unseen = _NUMBERS.index("seen p50") + 1
        table = [row[:unseen] + row[unseen + 3 :] for row in table]
    fitting = table if room is None else _fitting(table, room, shortens=grouping is not Grouping.VERSION)
    widths = _widths(fitting)
    for index, row in enumerate(fitting):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        console.line((" " * _GAP).join(cells).rstrip(), is_dim=index == 0)
    if len(fitting[0]) < len(table[0]):
        console.note("The terminal is too narrow for every column: --wide shows all.")
    if grouping is not Grouping.TAG:
        console.note(_energy_line(groups))
    n_failed, n_cancelled = sum(group.failed for group in groups), sum(group.cancelled for group in groups)
    if grouping is not Grouping.TAG and n_failed + n_cancelled:
        console.note(f"{n_failed} failed and {n_cancelled} were stopped; they count, with the times that they have.")


def _fitting(table: Sequence[tuple[str, ...]], room: int, *, shortens: bool) -> list[tuple[str, ...]]:
    """Without the columns that there is no room for; then with shorter labels."""
    kept, widths = list(range(len(table[0]))), _widths(table)

    def excess() -> int:
        return sum(widths[column] + _GAP for column in kept) - _GAP - room

    for name in _LEFT_OUT:
        if excess() > 0:
            kept = [column for column in kept if table[0][column] != name]
    most = max(_LEAST_LABEL, widths[0] - excess()) if shortens and excess() > 0 else widths[0]
    return [(_cut(row[0], most), *(row[column] for column in kept[1:])) for row in table]


def _widths(table: Sequence[tuple[str, ...]]) -> list[int]:
    return [max(len(row[column]) for row in table) for column in range(len(table[0]))]


def _cut(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"


def _nothing(grouping: Grouping, *, is_part: bool) -> str:
    """Without a tag nothing is listed by tag, however much there is."""
    sentence = "Nothing was generated in that time" if is_part else "Nothing was generated yet"
    return f"{sentence} in a conversation that has a tag." if grouping is Grouping.TAG else f"{sentence}."


def _energy_line(groups: Sequence[GroupFigures]) -> str:
    n_measured, n_runs = sum(group.energy_runs for group in groups), sum(group.runs for group in groups)
    if not n_measured:
        return "Energy was not measured: no counter of this machine could be read, or never while it was idle."
    joules = sum(group.energy_j or 0.0 for group in groups)
    idle = sum(group.idle_energy_j or 0.0 for group in groups)
    return (
        f"Energy of {n_measured} of {n_runs} runs, as processor and GPU count it: {_energy(joules)} for the work alone;"
        f" the idle machine would have taken {_energy(idle)} beside it."
    )


def _energy(joules: float) -> str:
    """Little of it in joules, so that it is not 0.00 of anything."""
    return f"{joules:.3g} J" if joules < 360 else f"{joules / 3600:.2f} Wh"


def _label(group: GroupFigures, grouping: Grouping) -> str:
    label = " ".join((group.label or _NAMELESS.get(grouping, "none")).split())
    if grouping is Grouping.CONTEXT:
        label = f"up to {int(group.key):,}" if group.key not in ("", "0") else "unknown"
    if grouping is Grouping.CONVERSATION and group.key:
        label = f"{group.key} {label}"
    return label if grouping is Grouping.VERSION else _cut(label, _MOST_LABEL)  # the end tells two versions apart


def _cells(group: GroupFigures) -> tuple[str, ...]:
    accepted = f"{group.accepted_tokens / group.drafted_tokens:.0%}" if group.drafted_tokens else "–"
    return (
        str(group.runs),
        *(_time(time) for _name, field in _TIMES for time in _percentiles(getattr(group, field))),
        _rate(group.prefill_tokens_per_s.p50),
        _rate(group.decode_tokens_per_s.p50),
        f"{group.prompt_tokens - group.cached_tokens:,}",
        f"{group.cached_tokens:,}",
        f"{group.output_tokens:,}",
        accepted,
    )


def _percentiles(spread: Spread) -> tuple[float | None, float | None, float | None]:
    return spread.p50, spread.p95, spread.p99


def _time(milliseconds: float | None) -> str:
    return "–" if milliseconds is None else duration(milliseconds)


def _rate(tokens_per_s: float | None) -> str:
    return "–" if tokens_per_s is None else f"{tokens_per_s:.1f}"


_EMPTY = GroupFigures(
    key="",
    label="",
    first_day="",
    last_day="",
    runs=0,
    failed=0,
    cancelled=0,
    prompt_tokens=0,
    cached_tokens=0,
    output_tokens=0,
    drafted_tokens=0,
    accepted_tokens=0,
    busy_ms=0.0,
    energy_j=None,
    idle_energy_j=None,
    energy_runs=0,
    ttft_ms=Spread(),
    ui_ttft_ms=Spread(),
    total_ms=Spread(),
    itl_ms=Spread(),
    prefill_tokens_per_s=Spread(),
    decode_tokens_per_s=Spread(),
)
"""For the names of its figures."""

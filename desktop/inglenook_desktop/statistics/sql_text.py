"""The SQL that gives a report's table, over the documented views, for people who look twice or bring their own tools.

It asks the runs and not the rollups, so it is exact to the millisecond, and slower. Values are written into it as
literals, because it is to be copied: it is shown, never run by this program. So are the prices, which are in no table.
"""

from __future__ import annotations

from datetime import date, timedelta

from inglenook_engine.latency_histogram import BINS_PER_OCTAVE, bin_of

from .cells import STAGES
from .cost import JOULES_PER_KWH, SECONDS_PER_YEAR, Owned
from .question import MOST_GROUPS, OF_CONVERSATIONS, RATES, By, Filters, Metric, Question

_EPOCH = date(1970, 1, 1)

_COLUMNS = {
    By.DAY: "day",
    By.MODEL: "model",
    By.QUANTIZATION: "quantization",
    By.CONTEXT: "context_tokens",
    By.VERSION: "app_version, engine_version, llama_version, driver_version",
    By.ACTION: "action",
    By.CONVERSATION: "conversation_id, title",
    By.FOLDER: "folder",
    By.TAG: "tags.tag",
    By.OUTCOME: "outcome",
}

_VALUES = {
    Metric.TTFT: "ttft_ms",
    Metric.UI_TTFT: "ui_ttft_ms",
    Metric.TOTAL: "nullif(total_ms, 0)",
    Metric.PREFILL: "prefill_tokens_per_s",
    Metric.DECODE: "decode_tokens_per_s",
    Metric.ITL: "milliseconds",
}

_SUMS = """count(*) AS runs,
  sum(prompt_tokens) AS prompt_tokens,
  sum(cached_tokens) AS cached_tokens,
  sum(output_tokens) AS output_tokens,
  1.0 * sum(accepted_tokens) / nullif(sum(drafted_tokens), 0) AS acceptance,
  total(total_ms) AS busy_ms,
  max(0.0, sum(energy_j)) AS energy_j,
  sum(idle_energy_j) AS idle_energy_j"""

_CONVERSATION_SUMS = """sum(runs) AS runs,
  sum(prompt_tokens) AS prompt_tokens,
  sum(cached_tokens) AS cached_tokens,
  sum(output_tokens) AS output_tokens,
  sum(busy_ms) AS busy_ms,
  max(0.0, sum(energy_j)) AS energy_j,
  sum(idle_energy_j) AS idle_energy_j,
  sum(energy_runs) AS energy_runs"""


def sql_of(question: Question, owned: Owned | None = None, utilisations: tuple[float, float] = (1.0, 1.0)) -> str:
    """All statements, one below the other."""
    return "\n\n".join(statements_of(question, owned, utilisations))


def statements_of(
    question: Question, owned: Owned | None = None, utilisations: tuple[float, float] = (1.0, 1.0)
) -> list[str]:
    """First what the chart is of: the percentiles of a figure that has some. Then the other columns of the table, and
    between tokens last, where that is not the first. Then the same of what it is compared with. owned: None: without
    costs. utilisations: of these days, and of those compared with."""
    columns = _COLUMNS[question.by]
    found = []
    for filters, utilisation in zip((question.filters, question.other), utilisations, strict=True):
        if filters is None:
            continue
        price = owned if filters.is_own else None
        if question.by in OF_CONVERSATIONS:
            found.append(_of_conversations(question, columns, price, utilisation))
            continue
        where = _where(filters)
        if question.metric in _VALUES:
            is_of = question.metric is question.budget_of and question.metric is not Metric.TTFT
            found.append(_spread(question.metric, columns, where, question.budget_ms if is_of else None))
        budget_ms = question.budget_ms if question.budget_of is Metric.TTFT else None
        found.append(_table(columns, where, budget_ms, price, utilisation))
        if question.metric is not Metric.ITL:
            found.append(_spread(Metric.ITL, columns, where))
    return found


_ADDED = (
    "prompt_tokens, cached_tokens, output_tokens, drafted_tokens, accepted_tokens",
    "total_ms, energy_j, idle_energy_j",
)
_MEDIANS = (Metric.TTFT, Metric.UI_TTFT, Metric.PREFILL, Metric.DECODE, Metric.TOTAL)
"""In the table whatever the chart is of."""


def _table(columns: str, where: str, budget_ms: float | None, owned: Owned | None, utilisation: float) -> str:
    chosen = [columns, *_ADDED]  # each column of the view costs time, so not all of them
    for metric in _MEDIANS:
        value = _VALUES[metric]
        chosen.append(f"{value} AS {metric}_value")
        chosen.append(f"row_number() OVER (PARTITION BY {columns} ORDER BY {value} NULLS LAST) AS {metric}_place")
        chosen.append(f"count({value}) OVER (PARTITION BY {columns}) AS {metric}_n")
    shown = [columns, _SUMS]
    shown += [
        f"min({metric}_value) FILTER (WHERE {metric}_place >= 0.5 * {metric}_n) AS {metric}_p50" for metric in _MEDIANS
    ]
    late, source = "", "chosen"
    if budget_ms is not None:
        chosen.append(f"{_STAGE} AS stage")
        chosen.append(  # to the end of the histogram's bin
            f"ttft_ms >= {_first_over(budget_ms)!r} AS is_over -- {budget_ms / 1000:g} s, and 2 % as times are counted"
        )
        late = (
            f",\nlate AS (\n  SELECT {columns}, stage AS over_stage, row_number() OVER (\n"
            f"    PARTITION BY {columns} ORDER BY count(*) DESC, instr('{' '.join(STAGES)}', stage)\n  ) AS place\n"
            f"  FROM chosen\n  WHERE is_over\n  GROUP BY {columns}, stage\n)"
        )
        source = f"chosen LEFT JOIN (SELECT * FROM late WHERE place = 1) USING ({columns})"
        shown.append(f"iif({_IS_BROKEN}, sum(is_over), NULL) AS over_budget")
        shown.append(f"iif({_IS_BROKEN}, max(over_stage), NULL) AS over_budget_stage")
    costs = _costs(owned, utilisation, busy_ms="total_ms", is_measured="count(energy_j) = count(*)")
    return (
        f"WITH chosen AS (\n  SELECT {_listed(chosen, 4)}\n  FROM run_figures\n  WHERE {where}\n){late}\n"
        f"SELECT {_listed(shown, 2)}{costs}\nFROM {source}\nGROUP BY {columns}\nORDER BY {columns};"
    )


def _listed(columns: list[str], indent: int) -> str:
    return (",\n" + " " * indent).join(columns)


_PARTS = [f"coalesce({name}_ms, 0)" for name in STAGES[:-1]]
_STAGE = (
    f"CASE max(\n      {', '.join(_PARTS[:3])},\n      {', '.join(_PARTS[3:])},\n"
    f"      ttft_ms - ({' + '.join(_PARTS[:3])}\n        + {' + '.join(_PARTS[3:])})\n    )"
    + "".join(f"\n      WHEN {part} THEN '{name}'" for part, name in zip(_PARTS, STAGES, strict=False))
    + f"\n      ELSE '{STAGES[-1]}' END"
)
"""As `cells.stage_of` says it: what took most of the time to the first token."""

_IS_BROKEN = "count(ttft_value) - sum(is_over) < 0.95 * count(ttft_value)"
"""The 95th percentile is over."""


def _first_over(budget_ms: float) -> float:
    """Milliseconds from which on a time is in a bin above the budget's."""
    return float(2 ** (bin_of(budget_ms) / BINS_PER_OCTAVE) / 1000)


def _costs(owned: Owned | None, utilisation: float, *, busy_ms: str, is_measured: str) -> str:
    """The columns, as `cost.py` explains them; none without prices."""
    if owned is None:
        return ""
    kwh = f"{owned.price_per_kwh!r} / {JOULES_PER_KWH}"
    hardware = f"total({busy_ms}) / 1000 * {owned.hardware_price!r} / ({owned.life_years!r} * {SECONDS_PER_YEAR:.0f})"
    energy, idle = "max(0.0, sum(energy_j))", "sum(idle_energy_j)"
    return (
        f",\n  -- {owned.currency}, by prices.toml; in use {utilisation * 100:.3g} % of these days\n"
        f"  iif({is_measured}, {energy} * {kwh}\n    + {hardware}, NULL) AS cost_low,\n"
        f"  iif({is_measured}, ({energy} + {idle}) * {kwh}\n    + {hardware} / {utilisation!r}, NULL) AS cost_high"
    )


def _spread(metric: Metric, columns: str, where: str, budget_ms: float | None = None) -> str:
    """Nearest rank: the first value that so large a part of all is no longer than. budget_ms: of this figure; that of
    the first token is the table's."""
    fractions = (0.5, 0.05, 0.01) if metric in RATES else (0.5, 0.95, 0.99)
    names = ("p50", "p5", "p1") if metric in RATES else ("p50", "p95", "p99")
    percentiles = ",\n  ".join(
        f"min(value) FILTER (WHERE place >= {fraction} * n) AS {name}"
        for fraction, name in zip(fractions, names, strict=True)
    )
    value = _VALUES[metric]
    source, weight, measured = "run_figures", "1", f"{value} IS NOT NULL"
    if metric is Metric.ITL:  # a token counts, not an answer
        source, weight, measured = "run_figures JOIN run_latencies USING (run_id)", "n_tokens", "n_tokens > 0"
    late = ""
    if budget_ms is not None:  # to the end of the histogram's bin
        n_over = f"sum(weight) FILTER (WHERE value >= {_first_over(budget_ms)!r})"
        late = f",\n  iif(max(n) - coalesce({n_over}, 0) < 0.95 * max(n), {n_over}, NULL) AS over_budget"
    return (
        f"WITH ranked AS (\n  SELECT {columns}, {value} AS value, {weight} AS weight,\n"
        f"    sum({weight}) OVER (PARTITION BY {columns} ORDER BY {value}) AS place,\n"
        f"    sum({weight}) OVER (PARTITION BY {columns}) AS n\n"
        f"  FROM {source}\n  WHERE {where}\n    AND {measured}\n)\n"
        f"SELECT {columns}, max(n) AS n,\n  {percentiles}{late}\nFROM ranked\nGROUP BY {columns}\nORDER BY {columns};"
    )


def _of_conversations(question: Question, columns: str, owned: Owned | None, utilisation: float) -> str:
    source = "conversation_figures"
    if question.by is By.TAG:
        source += " JOIN tags USING (conversation_id)"
    where = "\n  AND ".join(_common(question.filters))
    costs = _costs(owned, utilisation, busy_ms="busy_ms", is_measured="sum(energy_runs) = sum(runs)")
    return (
        f"SELECT {columns},\n  {_CONVERSATION_SUMS}{costs}\nFROM {source}\nWHERE {where}\nGROUP BY {columns}\n"
        f"ORDER BY sum(busy_ms) DESC\nLIMIT {MOST_GROUPS};"
    )


def _where(filters: Filters) -> str:
    conditions = _common(filters)
    if filters.context_tokens >= 0:
        conditions.append(f"context_tokens = {filters.context_tokens}")
    if filters.action:
        conditions.append(f"action = {_literal(filters.action)}")
    if filters.version:
        conditions.append(f"{_VERSION} = {_literal(filters.version)}")
    return "\n    AND ".join(conditions)


_VERSION = (
    "ltrim(app_version"
    " || CASE WHEN engine_version NOT IN ('', app_version) THEN ', engine ' || engine_version ELSE '' END"
    " || CASE WHEN llama_version GLOB 'llama*' THEN ', ' || llama_version"
    " WHEN llama_version <> '' THEN ', llama.cpp ' || llama_version ELSE '' END"
    " || CASE WHEN driver_version <> '' THEN ', driver ' || driver_version ELSE '' END, ', ')"
)
"""As `version_of` says it."""


def _common(filters: Filters) -> list[str]:
    """What both views have."""
    conditions = [_days(filters)]
    if filters.is_own is not None:
        conditions.append(f"is_own = {int(filters.is_own)}")
    named = (("model", filters.model), ("quantization", filters.quantization))
    return conditions + [f"{name} = {_literal(value)}" for name, value in named if value]


def _days(filters: Filters) -> str:
    first, last = (_EPOCH + timedelta(days=max(0, number)) for number in (filters.first_day, filters.last_day))
    return f"day BETWEEN '{first}' AND '{last}'"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""The SQL that gives a report's table, over the documented views, for people who look twice or bring their own tools.

It asks the runs and not the rollups, so it is exact to the millisecond, and slower. Values are written into it as
literals, because it is to be copied: it is shown, never run by this program.
"""

from __future__ import annotations

from datetime import date, timedelta

from .question import OF_CONVERSATIONS, RATES, By, Filters, Metric, Question

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
    Metric.TOTAL: "total_ms",
    Metric.PREFILL: "prefill_tokens_per_s",
    Metric.DECODE: "decode_tokens_per_s",
    Metric.ITL: "milliseconds",
}

_SUMS = """count(*) AS runs,
  sum(prompt_tokens) AS prompt_tokens,
  sum(cached_tokens) AS cached_tokens,
  sum(output_tokens) AS output_tokens,
  1.0 * sum(accepted_tokens) / nullif(sum(drafted_tokens), 0) AS acceptance,
  sum(total_ms) AS busy_ms,
  sum(energy_j) AS energy_j,
  sum(idle_energy_j) AS idle_energy_j"""

_CONVERSATION_SUMS = """sum(runs) AS runs,
  sum(prompt_tokens) AS prompt_tokens,
  sum(cached_tokens) AS cached_tokens,
  sum(output_tokens) AS output_tokens,
  sum(busy_ms) AS busy_ms,
  sum(energy_j) AS energy_j,
  sum(idle_energy_j) AS idle_energy_j,
  sum(energy_runs) AS energy_runs"""


def sql_of(question: Question) -> str:
    """All statements, one below the other."""
    return "\n\n".join(statements_of(question))


def statements_of(question: Question) -> list[str]:
    """First what the chart is of: the percentiles of a figure that has some, then the sums in the table. Then the same
    of what it is compared with."""
    columns = _COLUMNS[question.by]
    found = []
    for filters in (question.filters, question.other):
        if filters is None:
            continue
        if question.by in OF_CONVERSATIONS:
            found.append(_of_conversations(question, columns))
            continue
        where = _where(filters)
        if question.metric in _VALUES:
            found.append(_spread(question.metric, columns, where))
        grouped = f"GROUP BY {columns}\nORDER BY {columns};"
        found.append(f"SELECT {columns},\n  {_SUMS}\nFROM run_figures\nWHERE {where}\n{grouped}")
    return found


def _spread(metric: Metric, columns: str, where: str) -> str:
    """Nearest rank: the first value that so large a part of all is no longer than."""
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
    return (
        f"WITH ranked AS (\n  SELECT {columns}, {value} AS value,\n"
        f"    sum({weight}) OVER (PARTITION BY {columns} ORDER BY {value}) AS place,\n"
        f"    sum({weight}) OVER (PARTITION BY {columns}) AS n\n"
        f"  FROM {source}\n  WHERE {where}\n    AND {measured}\n)\n"
        f"SELECT {columns}, max(n) AS n,\n  {percentiles}\nFROM ranked\nGROUP BY {columns}\nORDER BY {columns};"
    )


def _of_conversations(question: Question, columns: str) -> str:
    filters = question.filters
    source = "conversation_figures"
    if question.by is By.TAG:
        source += " JOIN tags USING (conversation_id)"
    conditions = _common(filters)
    where = "\n  AND ".join(conditions)
    return (
        f"SELECT {columns},\n  {_CONVERSATION_SUMS}\nFROM {source}\nWHERE {where}\nGROUP BY {columns}\n"
        "ORDER BY busy_ms DESC;"
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
    " || CASE WHEN llama_version <> '' THEN ', llama.cpp ' || llama_version ELSE '' END"
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

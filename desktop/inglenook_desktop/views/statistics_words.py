"""How the page of statistics says things: names of figures, values with their units, what a row is called."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ..statistics.cost import Range
from ..statistics.question import RATES, By, Figures, Metric, Row
from ..translating import date_pattern
from .models_parts import count_short, plain

NONE = "–"
_EPOCH = date(1970, 1, 1)


def metric_title(metric: Metric) -> str:
    translate = QCoreApplication.translate
    return {
        Metric.TTFT: translate("statistics", "First token"),
        Metric.UI_TTFT: translate("statistics", "First word seen"),
        Metric.PREFILL: translate("statistics", "Reading"),
        Metric.DECODE: translate("statistics", "Writing"),
        Metric.ITL: translate("statistics", "Between tokens"),
        Metric.TOTAL: translate("statistics", "Whole answer"),
        Metric.ACCEPTANCE: translate("statistics", "Drafts accepted"),
        Metric.TOKENS: translate("statistics", "Tokens"),
        Metric.RUNS: translate("statistics", "Generations"),
        Metric.ENERGY: translate("statistics", "Energy"),
        Metric.COST: translate("statistics", "Cost"),
    }[metric]


def variant_title(metric: Metric) -> str:
    """Of a figure among those of its card."""
    translate = QCoreApplication.translate
    return {
        Metric.TTFT: translate("statistics", "First token, as the engine saw it"),
        Metric.UI_TTFT: translate("statistics", "First word, as you saw it"),
        Metric.RUNS: translate("statistics", "How many"),
        Metric.TOTAL: translate("statistics", "How long the whole answer took"),
    }[metric]


def metric_unit(metric: Metric, currency: str = "") -> str:
    """Beside an axis."""
    translate = QCoreApplication.translate
    if metric in RATES:
        return translate("statistics", "tokens/s")
    return {
        Metric.ITL: translate("statistics", "ms"),
        Metric.ACCEPTANCE: "%",
        Metric.TOKENS: translate("statistics", "tokens"),
        Metric.RUNS: translate("statistics", "answers"),
        Metric.ENERGY: translate("statistics", "Wh"),
        Metric.COST: currency,
    }.get(metric, translate("statistics", "s"))


def slow_names(metric: Metric) -> tuple[str, str, str]:
    """Of the three percentiles."""
    return ("p50", "p5", "p1") if metric in RATES else ("p50", "p95", "p99")


def axis_value(metric: Metric, value: float) -> float:
    """In the unit of the axis."""
    return value / 1000 if metric in (Metric.TTFT, Metric.UI_TTFT, Metric.TOTAL) else value


def by_title(by: By) -> str:
    translate = QCoreApplication.translate
    return {
        By.DAY: translate("statistics", "Day"),
        By.MODEL: translate("statistics", "Model"),
        By.QUANTIZATION: translate("statistics", "Quantization"),
        By.CONTEXT: translate("statistics", "Length of prompt"),
        By.VERSION: translate("statistics", "Version"),
        By.ACTION: translate("statistics", "Kind of answer"),
        By.CONVERSATION: translate("statistics", "Conversation"),
        By.FOLDER: translate("statistics", "Folder"),
        By.TAG: translate("statistics", "Tag"),
        By.OUTCOME: translate("statistics", "Outcome"),
    }[by]


def action_title(action: str) -> str:
    translate = QCoreApplication.translate
    return {
        "answer": translate("statistics", "Answers"),
        "retry": translate("statistics", "Answered again"),
        "continue": translate("statistics", "Gone on with"),
        "title": translate("statistics", "Titles"),
        "summary": translate("statistics", "Summaries"),
        "tool": translate("statistics", "Tools"),
        "replay": translate("statistics", "Replays"),
    }.get(action, plain(action))


def outcome_title(outcome: str) -> str:
    translate = QCoreApplication.translate
    return {
        "": translate("statistics", "Not marked"),
        "used": translate("statistics", "Used"),
        "good": translate("statistics", "Good"),
        "bad": translate("statistics", "Bad"),
    }.get(outcome, plain(outcome))


def context_title(context_tokens: int) -> str:
    if context_tokens <= 0:
        return QCoreApplication.translate("statistics", "Unknown")
    return QCoreApplication.translate("statistics", "up to %1 tokens").replace("%1", QLocale().toString(context_tokens))


def stage_title(stage: str) -> str:
    translate = QCoreApplication.translate
    return {
        "load": translate("statistics", "loading the model"),
        "queue": translate("statistics", "waiting in the queue"),
        "template": translate("statistics", "the chat template"),
        "tokenize": translate("statistics", "tokenizing"),
        "restore": translate("statistics", "restoring the cache"),
        "prefill": translate("statistics", "reading the prompt"),
        "first token": translate("statistics", "the first token"),
    }.get(stage, plain(stage))


def day_of(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def day_number(day: date) -> int:
    return (day - _EPOCH).days


def day_title(number: int) -> str:
    day = day_of(number)
    return QLocale().toString(QDate(day.year, day.month, day.day), date_pattern("ddd d MMM yyyy"))


def moment_text(iso: str) -> str:
    """Of this machine's time zone; "" for what is no moment."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), date_pattern("d MMM yyyy"))
    return f"{day}, {moment:%H:%M}"


def row_title(by: By, row: Row) -> str:
    """A stranger's words may be in it, so it is one plain line."""
    nameless = QCoreApplication.translate("statistics", "Unknown")
    match by:
        case By.DAY:
            return day_title(int(row.key))
        case By.CONTEXT:
            return context_title(int(row.key))
        case By.ACTION:
            return action_title(row.key)
        case By.OUTCOME:
            return outcome_title(row.key)
        case By.FOLDER:
            return plain(row.label) or QCoreApplication.translate("statistics", "No folder")
        case By.CONVERSATION:
            return plain(row.label) or QCoreApplication.translate("statistics", "Without a title")
        case _:
            return plain(row.label or row.key) or nameless


def time_text(ms: float | None) -> str:
    """Three figures: no more are known."""
    if ms is None:
        return NONE
    locale = QLocale()
    if ms < 1000:
        return locale.toString(ms, "f", 1 if ms < 100 else 0) + " ms"
    seconds = ms / 1000
    if seconds < 100:
        return locale.toString(seconds, "f", 2 if seconds < 10 else 1) + " s"
    return locale.toString(seconds / 60, "f", 1) + " min"


def rate_text(per_s: float | None) -> str:
    if per_s is None:
        return NONE
    return QLocale().toString(per_s, "f", 1 if per_s < 100 else 0)


def share_text(share: float | None) -> str:
    return NONE if share is None else QLocale().toString(share * 100, "f", 0) + " %"


def energy_text(joules: float | None) -> str:
    if joules is None:
        return NONE
    if joules < 360:  # so that little is not 0.00 of anything
        return QLocale().toString(joules, "f", 1 if joules < 100 else 0) + " J"
    watt_hours = joules / 3600
    if watt_hours >= 1000:
        return QLocale().toString(watt_hours / 1000, "f", 2) + " kWh"
    return QLocale().toString(watt_hours, "f", 2 if watt_hours < 10 else 0) + " Wh"


def money_text(amount: Range | None, currency: str) -> str:
    """A range, or one figure where both ends say the same; two or three figures that count."""
    if amount is None:
        return NONE
    low, high = _money(amount.low), _money(amount.high)
    if low == high:
        return f"{low} {currency}"
    return f"{low} – {high} {currency}"


def _money(amount: float) -> str:
    if not math.isfinite(amount):
        return "∞"
    if amount == 0:
        return "0"
    precision = max(0, 2 - math.floor(math.log10(amount))) if amount >= 1 else 1 - math.floor(math.log10(amount))
    return QLocale().toString(amount, "f", min(8, precision))


def count_text(number: int) -> str:
    return count_short(number) if number >= 100_000 else QLocale().toString(number)


def headline(metric: Metric, figures: Figures) -> tuple[str, str]:
    """Of a card: the figure, and the one below it. Costs are the window's to make."""
    translate = QCoreApplication.translate
    spread = figures.spreads.get(metric)
    if spread is not None:
        if metric in RATES:
            below = translate("statistics", "19 of 20 above %1/s")
            median = NONE if spread.p50 is None else rate_text(spread.p50) + "/s"
            return median, "" if spread.p95 is None else below.replace("%1", rate_text(spread.p95))
        below = translate("statistics", "19 of 20 within %1")
        return time_text(spread.p50), "" if spread.p95 is None else below.replace("%1", time_text(spread.p95))
    if metric is Metric.ACCEPTANCE:
        below = translate("statistics", "%1 drafted").replace("%1", count_text(figures.drafted_tokens))
        return share_text(figures.acceptance), below
    if metric is Metric.TOKENS:
        below = translate("statistics", "%1 written, %2 cached")
        below = below.replace("%1", count_text(figures.output_tokens)).replace("%2", count_text(figures.cached_tokens))
        return count_text(figures.tokens), below
    if metric is Metric.ENERGY:
        if figures.energy_j is None:
            return NONE, translate("statistics", "not measured")
        below = translate("statistics", "measured in %1 of %2")
        below = below.replace("%1", count_text(figures.measured_runs)).replace("%2", count_text(figures.runs))
        return energy_text(figures.energy_j), below
    if metric is Metric.RUNS:
        below = translate("statistics", "%1 failed, %2 stopped")
        below = below.replace("%1", count_text(figures.failed)).replace("%2", count_text(figures.cancelled))
        return count_text(figures.runs), below
    return NONE, ""

"""Numbers as a person reads them. Pure functions."""

from __future__ import annotations

from datetime import datetime

from inglenook_engine.types import GenerationStats, ModelInfo, SpeculationOff, TemplateOrigin

UNKNOWN = "not available"


def figures_line(stats: GenerationStats) -> str:
    """One line on an answer, e.g. `TTFT 84 ms · 61.3 tokens/s · prompt 34 (cached 0) · output 128`."""
    rate = stats.decode_tokens_per_s
    return " · ".join(
        (
            f"TTFT {duration(stats.ttft_ms)}",
            f"{rate:.1f} tokens/s" if rate is not None else f"tokens/s {UNKNOWN}",
            f"prompt {stats.prompt_tokens} (cached {stats.cached_tokens})",
            f"output {stats.output_tokens}",
        )
    )


_WHY_OFF = {
    SpeculationOff.SWITCHED_OFF: "switched off",
    SpeculationOff.CANNOT_REWIND: "this model cannot take tokens back",
    SpeculationOff.NO_DRAFT_MODEL: "no draft model is loaded",
    SpeculationOff.NOTHING_TO_DRAFT: "nothing here to draft from",
    SpeculationOff.DOES_NOT_PAY: "it would not have been faster",
}


def speculation_line(stats: GenerationStats) -> str:
    """One line on what speculation did, e.g. `drafted for free: 212 of 498 tokens (lookup 180, prediction 32); saved
    4.10 s`, or why it did nothing; "" when that is not known."""
    if stats.speculation_off is not None:
        return f"nothing drafted: {_WHY_OFF[stats.speculation_off]}"
    if not stats.drafted_tokens:
        return ""
    parts = [f"{one.name.replace('_', ' ')} {one.accepted_tokens}" for one in stats.drafters if one.accepted_tokens]
    by_drafter = f" ({', '.join(parts)})" if parts else ""
    net_ms = stats.saved_ms - stats.lost_ms
    gain = f"saved {duration(net_ms)}" if net_ms >= 0 else f"cost {duration(-net_ms)}"
    return f"drafted for free: {stats.accepted_tokens} of {stats.output_tokens} tokens{by_drafter}; {gain}"


def model_line(model: ModelInfo) -> str:
    """One line on what was loaded, e.g. `SmolLM2 · Q4_1 · context 8192 · 2 threads · CPU`."""
    threads = "1 thread" if model.n_threads == 1 else f"{model.n_threads} threads"
    parts = [model.name, model.quantization, f"context {model.n_ctx}", threads, ", ".join(model.devices)]
    if model.draft_name:
        parts.append(f"draft model {model.draft_name}")
    if model.template_origin is TemplateOrigin.NONE:
        parts.append("base model: plain completion")
    return " · ".join(part for part in parts if part)


def duration(milliseconds: float | None) -> str:
    if milliseconds is None:
        return UNKNOWN
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.2f} s"


def size(n_bytes: int) -> str:
    """Decimal units, as file managers and model pages count."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if n_bytes >= factor:
            return f"{n_bytes / factor:.1f} {unit}" if n_bytes < 10 * factor else f"{n_bytes / factor:.0f} {unit}"
    return f"{n_bytes} bytes"


def moment(iso_utc: str) -> str:
    """A stored moment (UTC, ISO 8601) on this machine's clock, to the minute."""
    try:
        return datetime.fromisoformat(iso_utc).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return iso_utc

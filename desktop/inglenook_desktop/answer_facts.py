"""What is known of an answer, as lines for a person: where its time went, what made it, and with which parameters.

Pure, but for the translator. Only what was measured has a number; the rest says so.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from inglenook_engine.types import FinishReason, GenerationStats, SamplerParams
from PySide6.QtCore import QDateTime, QLocale, Qt

from .context_policy import is_at_limit
from .markdown_display import visible
from .plan_words import value_words
from .store.records import Run, RunAction
from .translating import counted, date_pattern, said, translated
from .translating import translated as _tr
from .views.drafting_text import drafting_detail
from .views.parts import count_text, duration_text, rate_text, size_text
from .wording import N_

if TYPE_CHECKING:
    from .answer_kept import Kept

_REASONS = {
    FinishReason.STOP: N_("the model: it had said all"),
    FinishReason.LENGTH: N_("the context: it was full"),
    FinishReason.CANCELLED: N_("you: it was stopped"),
}
_AT_LIMIT = N_("its limit: as many tokens as max_tokens says")
_ACTIONS = {
    RunAction.ANSWER: N_("answered"),
    RunAction.RETRY: N_("answered again"),
    RunAction.CONTINUE: N_("gone on with"),
}
"""Of the runs that are answers; of the others no details are shown."""


LEAST_WAIT_MS = 50.0
"""A shorter wait is the way to the engine, and no bar of its own."""


class Stage(StrEnum):
    """In the order in which they happen. WAIT: until the engine was asked. PAINT: from the first chunk that was written
    to its first painted glyph."""

    WAIT = "wait"
    LOAD = "load"
    QUEUE = "queue"
    TEMPLATE = "template"
    TOKENIZE = "tokenize"
    RESTORE = "restore"
    PREFILL = "prefill"
    FIRST = "first"
    PAINT = "paint"
    DECODE = "decode"
    FINISH = "finish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stage of the waterfall. ms: None where it was not measured. note: what happened in it, may be empty."""

    stage: Stage
    title: str
    start_ms: float
    ms: float | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    facts: tuple[Fact, ...]


def not_measured() -> str:
    return _tr("not measured")


def waterfall(stats: GenerationStats, ui_ttft_ms: float | None, waited_ms: float | None = None) -> tuple[Bar, ...]:
    """The stages one after the other, as they were. Waiting for the load belongs to the answer that asked for it. What
    is between prefill and the first chunk is the first round; painting runs beside the decoding that follows.

    ui_ttft_ms: from Enter to the first painted glyph. waited_ms: of these until the engine was asked.
    """
    number = QLocale().toString
    prefill = _tr("%1 read, %2 from the cache", count_text(stats.prefill_tokens), number(stats.cached_tokens))
    if stats.prompt_tokens and not stats.has_read_prompt:
        to_read = count_text(stats.prefill_tokens)
        prefill = _tr("stopped before %1 were read, %2 from the cache", to_read, number(stats.cached_tokens))
    n_rounds = counted(stats.rounds, _tr("1 round"), _tr("%1 rounds"))
    rounds = _tr("%1 in %2", count_text(stats.output_tokens), n_rounds)
    if stats.drafted_tokens:
        drafts = _tr("%1 of %2 drafts accepted", number(stats.accepted_tokens), number(stats.drafted_tokens))
        rounds += ", " + drafts
    prompt = _tr("%1 in the prompt", number(stats.prompt_tokens))
    before = (
        (Stage.LOAD, _tr("Waiting for the model"), stats.load_ms, ""),
        (Stage.QUEUE, _tr("Queue"), stats.queue_ms, ""),
        (Stage.TEMPLATE, _tr("Template"), stats.template_ms, ""),
        (Stage.TOKENIZE, _tr("Tokens"), stats.tokenize_ms, prompt),
        (Stage.RESTORE, _tr("Cache"), stats.restore_ms, ""),
        (Stage.PREFILL, _tr("Reading"), stats.prefill_ms, prefill),
    )
    bars: list[Bar] = []
    start = asked = waited_ms or 0.0
    if waited_ms is not None and waited_ms >= LEAST_WAIT_MS:
        why = _tr("a model was loaded, something was counted or summed up")
        bars.append(Bar(stage=Stage.WAIT, title=_tr("Before it was asked"), start_ms=0.0, ms=waited_ms, note=why))
    for stage, title, ms, note in before:
        bars.append(Bar(stage=stage, title=title, start_ms=start, ms=ms, note=note))
        start += ms
    if stats.ttft_ms is None:
        bars.append(Bar(stage=Stage.FIRST, title=_tr("First token"), start_ms=start, ms=None))
        return (*bars, Bar(stage=Stage.FINISH, title=_tr("End"), start_ms=start, ms=stats.finish_ms))
    first_ms = max(0.0, stats.ttft_ms - (start - asked))
    bars.append(Bar(stage=Stage.FIRST, title=_tr("First token"), start_ms=start, ms=first_ms))
    start += first_ms
    paint_ms = None if ui_ttft_ms is None else max(0.0, ui_ttft_ms - stats.ttft_ms - asked)
    sent_and_painted = _tr("with the way to the engine and back")
    bars.append(Bar(stage=Stage.PAINT, title=_tr("Painting"), start_ms=start, ms=paint_ms, note=sent_and_painted))
    bars.append(Bar(stage=Stage.DECODE, title=_tr("Writing"), start_ms=start, ms=stats.decode_ms, note=rounds))
    start += stats.decode_ms
    bars.append(Bar(stage=Stage.FINISH, title=_tr("End"), start_ms=start, ms=stats.finish_ms))
    return tuple(bars)


def facts_of(run: Run, kept: Kept | None = None) -> tuple[Group, ...]:
    """Everything that the record says of a run, in groups. kept: what is kept beside it."""
    groups = [Group(title=_tr("Runs of this answer"), facts=_runs(run))] if run.earlier else []
    groups += [Group(title=_tr("Speed"), facts=_speed(run)), Group(title=_tr("Model"), facts=_model(run))]
    groups.append(Group(title=_tr("Parameters"), facts=_params(run)))
    groups.append(Group(title=_tr("Record"), facts=_record(run)))
    if kept is not None:
        groups.append(Group(title=_tr("Kept with it"), facts=_kept(kept)))
    return tuple(groups)


def as_text(run: Run, kept: Kept | None = None) -> str:
    """All of it, for the clipboard."""
    lines: list[str] = []
    if run.stats is not None:
        lines.append(_tr("Where the time went"))
        for bar in waterfall(run.stats, run.ui_ttft_ms, run.waited_ms):
            value = not_measured() if bar.ms is None else duration_text(bar.ms)
            lines.append(f"  {bar.title}: {value}" + (f" ({bar.note})" if bar.note else ""))
    for group in facts_of(run, kept):
        lines += ["", group.title, *(f"  {fact.name}: {fact.value}" for fact in group.facts)]
    return "\n".join(lines).strip() + "\n"


def _runs(run: Run) -> tuple[Fact, ...]:
    """One that was gone on with: what each wrote, in their order. All else is of the last one."""
    return tuple(Fact(name=_tr("Run") + f" {one.id}", value=_written(one)) for one in (*run.earlier, run))


def _written(run: Run) -> str:
    if run.stats is None:
        return not_measured()
    rate = run.stats.decode_tokens_per_s
    return " · ".join((count_text(run.stats.output_tokens), *([] if rate is None else [rate_text(rate)])))


def _speed(run: Run) -> tuple[Fact, ...]:
    stats = run.stats
    if stats is None:
        return (Fact(name=_tr("Figures"), value=not_measured()),)
    rounds = [
        f"{name} {duration_text(ms)}"
        for name, ms in (
            ("p50", stats.round_ms_p50),
            ("p95", stats.round_ms_p95),
            ("p99", stats.round_ms_p99),
            (_tr("longest"), stats.round_ms_max),
        )
        if ms is not None
    ]
    facts = [
        (_tr("First token after"), _or_not(stats.ttft_ms)),
        (_tr("Seen after"), _or_not(run.ui_ttft_ms)),
        (_tr("Reading"), _rate_or_not(stats.prefill_tokens_per_s)),
        (_tr("Writing"), _rate_or_not(stats.decode_tokens_per_s)),
        (_tr("A round"), ", ".join(rounds) or not_measured()),
        (_tr("Tokens into text"), _short(stats.detokenize_ms)),
        (_tr("Altogether"), duration_text(stats.total_ms)),
        (_tr("Drafting"), _in_a_row(drafting_detail(stats)) or _tr("nothing was drafted")),
        (_tr("Energy"), _energy(stats)),
        (_tr("Memory at its highest"), size_text(stats.memory_peak_bytes or 0) or not_measured()),
        (_tr("GPU memory at its highest"), size_text(stats.vram_peak_bytes or 0) or not_measured()),
    ]
    if stats.reasoning_tokens:
        thought = _tr("%1 in %2", count_text(stats.reasoning_tokens), duration_text(stats.reasoning_ms))
        facts.append((_tr("Reasoning"), thought))
    return tuple(Fact(name=name, value=value) for name, value in facts)


def _energy(stats: GenerationStats) -> str:
    """Of the work alone, and what the idle machine would have taken beside it."""
    if stats.energy_mj is None:
        return not_measured()
    if stats.idle_energy_mj is None:
        return _tr("not measured: %1 with what the idle machine takes, which is not known", _joules(stats.energy_mj))
    work = _joules(max(0.0, stats.energy_mj - stats.idle_energy_mj))
    return _tr("%1 for this alone, and %2 that the idle machine would have taken", work, _joules(stats.idle_energy_mj))


def _joules(millijoules: float) -> str:
    return QLocale().toString(millijoules / 1000, "f", 1) + " J"


def _model(run: Run) -> tuple[Fact, ...]:
    facts = [(_tr("Name"), run.model_name), (_tr("File"), run.model_path)]
    facts.append((_tr("SHA-256"), run.model_sha256 or _tr("not computed")))
    if (model := run.model) is not None:
        number = QLocale().toString
        computed = _tr("threads: %1, layers on a GPU: %2", number(model.n_threads), number(model.n_gpu_layers))
        facts += [
            (_tr("Quantization"), model.quantization),
            (_tr("Context"), count_text(model.n_ctx)),
            (_tr("Devices"), ", ".join(model.device_models or model.devices)),
            (_tr("Computed with"), computed),
            (_tr("KV cache"), model.kv_type.value),
            (_tr("Flash attention"), value_words(model.flash_attention.value)),
            (_tr("Template"), model.template_name or model.template_origin.value),
            (_tr("Draft model"), model.draft_name or _tr("none")),
            (_tr("Engine"), " · ".join(filter(None, (model.engine_version, model.llama_version)))),
            (_tr("Driver"), model.driver_version or _tr("none")),
        ]
    return tuple(Fact(name=name, value=visible(value) or _tr("not known")) for name, value in facts)


def _params(run: Run) -> tuple[Fact, ...]:
    """By their own names, which presets and files use too."""
    sampler = [
        Fact(name=field.name, value=f"{getattr(run.params.sampler, field.name)}") for field in fields(SamplerParams)
    ]
    more = [
        Fact(name="max_tokens", value=f"{run.params.max_tokens}"),
        Fact(name="stop", value=visible(", ".join(map(repr, run.params.stop))) or _tr("none")),
        Fact(name="reasoning", value=run.params.reasoning.value),
        Fact(name="reasoning_budget_tokens", value=f"{run.params.reasoning_budget_tokens}"),
        Fact(name="speculation", value=run.params.speculation.value),
        Fact(name="is_strict", value=_tr("yes") if run.params.is_strict else _tr("no")),
    ]
    return (*sampler, *more)


def _record(run: Run) -> tuple[Fact, ...]:
    reason = "" if run.finish_reason is None else translated(_REASONS[run.finish_reason])
    if run.finish_reason is FinishReason.LENGTH and is_at_limit(run.params.max_tokens, run.stats):
        reason = translated(_AT_LIMIT)
    prompt = "" if run.stats is None else run.stats.prompt_sha256
    facts = (
        (_tr("Run"), f"{run.id} ({translated(_ACTIONS[run.action]) if run.action in _ACTIONS else run.action.value})"),
        (_tr("Began"), _moment(run.started_at)),
        (_tr("Ended"), _moment(run.finished_at or "")),
        (_tr("Ended by"), reason or said(run.error_message)),
        (_tr("Made on"), _machine(run.machine)),
        (_tr("Made for"), _tr("your question") if run.caused_by is None else _tr("Run") + f" {run.caused_by}"),
        (_tr("Inglenook"), run.app_version),
        (_tr("SHA-256 of the prompt"), prompt),
    )
    return tuple(Fact(name=name, value=visible(value) or _tr("not known")) for name, value in facts)


def _kept(kept: Kept) -> tuple[Fact, ...]:
    from .views.statistics_words import money_text

    marked = {"used": _tr("used"), "good": _tr("good"), "bad": _tr("bad")}.get(kept.outcome) or _tr("not marked")
    cost = kept.electricity
    facts = (
        (_tr("Marked as"), marked),
        (_tr("Folder"), kept.folder or _tr("none")),
        (_tr("Tags"), ", ".join(kept.tags) or _tr("none")),
        (_tr("Electricity"), _tr("no price, or not measured") if cost is None else money_text(cost, kept.currency)),
    )
    return tuple(Fact(name=name, value=visible(value)) for name, value in facts)


def _machine(number: str | None) -> str:
    """number: as the record has it. It would tell a person nothing."""
    if number is None:
        return _tr("this machine")
    if number:
        return _tr("another machine, from whose archive it came")
    return _tr("not known: the archive that it came from does not say")


def _moment(iso: str) -> str:
    """On this machine's clock, to the second; as it is where it is no moment."""
    moment = QDateTime.fromString(iso, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale().toString(moment, date_pattern("d MMM yyyy") + " HH:mm:ss") if moment.isValid() else iso


def _in_a_row(lines: str) -> str:
    """Lines as sentences behind one another."""
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines.splitlines())


def _or_not(ms: float | None) -> str:
    return not_measured() if ms is None else duration_text(ms)


def _short(ms: float | None) -> str:
    """Of what takes less than a millisecond."""
    return not_measured() if ms is None else QLocale().toString(ms, "f", 2) + " ms"


def _rate_or_not(per_second: float | None) -> str:
    return not_measured() if per_second is None else rate_text(per_second)

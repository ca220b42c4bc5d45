"""One generation, from messages to the last event. The file to read first.

`generate` is an iterator of events: parameters, template, tokens, the check that they fit, prefill in chunks, then
decode rounds, whose output is handed out in `Chunk`s. The work is `inglenook_native`'s; this names the stages and
times them. Whoever iterates writes each event before asking for the next, so that TTFT includes the writing.
"""

from __future__ import annotations

import array
import contextlib
import hashlib
import logging
import math
import time
import traceback
from collections.abc import Callable, Iterator

import inglenook_native as native

from .energy import EnergyWatch
from .errors import EngineError
from .llama_backend import LoadedModel
from .memory_peak import MemoryWatch
from .meter import Meter
from .prompt import check_fit, spoken
from .protocol import Chunk, Event, Failed, Finished, Generate, PrefillProgress
from .types import DrafterStats, FailureKind, FinishReason, GenerateParams, Role, Speculation, SpeculationOff

_log = logging.getLogger("engine")

_REASONS = {
    native.Finish.STOP_TOKEN: FinishReason.STOP,
    native.Finish.STOP_STRING: FinishReason.STOP,
    native.Finish.LENGTH: FinishReason.LENGTH,
    native.Finish.CANCELLED: FinishReason.CANCELLED,
}

_MODES = {
    Speculation.AUTO: native.Speculation.AUTO,
    Speculation.OFF: native.Speculation.OFF,
    Speculation.LOOKUP: native.Speculation.LOOKUP,
    Speculation.DRAFT: native.Speculation.DRAFT,
}

_OFF = {
    native.SpeculationOff.SWITCHED_OFF: SpeculationOff.SWITCHED_OFF,
    native.SpeculationOff.CANNOT_REWIND: SpeculationOff.CANNOT_REWIND,
    native.SpeculationOff.NO_DRAFT_MODEL: SpeculationOff.NO_DRAFT_MODEL,
    native.SpeculationOff.NOTHING_TO_DRAFT: SpeculationOff.NOTHING_TO_DRAFT,
    native.SpeculationOff.DOES_NOT_PAY: SpeculationOff.DOES_NOT_PAY,
}
"""NONE is not among them: something was drafted."""

CHUNK_INTERVAL_S = 0.03
"""Rounds shorter than this, about a painted frame, share a `Chunk`: each one wakes the reader, on a core that the
decode wants."""

MOST_CHARACTERS_PER_TOKEN = 16
"""Of a prediction; more is not even tokenised."""

_NO_MEMORY = -2  # llama_decode's code
_INT32_MAX, _INT64_MAX = 2**31 - 1, 2**63 - 1


def generate(
    model: LoadedModel,
    command: Generate,
    *,
    is_cancelled: Callable[[], bool],
    received: float | None = None,
    ready: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    energy: EnergyWatch | None = None,
    memory: MemoryWatch | None = None,
) -> Iterator[Event]:
    """Answer `command`; the last event is `Finished` or `Failed`. An EngineError or NativeError becomes `Failed`.

    is_cancelled: whether this run is to stop; asked after every step, besides `model.session.cancel()`, which
    interrupts a step. received, ready: when the command was read and when the
    model was loaded, on `clock`.
    """
    meter = Meter(clock, received=clock() if received is None else received, ready=ready)
    energy = energy or EnergyWatch(())
    memory = memory or MemoryWatch()
    energy.begin()
    memory.begin()
    try:
        yield from _run(model, command, meter, is_cancelled, clock, energy, memory)
    except EngineError as error:
        yield Failed(run_id=command.run_id, kind=error.kind, message=error.message, detail=error.detail)
    except native.NativeError as error:
        kind = FailureKind.OUT_OF_MEMORY if error.code == _NO_MEMORY else FailureKind.BUG
        yield Failed(run_id=command.run_id, kind=kind, message=str(error), detail=traceback.format_exc())
    finally:
        energy.end()  # where `Finished` did not; the pause until the next run begins


def _run(
    model: LoadedModel,
    command: Generate,
    meter: Meter,
    is_cancelled: Callable[[], bool],
    clock: Callable[[], float],
    energy: EnergyWatch,
    memory: MemoryWatch,
) -> Iterator[Event]:
    run_id, params, session = command.run_id, command.params, model.session
    sampler = _checked_sampler(params)
    if is_cancelled():  # while it waited; what is in the KV cache stays there
        yield Finished(run_id=run_id, reason=FinishReason.CANCELLED, stats=meter.stats())
        return
    prompt = _prompt_tokens(model, command, meter)
    room = model.info.n_ctx - len(prompt)
    max_tokens = min(params.max_tokens or room, room)
    with meter.stage("tokenize_ms"):
        prediction = _prediction_tokens(model, params)
    with meter.stage("restore_ms"):
        meter.cached_tokens = session.begin(
            prompt,
            sampler,
            max_tokens=max_tokens,
            stop=[text.encode("utf-8", "replace") for text in params.stop if text],
            speculation=_MODES[params.speculation],
            is_strict=params.is_strict,
            prediction=prediction,
        )
    has_ended = False
    try:
        for event in _answer(session, run_id, meter, is_cancelled, clock, energy, memory):
            has_ended = isinstance(event, Finished) and event.reason is not FinishReason.CANCELLED
            yield event
    finally:
        if not has_ended:  # cancelled while prefilling, failed, or given up: the session must know
            session.cancel()
            with contextlib.suppress(native.NativeError):  # it knew
                session.decode_round()


def _answer(
    session: native.Session,
    run_id: int,
    meter: Meter,
    is_cancelled: Callable[[], bool],
    clock: Callable[[], float],
    energy: EnergyWatch,
    memory: MemoryWatch,
) -> Iterator[Event]:
    """Prefill and decode what `begin` has begun."""

    def finished(reason: FinishReason) -> Finished:
        _read_report(session.report(), meter)
        meter.energy = energy.end()
        meter.memory = memory.end()
        return Finished(run_id=run_id, reason=reason, stats=meter.stats())

    done = meter.cached_tokens
    while True:
        yield PrefillProgress(
            run_id=run_id, done_tokens=done, total_tokens=meter.prompt_tokens, cached_tokens=meter.cached_tokens
        )
        if is_cancelled():
            yield finished(FinishReason.CANCELLED)
            return
        if done == meter.prompt_tokens:
            break
        with meter.stage("prefill_ms"):
            done = session.prefill()
        energy.look()
        memory.look()

    text: list[str] = []
    tokens: list[int] = []
    last_written = -math.inf
    while True:
        outcome = session.decode_round()
        meter.round(
            n_tokens=len(outcome.tokens),
            drafted=outcome.drafted,
            accepted=outcome.accepted,
            duration_ms=outcome.duration_ms,
        )
        tokens += outcome.tokens
        if outcome.text:
            text.append(outcome.text.decode("utf-8", "replace"))
        ended = outcome.finish != native.Finish.NONE
        is_due = ended or clock() - last_written >= CHUNK_INTERVAL_S
        if is_due and (text or (ended and tokens)):
            yield Chunk(run_id=run_id, text="".join(text), tokens=tuple(tokens))
            meter.chunk_written()
            last_written = clock()
            energy.look()
            memory.look()
            text.clear()
            tokens.clear()
        if ended:
            yield finished(_REASONS[outcome.finish])
            return
        if is_cancelled():
            session.cancel()


def _prompt_tokens(model: LoadedModel, command: Generate, meter: Meter) -> list[int]:
    """The prompt, which fits. Raises EngineError."""
    messages = spoken(command.messages)
    if not messages or not (messages[-1].role is Role.ASSISTANT or messages[-1].content.strip()):
        raise EngineError(FailureKind.BAD_REQUEST, "There is nothing to answer: the message is empty. Write something.")
    with meter.stage("template_ms"):
        spans = model.prompter.render(messages)
    with meter.stage("tokenize_ms"):
        prompt = model.prompter.tokenize(spans, messages)
        meter.prompt_sha256 = hashlib.sha256(array.array("i", prompt)).hexdigest()
    meter.prompt_tokens = len(prompt)
    if not prompt:
        raise EngineError(FailureKind.BAD_REQUEST, "The message has no tokens for this model. Write something else.")
    check_fit(len(prompt), model.info.n_ctx)
    return prompt


def _prediction_tokens(model: LoadedModel, params: GenerateParams) -> list[int]:
    """What the answer may resemble, as plain text: nothing in it becomes a control token. More than the context holds
    could never be answered.

    Its ids should be those of the answer: models write plain line feeds, and most often the first line follows another,
    a code fence or an empty one, whose end may share an id with its indentation.
    """
    if not params.prediction or params.speculation in (Speculation.OFF, Speculation.DRAFT):
        return []
    text = params.prediction[: model.info.n_ctx * MOST_CHARACTERS_PER_TOKEN].removeprefix("\ufeff")
    text = "\n" + text.replace("\r\n", "\n")
    return model.vocabulary.tokenize(text.encode("utf-8", "replace"))[: model.info.n_ctx]


def _read_report(report: native.SpeculationReport, meter: Meter) -> None:
    meter.saved_ms, meter.lost_ms = report.saved_ms, report.lost_ms
    meter.thread_changes = report.thread_changes
    meter.speculation_off = _OFF.get(report.off)
    meter.drafters = tuple(
        DrafterStats(
            name=counts.name,
            rounds=counts.rounds,
            drafted_tokens=counts.drafted,
            accepted_tokens=counts.accepted,
            drafted_at=tuple(counts.drafted_at),
            accepted_at=tuple(counts.accepted_at),
        )
        for counts in report.drafters
    )
    if not meter.agrees_with_drafters:
        _log.warning("the drafters' counts are not those of the rounds: %s", meter.drafters)


def _checked_sampler(params: GenerateParams) -> native.SamplerConfig:
    """The sampler of parameters that are in their ranges. Raises EngineError(BAD_REQUEST)."""
    sampler = params.sampler
    for name, value, least, most in (
        ("max tokens", params.max_tokens, 0, None),
        ("seed", sampler.seed, 0, _INT64_MAX),
        ("top_k", sampler.top_k, 0, _INT32_MAX),
        ("penalty_last_n", sampler.penalty_last_n, -1, _INT32_MAX),
    ):
        if value < least or (most is not None and value > most):
            wanted = f"{least} or more" if most is None else f"{least} to {most}"
            raise EngineError(FailureKind.BAD_REQUEST, f"{name} is {value}; it must be {wanted}.")
    try:
        return native.SamplerConfig(
            temperature=sampler.temperature,
            top_k=sampler.top_k,
            top_p=sampler.top_p,
            min_p=sampler.min_p,
            typical_p=sampler.typical_p,
            repetition_penalty=sampler.repetition_penalty,
            presence_penalty=sampler.presence_penalty,
            penalty_last_n=sampler.penalty_last_n,
            seed=sampler.seed,
        )
    except ValueError as error:
        raise EngineError(FailureKind.BAD_REQUEST, str(error)) from error

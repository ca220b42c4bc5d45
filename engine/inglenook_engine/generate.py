"""One generation, from messages to the last event. The file to read first.

`generate` is an iterator of events: template, tokens, the check that they fit, prefill in chunks, then decode
rounds, each a `Chunk`. The work is `inglenook_native`'s; this names the stages and times them. Whoever iterates
writes each event before asking for the next, so that TTFT includes the writing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import inglenook_native as native

from .errors import EngineError
from .llama_backend import LoadedModel
from .meter import Meter
from .prompt import check_fit
from .protocol import Chunk, Event, Failed, Finished, Generate, PrefillProgress
from .types import FailureKind, FinishReason, GenerateParams, Role, SamplerParams

_REASONS = {
    native.Finish.STOP_TOKEN: FinishReason.STOP,
    native.Finish.STOP_STRING: FinishReason.STOP,
    native.Finish.LENGTH: FinishReason.LENGTH,
    native.Finish.CANCELLED: FinishReason.CANCELLED,
}


def generate(
    model: LoadedModel,
    command: Generate,
    *,
    is_cancelled: Callable[[], bool],
    received: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Event]:
    """Answer `command`; the last event is `Finished` or `Failed`. An EngineError becomes `Failed`.

    is_cancelled: whether this run is to stop; asked after every step, besides `model.session.cancel()`, which
    interrupts a step. received: when the command was read, on `clock`.
    """
    meter = Meter(clock, received=clock() if received is None else received)
    try:
        yield from _run(model, command, meter, is_cancelled)
    except EngineError as error:
        yield Failed(run_id=command.run_id, kind=error.kind, message=error.message, detail=error.detail)


def _run(model: LoadedModel, command: Generate, meter: Meter, is_cancelled: Callable[[], bool]) -> Iterator[Event]:
    run_id, params, session = command.run_id, command.params, model.session

    def finished(reason: FinishReason) -> Finished:
        return Finished(run_id=run_id, reason=reason, stats=meter.stats())

    prompt = _prompt_tokens(model, command, meter)
    room = model.info.n_ctx - len(prompt)
    max_tokens = min(params.max_tokens or room, room)
    with meter.stage("restore_ms"):
        meter.cached_tokens = session.begin(
            prompt,
            _sampler(params.sampler),
            max_tokens=max_tokens,
            stop=[text.encode("utf-8", "replace") for text in params.stop if text],
        )
    done = meter.cached_tokens
    while True:
        yield PrefillProgress(
            run_id=run_id, done_tokens=done, total_tokens=len(prompt), cached_tokens=meter.cached_tokens
        )
        if is_cancelled():
            yield finished(FinishReason.CANCELLED)
            return
        if done == len(prompt):
            break
        with meter.stage("prefill_ms"):
            done = session.prefill()

    waiting: list[int] = []
    while True:
        outcome = session.decode_round()
        meter.round(
            n_tokens=len(outcome.tokens),
            drafted=outcome.drafted,
            accepted=outcome.accepted,
            duration_ms=outcome.duration_ms,
        )
        waiting += outcome.tokens
        ended = outcome.finish != native.Finish.NONE
        if outcome.text or (ended and waiting):
            yield Chunk(run_id=run_id, text=outcome.text.decode("utf-8", "replace"), tokens=tuple(waiting))
            meter.chunk_written()
            waiting.clear()
        if ended:
            yield finished(_REASONS[outcome.finish])
            return
        if is_cancelled():
            session.cancel()


def _prompt_tokens(model: LoadedModel, command: Generate, meter: Meter) -> list[int]:
    """The prompt, which fits. Raises EngineError."""
    messages = [m for m in command.messages if m.content or m.role is not Role.ASSISTANT]
    if not any(m.content.strip() for m in messages):
        raise EngineError(FailureKind.BAD_REQUEST, "There is nothing to answer: the message is empty. Write something.")
    with meter.stage("template_ms"):
        spans = model.prompter.render(messages)
    with meter.stage("tokenize_ms"):
        prompt = model.prompter.tokenize(spans, messages)
    meter.prompt_tokens = len(prompt)
    if not prompt:
        raise EngineError(FailureKind.BAD_REQUEST, "The message has no tokens for this model. Write something else.")
    check_fit(len(prompt), model.info.n_ctx)
    check_params(command.params)
    return prompt


def check_params(params: GenerateParams) -> None:
    """Raises EngineError(BAD_REQUEST) for parameters out of their range."""
    if params.max_tokens < 0:
        raise EngineError(FailureKind.BAD_REQUEST, f"max tokens is {params.max_tokens}; it must be 0 or more.")
    _sampler(params.sampler)


def _sampler(params: SamplerParams) -> native.SamplerConfig:
    try:
        return native.SamplerConfig(
            temperature=params.temperature,
            top_k=params.top_k,
            top_p=params.top_p,
            min_p=params.min_p,
            typical_p=params.typical_p,
            repetition_penalty=params.repetition_penalty,
            presence_penalty=params.presence_penalty,
            penalty_last_n=params.penalty_last_n,
            seed=params.seed,
        )
    except (ValueError, TypeError) as error:
        raise EngineError(FailureKind.BAD_REQUEST, str(error)) from error

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
from .reasoning_prompt import lead_of
from .reasoning_watch import ReasoningWatch
from .types import (
    DrafterStats,
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    Role,
    Speculation,
    SpeculationOff,
)

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
    run = _Run(model, command, meter, is_cancelled=is_cancelled, clock=clock, energy=energy, memory=memory)
    try:
        yield from run.events()
    except EngineError as error:
        yield Failed(
            run_id=command.run_id, kind=error.kind, message=error.message, detail=error.detail, stats=run.stats()
        )
    except native.NativeError as error:
        kind = FailureKind.OUT_OF_MEMORY if error.code == _NO_MEMORY else FailureKind.BUG
        yield Failed(
            run_id=command.run_id, kind=kind, message=str(error), detail=traceback.format_exc(), stats=run.stats()
        )
    finally:
        energy.end()  # where `Finished` did not; the pause until the next run begins


class _Run:
    """One generation on one session. `events` is called once."""

    def __init__(
        self,
        model: LoadedModel,
        command: Generate,
        meter: Meter,
        *,
        is_cancelled: Callable[[], bool],
        clock: Callable[[], float],
        energy: EnergyWatch,
        memory: MemoryWatch,
    ) -> None:
        self._model = model
        self._session = model.session
        self._params = command.params
        self._command = command
        self._run_id = command.run_id
        self._meter = meter
        self._is_cancelled = is_cancelled
        self._clock = clock
        self._energy = energy
        self._memory = memory
        self._prompt: list[int] = []
        self._written: list[int] = []  # the answer's ids so far
        self._reasoning = ReasoningWatch()
        self._text: list[str] = []  # not handed out yet, as `_tokens`
        self._tokens: list[int] = []
        self._lead = ""
        self._last_chunk_at = -math.inf

    def events(self) -> Iterator[Event]:
        """Raises EngineError and NativeError."""
        sampler = _checked_sampler(self._params)
        if self._is_cancelled():  # while it waited; what is in the KV cache stays there
            yield Finished(run_id=self._run_id, reason=FinishReason.CANCELLED, stats=self.stats())
            return
        self._prompt, self._lead = _prompt_tokens(self._model, self._command, self._meter)
        self._reasoning = ReasoningWatch(lead=self._lead, budget_tokens=self._params.reasoning_budget_tokens)
        with self._meter.stage("tokenize_ms"):
            prediction = _prediction_tokens(self._model, self._params)
        with self._meter.stage("restore_ms"):
            self._meter.cached_tokens = self._begin(sampler, prediction)
        has_ended = False
        try:
            for event in self._answer(sampler, prediction):
                has_ended = isinstance(event, Finished) and event.reason is not FinishReason.CANCELLED
                yield event
        finally:
            if not has_ended:  # cancelled while prefilling, failed, or given up: the session must know
                self._session.cancel()
                with contextlib.suppress(native.NativeError):  # it knew
                    self._session.decode_round()

    def _begin(self, sampler: native.SamplerConfig, prediction: list[int]) -> int:
        """Tell the session what to go on from; returns how much of it is in its KV cache."""
        return self._session.begin(
            [*self._prompt, *self._written],
            sampler,
            max_tokens=self._n_left,
            stop=[text.encode("utf-8", "replace") for text in self._params.stop if text],
            speculation=_MODES[self._params.speculation],
            is_strict=self._params.is_strict,
            prediction=prediction,
        )

    @property
    def _n_left(self) -> int:
        """Tokens that the answer may still have."""
        room = self._model.info.n_ctx - len(self._prompt)
        return min(self._params.max_tokens or room, room) - len(self._written)

    def _answer(self, sampler: native.SamplerConfig, prediction: list[int]) -> Iterator[Event]:
        """Prefill and decode what `_begin` has begun."""
        n_prompt, done = self._meter.prompt_tokens, self._meter.cached_tokens
        while True:
            yield PrefillProgress(
                run_id=self._run_id, done_tokens=done, total_tokens=n_prompt, cached_tokens=self._meter.cached_tokens
            )
            if self._is_cancelled():
                yield self._finished(FinishReason.CANCELLED)
                return
            if done == n_prompt:
                break
            with self._meter.stage("prefill_ms"):
                done = self._session.prefill()
            self._energy.look()
            self._memory.look()
        while True:
            outcome = self._session.decode_round()
            self._meter.round(
                n_tokens=len(outcome.tokens),
                drafted=outcome.drafted,
                accepted=outcome.accepted,
                duration_ms=outcome.duration_ms,
                detokenize_ms=outcome.detokenize_ms,
            )
            self._take(outcome)
            ended = outcome.finish != native.Finish.NONE
            is_due = ended or self._clock() - self._last_chunk_at >= CHUNK_INTERVAL_S
            if is_due and (self._text or (ended and self._tokens)):
                yield self._chunk()
                self._chunk_written()
            if ended:
                yield self._finished(_REASONS[outcome.finish])
                return
            if self._is_cancelled():
                self._session.cancel()
            elif self._reasoning.is_spent:
                self._end_reasoning(sampler, prediction)
                yield self._chunk()
                self._chunk_written()
                if self._is_cancelled() or self._n_left <= 0:
                    reason = FinishReason.CANCELLED if self._is_cancelled() else FinishReason.LENGTH
                    yield self._finished(reason)
                    return

    def _end_reasoning(self, sampler: native.SamplerConfig, prediction: list[int]) -> None:
        """Write the closing marker in the model's place and let it go on from there."""
        self._session.cancel()
        self._take(self._session.decode_round())  # what was held back, half of a character for instance
        closing = self._model.prompter.closing(self._reasoning.closing)
        spelled = b"".join(map(self._model.vocabulary.piece, closing))
        self._meter.forced(len(closing))
        self._keep(closing, spelled.decode("utf-8", "replace"))
        if self._n_left <= 0:
            return
        _read_report(self._session.report(), self._meter)
        self._begin(sampler, prediction)
        while not self._is_cancelled() and self._session.prefill() < len(self._prompt) + len(self._written):
            pass

    def _take(self, outcome: native.Round) -> None:
        self._keep(outcome.tokens, outcome.text.decode("utf-8", "replace"))

    def _keep(self, tokens: list[int], text: str) -> None:
        """Part of the answer, to be handed out."""
        self._written += tokens
        self._tokens += tokens
        if text:
            self._text.append(text)
        if not self._reasoning.is_over:
            self._reasoning.take(map(self._model.vocabulary.piece, tokens))
            self._meter.reasoned(self._reasoning.n_tokens)

    def _chunk(self) -> Chunk:
        """With the marker that the prompt has begun the answer with, if this is the first."""
        return Chunk(run_id=self._run_id, text="".join((self._lead, *self._text)), tokens=tuple(self._tokens))

    def _chunk_written(self) -> None:
        self._lead = ""
        self._text.clear()
        self._tokens.clear()
        self._meter.chunk_written()
        self._last_chunk_at = self._clock()
        self._energy.look()
        self._memory.look()

    def _finished(self, reason: FinishReason) -> Finished:
        _read_report(self._session.report(), self._meter)
        if not self._meter.agrees_with_drafters:
            _log.warning("the drafters' counts are not those of the rounds: %s", self._meter.drafters)
        return Finished(run_id=self._run_id, reason=reason, stats=self.stats())

    def stats(self) -> GenerationStats:
        """Of all that happened; what is measured over the whole run ends here."""
        self._meter.energy = self._energy.end()
        self._meter.memory = self._memory.end()
        return self._meter.stats()


def _prompt_tokens(model: LoadedModel, command: Generate, meter: Meter) -> tuple[list[int], str]:
    """The prompt, which fits, and what it has begun of the answer. Raises EngineError."""
    messages = model.prompter.heard(spoken(command.messages))
    if not messages or not (messages[-1].role is Role.ASSISTANT or messages[-1].content.strip()):
        raise EngineError(FailureKind.BAD_REQUEST, "There is nothing to answer: the message is empty. Write something.")
    with meter.stage("template_ms"):
        spans = model.prompter.render(messages, reasoning=command.params.reasoning)
    with meter.stage("tokenize_ms"):
        prompt = model.prompter.tokenize(spans, messages)
        meter.prompt_sha256 = hashlib.sha256(array.array("i", prompt)).hexdigest()
    meter.prompt_tokens = len(prompt)
    if not prompt:
        raise EngineError(FailureKind.BAD_REQUEST, "The message has no tokens for this model. Write something else.")
    check_fit(len(prompt), model.info.n_ctx)
    return prompt, lead_of(spans)


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
    """Once for every `begin`."""
    meter.add_speculation(
        saved_ms=report.saved_ms,
        lost_ms=report.lost_ms,
        thread_changes=report.thread_changes,
        off=_OFF.get(report.off),
        drafters=[
            DrafterStats(
                name=counts.name,
                rounds=counts.rounds,
                drafted_tokens=counts.drafted,
                accepted_tokens=counts.accepted,
                drafted_at=tuple(counts.drafted_at),
                accepted_at=tuple(counts.accepted_at),
            )
            for counts in report.drafters
        ],
    )


def _checked_sampler(params: GenerateParams) -> native.SamplerConfig:
    """The sampler of parameters that are in their ranges. Raises EngineError(BAD_REQUEST)."""
    sampler = params.sampler
    for name, value, least, most in (
        ("max tokens", params.max_tokens, 0, None),
        ("seed", sampler.seed, 0, _INT64_MAX),
        ("top_k", sampler.top_k, 0, _INT32_MAX),
        ("penalty_last_n", sampler.penalty_last_n, -1, _INT32_MAX),
        ("reasoning budget", params.reasoning_budget_tokens, 0, _INT32_MAX),
    ):
        if value < least or (most is not None and value > most):
            wanted = f"{least} or more" if most is None else f"between {least} and {most}"
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

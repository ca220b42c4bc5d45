"""Inglenook's engine child as an arm of the speculation benchmark, over the protocol that the window uses."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from types import TracebackType

from answers import N_CTX, Answer, ArrivalClock, DrafterCount
from inglenook_desktop.frames import engine_command, engine_environment
from inglenook_desktop.terminal.engine_process import EngineProcess
from inglenook_engine.protocol import Chunk, Curve, Failed, Finished, Generate, Ready
from inglenook_engine.types import (
    GenerateParams,
    GenerationStats,
    LoadParams,
    Message,
    ModelInfo,
    Role,
    SamplerParams,
    Speculation,
)
from measure import load_average
from workloads import Item

MEASURE_PATIENCE_S = 300.0
"""For the engine to measure its passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How an arm of ours runs. has_draft: the draft model is loaded. uses_prediction: an item's reference text is
    given as the answer to be expected."""

    speculation: Speculation
    has_draft: bool = False
    is_strict: bool = False
    uses_prediction: bool = False

    def describe(self) -> str:
        words = [f"speculation {self.speculation}"]
        words += ["draft model"] * self.has_draft + ["strict"] * self.is_strict + ["predicted"] * self.uses_prediction
        return ", ".join(words)


class Ours:
    """One engine child. A context manager; `info` and `curve` from its start on.

    The curve is measured in the first process that asks for it, and read from `curve_dir` by the later ones.
    """

    def __init__(self, params: LoadParams, *, wants_curve: bool) -> None:
        self._engine = EngineProcess(engine_command(), engine_environment(os.environ))
        self._n_runs = 0
        self.curve: Curve | None = None
        try:
            self.info = self._load(params)
            self._generate(_messages("Hello", ""), GenerateParams(sampler=SamplerParams(temperature=0.0), max_tokens=8))
            if wants_curve and self.curve is None:
                self._measure()
        except BaseException:
            self._engine.close()
            raise

    def __enter__(self) -> Ours:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.close()

    def answer(
        self, item: Item, setup: Setup, *, arm: str, block: int, max_tokens: int, patience_s: float | None = None
    ) -> Answer:
        """patience_s: an answer that takes longer is cancelled, and its rate is that of what had come."""
        params = GenerateParams(
            sampler=SamplerParams(temperature=item.temperature, seed=item.seed),
            max_tokens=max_tokens,
            speculation=setup.speculation,
            is_strict=setup.is_strict,
            prediction=(item.reference or "") if setup.uses_prediction else "",
        )
        load, started = load_average(), time.perf_counter()
        tokens, text, stats, clock = self._generate(_messages(item.user, item.system), params, patience_s)
        return Answer(
            arm=arm,
            item=item.name,
            kind=item.kind.value,
            block=block,
            prompt_tokens=stats.prompt_tokens,
            tokens=tokens,
            text=text,
            own_tokens_per_s=stats.decode_tokens_per_s,
            client_tokens_per_s=clock.tokens_per_s,
            prefill_ms=stats.prefill_ms,
            wall_ms=(time.perf_counter() - started) * 1000,
            load_average=load,
            temperature=item.temperature,
            settings=setup.describe(),
            saved_ms=stats.saved_ms,
            lost_ms=stats.lost_ms,
            off="" if stats.speculation_off is None else stats.speculation_off.value,
            thread_changes=stats.thread_changes,
            drafters=tuple(
                DrafterCount(
                    name=one.name,
                    rounds=one.rounds,
                    drafted=one.drafted_tokens,
                    accepted=one.accepted_tokens,
                    drafted_at=one.drafted_at,
                    accepted_at=one.accepted_at,
                )
                for one in stats.drafters
            ),
        )

    def _load(self, params: LoadParams) -> ModelInfo:
        for event in self._engine.load(params):
            match event:
                case Ready():
                    return event.model
                case Curve(is_complete=True):
                    self.curve = event
                case Failed():
                    raise SystemExit(f"The engine could not load the model: {event.message}\n{event.detail}")
                case _:
                    pass
        raise SystemExit("The engine ended without a word.")

    def _measure(self) -> None:
        timer = threading.Timer(MEASURE_PATIENCE_S, self._engine.kill)
        timer.start()
        try:
            self._read_curve()
        finally:
            timer.cancel()

    def _read_curve(self) -> None:
        for event in self._engine.measure():
            match event:
                case Curve(is_complete=True):
                    self.curve = event
                case Failed():
                    raise SystemExit(f"The engine could not measure its passes: {event.message}\n{event.detail}")
                case _:
                    pass

    def _generate(
        self, messages: tuple[Message, ...], params: GenerateParams, patience_s: float | None = None
    ) -> tuple[tuple[int, ...], str, GenerationStats, ArrivalClock]:
        timer = None if patience_s is None else threading.Timer(patience_s, self._engine.cancel)
        if timer is not None:
            timer.start()
        try:
            return self._read_answer(messages, params)
        finally:
            if timer is not None:
                timer.cancel()

    def _read_answer(
        self, messages: tuple[Message, ...], params: GenerateParams
    ) -> tuple[tuple[int, ...], str, GenerationStats, ArrivalClock]:
        self._n_runs += 1
        tokens: list[int] = []
        pieces: list[str] = []
        clock = ArrivalClock()
        for event in self._engine.generate(Generate(run_id=self._n_runs, messages=messages, params=params)):
            match event:
                case Chunk():
                    clock.arrived(len(event.tokens), time.perf_counter())
                    tokens += event.tokens
                    pieces.append(event.text)
                case Curve(is_complete=True):
                    self.curve = event
                case Finished():
                    return tuple(tokens), "".join(pieces), event.stats, clock
                case Failed():
                    raise SystemExit(f"The engine failed: {event.message}\n{event.detail}")
                case _:
                    pass
        raise SystemExit("The engine ended without a word.")


def load_params(model: str, *, draft: str = "", curve_dir: str = "", n_threads: int = 0) -> LoadParams:
    """n_threads: 0 for the engine's own choice, which adapts."""
    return LoadParams(
        model_path=model, draft_model_path=draft, curve_dir=curve_dir, n_ctx=N_CTX, n_threads=n_threads or None
    )


def _messages(user: str, system: str) -> tuple[Message, ...]:
    asked = Message(role=Role.USER, content=user)
    return (Message(role=Role.SYSTEM, content=system), asked) if system else (asked,)

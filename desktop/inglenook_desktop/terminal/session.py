"""A loaded model and one answer after another, as ask, chat and the first answer share it.

Connects the engine child with the console and a conversation; knows no click and no SQL.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import (
    Chunk,
    Count,
    Counted,
    CountFailed,
    Curve,
    Event,
    Failed,
    Finished,
    Generate,
    LoadProgress,
    PrefillProgress,
    Ready,
)
from inglenook_engine.reasoning import Part, Run, Splitter, split
from inglenook_engine.types import (
    Choice,
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    LoadParams,
    Message,
    ModelInfo,
)
from inglenook_engine.wire import to_json

from .. import frames
from ..prediction import mark_of, without_prediction
from .console import Console, OutputClosedError, OutputError
from .conversation import Conversation
from .engine_process import EngineProcess

DETAIL_LINES = 12


class LoadError(UserFacingError):
    """No model could be loaded; `failure` is the engine's own account."""

    def __init__(self, failure: Failed) -> None:
        super().__init__(failure.message)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a generation ended. Of reason and failure exactly one is None.

    output_error: set when stdout could not take the answer, which was then cancelled. problem: why the store could
    not keep all of it.
    """

    text: str
    tokens: tuple[int, ...]
    model: ModelInfo
    params: GenerateParams
    reason: FinishReason | None
    stats: GenerationStats | None
    failure: Failed | None
    conversation_id: int | None
    output_error: OutputClosedError | OutputError | None = None
    problem: UserFacingError | None = None

    def to_json(self) -> dict[str, Any]:
        """The object that --json prints. Part of the interface: fields are added, never renamed."""
        stats, prediction, parts = self.stats, mark_of(self.params), split(self.text)
        return {
            "text": self.text,
            "reasoning": parts.reasoning,
            "answer": parts.answer,
            "token_ids": list(self.tokens),
            "finish_reason": self.reason.value if self.reason is not None else None,
            "error": failure_json(self.failure) if self.failure is not None else None,
            "model": to_json(self.model),
            "stats": None
            if stats is None
            else {
                **to_json(stats),
                "decode_tokens_per_s": stats.decode_tokens_per_s,
                "prefill_tokens_per_s": stats.prefill_tokens_per_s,
            },
            "seed": self.params.sampler.seed,
            "params": to_json(without_prediction(self.params)),
            "prediction": None if prediction is None else to_json(prediction),
            "conversation_id": self.conversation_id,
        }


def failure_json(failure: Failed) -> dict[str, Any]:
    return {"kind": failure.kind.value, "message": failure.message, "detail": failure.detail}


def report_failure(failure: Failed, console: Console) -> None:
    """The sentence, and below it what a report of the fault needs, when it is one."""
    console.error(failure.message)
    if failure.kind in (FailureKind.BUG, FailureKind.CRASHED):
        for line in failure.detail.splitlines()[-DETAIL_LINES:]:
            console.note(f"  {line}")


class Session:
    """A context manager around one model. The engine starts at `load`, and again after its death."""

    def __init__(self, params: LoadParams, console: Console, *, environ: Mapping[str, str] | None = None) -> None:
        self._params = params
        self._console = console
        self._environ = frames.engine_environment(os.environ if environ is None else environ)
        self._engine: EngineProcess | None = None
        self._model: ModelInfo | None = None
        self.choices: tuple[Choice, ...] = ()  # how the model was loaded and why
        logging.getLogger("inglenook").setLevel(logging.ERROR)  # warnings would fall into the middle of an answer

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def is_ready(self) -> bool:
        return self._engine is not None and self._engine.is_ready

    def load(self) -> ModelInfo:
        """The model, loading it when no engine holds it. Raises LoadError, and KeyboardInterrupt on Ctrl+C."""
        if self._model is not None and self.is_ready:
            return self._model
        self._close()
        self._engine = EngineProcess(frames.engine_command(), self._environ)
        name = os.path.basename(self._params.model_path)  # noqa: PTH119 - a Path would eat a trailing slash
        self._console.progress(f"Starting the engine for {name} …")
        for event in self._engine.load(self._params):
            match event:
                case LoadProgress(fraction=fraction):
                    self._console.progress(f"Loading {name} … {min(max(fraction, 0.0), 1.0):.0%}")
                case Ready(model=model, choices=choices):
                    self._model, self.choices = model, choices
                case Failed() as failure:
                    self._console.clear_progress()
                    raise LoadError(failure)
                case _:
                    pass
        self._console.clear_progress()
        assert self._model is not None  # load ends with Ready or Failed
        return self._model

    def answer(
        self,
        conversation: Conversation,
        text: str | None,
        params: GenerateParams,
        *,
        show: Callable[[str], None] | None,
    ) -> Answer:
        """Add a person's message to `conversation`, answer it, and show the text as it comes.

        text: None answers the last message again. show: takes each piece; None shows nothing. Ctrl+C cancels. Raises
        LoadError when the model must be loaded first and cannot be, and what `conversation` raises at the beginning.
        """
        model = self.load()
        engine = self._engine
        assert engine is not None
        turn = conversation.begin(text, model, params)
        shown = _Shown(self._console, show, stop=engine.cancel)
        command = Generate(run_id=turn.run_id, messages=turn.messages, params=params)
        try:
            with closing(engine.generate(command)) as events:
                for event in events:
                    conversation.record(event)
                    shown.take(event)
        except KeyboardInterrupt:  # just before the engine began to watch for it
            conversation.record(Failed(run_id=None, kind=FailureKind.CRASHED, message="Stopped before it began."))
            conversation.end()
            raise
        self._console.clear_progress()
        end = shown.end
        assert end is not None  # generate ends with one
        return Answer(
            text="".join(shown.texts),
            tokens=tuple(shown.tokens),
            model=model,
            params=params,
            reason=end.reason if isinstance(end, Finished) else None,
            stats=end.stats if isinstance(end, Finished) else None,
            failure=end if isinstance(end, Failed) else None,
            conversation_id=conversation.conversation_id,
            output_error=shown.output_error,
            problem=conversation.end(),
        )

    def count(self, messages: Sequence[Message], params: GenerateParams) -> Counted | CountFailed | Failed:
        """How many tokens the engine would read for `messages`. Raises LoadError, and KeyboardInterrupt on Ctrl+C."""
        self.load()
        assert self._engine is not None
        return self._engine.count(Count(request_id=1, messages=tuple(messages), reasoning=params.reasoning))

    def measure(self) -> Generator[Curve | Failed, None, None]:
        """Pass times of the loaded model as they become known; the last is complete, or says why it is not.

        Raises LoadError, and KeyboardInterrupt on Ctrl+C.
        """
        self.load()
        assert self._engine is not None
        for event in self._engine.measure():
            if isinstance(event, Curve | Failed):
                yield event

    def _close(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None


class _Shown:
    """What of one generation has arrived, and its way to the console. stop: asks the engine to stop."""

    def __init__(self, console: Console, show: Callable[[str], None] | None, *, stop: Callable[[], None]) -> None:
        self._console = console
        self._show = show
        self._stop = stop
        self._splitter = Splitter()
        self.texts: list[str] = []
        self.tokens: list[int] = []
        self.end: Finished | Failed | None = None
        self.output_error: OutputClosedError | OutputError | None = None

    def take(self, event: Event) -> None:
        match event:
            case PrefillProgress(done_tokens=done, total_tokens=total):
                self._console.progress(f"Reading the prompt … {done} of {total} tokens")
            case Chunk(text=text, tokens=tokens):
                self.texts.append(text)
                self.tokens.extend(tokens)
                self._write(self._splitter.feed(text))
            case Finished() | Failed():
                self._write(self._splitter.finish())
                self.end = event
            case _:
                pass

    def _write(self, runs: Iterable[Run]) -> None:
        """The answer goes where it is wanted, its reasoning to the person alone."""
        if self._show is None or self.output_error is not None:
            return
        try:
            for run in runs:
                if run.part is Part.ANSWER:
                    self._console.end_of_thoughts()
                    self._show(run.text)
                elif run.part is Part.REASONING:
                    self._console.thought(run.text)
        except (OutputClosedError, OutputError) as error:
            self.output_error = error
            self._stop()


def random_seed() -> int:
    """A seed short enough to be typed again."""
    return secrets.randbelow(1 << 32)


def with_seed(params: GenerateParams, seed: int) -> GenerateParams:
    return replace(params, sampler=replace(params.sampler, seed=seed))

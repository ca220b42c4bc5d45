"""A real engine child for tests: `inglenook_engine serve`, spoken to through the wire."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from inglenook_engine.protocol import Cancel, Chunk, Command, Event, Failed, Finished, Generate, Hello, Ready
from inglenook_engine.types import GenerateParams, LoadParams, Message, ModelInfo, Role, SamplerParams, Speculation
from inglenook_engine.wire import decode_event, encode

GREEDY = SamplerParams(temperature=0.0)

RESTING = [
    sys.executable,
    "-I",
    "-c",
    "from inglenook_engine import __main__, serve; serve.IDLE_S = 1e6; raise SystemExit(__main__.main(['serve']))",
]
"""The command of an engine that measures no passes while nobody asks: that takes a core for a quarter of a minute."""


class EngineChild:
    """Starts the child; leaving the context closes its stdin and waits for its end."""

    def __init__(self, command: list[str] | None = None) -> None:
        self.process = subprocess.Popen(
            command or RESTING,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(os.environ),
        )
        self._run_id = 0

    def __enter__(self) -> EngineChild:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> int:
        """Close stdin, as a front end that ends does. Returns the exit status."""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return self.process.wait(timeout=120)

    def send(self, command: Command) -> None:
        self.send_raw(encode(command))

    def send_raw(self, line: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def events(self) -> Iterator[Event]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            yield decode_event(line)

    def next_event(self) -> Event:
        return next(self.events())

    def load(self, path: Path, **params: object) -> ModelInfo:
        """Load and return what was loaded. Raises AssertionError with the failure when it was refused."""
        final = self.try_load(path, **params)
        assert isinstance(final, Ready), final
        return final.model

    def try_load(self, path: Path, **params: object) -> Event:
        """One thread unless told otherwise: on a machine that is busy with other tests more would only be slower."""
        self.send(LoadParams(**{"model_path": str(path), "n_threads": 1, **params}))  # type: ignore[arg-type]
        for event in self.events():
            if isinstance(event, (Ready, Failed)):
                return event
            assert isinstance(event, Hello) or type(event).__name__ == "LoadProgress"
        raise AssertionError("the engine ended without an answer")

    def start(self, messages: list[Message] | str, params: GenerateParams | None = None) -> int:
        """Send a Generate; returns its run_id."""
        self._run_id += 1
        if isinstance(messages, str):
            messages = [Message(role=Role.USER, content=messages)]
        params = params or GenerateParams(sampler=GREEDY, max_tokens=16, speculation=Speculation.OFF)
        self.send(Generate(run_id=self._run_id, messages=tuple(messages), params=params))
        return self._run_id

    def collect(self, run_id: int, *, on_event: Callable[[Event], None] = lambda _event: None) -> Answer:
        """All events of a run up to its end."""
        events = []
        for event in self.events():
            assert getattr(event, "run_id", run_id) == run_id
            events.append(event)
            on_event(event)
            if isinstance(event, (Finished, Failed)):
                return Answer(events)
        raise AssertionError("the engine ended without an answer")

    def ask(self, messages: list[Message] | str, params: GenerateParams | None = None) -> Answer:
        return self.collect(self.start(messages, params))

    def cancel(self, run_id: int) -> None:
        self.send(Cancel(run_id=run_id))


class Answer:
    """What a run came to."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.text = "".join(e.text for e in events if isinstance(e, Chunk))
        self.tokens = tuple(token for e in events if isinstance(e, Chunk) for token in e.tokens)

    @property
    def finished(self) -> Finished:
        assert isinstance(self.events[-1], Finished), self.events[-1]
        return self.events[-1]

    @property
    def failed(self) -> Failed:
        assert isinstance(self.events[-1], Failed), self.events[-1]
        return self.events[-1]

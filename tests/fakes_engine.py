"""A scripted engine: a real child process that speaks `inglenook_engine.wire` and follows a list of steps.

A test writes the script with real Event values and a few extra steps (wait for the test, print garbage, die),
starts `FakeEngine.command` where the program would start the engine, and reads afterwards what it was sent.
It counts a token for each word, and four of the template for each message.
The same command may be started again: the nth load, answer and measurement follow the nth script, the last one for
good.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inglenook_engine.protocol import (
    PROTOCOL_VERSION,
    Chunk,
    Command,
    CountFailed,
    Curve,
    Event,
    Failed,
    Finished,
    Generate,
    Hello,
    LoadProgress,
    PrefillProgress,
    Ready,
)
from inglenook_engine.types import (
    CurvePoint,
    FailureKind,
    FinishReason,
    FlashAttention,
    GenerationStats,
    KvType,
    LoadParams,
    ModelInfo,
    TemplateOrigin,
)
from inglenook_engine.wire import decode_command, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Go on when the test calls `release(gate)`, or, in an answer, when the run is cancelled."""

    gate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Die:
    """End the process at once: by a signal, or with an exit code."""

    signal: int = 0
    code: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stderr:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes on the protocol stream that no engine should send."""

    text: str


Step = Event | Wait | Die | Stderr | Raw

CHILD = Path(__file__).resolve().with_name("fake_engine_child.py")
"""The program of the child."""

MODEL = ModelInfo(
    name="Fake 1M Instruct",
    path="/models/fake.gguf",
    architecture="llama",
    quantization="Q4_1",
    size_bytes=1_000_000,
    n_params=1_000_000,
    n_vocab=100,
    n_ctx=2048,
    n_ctx_train=2048,
    n_threads=1,
    n_gpu_layers=0,
    devices=("CPU",),
    kv_type=KvType.F16,
    flash_attention=FlashAttention.OFF,
    template_origin=TemplateOrigin.MODEL,
    template_name="chatml",
    load_ms=12.5,
)

STATS = GenerationStats(
    prompt_tokens=43,
    cached_tokens=31,
    output_tokens=3,
    prefill_ms=20.0,
    ttft_ms=24.0,
    decode_ms=20.0,
    rounds=3,
    round_ms_p50=9.0,
    total_ms=50.0,
)


POINTS = tuple(
    CurvePoint(width=width, n_cached=n_cached, n_threads=1, pass_ms=pass_ms * (1 + n_cached / 1024))
    for n_cached in (0, 1024)
    for width, pass_ms in ((1, 10.0), (2, 11.0), (4, 13.0), (8, 20.0), (16, 90.0), (32, 400.0))
)
"""Of a machine on which drafts of a few tokens pay, and long ones do not."""


def loads(model: ModelInfo = MODEL) -> list[Step]:
    """The steps of a load that succeeds. The model's path becomes the one asked for."""
    return [LoadProgress(fraction=0.0), LoadProgress(fraction=0.5), LoadProgress(fraction=1.0), Ready(model=model)]


def load_fails(message: str, *, kind: FailureKind = FailureKind.MODEL_LOAD) -> list[Step]:
    return [Failed(run_id=None, kind=kind, message=message, detail="the loader's own words"), Die(code=1)]


def says(*texts: str, reason: FinishReason = FinishReason.STOP, stats: GenerationStats = STATS) -> list[Step]:
    """The steps of an answer: one chunk with one token for each text."""
    chunks = [chunk(text, number) for number, text in enumerate(texts)]
    return [prefill(), *chunks, Finished(run_id=0, reason=reason, stats=stats)]


def prefill(done: int = 43, total: int = 43, cached: int = 31) -> PrefillProgress:
    return PrefillProgress(run_id=0, done_tokens=done, total_tokens=total, cached_tokens=cached)


def chunk(text: str, number: int = 0) -> Chunk:
    return Chunk(run_id=0, text=text, tokens=(number,))


def fails(message: str, *, kind: FailureKind = FailureKind.BUG) -> Failed:
    return Failed(run_id=0, kind=kind, message=message, detail="")


def measures(*, is_complete: bool = True) -> list[Step]:
    """The steps of a measurement: half of the points, then all."""
    half = POINTS[: len(POINTS) // 2]
    return [Curve(points=half, is_complete=False), Curve(points=POINTS, is_complete=is_complete)]


class FakeEngine:
    """The test's side. folder: private to this engine. ignores_cancel: neither Cancel nor a closed stdin ends a wait.

    A run_id of an event in `answers` is replaced by the run's own. curves: what MeasureCurve is answered with.
    count_fails: what every Count is refused with, "" for none.
    """

    def __init__(
        self,
        folder: Path,
        *,
        loads: Sequence[Sequence[Step]] | None = None,
        answers: Sequence[Sequence[Step]] | None = None,
        curves: Sequence[Sequence[Step]] | None = None,
        ignores_cancel: bool = False,
        count_fails: str = "",
        protocol_version: int = PROTOCOL_VERSION,
    ) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        failure = CountFailed(request_id=0, kind=FailureKind.TEMPLATE, message=count_fails)
        script = {
            "loads": [[_pack(step) for step in steps] for steps in loads or [_default_load()]],
            "answers": [[_pack(step) for step in steps] for steps in answers or [says("Good ", "evening", ".")]],
            "curves": [[_pack(step) for step in steps] for steps in curves or [measures()]],
            "ignores_cancel": ignores_cancel,
            "count_fails": _plain(failure) if count_fails else None,
            "hello": _plain(Hello(protocol_version=protocol_version, engine_version="fake", llama_version="fake")),
            "cancelled": _plain(Finished(run_id=0, reason=FinishReason.CANCELLED, stats=STATS)),
        }
        (folder / "script.json").write_text(json.dumps(script))

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-I", "-S", str(CHILD), str(self.folder)]

    def release(self, gate: str) -> None:
        (self.folder / f"gate-{gate}").touch()

    def received(self) -> list[Command]:
        """Every command that reached a child so far, over all starts."""
        return _read_log(self.folder)

    def generations(self) -> list[Generate]:
        return [command for command in self.received() if isinstance(command, Generate)]

    @property
    def starts(self) -> int:
        return sum(isinstance(command, LoadParams) for command in self.received())

    def pid(self) -> int:
        """The process id of the child started last."""
        return int((self.folder / "pid").read_text())


def _default_load() -> list[Step]:
    return loads()


def _pack(step: Step) -> dict[str, object]:
    match step:
        case Wait():
            return {"wait": step.gate}
        case Die():
            return {"die": [step.signal, step.code]}
        case Stderr():
            return {"stderr": step.text}
        case Raw():
            return {"raw": step.text}
        case _:
            return {"event": _plain(step)}


def _plain(event: Event) -> object:
    return json.loads(encode(event))


def _read_log(folder: Path) -> list[Command]:
    log = folder / "received.jsonl"
    if not log.exists():
        return []
    return [decode_command(line) for line in log.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

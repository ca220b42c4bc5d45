"""The whole boundary: commands a front end sends, events an engine answers with.

A front end sends `LoadParams` first, then `Generate`, `Cancel`, `Count`, `MeasureCurve` and `Shutdown`. The engine
sends `Hello` first, then `LoadProgress` up to `Ready` or `Failed`, at any time after that a `Curve`, and for each run
`PrefillProgress` and `Chunk` up to exactly one `Finished` or `Failed`. Events of a run carry its `run_id`; a late
event of a closed run is dropped by the reader. Each `Count` is answered by one `Counted` or `CountFailed`, in the order
of the questions, also while a run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from .reasoning import Reasoning
from .types import (
    Choice,
    CurvePoint,
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    LoadParams,
    MemoryReport,
    Message,
    ModelInfo,
)

PROTOCOL_VERSION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Generate:
    """Continue `messages` with one assistant message. run_id: chosen by the sender, unique in this process.

    When the last one is an assistant message that is not empty, it goes on where it stopped: what is generated comes
    right behind its content, and the events carry only what is new.
    """

    run_id: int
    messages: tuple[Message, ...]
    params: GenerateParams


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Stop a run that waits or runs. An unknown or finished run_id is ignored."""

    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many tokens `Generate` would read for `messages`. request_id: chosen by the sender. reasoning: as in its
    params. Nothing is computed with the model, and a run in progress goes on."""

    request_id: int
    messages: tuple[Message, ...]
    reasoning: Reasoning = Reasoning.AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCurve:
    """Measure the time of passes of several widths now; answered by `Curve`s, the last one complete unless another
    command came in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutdown:
    """End the process in order. Closing the engine's stdin does the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """First line of every engine."""

    protocol_version: int
    engine_version: str
    llama_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadProgress:
    """fraction: 0.0 to 1.0, as llama.cpp reports it."""

    fraction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """choices: the settings and why they were chosen. memory: what the load took beside what was planned. Empty and
    None where there was no plan."""

    model: ModelInfo
    choices: tuple[Choice, ...] = ()
    memory: MemoryReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Pass times of the loaded model on this machine: sent when they have been read from `curve_dir` or measured."""

    points: tuple[CurvePoint, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefillProgress:
    """done_tokens counts the cached prefix too, so it runs from cached_tokens to total_tokens."""

    run_id: int
    done_tokens: int
    total_tokens: int
    cached_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The output of one decode round, or of several short ones. text: whole characters; "" only at the very end, with
    tokens that spell nothing."""

    run_id: int
    text: str
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """total_tokens: of the whole prompt. per_message_tokens: those that spell each message of the `Count`; the rest are
    the template's own. A token across a border is the text's in which it begins."""

    request_id: int
    total_tokens: int
    per_message_tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFailed:
    """These messages cannot be counted: the template refuses them. The same as `Failed` for a run of them."""

    request_id: int
    kind: FailureKind
    message: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    run_id: int
    reason: FinishReason
    stats: GenerationStats


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """What went wrong. run_id: None when no run was concerned. message: a sentence for the person, with what to do
    next; detail: for the log and the details box. stats: of a run that had begun, as far as it came. `CRASHED` is made
    by the reader when the child dies."""

    run_id: int | None
    kind: FailureKind
    message: str
    detail: str = ""
    stats: GenerationStats | None = None


Command = LoadParams | Generate | Cancel | Count | MeasureCurve | Shutdown
Event = Hello | LoadProgress | Ready | Curve | PrefillProgress | Chunk | Finished | Failed | Counted | CountFailed

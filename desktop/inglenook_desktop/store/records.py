"""The values that the store hands out. Pure: no SQL, no ids made here, nothing that could be written back by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from inglenook_engine.types import (
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    ModelInfo,
    Role,
    Speculation,
)

from ..prediction import PredictionMark


class MessageStatus(StrEnum):
    """COMPLETE: whole, as the person or the model meant it. STREAMING: a living process is still writing it.

    CANCELLED: the person stopped it. INTERRUPTED: the process that wrote it ended. FAILED: the engine said why not.
    In all of them the text is what had arrived.
    """

    COMPLETE = "complete"
    STREAMING = "streaming"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class RunAction(StrEnum):
    """Which act of the person, or of the program on its behalf, caused a run.

    CONTINUE: the answer went on where it had stopped. TITLE: the model named the conversation. SUMMARY: it summed up
    earlier messages, so that the next answer fits. TOOL: a step between a question and its answer. REPLAY: an answer
    was made once more, to see whether it comes out the same. BENCH: the program measured this machine; of no message.
    """

    ANSWER = "answer"
    RETRY = "retry"
    CONTINUE = "continue"
    TITLE = "title"
    SUMMARY = "summary"
    TOOL = "tool"
    REPLAY = "replay"
    BENCH = "bench"


ASIDE = (RunAction.TITLE, RunAction.SUMMARY, RunAction.TOOL, RunAction.REPLAY, RunAction.BENCH)
"""Never the run of an answer, though their message may be one."""


class Outcome(StrEnum):
    """What became of an answer, as the person says. USED: it went where it was meant to go."""

    USED = "used"
    GOOD = "good"
    BAD = "bad"


class Conversation(NamedTuple):
    """title: "" when there is none yet. created_at, updated_at: UTC, ISO 8601 with milliseconds and Z.

    updated_at moves when a message is added or finished, not when the title changes. message_count: in all branches.
    speculation, is_strict: for its next answer in the window; a new one takes them from its first turn. folder_id: None
    outside of folders. tags: in the order of the alphabet. deleted_at: when it went to the trash, None outside of it.
    origin: where it was imported from, None for one begun here.

    A tuple and no dataclass, because the list makes 10,000 of them at once, and frozen dataclasses take several times
    as long. Make it with keywords, as those.
    """

    id: int
    title: str
    created_at: str
    updated_at: str
    message_count: int
    speculation: Speculation = Speculation.AUTO
    is_strict: bool = False
    folder_id: int | None = None
    tags: tuple[str, ...] = ()
    is_pinned: bool = False
    is_archived: bool = False
    deleted_at: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What it gives to the conversations that begin in it. system_prompt, model_name: "" for none.

    preset_id: of what its answers are made with; None where none was chosen.
    """

    id: int
    name: str
    created_at: str
    system_prompt: str = ""
    model_name: str = ""
    preset_id: int | None = None


class StoredMessage(NamedTuple):
    """parent_id: None for the first message of a conversation. tokens: () where the ids are not known. outcome: None
    for an answer that the person has not marked."""

    id: int
    conversation_id: int
    parent_id: int | None
    role: Role
    content: str
    tokens: tuple[int, ...]
    status: MessageStatus
    created_at: str
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One generation. model: None when its facts were written in a form this version cannot read.

    params: as they were asked for, but never with their prediction; prediction stands for it, None without one.
    finish_reason and stats: None unless the engine finished it. finished_at: None while it runs, and for ever when it
    was interrupted. ui_ttft_ms: Enter to first painted glyph, None when nothing was painted. waited_ms: of these until
    the engine was asked, None also of old runs. model_sha256: of the model file, "" while it is not known. caused_by:
    the run of the act that it belongs to, None for the act itself. machine: the number of the one whose archive it came
    with, "" where that does not say; None for this one. app_version: of the program that made it, "" where it does not
    say. earlier: those whose text this one went on from, the oldest first.
    """

    id: int
    message_id: int
    action: RunAction
    model_name: str
    model_path: str
    model: ModelInfo | None
    params: GenerateParams
    started_at: str
    finished_at: str | None
    finish_reason: FinishReason | None
    stats: GenerationStats | None
    ui_ttft_ms: float | None
    waited_ms: float | None
    error_kind: FailureKind | None
    error_message: str
    error_detail: str
    prediction: PredictionMark | None = None
    model_sha256: str = ""
    caused_by: int | None = None
    machine: str | None = None
    app_version: str = ""
    earlier: tuple[Run, ...] = ()

    @property
    def tokens_before(self) -> int | None:
        """Of the answer, when this run began; None where an earlier run was interrupted, so that nobody counted."""
        counts = [None if one.stats is None else one.stats.output_tokens for one in self.earlier]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What `begin_turn` or `continue_turn` made. user_message_id: None when no question was added.

    `Generate.run_id` and every event of the answer carry `run_id`. text, tokens: what the answer begins with, and what
    is to be saved of it begins with; tokens is () where the ids of text are not known. tokens_before: as of the run.
    """

    run_id: int
    conversation_id: int
    user_message_id: int | None
    assistant_message_id: int
    text: str = ""
    tokens: tuple[int, ...] = ()
    tokens_before: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedMessage:
    """A message that is sent when the answer in progress has ended. conversation_id: None for one that an earlier
    version or a rescue left without any. n_files: that go with it."""

    id: int
    conversation_id: int | None
    text: str
    n_files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a message. name: as it was where it came from. size_bytes: of its text where only that is
    kept."""

    name: str
    size_bytes: int

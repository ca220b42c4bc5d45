"""What a model reads of a conversation that has become too long for its context: the rules, and what they come to.

Pure. A conversation is left out in large blocks, from its oldest turn on, so that what is read afterwards stays the
same for many turns and is found in the KV cache again; taking out a turn at a time would have the whole of it read
anew for every question. The system prompt and the turns that are pinned stay, and so does the last question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inglenook_engine.types import GenerationStats, Message, Role

KEEP_SHARE = 0.5
"""Of the room for the prompt, so much is kept when something has to go; the turn before the question stays wherever it
fits, because that is most often what the question is about."""

SUMMARY_TOKENS = 512
"""A summary may be so long, and no more than an eighth of the context."""


LARGE = 400
"""A conversation of more messages than these is long."""


def is_long(n_messages: int) -> bool:
    """To read and count so many holds up the window: they are read on another thread, and what the last answer read and
    wrote is taken instead of counting them again."""
    return n_messages > LARGE


class ContextPolicy(StrEnum):
    """REFUSE: the person shortens it. DROP: the oldest turns are left out. SUMMARISE: and the model sums them up."""

    REFUSE = "refuse"
    DROP = "drop"
    SUMMARISE = "summarise"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextCut:
    """Down to this message, and including it, a branch is not read any more. summary: what is read instead, ""
    nothing. made_at: UTC, ISO 8601."""

    message_id: int
    summary: str = ""
    made_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextMarks:
    """Of one conversation, over all branches. policy: None for the one of the preferences. pins: messages whose turn
    is always read."""

    policy: ContextPolicy | None = None
    cuts: tuple[ContextCut, ...] = ()
    pins: frozenset[int] = frozenset()

    def cut_on(self, path: Iterable[int]) -> ContextCut | None:
        """The one that counts for a branch: the deepest. path: its message ids."""
        if not self.cuts:
            return None
        by_id = {cut.message_id: cut for cut in self.cuts}
        found = None
        for message_id in path:
            found = by_id.get(message_id, found)
        return found


NO_MARKS = ContextMarks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A message of a prompt, and the ids of those of the conversation that it is made of; 0 for one that is not stored
    yet. is_pinned: its turn stays. file_share: of its text, so much came from files."""

    message: Message
    ids: tuple[int, ...] = ()
    is_pinned: bool = False
    file_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """In tokens. n_ctx: of the model. reserve: kept free for the answer."""

    n_ctx: int
    reserve: int

    @property
    def for_prompt(self) -> int:
        return self.n_ctx - self.reserve


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCut:
    """message_id: the last one that is left out now. n_messages: so many leave, in messages of the conversation."""

    message_id: int
    n_messages: int
    parts: tuple[Part, ...]


def reserve_for(max_tokens: int, wanted: int, n_ctx: int) -> int:
    """Tokens for the answer. max_tokens: its limit, 0 for none. wanted: of the preferences. A quarter of the context at
    most."""
    return min(max_tokens or wanted, n_ctx // 4)


_SUMMARY_HEAD = 16
"""Tokens that are put around a summary, where it is read."""

_LEAST_AROUND, _MOST_ONCE = 3, 24
"""Tokens of a template: around each message at least, and at its head, whatever follows, at most."""


def is_at_limit(max_tokens: int, stats: GenerationStats | None) -> bool:
    """Of an answer that ended by its length: whether its own limit ended it, and not the context. max_tokens: that
    limit, 0 for none."""
    return bool(max_tokens) and stats is not None and stats.output_tokens >= max_tokens


def summary_limit(n_ctx: int) -> int:
    return max(64, min(SUMMARY_TOKENS, n_ctx // 8))


def plan_cut(
    parts: Sequence[Part],
    tokens: Sequence[int],
    total: int,
    room: Room,
    *,
    added: int = 0,
    at_most: int | None = None,
) -> PlannedCut | None:
    """What leaves so that the rest takes half of the room, or fits at all with the turn before the question; as much
    as has to leave where that cannot be.

    tokens: of each part; total: of the whole prompt, template included. added: tokens of the summary that comes
    instead. at_most: so many tokens, template included, a model can read to sum them up, and no more leave at once;
    what is left may be too much still, and is planned for anew. None where even the last question alone would not fit,
    or nothing could leave.
    """
    template = total - sum(tokens)
    overhead = template / max(1, len(parts))
    head = max(0, template - _LEAST_AROUND * len(parts))
    turns = _turns(parts)
    droppable = [turn for turn in turns[:-1] if not any(parts[i].is_pinned for i in turn)]
    if not droppable:
        return None
    left = float(total + added + (_SUMMARY_HEAD if added else 0))
    gone: list[int] = []
    n_gone, is_whole = 0, True
    for turn in droppable:
        if left <= room.for_prompt * (1 if turn is turns[-2] else KEEP_SHARE):
            break
        n_tokens, n_read = sum(tokens[i] for i in turn), len(gone) + len(turn) + 1  # with the instruction
        around = overhead * n_read + min(_MOST_ONCE, head * (1 - n_read / len(parts)))
        if at_most is not None and n_gone + n_tokens + around > at_most:
            is_whole = False
            break
        left, n_gone = left - n_tokens - overhead * len(turn), n_gone + n_tokens
        gone += turn
    if is_whole and left > room.for_prompt:
        return None
    ids = [message_id for i in gone for message_id in parts[i].ids if message_id]
    if not ids:
        return None
    return PlannedCut(message_id=ids[-1], n_messages=len(ids), parts=tuple(parts[i] for i in gone))


def _turns(parts: Sequence[Part]) -> list[list[int]]:
    """Places in `parts`: each question with what was answered. A system prompt is in none."""
    turns: list[list[int]] = []
    for i, part in enumerate(parts):
        if part.message.role is Role.SYSTEM:
            continue
        if part.message.role is Role.USER or not turns:
            turns.append([])
        turns[-1].append(i)
    return turns

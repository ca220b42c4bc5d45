"""What every arm of the speculation benchmark gives for one item, whatever program made it.

Owns the record and the arithmetic of rates. Knows neither engines nor reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

N_CTX = 4096
"""Of every arm, so that no attention is over a longer cache than another's."""

MAX_REPLY_S = 900.0
"""Longer silence of a program ends the benchmark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrafterCount:
    """What one drafter did in one answer: drafted and accepted tokens, also by place in the draft."""

    name: str
    rounds: int
    drafted: int
    accepted: int
    drafted_at: tuple[int, ...] = ()
    accepted_at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of one arm. own_tokens_per_s: by the program's own clock; client_tokens_per_s: by that of the
    benchmark; both count the tokens after the first over the time since the first. None below two tokens.
    takes_better_clock: for a rival, so that answering through HTTP does not make it slower. wall_ms: question sent to
    answer complete, prefill included. block: -1 in the sweep of flags. settings: what the arm was told, in words.
    load_average: before the question."""

    arm: str
    item: str
    kind: str
    block: int
    prompt_tokens: int
    tokens: tuple[int, ...]
    text: str
    own_tokens_per_s: float | None
    client_tokens_per_s: float | None
    prefill_ms: float
    wall_ms: float
    load_average: float
    temperature: float = 0.0
    takes_better_clock: bool = False
    settings: str = ""
    saved_ms: float = 0.0
    lost_ms: float = 0.0
    off: str = ""
    thread_changes: int = 0
    drafters: tuple[DrafterCount, ...] = field(default_factory=tuple)

    @property
    def tokens_per_s(self) -> float | None:
        """The figure that is compared: by the program's own clock where it has one."""
        rates = [rate for rate in (self.own_tokens_per_s, self.client_tokens_per_s) if rate is not None]
        if not rates:
            return None
        return max(rates) if self.takes_better_clock else rates[0]


class ArrivalClock:
    """Tokens a second as they arrive. The tokens of the first arrival are the start, they are not counted."""

    def __init__(self) -> None:
        self._first_s: float | None = None
        self._last_s = 0.0
        self._counted = 0

    def arrived(self, n_tokens: int, now_s: float) -> None:
        if n_tokens <= 0:
            return
        if self._first_s is None:
            self._first_s = now_s
        else:
            self._counted += n_tokens
        self._last_s = now_s

    @property
    def tokens_per_s(self) -> float | None:
        if self._first_s is None or self._last_s <= self._first_s:
            return None
        return self._counted / (self._last_s - self._first_s)


def common_prefix(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens the two have in common at their beginning."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def first_divergence(one: Sequence[int], other: Sequence[int]) -> int | None:
    """Index of the first token in which two answers differ, an end counting as a token; None when they are equal."""
    same = common_prefix(one, other)
    return None if same == len(one) == len(other) else same

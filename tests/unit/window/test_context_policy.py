"""What leaves a conversation that has become too long: in blocks, oldest first, and nothing that must stay."""

from __future__ import annotations

import pytest
from inglenook_desktop.context_admission import Refused, admission
from inglenook_desktop.context_policy import ContextPolicy, Part, Room, plan_cut, reserve_for, summary_limit
from inglenook_desktop.preferences import Context, find_setting
from inglenook_desktop.summaries import most_to_sum_up
from inglenook_engine.protocol import Counted
from inglenook_engine.types import Message, Role

OVERHEAD = 5
"""Tokens that the template puts around a message."""


def conversation(n_turns: int, *, has_system: bool = True, pinned: frozenset[int] = frozenset()) -> list[Part]:
    """Messages 2n + 1 and 2n + 2 are the question and the answer of turn n; then a question that is not stored."""
    parts = [Part(message=Message(role=Role.SYSTEM, content="s"), ids=(1000,))] if has_system else []
    for turn in range(n_turns):
        for role, number in ((Role.USER, 2 * turn + 1), (Role.ASSISTANT, 2 * turn + 2)):
            is_pinned = turn in pinned
            parts.append(Part(message=Message(role=role, content="x"), ids=(number,), is_pinned=is_pinned))
    parts.append(Part(message=Message(role=Role.USER, content="q"), ids=(0,)))
    return parts


def total_of(parts: list[Part], tokens: list[int]) -> int:
    return sum(tokens) + OVERHEAD * len(parts)


ROOM = Room(n_ctx=1200, reserve=200)


def test_the_oldest_turns_leave_until_half_of_the_room_is_free() -> None:
    parts = conversation(20)
    tokens = [20] + [25] * 41
    planned = plan_cut(parts, tokens, total_of(parts, tokens), ROOM)
    assert planned is not None
    assert planned.message_id % 2 == 0, "whole turns"
    left = len(parts) - planned.n_messages
    assert 400 < left * 30 <= 500
    assert planned.n_messages == planned.message_id
    assert all(part.message.role is not Role.SYSTEM for part in planned.parts)


def test_pins_stay_and_what_can_not_fit_is_not_planned() -> None:
    parts = conversation(4, pinned=frozenset((0, 2)))
    tokens = [20] + [100] * 8 + [500]
    planned = plan_cut(parts, tokens, total_of(parts, tokens), ROOM)
    assert planned is not None
    assert [part.ids for part in planned.parts] == [(3,), (4,), (7,), (8,)]
    huge = [*tokens[:-1], 1500]
    assert plan_cut(parts, huge, total_of(parts, huge), ROOM) is None
    alone = conversation(0)
    assert plan_cut(alone, [10, 1500], 1520, ROOM) is None
    assert plan_cut(parts, tokens, total_of(parts, tokens), ROOM, added=600) is None


def test_what_was_answered_last_stays_where_it_fits() -> None:
    """The question "shorter, please" is about it, also where it is longer than half of the room."""
    parts = conversation(2)
    tokens = [20, 50, 450, 50, 450, 10]
    planned = plan_cut(parts, tokens, total_of(parts, tokens), ROOM)
    assert planned is not None
    assert planned.message_id == 2
    tight = [20, 50, 450, 50, 450, 480]
    planned = plan_cut(parts, tight, total_of(parts, tight), ROOM)
    assert planned is not None
    assert planned.message_id == 4, "it has no room beside this question"


def test_no_more_leaves_at_once_than_a_model_can_sum_up() -> None:
    parts = conversation(8, has_system=False)
    tokens = [95] * 17
    total = total_of(parts, tokens)
    planned = plan_cut(parts, tokens, total, ROOM, added=100, at_most=650)
    assert planned is not None
    assert planned.n_messages == 6
    assert plan_cut(parts, tokens, total, ROOM, added=100, at_most=150) is None, "not one turn"


def test_a_small_context_is_summed_up_at_once_where_a_model_can_read_what_has_to_go() -> None:
    """SmolLM2's template writes a system prompt of 23 tokens of its own; its context here is one of 512."""
    parts = conversation(3, has_system=False)
    tokens = [16, 234, 8, 32, 8, 42, 181]
    room = Room(n_ctx=512, reserve=128)
    total = total_of(parts, tokens) + 23
    at_most, added = most_to_sum_up(512), summary_limit(512)
    planned = plan_cut(parts, tokens, total, room, added=added, at_most=at_most)
    assert planned is not None
    assert planned.n_messages == 4
    gone = sum(tokens[:4]) + OVERHEAD * 4
    assert 23 + gone + OVERHEAD + 65 + added <= 512, "the instruction and the summary fit too"
    assert total - gone + added + 15 <= room.for_prompt, "no second summary"


def test_nothing_is_summed_up_for_a_question_that_would_not_fit_alone() -> None:
    parts = conversation(8, has_system=False)
    tokens = [95] * 16 + [1300]
    counted = Counted(request_id=1, total_tokens=total_of(parts, tokens), per_message_tokens=tuple(tokens))
    for policy in ContextPolicy:
        refused = admission(parts, counted, ROOM, policy)
        assert isinstance(refused, Refused)
        assert not refused.can_make_room
        assert not refused.can_sum_up


def test_over_a_hundred_turns_little_is_read_again() -> None:
    """With blocks the engine reads each message once, and at each cut the half that stays; leaving out a turn at a time
    would have all of it read for every question."""
    each, n_turns, first = 30, 100, 0
    reads = cuts = fresh = 0
    for turn in range(1, n_turns + 1):
        parts = conversation(turn - first, has_system=False)
        tokens = [each - OVERHEAD] * len(parts)
        new = 2 * each
        is_full = len(parts) * each > ROOM.for_prompt
        planned = plan_cut(parts, tokens, total_of(parts, tokens), ROOM) if is_full else None
        if planned is not None:
            first += planned.n_messages // 2
            cuts += 1
            new = (len(parts) - planned.n_messages) * each
        reads += new
        fresh += 2 * each
    assert cuts <= 13
    assert reads < 2.2 * fresh


@pytest.mark.parametrize(
    ("max_tokens", "wanted", "n_ctx", "expected"), [(0, 1024, 8192, 1024), (300, 1024, 8192, 300), (0, 1024, 2048, 512)]
)
def test_the_limit_or_the_preference_is_kept_free(max_tokens: int, wanted: int, n_ctx: int, expected: int) -> None:
    assert reserve_for(max_tokens, wanted, n_ctx) == expected
    assert 64 <= summary_limit(n_ctx) <= n_ctx // 4


def test_the_preference_knows_every_policy() -> None:
    assert {choice.value for choice in find_setting("context", "when_full").choices} == set(ContextPolicy)
    assert ContextPolicy(Context().when_full) is ContextPolicy.REFUSE

"""Whether a prompt that has been counted may be sent, and what leaves it first when it is too long: the decision that
the window and the terminal share. Pure; who asks for it also carries it out, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from inglenook_engine.protocol import Counted
from inglenook_engine.types import Role

from .context_policy import ContextPolicy, Part, PlannedCut, Room, plan_cut, summary_limit
from .summaries import most_to_sum_up


@dataclass(frozen=True, slots=True)
class Goes:
    """It is sent as it is, perhaps with less room for its answer than wanted."""


@dataclass(frozen=True, slots=True)
class LeavesOut:
    """These leave, and what is left is counted anew."""

    planned: PlannedCut


@dataclass(frozen=True, slots=True)
class SumsUp:
    """A model sums these up; then they leave, and what is left is counted anew."""

    planned: PlannedCut


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """In tokens. can_make_room: with another policy something could leave. can_sum_up: and the model could read it to
    sum it up. fits_alone: in a conversation of its own the question would have room."""

    total: int
    room: int
    can_make_room: bool
    can_sum_up: bool
    fits_alone: bool


Admission = Goes | LeavesOut | SumsUp | Refused


def admission(parts: Sequence[Part], counted: Counted, room: Room, policy: ContextPolicy) -> Admission:
    """counted: the messages of these parts."""
    each, total = counted.per_message_tokens, counted.total_tokens
    if total <= room.for_prompt or (policy is ContextPolicy.REFUSE and total < room.n_ctx):
        return Goes()
    planned = plan_cut(parts, each, total, room) or plan_cut(parts, each, total, replace(room, reserve=1))
    if planned is None and total < room.n_ctx:
        return Goes()
    if policy is ContextPolicy.DROP and planned is not None:
        return LeavesOut(planned)
    system = sum(n for part, n in zip(parts, each, strict=True) if part.message.role is Role.SYSTEM)
    at_most, added = most_to_sum_up(room.n_ctx) - system, summary_limit(room.n_ctx)
    plan = partial(plan_cut, parts, each, total, added=added, at_most=at_most)
    summed_up = None if planned is None else plan(room)
    if policy is ContextPolicy.SUMMARISE and summed_up is None and total < room.n_ctx:
        return Goes()
    if planned is not None and summed_up is None:
        summed_up = plan(replace(room, reserve=1))
    if policy is ContextPolicy.SUMMARISE and summed_up is not None:
        return SumsUp(summed_up)
    is_question = bool(parts) and parts[-1].message.role is Role.USER
    alone = [n for part, n in zip(parts[:-1], each, strict=False) if part.message.role is Role.SYSTEM] + list(each[-1:])
    overhead = (total - sum(each)) / max(1, len(each))
    return Refused(
        total=total,
        room=room.n_ctx - 1,
        can_make_room=planned is not None,
        can_sum_up=summed_up is not None,
        fits_alone=is_question and sum(alone) + overhead * len(alone) < room.n_ctx,
    )

"""What the watch over rates has found, as it is told: an event once, though it changed many kinds of work. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..wording import N_
from .regressions import Altered, Figure, Finding, Say, evidence, in_english

MOST_TOLD = 5

OTHER_KIND = N_("So it is in 1 other kind of its work.")
OTHER_KINDS = N_("So it is in %1 other kinds of its work.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent:
    """finding: of the kind of work that was done most. others: how many other kinds changed with it."""

    finding: Finding
    others: int


def events_of(found: Iterable[Finding]) -> tuple[ChangeEvent, ...]:
    """found: the newest first, as the events are. One event changes short and long prompts alike."""
    events: dict[tuple[Figure, str, bool, tuple[Altered, ...] | str], list[Finding]] = {}
    for one in found:
        since = one.altered or one.started_at[:10]
        key = (one.series.figure, one.series.model_name, one.change.is_slower, since)
        events.setdefault(key, []).append(one)
    return tuple(
        ChangeEvent(finding=max(alike, key=lambda one: one.change.n_before + one.change.n_after), others=len(alike) - 1)
        for alike in events.values()
    )


def reasons(event: ChangeEvent, say: Say = in_english) -> str:
    """The evidence, and how far it goes."""
    said = evidence(event.finding, say)
    if event.others:
        said += " " + (say(OTHER_KIND) if event.others == 1 else say(OTHER_KINDS, event.others))
    return said

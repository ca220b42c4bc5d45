"""What the watch over rates has found, on the terminal: a sentence and its evidence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..statistics.regressions import Altered, Figure, Finding, evidence, sentence
from .console import Console

MOST_TOLD = 5


def tell_changes(found: Sequence[Finding], console: Console) -> None:
    """The sentence where the figures are, the evidence beside it. found: the newest first. One event changes short and
    long prompts alike; it is told once, of the kind of work that was done most."""
    events: dict[tuple[Figure, str, bool, tuple[Altered, ...] | str], list[Finding]] = {}
    for one in found:
        since = one.altered or one.started_at[:10]
        key = (one.series.figure, one.series.model_name, one.change.is_slower, since)
        events.setdefault(key, []).append(one)
    for alike in list(events.values())[:MOST_TOLD]:
        surest = max(alike, key=lambda one: one.change.n_before + one.change.n_after)
        console.line(sentence(surest))
        console.note(evidence(surest) + _of_others(len(alike) - 1))
    if len(events) > MOST_TOLD:
        console.note(f"Older changes that are not told here: {len(events) - MOST_TOLD}.")


def change_json(finding: Finding) -> dict[str, Any]:
    return {"sentence": sentence(finding), "evidence": evidence(finding), **asdict(finding)}


def _of_others(n: int) -> str:
    return "" if n == 0 else f" So it is in {n} other kind{'s' if n > 1 else ''} of its work."

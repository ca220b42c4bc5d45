"""What the watch over rates has found, on the terminal: a sentence and its evidence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..statistics.change_events import MOST_TOLD, events_of, reasons
from ..statistics.regressions import Finding, evidence, sentence
from .console import Console


def tell_changes(found: Sequence[Finding], console: Console) -> None:
    """The sentence where the figures are, the evidence beside it. found: the newest first."""
    events = events_of(found)
    for event in events[:MOST_TOLD]:
        console.line(sentence(event.finding))
        console.note(reasons(event))
    if len(events) > MOST_TOLD:
        console.note(f"Older changes that are not told here: {len(events) - MOST_TOLD}.")


def change_json(finding: Finding) -> dict[str, Any]:
    return {"sentence": sentence(finding), "evidence": evidence(finding), **asdict(finding)}

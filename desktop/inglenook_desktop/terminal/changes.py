"""What the watch over rates has found, on the terminal: a sentence and its evidence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..statistics.regressions import Finding, evidence, sentence
from .console import Console


def tell_changes(found: Sequence[Finding], console: Console) -> None:
    """The sentence where the figures are, the evidence beside it."""
    for one in found:
        console.line(sentence(one))
        console.note(evidence(one))


def change_json(finding: Finding) -> dict[str, Any]:
    return {"sentence": sentence(finding), "evidence": evidence(finding), **asdict(finding)}

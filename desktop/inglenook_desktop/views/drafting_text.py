"""What speculation did in an answer, in the window's words. Pure, but for the translator."""

from __future__ import annotations

from inglenook_engine.types import DrafterStats, GenerationStats, SpeculationOff
from PySide6.QtCore import QLocale

from ..translating import translated as _tr
from .parts import duration_text

MAX_NAME_CHARS = 40
MAX_DRAFTERS = 8
"""Shown at most; an engine has three or four."""


def drafted_text(stats: GenerationStats) -> str:
    """ "212 drafted for free"; "" when nothing was."""
    if not stats.accepted_tokens:
        return ""
    return _tr("%1 drafted for free").replace("%1", QLocale().toString(stats.accepted_tokens))


def drafting_detail(stats: GenerationStats) -> str:
    """A few lines: how many tokens, by which drafter, the time that it saved; or why nothing was drafted. "" when that
    is not known."""
    if stats.speculation_off is not None:
        return _tr("Nothing was drafted: %1.").replace("%1", _why_off(stats.speculation_off))
    if not stats.drafted_tokens:
        return ""
    number = QLocale().toString
    lines = [
        _tr("%1 of %2 tokens were drafted for free.")
        .replace("%1", number(stats.accepted_tokens))
        .replace("%2", number(stats.output_tokens))
    ]
    lines += [
        _tr("%1: %2 right of %3 drafted")
        .replace("%2", number(drafter.accepted_tokens))
        .replace("%3", number(drafter.drafted_tokens))
        .replace("%1", _name_of(drafter))
        for drafter in stats.drafters[:MAX_DRAFTERS]
    ]
    net_ms = stats.saved_ms - stats.lost_ms
    lines.append((_tr("Saved %1.") if net_ms >= 0 else _tr("Cost %1.")).replace("%1", duration_text(abs(net_ms))))
    return "\n".join(lines)


def _why_off(why: SpeculationOff) -> str:
    match why:
        case SpeculationOff.SWITCHED_OFF:
            return _tr("it is switched off in this conversation")
        case SpeculationOff.CANNOT_REWIND:
            return _tr("this model cannot take tokens back")
        case SpeculationOff.NO_DRAFT_MODEL:
            return _tr("no draft model is loaded")
        case SpeculationOff.NOTHING_TO_DRAFT:
            return _tr("there was nothing to copy from")
        case SpeculationOff.DOES_NOT_PAY:
            return _tr("it would not have been faster")


def _name_of(drafter: DrafterStats) -> str:
    """The engine's own name, on one line."""
    return " ".join(drafter.name.replace("_", " ").split())[:MAX_NAME_CHARS]

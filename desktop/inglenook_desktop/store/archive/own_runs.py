"""A run as it stands in our own archive, as the values of its row. Pure functions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from inglenook_engine.types import FailureKind, FinishReason, SpeculationOff

from .. import machines
from ..records import RunAction
from ..text import valid_unicode
from . import own_format
from .own_export import compact
from .own_records import is_integer, word
from .values import BadRecordError

_WORDS: dict[str, type[StrEnum]] = {
    "action": RunAction,
    "finish_reason": FinishReason,
    "error_kind": FailureKind,
    "speculation_off": SpeculationOff,
}


def run_values(run: Any, *, machine: str) -> list[Any]:
    """In the order of RUN_COLUMNS. machine: this one's number. Raises BadRecordError."""
    if not isinstance(run, dict):
        raise BadRecordError("The figures of an answer are no record; they were left out.")
    values = []
    for name in own_format.RUN_COLUMNS:
        value = run.get(name)
        is_good = value is None
        if name in _WORDS:
            is_good = is_good and name != "action"
            if value is not None:
                is_good = word(_WORDS[name], value) is not None
        elif name in own_format.RUN_TEXTS or name in own_format.RUN_OPTIONAL_TEXTS:
            is_good = isinstance(value, str) or (is_good and name in own_format.RUN_OPTIONAL_TEXTS)
            if isinstance(value, str):
                value = valid_unicode(value)
            elif name in ("error_message", "error_detail"):
                value = ""
            if is_good and name == "machine":
                value = machines.as_column(value, machine)
        elif name in own_format.RUN_JSON or name in own_format.RUN_OPTIONAL_JSON:
            is_good = isinstance(value, str | dict | list) or (is_good and name in own_format.RUN_OPTIONAL_JSON)
            if value is not None:
                value = _json_text(value)
        elif name in own_format.RUN_INTEGERS:
            is_good = is_good or is_integer(value)
        else:
            is_good = is_good or (isinstance(value, int | float) and not isinstance(value, bool))
            if isinstance(value, int) and abs(value) > 1 << 53:
                is_good = False
        if not is_good:
            raise BadRecordError(f"The field {name} of an answer's figures cannot be read; they were left out.")
        values.append(value)
    return values


def _json_text(value: Any) -> str:
    """A column that holds JSON, from that JSON or from its text."""
    try:
        return valid_unicode(value if isinstance(value, str) else compact(value))
    except (ValueError, RecursionError):  # a number that is none
        return "{}"

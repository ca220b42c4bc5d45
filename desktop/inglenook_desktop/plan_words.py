"""The settings that a plan has chosen, in the window's language. The engine names them in English, for the terminal."""

from __future__ import annotations

import re

from inglenook_engine.types import Choice
from PySide6.QtCore import QLocale

from .translating import said, translated
from .wording import N_

_NAMES = {
    "context": N_("context"),
    "KV cache": N_("KV cache"),
    "GPU layers": N_("GPU layers"),
    "experts in RAM": N_("experts in RAM"),
    "GPUs": N_("GPUs"),
    "flash attention": N_("flash attention"),
    "batch": N_("batch"),
    "threads": N_("threads"),
}
_VALUES = {"on": N_("on"), "off": N_("off"), "auto": N_("automatic")}
_PATTERNS = (
    (re.compile(r"([\d,]+) tokens"), N_("%1 tokens")),
    (re.compile(r"([\d,]+) of ([\d,]+)"), N_("%1 of %2")),
    (re.compile(r"of ([\d,]+) layers"), N_("of %1 layers")),
)


def choice_words(choice: Choice) -> str:
    """ "context 8,192 tokens"."""
    return f"{name_words(choice.setting)} {value_words(choice.value)}"


def reason_words(choice: Choice) -> str:
    """A sentence; "" where the engine gave none."""
    return said(choice.reason)


def name_words(name: str) -> str:
    """A setting that a later engine has keeps its own name."""
    return translated(_NAMES[name]) if name in _NAMES else name


def value_words(value: str) -> str:
    if value in _VALUES:
        return translated(_VALUES[value])
    for pattern, text in _PATTERNS:
        if found := pattern.fullmatch(value):
            return translated(text, *(QLocale().toString(int(one.replace(",", ""))) for one in found.groups()))
    return value

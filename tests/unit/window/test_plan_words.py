"""What the engine has chosen, in the window's words."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop.plan_words import choice_words, name_words, value_words
from inglenook_engine.types import Choice
from PySide6.QtWidgets import QApplication

PLAN = Path(__file__).parents[3] / "engine" / "inglenook_engine" / "plan.py"


def test_every_setting_that_a_plan_names_has_words(qapp: QApplication) -> None:
    from inglenook_desktop import plan_words

    source = PLAN.read_text(encoding="utf-8")
    named = {part.split('"')[0] for part in source.split('setting="')[1:]}
    assert named == set(plan_words._NAMES)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("8,192 tokens", "8192 tokens"),
        ("22 of 28", "22 of 28"),
        ("of 4 layers", "of 4 layers"),
        ("on", "on"),
        ("q8_0", "q8_0"),
    ],
)
def test_values_are_said_with_numbers_of_the_language(qapp: QApplication, value: str, words: str) -> None:
    assert value_words(value).replace(",", "") == words


def test_a_later_engines_setting_keeps_its_name(qapp: QApplication) -> None:
    assert name_words("moon phase") == "moon phase"
    assert choice_words(Choice(setting="KV cache", value="q8_0", reason="")) == "KV cache q8_0"

"""What of an answer is reasoning, in whatever portions it arrives."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_engine.reasoning import (
    CONVENTIONS,
    Convention,
    Part,
    Parts,
    Run,
    Splitter,
    answer_of,
    convention_in,
    opened_at_end,
    split,
)


@pytest.mark.parametrize("convention", CONVENTIONS, ids=lambda one: one.opening)
def test_every_convention_is_told_apart(convention: Convention) -> None:
    text = f"{convention.opening}\nTwo and two.\n{convention.closing}\n\nFour."
    assert split(text) == Parts(reasoning="Two and two.", answer="Four.", is_open=False)


@pytest.mark.parametrize("text", ["", "Four.", " <thin ice> is dangerous", "I <think>so</think>", "<", "[THIN"])
def test_text_without_reasoning_is_the_answer(text: str) -> None:
    assert split(text) == Parts(reasoning="", answer=text, is_open=False)


def test_reasoning_that_was_cut_off_has_no_answer() -> None:
    assert split("<think>\nTwo and") == Parts(reasoning="Two and", answer="", is_open=True)
    assert answer_of("<think>\nTwo and</thi") == ""


def test_an_answer_of_gpt_oss_without_reasoning() -> None:
    assert answer_of("<|channel|>final<|message|>Four.") == "Four."


def test_a_marker_that_is_spoken_of_in_the_answer_stays_there() -> None:
    assert answer_of("<think>a</think>The tag </think> ends it, <think> begins it.") == (
        "The tag </think> ends it, <think> begins it."
    )


def test_a_prompt_that_has_begun_the_reasoning() -> None:
    assert opened_at_end("<|im_start|>assistant\n<think>\n") == CONVENTIONS[0]
    assert opened_at_end("<|im_start|>assistant\n") is None


def test_a_template_says_its_convention() -> None:
    assert convention_in("{{ content.split('</think>')[-1] }}") == CONVENTIONS[0]
    assert convention_in("{{ messages[0].content }}") is None


_PIECES = st.sampled_from(
    ["<think>", "</think>", "\n", " ", "<", "/think>", "a", "b", "<|channel|>analysis", "<|message|>", "[THINK]"]
)


@given(st.lists(_PIECES, max_size=12).map("".join), st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_portions_do_not_change_the_parts(text: str, portions: list[int]) -> None:
    whole = Splitter()
    expected = [*whole.feed(text), *whole.finish()]
    splitter, runs, at = Splitter(), [], 0
    for index in range(len(text)):
        step = portions[index % len(portions)]
        runs += splitter.feed(text[at : at + step])
        assert "".join(run.text for run in runs) + splitter.held == text[: at + step]
        at += step
    runs += splitter.finish()
    assert [_joined(runs, part) for part in Part] == [_joined(expected, part) for part in Part]
    assert "".join(run.text for run in runs) == text


def _joined(runs: Sequence[Run], part: Part) -> str:
    return "".join(run.text for run in runs if run.part is part)

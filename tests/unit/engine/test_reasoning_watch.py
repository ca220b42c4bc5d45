"""Tokens of reasoning, counted as they come."""

from __future__ import annotations

from inglenook_engine.reasoning_watch import ReasoningWatch


def test_tokens_up_to_the_closing_marker_are_counted() -> None:
    watch = ReasoningWatch()
    watch.take([b"<th", b"ink>", b"\n", b"Hm", b"\xc3", b"\xa4", b"</", b"think>", b"\n\n", b"Four", b"."])
    assert watch.n_tokens == 9
    assert watch.is_over


def test_an_answer_without_reasoning_counts_nothing() -> None:
    watch = ReasoningWatch(budget_tokens=1)
    watch.take([b"<", b"b>", b"bold"])
    assert (watch.n_tokens, watch.is_over, watch.is_spent) == (0, True, False)


def test_the_prompt_may_have_begun_it() -> None:
    watch = ReasoningWatch(lead="<think>\n", budget_tokens=3)
    watch.take([b"one", b" two"])
    assert not watch.is_spent
    watch.take([b" three"])
    assert watch.is_spent
    assert watch.closing == "</think>"
    watch.take([b"</think>", b"Four"])
    assert not watch.is_spent
    assert watch.n_tokens == 4

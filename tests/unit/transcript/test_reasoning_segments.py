"""The segments of answers whose model reasons first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.markdown import Segment, Segmenter, SegmentKind
from inglenook_desktop.reasoning_segments import AnswerSegmenter

ANSWER = "<think>\nFirst *this*,\n\n- then that\n</think>\n\nIt is **four**.\n\n- or five\n"


def segments_of(text: str, *, is_folded: bool) -> list[Segment]:
    segmenter = AnswerSegmenter(is_folded=is_folded)
    return [*segmenter.feed(text), *segmenter.finish()]


def test_folded_reasoning_is_one_segment_before_the_answer() -> None:
    first, *rest = segments_of(ANSWER, is_folded=True)
    assert (first.kind, first.source) == (SegmentKind.REASONING, ANSWER[: ANSWER.index("It is")])
    assert [segment.kind for segment in rest] == [SegmentKind.PARAGRAPH, SegmentKind.LIST]
    assert not any(segment.is_reasoning for segment in rest)


def test_reasoning_laid_open_has_its_own_blocks() -> None:
    found = [(segment.kind, segment.is_reasoning) for segment in segments_of(ANSWER, is_folded=False)]
    assert found == [
        (SegmentKind.REASONING, True),
        (SegmentKind.PARAGRAPH, True),
        (SegmentKind.LIST, True),
        (SegmentKind.RULE, True),
        (SegmentKind.PARAGRAPH, False),
        (SegmentKind.LIST, False),
    ]


def test_folded_reasoning_does_not_change_with_every_token() -> None:
    segmenter = AnswerSegmenter()
    segmenter.feed("<think>\n")
    before = segmenter.open
    assert before is not None
    assert not before.is_closed
    assert segmenter.feed("So the question is about numbers") == []
    assert segmenter.open == before


def test_an_answer_without_reasoning_has_the_segments_that_it_always_had() -> None:
    text = "# A\n\n```py\nx\n```\n\n| a |\n|--|\n| b |\n"
    segmenter = Segmenter()
    assert segments_of(text, is_folded=True) == [*segmenter.feed(text), *segmenter.finish()]


@pytest.mark.parametrize("is_folded", [True, False])
@given(
    text=st.lists(
        st.sampled_from(["<think>", "</think>", "\n", "\n\n", " ", "- a", "```\n", "b", "<|channel|>final<|message|>"]),
        max_size=14,
    ).map("".join),
    step=st.integers(1, 7),
)
def test_nothing_is_lost_in_whatever_portions_it_arrives(is_folded: bool, text: str, step: int) -> None:
    segmenter, closed = AnswerSegmenter(is_folded=is_folded), []
    for at in range(0, len(text), step):
        closed += segmenter.feed(text[at : at + step])
        assert inked("".join(one.source for one in closed) + segmenter.pending) == inked(text[: at + step])
    closed += segmenter.finish()
    assert closed == segments_of(text, is_folded=is_folded)
    assert inked("".join(one.source for one in closed)) == inked(text)


def inked(text: str) -> str:
    """Blank blocks have no segment."""
    return "".join(text.split())

"""Speed by counting work, not by the clock: what is laid out for a token, a jump, a paste and an endless line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import inglenook_desktop.views.rich_text as rich_text
import pytest
from inglenook_desktop.markdown import CODE_LIMIT, PROSE_LIMIT, Segment
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.views.code_block import CodeBlock
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_desktop.views.text_piece import TextSlot
from pytestqt.qtbot import QtBot

ANSWER = (
    "## A heading\n\nA paragraph with `code`, **bold** words and [a link](http://a.b) that goes on for two lines.\n\n"
    "- one item\n- another item\n\n```python\nx = 1\nprint(x)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
)


class Counter:
    """Characters and documents that were handed to Qt's layout."""

    def __init__(self) -> None:
        self.n_documents = 0
        self.n_chars = 0
        self.largest = 0

    def reset(self) -> None:
        self.n_documents = self.n_chars = self.largest = 0


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    counter = Counter()
    make = rich_text.make_document

    def counting(segment: Segment, style: rich_text.TextStyle, *rest: Any, **options: Any) -> rich_text.SafeDocument:
        document = make(segment, style, *rest, **options)
        counter.n_documents += 1
        counter.n_chars += document.characterCount()
        counter.largest = max(counter.largest, document.characterCount())
        return document

    monkeypatch.setattr("inglenook_desktop.views.piece_widgets.make_document", counting)
    return counter


def _long(n_messages: int) -> list[TranscriptItem]:
    return [
        TranscriptItem(key=key, speaker=Speaker(["person", "model"][key % 2]), text=ANSWER) for key in range(n_messages)
    ]


def chars_per_token(stage: Any, counter: Counter, n_chars: int) -> float:
    stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text="", is_streaming=True)])
    text = (ANSWER * (n_chars // len(ANSWER) + 1))[:n_chars]
    counter.reset()
    n_tokens = 0
    for start in range(0, len(text), 4):
        stage.model.append_text(0, text[start : start + 4])
        stage.view.flush()
        n_tokens += 1
    return counter.n_chars / n_tokens


def test_the_cost_of_a_token_does_not_grow_with_the_answer(stage: Any, laid_out: Counter) -> None:
    short = chars_per_token(stage, laid_out, 1_000)
    long = chars_per_token(stage, laid_out, 8_000)
    assert long <= short * 1.1
    assert laid_out.largest < 300


def test_a_jump_lays_out_what_becomes_visible_and_no_more(stage: Any, laid_out: Counter) -> None:
    stage.model.set_items(_long(10_000))
    bar = stage.view.verticalScrollBar()
    for share in (0.1, 0.9, 0.5, 0.01):
        laid_out.reset()
        bar.setValue(round(bar.maximum() * share))
        assert 0 < laid_out.n_documents <= 24


@pytest.mark.parametrize("speaker", [Speaker.PERSON, Speaker.MODEL])
@pytest.mark.parametrize(
    "text",
    ["x" * 2_000_000, "```\n" + "x" * 2_000_000, "lorem ipsum dolor sit amet\n" * 400_000, "\n" * 2_000_000 + "end"],
)
def test_a_huge_message_costs_what_is_visible(stage: Any, laid_out: Counter, speaker: Speaker, text: str) -> None:
    stage.say(text, speaker=speaker)
    stage.paint()
    assert laid_out.n_documents <= 12
    assert laid_out.largest <= CODE_LIMIT + 100
    bar = stage.view.verticalScrollBar()
    for share in (0.0, 0.5, 0.99):
        laid_out.reset()
        bar.setValue(round(bar.maximum() * share))
        assert laid_out.n_documents <= 12
    assert stage.model.item(0).text == text


def test_an_endless_line_is_streamed_in_pieces(stage: Any, laid_out: Counter) -> None:
    row = stage.say("", is_streaming=True)
    for _ in range(200):
        stage.model.append_text(row, "x" * 1_000)
        laid_out.reset()
        stage.view.flush()
        assert laid_out.n_documents <= 4
        assert laid_out.largest <= PROSE_LIMIT + 10
    assert stage.view.is_at_bottom()


def test_text_far_from_the_eyes_is_not_laid_out_at_all(stage: Any, laid_out: Counter) -> None:
    stage.model.set_items([TranscriptItem(key=key, speaker=Speaker.MODEL, text=ANSWER) for key in range(200)])
    row = stage.say("", is_streaming=True)
    stage.view.scroll_to_row(10)
    laid_out.reset()
    for _ in range(100):
        stage.model.append_text(row, ANSWER)
        stage.view.flush()
    assert laid_out.n_documents == 0


def test_a_new_width_lays_out_what_is_visible(stage: Any, laid_out: Counter) -> None:
    stage.model.set_items([TranscriptItem(key=key, speaker=Speaker.MODEL, text=ANSWER) for key in range(5_000)])
    laid_out.reset()
    stage.view.resize(600, 700)
    assert laid_out.n_documents <= 24


def test_what_was_shaped_to_be_laid_out_is_not_shaped_again_to_be_painted(stage: Any) -> None:
    row = stage.say(ANSWER, is_streaming=True)
    stage.model.append_text(row, "more of it")
    stage.view.flush()
    stage.paint()
    shown = [text._document for _, text in stage.view._widgets.text_widgets()]
    blocks = [document.findBlockByNumber(n) for document in shown for n in range(document.blockCount())]
    kept = {(block.text() or "cell", block.layout().cacheEnabled()) for block in blocks}
    assert ("more of it", True) in kept
    assert {text for text, is_kept in kept if not is_kept} == {"x = 1", "print(x)"}  # of code one sees a part


def test_after_a_rest_a_jump_makes_no_widget(stage: Any, qtbot: QtBot) -> None:
    stage.say("Hello")
    view, widgets = stage.view, stage.view._widgets
    qtbot.waitUntil(lambda: not view._tidying.isActive())
    n_widgets = widgets.n_widgets
    assert [len(widgets._pool[kind]) >= 7 for kind in (TextSlot, MessageEnd)] == [True, True]
    assert len(widgets._pool[CodeBlock]) == 2
    short = [TranscriptItem(key=key, speaker=Speaker.MODEL, text="One.\n\nTwo.") for key in range(1_000)]
    stage.model.set_items([TranscriptItem(key=2_000, speaker=Speaker.MODEL, text=ANSWER), *short[: 1_000 - 1]])
    for row in (500, 0, 800):
        view.scroll_to_row(row)
        assert widgets.n_widgets == n_widgets


def test_what_many_jumps_left_behind_goes_in_steps(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items(_long(3_000))
    view, widgets = stage.view, stage.view._widgets
    qtbot.waitUntil(lambda: not view._tidying.isActive())
    for row in range(0, 3_000, 9):
        view.scroll_to_row(row)  # without a turn of the loop
    assert len(view._rows) > 300
    left = [(len(view._rows), len(widgets._documents), widgets.n_widgets)]
    tidy = view._tidy

    def step() -> None:
        tidy()
        left.append((len(view._rows), len(widgets._documents), widgets.n_widgets))

    view._tidying.timeout.disconnect()
    view._tidying.timeout.connect(step)
    qtbot.waitUntil(lambda: not view._tidying.isActive())
    for before, after in pairwise(left):
        n_rows, n_documents = (a - b for a, b in zip(before[:2], after[:2], strict=True))
        n_of_rows = n_rows * len(view._row(0).pieces)  # a row that goes takes its documents along
        assert 0 <= n_rows <= max(16, before[0] // 4)
        assert 0 <= n_documents <= max(16, before[1] // 4) + n_of_rows
        assert after[2] - before[2] <= 1
    assert len(left) > 8
    assert left[-1][0] <= 200
    assert left[-1][1] <= 160 + len(widgets)


def test_what_jumps_leave_behind_stays_within_bounds_while_they_go_on(stage: Any) -> None:
    stage.model.set_items(
        [TranscriptItem(key=key, speaker=Speaker(["person", "model"][key % 2]), text="Hm.") for key in range(9_000)]
    )
    view = stage.view
    view.resize(700, 1_600)
    most_rows = most_documents = 0
    for number in range(300):
        view.scroll_to_row(number * 37 * 30 % 9_000)
        view._tidying.stop()
        view._tidy()  # as between two steps of a scroll bar that is dragged
        most_rows, most_documents = max(most_rows, len(view._rows)), max(most_documents, len(view._widgets._documents))
    assert most_rows < 500
    assert most_documents < 500


def test_messages_without_text_are_tidied_to_the_last(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items([TranscriptItem(key=key, speaker=Speaker.MODEL, text="") for key in range(3_000)])
    qtbot.waitUntil(lambda: not stage.view._tidying.isActive())  # widgets are made, which takes steps of its own
    for row in range(0, 3_000, 9):
        stage.view.scroll_to_row(row)
    assert len(stage.view._rows) > 1_000
    qtbot.waitUntil(lambda: not stage.view._tidying.isActive())
    assert len(stage.view._rows) <= 200

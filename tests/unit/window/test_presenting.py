"""From stored messages to the transcript: sentences, and the fewest changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.models.transcript import Speaker, TranscriptItem, TranscriptModel
from inglenook_desktop.presenting import ended_item, footer_of, item_of, items_of, show_turn, synchronise
from inglenook_desktop.store import MessageStatus, Run, RunAction, StoredMessage
from inglenook_engine.protocol import Finished
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, GenerationStats, Role
from pytestqt.qtbot import QtBot

QUESTION = StoredMessage(
    id=1,
    conversation_id=1,
    parent_id=None,
    role=Role.USER,
    content="Well?",
    tokens=(),
    status=MessageStatus.COMPLETE,
    created_at="",
)
ANSWER = QUESTION._replace(id=2, parent_id=1, role=Role.ASSISTANT, content="Yes.")
RUN = Run(
    id=1,
    message_id=2,
    action=RunAction.ANSWER,
    model_name=MODEL.name,
    model_path=MODEL.path,
    model=MODEL,
    params=GenerateParams(),
    started_at="",
    finished_at="",
    finish_reason=FinishReason.STOP,
    stats=STATS,
    ui_ttft_ms=30.0,
    waited_ms=None,
    error_kind=None,
    error_message="",
    error_detail="",
)


@pytest.mark.parametrize(
    ("status", "run", "notice", "is_error", "can_retry"),
    [
        (MessageStatus.COMPLETE, RUN, "", False, False),
        (MessageStatus.COMPLETE, replace(RUN, finish_reason=FinishReason.LENGTH), "context is full", False, False),
        (
            MessageStatus.COMPLETE,
            replace(RUN, finish_reason=FinishReason.LENGTH, params=GenerateParams(max_tokens=STATS.output_tokens)),
            "at its limit of 3 tokens",
            False,
            False,
        ),
        (
            MessageStatus.COMPLETE,
            replace(RUN, finish_reason=FinishReason.LENGTH, params=GenerateParams(max_tokens=STATS.output_tokens + 1)),
            "context is full",
            False,
            False,
        ),
        (MessageStatus.CANCELLED, RUN, "Stopped.", False, True),
        (MessageStatus.INTERRUPTED, replace(RUN, finish_reason=None, stats=None), "Interrupted", False, True),
        (
            MessageStatus.FAILED,
            replace(RUN, error_kind=FailureKind.CRASHED, error_message="It was killed."),
            "It was killed.",
            True,
            True,
        ),
        (MessageStatus.STREAMING, replace(RUN, stats=None), "", False, False),
        (MessageStatus.FAILED, None, "The answer failed.", True, True),
    ],
)
def test_each_end_of_an_answer_has_its_sentence(
    status: MessageStatus, run: Run | None, notice: str, is_error: bool, can_retry: bool
) -> None:
    item = item_of(ANSWER._replace(status=status), run, is_last=True)
    assert notice in item.notice
    assert bool(item.notice) == bool(notice)
    assert (item.is_error, item.can_retry) == (is_error, can_retry)
    assert item.is_streaming == (status is MessageStatus.STREAMING)
    assert not item_of(ANSWER._replace(status=status), run, is_last=False).can_retry


@pytest.mark.parametrize("text", ["", "\n", "<think>Hm.</think>\n", "<think>Hm."])
def test_an_answer_of_no_words_says_so_and_can_be_tried_again(text: str) -> None:
    end = Finished(run_id=1, reason=FinishReason.STOP, stats=STATS)
    for item in (item_of(ANSWER._replace(content=text), RUN, is_last=True), ended_item(2, text, end)):
        assert (item.notice, item.can_retry) == ("The model ended here without an answer.", True)
    assert not item_of(ANSWER._replace(content=text), RUN, is_last=False).can_retry


def test_figures_under_an_answer_are_only_what_was_measured() -> None:
    assert footer_of(STATS) == "3 tokens · 100 tokens/s · first after 24 ms"
    assert footer_of(GenerationStats(output_tokens=1, ttft_ms=1500.0)) == "1 token · first after 1.5 s"
    assert footer_of(GenerationStats()) == ""


def test_text_that_is_not_stored_yet_is_shown_instead_of_the_stored() -> None:
    newer = TranscriptItem(key=2, speaker=Speaker.MODEL, text="Yes, and more")
    items = items_of([QUESTION, ANSWER], {2: RUN}.get, {2: newer})
    assert items[1] is newer
    assert items.text(1) == "Yes, and more"


def test_a_message_is_made_for_the_screen_when_it_is_looked_at() -> None:
    asked: list[int] = []

    def run_of(message_id: int) -> Run | None:
        asked.append(message_id)
        return RUN

    model = TranscriptModel()
    thread = thread_of(2000)
    model.set_source(items_of(thread, run_of, {}))
    assert (len(model), asked) == (4000, [])
    assert (model.key(7), model.text(7), model.row_of(8)) == (8, ANSWER.content, 7)
    assert not model.is_made(7)
    assert model.item(7).footer == footer_of(STATS)
    assert asked == [8]
    model.append_text(3999, " More.")
    assert model.item(3999).text == ANSWER.content + " More."
    synchronise(model, items_of(thread, {}.get, {}))
    assert model.item(7).footer == "", "what was made is made anew"
    assert asked == [8, 4000]


def thread_of(n_turns: int) -> list[StoredMessage]:
    turns = ((QUESTION._replace(id=2 * i + 1), ANSWER._replace(id=2 * i + 2)) for i in range(n_turns))
    return [message for turn in turns for message in turn]


def model_of(thread: list[StoredMessage]) -> TranscriptModel:
    model = TranscriptModel()
    model.set_source(items_of(thread, {}.get, {}))
    return model


def keys(model: TranscriptModel) -> list[int]:
    return [model.item(row).key for row in range(len(model))]


LIVE = TranscriptItem(key=99, speaker=Speaker.MODEL, text="", is_streaming=True)


def turn_below(message_id: int | None) -> list[StoredMessage]:
    return [QUESTION._replace(id=98, parent_id=message_id), ANSWER._replace(id=99, parent_id=98, content="")]


@pytest.mark.parametrize("n_before", [0, 1, 3])
def test_a_new_turn_is_added_without_a_reset(qtbot: QtBot, n_before: int) -> None:
    model = model_of(thread_of(n_before))
    with qtbot.assertNotEmitted(model.reset):
        assert show_turn(model, turn_below(2 * n_before or None), LIVE)
    assert keys(model) == [*(message.id for message in thread_of(n_before)), 98, 99]
    assert model.item(len(model) - 1) == LIVE


def test_a_new_turn_takes_the_retry_from_the_answer_before(qtbot: QtBot) -> None:
    model = model_of([QUESTION, ANSWER._replace(status=MessageStatus.CANCELLED)])
    assert model.item(1).can_retry
    show_turn(model, turn_below(2), LIVE)
    assert not model.item(1).can_retry


def test_a_retry_takes_the_place_of_the_answer_before(qtbot: QtBot) -> None:
    model = model_of(thread_of(2))
    with qtbot.assertNotEmitted(model.reset):
        assert show_turn(model, [ANSWER._replace(id=99, parent_id=3, content="")], LIVE)
    assert keys(model) == [1, 2, 3, 99]


def test_a_turn_after_messages_that_are_not_shown_is_left_to_a_reading(qtbot: QtBot) -> None:
    model = model_of(thread_of(1))
    assert not show_turn(model, turn_below(6), LIVE)
    assert keys(model) == [1, 2]


def test_synchronising_changes_only_what_differs(qtbot: QtBot) -> None:
    model = model_of(thread_of(3))
    keys(model)  # all of them were looked at
    thread = thread_of(4)
    thread[5] = thread[5]._replace(content="corrected")
    items = items_of(thread, {}.get, {})
    changed: list[int] = []
    inserted: list[int] = []
    model.changed.connect(changed.append)
    model.inserted.connect(inserted.append)
    with qtbot.assertNotEmitted(model.reset):
        synchronise(model, items)
    assert (changed, inserted) == ([5], [6, 7])


def test_another_branch_is_shown_anew(qtbot: QtBot) -> None:
    model = model_of(thread_of(3))
    items = items_of([message._replace(id=message.id + 50) for message in thread_of(3)], {}.get, {})
    with qtbot.waitSignal(model.reset):
        synchronise(model, items)
    assert keys(model) == [51, 52, 53, 54, 55, 56]

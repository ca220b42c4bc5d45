"""The pure state: what an event changes, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.library import InstalledModel, ModelSource
from inglenook_desktop.state import (
    ChatState,
    ConversationShown,
    EngineDown,
    Figures,
    Happening,
    Idle,
    LoadCalledOff,
    Loaded,
    Loading,
    LoadStarted,
    NoModel,
    Notice,
    Noticed,
    NoticeGone,
    Queued,
    Reading,
    Remedy,
    RunStarted,
    StopAsked,
    Stopping,
    WaitingForModel,
    Writing,
    reduce,
)
from inglenook_desktop.submissions import Send
from inglenook_engine.protocol import Chunk, Failed, Finished, LoadProgress, PrefillProgress, Ready
from inglenook_engine.types import FailureKind, FinishReason, GenerationStats

CHOICE = InstalledModel(name="one", path=Path("/models/one.gguf"), size_bytes=1, source=ModelSource.FOLDER)
SEND = Send(conversation_id=None, text="hello")
CRASH = Failed(run_id=None, kind=FailureKind.CRASHED, message="It crashed.")


def after(*events: Happening, state: ChatState | None = None) -> ChatState:
    state = state or ChatState()
    for event in events:
        state = reduce(state, event)
    return state


LOADED = after(LoadStarted(choice=CHOICE), Ready(model=MODEL))
READING = after(ConversationShown(conversation_id=7), RunStarted(run_id=3, conversation_id=7), state=LOADED)


def test_a_load_runs_from_its_start_over_its_progress_to_ready() -> None:
    loading = after(LoadStarted(choice=CHOICE), LoadProgress(fraction=0.25))
    assert loading.engine == Loading(choice=CHOICE, fraction=0.25)
    assert after(Ready(model=MODEL), state=loading).engine == Loaded(choice=CHOICE, model=MODEL)


@pytest.mark.parametrize(("reported", "shown"), [(-1.0, 0.0), (0.5, 0.5), (7.0, 1.0)])
def test_load_progress_stays_between_nothing_and_all(reported: float, shown: float) -> None:
    state = after(LoadStarted(choice=CHOICE), LoadProgress(fraction=reported))
    assert state.engine == Loading(choice=CHOICE, fraction=shown)


def test_progress_without_a_load_changes_nothing() -> None:
    assert after(LoadProgress(fraction=0.5), Ready(model=MODEL)) == ChatState()


def test_an_answer_reads_then_writes_then_leaves_its_figures() -> None:
    reading = after(PrefillProgress(run_id=3, done_tokens=5, total_tokens=9, cached_tokens=2), state=READING)
    assert reading.answer == Reading(run_id=3, conversation_id=7, done_tokens=5, total_tokens=9, cached_tokens=2)
    writing = after(Chunk(run_id=3, text="a", tokens=(1,)), Chunk(run_id=3, text="bc", tokens=(2, 3)), state=reading)
    assert writing.answer == Writing(run_id=3, conversation_id=7, n_tokens=3)
    done = after(Finished(run_id=3, reason=FinishReason.STOP, stats=STATS), state=writing)
    assert done.answer == Idle()
    assert done.figures == Figures(stats=STATS)


@pytest.mark.parametrize(
    "late",
    [
        PrefillProgress(run_id=2, done_tokens=1, total_tokens=1, cached_tokens=0),
        Chunk(run_id=2, text="late", tokens=(1,)),
        Finished(run_id=2, reason=FinishReason.STOP, stats=STATS),
        Failed(run_id=2, kind=FailureKind.BUG, message="late"),
    ],
)
def test_a_late_event_of_a_closed_run_changes_nothing(late: Happening) -> None:
    assert reduce(READING, late) == READING


def test_stop_while_reading_waits_for_the_engine() -> None:
    assert after(StopAsked(), state=READING).answer == Stopping(run_id=3, conversation_id=7)


def test_text_that_arrives_after_stop_does_not_start_writing_again() -> None:
    state = after(StopAsked(), Chunk(run_id=3, text="x", tokens=(1,)), state=READING)
    assert state.answer == Stopping(run_id=3, conversation_id=7)


def test_stop_without_an_answer_changes_nothing() -> None:
    assert reduce(LOADED, StopAsked()) == LOADED


def test_a_question_asked_during_the_load_waits_and_can_be_withdrawn() -> None:
    waiting = after(LoadStarted(choice=CHOICE), Queued(submission=SEND))
    assert waiting.answer == WaitingForModel(submission=SEND)
    assert after(StopAsked(), state=waiting).answer == Idle()
    assert after(LoadCalledOff(), state=waiting) == ChatState(engine=NoModel())


def test_a_failed_load_releases_the_question_that_waited() -> None:
    failure = Failed(run_id=None, kind=FailureKind.MODEL_LOAD, message="Not a GGUF file.")
    state = after(LoadStarted(choice=CHOICE), Queued(submission=SEND), failure)
    assert state.engine == EngineDown(choice=CHOICE, failure=failure, was_loaded=False)
    assert state.answer == Idle()


def test_a_crash_ends_the_engine_and_the_answer_on_it() -> None:
    state = after(CRASH, state=READING)
    assert state.engine == EngineDown(choice=CHOICE, failure=CRASH, was_loaded=True)
    assert state.answer == Idle()


def test_a_failed_run_leaves_the_engine_loaded() -> None:
    state = after(Failed(run_id=3, kind=FailureKind.CONTEXT_OVERFLOW, message="Too long."), state=READING)
    assert state.engine == LOADED.engine
    assert state.answer == Idle()


def test_the_death_after_a_failed_load_is_not_a_second_failure() -> None:
    failure = Failed(run_id=None, kind=FailureKind.MODEL_LOAD, message="Not a GGUF file.")
    down = after(LoadStarted(choice=CHOICE), failure)
    assert reduce(down, CRASH) == down


def test_figures_of_an_answer_elsewhere_do_not_replace_those_in_view() -> None:
    figures = Figures(stats=GenerationStats(output_tokens=1))
    state = after(
        ConversationShown(conversation_id=8, figures=figures),
        Finished(run_id=3, reason=FinishReason.STOP, stats=STATS),
        state=READING,
    )
    assert state.figures == figures


def test_starting_anew_clears_the_notice() -> None:
    told = after(Noticed(notice=Notice(message="Something.", remedies=(Remedy.REFRESH,))), state=LOADED)
    assert after(RunStarted(run_id=1, conversation_id=1), state=told).notice is None
    assert after(LoadStarted(choice=CHOICE), state=told).notice is None


_EVENTS: list[Happening] = [
    LoadStarted(choice=CHOICE),
    LoadCalledOff(),
    LoadProgress(fraction=0.5),
    Ready(model=MODEL),
    Queued(submission=SEND),
    RunStarted(run_id=1, conversation_id=1),
    StopAsked(),
    PrefillProgress(run_id=1, done_tokens=1, total_tokens=2, cached_tokens=0),
    Chunk(run_id=1, text="a", tokens=(1,)),
    Finished(run_id=1, reason=FinishReason.STOP, stats=STATS),
    Failed(run_id=1, kind=FailureKind.BUG, message="x"),
    CRASH,
    ConversationShown(conversation_id=2),
    Noticed(notice=Notice(message="Something.")),
    NoticeGone(notice=Notice(message="Something.")),
]


@given(st.lists(st.sampled_from(_EVENTS), max_size=30))
def test_any_order_of_events_leaves_a_state_that_holds_together(events: list[Happening]) -> None:
    state = after(*events)
    assert state.is_busy == (not isinstance(state.answer, Idle))
    assert reduce(state, CRASH).running is None or isinstance(state.engine, NoModel | EngineDown)

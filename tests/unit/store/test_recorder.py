"""The recorder: what it saves when, and what it does when saving fails."""

from __future__ import annotations

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.recorder import HUGE_CHARACTERS, RETRY_INTERVAL_S, TurnRecorder
from inglenook_desktop.store import MessageStatus, Store, StoredMessage, StoreError, StoreProblem, Turn
from inglenook_engine.protocol import Chunk, Failed, Finished, PrefillProgress
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def turn(store: Store) -> Turn:
    return store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())


@pytest.fixture
def recorder(store: Store, turn: Turn, clock: Seconds) -> TurnRecorder:
    return TurnRecorder(store, turn, clock=clock)


def saved(store: Store, turn: Turn) -> StoredMessage:
    return store.thread(turn.conversation_id)[-1]


def chunk(turn: Turn, text: str, *tokens: int) -> Chunk:
    return Chunk(run_id=turn.run_id, text=text, tokens=tokens)


def test_text_is_saved_at_once_then_every_two_hundred_milliseconds(
    store: Store, turn: Turn, recorder: TurnRecorder, clock: Seconds
) -> None:
    recorder.on_event(chunk(turn, "One", 1))
    assert saved(store, turn).content == "One"
    clock.now += 0.15
    recorder.on_event(chunk(turn, " two", 2))
    assert saved(store, turn).content == "One"
    assert not recorder.is_saved
    clock.now += 0.05
    recorder.tick()
    assert (saved(store, turn).content, saved(store, turn).tokens) == ("One two", (1, 2))
    assert recorder.is_saved
    assert recorder.text == "One two"


def test_the_first_text_can_be_painted_before_it_is_saved(store: Store, turn: Turn, clock: Seconds) -> None:
    recorder = TurnRecorder(store, turn, clock=clock, first_pause_s=0.2)
    clock.now += 9
    recorder.tick()
    recorder.on_event(chunk(turn, "One", 1))
    assert (saved(store, turn).content, recorder.is_saved) == ("", False)
    clock.now += 0.2
    recorder.tick()
    assert (saved(store, turn).content, recorder.is_saved) == ("One", True)


def test_a_huge_answer_has_no_ids_of_its_tokens(store: Store, turn: Turn, recorder: TurnRecorder) -> None:
    """No model reads it again, and they would be as long as the text."""
    recorder.on_event(chunk(turn, "a" * HUGE_CHARACTERS, 1, 2))
    assert not recorder.is_huge
    recorder.flush()
    assert saved(store, turn).tokens == (1, 2)
    recorder.on_event(chunk(turn, "b", 3))
    recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
    assert recorder.is_huge
    assert saved(store, turn).tokens == ()
    assert len(saved(store, turn).content) == HUGE_CHARACTERS + 1


def test_nothing_is_written_while_nothing_arrives(
    store: Store, turn: Turn, recorder: TurnRecorder, clock: Seconds
) -> None:
    recorder.on_event(chunk(turn, "One", 1))
    before = store._db._sql.total_changes
    for _ in range(10):
        clock.now += 1
        recorder.tick()
        recorder.on_event(PrefillProgress(run_id=turn.run_id, done_tokens=1, total_tokens=2, cached_tokens=0))
        recorder.on_event(chunk(turn, ""))
    assert recorder.flush()
    assert store._db._sql.total_changes == before


def test_finish_saves_everything_and_ends(store: Store, turn: Turn, recorder: TurnRecorder) -> None:
    recorder.on_event(chunk(turn, "One", 1))
    recorder.on_event(chunk(turn, " two", 2))
    finished = Finished(run_id=turn.run_id, reason=FinishReason.CANCELLED, stats=STATS)
    recorder.on_event(finished)
    recorder.on_event(chunk(turn, "late", 3))
    answer = saved(store, turn)
    assert (answer.content, answer.tokens, answer.status) == ("One two", (1, 2), MessageStatus.CANCELLED)
    assert (recorder.end, recorder.is_saved, recorder.problem) == (finished, True, None)


@pytest.mark.parametrize("is_whole_engine", [True, False])
def test_a_failure_of_the_run_or_of_the_engine_ends_it(
    store: Store, turn: Turn, recorder: TurnRecorder, is_whole_engine: bool
) -> None:
    recorder.on_event(chunk(turn, "Half", 1))
    run_id = None if is_whole_engine else turn.run_id
    recorder.on_event(Failed(run_id=run_id, kind=FailureKind.CRASHED, message="It ended."))
    assert (saved(store, turn).content, saved(store, turn).status) == ("Half", MessageStatus.FAILED)


def test_events_of_other_runs_are_not_mine(store: Store, turn: Turn, recorder: TurnRecorder) -> None:
    other = turn.run_id + 1
    recorder.on_event(Chunk(run_id=other, text="not mine", tokens=(1,)))
    recorder.on_event(Finished(run_id=other, reason=FinishReason.STOP, stats=STATS))
    recorder.on_event(Failed(run_id=other, kind=FailureKind.BUG, message="not mine"))
    assert (recorder.text, recorder.end) == ("", None)
    assert saved(store, turn).status is MessageStatus.STREAMING


def test_an_id_that_no_model_has_costs_the_ids_and_not_the_text(
    store: Store, turn: Turn, recorder: TurnRecorder
) -> None:
    recorder.on_event(chunk(turn, "One", 1))
    recorder.on_event(chunk(turn, " two", 2**70))
    recorder.on_event(chunk(turn, " three", 3))
    recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
    assert (saved(store, turn).content, saved(store, turn).tokens) == ("One two three", ())


def test_a_long_answer_is_not_saved_more_often_than_a_tenth_of_the_time_allows(
    store: Store, turn: Turn, clock: Seconds
) -> None:
    class Slow(Seconds):
        """Each look takes 50 ms, so that each save takes at least as long."""

        def __call__(self) -> float:
            self.now += 0.05
            return self.now

    slow = Slow()
    recorder = TurnRecorder(store, turn, clock=slow)
    recorder.on_event(chunk(turn, "One", 1))
    assert recorder.is_saved
    recorder.on_event(chunk(turn, " two", 2))
    slow.now += 0.2
    recorder.tick()
    assert not recorder.is_saved
    slow.now += 0.4
    recorder.tick()
    assert recorder.is_saved


def test_a_huge_answer_is_saved_a_fiftieth_of_the_time(store: Store, turn: Turn) -> None:
    class Quick(Seconds):
        """A save takes 10 ms."""

        def __call__(self) -> float:
            self.now += 0.01
            return self.now

    quick = Quick()
    recorder = TurnRecorder(store, turn, clock=quick)
    recorder.on_event(chunk(turn, "x" * (HUGE_CHARACTERS + 1), 1))
    assert recorder.is_saved
    recorder.on_event(chunk(turn, "y", 2))
    quick.now += 0.4
    recorder.tick()
    assert not recorder.is_saved
    quick.now += 0.1
    recorder.tick()
    assert recorder.is_saved


def test_on_a_slow_disk_no_text_waits_for_more_than_a_quarter_of_a_second(store: Store, turn: Turn) -> None:
    class Quick(Seconds):
        """A save takes 40 ms."""

        def __call__(self) -> float:
            self.now += 0.02
            return self.now

    quick = Quick()
    recorder = TurnRecorder(store, turn, clock=quick)
    unsaved_since = None
    for _ in range(100):
        recorder.on_event(chunk(turn, "word ", 1))
        if recorder.is_saved:
            unsaved_since = None
        else:
            unsaved_since = quick.now if unsaved_since is None else unsaved_since
            assert quick.now - unsaved_since < 0.25


def test_a_failed_save_is_kept_back_and_made_good_later(
    store: Store, turn: Turn, recorder: TurnRecorder, clock: Seconds
) -> None:
    limit = store._db._sql.execute("PRAGMA page_count").fetchone()[0]
    store._db._sql.execute(f"PRAGMA max_page_count = {limit}")
    recorder.on_event(chunk(turn, "One " * 100_000, 1))
    assert isinstance(recorder.problem, StoreError)
    assert recorder.problem.problem is StoreProblem.DISK_FULL
    assert saved(store, turn).content == ""

    clock.now += RETRY_INTERVAL_S / 2
    recorder.on_event(chunk(turn, "two", 2))  # no attempt yet: the answer on the screen must not stutter
    recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
    assert recorder.problem is not None
    assert not recorder.flush()

    store._db._sql.execute("PRAGMA max_page_count = 1000000")
    recorder.tick()
    assert recorder.problem is not None  # not yet
    clock.now += RETRY_INTERVAL_S
    recorder.tick()
    assert (recorder.problem, recorder.is_saved) == (None, True)
    assert saved(store, turn).content == "One " * 100_000 + "two"
    assert saved(store, turn).status is MessageStatus.COMPLETE


def test_many_small_chunks_cost_linear_time(store: Store, turn: Turn, recorder: TurnRecorder) -> None:
    for index in range(100_000):
        recorder.on_event(chunk(turn, "word ", index))
    assert len(recorder._parts) > 99_000  # nothing was joined between two saves
    assert recorder.flush()
    assert saved(store, turn).content == "word " * 100_000
    assert len(saved(store, turn).tokens) == 100_000


def test_an_answer_that_goes_on_begins_with_what_is_there(store: Store, turn: Turn, clock: Seconds) -> None:
    store.finish_turn(turn, text="One", tokens=[1], reason=FinishReason.CANCELLED, stats=STATS)
    more = store.continue_turn(turn.assistant_message_id, model=MODEL, params=GenerateParams())
    recorder = TurnRecorder(store, more, clock=clock)
    assert (recorder.text, recorder.is_saved) == ("One", True)
    recorder.on_event(chunk(more, " two", 2))
    assert (saved(store, turn).content, saved(store, turn).tokens) == ("One two", (1, 2))
    recorder.on_event(Failed(run_id=more.run_id, kind=FailureKind.CRASHED, message="It ended."))
    assert (saved(store, turn).content, saved(store, turn).status) == ("One two", MessageStatus.FAILED)


def test_ids_behind_a_text_without_ids_are_not_kept(store: Store, turn: Turn, clock: Seconds) -> None:
    store.finish_turn(turn, text="Half", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    edited = store.tree.edit_answer(turn.assistant_message_id, "Mine")
    more = store.continue_turn(edited, model=MODEL, params=GenerateParams())
    recorder = TurnRecorder(store, more, clock=clock)
    recorder.on_event(chunk(more, " own", 2))
    assert (saved(store, turn).content, saved(store, turn).tokens) == ("Mine own", ())


def test_a_huge_answer_is_saved_apart_from_the_events_of_a_window(store: Store, turn: Turn, clock: Seconds) -> None:
    """What comes with its end, or is painted next, does not wait for two saves."""
    recorder = TurnRecorder(store, turn, clock=clock, first_pause_s=0.2)
    recorder.on_event(chunk(turn, "x" * (HUGE_CHARACTERS + 1), 1))
    clock.now += 1
    recorder.on_event(chunk(turn, "y", 2))
    assert saved(store, turn).content == ""
    recorder.tick()
    assert saved(store, turn).content.endswith("xy")
    recorder.on_event(chunk(turn, "z", 3))
    recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
    assert saved(store, turn).content.endswith("xyz")

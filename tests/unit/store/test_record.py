"""What is kept of a run beside its figures: versions, the model file, its cause, and what became of the answer."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Outcome, RunAction, Store, StoreError, StoreProblem, Turn, open_store
from inglenook_desktop.store.figures import Grouping
from inglenook_desktop.store.model_files import mark_of
from inglenook_engine.types import FinishReason, GenerateParams, ModelInfo

PARAMS = GenerateParams(max_tokens=64)
SHA256 = "0123456789abcdef" * 4


def answered(
    store: Store, text: str = "Hello", *, model: ModelInfo = MODEL, conversation_id: int | None = None
) -> Turn:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=model, params=PARAMS)
    stats = replace(STATS, output_tokens=2)
    store.finish_turn(turn, text="Hi.", tokens=[5, 6], reason=FinishReason.STOP, stats=stats)
    return turn


def columns(store: Store, names: str, run_id: int) -> tuple[object, ...]:
    with store._db.read() as sql:
        found: tuple[object, ...] = sql.execute(f"SELECT {names} FROM runs WHERE id = ?", (run_id,)).fetchone()
    return found


def test_a_run_names_the_versions_that_made_it(store: Store) -> None:
    model = replace(MODEL, engine_version="2.1", llama_version="0.3.36", driver_version="580.1")
    turn = answered(store, model=model)
    assert columns(store, "engine_version, llama_version, driver_version", turn.run_id) == ("2.1", "0.3.36", "580.1")
    run = store.record.run(turn.run_id)
    assert run is not None
    assert run.model == model


def test_a_run_has_the_hash_of_its_file_once_it_is_known(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    os.utime(file, ns=(10**18, 10**18))  # 2001
    model = replace(MODEL, path=str(file))
    before = answered(store, model=model)
    assert columns(store, "model_sha256", before.run_id) == (None,)
    mark = mark_of(str(file))
    assert mark is not None
    store.record.keep_sha256(mark, SHA256)
    after = answered(store, model=model)
    elsewhere = answered(store)
    assert columns(store, "model_sha256", before.run_id) == (SHA256,)
    assert columns(store, "model_sha256", after.run_id) == (SHA256,)
    assert columns(store, "model_sha256", elsewhere.run_id) == (None,)
    file.write_bytes(b"GGUF, another one")  # nobody has read that yet
    changed = answered(store, model=model)
    assert columns(store, "model_sha256", changed.run_id) == (None,)
    assert store.record.sha256_of(str(file)) == ""


def test_runs_from_before_a_file_changed_do_not_get_the_hash_of_the_new_one(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF")
    before = answered(store, model=replace(MODEL, path=str(file)))  # the clock of the test says January
    mark = mark_of(str(file))
    assert mark is not None
    store.record.keep_sha256(mark, SHA256)
    assert columns(store, "model_sha256", before.run_id) == (None,)


def test_what_the_program_does_for_an_answer_names_that_answer(store: Store) -> None:
    turn = answered(store)
    title = store.shelf.begin_title(turn.conversation_id, model=MODEL, params=PARAMS)
    replay = store.record.begin_aside(
        turn.assistant_message_id, RunAction.REPLAY, model=MODEL, params=PARAMS, caused_by=turn.run_id
    )
    for run_id in (title, replay):
        store.record.finish(run_id, reason=FinishReason.STOP, stats=STATS)
        assert columns(store, "caused_by, message_id", run_id) == (turn.run_id, turn.assistant_message_id)
    newest = store.run_of_message(turn.assistant_message_id)
    assert newest is not None
    assert newest.id == turn.run_id  # neither wrote the answer
    assert store.record.newest_answer() == turn.run_id


def test_a_mark_can_be_set_changed_and_taken_away(store: Store, data_dir: Path) -> None:
    turn = answered(store)
    message_id = turn.assistant_message_id
    assert turn.user_message_id is not None
    for outcome in (Outcome.GOOD, Outcome.USED, None, Outcome.BAD):
        store.record.mark(message_id, outcome)
        assert store.record.outcome(message_id) is outcome
    store.close()
    with open_store(data_dir) as again:
        assert again.thread(turn.conversation_id)[-1].outcome is Outcome.BAD
        for wrong in (turn.user_message_id, 999):
            with pytest.raises(StoreError) as refusal:
                again.record.mark(wrong, Outcome.GOOD)
            assert refusal.value.problem is StoreProblem.GONE


def test_a_measurement_of_the_machine_is_no_answer_of_anybody(store: Store) -> None:
    run_id = store.record.begin_measurement(model=MODEL, params=PARAMS)
    store.record.finish(run_id, reason=FinishReason.LENGTH, stats=STATS)
    assert columns(store, "action, message_id, finish_reason", run_id) == ("bench", None, "length")
    assert store.record.newest_answer() is None
    assert store.record.run(run_id) is None
    assert store.figures.by(Grouping.MODEL) == []


def test_an_answer_is_found_with_all_that_was_said_before_it(store: Store) -> None:
    first = answered(store)
    second = answered(store, "And now?", conversation_id=first.conversation_id)
    found = store.record.answer_of(second.run_id)
    assert found is not None
    assert [message.content for message in found.above] == ["Hello", "Hi.", "And now?"]
    (wrote,) = found.runs
    assert (wrote.tokens, wrote.run.params) == ((5, 6), PARAMS)


def test_of_an_answer_that_went_on_each_run_has_the_ids_that_it_wrote(store: Store) -> None:
    first = answered(store)
    more = store.continue_turn(first.assistant_message_id, model=MODEL, params=PARAMS)
    store.finish_turn(
        more, text="Hi. More.", tokens=[5, 6, 7], reason=FinishReason.STOP, stats=replace(STATS, output_tokens=1)
    )
    found = store.record.answer_of(first.run_id)
    assert found is not None
    assert found == store.record.answer_of(more.run_id)
    assert [(one.run.id, one.tokens) for one in found.runs] == [(first.run_id, (5, 6)), (more.run_id, (7,))]


def test_a_measurement_of_the_machine_is_in_no_rollup(store: Store) -> None:
    answered(store)
    run_id = store.record.begin_measurement(model=MODEL, params=PARAMS)
    store.record.finish(run_id, reason=FinishReason.LENGTH, stats=STATS)
    with store._db.read() as sql:
        assert sql.execute("SELECT action FROM run_figures").fetchall() == [("answer",)]
        assert sql.execute("SELECT count(*) FROM figure_runs").fetchone() == (1,)
        assert sql.execute("SELECT count(*) FROM figure_queue").fetchone() == (0,)


def test_what_an_act_took_is_counted_with_all_that_was_done_for_it(store: Store) -> None:
    turn = answered(store)
    for _ in range(2):
        title = store.shelf.begin_title(turn.conversation_id, model=MODEL, params=PARAMS)
        store.shelf.finish_title(title, reason=FinishReason.STOP, stats=STATS)
    again = store.begin_turn(conversation_id=turn.conversation_id, text=None, model=MODEL, params=PARAMS)
    store.finish_turn(again, text="Oh.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    by_action = {group.key: group.runs for group in store.figures.by(Grouping.ACTION)}
    by_cause = {group.key: group.runs for group in store.figures.by(Grouping.CAUSE)}
    assert (by_action, by_cause) == ({"answer": 1, "title": 2, "retry": 1}, {"answer": 3, "retry": 1})


def test_figures_are_told_for_each_outcome(store: Store) -> None:
    good, _plain, bad = (answered(store) for _ in range(3))
    store.record.mark(good.assistant_message_id, Outcome.GOOD)
    store.record.mark(bad.assistant_message_id, Outcome.BAD)
    assert {group.key: group.runs for group in store.figures.by(Grouping.OUTCOME)} == {"good": 1, "bad": 1, "": 1}


def test_a_summary_belongs_to_the_answer_that_it_made_room_for(store: Store) -> None:
    other, turn = answered(store), answered(store)
    for one in (other, turn):
        summary = store.record.begin_aside(
            one.assistant_message_id, RunAction.SUMMARY, model=MODEL, params=PARAMS, caused_by=None
        )
        store.record.finish(summary, reason=FinishReason.STOP, stats=STATS)
    following = answered(store, "And now?", conversation_id=turn.conversation_id)
    assert columns(store, "caused_by", summary) == (following.run_id,)
    assert columns(store, "caused_by", summary - 1) == (None,)

"""Turns: what begins, what is kept while it streams, how it ends, and what a retry adds."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inglenook_desktop.prediction import PredictionMark
from inglenook_desktop.store import MessageStatus, RunAction, Store, StoreError, StoreProblem, Turn
from inglenook_engine.protocol import Failed
from inglenook_engine.types import (
    DrafterStats,
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    Role,
    SamplerParams,
    Speculation,
    SpeculationOff,
)

PARAMS = GenerateParams(sampler=SamplerParams(seed=2**63 - 1, temperature=0.0), max_tokens=64, stop=("\n\n", "é"))


def begin(store: Store, text: str | None, conversation_id: int | None = None, system: str | None = None) -> Turn:
    return store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=PARAMS, system=system)


def finish(store: Store, turn: Turn, text: str, tokens: tuple[int, ...] = (5, 6, 7)) -> None:
    store.finish_turn(turn, text=text, tokens=tokens, reason=FinishReason.STOP, stats=STATS)


def contents(store: Store, conversation_id: int) -> list[tuple[str, str, str]]:
    return [(m.role.value, m.content, m.status.value) for m in store.thread(conversation_id)]


def test_a_turn_begins_with_the_message_and_an_empty_answer(store: Store) -> None:
    turn = begin(store, "Hello", system="Be brief.")
    assert contents(store, turn.conversation_id) == [
        ("system", "Be brief.", "complete"),
        ("user", "Hello", "complete"),
        ("assistant", "", "streaming"),
    ]
    system, user, answer = store.thread(turn.conversation_id)
    assert (system.parent_id, user.parent_id, answer.parent_id) == (None, system.id, user.id)
    assert (user.id, answer.id) == (turn.user_message_id, turn.assistant_message_id)


def test_the_run_keeps_what_was_asked_of_which_model(store: Store) -> None:
    turn = begin(store, "Hello")
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert (run.id, run.message_id, run.action) == (turn.run_id, turn.assistant_message_id, RunAction.ANSWER)
    assert (run.model, run.model_name, run.model_path, run.params) == (MODEL, MODEL.name, MODEL.path, PARAMS)
    assert (run.finished_at, run.finish_reason, run.stats, run.ui_ttft_ms, run.error_kind) == (None,) * 5
    assert run.started_at == "2026-01-31T23:59:59.123Z"


def test_a_follow_up_continues_the_thread_which_keeps_the_ids_of_the_answer(store: Store) -> None:
    first = begin(store, "One", system="S")
    finish(store, first, "Answer one")
    begin(store, "Two", first.conversation_id, system="ignored, there is one")
    assert [(m.role.value, m.content, m.tokens) for m in store.thread(first.conversation_id)] == [
        ("system", "S", ()),
        ("user", "One", ()),
        ("assistant", "Answer one", (5, 6, 7)),
        ("user", "Two", ()),
        ("assistant", "", ()),
    ]


def test_a_system_message_goes_first_in_an_empty_conversation(store: Store) -> None:
    conversation = store.create_conversation()
    begin(store, "Hi", conversation.id, system="S")
    assert [m.role for m in store.thread(conversation.id)] == [Role.SYSTEM, Role.USER, Role.ASSISTANT]


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (FinishReason.STOP, MessageStatus.COMPLETE),
        (FinishReason.LENGTH, MessageStatus.COMPLETE),
        (FinishReason.CANCELLED, MessageStatus.CANCELLED),
    ],
)
def test_a_finished_answer_has_its_text_ids_status_and_figures(
    store: Store, reason: FinishReason, status: MessageStatus
) -> None:
    turn = begin(store, "Hello")
    store.finish_turn(turn, text="Hi!", tokens=[1, 2], reason=reason, stats=STATS)
    answer = store.thread(turn.conversation_id)[-1]
    assert (answer.content, answer.tokens, answer.status) == ("Hi!", (1, 2), status)
    run = store.runs_of_conversation(turn.conversation_id)[answer.id]
    assert (run.finish_reason, run.stats) == (reason, STATS)
    assert run.finished_at is not None
    assert run.finished_at > run.started_at


def test_every_figure_of_the_statistics_survives(store: Store) -> None:
    figures = {
        field.name: index + 0.5 if "float" in str(field.type) else index
        for index, field in enumerate(dataclasses.fields(GenerationStats), start=1)
    }
    lookup = DrafterStats(
        name="look\nup é", rounds=3, drafted_tokens=7, accepted_tokens=5, drafted_at=(3, 2, 2), accepted_at=(3, 2, 0)
    )
    figures |= {"speculation_off": SpeculationOff.DOES_NOT_PAY, "drafters": (lookup, replace(lookup, name="draft"))}
    figures["itl_histogram"], figures["prompt_sha256"] = '{"230":4}', "ab" * 32
    stats = GenerationStats(**figures)
    turn = begin(store, "Hello")
    store.finish_turn(turn, text="", tokens=[], reason=FinishReason.STOP, stats=stats)
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert run.stats == stats


def test_figures_of_drafters_that_cannot_be_read_do_not_hide_the_run(store: Store) -> None:
    turn = begin(store, "Hello")
    finish(store, turn, "Hi")
    for damage in ("not json", '{"name": 1}', '[{"quantum": 1}]', "7", "null"):
        with store._db.write() as sql:
            sql.execute("UPDATE runs SET drafters = ?", (damage,))
        run = store.run_of_message(turn.assistant_message_id)
        assert run is not None
        assert run.stats == STATS


def test_a_prediction_leaves_a_hash_and_a_size_and_no_text(store: Store, data_dir: Path) -> None:
    prediction = "def secret():\n    return 'é'\n" * 3
    params = replace(PARAMS, prediction=prediction, speculation=Speculation.LOOKUP)
    turn = store.begin_turn(conversation_id=None, text="Edit it", model=MODEL, params=params)
    finish(store, turn, "Done")
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert run.params == replace(params, prediction="")
    data = prediction.encode()
    assert run.prediction == PredictionMark(sha256=hashlib.sha256(data).hexdigest(), n_bytes=len(data))
    store.close()
    assert all(b"secret" not in path.read_bytes() for path in data_dir.iterdir() if path.is_file())


def test_without_a_prediction_there_is_no_mark(store: Store) -> None:
    turn = begin(store, "Hello")
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert run.prediction is None


def test_what_is_known_of_a_prediction_goes_with_the_conversation(store: Store) -> None:
    begin_params = replace(PARAMS, prediction="x")
    store.begin_turn(conversation_id=None, text="Edit it", model=MODEL, params=begin_params)
    with store._db.write() as sql:
        sql.execute("DELETE FROM conversations")
        assert sql.execute("SELECT count(*) FROM runs").fetchone() == (0,)


def test_a_failed_answer_has_the_figures_of_what_it_took(store: Store) -> None:
    turn = begin(store, "Hello")
    stats = GenerationStats(prompt_tokens=900, template_ms=2.0, total_ms=5.0, energy_mj=40.0, idle_energy_mj=30.0)
    failure = Failed(run_id=turn.run_id, kind=FailureKind.CONTEXT_OVERFLOW, message="Too long.", stats=stats)
    store.fail_turn(turn, text="", tokens=(), failure=failure)
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert (run.stats, run.error_kind) == (stats, FailureKind.CONTEXT_OVERFLOW)


def test_a_failed_answer_keeps_its_text_and_the_reason(store: Store) -> None:
    turn = begin(store, "Hello")
    store.checkpoint(turn, "Half an ans", [1, 2, 3])
    failure = Failed(run_id=None, kind=FailureKind.CRASHED, message="The engine \ud800 ended.", detail="SIGABRT\x00")
    store.fail_turn(turn, text="Half an answ", tokens=[1, 2, 3, 4], failure=failure)
    answer = store.thread(turn.conversation_id)[-1]
    assert (answer.content, answer.tokens, answer.status) == ("Half an answ", (1, 2, 3, 4), MessageStatus.FAILED)
    run = store.run_of_message(answer.id)
    assert run is not None
    assert (run.error_kind, run.error_message, run.error_detail) == (
        FailureKind.CRASHED,
        "The engine � ended.",
        "SIGABRT\x00",
    )
    assert (run.finish_reason, run.stats) == (None, None)


def test_a_checkpoint_is_seen_by_others_and_the_answer_goes_on(store: Store) -> None:
    turn = begin(store, "Hello")
    store.checkpoint(turn, "Once upon", [9])
    answer = store.thread(turn.conversation_id)[-1]
    assert (answer.content, answer.tokens, answer.status) == ("Once upon", (9,), MessageStatus.STREAMING)


def test_a_retry_is_a_sibling_and_the_first_answer_stays(store: Store) -> None:
    first = begin(store, "Hello")
    finish(store, first, "First")
    retry = begin(store, None, first.conversation_id)
    finish(store, retry, "Second")
    assert retry.user_message_id is None
    assert [m.content for m in store.thread(first.conversation_id)] == ["Hello", "Second"]
    runs = store.runs_of_conversation(first.conversation_id)
    assert [run.action for run in runs.values()] == [RunAction.ANSWER, RunAction.RETRY]
    with store._db.read() as sql:
        siblings = sql.execute(
            "SELECT content FROM messages WHERE parent_id = ? ORDER BY id", (first.user_message_id,)
        ).fetchall()
    assert siblings == [("First",), ("Second",)]


def test_a_retry_of_a_message_without_an_answer_answers_it(store: Store) -> None:
    turn = begin(store, "Hello")
    finish(store, turn, "x")
    with store._db.write() as sql:
        sql.execute("DELETE FROM messages WHERE id = ?", (turn.assistant_message_id,))
        sql.execute("UPDATE conversations SET head_message_id = ?", (turn.user_message_id,))
    retry = begin(store, None, turn.conversation_id)
    assert [m.id for m in store.thread(turn.conversation_id)] == [turn.user_message_id, retry.assistant_message_id]


@pytest.mark.parametrize("is_new", [True, False])
def test_a_retry_with_nothing_to_answer_is_refused_and_leaves_nothing(store: Store, is_new: bool) -> None:
    conversation_id = None if is_new else store.create_conversation().id
    before = store.conversations()
    with pytest.raises(ValueError, match="no message"):
        begin(store, None, conversation_id)
    assert store.conversations() == before


def test_no_second_answer_begins_while_one_is_written(store: Store) -> None:
    turn = begin(store, "Hello")
    for text in ("again", None):
        with pytest.raises(StoreError, match="still being written") as refused:
            begin(store, text, turn.conversation_id)
        assert refused.value.problem is StoreProblem.ANSWERING
    finish(store, turn, "done")
    assert begin(store, "again", turn.conversation_id).conversation_id == turn.conversation_id


def test_a_conversation_in_the_trash_takes_no_turn_but_its_answer_still_ends(store: Store) -> None:
    turn = begin(store, "Hello")
    store.delete_conversation(turn.conversation_id)
    finish(store, turn, "done")
    with pytest.raises(StoreError) as gone:
        begin(store, "more", turn.conversation_id)
    assert gone.value.problem is StoreProblem.GONE
    store.restore_conversation(turn.conversation_id)
    assert contents(store, turn.conversation_id)[-1] == ("assistant", "done", "complete")


def test_an_answer_whose_message_was_purged_is_gone(store: Store) -> None:
    turn = begin(store, "Hello")
    with store._db.write() as sql:
        sql.execute("DELETE FROM conversations")
    with pytest.raises(StoreError) as gone:
        store.checkpoint(turn, "x", [])
    assert gone.value.problem is StoreProblem.GONE


def test_ui_ttft_stands_beside_the_engines_figure(store: Store) -> None:
    turn = begin(store, "Hello")
    store.set_ui_ttft(turn, 321.5)
    finish(store, turn, "Hi")
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert run.ui_ttft_ms == 321.5


def test_ids_that_are_no_tokens_are_forgotten_and_the_text_is_kept(store: Store) -> None:
    turn = begin(store, "Hello")
    finish(store, turn, "Hi", tokens=(1, 2**40))
    answer = store.thread(turn.conversation_id)[-1]
    assert (answer.content, answer.tokens) == ("Hi", ())


def test_facts_this_version_cannot_read_do_not_hide_the_run(store: Store) -> None:
    turn = begin(store, "Hello")
    with store._db.write() as sql:
        sql.execute("""UPDATE runs SET model = '{"quantum": 1}', params = 'not json'""")
    run = store.run_of_message(turn.assistant_message_id)
    assert run is not None
    assert (run.model, run.model_name, run.params) == (None, MODEL.name, GenerateParams())


def test_a_branch_that_bites_its_tail_ends(store: Store) -> None:
    turn = begin(store, "Hello")
    with store._db.write() as sql:
        sql.execute("UPDATE messages SET parent_id = ? WHERE parent_id IS NULL", (turn.assistant_message_id,))
    assert len(store.thread(turn.conversation_id)) == 2


@given(text=st.text(st.characters(exclude_categories=("Cs",))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_any_text_comes_back_as_it_went_in(store: Store, text: str) -> None:
    turn = begin(store, text)
    finish(store, turn, text)
    assert [m.content for m in store.thread(turn.conversation_id)] == [text, text]


def test_ten_megabytes_of_text_come_back(store: Store) -> None:
    text = "0123456789é\n" * 900_000
    turn = begin(store, text)
    finish(store, turn, text, tokens=tuple(range(100_000)))
    user, answer = store.thread(turn.conversation_id)
    assert (user.content == text, answer.content == text, answer.tokens[-1]) == (True, True, 99_999)
    assert len(store.conversations()[0].title) <= 60

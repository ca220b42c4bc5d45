"""What stays of conversations that are deleted for ever: nothing, or figures that lead back to nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, RunAction, Store, open_store, salvage_rows
from inglenook_desktop.store.figures import GroupFigures, Grouping
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams

SECRET = "zanzibar"
PARAMS = GenerateParams(prediction=SECRET, stop=(SECRET,))
MODEL_HERE = replace(MODEL, path=f"/home/{SECRET}/model.gguf")
STATS_HERE = replace(STATS, prompt_sha256="ab" * 32)


def fill(store: Store) -> int:
    """An answer, a failed one, a title, a replay; then the conversation is in the trash."""
    turn = store.begin_turn(conversation_id=None, text=f"Where is {SECRET}?", model=MODEL_HERE, params=PARAMS)
    store.finish_turn(turn, text=f"{SECRET}!", tokens=[1], reason=FinishReason.STOP, stats=STATS_HERE)
    title = store.shelf.begin_title(turn.conversation_id, model=MODEL_HERE, params=PARAMS)
    store.shelf.finish_title(title, reason=FinishReason.STOP, stats=STATS_HERE)
    replay = store.record.begin_aside(
        turn.assistant_message_id, RunAction.REPLAY, model=MODEL_HERE, params=PARAMS, caused_by=turn.run_id
    )
    store.record.finish(replay, reason=FinishReason.STOP, stats=STATS_HERE)
    failed = store.begin_turn(conversation_id=turn.conversation_id, text="Again", model=MODEL_HERE, params=PARAMS)
    failure = Failed(run_id=failed.run_id, kind=FailureKind.CRASHED, message=SECRET, detail=SECRET)
    store.fail_turn(failed, text="", tokens=[], failure=failure)
    store.delete_conversation(turn.conversation_id)
    return turn.conversation_id


def totals(store: Store) -> dict[str, GroupFigures]:
    groups = store.figures.by(Grouping.ACTION)
    return {group.key: replace(group, first_day="", last_day="") for group in groups}


@pytest.mark.parametrize("is_wanted", [False, True])
def test_the_totals_stay_if_they_are_wanted_and_nothing_else_does(
    store: Store, data_dir: Path, is_wanted: bool
) -> None:
    conversation_id = fill(store)
    store.record.keep_totals(is_wanted)
    before = totals(store)
    assert before.keys() == {"answer", "title", "replay"}
    store.shelf.purge(conversation_id)
    assert totals(store) == (before if is_wanted else {})
    with store._db.read() as sql:
        kept = sql.execute("SELECT message_id, owner, caused_by, params, started_at FROM runs").fetchall()
    assert len(kept) == (4 if is_wanted else 0)
    for message_id, owner, caused_by, params, started_at in kept:
        assert (message_id, owner, caused_by, params) == (None, None, None, "{}")
        assert started_at.endswith((":00:00.000Z", ":30:00.000Z"))
    store.close()
    for file in data_dir.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert SECRET.encode() not in data, file
            assert b"ab" * 32 not in data, file


def test_what_was_kept_can_be_forgotten_and_measurements_of_the_machine_stay(store: Store) -> None:
    bench = store.record.begin_measurement(model=MODEL, params=PARAMS)
    store.record.finish(bench, reason=FinishReason.LENGTH, stats=STATS)
    conversation_id = fill(store)
    store.record.keep_totals(True)
    store.shelf.purge(conversation_id)
    assert store.record.forget_totals() == 4
    with store._db.read() as sql:
        assert sql.execute("SELECT id FROM runs").fetchall() == [(bench,)]


def test_the_wish_is_of_the_folder_and_lasts(store: Store, data_dir: Path) -> None:
    conversation_id = fill(store)
    store.record.keep_totals(True)
    store.close()
    with open_store(data_dir) as again:
        again.shelf.purge(conversation_id)
        assert totals(again)["answer"].runs == 2
    assert (data_dir / FILE_NAME).exists()


def test_anonymous_figures_outlive_damage_and_the_run_of_a_lost_message_does_not(store: Store) -> None:
    conversation_id = fill(store)
    store.record.keep_totals(True)
    store.shelf.purge(conversation_id)
    lost = fill(store)
    with store._db.write() as sql:
        sql.execute("UPDATE runs SET message_id = NULL WHERE prompt_sha256 NOT NULL")  # as a damaged page could make it
        salvage_rows._make_consistent(sql, salvage_rows.Found())
        left = sql.execute("SELECT message_id, prompt_sha256, error_detail FROM runs ORDER BY id").fetchall()
    messages = [message.id for message in store.tree.whole(lost)]
    assert left == [(None, None, "")] * 4 + [(messages[-1], None, SECRET)]

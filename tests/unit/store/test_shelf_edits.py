"""What a person is making of a message and has not sent: kept, found again, and gone when it is sent or given up."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store, StoreError, StoreProblem, Turn, open_private_store, open_store
from inglenook_engine.types import FinishReason, GenerateParams

SECRET = "zanzibarium"


def say(store: Store, text: str, conversation_id: int | None = None, *, instead_of: int | None = None) -> Turn:
    turn = store.begin_turn(
        conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams(), instead_of=instead_of
    )
    store.finish_turn(turn, text="Yes.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn


def question_of(turn: Turn) -> int:
    assert turn.user_message_id is not None
    return turn.user_message_id


@pytest.fixture
def turn(store: Store) -> Turn:
    return say(store, "What is it?")


def test_edits_are_found_again_at_the_next_start_each_with_its_message(
    store: Store, data_dir: Path, turn: Turn
) -> None:
    other = say(store, "Another conversation")
    kept = {question_of(turn): "What was it? \ud800\x00", turn.assistant_message_id: ""}
    for message_id, text in kept.items():
        store.shelf.keep_edit(message_id, "so far")
        store.shelf.keep_edit(message_id, text)
    store.shelf.keep_edit(question_of(other), "x")
    store.close()
    with open_store(data_dir) as again:
        assert again.shelf.edits(turn.conversation_id) == {**kept, question_of(turn): "What was it? \ufffd\x00"}
        assert again.shelf.edits(999) == {}
        again.shelf.forget_edit(question_of(turn))
        again.shelf.forget_edit(999)
        assert again.shelf.edits(turn.conversation_id) == {turn.assistant_message_id: ""}
        assert again.shelf.edits(other.conversation_id) == {question_of(other): "x"}


def test_an_edit_of_another_branch_is_there_too(store: Store, turn: Turn) -> None:
    say(store, "In other words?", turn.conversation_id, instead_of=question_of(turn))
    store.shelf.keep_edit(turn.assistant_message_id, "out of view")
    assert store.shelf.edits(turn.conversation_id) == {turn.assistant_message_id: "out of view"}


def test_an_edit_that_is_sent_is_forgotten_with_the_sending(store: Store, turn: Turn) -> None:
    for message_id in (question_of(turn), turn.assistant_message_id):
        store.shelf.keep_edit(message_id, "almost")
    say(store, "What was it?", turn.conversation_id, instead_of=question_of(turn))
    assert store.shelf.edits(turn.conversation_id) == {turn.assistant_message_id: "almost"}
    store.tree.edit_answer(turn.assistant_message_id, "No.")
    assert store.shelf.edits(turn.conversation_id) == {}


def test_an_edit_stays_when_its_message_is_only_answered_again(store: Store, turn: Turn) -> None:
    store.shelf.keep_edit(question_of(turn), "almost")
    store.begin_turn(
        conversation_id=turn.conversation_id,
        text=None,
        model=MODEL,
        params=GenerateParams(),
        instead_of=question_of(turn),
    )
    assert store.shelf.edits(turn.conversation_id) == {question_of(turn): "almost"}


def test_an_edit_that_cannot_be_sent_stays(store: Store, turn: Turn) -> None:
    store.shelf.keep_edit(question_of(turn), "almost")
    store.begin_turn(conversation_id=turn.conversation_id, text=None, model=MODEL, params=GenerateParams())
    with pytest.raises(StoreError) as refused:
        say(store, "What was it?", turn.conversation_id, instead_of=question_of(turn))
    assert refused.value.problem is StoreProblem.ANSWERING
    assert store.shelf.edits(turn.conversation_id) == {question_of(turn): "almost"}


def test_what_is_in_the_trash_or_unknown_takes_no_edit_but_keeps_its_own(store: Store, turn: Turn) -> None:
    store.shelf.keep_edit(question_of(turn), "before")
    store.delete_conversation(turn.conversation_id)
    for message_id in (question_of(turn), 999):
        with pytest.raises(StoreError) as refused:
            store.shelf.keep_edit(message_id, "after")
        assert refused.value.problem is StoreProblem.GONE
    store.restore_conversation(turn.conversation_id)
    assert store.shelf.edits(turn.conversation_id) == {question_of(turn): "before"}


def test_an_edit_does_not_make_its_conversation_newer(store: Store, turn: Turn) -> None:
    before = store.conversation(turn.conversation_id)
    store.shelf.keep_edit(question_of(turn), "almost")
    assert store.conversation(turn.conversation_id) == before


def test_a_private_edit_is_as_private_as_its_conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_private_store() as private:
        turn = say(private, "Hush")
        private.shelf.keep_edit(question_of(turn), SECRET)
        assert private.shelf.edits(turn.conversation_id) == {question_of(turn): SECRET}
    assert list(tmp_path.iterdir()) == []


def test_an_archive_carries_edits_and_comes_back_the_same(store: Store, tmp_path: Path, turn: Turn) -> None:
    store.shelf.keep_edit(question_of(turn), "What was it? é")
    store.shelf.keep_edit(turn.assistant_message_id, "")
    first = io.BytesIO()
    store.archive.export(first)
    path = tmp_path / "all.json"
    path.write_bytes(first.getvalue())
    with open_store(tmp_path / "other") as other:
        say(other, "something before, so that ids differ")
        (imported,) = other.archive.import_from(path).conversation_ids
        assert sorted(other.shelf.edits(imported).values()) == ["", "What was it? é"]
        second = io.BytesIO()
        other.archive.export(second, [imported])
    assert second.getvalue() == first.getvalue()


@pytest.mark.parametrize("edit", [7, None, [], {"a": 1}])
def test_an_edit_of_an_archive_that_is_no_text_is_as_if_it_were_absent(
    store: Store, tmp_path: Path, turn: Turn, edit: object
) -> None:
    store.shelf.keep_edit(question_of(turn), "unlikely text")
    out = io.BytesIO()
    store.archive.export(out)
    path = tmp_path / "all.json"
    path.write_text(out.getvalue().decode().replace('"unlikely text"', json.dumps(edit)))
    with open_store(tmp_path / "other") as other:
        report = other.archive.import_from(path)
        assert (report.n_messages, report.n_problems) == (2, 0)
        assert other.shelf.edits(report.conversation_ids[0]) == {}

"""The list of conversations: order, names, trash."""

from __future__ import annotations

import pytest
from fakes_engine import MODEL
from inglenook_desktop.store import Store, StoreError, StoreProblem
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, GenerateParams, Speculation

FAILURE = Failed(run_id=None, kind=FailureKind.BUG, message="It failed.")


def begin(store: Store, text: str, conversation_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
    return turn.conversation_id


def test_the_conversation_used_last_comes_first(store: Store) -> None:
    first, second, third = (store.create_conversation(name).id for name in ("one", "two", "three"))
    assert [c.id for c in store.conversations()] == [third, second, first]
    begin(store, "hello", first)
    assert [c.id for c in store.conversations()] == [first, third, second]


def test_renaming_changes_the_title_and_not_the_order(store: Store) -> None:
    first, second = store.create_conversation("one"), store.create_conversation("two")
    store.rename_conversation(first.id, "uno \ud800")
    assert [c.title for c in store.conversations()] == ["two", "uno �"]
    assert store.conversation(first.id) != first
    assert store.conversation(second.id) == second


def test_a_first_message_names_a_nameless_conversation_and_leaves_a_named_one_alone(store: Store) -> None:
    nameless, named = store.create_conversation(), store.create_conversation("My notes")
    begin(store, "What is a draft model?\nIn detail.", nameless.id)
    begin(store, "Other text", named.id)
    assert {c.id: c.title for c in store.conversations()} == {
        nameless.id: "What is a draft model?",
        named.id: "My notes",
    }


def test_a_title_that_a_person_emptied_stays_empty(store: Store) -> None:
    conversation = store.create_conversation()
    store.rename_conversation(conversation.id, "")
    begin(store, "hello", conversation.id)
    assert [c.title for c in store.conversations()] == [""]


def test_a_deleted_conversation_is_hidden_and_comes_back_whole(store: Store) -> None:
    conversation_id = begin(store, "keep me")
    before = store.conversations(), store.thread(conversation_id)
    store.delete_conversation(conversation_id)
    assert store.conversations() == []
    assert store.conversation(conversation_id) is None
    store.restore_conversation(conversation_id)
    assert (store.conversations(), store.thread(conversation_id)) == before


def test_unknown_conversations_are_none_empty_or_gone(store: Store) -> None:
    assert store.conversation(7) is None
    assert store.thread(7) == []
    assert store.runs_of_conversation(7) == {}
    assert store.run_of_message(7) is None
    for act in (store.delete_conversation, store.restore_conversation):
        with pytest.raises(StoreError) as gone:
            act(7)
        assert gone.value.problem is StoreProblem.GONE
    with pytest.raises(StoreError, match="no longer exists"):
        store.rename_conversation(7, "x")
    with pytest.raises(StoreError, match="no longer exists"):
        store.set_speculation(7, Speculation.OFF, is_strict=True)


def test_ids_are_never_given_twice(store: Store) -> None:
    first = begin(store, "one")
    with store._db.write() as sql:
        sql.execute("DELETE FROM conversations")
        assert sql.execute("SELECT count(*) FROM messages").fetchone() == (0,)
        assert sql.execute("SELECT count(*) FROM runs").fetchone() == (0,)
    assert begin(store, "two") > first


def test_message_count_counts_every_branch(store: Store) -> None:
    turn = store.begin_turn(conversation_id=None, text="a", model=MODEL, params=GenerateParams(), system="s")
    store.checkpoint(turn, "half", [])
    conversation = store.conversation(turn.conversation_id)
    assert conversation is not None
    assert conversation.message_count == 3


def test_speculation_is_remembered_for_each_conversation_and_moves_nothing(store: Store) -> None:
    first, second = store.create_conversation("one"), store.create_conversation("two")
    assert (first.speculation, first.is_strict) == (Speculation.AUTO, False)
    store.set_speculation(first.id, Speculation.LOOKUP, is_strict=True)
    listed = {c.id: (c.speculation, c.is_strict) for c in store.conversations()}
    assert listed == {first.id: (Speculation.LOOKUP, True), second.id: (Speculation.AUTO, False)}
    assert [c.id for c in store.conversations()] == [second.id, first.id]


def test_a_conversation_keeps_the_speculation_that_it_began_with(store: Store) -> None:
    def turn(conversation_id: int | None, params: GenerateParams) -> int:
        begun = store.begin_turn(conversation_id=conversation_id, text="x", model=MODEL, params=params)
        store.fail_turn(begun, text="", tokens=(), failure=FAILURE)
        return begun.conversation_id

    number = turn(None, GenerateParams(speculation=Speculation.OFF, is_strict=True))
    turn(number, GenerateParams())
    conversation = store.conversation(number)
    assert conversation is not None
    assert (conversation.speculation, conversation.is_strict) == (Speculation.OFF, True)

"""Words that this version does not know: a later one wrote them, or damage. They hide nothing but themselves."""

from __future__ import annotations

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import MessageStatus, RunAction, Store
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Role, Speculation


@pytest.fixture
def conversation_id(store: Store) -> int:
    turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text="Hi heron", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    store.create_conversation("another")
    return turn.conversation_id


def set_word(store: Store, table: str, column: str) -> None:
    with store._db.write() as sql:
        sql.execute(f"UPDATE {table} SET {column} = 'quantum'")


def kept(store: Store, table: str, column: str) -> str:
    with store._db.read() as sql:
        return str(sql.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone()[0])


def test_an_unknown_way_to_draft_does_not_hide_the_list(store: Store, conversation_id: int) -> None:
    set_word(store, "conversations", "speculation")
    assert [one.speculation for one in store.conversations()] == [Speculation.AUTO] * 2
    store.delete_conversation(conversation_id)
    assert [one.id for one in store.shelf.trash()] == [conversation_id]
    assert kept(store, "conversations", "speculation") == "quantum"


def test_an_unknown_role_or_status_does_not_hide_the_conversation(store: Store, conversation_id: int) -> None:
    set_word(store, "messages", "role")
    set_word(store, "messages", "status")
    question, answer = store.thread(conversation_id)
    assert (question.role, answer.role) == (Role.USER, Role.ASSISTANT)
    assert answer.status is MessageStatus.INTERRUPTED  # nothing says that it is whole
    assert {hit.conversation_id for hit in store.search.find("heron")} == {conversation_id}
    assert kept(store, "messages", "role") == "quantum"


def test_unknown_words_of_a_run_do_not_hide_its_figures(store: Store, conversation_id: int) -> None:
    for column in ("action", "finish_reason", "error_kind", "speculation_off"):
        set_word(store, "runs", column)
    (run,) = store.runs_of_conversation(conversation_id).values()
    assert (run.action, run.finish_reason, run.error_kind) == (RunAction.ANSWER, None, FailureKind.BUG)
    assert run.stats is not None
    assert (run.stats.speculation_off, run.stats.output_tokens) == (None, STATS.output_tokens)
    assert kept(store, "runs", "action") == "quantum"

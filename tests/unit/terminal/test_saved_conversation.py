"""A conversation of the real store, as ask and chat use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, MessageStatus, Store, StoreError, open_private_store, open_store
from inglenook_desktop.terminal.conversation import StoredConversation
from inglenook_engine.protocol import Chunk, Failed, Finished
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Message, Role
from sqlite_utils.utils import sqlite3  # the store's: locks do not hold between two SQLites in one process

PARAMS = GenerateParams()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as store:
        yield store


def answered(conversation: StoredConversation, question: str, answer: str) -> None:
    turn = conversation.begin(question, MODEL, PARAMS)
    conversation.record(Chunk(run_id=turn.run_id, text=answer, tokens=(1, 2)))
    conversation.record(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))


def test_the_second_turn_sends_the_first_with_its_token_ids(store: Store) -> None:
    conversation = StoredConversation(store, system="Be kind.")
    assert conversation.conversation_id is None
    answered(conversation, "One?", "One.")
    assert conversation.end() is None
    assert conversation.begin("Two?", MODEL, PARAMS).messages == (
        Message(role=Role.SYSTEM, content="Be kind."),
        Message(role=Role.USER, content="One?"),
        Message(role=Role.ASSISTANT, content="One.", tokens=(1, 2)),
        Message(role=Role.USER, content="Two?"),
    )


def test_a_fresh_conversation_has_the_system_prompt_and_nothing_else(store: Store) -> None:
    conversation = StoredConversation(store, system="Be kind.")
    answered(conversation, "One?", "One.")
    fresh = conversation.fresh()
    assert [message.content for message in fresh.begin("New?", MODEL, PARAMS).messages] == ["Be kind.", "New?"]
    assert fresh.conversation_id != conversation.conversation_id


def test_an_answer_that_could_not_be_saved_is_held_and_saved_later(store: Store, tmp_path: Path) -> None:
    conversation = StoredConversation(store)
    turn = conversation.begin("Question", MODEL, PARAMS)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        conversation.record(Chunk(run_id=turn.run_id, text="Answer", tokens=(7,)))
        conversation.record(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))
        assert isinstance(conversation.end(), StoreError)
        with pytest.raises(StoreError):
            conversation.begin("Next", MODEL, PARAMS)
        other.execute("ROLLBACK")
    assert conversation.settle() is None
    (_, answer) = store.thread(turn_conversation(conversation))
    assert (answer.content, answer.tokens, answer.status) == ("Answer", (7,), MessageStatus.COMPLETE)
    assert len(conversation.begin("Next", MODEL, PARAMS).messages) == 3


def test_a_conversation_that_was_deleted_elsewhere_is_a_sentence(store: Store) -> None:
    conversation = StoredConversation(store)
    answered(conversation, "One?", "One.")
    store.delete_conversation(turn_conversation(conversation))
    with pytest.raises(StoreError):
        conversation.begin("Two?", MODEL, PARAMS)


def turn_conversation(conversation: StoredConversation) -> int:
    assert conversation.conversation_id is not None
    return conversation.conversation_id


@pytest.mark.parametrize(("kind", "sent"), [(FailureKind.CONTEXT_OVERFLOW, ["b"]), (FailureKind.CRASHED, ["a\n\nb"])])
def test_in_memory_alone_a_question_that_did_not_fit_is_left_out_later(kind: FailureKind, sent: list[str]) -> None:
    with open_private_store() as private:
        conversation = StoredConversation(private, is_kept=False)
        turn = conversation.begin("a", MODEL, PARAMS)
        conversation.record(Failed(run_id=turn.run_id, kind=kind, message=""))
        assert conversation.end() is None
        assert [message.content for message in conversation.begin("b", MODEL, PARAMS).messages] == sent
        assert conversation.conversation_id is None, "nobody can ask for it later"


def test_in_memory_alone_a_conversation_grows_and_can_be_retried() -> None:
    with open_private_store() as private:
        conversation = StoredConversation(private, system="Be kind.", is_kept=False)
        answered(conversation, "One?", "One.")
        second = conversation.begin("Two?", MODEL, PARAMS)
        assert [message.content for message in second.messages] == ["Be kind.", "One?", "One.", "Two?"]
        conversation.record(Chunk(run_id=second.run_id, text="T", tokens=(4,)))
        conversation.record(Finished(run_id=second.run_id, reason=FinishReason.STOP, stats=STATS))
        assert conversation.begin(None, MODEL, PARAMS).messages == second.messages

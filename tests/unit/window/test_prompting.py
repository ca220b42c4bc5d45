"""What the model reads of a conversation in which things went wrong."""

from __future__ import annotations

from pathlib import Path

from fakes_engine import MODEL, STATS
from inglenook_desktop.prompting import messages_for, messages_to_answer
from inglenook_desktop.store import open_store
from inglenook_desktop.store.records import MessageStatus, Run, RunAction, StoredMessage
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Message, Role


def stored(number: int, role: Role, content: str, tokens: tuple[int, ...] = ()) -> StoredMessage:
    return StoredMessage(
        id=number,
        conversation_id=1,
        parent_id=number - 1 or None,
        role=role,
        content=content,
        tokens=tokens,
        status=MessageStatus.COMPLETE,
        created_at="",
    )


def failed_run(message_id: int, kind: FailureKind) -> Run:
    return Run(
        id=message_id,
        message_id=message_id,
        action=RunAction.ANSWER,
        model_name=MODEL.name,
        model_path=MODEL.path,
        model=MODEL,
        params=GenerateParams(),
        started_at="",
        finished_at="",
        finish_reason=None,
        stats=None,
        ui_ttft_ms=None,
        waited_ms=None,
        error_kind=kind,
        error_message="No.",
        error_detail="",
    )


SYSTEM = stored(1, Role.SYSTEM, "Be brief.")
FIRST = stored(2, Role.USER, "First")
ANSWER = stored(3, Role.ASSISTANT, "An answer", tokens=(5, 6))
SECOND = stored(4, Role.USER, "Second")


def test_a_good_conversation_is_read_as_it_is() -> None:
    assert messages_for([SYSTEM, FIRST, ANSWER, SECOND], {}, {}) == (
        Message(role=Role.SYSTEM, content="Be brief."),
        Message(role=Role.USER, content="First"),
        Message(role=Role.ASSISTANT, content="An answer", tokens=(5, 6)),
        Message(role=Role.USER, content="Second"),
    )


def test_a_question_that_did_not_fit_is_left_out_of_later_ones() -> None:
    empty = ANSWER._replace(content="", status=MessageStatus.FAILED, tokens=())
    runs = {ANSWER.id: failed_run(ANSWER.id, FailureKind.CONTEXT_OVERFLOW)}
    assert messages_for([FIRST, empty, SECOND], runs, {}) == (Message(role=Role.USER, content="Second"),)


def test_a_question_whose_answer_never_began_is_joined_with_the_next() -> None:
    empty = ANSWER._replace(content="", status=MessageStatus.FAILED, tokens=())
    runs = {ANSWER.id: failed_run(ANSWER.id, FailureKind.CRASHED)}
    assert messages_for([FIRST, empty, SECOND], runs, {}) == (Message(role=Role.USER, content="First\n\nSecond"),)


def test_a_partial_answer_is_part_of_the_conversation() -> None:
    partial = ANSWER._replace(content="An ans", status=MessageStatus.CANCELLED, tokens=(5,))
    assert messages_for([FIRST, partial, SECOND], {}, {})[1] == Message(
        role=Role.ASSISTANT, content="An ans", tokens=(5,)
    )


def test_an_overflow_after_some_text_does_not_hide_the_question() -> None:
    partial = ANSWER._replace(content="An ans", status=MessageStatus.FAILED)
    runs = {ANSWER.id: failed_run(ANSWER.id, FailureKind.CONTEXT_OVERFLOW)}
    assert len(messages_for([FIRST, partial, SECOND], runs, {})) == 3


def test_files_stand_before_their_question_and_belong_to_no_answer() -> None:
    files = {FIRST.id: (("a.txt", "one"), ("b.txt", "two\n")), ANSWER.id: (("c.txt", "three"),)}
    said = "[File: a.txt]\n```\none\n```\n\n[File: b.txt]\n```\ntwo\n```\n\nFirst"
    assert messages_for([FIRST, ANSWER, SECOND], {}, files) == (
        Message(role=Role.USER, content=said),
        Message(role=Role.ASSISTANT, content="An answer", tokens=(5, 6)),
        Message(role=Role.USER, content="Second"),
    )


def test_every_branch_is_read_with_its_own_answers_and_their_ids(tmp_path: Path) -> None:
    """An answer that goes on is read last, up to where it stopped; one that begins is not read."""
    with open_store(tmp_path) as store:

        def ask(text: str | None, instead_of: int | None = None) -> int:
            turn = store.begin_turn(
                conversation_id=number, text=text, model=MODEL, params=GenerateParams(), instead_of=instead_of
            )
            id_ = turn.assistant_message_id
            store.finish_turn(turn, text=f"A{id_}", tokens=[id_, 9], reason=FinishReason.STOP, stats=STATS)
            return id_

        def read() -> list[tuple[str, tuple[int, ...]]]:
            messages = messages_to_answer(store, store.thread(number))
            return [(message.content, message.tokens) for message in messages]

        number = store.create_conversation().id
        first = ask("One")
        second = ask(None, first)
        third = ask("Two")
        store.begin_turn(conversation_id=number, text=None, model=MODEL, params=GenerateParams(), instead_of=third)
        below_second = [("One", ()), (f"A{second}", (second, 9)), ("Two", ())]
        assert read() == below_second
        store.tree.show(first)
        assert read() == [("One", ()), (f"A{first}", (first, 9))]
        store.tree.show(third)
        assert read() == [*below_second, (f"A{third}", (third, 9))]

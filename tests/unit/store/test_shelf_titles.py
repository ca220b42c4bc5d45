"""Which conversations a model is asked to name, how often, and whose word counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import RunAction, Store, StoreError, StoreProblem, Turn, open_store
from inglenook_desktop.store.titling import MAX_TRIES, N_LAST_USED
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams

PARAMS = GenerateParams()
FAILURE = Failed(run_id=None, kind=FailureKind.CONTEXT_OVERFLOW, message="Too long.")


def begin(store: Store, text: str, conversation_id: int | None = None) -> Turn:
    return store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=PARAMS)


def finish(store: Store, turn: Turn, reason: FinishReason = FinishReason.STOP) -> int:
    store.finish_turn(turn, text="An answer.", tokens=[1], reason=reason, stats=STATS)
    return turn.conversation_id


def exchange(store: Store, text: str) -> int:
    return finish(store, begin(store, text))


def ask(store: Store, conversation_id: int, reason: FinishReason = FinishReason.STOP) -> None:
    run_id = store.shelf.begin_title(conversation_id, model=MODEL, params=PARAMS)
    store.shelf.finish_title(run_id, reason=reason, stats=STATS)


def title_of(store: Store, conversation_id: int) -> str:
    conversation = store.conversation(conversation_id)
    assert conversation is not None
    return conversation.title


def test_a_conversation_wants_a_title_from_its_first_complete_answer_on(store: Store) -> None:
    turn = begin(store, "How do boats float?")
    number = turn.conversation_id
    assert store.shelf.untitled() == []
    finish(store, turn, FinishReason.CANCELLED)
    assert store.shelf.untitled() == []
    finish(store, begin(store, "And planes?", number))
    assert store.shelf.untitled() == [number]


def test_those_used_last_come_first(store: Store) -> None:
    one, two, three = (exchange(store, text) for text in ("one", "two", "three"))
    finish(store, begin(store, "again", one))
    assert store.shelf.untitled() == [one, three, two]


def test_a_generated_title_takes_the_place_of_the_cut_one_once(store: Store) -> None:
    number = exchange(store, "How do boats float?")
    before = store.conversation(number)
    ask(store, number)
    assert store.shelf.set_generated_title(number, "Buoyancy\nof boats")
    assert title_of(store, number) == "Buoyancy"
    after = store.conversation(number)
    assert before is not None
    assert after is not None
    assert after.updated_at == before.updated_at
    assert store.shelf.untitled() == []


def test_a_persons_title_stays(store: Store) -> None:
    number = exchange(store, "How do boats float?")
    run_id = store.shelf.begin_title(number, model=MODEL, params=PARAMS)
    store.rename_conversation(number, "Mine")
    store.shelf.finish_title(run_id, reason=FinishReason.STOP, stats=STATS)
    assert not store.shelf.set_generated_title(number, "Buoyancy")
    assert title_of(store, number) == "Mine"
    assert store.shelf.untitled() == []


def test_a_title_that_a_person_emptied_is_not_made_anew(store: Store) -> None:
    number = exchange(store, "How do boats float?")
    store.rename_conversation(number, "")
    assert store.shelf.untitled() == []
    assert not store.shelf.set_generated_title(number, "Buoyancy")


@pytest.mark.parametrize("useless", ["", "  \n", "\u200b\x00"])
def test_a_useless_title_leaves_the_old_one_and_is_not_asked_for_again(store: Store, useless: str) -> None:
    number = exchange(store, "How do boats float?")
    ask(store, number)
    assert not store.shelf.set_generated_title(number, useless)
    assert title_of(store, number) == "How do boats float?"
    assert store.shelf.untitled() == []


def test_a_conversation_that_is_gone_has_no_title_to_make(store: Store) -> None:
    number = exchange(store, "one")
    store.delete_conversation(number)
    assert store.shelf.untitled() == []
    assert not store.shelf.set_generated_title(999, "x")
    empty = store.create_conversation().id
    for conversation_id in (number, empty, 999):
        with pytest.raises(StoreError) as caught:
            store.shelf.begin_title(conversation_id, model=MODEL, params=PARAMS)
        assert caught.value.problem is StoreProblem.GONE


def test_nobody_else_asks_while_a_title_is_being_made(store: Store, data_dir: Path) -> None:
    number = exchange(store, "one")
    run_id = store.shelf.begin_title(number, model=MODEL, params=PARAMS)
    with open_store(data_dir) as other:
        assert other.shelf.untitled() == []
    store.shelf.fail_title(run_id, FAILURE)
    assert store.shelf.untitled() == []


def test_a_cancelled_title_is_tried_a_few_times_and_never_for_ever(store: Store) -> None:
    number = exchange(store, "one")
    n_tries = 0
    while store.shelf.untitled() == [number]:
        ask(store, number, FinishReason.CANCELLED)
        n_tries += 1
        assert n_tries <= MAX_TRIES
    assert n_tries == MAX_TRIES


def test_a_title_that_was_being_made_when_the_process_ended_is_tried_again(store: Store, data_dir: Path) -> None:
    number = exchange(store, "one")
    for _ in range(MAX_TRIES):
        assert store.shelf.untitled() == [number]
        with open_store(data_dir) as other:
            other.shelf.begin_title(number, model=MODEL, params=PARAMS)
    assert store.shelf.untitled() == []


def test_the_run_of_a_title_is_kept_and_is_not_the_run_of_the_answer(store: Store) -> None:
    number = exchange(store, "one")
    answer = store.thread(number)[-1]
    before = store.runs_of_conversation(number)
    ask(store, number)
    assert store.runs_of_conversation(number) == before
    assert store.run_of_message(answer.id) == before[answer.id]
    with store._db.read() as sql:
        rows = sql.execute("SELECT message_id, output_tokens FROM runs WHERE action = ?", (RunAction.TITLE,)).fetchall()
    assert rows == [(answer.id, STATS.output_tokens)]


def test_a_fork_has_the_name_with_a_number_and_keeps_both(store: Store) -> None:
    number = exchange(store, "one")
    ask(store, number)
    store.shelf.set_generated_title(number, "Named")

    def fork(conversation_id: int) -> tuple[int, str]:
        made = store.tree.fork(store.thread(conversation_id)[-1].id)
        return made.id, made.title

    second, title = fork(number)
    assert title == "Named (2)"
    assert fork(number)[1] == "Named (3)"
    assert fork(second)[1] == "Named (4)"
    assert store.shelf.untitled() == []
    store.rename_conversation(number, "Chapter (3)")
    assert fork(number)[1] == "Chapter (3) (2)"
    unnamed = exchange(store, "two")
    assert fork(unnamed)[1] == "two (2)"
    assert store.shelf.untitled() == [unnamed]


def test_a_long_first_message_is_known_by_its_beginning(store: Store) -> None:
    number = exchange(store, "\n" * 100 + "word " * 100_000)
    assert title_of(store, number).endswith("…")
    assert store.shelf.untitled() == [number]


def test_a_first_message_without_a_visible_line_has_no_title_and_wants_one(store: Store) -> None:
    number = exchange(store, "\u200b")
    assert title_of(store, number) == ""
    assert store.shelf.untitled() == [number]


def test_only_conversations_used_lately_are_named(store: Store) -> None:
    oldest = exchange(store, "oldest")
    for i in range(N_LAST_USED):
        store.create_conversation(f"conversation {i}")
    assert store.shelf.untitled() == []
    finish(store, begin(store, "again", oldest))
    assert store.shelf.untitled() == [oldest]

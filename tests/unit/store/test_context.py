"""What is read of a conversation that is too long: the store's side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.context_policy import NO_MARKS, ContextPolicy
from inglenook_desktop.prompting import left_out, messages_to_answer
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store.errors import StoreError, StoreProblem
from inglenook_engine.types import FinishReason, GenerateParams


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def ask(store: Store, number: int, text: str, *, instead_of: int | None = None) -> int:
    turn = store.begin_turn(
        conversation_id=number, text=text, model=MODEL, params=GenerateParams(), instead_of=instead_of
    )
    store.finish_turn(turn, text=f"To {text}", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.assistant_message_id


def read(store: Store, number: int) -> list[str]:
    return [message.content for message in messages_to_answer(store, store.thread(number))]


def test_down_to_a_cut_a_branch_is_not_read_but_its_summary(store: Store) -> None:
    number = store.create_conversation().id
    first, second = ask(store, number, "One"), ask(store, number, "Two")
    ask(store, number, "Three")
    store.context.cut(first)
    assert read(store, number) == ["Two", "To Two", "Three", "To Three"]
    store.context.cut(second, "They counted.")
    assert read(store, number)[1:] == ["To Three"]
    assert read(store, number)[0] == "Summary of our conversation so far:\n\nThey counted.\n\n---\n\nThree"
    store.context.cut(second, "They counted to two.")
    assert "to two" in read(store, number)[0]
    assert len(left_out(store.thread(number), store.context.marks(number))) == 4
    store.context.read_again(second)
    assert read(store, number)[0] == "Two", "the cut before it counts again"
    store.context.read_again(first)
    assert len(read(store, number)) == 6
    assert store.context.marks(number) == NO_MARKS


def test_another_branch_is_read_with_its_own_cuts(store: Store) -> None:
    number = store.create_conversation().id
    first = ask(store, number, "One")
    second = ask(store, number, "Two")
    store.context.cut(second)
    ask(store, number, "Three")
    question = store.thread(number)[2].id
    ask(store, number, "Other two", instead_of=question)
    assert read(store, number) == ["One", "To One", "Other two", "To Other two"]
    store.tree.show(second)
    assert read(store, number) == ["Three", "To Three"]
    assert first not in store.context.marks(number).pins


def test_a_pin_keeps_its_whole_turn_and_a_fork_and_a_purge_take_marks_along(store: Store) -> None:
    number = store.create_conversation().id
    ask(store, number, "One")
    pinned, cut = ask(store, number, "Two"), ask(store, number, "Three")
    ask(store, number, "Four")
    store.context.set_pinned(pinned, is_pinned=True)
    store.context.cut(cut, "S")
    expected = read(store, number)
    assert [text.split("\n")[-1] for text in expected] == ["Two", "To Two", "Four", "To Four"]
    fork = store.tree.fork(store.thread(number)[-1].id)
    assert read(store, fork.id) == expected
    store.delete_conversation(fork.id)
    store.shelf.purge(fork.id)
    assert read(store, number) == expected
    with store._db.read() as sql:
        assert sql.execute("SELECT count(*) FROM context_marks").fetchone() == (2,)
    store.context.set_pinned(pinned, is_pinned=False)
    assert read(store, number)[0].endswith("Four")


def test_a_policy_is_kept_and_what_is_gone_is_told(store: Store) -> None:
    number = store.create_conversation().id
    assert store.context.marks(number).policy is None
    for policy in (*ContextPolicy, None):
        store.context.set_policy(number, policy)
        assert store.context.marks(number).policy is policy
    acts: list[Callable[[], object]] = [
        lambda: store.context.set_policy(999, ContextPolicy.DROP),
        lambda: store.context.cut(999),
        lambda: store.context.set_pinned(999, is_pinned=True),
    ]
    for act in acts:
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.problem is StoreProblem.GONE

"""The tree: what an edit, a regenerate, a fork and a continued answer make of a conversation, and what is in view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inglenook_desktop.store import (
    MessageStatus,
    RunAction,
    Store,
    StoredMessage,
    StoreError,
    StoreProblem,
    Turn,
    open_store,
    runs,
)
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Role, SamplerParams

PARAMS = GenerateParams()
N_LONG = 100_000
N_SIBLINGS = 10_000


def ask(store: Store, text: str | None, conversation_id: int | None = None, *, instead_of: int | None = None) -> Turn:
    """A finished turn; the answer repeats the question, or says "again"."""
    turn = store.begin_turn(
        conversation_id=conversation_id, text=text, model=MODEL, params=PARAMS, instead_of=instead_of
    )
    finish(store, turn, f"to {text or 'again'}")
    return turn


def finish(store: Store, turn: Turn, text: str, tokens: tuple[int, ...] = (1, 2)) -> None:
    store.finish_turn(turn, text=text, tokens=tokens, reason=FinishReason.STOP, stats=STATS)


def go_on(store: Store, message_id: int) -> Turn:
    return store.continue_turn(message_id, model=MODEL, params=PARAMS)


def question_of(turn: Turn) -> int:
    assert turn.user_message_id is not None
    return turn.user_message_id


def said(store: Store, conversation_id: int) -> list[str]:
    return [message.content for message in store.thread(conversation_id)]


def problem_of(act: Callable[[], object]) -> StoreProblem:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value.problem


def rows(store: Store, question: str) -> list[tuple[object, ...]]:
    with store._db.read() as sql:
        return [tuple(row) for row in sql.execute(question)]


def purge(store: Store, message_id: int) -> None:
    with store._db.write() as sql:
        sql.execute("DELETE FROM messages WHERE id = ?", (message_id,))


@pytest.fixture
def chat(store: Store) -> tuple[Turn, Turn]:
    """Two turns in one conversation."""
    first = ask(store, "one")
    return first, ask(store, "two", first.conversation_id)


def test_text_that_is_not_utf_8_hides_nothing(store: Store, chat: tuple[Turn, Turn]) -> None:
    """Only another program can have written it."""
    first, second = chat
    with store._db.write() as sql:
        sql.execute(
            "UPDATE messages SET content = CAST(x'ff41' AS TEXT) WHERE id IN (?, ?)",
            (first.assistant_message_id, second.assistant_message_id),
        )
    assert said(store, first.conversation_id) == ["one", "\ufffdA", "two", "\ufffdA"]
    last = store.last_message(first.conversation_id)
    assert last is not None
    assert last.content == "\ufffdA"


# --- a question asked anew


def test_an_edited_question_goes_beside_the_old_one_and_the_old_branch_stays(
    store: Store, chat: tuple[Turn, Turn]
) -> None:
    first, second = chat
    edited = ask(store, "uno", first.conversation_id, instead_of=question_of(first))
    assert said(store, first.conversation_id) == ["uno", "to uno"]
    store.tree.show(second.assistant_message_id)
    assert said(store, first.conversation_id) == ["one", "to one", "two", "to two"]
    assert store.tree.siblings(first.conversation_id)[question_of(first)] == (question_of(first), question_of(edited))


def test_an_edited_question_below_others_keeps_what_is_above_it(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    edited = ask(store, "due", first.conversation_id, instead_of=question_of(second))
    assert said(store, first.conversation_id) == ["one", "to one", "due", "to due"]
    run = store.run_of_message(edited.assistant_message_id)
    assert run is not None
    assert run.action is RunAction.ANSWER


def test_an_edited_question_takes_the_attachments_of_the_old_one_along(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, _ = chat
    with store._db.write() as sql:
        sql.executemany(
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, 'a/b', 't', x'00')",
            [(question_of(first), "a.txt"), (question_of(first), "b.txt")],
        )
    edited = ask(store, "uno", first.conversation_id, instead_of=question_of(first))
    assert rows(store, f"SELECT name, text, data FROM attachments WHERE message_id = {edited.user_message_id}") == [
        ("a.txt", "t", b"\0"),
        ("b.txt", "t", b"\0"),
    ]


def test_a_system_message_stays_above_an_edited_first_question(store: Store) -> None:
    first = store.begin_turn(conversation_id=None, text="one", model=MODEL, params=PARAMS, system="S")
    finish(store, first, "to one")
    store.begin_turn(
        conversation_id=first.conversation_id,
        text="uno",
        model=MODEL,
        params=PARAMS,
        system="ignored, there is one",
        instead_of=first.user_message_id,
    )
    assert said(store, first.conversation_id) == ["S", "uno", ""]


# --- another answer


def test_another_answer_to_an_older_question_is_its_sibling(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    other = ask(store, None, first.conversation_id, instead_of=first.assistant_message_id)
    assert other.user_message_id is None
    assert said(store, first.conversation_id) == ["one", "to again"]
    assert store.tree.siblings(first.conversation_id) == {  # and nothing of the question, which is alone
        other.assistant_message_id: (first.assistant_message_id, other.assistant_message_id),
    }
    store.tree.show(first.assistant_message_id)
    assert store.thread(first.conversation_id)[-1].id == second.assistant_message_id


def test_another_answer_keeps_the_parameters_and_the_model_it_was_asked_with(store: Store) -> None:
    first = ask(store, "one")
    params = GenerateParams(sampler=SamplerParams(seed=7, temperature=1.5), max_tokens=9)
    other = store.begin_turn(
        conversation_id=first.conversation_id,
        text=None,
        model=replace(MODEL, name="Another"),
        params=params,
        instead_of=first.assistant_message_id,
    )
    by_message = store.runs_of_conversation(first.conversation_id)
    assert by_message[first.assistant_message_id].params == PARAMS
    assert by_message[other.assistant_message_id].params == params
    assert by_message[other.assistant_message_id].model_name == "Another"


def test_a_question_can_be_answered_again_by_its_own_id(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, _ = chat
    ask(store, None, first.conversation_id, instead_of=question_of(first))
    assert said(store, first.conversation_id) == ["one", "to again"]


def test_what_cannot_be_asked_or_answered_anew_is_refused_and_nothing_changes(
    store: Store, chat: tuple[Turn, Turn]
) -> None:
    first, _ = chat
    conversation_id = first.conversation_id
    elsewhere = ask(store, "other")
    before = rows(store, "SELECT * FROM messages"), rows(store, "SELECT * FROM conversations")
    with pytest.raises(ValueError, match="only a question"):
        ask(store, "x", conversation_id, instead_of=first.assistant_message_id)
    with pytest.raises(ValueError, match="another conversation"):
        ask(store, "x", conversation_id, instead_of=elsewhere.user_message_id)
    with pytest.raises(ValueError, match="another conversation"):
        ask(store, None, None, instead_of=elsewhere.assistant_message_id)
    with pytest.raises(ValueError, match="only an answer"):
        go_on(store, question_of(first))
    with pytest.raises(ValueError, match="only an answer"):
        store.tree.edit_answer(question_of(first), "x")
    assert (rows(store, "SELECT * FROM messages"), rows(store, "SELECT * FROM conversations")) == before


# --- an edited answer


def test_an_edited_answer_goes_beside_the_models_and_has_no_run_and_no_ids(
    store: Store, chat: tuple[Turn, Turn]
) -> None:
    first, second = chat
    edited = store.tree.edit_answer(first.assistant_message_id, "better \ud800")
    question, answer = store.thread(first.conversation_id)
    assert (answer.id, answer.content, answer.tokens) == (edited, "better �", ())
    assert (answer.role, answer.status, answer.parent_id) == (Role.ASSISTANT, MessageStatus.COMPLETE, question.id)
    assert store.run_of_message(edited) is None
    assert store.tree.siblings(first.conversation_id)[edited] == (first.assistant_message_id, edited)
    store.tree.show(question_of(second))
    assert said(store, first.conversation_id) == ["one", "to one", "two", "to two"]


def test_a_conversation_goes_on_below_an_edited_answer(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, _ = chat
    store.tree.edit_answer(first.assistant_message_id, "better")
    ask(store, "three", first.conversation_id)
    assert said(store, first.conversation_id) == ["one", "better", "three", "to three"]


# --- what is in view


def test_each_fork_remembers_the_branch_that_was_in_view_below_it(store: Store) -> None:
    first = ask(store, "one")
    number = first.conversation_id
    ask(store, "two", number)
    second_left = ask(store, None, number)
    ask(store, "uno", number, instead_of=question_of(first))
    edited = ask(store, "due", number)
    ask(store, None, number)
    store.tree.show(edited.assistant_message_id)
    assert said(store, number) == ["uno", "to uno", "due", "to due"]
    store.tree.show(question_of(first))
    assert store.thread(number)[-1].id == second_left.assistant_message_id
    left = [message.id for message in store.thread(number)]
    store.tree.show(edited.assistant_message_id)
    assert said(store, number)[-1] == "to due"
    store.tree.show(question_of(first))
    assert [message.id for message in store.thread(number)] == left


def test_the_branch_in_view_is_there_after_opening_again(store: Store, data_dir: Path) -> None:
    first = ask(store, "one")
    ask(store, None, first.conversation_id)
    store.tree.show(first.assistant_message_id)
    store.close()
    with open_store(data_dir) as again:
        assert said(again, first.conversation_id) == ["one", "to one"]


def test_showing_what_is_in_view_changes_nothing(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    before = rows(store, "SELECT * FROM messages"), rows(store, "SELECT * FROM conversations")
    for message_id in (question_of(first), first.assistant_message_id, second.assistant_message_id):
        store.tree.show(message_id)
    assert (rows(store, "SELECT * FROM messages"), rows(store, "SELECT * FROM conversations")) == before


def test_a_child_that_was_purged_counts_as_not_chosen(store: Store) -> None:
    first = ask(store, "one")
    number = first.conversation_id
    second, third = ask(store, None, number), ask(store, None, number)
    store.tree.show(second.assistant_message_id)
    purge(store, second.assistant_message_id)
    store.tree.show(question_of(first))
    assert store.thread(number)[-1].id == third.assistant_message_id
    assert store.tree.siblings(number)[third.assistant_message_id] == (
        first.assistant_message_id,
        third.assistant_message_id,
    )


def test_a_child_of_another_message_counts_as_not_chosen(store: Store, chat: tuple[Turn, Turn]) -> None:
    """Only damage, or another program, can write it."""
    first, second = chat
    with store._db.write() as sql:
        sql.execute("UPDATE messages SET chosen_child_id = ? WHERE id = ?", (question_of(first), question_of(second)))
    store.tree.show(question_of(first))
    assert store.thread(first.conversation_id)[-1].id == second.assistant_message_id


def test_a_tree_that_bites_its_tail_can_still_be_walked(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    with store._db.write() as sql:
        sql.execute("UPDATE messages SET parent_id = ? WHERE parent_id IS NULL", (second.assistant_message_id,))
    store.tree.show(question_of(first))
    assert store.tree.siblings(first.conversation_id) == {}
    assert len(store.tree.in_view(first.conversation_id)[0]) == 4
    assert len(store.thread(store.tree.fork(question_of(second)).id)) == 4
    assert len(store.tree.whole(first.conversation_id)) == 4


def test_another_branch_can_be_looked_at_while_an_answer_is_being_written(store: Store) -> None:
    first = ask(store, "one")
    number = first.conversation_id
    turn = store.begin_turn(conversation_id=number, text=None, model=MODEL, params=PARAMS)
    store.tree.show(first.assistant_message_id)
    finish(store, turn, "second")
    assert said(store, number) == ["one", "to one"]
    store.tree.show(turn.assistant_message_id)
    assert said(store, number) == ["one", "second"]


def test_nothing_begins_in_any_branch_while_an_answer_is_being_written(store: Store) -> None:
    first = ask(store, "one")
    number = first.conversation_id
    turn = store.begin_turn(conversation_id=number, text=None, model=MODEL, params=PARAMS)
    store.tree.show(first.assistant_message_id)
    for act in (
        lambda: ask(store, "two", number),
        lambda: ask(store, None, number),
        lambda: ask(store, "uno", number, instead_of=first.user_message_id),
        lambda: go_on(store, first.assistant_message_id),
        lambda: go_on(store, turn.assistant_message_id),
        lambda: store.tree.edit_answer(first.assistant_message_id, "x"),
        lambda: store.tree.edit_answer(turn.assistant_message_id, "x"),
        lambda: store.tree.fork(turn.assistant_message_id),
    ):
        assert problem_of(act) is StoreProblem.ANSWERING
    assert said(store, store.tree.fork(first.assistant_message_id).id) == ["one", "to one"]


def test_what_is_not_there_is_gone(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    purge(store, second.assistant_message_id)
    in_trash = ask(store, "trash")
    store.delete_conversation(in_trash.conversation_id)
    for message_id in (second.assistant_message_id, in_trash.assistant_message_id, 10**9, -1):
        for act in (
            lambda id_=message_id: store.tree.show(id_),
            lambda id_=message_id: store.tree.edit_answer(id_, "x"),
            lambda id_=message_id: store.tree.fork(id_),
            lambda id_=message_id: go_on(store, id_),
        ):
            assert problem_of(act) is StoreProblem.GONE
    lost = second.assistant_message_id
    assert problem_of(lambda: ask(store, None, first.conversation_id, instead_of=lost)) is StoreProblem.GONE
    assert store.tree.siblings(10**9) == {}
    assert store.tree.siblings(store.create_conversation().id) == {}
    assert store.tree.whole(10**9) == []


# --- a branch as its own conversation


def test_a_fork_holds_copies_of_one_branch_and_goes_its_own_way(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    ask(store, None, first.conversation_id)
    with store._db.write() as sql:
        sql.execute("INSERT INTO folders (id, name, position, created_at) VALUES (5, 'F', 0, '')")
        sql.execute("UPDATE conversations SET folder_id = 5, origin = 'chatgpt:1', draft = 'unsent', pinned_at = 'x'")
        sql.execute("INSERT INTO tags (conversation_id, tag) VALUES (?, 'blue')", (first.conversation_id,))
        sql.execute(
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, 'a', 'b', 'c', x'01')",
            (second.user_message_id,),
        )
    store.rename_conversation(first.conversation_id, "Mine")
    original = store.thread(first.conversation_id)
    fork = store.tree.fork(second.assistant_message_id)
    copies = store.thread(fork.id)
    assert (fork.title, fork.message_count) == ("Mine (2)", 4)
    assert [conversation.id for conversation in store.conversations()] == [first.conversation_id, fork.id]  # pinned

    def without_place(thread: list[StoredMessage]) -> list[StoredMessage]:
        return [message._replace(id=0, conversation_id=0, parent_id=None) for message in thread]

    store.tree.show(second.assistant_message_id)
    assert without_place(copies) == without_place(store.thread(first.conversation_id))
    assert {message.conversation_id for message in copies} == {fork.id}
    assert [message.parent_id for message in copies] == [None, *(message.id for message in copies[:-1])]
    assert {message.id for message in copies}.isdisjoint(message.id for message in original)
    (place,) = rows(store, f"SELECT folder_id, origin, draft, pinned_at FROM conversations WHERE id = {fork.id}")
    assert place == (5, None, "", None)
    assert rows(store, f"SELECT tag FROM tags WHERE conversation_id = {fork.id}") == [("blue",)]
    assert rows(store, f"SELECT name, data FROM attachments WHERE message_id = {copies[2].id}") == [("a", b"\1")]

    ask(store, "three", fork.id)
    assert said(store, first.conversation_id) == ["one", "to one", "two", "to two"]
    assert said(store, fork.id)[-2:] == ["three", "to three"]


def test_a_fork_keeps_the_figures_of_its_answers(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, _ = chat
    fork = store.tree.fork(first.assistant_message_id)
    run = store.run_of_message(first.assistant_message_id)
    copied = store.run_of_message(store.thread(fork.id)[-1].id)
    assert run is not None
    assert copied is not None
    assert replace(copied, id=run.id, message_id=run.message_id) == run
    assert rows(store, "SELECT count(*), count(DISTINCT app_version) FROM runs") == [(3, 1)]


def test_a_fork_leaves_no_column_behind(store: Store) -> None:
    """A column that a later schema adds is copied too, or named here with the others."""
    turn = ask(store, "one")
    with store._db.write() as sql:
        for table in ("messages", "runs"):
            types = {row[1]: row[2] for row in sql.execute(f"PRAGMA table_info({table})")}
            for column in set(types) - {"parent_id", "chosen_child_id", "owner"}:
                sql.execute(f"UPDATE {table} SET {column} = coalesce({column}, CAST(1 AS {types[column]}))")
    fork = store.tree.fork(turn.assistant_message_id)
    copied = store.thread(fork.id)[-1].id
    for table, key in (("messages", "id"), ("runs", "message_id")):
        names = [str(row[1]) for row in rows(store, f"PRAGMA table_info({table})")]
        places = {"id", "conversation_id", "parent_id", "message_id"}
        original, copy = (
            {name: value for name, value in zip(names, row, strict=True) if name not in places}
            for id_ in (turn.assistant_message_id, copied)
            for row in rows(store, f"SELECT * FROM {table} WHERE {key} = {id_}")
        )
        assert copy == original


def test_a_fork_of_a_message_in_the_middle_of_a_branch_that_is_not_in_view(
    store: Store, chat: tuple[Turn, Turn]
) -> None:
    first, second = chat
    ask(store, "uno", first.conversation_id, instead_of=question_of(first))
    assert said(store, store.tree.fork(question_of(second)).id) == ["one", "to one", "two"]
    assert said(store, first.conversation_id) == ["uno", "to uno"]


def test_the_path_to_a_message_does_not_depend_on_what_is_in_view(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    ask(store, "uno", first.conversation_id, instead_of=question_of(first))
    assert [message.content for message in store.tree.path(question_of(second))] == ["one", "to one", "two"]
    assert store.tree.path(10**9) == []


def test_the_whole_tree_lists_parents_before_children(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    ask(store, "uno", first.conversation_id, instead_of=question_of(first))
    ask(store, None, first.conversation_id, instead_of=second.assistant_message_id)
    ask(store, "another conversation")
    whole = store.tree.whole(first.conversation_id)
    assert [message.content for message in whole] == ["one", "to one", "two", "to two", "uno", "to uno", "to again"]
    seen: set[int | None] = {None}
    for message in whole:
        assert message.parent_id in seen
        seen.add(message.id)


# --- an answer that goes on


def test_a_continued_answer_begins_with_what_is_there_in_the_same_message(store: Store) -> None:
    first = ask(store, "one")
    turn = go_on(store, first.assistant_message_id)
    assert (turn.assistant_message_id, turn.user_message_id) == (first.assistant_message_id, None)
    assert (turn.text, turn.tokens) == ("to one", (1, 2))
    answer = store.thread(first.conversation_id)[-1]
    assert (answer.content, answer.tokens, answer.status) == ("to one", (1, 2), MessageStatus.STREAMING)
    finish(store, turn, "to one and more", (1, 2, 3))
    answer = store.thread(first.conversation_id)[-1]
    assert (answer.content, answer.tokens, answer.status) == ("to one and more", (1, 2, 3), MessageStatus.COMPLETE)
    run = store.run_of_message(answer.id)
    assert run is not None
    assert (run.id, run.action) == (turn.run_id, RunAction.CONTINUE)
    assert store.tree.siblings(first.conversation_id) == {}


def test_a_continued_answer_that_fails_or_dies_keeps_what_was_there(store: Store, data_dir: Path) -> None:
    first = ask(store, "one")
    turn = go_on(store, first.assistant_message_id)
    store.fail_turn(turn, text="to one", tokens=(1, 2), failure=Failed(run_id=None, kind=FailureKind.BUG, message="m"))
    go_on(store, first.assistant_message_id)
    store.close()
    with open_store(data_dir) as again:
        answer = again.thread(first.conversation_id)[-1]
    assert (answer.content, answer.tokens, answer.status) == ("to one", (1, 2), MessageStatus.INTERRUPTED)


def test_an_answer_that_was_followed_up_goes_on_in_a_copy_beside_it(store: Store, chat: tuple[Turn, Turn]) -> None:
    first, second = chat
    turn = go_on(store, first.assistant_message_id)
    assert turn.assistant_message_id != first.assistant_message_id
    assert (turn.text, turn.tokens) == ("to one", (1, 2))
    finish(store, turn, "to one and more", (1, 2, 3))
    assert said(store, first.conversation_id) == ["one", "to one and more"]
    actions = rows(store, f"SELECT action FROM runs WHERE message_id = {turn.assistant_message_id} ORDER BY id")
    assert actions == [("answer",), ("continue",)]
    store.tree.show(second.assistant_message_id)
    assert said(store, first.conversation_id) == ["one", "to one", "two", "to two"]


def test_continuing_an_answer_of_another_branch_brings_it_into_view(store: Store) -> None:
    first = ask(store, "one")
    ask(store, None, first.conversation_id)
    turn = go_on(store, first.assistant_message_id)
    assert store.thread(first.conversation_id)[-1].id == turn.assistant_message_id == first.assistant_message_id
    finish(store, turn, "to one and more")
    store.tree.show(question_of(first))
    assert said(store, first.conversation_id) == ["one", "to one and more"]


def test_an_answer_that_was_stopped_inside_a_character_goes_on_before_it(store: Store) -> None:
    first = store.begin_turn(conversation_id=None, text="one", model=MODEL, params=PARAMS)
    finish(store, first, "caf\ufffd", (1, 2))
    turn = go_on(store, first.assistant_message_id)
    answer = store.thread(first.conversation_id)[-1]
    assert (turn.text, turn.tokens) == (answer.content, answer.tokens) == ("caf", ())
    finish(store, turn, "caf\ufffd", ())
    assert go_on(store, first.assistant_message_id).text == "caf\ufffd"  # no model's ids: a person may mean it


# --- runs that made a title


def test_a_run_that_made_a_title_is_never_the_run_of_an_answer(store: Store) -> None:
    first = ask(store, "one")
    with store._db.write() as sql:
        title_run = runs.insert(
            sql,
            first.assistant_message_id,
            action=RunAction.TITLE,
            owner="somebody",
            app_version="",
            model=MODEL,
            params=PARAMS,
            now="",
        )
        assert title_run > first.run_id
    run = store.run_of_message(first.assistant_message_id)
    assert run is not None
    assert run.id == first.run_id
    assert store.runs_of_conversation(first.conversation_id)[first.assistant_message_id].id == first.run_id
    turn = go_on(store, first.assistant_message_id)
    assert store.recover_interrupted() == 0  # the process that was making the title has ended; ours has not
    assert store.thread(first.conversation_id)[-1].status is MessageStatus.STREAMING
    finish(store, turn, "done")
    assert len(store.runs_of_conversation(store.tree.fork(first.assistant_message_id).id)) == 1
    assert rows(store, "SELECT count(*) FROM runs WHERE action = 'title'") == [(1,)]


# --- two stores, and large trees


def test_what_one_store_brings_into_view_the_other_goes_on_with(store: Store, data_dir: Path) -> None:
    first = ask(store, "one")
    ask(store, None, first.conversation_id)
    with open_store(data_dir) as other:
        other.tree.show(first.assistant_message_id)
        ask(store, "two", first.conversation_id)
        assert said(other, first.conversation_id) == ["one", "to one", "two", "to two"]
        turn = go_on(other, store.thread(first.conversation_id)[-1].id)
        assert problem_of(lambda: ask(store, "three", first.conversation_id)) is StoreProblem.ANSWERING
        assert problem_of(lambda: store.tree.fork(turn.assistant_message_id)) is StoreProblem.ANSWERING
    assert said(store, store.tree.fork(turn.assistant_message_id).id)[-1] == "to two"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Conversation 1: one branch of N_LONG. Conversation 2: one question with N_SIBLINGS answers."""
    with open_store(tmp_path_factory.mktemp("large")) as store:
        with store._db.write() as sql:
            sql.executemany(
                "INSERT INTO conversations (id, title, created_at, updated_at) VALUES (?, 'x', '', '')",
                [(1,), (2,)],
            )
            branch = [
                (1, id_ - 1 or None, id_, "assistant" if id_ % 2 == 0 else "user") for id_ in range(1, N_LONG + 1)
            ]
            question = N_LONG + 1
            answers = [(2, question, question + n, "assistant") for n in range(1, N_SIBLINGS + 1)]
            sql.executemany(
                "INSERT INTO messages (conversation_id, parent_id, id, role, status, created_at, content)"
                " VALUES (?, ?, ?, ?, 'complete', '2026', 'some words')",
                [*branch, (2, None, question, "user"), *answers],
            )
            sql.execute("UPDATE conversations SET head_message_id = 100000 WHERE id = 1")
            sql.execute("UPDATE conversations SET head_message_id = ? WHERE id = 2", (question + N_SIBLINGS,))
        yield store


@pytest.mark.slow
def test_a_branch_of_a_hundred_thousand_messages_can_be_edited_at_both_ends(large: Store) -> None:
    ask(large, "uno", 1, instead_of=1)
    assert said(large, 1) == ["uno", "to uno"]
    large.tree.show(1)
    assert len(large.thread(1)) == N_LONG
    siblings = large.tree.siblings(1)
    assert list(siblings) == [1]
    other = ask(large, None, 1, instead_of=N_LONG)
    assert large.tree.siblings(1)[other.assistant_message_id] == (N_LONG, other.assistant_message_id)
    fork = large.tree.fork(N_LONG)
    assert fork.message_count == N_LONG
    assert len(large.thread(fork.id)) == N_LONG
    assert len(large.tree.whole(1)) == N_LONG + 3


@pytest.mark.slow
def test_ten_thousand_siblings_are_one_group(large: Store) -> None:
    question = N_LONG + 1
    large.tree.show(question + 1)
    assert large.tree.siblings(2)[question + 1] == tuple(range(question + 1, question + N_SIBLINGS + 1))
    other = large.tree.edit_answer(question + 5, "mine")
    assert len(large.tree.siblings(2)[other]) == N_SIBLINGS + 1
    large.tree.show(question)
    assert large.thread(2)[-1].id == other


# --- everything, at random


ACTS = st.lists(st.tuples(st.sampled_from(["ask", "again", "anew", "edit", "on", "show", "fork"]), st.integers(0, 999)))


@given(acts=ACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_act_ever_changes_a_message_that_others_stand_on(store: Store, acts: list[tuple[str, int]]) -> None:
    """And the branch in view always ends at a last message, and each act leaves in view what it made."""
    number = ask(store, "start").conversation_id
    for act, choice in acts:
        before = {message.id: message for message in store.tree.whole(number)}
        answers = [id_ for id_, message in before.items() if message.role is Role.ASSISTANT]
        questions = [id_ for id_, message in before.items() if message.role is Role.USER]
        answer, question = answers[choice % len(answers)], questions[choice % len(questions)]
        wanted = None
        changed = set()
        match act:
            case "ask":
                wanted = ask(store, "more", number).assistant_message_id
            case "again":
                wanted = ask(store, None, number, instead_of=answer).assistant_message_id
            case "anew":
                wanted = ask(store, "anew", number, instead_of=question).assistant_message_id
            case "edit":
                wanted = store.tree.edit_answer(answer, "edited")
            case "on":
                turn = go_on(store, answer)
                finish(store, turn, turn.text + "+")
                wanted = turn.assistant_message_id
                changed = {wanted}
            case "show":
                wanted = [*answers, *questions][choice % len(before)]
                store.tree.show(wanted)
            case "fork":
                fork = store.tree.fork(answer)
                assert fork.message_count == len(store.thread(fork.id))
        after = {message.id: message for message in store.tree.whole(number)}
        parents = {message.parent_id for message in after.values()}
        thread = store.thread(number)
        assert thread[-1].id not in parents
        assert wanted is None or wanted in {message.id for message in thread}
        for id_, message in before.items():
            assert after[id_] == message or (id_ in changed and id_ not in parents)
        conversation = store.conversation(number)
        assert conversation is not None
        assert conversation.message_count == len(after)
        siblings = store.tree.siblings(number)
        assert store.tree.in_view(number) == ([message._replace(tokens=()) for message in thread], siblings)
        for message in thread:
            expected = sorted(id_ for id_, other in after.items() if other.parent_id == message.parent_id)
            assert siblings.get(message.id, (message.id,)) == tuple(expected)

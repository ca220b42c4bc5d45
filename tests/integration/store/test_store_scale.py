"""What the store costs when it is large: no question may read what it does not return. Counted, not timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store, Turn, open_store
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams

N_CONVERSATIONS = 500
N_MESSAGES = 2_000


@pytest.fixture(scope="module")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Many conversations of two messages, and the first with one branch of N_MESSAGES."""
    with open_store(tmp_path_factory.mktemp("large")) as store:
        with store._db.write() as sql:
            sql.executemany(
                "INSERT INTO conversations (id, title, created_at, updated_at, message_count, head_message_id)"
                " VALUES (?, 'x', '2026', '2026', 2, NULL)",
                [(id_,) for id_ in range(1, N_CONVERSATIONS + 1)],
            )
            messages = [(1, id_ - 1 if id_ > 1 else None, id_) for id_ in range(1, N_MESSAGES + 1)]
            for conversation in range(2, N_CONVERSATIONS + 1):
                first = N_MESSAGES + 2 * conversation
                messages += [(conversation, None, first), (conversation, first, first + 1)]
            sql.executemany(
                "INSERT INTO messages (conversation_id, parent_id, id, role, status, created_at, content)"
                " VALUES (?, ?, ?, 'assistant', 'complete', '2026', 'some words')",
                messages,
            )
            sql.execute("UPDATE conversations SET head_message_id = ? WHERE id = 1", (N_MESSAGES,))
            sql.execute(
                "INSERT INTO runs (message_id, action, started_at, app_version, model_name, model_path, model, params)"
                " SELECT id, 'answer', '', '', '', '', '{}', '{}' FROM messages"
            )
        yield store


def answered(store: Store) -> Turn:
    turn = store.begin_turn(conversation_id=2, text="Hello", model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text="Hi", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn


def failed(store: Store) -> None:
    turn = store.begin_turn(conversation_id=2, text="Hello", model=MODEL, params=GenerateParams())
    store.checkpoint(turn, "Hi", [1])
    store.set_ui_ttft(turn, 1.0)
    failure = Failed(run_id=None, kind=FailureKind.BUG, message="m")
    store.fail_turn(turn, text="Hi", tokens=[1], failure=failure)


def branched(store: Store) -> None:
    """Every way to make a branch, and back to the first one."""
    question = N_MESSAGES + 2 * 3
    answer = question + 1
    store.tree.edit_answer(answer, "mine")
    store.tree.show(question)
    store.tree.show(answer)
    store.tree.siblings(3)
    store.tree.whole(3)
    store.tree.fork(answer)
    for act in (
        lambda: store.continue_turn(answer, model=MODEL, params=GenerateParams()),
        lambda: store.begin_turn(conversation_id=3, text=None, model=MODEL, params=GenerateParams(), instead_of=answer),
    ):
        store.finish_turn(act(), text="Hi", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    store.tree.show(answer)


def ordered(store: Store) -> None:
    """Every way to order a conversation."""
    shelf = store.shelf
    folder = shelf.create_folder("Work")
    shelf.rename_folder(folder.id, "Play")
    store.writing.choose_for_folder(folder.id, None)
    shelf.set_order([folder.id])
    shelf.move(5, folder.id)
    shelf.set_tags(5, ["one", "two"])
    shelf.set_pinned(5, True)
    shelf.set_archived(5, True)
    shelf.set_archived(5, False)
    shelf.set_draft(5, "unsent")
    shelf.draft(5)
    shelf.delete_folder(folder.id)


def titled(store: Store) -> None:
    for conversation_id in store.shelf.untitled():
        run_id = store.shelf.begin_title(conversation_id, model=MODEL, params=GenerateParams())
        store.shelf.finish_title(run_id, reason=FinishReason.STOP, stats=STATS)
        store.shelf.set_generated_title(conversation_id, "A title")


def emptied(store: Store) -> None:
    store.delete_conversation(6)
    store.shelf.trash()
    store.shelf.purge_all(store.shelf.expired())
    store.shelf.empty_trash()


QUESTIONS: dict[str, Callable[[Store], object]] = {
    "conversations": lambda store: store.conversations(),
    "conversation": lambda store: store.conversation(3),
    "thread": lambda store: store.thread(2),
    "in view": lambda store: store.tree.in_view(2),
    "run_of_message": lambda store: store.run_of_message(5),
    "runs_of_conversation": lambda store: store.runs_of_conversation(2),
    "a turn": answered,
    "a failed turn": failed,
    "branches": branched,
    "order": ordered,
    "titles": titled,
    "the trash": emptied,
    "create": lambda store: store.create_conversation("c"),
    "rename": lambda store: store.rename_conversation(4, "c"),
    "delete": lambda store: store.delete_conversation(4),
    "restore": lambda store: store.restore_conversation(4),
    "recover": lambda store: store.recover_interrupted(),
    "changed": lambda store: store.changed_elsewhere(),
}


SMALL = {
    "SCAN branch",  # the walk up one branch
    "SCAN below",  # the walk down one branch
    "SCAN runs USING COVERING INDEX runs_unfinished",  # an index of the answers being written now
    "SCAN folders",  # as many as a person made
    "SCAN sqlite_schema",  # as many as there are tables
    "SCAN known",  # the tags in use, one step in their index for each
    "SCAN figure_cells USING COVERING INDEX figure_cells_stale",  # the days and models to be added up anew
    "SCAN figure_cells USING INDEX figure_cells_stale",
    "SCAN title_words VIRTUAL TABLE INDEX 0:M1",  # the titles with some words
    "SCAN recent",  # the hundred conversations that were used last
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_walks_a_whole_table(large_store: Store, name: str) -> None:
    """Every statement's plan uses an index, but for the list of conversations, which returns its whole index, and the
    titles to be made, for which it is read as far as the hundredth."""
    statements: list[str] = []
    connection = large_store._db._sql
    connection.set_trace_callback(statements.append)
    QUESTIONS[name](large_store)
    connection.set_trace_callback(None)
    assert statements
    scans = []
    for statement in statements:
        if statement.split()[0] in {"SELECT", "WITH", "UPDATE", "INSERT", "DELETE"}:
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                if step.startswith("SCAN") and step not in SMALL:
                    scans.append(step)
    is_list = name in {"conversations", "titles"}
    assert scans == (["SCAN conversations USING INDEX conversations_newest"] if is_list else [])


def test_a_long_conversation_is_one_walk_up_its_branch(large_store: Store) -> None:
    """The steps of SQLite's machine grow with the branch and not with the store."""
    connection = large_store._db._sql
    n_steps = 0

    def count() -> int:
        nonlocal n_steps
        n_steps += 1
        return 0

    connection.set_progress_handler(count, 1)
    thread = large_store.thread(1)
    connection.set_progress_handler(None, 1)
    assert [m.id for m in thread] == list(range(1, N_MESSAGES + 1))
    assert n_steps < 60 * N_MESSAGES


def test_many_conversations_are_listed_without_reading_a_message(large_store: Store) -> None:
    connection = large_store._db._sql
    read = set()

    def authorize(action: int, table: str | None, column: str | None, database: str | None, source: str | None) -> int:
        read.add(table)
        return 0

    connection.set_authorizer(authorize)
    try:
        listed = large_store.conversations()
    finally:
        connection.set_authorizer(None)
    assert len(listed) >= N_CONVERSATIONS
    assert "conversations" in read
    assert read.isdisjoint({"messages", "runs"})


def test_the_plans_hold_for_a_file_opened_again(large_store: Store) -> None:
    """Reading does not depend on anything the first connection prepared."""
    path: Path = large_store.path
    with open_store(path.parent) as other:
        assert len(other.thread(1)) == N_MESSAGES
        assert set(other.runs_of_conversation(1)) == set(range(1, N_MESSAGES + 1))

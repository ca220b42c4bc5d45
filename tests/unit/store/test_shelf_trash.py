"""The trash: thirty days, restored whole, and gone for good afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Conversation, Store, StoreError, StoreProblem, open_store, snapshots
from inglenook_engine.types import FinishReason, GenerateParams


class Calendar:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def go_on(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def store(data_dir: Path, calendar: Calendar) -> Iterator[Store]:
    with open_store(data_dir, now=calendar) as opened:
        yield opened


def begin(store: Store, text: str, conversation_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=f"About {text}", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def whole(store: Store, conversation_id: int) -> tuple[Conversation | None, object, object, object]:
    return (
        store.conversation(conversation_id),
        store.tree.whole(conversation_id),
        store.runs_of_conversation(conversation_id),
        store.shelf.draft(conversation_id),
    )


def counts(store: Store) -> list[int]:
    with store._db.read() as sql:
        tables = ("conversations", "messages", "runs", "tags", "attachments")
        return [sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_a_conversation_comes_back_from_the_trash_as_it_was(store: Store, calendar: Calendar) -> None:
    folder = store.shelf.create_folder("Work")
    one = begin(store, "one")
    begin(store, "more", one)
    store.shelf.move(one, folder.id)
    store.shelf.set_tags(one, ["a", "b"])
    store.shelf.set_pinned(one, True)
    store.shelf.set_archived(one, True)
    store.shelf.set_draft(one, "unsent")
    before = whole(store, one)
    store.delete_conversation(one)
    (listed,) = store.shelf.trash()
    assert before[0] is not None
    assert listed == before[0]._replace(deleted_at="2026-03-01T12:00:00.000Z")
    assert store.conversations(include_archived=True) == []
    calendar.go_on(days=29)
    store.restore_conversation(one)
    assert whole(store, one) == before
    assert store.shelf.trash() == []


def test_what_went_to_the_trash_last_comes_first(store: Store, calendar: Calendar) -> None:
    one, two, three = (begin(store, text) for text in ("one", "two", "three"))
    for conversation_id in (two, three, one):
        store.delete_conversation(conversation_id)
        calendar.go_on(seconds=1)
    assert [c.id for c in store.shelf.trash()] == [one, three, two]


def test_the_trash_keeps_a_conversation_for_thirty_days_to_the_millisecond(store: Store, calendar: Calendar) -> None:
    old, kept, newer = (begin(store, text) for text in ("old", "kept", "newer"))
    store.delete_conversation(old)
    calendar.go_on(days=1)
    store.delete_conversation(newer)
    calendar.go_on(days=29)
    assert store.shelf.expired() == []
    assert store.shelf.purge_all(store.shelf.expired()) == 0
    calendar.go_on(milliseconds=1)
    assert store.shelf.expired() == [old]
    assert store.shelf.purge_all(store.shelf.expired()) == 1
    assert [c.id for c in store.shelf.trash()] == [newer]
    assert [c.id for c in store.conversations()] == [kept]
    calendar.go_on(days=400)
    assert store.shelf.purge_all(store.shelf.expired()) == 1
    assert [c.id for c in store.conversations()] == [kept]
    assert store.shelf.purge_all(store.shelf.expired()) == 0


def test_purging_one_removes_it_with_all_that_belongs_to_it_and_nothing_else(store: Store) -> None:
    gone, kept = begin(store, "gone"), begin(store, "kept")
    begin(store, "gone too", gone)
    store.shelf.set_tags(gone, ["a"])
    store.shelf.set_tags(kept, ["a"])
    before = whole(store, kept)
    store.delete_conversation(gone)
    store.shelf.purge(gone)
    assert whole(store, kept) == before
    assert counts(store) == [1, 2, 1, 1, 0]
    assert store.shelf.trash() == []
    with pytest.raises(StoreError, match="no longer exists"):
        store.restore_conversation(gone)


def test_only_what_is_in_the_trash_can_be_purged(store: Store) -> None:
    one = begin(store, "one")
    for conversation_id in (one, 999):
        with pytest.raises(StoreError) as caught:
            store.shelf.purge(conversation_id)
        assert caught.value.problem is StoreProblem.NOT_IN_TRASH
        assert caught.value.message.endswith(".")
    assert [c.id for c in store.conversations()] == [one]


def test_emptying_the_trash_leaves_the_rest_alone(store: Store) -> None:
    kept, *deleted = (begin(store, text) for text in ("kept", "one", "two", "three"))
    for conversation_id in deleted:
        store.delete_conversation(conversation_id)
    assert store.shelf.empty_trash() == 3
    assert store.shelf.empty_trash() == 0
    assert [c.id for c in store.conversations()] == [kept]
    assert counts(store)[:3] == [1, 2, 1]


def test_an_answer_that_is_being_written_keeps_its_conversation_until_it_is_over(store: Store) -> None:
    turn = store.begin_turn(conversation_id=None, text="one", model=MODEL, params=GenerateParams())
    other = begin(store, "other")
    for conversation_id in (turn.conversation_id, other):
        store.delete_conversation(conversation_id)
    with pytest.raises(StoreError) as caught:
        store.shelf.purge(turn.conversation_id)
    assert caught.value.problem is StoreProblem.ANSWERING
    assert store.shelf.empty_trash() == 1
    store.finish_turn(turn, text="whole", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    assert store.shelf.empty_trash() == 1
    assert counts(store) == [0, 0, 0, 0, 0]


def test_two_windows_that_purge_the_same_trash_do_not_disturb_each_other(store: Store, data_dir: Path) -> None:
    first, second = begin(store, "first"), begin(store, "second")
    for conversation_id in (first, second):
        store.delete_conversation(conversation_id)
    with open_store(data_dir) as other:
        other.restore_conversation(second)
        other.shelf.purge(first)
        assert store.shelf.purge_all([first, second]) == 0
        assert [c.id for c in store.conversations()] == [second]


def test_a_snapshot_forgets_what_was_typed_before_a_purged_conversation_began(
    store: Store, data_dir: Path, calendar: Calendar
) -> None:
    store.shelf.set_draft(None, "zanzibarium, typed and not sent yet")
    snapshot = snapshots.take(store.path, snapshots.DAILY, now=calendar())
    assert snapshot is not None
    assert b"zanzibarium" in snapshot.read_bytes()
    store.shelf.set_draft(None, "")
    one = begin(store, "zanzibarium, typed and sent")
    store.delete_conversation(one)
    store.shelf.purge(one)
    assert snapshots.check(snapshot) == []
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    assert snapshot in files
    assert [path for path in files if b"zanzibarium" in path.read_bytes()] == []

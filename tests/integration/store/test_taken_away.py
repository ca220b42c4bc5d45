"""A database that is moved, replaced or deleted while it is used: nothing of it is lost, and nothing is there twice."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop import purging
from inglenook_desktop.store import FILE_NAME, Store, StoreError, StoreProblem, db, open_store, places, snapshots
from inglenook_desktop.store.opening import put_back
from inglenook_engine.types import FinishReason, GenerateParams
from store_writers import Writers

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def say(store: Store, text: str, conversation_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=f"About {text}", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def titles(data_dir: Path) -> list[str]:
    with open_store(data_dir) as store:
        return sorted(conversation.title for conversation in store.conversations())


def refused(act: Callable[[], object]) -> StoreProblem:
    with pytest.raises(StoreError) as caught:
        act()
    return caught.value.problem


# --- connections of other threads


@pytest.mark.parametrize("lost", ["the file", "its log", "replaced"])
def test_no_second_connection_makes_a_file_where_the_database_was(tmp_path: Path, lost: str) -> None:
    """An empty one would hide that the database is gone: an export would have no conversations, and the next start
    would find nothing missing."""
    with open_store(tmp_path) as store:
        say(store, "one")
        store.delete_conversation(say(store, "two"))
        (going,) = store.shelf.trash()
        if lost == "its log":
            places.beside(store.path)[1].unlink()
        else:
            store.path.unlink()
        if lost == "replaced":
            store.path.touch()
        before = sorted(path.name for path in tmp_path.iterdir())
        for act in (store.another_connection, lambda: purging.purge(store, (going.id,))):
            assert refused(act) is StoreProblem.MOVED
        assert sorted(path.name for path in tmp_path.iterdir()) == before
        if lost == "replaced":
            assert store.path.stat().st_size == 0


def test_a_second_connection_sees_what_the_first_wrote(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "one")
        second = store.another_connection()
        try:
            with second.read() as sql:
                assert sql.execute("SELECT count(*) FROM messages").fetchone() == (2,)
        finally:
            second.close()


# --- another process starts meanwhile


def test_a_start_beside_a_process_whose_file_was_taken_makes_no_second_database(
    tmp_path: Path, writers: Writers
) -> None:
    """It would be put together from an old snapshot, while the other process still holds what is newest."""
    with open_store(tmp_path) as store:
        say(store, "early")
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
    writer = writers.start("stream", tmp_path)
    assert writer.read() is not None
    away = tmp_path / "away"
    away.mkdir()
    for part in places.beside(tmp_path / FILE_NAME):
        if part.exists():
            part.rename(away / part.name)
    assert refused(lambda: open_store(tmp_path)) is StoreProblem.MOVED
    assert not (tmp_path / FILE_NAME).exists()
    for part in away.iterdir():
        part.rename(tmp_path / part.name)
    writer.kill()
    assert titles(tmp_path) == ["Hello", "early"]


# --- the next start


def lose_log(store: Store) -> None:
    """What was written since the log was last folded in is in no file that has a name."""
    places.beside(store.path)[1].unlink()


def put_back_older(older: bytes) -> Callable[[Store], None]:
    def act(store: Store) -> None:
        """As a sync program does it."""
        for part in places.beside(store.path):
            part.unlink(missing_ok=True)
        store.path.write_bytes(older)

    return act


@pytest.fixture
def early(tmp_path: Path) -> Path:
    """A folder with a conversation in it; closed, so that its file is whole."""
    data_dir = tmp_path / "data"
    with open_store(data_dir) as store:
        say(store, "early")
    return data_dir


@pytest.mark.parametrize("by", ["a lost log", "an older file"])
def test_a_start_on_an_older_file_takes_what_the_newer_one_had(early: Path, by: str) -> None:
    path = early / FILE_NAME
    taken = lose_log if by == "a lost log" else put_back_older(path.read_bytes())
    with open_store(early) as store:
        going_on = store.conversations()[0].id
        say(store, "late")
        say(store, "more", going_on)
        taken(store)
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
        older = path.read_bytes()
    path.write_bytes(older)  # as a kill leaves it: closing folds even a log in that has no name any more
    with open_store(early) as store:
        (note,) = store.opening_notes
        assert "lacked 4 messages in 2 conversations" in note
        assert sorted(one.title for one in store.conversations()) == ["early", "late"]
        assert [message.content for message in store.thread(going_on)][2:] == ["more", "About more"]
        (kept,) = places.kept_whole(early)
        assert str(kept.parent) in note
    assert kept.read_bytes() == older
    with open_store(early) as store:
        assert store.opening_notes == ()
        assert len(store.conversations()) == 2


def test_a_file_with_something_newer_in_it_stays_and_the_note_says_where_the_rest_is(early: Path) -> None:
    older = (early / FILE_NAME).read_bytes()
    with open_store(early) as store:
        say(store, "late")
        put_back_older(older)(store)
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
        aside = Path(shutil.move(early / "snapshots", early.parent / "snapshots"))
    with open_store(early) as store:  # as if another machine had gone on with it
        say(store, "elsewhere")
    shutil.move(aside, early / "snapshots")
    with open_store(early) as store:
        (note,) = store.opening_notes
        assert sorted(one.title for one in store.conversations()) == ["early", "elsewhere"]
    (snapshot,) = snapshots.listed(early)
    assert f"inglenook history restore {snapshot.name} " in note
    put_back(early, snapshot, now=NOW)
    with open_store(early) as store:
        assert store.opening_notes == ()
        assert sorted(one.title for one in store.conversations()) == ["early", "late"]


def test_a_file_that_was_put_back_itself_needs_no_note(early: Path) -> None:
    with open_store(early) as store:
        store.path.rename(early / "elsewhere")
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
        (early / "elsewhere").rename(store.path)
        say(store, "late")
    for _ in range(2):
        with open_store(early) as store:
            assert store.opening_notes == ()
            assert len(store.conversations()) == 2
    assert [one.reason for one in snapshots.listed(early)] == [snapshots.MOVED + snapshots.SETTLED]


def test_what_a_person_put_back_by_hand_is_not_exchanged_again(early: Path) -> None:
    with open_store(early) as store:
        daily = snapshots.take(store.path, snapshots.DAILY, now=NOW)
        say(store, "late")
        lose_log(store)
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
    wanted = next(one for one in snapshots.listed(early) if one.path == daily)
    put_back(early, wanted, now=NOW)
    with open_store(early) as store:
        assert store.opening_notes == ()
        assert [one.title for one in store.conversations()] == ["early"]


def test_a_start_beside_another_process_exchanges_nothing(early: Path, writers: Writers) -> None:
    older = (early / FILE_NAME).read_bytes()
    with open_store(early) as store:
        say(store, "late")
        put_back_older(older)(store)
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
    (moved,) = snapshots.unsettled(early)
    aside = moved.path.rename(early / "aside")
    writer = writers.start("stream", early)
    assert writer.read() is not None
    aside.rename(moved.path)
    open_store(early).close()
    assert snapshots.unsettled(early) == [moved]
    writer.kill()
    with open_store(early) as store:  # both have what the other lacks
        assert len(store.opening_notes) == 1
        assert sorted(one.title for one in store.conversations()) == ["Hello", "early"]


# --- the snapshot of what was taken away


def test_a_snapshot_that_failed_is_tried_again_and_taken_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk, for instance, on which the person then makes room."""
    caplog.set_level(logging.ERROR)
    monkeypatch.setattr(db, "MOVED_AGAIN_S", 0.0)
    in_the_way = tmp_path / "snapshots"
    with open_store(tmp_path) as store:
        say(store, "late")
        store.path.unlink()
        in_the_way.write_bytes(b"a file where the folder should be")
        for _ in range(2):
            assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
        assert len([one for one in caplog.records if "no snapshot of" in one.message]) == 2
        in_the_way.unlink()
        for _ in range(3):
            assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
        assert [one.reason for one in snapshots.listed(tmp_path)] == [snapshots.MOVED]
    assert titles(tmp_path) == ["late"]


def test_the_snapshot_of_what_was_taken_away_may_take_the_last_room(small_disk: Path) -> None:
    """It leaves no margin: what is in it is nowhere else."""
    data_dir = small_disk / "data"
    with open_store(data_dir) as store:
        say(store, "late")
        assert snapshots.take(store.path, snapshots.DAILY, now=NOW) is None
        store.path.unlink()
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
        assert [one.reason for one in snapshots.listed(data_dir)] == [snapshots.MOVED]
    assert titles(data_dir) == ["late"]


def test_a_data_folder_that_is_deleted_whole_comes_back(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with open_store(data_dir) as store:
        say(store, "late")
        shutil.rmtree(data_dir)
        assert refused(lambda: say(store, "too late")) is StoreProblem.MOVED
    assert titles(data_dir) == ["late"]


# --- what only looks so


def test_permission_that_is_lost_is_no_move(open_folder: Path, as_nobody: Callable[[Path], None]) -> None:
    data_dir = open_folder / "data"
    with open_store(data_dir) as store:
        say(store, "one")
        as_nobody(open_folder)
        open_folder.chmod(0o000)
        assert refused(lambda: say(store, "two")) is StoreProblem.NOT_WRITABLE
        open_folder.chmod(0o700)
        assert snapshots.listed(data_dir) == []
        say(store, "three")
    assert titles(data_dir) == ["one", "three"]

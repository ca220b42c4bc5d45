"""Snapshots of a real database: taken while it is used, verified, stopped, refused without room, and purged."""

from __future__ import annotations

import shutil
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, open_store, places, purge, snapshots
from inglenook_desktop.store.care import DAMAGED
from inglenook_engine.types import FinishReason, GenerateParams

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def say(store: Store, text: str, answer: str = "Yes") -> int:
    turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def titles(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return [conversation.title for conversation in store.conversations()]


def opened_copy(snapshot: Path, folder: Path) -> list[str]:
    folder.mkdir()
    shutil.copyfile(snapshot, folder / FILE_NAME)
    return titles(folder)


def test_a_snapshot_is_a_whole_database_for_its_owner_alone(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "Hello")
        with store._db.write() as sql:
            sql.execute("INSERT INTO remembered (name, value) VALUES ('x', 'not committed')")
            taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
        assert taken is not None
        say(store, "Later")
    assert taken.name == "2026-05-04T030201Z-daily.sqlite3"
    assert [path.name for path in taken.parent.iterdir()] == [taken.name]
    assert stat.S_IMODE(taken.stat().st_mode) == 0o600
    assert stat.S_IMODE(taken.parent.stat().st_mode) == 0o700
    (listed,) = snapshots.listed(tmp_path)
    assert (listed.name, listed.taken_at, listed.reason) == ("2026-05-04T030201Z-daily", NOW, "daily")
    assert b"not committed" not in taken.read_bytes()
    assert opened_copy(taken, tmp_path / "copy") == ["Hello"]


def test_two_of_the_same_second_are_two(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for _ in range(2):
            snapshots.take(store.path, snapshots.DAILY, now=NOW)
    assert len(snapshots.listed(tmp_path)) == 2


def test_a_snapshot_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for index in range(20):
            say(store, f"{index}", "word " * 20_000)
        with pytest.raises(snapshots.Stopped):
            snapshots.take(store.path, snapshots.DAILY, now=NOW, is_stopped=lambda: True)
        assert list(places.snapshots_folder(tmp_path).iterdir()) == []


def test_no_snapshot_is_taken_where_it_would_fill_the_disk(small_disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_store(small_disk / "data") as store:
        say(store, "Hello")
        assert snapshots.take(store.path, snapshots.DAILY, now=NOW) is None
    assert "no snapshot" in caplog.text
    assert not places.snapshots_folder(small_disk / "data").exists()


def test_a_damaged_database_never_becomes_a_snapshot(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "Hello", "word " * 20_000)
    path = tmp_path / FILE_NAME
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 4 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(Exception, match=r"malformed|not sound|full"):
        snapshots.take(path, snapshots.DAILY, now=NOW)
    assert snapshots.listed(tmp_path) == []
    assert list(places.snapshots_folder(tmp_path).iterdir()) == []


def test_care_takes_one_snapshot_a_day_in_the_background(tmp_path: Path) -> None:
    now = NOW
    with open_store(tmp_path, now=lambda: now) as store:
        say(store, "Hello")
        found: list[str] = []
        for hours in (0, 1, 23, 24, 25):
            now = NOW + timedelta(hours=hours)
            if store.care.start(found.append):
                store.care.wait()
        assert found == []
        assert [snapshot.taken_at for snapshot in snapshots.listed(tmp_path)] == [NOW + timedelta(days=1), NOW]


def test_care_tells_of_damage_and_the_next_start_mends_it(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "Hello", "word " * 20_000)
    path = tmp_path / FILE_NAME
    with open_store(tmp_path) as store:
        with path.open("r+b") as file:
            file.seek(path.stat().st_size - 4 * 4096)
            file.write(b"\xff" * 4096)
        found: list[tuple[str, str]] = []
        assert store.care.start(lambda sentence: found.append((sentence, threading.current_thread().name)))
        store.care.wait()
        assert found == [(DAMAGED, "store care")]
        assert snapshots.listed(tmp_path) == []
    with open_store(tmp_path) as store:
        assert len(store.opening_notes) == 1
        assert [conversation.title for conversation in store.conversations()] == ["Hello"]


def test_closing_ends_what_is_under_way(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for index in range(20):
            say(store, f"{index}", "word " * 20_000)
        assert store.care.start(lambda sentence: pytest.fail(sentence))
        assert not store.care.start(lambda sentence: pytest.fail(sentence))  # one at a time
    assert not store.care.is_running
    assert len(snapshots.listed(tmp_path)) == len(list(places.snapshots_folder(tmp_path).glob("*")))


def test_a_purge_reaches_snapshots_and_files_kept_aside(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "What stays")
        secret = say(store, "zanzibarium", "zanzibarium " * 3_000)
        taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
        assert taken is not None
        for name in ("2026-05-04T030201Z-damaged", "2026-05-04T030202Z-replaced"):
            folder = places.kept_folder(tmp_path) / name
            folder.mkdir(parents=True)
            shutil.copyfile(taken, folder / FILE_NAME)
        places.put_together_mark(places.kept_damaged(tmp_path)[0]).touch()
        torn = places.snapshots_folder(tmp_path) / f"2026-05-03T030201Z-daily{places.SUFFIX}"
        torn.write_bytes(taken.read_bytes()[:-4096])
        left_behind = [places.unfinished_snapshot(tmp_path, "x"), places.rescue(tmp_path)]
        for path in left_behind:
            shutil.copyfile(taken, path)
        with store._db.write() as sql:
            purge.note(sql, [secret])
        assert purge.finish(store._db)
    holding = [path for path in tmp_path.rglob("*") if path.is_file() and b"zanzibarium" in path.read_bytes()]
    assert holding == []
    assert [snapshot.path for snapshot in snapshots.listed(tmp_path)] == [taken]
    assert places.kept_damaged(tmp_path) == []
    assert opened_copy(taken, tmp_path / "copy") == ["What stays"]
    assert titles(places.kept_whole(tmp_path)[0].parent) == ["What stays"]


def test_a_purge_while_a_snapshot_is_taken_leaves_no_byte_in_it(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        secret = say(store, "zanzibarium", "zanzibarium " * 3_000)
        for _ in range(3):
            say(store, "What stays", "word " * 20_000)
        is_purged = False

        def purge_once() -> bool:
            """Asked while the snapshot is being made, so that its view is older."""
            nonlocal is_purged
            if not is_purged and any(path.stat().st_size for path in places.unfinished_snapshots(tmp_path)):
                is_purged = True
                with store._db.write() as sql:
                    purge.note(sql, [secret])
            return False

        assert snapshots.take(store.path, snapshots.DAILY, now=NOW, is_stopped=purge_once) is None
        assert is_purged
        assert purge.finish(store._db)
        assert snapshots.take(store.path, snapshots.DAILY, now=NOW) is not None
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"zanzibarium" in path.read_bytes()] == []


def test_a_purge_that_a_kill_broke_off_is_finished_by_the_next_start(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        secret = say(store, "zanzibarium")
        taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
        assert taken is not None
        with store._db.write() as sql:
            purge.note(sql, [secret])
        assert b"zanzibarium" in taken.read_bytes()
    open_store(tmp_path).close()
    assert b"zanzibarium" not in taken.read_bytes()

"""Purges that meet something in their way: they wait instead of removing what is good, and somebody finishes them."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, StoreError, StoreProblem, open_store, places, purge, snapshots
from inglenook_engine.types import FinishReason, GenerateParams
from sqlite_utils.utils import sqlite3

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
SECRET = "zanzibarium"


def say(store: Store, text: str, conversation_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=f"About {text}", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def lengthen(store: Store, conversation_id: int, n_messages: int) -> None:
    with store._db.write() as sql:
        (last_id,) = sql.execute("SELECT max(id) FROM messages").fetchone()
        sql.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?4)
            INSERT INTO messages (id, conversation_id, parent_id, role, status, created_at, content)
            SELECT ?1 + i, ?2, ?1 + i - 1, 'user', 'complete', '2026-01-01T00:00:00.000Z', ?3 || ' ' || i FROM n
            """,
            (last_id, conversation_id, SECRET, n_messages),
        )


def holding(data_dir: Path) -> list[str]:
    return [p.name for p in data_dir.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        say(opened, "What stays")
        yield opened


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """By a program that looks at it: a reader keeps a writer out of a file without a log."""
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("BEGIN")
    sql.execute("SELECT count(*) FROM conversations").fetchone()
    try:
        yield
    finally:
        sql.close()


def test_a_snapshot_that_somebody_reads_is_swept_later_and_not_removed(store: Store, tmp_path: Path) -> None:
    secret = say(store, SECRET)
    taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
    assert taken is not None
    store.delete_conversation(secret)
    with locked(taken):
        store.shelf.purge(secret)
        assert taken.exists()
        assert holding(tmp_path) == [taken.name]
    store.close()
    open_store(tmp_path).close()  # the next start
    assert holding(tmp_path) == []
    assert snapshots.check(taken) == []


def test_a_copy_kept_aside_that_somebody_reads_is_swept_later_and_not_removed(store: Store, tmp_path: Path) -> None:
    secret = say(store, SECRET)
    taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
    assert taken is not None
    folder = places.kept_folder(tmp_path) / "2026-05-04T030202Z-replaced"
    folder.mkdir(parents=True)
    kept = taken.rename(folder / FILE_NAME)
    store.delete_conversation(secret)
    with locked(kept):
        store.shelf.purge(secret)
        assert kept.exists()
    store.delete_conversation(other := say(store, "another"))
    store.shelf.purge(other)  # the next purge finishes the first one
    assert holding(tmp_path) == []
    assert snapshots.check(kept) == []


def test_a_snapshot_on_a_disk_without_room_is_not_removed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = say(store, SECRET)
    taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
    assert taken is not None
    store.delete_conversation(secret)
    whole = taken.read_bytes()

    def full(path: Path, _purged: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as later:
        later.setattr(purge, "_sweep", full)
        store.shelf.purge(secret)
    assert taken.read_bytes() == whole
    assert purge.finish(store._db)
    assert holding(tmp_path) == []
    assert taken.exists()


def test_a_damaged_snapshot_is_removed(store: Store, tmp_path: Path) -> None:
    secret = say(store, SECRET)
    taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
    assert taken is not None
    taken.write_bytes(taken.read_bytes()[:-4096])
    store.delete_conversation(secret)
    store.shelf.purge(secret)
    assert holding(tmp_path) == []
    assert not taken.exists()


# --- damaged files that were kept aside


def keep_aside(data_dir: Path, name: str, *, is_done: bool) -> Path:
    folder = places.kept_folder(data_dir) / name
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_bytes(f"damage with {SECRET} in it".encode())
    if is_done:
        places.put_together_mark(folder).touch()
    return folder


def test_a_damaged_file_that_nobody_made_use_of_yet_is_not_removed_by_a_purge(store: Store, tmp_path: Path) -> None:
    done = keep_aside(tmp_path, "2026-05-04T030201Z-damaged", is_done=True)
    unused = keep_aside(tmp_path, "2026-05-04T030202Z-damaged", is_done=False)
    store.delete_conversation(secret := say(store, SECRET))
    store.shelf.purge(secret)
    assert not done.exists()
    assert (unused / FILE_NAME).exists()
    places.put_together_mark(unused).touch()
    assert purge.finish(store._db)
    assert holding(tmp_path) == []


def test_the_trash_is_not_emptied_by_itself_for_some_days_after_damage(tmp_path: Path) -> None:
    moment = NOW
    with open_store(tmp_path, now=lambda: moment) as store:
        store.delete_conversation(say(store, SECRET))
        moment = NOW + timedelta(days=31)
        (expired,) = store.shelf.expired()
        keep_aside(tmp_path, f"{moment - timedelta(days=3):%Y-%m-%dT%H%M%SZ}-damaged", is_done=True)
        assert store.shelf.expired() == []
        moment += timedelta(days=purge.DAMAGED_KEPT_DAYS)
        assert store.shelf.expired() == [expired]


# --- steps


def test_a_long_conversation_is_purged_without_locking_others_out(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another window writes in between."""
    monkeypatch.setattr(purge, "MESSAGES_AT_ONCE", 50)
    lengthen(store, secret := say(store, SECRET), 1_000)
    store.delete_conversation(secret)
    n_written = n_left = 0
    is_ready, is_over = threading.Event(), threading.Event()

    def write() -> None:
        nonlocal n_written, n_left
        with open_store(tmp_path) as other:
            is_ready.set()
            while not is_over.wait(0.002):  # a program that never pauses leaves nobody a turn
                with other._db.write(wait_ms=60_000) as sql:
                    (left,) = sql.execute(
                        "SELECT count(*) FROM messages WHERE conversation_id = ?", (secret,)
                    ).fetchone()
                    sql.execute("INSERT OR REPLACE INTO remembered (name, value) VALUES ('x', ?)", (str(n_written),))
                n_written += 1
                n_left += 0 < left < 1_000

    def pause(pause_s: float) -> None:
        """As long as it is, and until the other had its turn: which thread is first is the system's affair."""
        n_before, began = n_written, time.monotonic()
        time.sleep(pause_s)
        while n_written == n_before:
            assert time.monotonic() - began < 60
            time.sleep(0.001)

    monkeypatch.setattr(purge, "time", SimpleNamespace(monotonic=time.monotonic, sleep=pause))
    thread = threading.Thread(target=write)
    thread.start()
    is_ready.wait()
    store.shelf.purge(secret)
    is_over.set()
    thread.join()
    assert n_left > 3  # in the middle of it
    assert purge.finish(store._db)
    assert holding(tmp_path) == []


def test_a_purge_that_ends_in_the_middle_is_finished_and_nothing_of_it_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "MESSAGES_AT_ONCE", 100)
    with open_store(tmp_path) as store:
        lengthen(store, secret := say(store, SECRET), 1_000)
        store.delete_conversation(secret)
        steps = iter(range(4))
        newest = purge._delete_newest

        def some(*arguments: int, keeps: bool) -> int:
            if next(steps, None) is None:
                raise OSError(errno.EIO, "the plug was pulled")
            return newest(*arguments, keeps=keeps)  # type: ignore[arg-type]

        with monkeypatch.context() as pulled:
            pulled.setattr(purge, "_delete_newest", some)
            store.shelf.purge(secret)
        with store._db.read() as sql:
            (n_left,) = sql.execute("SELECT count(*) FROM messages WHERE conversation_id = ?", (secret,)).fetchone()
        assert 0 < n_left < 1_000
        assert store.shelf.trash() == []
        for act in (store.restore_conversation, store.shelf.purge):
            with pytest.raises(StoreError) as caught:
                act(secret)
            assert caught.value.problem in (StoreProblem.GONE, StoreProblem.NOT_IN_TRASH)
    open_store(tmp_path).close()
    assert holding(tmp_path) == []


def test_a_large_trash_is_noted_once_and_not_for_each_conversation(store: Store, tmp_path: Path) -> None:
    """The note of 10,000 is a megabyte: written anew for each of them it would be gigabytes."""
    with store._db.write() as sql:
        sql.executemany(
            "INSERT INTO conversations (title, created_at, updated_at, deleted_at) VALUES (?1, ?2, ?2, ?2)",
            [(f"{index}", "2026-01-01T00:00:00.000Z") for index in range(2_000)],
        )
    written = 0

    def count(statement: str) -> None:
        nonlocal written
        written += len(statement) if statement.startswith("INSERT INTO remembered") else 0

    store._db._sql.set_trace_callback(count)
    assert store.shelf.empty_trash() == 2_000
    store._db._sql.set_trace_callback(None)
    assert 0 < written < 1 << 20
    assert len(store.conversations()) == 1

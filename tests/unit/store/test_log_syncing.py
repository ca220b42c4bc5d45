"""A store whose writes do not wait for the disk: what is written, what is on the disk, and what a refusal leads to."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from inglenook_desktop.store import FILE_NAME, Store, disk, log_syncing, open_private_store, open_store

PATIENCE_S = 10.0


class SlowDisk:
    """Takes nothing before `gate` is open. error: what it answers then, once. n_syncs: of the log."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.asked = threading.Event()
        self.error: OSError | None = None
        self.n_syncs = 0

    def sync(self, descriptor: int) -> None:
        self.n_syncs += 1
        self.asked.set()
        assert self.gate.wait(PATIENCE_S)
        error, self.error = self.error, None
        if error is not None:
            raise error
        disk.sync(descriptor)


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    made = SlowDisk()
    monkeypatch.setattr(log_syncing, "sync", made.sync)
    yield made
    made.gate.set()


def titles(path: Path) -> list[str]:
    """What another program reads."""
    with sqlite3.connect(path) as other:
        return [title for (title,) in other.execute("SELECT title FROM conversations ORDER BY id")]


def titles_of_file_alone(store: Store, folder: Path) -> list[str]:
    """What is there without the log."""
    folder.mkdir()
    return titles(Path(shutil.copy(store.path, folder)))


def failed_sync(store: Store, slow_disk: SlowDisk, title: str) -> None:
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    store.create_conversation(title)
    assert not store.wait_for_disk(PATIENCE_S)


def test_a_write_is_there_for_everybody_before_the_disk_has_it(store: Store, slow_disk: SlowDisk) -> None:
    store.sync_later(lambda: None)
    slow_disk.gate.clear()
    store.create_conversation("Kettle")
    assert titles(store.path) == ["Kettle"]
    assert not store.wait_for_disk(0.05)
    slow_disk.gate.set()
    assert store.wait_for_disk(PATIENCE_S)


def test_what_is_written_while_the_disk_is_busy_takes_one_sync_more(store: Store, slow_disk: SlowDisk) -> None:
    store.sync_later(lambda: None)
    slow_disk.gate.clear()
    store.create_conversation("first")
    assert slow_disk.asked.wait(PATIENCE_S)
    for number in range(20):
        store.create_conversation(str(number))
    slow_disk.gate.set()
    assert store.wait_for_disk(PATIENCE_S)
    assert slow_disk.n_syncs == 2


def test_closing_waits_for_the_disk(data_dir: Path, empty_store: Path, slow_disk: SlowDisk) -> None:
    data_dir.mkdir()
    shutil.copy(empty_store, data_dir)
    with open_store(data_dir) as store:
        store.sync_later(lambda: None)
        slow_disk.gate.clear()
        store.create_conversation("Kettle")
        assert slow_disk.asked.wait(PATIENCE_S)
        threading.Timer(0.1, slow_disk.gate.set).start()
    assert slow_disk.gate.is_set()
    assert [thread.name for thread in threading.enumerate() if thread.name == "store sync"] == []
    assert titles(data_dir / FILE_NAME) == ["Kettle"]


def test_a_refusal_is_told_once_and_the_next_write_brings_all_into_the_file(
    store: Store, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    told: list[str] = []
    store.sync_later(lambda: told.append(threading.current_thread().name))
    failed_sync(store, slow_disk, "refused")
    assert titles_of_file_alone(store, tmp_path / "before") == []
    store.create_conversation("next")
    assert "refused" in titles_of_file_alone(store, tmp_path / "after")
    assert store.wait_for_disk(PATIENCE_S)
    assert told == ["store sync"]


def test_a_disk_that_refused_is_not_asked_again_because_its_success_would_mean_nothing(
    store: Store, slow_disk: SlowDisk
) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    assert slow_disk.n_syncs == 1
    assert not store.wait_for_disk(0.05)
    store.put_on_disk()
    assert store.wait_for_disk(0)
    assert slow_disk.n_syncs == 1


def test_who_reads_meanwhile_is_waited_for_by_the_writes_after(
    store: Store, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    store.sync_later(lambda: None)
    with sqlite3.connect(store.path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM conversations").fetchone()
        failed_sync(store, slow_disk, "refused")
        store.create_conversation("next")
        assert not store.wait_for_disk(0)
        reader.rollback()
    store.create_conversation("last")
    assert store.wait_for_disk(PATIENCE_S)
    assert "refused" in titles_of_file_alone(store, tmp_path / "after")


def test_the_rest_of_the_store_waits_as_before(store: Store) -> None:
    def synchronous(of: Store) -> int:
        with of._db.read() as sql:
            return int(sql.execute("PRAGMA synchronous").fetchone()[0])

    assert synchronous(store) == 2
    assert store.wait_for_disk(0)
    store.sync_later(lambda: None)
    assert synchronous(store) == 1
    with store.for_another_thread() as elsewhere:
        assert synchronous(elsewhere) == 2


def test_in_memory_there_is_nothing_to_sync(slow_disk: SlowDisk) -> None:
    with open_private_store() as store:
        store.sync_later(lambda: None)
        store.create_conversation("Kettle")
        assert store.wait_for_disk(0)
        assert slow_disk.n_syncs == 0

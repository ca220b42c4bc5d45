"""A store whose writes do not wait for the disk: what is written, what is on the disk, and what a refusal leads to."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from inglenook_desktop.attachments import AttachedFile
from inglenook_desktop.store import (
    FILE_NAME,
    Store,
    StoreError,
    StoreProblem,
    db,
    disk,
    log_syncing,
    open_private_store,
    open_store,
)
from inglenook_desktop.store.db import Db
from inglenook_desktop.store.places import refused_mark
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the store's own: two do not see each other's locks

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


def written_again(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What goes through the system's own call from now on."""
    written: list[bytes] = []
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        written.append(data)
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    return written


def begin(store: Store) -> None:
    """With something in the log that is on the disk."""
    store.sync_later(lambda: None)
    store.create_conversation("kept")
    assert store.wait_for_disk(PATIENCE_S)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Another program reads what is in the log, so that it cannot be cut."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM conversations").fetchone()
        yield


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


def test_a_refusal_is_told_once_and_the_next_write_puts_all_of_it_on_the_disk(
    store: Store, slow_disk: SlowDisk
) -> None:
    told: list[str] = []
    store.sync_later(lambda: told.append(threading.current_thread().name))
    failed_sync(store, slow_disk, "refused")
    store.create_conversation("next")
    assert store.wait_for_disk(PATIENCE_S)
    assert told == ["store sync"]
    assert titles(store.path) == ["refused", "next"]


def test_what_was_refused_is_written_again_because_the_system_takes_it_for_written(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Path(f"{store.path}-wal")
    begin(store)
    start = log.stat().st_size
    failed_sync(store, slow_disk, "refused")
    written: list[tuple[int, bytes]] = []
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        written.append((os.lseek(descriptor, 0, os.SEEK_CUR), data))
        return real(descriptor, data[:5000])  # as much as a system may take at once

    monkeypatch.setattr(os, "write", write)
    before = log.read_bytes()
    with reading(store.path):
        store.put_on_disk()
    assert log.read_bytes() == before
    assert b"refused" in b"".join(data for _, data in written)
    ends = [place + min(5000, len(data)) for place, data in written]
    assert [place for place, _ in written] == [start, *ends[:-1]]  # what is on the disk already is left alone
    assert ends[-1] == len(before)
    assert store.wait_for_disk(0)


def test_with_an_older_sqlite_all_of_the_log_is_written_again(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "_TELLS_LOG", (99, 0, 0))
    begin(store)
    failed_sync(store, slow_disk, "refused")
    written = written_again(monkeypatch)
    with reading(store.path):
        store.put_on_disk()
    assert b"".join(written) == Path(f"{store.path}-wal").read_bytes()
    assert titles(store.path) == ["kept", "refused"]


@pytest.mark.parametrize("n_bytes", [1, 900_000])  # shorter than the log was before, and longer
def test_of_a_log_that_was_begun_anew_all_is_written_again(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch, n_bytes: int
) -> None:
    store.sync_later(lambda: None)
    for number in range(20):
        store.create_conversation(str(number))
    assert store.wait_for_disk(PATIENCE_S)
    beside = store.another_connection()
    beside.fold_log()
    beside.close()
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    store.unsent_files.add(None, AttachedFile(name="a", media_type="text/plain", text="", data=bytes(n_bytes)))
    assert not store.wait_for_disk(PATIENCE_S)
    written: list[tuple[int, int]] = []
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        written.append((os.lseek(descriptor, 0, os.SEEK_CUR), len(data)))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    with reading(store.path):
        store.put_on_disk()
    ends = [place + length for place, length in written]
    assert [place for place, _ in written] == [0, *ends[:-1]]
    assert ends[-1] == Path(f"{store.path}-wal").stat().st_size


@pytest.mark.parametrize("is_begun_anew", [False, True])
def test_a_commit_that_another_makes_up_for_before_it_was_told_of_is_written_again_as_well(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch, is_begun_anew: bool
) -> None:
    """The disk is asked for the commit before and has been given this one as well when it refuses. is_begun_anew: by
    this one, after another program folded the log in."""
    store.sync_later(lambda: None)
    for number in range(20):
        store.create_conversation(str(number))
    assert store.wait_for_disk(PATIENCE_S)
    slow_disk.gate.clear()
    slow_disk.asked.clear()
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    store.create_conversation("asked for")
    assert slow_disk.asked.wait(PATIENCE_S)
    if is_begun_anew:
        with sqlite3.connect(store.path) as other:
            other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    beside = store.another_connection()
    written, real_written = written_again(monkeypatch), log_syncing.LogSyncing.written

    def late(self: log_syncing.LogSyncing, n_bytes: int) -> None:
        monkeypatch.setattr(log_syncing.LogSyncing, "written", real_written)
        slow_disk.gate.set()
        assert not self.wait(PATIENCE_S)
        beside.put_on_disk()
        real_written(self, n_bytes)

    monkeypatch.setattr(log_syncing.LogSyncing, "written", late)
    store.create_conversation("not told of yet")
    assert store.wait_for_disk(PATIENCE_S)
    beside.close()
    assert b"not told of yet" in b"".join(written)


def test_a_disk_that_refused_is_not_asked_again_because_its_success_would_mean_nothing(
    store: Store, slow_disk: SlowDisk
) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    assert slow_disk.n_syncs == 1
    assert not store.wait_for_disk(0.05)
    store.put_on_disk()
    assert slow_disk.n_syncs == 2
    assert store.wait_for_disk(0)


def test_while_it_refuses_nothing_more_is_written(store: Store, slow_disk: SlowDisk) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    with pytest.raises(StoreError) as refusal:
        store.create_conversation("next")
    assert refusal.value.problem is StoreProblem.DISK_ERROR
    assert titles(store.path) == ["refused"]
    store.create_conversation("next")
    assert store.wait_for_disk(PATIENCE_S)
    assert titles(store.path) == ["refused", "next"]


def test_a_refusal_at_the_end_is_made_up_for_while_another_has_the_file_open(
    data_dir: Path, empty_store: Path, slow_disk: SlowDisk
) -> None:
    data_dir.mkdir()
    shutil.copy(empty_store, data_dir)
    with open_store(data_dir) as other:
        store = open_store(data_dir)
        store.sync_later(lambda: None)
        store.create_conversation("first")
        assert store.wait_for_disk(PATIENCE_S)
        slow_disk.gate.clear()
        slow_disk.error = OSError(errno.EIO, "Input/output error")
        slow_disk.asked.clear()
        store.create_conversation("refused")
        assert slow_disk.asked.wait(PATIENCE_S)
        slow_disk.gate.set()
        n_syncs = slow_disk.n_syncs
        store.close()
        assert slow_disk.n_syncs > n_syncs
        assert [one.title for one in other.conversations()] == ["refused", "first"]


def test_what_was_asked_for_of_the_log_before_says_nothing_of_the_one_that_was_begun_meanwhile(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, asked = threading.Event(), threading.Event()
    n_syncs = itertools.count()

    def sync(descriptor: int) -> None:
        match next(n_syncs):
            case 0:
                asked.set()
                assert gate.wait(PATIENCE_S)
            case 1:
                raise OSError(errno.EIO, "Input/output error")
        disk.sync(descriptor)

    store.sync_later(lambda: None)
    for number in range(20):
        store.create_conversation(str(number))
    assert store.wait_for_disk(PATIENCE_S)
    monkeypatch.setattr(log_syncing, "sync", sync)
    store.create_conversation("asked for")
    assert asked.wait(PATIENCE_S)
    with contextlib.closing(sqlite3.connect(store.path)) as other:
        other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    store.create_conversation("begun anew")
    gate.set()
    assert not store.wait_for_disk(PATIENCE_S)
    written = written_again(monkeypatch)
    store.put_on_disk()
    assert b"begun anew" in b"".join(written)


def test_what_is_on_the_disk_is_left_alone_also_where_the_mark_of_the_time_before_is_there_still(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(store)
    failed_sync(store, slow_disk, "refused")
    with reading(store.path):
        store.put_on_disk()
        failed_sync(store, slow_disk, "refused again")
        written = written_again(monkeypatch)
        store.put_on_disk()
        assert b"refused again" in b"".join(written)
        assert len(b"".join(written)) < Path(f"{store.path}-wal").stat().st_size


def test_where_another_found_a_hole_as_well_all_of_the_log_is_written_again(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Path(f"{store.path}-wal")
    begin(store)
    slow_disk.gate.clear()
    slow_disk.asked.clear()
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    store.create_conversation("refused")
    assert slow_disk.asked.wait(PATIENCE_S)
    refused_mark(store.path).touch()
    slow_disk.gate.set()
    assert not store.wait_for_disk(PATIENCE_S)
    before = log.read_bytes()
    written = written_again(monkeypatch)
    store.put_on_disk()
    assert b"".join(written) == before


def test_a_refusal_that_comes_while_another_is_made_up_for_is_made_up_for_as_well(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, asked = threading.Event(), threading.Event()
    n_syncs = itertools.count()
    refused = threading.Event()

    def sync(descriptor: int) -> None:
        match next(n_syncs):
            case 0:  # of the commit, beside
                asked.set()
                assert gate.wait(PATIENCE_S)
                raise OSError(errno.EIO, "Input/output error")
            case 1:  # what another left
                disk.sync(descriptor)
                gate.set()
                assert refused.wait(PATIENCE_S)
            case _:
                disk.sync(descriptor)

    monkeypatch.setattr(log_syncing, "sync", sync)
    store.sync_later(refused.set)
    store.create_conversation("asked for")
    assert asked.wait(PATIENCE_S)
    refused_mark(store.path).touch()
    written = written_again(monkeypatch)
    store.put_on_disk()
    log = b"".join(written)
    assert log.count(b"asked for") == 2 * log[: len(log) // 2].count(b"asked for") > 0
    assert next(n_syncs) == 3
    assert store.wait_for_disk(0)


def test_what_another_finds_after_one_was_made_up_for_is_made_up_for_as_well(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    store.create_conversation("next")
    assert store.wait_for_disk(PATIENCE_S)
    refused_mark(store.path).touch()
    before = Path(f"{store.path}-wal").read_bytes()
    written = written_again(monkeypatch)
    store.put_on_disk()
    assert b"".join(written) == before


def test_a_commit_of_nothing_puts_nothing_at_risk(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(store)
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    with store._db.write():
        pass
    assert not store.wait_for_disk(PATIENCE_S)
    written = written_again(monkeypatch)
    store.put_on_disk()
    assert b"".join(written) == b""
    assert titles(store.path) == ["kept"]


def test_what_the_system_forgets_of_it_is_kept_until_it_is_on_the_disk(store: Store, slow_disk: SlowDisk) -> None:
    """What was refused counts as written, so a system that needs the memory may read the hole back from the disk."""
    log = Path(f"{store.path}-wal")
    begin(store)
    start = log.stat().st_size
    failed_sync(store, slow_disk, "refused")
    before = log.read_bytes()
    with reading(store.path), log.open("r+b") as file:
        file.seek(start)
        file.write(bytes(len(before) - start))
        file.flush()
        store.put_on_disk()
    assert log.read_bytes() == before


def test_what_was_refused_goes_into_the_file_as_well_and_the_log_gives_its_blocks_back(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system may take a block for filled whose filling failed, and then fill it no more."""
    log, mark = Path(f"{store.path}-wal"), refused_mark(store.path)
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    with reading(store.path):
        store.put_on_disk()
        assert log.stat().st_size > 0
        assert mark.exists()  # it is tried again
        written = written_again(monkeypatch)
        store.create_conversation("next")
        assert written == []  # what is on the disk by now is not put at risk
        assert store.wait_for_disk(PATIENCE_S)
    store.put_on_disk()
    assert log.stat().st_size == 0
    assert b"refused" in store.path.read_bytes()
    assert not mark.exists()
    assert titles(store.path) == ["refused", "next"]


@pytest.mark.parametrize("is_open_already", [False, True])
def test_whoever_else_has_the_file_makes_the_log_whole_before_it_writes(
    store: Store, slow_disk: SlowDisk, monkeypatch: pytest.MonkeyPatch, is_open_already: bool
) -> None:
    log, data_dir = Path(f"{store.path}-wal"), store.path.parent
    store.sync_later(lambda: None)
    other = open_store(data_dir) if is_open_already else None
    failed_sync(store, slow_disk, "refused")
    before = log.read_bytes()
    written = written_again(monkeypatch)
    if other is None:
        other = open_store(data_dir)
        assert b"".join(written)[: len(before)] == before
    other.create_conversation("another's")
    assert b"".join(written)[: len(before)] == before
    assert not refused_mark(store.path).exists()
    other.close()
    store.create_conversation("next")
    assert store.wait_for_disk(PATIENCE_S)
    assert titles(store.path) == ["refused", "another's", "next"]


def test_what_was_killed_after_a_refusal_leaves_it_to_the_next_start(
    data_dir: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir.mkdir()
    shutil.copy(empty_store, data_dir)
    child = (
        "import errno, os, sys; from pathlib import Path; from inglenook_desktop.store import log_syncing, open_store\n"
        "def refuse(_): raise OSError(errno.EIO, 'Input/output error')\n"
        "store = open_store(Path(sys.argv[1])); store.sync_later(lambda: None); log_syncing.sync = refuse\n"
        "store.create_conversation('refused'); store.wait_for_disk(10); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", child, str(data_dir)], check=True)
    assert refused_mark(data_dir / FILE_NAME).exists()
    before = (data_dir / f"{FILE_NAME}-wal").read_bytes()
    written = written_again(monkeypatch)
    with open_store(data_dir):
        assert b"".join(written)[: len(before)] == before
        assert b"refused" in (data_dir / FILE_NAME).read_bytes()
        assert not refused_mark(data_dir / FILE_NAME).exists()
    assert titles(data_dir / FILE_NAME) == ["refused"]


@pytest.mark.parametrize("fold", ["fold_log", "empty_log"])
def test_nothing_goes_into_the_file_before_the_log_is_whole(store: Store, slow_disk: SlowDisk, fold: str) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    slow_disk.error = OSError(errno.EIO, "Input/output error")
    with pytest.raises(StoreError):
        getattr(store._db, fold)()
    assert b"refused" not in store.path.read_bytes()
    getattr(store._db, fold)()
    assert b"refused" in store.path.read_bytes()
    assert store.wait_for_disk(0)


def test_and_not_before_the_disk_has_answered(store: Store, slow_disk: SlowDisk) -> None:
    store.sync_later(lambda: None)
    beside = Db(store.path, beside=store._db)
    beside.close()
    slow_disk.gate.clear()
    store.create_conversation("asked for")
    assert slow_disk.asked.wait(PATIENCE_S)
    folding = threading.Thread(target=store._db._fold_beside)
    folding.start()
    folding.join(0.2)
    assert folding.is_alive()
    assert b"asked for" not in store.path.read_bytes()
    slow_disk.gate.set()
    folding.join(PATIENCE_S)
    assert b"asked for" in store.path.read_bytes()


def test_nobody_writes_while_it_is_made_up_for(store: Store, slow_disk: SlowDisk) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    slow_disk.gate.clear()
    slow_disk.asked.clear()
    found: list[str] = []

    def another() -> None:
        assert slow_disk.asked.wait(PATIENCE_S)
        with sqlite3.connect(store.path, timeout=0) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
                found.append("may write")
            except sqlite3.OperationalError as error:
                found.append(str(error))
        slow_disk.gate.set()

    thread = threading.Thread(target=another)
    thread.start()
    store.put_on_disk()
    thread.join(PATIENCE_S)
    assert found == ["database is locked"]


def test_the_log_of_another_that_stands_in_its_place_is_left_alone(
    store: Store, slow_disk: SlowDisk, empty_store: Path
) -> None:
    store.sync_later(lambda: None)
    failed_sync(store, slow_disk, "refused")
    data_dir = store.path.parent
    data_dir.rename(data_dir.with_name("taken away"))
    data_dir.mkdir()
    shutil.copy(empty_store, data_dir)
    with open_store(data_dir) as other:
        other.create_conversation("another's")
        log = Path(f"{other.path}-wal")
        before = log.read_bytes()
        with pytest.raises(StoreError) as refusal:
            store.put_on_disk()
        assert refusal.value.problem is StoreProblem.MOVED
        assert log.read_bytes() == before


def test_the_name_of_a_new_log_goes_to_the_disk_with_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(log_syncing, "to_disk", synced.append)
    store.sync_later(lambda: None)
    for number in range(3):
        store.create_conversation(str(number))
        assert store.wait_for_disk(PATIENCE_S)
    assert synced == [store.path.parent]


def test_a_folder_that_cannot_be_synced_is_no_refusal(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(log_syncing, "to_disk", refuse)
    store.sync_later(lambda: None)
    store.create_conversation("Kettle")
    assert store.wait_for_disk(PATIENCE_S)


def test_a_failure_that_nobody_hears_of_is_made_up_for_as_well(
    store: Store, slow_disk: SlowDisk, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("the signal's source is deleted")

    store.sync_later(broken)
    failed_sync(store, slow_disk, "refused")
    store.create_conversation("next")
    assert store.wait_for_disk(PATIENCE_S)
    assert "nobody hears" in caplog.text


def test_the_rest_of_the_store_waits_as_before(store: Store) -> None:
    def synchronous(of: Store) -> int:
        with of._db.read() as sql:
            return int(sql.execute("PRAGMA synchronous").fetchone()[0])

    assert synchronous(store) == 2
    assert store.wait_for_disk(0)
    store.sync_later(lambda: None)
    assert synchronous(store) == 1
    with store._db.read() as sql:
        assert sql.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
    with store.for_another_thread() as elsewhere:
        assert synchronous(elsewhere) == 2


def test_in_memory_there_is_nothing_to_sync(slow_disk: SlowDisk) -> None:
    with open_private_store() as store:
        store.sync_later(lambda: None)
        store.create_conversation("Kettle")
        assert store.wait_for_disk(0)
        assert slow_disk.n_syncs == 0

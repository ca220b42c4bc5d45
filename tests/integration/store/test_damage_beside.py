"""Damage together with something else: a pending migration, a log, a snapshot that cannot be read, a wrong clock."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, StoreError, StoreProblem, open_store, places, salvage, snapshots
from inglenook_desktop.store.care import DAMAGED, STOP_WAIT_S
from inglenook_desktop.store.pages import RawDatabase
from inglenook_engine.types import FinishReason, GenerateParams
from sqlite_utils.utils import sqlite3

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
PAGE = 4096
RELEASED = sorted((Path(__file__).parents[2] / "data" / "store").glob("*.sql"))


def say(store: Store, text: str, answer: str = "Yes") -> int:
    turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def spoil(path: Path, page_number: int) -> None:
    with path.open("r+b") as file:
        file.seek((page_number - 1) * PAGE)
        file.write(b"\xff" * PAGE)


# --- an old file


@pytest.fixture(params=RELEASED, ids=lambda dump: dump.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of an earlier version, long enough to have pages that opening does not read."""
    path = tmp_path / "old" / FILE_NAME
    path.parent.mkdir()
    sql = sqlite3.connect(path)
    sql.executescript(request.param.read_text(encoding="utf-8"))
    sql.execute(
        "INSERT INTO conversations (id, title, created_at, updated_at)"
        " VALUES (99, 'Long', '2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00.000Z')"
    )
    sql.executemany(
        "INSERT INTO messages (conversation_id, role, status, created_at, content)"
        " VALUES (99, 'user', 'complete', '2026-03-01T12:00:00.000Z', ?)",
        ((f"word{index} " * 30,) for index in range(300)),
    )
    sql.commit()
    sql.close()
    return path


def test_a_damaged_file_of_an_earlier_version_is_put_together_whichever_page_it_is(old: Path, tmp_path: Path) -> None:
    """The snapshot before the migration meets the damage first."""
    n_rescued = 0
    for page_number in range(2, old.stat().st_size // PAGE + 1, 3):
        data_dir = Path(shutil.copytree(old.parent, tmp_path / str(page_number)))
        spoil(data_dir / FILE_NAME, page_number)
        with open_store(data_dir) as store:
            n_rescued += bool(store.opening_notes)
            with store._db.read() as sql:
                assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                (n_messages,) = sql.execute("SELECT count(*) FROM messages").fetchone()
            assert n_messages > 250
    assert n_rescued > 5


def test_a_cell_that_only_a_check_sees_is_damage_too(old: Path) -> None:
    """VACUUM copies it, and the copy is not sound: that was an error without a code, and a traceback at every start."""
    change = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'messages'"
    strict = ("content TEXT NOT NULL", "content TEXT NULL    ")
    for words, then in (
        (strict, "UPDATE messages SET content = NULL WHERE id % 50 = 1"),
        (strict[::-1], "SELECT 1"),
    ):
        sql = sqlite3.connect(old, isolation_level=None)
        sql.execute("PRAGMA writable_schema = ON")
        sql.execute(change, words)
        sql.close()
        sql = sqlite3.connect(old, isolation_level=None)
        sql.execute(then)
        sql.close()
    sql = sqlite3.connect(old)
    assert sql.execute("PRAGMA quick_check").fetchone() != ("ok",)
    sql.close()
    with open_store(old.parent) as store:
        assert len(store.opening_notes) == 1
        assert "Long" in [one.title for one in store.conversations()]


# --- the log


def test_salvage_reads_on_behind_a_frame_of_the_log_whose_salts_are_damaged(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "early")
        store._db.empty_log()
        for index in range(5):
            say(store, f"late {index}")
        shutil.copyfile(store.path, tmp_path / "copy")
        shutil.copyfile(f"{store.path}-wal", tmp_path / "copy-wal")
    log = tmp_path / "copy-wal"
    n_frames = (log.stat().st_size - 32) // (24 + PAGE)
    assert n_frames > 10

    def texts() -> set[object]:
        with RawDatabase(tmp_path / "copy") as raw:
            return {value for row in raw.rows() for value in row.values if str(value).startswith("late")}

    whole = texts()
    assert {f"late {index}" for index in range(5)} <= whole
    with log.open("r+b") as file:
        file.seek(32 + 1 * (24 + PAGE) + 8)
        file.write(b"\xff" * 8)
    assert {"late 3", "late 4"} <= texts()


def test_salvage_leaves_out_what_was_in_the_log_before_it_last_began_anew(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        gone = say(store, "long gone", "gone " * 8_000)
        store._db._sql.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        store.delete_conversation(gone)
        shutil.copyfile(store.path, tmp_path / "copy")
        shutil.copyfile(f"{store.path}-wal", tmp_path / "copy-wal")
    spoil(tmp_path / "copy", 1)
    data = (tmp_path / "copy-wal").read_bytes()
    salts = {data[at + 8 : at + 16] for at in range(32, len(data) - PAGE, 24 + PAGE)}
    assert len(salts) == 2
    with RawDatabase(tmp_path / "copy") as raw:
        assert all(data[at - 16 : at - 8] == data[16:24] for at in raw._logged.values())
        assert raw._logged


# --- snapshots


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A data folder with an older and a newer snapshot, and no database."""
    data_dir = tmp_path / "data"
    with open_store(data_dir) as store:
        say(store, "early")
        older = snapshots.take(store.path, snapshots.DAILY, now=NOW)
        say(store, "late")
        newer = snapshots.take(store.path, snapshots.DAILY, now=NOW + timedelta(days=1))
    (data_dir / FILE_NAME).unlink()
    assert older is not None
    assert newer is not None
    return data_dir, older, newer


def titles(store: Store) -> list[str]:
    return sorted(one.title for one in store.conversations())


def test_a_snapshot_that_is_locked_is_waited_for_and_no_older_one_taken_for_it(two: tuple[Path, Path, Path]) -> None:
    data_dir, _older, newer = two
    sql = sqlite3.connect(newer, isolation_level=None)
    sql.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError) as caught:
        open_store(data_dir)
    assert caught.value.problem is StoreProblem.LOCKED
    assert str(newer) in str(caught.value)
    sql.close()
    with open_store(data_dir) as store:
        assert titles(store) == ["early", "late"]


def test_a_snapshot_that_may_not_be_read_is_passed_over_and_told(
    two: tuple[Path, Path, Path], open_folder: Path, as_nobody: Callable[[Path], None]
) -> None:
    data_dir, _older, newer = two
    data_dir = Path(shutil.copytree(data_dir, open_folder / "data"))
    as_nobody(open_folder)
    (places.snapshots_folder(data_dir) / newer.name).chmod(0o000)
    with open_store(data_dir) as store:
        assert titles(store) == ["early"]
        (note,) = store.opening_notes
        assert "newer snapshots" in note
        assert "2026-05-05 03:02 UTC" in note


def test_a_snapshot_from_the_future_is_not_put_back_before_one_of_yesterday(two: tuple[Path, Path, Path]) -> None:
    data_dir, older, newer = two
    older.rename(older.with_name(f"2041-01-01T000000Z-daily{places.SUFFIX}"))
    rescued = salvage.rescue(data_dir / FILE_NAME, now=NOW + timedelta(days=2))
    assert rescued.snapshot is not None
    assert rescued.snapshot.path == newer


def test_what_cannot_be_opened_is_not_called_damaged(tmp_path: Path, two: tuple[Path, Path, Path]) -> None:
    _data_dir, older, newer = two
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        snapshots.check(tmp_path / "nowhere.sqlite3")
    newer.write_bytes(b"")
    assert snapshots.check(newer) != []
    spoil(older, 1)
    assert snapshots.check(older) != []


# --- what a purge could not find


def test_the_run_of_a_message_that_is_lost_does_not_outlive_it(tmp_path: Path) -> None:
    """It tells of what was said: no purge would find it."""
    with open_store(tmp_path) as store:
        for index in range(40):
            params = GenerateParams(prediction=f"secret {index}")
            turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=params)
            store.finish_turn(turn, text="word " * 300, tokens=[1], reason=FinishReason.STOP, stats=STATS)
        with store._db.write() as sql:
            sql.execute("UPDATE runs SET error_detail = 'about zanzibarium'")
    path = tmp_path / FILE_NAME
    with RawDatabase(path) as raw:
        page_number = next(n for n in range(2, raw.n_pages) if raw.page(n).count(b"word word word") > 50)
    spoil(path, page_number)
    with open_store(tmp_path) as store, store._db.read() as sql:
        assert store.opening_notes
        (n_messages,) = sql.execute("SELECT count(*) FROM messages").fetchone()
        assert n_messages < 80
        lonely = "message_id IS NULL OR message_id NOT IN (SELECT id FROM messages)"
        assert sql.execute(f"SELECT count(*) FROM runs WHERE {lonely}").fetchone() == (0,)


# --- care


def test_the_check_of_the_day_is_done_once_where_there_is_no_room_for_a_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "MARGIN_BYTES", 1 << 60)
    moment = NOW
    with open_store(tmp_path, now=lambda: moment) as store:
        say(store, "Hello")
        began = []
        for minutes in (0, 5, 10, 24 * 60 + 1, 24 * 60 + 6):
            moment = NOW + timedelta(minutes=minutes)
            began.append(store.care.start(pytest.fail))
            store.care.wait()
        assert began == [True, False, False, True, False]
        assert snapshots.listed(tmp_path) == []
        monkeypatch.setattr(snapshots, "MARGIN_BYTES", 0)
        assert store.care.start(pytest.fail)  # now there is
        store.care.wait()
        assert len(snapshots.listed(tmp_path)) == 1


def test_damage_is_told_once_however_often_it_is_looked_for(tmp_path: Path) -> None:
    moment = NOW
    with open_store(tmp_path, now=lambda: moment) as store:
        say(store, "Hello", "word " * 20_000)
        assert store._db.empty_log()
        path = store.path
        spoil(path, path.stat().st_size // PAGE - 3)
        found: list[str] = []
        for hours in (0, 1, 25, 50):
            moment = NOW + timedelta(hours=hours)
            store.care.start(found.append)
            store.care.wait()
        assert found == [DAMAGED]


def test_a_check_that_another_program_keeps_out_is_no_damage(tmp_path: Path) -> None:
    with open_store(tmp_path, now=lambda: NOW) as store:
        say(store, "Hello")
        path = store.path
        aside = path.rename(tmp_path / "aside")
        assert store.care.start(pytest.fail)
        store.care.wait()
        aside.rename(path)
        assert not places.damage_mark(tmp_path).exists()


def test_stopping_does_not_wait_for_a_disk_that_takes_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_syncing, may_end = threading.Event(), threading.Event()

    def slow(path: Path) -> None:
        is_syncing.set()
        may_end.wait(60)

    monkeypatch.setattr(snapshots, "to_disk", slow)
    with open_store(tmp_path) as store:
        say(store, "Hello")
        assert store.care.start(pytest.fail)
        assert is_syncing.wait(60)
        store.care.stop()  # would wait a minute
        assert store.care.is_running
        assert not store.care.start(pytest.fail)
        assert STOP_WAIT_S < 1
        may_end.set()
        store.care.wait()
        say(store, "It goes on")

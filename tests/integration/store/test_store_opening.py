"""Opening a data folder: what is made, what is refused, and with which sentence."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, StoreError, StoreProblem, open_store, places
from inglenook_desktop.store.db import require_sqlite
from inglenook_engine.errors import UserFacingError
from inglenook_engine.types import FinishReason, GenerateParams


def add_turn(store: Store, text: str = "Hello", answer: str = "Hi") -> int:
    turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def refusal(data_dir: Path) -> StoreError:
    with pytest.raises(StoreError) as refused:
        open_store(data_dir)
    assert isinstance(refused.value, UserFacingError)
    return refused.value


@pytest.fixture
def used_dir(tmp_path: Path) -> Path:
    """A folder with one conversation, closed."""
    data_dir = tmp_path / "used"
    with open_store(data_dir) as store:
        add_turn(store)
    return data_dir


def test_a_new_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    data_dir = tmp_path / "some where" / "data ü"
    old_umask = os.umask(0)
    try:
        with open_store(data_dir) as store:
            add_turn(store)
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data_dir.iterdir()}
            assert modes == {FILE_NAME: 0o600, f"{FILE_NAME}-wal": 0o600, f"{FILE_NAME}-shm": 0o600, "owners": 0o700}
            assert [stat.S_IMODE(path.stat().st_mode) for path in (data_dir / "owners").iterdir()] == [0o600]
            assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    finally:
        os.umask(old_umask)


def test_what_was_written_is_there_after_opening_again(used_dir: Path) -> None:
    assert sorted(path.name for path in used_dir.iterdir()) == [FILE_NAME, "owners"]
    with open_store(used_dir) as store:
        (conversation,) = store.conversations()
        assert [m.content for m in store.thread(conversation.id)] == ["Hello", "Hi"]


def test_commits_are_as_durable_as_sqlite_can_make_them(used_dir: Path) -> None:
    with open_store(used_dir) as store, store._db.read() as sql:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "fullfsync", "trusted_schema")
        assert [sql.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == ["wal", 2, 1, 1, 1, 0]
        assert sql.execute("PRAGMA application_id").fetchone() == (0x496E676C,)
        tables = dict(sql.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall())
        assert {tables[name] for name in ("conversations", "messages", "runs")} == {1}


def test_an_empty_file_left_by_a_kill_during_the_first_start_is_a_new_database(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with open_store(tmp_path) as store:
        add_turn(store)
        assert len(store.conversations()) == 1


def test_a_newer_schema_is_refused_untouched(used_dir: Path) -> None:
    path = used_dir / FILE_NAME
    with sqlite3.connect(path) as newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('inglenook', 'm099_future', '')"
        )
    newer.close()
    before = path.read_bytes()
    error = refusal(used_dir)
    assert error.problem is StoreProblem.NEWER
    assert "newer version of Inglenook" in str(error)
    assert "m099_future" in error.detail
    assert path.read_bytes() == before
    assert list((used_dir / "owners").iterdir()) == []


@pytest.mark.parametrize("application_id", [0, 12345])
def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, application_id: int) -> None:
    path = tmp_path / FILE_NAME
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA application_id = {application_id}")
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    assert refusal(tmp_path).problem is StoreProblem.NOT_OURS
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_kept_aside_untouched(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"Dear diary, " * 1000)
    with open_store(tmp_path) as store:
        (note,) = store.opening_notes
        assert store.conversations() == []
    (kept,) = places.kept_damaged(tmp_path)
    assert (kept / FILE_NAME).read_bytes() == b"Dear diary, " * 1000
    assert str(kept) in note


def test_a_folder_without_write_permission_gets_a_sentence(
    open_folder: Path, as_nobody: Callable[[Path], None]
) -> None:
    data_dir = open_folder / "data"
    with open_store(data_dir) as store:
        add_turn(store)
    as_nobody(open_folder)
    data_dir.chmod(0o500)
    (data_dir / "owners").chmod(0o500)
    error = refusal(data_dir)
    assert error.problem is StoreProblem.NOT_WRITABLE
    assert str(data_dir) in str(error)
    assert "Permission denied" in str(error)
    assert "--data-dir" in str(error)
    (data_dir / "owners").chmod(0o700)  # now only SQLite's own files beside the database cannot be made
    assert refusal(data_dir).problem is StoreProblem.NOT_WRITABLE
    assert list((data_dir / "owners").iterdir()) == []
    data_dir.chmod(0o700)
    with open_store(data_dir) as store:
        assert len(store.conversations()) == 1


def test_a_database_file_without_write_permission_gets_a_sentence(
    open_folder: Path, as_nobody: Callable[[Path], None]
) -> None:
    with open_store(open_folder) as store:
        add_turn(store)
    as_nobody(open_folder)
    (open_folder / FILE_NAME).chmod(0o400)
    assert refusal(open_folder).problem is StoreProblem.NOT_WRITABLE
    (open_folder / FILE_NAME).chmod(0o000)
    assert refusal(open_folder).problem is StoreProblem.NOT_WRITABLE


def test_a_folder_that_cannot_be_made_gets_a_sentence(open_folder: Path, as_nobody: Callable[[Path], None]) -> None:
    as_nobody(open_folder)
    open_folder.chmod(0o500)
    assert refusal(open_folder / "a" / "b").problem is StoreProblem.NOT_WRITABLE


@pytest.mark.parametrize("place", ["a file", "a file/below", "a folder named like the database"])
def test_a_place_that_cannot_be_a_data_folder_gets_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("x")
    (tmp_path / "a folder named like the database" / FILE_NAME).mkdir(parents=True)
    error = refusal(tmp_path / place)
    assert error.problem is StoreProblem.NOT_WRITABLE
    assert "(" in str(error)  # the system's reason


def test_a_sqlite_too_old_for_our_tables_is_named(tmp_path: Path) -> None:
    require_sqlite((3, 43, 0), tmp_path)
    with pytest.raises(StoreError, match=r"SQLite 3\.42\.9, which is too old"):
        require_sqlite((3, 42, 9), tmp_path)


def test_a_migration_that_fails_leaves_the_database_as_it_was(used_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version whose second new step fails: neither step happened, and this version still opens the file."""
    from inglenook_desktop.store import db, migrations, schema
    from sqlite_utils import Database, Migrations

    later = Migrations("inglenook")
    for step in migrations.migrations._migrations:
        later(name=step.name)(step.fn)

    @later()
    def m998_adds_a_table(database: Database) -> None:
        database.execute("CREATE TABLE shelves (id INTEGER PRIMARY KEY) STRICT")

    @later()
    def m999_meets_a_full_disk(database: Database) -> None:
        database.execute("UPDATE conversations SET title = 'half migrated'")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as later_version:
        later_version.setattr(db, "migrations", later)
        later_version.setattr(schema, "migrations", later)
        schema.known_steps.cache_clear()
        assert refusal(used_dir).problem is StoreProblem.DISK_FULL
    schema.known_steps.cache_clear()
    with open_store(used_dir) as store:
        assert [c.title for c in store.conversations()] == ["Hello"]
        with store._db.read() as sql:
            assert sql.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'shelves'").fetchone() == (0,)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sqlite_schema SET sql = replace(sql, ' content TEXT', ' contenu TEXT') WHERE name = 'messages'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'new.id', 'new.ie') WHERE name = 'message_words_after_update'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'unicode61', 'unicode71') WHERE name = 'title_words'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'FROM messages', 'FROM lessages') WHERE name LIKE 'searched_m%'",
        "UPDATE _sqlite_migrations SET name = 'm002_speculatioo' WHERE name LIKE 'm002%'",
        "UPDATE _sqlite_migrations SET name = 'm102_speculation' WHERE name LIKE 'm002%'",
        "UPDATE _sqlite_migrations SET name = 'm9_' || name WHERE id = (SELECT max(id) FROM _sqlite_migrations)",
        "UPDATE _sqlite_migrations SET migration_set = 'inglenooj' WHERE name LIKE 'm003%'",
    ],
)
def test_a_bit_that_flips_in_the_schema_is_damage_and_put_right(used_dir: Path, damage: str) -> None:
    """SQLite's checks take the names as they are: it was a traceback at every start, or "by a newer version"."""
    sql = sqlite3.connect(used_dir / FILE_NAME)
    sql.execute("PRAGMA writable_schema = ON")
    assert sql.execute(damage).rowcount == 1
    sql.commit()
    sql.close()
    with open_store(used_dir) as store:
        assert len(store.opening_notes) == 1
        assert [c.title for c in store.conversations()] == ["Hello"]
        add_turn(store)

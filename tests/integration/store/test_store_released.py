"""Files written by every released schema, as that version's own code wrote them (tests/data/store/STEP.sql)."""

from __future__ import annotations

import itertools
import random
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import (
    FILE_NAME,
    MessageStatus,
    RunAction,
    Store,
    StoreError,
    StoreProblem,
    open_store,
    snapshots,
)
from inglenook_desktop.store.schema import known_steps
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Speculation
from store_writers import Writers

N_STEPS = len(known_steps())
RELEASED = sorted((Path(__file__).parents[2] / "data" / "store").glob("*.sql"))


def build(data_dir: Path, dump: Path, *, n_more: int = 0) -> Path:
    """The database of the dump, and n_more messages in a conversation of their own."""
    data_dir.mkdir(mode=0o700, exist_ok=True)
    path = data_dir / FILE_NAME
    old = sqlite3.connect(path)
    old.executescript(dump.read_text(encoding="utf-8"))
    old.execute("PRAGMA journal_mode = WAL")
    if n_more:
        old.execute("INSERT INTO conversations (id, title, created_at, updated_at) VALUES (99, 'Long', '2026', '2026')")
        old.executemany(
            "INSERT INTO messages (conversation_id, role, status, created_at, content)"
            " VALUES (99, 'user', 'complete', '2026-03-01T12:00:00.000Z', ?)",
            ((f"word{index} " * 30,) for index in range(n_more)),
        )
    old.commit()
    old.close()
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the first released schema has of every conversation, message and run."""
    sql = sqlite3.connect(path)
    try:
        return {
            table: sql.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
            for table, columns in (
                ("conversations", "id, title, title_is_edited, created_at, updated_at, deleted_at, head_message_id"),
                ("messages", "id, conversation_id, parent_id, role, created_at, content, tokens"),
                ("runs", "id, message_id, action, started_at, finished_at, model, params, output_tokens, total_ms"),
            )
        }
    finally:
        sql.close()


def steps(path: Path) -> list[str]:
    sql = sqlite3.connect(path)
    try:
        return [name for (name,) in sql.execute("SELECT name FROM _sqlite_migrations ORDER BY name")]
    finally:
        sql.close()


def check_sound(store: Store) -> None:
    with store._db.read() as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []


@contextmanager
def file_size_limit(limit_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(params=RELEASED, ids=lambda dump: dump.stem)
def dump(request: pytest.FixtureRequest) -> Path:
    chosen: Path = request.param
    return chosen


def test_there_is_a_file_of_every_released_schema() -> None:
    assert [dump.stem for dump in RELEASED] == ["m001", "m002"]


def test_an_old_file_opens_with_everything_it_had(tmp_path: Path, dump: Path) -> None:
    path = build(tmp_path, dump)
    before = rows(path)
    with open_store(tmp_path) as store:
        assert store.opening_notes == ()
        assert [conversation.title for conversation in store.conversations()] == ["Empty", "Cut off", "Otters, asleep"]
        otters = store.conversations()[2]
        assert otters.speculation is (Speculation.AUTO if dump.stem == "m001" else Speculation.OFF)
        assert [message.content for message in store.thread(otters.id)] == [
            "Be brief.",
            "How do otters sleep?",
            "Afloat, wrapped in kelp.",
            "日本語で?",
            "ラッ",
        ]
        first, again, failed = store.runs_of_conversation(otters.id).values()
        assert (first.stats, again.action, again.finish_reason) == (STATS, RunAction.RETRY, FinishReason.LENGTH)
        assert (failed.error_kind, failed.error_detail) == (FailureKind.CRASHED, "SIGKILL")
        cut_off = store.thread(store.conversations()[1].id)[-1]
        assert (cut_off.content, cut_off.status) == ("Half of", MessageStatus.INTERRUPTED)
        store.restore_conversation(2)
        assert len(store.conversations()) == 4
        check_sound(store)
        store.delete_conversation(2)
    after = rows(path)
    assert (after["messages"], after["runs"]) == (before["messages"], before["runs"])
    assert [row[:5] for row in after["conversations"]] == [row[:5] for row in before["conversations"]]


def test_an_old_file_goes_on_with_all_that_is_new(tmp_path: Path, dump: Path) -> None:
    build(tmp_path, dump)
    with open_store(tmp_path) as store:
        turn = store.begin_turn(conversation_id=1, text="And whales?", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="Upright.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        assert {hit.conversation_id for hit in store.search.find("kelp")} == {1}
        assert store.search.find("otters asleep")
        store.shelf.set_tags(1, ["animals"])
        store.tree.show(3)
        assert store.thread(1)[2].content == "On their backs, holding paws. 🦦"
        check_sound(store)


def test_the_file_as_it_was_stays_as_a_snapshot(tmp_path: Path, dump: Path) -> None:
    before = rows(build(tmp_path, dump))
    old_steps = steps(tmp_path / FILE_NAME)
    open_store(tmp_path).close()
    (snapshot,) = snapshots.listed(tmp_path)
    assert snapshot.reason.startswith("before-m00")
    assert (rows(snapshot.path), steps(snapshot.path)) == (before, old_steps)
    open_store(tmp_path).close()
    assert len(snapshots.listed(tmp_path)) == 1


def test_a_kill_during_the_migration_leaves_the_old_file_or_the_new(
    tmp_path: Path, dump: Path, writers: Writers
) -> None:
    """Killed later and later, until one gets through."""
    dice = random.Random(3)
    old_steps = [name for name in ("m001_conversations", "m002_speculation") if name[:4] <= dump.stem]
    seen = set()
    n_killed = 0
    for attempt in itertools.count():
        data_dir = tmp_path / str(attempt)
        path = build(data_dir, dump, n_more=1_500)
        before = rows(path)
        writer = writers.start("open_and_add", data_dir, seed=1)
        time.sleep(n_killed * 0.03 * dice.uniform(0.8, 1.2))
        is_through = {"conversation"} in [set(report) for report in writer.kill()]
        n_killed += not is_through
        found = steps(path)
        assert len(found) in (len(old_steps), N_STEPS)
        seen.add(len(found))
        if not is_through:
            assert rows(path)["messages"][: len(before["messages"])] == before["messages"]
        with open_store(data_dir) as store:
            check_sound(store)
            assert store.opening_notes == ()
            assert store.search.find("word77")
        assert rows(path)["messages"][: len(before["messages"])] == before["messages"]
        if is_through and seen == {len(old_steps), N_STEPS}:
            break
        assert attempt < 200


def test_a_disk_that_fills_up_during_the_migration_leaves_the_old_file(tmp_path: Path, dump: Path) -> None:
    problems = []
    for n_steps in itertools.count():
        data_dir = tmp_path / str(n_steps)
        path = build(data_dir, dump, n_more=300)
        before, old_steps = rows(path), steps(path)
        try:
            with file_size_limit((n_steps + 1) * 48 << 10), open_store(data_dir) as store:
                check_sound(store)
                break
        except StoreError as error:
            problems.append(error.problem)
        assert rows(path) == before
        assert steps(path) in (old_steps, list(known_steps()))  # all of them or none
        with open_store(data_dir) as store:
            assert store.opening_notes == ()
            check_sound(store)
    assert problems
    assert set(problems) <= {StoreProblem.DISK_FULL, StoreProblem.DISK_ERROR}

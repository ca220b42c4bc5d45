"""Writes that fail while the program runs: the disk is full, the file may not grow, another program holds the lock."""

from __future__ import annotations

import itertools
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.recorder import RETRY_INTERVAL_S, TurnRecorder
from inglenook_desktop.store import FILE_NAME, MessageStatus, Store, StoreError, StoreProblem, Turn, open_store
from inglenook_engine.protocol import Chunk, Finished
from inglenook_engine.types import FinishReason, GenerateParams
from store_writers import Writers


def begin(store: Store, text: str = "Hello", conversation_id: int | None = None) -> Turn:
    return store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())


def begin_another(store: Store, turn: Turn) -> None:
    begin(store)


def finish(store: Store, turn: Turn, text: str) -> None:
    store.finish_turn(turn, text=text, tokens=[1], reason=FinishReason.STOP, stats=STATS)


def check_sound(store: Store) -> None:
    with store._db.read() as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []


def fill(folder: Path, *, leave_bytes: int = 0) -> Path:
    """Take all room on the disk of `folder` but for about `leave_bytes`."""
    filler = folder / "filler"
    spare = folder / "spare"
    spare.write_bytes(bytes(leave_bytes))
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    spare.unlink()
    return filler


@contextmanager
def file_size_limit(limit_bytes: int) -> Iterator[None]:
    """No file of this process may grow beyond it; what SQLite tries to write beyond fails with EFBIG."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    seconds = 0.0
    with open_store(small_disk) as store:
        finish(store, old := begin(store, "before"), "the old answer")
        turn = begin(store, "then the disk fills up")
        recorder = TurnRecorder(store, turn, clock=lambda: seconds)
        filler = fill(small_disk)

        recorder.on_event(Chunk(run_id=turn.run_id, text="long " * 50_000, tokens=(1,)))
        assert isinstance(recorder.problem, StoreError)
        assert recorder.problem.problem is StoreProblem.DISK_FULL
        assert "full" in str(recorder.problem)
        with pytest.raises(StoreError) as refused:
            begin(store, "another " * 50_000)
        assert refused.value.problem is StoreProblem.DISK_FULL
        recorder.on_event(Finished(run_id=turn.run_id, reason=FinishReason.STOP, stats=STATS))

        # Reading still works, and nothing is half there.
        assert [c.title for c in store.conversations()] == ["then the disk fills up", "before"]
        assert store.thread(turn.conversation_id)[-1].content == ""
        assert store.thread(old.conversation_id)[-1].content == "the old answer"

        filler.unlink()
        seconds += RETRY_INTERVAL_S
        recorder.tick()
        assert (recorder.problem, recorder.is_saved) == (None, True)
        answer = store.thread(turn.conversation_id)[-1]
        assert (answer.content, answer.status) == ("long " * 50_000, MessageStatus.COMPLETE)
        check_sound(store)


def test_a_disk_that_is_full_at_the_start_gets_a_sentence_and_the_next_start_finds_all(small_disk: Path) -> None:
    data_dir = small_disk / "data"
    with open_store(data_dir) as store:
        finish(store, begin(store), "Hi")
    filler = fill(small_disk)
    with pytest.raises(StoreError) as refused:
        open_store(data_dir)
    assert refused.value.problem is StoreProblem.DISK_FULL
    filler.unlink()
    with open_store(data_dir) as store:
        assert [c.title for c in store.conversations()] == ["Hello"]
        check_sound(store)


def test_a_first_start_on_a_full_disk_leaves_nothing_that_hinders_the_next(small_disk: Path) -> None:
    problems = set()
    for leave_bytes in range(0, 120_000, 8_192):
        data_dir = small_disk / str(leave_bytes)
        filler = fill(small_disk, leave_bytes=leave_bytes)
        try:
            open_store(data_dir).close()
        except StoreError as error:
            problems.add(error.problem)
        filler.unlink()
        with open_store(data_dir) as store:
            begin(store)
            check_sound(store)
        shutil.rmtree(data_dir)
    assert problems == {StoreProblem.DISK_FULL}


def test_a_write_that_fails_at_any_size_of_the_file_leaves_no_half_turn(tmp_path: Path) -> None:
    """Each write of a whole session fails once, by a limit that moves on in small steps."""
    problems: list[StoreProblem] = []
    for limit in itertools.count(0, 10_240):
        data_dir = tmp_path / str(limit)
        n_problems_before = len(problems)
        begun: list[Turn] = []
        finished: list[Turn] = []
        try:
            with file_size_limit(limit), open_store(data_dir) as store:
                for index in range(3):
                    turn = begin(store, f"message {index} " + "x" * 9_000)
                    begun.append(turn)
                    store.checkpoint(turn, "y" * 5_000, [1] * 5_000)
                    finish(store, turn, "z" * 10_000)
                    finished.append(turn)
        except StoreError as error:
            problems.append(error.problem)
        with open_store(data_dir) as store:
            check_sound(store)
            assert len(store.conversations()) in {len(begun), len(begun) + 1}
            for turn in begun:
                user, answer = store.thread(turn.conversation_id)
                assert len(user.content) > 9_000
                if turn in finished:
                    assert (answer.content, answer.status) == ("z" * 10_000, MessageStatus.COMPLETE)
                else:
                    assert answer.status in {MessageStatus.INTERRUPTED, MessageStatus.COMPLETE}
            finish(store, begin(store, "later"), "works again")
        if len(problems) == n_problems_before:
            break  # nothing failed, so every write has had its turn
    assert set(problems) <= {StoreProblem.DISK_ERROR, StoreProblem.DISK_FULL}
    assert len(problems) > 20


def test_the_same_store_goes_on_after_a_write_failed(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        turn = begin(store)
        with file_size_limit((tmp_path / f"{FILE_NAME}-wal").stat().st_size):
            for attempt in (
                lambda: store.checkpoint(turn, "a", [1]),
                lambda: finish(store, turn, "a"),
                lambda: store.create_conversation("b"),
                lambda: store.delete_conversation(turn.conversation_id),
            ):
                with pytest.raises(StoreError) as refused:
                    attempt()
                assert refused.value.problem in {StoreProblem.DISK_ERROR, StoreProblem.DISK_FULL}
            assert store.thread(turn.conversation_id)[-1].status is MessageStatus.STREAMING
        finish(store, turn, "a")
        assert store.thread(turn.conversation_id)[-1].content == "a"
        assert len(store.conversations()) == 1
        check_sound(store)


@pytest.mark.parametrize("write", [lambda store, turn: store.checkpoint(turn, "a", []), begin_another])
def test_a_locked_database_gets_a_sentence_and_the_write_succeeds_later(
    writers: Writers, tmp_path: Path, write: Callable[[Store, Turn], None]
) -> None:
    with open_store(tmp_path) as store:
        turn = begin(store)
        holder = writers.start("hold_lock", tmp_path)
        assert holder.read() == {"locked": True}
        with pytest.raises(StoreError, match="locked") as refused:
            write(store, turn)
        assert refused.value.problem is StoreProblem.LOCKED
        assert len(store.conversations()) == 1  # reading needs no lock
        holder.kill()
        write(store, turn)
        check_sound(store)


def test_opening_waits_for_a_write_in_progress(writers: Writers, tmp_path: Path) -> None:
    """An interrupted answer has to be marked, so this open needs the lock that another process holds."""
    open_store(tmp_path).close()
    dead = writers.start("stream", tmp_path)
    assert dead.read() is not None
    holder = writers.start("hold_lock", tmp_path)
    assert holder.read() == {"locked": True}
    dead.kill()
    opener = writers.start("open_and_add", tmp_path, seed=1)
    holder.kill()
    assert [set(report) for report in opener.rest()] == [{"conversation"}]

"""Several processes on one data folder, some of which are killed."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import MessageStatus, Store, open_store, owners
from inglenook_engine.types import FinishReason, GenerateParams
from store_writers import N_CHUNKS, Writer, Writers, answer_text, user_text

N_KILLS = 60


def check_sound(store: Store) -> None:
    """The file is whole, and everything that refers to something finds it."""
    with store._db.read() as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
        assert sql.execute("SELECT count(*) FROM messages WHERE status = 'streaming'").fetchone() == (0,)
        assert sql.execute("SELECT count(*) FROM runs WHERE owner IS NOT NULL").fetchone() == (0,)
        wrong_counts = sql.execute(
            "SELECT id FROM conversations AS c"
            " WHERE message_count <> (SELECT count(*) FROM messages WHERE conversation_id = c.id)"
        ).fetchall()
        assert wrong_counts == []
        lonely = sql.execute(
            "SELECT id FROM messages WHERE role = 'assistant' AND id NOT IN (SELECT message_id FROM runs)"
        ).fetchall()
        assert lonely == []


def check_kept(store: Store, reports: Iterable[dict[str, Any]], seed: int) -> None:
    """Everything that was acknowledged is there."""
    saved: dict[int, str] = {}
    finished: set[int] = set()
    with store._db.read() as sql:

        def one(question: str, *values: object) -> Any:
            return sql.execute(question, values).fetchone()

        for report in reports:
            match report:
                case {"error": error}:
                    pytest.fail(error)
                case {"begun": answer, "user": user, "turn": n_turn}:
                    saved[answer] = ""
                    if user is not None:
                        row = one("SELECT content, status FROM messages WHERE id = ?", user)
                        assert row == (user_text(seed, n_turn), "complete")
                case {"saved": answer, "turn": n_turn, "n_chunks": n_chunks}:
                    saved[answer] = answer_text(seed, n_turn, n_chunks)
                case {"finished": answer, "turn": n_turn}:
                    saved[answer] = answer_text(seed, n_turn, N_CHUNKS)
                    finished.add(answer)
                case {"titled": conversation, "title": start_of_title}:
                    (title,) = one("SELECT title FROM conversations WHERE id = ?", conversation)
                    assert title.startswith(start_of_title)
                case {"deleted": conversation}:
                    (deleted_at,) = one("SELECT deleted_at FROM conversations WHERE id = ?", conversation)
                    assert deleted_at is not None
        for answer, text in saved.items():
            content, status, reason = one(
                "SELECT content, status, finish_reason FROM messages JOIN runs ON message_id = messages.id"
                " WHERE messages.id = ?",
                answer,
            )
            assert content.startswith(text)
            if answer in finished:
                assert (content, status, reason) == (text, "complete", "stop")
            else:  # the last one: its end may have reached the disk just before the report of it was sent
                assert (status, reason) in {("interrupted", None), ("complete", "stop")}


@pytest.mark.slow
def test_kills_at_any_moment_lose_nothing_that_was_acknowledged(writers: Writers, tmp_path: Path) -> None:
    """A writer is killed while it opens, while it works, and while another one starts; the reports tell what counts."""
    moments = random.Random(20260301)
    data_dir = tmp_path / "data"
    n_reports = n_interrupted = 0
    for seed in range(N_KILLS):
        writer = writers.start("converse", data_dir, seed=seed)
        reports = []
        for _ in range(moments.choice([0, 0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89])):
            report = writer.read()
            assert report is not None
            reports.append(report)
        for _ in range(moments.randrange(20_000)):  # not a wait for anything: only to be late by a random bit
            pass
        reports += writer.kill()
        with open_store(data_dir) as store:
            check_kept(store, reports, seed)
            if seed % 10 == 0 or seed == N_KILLS - 1:
                check_sound(store)
        n_reports += len(reports)
    with open_store(data_dir) as store, store._db.read() as sql:
        (n_interrupted,) = sql.execute("SELECT count(*) FROM messages WHERE status = 'interrupted'").fetchone()
    # The test means something only if kills did hit answers in progress.
    assert n_reports > 5 * N_KILLS
    assert n_interrupted > N_KILLS / 4
    assert list((data_dir / "owners").iterdir()) == []


def streaming(writers: Writers, data_dir: Path) -> tuple[Writer, int]:
    writer = writers.start("stream", data_dir)
    report = writer.read()
    assert report is not None
    return writer, report["conversation"]


def test_the_answer_of_a_living_process_is_left_alone_and_that_of_a_dead_one_is_interrupted(
    writers: Writers, tmp_path: Path
) -> None:
    one, first = streaming(writers, tmp_path)
    two, second = streaming(writers, tmp_path)
    with open_store(tmp_path) as store:
        status = lambda conversation: store.thread(conversation)[-1].status  # noqa: E731
        assert (status(first), status(second)) == (MessageStatus.STREAMING, MessageStatus.STREAMING)
        one.kill()
        assert store.recover_interrupted() == 1
        assert store.recover_interrupted() == 0
        assert (status(first), status(second)) == (MessageStatus.INTERRUPTED, MessageStatus.STREAMING)
        answer = store.thread(first)[-1]
        assert (answer.content, answer.tokens) == ("Half an answer", (1, 2, 3))
    two.kill()
    with open_store(tmp_path) as store:
        assert store.thread(second)[-1].status is MessageStatus.INTERRUPTED
        check_sound(store)


def test_a_conversation_whose_writer_died_takes_the_next_turn_at_once(writers: Writers, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        writer, conversation = streaming(writers, tmp_path)
        writer.kill()
        turn = store.begin_turn(conversation_id=conversation, text=None, model=MODEL, params=GenerateParams())
        with store._db.read() as sql:
            rows = sql.execute("SELECT content, status FROM messages WHERE role = 'assistant' ORDER BY id").fetchall()
        assert rows == [("Half an answer", "interrupted"), ("", "streaming")]
        assert turn.conversation_id == conversation


def test_what_another_process_writes_is_noticed_and_what_i_write_is_not(writers: Writers, tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert not store.changed_elsewhere()
        store.create_conversation("mine")
        assert not store.changed_elsewhere()
        writers.start("open_and_add", tmp_path, seed=1).rest()
        assert store.changed_elsewhere()
        assert not store.changed_elsewhere()
        assert [c.title for c in store.conversations()] == ["from 1", "mine"]


def test_many_processes_may_open_a_new_folder_at_once(writers: Writers, tmp_path: Path) -> None:
    for trial in range(5):
        data_dir, gate = tmp_path / f"data-{trial}", tmp_path / f"gate-{trial}"
        started = [writers.start("open_and_add", data_dir, seed=seed, gate=str(gate)) for seed in range(6)]
        assert [writer.read() for writer in started] == [{"waiting": True}] * 6
        gate.touch()
        reports = [report for writer in started for report in writer.rest()]
        assert [report for report in reports if "conversation" not in report] == []
        with open_store(data_dir) as store:
            assert {c.title for c in store.conversations()} == {f"from {seed}" for seed in range(6)}
            check_sound(store)
            assert len(list((data_dir / "owners").iterdir())) == 1


def test_two_stores_write_in_turn_and_see_each_others_rows(tmp_path: Path) -> None:
    with open_store(tmp_path) as one, open_store(tmp_path) as two:
        turn = one.begin_turn(conversation_id=None, text="Hi", model=MODEL, params=GenerateParams())
        assert two.thread(turn.conversation_id)[-1].status is MessageStatus.STREAMING
        two.create_conversation("two")
        one.checkpoint(turn, "so far", [1])
        assert two.thread(turn.conversation_id)[-1].content == "so far"
        run = one.run_of_message(turn.assistant_message_id)
        assert run is not None
        one.finish_turn(turn, text="so far", tokens=[1], reason=FinishReason.CANCELLED, stats=STATS)
        assert two.thread(turn.conversation_id)[-1].status is MessageStatus.CANCELLED


def test_a_store_that_is_closed_in_the_middle_of_an_answer_leaves_it_interrupted(tmp_path: Path) -> None:
    with open_store(tmp_path) as one:
        two = open_store(tmp_path)
        turn = two.begin_turn(conversation_id=None, text="Hi", model=MODEL, params=GenerateParams())
        two.checkpoint(turn, "so far", [])
        two.close()
        two.close()
        assert one.thread(turn.conversation_id)[-1].status is MessageStatus.INTERRUPTED


def test_stale_locks_go_and_living_ones_stay(writers: Writers, tmp_path: Path) -> None:
    dead, _ = streaming(writers, tmp_path)
    alive, _ = streaming(writers, tmp_path)
    dead.kill()
    folder = tmp_path / "owners"
    (folder / "notes.txt").write_text("not a lock")
    assert len(list(folder.glob("*.lock"))) == 2
    with open_store(tmp_path):
        assert len(list(folder.glob("*.lock"))) == 2
    alive.kill()
    with open_store(tmp_path):
        assert len(list(folder.glob("*.lock"))) == 1
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_lock_that_is_cleared_away_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process that opens at the same moment takes the new file for a dead process's."""
    lock = owners._try_lock
    n_cleared = 0

    def clear_away_first(descriptor: int) -> bool:
        nonlocal n_cleared
        if n_cleared < 3:
            n_cleared += 1
            for path in (tmp_path / "owners").iterdir():
                path.unlink()
        return lock(descriptor)

    monkeypatch.setattr(owners, "_try_lock", clear_away_first)
    owner = owners.Owner(tmp_path)
    assert n_cleared == 3
    assert [path.stem for path in (tmp_path / "owners").iterdir()] == [owner.id]
    owner.release()


def test_a_folder_whose_locks_were_removed_by_hand_heals_itself(tmp_path: Path) -> None:
    """The answer is wrongly taken for interrupted, and right again when its writer finishes it."""
    with open_store(tmp_path) as writer:
        turn = writer.begin_turn(conversation_id=None, text="Hi", model=MODEL, params=GenerateParams())
        for path in (tmp_path / "owners").iterdir():
            path.unlink()
        with open_store(tmp_path) as other:
            assert other.thread(turn.conversation_id)[-1].status is MessageStatus.INTERRUPTED
        writer.checkpoint(turn, "still here", [1])
        writer.finish_turn(turn, text="done", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        assert writer.thread(turn.conversation_id)[-1].status is MessageStatus.COMPLETE


def test_a_second_connection_of_a_process_leaves_the_first_its_locks(tmp_path: Path) -> None:
    """Closing a file drops all locks that a process has on it (POSIX). Another process that closes then believes that
    it is the last one, and may remove the log that is still being written."""
    take_sqlites_lock = (
        "import fcntl, sys; file = open(sys.argv[1], 'r+b');"
        "fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)"
    )
    with open_store(tmp_path) as store:
        open_store(tmp_path).close()
        other = subprocess.run(
            [sys.executable, "-c", take_sqlites_lock, str(store.path)], check=False, capture_output=True, text=True
        )
    assert "BlockingIOError" in other.stderr

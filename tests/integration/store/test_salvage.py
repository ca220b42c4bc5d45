"""Damage to a real file: what can be read comes back, the snapshot fills in the rest, and the person is told."""

from __future__ import annotations

import itertools
import random
import resource
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import (
    FILE_NAME,
    MessageStatus,
    Store,
    StoreError,
    StoreProblem,
    open_store,
    places,
    salvage_rows,
    snapshots,
)
from inglenook_desktop.store.db import Db
from inglenook_desktop.store.opening import put_back
from inglenook_desktop.store.pages import RawDatabase
from inglenook_engine.types import FinishReason, GenerateParams
from sqlite_utils.utils import sqlite3
from store_writers import Writers

PAGE = 4096
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)

Messages = dict[int, tuple[int, int | None, str, str, MessageStatus]]


def say(store: Store, text: str, answer: str, *, conversation_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1, 2] * 9, reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def fill(store: Store, name: str, *, n_conversations: int = 6) -> None:
    for index in range(n_conversations):
        conversation_id = None
        for turn in range(4):
            long = f"{name} {index} {turn} wörter " * (700 if turn == 2 else 12)
            conversation_id = say(store, f"{name} question {index} {turn}", long, conversation_id=conversation_id)
        assert conversation_id is not None
        store.shelf.set_tags(conversation_id, [f"{name}-tag"])
        store.shelf.set_draft(conversation_id, f"{name} draft")
    store.shelf.create_folder(f"{name} folder")


def all_messages(store: Store) -> Messages:
    with store._db.read() as sql:
        return {
            id_: (conversation_id, parent_id, role, content, MessageStatus(status))
            for id_, conversation_id, parent_id, role, content, status in sql.execute(
                "SELECT id, conversation_id, parent_id, role, content, status FROM messages"
            )
        }


def check_sound(store: Store) -> None:
    """Everything a person may do with it works."""
    with store._db.read() as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
    for conversation in store.conversations():
        thread = store.thread(conversation.id)
        assert all(below.parent_id == above.id for above, below in itertools.pairwise(thread))
        store.runs_of_conversation(conversation.id)
    say(store, "It goes on", "Yes")


def contents_of(path: Path, page_number: int) -> set[int]:
    """Ids of messages whose row begins on this page."""
    with RawDatabase(path) as raw:
        rows = raw._rows_of(raw.page(page_number), 100 if page_number == 1 else 0)
        return {row.rowid for row in rows if row.rowid is not None and salvage_rows._is_message(row.values)}


@pytest.fixture(scope="module")
def used_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Conversations, no snapshot; closed."""
    data_dir = tmp_path_factory.mktemp("used")
    with open_store(data_dir) as store:
        fill(store, "early")
        fill(store, "late")
    return data_dir


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    def copied(data_dir: Path) -> Path:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        return Path(shutil.copytree(data_dir, tmp_path / "copy"))

    return copied


def damaged(path: Path, page_number: int, kind: int) -> None:
    with path.open("r+b") as file:
        file.seek((page_number - 1) * PAGE)
        file.write((bytes(PAGE), random.Random(page_number).randbytes(PAGE), b"\xff" * PAGE)[kind])


def test_whichever_page_is_damaged_only_rows_on_it_are_lost(used_dir: Path, copy_of: Callable[[Path], Path]) -> None:
    """Without a snapshot. A text that went on on the damaged page keeps its beginning."""
    with open_store(used_dir) as store:
        before = all_messages(store)
    n_pages = (used_dir / FILE_NAME).stat().st_size // PAGE
    n_rescued = 0
    pages = [1, 2, 3, *range(4, n_pages + 1, 3)]  # tests/faults takes them all, and longer
    for index, page_number in enumerate(pages):
        data_dir = copy_of(used_dir)
        damaged(data_dir / FILE_NAME, page_number, index % 3)
        on_page = contents_of(used_dir / FILE_NAME, page_number)
        with open_store(data_dir) as store:
            after = all_messages(store)
            assert before.keys() - after.keys() <= on_page, page_number
            for id_, (conversation_id, _, role, content, _) in after.items():
                assert (before[id_][0], before[id_][2]) == (conversation_id, role), page_number
                # Zeros on the last page of a text are still a whole chain of pages: SQLite keeps no checksums.
                whole = content.rstrip("\0").removesuffix("\ufffd")  # also where it was cut inside a character
                assert before[id_][3].startswith(whole), page_number
            if index % 4 == 0:
                check_sound(store)
            n_rescued += bool(store.opening_notes)
            assert bool(store.opening_notes) == bool(places.kept_damaged(data_dir))
    assert n_rescued > len(pages) / 2


def test_what_cannot_be_read_comes_from_the_snapshot_and_nothing_is_there_twice(
    tmp_path: Path, copy_of: Callable[[Path], Path]
) -> None:
    with open_store(tmp_path / "made") as store:
        fill(store, "early")
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
        in_snapshot = all_messages(store)
        fill(store, "late", n_conversations=2)
        before = all_messages(store)
    path = tmp_path / "made" / FILE_NAME
    n_pages = path.stat().st_size // PAGE
    for page_number in [1, *(page for page in range(2, n_pages + 1) if contents_of(path, page))]:
        data_dir = copy_of(tmp_path / "made")
        damaged(data_dir / FILE_NAME, page_number, page_number % 3)
        lost = contents_of(path, page_number) - in_snapshot.keys()
        with open_store(data_dir) as store:
            after = all_messages(store)
            assert after == {id_: message for id_, message in before.items() if id_ not in lost} or lost, page_number
            assert before.keys() - after.keys() <= lost
            (note,) = store.opening_notes
            n_from_snapshot = len(contents_of(path, page_number) & in_snapshot.keys())
            assert "snapshot of 2026-05-04 03:02 UTC" in note
            assert (f"{n_from_snapshot} message" in note) == (n_from_snapshot > 0)
            assert {tag for tag, _n in store.shelf.all_tags()} == {"early-tag", "late-tag"}
            assert len(store.shelf.folders()) == 2
            check_sound(store)
        with open_store(data_dir) as store:
            assert store.opening_notes == ()


def test_the_damaged_file_stays_as_it_was_met(used_dir: Path, copy_of: Callable[[Path], Path]) -> None:
    data_dir = copy_of(used_dir)
    path = data_dir / FILE_NAME
    damaged(path, 1, 1)
    as_met = path.read_bytes()
    with open_store(data_dir) as store:
        check_sound(store)
    (kept,) = places.kept_damaged(data_dir)
    assert (kept / FILE_NAME).read_bytes() == as_met
    assert (kept.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_what_was_only_in_the_log_is_read_too(tmp_path: Path, writers: Writers) -> None:
    """A killed process leaves what it wrote in the log; the damage is in the file under it."""
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=9)
        before = all_messages(store)
    writer = writers.start("stream", tmp_path)
    assert writer.read() is not None
    writer.kill()
    assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size > 0
    path = tmp_path / FILE_NAME
    # Not page 1: without it SQLite takes the log for another file's.
    page_number = next(page for page in range(2, 200) if contents_of(path, page))
    on_page = contents_of(path, page_number)
    damaged(path, page_number, 1)
    with open_store(tmp_path) as store:
        assert store.opening_notes
        after = all_messages(store)
        assert before.keys() - after.keys() <= on_page
        assert [m[3] for m in after.values() if m[4] is MessageStatus.INTERRUPTED] == ["Half an answer"]
        check_sound(store)


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_missing_or_empty_file_is_not_taken_for_a_new_beginning(tmp_path: Path, is_empty: bool) -> None:
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        before = all_messages(store)
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
    if is_empty:
        (tmp_path / FILE_NAME).write_bytes(b"")
    else:
        (tmp_path / FILE_NAME).unlink()
    with open_store(tmp_path) as store:
        assert all_messages(store) == before
        assert store.opening_notes == (
            "The file with your conversations was missing or empty. Inglenook put back the snapshot of "
            "2026-05-04 03:02 UTC: 8 messages in 1 conversation.",
        )


def test_a_damaged_snapshot_is_passed_over_for_an_older_one(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        before = all_messages(store)
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
        newer = snapshots.take(store.path, snapshots.DAILY, now=NOW.replace(day=5))
    assert newer is not None
    newer.write_bytes(newer.read_bytes()[: 3 * PAGE])
    (tmp_path / FILE_NAME).unlink()
    with open_store(tmp_path) as store:
        assert all_messages(store) == before
        assert "2026-05-04" in store.opening_notes[0]


@pytest.mark.parametrize("n_moved", [1, 2, 3])
def test_a_rescue_that_was_broken_off_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_moved: int
) -> None:
    """The process ends after the file was moved, with its log or without, or while the new one is built."""
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        before = all_messages(store)
        for part in places.beside(store.path)[:2]:  # as a kill leaves them: the log is not folded in
            shutil.copyfile(part, tmp_path / f"copy of {part.name}")
    for part in places.beside(tmp_path / FILE_NAME)[:2]:
        (tmp_path / f"copy of {part.name}").rename(part)
    folder = places.kept_folder(tmp_path) / "2026-05-04T030201Z-damaged"
    folder.mkdir(parents=True)
    for part in places.beside(tmp_path / FILE_NAME)[: min(n_moved, 2)]:
        part.rename(folder / part.name)
    if n_moved == 3:
        places.rescue(tmp_path).write_bytes(b"half of it")
    with open_store(tmp_path) as store:
        assert all_messages(store) == before
        assert places.kept_damaged(tmp_path) == [folder]
        check_sound(store)
    with open_store(tmp_path) as store:
        assert store.opening_notes == ()


def test_a_rescue_that_is_killed_at_any_instant_loses_nothing(tmp_path: Path, writers: Writers) -> None:
    """Killed later and later, until one gets through."""
    with open_store(tmp_path / "made") as store:
        fill(store, "early")
        before = all_messages(store)
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
        fill(store, "late")
        later = all_messages(store)
    n_killed = 0
    for attempt in itertools.count():
        data_dir = Path(shutil.copytree(tmp_path / "made", tmp_path / str(attempt)))
        path = data_dir / FILE_NAME
        page_number = next(page for page in range(20, 400) if contents_of(path, page))
        on_page = contents_of(path, page_number)
        damaged(path, page_number, 1)
        writer = writers.start("open_and_add", data_dir, seed=1)
        time.sleep(n_killed * 0.01)  # and no longer after one that was kept waiting too long to be killed
        is_through = any("conversation" in report for report in writer.kill())
        n_killed += not is_through
        with open_store(data_dir) as store:
            assert before.keys() | (later.keys() - on_page) <= all_messages(store).keys()
            assert len(places.kept_damaged(data_dir)) == 1
            check_sound(store)
        if is_through and n_killed > 3:
            break
        assert attempt < 200


def test_a_rescue_that_meets_a_full_disk_is_taken_up_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "made") as store:
        fill(store, "early")
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
        before = all_messages(store)
    problems: list[StoreProblem] = []
    for attempt in itertools.count():
        data_dir = Path(shutil.copytree(tmp_path / "made", tmp_path / str(attempt)))
        damaged(data_dir / FILE_NAME, 1, 1)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (attempt * 40 << 10, hard))
        try:
            open_store(data_dir).close()
        except StoreError as error:
            problems.append(error.problem)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        with open_store(data_dir) as store:
            assert all_messages(store) == before
            check_sound(store)
        if len(problems) <= attempt:
            break
    assert len(problems) > 5
    assert set(problems) <= {StoreProblem.DISK_FULL, StoreProblem.DISK_ERROR}


def test_of_many_that_start_on_a_damaged_file_one_rescues_it(tmp_path: Path, writers: Writers) -> None:
    for round_ in range(5):
        data_dir = tmp_path / str(round_)
        with open_store(data_dir) as store:
            fill(store, "early", n_conversations=2)
            before = all_messages(store)
            snapshots.take(store.path, snapshots.DAILY, now=NOW)
        damaged(data_dir / FILE_NAME, 1 + round_, 1)
        gate = tmp_path / f"gate {round_}"
        starting = [writers.start("open_and_add", data_dir, seed=seed, gate=str(gate)) for seed in range(4)]
        for writer in starting:
            assert writer.read() == {"waiting": True}
        gate.touch()
        assert [set(report) for writer in starting for report in writer.rest()] == [{"conversation"}] * 4
        with open_store(data_dir) as store:
            assert len(all_messages(store)) == len(before) + 4 * 2
        assert len(places.kept_damaged(data_dir)) == 1


def test_damage_met_while_running_is_mended_at_the_next_start(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=30)
    path = tmp_path / FILE_NAME
    with open_store(tmp_path) as store:
        page_number = next(page for page in range(2, 400) if contents_of(path, page))
        with open_store(tmp_path) as other:
            say(other, "Another window wrote", "so nothing is remembered of the pages")
        damaged(path, page_number, 1)
        with pytest.raises(StoreError) as met:
            all_messages(store)
        assert met.value.problem is StoreProblem.DAMAGED
        assert "start it again" in str(met.value)
        assert places.damage_mark(tmp_path).exists()
        with pytest.raises(StoreError, match="Close every window"):
            open_store(tmp_path)  # this one still has it open
    with open_store(tmp_path) as store:
        assert store.opening_notes
        check_sound(store)
    assert not places.damage_mark(tmp_path).exists()


@pytest.mark.parametrize("lost", ["the file", "its log", "both"])
def test_a_file_that_is_taken_away_while_running_is_told_of_and_comes_back(tmp_path: Path, lost: str) -> None:
    """SQLite would go on as if nothing had happened, and everything since would be gone with the process."""
    path = tmp_path / FILE_NAME
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        before = all_messages(store)
        for part in {"the file": [path], "its log": [Path(f"{path}-wal")]}.get(lost, places.beside(path)[:3]):
            part.unlink()
        for _ in range(2):
            with pytest.raises(StoreError, match="was moved, replaced or deleted") as refused:
                say(store, "Is this", "saved?")
            assert refused.value.problem is StoreProblem.MOVED
        assert [snapshot.reason for snapshot in snapshots.listed(tmp_path)] == [snapshots.MOVED]
    if path.exists():
        path.unlink()  # what it has without its log is older
    with open_store(tmp_path) as store:
        assert all_messages(store) == before
        assert store.opening_notes
        check_sound(store)


def test_a_file_that_is_put_back_is_used_again(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with open_store(tmp_path) as store:
        path.rename(tmp_path / "elsewhere")
        with pytest.raises(StoreError, match="moved"):
            say(store, "Is this", "saved?")
        (tmp_path / "elsewhere").rename(path)
        say(store, "Now it", "is")
    with open_store(tmp_path) as store:
        assert [conversation.title for conversation in store.conversations()] == ["Now it"]


def test_a_wrong_full_text_index_is_made_anew(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        before = all_messages(store)
        with store._db.write() as sql:
            sql.execute("UPDATE message_words_data SET block = zeroblob(length(block)) WHERE id > 100")
    with open_store(tmp_path) as store:
        assert store.opening_notes == ()
        assert all_messages(store) == before
        assert store.search.find("question")
        check_sound(store)


def test_every_table_that_people_write_into_is_salvaged(tmp_path: Path) -> None:
    """A later step that adds a table must teach salvage_rows to know its rows."""
    Db(tmp_path / FILE_NAME).close()
    sql = sqlite3.connect(tmp_path / FILE_NAME)
    tables = {
        name
        for name, kind in sql.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
        if kind == "table" and not name.startswith(("sqlite_", "_sqlite_", "figure_"))  # figures are made from runs
    }
    sql.close()
    assert tables == {*salvage_rows.TABLES, "awaiting_index"}  # what is not in the index is put in with its row


def test_a_snapshot_is_put_back_and_the_present_file_kept(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        before = all_messages(store)
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
        fill(store, "late", n_conversations=1)
        later = all_messages(store)
        with pytest.raises(StoreError) as refused:
            put_back(tmp_path, snapshots.listed(tmp_path)[0], now=NOW)
        assert refused.value.problem is StoreProblem.LOCKED
    kept = put_back(tmp_path, snapshots.listed(tmp_path)[0], now=NOW)
    assert kept is not None
    with open_store(tmp_path) as store:
        assert all_messages(store) == before
        assert say(store, "New", "ids") not in {message[0] for message in later.values()}
    with open_store(kept) as store:
        assert all_messages(store) == later


def test_attachments_come_out_byte_for_byte(tmp_path: Path) -> None:
    """Also one that is nothing but zeros, which no page of text would be; and one whose message is lost."""
    files = {f"{n_bytes}.bin": bytes(n_bytes) for n_bytes in (0, 100, 4_000, 9_000)}
    files |= {f"noise {n_bytes}": random.Random(n_bytes).randbytes(n_bytes) for n_bytes in (1, 5_000, 70_000)}
    with open_store(tmp_path) as store:
        fill(store, "early", n_conversations=1)
        with store._db.write() as sql:
            sql.executemany(
                "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (1, ?, 'x/y', ?, ?)",
                [(name, name * 9, data) for name, data in files.items()],
            )
    path = tmp_path / FILE_NAME
    page_number = next(page for page in range(2, 200) if 1 in contents_of(path, page))
    damaged(path, page_number, 1)
    with open_store(tmp_path) as store:
        with store._db.read() as sql:
            rows = sql.execute("SELECT name, text, data, message_id FROM attachments").fetchall()
        assert {name: data for name, _text, data, _id in rows} == files
        assert all(text == name * 9 for name, text, _data, _id in rows)
        assert len({message_id for *_, message_id in rows} & all_messages(store).keys()) == 1
        assert "Attachments and edits without their message" in [one.title for one in store.conversations()]
        check_sound(store)


def test_an_answer_of_which_only_the_beginning_is_left_does_not_pass_for_whole(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        say(store, "A long one?", "begin " + "a" * 20_000 + " MIDDLE " + "b" * 20_000 + " end")
    path = tmp_path / FILE_NAME
    damaged(path, path.read_bytes().index(b" MIDDLE ") // PAGE + 1, 1)
    with open_store(tmp_path) as store:
        (answer,) = (message for message in all_messages(store).values() if message[3].startswith("begin "))
        assert "end" not in answer[3]
        assert answer[4] is MessageStatus.INTERRUPTED
        check_sound(store)


@pytest.mark.parametrize("page_number", [1, 2, 5])
def test_what_was_purged_does_not_come_back_with_a_rescue(tmp_path: Path, page_number: int) -> None:
    with open_store(tmp_path) as store:
        kept = say(store, "What stays", "It stays")
        secret = say(store, "zanzibarium", "zanzibarium " * 2_000)
        snapshots.take(store.path, snapshots.DAILY, now=NOW)
        store.delete_conversation(secret)
        store.shelf.purge(secret)
    damaged(tmp_path / FILE_NAME, page_number, 1)
    with open_store(tmp_path) as store:
        assert [conversation.id for conversation in store.conversations()] == [kept]
        assert store.opening_notes
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"zanzibarium" in path.read_bytes()] == []


def test_a_tree_with_a_lost_message_stays_one_tree(tmp_path: Path) -> None:
    """What followed a lost message follows what was said before it; other branches stay where they were."""
    with open_store(tmp_path) as store:
        conversation_id = say(store, "One", "First answer")
        for index in range(12):
            say(store, f"Question {index}", "x" * 2_500, conversation_id=conversation_id)
        last_id = max(all_messages(store))
        other = store.tree.edit_answer(2, "Another first answer")
        store.tree.show(2)
        before = all_messages(store)
    path = tmp_path / FILE_NAME
    n_pages = path.stat().st_size // PAGE
    on_pages = {page: contents_of(path, page) for page in range(2, n_pages + 1)}
    page_number = next(page for page, ids in on_pages.items() if ids and min(ids) > 5 and max(ids) < last_id - 2)
    lost = on_pages[page_number]
    damaged(path, page_number, 0)
    with open_store(tmp_path) as store:
        after = all_messages(store)
        assert after.keys() == before.keys() - lost
        assert after[max(lost) + 1][1] == min(lost) - 1
        assert [message.id for message in store.thread(conversation_id)] == sorted(after.keys() - {other})
        assert after[other] == before[other]
        check_sound(store)

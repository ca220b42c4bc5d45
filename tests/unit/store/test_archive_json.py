"""Our own archive: exact, deterministic, complete, and not to be upset by what was done to the file."""

from __future__ import annotations

import copy
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL
from full_store import ask, fill
from inglenook_desktop.store import Store, StoreError, open_store
from inglenook_desktop.store.archive import ArchiveError, Format, ImportReport
from inglenook_engine.types import GenerateParams

Records = list[dict[str, Any]]


def exported(store: Store, *ids: int) -> bytes:
    out = io.BytesIO()
    store.archive.export(out, ids or None)
    return out.getvalue()


def records(data: bytes) -> Records:
    found: Records = json.loads(data)
    return found


def as_lines(found: Records) -> bytes:
    return b"[\n" + b",\n".join(json.dumps(one, separators=(",", ":")).encode() for one in found) + b"\n]\n"


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., tuple[bytes, ImportReport]]:
    """What an empty store exports after it imported these bytes, and the report."""

    def through(data: bytes) -> tuple[bytes, ImportReport]:
        folder = tmp_path / f"empty {len(list(tmp_path.iterdir()))}"
        file = tmp_path / f"{folder.name}.json"
        file.write_bytes(data)
        with open_store(folder) as other:
            report = other.archive.import_from(file)
            return exported(other), report

    return through


def test_an_archive_imported_into_an_empty_store_and_exported_again_is_the_same_bytes(
    store: Store, imported: Callable[..., tuple[bytes, ImportReport]]
) -> None:
    fill(store)
    data = exported(store)
    again, report = imported(data)
    assert again == data
    assert report.formats == (Format.INGLENOOK,)
    assert (report.problems, report.n_present, len(report.conversation_ids)) == ((), 0, 4)
    assert report.n_messages == sum(one["type"] == "message" for one in records(data))


def test_exporting_twice_gives_the_same_bytes_and_every_line_is_a_record(store: Store) -> None:
    fill(store)
    data = exported(store)
    assert exported(store) == data
    lines = data.decode().split("\n")
    assert (lines[0], lines[-2:]) == ("[", ["]", ""])
    assert [json.loads(line.removesuffix(",")) for line in lines[1:-2]] == records(data)


def test_importing_an_archive_where_it_came_from_changes_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    data = exported(store)
    (tmp_path / "own.json").write_bytes(data)
    report = store.archive.import_from(tmp_path / "own.json")
    assert (report.conversation_ids, report.n_present, report.problems) == ((), 4, ())
    assert exported(store) == data


def test_chosen_conversations_come_with_their_folders_alone_and_in_the_order_of_the_store(store: Store) -> None:
    fill(store)
    found = records(exported(store, 3, 1, 3))
    assert [one["name"] for one in found if one["type"] == "folder"] == ["Work"]
    assert [one["title"] for one in found if one["type"] == "conversation"] == [
        store.conversation(1).title,  # type: ignore[union-attr]
        "Empty",
    ]
    with pytest.raises(ArchiveError, match="no conversation 99"):
        exported(store, 1, 99)


def test_the_branch_in_view_and_what_the_model_said_are_there_after_an_import(store: Store, tmp_path: Path) -> None:
    fill(store)
    (tmp_path / "own.json").write_bytes(exported(store))
    with open_store(tmp_path / "other") as other:
        other.archive.import_from(tmp_path / "own.json")
        here, there = store.thread(1), other.thread(1)
        assert [(m.role, m.content, m.tokens) for m in there] == [(m.role, m.content, m.tokens) for m in here]
        assert [run.stats for run in other.runs_of_conversation(1).values()] == [
            run.stats for run in store.runs_of_conversation(1).values()
        ]
        assert [(one.title, one.message_count) for one in other.conversations()] == [
            (one.title, one.message_count) for one in store.conversations()
        ]
        assert other.search.find("certainly")


def test_an_answer_that_is_being_written_is_interrupted_in_the_archive(
    store: Store, imported: Callable[..., tuple[bytes, ImportReport]]
) -> None:
    turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
    store.checkpoint(turn, "Half", [1])
    data = exported(store)
    assert [one["status"] for one in records(data) if one["type"] == "message"] == ["complete", "interrupted"]
    assert imported(data)[0] == data


def test_folders_of_the_same_name_become_one_when_archives_meet(store: Store, tmp_path: Path) -> None:
    fill(store)
    (tmp_path / "own.json").write_bytes(exported(store))
    with open_store(tmp_path / "other") as other:
        with other._db.write() as sql:
            sql.execute(
                "INSERT INTO folders (name, position, created_at) VALUES ('Work', 1, '2025-01-01T00:00:00.000Z')"
            )
        other.archive.import_from(tmp_path / "own.json")
        with other._db.read() as sql:
            assert sql.execute("SELECT name FROM folders ORDER BY id").fetchall() == [("Work",), ("Work",), ("Unused",)]


def test_names_that_differ_only_in_case_are_those_that_are_here(store: Store, tmp_path: Path) -> None:
    conversation_id = ask(store, "One", "Two")
    store.shelf.move(conversation_id, store.shelf.create_folder("WORK").id)
    store.shelf.set_tags(conversation_id, ["Tax", "new"])
    (tmp_path / "own.json").write_bytes(exported(store))
    with open_store(tmp_path / "other") as other:
        other.shelf.create_folder("Work")
        other.shelf.set_tags(other.create_conversation().id, ["tax"])
        other.archive.import_from(tmp_path / "own.json")
        assert [folder.name for folder in other.shelf.folders()] == ["Work"]
        assert other.shelf.all_tags() == [("tax", 2), ("new", 1)]


@pytest.mark.parametrize("seed", range(3))
def test_any_field_may_hold_anything_and_the_store_stays_readable(store: Store, tmp_path: Path, seed: int) -> None:
    fill(store)
    found = records(exported(store))
    rng = random.Random(seed)
    odd = [None, True, -1, 1.5, 1 << 80, "", "\ud800", "complete", [], {}, [7], {"type": "message"}, "x" * 300]
    for number in range(12):
        damaged = copy.deepcopy(found)
        for _ in range(8):
            record = rng.choice(damaged[1:])
            lists = [record[name] for name in ("runs", "attachments") if isinstance(record.get(name), list)]
            inner = [one for among in lists for one in among if isinstance(one, dict)]
            holder = rng.choice([record, *inner]) if isinstance(record, dict) else {}
            if holder:
                holder[rng.choice(list(holder))] = rng.choice(odd)
        (tmp_path / "damaged.json").write_bytes(as_lines(damaged))
        with open_store(tmp_path / f"other {number}") as other:
            other.archive.import_from(tmp_path / "damaged.json")
            other.shelf.folders()
            for conversation in [*other.conversations(include_archived=True), *other.shelf.trash()]:
                other.thread(conversation.id)
                other.runs_of_conversation(conversation.id)
                assert len(other.tree.whole(conversation.id)) == conversation.message_count
            (tmp_path / "again.json").write_bytes(exported(other))
        with open_store(tmp_path / f"third {number}") as third:
            assert third.archive.import_from(tmp_path / "again.json").problems == ()
            assert exported(third) == (tmp_path / "again.json").read_bytes()


def test_a_reformatted_archive_is_read_too(store: Store, imported: Callable[..., tuple[bytes, ImportReport]]) -> None:
    fill(store)
    data = exported(store)
    pretty = json.dumps(records(data), indent=4).encode()
    assert imported(pretty)[0] == data
    assert imported(json.dumps(records(data)).encode("utf-16"))[0] == data


def test_a_later_version_is_refused_with_a_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "later.json").write_bytes(as_lines([{"type": "inglenook-archive", "version": 2}]))
    with pytest.raises(ArchiveError, match="version 2, which a later Inglenook wrote"):
        store.archive.import_from(tmp_path / "later.json")


def test_a_cut_off_archive_gives_whole_conversations_and_says_so(
    store: Store, imported: Callable[..., tuple[bytes, ImportReport]]
) -> None:
    fill(store)
    data = exported(store)
    lines = data.split(b"\n")
    places = [number for number, line in enumerate(lines) if b'"type":"conversation"' in line]
    for cut in (len(b"\n".join(lines[: places[1] + 2])) + 30, len(b"\n".join(lines[: places[0] + 3]))):
        again, report = imported(data[:cut])
        whole = [one for one in records(again) if one["type"] == "conversation"]
        assert len(whole) == (1 if cut > 3000 else 0)
        assert any("cut off" in problem.text for problem in report.problems)
        assert len(report.conversation_ids) == len(whole)


BROKEN: list[tuple[str, Any]] = [
    ("no text", {"content": 7}),
    ("unknown role", {"role": "wizard"}),
    ("unknown status", {"status": []}),
    ("number again", {"number": 1}),
    ("number beyond", {"number": 1 << 70}),
    ("number that is none", {"number": True}),
]


@pytest.mark.parametrize(("_name", "wrong"), BROKEN, ids=[name for name, _ in BROKEN])
def test_a_bad_message_is_skipped_and_what_answers_it_is_kept(
    store: Store, imported: Callable[..., tuple[bytes, ImportReport]], _name: str, wrong: dict[str, Any]
) -> None:
    ask(store, "One", "Two", ask(store, "Zero", "Half"))
    found = records(exported(store))
    found[3].update(wrong)
    again, report = imported(as_lines(found))
    kept = [one for one in records(again) if one["type"] == "message"]
    assert [one["content"] for one in kept] == ["Zero", "One", "Two"]
    assert [one["parent"] for one in kept] == [None, None, 2]
    assert len(report.conversation_ids) == 1
    assert len(report.problems) == 3
    assert "record 4" in report.problems[0].where


def test_wrong_fields_cost_themselves_and_nothing_else(
    store: Store, imported: Callable[..., tuple[bytes, ImportReport]]
) -> None:
    ask(store, "One", "Two")
    found = records(exported(store))
    found[1].update(
        updated_at="yesterday",
        folder=9,
        head=77,
        tags=["a", 5, "a"],
        speculation={},
        pinned_at=[],
        origin=3,
        title=None,
    )
    found[2].update(created_at=None, chosen_child=1 << 61, parent=2)
    found[3].update(
        content="\ud800 half",
        tokens="AAA=",
        attachments=[7, {"data": "no base64!"}, {"name": "n", "data": "AA=="}],
        runs=[{}, "x", {**found[3]["runs"][0], "rounds": 1.5}, {**found[3]["runs"][0], "action": "guess"}],
    )
    again, report = imported(as_lines(found))
    _, conversation, question, answer, _ = records(again)
    assert (conversation["tags"], conversation["folder"], conversation["head"]) == (["a"], None, 2)
    assert conversation["updated_at"] == conversation["created_at"] == question["created_at"]
    assert (answer["content"], answer["tokens"], answer["runs"]) == ("\ufffd half", None, [])
    assert [one["name"] for one in answer["attachments"]] == ["n"]
    assert question["parent"] is None
    assert len(report.problems) == 10


def test_records_that_are_none_are_reported_and_passed_over(
    store: Store, imported: Callable[..., tuple[bytes, ImportReport]]
) -> None:
    ask(store, "One", "Two")
    data = exported(store)
    lines = data.split(b"\n")
    lines[3:3] = [b'{"type":"message","content":"unclosed,', b"[[[]", b"null,", b'{"type":"comet"},', b"\xff\xfe,"]
    lines[2:2] = [b'{"type":"message"},', b'{"type":"folder"},', b"[" * 100_000 + b","]
    lines[2:2] = [b'{"type":"conversation","messages":0},', b'{"type":"conversation","messages":"many"},']
    again, report = imported(b"\n".join(lines))
    assert len(report.conversation_ids) == 1
    assert [one["content"] for one in records(again) if one["type"] == "message"] == ["One", "Two"]
    assert len(report.problems) == 9


def test_an_import_that_the_store_cannot_take_leaves_no_half_conversation(store: Store, tmp_path: Path) -> None:
    fill(store)
    ask(store, "A long story?", "Once upon a time. " * 10_000)
    (tmp_path / "own.json").write_bytes(exported(store))
    with open_store(tmp_path / "other") as other:
        with other._db.read() as sql:
            (n_pages,) = sql.execute("PRAGMA page_count").fetchone()
        other._db._sql.execute(f"PRAGMA max_page_count = {n_pages + 20}")
        with pytest.raises(StoreError, match="full"):
            other.archive.import_from(tmp_path / "own.json")
        other._db._sql.execute("PRAGMA max_page_count = 100000")
        with other._db.read() as sql:
            assert sql.execute("SELECT count(*) FROM messages").fetchone() == (
                sql.execute("SELECT coalesce(sum(message_count), 0) FROM conversations").fetchone()
            )
        assert len(other.conversations()) == 3
        other.archive.import_from(tmp_path / "own.json")
        assert exported(other) == exported(store)


def test_an_output_that_takes_no_more_is_not_taken_for_a_broken_store(store: Store) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    fill(store)
    with pytest.raises(ArchiveError, match="could not be written: No space left"):
        store.archive.export(Full())
    assert exported(store)


def test_progress_tells_how_many_are_done(store: Store, tmp_path: Path) -> None:
    fill(store)
    told: list[tuple[int, ...]] = []
    with (tmp_path / "own.json").open("wb") as out:
        store.archive.export(out, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    store.archive.import_from(tmp_path / "own.json", progress=lambda done: told.append((done,)))
    assert told[4:] == [(1,), (2,), (3,), (4,)]

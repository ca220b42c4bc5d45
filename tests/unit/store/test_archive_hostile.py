"""Files that are wrong by accident or on purpose: what can be kept is kept, the rest is reported, nothing is fatal."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.store import Store
from inglenook_desktop.store.archive import ArchiveError, ImportReport

DATA = Path(__file__).resolve().parents[2] / "data" / "imports"
SAMPLES = {
    "chatgpt": DATA / "chatgpt" / "conversations.json",
    "lm-studio": DATA / "lm-studio" / "1729000000000.conversation.json",
    "jan": DATA / "jan" / "threads" / "jan_1718000000" / "messages.jsonl",
    "open-webui": DATA / "open-webui" / "chat-export-1740000999.json",
}
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e400,
    float("nan"),
    1 << 80,
    "",
    "\ud800",
    "9999-99-99",
    [],
    [[]],
    {},
    {"role": "user"},
    "x" * 1000,
)


def imports(store: Store, tmp_path: Path, data: Any) -> ImportReport:
    path = tmp_path / "file.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return store.archive.import_from(path)


def chatgpt(**nodes: tuple[str | None, list[str]]) -> dict[str, Any]:
    """A conversation of questions: key=(parent, children)."""
    return {
        "id": "c",
        "title": "T",
        "create_time": 1.7e9,
        "mapping": {
            key: {
                "id": key,
                "parent": parent,
                "children": children,
                "message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": [f"text {key}"]}},
            }
            for key, (parent, children) in nodes.items()
        },
    }


def everything(store: Store) -> list[tuple[str, str | None]]:
    """Text of each message, and of the one it answers."""
    with store._db.read() as sql:
        return sql.execute(
            "SELECT messages.content, above.content FROM messages LEFT JOIN messages AS above"
            " ON above.id = messages.parent_id ORDER BY messages.id"
        ).fetchall()


def test_a_missing_parent_begins_a_branch_of_its_own(store: Store, tmp_path: Path) -> None:
    report = imports(store, tmp_path, [chatgpt(a=(None, ["b"]), b=("a", []), c=("gone", ["d"]), d=("c", []))])
    assert sorted(everything(store)) == [
        ("text a", None),
        ("text b", "text a"),
        ("text c", None),
        ("text d", "text c"),
    ]
    assert [problem.text for problem in report.problems] == [
        "Message c answers one that is missing; it begins a branch of its own."
    ]


def test_messages_in_a_circle_are_left_out(store: Store, tmp_path: Path) -> None:
    circle = chatgpt(a=(None, []), b=("c", ["c"]), c=("b", ["b"]), d=("c", []), e=("e", ["e"]))
    report = imports(store, tmp_path, [circle])
    assert everything(store) == [("text a", None)]
    assert [problem.text for problem in report.problems] == [
        "4 messages answer each other in a circle; they were left out."
    ]
    report = imports(store, tmp_path, [chatgpt(b=("c", ["c"]), c=("b", ["b"])) | {"id": "all in a circle"}])
    assert report.conversation_ids == ()
    assert "no message" in report.problems[0].text


def test_a_chain_of_five_thousand_messages_needs_no_deep_stack(store: Store, tmp_path: Path) -> None:
    nodes = {f"n{n}": (f"n{n - 1}" if n else None, [f"n{n + 1}"]) for n in range(5_000)}
    report = imports(store, tmp_path, [chatgpt(**nodes)])
    assert (report.n_messages, len(store.thread(1))) == (5_000, 5_000)


def test_two_conversations_with_one_id_are_reported(store: Store, tmp_path: Path) -> None:
    report = imports(store, tmp_path, [chatgpt(a=(None, [])), chatgpt(b=(None, []))])
    assert len(report.conversation_ids) == 1
    assert "same id" in report.problems[0].text
    assert report.problems[0].where == "file.json, record 2"


def test_dates_that_are_none_are_reported_and_the_text_is_kept(store: Store, tmp_path: Path) -> None:
    one = chatgpt(a=(None, ["b"]), b=("a", []))
    one["create_time"] = "the day before yesterday"
    one["mapping"]["a"]["message"]["create_time"] = 1.7e9
    one["mapping"]["b"]["message"]["create_time"] = -5
    report = imports(store, tmp_path, [one])
    assert [message.created_at for message in store.thread(1)] == ["2023-11-14T22:13:20.000Z"] * 2
    assert len(report.problems) == 2


def test_half_characters_become_the_sign_for_them(store: Store, tmp_path: Path) -> None:
    one = chatgpt(a=(None, []))
    one["title"] = "Title \udfff\n\u0007 on two lines"
    one["mapping"]["a"]["message"]["content"]["parts"] = ["half \ud83d and whole \ud83d\ude00"]
    report = imports(store, tmp_path, [one])
    assert [message.content for message in store.thread(1)] == ["half \ufffd and whole 😀"]
    assert store.conversations()[0].title == "Title \ufffd on two lines"
    assert "half characters" in report.problems[0].text


def test_records_of_other_kinds_between_good_ones_are_reported(store: Store, tmp_path: Path) -> None:
    report = imports(store, tmp_path, [None, 7, chatgpt(a=(None, [])), [], {"mapping": {}}, "x"])
    assert len(report.conversation_ids) == 1
    assert [problem.where for problem in report.problems] == [f"file.json, record {n}" for n in (1, 2, 4, 5, 6)]


def test_nesting_that_never_ends_is_passed_over(store: Store, tmp_path: Path) -> None:
    one, two, three = (json.dumps(chatgpt(a=(None, [])) | {"id": f"c{number}"}) for number in range(3))
    report = imports(store, tmp_path, f"[{one}, {'[' * 300_000}{']' * 300_000}, {two}]")
    assert len(report.conversation_ids) == 2
    assert "nested" in report.problems[0].text
    report = imports(store, tmp_path, f"[{three}, " + '{"a":' * 1_000_000)
    assert len(report.conversation_ids) == 1


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every container in a JSON value, with each key or index of it."""
    found = []
    waiting = [data]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else []
        for key in keys:
            found.append((one, key))
            waiting.append(one[key])
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_any_field_may_hold_anything(store: Store, tmp_path: Path, name: str) -> None:
    text = SAMPLES[name].read_text(encoding="utf-8")
    whole = [json.loads(line) for line in text.splitlines()] if name == "jan" else json.loads(text)
    rng = random.Random(4)
    path = tmp_path / SAMPLES[name].name
    n_imported = 0
    for number, index in enumerate(rng.sample(range(len(places(whole))), min(len(places(whole)), 120))):
        damaged = copy.deepcopy(whole)
        holder, key = places(damaged)[index]
        holder[key] = ODD[number % len(ODD)]
        lines = [json.dumps(line) for line in damaged] if name == "jan" else [json.dumps(damaged)]
        path.write_text("\n".join(lines))
        try:
            n_imported += len(store.archive.import_from(path).conversation_ids)
        except ArchiveError:
            continue
        with store._db.write() as sql:
            sql.execute("UPDATE conversations SET origin = NULL")
    assert n_imported > 50
    with store._db.read() as sql:
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
        assert sql.execute(
            "SELECT count(*) FROM conversations WHERE head_message_id IS NULL OR message_count = 0"
        ).fetchone() == (0,)
    for conversation in store.conversations():
        assert store.thread(conversation.id)
        assert conversation.title


@pytest.mark.parametrize("name", SAMPLES)
def test_any_byte_may_be_damaged(store: Store, tmp_path: Path, name: str) -> None:
    data = SAMPLES[name].read_bytes()
    rng = random.Random(5)
    path = tmp_path / SAMPLES[name].name
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(rng.choice((1, 3))):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged[: rng.randrange(len(damaged))] if rng.random() < 0.3 else damaged)
        with contextlib.suppress(ArchiveError):
            store.archive.import_from(path)
    for conversation in store.conversations():
        assert store.thread(conversation.id)


def test_a_zip_bomb_is_refused_with_a_sentence(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w") as entry:
        for _ in range(100):
            entry.write(b"[" * (1 << 20))
    with pytest.raises(ArchiveError, match=r"would unpack to 0\.1 GB"):
        store.archive.import_from(tmp_path / "bomb.zip")


def test_names_that_lead_out_of_a_zip_archive_are_left_out(store: Store, tmp_path: Path) -> None:
    good = SAMPLES["chatgpt"].read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as archive:
        for name in (
            "../../evil.json",
            "/etc/evil.json",
            "C:\\evil.json",
            "a\\..\\..\\evil.json",
            "conversations.json",
        ):
            archive.writestr(name, good)
    before = sorted(path for path in tmp_path.rglob("*") if path.name != "slip.zip")
    report = store.archive.import_from(tmp_path / "slip.zip")
    assert len(report.conversation_ids) == 2
    assert [problem.text for problem in report.problems] == [
        "Its name leads out of the archive, so it was left out."
    ] * 4
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "slip.zip") == before


def test_a_damaged_or_cut_off_zip_archive_is_a_sentence(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(SAMPLES["chatgpt"], "conversations.json")
    data = bytearray(path.read_bytes())
    data[3000] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ArchiveError):
        store.archive.import_from(path)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ArchiveError):
        store.archive.import_from(path)


def test_links_and_devices_in_a_folder_are_not_followed(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.json").symlink_to(SAMPLES["chatgpt"])
    (folder / "around").symlink_to(folder)
    os.mkfifo(folder / "pipe.json")
    with pytest.raises(ArchiveError, match="no conversations"):
        store.archive.import_from(folder)
    with pytest.raises(ArchiveError, match="neither a file nor a folder"):
        store.archive.import_from(folder / "pipe.json")


def test_a_file_without_permission_is_a_sentence(store: Store, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "closed.json"
    path.write_text("[]")
    path.chmod(0)
    with pytest.raises(ArchiveError, match="Permission denied"):
        store.archive.import_from(path)


def test_ten_thousand_bad_records_are_counted_and_a_thousand_told(store: Store, tmp_path: Path) -> None:
    report = imports(store, tmp_path, [chatgpt(a=(None, [])), *([7] * 10_000)])
    assert (len(report.problems), report.n_problems) == (1_000, 10_000)

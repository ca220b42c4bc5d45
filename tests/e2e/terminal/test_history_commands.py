"""`inglenook history` as a person and a script use it: order, search, export, import, checking and bringing back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.store import FILE_NAME, open_store, snapshots

MakeProgram = Callable[..., Any]
DATA = Path(__file__).resolve().parents[2] / "data" / "imports"


@pytest.fixture
def history(with_fake: MakeProgram, tmp_path: Path) -> Callable[..., Any]:
    """`inglenook history …` on one data folder, or on another with data_dir=."""
    program = with_fake()

    def run(*arguments: str, data_dir: Path | None = None, **options: Any) -> Any:
        return program("history", *arguments, "--data-dir", str(data_dir or tmp_path / "data"), **options)

    run.program = program  # type: ignore[attr-defined]
    run.data_dir = tmp_path / "data"  # type: ignore[attr-defined]
    return run


def test_what_is_exported_imported_into_an_empty_folder_and_exported_again_is_the_same_bytes(
    history: Any, tmp_path: Path
) -> None:
    history("import", str(DATA))
    with open_store(history.data_dir) as store:
        store.shelf.move(1, store.shelf.create_folder("Kitchen").id)
        store.delete_conversation(2)
        store.shelf.set_draft(3, "and then?")
    done = history("export", "--output", str(tmp_path / "one.json"))
    assert (done.status, done.out) == (0, f"7 conversations and 31 messages are in {tmp_path}/one.json.\n")
    done = history("import", str(tmp_path / "one.json"), data_dir=tmp_path / "other")
    assert (done.status, done.out) == (0, "7 new conversations with 31 messages from an Inglenook archive.\n")
    history("export", "-o", str(tmp_path / "two.json"), data_dir=tmp_path / "other")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert (tmp_path / "one.json").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []
    assert history("export").out.encode() == (tmp_path / "one.json").read_bytes()


def test_an_import_says_what_it_did_and_doing_it_again_does_nothing(history: Any, tmp_path: Path) -> None:
    first = history("import", str(DATA / "chatgpt"), "--json").json
    assert first == {
        "formats": ["chatgpt"],
        "conversation_ids": [1, 2],
        "messages": 10,
        "present": 0,
        "problem_count": 0,
        "problems": [],
    }
    packed = shutil.make_archive(str(tmp_path / "export"), "zip", DATA / "chatgpt")
    done = history("import", packed)
    assert (done.status, done.out) == (
        0,
        "0 new conversations with 0 messages from ChatGPT's export.\n"
        "2 conversations had been here before and stayed as they are.\n",
    )


def test_bad_records_are_told_and_the_others_imported(history: Any, tmp_path: Path) -> None:
    found = json.loads((DATA / "chatgpt" / "conversations.json").read_text(encoding="utf-8"))
    (tmp_path / "bad.json").write_text(json.dumps([7, *found, *([None] * 30)]))
    done = history("import", str(tmp_path / "bad.json"))
    lines = done.out.splitlines()
    assert (done.status, len(lines)) == (0, 22)
    assert lines[1] == "31 records had something wrong:"
    assert lines[2].startswith("  bad.json, record 1: It is no conversation")
    assert done.err == "11 more are not shown; --json shows up to 1,000.\n"


def test_what_is_no_export_is_status_1_and_a_sentence(history: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Dear diary")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", b"[" * (100 << 20))
    for name, wanted in (
        ("notes.txt", "no conversations in a format that is known"),
        ("bomb.zip", "would unpack to 0.1 GB"),
        ("nowhere", "cannot be read: No such file"),
    ):
        done = history("import", str(tmp_path / name))
        assert (done.status, done.out) == (1, "")
        assert wanted in done.err
        assert "Traceback" not in done.err


def test_list_by_folder_tag_archive_and_trash(history: Any) -> None:
    history("import", str(DATA))
    with open_store(history.data_dir) as store:
        folder = store.shelf.create_folder("Kitchen")
        store.shelf.move(1, folder.id)
        store.shelf.set_tags(1, ["Bread"])
        store.delete_conversation(4)

    def ids(*options: str) -> list[int]:
        return [entry["id"] for entry in history("list", "--json", *options).json]

    assert ids() == [6, 5, 1, 3]
    assert ids("--folder", "kitchen") == ids("--tag", "bread") == [1]
    assert ids("--archived") == [2, 7]
    assert ids("--trash") == [4]
    assert ids("--trash", "--tag", "drinks") == []
    assert ids("--limit", "2") == [6, 5]
    assert history("list", "--folder", "Garden").out == "No such conversation.\n"
    assert "Sourdough that does not rise  [pinned, in Kitchen, #Bread]\n" in history("list").out
    entry = history("list", "--json", "--folder", "Kitchen").json[0]
    assert (entry["folder"], entry["tags"], entry["is_pinned"], entry["origin"]) == (
        "Kitchen",
        ["Bread"],
        True,
        "chatgpt:6650a1b2-0001",
    )
    done = history("show", "4")
    assert (done.status, done.out.splitlines()[:2]) == (0, ["Tides", "In the trash."])
    assert history("show", "4", "--json").json["deleted_at"] is not None


def test_search_shows_where_it_stands(history: Any, on_screen: Callable[..., Any]) -> None:
    history("import", str(DATA))
    assert history("search", "warmer", "place").out.splitlines()[1] == "   Model: Try a [warmer] [place]."
    hits = history("search", "role:you", "warm", "--json").json
    assert [(hit["conversation_id"], hit["role"], hit["title"]) for hit in hits] == [
        (1, "user", "Sourdough that does not rise")
    ]
    assert [part["text"] for part in hits[0]["snippet"] if part["is_match"]] == ["warm"]
    assert history("search", "xylophone").out == "Nothing was found.\n"
    assert history("search", "--json", '"OR NEAR(*').json == []
    assert history("search", "--", "-tea", "coffee").status == 0
    assert len(history("search", "a", "--limit", "1").out.splitlines()) == 2
    assert history("search").status == 2
    screen = on_screen(history.program, "history", "search", "steam", "--data-dir", str(history.data_dir))
    screen.end()
    assert "\x1b[1msteam\x1b[0m" in screen.raw


def test_markdown_of_one_of_some_and_of_every_branch(history: Any, tmp_path: Path) -> None:
    history("import", str(DATA / "chatgpt"))
    text = history("export", "--format", "markdown", "1").out
    assert text.startswith("# Sourdough that does not rise\n")
    assert ("## gpt-4 · " in text, "gpt-4o" in text) == (True, False)
    assert "Version 1 of 2" in history("export", "--format", "markdown", "--whole", "1").out
    both = history("export", "--format", "markdown", "2", "1", "2").out
    assert [line for line in both.splitlines() if line.startswith("# ")] == [
        "# Rainfall by month",
        "# Sourdough that does not rise",
    ]
    done = history("export", "--format", "markdown", "-o", str(tmp_path / "all.md"), "--json")
    assert done.json == {"output": str(tmp_path / "all.md"), "conversations": 2, "messages": 7}
    assert (tmp_path / "all.md").read_text(encoding="utf-8").count("\n# ") == 1


def test_an_export_that_cannot_be_leaves_the_older_file(history: Any, tmp_path: Path) -> None:
    with open_store(history.data_dir) as store:
        for _ in range(30):
            store.create_conversation("A long title. " * 500)
    (tmp_path / "old.json").write_text("older")
    history.program.file_limit = 200
    done = history("export", "-o", str(tmp_path / "old.json"))
    assert (done.status, done.out) == (1, "")
    assert "The export could not be written: File too large." in done.err
    history.program.file_limit = None
    done = history("export", "99", "-o", str(tmp_path / "old.json"))
    assert (done.status, "no conversation 99" in done.err) == (1, True)
    done = history("export", "-o", str(tmp_path / "nowhere" / "file.json"))
    assert (done.status, "cannot be written" in done.err) == (1, True)
    assert (tmp_path / "old.json").read_text() == "older"
    assert sorted(path.name for path in tmp_path.rglob("*.part")) == []
    for options in (("--json",), ("--whole",), ("--format", "pdf"), ("0",)):
        assert history("export", *options).status == 2


def test_an_export_whose_reader_goes_away_is_status_141(history: Any) -> None:
    with open_store(history.data_dir) as store:
        for _ in range(3000):
            store.create_conversation("A title long enough to fill the pipe with a thousand of them " * 3)
    arguments = ("history", "export", "--data-dir", str(history.data_dir))
    process = history.program.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.read(2) == b"[\n"
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_an_import_that_was_killed_leaves_whole_conversations_and_goes_on(history: Any, tmp_path: Path) -> None:
    with open_store(tmp_path / "source") as store:
        for number in range(400):
            store.create_conversation(f"Number {number}")
    archive = tmp_path / "all.json"
    history("export", "-o", str(archive), data_dir=tmp_path / "source")
    arguments = ("history", "import", str(archive), "--data-dir", str(history.data_dir))
    process = history.program.start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    database = history.data_dir / FILE_NAME
    while process.poll() is None and not (database.exists() and database.stat().st_size > 0):
        pass
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=60)
    done = history("import", str(archive), "--json")
    assert done.status == 0
    assert len(done.json["conversation_ids"]) + done.json["present"] == 400
    assert history("export").out.encode() == archive.read_bytes()


def test_verify_tells_a_sound_database_from_a_damaged_one(history: Any) -> None:
    assert history("verify").out == f"There are no conversations in {history.data_dir} yet.\n"
    history("import", str(DATA))
    database = history.data_dir / FILE_NAME
    snapshots.take(database, snapshots.DAILY, now=datetime.now(UTC))
    done = history("verify")
    assert (done.status, done.out.splitlines()[1]) == (0, "1 of 1 snapshots are sound.")
    assert history("verify", "--json").json["is_sound"] is True
    (snapshot,) = snapshots.listed(history.data_dir)
    for path, status in ((snapshot.path, 1), (database, 5)):
        data = bytearray(path.read_bytes())
        data[8192:20_000] = os.urandom(20_000 - 8192)
        path.write_bytes(data)
        done = history("verify")
        assert (done.status, "is damaged" in done.err, "Traceback" in done.err) == (status, True, False)
        found = history("verify", "--json")
        assert (found.status, found.json["is_sound"]) == (status, False)
    assert bytes(data) == database.read_bytes()


def test_a_snapshot_comes_back_and_what_was_there_is_kept(history: Any) -> None:
    assert history("snapshots").out.startswith("No snapshot yet.")
    history("import", str(DATA / "chatgpt"))
    snapshots.take(history.data_dir / FILE_NAME, snapshots.DAILY, now=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))
    history("import", str(DATA / "jan"))
    (entry,) = history("snapshots", "--json").json
    assert (entry["name"], entry["taken_at"], entry["reason"]) == (
        "2026-03-04T050607Z-daily",
        "2026-03-04T05:06:07Z",
        "daily",
    )
    assert history("snapshots").out.startswith("2026-03-04T050607Z-daily  2026-03-0")
    with open_store(history.data_dir):
        done = history("restore", entry["name"])
        assert (done.status, "Close its window" in done.err) == (5, True)
    done = history("restore", entry["name"], "--json")
    assert (done.status, done.json["restored"]) == (0, entry["name"])
    assert [one["id"] for one in history("list", "--json").json] == [1]
    assert Path(done.json["kept"]).is_dir()
    done = history("restore", "nonsense")
    assert (done.status, "no snapshot nonsense" in done.err) == (1, True)
    Path(entry["path"]).write_bytes(b"no database")
    done = history("restore", entry["name"])
    assert (done.status, "nothing was changed" in done.err) == (1, True)
    assert [one["id"] for one in history("list", "--json").json] == [1]


def test_every_command_explains_itself(history: Any) -> None:
    for command in ("list", "show", "search", "export", "import", "verify", "snapshots", "restore"):
        done = history.program("history", command, "--help")
        assert (done.status, "--json" in done.out, "--data-dir" in done.out) == (0, True, True)

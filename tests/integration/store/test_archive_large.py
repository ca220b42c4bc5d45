"""Exports and imports of much text: memory does not grow with it, and kills leave whole conversations."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from inglenook_desktop.store import FILE_NAME, Store, open_store, snapshots

_ROUND_TRIP = """
import resource, sys
from pathlib import Path
from inglenook_desktop.store import open_store

def peak_bytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

folder = Path(sys.argv[1])
with open_store(folder / "source") as store, open_store(folder / "copy") as copy:
    before = peak_bytes()
    for source, name in ((store, "one.json"), (copy, "two.json")):
        with (folder / name).open("wb") as out:
            source.archive.export(out)
        copy.archive.import_from(folder / name)
    print(peak_bytes() - before)
"""


def fill(store: Store, *, n_conversations: int, n_messages: int, n_chars: int) -> None:
    with store._db.write() as sql:
        for conversation in range(1, n_conversations + 1):
            at = f"2025-01-01T00:{conversation // 60 % 60:02}:{conversation % 60:02}.{conversation // 3600:03}Z"
            (conversation_id,) = sql.execute(
                "INSERT INTO conversations (title, created_at, updated_at, message_count) VALUES (?, ?, ?, ?)"
                " RETURNING id",
                (f"Number {conversation}", at, at, n_messages),
            ).fetchone()
            parent_id = None
            for message in range(n_messages):
                text = f"message {conversation}.{message} " + "ä and b, " * (n_chars // 9)
                (parent_id,) = sql.execute(
                    "INSERT INTO messages (conversation_id, parent_id, role, status, created_at, content)"
                    " VALUES (?, ?, 'user', 'complete', ?, ?) RETURNING id",
                    (conversation_id, parent_id, at, text),
                ).fetchone()
            sql.execute("UPDATE conversations SET head_message_id = ? WHERE id = ?", (parent_id, conversation_id))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    with open_store(tmp_path / "source") as store:
        fill(store, n_conversations=2, n_messages=250, n_chars=100_000)
    done = subprocess.run(
        [sys.executable, "-c", _ROUND_TRIP, str(tmp_path)], capture_output=True, text=True, check=True, timeout=250
    )
    assert (tmp_path / "one.json").stat().st_size > 50e6
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert int(done.stdout) < 25e6


@pytest.mark.slow
def test_an_import_killed_again_and_again_ends_as_if_it_never_was(tmp_path: Path) -> None:
    archive = tmp_path / "all.json"
    with open_store(tmp_path / "source") as store:
        fill(store, n_conversations=300, n_messages=10, n_chars=2_000)
        with archive.open("wb") as out:
            store.archive.export(out)
    folder = tmp_path / "copy"
    with open_store(folder):
        pass
    command = [sys.executable, "-m", "inglenook_desktop", "history", "import", str(archive), "--data-dir", str(folder)]
    for n_wanted in (1, 20, 90, 91, 200):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and n_conversations(folder) < n_wanted:
            time.sleep(0.002)
        process.kill()
        process.wait(timeout=60)
        assert snapshots.check(folder / FILE_NAME) == []
        with open_store(folder) as copy, copy._db.read() as sql:
            assert sql.execute("SELECT DISTINCT message_count FROM conversations").fetchall() in ([(10,)], [])
            (n_messages,) = sql.execute("SELECT count(*) FROM messages").fetchone()
            assert n_messages == 10 * n_conversations(folder)
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=200).returncode == 0
    with open_store(folder) as copy:
        again = io.BytesIO()
        copy.archive.export(again)
    assert again.getvalue() == archive.read_bytes()


def n_conversations(folder: Path) -> int:
    with snapshots.reading(folder / FILE_NAME) as sql:
        (n_found,) = sql.execute("SELECT count(*) FROM conversations").fetchone()
    return int(n_found)

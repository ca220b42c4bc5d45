"""A private conversation never touches the disk: watched from outside, in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store, open_private_store, open_store
from inglenook_engine.types import FinishReason, GenerateParams
from private_session import SECRET

SESSION = Path(__file__).parents[2] / "private_session.py"
MAKING = "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat"
"""System calls that can make a file. memfd_create makes none: what is there is memory."""

needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists a process's open files")


@contextmanager
def session(home: Path, *, before: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    """The process while its store is open. home: all folders it may know of. before: a program that runs it."""
    environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        environment[name] = str(home)
    command = [*before, sys.executable, str(SESSION)]
    with subprocess.Popen(
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "lived\n"
        yield process
        process.communicate()
    assert process.returncode == 0


def say(store: Store, text: str) -> int:
    turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text="Yes.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_file_is_made_or_opened_for_writing_by_a_private_conversation(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    home = tmp_path / "home"
    home.mkdir()
    kinds = f"trace={MAKING},write,pwrite64,writev,pwritev"
    watch = ("strace", "-f", "-qq", "-s", "64", "-e", kinds, "-o", str(trace))
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode:
        pytest.skip("this system lets nobody trace a process")
    with session(home, before=watch):
        pass
    calls = trace.read_text(errors="replace").splitlines()
    opened = [call for call in calls if re.search(r"\bopen(at2?)?\(", call)]
    assert len(opened) > 100  # it was watched
    writable = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
    assert [call for call in opened if writable.search(call)] == []
    assert [call for call in calls if call not in opened and not re.search(r"\bwrite\(1, ", call)] == []
    assert list(home.iterdir()) == []


@needs_proc
def test_a_private_conversation_holds_no_file_open_and_leaves_none_behind(tmp_path: Path) -> None:
    with session(tmp_path) as process:
        links = [str(entry.readlink()) for entry in Path(f"/proc/{process.pid}/fd").iterdir()]
        assert [link for link in links if not link.startswith(("pipe:", "/dev/"))] == []
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_private_store_does_what_every_store_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_private_store() as store:
        number = say(store, f"What is {SECRET}?")
        assert [m.content for m in store.thread(number)] == [f"What is {SECRET}?", "Yes."]
        assert {hit.conversation_id for hit in store.search.find(SECRET)} == {number}
        assert store.shelf.untitled() == [number]
        assert store.recover_interrupted() == 0
        store.delete_conversation(number)
        store.shelf.purge(number)
        assert store.shelf.trash() == []
        assert not store.care.start(pytest.fail)
    assert list(tmp_path.iterdir()) == []


def test_purging_in_private_touches_nothing_in_the_folder_the_program_was_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_private_store() as store:
        number = say(store, "x")
        kept = tmp_path / "kv" / str(number) / "state.bin"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(b"of somebody else")
        store.delete_conversation(number)
        store.shelf.purge(number)
        assert kept.read_bytes() == b"of somebody else"


def test_what_was_private_is_gone_when_the_store_is_closed(tmp_path: Path) -> None:
    with open_private_store() as store:
        say(store, SECRET)
    with open_private_store() as again:
        assert again.conversations() == []
        assert again.search.find(SECRET) == []
    with open_store(tmp_path) as kept:
        assert kept.conversations() == []


def test_ids_of_private_stores_are_given_nowhere_else_and_fit_into_32_bits(tmp_path: Path) -> None:
    stores = [open_store(tmp_path), *(open_private_store() for _ in range(5))]
    turns = [store.begin_turn(conversation_id=None, text="x", model=MODEL, params=GenerateParams()) for store in stores]
    for store in stores:
        store.close()
    for ids in ([turn.run_id for turn in turns], [turn.conversation_id for turn in turns]):
        assert len(set(ids)) == 6
        assert all(1 << 30 < id_ < (1 << 31) - 1_000_000 for id_ in ids[1:])

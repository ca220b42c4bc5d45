"""The inspector as it is started: what it opens, what it sends, and where its limits end it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from documents import line, pdf
from inglenook_engine.extract_types import ExtractAnswer, ExtractProblem
from inglenook_engine.wire import from_json

COMMAND = [sys.executable, "-I", "-m", "inglenook_engine", "extract"]


def extract(*path: str | Path, data: bytes = b"") -> tuple[ExtractAnswer, bytes]:
    done = subprocess.run([*COMMAND, *map(str, path)], input=data, capture_output=True, timeout=60, check=True)
    first, _, rest = done.stdout.partition(b"\n")
    return from_json(ExtractAnswer, json.loads(first)), rest


def test_a_file_comes_back_with_its_text(tmp_path: Path) -> None:
    data = pdf([line("A line of text")])
    (tmp_path / "a file.pdf").write_bytes(data)
    answer, sent = extract(tmp_path / "a file.pdf")
    assert sent == data
    assert answer.n_data_bytes == len(data)
    assert [passage.text.strip() for passage in answer.passages] == ["A line of text"]


def extract_each(*paths: Path) -> list[tuple[str, bytes]]:
    """Of each that was answered: its text, and its bytes."""
    done = subprocess.run([*COMMAND, *map(str, paths)], capture_output=True, timeout=60, check=True)
    each, rest = [], done.stdout
    while rest:
        first, _, rest = rest.partition(b"\n")
        answer = from_json(ExtractAnswer, json.loads(first))
        each.append(("".join(one.text for one in answer.passages).strip(), rest[: answer.n_data_bytes]))
        rest = rest[answer.n_data_bytes :]
    return each


def test_small_texts_share_a_process_and_what_is_parsed_or_large_has_its_own(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": b"rye\n",
        "b.csv": "Bröt;1\n".encode("latin-1"),
        "empty.txt": b"",
        "doc.txt": pdf([line("A line of text")]),
        "large.txt": b"wheat\n" * 180_000,
    }.items():
        (tmp_path / name).write_bytes(data)
    a, b, empty, doc, large = (tmp_path / name for name in ("a.txt", "b.csv", "empty.txt", "doc.txt", "large.txt"))
    first, second = ("rye", b"rye\n"), ("Bröt;1", "Bröt;1\n".encode("latin-1"))
    assert extract_each(a, empty, tmp_path / "gone.txt", b, doc, a) == [first, ("", b""), ("", b""), second]
    assert extract_each(a, large, b) == [first]
    assert extract_each(doc, a) == [("A line of text", doc.read_bytes())]
    assert extract_each(large, a) == [("wheat\n" * 179_999 + "wheat", large.read_bytes())]


def test_what_comes_on_stdin_is_not_sent_back() -> None:
    answer, sent = extract(data="text\u202ehidden".encode())
    assert (len(answer.passages), sent) == (3, b"")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    # A name of at most 100 bytes is all that a socket takes.
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{short}/s")
        problems = {
            name: extract(path)[0].problem
            for name, path in {
                "pipe": tmp_path / "pipe",
                "socket": Path(short) / "s",
                "folder": tmp_path,
                "device": Path("/dev/zero"),
                "gone": tmp_path / "gone.txt",
            }.items()
        }
    assert problems == {
        "pipe": ExtractProblem.NOT_A_FILE,
        "socket": ExtractProblem.NOT_A_FILE,
        "folder": ExtractProblem.FOLDER,
        "device": ExtractProblem.NOT_A_FILE,
        "gone": ExtractProblem.NOT_THERE,
    }


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "film.bin").open("wb") as file:
        file.truncate(5 << 30)
    answer, sent = extract(tmp_path / "film.bin")
    assert (answer.problem, answer.detail, sent) == (ExtractProblem.TOO_LARGE, str(5 << 30), b"")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "secret.txt").chmod(0)
    assert extract(tmp_path / "secret.txt")[0].problem is ExtractProblem.NO_PERMISSION


_TRIES = """
import ctypes, os, sys
from inglenook_engine.extraction import _limit_this_process
_limit_this_process()
refused = 0
for attempt in (
    lambda: open(sys.argv[1], "w"),
    lambda: os.open(sys.argv[1], os.O_RDWR | os.O_CREAT),
    lambda: __import__("socket").socket(),
    lambda: __import__("subprocess").Popen(["true"]),
    lambda: os.system("true"),
    lambda: os.mkdir(sys.argv[1]),
    lambda: ctypes.CDLL("libc.so.6"),
    lambda: bytearray(2 << 30),
):
    try:
        attempt()
    except (PermissionError, MemoryError):
        refused += 1
print(refused)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
def test_it_writes_nothing_opens_no_socket_and_starts_nothing(tmp_path: Path) -> None:
    """Asked from within, as a library that a document has taken over would."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", _TRIES, str(tmp_path / "written")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["8"]
    assert list(tmp_path.iterdir()) == []


_NEVER_ENDS = """
import io, sys
import inglenook_engine.extraction as extraction
extraction.CPU_S = 0.3
def without_end(data, **_):
    while True:
        try:
            int("1")
        except Exception:
            pass
extraction.answer_for = without_end
with open(1, "wb") as out:
    extraction.extract(out, None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
def test_what_takes_too_long_ends_with_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", _NEVER_ENDS], input=b"x", capture_output=True, timeout=60, check=True
    )
    assert from_json(ExtractAnswer, json.loads(done.stdout)).problem is ExtractProblem.TOO_SLOW

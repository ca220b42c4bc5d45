"""The ledger: every request once, with the last that is known of it."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from inglenook_desktop.fetcher.protocol import Answered, Requested
from inglenook_desktop.hub.ledger import (
    FILE_NAME,
    Ledger,
    LedgerEntry,
    LedgerError,
    clear_ledger,
    new_ledger,
    read_ledger,
    totals,
)


def ledger(folder: Path, session: str = "s") -> Ledger:
    return Ledger(folder, session=session, now=lambda: "2026-11-21T12:00:00.000+00:00")


def requested(number: int = 1, host: str = "huggingface.co") -> Requested:
    return Requested(request_id=number, method="GET", host=host, why="download m.gguf of org/name")


def test_a_request_is_there_before_its_answer(tmp_path: Path) -> None:
    ledger(tmp_path).note(requested())

    assert read_ledger(tmp_path) == [
        LedgerEntry(
            key="s-1",
            at="2026-11-21T12:00:00.000+00:00",
            method="GET",
            host="huggingface.co",
            why="download m.gguf of org/name",
        )
    ]


def test_an_answer_completes_its_request(tmp_path: Path) -> None:
    book = ledger(tmp_path)
    book.note(requested(1))
    book.note(requested(2, "cdn.example.org"))
    book.note(Answered(request_id=2, status=206, n_bytes=0))
    book.note(Answered(request_id=1, status=302, n_bytes=0))
    book.note(Answered(request_id=2, status=206, n_bytes=5_000))

    first, second = read_ledger(tmp_path)
    assert (first.host, first.status, first.n_bytes) == ("huggingface.co", 302, 0)
    assert (second.host, second.status, second.n_bytes) == ("cdn.example.org", 206, 5_000)
    assert totals([first, second]) == {"huggingface.co": (1, 0), "cdn.example.org": (1, 5_000)}


def test_an_answer_to_nothing_is_nothing(tmp_path: Path) -> None:
    book = ledger(tmp_path)
    book.note(Answered(request_id=7, status=200, n_bytes=1))

    assert read_ledger(tmp_path) == []


def test_two_programs_write_at_once(tmp_path: Path) -> None:
    def write(session: str) -> None:
        book = ledger(tmp_path, session)
        for number in range(200):
            book.note(requested(number))
            book.note(Answered(request_id=number, status=200, n_bytes=number))

    threads = [threading.Thread(target=write, args=(session,)) for session in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    entries = read_ledger(tmp_path)
    assert len(entries) == 600
    assert all(entry.status == 200 and entry.n_bytes == int(entry.key.partition("-")[2]) for entry in entries)


@pytest.mark.parametrize(
    "torn", [b'{"key":"x","at"', b"{", b"\xff\xfe", b"[" * 50_000, b"null", b'{"key": 1}'], ids=range(6)
)
def test_a_torn_or_strange_line_hides_none_of_the_others(tmp_path: Path, torn: bytes) -> None:
    ledger(tmp_path, "before").note(requested())
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(torn)
    ledger(tmp_path, "after").note(requested())

    assert [entry.key for entry in read_ledger(tmp_path)] == ["before-1", "after-1"]


def test_a_line_is_ascii_and_of_one_line_whatever_the_hub_calls_its_files(tmp_path: Path) -> None:
    why = "download a\n{\u202e\ud800.gguf"
    ledger(tmp_path).note(Requested(request_id=1, method="GET", host="h\nx", why=why))

    (line,) = (tmp_path / FILE_NAME).read_bytes().splitlines()
    assert line.isascii()
    assert json.loads(line)["host"] == "h\nx"


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    new_ledger(tmp_path).note(requested())

    if os.name == "posix":
        assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_ledger_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    with pytest.raises(LedgerError, match="nothing is asked"):
        ledger(tmp_path).begin()
    with pytest.raises(LedgerError):
        read_ledger(tmp_path)
    with pytest.raises(LedgerError):
        clear_ledger(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to("/dev/full")

    with pytest.raises(LedgerError, match="No space left"):
        ledger(tmp_path).note(requested())


def test_cleared_is_empty_and_a_request_under_way_comes_back_with_its_answer(tmp_path: Path) -> None:
    book = ledger(tmp_path)
    book.note(requested())
    clear_ledger(tmp_path)
    clear_ledger(tmp_path)
    assert read_ledger(tmp_path) == []

    book.note(Answered(request_id=1, status=200, n_bytes=9))
    (entry,) = read_ledger(tmp_path)
    assert (entry.host, entry.n_bytes) == ("huggingface.co", 9)


def test_two_children_of_one_second_do_not_share_keys(tmp_path: Path) -> None:
    for _ in range(3):
        new_ledger(tmp_path).note(requested())

    assert len(read_ledger(tmp_path)) == 3

"""The terminal's hand on a fetcher child, with children that do what the real one must never do."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from inglenook_desktop.fetcher.protocol import (
    PROTOCOL_VERSION,
    Answered,
    Cancelled,
    Fetch,
    FetcherEvent,
    FetchFailed,
    FetchFailureKind,
    Hello,
    Note,
    Phase,
    Progress,
    Requested,
)
from inglenook_desktop.fetcher.wire import encode
from inglenook_desktop.hub.fetch_process import FetchProcess
from inglenook_desktop.hub.ledger import FILE_NAME, LedgerError, new_ledger, read_ledger

JOB = Fetch(repository="org/name", revision="main", filename="m.gguf", cache_dir="/nonexistent")
HELLO = Hello(protocol_version=PROTOCOL_VERSION)
REQUESTED = Requested(request_id=1, method="GET", host="hub.example.org", why="download m.gguf")
DONE = Cancelled(kept_bytes=0)


def child(*events: FetcherEvent | bytes, then: str = "") -> list[str]:
    """A program that takes a job, writes these lines, and goes on with `then`."""
    lines = [one if isinstance(one, bytes) else encode(one) for one in events]
    code = (
        "import os, signal, sys, time\n"
        "sys.stdin.buffer.readline()\n"
        f"for line in {lines!r}:\n    os.write(1, line)\n"
        f"{then}\n"
    )
    return [sys.executable, "-I", "-c", code]


def says(event: FetcherEvent) -> str:
    """A line of a child's program."""
    return f"os.write(1, {encode(event)!r})\n"


def run(folder: Path, command: list[str]) -> list[FetcherEvent]:
    return list(FetchProcess(command, dict(os.environ), new_ledger(folder)).run(JOB))


def failure(events: list[FetcherEvent]) -> FetchFailed:
    last = events[-1]
    assert isinstance(last, FetchFailed)
    assert last.message.endswith((".", ")"))
    return last


def test_requests_go_into_the_ledger_and_not_to_the_caller(tmp_path: Path) -> None:
    answered = Answered(request_id=1, status=200, n_bytes=7)
    events = run(tmp_path, child(HELLO, REQUESTED, Note(message="x"), answered, DONE))

    assert events == [Note(message="x"), DONE]
    (entry,) = read_ledger(tmp_path)
    assert (entry.host, entry.status, entry.n_bytes) == ("hub.example.org", 200, 7)


def test_a_child_that_cannot_be_started(tmp_path: Path) -> None:
    assert "could not be started" in failure(run(tmp_path, ["/nonexistent/python"])).message


@pytest.mark.skipif(os.name != "posix", reason="a signal")
def test_a_child_that_is_killed_tells_what_is_kept(tmp_path: Path) -> None:
    progress = Progress(phase=Phase.DOWNLOADING, done_bytes=70, total_bytes=100)
    last = failure(run(tmp_path, child(HELLO, progress, then="os.kill(os.getpid(), signal.SIGKILL)")))

    assert last.kind is FetchFailureKind.CRASHED
    assert "SIGKILL" in last.message
    assert last.kept_bytes == 70


def test_a_child_that_ends_without_a_word_shows_what_it_wrote_last(tmp_path: Path) -> None:
    last = failure(run(tmp_path, child(HELLO, then="sys.stderr.write('the reason\\n'); sys.exit(3)")))

    assert last.kind is FetchFailureKind.CRASHED
    assert "the reason" in last.detail


def test_a_child_of_another_version(tmp_path: Path) -> None:
    last = failure(run(tmp_path, child(Hello(protocol_version=999), then="time.sleep(60)")))

    assert last.kind is FetchFailureKind.BUG
    assert "999" in last.message


def test_nonsense_is_dropped_and_too_much_of_it_ends_the_child(tmp_path: Path) -> None:
    some = run(tmp_path, child(HELLO, b"\xff\n", b'{"type":"Fetched"}\n', b"[]\n", b"null\n", DONE))
    much = run(tmp_path, child(HELLO, b"nonsense\n" * 2000, then="time.sleep(60)"))

    assert some == [DONE]
    assert failure(much).kind is FetchFailureKind.BUG


def test_nothing_is_started_where_nothing_can_be_written_down(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    witness = tmp_path / "started"
    with pytest.raises(LedgerError):
        run(tmp_path, child(HELLO, then=f"open({str(witness)!r}, 'w')"))

    assert not witness.exists()


def the_child() -> psutil.Process:
    """The one that was started here; those of other tests may not have been waited for yet."""
    alive = [one for one in psutil.Process().children() if one.status() != psutil.STATUS_ZOMBIE]
    (started,) = [one for one in alive if "sys.stdin.buffer.readline" in " ".join(one.cmdline())]
    return started


def test_a_request_that_cannot_be_written_down_ends_the_child_at_once(tmp_path: Path) -> None:
    """The ledger goes away between the start and the request."""
    ledger = tmp_path / FILE_NAME
    process = FetchProcess(
        child(
            HELLO,
            Note(message="now"),
            then=f"while not os.path.isdir({str(ledger)!r}): time.sleep(0.005)\n{says(REQUESTED)}time.sleep(60)",
        ),
        dict(os.environ),
        new_ledger(tmp_path),
    )
    events = process.run(JOB)
    assert next(events) == Note(message="now")
    started = the_child()
    ledger.unlink()
    ledger.mkdir()
    with pytest.raises(LedgerError):
        next(events)

    assert not started.is_running()


def test_a_child_that_ignores_a_cancel_is_killed_and_its_last_request_is_in_the_ledger(tmp_path: Path) -> None:
    progress = Progress(phase=Phase.DOWNLOADING, done_bytes=70, total_bytes=100)
    ignores = f"{says(REQUESTED)}time.sleep(600)"
    process = FetchProcess(child(HELLO, progress, then=ignores), dict(os.environ), new_ledger(tmp_path))
    events = process.run(JOB)
    assert next(events) == progress
    began = time.monotonic()
    process.cancel()

    assert list(events) == [Cancelled(kept_bytes=70)]
    assert 1.5 < time.monotonic() - began < 200
    assert [entry.host for entry in read_ledger(tmp_path)] == ["hub.example.org"]


def test_a_cancel_from_another_thread_is_passed_on(tmp_path: Path) -> None:
    obeys = f"line = sys.stdin.buffer.readline()\nassert b'Cancel' in line\n{says(DONE)}"
    process = FetchProcess(child(HELLO, Note(message="now"), then=obeys), dict(os.environ), new_ledger(tmp_path))
    events = process.run(JOB)
    next(events)
    threading.Thread(target=process.cancel).start()

    assert list(events) == [DONE]


@pytest.mark.skipif(os.name != "posix", reason="a signal")
def test_ctrl_c_is_passed_on_and_the_handler_is_put_back(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    obeys = f"sys.stdin.buffer.readline()\n{says(DONE)}"
    process = FetchProcess(child(HELLO, Note(message="now"), then=obeys), dict(os.environ), new_ledger(tmp_path))
    events = process.run(JOB)
    next(events)
    signal.raise_signal(signal.SIGINT)

    assert list(events) == [DONE]
    assert process.was_interrupted
    assert signal.getsignal(signal.SIGINT) is before


def test_a_caller_that_goes_away_ends_the_child(tmp_path: Path) -> None:
    until_closed = "sys.stdin.buffer.read()"
    process = FetchProcess(child(HELLO, Note(message="now"), then=until_closed), dict(os.environ), new_ledger(tmp_path))
    events = process.run(JOB)
    next(events)
    started = the_child()
    events.close()

    assert not started.is_running()


def test_the_child_sees_the_environment_it_is_given_and_no_other(tmp_path: Path) -> None:
    line = "{'type': 'Note', 'message': ' '.join(os.environ)}"
    tells = f"import json\nos.write(1, json.dumps({line}).encode() + bytes([10]))\n{says(DONE)}"
    events = list(FetchProcess(child(HELLO, then=tells), {"ONLY": "this"}, new_ledger(tmp_path)).run(JOB))
    note: Any = events[0]

    assert set(note.message.split()) - {"LC_CTYPE"} == {"ONLY"}

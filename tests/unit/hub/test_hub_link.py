"""The link against real child processes that behave, misbehave and die."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inglenook_desktop.fetcher.protocol import (
    PROTOCOL_VERSION,
    Cancelled,
    Fetch,
    Fetched,
    FetcherEvent,
    FetchFailed,
    FetchFailureKind,
    Hello,
    LastEvent,
    Note,
    Progress,
    Requested,
    Search,
)
from inglenook_desktop.fetcher.wire import MAX_LINE_BYTES
from inglenook_desktop.hub.ledger import FILE_NAME, read_ledger
from inglenook_desktop.hub.switch import NetworkSettings, NetworkState, read_network, turn, write_network
from inglenook_desktop.hub_link import HubLink
from pytestqt.qtbot import QtBot

JOB = Fetch(repository="org/name", revision="main", filename="model.gguf", cache_dir="/nowhere")
PREAMBLE = f"""
import json, os, signal, sys, time
def say(kind, **fields):
    sys.stdout.buffer.write(json.dumps(dict(type=kind, **fields)).encode() + b"\\n")
    sys.stdout.buffer.flush()
open(os.environ["STARTED"], "w").write(json.dumps(dict(os.environ)))
job = sys.stdin.buffer.readline()
say("Hello", protocol_version={PROTOCOL_VERSION})
"""
REQUEST = """
say("Requested", request_id=1, method="GET", host="hub.example", why="download model.gguf")
say("Answered", request_id=1, status=206, n_bytes=5)
"""
PROGRESS = 'say("Progress", phase="downloading", done_bytes=5, total_bytes=9)\n'
FETCHED = 'say("Fetched", path="/p", commit="c", digest="d", size_bytes=9, was_present=False)\n'
STAY = "sys.stdin.buffer.read(); time.sleep(60)\n"


class Heard:
    def __init__(self, link: HubLink, qtbot: QtBot, started: Path) -> None:
        self.link = link
        self.events: list[FetcherEvent] = []
        self.lasts: list[LastEvent] = []
        self._qtbot = qtbot
        self._started = started
        link.happened.connect(self.events.append)
        link.ended.connect(self.lasts.append)

    @property
    def was_started(self) -> bool:
        return self._started.exists()

    def wait_for(self, kind: type[FetcherEvent]) -> None:
        self._qtbot.waitUntil(lambda: any(isinstance(event, kind) for event in self.events), timeout=20_000)

    def last(self) -> LastEvent:
        """Waits for it."""
        self._qtbot.waitUntil(lambda: bool(self.lasts), timeout=20_000)
        (last,) = self.lasts
        assert not self.link.is_running
        assert self.link.pid == 0
        return last

    def failure(self) -> FetchFailed:
        last = self.last()
        assert isinstance(last, FetchFailed), last
        return last


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    turn(folder, NetworkState.ONLINE)
    return folder


Start = Callable[[str], Heard]


@pytest.fixture
def link_to(qtbot: QtBot, data_dir: Path, tmp_path: Path) -> Iterator[Start]:
    """A link whose child is this script, behind the preamble; not started."""
    links: list[HubLink] = []

    def make(script: str) -> Heard:
        started = tmp_path / "started"
        link = HubLink(
            data_dir,
            {"PATH": os.environ["PATH"], "HF_ENDPOINT": "https://hub.example", "SECRET": "key"},
            command=[
                sys.executable,
                "-I",
                "-c",
                PREAMBLE.replace('os.environ["STARTED"]', repr(str(started))) + script,
            ],
        )
        links.append(link)
        return Heard(link, qtbot, started)

    yield make
    for link in links:
        link.shut_down()


@pytest.fixture
def start(link_to: Start) -> Start:
    def go(script: str) -> Heard:
        heard = link_to(script)
        heard.link.start(JOB)
        return heard

    return go


def test_a_job_arrives_event_by_event_and_ends_once(start: Start) -> None:
    heard = start(REQUEST + PROGRESS + FETCHED + PROGRESS + FETCHED)

    assert isinstance(heard.last(), Fetched)
    assert [type(event).__name__ for event in heard.events] == ["Hello", "Requested", "Answered", "Progress"]


def test_the_job_is_the_first_line_of_the_child(link_to: Start) -> None:
    heard = link_to('say("Note", message=job.decode())\n' + FETCHED)
    heard.link.start(Search(query="模型"))
    heard.last()

    (note,) = [event for event in heard.events if isinstance(event, Note)]
    assert json.loads(note.message) == {
        "type": "Search",
        "query": "模型",
        "author": "",
        "limit": 30,
        "sort": "downloads",
    }


def test_one_link_does_one_job_after_the_other(start: Start) -> None:
    heard = start(FETCHED)
    heard.last()
    heard.link.start(JOB)
    with pytest.raises(RuntimeError):
        heard.link.start(JOB)
    heard._qtbot.waitUntil(lambda: len(heard.lasts) == 2, timeout=20_000)


def test_the_child_sees_the_hub_and_nothing_of_other_programs(start: Start, tmp_path: Path) -> None:
    start(FETCHED).last()

    seen = json.loads((tmp_path / "started").read_text())
    assert seen["HF_ENDPOINT"] == "https://hub.example"
    assert "SECRET" not in seen


@pytest.mark.parametrize("state", [NetworkState.NEVER_ASKED, NetworkState.OFFLINE])
def test_no_child_is_started_unless_the_switch_is_on(link_to: Start, data_dir: Path, state: NetworkState) -> None:
    heard = link_to(FETCHED)
    turn(data_dir, state)
    heard.link.start(JOB)
    assert heard.lasts == []  # never before start has returned

    failure = heard.failure()

    assert failure.kind is FetchFailureKind.OFFLINE
    assert "hub.example" in failure.message
    assert not heard.was_started
    assert not read_ledger(data_dir)
    assert read_network(data_dir).state is state


@pytest.mark.parametrize("name", ["INGLENOOK_OFFLINE", "HF_HUB_OFFLINE"])
def test_no_child_is_started_where_a_variable_forbids_it(
    data_dir: Path, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    link = HubLink(data_dir, {name: "1"}, command=[sys.executable, "-c", f"open({str(tmp_path / 'started')!r}, 'w')"])
    heard = Heard(link, qtbot, tmp_path / "started")
    link.start(JOB)

    assert name in heard.failure().message
    assert not heard.was_started


def test_no_child_is_started_by_a_switch_that_cannot_be_read(link_to: Start, data_dir: Path) -> None:
    heard = link_to(FETCHED)
    (data_dir / "network.json").write_bytes(b"{")
    heard.link.start(JOB)

    assert heard.failure().kind is FetchFailureKind.OFFLINE
    assert not heard.was_started


def test_a_request_stands_in_the_ledger_before_anybody_hears_of_it(link_to: Start, data_dir: Path) -> None:
    heard = link_to(REQUEST + FETCHED)
    noted: list[int] = []
    heard.link.happened.connect(lambda event: noted.append(len(read_ledger(data_dir))) if _is_request(event) else None)
    heard.link.start(JOB)
    heard.last()

    assert noted == [1]
    (entry,) = read_ledger(data_dir)
    assert (entry.method, entry.host, entry.status, entry.n_bytes) == ("GET", "hub.example", 206, 5)


def _is_request(event: FetcherEvent) -> bool:
    return isinstance(event, Requested)


def test_two_jobs_are_two_lines_of_the_ledger(start: Start, data_dir: Path) -> None:
    heard = start(REQUEST + FETCHED)
    heard.last()
    heard.link.start(JOB)
    heard._qtbot.waitUntil(lambda: len(heard.lasts) == 2, timeout=20_000)

    assert len(read_ledger(data_dir)) == 2


def test_no_child_is_started_when_the_ledger_cannot_be_written(link_to: Start, data_dir: Path) -> None:
    (data_dir / FILE_NAME).mkdir()
    heard = link_to(FETCHED)
    heard.link.start(JOB)

    failure = heard.failure()
    assert failure.kind is FetchFailureKind.DISK
    assert "ledger" in failure.message
    assert not heard.was_started


def test_a_ledger_that_stops_taking_lines_ends_the_job(link_to: Start, data_dir: Path, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    wait = f"while not os.path.exists({str(gate)!r}): time.sleep(0.01)\n"
    heard = link_to(PROGRESS + wait + REQUEST + STAY)
    heard.link.start(JOB)
    heard.wait_for(Progress)
    (data_dir / FILE_NAME).unlink()
    (data_dir / FILE_NAME).mkdir()
    gate.touch()

    failure = heard.failure()
    assert failure.kind is FetchFailureKind.DISK
    assert "ledger" in failure.message
    assert failure.kept_bytes == 5
    assert not [event for event in heard.events if isinstance(event, Requested)]


def test_a_cancel_ends_a_child_that_listens(start: Start) -> None:
    listens = 'sys.stdin.buffer.readline(); say("Cancelled", kept_bytes=7)\n'
    heard = start(PROGRESS + listens)
    heard.wait_for(Progress)
    heard.link.cancel()
    heard.link.cancel()

    assert heard.last() == Cancelled(kept_bytes=7)


@pytest.mark.parametrize("deaf", ["signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STAY, "while True: pass\n"])
def test_a_cancel_ends_a_child_that_does_not_listen(start: Start, deaf: str) -> None:
    heard = start(PROGRESS + deaf)
    heard.wait_for(Progress)
    pid = heard.link.pid
    heard.link.cancel()

    assert heard.last() == Cancelled(kept_bytes=5)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_cancel_before_the_first_word_ends_it_too(start: Start) -> None:
    heard = start(STAY)
    heard.link.cancel()

    assert isinstance(heard.last(), Cancelled)


def test_a_cancel_that_comes_too_late_leaves_the_result(start: Start) -> None:
    heard = start(FETCHED + "sys.stdin.buffer.readline()\n")
    heard.wait_for(Hello)
    heard.link.cancel()

    assert isinstance(heard.last(), Fetched | Cancelled)


def test_a_child_that_stays_after_its_last_word_is_ended(start: Start) -> None:
    heard = start(FETCHED + STAY)
    assert isinstance(heard.last(), Fetched)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_a_death_by_signal_is_a_failure_with_the_last_words(start: Start, name: str) -> None:
    heard = start(
        PROGRESS + f'sys.stderr.write("last words"); sys.stderr.flush(); os.kill(os.getpid(), signal.{name})\n'
    )

    failure = heard.failure()
    assert failure.kind is FetchFailureKind.CRASHED
    assert name in failure.message
    assert "last words" in failure.detail
    assert isinstance(heard.events[-1], Progress)


def test_an_end_without_a_last_word_is_a_failure(start: Start) -> None:
    failure = start("sys.exit(3)\n").failure()
    assert failure.kind is FetchFailureKind.CRASHED
    assert "3" in failure.detail


def test_a_program_that_is_not_there_is_a_failure(data_dir: Path, qtbot: QtBot, tmp_path: Path) -> None:
    link = HubLink(data_dir, {}, command=[str(tmp_path / "missing")])
    heard = Heard(link, qtbot, tmp_path / "started")
    link.start(JOB)
    assert heard.lasts == []

    failure = heard.failure()
    assert failure.kind is FetchFailureKind.BUG
    assert "could not be started" in failure.message


GARBAGE = rf"""
sys.stdout.buffer.write(b"not json\n\xff\xfe\n{{}}\n[]\n" + b'{{"type":"Progress"}}\n{{"type":"Launch"}}\n')
sys.stdout.buffer.write(b'{{"type":"Progress","phase":"flying","done_bytes":1,"total_bytes":1}}\n')
sys.stdout.buffer.write(b'{{"type":"Note","message":"' + b"x" * {MAX_LINE_BYTES} + b'"}}\n')
"""


def test_garbage_and_lines_without_end_are_dropped(start: Start) -> None:
    heard = start(GARBAGE + PROGRESS + FETCHED)

    assert isinstance(heard.last(), Fetched)
    assert [type(event) for event in heard.events] == [Hello, Progress]


def test_a_child_that_says_nothing_but_garbage_is_ended(start: Start) -> None:
    failure = start('while True: sys.stdout.buffer.write(b"nonsense\\n" * 100)\n').failure()
    assert failure.kind is FetchFailureKind.BUG


def test_a_fetcher_of_another_version_is_ended(start: Start) -> None:
    failure = start(f'say("Hello", protocol_version={PROTOCOL_VERSION + 1})\n' + STAY).failure()
    assert failure.kind is FetchFailureKind.BUG
    assert "two versions" in failure.message


def test_what_the_child_writes_to_stderr_is_in_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "inglenook.hub"):
        start('sys.stderr.write("a warning of a library\\n")\n' + FETCHED).last()
    assert "a warning of a library" in caplog.text


def test_the_end_of_the_program_ends_the_child_and_nothing_more_is_heard(start: Start, qtbot: QtBot) -> None:
    heard = start(PROGRESS + STAY)
    heard.wait_for(Progress)
    pid = heard.link.pid
    heard.link.shut_down()

    def is_gone() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False

    qtbot.waitUntil(is_gone, timeout=10_000)
    assert heard.lasts == []


def test_a_mirror_is_what_is_asked(link_to: Start, data_dir: Path, qtbot: QtBot, tmp_path: Path) -> None:
    write_network(data_dir, NetworkSettings(state=NetworkState.ONLINE, mirror="https://mirror.example"))
    script = PREAMBLE.replace('os.environ["STARTED"]', repr(str(tmp_path / "started"))) + FETCHED
    link = HubLink(data_dir, {}, command=[sys.executable, "-I", "-c", script])
    heard = Heard(link, qtbot, tmp_path / "started")
    link.start(JOB)
    heard.last()

    assert json.loads((tmp_path / "started").read_text())["HF_ENDPOINT"] == "https://mirror.example"

"""Lines of a hostile child to events, and what its death means."""

from __future__ import annotations

import itertools
import logging
import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.frames import (
    FrameReader,
    StderrTail,
    check_hello,
    describe_exit,
    engine_command,
    engine_environment,
)
from inglenook_engine.protocol import PROTOCOL_VERSION, Chunk, Event, Hello, LoadProgress
from inglenook_engine.types import FailureKind
from inglenook_engine.wire import MAX_EVENT_BYTES, encode

EVENTS: list[Event] = [
    Hello(protocol_version=1, engine_version="1", llama_version="2"),
    LoadProgress(fraction=0.25),
    Chunk(run_id=7, text="Grüße, 🔥\n", tokens=(1, 2)),
]


@given(st.lists(st.integers(min_value=0, max_value=400), max_size=12))
def test_events_are_the_same_however_their_bytes_are_cut(cuts: list[int]) -> None:
    data = b"".join(encode(event) for event in EVENTS)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    reader = FrameReader()
    seen = [event for start, end in itertools.pairwise(edges) for event in reader.feed(data[start:end])]
    assert seen == EVENTS


@given(st.binary(max_size=200))
def test_no_bytes_raise_or_hide_the_next_event(garbage: bytes) -> None:
    reader = FrameReader()
    logging.getLogger("inglenook.link").disabled = True
    reader.feed(garbage)
    assert reader.feed(b"\n" + encode(EVENTS[1]))[-1] == EVENTS[1]


def test_a_line_longer_than_the_limit_is_dropped_and_the_next_one_is_read() -> None:
    reader = FrameReader()
    piece = b"x" * 65536
    for _ in range(MAX_EVENT_BYTES // len(piece) * 3):
        assert reader.feed(piece) == []
    assert reader._pending_bytes == 0  # an endless line must not fill memory
    assert reader.feed(b'x"}\n' + encode(EVENTS[2])) == [EVENTS[2]]
    assert reader.dropped_lines == 1


def test_unknown_and_malformed_lines_are_dropped_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("inglenook.link").disabled = False
    reader = FrameReader()
    lines = b'{"type":"Launch"}\n[]\nnull\n{"type":"Chunk","run_id":"1","text":"","tokens":[]}\n'
    with caplog.at_level(logging.WARNING, "inglenook.link"):
        assert reader.feed(lines + encode(EVENTS[1])) == [EVENTS[1]]
    assert reader.dropped_lines == 4
    assert len(caplog.records) == 4


def test_a_flood_of_bad_lines_does_not_flood_the_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("inglenook.link").disabled = False
    reader = FrameReader()
    with caplog.at_level(logging.WARNING, "inglenook.link"):
        reader.feed(b"?\n" * 5000)
    assert reader.dropped_lines == 5000
    assert len(caplog.records) == FrameReader.LOGGED_DROPS + 1


def test_the_tail_of_stderr_is_bounded_and_begins_with_a_whole_line() -> None:
    tail = StderrTail(limit_bytes=40)
    tail.feed(b"a first line that is long enough to be cut\n")
    tail.feed(b"second\nthird \xff\n")
    assert tail.text() == "second\nthird \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (signal.SIGKILL, "memory ran out"),
        (signal.SIGABRT, "failed check inside llama.cpp"),
        (signal.SIGBUS, "the file changed"),
        (signal.SIGSEGV, "crashed"),
        (signal.SIGILL, "instruction that this processor lacks"),
        (signal.SIGTERM, "another program"),
    ],
)
def test_a_death_by_signal_names_the_likely_cause_and_the_model(number: signal.Signals, words: str) -> None:
    failed = describe_exit(-number, "ggml: some last words\n", "/models/tiny.gguf", run_id=3)
    assert failed.kind is FailureKind.CRASHED
    assert failed.run_id == 3
    assert words in failed.message
    assert failed.detail == f"signal {int(number)} ({number.name})\nggml: some last words"


@pytest.mark.parametrize(
    ("returncode", "words"),
    [(1, "exit status 1"), (0, "nobody asked"), (None, "nobody asked"), (-63, "signal 63"), (0xC0000005, "crashed")],
)
def test_other_deaths_are_described_too(returncode: int | None, words: str) -> None:
    assert words in describe_exit(returncode, "").message


def test_an_engine_that_is_not_installed_is_told_from_a_crash() -> None:
    failed = describe_exit(1, "/usr/bin/python3: No module named inglenook_engine")
    assert "not part of this installation" in failed.message
    assert "make setup" in failed.message


def test_only_the_own_protocol_version_is_accepted() -> None:
    assert check_hello(Hello(protocol_version=PROTOCOL_VERSION, engine_version="", llama_version="")) is None
    other = check_hello(Hello(protocol_version=PROTOCOL_VERSION + 1, engine_version="", llama_version=""))
    assert other is not None
    assert "mixed" in other.message


def test_a_child_sees_devices_and_folders_but_no_secret() -> None:
    environ = {
        "PATH": "/bin",
        "HOME": "/home/x",
        "LC_ALL": "C.UTF-8",
        "CUDA_VISIBLE_DEVICES": "0",
        "GGML_VK_VISIBLE_DEVICES": "1",
        "OMP_NUM_THREADS": "2",
        "HF_TOKEN": "secret",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "PYTHONPATH": "/evil",
        "LD_PRELOAD": "/evil.so",
        "GGML_NO_BACKTRACE": "0",
    }
    seen = engine_environment(environ)
    kept = {"PATH", "HOME", "LC_ALL", "CUDA_VISIBLE_DEVICES", "GGML_VK_VISIBLE_DEVICES", "OMP_NUM_THREADS"}
    assert seen.keys() == kept | {"GGML_NO_BACKTRACE", "PYTHONIOENCODING"}
    assert seen["GGML_NO_BACKTRACE"] == "1"


def test_the_child_is_isolated_from_the_working_folder() -> None:
    command = engine_command()
    assert "-I" in command
    assert command[-3:] == ["-m", "inglenook_engine", "serve"]
    assert os.path.isabs(command[0])  # noqa: PTH117 - a str, as subprocess wants it

"""Running other programs: progress, logs, failures as sentences, and an end that leaves nothing running."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from inglenook_set_up.commands import describe_line, failure_text, find_cause
from inglenook_set_up.console import SetUpError, duration
from set_up_site import Site


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  [57/193] /usr/bin/g++ -DGGML_BUILD -c x.cpp\n", "57 of 193 files, 29 %"),
        ("Progress 41943040 of 81788928\n", "42 of 82 MB"),
        ("Collecting PySide6-Essentials<6.12,>=6.8 (from inglenook)\n", "collecting PySide6-Essentials<6.12"),
        (
            "  Downloading numpy-2.4.6-cp311.whl (16.6 MB)\n",
            "downloading numpy-2.4.6-cp311.whl",
        ),
        ("Building wheel for llama-cpp-python (pyproject.toml): started\n", "building wheel for llama-cpp-python"),
        ("Installing collected packages: numpy, llama-cpp-python\n", "installing"),
        ("Setting up libegl1:amd64 (1.6.0-1) ...\n", "libegl1:amd64"),
        ("WARNING: something\n", None),
    ],
)
def test_progress_is_read_from_the_lines_that_tell_it(line: str, told: str | None) -> None:
    assert describe_line(line) == told


def test_a_long_silence_is_broken_by_progress(site: Site) -> None:
    site.console.heartbeat_s = 0.02
    marker = site.root / "go"
    script = f"echo '[3/9] x'; while [ ! -e '{marker}' ]; do sleep 0.01; done"
    original = site.console.progress

    def progress(text: str) -> None:
        original(text)
        if "3 of 9" in text:
            marker.touch()

    site.console.progress = progress  # type: ignore[method-assign]
    site.commands.run(["sh", "-c", script], log="silent", what="A silent program")
    assert "A silent program: 3 of 9 files, 33 % (" in site.printed


def test_output_goes_to_the_log_and_not_to_the_person(site: Site) -> None:
    site.commands.run(["sh", "-c", "echo many words; echo more >&2"], log="words", what="Words")
    assert "many words\nmore\n" in (site.log_folder / "words.log").read_text(encoding="utf-8")
    assert site.printed == ""


def test_a_failure_names_the_cause_the_log_and_what_to_do(site: Site) -> None:
    script = "echo 'x.cpp:3: error: no'; echo 'ERROR: Failed building wheel'; exit 3"
    with pytest.raises(SetUpError) as error:
        site.commands.run(["sh", "-c", script], log="broken", what="Compiling")
    text = str(error.value)
    assert 'failed with exit status 3.\n    It said: "x.cpp:3: error: no"' in text
    assert str(site.log_folder / "broken.log") in text
    assert "give the same command again" in text


def test_output_that_is_no_utf8_does_not_stop_it(site: Site) -> None:
    site.commands.run(["printf", r"\377\376 bytes\n"], log="bytes", what="Bytes")
    assert "bytes" in (site.log_folder / "bytes.log").read_text(encoding="utf-8")


def test_a_missing_program_is_a_sentence(site: Site) -> None:
    with pytest.raises(SetUpError, match="no program no-such-program"):
        site.commands.run(["no-such-program"], log="none", what="Nothing")
    assert site.commands.output(["no-such-program"])[0] == 127


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ("pip\nOSError: [Errno 28] No space left on device\n", "disk is full"),
        ("g++: fatal error: Killed signal terminated program cc1plus\n", "out of memory"),
        ("socket.gaierror: Temporary failure in name resolution\n", "cannot be reached"),
        ("module.cpp:1: fatal error: Python.h: No such file or directory\n", "python3-dev"),
    ],
)
def test_common_failures_are_explained(log: str, told: str) -> None:
    assert told in failure_text("It", 1, "$ command\n" + log, Path("log"))


def test_the_cause_is_the_first_error_and_not_pips_last_words() -> None:
    cmake = [
        "-- found",
        "CMake Error at CMakeLists.txt:3 (find_package):",
        "  Could not find X",
        "ERROR: Failed building",
    ]
    assert find_cause(cmake) == "CMake Error at CMakeLists.txt:3 (find_package): Could not find X"
    pip = ["ERROR: Could not find a version", "ERROR: No matching distribution found for x==9"]
    assert find_cause(pip) == "ERROR: No matching distribution found for x==9"
    assert find_cause(["words", "last words"]) == "last words"
    assert find_cause([]) == ""


INTERRUPTED = """
import io, os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from inglenook_set_up.commands import Commands
from inglenook_set_up.console import Console
from inglenook_set_up import main
import signal
signal.signal(signal.SIGTERM, main._interrupt)
folder = Path(sys.argv[2])
commands = Commands(Console(io.StringIO(), is_terminal=False), environ=os.environ, log_folder=folder, cwd=folder)
script = "sleep 600 & echo $! > grandchild.new; mv grandchild.new grandchild; echo ready >&3; wait"
commands.run(["sh", "-c", "exec 3>" + sys.argv[3] + "; " + script], log="long", what="Long")
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_set_up_leaves_no_child_running(repository: Path, tmp_path: Path, number: int) -> None:
    fifo = tmp_path / "ready"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(repository / "packaging"), str(tmp_path), str(fifo)],
        stderr=subprocess.DEVNULL,
    )
    with fifo.open(encoding="utf-8") as ready:
        assert ready.readline() == "ready\n"
    grandchild = psutil.Process(int((tmp_path / "grandchild").read_text(encoding="utf-8")))
    process.send_signal(number)
    assert process.wait(timeout=60) != 0
    with contextlib.suppress(psutil.NoSuchProcess):
        grandchild.wait(timeout=60)


def test_durations_for_people() -> None:
    assert [duration(s) for s in (0.44, 9.96, 12.3, 59.4, 59.7, 185)] == [
        "0.4 s",
        "10.0 s",
        "12 s",
        "59 s",
        "1 min 0 s",
        "3 min 5 s",
    ]

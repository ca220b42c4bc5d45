"""The other commands: models, doctor, the default command, help."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import load_fails

MakeProgram = Callable[..., Any]
OnScreen = Callable[..., Any]

FACTS = {
    "llama_version": "llama-cpp-python 0.3.36, llama.cpp b1",
    "system_info": "CPU : AVX2 = 1",
    "gpu_offload": False,
    "devices": [{"name": "CPU", "description": "A CPU", "kind": "cpu", "free_bytes": 10**9, "total_bytes": 4 * 10**9}],
    "n_threads": 2,
}


def test_a_model_is_named_by_a_part_of_its_name(with_fake: MakeProgram, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "models"
    folder.mkdir(parents=True)
    (folder / "Tiny-Q4.gguf").write_bytes(b"g")
    program = with_fake()
    program("ask", "--no-save", "--data-dir", str(tmp_path / "data"), "--model", "tiny", "Hello")
    assert program.fake.received()[0].model_path == str(folder / "Tiny-Q4.gguf")


def test_doctor_tells_what_it_found(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    program.describe = f"print({json.dumps(json.dumps(FACTS))})"
    facts = program("doctor", "--json", "--data-dir", str(tmp_path / "data")).json
    assert facts["versions"]["llama_cpp"] == FACTS["llama_version"]
    assert facts["versions"]["pyside6"]
    assert tuple(int(part) for part in facts["versions"]["sqlite"].split(".")) >= (3, 37)
    assert facts["engine"]["backend"] == "CPU"
    assert facts["engine"]["threads"] == 2
    assert facts["window"]["qt_platform"] == "offscreen"
    assert facts["folders"]["data"] == str(tmp_path / "data")
    text = program("doctor", "--data-dir", str(tmp_path / "data")).out
    assert "CPU · A CPU · 1.0 GB of 4.0 GB free" in text
    assert not (tmp_path / "data").exists()


def test_doctor_names_what_is_missing_and_the_command_that_mends_it(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    (tmp_path / "file").write_text("")
    done = program("doctor", "--json", "--data-dir", str(tmp_path / "file" / "data"))
    assert done.status == 1
    problems = {problem["message"]: problem for problem in done.json["problems"]}
    engine = problems["The engine does not start: no engine here (exit status 1)"]
    assert engine == {"message": engine["message"], "command": "make setup", "is_blocking": True}
    assert any("cannot be written" in message for message in problems)
    assert "To mend it: make setup" in program("doctor").out


@pytest.mark.parametrize("describe", ["print('not json')", "pass", "print('[]')", "import os; os.abort()"])
def test_doctor_survives_any_engine(with_fake: MakeProgram, describe: str) -> None:
    program = with_fake()
    program.describe = describe
    done = program("doctor")
    assert done.status == 1
    assert "The engine does not start" in done.out
    assert "Traceback" not in done.err


def test_without_display_and_terminal_one_prompt_is_answered(with_fake: MakeProgram) -> None:
    done = with_fake()("--model", "x.gguf")
    assert done.status == 0
    assert "Good evening.\n" in done.out
    assert "Fake 1M Instruct · Q4_1" in done.out
    assert "TTFT 24 ms · 100.0 tokens/s · prompt 43 (cached 31) · output 3" in done.err


def test_without_display_and_terminal_a_failure_is_a_status(with_fake: MakeProgram) -> None:
    done = with_fake(loads=[load_fails("x.gguf is not a GGUF file.")])("--model", "x.gguf")
    assert done.status == 3
    assert "x.gguf is not a GGUF file." in done.err


def test_without_display_the_chat_begins(with_fake: MakeProgram, on_screen: OnScreen) -> None:
    program = with_fake()
    screen = on_screen(program, "--model", "x.gguf")
    screen.wait_for("There is no display for the window")
    screen.wait_for("> ")
    screen.send("Hello\r")
    screen.wait_for("Good evening.")
    screen.wait_for("> ")
    screen.send("/quit\r")
    assert screen.end() == 0
    assert len(program("history", "list", "--json").json) == 1


@pytest.mark.parametrize("command", [[], ["ask"], ["chat"], ["models", "list"], ["history", "show"], ["doctor"]])
def test_every_command_explains_itself(with_fake: MakeProgram, command: list[str]) -> None:
    done = with_fake()(*command, "--help")
    assert (done.status, done.err) == (0, "")
    assert "--data-dir" in done.out


@pytest.mark.parametrize("command", [["ask"], ["history"], ["history", "show", "x"], ["nonsense"], ["ask", "a", "b"]])
def test_a_wrong_command_line_is_status_2(with_fake: MakeProgram, command: list[str]) -> None:
    assert with_fake()(*command).status == 2


def test_help_lists_the_exit_codes(with_fake: MakeProgram) -> None:
    from inglenook_desktop.terminal.exit_codes import ExitCode

    for command in ([], ["ask"], ["chat"]):
        text = with_fake()(*command, "--help").out
        listed = {int(line.split()[0]) for line in text.partition("Exit status:")[2].splitlines() if line.strip()}
        assert listed == {int(code) for code in ExitCode}


def test_help_loads_nothing_heavy() -> None:
    """What is not imported costs no time: --help has to be immediate."""
    code = (
        "import sys\n"
        "from inglenook_desktop.cli import main\n"
        "main(['ask', '--help'])\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(done.stderr.split())
    assert loaded.isdisjoint(
        {"PySide6", "sqlite3", "sqlite_utils", "pysqlite3", "platformdirs", "asyncio", "jinja2", "psutil", "pygments"}
    )
    assert not [name for name in loaded if name.startswith("inglenook_desktop.store")]


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        ("sys.modules['PySide6'] = None", "PySide6"),
        (
            "import builtins; real = builtins.__import__\n"
            "def broken(name, *rest, **more):\n"
            "    if name.startswith('PySide6'):\n"
            "        raise ImportError('libEGL.so.1: cannot open shared object file')\n"
            "    return real(name, *rest, **more)\n"
            "builtins.__import__ = broken",
            "libEGL.so.1",
        ),
    ],
)
def test_a_window_that_lacks_a_library_names_it_and_the_way_out(tmp_path: Path, break_it: str, words: str) -> None:
    code = f"import sys\n{break_it}\nfrom inglenook_desktop.cli import main\nsys.exit(main(['--data-dir', 'data']))"
    environ = {**os.environ, "DISPLAY": ":77"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environ)
    assert done.returncode == 1
    assert "The window needs something that this machine lacks" in done.stderr
    assert words in done.stderr
    assert "inglenook chat" in done.stderr
    assert "Traceback" not in done.stderr

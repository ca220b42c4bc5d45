"""Runs other programs: output into a log file, progress to the console, failure as a sentence."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from .console import Console, SetUpError

_COMPILED = re.compile(r"^\s*\[(\d+)/(\d+)\]")
_DOWNLOADED = re.compile(r"^\s*Progress (\d+) of (\d+)$")
_PIP_STEP = re.compile(
    r"^\s*(Collecting|Downloading|Building wheel for|Installing collected packages)\b:?\s*([^\s,]+)?"
)
_APT_STEP = re.compile(r"^(?:Get:\d+ \S+ \S+ \S+|Unpacking|Setting up) (\S+)")
_CAUSE = re.compile(r"CMake Error|\berror: (?!subprocess-exited|failed-wheel)", re.IGNORECASE)
_COMPLAINT = re.compile(r"^(ERROR|E): ")

Command = Sequence[str | Path]

_MEANINGS = (
    ("No space left on device", "The disk is full: free some space."),
    ("Killed signal terminated program", "The compiler ran out of memory: set CMAKE_BUILD_PARALLEL_LEVEL=1."),
    ("Python.h: No such file", "Python's headers are missing: on Debian and Ubuntu, apt-get install python3-dev."),
    ("Temporary failure in name resolution", "The package index cannot be reached: check the network."),
    ("NewConnectionError", "The package index cannot be reached: check the network."),
    ("ConnectTimeoutError", "The package index cannot be reached: check the network."),
    ("Unable to fetch some archives", "A system package cannot be fetched: check the network."),
    ("No matching distribution found", "The package index has no version for this machine, or cannot be reached."),
    ("Failed to find nvcc", "The CUDA compiler is missing: install the CUDA toolkit, or use BACKEND=cpu."),
    ("CUDA::cublas", "The CUDA toolkit lacks cuBLAS: install its development files (libcublas-dev)."),
    ("SPIRV-Headers", "The SPIR-V headers are missing: on Debian and Ubuntu, apt-get install spirv-headers."),
    ("Permission denied", "A file cannot be written: check who owns this folder and the home folder."),
)
"""What a log says, and what that means. The first that is found is told."""


class Commands:
    """Runs programs with one environment, in one folder, with one folder for logs."""

    def __init__(self, console: Console, *, environ: Mapping[str, str], log_folder: Path, cwd: Path) -> None:
        self._console = console
        self._environ = dict(environ)
        self._log_folder = log_folder
        self._cwd = cwd

    def run(self, command: Command, *, log: str, what: str, environ: Mapping[str, str] | None = None) -> None:
        """Run `command` to its end, its output in the log file called `log`.

        what: names the work in progress lines and errors. environ: added to the usual environment. Raises SetUpError
        with the log's path when the command fails. When this process is interrupted, the command and all that it
        started are ended first.
        """
        path = self._log_folder / f"{log}.log"
        with path.open("w", encoding="utf-8") as file:
            file.write("$ " + " ".join(map(str, command)) + "\n")
            file.flush()
            try:
                status = self._follow(command, environ or {}, file, what)
            except FileNotFoundError:
                raise SetUpError(f"{what} failed: there is no program {command[0]}.") from None
        if status != 0:
            raise SetUpError(failure_text(what, status, path.read_text(encoding="utf-8"), path))

    def output(self, command: Command, *, timeout_s: float = 60) -> tuple[int, str]:
        """Exit status and combined output of a short command. 127: there is no such program; 124: it did not end."""
        try:
            done = subprocess.run(
                list(map(str, command)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=self._environ,
                cwd=self._cwd,
                timeout=timeout_s,
                check=False,
            )
        except OSError as error:
            return 127, str(error)
        except subprocess.TimeoutExpired:
            return 124, f"no answer within {timeout_s:.0f} s"
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def _follow(self, command: Command, added: Mapping[str, str], log: IO[str], what: str) -> int:
        process = _start(command, environ={**self._environ, **added}, cwd=self._cwd)
        assert process.stdout is not None
        reader = _Reader(process.stdout, log, what)
        reader.start()
        try:
            _hold_interrupts(False)
            while reader.is_alive():
                reader.join(self._console.heartbeat_s)
                if reader.is_alive():
                    self._console.progress(reader.progress)
            status = process.wait()
            process.stdout.close()
            return status
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            reader.join(timeout=2)
            raise


_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def _start(command: Command, *, environ: Mapping[str, str], cwd: Path) -> subprocess.Popen[str]:
    """Start a program as a session of its own.

    Interrupts are held back from before it exists, and stay so until the caller lets them through: one that comes
    while it starts would leave it running with nobody to end it. The program itself gets them as usual.
    """
    _hold_interrupts(True)
    try:
        return subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environ),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_let_interrupts_through,
            encoding="utf-8",
            errors="replace",
        )
    except BaseException:
        _hold_interrupts(False)
        raise


def _hold_interrupts(is_held: bool) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK if is_held else signal.SIG_UNBLOCK, _INTERRUPTS)


def _let_interrupts_through() -> None:
    """In the program that is being started."""
    _hold_interrupts(False)


class _Reader(threading.Thread):
    """Copies a program's output into its log; `progress` is where it is now, for any thread to read."""

    def __init__(self, stream: IO[str], log: IO[str], what: str) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._log = log
        self._what = what
        self.progress = what

    def run(self) -> None:
        for line in self._stream:
            self._log.write(line)
            where = describe_line(line)
            if where is not None:
                self.progress = f"{self._what}: {where}"
        self._log.flush()


def describe_line(line: str) -> str | None:
    """What a line of a program's output tells about its progress, or None."""
    if match := _COMPILED.match(line):
        done, total = map(int, match.groups())
        return f"{done} of {total} files, {100 * done // total} %"
    if match := _DOWNLOADED.match(line):
        done, total = map(int, match.groups())
        return f"{done / 1e6:.0f} of {total / 1e6:.0f} MB" if total else f"{done / 1e6:.0f} MB"
    if match := _PIP_STEP.match(line):
        verb, name = match.groups()
        if verb == "Installing collected packages":
            return "installing"
        return f"{verb[0].lower()}{verb[1:]} {name}" if name else None
    if match := _APT_STEP.match(line):
        return str(match.group(1))
    return None


def failure_text(what: str, status: int, log: str, path: Path) -> str:
    """A sentence about a failed command: its last line about an error, what that means, and what to do next."""
    ended = f"was ended by signal {-status}" if status < 0 else f"failed with exit status {status}"
    said = f'\n    It said: "{cause}"' if (cause := find_cause(log.splitlines()[1:])) else ""
    meaning = next((f"\n    {text}" for sign, text in _MEANINGS if sign in log), "")
    return (
        f"{what} {ended}.{said}{meaning}\n    All it printed is in {path}\n"
        "    Then give the same command again: what is finished is not repeated."
    )


def find_cause(lines: Sequence[str]) -> str:
    """The telling line of a log: the first error of a compiler or of CMake, else the last complaint, else the end."""
    filled = [line.strip() for line in lines if line.strip()]
    for index, line in enumerate(filled):
        if _CAUSE.search(line) and not _COMPLAINT.match(line):
            return " ".join(filled[index : index + (2 if line.endswith(":") else 1)])[:300]
    complaints = [line for line in filled if _COMPLAINT.match(line)]
    return (complaints or filled or [""])[-1][:300]

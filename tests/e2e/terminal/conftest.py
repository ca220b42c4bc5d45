"""The installed program as a child of the test: through pipes, and on a terminal of its own."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import FakeEngine

PATIENCE_S = 60.0

_WITH_FAKE = """
import json, sys
from inglenook_desktop import frames
serve, describe, inspect = json.loads(sys.argv.pop(1))
frames.engine_command = lambda: serve
frames.describe_command = lambda: describe
frames.inspect_command = lambda paths: [*inspect, *paths]
from inglenook_desktop.cli import main
sys.exit(main())
"""
_ON_TERMINAL = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\x07]*\x07|[\x01\x02]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(slots=True, kw_only=True)
class Program:
    """How to start the program. fake: an engine to use in place of the real one. describe: what then tells of it.

    inspect: what then tells of the model files in sys.argv.

    file_limit: the largest file it may write, in blocks of 512 bytes: a disk that is full.
    """

    fake: FakeEngine | None = None
    describe: str = "raise SystemExit('no engine here')"
    inspect: str = "raise SystemExit('no engine here')"
    file_limit: int | None = None
    environ: dict[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def command(self, arguments: Sequence[str | bytes]) -> list[str | bytes]:
        if self.fake is None:
            return [sys.executable, "-m", "inglenook_desktop", *arguments]
        others = ([sys.executable, "-I", "-c", code] for code in (self.describe, self.inspect))
        commands = json.dumps([self.fake.command, *others])
        limited = [] if self.file_limit is None else ["sh", "-c", f'ulimit -f {self.file_limit}; exec "$@"', "sh"]
        return [*limited, sys.executable, "-c", _WITH_FAKE, commands, *arguments]

    def child_environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
        return {**kept, "TERM": "xterm", **self.environ}

    def __call__(self, *arguments: str | bytes, stdin: bytes | None = None) -> Done:
        """Run to the end. stdin: None is /dev/null."""
        done = subprocess.run(
            self.command(arguments),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            env=self.child_environ(),
            cwd=self.cwd,
            timeout=PATIENCE_S * 3,
            check=False,
        )
        return Done(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(self.command(arguments), env=self.child_environ(), cwd=self.cwd, **options)
        self._started.append(child)
        return child

    def end(self) -> None:
        """What a test that failed left running."""
        for child in self._started:
            if child.poll() is None:
                child.kill()
                child.wait()


class Screen:
    """A child on a terminal of its own. Everything it wrote is in `raw`; `text` is that without escape sequences."""

    def __init__(self, program: Program, arguments: Sequence[str]) -> None:
        self._master, slave = pty.openpty()
        command = [sys.executable, "-c", _ON_TERMINAL, *program.command(arguments)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=program.child_environ(), cwd=program.cwd
        )
        os.close(slave)
        self._data = b""
        self._seen = 0

    @property
    def raw(self) -> str:
        return self._data.decode("utf-8", "replace")

    @property
    def text(self) -> str:
        return _ESCAPES.sub("", self.raw).replace("\r\n", "\n")

    def send(self, text: str) -> None:
        os.write(self._master, text.encode())

    def interrupt(self) -> None:
        """Ctrl+C, as the terminal driver delivers it."""
        self.send("\x03")

    def interrupt_until(self, wanted: str) -> None:
        """Press Ctrl+C as a person does: again when nothing happens. CPython's input() overlooks a signal that comes
        between its last look and its wait for a key."""
        for _ in range(int(PATIENCE_S)):
            self.interrupt()
            if self._comes(wanted, 1.0):
                break
        self.wait_for(wanted)

    def wait_for(self, wanted: str) -> None:
        """Until `wanted` comes after what an earlier call waited for."""
        assert self._comes(wanted, PATIENCE_S), f"{wanted!r} did not come; the screen says:\n{self.text}"
        self._seen = self.text.find(wanted, self._seen) + len(wanted)

    def end(self) -> int:
        """Read to the end of the child and return its exit status."""
        deadline = time.monotonic() + PATIENCE_S
        while self._read(deadline - time.monotonic()):
            pass
        return self.process.wait(timeout=PATIENCE_S)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _comes(self, wanted: str, wait_s: float) -> bool:
        deadline = time.monotonic() + wait_s
        while self.text.find(wanted, self._seen) < 0:
            if not self._read(deadline - time.monotonic()):
                return False
        return True

    def _read(self, wait_s: float) -> bool:
        """False at the end of the output, or when nothing came in time."""
        if wait_s <= 0 or not select.select([self._master], [], [], wait_s)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError as error:
            if error.errno == errno.EIO:  # Linux: the other end is closed
                return False
            raise
        self._data += data
        return bool(data)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with the real engine, in an empty folder."""
    program = Program(cwd=tmp_path)
    yield program
    program.end()


@pytest.fixture
def with_fake(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """The program with a scripted engine; the arguments are FakeEngine's."""
    programs: list[Program] = []

    def make(**script: Any) -> Program:
        programs.append(Program(fake=FakeEngine(tmp_path / "fake", **script), cwd=tmp_path))
        return programs[-1]

    yield make
    for program in programs:
        program.end()


@pytest.fixture
def on_screen() -> Iterator[Callable[..., Screen]]:
    screens: list[Screen] = []

    def make(program: Program, *arguments: str) -> Screen:
        screens.append(Screen(program, arguments))
        return screens[-1]

    yield make
    for screen in screens:
        screen.close()


@pytest.fixture
def interrupt() -> Callable[[subprocess.Popen[bytes]], None]:
    """What a shell does on Ctrl+C to a program in the foreground."""
    return lambda process: process.send_signal(signal.SIGINT)

"""The steps of set-up in their order. Each looks whether it has anything to do; a second run does nothing."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from . import backend as backends
from . import engine_library, project, starter_model, system_packages
from .commands import Commands
from .console import Console, SetUpError, duration
from .environment import Environment

ROOT = Path(__file__).resolve().parents[2]

NOT_FOR_CHILDREN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
"""Variables that would lead Python or pip out of the environment."""


def main(arguments: list[str]) -> int:
    """Set up and return the exit status: 0, 1 with a sentence on stderr, 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="set_up.py", description="Sets Inglenook up in .venv/.")
    parser.add_argument("--backend", default="", help="cuda, metal, vulkan, hip, cpu, or auto to look again")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    console = Console(sys.stdout, is_terminal=sys.stdout.isatty())
    try:
        with _only_one(ROOT / "build" / "set-up", console) as log_folder:
            set_up(ROOT, asked_backend=options.backend.strip().lower(), log_folder=log_folder, console=console)
    except SetUpError as error:
        print(f"\nSet-up stopped. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. What is finished is kept: the same command goes on from here.", file=sys.stderr)
        return 130
    return 0


def set_up(root: Path, *, asked_backend: str, log_folder: Path, console: Console) -> None:
    """All steps. Raises SetUpError at the first that cannot be done."""
    started = time.monotonic()
    environ = child_environment(os.environ)
    commands = Commands(console, environ=environ, log_folder=log_folder, cwd=root)
    environment = Environment(root, commands, console)
    machine = backends.Machine(platform=sys.platform, environ=environ, output=commands.output)

    asked = backends.parse(asked_backend)
    note_system = system_packages.ensure(root / "packaging" / "system-packages.txt", environment, commands, console)
    backend = engine_library.decide(asked, environment, machine, console)
    environment.ensure_venv()
    environment.ensure_libraries()
    engine_library.ensure(backend, environment, machine=machine, environ=environ, commands=commands, console=console)
    project.ensure(environment, console)
    starter_model.ensure(environment, commands, console)
    engine_library.check_works(backend, environment, commands, console)
    note_system()
    if console.n_steps:
        console.line(f"Set up in {duration(time.monotonic() - started)}. The program is .venv/bin/inglenook")
    else:
        console.line(f"Everything is set up (llama.cpp for {backends.TITLES[backend]}).")


def child_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that pip and the compilers see."""
    kept = {name: value for name, value in environ.items() if name not in NOT_FOR_CHILDREN}
    fixed = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    return {**kept, **fixed}


@contextmanager
def _only_one(folder: Path, console: Console) -> Iterator[Path]:
    """The folder for logs, held by one set-up at a time: two would spoil each other's work."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise SetUpError(
            f"{folder} cannot be written ({error.strerror}), and everything that is built lies in this clone. Make "
            f"{ROOT} writable, or clone to a folder of your own."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            console.line("Another set-up is at work in this folder; waiting for it to end.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt

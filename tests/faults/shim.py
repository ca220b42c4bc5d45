"""The C library of `shim.c`: compiled here, preloaded into a process, and armed by that process for one data folder."""

from __future__ import annotations

import ctypes
import enum
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")


class Action(enum.IntEnum):
    """What happens at the chosen call. HALFWAY: after the first half of a write; other calls have no halves."""

    WATCH = 0
    KILL_BEFORE = 1
    KILL_HALFWAY = 2
    FAIL = 3
    FAIL_HALFWAY = 4


def why_unavailable() -> str:
    """Why this machine cannot preload a library; "" where it can."""
    if not sys.platform.startswith("linux"):
        return "preloading a library is done on Linux alone"
    return "" if shutil.which("cc") else "there is no C compiler"


def build(folder: Path) -> Path:
    """Compile the library into `folder`. Raises CalledProcessError."""
    library = folder / "faults_shim.so"
    flags = ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]
    subprocess.run(["cc", *flags, "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


class Shim:
    """The library that was preloaded into this very process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_calls.restype = ctypes.c_long
        self._library.faults_failed.restype = ctypes.c_long
        self._library.faults_arm.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_long]

    def arm(self, folder: Path, action: Action, *, error: int = 0, nth: int = 0) -> None:
        """From now on, the nth call (from 1) that changes a file below `folder` meets the action; a later one never."""
        self._library.faults_arm(bytes(folder), int(action), error, nth)

    @property
    def n_calls(self) -> int:
        return int(self._library.faults_calls())

    @property
    def n_failed(self) -> int:
        return int(self._library.faults_failed())

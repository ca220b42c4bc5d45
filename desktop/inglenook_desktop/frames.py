"""The engine child as both front ends start and read it: its command, its environment, its lines, its death.

The child is treated as hostile: a line that is too long, malformed or unknown is logged and dropped. Knows neither
Qt nor subprocess; the window feeds it from QProcess and the terminal from pipes.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from inglenook_engine.errors import WireError
from inglenook_engine.protocol import PROTOCOL_VERSION, Event, Failed, Hello
from inglenook_engine.types import FailureKind
from inglenook_engine.wire import MAX_EVENT_BYTES, decode_event

CANCEL_PATIENCE_S = 2.0
"""How long a cancelled run may take to say `Finished` before its engine is ended."""

_log = logging.getLogger("inglenook.link")

_KEPT_NAMES = frozenset(
    (
        *("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TMP", "TEMP", "LANG", "LANGUAGE", "TZ", "XDG_CACHE_HOME"),
        *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "USERPROFILE", "APPDATA"),
        *("LOCALAPPDATA", "PROGRAMDATA", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE"),
    )
)
_KEPT_PREFIXES = (
    *("LC_", "CUDA", "NVIDIA", "HIP", "ROCR_", "ROCM", "HSA_", "AMD_", "GPU_", "GGML", "OMP_", "GOMP_", "KMP_"),
    *("VK_", "MTL_", "METAL_", "ONEAPI", "SYCL", "ZE_", "MESA_", "RADV_"),
)


def engine_command() -> list[str]:
    """Argument list of an engine child. -I: neither the working folder nor PYTHON* variables change what it runs."""
    return [sys.executable, "-I", "-m", "inglenook_engine", "serve"]


def describe_command() -> list[str]:
    """Argument list of a child that prints one JSON object about the engine and its devices, and ends."""
    return [sys.executable, "-I", "-m", "inglenook_engine", "describe"]


def inspect_command(paths: Sequence[str]) -> list[str]:
    """Argument list of a child that prints one JSON object a line about each of these model files, and ends."""
    return [sys.executable, "-I", "-m", "inglenook_engine", "inspect", *paths]


def plan_command(request: str) -> list[str]:
    """Argument list of a child that prints one JSON object, a PlanAnswer, and ends. request: a PlanRequest as JSON."""
    return [sys.executable, "-I", "-m", "inglenook_engine", "plan", request]


def engine_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What a child may see of `environ`: what finds libraries, folders and devices, and no token or key.

    GGML_NO_BACKTRACE: ggml would start a debugger on itself when it aborts, which can hang instead of ending.
    """
    kept = {
        name: value
        for name, value in environ.items()
        if (upper := name.upper()) in _KEPT_NAMES or upper.startswith(_KEPT_PREFIXES)
    }
    return {**kept, "GGML_NO_BACKTRACE": "1", "PYTHONIOENCODING": "utf-8"}


T = TypeVar("T")


class LineReader(Generic[T]):
    """Bytes of a child's stdout, in any pieces, to events. Never raises on what the child wrote.

    decode: of one line with its newline; raises WireError. child: its name for the log. Not thread-safe: fed by one
    thread. Holds at most max_bytes and one piece.
    """

    LOGGED_DROPS = 20

    def __init__(self, decode: Callable[[bytes], T], *, max_bytes: int, child: str) -> None:
        self._decode_line = decode
        self._max_bytes = max_bytes
        self._child = child
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._is_skipping = False
        self.dropped_lines = 0

    def feed(self, data: bytes) -> list[T]:
        """The events completed by `data`, in order."""
        events: list[T] = []
        *complete, rest = data.split(b"\n")
        for piece in complete:
            line = b"".join((*self._pending, piece))
            was_skipping = self._is_skipping
            self._pending.clear()
            self._pending_bytes = 0
            self._is_skipping = False
            if not was_skipping and (event := self._decode(line)) is not None:
                events.append(event)
        if rest and not self._is_skipping:
            self._pending.append(rest)
            self._pending_bytes += len(rest)
            if self._pending_bytes >= self._max_bytes:
                self._drop(f"a line longer than {self._max_bytes} bytes")
                self._pending.clear()
                self._pending_bytes = 0
                self._is_skipping = True
        return events

    def _decode(self, line: bytes) -> T | None:
        try:
            return self._decode_line(line + b"\n")
        except WireError as error:
            self._drop(str(error))
            return None

    def _drop(self, why: str) -> None:
        self.dropped_lines += 1
        if self.dropped_lines <= self.LOGGED_DROPS:
            _log.warning("dropped a line of the %s: %.200s", self._child, why)
        if self.dropped_lines == self.LOGGED_DROPS:
            _log.warning("the %s's further bad lines are dropped without a word", self._child)


class FrameReader(LineReader[Event]):
    """Of the engine."""

    def __init__(self) -> None:
        super().__init__(decode_event, max_bytes=MAX_EVENT_BYTES, child="engine")


class StderrTail:
    """The last bytes a child wrote to stderr. Fed by one thread; `text` may be called by another."""

    def __init__(self, limit_bytes: int = 8192) -> None:
        self._limit_bytes = limit_bytes
        self._data = b""

    def feed(self, data: bytes) -> None:
        self._data = (self._data + data)[-self._limit_bytes :]

    def text(self) -> str:
        """Whole lines as far as possible; undecodable bytes become U+FFFD."""
        data = self._data
        if len(data) == self._limit_bytes and b"\n" in data:
            data = data.partition(b"\n")[2]
        return data.decode("utf-8", "replace").strip()


def check_hello(hello: Hello) -> Failed | None:
    """None when this program and that engine speak the same protocol."""
    if hello.protocol_version == PROTOCOL_VERSION:
        return None
    return Failed(
        run_id=None,
        kind=FailureKind.BUG,
        message=f"The engine speaks protocol {hello.protocol_version} and this program {PROTOCOL_VERSION}: parts of "
        "two versions are mixed. Install the program anew (make setup).",
        detail=f"engine {hello.engine_version}, llama.cpp binding {hello.llama_version}",
    )


def describe_exit(
    returncode: int | None, stderr_tail: str, model_path: str | os.PathLike[str] = "", *, run_id: int | None = None
) -> Failed:
    """What the death of a child means, as an event.

    returncode: as subprocess gives it, so a signal's number is negative (QProcess: minus exitCode() on CrashExit);
    None when it is not known. run_id: the run that it ended, None when there was none.
    """
    model = Path(model_path).name if os.fspath(model_path) else "the model"
    cause, advice = _cause(returncode, stderr_tail, model)
    detail = "\n".join(filter(None, (_exit_text(returncode), stderr_tail.strip())))
    return Failed(run_id=run_id, kind=FailureKind.CRASHED, message=f"{cause} {advice}", detail=detail)


def describe_ignored_cancel(run_id: int | None) -> Failed:
    """The event of a run whose engine had to be ended because it did not stop."""
    return Failed(
        run_id=run_id,
        kind=FailureKind.CRASHED,
        message=f"The engine did not stop within {CANCEL_PATIENCE_S:.0f} seconds and was ended. The text up to here "
        "is kept; the model is loaded anew for the next message.",
        detail="cancel ignored, process killed",
    )


def describe_missing_command(command: Sequence[str], error: OSError) -> Failed:
    """The event of an engine that could not even be started."""
    return Failed(
        run_id=None,
        kind=FailureKind.CRASHED,
        message=f"The engine could not be started: {error.strerror or error}. Install the program anew (make setup).",
        detail=f"{command[0]}: {error}",
    )


def _exit_text(returncode: int | None) -> str:
    if returncode is None:
        return "exit status unknown"
    if returncode >= 0:
        return f"exit status {returncode}" if returncode < 0x8000_0000 else f"exit status 0x{returncode:08X}"
    try:
        return f"signal {-returncode} ({signal.Signals(-returncode).name})"
    except ValueError:
        return f"signal {-returncode}"


_WINDOWS_MEANINGS = {0xC0000005: "SIGSEGV", 0xC0000409: "SIGABRT", 0xC000001D: "SIGILL", 0xC0000006: "SIGBUS"}


def _cause(returncode: int | None, stderr_tail: str, model: str) -> tuple[str, str]:
    """A sentence on what happened and one on what to do."""
    if "No module named" in stderr_tail and "inglenook_engine" in stderr_tail:
        return "The engine is not part of this installation.", "Install the program anew (make setup)."
    if returncode is None or returncode == 0:
        return "The engine ended although nobody asked it to.", "Try again; the details say what it wrote last."
    name = _WINDOWS_MEANINGS.get(returncode & 0xFFFF_FFFF, "")
    if -64 <= returncode < 0:
        name = next((member.name for member in signal.Signals if member.value == -returncode), "")
    match name:
        case "SIGKILL":
            return (
                f"The engine was killed while it worked on {model}, most likely because memory ran out.",
                "Close other programs, or choose a smaller model or a shorter context, and try again.",
            )
        case "SIGABRT" | "SIGTRAP":
            return (
                f"The engine gave up on {model} after a failed check inside llama.cpp.",
                "Try again; if it happens again, the model file may be damaged or too new for this version.",
            )
        case "SIGBUS":
            return (
                f"The engine could not read {model} any more: the file changed or its disk went away.",
                "Check the file, and load it again.",
            )
        case "SIGSEGV":
            return (
                f"The engine crashed on {model}.",
                "Try again; if it happens again, the file may be damaged: try another copy or another model.",
            )
        case "SIGILL":
            return (
                "The engine uses an instruction that this processor lacks.",
                "Build it for this machine (make setup BACKEND=cpu).",
            )
        case "SIGTERM" | "SIGINT" | "SIGHUP":
            return "The engine was ended by another program.", "Try again."
        case _:
            return (
                f"The engine ended unexpectedly ({_exit_text(returncode)}).",
                "Try again; the details say what it wrote last.",
            )

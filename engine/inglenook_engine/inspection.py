"""What model files say of themselves, one JSON object a line, for choosing among them.

llama.cpp meets some damaged files by ending the process. A child looks at the files, so that such a one costs its own
line and no other.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from .errors import EngineError

_CHILD = "inspect-in-this-process"


def inspect(out: BinaryIO, paths: list[str]) -> int:
    """Write one line for each path, in order, each as soon as it is known. Returns the exit status."""
    left = list(paths)
    with out:
        while left:
            command = [sys.executable, "-I", "-m", "inglenook_engine", _CHILD, *left]
            with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
                assert child.stdout is not None  # a pipe was asked for
                for line in child.stdout:
                    _write(out, line)
                    left.pop(0)
            if left:  # the child ended on the first of these
                damaged = Path(left.pop(0))
                _write(out, _line(damaged, error=f"{damaged.name} is damaged: reading it ended the engine."))
    return 0


def inspect_in_this_process(out: BinaryIO, paths: list[str]) -> int:
    from .llama_backend import Library, inspect_file

    library = Library()
    with out:
        for path in map(Path, paths):
            try:
                facts = dataclasses.asdict(inspect_file(library, path))
            except EngineError as error:
                _write(out, _line(path, error=error.message))
            else:
                _write(out, _line(path, **facts))
    return 0


def _line(path: Path, *, error: str | None = None, **facts: object) -> bytes:
    unknown = {"name": path.stem, "architecture": "", "quantization": "", "size_bytes": 0, "n_params": 0}
    return json.dumps({"path": str(path), **unknown, "vocabulary": "", **facts, "error": error}).encode() + b"\n"


def _write(out: BinaryIO, line: bytes) -> None:
    out.write(line)
    out.flush()

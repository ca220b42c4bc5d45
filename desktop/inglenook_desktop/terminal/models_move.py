"""`inglenook models move`: the models folder to another disk."""

from __future__ import annotations

from pathlib import Path

from ..library import shown
from ..library.moving import move_models
from .console import Console
from .exit_codes import ExitCode
from .figures import size
from .progress_line import ProgressLine


def run_move(data_dir: Path, console: Console, *, folder: str, is_json: bool) -> ExitCode:
    """Raises LibraryError. After Ctrl+C the old folder counts, and the same command goes on from there."""
    line = ProgressLine(console, "Moving models")
    try:
        moved = move_models(folder, data_dir, on_total=line.set_total, on_bytes=line.add)
    except KeyboardInterrupt:
        line.end()
        console.note("Stopped. The models are where they were. The same command goes on from there.")
        return ExitCode.INTERRUPTED
    line.end()
    if is_json:
        console.json(
            {
                "folder": str(moved.folder),
                "n_files": moved.n_files,
                "size_bytes": moved.size_bytes,
                "left": [str(path) for path in moved.left],
            }
        )
        return ExitCode.OK
    if moved.n_files:
        files = "1 file" if moved.n_files == 1 else f"{moved.n_files} files"
        console.line(f"{files}, {size(moved.size_bytes)}, lie in {shown(moved.folder, 300)} now.")
    else:
        console.line(f"The models folder is {shown(moved.folder, 300)}.")
    for path in moved.left:
        console.note(f"{shown(path, 300)} is still there: it could not be deleted, or changed meanwhile.")
    return ExitCode.OK

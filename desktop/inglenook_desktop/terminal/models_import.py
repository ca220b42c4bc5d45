"""`inglenook models import`: a GGUF file of the person's becomes one of the models folder."""

from __future__ import annotations

from pathlib import Path

from ..library import shown
from ..library.importing import How, import_model
from .console import Console
from .exit_codes import ExitCode
from .figures import size
from .progress_line import ProgressLine

_WORDS = {
    How.COPIED: "was copied",
    How.CLONED: "shares its blocks with the original, and takes no room until one of them changes",
    How.LINKED: "is a second name of the original, and takes no room",
    How.PRESENT: "was here already",
}


def run_import(data_dir: Path, console: Console, *, path: Path, name: str, wants_link: bool, is_json: bool) -> ExitCode:
    """Raises LibraryError. After Ctrl+C nothing is left of it."""
    line = ProgressLine(console, "Importing")
    line.what = shown(path.name)
    try:
        imported = import_model(
            path, data_dir, name=name, wants_link=wants_link, on_total=line.set_total, on_bytes=line.add
        )
    except KeyboardInterrupt:
        line.end()
        console.note("Stopped. Nothing was added.")
        return ExitCode.INTERRUPTED
    line.end()
    if is_json:
        console.json(
            {
                "paths": [str(one) for one in imported.paths],
                "sha256": list(imported.sha256),
                "size_bytes": imported.size_bytes,
                "how": imported.how.value,
            }
        )
        return ExitCode.OK
    console.line(f"{shown(imported.paths[0].name)} {_WORDS[imported.how]}: {size(imported.size_bytes)}.")
    for one, sha256 in zip(imported.paths, imported.sha256, strict=True):
        console.line(f"sha256 {sha256}  {shown(one, 300)}", is_dim=True)
    return ExitCode.OK

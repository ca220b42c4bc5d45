"""`inglenook models rm`: remove a model that this program fetched or imported, after saying what that frees."""

from __future__ import annotations

import sys
from pathlib import Path

from ..library import find_model, installed_models, shown
from ..library.removal import Removal, plan_removal, remove_model
from .console import Console
from .exit_codes import ExitCode
from .figures import size


def run_rm(data_dir: Path, console: Console, *, name: str, is_sure: bool, is_json: bool) -> ExitCode:
    """is_sure: nobody is asked. Raises LibraryError for files that are not ours, ModelNotFoundError."""
    model = find_model(name, installed_models(data_dir))
    planned = plan_removal(model, data_dir)
    if not is_sure:
        console.note(_sentence(planned))
        if sys.stdin is None or not sys.stdin.isatty():
            console.error("Nobody can be asked here. Say --yes to remove it.")
            return ExitCode.USAGE
        try:
            answer = input("Remove it? [y/N] ")
        except EOFError:
            answer = ""
        if answer.strip().lower() not in ("y", "yes"):
            console.note("Nothing was removed.")
            return ExitCode.OK
    removed = remove_model(model, data_dir)
    if is_json:
        console.json(
            {
                "name": model.name,
                "paths": [str(path) for path in removed.paths],
                "freed_bytes": removed.freed_bytes,
                "notes": list(removed.notes),
            }
        )
        return ExitCode.OK
    console.line(f"{shown(model.name)} is removed. {size(removed.freed_bytes)} are free again.")
    for note in removed.notes:
        console.note(note)
    return ExitCode.OK


def _sentence(planned: Removal) -> str:
    files = "1 file" if len(planned.model.files) == 1 else f"{len(planned.model.files)} files"
    text = f"{shown(planned.model.name)}: {files}. Removing it frees {size(planned.freed_bytes)}."
    return " ".join((text, *planned.notes))

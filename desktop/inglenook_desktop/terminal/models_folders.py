"""`inglenook models folders`: folders that the person adds to what is looked through."""

from __future__ import annotations

import os
from pathlib import Path

from ..library import ModelSource, add_folder, look_everywhere, remove_folder, shown
from .console import Console
from .exit_codes import ExitCode


def run_folders_list(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    places = [place for place in look_everywhere(data_dir).places if place.source is ModelSource.ADDED]
    if is_json:
        console.json(
            [
                {"folder": str(place.folder), "is_there": place.is_there, "n_models": len(place.models)}
                for place in places
            ]
        )
        return ExitCode.OK
    if not places:
        console.line("No folder was added. inglenook models folders add FOLDER adds one.")
    for place in places:
        n_models = len(place.models)
        what = "not there now" if not place.is_there else "1 model" if n_models == 1 else f"{n_models} models"
        console.line(f"{shown(place.folder, 300)}  {what}")
    return ExitCode.OK


def run_folders_add(data_dir: Path, console: Console, *, folder: str) -> ExitCode:
    """Raises LibraryError."""
    added = add_folder(data_dir, folder)
    places = [place for place in look_everywhere(data_dir).places if place.folder == added]
    n_models = sum(len(place.models) for place in places)
    found = "1 model is" if n_models == 1 else f"{n_models} models are"
    console.line(
        f"{shown(os.fspath(added), 300)} is looked through from now on: {found} in it. Nothing in it is changed."
    )
    return ExitCode.OK


def run_folders_rm(data_dir: Path, console: Console, *, folder: str) -> ExitCode:
    """Raises LibraryError."""
    removed = remove_folder(data_dir, folder)
    console.line(f"{shown(os.fspath(removed), 300)} is no longer looked through. Nothing in it was changed.")
    return ExitCode.OK

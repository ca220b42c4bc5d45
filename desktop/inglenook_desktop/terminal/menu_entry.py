"""`inglenook menu-entry`: the program among the desktop's applications."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from ..menu_entry import add_menu_entry, has_menu, menu_entry, own_command, remove_menu_entry
from .console import Console
from .exit_codes import ExitCode


def run_add(data_dir: Path, console: Console, platform: str) -> ExitCode:
    """platform: as sys.platform. Raises MenuEntryError."""
    if not has_menu(platform):
        console.error(instead(platform, own_command(data_dir)))
        return ExitCode.FAILED
    place = menu_entry()
    add_menu_entry(place, data_dir)
    console.line(f"Inglenook is in the applications' menu: {place.entry}")
    return ExitCode.OK


def run_remove(console: Console, platform: str) -> ExitCode:
    """platform: as sys.platform. Raises MenuEntryError."""
    place = menu_entry()
    if has_menu(platform) and remove_menu_entry(place):
        console.line(f"Inglenook is no longer in the applications' menu: {place.entry} is removed.")
    else:
        console.line("Inglenook was not in the applications' menu.")
    return ExitCode.OK


def instead(platform: str, command: list[str]) -> str:
    """Where a system has no such menu: what a person does there."""
    if platform == "darwin":
        return (
            "macOS has no folder of such entries: in the program Shortcuts, make one that runs this as a shell script, "
            f"and add it to the Dock: {shlex.join(command)}"
        )
    return (
        "Windows has no folder of such entries: make a shortcut on the desktop (New, Shortcut) to this, and pin it to "
        f"Start: {subprocess.list2cmdline(command)}"
    )

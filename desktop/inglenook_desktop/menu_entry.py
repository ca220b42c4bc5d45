"""Inglenook among the desktop's applications: an entry in the person's folder of them and its icon, as the
specifications of freedesktop.org want both. Only what was written here is replaced or removed. No Qt.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inglenook_engine.errors import UserFacingError

from .library.kept import replace_file
from .paths import locate_data_dir

APPLICATION_ID = "local.inglenook.Inglenook"
"""What a desktop knows the program by: the name of its entry, and what its windows and its calls to portals say. For
ever, since desktops remember keys and permissions by it. "local" is nobody's domain."""

WINDOW_CLASS = "inglenook"
"""What Qt calls the windows under X11: as the application."""

MARK = Path(__file__).with_name("mark.svg")
_TEMPLATE = Path(__file__).with_name("menu_entry.desktop")
_OURS = re.compile(r"^X-Inglenook-Entry=true$|<!-- Inglenook: ", re.MULTILINE)
"""In everything that is written here."""

_RESERVED = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
_ESCAPED_IN_QUOTES = re.compile(r'["`$\\]')
_STRING_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


class MenuEntryError(UserFacingError):
    """The entry cannot be written or removed. The sentence says which file, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """entry, icon: the two files, absolute."""

    entry: Path
    icon: Path

    @property
    def is_written(self) -> bool:
        return _is_ours(self.entry)


def has_menu(platform: str) -> bool:
    """Whether desktops of this system read such entries. platform: as sys.platform."""
    return platform not in ("win32", "darwin", "cygwin")


def menu_entry(environ: Mapping[str, str] | None = None) -> MenuEntry:
    """Where it lies, written or not. environ: os.environ unless given."""
    environ = os.environ if environ is None else environ
    chosen = Path(environ.get("XDG_DATA_HOME", ""))
    data_home = chosen if chosen.is_absolute() else Path.home() / ".local" / "share"
    return MenuEntry(
        entry=data_home / "applications" / f"{APPLICATION_ID}.desktop",
        icon=data_home / "icons" / "hicolor" / "scalable" / "apps" / f"{APPLICATION_ID}.svg",
    )


def add_menu_entry(place: MenuEntry, data_dir: Path) -> None:
    """Write both files, anew where they are ours. data_dir: which conversations the entry opens. Raises
    MenuEntryError."""
    _write(place.icon, MARK.read_bytes())
    _write(place.entry, _encoded(entry_text(own_command(data_dir))))
    with contextlib.suppress(OSError):
        os.utime(place.icon.parents[2])  # else a cache of the icons that is there counts as new


def remove_menu_entry(place: MenuEntry) -> bool:
    """False where there was none. Raises MenuEntryError."""
    was_there = False
    for path in (place.entry, place.icon):
        if not os.path.lexists(path):
            continue
        _check_ours(path)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise MenuEntryError(f"{path} cannot be removed: {error.strerror or error}. Remove it yourself.") from error
        was_there = True
    return was_there


def own_command(data_dir: Path) -> list[str]:
    """What starts this installation. The folder is named where the program would not choose it by itself: a desktop
    need not have the variables of a shell."""
    command = [sys.executable, "-I", "-m", "inglenook_desktop"]
    return command if data_dir == locate_data_dir(environ={}) else [*command, "--data-dir", str(data_dir)]


def entry_text(command: Sequence[str]) -> str:
    """command: the program, absolute, and its arguments."""
    return _TEMPLATE.read_text(encoding="utf-8").format(
        id=APPLICATION_ID,
        window_class=WINDOW_CLASS,
        program=command[0].translate(_STRING_ESCAPES),
        command=" ".join(map(_quoted, command)).translate(_STRING_ESCAPES),
    )


def _quoted(argument: str) -> str:
    """One word of an Exec line, before the escapes that every string of the file has."""
    if not argument or _RESERVED.search(argument):
        argument = '"' + _ESCAPED_IN_QUOTES.sub(r"\\\g<0>", argument) + '"'
    return argument.replace("%", "%%")


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # a name of bytes that are no text
        raise MenuEntryError(
            "The entry cannot be written: the folder of the program, or that of the conversations, has a name that is "
            "no UTF-8. Rename it."
        ) from error


def _is_ours(path: Path) -> bool:
    try:
        return _OURS.search(path.read_text(encoding="utf-8")) is not None
    except (OSError, ValueError):
        return False


def _check_ours(path: Path) -> None:
    if os.path.lexists(path) and not _is_ours(path):
        raise MenuEntryError(f"{path} was not written by Inglenook, so it stays as it is. Move it away, and try again.")


def _write(path: Path, content: bytes) -> None:
    _check_ours(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
    except OSError as error:
        raise MenuEntryError(
            f"{path} cannot be written: {error.strerror or error}. Make room on that disk or mend its permissions."
        ) from error

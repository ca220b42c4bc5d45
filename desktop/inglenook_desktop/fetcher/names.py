"""Which names from a hub may become names of files here. Pure; the same answer on every platform.

A hub serves what others chose to call their files, and a file that one machine can hold must not be a trap on the
next: what any of the platforms would read as something else than a plain name is refused on all of them.
"""

from __future__ import annotations

import re
import unicodedata

from .errors import FetchError
from .protocol import FetchFailureKind

MAX_PART_BYTES = 255
MAX_NAME_BYTES = 1000
_REPOSITORY = re.compile(r"[A-Za-z0-9_](?:[\w.-]{0,94}\w)?(?:/[A-Za-z0-9_](?:[\w.-]{0,94}\w)?)?", re.ASCII)
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | _PORTS
_FORBIDDEN = set('\\:<>"|?*')


def checked_repository(repository: str) -> str:
    """Raises FetchError for what is not "org/name" or "name"."""
    if not _REPOSITORY.fullmatch(repository) or "--" in repository or ".." in repository or len(repository) > 96:
        raise FetchError(
            FetchFailureKind.BAD_NAME,
            f"{shown(repository)} is not the name of a repository. One looks like org/name, in letters, digits and -_.",
        )
    return repository


def checked_path(name: str, what: str) -> str:
    """`name` when it can safely name a file below a folder of ours. what: "file" or "revision", for the sentence.

    Raises FetchError.
    """
    problem = _problem(name)
    if problem:
        raise FetchError(
            FetchFailureKind.BAD_NAME,
            f"The hub's {what} {shown(name)} cannot be kept under its name: {problem}. Nothing was written.",
        )
    return name


def shown(name: str, limit: int = 60) -> str:
    """A name from elsewhere for a sentence: quoted, not too long, and nothing in it acts on what shows it."""
    cut = name if len(name) <= limit else name[: limit - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut) + '"'


def _problem(name: str) -> str:
    """ "" when there is none."""
    if not name:
        return "it is empty"
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for c in name):
        return "it holds characters that cannot be seen"
    if unicodedata.normalize("NFC", name) != name:
        return "its accents are written in a way that some disks change"
    if len(name.encode()) > MAX_NAME_BYTES:
        return "it is too long"
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return "it leads out of its folder"
        if _FORBIDDEN & set(part):
            return 'it holds one of \\ : < > " | ? *'
        if part != part.strip() or part.endswith("."):
            return "it begins or ends with a space, or ends with a dot"
        if len(part.encode()) > MAX_PART_BYTES:
            return "it is too long"
        if part.split(".")[0].rstrip().casefold() in _DEVICES:
            return "it is the name of a device on some systems"
    return ""

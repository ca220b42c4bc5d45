"""What can go wrong with the data folder, as sentences a person can act on.

Owns the translation from SQLite's result codes and the system's errno. A code that points to our own mistake (bad
SQL, a broken constraint, the wrong thread) is not translated: it is a bug and travels on as it is.
"""

from __future__ import annotations

import errno
import functools
import logging
import shutil
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from inglenook_engine.errors import UserFacingError

log = logging.getLogger("store")

E = TypeVar("E", bound=StrEnum)
F = TypeVar("F", bound=StrEnum | None)


class StoreProblem(StrEnum):
    """The cause, for code that has to choose; the sentence is in the error itself."""

    NEWER = "newer"
    DAMAGED = "damaged"
    NOT_OURS = "not_ours"
    NOT_WRITABLE = "not_writable"
    DISK_FULL = "disk_full"
    DISK_ERROR = "disk_error"
    LOCKED = "locked"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_LARGE = "too_large"
    OLD_SQLITE = "old_sqlite"
    MOVED = "moved"
    GONE = "gone"
    ANSWERING = "answering"
    NOT_IN_TRASH = "not_in_trash"
    NO_FOLDER = "no_folder"
    NO_PRESET = "no_preset"
    BAD_NAME = "bad_name"


class StoreError(UserFacingError):
    """The store could not do what was asked, and did none of it. detail: for the log, may be empty."""

    def __init__(self, problem: StoreProblem, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.problem = problem
        self.message = message
        self.detail = detail


# Primary result codes, https://sqlite.org/rescode.html; stable since SQLite 3.0 and absent from Python's module before
# 3.11, and from pysqlite3 altogether.
_PROBLEMS = {
    3: StoreProblem.NOT_WRITABLE,  # PERM
    5: StoreProblem.LOCKED,  # BUSY
    6: StoreProblem.LOCKED,  # LOCKED
    7: StoreProblem.OUT_OF_MEMORY,  # NOMEM
    8: StoreProblem.NOT_WRITABLE,  # READONLY
    10: StoreProblem.DISK_ERROR,  # IOERR
    11: StoreProblem.DAMAGED,  # CORRUPT
    13: StoreProblem.DISK_FULL,  # FULL
    14: StoreProblem.NOT_WRITABLE,  # CANTOPEN
    18: StoreProblem.TOO_LARGE,  # TOOBIG
    22: StoreProblem.TOO_LARGE,  # NOLFS
    23: StoreProblem.NOT_WRITABLE,  # AUTH
    26: StoreProblem.DAMAGED,  # NOTADB
}

_NO_ROOM_BYTES = 64 << 10

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def from_sqlite(error: Exception, path: Path) -> StoreError | None:
    """The error for a person, or None when SQLite reports a mistake of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    problem = _PROBLEMS.get(code & 0xFF)
    if problem is None:
        return None
    if problem is StoreProblem.DISK_ERROR and _is_full(path):
        problem = StoreProblem.DISK_FULL
    name = getattr(error, "sqlite_errorname", str(code))
    return StoreError(problem, sentence(problem, path), detail=f"{name}: {error}")


def _is_full(path: Path) -> bool:
    """Whether the disk of `path` has no room left: SQLite names some ways to notice it (shared memory) I/O errors."""
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False


def from_os(error: OSError, path: Path) -> StoreError:
    """The error for a person when the file system refused `path`."""
    if error.errno in _FULL:
        problem = StoreProblem.DISK_FULL
    elif error.errno == errno.EIO:
        problem = StoreProblem.DISK_ERROR
    else:
        problem = StoreProblem.NOT_WRITABLE
    return StoreError(problem, sentence(problem, path, reason=error.strerror or ""), detail=str(error))


def word(kind: type[E], value: str, otherwise: F) -> E | F:
    """The member of `kind` that a column names. otherwise: for a word that a later version wrote, or damage: one row
    must not hide all others, and keeps what was written."""
    members: dict[str, E] = _members(kind)
    member = members.get(value)
    if member is None:
        _tell_once(kind.__name__, value)
        return otherwise
    return member


@functools.cache
def _members(kind: type[E]) -> dict[str, E]:
    """A look-up in a dict takes a tenth of the time of the enumeration's own."""
    return {member.value: member for member in kind}


@functools.lru_cache(maxsize=1024)
def _tell_once(kind: str, value: str) -> None:
    log.warning("unknown %s: %.40s", kind, value)


def sentence(problem: StoreProblem, path: Path, *, reason: str = "") -> str:
    """What happened, to what, and what to do next. path: the database file, or the folder that was refused.

    reason: the system's own words for a refusal, "" where there are none; of BAD_NAME what is wrong with the name.
    """
    match problem:
        case StoreProblem.NOT_WRITABLE:
            if reason:
                return (
                    f"Inglenook cannot write its data to {path} ({reason}). Give yourself permission to write to this "
                    "folder and the files in it, or choose another folder with --data-dir."
                )
            return (
                f"Inglenook cannot write its data to {path}. Give yourself permission to write to this folder and the "
                "files in it, or choose another folder with --data-dir."
            )
        case StoreProblem.DISK_FULL:
            return (
                f"The disk that holds {path} is full, so nothing more can be saved there. Free some space; Inglenook "
                "then saves what it still holds."
            )
        case StoreProblem.DISK_ERROR:
            return (
                f"The disk reported an error while Inglenook used {path}. Check that the disk is connected, healthy "
                "and not full; Inglenook tries again."
            )
        case StoreProblem.LOCKED:
            return (
                f"Another program keeps {path} locked. Close programs that have this file open (a database browser, a "
                "backup), then try again."
            )
        case StoreProblem.DAMAGED:
            return (
                f"The file {path} is damaged. Close every window and terminal of Inglenook and start it again: it "
                "keeps the damaged file aside, puts back the newest snapshot and adds all that can still be read."
            )
        case StoreProblem.NOT_OURS:
            return (
                f"The file {path} is a database of another program, so Inglenook does not touch it. Move it away, or "
                "choose another folder with --data-dir."
            )
        case StoreProblem.NEWER:
            return (
                f"The file {path} was written by a newer version of Inglenook. Use that version or a later one, or "
                "choose another folder with --data-dir."
            )
        case StoreProblem.OUT_OF_MEMORY:
            return f"There was not enough memory to use {path}. Close other programs, then try again."
        case StoreProblem.TOO_LARGE:
            return f"The text is too large to be saved in {path}; the limit is 1,000 MB. Send it in smaller parts."
        case StoreProblem.OLD_SQLITE:
            return (
                f"Inglenook cannot use {path}, because this Python carries SQLite {reason}, which is too old. Use a "
                "Python with SQLite 3.43 or later, or install the package pysqlite3."
            )
        case StoreProblem.MOVED:
            return (
                f"The file {path} was moved, replaced or deleted while Inglenook used it, so nothing more is saved. "
                "Put it back where it was, or close Inglenook and start it again."
            )
        case StoreProblem.GONE:
            return "This conversation is in the trash or no longer exists. Restore it, or start a new one."
        case StoreProblem.ANSWERING:
            return "An answer is still being written in this conversation. Wait for it, or stop it, then try again."
        case StoreProblem.NOT_IN_TRASH:
            return "This conversation is not in the trash any more, so it was not removed. Look for it in the list."
        case StoreProblem.NO_FOLDER:
            return "This folder no longer exists; its conversations do. Choose another folder, or make a new one."
        case StoreProblem.NO_PRESET:
            return "This preset no longer exists. Choose another one, or make it again."
        case StoreProblem.BAD_NAME:
            return f"{reason} Choose another name."

"""Hashing installed models anew, against what is known of them. Reads whole files; changes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..paths import models_dir
from ..starter import STARTER
from .entries import PROGRAMS, InstalledModel, ModelSource
from .hashing import git_sha1_of, sha256_of
from .naming import shown
from .ours import imported_file, is_ours

_SHA256 = re.compile(r"[0-9a-f]{64}")
_GIT_SHA1 = re.compile(r"[0-9a-f]{40}")


class Verdict(StrEnum):
    """UNKNOWN: whole, but nobody noted what it should be. CHANGED: another program wrote it meanwhile."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """digest: in lower case; "" where nothing is known. is_git: git's sha1 of a small file, otherwise sha256."""

    digest: str
    is_git: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file. sentence: for a person, with what to do where something is wrong."""

    path: Path
    verdict: Verdict
    expected: str
    found: str
    sentence: str


def verify_file(
    model: InstalledModel, path: Path, data_dir: Path, *, on_bytes: Callable[[int], None] = lambda _n: None
) -> Checked:
    """path: one of model.files. Never raises for the file; what on_bytes raises goes through."""
    expected = expected_digest(model, path, data_dir)
    name = shown(path.name if len(model.files) > 1 else model.name)
    try:
        before = path.stat()
        found = git_sha1_of(path, on_bytes) if expected.is_git else sha256_of(path, on_bytes, is_from_disk=True)
        after = path.stat()
    except OSError as error:
        sentence = f"{name} cannot be read: {error.strerror or error}. Look at the disk that {shown(path)} lies on."
        return _checked(path, Verdict.UNREADABLE, expected, "", sentence)
    if (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino):
        sentence = f"{name} changed while it was read. Wait until what writes it is done, and verify it again."
        return _checked(path, Verdict.CHANGED, expected, found, sentence)
    if not expected.digest:
        sentence = f"{name} was read without an error. What it should be is not known; its sha256 is {found}."
        return _checked(path, Verdict.UNKNOWN, expected, found, sentence)
    if found == expected.digest:
        return _checked(path, Verdict.RIGHT, expected, found, f"{name} is right.")
    sentence = f"{name} is damaged: its content is not what was published. {_remedy(model, path, data_dir)}"
    return _checked(path, Verdict.WRONG, expected, found, sentence)


def expected_digest(model: InstalledModel, path: Path, data_dir: Path) -> Expected:
    """From the name of the blob, or from what was noted when the file came."""
    match model.source:
        case ModelSource.STARTER:
            return Expected(digest=STARTER.sha256)
        case ModelSource.HUB | ModelSource.OLLAMA:
            return _by_blob_name(path) if not model.sha256 else Expected(digest=model.sha256)
        case ModelSource.FOLDER:
            noted = imported_file(data_dir, models_dir(data_dir), path)
            return Expected(digest="" if noted is None else noted.sha256)
        case _:
            return Expected(digest=model.sha256 if len(model.files) == 1 else "")


def _by_blob_name(path: Path) -> Expected:
    blob = Path(os.path.realpath(path)).name.lower().removeprefix("sha256-")
    if _SHA256.fullmatch(blob):
        return Expected(digest=blob)
    if _GIT_SHA1.fullmatch(blob):
        return Expected(digest=blob, is_git=True)
    return Expected(digest="")


def _remedy(model: InstalledModel, path: Path, data_dir: Path) -> str:
    match model.source:
        case ModelSource.STARTER:
            return "Get it again with make setup."
        case ModelSource.HUB if is_ours(data_dir, path):
            again = f"{model.repository}:{model.quantization}" if model.quantization else model.repository
            return (
                f"Remove it with inglenook models rm {shown(model.name)}, then get it again with inglenook models pull "
                f"{shown(again)}."
            )
        case ModelSource.HUB:
            return f"Delete {shown(os.path.realpath(path), 300)} and fetch it again with the program that brought it."
        case ModelSource.OLLAMA:
            return f"Get it again with ollama rm {shown(model.name)} and ollama pull {shown(model.name)}."
        case ModelSource.FOLDER:
            return "Remove it with inglenook models rm, and import it again from where it came."
        case source if source in PROGRAMS:
            return f"Remove it in {PROGRAMS[source]} and fetch it there again."
        case _:
            return f"Fetch it again in place of {shown(path, 300)}."


def _checked(path: Path, verdict: Verdict, expected: Expected, found: str, sentence: str) -> Checked:
    return Checked(path=path, verdict=verdict, expected=expected.digest, found=found, sentence=sentence)

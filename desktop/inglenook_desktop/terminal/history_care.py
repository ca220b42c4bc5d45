"""`inglenook history verify|snapshots|restore`: is the database sound, which copies are there, and one of them back.

Verify opens nothing for writing: opening a damaged database mends it, which is not what was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inglenook_engine.errors import UserFacingError

from ..store import FILE_NAME, StoreError, StoreProblem, opening, snapshots
from ..store.db import translated
from ..store.errors import sentence
from ..store.snapshots import Snapshot
from .console import Console
from .exit_codes import ExitCode
from .figures import moment, size


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """is_read: False when nothing can be said of what is in it, and `problems` say why."""

    snapshot: Snapshot
    problems: list[str]
    is_read: bool = True


class SnapshotError(UserFacingError):
    """There is no such snapshot, or it is not sound."""


def run_verify(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    """The status is DATA_FOLDER when the database is damaged, FAILED when only a snapshot is."""
    path = data_dir / FILE_NAME
    is_there = path.exists()
    if is_there:
        with translated(path):
            path.open("rb").close()  # that it may not be read is no damage
    console.progress(f"Checking {path} …")
    problems: list[str] = []
    if is_there:
        with translated(path):
            problems = snapshots.check(path)
    of_snapshots: list[_Checked] = []
    for snapshot in snapshots.listed(data_dir):
        console.progress(f"Checking {snapshot.name} …")
        of_snapshots.append(_checked(snapshot))
    console.clear_progress()
    damaged = [one.snapshot for one in of_snapshots if one.problems]
    if is_json:
        console.json(
            {
                "is_sound": not problems and not damaged,
                "database": {
                    "path": str(path),
                    "is_there": is_there,
                    "size_bytes": path.stat().st_size if is_there else 0,
                    "problems": problems,
                },
                "snapshots": [{"name": one.snapshot.name, "problems": one.problems} for one in of_snapshots],
            }
        )
    else:
        _tell(console, path, is_there=is_there, problems=problems, of_snapshots=of_snapshots)
    if problems:
        return ExitCode.DATA_FOLDER
    return ExitCode.FAILED if damaged else ExitCode.OK


def _checked(snapshot: Snapshot) -> _Checked:
    """One that cannot be read just now is as good as none, and the others are still to be checked."""
    try:
        with translated(snapshot.path):
            return _Checked(snapshot=snapshot, problems=snapshots.check(snapshot.path))
    except StoreError as error:
        return _Checked(snapshot=snapshot, problems=[error.message], is_read=False)


def _tell(
    console: Console,
    path: Path,
    *,
    is_there: bool,
    problems: list[str],
    of_snapshots: list[_Checked],
) -> None:
    if not is_there:
        console.line(f"There are no conversations in {path.parent} yet.")
    elif not problems:
        console.line(f"{path} is sound ({size(path.stat().st_size)}).")
    else:
        console.error(
            f"{path} is damaged: {problems[0]}. At its next start Inglenook keeps the damaged file aside and puts the "
            "history together from it and the newest sound snapshot."
        )
    n_sound = sum(not one.problems for one in of_snapshots)
    if of_snapshots:
        console.line(f"{n_sound} of {len(of_snapshots)} snapshots are sound.")
    for one in of_snapshots:
        if not one.is_read:
            console.error(f"The snapshot {one.snapshot.name} could not be checked. {one.problems[0]}")
        elif one.problems:
            console.error(f"The snapshot {one.snapshot.name} is damaged: {one.problems[0]}. Inglenook passes over it.")


def run_snapshots(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    found = snapshots.listed(data_dir)
    if is_json:
        console.json(
            [
                {
                    "name": snapshot.name,
                    "path": str(snapshot.path),
                    "taken_at": snapshot.taken_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
                    "reason": snapshot.reason,
                    "size_bytes": snapshot.size_bytes,
                }
                for snapshot in found
            ]
        )
        return ExitCode.OK
    if not found:
        console.line(
            "No snapshot yet. The window takes one a day, and every update one before it changes the database."
        )
    width = max((len(snapshot.name) for snapshot in found), default=0)
    for snapshot in found:
        console.line(
            f"{snapshot.name:<{width}}  {moment(snapshot.taken_at.isoformat())}  {size(snapshot.size_bytes):>7}"
        )
    return ExitCode.OK


def run_restore(data_dir: Path, console: Console, *, name: str, is_json: bool) -> ExitCode:
    """The database as it was then; what it is now is kept beside it. Raises SnapshotError, StoreError LOCKED."""
    snapshot = next((one for one in snapshots.listed(data_dir) if one.name == name), None)
    if snapshot is None:
        raise SnapshotError(
            f"There is no snapshot {name} in {data_dir}; inglenook history snapshots shows which there are."
        )
    with translated(snapshot.path):
        problems = snapshots.check(snapshot.path)
    if problems:
        raise SnapshotError(
            f"The snapshot {name} is damaged ({problems[0]}), so nothing was changed. Choose another one."
        )
    try:
        kept = opening.put_back(data_dir, snapshot, now=datetime.now(UTC))
    except StoreError as error:
        if error.problem is not StoreProblem.LOCKED:
            raise
        raise StoreError(
            StoreProblem.LOCKED,
            "Inglenook is running with this data folder. Close its window and its other commands, then restore again.",
            detail=sentence(StoreProblem.LOCKED, data_dir),
        ) from error
    if is_json:
        console.json({"restored": name, "kept": None if kept is None else str(kept)})
        return ExitCode.OK
    console.line(f"The conversations are as they were in {name}, {moment(snapshot.taken_at.isoformat())}.")
    if kept is not None:
        console.line(f"Those of before are kept in {kept}.")
    return ExitCode.OK

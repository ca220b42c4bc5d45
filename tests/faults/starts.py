"""Starts that have work to do, killed or refused at each call that changes a file: the next start must finish the work.

A start moves an old schema forward, marks what a dead process left behind, and puts a damaged database together again.
"""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from inglenook_desktop.store import FILE_NAME, StoreError
from store_writers import Writers

from . import races, shim
from .damage import PAGE_BYTES, spoil
from .kills import n_acknowledged, server
from .outcome import Outcome, some_of
from .script import Session, State, history, open_again, state_of, unsound

N_ACTS = 25
FAULTS = (
    (shim.Action.KILL_BEFORE, 0),
    (shim.Action.KILL_HALFWAY, 0),
    (shim.Action.FAIL, errno.ENOSPC),
    (shim.Action.FAIL_HALFWAY, errno.EIO),
)


def each(folder: Path, *, n_faults: int | None, seed: int) -> Outcome:
    """What the store holds after the next start must be what it holds where nothing happened to the first one.

    n_faults: None for every call.
    """
    outcome = Outcome("a start with work to do, killed or refused")
    kinds: tuple[tuple[str, Callable[[Path, int], None]], ...] = (
        ("an old schema", lambda place, _seed: races.make_old(place)),
        ("an answer in progress", _leave_in_progress),
        ("a damaged page", _leave_damaged),
        ("an empty file", _leave_empty),
    )
    with server(folder, library=shim.build(folder)) as writers:
        for number, (kind, make) in enumerate(kinds):
            left = folder / f"left-{number}"
            make(left, seed)
            _each_call(
                outcome, writers, folder, kind, left, None if n_faults is None else n_faults // len(kinds), seed=seed
            )
    return outcome


def _each_call(
    outcome: Outcome, writers: Writers, folder: Path, kind: str, left: Path, n_faults: int | None, *, seed: int
) -> None:
    data_dir = folder / "started"
    shutil.copytree(left, data_dir)
    try:
        expected = _state_after_start(data_dir)
    except StoreError as refusal:
        outcome.fail(kind, f"refused without a fault: {refusal}")
        return
    shutil.rmtree(data_dir)
    shutil.copytree(left, data_dir)
    (report,) = writers.start("start", data_dir, action=int(shim.Action.WATCH), error=0, nth=1).rest()
    shutil.rmtree(data_dir)
    outcome.figures[f"calls of a start with {kind}"] = report["n_calls"]
    places = [(nth, *fault) for nth in range(1, report["n_calls"] + 1) for fault in FAULTS]
    for nth, action, error in some_of(places, n_faults, seed=seed):
        shutil.copytree(left, data_dir)
        where = f"{kind}, {action.name} {errno.errorcode.get(error, 'by SIGKILL')} at call {nth}"
        n_acknowledged(
            outcome, where, writers.start("start", data_dir, action=int(action), error=error, nth=nth).rest()
        )
        outcome.judge(where, _wrong_with(data_dir, expected))
        shutil.rmtree(data_dir)


def _wrong_with(data_dir: Path, expected: State) -> str:
    try:
        with open_again(data_dir) as store:
            state = state_of(store)
            wrong = unsound(store)
    except StoreError as refusal:
        return f"refused: {refusal} ({refusal.detail})"
    if wrong:
        return f"unsound: {'; '.join(wrong)}"
    missing = {table: len(set(rows) - set(state.get(table, []))) for table, rows in expected.items()}
    if any(missing.values()):
        return f"lost: rows of {', '.join(table for table, n_rows in missing.items() if n_rows)}"
    return "" if state == expected else "mixed: there are rows that nobody wrote"


def _state_after_start(data_dir: Path) -> State:
    with open_again(data_dir) as store:
        return state_of(store)


def _leave_in_progress(folder: Path, seed: int) -> None:
    """As a killed process leaves it: the log beside the file, an answer that nobody writes any more."""
    work = folder.with_name(f"{folder.name}-work")
    session = Session(work, seed=seed)
    for _ in range(N_ACTS):
        session.next_act()()
    while session.is_idle:
        session.next_act()()
    shutil.copytree(work, folder)
    session.close()


def _leave_damaged(folder: Path, seed: int) -> None:
    """The page that is spoiled is one of the middle, of some table or index."""
    history(folder, seed=seed, n_acts=N_ACTS)
    path = folder / FILE_NAME
    content = path.read_bytes()
    middle = len(content) // PAGE_BYTES // 2 * PAGE_BYTES
    path.write_bytes(spoil(content, middle, "noise", random.Random(seed)))


def _leave_empty(folder: Path, seed: int) -> None:
    history(folder, seed=seed, n_acts=N_ACTS)
    (folder / FILE_NAME).write_bytes(b"")

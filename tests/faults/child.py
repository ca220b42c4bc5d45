"""The processes that meet a fault: a server of `store_writers`, with its jobs and some more."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' own modules

from fakes_engine import MODEL
from faults.script import Session, open_again, state_of
from faults.shim import Action, Shim
from inglenook_desktop.recorder import TurnRecorder
from inglenook_desktop.store import StoreError, open_store
from inglenook_engine.protocol import Chunk
from inglenook_engine.types import GenerateParams
from store_writers import JOBS, Report, serve

CHUNK_INTERVAL_S = 0.004


def hold_session(
    data_dir: Path,
    report: Report,
    *,
    seed: int,
    n_acts: int,
    action: int = 0,
    nth: int = 0,
    syncs_later: bool = False,
) -> None:
    """Do all acts of a session, and report each one once the store has acknowledged it.

    action, nth: what is to happen at which call that changes a file (`Shim`); 0: nothing, and it need not be preloaded.
    syncs_later: as in a window; the disk is waited for after each act.
    """
    shim = Shim() if nth else None
    if shim is not None:
        shim.arm(data_dir, Action(action), nth=nth)
    session = Session(data_dir, seed=seed, syncs_later=syncs_later)
    report(opened=True)
    for n_act in range(1, n_acts + 1):
        session.next_act()()
        session.store.wait_for_disk()
        report(done=n_act)
    session.close()
    report(closed=True, n_calls=shim.n_calls if shim is not None else 0)


def hold_failing_session(
    data_dir: Path,
    report: Report,
    *,
    seed: int,
    n_acts: int,
    action: int,
    nth: int,
    error: int,
    syncs_later: bool = False,
) -> None:
    """The same with one call that fails. What raises StoreError is tried again at once, and must succeed then."""
    shim = Shim()
    shim.arm(data_dir, Action(action), error=error, nth=nth)

    def refused(refusal: StoreError, n_act: int) -> None:
        report(refused=n_act, problem=refusal.problem.value, sentence=str(refusal))

    try:
        session = Session(data_dir, seed=seed, syncs_later=syncs_later)
    except StoreError as refusal:
        refused(refusal, 0)
        session = Session(data_dir, seed=seed, syncs_later=syncs_later)
    for n_act in range(1, n_acts + 1):
        act = session.next_act()
        try:
            act()
        except StoreError as refusal:
            refused(refusal, n_act)
            act()
        session.store.wait_for_disk()
    session.close()
    report(closed=True, n_failed=shim.n_failed)


def stream_and_tell(data_dir: Path, report: Report) -> None:
    """Record an answer as the window does, in real time, and tell of each piece just before it is handed over."""
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text="Go on", model=MODEL, params=GenerateParams())
        recorder = TurnRecorder(store, turn)
        report(begun=turn.assistant_message_id)
        index = 0
        while True:
            report(piece=index, at_s=time.monotonic())
            recorder.on_event(Chunk(run_id=turn.run_id, text=f"{index:06d} ", tokens=(index,)))
            index += 1
            time.sleep(CHUNK_INTERVAL_S)


def start(data_dir: Path, report: Report, *, action: int, error: int, nth: int) -> None:
    """A start that something happens to (`Shim`). To be refused is a fine answer."""
    shim = Shim()
    shim.arm(data_dir, Action(action), error=error, nth=nth)
    try:
        open_again(data_dir).close()
        report(closed=True, n_calls=shim.n_calls)
    except StoreError as refusal:
        report(refused=refusal.problem.value, sentence=str(refusal))


def open_only(data_dir: Path, report: Report) -> None:
    """A start, which finds out who has died and says so in the file."""
    open_again(data_dir).close()
    report(opened=True)


def read_everything(data_dir: Path, report: Report) -> None:
    """Open and read all there is, as the program would, and try to write. Each StoreError is a fine answer."""
    try:
        with open_again(data_dir) as store:
            report(opened=True, notes=store.opening_notes)
            for row in state_of(store)["messages"]:
                report(content=row[6])
            for conversation in store.conversations(include_archived=True):
                store.thread(conversation.id)
                store.runs_of_conversation(conversation.id)
                store.tree.siblings(conversation.id)
            store.search.find("smoke")
            store.create_conversation("It goes on")
            damage: list[str] = []
            store.care.start(damage.append)  # the day's check, which looks at everything
            store.care.wait()
            report(complete=True, damage=damage)
    except StoreError as refusal:
        report(refused=refusal.problem.value, sentence=str(refusal))


MORE_JOBS = (hold_session, hold_failing_session, stream_and_tell, start, open_only, read_everything)


def main() -> None:
    logger = logging.getLogger("store")  # its warnings are expected by the thousand
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    serve({**JOBS, **{job.__name__: job for job in MORE_JOBS}})


if __name__ == "__main__":
    main()

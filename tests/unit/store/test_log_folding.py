"""The log of an answer's saves: into the file when the answer has ended, by another thread than the one that saves."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store, open_private_store
from inglenook_desktop.store.log_folding import AFTER_CHARACTERS, LATEST_AFTER_CHARACTERS, LogFolding
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams

LARGE = "large " * (AFTER_CHARACTERS // 25)


def saved(store: Store, text: str, *, fails: bool = False) -> None:
    """An answer that was saved five times, and its end."""
    before = store._folding._thread
    turn = store.begin_turn(conversation_id=None, text="Go on", model=MODEL, params=GenerateParams())
    for _ in range(5):
        store.checkpoint(turn, text, ())
        assert store._folding._thread is before
    if fails:
        failure = Failed(run_id=turn.run_id, kind=FailureKind.BUG, message="It broke.", detail="somewhere")
        store.fail_turn(turn, text=text, tokens=(), failure=failure)
    else:
        store.finish_turn(turn, text=text, tokens=(), reason=FinishReason.STOP, stats=STATS)


def wait(folding: LogFolding) -> None:
    assert folding._thread is not None
    folding._thread.join()


@pytest.mark.parametrize("fails", [False, True])
def test_many_saves_of_an_answer_go_into_the_file_by_themselves_when_it_has_ended(store: Store, fails: bool) -> None:
    store._db._sql.execute("PRAGMA wal_autocheckpoint = 0")
    saved(store, LARGE, fails=fails)
    wait(store._folding)
    assert LARGE.encode()[:1000] in store.path.read_bytes()
    assert threading.current_thread() is not store._folding._thread


def test_those_of_an_endless_one_do_so_while_it_goes_on(store: Store) -> None:
    store._db._sql.execute("PRAGMA wal_autocheckpoint = 0")
    turn = store.begin_turn(conversation_id=None, text="Go on", model=MODEL, params=GenerateParams())
    store.checkpoint(turn, LARGE, ())
    assert store._folding._thread is None
    store._folding.saved(LATEST_AFTER_CHARACTERS)
    wait(store._folding)
    assert LARGE.encode()[:1000] in store.path.read_bytes()


def test_a_small_one_stays_in_the_log(store: Store) -> None:
    store._db._sql.execute("PRAGMA wal_autocheckpoint = 0")
    saved(store, "small and easily found")
    assert store._folding._thread is None
    assert b"small and easily found" not in store.path.read_bytes()


def test_in_memory_there_is_no_log() -> None:
    with open_private_store() as store:
        saved(store, LARGE)
        assert store._folding._thread is None


def test_a_file_that_was_taken_away_is_told_by_the_next_save_and_not_by_this(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.path.rename(tmp_path / "elsewhere")
    caplog.set_level("INFO", "store")
    store._folding.saved(LATEST_AFTER_CHARACTERS)
    wait(store._folding)
    assert "is folded in later" in caplog.text
    (tmp_path / "elsewhere").rename(store.path)
    saved(store, LARGE)

"""The log of a window's writes: into the file when it is large and nothing is being saved, by another thread."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.attachments import AttachedFile
from inglenook_desktop.store import Store, Turn, log_folding, open_private_store
from inglenook_desktop.store.log_folding import LogFolding
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams

N_WORDS = 10_000


@pytest.fixture
def folding(store: Store, monkeypatch: pytest.MonkeyPatch) -> LogFolding:
    """Of a store as a window has it, with a log that is large soon."""
    monkeypatch.setattr(log_folding, "AFTER_BYTES", 300_000)
    monkeypatch.setattr(log_folding, "LATEST_AFTER_BYTES", 3_000_000)
    store.sync_later(lambda: None)
    assert store._db._log_folding is not None
    return store._db._log_folding


def begun(store: Store) -> Turn:
    return store.begin_turn(conversation_id=None, text="Go on", model=MODEL, params=GenerateParams())


def save(store: Store, turn: Turn, n_saves: int) -> str:
    """Another text each time, the last of which is returned."""
    text = ""
    for number in range(n_saves):
        text = f"large{number} " * N_WORDS
        store.checkpoint(turn, text, ())
    return text


def wait(folding: LogFolding) -> None:
    assert folding._thread is not None
    assert folding._thread is not threading.current_thread()
    folding._thread.join()


@pytest.mark.parametrize("fails", [False, True])
def test_many_saves_of_an_answer_go_into_the_file_by_themselves_when_it_has_ended(
    store: Store, folding: LogFolding, fails: bool
) -> None:
    turn = begun(store)
    text = save(store, turn, 10)
    assert folding._thread is None
    if fails:
        failure = Failed(run_id=turn.run_id, kind=FailureKind.BUG, message="It broke.", detail="somewhere")
        store.fail_turn(turn, text=text, tokens=(), failure=failure)
    else:
        store.finish_turn(turn, text=text, tokens=(), reason=FinishReason.STOP, stats=STATS)
    wait(folding)
    assert text.encode()[:1000] in store.path.read_bytes()


def test_those_of_an_endless_one_do_so_while_it_goes_on(store: Store, folding: LogFolding) -> None:
    save(store, begun(store), 60)
    wait(folding)
    assert re.search(rb"(large[1-5]\d ){100}", store.path.read_bytes())


def test_what_is_attached_counts_as_well(store: Store, folding: LogFolding) -> None:
    store.unsent_files.add(None, AttachedFile(name="a.txt", media_type="text/plain", text="", data=b"words " * 100_000))
    wait(folding)


def test_a_log_that_could_not_be_begun_anew_is_not_folded_with_every_write(store: Store, folding: LogFolding) -> None:
    turn = begun(store)
    text = save(store, turn, 10)
    store.finish_turn(turn, text=text, tokens=(), reason=FinishReason.STOP, stats=STATS)
    wait(folding)
    first = folding._thread
    with store.another_connection().read() as reader:  # it needs the log as it is
        reader.execute("SELECT count(*) FROM messages").fetchone()
        for number in range(5):
            store.create_conversation(str(number))
        assert folding._thread is first


def test_a_small_one_stays_in_the_log(store: Store, folding: LogFolding) -> None:
    turn = begun(store)
    store.finish_turn(turn, text="easily found", tokens=(), reason=FinishReason.STOP, stats=STATS)
    assert folding._thread is None
    assert b"easily found" not in store.path.read_bytes()


def test_in_memory_there_is_no_log() -> None:
    with open_private_store() as store:
        store.sync_later(lambda: None)
        save(store, begun(store), 2)
        assert store._db._log_folding is None


def test_a_file_that_was_taken_away_is_told_by_the_next_save_and_not_by_this(
    store: Store, folding: LogFolding, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    save(store, begun(store), 10)
    store.path.rename(tmp_path / "elsewhere")
    caplog.set_level("INFO", "store")
    folding.written(goes_on=False)
    wait(folding)
    assert "is folded in later" in caplog.text
    (tmp_path / "elsewhere").rename(store.path)
    store.create_conversation("It goes on")

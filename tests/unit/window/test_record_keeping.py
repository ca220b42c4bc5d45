"""Which bytes a model file has, read when nobody needs the machine; and the wish to keep totals, from the preferences
to the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from fakes_engine import MODEL, STATS
from inglenook_desktop.app import Session
from inglenook_desktop.store import Store
from inglenook_desktop.store.figures import Grouping
from inglenook_engine.types import FinishReason, GenerateParams
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]
SECOND_SHA256 = hashlib.sha256(b"a stand-in").hexdigest()


def model_sha256(store: Store, message_id: int) -> str:
    run = store.run_of_message(message_id)
    assert run is not None
    return run.model_sha256


def test_a_file_is_read_when_nothing_was_asked_for_a_while(open_window: OpenWindow, ask: Ask, qtbot: QtBot) -> None:
    session = open_window(model=SECOND_MODEL)
    path = str(session.controller.state.engine.choice.path)  # type: ignore[union-attr]  # it is loaded
    assert session.record._timer.isActive()
    assert store_of(session).record.sha256_of(path) == ""
    session.record._timer.start(0)  # the time has come
    qtbot.waitUntil(lambda: store_of(session).record.sha256_of(path) == SECOND_SHA256)
    ask(session, "Well?")
    assert not session.record._timer.isActive()  # it is known now
    assert not session.record._chores.is_busy


def test_all_parts_of_a_model_are_read_and_any_that_changes_is_another_model(
    open_window: OpenWindow, data_dir: Path, qtbot: QtBot
) -> None:
    """By the rule of docs/record.md: the sha256 of the parts' digests."""
    parts = [data_dir / "models" / f"large-0000{number}-of-00002.gguf" for number in (1, 2)]
    for part in parts:
        part.write_bytes(part.name.encode())
    session = open_window(model="large")
    path = str(session.controller.state.engine.choice.path)  # type: ignore[union-attr]  # it is loaded
    assert path == str(parts[0])
    wanted = hashlib.sha256(b"".join(hashlib.sha256(part.name.encode()).digest() for part in parts)).hexdigest()
    session.record._timer.start(0)
    qtbot.waitUntil(lambda: store_of(session).record.sha256_of(path) == wanted)
    parts[1].write_bytes(parts[1].read_bytes().upper())  # as long as before
    assert store_of(session).record.sha256_of(path) == ""
    parts[1].unlink()
    assert store_of(session).record.sha256_of(path) == ""


def test_a_file_whose_bytes_are_known_by_its_name_is_not_read(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()  # the starter, of which only its size is here
    path = str(session.controller.state.engine.choice.path)  # type: ignore[union-attr]
    session.record._timer.start(0)
    qtbot.waitUntil(lambda: len(store_of(session).record.sha256_of(path)) == 64)
    assert not session.record._chores.is_busy


def test_totals_are_kept_from_the_moment_they_are_wanted_and_forgotten_when_not(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot
) -> None:
    session = open_window()
    store = store_of(session)

    def delete_one() -> None:
        turn = store.begin_turn(conversation_id=None, text="Hello", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="Hi", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        store.delete_conversation(turn.conversation_id)
        store.shelf.purge(turn.conversation_id)

    delete_one()
    assert store.figures.by(Grouping.ALL) == []
    session.preferences.change("statistics", "keep_totals", True)
    delete_one()
    (kept,) = store.figures.by(Grouping.ALL)
    assert kept.runs == 1
    session.preferences.change("statistics", "keep_totals", False)
    assert store.figures.by(Grouping.ALL) == []
    ask(session, "Well?")
    assert last_item(session).text

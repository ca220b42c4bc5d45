"""Edits that were not sent, through damage, purges and kills: as every other text of a person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, Turn, open_store, places, salvage_rows, snapshots
from inglenook_desktop.store.pages import RawDatabase
from inglenook_engine.types import FinishReason, GenerateParams
from sqlite_utils.utils import sqlite3

PAGE = 4096
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
SECRET = "zanzibarium"


def say(store: Store, text: str) -> Turn:
    turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text="Yes. " * 200, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn


def edits(data_dir: Path) -> dict[int, str]:
    sql = sqlite3.connect(data_dir / FILE_NAME)
    try:
        return dict(sql.execute("SELECT message_id, text FROM edits").fetchall())
    finally:
        sql.close()


def spoil(path: Path, page_number: int) -> None:
    with path.open("r+b") as file:
        file.seek((page_number - 1) * PAGE)
        file.write(b"\xff" * PAGE)


def page_with(path: Path, what: bytes) -> int:
    with RawDatabase(path) as raw:
        return next(number for number in range(2, raw.n_pages + 1) if what in raw.page(number))


def page_of_message(path: Path, message_id: int) -> int:
    def is_on(number: int) -> bool:
        rows = raw._rows_of(raw.page(number), 0)
        return any(row.rowid == message_id and salvage_rows._is_message(row.values) for row in rows)

    with RawDatabase(path) as raw:
        return next(number for number in range(2, raw.n_pages + 1) if is_on(number))


@pytest.fixture
def kept(tmp_path: Path) -> dict[int, str]:
    """An edit of each of twenty messages, in a folder that is closed; the later ten are in no snapshot."""
    texts = {}
    with open_store(tmp_path) as store:
        for index in range(20):
            turn = say(store, f"question {index}")
            text = f"edit {index} é " + "long " * 2_000 * (index % 2)
            store.shelf.keep_edit(turn.assistant_message_id, text)
            texts[turn.assistant_message_id] = text
            if index == 9:
                snapshots.take(store.path, snapshots.DAILY, now=NOW)
    return texts


def test_edits_come_through_damage(tmp_path: Path, kept: dict[int, str]) -> None:
    path = tmp_path / FILE_NAME
    spoil(path, 1)
    with open_store(tmp_path) as store:
        assert store.opening_notes
    assert edits(tmp_path) == kept


def test_an_edit_on_a_damaged_page_comes_from_the_snapshot(tmp_path: Path, kept: dict[int, str]) -> None:
    path = tmp_path / FILE_NAME
    spoil(path, page_with(path, b"edit 2 "))
    with open_store(tmp_path) as store:
        assert store.opening_notes
    found = edits(tmp_path)
    in_snapshot = sorted(kept)[:10]
    assert {id_: found.get(id_) for id_ in in_snapshot} == {id_: kept[id_] for id_ in in_snapshot}


def test_an_edit_whose_message_is_lost_becomes_a_message(tmp_path: Path) -> None:
    """Nothing says what it was an edit of, and it is what a person wrote."""
    with open_store(tmp_path) as store:
        turns = [say(store, "lost question") for _ in range(8)]
        for turn in turns:
            assert turn.user_message_id is not None
            store.shelf.keep_edit(turn.user_message_id, f"better {turn.user_message_id}")
    path = tmp_path / FILE_NAME
    assert turns[0].user_message_id is not None
    spoil(path, page_of_message(path, turns[0].user_message_id))
    with open_store(tmp_path) as store:
        (house,) = (one for one in store.conversations() if "edits without their message" in one.title)
        housed = {message.content for message in store.tree.whole(house.id)}
        with store._db.read() as sql:
            assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
    assert housed
    assert housed | set(edits(tmp_path).values()) == {f"better {turn.user_message_id}" for turn in turns}


def test_a_purge_takes_the_edits_of_its_conversation_from_every_file(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        stays, goes = say(store, "stays"), say(store, "goes")
        for turn, text in ((stays, "of the other"), (goes, f"{SECRET} " * 3_000)):
            store.shelf.keep_edit(turn.assistant_message_id, text)
        taken = snapshots.take(store.path, snapshots.DAILY, now=NOW)
        store.delete_conversation(goes.conversation_id)
        store.shelf.purge(goes.conversation_id)
        assert store.shelf.edits(stays.conversation_id) == {stays.assistant_message_id: "of the other"}
    assert taken is not None
    assert taken in places.snapshots(tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []

"""Deletion means deletion: after a purge the whole data folder is searched for the text."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, open_store, places, purge
from inglenook_engine.types import FinishReason, GenerateParams

SECRET = "zanzibarium"


def files_with(data_dir: Path, words: Iterable[str]) -> list[str]:
    """Every file of the folder that holds one of the words, in the encodings a database may use."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    found = []
    for path in data_dir.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += [str(path.relative_to(data_dir)) for word in wanted if word in data]
    return found


def say(store: Store, text: str, answer: str, *, conversation_id: int | None = None) -> int:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=MODEL, params=GenerateParams())
    for end in range(0, len(answer), 1 + len(answer) // 3):
        store.checkpoint(turn, answer[:end], [1] * end)
    store.finish_turn(turn, text=answer, tokens=[2] * len(answer), reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def purge_now(store: Store, *ids: int) -> None:
    with store._db.write() as sql:
        for conversation_id in ids:
            assert purge.note(sql, [conversation_id]) == 1
    assert purge.finish(store._db)


def test_a_purged_conversation_leaves_no_byte_in_the_data_folder(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        kept = say(store, "What stays", "It stays.")
        secret = say(store, f"Keep {SECRET} secret", f"{SECRET} " * 5_000)
        say(store, f"More of {SECRET}x", f"Of {SECRET}y", conversation_id=secret)
        store.rename_conversation(secret, f"On {SECRET}t")
        with store._db.write() as sql:
            sql.execute("INSERT INTO tags (conversation_id, tag) VALUES (?, ?)", (secret, f"{SECRET}tag"))
            sql.execute("UPDATE conversations SET draft = ? WHERE id = ?", (f"{SECRET}draft", secret))
            (message_id,) = sql.execute("SELECT max(id) FROM messages WHERE conversation_id = ?", (secret,)).fetchone()
            sql.execute(
                "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, 'text/plain', ?, ?)",
                (message_id, f"{SECRET}.txt", SECRET, SECRET.encode() * 3_000),
            )
        kv = places.kv_folder(tmp_path, secret)
        kv.mkdir(parents=True)
        (kv / "state.bin").write_bytes(SECRET.encode())
        assert f"{FILE_NAME}-wal" in files_with(tmp_path, [SECRET])
        purge_now(store, secret)
        assert files_with(tmp_path, [SECRET]) == []
        assert [conversation.id for conversation in store.conversations()] == [kept]
        assert [message.content for message in store.thread(kept)] == ["What stays", "It stays."]
        with store._db.read() as sql:
            assert sql.execute("SELECT count(*) FROM runs").fetchone() == (1,)
            assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
            assert not purge.noted(sql)
    assert files_with(tmp_path, [SECRET]) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_purge_among_many_conversations_that_grew_side_by_side_leaves_no_byte(tmp_path: Path, seed: int) -> None:
    """Rows moved between pages while they grew; nothing of them may be left where they once were."""
    dice = random.Random(seed)
    words: dict[int, list[str]] = {}
    with open_store(tmp_path) as store:
        for _ in range(150):
            conversation_id = dice.choice([*words]) if words and dice.random() < 0.8 else None
            asked, answered = (f"q{dice.getrandbits(60):x}z" for _ in range(2))
            conversation_id = say(
                store,
                f"{asked} " * dice.choice([1, 3, 30, 300]),
                f"{answered} " * dice.choice([1, 10, 100, 1000]),
                conversation_id=conversation_id,
            )
            words.setdefault(conversation_id, []).extend((asked, answered))
        purged = dice.sample(sorted(words), len(words) // 3)
        purge_now(store, *purged)
        assert files_with(tmp_path, [word for id_ in purged for word in words[id_]]) == []
        kept = [id_ for id_ in words if id_ not in purged]
        assert {conversation.id for conversation in store.conversations()} == set(kept)


def test_a_conversation_as_long_as_can_be_is_purged(tmp_path: Path) -> None:
    """Deletions within deletions are limited to 1,000 by SQLite."""
    with open_store(tmp_path) as store:
        conversation_id = say(store, SECRET, "Yes")
        with store._db.write() as sql:
            (last_id,) = sql.execute("SELECT max(id) FROM messages").fetchone()
            sql.execute(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
                INSERT INTO messages (id, conversation_id, parent_id, role, status, created_at, content)
                SELECT ?1 + i, ?2, ?1 + i - 1, 'user', 'complete', '2026-01-01T00:00:00.000Z', ?3 FROM n
                """,
                (last_id, conversation_id, SECRET),
            )
        purge_now(store, conversation_id)
        assert store.conversations() == []
    assert files_with(tmp_path, [SECRET]) == []


def test_what_a_reader_holds_up_is_purged_when_it_has_gone(tmp_path: Path) -> None:
    with open_store(tmp_path) as reader, open_store(tmp_path) as store:
        secret = say(store, SECRET, SECRET)
        with reader._db.read() as view:
            view.execute("SELECT count(*) FROM messages").fetchone()
            with store._db.write() as sql:
                purge.note(sql, [secret])
            assert not purge.finish(store._db)
            with store._db.read() as sql:
                assert purge.noted(sql)
        assert purge.finish(store._db)
        assert files_with(tmp_path, [SECRET]) == []


def test_an_unknown_conversation_is_not_purged(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store._db.write() as sql:
        assert purge.note(sql, [77]) == 0
        assert not purge.noted(sql)

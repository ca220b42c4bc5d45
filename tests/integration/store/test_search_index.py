"""The index follows the tables, whatever is done to them, and lets go of what is deleted."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME, Store, late_index, open_store
from inglenook_desktop.store.db import APPLICATION_ID, Connection
from inglenook_desktop.store.migrations import migrations
from inglenook_engine.types import FinishReason, GenerateParams
from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3

INDEXES = ("message_words", "message_grams", "title_words", "attachment_words")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def check(sql: Connection) -> None:
    """Each index is sound and says of every row what the row says."""
    for index in INDEXES:
        sql.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


def n_terms(sql: Connection) -> int:
    """Of all indexes together."""
    total = 0
    for index in INDEXES:
        sql.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {index}, instance)")
        total += sql.execute("SELECT count(*) FROM temp.terms").fetchone()[0]
        sql.execute("DROP TABLE temp.terms")
    return total


def old_folder(tmp_path: Path, *, n_steps: int) -> Path:
    """A folder as a version with only these steps left it, with an answer that was being written."""
    folder = tmp_path / "old"
    folder.mkdir()
    earlier = Migrations("inglenook")
    for step in migrations._migrations[:n_steps]:
        earlier(name=step.name)(step.fn)
    database = Database(folder / FILE_NAME, execute_plugins=False)
    earlier.apply(database)
    database.conn.executescript("""
        INSERT INTO conversations (id, title, created_at, updated_at) VALUES (4, 'An old one', '2025', '2025');
        INSERT INTO messages (id, conversation_id, parent_id, role, status, created_at, content) VALUES
            (7, 4, NULL, 'user', 'complete', '2025-01-01T00:00:00.000Z', 'old marmalade 天気'),
            (8, 4, 7, 'assistant', 'streaming', '2025-01-01T00:00:00.000Z', 'half an answer');
        INSERT INTO runs (message_id, action, owner, started_at, app_version, model_name, model_path, model, params)
            VALUES (8, 'answer', 'gone', '2025', '', '', '', '{}', '{}');
    """)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.close()
    return folder


@pytest.mark.parametrize("n_steps", [1, 2, 3])
def test_what_older_versions_wrote_is_found_after_the_migration(tmp_path: Path, n_steps: int) -> None:
    with open_store(old_folder(tmp_path, n_steps=n_steps)) as store:
        assert [hit.message_id for hit in store.search.find("marmal")] == [7]
        assert [hit.message_id for hit in store.search.find("天")] == [7]
        assert [hit.title for hit in store.search.find("old one")] == ["An old one"]
        assert [hit.message_id for hit in store.search.find("half")] == [8]  # opening found its writer gone
        check(store._db._sql)


def test_the_index_follows_whatever_is_done(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of acts in any order, with the statements that the store uses; the index never differs."""
    monkeypatch.setattr(late_index, "AT_ONCE_CHARS", 60)
    source = random.Random(3)
    sql = store._db._sql
    words = ["lease", "rent", "天気がいい", "Café", "", "a\0b", "🎉", "word " * 50]
    for number in range(400):
        text = " ".join(source.choices(words, k=3))
        ids = [id_ for (id_,) in sql.execute("SELECT id FROM messages")]
        conversation_ids = [id_ for (id_,) in sql.execute("SELECT id FROM conversations")]
        act = source.randrange(10)
        if act < 3 or not ids:
            turn = store.begin_turn(conversation_id=None, text=text, model=MODEL, params=GenerateParams())
            store.checkpoint(turn, text, [1])
            if act:
                store.finish_turn(turn, text=text, tokens=[1], reason=FinishReason.STOP, stats=STATS)
            continue
        if act == 9:
            late_index.put_in(store._db)
            continue
        with store._db.write() as write:
            if act == 3:
                write.execute("UPDATE messages SET content = ? WHERE id = ?", (text, source.choice(ids)))
            elif act == 4:
                status = source.choice(["streaming", "complete", "failed"])
                write.execute("UPDATE messages SET status = ? WHERE id = ?", (status, source.choice(ids)))
            elif act == 5:
                write.execute("DELETE FROM messages WHERE id = ?", (source.choice(ids),))
            elif act == 6:
                write.execute("DELETE FROM conversations WHERE id = ?", (source.choice(conversation_ids),))
            elif act == 7:
                write.execute(
                    "UPDATE conversations SET title = ? WHERE id = ?", (text, source.choice(conversation_ids))
                )
            else:
                write.execute(
                    "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, '', '', x'')",
                    (source.choice(ids), text),
                )
                write.execute("UPDATE attachments SET name = name || '.pdf' WHERE id = last_insert_rowid()")
        if number % 20 == 0:
            check(sql)
    check(sql)
    with store._db.write() as write:
        write.execute("DELETE FROM conversations")
    check(sql)
    assert n_terms(sql) == 0


def long_answer(store: Store, word: str) -> int:
    turn = store.begin_turn(conversation_id=None, text="Why?", model=MODEL, params=GenerateParams())
    text = f"{word} " + "because " * 2_000
    store.finish_turn(turn, text=text, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.assistant_message_id


def n_places(store: Store, word: str) -> int:
    found = store._db._sql.execute("SELECT count(*) FROM message_words WHERE message_words MATCH ?", (word,))
    return int(found.fetchone()[0])


def test_a_long_answer_is_found_though_its_end_did_not_wait_for_the_index(store: Store) -> None:
    answered = long_answer(store, "marmalade")
    assert n_places(store, "marmalade") == 0
    assert [hit.message_id for hit in store.search.find("marmalade")] == [answered]
    assert n_places(store, "marmalade") == 1
    check(store._db._sql)


def test_a_search_finds_the_rest_where_the_index_cannot_be_written(store: Store) -> None:
    turn = store.begin_turn(conversation_id=None, text="marmalade", model=MODEL, params=GenerateParams())
    long_answer(store, "marmalade")
    writer = sqlite3.connect(store.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    found = {hit.message_id for hit in store.search.find("marmalade")}
    writer.close()
    assert turn.user_message_id in found
    assert n_places(store, "marmalade") == 1
    store.search.find("marmalade")
    assert n_places(store, "marmalade") == 2


def test_what_waits_is_deleted_with_its_conversation(store: Store) -> None:
    long_answer(store, "marmalade")
    with store._db.write() as sql:
        sql.execute("DELETE FROM conversations")
    late_index.put_in(store._db)
    check(store._db._sql)
    assert n_terms(store._db._sql) == 0


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "nobody waits"])
def test_long_answers_enter_the_index_without_a_search_too(tmp_path: Path, is_closed: bool) -> None:
    store = open_store(tmp_path)
    long_answer(store, "marmalade")
    if not is_closed:
        assert store.care.start(lambda _damage: None)
        store.care.wait()
    before = n_places(store, "marmalade")
    store.close()
    assert before == (0 if is_closed else 1)
    with open_store(tmp_path) as store:
        assert n_places(store, "marmalade") == 1
        check(store._db._sql)


def test_checkpoints_of_an_answer_do_not_touch_the_index(store: Store) -> None:
    sql = store._db._sql
    turn = store.begin_turn(conversation_id=None, text="Why?", model=MODEL, params=GenerateParams())
    before = sql.execute("SELECT count(*), max(id) FROM message_words_data").fetchall()
    for n_words in range(20):
        store.checkpoint(turn, "because " * n_words, [1])
    assert sql.execute("SELECT count(*), max(id) FROM message_words_data").fetchall() == before


def test_no_word_of_what_was_deleted_stays_in_the_file(tmp_path: Path) -> None:
    """Many words, so that the index has many pages and merges; some messages stay beside them."""
    source = random.Random(5)
    with open_store(tmp_path) as store:
        secret, kept = [], []
        for number in range(300):
            words = [f"{source.choice('bcdfg')}{source.getrandbits(60):x}zq" for _ in range(40)]
            (secret if number % 3 else kept).append((number, words))
            turn = store.begin_turn(
                conversation_id=None, text=" ".join(words[:20]), model=MODEL, params=GenerateParams()
            )
            answer = " ".join(words[20:]) + (" 秘密の言葉" if number % 3 else "")
            store.finish_turn(turn, text=answer, tokens=[], reason=FinishReason.STOP, stats=STATS)
        with store._db.write() as sql:
            sql.executemany("DELETE FROM conversations WHERE id = ?", [(number + 1,) for number, _ in secret])
        assert store.search.find(secret[0][1][5]) == []
        assert store.search.find("秘密") == []
        check(store._db._sql)
        assert len(store.search.find(kept[0][1][5])) >= 1
        store._db._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert kept[0][1][5].encode() in data
    begun = set(re.findall(rb"(?=([bcdfg][0-9a-f]{11}))", data))
    assert [word for _, words in secret for word in words if word[:12].encode() in begun] == []
    assert "秘密".encode() not in data


def test_a_trigger_of_the_index_cannot_be_gone_round(store: Store) -> None:
    """Another program that writes to the file keeps the index right as well."""
    with store._db.write():
        pass
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("INSERT INTO conversations (id, title, created_at, updated_at) VALUES (1, 'By hand', '2026', '2026')")
    other.execute(
        "INSERT INTO messages (conversation_id, role, status, created_at, content)"
        " VALUES (1, 'user', 'complete', '2026', 'marmalade')"
    )
    other.close()
    assert len(store.search.find("marmalade")) == 1
    assert len(store.search.find("hand")) == 1

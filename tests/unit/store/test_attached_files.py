"""Files that go with messages: stored with them, kept while not sent, found by their words, and gone with them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.attachments import AttachedFile
from inglenook_desktop.store import Store, StoreError, Turn, open_store, snapshots
from inglenook_desktop.store.search import Hit
from inglenook_engine.types import GenerateParams

REPORT = AttachedFile(name="harvest.pdf", media_type="application/pdf", text="Rye stood well.", data=b"%PDF-1.7 \0\xff")
NOTES = AttachedFile(
    name="notes.txt", media_type="text/plain", text="大麦也很好。", data="大麦也很好。".encode("utf-16")
)


def ask(
    store: Store,
    text: str,
    *files: AttachedFile,
    conversation_id: int | None = None,
    instead_of: int | None = None,
    queued_id: int | None = None,
) -> Turn:
    turn = store.begin_turn(
        conversation_id=conversation_id,
        text=text,
        model=MODEL,
        params=GenerateParams(),
        files=files,
        instead_of=instead_of,
        queued_id=queued_id,
    )
    store.checkpoint(turn, "yes", ())
    with store._db.write() as sql:  # over, without the figures of an answer
        sql.execute("UPDATE messages SET status = 'complete'")
        sql.execute("UPDATE runs SET owner = NULL")
    return turn


def texts(hits: list[Hit]) -> list[str]:
    return ["".join(part for part, _ in hit.snippet) for hit in hits]


def test_files_are_stored_with_their_message_and_read_with_it(store: Store) -> None:
    turn = ask(store, "What does it say?", REPORT, NOTES)
    assert turn.user_message_id is not None
    assert store.files_of(turn.user_message_id) == [REPORT, NOTES]
    read = {turn.user_message_id: (("harvest.pdf", "Rye stood well."), ("notes.txt", "大麦也很好。"))}
    assert store.files_read_with([turn.user_message_id, turn.assistant_message_id, 999]) == read


def test_a_conversation_of_a_file_alone_is_named_after_it(store: Store) -> None:
    turn = ask(store, "", REPORT)
    conversation = store.conversation(turn.conversation_id)
    assert conversation is not None
    assert conversation.title == "harvest.pdf"


def test_an_edited_question_keeps_its_files_and_gets_more(store: Store) -> None:
    first = ask(store, "What?", REPORT)
    assert first.user_message_id is not None
    second = ask(store, "What now?", NOTES, conversation_id=first.conversation_id, instead_of=first.user_message_id)
    assert second.user_message_id is not None
    assert [file.name for file in store.files_of(second.user_message_id)] == ["harvest.pdf", "notes.txt"]


def test_what_is_not_sent_is_kept_for_its_conversation_until_it_is(store: Store) -> None:
    turn = ask(store, "Hello")
    here = turn.conversation_id
    unsent = [store.unsent_files.add(here, REPORT), store.unsent_files.add(None, NOTES)]
    kept = store.unsent_files.of(here)
    assert [(file.unsent_id, file.name, file.data) for file in kept] == [(unsent[0], REPORT.name, REPORT.data)]
    assert store.unsent_files.read_next(here) == ((REPORT.name, REPORT.text),)
    store.unsent_files.set_text(unsent[0], "Something else")
    assert [file.text for file in store.unsent_files.of(here)] == ["Something else"]
    ask(store, "And this?", *store.unsent_files.of(here), conversation_id=here)
    assert store.unsent_files.of(here) == []
    assert [file.name for file in store.unsent_files.of(None)] == ["notes.txt"]
    store.unsent_files.remove(unsent[1])
    assert store.unsent_files.of(None) == []
    with pytest.raises(StoreError):
        store.unsent_files.add(999, REPORT)


def kept(store: Store, conversation_id: int, file: AttachedFile) -> AttachedFile:
    return replace(file, unsent_id=store.unsent_files.add(conversation_id, file))


def test_a_waiting_message_has_its_own_files(store: Store) -> None:
    here = ask(store, "Hello").conversation_id
    waiting = store.writing.enqueue(here, "Later", files=[kept(store, here, REPORT)])
    assert store.unsent_files.of(here) == []
    assert store.writing.queued(here) == [waiting]
    assert waiting.n_files == 1
    store.writing.dequeue(waiting.id, keeps_files=True)
    (file,) = store.unsent_files.of(here)
    waiting = store.writing.enqueue(here, "Later", files=[file])
    turn = ask(store, "Later", conversation_id=here, queued_id=waiting.id)
    assert turn.user_message_id is not None
    assert store.files_of(turn.user_message_id) == [REPORT]
    dropped = store.writing.enqueue(here, "No", files=[NOTES])
    store.writing.dequeue(dropped.id)
    assert store.unsent_files.of(here) == []


@pytest.mark.parametrize("query", ["rye", "stood we", '"rye stood"', "大麦", "很好"])
def test_a_file_is_found_by_its_words(store: Store, query: str) -> None:
    turn = ask(store, "What does it say?", REPORT, NOTES)
    (hit,) = store.search.find(query)
    assert hit.message_id == turn.user_message_id
    assert query.strip('"').split()[0] in texts([hit])[0].lower()


def test_a_file_that_is_found_by_its_name_is_found_once(store: Store) -> None:
    ask(store, "See", AttachedFile(name="rye.txt", media_type="text/plain", text="rye and rye", data=b""))
    assert texts(store.search.find("rye")) == ["rye.txt"]


def test_words_of_a_file_are_gone_with_its_conversation(store: Store) -> None:
    turn = ask(store, "What does it say?", REPORT, NOTES)
    store.unsent_files.add(turn.conversation_id, REPORT)
    store.delete_conversation(turn.conversation_id)
    assert store.search.find("rye") == []
    store.shelf.purge(turn.conversation_id)
    with store._db.read() as sql:
        for table in ("attachments", "unsent_attachments"):
            assert sql.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        for index in ("file_words", "file_grams"):
            assert sql.execute(f"SELECT count(*) FROM {index}('rye OR 大麦也')").fetchone() == (0,)
            sql.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")


def test_a_file_of_a_page_not_begun_leaves_the_snapshots_with_what_is_purged(store: Store, data_dir: Path) -> None:
    store.unsent_files.add(
        None, AttachedFile(name="a", media_type="", text="a secret harvest", data=b"a secret harvest")
    )
    assert snapshots.take(store.path, snapshots.DAILY, now=datetime.now(UTC)) is not None
    ask(store, "What?", *store.unsent_files.of(None))
    (conversation,) = store.conversations()
    store.delete_conversation(conversation.id)
    assert any(b"secret harvest" in path.read_bytes() for path in (data_dir / "snapshots").iterdir())
    store.shelf.purge(conversation.id)
    assert [path for path in data_dir.rglob("*") if path.is_file() and b"secret harvest" in path.read_bytes()] == []


def test_an_archive_has_the_files_of_messages_and_those_not_sent(tmp_path: Path) -> None:
    with open_store(tmp_path / "one") as store:
        turn = ask(store, "What does it say?", REPORT)
        store.unsent_files.add(turn.conversation_id, NOTES)
        out = io.BytesIO()
        store.archive.export(out, None)
    (tmp_path / "all.json").write_bytes(out.getvalue())
    with open_store(tmp_path / "other") as other:
        other.archive.import_from(tmp_path / "all.json")
        (conversation,) = other.conversations()
        question = other.thread(conversation.id)[0]
        assert other.files_of(question.id) == [REPORT]
        (kept,) = other.unsent_files.of(conversation.id)
        assert (kept.name, kept.text, kept.data) == (NOTES.name, NOTES.text, NOTES.data)
        again = io.BytesIO()
        other.archive.export(again, None)
    assert again.getvalue() == out.getvalue()

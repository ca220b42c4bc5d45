"""Conversations of other programs, each from a file in that program's format (tests/data/imports)."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.store import Store
from inglenook_desktop.store.archive import ArchiveError, Format, fields
from inglenook_engine.types import Role

DATA = Path(__file__).resolve().parents[2] / "data" / "imports"


def told(store: Store, conversation_id: int) -> list[tuple[str, str]]:
    """The branch in view."""
    return [(message.role.value, message.content) for message in store.thread(conversation_id)]


def row(store: Store, conversation_id: int, columns: str) -> tuple[Any, ...]:
    with store._db.read() as sql:
        found: tuple[Any, ...] = sql.execute(
            f"SELECT {columns} FROM conversations WHERE id = ?", (conversation_id,)
        ).fetchone()
    return found


def model_names(store: Store, conversation_id: int) -> list[str]:
    runs = store.runs_of_conversation(conversation_id)
    return [runs[message.id].model_name for message in store.thread(conversation_id) if message.id in runs]


def test_chatgpt(store: Store) -> None:
    report = store.archive.import_from(DATA / "chatgpt" / "conversations.json")
    assert (report.formats, report.n_messages, report.problems) == ((Format.CHATGPT,), 10, ())
    bread, rain = report.conversation_ids
    assert told(store, bread) == [
        ("system", "I bake on Sundays.\n\nAnswer briefly."),
        ("user", "Why does my dough stay flat?"),
        ("assistant", "Try a warmer place."),
        ("user", "How warm?"),
        ("assistant", "About 26 °C."),
    ]
    assert [len(group) for group in store.tree.siblings(bread).values()] == [2]
    assert [one.content for one in store.tree.whole(bread) if one.role is Role.ASSISTANT][1] == (
        "Then bake it hot, with steam."
    )
    assert model_names(store, bread) == ["gpt-4", "gpt-4"]
    assert row(store, bread, "title, title_is_edited, origin, created_at, updated_at, pinned_at IS NULL") == (
        "Sourdough that does not rise",
        1,
        "chatgpt:6650a1b2-0001",
        "2024-05-24T14:13:20.000Z",
        "2024-05-24T14:16:50.250Z",
        0,
    )
    assert store.thread(bread)[1].created_at == "2024-05-24T14:13:20.123Z"
    question, answer = told(store, rain)
    assert question == ("user", "[File: rain.csv]\n\n[Image]\n\nPlot this table.")
    assert answer == (
        "assistant",
        "<think>\nLooking at the columns\nThere are two.\n</think>\n\n"
        "```python\nprint(sum(rain))\n```\n\n```\n812\n```\n\n"
        "It rained 812 mm. See also ([a table](https://example.org/rain)).",
    )
    assert row(store, rain, "archived_at IS NULL") == (0,)


def test_the_zip_of_chatgpt_with_its_other_files(store: Store, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "export"), "zip", DATA / "chatgpt")
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("chat.html", "<html>[not JSON]</html>")
        archive.writestr("file-abc.png", b"\x89PNG\r\n")
    renamed = Path(packed).rename(tmp_path / "no ending")
    report = store.archive.import_from(renamed)
    assert (report.formats, len(report.conversation_ids), report.problems) == ((Format.CHATGPT,), 2, ())


def test_lm_studio(store: Store) -> None:
    report = store.archive.import_from(DATA / "lm-studio")
    assert (report.formats, report.problems) == ((Format.LM_STUDIO,), ())
    (cat,) = report.conversation_ids
    assert told(store, cat) == [
        ("system", "You name animals."),
        ("user", "A name for a grey cat?"),
        ("assistant", "<think>\nGrey things: slate, pewter.\n</think>\n\nPewter."),
        ("user", "[Image: 1729000050000 - 7.png]\n\nAnd this one?"),
        ("assistant", '[Called look]\n\n```json\n{"at": "cat"}\n```\n\n```\nblack\n```\n\nSoot, bec'),
    ]
    thread = store.thread(cat)
    other = store.tree.siblings(cat)[thread[2].id][0]
    store.tree.show(other)
    assert [message.content for message in store.thread(cat)][2:] == ["Ash."]
    assert model_names(store, cat) == ["qwen2.5-7b-instruct"]
    assert (thread[4].status, thread[4].created_at) == ("cancelled", "2024-10-15T13:47:44.000Z")
    assert row(store, cat, "title, draft, created_at, updated_at, pinned_at IS NULL") == (
        "Names for a cat",
        "What about a dog",
        "2024-10-15T13:46:40.000Z",
        "2024-10-15T13:47:45.000Z",
        0,
    )


def test_jan(store: Store) -> None:
    report = store.archive.import_from(DATA / "jan")
    assert (report.formats, report.problems) == ((Format.JAN,), ())
    picture, tides = report.conversation_ids
    assert told(store, tides) == [
        ("system", "You know the sea."),
        ("user", "How often is high tide?"),
        ("assistant", "Twice a day."),
        ("user", "Why?"),
        ("assistant", "Because of the mo"),
    ]
    assert [message.status for message in store.thread(tides)][-1] == "cancelled"
    assert model_names(store, tides) == ["llama3.2-3b-instruct"] * 2
    assert row(store, tides, "title, created_at, origin, pinned_at IS NULL") == (
        "Tides",
        "2024-06-10T06:13:20.000Z",
        "jan:jan_1718000000",
        0,
    )
    assert told(store, picture)[1] == (
        "assistant",
        '<think>\nOne pixel.\n</think>\n\n[Called zoom]\n\n```\n{"by": 2}\n```\n\n```\nred\n```\n\nA red point.',
    )
    assert row(store, picture, "title, title_is_edited") == ("What is on this picture?", 0)
    with store._db.read() as sql:
        (attachment,) = sql.execute("SELECT name, media_type, data FROM attachments").fetchall()
    assert attachment[:2] == ("image n1 2", "image/png")
    assert attachment[2].startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["thread.json", "messages.jsonl"])
def test_one_file_of_a_thread_of_jan_brings_the_other(store: Store, name: str) -> None:
    report = store.archive.import_from(DATA / "jan" / "threads" / "jan_1718000000" / name)
    assert len(report.conversation_ids) == 1
    assert store.conversations()[0].title == "Tides"
    assert len(store.thread(1)) == 5


def test_messages_of_jan_without_their_thread_and_a_thread_without_messages(store: Store, tmp_path: Path) -> None:
    source = DATA / "jan" / "threads" / "jan_1718000000"
    for name in ("thread.json", "messages.jsonl"):
        (tmp_path / name).mkdir()
        shutil.copy(source / name, tmp_path / name / name)
    report = store.archive.import_from(tmp_path / "messages.jsonl")
    assert (len(report.conversation_ids), report.problems) == (1, ())
    assert row(store, 1, "title, origin") == ("How often is high tide?", "jan:jan_1718000000")
    report = store.archive.import_from(tmp_path / "thread.json")
    assert (report.conversation_ids, len(report.problems)) == ((), 1)
    assert "no messages.jsonl" in report.problems[0].text


def test_open_webui(store: Store) -> None:
    report = store.archive.import_from(DATA / "open-webui" / "chat-export-1740000999.json")
    assert (report.formats, report.problems) == ((Format.OPEN_WEBUI,), ())
    tea, old = report.conversation_ids
    assert told(store, tea) == [
        ("system", "Be fair."),
        ("user", "Compare tea and coffee."),
        ("assistant", "Tea is milder."),
        ("user", "Sources?"),
        ("assistant", "Model not found"),
    ]
    assert [message.status for message in store.thread(tea)][-1] == "failed"
    assert [len(group) for group in store.tree.siblings(tea).values()] == [2]
    assert model_names(store, tea) == ["qwen3:4b", "qwen3:4b"]
    assert store.tree.whole(tea)[-1].content == (
        "<think>\nCaffeine: coffee > tea.\n\nSo coffee.\n</think>\n\nCoffee is stronger."
    )
    with store._db.read() as sql:
        assert [tag for (tag,) in sql.execute("SELECT tag FROM tags ORDER BY tag")] == ["drinks", "general"]
        assert sql.execute("SELECT name, media_type, text FROM attachments ORDER BY id").fetchall() == [
            ("tea.txt", "text/plain", "Camellia sinensis"),
            ("image 2", "image/png", ""),
        ]
    assert told(store, old) == [("user", "Hello"), ("assistant", "Hello to you.")]
    assert row(store, old, "archived_at IS NULL, pinned_at") == (0, None)


def test_a_folder_with_all_of_them_is_imported_once(store: Store) -> None:
    report = store.archive.import_from(DATA)
    assert set(report.formats) == {Format.CHATGPT, Format.JAN, Format.LM_STUDIO, Format.OPEN_WEBUI}
    assert (len(report.conversation_ids), report.problems) == (7, ())
    again = store.archive.import_from(DATA)
    assert (again.conversation_ids, again.n_present, again.problems) == ((), 7, ())
    store.delete_conversation(1)
    assert store.archive.import_from(DATA).n_present == 7


def test_what_was_imported_is_found_and_exported(store: Store, tmp_path: Path) -> None:
    store.archive.import_from(DATA)
    assert [hit.role for hit in store.search.find("pewter slate")] == [Role.ASSISTANT]
    with (tmp_path / "own.json").open("wb") as out:
        assert store.archive.export(out).n_conversations == 7
    assert store.archive.import_from(tmp_path / "own.json").n_present == 7


def test_a_file_of_something_else_is_a_sentence(store: Store, tmp_path: Path) -> None:
    for number, text in enumerate(
        ["", "Dear diary", '{"version": 1}', "[1, 2, 3]", '{"messages": "none"}', "\x00\x00", '[{"mapping": 3}]', "{"]
    ):
        path = tmp_path / f"{number}.json"
        path.write_text(text)
        with pytest.raises(ArchiveError, match=r"format that is known|cannot be imported"):
            store.archive.import_from(path)
    (tmp_path / "empty").mkdir()
    for missing in (tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(ArchiveError):
            store.archive.import_from(missing)
    assert store.conversations() == []


def test_a_chat_of_open_webui_or_chatgpt_by_itself(store: Store, tmp_path: Path) -> None:
    (chat, _) = json.loads((DATA / "open-webui" / "chat-export-1740000999.json").read_text(encoding="utf-8"))
    (tmp_path / "chat.json").write_text(json.dumps(chat["chat"]))
    assert store.archive.import_from(tmp_path / "chat.json").formats == (Format.OPEN_WEBUI,)
    (bread, _) = json.loads((DATA / "chatgpt" / "conversations.json").read_text(encoding="utf-8"))
    (tmp_path / "bread.json").write_text(json.dumps(bread))
    assert store.archive.import_from(tmp_path / "bread.json").formats == (Format.CHATGPT,)


@pytest.mark.parametrize("digits", [308, 309, 310, 400, 4_000])
def test_a_number_of_many_digits_is_no_date(digits: int) -> None:
    """A float holds no more than 308 of them."""
    for sign in (1, -1):
        assert fields.moment(sign * int("9" * digits)) == ""

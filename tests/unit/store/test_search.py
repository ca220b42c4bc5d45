"""What a search finds, in a real store."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from hostile_searches import fill, hostile_strings, problem_of
from inglenook_desktop.store import Filters, Hit, Store, Turn, open_private_store, open_store
from inglenook_desktop.store import search as search_module
from inglenook_engine.types import FinishReason, GenerateParams, ModelInfo, Role


def ask(
    store: Store, text: str | None, answer: str, *, conversation_id: int | None = None, model: ModelInfo = MODEL
) -> Turn:
    turn = store.begin_turn(conversation_id=conversation_id, text=text, model=model, params=GenerateParams())
    store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn


def messages(hits: list[Hit]) -> list[int]:
    return [hit.message_id for hit in hits if hit.message_id is not None]


def test_a_sentence_is_found_with_its_place(store: Store) -> None:
    ask(store, "Hello", "Hi")
    turn = ask(store, "How long does it run?", "The lease runs for two years, unless ended.")
    (hit,) = store.search.find("two years")
    assert (hit.conversation_id, hit.message_id, hit.role) == (
        turn.conversation_id,
        turn.assistant_message_id,
        Role.ASSISTANT,
    )
    assert hit.title == "How long does it run?"
    assert hit.snippet == (
        ("The lease runs for ", False),
        ("two", True),
        (" ", False),
        ("years", True),
        (", unless ended.", False),
    )


def test_it_is_found_at_every_letter_on_the_way(store: Store) -> None:
    turn = ask(store, "Hello", "a Zorkmid coin")
    for end in range(1, len("zorkmid") + 1):
        assert messages(store.search.find("zorkmid"[:end])) == [turn.assistant_message_id]
    assert store.search.find("zork ") == []


def test_answers_in_branches_that_are_not_in_view_are_found(store: Store) -> None:
    first = ask(store, "Tell me", "about porcupines")
    ask(store, None, "about otters", conversation_id=first.conversation_id)
    assert [m.content for m in store.thread(first.conversation_id)] == ["Tell me", "about otters"]
    assert messages(store.search.find("porcupines")) == [first.assistant_message_id]


def test_an_answer_is_found_once_it_is_whole_and_its_question_at_once(store: Store) -> None:
    turn = store.begin_turn(conversation_id=None, text="Why quinces?", model=MODEL, params=GenerateParams())
    store.checkpoint(turn, "Because marmalade", [1])
    assert messages(store.search.find("quinces")) == [turn.user_message_id]
    assert store.search.find("marmalade") == []
    store.finish_turn(turn, text="Because marmalade.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    assert messages(store.search.find("marmalade")) == [turn.assistant_message_id]


def test_an_interrupted_answer_is_found(data_dir: Path) -> None:
    with open_store(data_dir) as store:
        turn = store.begin_turn(conversation_id=None, text="Why?", model=MODEL, params=GenerateParams())
        store.checkpoint(turn, "Because marmalade", [1])
    with open_store(data_dir) as store:
        assert messages(store.search.find("marmalade")) == [turn.assistant_message_id]


def test_titles_tags_and_attachments_are_found_by_name(store: Store) -> None:
    turn = ask(store, "Hello", "Hi")
    store.rename_conversation(turn.conversation_id, "Taxes of 2025")
    with store._db.write() as sql:
        sql.execute("INSERT INTO tags VALUES (?, 'Finanzamt')", (turn.conversation_id,))
        sql.execute(
            "INSERT INTO attachments (message_id, name, media_type, text, data)"
            " VALUES (?, 'Übersicht_2.pdf', '', '', x'')",
            (turn.user_message_id,),
        )
    (title,) = store.search.find("taxes")
    assert (title.message_id, title.role, title.snippet) == (None, None, (("Taxes", True), (" of 2025", False)))
    (tag,) = store.search.find("finanz")
    assert (tag.message_id, tag.title, tag.snippet) == (None, "Taxes of 2025", (("Finanz", True), ("amt", False)))
    (attachment,) = store.search.find("ubersicht 2")
    assert attachment.message_id == turn.user_message_id
    store.rename_conversation(turn.conversation_id, "Other")
    assert store.search.find("taxes") == []


def test_the_trash_is_not_searched_and_the_archive_is(store: Store) -> None:
    kept, trashed = ask(store, "marmalade kept", "x"), ask(store, "marmalade thrown away", "y")
    store.delete_conversation(trashed.conversation_id)
    with store._db.write() as sql:
        sql.execute("UPDATE conversations SET archived_at = '2026' WHERE id = ?", (kept.conversation_id,))
    assert {hit.conversation_id for hit in store.search.find("marmalade")} == {kept.conversation_id}
    assert {hit.conversation_id for hit in store.search.find("after:2000")} == {kept.conversation_id}
    store.restore_conversation(trashed.conversation_id)
    assert len({hit.conversation_id for hit in store.search.find("marmalade")}) == 2


def test_filters_let_through_what_fits_all_of_them(store: Store) -> None:
    other = dataclasses.replace(MODEL, name="Qwen 2.5")
    a = ask(store, "marmalade a", "marmalade b")
    b = ask(store, "marmalade c", "marmalade d", model=other)
    with store._db.write() as sql:
        sql.execute("INSERT INTO folders (id, name, position, created_at) VALUES (7, 'My wörk', 0, '')")
        sql.execute("UPDATE conversations SET folder_id = 7 WHERE id = ?", (b.conversation_id,))
        sql.execute("INSERT INTO tags VALUES (?, 'tax'), (?, 'taxi')", (a.conversation_id, b.conversation_id))
        sql.execute("UPDATE messages SET created_at = '2024-05-05T12:00:00.000Z' WHERE id = ?", (a.user_message_id,))

    def found(text: str, filters: Filters | None = None) -> set[int]:
        return set(messages(store.search.find(f"marmalade {text}", filters=filters)))

    everything = {a.user_message_id, a.assistant_message_id, b.user_message_id, b.assistant_message_id}
    assert found("") == everything
    assert found("model:qwen") == {b.assistant_message_id}
    assert found("model:nobody") == set()
    assert found("folder:work") == found("", Filters(folder_id=7)) == {b.user_message_id, b.assistant_message_id}
    assert found("tag:tax") == everything
    assert found("tag:taxi") == {b.user_message_id, b.assistant_message_id}
    assert found("tag:taxi tag:tax role:you") == {b.user_message_id}
    assert found("before:2025") == {a.user_message_id}
    assert found("after:2024-05-01 before:2024-06") == {a.user_message_id}
    assert found("after:2024-05-07 role:model") == {a.assistant_message_id, b.assistant_message_id}
    assert found("", Filters(before=date(2025, 1, 1), role=Role.ASSISTANT)) == set()
    assert found("", Filters(conversation_id=a.conversation_id)) == {a.user_message_id, a.assistant_message_id}


def test_filters_alone_show_what_they_let_through_newest_first(store: Store) -> None:
    a, b = ask(store, "first", "x"), ask(store, "second", "y")
    everything = store.search.find("after:2000")
    assert [(hit.conversation_id, hit.message_id) for hit in everything] == [
        (b.conversation_id, None),
        (a.conversation_id, None),
    ]
    yours = store.search.find("role:you")
    assert [hit.snippet for hit in yours] == [(("second", False),), (("first", False),)]


def test_newer_goes_first_among_equals_and_better_before_newer(data_dir: Path) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with open_store(data_dir, now=lambda: moment) as store:
        old = ask(store, "x", "marmalade")
        moment = datetime(2026, 12, 1, tzinfo=UTC)
        new = ask(store, "x", "marmalade")
        weak = ask(store, "x", "many other words " * 2_000 + "marmalade")
        assert messages(store.search.find("marmalade")) == [
            new.assistant_message_id,
            old.assistant_message_id,
            weak.assistant_message_id,
        ]
        best = ask(store, "x", "marmalade marmalade marmalade")
        assert messages(store.search.find("marmalade"))[0] == best.assistant_message_id
        together = ask(store, "x", "a quince " + "word " * 100)
        apart = ask(store, "x", "a " + "word " * 100 + "quince")
        assert messages(store.search.find("a quince ")) == [
            together.assistant_message_id,
            apart.assistant_message_id,
        ]


def test_signs_typed_with_a_word_put_those_that_have_them_first(store: Store) -> None:
    with_signs = ask(store, "x", "I like C++ here")
    ask(store, "x", "I like C here")
    hits = messages(store.search.find("c++"))
    assert (hits[0], len(hits)) == (with_signs.assistant_message_id, 2)


def test_excluded_words_exclude(store: Store) -> None:
    ask(store, "x", "marmalade and butter")
    plain = ask(store, "x", "marmalade and jam")
    assert messages(store.search.find("marmalade -butter")) == [plain.assistant_message_id]
    assert plain.assistant_message_id in messages(store.search.find("-butter"))


def test_scripts_without_spaces_are_found_by_any_part(store: Store) -> None:
    turn = ask(store, "東京の天気は？", "今日は天気がいい plain words")
    for part in ("天", "天気", "気がい", "今日は天気がいい", "いい", "天気 plain", "天気 -rain"):
        assert turn.assistant_message_id in messages(store.search.find(part)), part
    assert [h.message_id for h in store.search.find("東京")] == [None, turn.user_message_id]
    assert store.search.find("天気 -plain") != []
    assert store.search.find("天候") == []


def test_signs_alone_are_found_in_the_newest_messages(store: Store) -> None:
    turn = ask(store, "x", "well done 🎉")
    assert messages(store.search.find("🎉")) == [turn.assistant_message_id]


def test_every_way_to_look_finds_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index, the newest messages and a narrow filter agree on what has the words."""
    for number in range(60):
        ask(store, f"question {number}", "the thing " * (number % 3) + f"answer {number} those")
    for text in ("th", "t", "the", "answer 5", "those -the", '"the thing" a'):
        read_all = store.search.find(text, filters=Filters(after=date(2000, 1, 1)), limit=400)
        assert read_all
        monkeypatch.setattr(search_module, "NARROW", 0)
        for common in (0.0, 0.3, 2.0):
            monkeypatch.setattr(search_module, "COMMON", common)
            assert store.search.find(text, limit=400) == read_all
        monkeypatch.undo()


def test_a_filter_gives_the_same_however_it_is_applied(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = [ask(store, "天気 thing", f"the answer {number} those") for number in range(20)]
    with store._db.write() as sql:
        sql.executemany("INSERT INTO tags VALUES (?, 'tax')", [(turn.conversation_id,) for turn in turns[::3]])
    for text in ("tag:tax th", "tag:tax answer ", "tag:tax 天", "tag:tax role:you thing", "model:fake the"):
        read_all = store.search.find(text, limit=400)
        assert read_all
        monkeypatch.setattr(search_module, "NARROW", 0)
        for wide in (0, 20_000):
            for common in (0.0, 2.0):
                monkeypatch.setattr(search_module, "WIDE", wide)
                monkeypatch.setattr(search_module, "COMMON", common)
                assert store.search.find(text, limit=400) == read_all
        monkeypatch.undo()


def test_a_common_word_shows_the_newest_and_no_more_work(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "CANDIDATES", 20)
    turns = [ask(store, "x", "common") for _ in range(30)]
    found = messages(store.search.find("common ", limit=100))
    assert sorted(found) == [turn.assistant_message_id for turn in turns[-20:]]


def test_the_same_question_has_the_same_answer(store: Store) -> None:
    for number in range(50):
        ask(store, f"same {number % 2}", "same words")
    first = store.search.find("same", limit=30)
    assert len(first) == 30
    assert all(store.search.find("same", limit=30) == first for _ in range(3))
    assert store.search.find("same", limit=10) == first[:10]


def test_a_message_of_ten_megabytes_is_found_and_shown_briefly(store: Store) -> None:
    turn = ask(store, "x", "filler words and more of them " * 350_000 + " zorkmid")
    (hit,) = store.search.find("zorkmid")
    assert hit.message_id == turn.assistant_message_id
    assert 0 < sum(len(part) for part, _ in hit.snippet) < 300


def test_hostile_strings_are_questions_like_others(store: Store) -> None:
    """`python tests/hostile_searches.py` asks a hundred thousand."""
    fill(store)
    problems = {text[:60]: problem_of(store.search.find(text)) for text in hostile_strings(600)}
    assert {text: problem for text, problem in problems.items() if problem} == {}


def test_a_private_store_is_searched_too() -> None:
    with open_private_store() as store:
        turn = ask(store, "x", "marmalade")
        assert messages(store.search.find("marm")) == [turn.assistant_message_id]

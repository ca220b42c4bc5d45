"""Folders, tags, pins, the archive, drafts, and what the window remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.store import Store, StoreError, StoreProblem, open_store
from inglenook_engine.types import FinishReason, GenerateParams
from sqlite_utils.utils import sqlite3

TEN_MB = "a" * (10 << 20)

INVISIBLE = ["", " ", "\n\t", "\x00\x1b\x07", "\u200b\u2060\ufeff", "\u200d", "\u202e", "\u00ad"]


def problem_of(act: Callable[[], object]) -> tuple[StoreProblem, str]:
    with pytest.raises(StoreError) as caught:
        act()
    message = caught.value.message
    assert message.endswith(".")
    assert len(message) < 300
    return caught.value.problem, message


def ids(store: Store) -> list[int]:
    return [conversation.id for conversation in store.conversations()]


# --- the list


def test_pinned_conversations_come_first_and_newest_first_among_themselves(store: Store) -> None:
    one, two, three, four = (store.create_conversation(name).id for name in ("one", "two", "three", "four"))
    store.shelf.set_pinned(two, True)
    store.shelf.set_pinned(one, True)
    assert ids(store) == [two, one, four, three]
    store.shelf.set_pinned(two, False)
    assert ids(store) == [one, four, three, two]
    assert [conversation.is_pinned for conversation in store.conversations()] == [True, False, False, False]


def test_archived_conversations_are_listed_only_when_asked_for(store: Store) -> None:
    one, two = store.create_conversation("one").id, store.create_conversation("two").id
    store.shelf.set_archived(one, True)
    assert ids(store) == [two]
    assert {c.id: c.is_archived for c in store.conversations(include_archived=True)} == {one: True, two: False}
    found = store.conversation(one)
    assert found is not None
    assert found.is_archived
    store.shelf.set_archived(one, False)
    assert ids(store) == [two, one]


def test_pinning_again_keeps_the_moment_of_the_first_time(store: Store) -> None:
    one = store.create_conversation("one").id

    def moments() -> tuple[str | None, str | None]:
        with store._db.read() as sql:
            row: tuple[str | None, str | None] = sql.execute(
                "SELECT pinned_at, archived_at FROM conversations WHERE id = ?", (one,)
            ).fetchone()
            return row

    for _ in range(2):
        store.shelf.set_pinned(one, True)
        store.shelf.set_archived(one, True)
    first = moments()
    store.shelf.set_pinned(one, True)
    store.shelf.set_archived(one, True)
    assert moments() == first
    assert None not in first


def test_ordering_conversations_does_not_make_them_newer(store: Store) -> None:
    one = store.create_conversation("one")
    store.create_conversation("two")
    folder = store.shelf.create_folder("Work")
    store.shelf.move(one.id, folder.id)
    store.shelf.set_tags(one.id, ["rust"])
    store.shelf.set_draft(one.id, "unsent")
    store.shelf.set_archived(one.id, True)
    now = store.conversation(one.id)
    assert now is not None
    assert now.updated_at == one.updated_at
    assert [c.title for c in store.conversations(include_archived=True)] == ["two", "one"]


@pytest.mark.parametrize(
    "act",
    [
        lambda store, id_: store.shelf.move(id_, None),
        lambda store, id_: store.shelf.set_tags(id_, ["a"]),
        lambda store, id_: store.shelf.set_pinned(id_, True),
        lambda store, id_: store.shelf.set_archived(id_, True),
        lambda store, id_: store.shelf.set_draft(id_, "x"),
    ],
    ids=["move", "tags", "pin", "archive", "draft"],
)
def test_what_is_in_the_trash_or_unknown_cannot_be_ordered(store: Store, act: Callable[[Store, int], None]) -> None:
    deleted = store.create_conversation("one").id
    store.delete_conversation(deleted)
    for conversation_id in (deleted, 12345):
        assert problem_of(lambda id_=conversation_id: act(store, id_))[0] is StoreProblem.GONE  # type: ignore[misc]


# --- folders


def test_a_folder_keeps_what_it_gives_to_its_conversations(store: Store, data_dir: Path) -> None:
    folder = store.shelf.create_folder("  Work\n and  play ")
    assert (folder.name, folder.system_prompt, folder.model_name, folder.preset_id) == ("Work and play", "", "", None)
    preset = store.writing.add_preset(Preset(name="Cold", params=PresetParams(temperature=0.1)))
    store.shelf.set_system_prompt(folder.id, "Be brief. \ud800")
    store.shelf.set_model(folder.id, MODEL.name)
    store.writing.choose_for_folder(folder.id, preset.id)
    store.close()
    with open_store(data_dir) as again:
        (kept,) = again.shelf.folders()
    assert kept.system_prompt == "Be brief. \ufffd"
    assert kept.model_name == MODEL.name
    assert kept.preset_id == preset.id


def test_a_folder_is_changed_as_a_whole_or_not_at_all(store: Store, data_dir: Path) -> None:
    store.shelf.create_folder("Play")
    folder = store.shelf.create_folder("Work")
    preset_id = store.writing.add_preset(Preset(name="Short")).id
    store.shelf.change_folder(
        folder.id, name=" Works ", instructions="Be brief.", model=MODEL.name, preset_id=preset_id
    )
    changed = store.shelf.folders()[1]
    assert (changed.id, changed.name, changed.system_prompt) == (folder.id, "Works", "Be brief.")
    assert (changed.model_name, changed.preset_id) == (MODEL.name, preset_id)
    for name in ("play", ""):
        problem, _ = problem_of(
            lambda name=name: store.shelf.change_folder(  # type: ignore[misc]
                folder.id, name=name, instructions="Be long.", model="", preset_id=None
            )
        )
        assert problem is StoreProblem.BAD_NAME
    with open_store(data_dir) as other:
        assert other.shelf.folders()[1] == changed
        other.shelf.delete_folder(folder.id)
    gone, _ = problem_of(
        lambda: store.shelf.change_folder(folder.id, name="Works", instructions="", model="", preset_id=None)
    )
    assert gone is StoreProblem.NO_FOLDER


def test_a_change_of_a_folder_that_breaks_off_in_the_middle_changes_nothing(store: Store) -> None:
    folder = store.shelf.create_folder("Work")
    with store._db.write() as sql:
        sql.execute(
            "CREATE TEMP TRIGGER full BEFORE UPDATE OF model_name ON folders BEGIN SELECT raise(ABORT, 'no room'); END"
        )
    with pytest.raises(sqlite3.Error):
        store.shelf.change_folder(folder.id, name="Works", instructions="x", model="y", preset_id=None)
    assert store.shelf.folders() == [folder]


def test_a_conversation_begins_in_its_folder_with_its_first_message(store: Store, data_dir: Path) -> None:
    folder = store.shelf.create_folder("Work")

    def begin(folder_id: int | None, conversation_id: int | None = None) -> int:
        turn = store.begin_turn(
            conversation_id=conversation_id, text="Hi", model=MODEL, params=GenerateParams(), folder_id=folder_id
        )
        store.finish_turn(turn, text="", tokens=[], reason=FinishReason.STOP, stats=STATS)
        return turn.conversation_id

    here, outside = begin(folder.id), begin(None)
    begin(folder.id, outside)  # it has begun elsewhere
    assert {one.id: one.folder_id for one in store.conversations()} == {here: folder.id, outside: None}
    with open_store(data_dir) as other:
        other.shelf.delete_folder(folder.id)
    late = begin(folder.id)
    assert {one.id: one.folder_id for one in store.conversations()} == {here: None, outside: None, late: None}


def test_folders_stand_in_the_order_that_a_person_gave_them(store: Store) -> None:
    a, b, c, d = (store.shelf.create_folder(name).id for name in "abcd")
    store.shelf.set_order([c, a])
    assert [folder.id for folder in store.shelf.folders()] == [c, a, b, d]
    store.shelf.set_order([d, 999, d, c, a, b])
    assert [folder.id for folder in store.shelf.folders()] == [d, c, a, b]
    e = store.shelf.create_folder("e").id
    assert [folder.id for folder in store.shelf.folders()] == [d, c, a, b, e]
    store.shelf.set_order([])
    assert [folder.id for folder in store.shelf.folders()] == [d, c, a, b, e]


def test_the_conversations_of_a_deleted_folder_stay(store: Store) -> None:
    folder = store.shelf.create_folder("Work")
    here, deleted = store.create_conversation("here").id, store.create_conversation("deleted").id
    for conversation_id in (here, deleted):
        store.shelf.move(conversation_id, folder.id)
    store.delete_conversation(deleted)
    assert [c.folder_id for c in (*store.conversations(), *store.shelf.trash())] == [folder.id, folder.id]
    store.shelf.delete_folder(folder.id)
    store.restore_conversation(deleted)
    assert {c.id: c.folder_id for c in store.conversations()} == {here: None, deleted: None}
    assert store.shelf.folders() == []


def test_a_conversation_is_moved_between_folders_and_out_of_them(store: Store) -> None:
    work, play = store.shelf.create_folder("Work").id, store.shelf.create_folder("Play").id
    one = store.create_conversation("one").id
    for folder_id in (work, play, None):
        store.shelf.move(one, folder_id)
        assert [c.folder_id for c in store.conversations()] == [folder_id]


def test_a_folder_that_is_gone_is_told(store: Store) -> None:
    one = store.create_conversation("one").id
    for act in (
        lambda: store.shelf.rename_folder(5, "x"),
        lambda: store.shelf.set_system_prompt(5, "x"),
        lambda: store.shelf.set_model(5, "x"),
        lambda: store.writing.choose_for_folder(5, None),
        lambda: store.shelf.delete_folder(5),
        lambda: store.shelf.move(one, 5),
    ):
        problem, message = problem_of(act)
        assert problem is StoreProblem.NO_FOLDER
        assert "no longer exists" in message


@pytest.mark.parametrize("name", INVISIBLE)
def test_a_folder_needs_a_name_that_can_be_seen(store: Store, name: str) -> None:
    folder = store.shelf.create_folder("Work")
    for act in (lambda: store.shelf.create_folder(name), lambda: store.shelf.rename_folder(folder.id, name)):
        problem, message = problem_of(act)
        assert problem is StoreProblem.BAD_NAME
        assert "can be seen" in message
    assert store.shelf.folders() == [folder]


@pytest.mark.parametrize("name", [TEN_MB, "a" * 201, "🙂" * 201], ids=["10 MB", "201", "201 emoji"])
def test_a_folders_name_has_an_end(store: Store, name: str) -> None:
    problem, message = problem_of(lambda: store.shelf.create_folder(name))
    assert problem is StoreProblem.BAD_NAME
    assert f"{len(name):,}" in message
    assert len(store.shelf.create_folder(name[:200]).name) == 200


def test_two_folders_cannot_be_told_apart_by_case_alone(store: Store) -> None:
    work = store.shelf.create_folder("Straße")
    for name in ("straße", "STRASSE", " Straße\n"):
        problem, message = problem_of(lambda name=name: store.shelf.create_folder(name))  # type: ignore[misc]
        assert problem is StoreProblem.BAD_NAME
        assert "“Straße”" in message
    store.shelf.rename_folder(work.id, "STRASSE")
    other = store.shelf.create_folder("Play")
    assert problem_of(lambda: store.shelf.rename_folder(other.id, "Strasse"))[0] is StoreProblem.BAD_NAME
    assert [folder.name for folder in store.shelf.folders()] == ["STRASSE", "Play"]


def test_control_and_direction_characters_are_left_out_of_names(store: Store) -> None:
    assert store.shelf.create_folder("Wo\x00rk\u202e \x1b[31m").name == "Work [31m"
    assert store.shelf.create_folder("👩\u200d💻").name == "👩\u200d💻"


# --- tags


def tags_of(store: Store, conversation_id: int) -> tuple[str, ...]:
    conversation = store.conversation(conversation_id)
    assert conversation is not None
    assert [c.tags for c in store.conversations() if c.id == conversation_id] == [conversation.tags]
    return conversation.tags


def test_a_conversation_has_exactly_the_tags_it_was_given(store: Store) -> None:
    one = store.create_conversation("one").id
    store.shelf.set_tags(one, ["work", " Rust ", "été", "🦀"])
    assert tags_of(store, one) == ("Rust", "work", "été", "🦀")
    store.shelf.set_tags(one, ["work"])
    assert tags_of(store, one) == ("work",)
    store.shelf.set_tags(one, [])
    assert tags_of(store, one) == ()


def test_a_tag_that_differs_in_case_is_the_one_in_use_elsewhere(store: Store) -> None:
    one, two = store.create_conversation("one").id, store.create_conversation("two").id
    store.shelf.set_tags(one, ["Rust", "rust", "RUST"])
    assert tags_of(store, one) == ("Rust",)
    store.shelf.set_tags(two, ["rUST", "new"])
    assert tags_of(store, two) == ("new", "Rust")
    assert store.shelf.all_tags() == [("Rust", 2), ("new", 1)]


def test_a_tag_in_use_nowhere_else_can_change_its_case(store: Store) -> None:
    one = store.create_conversation("one").id
    store.shelf.set_tags(one, ["rust"])
    store.shelf.set_tags(one, ["Rust"])
    assert tags_of(store, one) == ("Rust",)


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("a,b", "comma"),
        (",", "comma"),
        (TEN_MB, "10,485,760"),
        ("x" * 61, "61"),
        *((one, "seen") for one in INVISIBLE),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_a_tag_that_cannot_be_kept_changes_nothing(store: Store, tag: str, word: str) -> None:
    one = store.create_conversation("one").id
    store.shelf.set_tags(one, ["kept"])
    problem, message = problem_of(lambda: store.shelf.set_tags(one, ["good", tag]))
    assert problem is StoreProblem.BAD_NAME
    assert word in message
    assert tags_of(store, one) == ("kept",)


def test_a_conversation_has_at_most_a_hundred_tags(store: Store) -> None:
    one = store.create_conversation("one").id
    store.shelf.set_tags(one, [f"tag {i}" for i in range(100)] * 3)
    assert len(tags_of(store, one)) == 100
    problem, message = problem_of(lambda: store.shelf.set_tags(one, [f"tag {i}" for i in range(101)]))
    assert problem is StoreProblem.BAD_NAME
    assert "100" in message


def test_all_tags_are_counted_without_the_trash_and_with_the_archive(store: Store) -> None:
    one, two, three = (store.create_conversation(name).id for name in ("one", "two", "three"))
    store.shelf.set_tags(one, ["b", "a"])
    store.shelf.set_tags(two, ["b", "c"])
    store.shelf.set_tags(three, ["c", "d"])
    store.shelf.set_archived(two, True)
    store.delete_conversation(three)
    assert store.shelf.all_tags() == [("b", 2), ("a", 1), ("c", 1)]


# --- drafts and what is remembered


def test_unsent_text_is_kept_for_each_conversation_and_for_a_new_one(store: Store, data_dir: Path) -> None:
    one, two = store.create_conversation("one").id, store.create_conversation("two").id
    assert [store.shelf.draft(id_) for id_ in (one, two, None, 999)] == ["", "", "", ""]
    store.shelf.set_draft(one, "first\nline \ud800\x00")
    store.shelf.set_draft(None, "a new one")
    store.close()
    with open_store(data_dir) as again:
        assert [again.shelf.draft(id_) for id_ in (one, two, None)] == ["first\nline \ufffd\x00", "", "a new one"]
        again.shelf.set_draft(one, "")
        again.shelf.set_draft(None, "")
        assert [again.shelf.draft(id_) for id_ in (one, None)] == ["", ""]


def test_a_draft_of_ten_megabytes_comes_back(store: Store) -> None:
    one = store.create_conversation("one").id
    store.shelf.set_draft(one, TEN_MB)
    assert store.shelf.draft(one) == TEN_MB


def test_a_draft_goes_to_the_trash_and_back_with_its_conversation(store: Store) -> None:
    one = store.create_conversation("one").id
    store.shelf.set_draft(one, "unsent")
    store.delete_conversation(one)
    store.restore_conversation(one)
    assert store.shelf.draft(one) == "unsent"


def test_what_is_remembered_is_found_again_until_it_is_forgotten(store: Store, data_dir: Path) -> None:
    assert store.shelf.remembered("open folders") == ""
    store.shelf.remember("open folders", "1 2")
    store.shelf.remember("open folders", "1 2 3")
    store.close()
    with open_store(data_dir) as again:
        assert again.shelf.remembered("open folders") == "1 2 3"
        again.shelf.remember("open folders", "")
        with again._db.read() as sql:
            assert sql.execute("SELECT count(*) FROM remembered WHERE name = 'open folders'").fetchone() == (0,)

"""The shelf against a plain model of it, through hundreds of acts, refusals and restarts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from inglenook_desktop.store import Store, StoreError, open_store
from inglenook_desktop.store.shelf import TRASH_DAYS

N_ACTS = 400

TAGS = ["rust", "Rust", "RUST", "work", "été", "ÉTÉ", "🦀", "", "a,b", "x" * 61]
NAMES = ["Work", "work", "Play", "Straße", "STRASSE", "\x00", "x" * 201]


@dataclass(frozen=True)
class Kept:
    """A conversation as it ought to be."""

    used: int
    folder: int | None = None
    tags: frozenset[str] = frozenset()
    is_pinned: bool = False
    is_archived: bool = False
    deleted: datetime | None = None
    draft: str = ""


@dataclass
class Model:
    conversations: dict[int, Kept] = field(default_factory=dict)
    folders: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def change(self, id_: int, **changes: object) -> None:
        self.conversations[id_] = replace(self.conversations[id_], **changes)  # type: ignore[arg-type]


def is_good(tag: str) -> bool:
    return 0 < len(tag) <= 60 and "," not in tag


def act(store: Store, model: Model, chance: random.Random) -> None:
    """One act on both; a StoreError leaves the model as it is."""
    shelf = store.shelf
    number = chance.choice([*model.conversations, 10**6])
    folder = chance.choice([*model.folders, None, 10**6])
    kept = model.conversations.get(number)
    is_here = kept is not None and kept.deleted is None
    yes = chance.random() < 0.5
    match chance.randrange(14):
        case 0:
            made = store.create_conversation("c")
            model.conversations[made.id] = Kept(used=made.id)
        case 1:
            shelf.set_pinned(number, yes)
            model.change(number, is_pinned=yes)
        case 2:
            shelf.set_archived(number, yes)
            model.change(number, is_archived=yes)
        case 3:
            shelf.move(number, folder)
            model.change(number, folder=folder)
        case 4 | 5:
            tags = chance.choices(TAGS, weights=[9] * 7 + [1] * 3, k=chance.randrange(4))
            shelf.set_tags(number, tags)
            assert all(map(is_good, tags))
            model.change(number, tags=frozenset(tag.casefold() for tag in tags))
        case 6 if is_here:
            store.delete_conversation(number)
            model.change(number, deleted=model.now)
        case 7:
            store.restore_conversation(number)
            model.change(number, deleted=None)
        case 8:
            shelf.purge(number)
            assert kept is not None
            assert kept.deleted is not None
            del model.conversations[number]
        case 9:
            name = chance.choice(NAMES)
            made_folder = shelf.create_folder(name)
            assert name.casefold() not in {other.casefold() for other in model.names.values()}
            model.folders.append(made_folder.id)
            model.names[made_folder.id] = name
        case 10 if folder is not None:
            shelf.delete_folder(folder)
            model.folders.remove(folder)
            del model.names[folder]
            for id_, one in model.conversations.items():
                if one.folder == folder:
                    model.change(id_, folder=None)
        case 11:
            shelf.set_draft(number, chance.choice(["", "unsent"]))
            model.change(number, draft=shelf.draft(number))
        case 12:
            model.now += timedelta(days=chance.randrange(20))
            limit = model.now - timedelta(days=TRASH_DAYS)
            old = {id_ for id_, one in model.conversations.items() if one.deleted is not None and one.deleted < limit}
            assert set(shelf.expired()) == old
            assert shelf.purge_all(shelf.expired()) == len(old)
            for id_ in old:
                del model.conversations[id_]
        case _:
            chance.shuffle(model.folders)
            shelf.set_order(model.folders)


def check(store: Store, model: Model) -> None:
    listed = store.conversations(include_archived=True)
    here = {id_: one for id_, one in model.conversations.items() if one.deleted is None}
    assert [c.id for c in listed] == sorted(here, key=lambda id_: (not here[id_].is_pinned, -here[id_].used))
    assert store.conversations() == [c for c in listed if not c.is_archived]
    trash = store.shelf.trash()
    assert {c.id for c in trash} == model.conversations.keys() - here.keys()
    for one in (*listed, *trash):
        kept = model.conversations[one.id]
        tags = frozenset(tag.casefold() for tag in one.tags)
        assert (one.folder_id, tags, one.is_pinned, one.is_archived) == (
            kept.folder,
            kept.tags,
            kept.is_pinned,
            kept.is_archived,
        )
        assert len(one.tags) == len(tags)
        assert store.shelf.draft(one.id) == kept.draft
    assert [folder.id for folder in store.shelf.folders()] == model.folders
    counts = dict(store.shelf.all_tags())
    assert sum(counts.values()) == sum(len(one.tags) for one in here.values())
    with store._db.read() as sql:
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("seed", range(4))
def test_the_shelf_is_as_it_was_left_after_any_acts_and_restarts(data_dir: Path, seed: int) -> None:
    chance = random.Random(seed)
    model = Model()
    store = open_store(data_dir, now=lambda: model.now)
    n_refused = 0
    try:
        for _ in range(N_ACTS):
            try:
                act(store, model, chance)
            except StoreError:
                n_refused += 1
            if chance.random() < 0.1:
                check(store, model)
            if chance.random() < 0.02:
                store.close()
                store = open_store(data_dir, now=lambda: model.now)
        check(store, model)
    finally:
        store.close()
    assert 0 < n_refused < N_ACTS / 2

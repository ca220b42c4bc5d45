"""A store that fails while the window is used: everything a person can do gets a sentence, and works again later.

The failures are real ones of SQLite: no room, no permission, a file that was moved away, pages that were spoiled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from inglenook_desktop import shelf_wishes as wishes
from inglenook_desktop.app import Session
from inglenook_desktop.shelf_wishes import Place
from inglenook_desktop.state import Idle
from inglenook_desktop.store import FILE_NAME, open_store, snapshots
from pytestqt.qtbot import QtBot
from windows import OpenWindow, last_item, store_of

Ask = Callable[[Session, str], None]


def everything(session: Session, conversation_id: int, trashed_id: int, folder_id: int) -> list[Callable[[], None]]:
    """What a person can do with conversations, in no sensible order."""
    controller = session.controller
    shelf = controller.shelf
    message_id = last_item(session).key
    return [
        lambda: shelf.do(wishes.Pin(conversation_id=conversation_id, is_pinned=True)),
        lambda: shelf.do(wishes.Archive(conversation_id=conversation_id, is_archived=True)),
        lambda: shelf.do(wishes.Move(conversation_id=conversation_id, folder_id=folder_id)),
        lambda: shelf.do(wishes.SetTags(conversation_id=conversation_id, tags=("x" * 90, "y"))),
        lambda: shelf.do(wishes.MakeFolder(name="Another", conversation_id=conversation_id)),
        lambda: shelf.do(
            wishes.ChangeFolder(folder_id=folder_id, name="New", system_prompt="s", model_name="", preset_id=None)
        ),
        lambda: shelf.do(wishes.ShiftFolder(folder_id=folder_id, by=1)),
        lambda: shelf.do(wishes.DeleteFolder(folder_id=folder_id)),
        lambda: shelf.do(wishes.Go(place=Place.TRASH)),
        lambda: shelf.do(wishes.Restore(conversation_id=trashed_id)),
        lambda: shelf.do(wishes.Go(place=Place.ARCHIVE)),
        lambda: shelf.do(wishes.Go(place=Place.CHATS)),
        lambda: shelf.do(wishes.BeginInFolder(folder_id=folder_id)),
        lambda: controller.open_conversation(conversation_id),
        lambda: shelf.rename(conversation_id, "A name"),
        lambda: shelf.search("words"),
        lambda: shelf.delete(conversation_id),
        lambda: shelf.undo_delete(),
        lambda: controller.answering.regenerate(message_id),
        lambda: controller.refresh(),
        lambda: controller.look_for_changes(),
        lambda: controller.new_conversation(),
        lambda: session.window.composer.set_text("typed"),
        lambda: session.window.composer.submit(),
        lambda: controller.unsent.save(),
    ]


def no_room(session: Session) -> Callable[[], None]:
    sql = store_of(session)._db._sql
    (n_pages,) = sql.execute("PRAGMA page_count").fetchone()
    sql.execute(f"PRAGMA max_page_count = {n_pages}")
    return lambda: sql.execute("PRAGMA max_page_count = 1000000") and None


def no_permission(session: Session) -> Callable[[], None]:
    sql = store_of(session)._db._sql
    sql.execute("PRAGMA query_only = ON")
    return lambda: sql.execute("PRAGMA query_only = OFF") and None


def moved_away(session: Session) -> Callable[[], None]:
    path = store_of(session).path
    away = path.with_name("elsewhere")
    path.rename(away)
    return lambda: away.rename(path) and None


def do_everything(session: Session, ask: Ask, qtbot: QtBot, fault: Callable[[], object]) -> tuple[int, int]:
    """With two conversations, one of them in the trash, and a folder. Returns the id of the other, and how many of the
    acts were told of."""
    controller = session.controller
    ask(session, "To the trash with it")
    trashed_id = controller.state.conversation_id
    assert trashed_id is not None
    controller.shelf.delete(trashed_id)
    controller.new_conversation()
    ask(session, "Some words")
    conversation_id = controller.state.conversation_id
    assert conversation_id is not None
    folder_id = store_of(session).shelf.create_folder("Folder").id
    acts = everything(session, conversation_id, trashed_id, folder_id)
    fault()
    n_told = 0
    for act in acts:
        while controller.state.notices:
            controller.remedies.dismiss()
        act()
        qtbot.wait(1)
        n_told += controller.state.notice is not None
    return conversation_id, n_told


@pytest.mark.parametrize("fault", [no_room, no_permission, moved_away])
def test_everything_a_person_can_do_gets_a_sentence_and_works_again_later(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path, fault: Callable[[Session], Callable[[], None]]
) -> None:
    session = open_window()
    controller = session.controller
    mends: list[Callable[[], None]] = []
    conversation_id, n_told = do_everything(session, ask, qtbot, lambda: mends.append(fault(session)))
    assert n_told > (0 if fault is no_room else 10)  # what is small finds room in pages that are there
    mends[0]()

    before = store_of(session).thread(conversation_id)
    assert [message.content for message in before][:1] == ["Some words"]
    qtbot.waitUntil(lambda: isinstance(controller.state.answer, Idle))
    controller.open_conversation(conversation_id)
    controller.refresh()
    session.window.composer.set_text("And now?")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: len(store_of(session).thread(conversation_id)) >= len(before) + 2)
    qtbot.waitUntil(lambda: isinstance(controller.state.answer, Idle))
    session.close()
    with open_store(data_dir) as store:
        assert store.thread(conversation_id)[: len(before)] == before
        with store._db.read() as sql:
            assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert (data_dir / FILE_NAME).exists()


def test_damage_while_the_window_is_used_gets_sentences_and_the_next_start_has_everything(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, data_dir: Path
) -> None:
    session = open_window()
    path = data_dir / FILE_NAME

    def spoil() -> None:
        with open_store(data_dir) as other:  # what it writes makes the window forget its pages
            snapshots.take(other.path, snapshots.DAILY, now=datetime.now(UTC))
            other.create_conversation("After the snapshot")
            assert other._db.empty_log()
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    conversation_id, n_told = do_everything(session, ask, qtbot, spoil)
    assert n_told > 10
    session.close()
    with open_store(data_dir) as store:
        assert len(store.opening_notes) == 1
        assert [message.content for message in store.thread(conversation_id)][:1] == ["Some words"]

"""The list side of the window: what a person wants of it becomes an act of the store, and the list is read again.

Owns the list's model, the search, the trash's clock and the jobs that read or write whole archives. Knows no widget and
no engine; what concerns the conversation in view it says by signals, and `controller` does it. A private conversation
is in no list.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, assert_never

from inglenook_engine.errors import UserFacingError
from PySide6.QtCore import QObject, Signal

from .archive_job import ArchiveJob, Outcome
from .desk import Desk
from .models.conversations import ConversationListModel
from .purging import Purger
from .searching import Searcher
from .shelf_wishes import (
    Archive,
    BeginInFolder,
    ChangeFolder,
    Delete,
    DeleteFolder,
    Export,
    Go,
    Import,
    MakeFolder,
    Move,
    Pin,
    Place,
    Purge,
    Restore,
    SetTags,
    ShiftFolder,
    Wish,
)
from .state import BeginsIn, FolderEntered

if TYPE_CHECKING:
    from .store import Conversation, Folder, Store
    from .store.search import Hit

PURGE_EVERY_S = 6 * 3600.0
"""How often the trash is looked at for what is too old, at most."""

_CLOSED_FOLDERS = "closed folders"


class ShelfController(QObject):
    """clock: seconds, monotonic.

    deleted: a conversation went to the trash (its title). leaving: before it goes (its id), so that an answer in it is
    stopped. gone: it is not to be shown any more. open_wanted: show this conversation, None for a new one.
    hit_wanted: then go to the message of this Hit. model_wanted: the name of the model that a folder prefers.
    found: Results of the newest search. reported: an Outcome of an export or import that has more than one line.
    answered: to `ask`, why it was not done, in a sentence; "" when it is done.
    """

    deleted = Signal(str)
    leaving = Signal(int)
    gone = Signal(int)
    open_wanted = Signal(object)
    hit_wanted = Signal(object)
    model_wanted = Signal(str)
    found = Signal(object)
    reported = Signal(object)
    answered = Signal(str)

    def __init__(
        self,
        desk: Desk,
        model: ConversationListModel,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._clock = clock
        self._place = Place.CHATS
        self._trash: tuple[int, bool] | None = None
        self._written: set[int] = set()
        self._asked: list[str] | None = None
        self._purged_at: float | None = None
        self._has_folded = False
        self.purger = Purger(self)
        self.purger.ended.connect(self._on_purged)
        self.searcher = Searcher(self)
        self.searcher.found.connect(self.found)
        self.job = ArchiveJob(self)
        self.job.changed.connect(self.refresh)
        self.job.ended.connect(self._on_job_ended)
        model.rename_requested.connect(self.rename)
        model.folder_rename_requested.connect(self.rename_folder)
        model.move_requested.connect(self.move)
        model.folders_toggled.connect(self._on_folded)

    # --- the store

    def use(self, store: Store) -> None:
        """It has been opened: list it, until `release`."""
        self._place, self._trash = Place.CHATS, None
        self._written.clear()
        self._has_folded = False
        self.searcher.use(store)
        self.job.use(store)
        self.purger.use(store)
        self._try(lambda store: self._model.close_folders(_numbers(store.shelf.remembered(_CLOSED_FOLDERS))))
        self.refresh()

    def release(self) -> None:
        """The store closes: nothing is asked of it any more."""
        if self._has_folded:
            self._remember_folders()
        self._purged_at = None
        self.searcher.use(None)
        self.job.use(None)
        self.purger.use(None)

    def refresh(self) -> None:
        """Read the whole list again."""

        def read(store: Store) -> None:
            folders = store.shelf.folders()
            if self._place is Place.TRASH:
                listed = store.shelf.trash()
            elif self._place is Place.ARCHIVE:
                listed = [one for one in store.conversations(include_archived=True) if one.is_archived]
            else:
                listed = store.conversations()
            self._model.set_conversations(listed, folders, place=self._place)

        self._try(read)
        self.searcher.ask_again()

    def refresh_one(self, conversation_id: int) -> None:
        """Only this one has changed: with 10,000 others the list need not be read."""
        if self._place is not Place.CHATS:
            self.refresh()
            return

        def read(store: Store) -> None:
            one = store.conversation(conversation_id)
            if one is None or one.is_archived:
                self.refresh()
            else:
                self._model.put(one)

        self._try(read)

    # --- what the window asks for

    def do(self, wish: Wish) -> None:
        match wish:
            case Pin(conversation_id=number, is_pinned=is_pinned):
                self._change(number, lambda store: store.shelf.set_pinned(number, is_pinned))
            case Archive(conversation_id=number, is_archived=is_archived):
                self._change(number, lambda store: store.shelf.set_archived(number, is_archived))
            case Move(conversation_id=number, folder_id=folder_id):
                self.move(number, folder_id)
            case SetTags(conversation_id=number, tags=tags):
                self._change(number, lambda store: store.shelf.set_tags(number, tags))
            case Delete(conversation_id=number):
                self.delete(number)
            case Restore(conversation_id=number):
                self._restore(number)
            case Purge(conversation_id=one_of_them):
                self.purger.purge(self._in_trash() if one_of_them is None else (one_of_them,))
            case Go(place=place):
                self._place = place
                self.refresh()
            case MakeFolder(name=name, conversation_id=member):
                self._make_folder(name, member)
            case ChangeFolder():
                self._change_folder(wish)
            case DeleteFolder(folder_id=folder):
                self._delete_folder(folder)
            case ShiftFolder(folder_id=folder, by=by):
                self._shift_folder(folder, by)
            case BeginInFolder(folder_id=folder):
                self._begin_in(folder)
            case Export() | Import():
                self.job.start(wish)
            case _:
                assert_never(wish)

    def ask(self, wish: Wish) -> None:
        """As `do`, for a dialog that stays open until it is done: `answered` tells it, and no notice does."""
        problems: list[str] = []
        self._asked = problems
        self.do(wish)
        self._asked = None
        self.answered.emit(problems[0] if problems else "")

    def rename(self, conversation_id: int, title: str) -> None:
        self._change(conversation_id, lambda store: store.rename_conversation(conversation_id, title))

    def rename_folder(self, folder_id: int, name: str) -> None:
        if self._try(lambda store: store.shelf.rename_folder(folder_id, name)):
            self.refresh()

    def move(self, conversation_id: int, folder_id: int | None) -> None:
        """folder_id None: out of any folder."""
        self._change(conversation_id, lambda store: store.shelf.move(conversation_id, folder_id))

    def delete(self, conversation_id: int) -> None:
        """Into the trash, with an offer to undo. An answer that is being written in it is stopped."""
        conversation = self._model.get(conversation_id)
        self.leaving.emit(conversation_id)
        if not self._try(lambda store: store.delete_conversation(conversation_id)):
            return
        self._trash = (conversation_id, self._desk.state.conversation_id == conversation_id)
        self.refresh()
        self.gone.emit(conversation_id)
        self.deleted.emit("" if conversation is None else conversation.title)

    def undo_delete(self) -> None:
        trash, self._trash = self._trash, None
        if trash is not None and self._restore(trash[0]) and trash[1]:
            self.open_wanted.emit(trash[0])

    def _restore(self, conversation_id: int) -> bool:
        is_restored = self._try(lambda store: store.restore_conversation(conversation_id))
        if is_restored:
            self.refresh()
        return is_restored

    def search(self, text: str) -> None:
        """Soon, and by `found`."""
        self.searcher.ask(text)

    def jump(self, hit: Hit) -> None:
        """Show what was found, in its branch."""
        message_id = hit.message_id
        if message_id is not None and not self._try(lambda store: store.tree.show(message_id)):
            return
        self.open_wanted.emit(hit.conversation_id)
        if message_id is not None:
            self.hit_wanted.emit(hit)

    # --- conversations that are answered

    def begun(self, conversation_id: int) -> None:
        """A turn has begun in it."""
        if conversation_id == self._desk.state.private_id:
            return
        self._written.add(conversation_id)
        self.refresh_one(conversation_id)

    def ended(self) -> None:
        """What was begun is complete on the disk."""
        written, self._written = self._written, set()
        if not written:
            self.refresh()
        for conversation_id in written:
            self.refresh_one(conversation_id)

    # --- the trash

    def look_after_trash(self) -> None:
        """At a quiet moment: remove what has been in the trash too long."""
        now = self._clock()
        is_recent = self._purged_at is not None and now - self._purged_at < PURGE_EVERY_S
        if self._desk.store is None or self._desk.state.is_busy or is_recent:
            return
        self._purged_at = now
        self._try(lambda store: self.purger.purge(tuple(store.shelf.expired())))

    def _in_trash(self) -> tuple[int, ...]:
        listed: list[Conversation] = []
        self._try(lambda store: listed.extend(store.shelf.trash()))
        return tuple(one.id for one in listed)

    def _on_purged(self, problem: UserFacingError | None) -> None:
        if problem is not None:
            self._desk.refused(problem)
        if self._place is Place.TRASH:
            self.refresh()

    # --- folders

    def _make_folder(self, name: str, member: int | None) -> None:
        made: list[Folder] = []
        if self._try(lambda store: made.append(store.shelf.create_folder(name))):
            if member is not None:
                self._try(lambda store: store.shelf.move(member, made[0].id))
            self.refresh()

    def _change_folder(self, wish: ChangeFolder) -> None:
        if self._try(
            lambda store: store.shelf.change_folder(
                wish.folder_id,
                name=wish.name,
                instructions=wish.system_prompt,
                model=wish.model_name,
                preset_id=wish.preset_id,
            )
        ):
            self.refresh()

    def _delete_folder(self, folder_id: int) -> None:
        if self._try(lambda store: store.shelf.delete_folder(folder_id)):
            begins_in = self._desk.state.begins_in
            if begins_in is not None and begins_in.folder_id == folder_id:
                self._desk.apply(FolderEntered(folder=None))
            self.refresh()

    def _shift_folder(self, folder_id: int, by: int) -> None:
        order = [folder.id for folder in self._model.folders]
        if folder_id not in order:
            return
        at = order.index(folder_id)
        order.insert(max(0, at + by), order.pop(at))
        if self._try(lambda store: store.shelf.set_order(order)):
            self.refresh()

    def _begin_in(self, folder_id: int) -> None:
        folder = self._model.folder(folder_id)
        if folder is not None:
            self.open_wanted.emit(None)
            self._desk.apply(FolderEntered(folder=BeginsIn(folder_id=folder_id, name=folder.name)))
            if folder.model_name:
                self.model_wanted.emit(folder.model_name)

    def _on_folded(self) -> None:
        """Which folders are closed is written when the store closes: a click must not wait for the disk."""
        self._has_folded = True

    def _remember_folders(self) -> None:
        closed = " ".join(map(str, self._model.closed_folders))
        self._try(lambda store: store.shelf.remember(_CLOSED_FOLDERS, closed))

    # --- how it is done

    def _on_job_ended(self, outcome: Outcome) -> None:
        if outcome.is_error or outcome.lines or outcome.imported:
            self.reported.emit(outcome)
        else:
            self._desk.notice(outcome.sentence, is_error=False, key="archive", is_kept=True)

    def _change(self, conversation_id: int, act: Callable[[Store], object]) -> None:
        if self._try(act):
            self.refresh_one(conversation_id)

    def _try(self, act: Callable[[Store], object]) -> bool:
        """Do something with the store. A refusal becomes a notice; of the first act after `ask`, its answer."""
        asked, self._asked = self._asked, None
        if asked is None:
            return self._desk.attempt(None, act)
        if self._desk.store is None:
            asked.append(self.tr("Your conversations are not open."))
        return self._desk.attempt(None, act, tell=lambda error: asked.append(str(error)))


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split() if part.isdecimal()]

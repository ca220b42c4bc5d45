"""What a person orders conversations with: folders, tags, pins, the archive, the trash; and text they have not sent.

Part of `Store`, which holds the conversations themselves. Every write is done when its function returns, and has
not happened at all when it raises StoreError. None of it changes when a conversation was used last.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from inglenook_engine.protocol import Failed
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats, ModelInfo

from . import answering, beginning, conversations, edit_rows, names, preset_rows, purge, runs, shelf_rows, titling
from .db import WRITE_WAIT_MS, Connection, Db
from .errors import StoreError, StoreProblem, sentence
from .owners import Owner
from .records import Conversation, Folder, RunAction
from .text import timestamp, title_from

log = logging.getLogger("store")

TRASH_DAYS: Final = 30
"""How long the trash keeps a conversation."""

DRAFT_WAIT_MS: Final = 50
"""How long unsent text waits for another process's write: it is offered again soon, and the window is waiting."""


class Shelf:
    """Borrows everything from the store it is a part of. GONE: there is no such conversation, or it is in the trash."""

    def __init__(self, db: Db, owner: Owner, *, now: Callable[[], datetime], app_version: str) -> None:
        self._db = db
        self._owner = owner
        self._now = now
        self._app_version = app_version

    # --- folders

    def folders(self) -> list[Folder]:
        """In the order that the person gave them."""
        with self._db.read() as sql:
            return shelf_rows.in_order(sql)

    def create_folder(self, name: str) -> Folder:
        """Below the others. Raises StoreError BAD_NAME."""
        with self._db.write() as sql:
            kept = names.folder_name(name, [folder.name for folder in shelf_rows.in_order(sql)])
            folder = shelf_rows.get(sql, shelf_rows.insert(sql, name=kept, now=self._timestamp()))
            if folder is None:
                raise self._error(StoreProblem.NO_FOLDER)
        return folder

    def rename_folder(self, folder_id: int, name: str) -> None:
        """Raises StoreError BAD_NAME, NO_FOLDER."""
        with self._db.write() as sql:
            others = [folder.name for folder in shelf_rows.in_order(sql) if folder.id != folder_id]
            self._require_folder(shelf_rows.set_name(sql, folder_id, names.folder_name(name, others)))

    def change_folder(self, folder_id: int, *, name: str, instructions: str, model: str, preset_id: int | None) -> None:
        """All that a person may change of it, at once or not at all. instructions: its system prompt. model: a name.

        Raises StoreError BAD_NAME, NO_FOLDER, NO_PRESET.
        """
        with self._db.write() as sql:
            if preset_id is not None and preset_rows.get(sql, preset_id) is None:
                raise self._error(StoreProblem.NO_PRESET)
            others = [folder.name for folder in shelf_rows.in_order(sql) if folder.id != folder_id]
            self._require_folder(shelf_rows.set_name(sql, folder_id, names.folder_name(name, others)))
            shelf_rows.set_system_prompt(sql, folder_id, instructions)
            shelf_rows.set_model(sql, folder_id, model)
            preset_rows.set_of_folder(sql, folder_id, preset_id)

    def set_system_prompt(self, folder_id: int, text: str) -> None:
        """For conversations that begin in it; "" for none. Raises StoreError NO_FOLDER, as those below."""
        with self._db.write() as sql:
            self._require_folder(shelf_rows.set_system_prompt(sql, folder_id, text))

    def set_model(self, folder_id: int, model_name: str) -> None:
        """To answer its conversations; "" for the one that is loaded."""
        with self._db.write() as sql:
            self._require_folder(shelf_rows.set_model(sql, folder_id, model_name))

    def set_order(self, folder_ids: Sequence[int]) -> None:
        """These first, as they are named; then the others, as they were. Ids of no folder are passed over."""
        with self._db.write() as sql:
            old = [folder.id for folder in shelf_rows.in_order(sql)]
            wanted = [folder_id for folder_id in dict.fromkeys(folder_ids) if folder_id in old]
            shelf_rows.set_positions(sql, [*wanted, *(folder_id for folder_id in old if folder_id not in wanted)])

    def delete_folder(self, folder_id: int) -> None:
        """Its conversations stay, in no folder."""
        with self._db.write() as sql:
            self._require_folder(shelf_rows.delete(sql, folder_id))

    # --- one conversation

    def move(self, conversation_id: int, folder_id: int | None) -> None:
        """Into a folder, or out of any with None. Raises StoreError GONE, NO_FOLDER."""
        with self._changed(conversation_id) as sql:
            self._require_folder(folder_id is None or shelf_rows.get(sql, folder_id) is not None)
            conversations.set_folder(sql, conversation_id, folder_id)

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        """Exactly these; one that differs only in case from a tag in use elsewhere becomes that one.

        Raises StoreError GONE, BAD_NAME.
        """
        with self._changed(conversation_id) as sql:
            kept = names.tag_names(tags, shelf_rows.tags_of_others(sql, conversation_id))
            shelf_rows.set_tags(sql, conversation_id, kept)

    def all_tags(self) -> list[tuple[str, int]]:
        """Each with the number of conversations that have it, the commonest first; without the trash."""
        with self._db.read() as sql:
            return shelf_rows.counted_tags(sql)

    def set_pinned(self, conversation_id: int, is_pinned: bool) -> None:
        """Raises StoreError GONE."""
        with self._changed(conversation_id) as sql:
            conversations.set_pinned(sql, conversation_id, self._timestamp() if is_pinned else None)

    def set_archived(self, conversation_id: int, is_archived: bool) -> None:
        """Raises StoreError GONE."""
        with self._changed(conversation_id) as sql:
            conversations.set_archived(sql, conversation_id, self._timestamp() if is_archived else None)

    # --- the trash. `Store.delete_conversation` and `restore_conversation` put there and take back.

    def trash(self) -> list[Conversation]:
        """Those that went there last come first; without those that are being purged."""
        with self._db.read() as sql:
            going = purge.noted_ids(sql)
            return [conversation for conversation in conversations.in_trash(sql) if conversation.id not in going]

    def expired(self) -> list[int]:
        """Those that have been in the trash for more than TRASH_DAYS, the oldest first. None for some days after damage
        was met: a purge removes the damaged file that was kept aside, and only a person decides that."""
        if not self._db.is_in_memory and purge.is_held(self._db.path.parent, self._now()):
            return []
        before = timestamp(self._now() - timedelta(days=TRASH_DAYS))
        with self._db.read() as sql:
            return conversations.ids_in_trash(sql, before=before)

    def purge(self, conversation_id: int) -> None:
        """Remove what is in the trash, for ever and with all that was derived from it. Once this returns nothing brings
        it back; what is in the way of a part of it now, the next purge or start does.

        Raises StoreError NOT_IN_TRASH, also when it was purged before; ANSWERING while an answer is being written.
        """
        with self._db.write() as sql:
            self._require_purgeable(sql, conversation_id, going=purge.noted_ids(sql))
            purge.note(sql, [conversation_id])
        self._finish_purge()

    def empty_trash(self) -> int:
        """Purge all that is in it. Returns how many there were."""
        return self.purge_all([conversation.id for conversation in self.trash()])

    def purge_all(self, conversation_ids: Sequence[int]) -> int:
        """Purge these. What is not in the trash, or is being written in, is passed over. Returns how many were purged.

        The rows go in many short transactions, so that a large trash locks nobody out for long.
        """
        with self._db.write() as sql:
            going = purge.noted_ids(sql)
            n_purged = purge.note(sql, [id_ for id_ in conversation_ids if self._is_purgeable(sql, id_, going=going)])
        if n_purged:
            self._finish_purge()
        return n_purged

    # --- what was not sent yet

    def set_draft(self, conversation_id: int | None, text: str) -> None:
        """conversation_id: None for the page of a conversation not begun yet. Waits only shortly for a locked file.

        Raises StoreError GONE.
        """
        if conversation_id is None:
            with self._db.write(wait_ms=DRAFT_WAIT_MS) as sql:
                shelf_rows.remember(sql, shelf_rows.NEW_DRAFT, text)
            return
        with self._changed(conversation_id, wait_ms=DRAFT_WAIT_MS) as sql:
            conversations.set_draft(sql, conversation_id, text)

    def draft(self, conversation_id: int | None) -> str:
        """ "" when there is none."""
        if conversation_id is None:
            return self.remembered(shelf_rows.NEW_DRAFT)
        with self._db.read() as sql:
            return conversations.draft(sql, conversation_id)

    def forget_empty(self, conversation_id: int) -> bool:
        """One that was begun and then given up: nothing is in it or waits in it, and nobody has named or marked it.
        False where it stays. Waits as `set_draft`."""
        with self._db.read() as sql:
            conversation = conversations.get(sql, conversation_id)
        if conversation is None or conversation.title or conversation.message_count:
            return False
        with self._db.write(wait_ms=DRAFT_WAIT_MS) as sql:
            return beginning.forget_empty(sql, conversation_id)

    def keep_edit(self, message_id: int, text: str) -> None:
        """What the person is making of a message, in whichever branch; sending it forgets it. Waits as `set_draft`.

        Raises StoreError GONE when there is no such message, or its conversation is in the trash.
        """
        with self._db.write(wait_ms=DRAFT_WAIT_MS) as sql:
            if not edit_rows.keep(sql, message_id, text, now=self._timestamp()):
                raise self._error(StoreProblem.GONE)

    def edits(self, conversation_id: int) -> dict[int, str]:
        """The text of each edit that was begun and not sent, by message id."""
        with self._db.read() as sql:
            return edit_rows.of_conversation(sql, conversation_id)

    def forget_edit(self, message_id: int) -> None:
        """The person gave it up. Without one nothing happens."""
        with self._db.write() as sql:
            edit_rows.forget(sql, message_id)

    def remember(self, name: str, value: str) -> None:
        """Something the window wants to find again in this data folder; "" forgets it."""
        with self._db.write() as sql:
            shelf_rows.remember(sql, name, value)

    def remembered(self, name: str) -> str:
        """ "" when there is nothing."""
        with self._db.read() as sql:
            return shelf_rows.remembered(sql, name)

    # --- titles made by a model

    def untitled(self) -> list[int]:
        """Conversations used lately that have a complete answer and still the title cut from their first message, those
        used last first. One that a model was asked for is not named again, but for a few times when it was cancelled.
        """
        with self._db.read() as sql:
            return titling.untitled(sql)

    def begin_title(self, conversation_id: int, *, model: ModelInfo, params: GenerateParams) -> int:
        """A model is asked for the title now. Returns the run's id, for `Generate.run_id`.

        Raises StoreError GONE, also when there is no complete answer.
        """
        with self._db.write() as sql:
            message_id = titling.first_answer(sql, conversation_id)
            if message_id is None:
                raise self._error(StoreProblem.GONE)
            cause = runs.latest_of_message(sql, message_id)
            return runs.insert(
                sql,
                message_id,
                action=RunAction.TITLE,
                owner=self._owner.id,
                app_version=self._app_version,
                model=model,
                params=params,
                now=self._timestamp(),
                caused_by=None if cause is None else cause.id,
            )

    def finish_title(self, run_id: int, *, reason: FinishReason, stats: GenerationStats) -> None:
        """The model has answered, or was stopped."""
        with self._db.write() as sql:
            runs.finish(sql, run_id, reason=reason, stats=stats, now=self._timestamp())

    def fail_title(self, run_id: int, failure: Failed) -> None:
        """The engine could not make it."""
        with self._db.write() as sql:
            runs.fail(sql, run_id, failure, now=self._timestamp())

    def set_generated_title(self, conversation_id: int, title: str) -> bool:
        """False when nothing has changed: a person named it, there is no such conversation, or the title is empty."""
        kept = title_from(title)
        if not kept:
            return False
        with self._db.write() as sql:
            return titling.set_title(sql, conversation_id, kept)

    # --- how it is done

    @contextmanager
    def _changed(self, conversation_id: int, *, wait_ms: int = WRITE_WAIT_MS) -> Iterator[Connection]:
        """A transaction on a conversation that is not in the trash. Raises GONE."""
        with self._db.write(wait_ms=wait_ms) as sql:
            if conversations.get(sql, conversation_id) is None:
                raise self._error(StoreProblem.GONE)
            yield sql

    def _require_purgeable(self, sql: Connection, conversation_id: int, *, going: set[int]) -> None:
        """going: those that are being purged. Raises StoreError."""
        if not conversations.is_in_trash(sql, conversation_id) or conversation_id in going:
            raise self._error(StoreProblem.NOT_IN_TRASH)
        answering.require_idle(sql, conversation_id, owner=self._owner, path=self._db.path)

    def _is_purgeable(self, sql: Connection, conversation_id: int, *, going: set[int]) -> bool:
        try:
            self._require_purgeable(sql, conversation_id, going=going)
        except StoreError as error:
            # Another window has restored or purged it meanwhile, or writes in it.
            if error.problem not in (StoreProblem.NOT_IN_TRASH, StoreProblem.ANSWERING):
                raise
            return False
        return True

    def _finish_purge(self) -> None:
        """It is noted; the next purge or start does what fails here."""
        try:
            purge.finish(self._db)
        except StoreError as error:
            log.warning("what was purged from %s is not gone yet: %s", self._db.path, error)

    def _require_folder(self, is_there: bool) -> None:
        if not is_there:
            raise self._error(StoreProblem.NO_FOLDER)

    def _timestamp(self) -> str:
        return timestamp(self._now())

    def _error(self, problem: StoreProblem) -> StoreError:
        return StoreError(problem, sentence(problem, self._db.path))

"""The store as the rest of the program sees it: one function for each question or act, each its own transaction.

Owns what a conversation may become (which turn may begin and what a retry adds is in `turns`; here, when an answer
counts as interrupted); the SQL itself is in the modules beside it. Every write is done when its function
returns: on the disk, or out of reach of any crash and soon on the disk (`Store.sync_later`). It has not happened at all
when it raises StoreError; the same call succeeds once the cause is gone.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from inglenook_engine.types import Speculation
from inglenook_engine.version import VERSION

from ..attachments import AttachedFile
from . import attachment_rows, conversations, late_index, messages, opening, purge, runs
from .archive.archive import Archive
from .care import Care
from .context import Context
from .db import MEMORY, Db
from .errors import StoreError, StoreProblem
from .figures import Figures
from .owners import LoneOwner, Owner
from .record import Record
from .records import Attachment, Conversation, Run, StoredMessage
from .search import Search
from .shelf import Shelf
from .text import utc_now
from .tree import Tree
from .turns import Turns
from .unsent_files import UnsentFiles
from .writing import Writing

log = logging.getLogger("store")

_FIRST_PRIVATE_ID = 1 << 30


def open_store(data_dir: Path, *, now: Callable[[], datetime] = utc_now) -> Store:
    """Open the database in `data_dir`, made where missing, and mark answers of ended processes as interrupted.

    A damaged one is kept aside and put together again; `Store.opening_notes` says so.
    Raises StoreError: newer, damaged and in use elsewhere, or another program's file, no permission, disk full, locked.
    now: the moment, with its time zone.
    """
    db, owner, notes = opening.open_database(data_dir, now=now)
    try:
        store = Store(db, owner, now=now, opening_notes=notes)
        store.recover_interrupted()
        store.writing.house_waiting()
    except BaseException:
        db.close()
        owner.release()
        raise
    owner.remove_stale()
    return store


def open_private_store(*, now: Callable[[], datetime] = utc_now) -> Store:
    """A store in memory alone: no file, no lock, no snapshot, and gone when it is closed.

    Its ids are none that a store on the disk gives, nor another private one, so that an event of the engine cannot be
    taken for one of another conversation.
    """
    db = Db(MEMORY)
    with db.write() as sql:
        first = _FIRST_PRIVATE_ID + secrets.randbelow(_FIRST_PRIVATE_ID // 2)  # they stay below 2^31, for Qt's signals
        sql.executemany(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
            [(table, first) for table in ("conversations", "messages", "runs")],
        )
    return Store(db, LoneOwner(), now=now)


class Store(Turns):
    """One connection, used on the thread that opened it. Made by `open_store`; owns its connection and its claim."""

    def __init__(
        self, db: Db, owner: Owner, *, now: Callable[[], datetime], opening_notes: tuple[str, ...] = ()
    ) -> None:
        """opening_notes: sentences for the person, of damage that was met and what was done about it."""
        super().__init__(db, owner, now=now, app_version=VERSION)
        self.opening_notes: Final = opening_notes
        self.care: Final = Care(db, now=now)
        self.tree: Final = Tree(db, owner, now=now)
        self.shelf: Final = Shelf(db, owner, now=now, app_version=self._app_version)
        self.unsent_files: Final = UnsentFiles(db)
        self.writing: Final = Writing(db, now=now)
        self.record: Final = Record(db, owner, now=now, app_version=self._app_version)
        self.context: Final = Context(db, now=now)
        self.search = Search(db)
        self.figures: Final = Figures(db)
        self.archive: Final = Archive(db, now=now)
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def another_connection(self) -> Db:
        """To the same file, for the thread that calls this, which closes it before the store is closed.

        Raises StoreError, MOVED when the file is no longer where this store found it.
        """
        return Db(self.path, beside=self._db)

    def for_another_thread(self) -> AbstractContextManager[Store]:
        """The same conversations, to read them on the thread that enters this; there it raises StoreError as
        `another_connection`. Those in memory alone are read as they are now: they are copied, a megabyte in a quarter
        of a millisecond."""
        return self._elsewhere(Db(MEMORY, beside=self._db) if self.is_in_memory else None)

    @contextmanager
    def _elsewhere(self, copied: Db | None) -> Iterator[Store]:
        db = copied or self.another_connection()
        try:
            yield Store(db, self._owner, now=self._now)
        finally:
            db.close()

    @property
    def is_in_memory(self) -> bool:
        """There is no file."""
        return self._db.is_in_memory

    def conversations(self, *, include_archived: bool = False) -> list[Conversation]:
        """Pinned ones before the others, newest first, without those in the trash."""
        with self._db.read() as sql:
            return conversations.newest_first(sql, include_archived=include_archived)

    def conversation(self, conversation_id: int) -> Conversation | None:
        """None when there is none, or it is in the trash."""
        with self._db.read() as sql:
            return conversations.get(sql, conversation_id)

    def create_conversation(self, title: str = "") -> Conversation:
        """An empty one. Without a title, its first message gives it one."""
        with self._db.write() as sql:
            conversation_id = conversations.insert(sql, title=title, is_edited=title != "", now=self._timestamp())
            created = conversations.get(sql, conversation_id)
        if created is None:
            raise self._error(StoreProblem.GONE)
        return created

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        with self._db.write() as sql:
            if not conversations.set_title(sql, conversation_id, title):
                raise self._error(StoreProblem.GONE)

    def set_speculation(self, conversation_id: int, speculation: Speculation, *, is_strict: bool) -> None:
        """How the conversation's next answers are to be drafted."""
        with self._db.write() as sql:
            if not conversations.set_speculation(sql, conversation_id, speculation, is_strict=is_strict):
                raise self._error(StoreProblem.GONE)

    def delete_conversation(self, conversation_id: int) -> None:
        """Into the trash: everything of it stays, and `restore_conversation` undoes it."""
        with self._db.write() as sql:
            if not conversations.set_deleted(sql, conversation_id, self._timestamp()):
                raise self._error(StoreProblem.GONE)

    def restore_conversation(self, conversation_id: int) -> None:
        with self._db.write() as sql:
            is_going = conversation_id in purge.noted_ids(sql)
            if is_going or not conversations.set_deleted(sql, conversation_id, None):
                raise self._error(StoreProblem.GONE)

    def thread(self, conversation_id: int) -> list[StoredMessage]:
        """The branch in view, first message first; [] for an empty or unknown conversation."""
        with self._db.read() as sql:
            return messages.path_to(sql, conversations.head(sql, conversation_id))

    def last_message(self, conversation_id: int) -> StoredMessage | None:
        """Of the branch in view; None where there is none."""
        with self._db.read() as sql:
            head = conversations.head(sql, conversation_id)
            return None if head is None else messages.get(sql, head)

    def run_of_message(self, message_id: int) -> Run | None:
        """Its latest run; None for a message that no model wrote."""
        with self._db.read() as sql:
            return runs.latest_of_message(sql, message_id)

    def runs_of_conversation(self, conversation_id: int) -> dict[int, Run]:
        """The latest run of each answer, by message id, in all branches."""
        with self._db.read() as sql:
            return runs.latest_of_conversation(sql, conversation_id)

    def attachments(self, conversation_id: int) -> dict[int, tuple[Attachment, ...]]:
        """What came with its messages, by message id, in all branches."""
        with self._db.read() as sql:
            return attachment_rows.of_conversation(sql, conversation_id)

    def files_read_with(self, message_ids: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
        """Name and text of the files that the model reads with these messages, by message id."""
        with self._db.read() as sql:
            return attachment_rows.read_with(sql, message_ids)

    def files_of(self, message_id: int) -> list[AttachedFile]:
        """What came with a message, with its data."""
        with self._db.read() as sql:
            return attachment_rows.of_message(sql, message_id)

    def recover_interrupted(self) -> int:
        """Mark the answers of processes that have ended; returns how many. Opening does it; later calls find those
        that ended since."""
        with self._db.read() as sql:
            owners = runs.unfinished_owners(sql)
        dead = self._owner.dead_among(owners)
        if not dead:
            return 0
        with self._db.write() as sql:
            n_interrupted = runs.interrupt(sql, dead)
        log.info("%d interrupted answers of %d ended processes", n_interrupted, len(dead))
        return n_interrupted

    def sync_later(self, failed: Callable[[], None]) -> None:
        """For a window, which cannot wait for a disk: a write returns when no crash can lose it, and reaches the disk
        as soon as that takes it. failed: called on another thread when it did not; then see `put_on_disk`."""
        self._db.sync_later(failed)

    def wait_for_disk(self, timeout_s: float | None = None) -> bool:
        """Whether all that was written is on the disk; this waits for it. False after a failure, or where it takes
        longer."""
        return self._db.wait_for_disk(timeout_s)

    def put_on_disk(self) -> None:
        """What the disk refused. Raises StoreError when it refuses again; nothing to do otherwise."""
        self._db.put_on_disk()

    def changed_elsewhere(self) -> bool:
        """Whether another process has written since the last call, or since opening."""
        return self._db.changed_elsewhere()

    def close(self) -> None:
        """Close the file and give up the claim; answers not finished by then are interrupted. Twice is fine."""
        if self._is_closed:
            return
        self._is_closed = True
        self.care.stop()
        try:
            with self._db.write() as sql:
                runs.interrupt(sql, [self._owner.id])
            if not self._db.is_in_memory:
                late_index.put_in(self._db)
        except StoreError as error:
            # The next start finds the lock gone and marks them then.
            log.warning("closing %s: %s", self.path, error)
        self._db.close()
        self._owner.release()

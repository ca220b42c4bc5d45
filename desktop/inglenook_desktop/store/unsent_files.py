"""Files that are attached and not sent: on the disk from the moment they are shown until their message is.

Part of `Store`. conversation_id None: of the page of a conversation not begun yet. Every write is done when its
function returns, and has not happened at all when it raises StoreError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..attachments import AttachedFile
from . import conversations
from .db import Connection, Db
from .errors import StoreError, StoreProblem, sentence
from .text import valid_unicode


class UnsentFiles:
    """Borrows the database from the store that it is a part of."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def of(self, conversation_id: int | None) -> list[AttachedFile]:
        """In the order in which they were attached, with their data. Those of waiting messages are not among them."""
        with self._db.read() as sql:
            return of_conversation(sql, conversation_id)

    def read_next(self, conversation_id: int | None) -> tuple[tuple[str, str], ...]:
        """Name and text of those that the model reads with the message that is being written, without the files."""
        with self._db.read() as sql:
            rows = sql.execute(
                "SELECT name, text FROM unsent_attachments"
                " WHERE conversation_id IS ? AND queued_id IS NULL AND text <> '' ORDER BY id",
                (conversation_id,),
            )
            return tuple((name, text) for name, text in rows)

    def read_with_queued(self, queued_id: int) -> tuple[tuple[str, str], ...]:
        """Name and text of those that the model reads with a message that waits."""
        with self._db.read() as sql:
            rows = sql.execute(
                "SELECT name, text FROM unsent_attachments WHERE queued_id = ? AND text <> '' ORDER BY id", (queued_id,)
            )
            return tuple((name, text) for name, text in rows)

    def add(self, conversation_id: int | None, file: AttachedFile) -> int:
        """Returns its unsent_id. Raises StoreError GONE."""
        with self._db.write() as sql:
            if conversation_id is not None and conversations.get(sql, conversation_id) is None:
                raise StoreError(StoreProblem.GONE, sentence(StoreProblem.GONE, self._db.path))
            return insert(sql, conversation_id, file)

    def set_text(self, unsent_id: int, text: str) -> None:
        """What the model is to read of it instead. Nothing for one that is gone."""
        with self._db.write() as sql:
            sql.execute("UPDATE unsent_attachments SET text = ? WHERE id = ?", (valid_unicode(text), unsent_id))

    def remove(self, unsent_id: int) -> None:
        """Harmless for one that is gone."""
        with self._db.write() as sql:
            forget(sql, [unsent_id])


def insert(sql: Connection, conversation_id: int | None, file: AttachedFile) -> int:
    unsent_id = sql.execute(
        "INSERT INTO unsent_attachments (conversation_id, name, media_type, text, data) VALUES (?, ?, ?, ?, ?)",
        (conversation_id, valid_unicode(file.name), file.media_type, valid_unicode(file.text), file.data),
    ).lastrowid
    assert unsent_id is not None  # sqlite3 types it so for cursors that inserted nothing
    return unsent_id


def forget(sql: Connection, unsent_ids: Iterable[int]) -> None:
    sql.executemany("DELETE FROM unsent_attachments WHERE id = ?", [(id_,) for id_ in unsent_ids])


def of_conversation(sql: Connection, conversation_id: int | None) -> list[AttachedFile]:
    return _files(sql, "conversation_id IS ? AND queued_id IS NULL", conversation_id)


def rows_of_conversation(sql: Connection, conversation_id: int) -> Iterable[Sequence[Any]]:
    """queued_id, name, media_type, text, data of all, those of waiting messages too, which the first names."""
    return sql.execute(
        "SELECT queued_id, name, media_type, text, data FROM unsent_attachments WHERE conversation_id = ? ORDER BY id",
        (conversation_id,),
    )


def of_queued(sql: Connection, queued_id: int) -> list[AttachedFile]:
    """Of a message that waits to be sent."""
    return _files(sql, "queued_id = ?", queued_id)


def names_of_queued(sql: Connection, queued_id: int) -> list[str]:
    """As `of_queued`, without their data."""
    rows = sql.execute("SELECT name FROM unsent_attachments WHERE queued_id = ? ORDER BY id", (queued_id,))
    return [name for (name,) in rows]


def give(sql: Connection, unsent_ids: Iterable[int], queued_id: int) -> None:
    """They go with this waiting message."""
    sql.executemany(
        "UPDATE unsent_attachments SET queued_id = ? WHERE id = ?", [(queued_id, id_) for id_ in unsent_ids]
    )


def take_back(sql: Connection, queued_id: int) -> None:
    """To what is being written."""
    sql.execute("UPDATE unsent_attachments SET queued_id = NULL WHERE queued_id = ?", (queued_id,))


def adopt(sql: Connection, conversation_id: int) -> None:
    """What was attached on the page of a new conversation and waits with a message now belongs to this one."""
    sql.execute(
        "UPDATE unsent_attachments SET conversation_id = ? WHERE conversation_id IS NULL AND queued_id IS NOT NULL",
        (conversation_id,),
    )


def _files(sql: Connection, where: str, value: int | None) -> list[AttachedFile]:
    rows = sql.execute(
        f"SELECT id, name, media_type, text, data FROM unsent_attachments WHERE {where} ORDER BY id", (value,)
    )
    return [
        AttachedFile(unsent_id=id_, name=name, media_type=media_type, text=text, data=data)
        for id_, name, media_type, text, data in rows
    ]

"""SQL of what came with messages. Every function works inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ..attachments import AttachedFile
from . import unsent_files
from .db import Connection
from .records import Attachment
from .text import valid_unicode


def of_conversation(sql: Connection, conversation_id: int) -> dict[int, tuple[Attachment, ...]]:
    """By message id, in all branches, without reading the files."""
    if not _is_any(sql):  # as with most people; a conversation may have 100,000 messages to look them up for
        return {}
    found: dict[int, list[Attachment]] = {}
    rows = sql.execute(
        "SELECT message_id, name, max(octet_length(data), octet_length(text)) FROM messages CROSS JOIN attachments"
        " ON attachments.message_id = messages.id WHERE messages.conversation_id = ? ORDER BY attachments.id",
        (conversation_id,),
    )
    for message_id, name, size_bytes in rows:
        found.setdefault(message_id, []).append(Attachment(name=name, size_bytes=size_bytes))
    return {message_id: tuple(attachments) for message_id, attachments in found.items()}


def read_with(sql: Connection, message_ids: Iterable[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Name and text of the files that the model reads with these messages, by message id, without the files."""
    if not _is_any(sql):
        return {}
    found: dict[int, list[tuple[str, str]]] = {}
    for message_id, name, text in sql.execute(
        "SELECT message_id, name, text FROM json_each(?) CROSS JOIN attachments ON message_id = json_each.value"
        " WHERE text <> '' ORDER BY attachments.id",
        (json.dumps(list(message_ids)),),
    ):
        found.setdefault(message_id, []).append((name, text))
    return {message_id: tuple(files) for message_id, files in found.items()}


def of_message(sql: Connection, message_id: int) -> list[AttachedFile]:
    """With their data."""
    rows = sql.execute(
        "SELECT name, media_type, text, data FROM attachments WHERE message_id = ? ORDER BY id", (message_id,)
    )
    return [AttachedFile(name=name, media_type=kind, text=text, data=data) for name, kind, text, data in rows]


def insert(sql: Connection, message_id: int, files: Sequence[AttachedFile]) -> None:
    """What was not sent of them until now is forgotten."""
    sql.executemany(
        "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, ?, ?, ?)",
        [
            (message_id, valid_unicode(file.name), file.media_type, valid_unicode(file.text), file.data)
            for file in files
        ],
    )
    unsent_files.forget(sql, [file.unsent_id for file in files if file.unsent_id is not None])


def _is_any(sql: Connection) -> bool:
    (is_any,) = sql.execute("SELECT EXISTS (SELECT 1 FROM attachments)").fetchone()
    return bool(is_any)

"""SQL of what came with messages, in imported conversations. Every function works inside the caller's transaction."""

from __future__ import annotations

from .db import Connection
from .records import Attachment


def of_conversation(sql: Connection, conversation_id: int) -> dict[int, tuple[Attachment, ...]]:
    """By message id, in all branches, without reading the files."""
    (is_any,) = sql.execute("SELECT EXISTS (SELECT 1 FROM attachments)").fetchone()
    if not is_any:  # as with most people; a conversation may have 100,000 messages to look them up for
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

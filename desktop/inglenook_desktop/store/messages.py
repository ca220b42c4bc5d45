"""SQL of the message tree. Every function works inside the caller's transaction.

The branch in view ends at `conversations.head_message_id`. Below any other message the branch goes on with
`chosen_child_id`, and with the newest child where that is NULL or names a message that is gone. So it is written only
where there is a choice that is not the newest: a message may be long, and its row is written whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inglenook_engine.types import Role

from .db import Connection, quickly
from .errors import word
from .records import MessageStatus, Outcome, StoredMessage
from .text import tokens_from_blob, tokens_to_blob, valid_unicode

_ROLES = {role.value: role for role in Role}
_STATES = {status.value: status for status in MessageStatus}
_COLUMNS = "id, conversation_id, parent_id, role, status, created_at, content, tokens, outcome"

# UNION, not UNION ALL, here and below: a cycle, which only damage can make, ends the walk instead of never ending it.
_BRANCH = """
    WITH RECURSIVE branch(message_id, above_id) AS (
        SELECT id, parent_id FROM messages WHERE id = ?
        UNION
        SELECT above.id, above.parent_id FROM branch JOIN messages AS above ON above.id = branch.above_id
    )
"""
"""From the message that is asked for up to the first one."""

_BELOW = """
    WITH RECURSIVE below(message_id) AS (
        SELECT id FROM messages WHERE id = ?
        UNION
        SELECT coalesce(
            (SELECT id FROM messages WHERE id = above.chosen_child_id AND parent_id = above.id),
            (SELECT id FROM messages WHERE parent_id = above.id ORDER BY id DESC LIMIT 1)
        )
        FROM below JOIN messages AS above ON above.id = below.message_id
    )
    SELECT message_id FROM below WHERE message_id IS NOT NULL
"""
"""From the message that is asked for down to the end of its branch."""


def insert(
    sql: Connection,
    conversation_id: int,
    *,
    parent_id: int | None,
    role: Role,
    content: str,
    status: MessageStatus,
    now: str,
) -> int:
    """Add a message and make it the end of the branch in view."""
    is_in_view = _continues_view(sql, conversation_id, parent_id)
    cursor = sql.execute(
        "INSERT INTO messages (conversation_id, parent_id, role, status, created_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (conversation_id, parent_id, role.value, status.value, now, valid_unicode(content)),
    )
    message_id = cursor.lastrowid
    assert message_id is not None  # sqlite3 types it so for cursors that inserted nothing
    sql.execute(
        "UPDATE conversations SET head_message_id = ?, message_count = message_count + 1, updated_at = ? WHERE id = ?",
        (message_id, now, conversation_id),
    )
    if is_in_view:  # it is the newest child of its parent, and what led to the parent still does
        sql.execute(
            "UPDATE messages SET chosen_child_id = ? WHERE id = ? AND chosen_child_id IS NOT NULL",
            (message_id, parent_id),
        )
    else:
        _choose(sql, message_id)
    return message_id


def _continues_view(sql: Connection, conversation_id: int, parent_id: int | None) -> bool:
    """Whether a new child of this message changes the branch in view at most in its last message."""
    for last_id, above_id in sql.execute(
        "SELECT messages.id, messages.parent_id FROM conversations JOIN messages ON messages.id = head_message_id"
        " WHERE conversations.id = ?",
        (conversation_id,),
    ):
        return parent_id in (None, last_id, above_id)
    return parent_id is None


def _choose(sql: Connection, message_id: int) -> None:
    """What leads from the first message to this one becomes the choice of each message above it."""
    forks = sql.execute(
        f"""{_BRANCH}
        SELECT message_id, above_id FROM branch
        WHERE EXISTS (SELECT 1 FROM messages WHERE parent_id = above_id AND id <> message_id)
        """,
        (message_id,),
    ).fetchall()
    sql.executemany(
        "UPDATE messages SET chosen_child_id = ?1 WHERE id = ?2 AND chosen_child_id IS NOT ?1",
        forks,
    )


def bring_into_view(sql: Connection, conversation_id: int, message_id: int) -> None:
    """The branch through this message of this conversation, down to its end."""
    _choose(sql, message_id)
    *_, (last_id,) = sql.execute(_BELOW, (message_id,))
    sql.execute("UPDATE conversations SET head_message_id = ? WHERE id = ?", (last_id, conversation_id))


def has_children(sql: Connection, message_id: int) -> bool:
    return sql.execute("SELECT 1 FROM messages WHERE parent_id = ? LIMIT 1", (message_id,)).fetchone() is not None


def write_text(sql: Connection, message_id: int, *, text: str, tokens: Sequence[int], status: MessageStatus) -> bool:
    """Replace the text of an answer in progress. False when the message is no longer there. In one statement with the
    status, because a change of a row writes all of it."""
    cursor = sql.execute(
        "UPDATE messages SET content = ?, tokens = ?, status = ? WHERE id = ?",
        (valid_unicode(text), tokens_to_blob(tokens), status.value, message_id),
    )
    return cursor.rowcount == 1


def get(sql: Connection, message_id: int) -> StoredMessage | None:
    for message in _messages(sql.execute(f"SELECT {_COLUMNS} FROM messages WHERE id = ?", (message_id,))):
        return message
    return None


def path_to(sql: Connection, message_id: int | None) -> list[StoredMessage]:
    """The branch from the first message down to `message_id`; [] for None or an unknown id."""
    return _up_from(_all_beside(sql, message_id, has_tokens=True), message_id)


def branch(sql: Connection, head_id: int | None) -> tuple[list[StoredMessage], dict[int, tuple[int, ...]]]:
    """As `path_to`, quicker because without the ids of answers; and for each of its messages that is not alone all
    those with the same parent, itself too, oldest first."""
    by_id = _all_beside(sql, head_id, has_tokens=False)
    path = _up_from(by_id, head_id)
    return path, _groups({one.id: one.parent_id for one in by_id.values()}, (one.id for one in path))


def path_ids(sql: Connection, message_id: int) -> list[int]:
    """The ids of the branch from the first message down to `message_id`; [] for an unknown one."""
    above = dict(sql.execute(f"{_BRANCH} SELECT message_id, above_id FROM branch", (message_id,)).fetchall())
    path: list[int] = []
    next_id: int | None = message_id
    while next_id is not None and next_id in above:
        path.append(next_id)
        next_id = above.pop(next_id)
    path.reverse()
    return path


def siblings(sql: Connection, conversation_id: int, head_id: int | None) -> dict[int, tuple[int, ...]]:
    """As the second of `branch`. Reads no text."""
    rows = sql.execute("SELECT id, parent_id FROM messages WHERE conversation_id = ? ORDER BY id", (conversation_id,))
    parents: dict[int, int | None] = dict(rows.fetchall())
    path: dict[int, None] = {}  # ordered, and quick to look into
    while head_id is not None and head_id in parents and head_id not in path:
        path[head_id] = None
        head_id = parents[head_id]
    return _groups(parents, reversed(path))


def whole(sql: Connection, conversation_id: int) -> list[StoredMessage]:
    """All branches, parents before their children: an id is always greater than its parent's."""
    rows = sql.execute(f"SELECT {_COLUMNS} FROM messages WHERE conversation_id = ? ORDER BY id", (conversation_id,))
    return list(_messages(rows))


def set_outcome(sql: Connection, message_id: int, outcome: Outcome | None) -> bool:
    """None takes the mark away. False when there is no such answer."""
    cursor = sql.execute(
        "UPDATE messages SET outcome = ? WHERE id = ? AND role = ?",
        (None if outcome is None else outcome.value, message_id, Role.ASSISTANT.value),
    )
    return cursor.rowcount == 1


def copy_path(sql: Connection, path: Sequence[int], *, conversation_id: int) -> dict[int, int]:
    """The messages of `path`, each the child of the one before it, as the whole of an empty conversation.

    Returns the copies' ids by those of the originals. One that nobody finished is interrupted in its copy.
    """
    copies: dict[int, int] = {}
    copy_id: int | None = None
    for message_id in path:
        copy_id = sql.execute(
            "INSERT INTO messages (conversation_id, parent_id, role, status, created_at, content, tokens, outcome)"
            " SELECT ?, ?, role, iif(status = ?, ?, status), created_at, content, tokens, outcome FROM messages"
            " WHERE id = ?",
            (conversation_id, copy_id, MessageStatus.STREAMING.value, MessageStatus.INTERRUPTED.value, message_id),
        ).lastrowid
        assert copy_id is not None  # sqlite3 types it so for cursors that inserted nothing
        copies[message_id] = copy_id
    sql.execute(
        "UPDATE conversations SET head_message_id = ?, message_count = ? WHERE id = ?",
        (copy_id, len(copies), conversation_id),
    )
    return copies


def copy_attachments(sql: Connection, copies: Mapping[int, int]) -> None:
    """copies: the ids of copies by those of the messages they are of."""
    sql.executemany(
        "INSERT INTO attachments (message_id, name, media_type, text, data)"
        " SELECT ?2, name, media_type, text, data FROM attachments WHERE message_id = ?1 ORDER BY id",
        copies.items(),
    )


def _all_beside(sql: Connection, message_id: int | None, *, has_tokens: bool) -> dict[int, StoredMessage]:
    """All branches of the conversation that this message is in, by id, oldest first: to read them as they are stored
    takes less time than to look up those of one branch."""
    columns = _COLUMNS if has_tokens else _COLUMNS.replace("tokens", "NULL")
    question = (
        f"SELECT {columns} FROM messages"
        " WHERE conversation_id = (SELECT conversation_id FROM messages WHERE id = ?) ORDER BY id"
    )
    return quickly(sql, lambda: {message.id: message for message in _messages(sql.execute(question, (message_id,)))})


def _up_from(by_id: Mapping[int, StoredMessage], message_id: int | None) -> list[StoredMessage]:
    """First message first. A cycle, which only damage can make, ends the walk instead of never ending it."""
    path: list[StoredMessage] = []
    left = dict(by_id)
    while message_id is not None and (message := left.pop(message_id, None)) is not None:
        path.append(message)
        message_id = message.parent_id
    path.reverse()
    return path


def _groups(parents: Mapping[int, int | None], path: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """parents: of all messages of a conversation, oldest first. path: a branch of it."""
    n_children = Counter(parents.values())
    shared: dict[int | None, list[int]] = {parent_id: [] for parent_id, n in n_children.items() if n > 1}
    if not shared:
        return {}
    for message_id, parent_id in parents.items():
        if parent_id in shared:
            shared[parent_id].append(message_id)
    return {message_id: tuple(shared[parents[message_id]]) for message_id in path if parents[message_id] in shared}


def _messages(rows: Iterable[Sequence[Any]]) -> Iterable[StoredMessage]:
    """In the order of `_COLUMNS`. Made by position: a long conversation is ten thousand of them."""
    make = StoredMessage._make
    for id_, conversation_id, parent_id, role, status, created_at, content, tokens, outcome in rows:
        yield make(
            (
                id_,
                conversation_id,
                parent_id,
                _ROLES.get(role) or word(Role, role, Role.USER if tokens is None else Role.ASSISTANT),
                content,
                () if tokens is None else tokens_from_blob(tokens),
                _STATES.get(status) or word(MessageStatus, status, MessageStatus.INTERRUPTED),
                created_at,
                None if outcome is None else word(Outcome, outcome, None),
            )
        )

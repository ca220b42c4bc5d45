"""SQL of what is read of long conversations. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from ..context_policy import ContextCut, ContextMarks, ContextPolicy
from .db import Connection
from .errors import word
from .text import valid_unicode

_CUT, _PIN = "cut", "pin"


def marks(sql: Connection, conversation_id: int) -> ContextMarks:
    """Those of all branches; none where there is no such conversation."""
    policy: ContextPolicy | None = None
    for (name,) in sql.execute("SELECT policy FROM context_policies WHERE conversation_id = ?", (conversation_id,)):
        policy = word(ContextPolicy, name, None)
    found = rows(sql, conversation_id)
    cuts = tuple(
        ContextCut(message_id=message_id, summary=summary, made_at=made_at)
        for message_id, kind, made_at, summary in found
        if kind == _CUT
    )
    return ContextMarks(policy=policy, cuts=cuts, pins=frozenset(row[0] for row in found if row[1] == _PIN))


def rows(sql: Connection, conversation_id: int) -> list[tuple[int, str, str, str]]:
    """message_id, kind, made_at and summary of each mark, by the first two."""
    return sql.execute(
        "SELECT context_marks.message_id, kind, made_at, summary FROM messages"
        " CROSS JOIN context_marks ON context_marks.message_id = messages.id"
        " WHERE messages.conversation_id = ? ORDER BY messages.id, kind",
        (conversation_id,),
    ).fetchall()


def set_policy(sql: Connection, conversation_id: int, policy: ContextPolicy | None, *, now: str) -> None:
    """None: the one of the preferences. The conversation is there."""
    sql.execute("DELETE FROM context_policies WHERE conversation_id = ?", (conversation_id,))
    if policy is not None:
        sql.execute(
            "INSERT INTO context_policies (conversation_id, policy, chosen_at) VALUES (?, ?, ?)",
            (conversation_id, policy.value, now),
        )


def set_cut(sql: Connection, message_id: int, summary: str, *, now: str) -> bool:
    """False when there is no such message."""
    return set_mark(sql, message_id, _CUT, summary, now=now)


def set_pin(sql: Connection, message_id: int, *, now: str) -> bool:
    """False when there is no such message."""
    return set_mark(sql, message_id, _PIN, "", now=now)


def set_mark(sql: Connection, message_id: int, kind: str, summary: str, *, now: str) -> bool:
    """False when there is no such message, or no such kind."""
    cursor = sql.execute(
        "INSERT INTO context_marks (message_id, kind, made_at, summary)"
        " SELECT id, ?2, ?3, ?4 FROM messages WHERE id = ?1 AND ?2 IN (?5, ?6)"
        " ON CONFLICT (message_id, kind) DO UPDATE SET summary = excluded.summary",
        (message_id, kind, now, valid_unicode(summary), _CUT, _PIN),
    )
    return cursor.rowcount == 1


def forget_cut(sql: Connection, message_id: int) -> None:
    _forget(sql, message_id, _CUT)


def forget_pin(sql: Connection, message_id: int) -> None:
    _forget(sql, message_id, _PIN)


def copy(sql: Connection, copies: Mapping[int, int]) -> None:
    """The marks of messages that were copied, for the copies. copies: their ids by those of the originals."""
    sql.executemany(
        "INSERT INTO context_marks (message_id, kind, made_at, summary)"
        " SELECT ?2, kind, made_at, summary FROM context_marks WHERE message_id = ?1",
        [(original_id, copy_id) for original_id, copy_id in copies.items()],
    )


def _forget(sql: Connection, message_id: int, kind: str) -> None:
    sql.execute("DELETE FROM context_marks WHERE message_id = ? AND kind = ?", (message_id, kind))

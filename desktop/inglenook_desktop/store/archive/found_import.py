"""Writing a conversation of another program into the store, in one transaction."""

from __future__ import annotations

from inglenook_engine.types import Role

from .. import messages, names
from ..db import Connection, Db
from ..errors import StoreError, StoreProblem
from ..records import RunAction
from ..text import one_line, title_from
from .tally import Tally
from .values import FoundConversation, FoundMessage

MAX_TITLE_CHARS = 200


class FoundImport:
    """What one import has brought from other programs."""

    def __init__(self, db: Db, *, now: str, tally: Tally) -> None:
        self._db = db
        self._now = now
        self._tally = tally
        self._origins: set[str] = set()
        self._known_tags: dict[str, str] | None = None  # None: no conversation had tags yet

    def add(self, found: FoundConversation, *, where: str) -> None:
        """Unless it was imported before. Raises StoreError when the store cannot take it."""
        if found.origin in self._origins:
            self._tally.skipped(where, "The file holds another conversation with the same id; this one was left out.")
            return
        self._origins.add(found.origin)
        try:
            with self._db.write() as sql:  # the look too: another window may import the same file
                is_here = sql.execute("SELECT 1 FROM conversations WHERE origin = ?", (found.origin,)).fetchone()
                conversation_id = None if is_here else self._insert(sql, found)
        except StoreError as error:
            if error.problem is not StoreProblem.TOO_LARGE:
                raise
            self._tally.skipped(where, "A text in it is larger than the store can hold; it was left out.")
            return
        if conversation_id is None:
            self._tally.present()
            return
        for problem in found.problems:
            self._tally.problems.add(where, problem)
        self._tally.imported(conversation_id, n_messages=len(found.messages))

    def _insert(self, sql: Connection, found: FoundConversation) -> int:
        known = sorted(message.created_at for message in found.messages if message.created_at)
        created_at = found.created_at or (known[0] if known else self._now)
        updated_at = max(found.updated_at or (known[-1] if known else ""), created_at)
        title = one_line(found.title[: 10 * MAX_TITLE_CHARS])[:MAX_TITLE_CHARS].rstrip()
        first = next((message.content for message in found.messages if message.role is Role.USER), "")
        conversation_id = sql.execute(
            "INSERT INTO conversations (title, title_is_edited, created_at, updated_at, pinned_at, archived_at, draft,"
            " origin, message_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                title or title_from(first),
                int(title != ""),
                created_at,
                updated_at,
                self._now if found.is_pinned else None,
                self._now if found.is_archived else None,
                found.draft,
                found.origin,
                len(found.messages),
            ),
        ).lastrowid
        assert conversation_id is not None  # sqlite3 types it so for cursors that inserted nothing
        sql.executemany(
            "INSERT INTO tags (conversation_id, tag) VALUES (?, ?)",
            [(conversation_id, tag) for tag in self._tags(sql, found)],
        )
        ids: dict[str, int] = {}
        dates: dict[str | None, str] = {None: created_at}
        for message in found.messages:
            dates[message.key] = message.created_at or dates[message.parent]
            ids[message.key] = _insert_message(
                sql,
                message,
                conversation_id=conversation_id,
                parent_id=None if message.parent is None else ids[message.parent],
                created_at=dates[message.key],
            )
        head = found.head if found.head in ids else found.messages[-1].key
        messages.bring_into_view(sql, conversation_id, ids[head])
        return conversation_id

    def _tags(self, sql: Connection, found: FoundConversation) -> list[str]:
        """As `names` lets a person write them; one that differs only in case from one that is here becomes that one."""
        if not found.tags:
            return []
        if self._known_tags is None:
            self._known_tags = {tag.casefold(): tag for (tag,) in sql.execute("SELECT DISTINCT tag FROM tags")}
        tags: dict[str, str] = {}
        for one in found.tags:
            tag = one_line(one[: 10 * names.MAX_TAG_CHARS].replace(",", " "))[: names.MAX_TAG_CHARS].rstrip()
            if tag:
                tags.setdefault(tag.casefold(), self._known_tags.setdefault(tag.casefold(), tag))
        return sorted(tags.values())[: names.MAX_TAGS]


def _insert_message(
    sql: Connection, message: FoundMessage, *, conversation_id: int, parent_id: int | None, created_at: str
) -> int:
    message_id = sql.execute(
        "INSERT INTO messages (conversation_id, parent_id, role, status, created_at, content)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (conversation_id, parent_id, message.role.value, message.status.value, created_at, message.content),
    ).lastrowid
    assert message_id is not None  # sqlite3 types it so for cursors that inserted nothing
    if message.model_name:  # which model it was is all that is known of the run: no figures, no parameters
        sql.execute(
            "INSERT INTO runs (message_id, action, started_at, finished_at, app_version, model_name, model_path, model,"
            " params) VALUES (?, ?, ?, ?, '', ?, '', '{}', '{}')",
            (message_id, RunAction.ANSWER.value, created_at, created_at, message.model_name),
        )
    sql.executemany(
        "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (?, ?, ?, ?, ?)",
        [(message_id, one.name, one.media_type, one.text, one.data) for one in message.attachments],
    )
    return message_id

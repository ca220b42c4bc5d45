"""SQL of the search: rows that may be hits, newest first. Every function works inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from .db import Connection
from .matching import Needle, fold, match
from .search_query import Filters
from .text import timestamp, valid_unicode

GRAM_CHARS = 3
"""What the index of letters (trigrams) is made of; shorter texts are looked for as the beginnings of such three."""

_GRAM_TERMS = 1_000
"""Of a single letter more threes than these are not asked for."""

_MESSAGE = (
    "m.id, m.conversation_id, c.title, m.role, m.created_at, octet_length(m.content),"
    " CASE WHEN octet_length(m.content) <= 65536 THEN m.content ELSE '' END"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What could be a hit. message_id, role: None for a conversation itself. n_bytes: of a message's text.

    text: of a message, or the name that was found; "" for a message longer than 64 KB, which is fetched when needed.
    """

    message_id: int | None
    conversation_id: int
    title: str
    role: str | None
    created_at: str
    n_bytes: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Filters as conditions: on a message `m` of its conversation `c`, on a conversation `c` as a hit, and, apart from
    its day, as the place of messages. is_of_messages: only messages can fit."""

    messages: str
    conversations: str
    places: str
    params: dict[str, object]
    is_of_messages: bool
    has_places: bool
    has_models: bool
    has_days: bool

    def ids(self, sql: Connection, at_most: int) -> list[int] | None:
        """The messages that fit one of the filters, when they are no more than these; else None."""
        queries = []
        if self.has_places:
            queries.append(
                "SELECT m.id FROM conversations AS c CROSS JOIN messages AS m ON m.conversation_id = c.id"
                f" WHERE {self.places}"
            )
        if self.has_models:
            queries.append(
                "SELECT DISTINCT message_id FROM runs WHERE message_id IS NOT NULL"
                " AND model_name IN (SELECT value FROM json_each(:models))"
            )
        if self.has_days:
            queries.append("SELECT id FROM messages WHERE created_at >= :after AND created_at < :before")
        for query in queries:
            rows = sql.execute(f"{query} LIMIT :n_rows", {**self.params, "n_rows": at_most + 1})
            ids = [id_ for (id_,) in rows]
            if len(ids) <= at_most:
                return ids
        return None

    def id_bounds(self, sql: Connection) -> tuple[int, int]:
        """The lowest and the highest id of messages of the days asked for; (1, 0) when there is none."""
        if not self.has_days:
            return 1, 2**62
        rows = sql.execute(
            "SELECT min(id), max(id) FROM messages WHERE created_at >= :after AND created_at < :before", self.params
        )
        lowest, highest = rows.fetchone()
        return (1, 0) if lowest is None else (lowest, highest)


ANYWHERE = Where(
    messages="1", conversations="1", places="1", params={}, is_of_messages=False, has_places=False, has_models=False,
    has_days=False,
)  # fmt: skip
"""No filter, the trash included: for what is asked of the store as a whole."""


def where(sql: Connection, filters: Filters) -> Where | None:
    """None when a filter names a folder, tag or model that is not there, so that nothing can fit."""
    of_conversations = ["c.deleted_at IS NULL"]
    of_messages = []
    params: dict[str, object] = {}
    has_places = False
    if filters.conversation_id is not None:
        of_conversations.append("c.id = :conversation_id")
        params["conversation_id"] = filters.conversation_id
        has_places = True
    if filters.folder_id is not None:
        of_conversations.append("c.folder_id = :folder_id")
        params["folder_id"] = filters.folder_id
        has_places = True
    if filters.folder:
        folders = [id_ for id_, name in sql.execute("SELECT id, name FROM folders") if _fits(name, filters.folder)]
        if not folders:
            return None
        of_conversations.append("c.folder_id IN (SELECT value FROM json_each(:folders))")
        params["folders"] = json.dumps(folders)
        has_places = True
    for number, wanted in enumerate(filters.tags):
        tags = [tag for tag in all_tags(sql) if _fits(tag, wanted)]
        if not tags:
            return None
        of_conversations.append(
            f"c.id IN (SELECT conversation_id FROM tags WHERE tag IN (SELECT value FROM json_each(:tags_{number})))"
        )
        params[f"tags_{number}"] = json.dumps(tags)
        has_places = True
    if filters.model:
        models = [name for name in _all_models(sql) if _fits(name, filters.model)]
        if not models:
            return None
        of_messages.append(
            "EXISTS (SELECT 1 FROM runs WHERE runs.message_id = m.id"
            " AND runs.model_name IN (SELECT value FROM json_each(:models)))"
        )
        params["models"] = json.dumps(models)
    if filters.role is not None:
        of_messages.append("m.role = :role")
        params["role"] = filters.role.value
    has_days = filters.after is not None or filters.before is not None
    if has_days:
        params["after"] = "" if filters.after is None else _begin(filters.after)
        params["before"] = "~" if filters.before is None else _begin(filters.before)
    places = " AND ".join(of_conversations)
    return Where(
        messages=" AND ".join([places, *of_messages, *_days("m", has_days)]),
        conversations=" AND ".join([places, *_days("c", has_days)]),
        places=places,
        params=params,
        is_of_messages=bool(of_messages) or filters.conversation_id is not None,
        has_places=has_places,
        has_models=bool(filters.model),
        has_days=has_days,
    )


def with_words(sql: Connection, where: Where, expression: str, ids: Sequence[int] | None) -> Iterator[Row]:
    """Messages that the index of words names; as many as the caller takes. ids: of the filters, if known."""
    return _indexed(sql, where, "message_words", expression, ids)


def _indexed(sql: Connection, where: Where, index: str, expression: str, ids: Sequence[int] | None) -> Iterator[Row]:
    lowest, highest = where.id_bounds(sql)
    among = "1" if ids is None else "+f.rowid IN (SELECT value FROM json_each(:ids))"  # +: not one search for each id
    return _rows(
        sql,
        f"SELECT {_MESSAGE} FROM {index} AS f CROSS JOIN messages AS m ON m.id = f.rowid"
        " CROSS JOIN conversations AS c ON c.id = m.conversation_id"
        f" WHERE f.{index} MATCH :expression AND f.rowid BETWEEN :lowest AND :highest"
        f" AND {among} AND {where.messages} ORDER BY f.rowid DESC",
        {
            **where.params,
            "expression": expression,
            "lowest": lowest,
            "highest": highest,
            "ids": json.dumps(ids),
        },
    )


def with_grams(sql: Connection, where: Where, texts: Sequence[str], ids: Sequence[int] | None) -> Iterator[Row]:
    """Messages that have all of these texts, by the index of letters; otherwise as `with_words`."""
    expression = _grams_expression(sql, texts, "message_gram_terms")
    return _indexed(sql, where, "message_grams", expression, ids) if expression else iter(())


def near(sql: Connection, where: Where, *, n_messages: int) -> Iterator[Row]:
    """Those of the newest n_messages that fit."""
    return _rows(
        sql,
        f"SELECT {_MESSAGE} FROM (SELECT id FROM messages ORDER BY id DESC LIMIT :n_messages) AS f"
        " CROSS JOIN messages AS m ON m.id = f.id CROSS JOIN conversations AS c ON c.id = m.conversation_id"
        f" WHERE m.status <> 'streaming' AND {where.messages} ORDER BY f.id DESC",
        {**where.params, "n_messages": n_messages},
    )


def messages_of(sql: Connection, where: Where, ids: Sequence[int]) -> Iterator[Row]:
    """Those of these messages that fit."""
    return _rows(
        sql,
        f"SELECT {_MESSAGE} FROM json_each(:ids) AS f CROSS JOIN messages AS m ON m.id = f.value"
        " CROSS JOIN conversations AS c ON c.id = m.conversation_id"
        f" WHERE m.status <> 'streaming' AND {where.messages} ORDER BY f.key",
        {**where.params, "ids": json.dumps(sorted(ids, reverse=True))},
    )


def newest_messages(sql: Connection, where: Where) -> Iterator[Row]:
    """Whatever they say; as many as the caller takes."""
    lowest, highest = where.id_bounds(sql)
    return _rows(
        sql,
        f"SELECT {_MESSAGE} FROM messages AS m CROSS JOIN conversations AS c ON c.id = m.conversation_id"
        f" WHERE m.status <> 'streaming' AND m.id BETWEEN :lowest AND :highest AND {where.messages}"
        " ORDER BY m.id DESC",
        {**where.params, "lowest": lowest, "highest": highest},
    )


def newest_conversations(sql: Connection, where: Where, *, n_rows: int) -> Iterator[Row]:
    """Whatever they are called."""
    return _rows(
        sql,
        "SELECT NULL, c.id, c.title, NULL, c.created_at, 0, c.title FROM conversations AS c"
        f" WHERE {where.conversations} ORDER BY c.updated_at DESC, c.id DESC LIMIT :n_rows",
        {**where.params, "n_rows": n_rows},
    )


def titles(sql: Connection, where: Where, expression: str, substring: str, *, n_rows: int) -> Iterator[Row]:
    """expression: for the index of their words; "" when it cannot help, and then they have the substring."""
    named = "c.id IN (SELECT rowid FROM title_words WHERE title_words MATCH :expression)"
    if not expression:
        named = "instr(c.title, :substring)"
    return _rows(
        sql,
        "SELECT NULL, c.id, c.title, NULL, c.created_at, 0, c.title FROM conversations AS c"
        f" WHERE {named} AND {where.conversations}"
        " ORDER BY c.id DESC LIMIT :n_rows",
        {**where.params, "expression": expression, "substring": substring, "n_rows": n_rows},
    )


def attachments(sql: Connection, where: Where, expression: str, substring: str, *, n_rows: int) -> Iterator[Row]:
    """As `titles`, by the attachment's name."""
    named = "a.id IN (SELECT rowid FROM attachment_words WHERE attachment_words MATCH :expression)"
    if not expression:
        named = "instr(a.name, :substring)"
    return _rows(
        sql,
        "SELECT m.id, m.conversation_id, c.title, m.role, m.created_at, 0, a.name FROM attachments AS a"
        " CROSS JOIN messages AS m ON m.id = a.message_id CROSS JOIN conversations AS c ON c.id = m.conversation_id"
        f" WHERE {named} AND {where.messages}"
        " ORDER BY a.id DESC LIMIT :n_rows",
        {**where.params, "expression": expression, "substring": substring, "n_rows": n_rows},
    )


def files(
    sql: Connection, where: Where, expression: str, grams: Sequence[str], *, n_rows: int, n_chars: int
) -> Iterator[Row]:
    """Attachments whose text has what is looked for, by their first n_chars; newest first. expression: for the index of
    words, "" where it cannot help. grams: as of `with_grams`, and then by the index of letters."""
    index = "file_grams" if grams else "file_words"
    expression = _grams_expression(sql, grams, "file_gram_terms") if grams else expression
    if not expression:
        return iter(())
    return _rows(
        sql,
        "SELECT m.id, m.conversation_id, c.title, m.role, m.created_at, 0, substr(a.text, 1, :n_chars)"
        f" FROM {index} AS f CROSS JOIN attachments AS a ON a.id = f.rowid"
        " CROSS JOIN messages AS m ON m.id = a.message_id CROSS JOIN conversations AS c ON c.id = m.conversation_id"
        f" WHERE f.{index} MATCH :expression AND {where.messages} ORDER BY f.rowid DESC LIMIT :n_rows",
        {**where.params, "expression": expression, "n_rows": n_rows, "n_chars": n_chars},
    )


def tagged(sql: Connection, where: Where, tags: Sequence[str], *, n_rows: int) -> Iterator[Row]:
    """Conversations with one of these tags, once for each."""
    return _rows(
        sql,
        "SELECT NULL, c.id, c.title, NULL, c.created_at, 0, t.tag FROM tags AS t"
        " CROSS JOIN conversations AS c ON c.id = t.conversation_id"
        f" WHERE t.tag IN (SELECT value FROM json_each(:wanted)) AND {where.conversations}"
        " ORDER BY c.id DESC, t.tag LIMIT :n_rows",
        {**where.params, "wanted": json.dumps(tags), "n_rows": n_rows},
    )


def all_tags(sql: Connection) -> list[str]:
    return [tag for (tag,) in sql.execute("SELECT DISTINCT tag FROM tags ORDER BY tag")]


def text_of(sql: Connection, message_id: int, *, n_chars: int) -> str:
    """The first n_chars of a longer message, or all of it."""
    rows = sql.execute(
        # substr ends at a NUL, so it is for texts alone that are too long
        "SELECT CASE WHEN octet_length(content) <= ?1 THEN content ELSE substr(content, 1, ?1) END"
        " FROM messages WHERE id = ?2",
        (n_chars, message_id),
    )
    for (text,) in rows:
        return str(text)
    return ""


def _rows(sql: Connection, query: str, params: dict[str, object]) -> Iterator[Row]:
    return (Row(*columns) for columns in sql.execute(query, params))


def _all_models(sql: Connection) -> list[str]:
    """The names in all runs, one step in their index for each."""
    rows = sql.execute("""
        WITH RECURSIVE names(name) AS (
            SELECT min(model_name) FROM runs
            UNION ALL
            SELECT (SELECT min(model_name) FROM runs WHERE model_name > name) FROM names WHERE name IS NOT NULL
        )
        SELECT name FROM names WHERE name IS NOT NULL
    """)
    return [name for (name,) in rows]


def _grams_expression(sql: Connection, texts: Sequence[str], terms: str) -> str:
    """For an index of letters: all of these texts; "" when one of them is nowhere. terms: of that index."""
    alternatives = []
    for text in texts:
        grams = [text] if len(text) >= GRAM_CHARS else _grams_from(sql, text, terms)
        if not grams:
            return ""
        alternatives.append(" OR ".join(f'"{gram.replace(chr(34), chr(34) * 2)}"' for gram in grams))
    return " AND ".join(f"({one})" for one in alternatives)


def _grams_from(sql: Connection, text: str, terms: str) -> list[str]:
    """The threes of letters in the index that begin with `text`, one step for each: to count how often each is there
    would read all of their places."""
    grams: list[str] = []
    wanted = at_least = fold(text)
    while len(grams) < _GRAM_TERMS:
        rows = sql.execute(
            f"SELECT term FROM {terms} WHERE term >= ? AND term <= ? LIMIT 1",
            (at_least, wanted + "\U0010ffff"),
        )
        found = [term for (term,) in rows]
        if not found:
            break
        grams += found
        at_least = found[0] + "\x01"
    return grams


def _fits(name: str, wanted: str) -> bool:
    """Whether a word of the name begins with what the filter says."""
    return match(name, [Needle.of(valid_unicode(wanted), is_prefix=True)]) is not None


def _days(name: str, has_days: bool) -> list[str]:
    return [f"{name}.created_at >= :after", f"{name}.created_at < :before"] if has_days else []


def _begin(day: date) -> str:
    """When the day begins here, as the database writes moments."""
    try:
        return timestamp(datetime.combine(day, time.min).astimezone())
    except (ValueError, OverflowError, OSError):  # some years exist in no time zone, or not for the system
        return f"{day.isoformat()}T00:00:00.000Z"

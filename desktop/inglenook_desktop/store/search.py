"""Finding a sentence again: in messages of every branch, titles, tags, and names and texts of attachments.

An index gives the newest messages that have what is looked for, and never more than CANDIDATES of them, so that the
work is bounded for a rare word and for the first letter of a common one; these are ranked. What is in the trash is not
found; what is archived is. The same question to the same store has the same answer.
"""

from __future__ import annotations

import heapq
import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from inglenook_engine.types import Role

from . import late_index, search_rows
from .db import Connection, Db
from .errors import StoreError, word
from .matching import Match, Needle, Snippet, composed, match, snippet
from .ranking import day_of, recency, relevance
from .search_query import MAX_NEEDLES, Filters, Query, parse, words_expression
from .search_rows import ANYWHERE, Row, Where

log = logging.getLogger("store")

CANDIDATES = 400
"""Matching messages that are ranked: the newest. Of a word in more messages than these, older ones are not seen."""

SAMPLE = 200
"""Newest messages that tell whether a beginning of a word is common. The index gathers all places of all words that
begin so before it names the first message, which takes seconds for one letter among a million messages."""

COMMON = 0.1
"""Share of the sample from which on such a beginning is left to our eyes: soon enough messages are met that have it."""

ENOUGH = 150
"""Matching messages that are ranked where each has to be read to see whether it matches."""

FEW = 10
"""Matching messages with which reading may end before all were read, without an index being asked for older ones."""

NARROW = 4_000
"""Messages that are read one by one where the filters leave no more, and where no index holds what is looked for."""

WIDE = 20_000
"""Messages of the filters that are noted by id: to look one up there is quicker than to ask for its conversation."""

LONG_CHARS = 1_000_000
"""How much of a long message is looked through for marks; the index holds all of it."""

FILES = 12
"""Attachments whose text has it: the newest. Each is read to see where."""

_READ_BYTES = 16 << 20
_READ_MESSAGES = 6_000
_ABOVE_MESSAGES = {"title": 0.75, "tag": 0.6, "attachment": 0.4}
_NOT_SEEN = Match("", "", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """message_id: None for a title or a tag; with an attachment, the message that it came with.

    title: of the conversation, "" when it has none. role: None without a message. created_at: of the message, else of
    the conversation. snippet: parts of the text in order; True: this part was looked for.
    """

    conversation_id: int
    message_id: int | None
    title: str
    role: Role | None
    created_at: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class _Found:
    row: Row
    match: Match
    relevance: float


class Search:
    """Uses the store's connection on its thread. Quick enough for every key that is pressed."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def find(self, text: str, *, filters: Filters | None = None, limit: int = 50) -> list[Hit]:
        """The best hits first; [] when nothing is looked for. Any text is a question. Raises StoreError.

        With filters alone: the conversations that they let through, or the messages when a role, a model or one
        conversation is among them; newest first.
        """
        query = parse(text, filters)
        if query.is_empty or limit <= 0:
            return []
        self._complete_index()
        with self._db.read() as sql:
            where = search_rows.where(sql, query.filters)
            if where is None:
                return []
            look = _Look(sql, query, where, limit)
            if not query.needles and not query.excluded:
                return [look.hit(_Found(row, _NOT_SEEN, 0.0)) for row in look.newest()]
            found = [*look.names(), *look.messages()]
            newest = max((day for one in found if (day := day_of(one.row.created_at))), default=None)

            def order(one: _Found) -> tuple[float, str, int, int]:
                score = one.relevance + recency(one.row.created_at, newest)
                return (score, one.row.created_at, one.row.message_id or 0, one.row.conversation_id)

            return [look.hit(one) for one in heapq.nlargest(limit, found, key=order)]

    def _complete_index(self) -> None:
        """Where that cannot be written, the search does without what waits."""
        try:
            late_index.put_in(self._db)
        except StoreError as error:
            log.warning("long answers are not in the index yet: %s", error)

    def titles(self, text: str, *, limit: int) -> list[tuple[int, str]]:
        """Conversations, by id, whose title has a word for every word of the text that begins so, the newest first;
        with "" those used last. Raises StoreError."""
        needles = [Needle.of(word, is_prefix=True) for word in text.split()[:MAX_NEEDLES]]
        with self._db.read() as sql:
            where = search_rows.where(sql, Filters())
            if where is None:
                return []
            if not needles:
                rows = search_rows.newest_conversations(sql, where, n_rows=limit)
                return [(row.conversation_id, row.title) for row in rows]
            expression = words_expression(Query(needles=tuple(needles)))
            substring = next((needle.text for needle in needles if not needle.tokens), "")
            rows = search_rows.titles(sql, where, expression, substring, n_rows=CANDIDATES)
            found = ((row.conversation_id, row.title) for row in rows if match(row.title, needles) is not None)
            return list(itertools.islice(found, limit))


class _Look:
    """One question, inside one read transaction."""

    def __init__(self, sql: Connection, query: Query, where: Where, limit: int) -> None:
        self._sql = sql
        self._query = query
        self._where = where
        self._limit = limit
        self._bytes_left, self._messages_left = _READ_BYTES, _READ_MESSAGES
        self._ids = where.ids(sql, WIDE)

    def newest(self) -> Iterator[Row]:
        if self._where.is_of_messages:
            return itertools.islice(search_rows.newest_messages(self._sql, self._where), self._limit)
        return search_rows.newest_conversations(self._sql, self._where, n_rows=self._limit)

    def names(self) -> Iterator[_Found]:
        """Titles, tags and attachments whose own name or text has all that is looked for."""
        if not self._query.needles:
            return
        expression = words_expression(self._query)
        substring = next((needle.text for needle in self._query.needles if not needle.tokens), "")
        rows: list[tuple[str, Row]] = []
        if not self._where.is_of_messages:
            titles = search_rows.titles(self._sql, self._where, expression, substring, n_rows=CANDIDATES)
            rows += [("title", row) for row in titles]
            tags = [tag for tag in search_rows.all_tags(self._sql) if self._match(tag) is not None]
            rows += [("tag", row) for row in search_rows.tagged(self._sql, self._where, tags, n_rows=CANDIDATES)]
        attachments = search_rows.attachments(self._sql, self._where, expression, substring, n_rows=CANDIDATES)
        rows += [("attachment", row) for row in attachments]
        named = set()
        for kind, row in rows:
            matched = self._match(row.text)
            if matched is not None:
                named.add(row.message_id)
                yield self._found(row, matched, above=_ABOVE_MESSAGES[kind])
        grams = [needle.text for needle in self._query.needles if needle.is_unspaced]
        for row in search_rows.files(self._sql, self._where, expression, grams, n_rows=FILES, n_chars=LONG_CHARS):
            matched = None if row.message_id in named else self._match(row.text)
            if matched is not None:
                yield self._found(row, matched)

    def messages(self) -> list[_Found]:
        """By reading where that is quick. Where it ended with few, an index says, however long it works."""
        needles = self._query.needles
        ids = self._ids
        is_narrow = ids is not None and len(ids) <= NARROW
        if ids is not None and is_narrow:
            rows = search_rows.messages_of(self._sql, self._where, ids)
        elif all(needle.is_signs for needle in needles):
            rows = search_rows.near(self._sql, self._where, n_messages=NARROW)
        else:
            common = {needle for needle in needles if needle.is_open and self._is_common(needle)}
            if not common:
                return self._indexed()
            expression = words_expression(self._query, common)
            if expression:
                rows = search_rows.with_words(self._sql, self._where, expression, ids)
            elif ids is not None:
                rows = search_rows.messages_of(self._sql, self._where, ids)
            else:
                rows = search_rows.newest_messages(self._sql, self._where)
        found = self._read(rows, n_found=CANDIDATES if is_narrow else max(ENOUGH, self._limit))
        if self._is_read_out and len(found) < min(FEW, self._limit) and not all(needle.is_signs for needle in needles):
            return self._indexed()
        return found

    def hit(self, found: _Found) -> Hit:
        row = found.row
        if found.match is _NOT_SEEN:
            text = row.text
            if row.message_id is not None and not text:
                text = search_rows.text_of(self._sql, row.message_id, n_chars=2_000)
            shown = snippet(composed(text), ())
        else:
            shown = found.match.snippet()
        return Hit(
            conversation_id=row.conversation_id,
            message_id=row.message_id,
            title=row.title,
            role=None if row.role is None else word(Role, row.role, Role.USER),
            created_at=row.created_at,
            snippet=shown,
        )

    def _is_common(self, needle: Needle) -> bool:
        """Whether many of the newest messages have a word that begins as the end of this needle."""
        newest = search_rows.near(self._sql, ANYWHERE, n_messages=SAMPLE)
        tail = [needle.tail]
        n_read = n_having = 0
        for row in newest:
            n_read += 1
            n_having += match(row.text, tail) is not None
        return n_having >= COMMON * n_read

    def _indexed(self) -> list[_Found]:
        """What an index names; the one of letters stands in for all where a needle has no words."""
        self._bytes_left, self._messages_left = _READ_BYTES, _READ_MESSAGES
        grams = [needle.text for needle in self._query.needles if needle.is_unspaced]
        if grams:
            rows = search_rows.with_grams(self._sql, self._where, grams, self._ids)
            return self._read(rows, n_found=CANDIDATES)
        rows = search_rows.with_words(self._sql, self._where, words_expression(self._query), self._ids)
        # The index may see a word where our eyes do not, but it knows nothing of scripts without spaces.
        is_sure = all(needle.tokens for needle in self._query.excluded)
        return self._read(rows, n_found=CANDIDATES, is_sure=is_sure)

    def _read(self, rows: Iterator[Row], *, n_found: int, is_sure: bool = False) -> list[_Found]:
        """The first n_found of the rows whose text has what is looked for. is_sure: they all have it."""
        found = []
        for row in rows:
            if self._is_read_out and not is_sure:
                break
            matched = self._match(self._text(row))
            if matched is not None or is_sure:
                found.append(self._found(row, matched or _NOT_SEEN))
            if len(found) == n_found:
                break
        return found

    @property
    def _is_read_out(self) -> bool:
        """Whether this question has read as much as it may."""
        return self._bytes_left <= 0 or self._messages_left <= 0

    def _text(self, row: Row) -> str:
        """The row's text as far as it is looked through; "" where it would have to be fetched and that is too much."""
        self._messages_left -= 1
        if row.text or not row.n_bytes:
            self._bytes_left -= row.n_bytes
            return row.text
        if self._bytes_left <= 0 or row.message_id is None:
            return ""
        self._bytes_left -= row.n_bytes
        return search_rows.text_of(self._sql, row.message_id, n_chars=LONG_CHARS)

    def _match(self, text: str) -> Match | None:
        return match(text, self._query.needles, self._query.excluded)

    def _found(self, row: Row, matched: Match, *, above: float = 0.0) -> _Found:
        score = 0.0 if matched is _NOT_SEEN else relevance(matched, self._query.needles, self._query.extras)
        return _Found(row, matched, score + above)

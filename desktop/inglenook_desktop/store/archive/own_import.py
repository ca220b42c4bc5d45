"""Reading our own archive, one transaction for each conversation.

A conversation is here already when one began in the same millisecond with the same first message; it is then left as
it is. So an archive may be imported again, also into the store that it was made from, and an import that was
interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inglenook_engine.types import Role, Speculation

from ...attachments import AttachedFile
from ...context_policy import ContextPolicy
from .. import anonymous, attachment_rows, context_rows, machines, names, queue_rows, runs, unsent_files
from ..db import Connection, Db
from ..errors import StoreError, StoreProblem
from ..records import MessageStatus, Outcome
from ..text import one_line, valid_unicode
from . import fields, own_format, tools_import
from .json_stream import Broken, Value
from .own_records import Records, bytes_of, is_integer, word
from .own_runs import run_values
from .tally import Tally
from .values import ArchiveError, BadRecordError

_INSERT_RUN = (
    f"INSERT INTO runs (message_id, {', '.join(own_format.RUN_COLUMNS)})"
    f" VALUES (?{', ?' * len(own_format.RUN_COLUMNS)})"
)


class _CutOffError(Exception):
    """The file ended inside a conversation."""


class OwnImport:
    """One import of one archive into one store."""

    def __init__(self, db: Db, values: Iterator[Value | Broken], *, name: str, now: str, tally: Tally) -> None:
        """values: the records with the header. name: of the file, for the report."""
        self._db = db
        self._records = Records(values, name=name, tally=tally)
        self._name = name
        self._now = now
        self._tally = tally
        self._folders: dict[int, int] = {}
        self._folders_here: list[tuple[str, str, int]] = []
        self._last_folder_id = 0
        self._conversations_here: dict[str, list[int]] = {}
        self._last_conversation_id = 0
        with db.read() as sql:
            self._machine = machines.own(sql)
            self._tags_here = {tag.casefold(): tag for (tag,) in sql.execute("SELECT DISTINCT tag FROM tags")}

    def check_header(self) -> None:
        """First of all. Raises ArchiveError for an archive of a later version."""
        header = self._records.take()
        if header is None or not own_format.is_header(header):
            raise ArchiveError(f"{self._name} does not begin as an archive of Inglenook does, so it was left alone.")
        version = header.get("version")
        if version != own_format.VERSION:
            raise ArchiveError(
                f"{self._name} is an archive of version {version}, which a later Inglenook wrote; this one reads "
                f"version {own_format.VERSION}. Import it with that version or a later one."
            )

    def run(self) -> None:
        """All that follows the header. Raises StoreError when the store cannot take it."""
        records = self._records
        has_end = False
        while (record := records.take()) is not None:
            has_end = False
            match record.get("type"):
                case own_format.FOLDER_TYPE:
                    self._folder(record)
                case own_format.PRESET_TYPE:
                    with self._db.write() as sql:
                        self._preset(sql, record)
                case own_format.TEMPLATE_TYPE:
                    with self._db.write() as sql:
                        self._told(tools_import.add_template(sql, record, now=self._now))
                case own_format.CONVERSATION_TYPE:
                    self._conversation(record)
                case own_format.MESSAGE_TYPE:
                    self._tally.problems.add(records.where, "It is a message of no conversation; it was left out.")
                case own_format.END_TYPE:
                    has_end = True
                case _:  # another header: archives that were put together
                    pass
        if not has_end:
            self._tally.problems.add(
                self._name, "The file is cut off: its last record is missing. What came before was read."
            )

    def _folder(self, record: Mapping[str, Any]) -> None:
        """One with the same name is taken for it: people know folders by their names."""
        number, name = record.get("number"), record.get("name")
        if not is_integer(number) or not isinstance(name, str) or not one_line(name[:1000]):
            self._tally.problems.add(self._records.where, "It is a folder without number or name; it was left out.")
            return
        created_at = fields.moment(record.get("created_at")) or self._now
        name = one_line(name[: 10 * names.MAX_FOLDER_CHARS])[: names.MAX_FOLDER_CHARS]
        position = record.get("position")
        with self._db.write() as sql:
            self._look_for_new(sql)
            same = [here for here in self._folders_here if here[0].casefold() == name.casefold()]
            exact = [here for here in same if here[:2] == (name, created_at)]
            if same:
                chosen = (exact or same)[0]
                self._folders_here.remove(chosen)
                self._folders[number] = chosen[2]
                return
            folder_id = sql.execute(
                "INSERT INTO folders (name, position, created_at, system_prompt, model_name, preset_id)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    name,
                    position if is_integer(position) else 0,
                    created_at,
                    fields.text(record, "system_prompt"),
                    fields.text(record, "model_name"),
                    self._preset(sql, record),
                ),
            ).lastrowid
        assert folder_id is not None  # sqlite3 types it so for cursors that inserted nothing
        self._folders[number] = self._last_folder_id = folder_id

    def _conversation(self, record: Mapping[str, Any]) -> None:
        where = self._records.where
        n_declared = record.get("messages")
        created_at = fields.moment(record.get("created_at"))
        try:
            if not is_integer(n_declared) or not 0 <= n_declared <= own_format.MAX_MESSAGES:
                raise BadRecordError("It does not say how many messages it has; it was left out.")
            if not created_at:
                raise BadRecordError("It does not say when it began; it was left out.")
            self._records.read_ahead()
            with self._db.write() as sql:
                self._look_for_new(sql)
                is_here = self._is_here(sql, created_at, self._records.peek_message())
                if not is_here:
                    conversation_id, n_messages = self._insert(sql, record, created_at, n_declared)
            if is_here:
                self._tally.present()
            else:
                self._last_conversation_id = conversation_id
                self._tally.imported(conversation_id, n_messages=n_messages)
        except BadRecordError as error:
            self._tally.skipped(where, str(error))
        except _CutOffError:
            self._tally.skipped(where, "The file is cut off inside this conversation; it was left out.")
        except StoreError as error:
            if error.problem is not StoreProblem.TOO_LARGE:
                raise
            self._tally.skipped(where, "A text in it is larger than the store can hold; it was left out.")
        while self._records.peek_message() is not None:
            self._records.take()

    def _look_for_new(self, sql: Connection) -> None:
        """What is in the store and not of this import. In its transactions, because another window may import too."""
        for id_, name, created_at in sql.execute(
            "SELECT id, name, created_at FROM folders WHERE id > ? ORDER BY id", (self._last_folder_id,)
        ):
            self._folders_here.append((name, created_at, id_))
            self._last_folder_id = id_
        for id_, created_at in sql.execute(
            "SELECT id, created_at FROM conversations WHERE id > ? ORDER BY id", (self._last_conversation_id,)
        ):
            self._conversations_here.setdefault(created_at, []).append(id_)
            self._last_conversation_id = id_

    def _is_here(self, sql: Connection, created_at: str, first: Mapping[str, Any] | None) -> bool:
        """Whether an older conversation is this one; each can be only one of those in the file."""
        ids = self._conversations_here.get(created_at, [])
        if not ids:
            return False
        content = None if first is None else first.get("content")
        wanted = valid_unicode(content) if isinstance(content, str) else None
        for id_ in ids:
            row = sql.execute(
                "SELECT content FROM messages WHERE conversation_id = ? ORDER BY id LIMIT 1", (id_,)
            ).fetchone()
            if (None if row is None else row[0]) == wanted:
                ids.remove(id_)
                return True
        return False

    def _insert(self, sql: Connection, record: Mapping[str, Any], created_at: str, n_declared: int) -> tuple[int, int]:
        """The id and the number of messages. Ids of messages keep the distances of their numbers, so that one may
        name a later one."""
        where = self._records.where
        conversation_id = self._insert_conversation(sql, record, created_at)
        (base,) = sql.execute(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0)"
        ).fetchone()
        inserted: set[int] = set()
        last_at = created_at
        last_number = 0
        while (message := self._records.peek_message()) is not None:
            self._records.take()
            at = self._records.where
            try:
                number = message.get("number")
                if not is_integer(number) or not last_number < number <= n_declared:
                    raise BadRecordError("Its number does not follow that of the message before; it was left out.")
                last_at = self._insert_message(sql, message, number, last_at, inserted, base, conversation_id)
            except BadRecordError as error:
                self._tally.problems.add(at, str(error))
                continue
            inserted.add(number)
            last_number = number
        if len(inserted) < n_declared:
            if self._records.is_at_end:
                raise _CutOffError
            self._tally.problems.add(where, f"Of its {n_declared} messages {len(inserted)} could be read.")
        head = record.get("head")
        if not is_integer(head) or head not in inserted:
            head = last_number or None
        sql.execute(
            "UPDATE conversations SET head_message_id = ?, message_count = ? WHERE id = ?",
            (None if head is None else base + head, len(inserted), conversation_id),
        )
        return conversation_id, len(inserted)

    def _insert_conversation(self, sql: Connection, record: Mapping[str, Any], created_at: str) -> int:
        folder = record.get("folder")
        speculation = record.get("speculation")
        conversation_id = sql.execute(
            "INSERT INTO conversations (title, title_is_edited, created_at, updated_at, deleted_at, folder_id,"
            " pinned_at, archived_at, draft, origin, speculation, is_strict, preset_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                fields.text(record, "title"),
                int(record.get("title_is_edited") is not False),
                created_at,
                fields.moment(record.get("updated_at")) or created_at,
                fields.moment(record.get("deleted_at")) or None,
                self._folders.get(folder) if is_integer(folder) else None,
                fields.moment(record.get("pinned_at")) or None,
                fields.moment(record.get("archived_at")) or None,
                fields.text(record, "draft"),
                fields.text(record, "origin") or None,
                speculation if speculation in tuple(Speculation) else Speculation.AUTO.value,
                int(fields.is_true(record, "is_strict")),
                self._preset(sql, record),
            ),
        ).lastrowid
        assert conversation_id is not None  # sqlite3 types it so for cursors that inserted nothing
        self._insert_unsent(sql, record, conversation_id)
        policy = record.get("when_full")
        if policy is not None:
            known = word(ContextPolicy, policy)
            if known is None:
                self._told("What it does when the context is full is not known here; the settings decide.")
            context_rows.set_policy(sql, conversation_id, known, now=self._now)
        given = [valid_unicode(tag) for tag in fields.items(record, "tags") if isinstance(tag, str) and tag]
        tags = sorted({self._tags_here.get(tag.casefold(), tag) for tag in given})  # one tag stands once in a list
        sql.executemany(
            "INSERT INTO tags (conversation_id, tag) VALUES (?, ?)", [(conversation_id, tag) for tag in tags]
        )
        return conversation_id

    def _insert_unsent(self, sql: Connection, record: Mapping[str, Any], conversation_id: int) -> None:
        """What waits to be sent, and the files of that and of what is being written."""
        files = self._files(record, "unsent_files")
        with_files = {queued for _, queued in files}
        queued_ids: dict[int, int] = {}
        for number, text in enumerate(fields.items(record, "queued"), start=1):
            if isinstance(text, str) and (text.strip() or number in with_files):
                queued_ids[number] = queue_rows.add(sql, conversation_id, text, now=self._now)
        for file, queued in files:
            unsent_id = unsent_files.insert(sql, conversation_id, file)
            if queued in queued_ids:
                unsent_files.give(sql, [unsent_id], queued_ids[queued])

    def _files(self, record: Mapping[str, Any], field: str) -> Sequence[tuple[AttachedFile, int]]:
        """What came with a message, or waits with what is not sent; and the number of the waiting message that it goes
        with, 0 for none. What cannot be read of it is told."""
        files = []
        for one in fields.items(record, field):
            data = bytes_of(one.get("data")) if isinstance(one, dict) else None
            if data is None:
                self._told("One of its attachments cannot be read; it was left out.")
                continue
            name, media_type, text = (fields.text(one, part) for part in ("name", "media_type", "text"))
            queued = one.get("queued")
            file = AttachedFile(name=name, media_type=media_type, text=text, data=data)
            files.append((file, queued if is_integer(queued) else 0))
        return files

    def _preset(self, sql: Connection, record: Mapping[str, Any]) -> int | None:
        """The preset that it was given; None where it has none, or one that cannot be understood, which is told."""
        preset_id, problem = tools_import.preset_of(sql, record, now=self._now)
        self._told(problem)
        return preset_id

    def _told(self, problem: str) -> None:
        if problem:
            self._tally.problems.add(self._records.where, problem)

    def _insert_message(
        self,
        sql: Connection,
        message: Mapping[str, Any],
        number: int,
        last_at: str,
        inserted: set[int],
        base: int,
        conversation_id: int,
    ) -> str:
        """Returns when it was written. Raises BadRecordError before anything is inserted."""
        at = self._records.where
        content = message.get("content")
        if not isinstance(content, str):
            raise BadRecordError("It is a message without a text; it was left out.")
        if fields.has_bad_unicode(content):
            self._tally.problems.add(at, "It holds half characters; each became \ufffd.")
        role = word(Role, message.get("role"))
        status = word(MessageStatus, message.get("status"))
        if role is None or status is None:
            raise BadRecordError("It is a message of a kind that this version does not know; it was left out.")
        if status is MessageStatus.STREAMING:
            status = MessageStatus.INTERRUPTED
        created_at = fields.moment(message.get("created_at"))
        if not created_at:
            self._tally.problems.add(at, "Its date is none; that of the message before it was taken.")
            created_at = last_at
        parent = message.get("parent")
        if parent is not None and (not is_integer(parent) or parent not in inserted):
            self._tally.problems.add(at, "The message that it answers is missing; it begins a branch of its own.")
            parent = None
        chosen = message.get("chosen_child")
        outcome = word(Outcome, message.get("outcome"))
        message_id = base + number
        sql.execute(
            "INSERT INTO messages (id, conversation_id, parent_id, role, status, created_at, content, tokens,"
            " chosen_child_id, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                message_id,
                conversation_id,
                None if parent is None else base + parent,
                role.value,
                status.value,
                created_at,
                valid_unicode(content),
                self._tokens(message.get("tokens"), at),
                base + chosen if is_integer(chosen) and number < chosen <= own_format.MAX_MESSAGES else None,
                None if outcome is None else outcome.value,
            ),
        )
        edit = message.get("edit")
        if isinstance(edit, str):
            sql.execute(
                "INSERT INTO edits (message_id, kept_at, text) VALUES (?, ?, ?)",
                (message_id, self._now, valid_unicode(edit)),
            )
        for run in fields.items(message, "runs"):
            try:
                run_id = sql.execute(_INSERT_RUN, (message_id, *run_values(run, machine=self._machine))).lastrowid
            except BadRecordError as error:
                self._tally.problems.add(at, str(error))
            else:
                anonymous.replace_by(sql, run_id)
        runs.join_causes(sql, message_id)
        attachment_rows.insert(sql, message_id, [file for file, _ in self._files(message, "attachments")])
        for mark in fields.items(message, "context_marks"):
            kind, made_at = fields.text(mark, "kind"), fields.moment(fields.mapping(mark).get("made_at")) or created_at
            if not context_rows.set_mark(sql, message_id, kind, fields.text(mark, "summary"), now=made_at):
                self._told("A mark of what is read of it is not known here; it was left out.")
        return created_at

    def _tokens(self, tokens: Any, where: str) -> bytes | None:
        if tokens is None:
            return None
        blob = bytes_of(tokens)
        if not blob or len(blob) % 4:
            self._tally.problems.add(where, "Its token ids cannot be read; the message was imported without them.")
            return None
        return blob

"""Writing our own archive: the same store gives the same bytes, whatever its ids are. Inside the caller's transaction.

Rows are written as they are read, so that memory is as large as the largest message.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from ...presets_file import preset_to_json
from .. import context_rows, edit_rows, machines, preset_rows, queue_rows, template_rows, unsent_files
from ..db import Connection
from ..records import MessageStatus
from . import own_format
from .values import ArchiveError, ExportCount

_FOLDER_COLUMNS = "id, name, position, created_at, system_prompt, model_name, preset_id"
_CONVERSATION_COLUMNS = (
    "title, title_is_edited, created_at, updated_at, deleted_at, folder_id, pinned_at, archived_at, draft, origin,"
    " speculation, is_strict, head_message_id, preset_id"
)
_RUN_COLUMNS = ", ".join(machines.OF_RUN if name == "machine" else f"runs.{name}" for name in own_format.RUN_COLUMNS)

Progress = Callable[[int, int], None]
"""Called with the number of conversations done and of all, after each."""


def write(
    sql: Connection, out: BinaryIO, conversation_ids: Sequence[int] | None, progress: Progress | None
) -> ExportCount:
    """conversation_ids: None for everything, the trash too. Raises ArchiveError for one that is not there."""
    ids = _chosen(sql, conversation_ids)
    lines = _Lines(out)
    lines.add({"type": own_format.HEADER_TYPE, "version": own_format.VERSION})
    if conversation_ids is None:
        _write_tools(sql, lines)
    folders = _write_folders(sql, lines, None if conversation_ids is None else ids)
    n_messages = 0
    for n_done, conversation_id in enumerate(ids, start=1):
        n_messages += _write_conversation(sql, lines, conversation_id, folders)
        if progress is not None:
            progress(n_done, len(ids))
    lines.add(
        {
            "type": own_format.END_TYPE,
            "folders": len(folders),
            "conversations": len(ids),
            "messages": n_messages,
        }
    )
    lines.close()
    return ExportCount(n_conversations=len(ids), n_messages=n_messages)


class _Lines:
    """An array with one element on each line."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._before = b"[\n"

    def add(self, record: dict[str, Any]) -> None:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self._write(self._before + text.encode("utf-8"))
        self._before = b",\n"

    def close(self) -> None:
        self._write(b"\n]\n")

    def _write(self, data: bytes) -> None:
        """What goes wrong is told as the output's trouble here, before the transaction takes it for its own."""
        try:
            self._out.write(data)
        except OSError as error:
            reason = error.strerror or error
            raise ArchiveError(
                f"The export could not be written: {reason}. Make room, or choose another place."
            ) from error


def _chosen(sql: Connection, conversation_ids: Sequence[int] | None) -> list[int]:
    everything = [id_ for (id_,) in sql.execute("SELECT id FROM conversations ORDER BY id")]
    if conversation_ids is None:
        return everything
    wanted = sorted(set(conversation_ids))
    if missing := set(wanted).difference(everything):
        raise ArchiveError(f"There is no conversation {min(missing)}; inglenook history list shows which there are.")
    return wanted


def _write_tools(sql: Connection, lines: _Lines) -> None:
    """What people write with, whether a conversation uses it or not."""
    for preset in preset_rows.by_name(sql):
        lines.add({"type": own_format.PRESET_TYPE, "preset": preset_to_json(preset)})
    for template in template_rows.by_name(sql):
        lines.add({"type": own_format.TEMPLATE_TYPE, "name": template.name, "text": template.text})


def _write_folders(sql: Connection, lines: _Lines, only_of: Sequence[int] | None) -> dict[int, int]:
    """The numbers that folders have in this file, by their ids. only_of: conversations whose folders are wanted."""
    rows = sql.execute(f"SELECT {_FOLDER_COLUMNS} FROM folders ORDER BY id").fetchall()
    if only_of is not None:
        used = set()
        for conversation_id in only_of:
            used.update(sql.execute("SELECT folder_id FROM conversations WHERE id = ?", (conversation_id,)).fetchone())
        rows = [row for row in rows if row[0] in used]
    numbers = {}
    for number, (id_, name, position, created_at, system_prompt, model_name, preset_id) in enumerate(rows, start=1):
        numbers[id_] = number
        lines.add(
            {
                "type": own_format.FOLDER_TYPE,
                "number": number,
                "name": name,
                "position": position,
                "created_at": created_at,
                "system_prompt": system_prompt,
                "model_name": model_name,
                "preset": _preset(sql, preset_id),
            }
        )
    return numbers


def _write_conversation(sql: Connection, lines: _Lines, conversation_id: int, folders: dict[int, int]) -> int:
    """Returns the number of its messages."""
    by_id = "WHERE conversation_id = ? ORDER BY id"
    message_ids = [id_ for (id_,) in sql.execute(f"SELECT id FROM messages {by_id}", (conversation_id,))]
    numbers = {id_: number for number, id_ in enumerate(message_ids, start=1)}
    row = sql.execute(f"SELECT {_CONVERSATION_COLUMNS} FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
    (title, title_is_edited, created_at, updated_at, deleted_at, folder_id, pinned_at, archived_at, draft) = row[:9]
    (origin, speculation, is_strict, head_id, preset_id) = row[9:]
    tags = sql.execute("SELECT tag FROM tags WHERE conversation_id = ? ORDER BY tag", (conversation_id,))
    waiting = queue_rows.waiting(sql, conversation_id)
    queued_numbers = {one.id: number for number, one in enumerate(waiting, start=1)}
    unsent = [
        {**_file(row), **({} if queued_id not in queued_numbers else {"queued": queued_numbers[queued_id]})}
        for queued_id, *row in unsent_files.rows_of_conversation(sql, conversation_id)
    ]
    marks = context_rows.marks(sql, conversation_id)
    lines.add(
        {
            "type": own_format.CONVERSATION_TYPE,
            "title": title,
            "title_is_edited": bool(title_is_edited),
            "created_at": created_at,
            "updated_at": updated_at,
            "deleted_at": deleted_at,
            "folder": folders.get(folder_id),
            "pinned_at": pinned_at,
            "archived_at": archived_at,
            "draft": draft,
            "origin": origin,
            "tags": [tag for (tag,) in tags],
            "speculation": speculation,
            "is_strict": bool(is_strict),
            "messages": len(message_ids),
            "head": numbers.get(head_id),
            **({} if preset_id is None else {"preset": _preset(sql, preset_id)}),
            **({} if not waiting else {"queued": [one.text for one in waiting]}),
            **({} if not unsent else {"unsent_files": unsent}),
            **({} if marks.policy is None else {"when_full": marks.policy.value}),
        }
    )
    runs = _Runs(sql, conversation_id)
    attachments = _Attachments(sql, conversation_id)
    edits = edit_rows.of_conversation(sql, conversation_id)
    context_marks: dict[int, list[dict[str, str]]] = {}
    for message_id, kind, made_at, summary in context_rows.rows(sql, conversation_id):
        context_marks.setdefault(message_id, []).append({"kind": kind, "made_at": made_at, "summary": summary})
    for id_, parent_id, role, status, at, chosen_child_id, content, tokens, outcome in sql.execute(
        "SELECT id, parent_id, role, status, created_at, chosen_child_id, content, tokens, outcome FROM messages"
        f" {by_id}",
        (conversation_id,),
    ):
        lines.add(
            {
                "type": own_format.MESSAGE_TYPE,
                "number": numbers[id_],
                "parent": numbers.get(parent_id),
                "role": role,
                "status": MessageStatus.INTERRUPTED.value if status == MessageStatus.STREAMING.value else status,
                "created_at": at,
                "chosen_child": numbers.get(chosen_child_id),
                "content": content,
                "tokens": None if not tokens or len(tokens) % 4 else _base64(tokens),
                "runs": runs.of_message(id_),
                "attachments": attachments.of_message(id_),
                **({"edit": edits[id_]} if id_ in edits else {}),
                **({"outcome": outcome} if outcome is not None else {}),
                **({"context_marks": context_marks[id_]} if id_ in context_marks else {}),
            }
        )
    return len(message_ids)


def _preset(sql: Connection, preset_id: int | None) -> dict[str, Any] | None:
    """As it stands in a file of presets."""
    preset = None if preset_id is None else preset_rows.get(sql, preset_id)
    return None if preset is None else preset_to_json(preset)


class _Runs:
    """The runs of a conversation, read along with its messages."""

    def __init__(self, sql: Connection, conversation_id: int) -> None:
        self._rows: Iterator[Sequence[Any]] = iter(
            sql.execute(
                f"SELECT messages.id, {_RUN_COLUMNS} FROM messages CROSS JOIN runs ON runs.message_id = messages.id"
                " WHERE messages.conversation_id = ? ORDER BY messages.id, runs.id",
                (conversation_id,),
            )
        )
        self._next = next(self._rows, None)

    def of_message(self, message_id: int) -> list[dict[str, Any]]:
        found = []
        while self._next is not None and self._next[0] == message_id:
            found.append(dict(_run_fields(self._next[1:])))
            self._next = next(self._rows, None)
        return found


class _Attachments:
    """The attachments of a conversation, each read when its message is written."""

    def __init__(self, sql: Connection, conversation_id: int) -> None:
        self._sql = sql
        self._ids: dict[int, list[int]] = {}
        for message_id, id_ in sql.execute(
            "SELECT messages.id, attachments.id FROM messages CROSS JOIN attachments"
            " ON attachments.message_id = messages.id WHERE messages.conversation_id = ?"
            " ORDER BY messages.id, attachments.id",
            (conversation_id,),
        ):
            self._ids.setdefault(message_id, []).append(id_)

    def of_message(self, message_id: int) -> list[dict[str, Any]]:
        found = []
        for id_ in self._ids.get(message_id, ()):
            columns = "SELECT name, media_type, text, data FROM attachments WHERE id = ?"
            found.append(_file(self._sql.execute(columns, (id_,)).fetchone()))
        return found


def _file(row: Sequence[Any]) -> dict[str, Any]:
    name, media_type, text, data = row
    return {"name": name, "media_type": media_type, "text": text, "data": _base64(data)}


def _run_fields(values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in zip(own_format.RUN_COLUMNS, values, strict=True):
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            continue
        is_json = name in own_format.RUN_JSON or name in own_format.RUN_OPTIONAL_JSON
        yield name, _json_column(value) if is_json else value


def _json_column(text: str) -> Any:
    """What a column holds as JSON, as that JSON where it comes back as the same text, else as the text."""
    try:
        data = json.loads(text)
        is_same = isinstance(data, dict | list) and compact(data) == text
    except (ValueError, RecursionError):
        return text
    return data if is_same else text


def compact(data: Any) -> str:
    """JSON as the store writes it into a column. Raises ValueError for what JSON cannot say."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")

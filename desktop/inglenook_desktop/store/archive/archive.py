"""Everything in and out: the part of the store that exports conversations and imports them, also from other programs.

One transaction for each conversation that is imported; an export shows the store as it was at one moment. Used on the
store's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from .. import conversations, messages
from ..db import Connection, Db
from ..text import timestamp
from . import importing, markdown, own_export, tally
from .values import ArchiveError, ExportCount, ImportReport


class Archive:
    """Borrows the connection of the store it is a part of. Every function may raise StoreError."""

    def __init__(self, db: Db, *, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def export(
        self,
        out: BinaryIO,
        conversation_ids: Sequence[int] | None = None,
        *,
        progress: own_export.Progress | None = None,
    ) -> ExportCount:
        """Write our own archive, which `import_from` reads again.

        conversation_ids: None for all, the trash too. progress: gets the conversations done and all of them. Raises
        ArchiveError for a conversation that is not there, and what writing to `out` raises.
        """
        with self._db.read() as sql:
            return own_export.write(sql, out, conversation_ids, progress)

    def markdown(self, conversation_id: int, *, is_whole: bool = False) -> Iterator[str]:
        """A conversation for reading, in pieces: the branch in view, or with is_whole every branch.

        Raises ArchiveError when there is none of this id.
        """
        with self._db.read() as sql:
            row = sql.execute("SELECT title FROM conversations WHERE id = ?", (conversation_id,)).fetchone()
            if row is None:
                raise ArchiveError(
                    f"There is no conversation {conversation_id}; inglenook history list shows which there are."
                )
            in_view = messages.path_to(sql, conversations.head(sql, conversation_id))
            everything = messages.whole(sql, conversation_id) if is_whole else in_view
            model_names = _model_names(sql, conversation_id)
            attachments = _attachment_names(sql, conversation_id)
            tags = sql.execute("SELECT tag FROM tags WHERE conversation_id = ? ORDER BY tag", (conversation_id,))
            tag_names = [tag for (tag,) in tags]
        if is_whole:
            return markdown.whole(
                row[0],
                everything,
                in_view=in_view,
                model_names=model_names,
                attachments=attachments,
                tags=tag_names,
            )
        return markdown.branch(row[0], in_view, model_names=model_names, attachments=attachments, tags=tag_names)

    def import_from(self, path: Path, *, progress: tally.Progress | None = None) -> ImportReport:
        """Add what a file, a folder or a zip archive holds and is not here yet. What it is, its content tells.

        progress: gets the number of conversations looked at. Raises ArchiveError when nothing in it is known; what is
        wrong inside a known file is in the report. What was imported before an error stays.
        """
        return importing.import_path(self._db, path, now=timestamp(self._now()), progress=progress)


def _model_names(sql: Connection, conversation_id: int) -> dict[int, str]:
    """By message id; of several runs the last one's."""
    rows = sql.execute(
        "SELECT messages.id, runs.model_name FROM messages CROSS JOIN runs ON runs.message_id = messages.id"
        " WHERE messages.conversation_id = ? AND runs.action <> 'title' ORDER BY runs.id",
        (conversation_id,),
    )
    return dict(rows.fetchall())


def _attachment_names(sql: Connection, conversation_id: int) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    for message_id, name in sql.execute(
        "SELECT messages.id, attachments.name FROM messages CROSS JOIN attachments"
        " ON attachments.message_id = messages.id WHERE messages.conversation_id = ? ORDER BY attachments.id",
        (conversation_id,),
    ):
        names.setdefault(message_id, []).append(name)
    return names

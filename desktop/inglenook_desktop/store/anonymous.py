"""Figures that stay of conversations that are deleted for ever, for a person who wants their totals to go on counting.

What stays of a run is what was measured, with which model, in which half hour. What was said, what it was asked with,
every hash of it, paths and errors go. Every function works inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import shelf_rows
from .db import Connection

_WANTED = "keeps anonymous figures"


def is_wanted(sql: Connection) -> bool:
    return shelf_rows.remembered(sql, _WANTED) == "1"


def set_wanted(sql: Connection, is_wanted: bool) -> None:
    """For what is deleted from now on."""
    shelf_rows.remember(sql, _WANTED, "1" if is_wanted else "")


def keep_of(sql: Connection, message_ids: Iterable[int]) -> None:
    """The runs of these messages are of no message any more. Those that came with a copy or an import, which count
    nowhere, are left to go with it."""
    sql.executemany(
        """
        UPDATE runs SET message_id = NULL, owner = NULL, caused_by = NULL,
            started_at = substr(started_at, 1, 14) || iif(substr(started_at, 15, 2) < '30', '00', '30') || ':00.000Z',
            finished_at = NULL, model_path = '', model = json_set(model, '$.path', ''), params = '{}',
            error_message = '', error_detail = '', instructions = NULL,
            prediction_sha256 = NULL, prediction_bytes = NULL, prompt_sha256 = NULL
        WHERE message_id = ? AND is_copy IS NULL AND model <> '{}' AND json_valid(model)
        """,
        [(message_id,) for message_id in message_ids],
    )


def forget(sql: Connection) -> int:
    """All that stayed of conversations so far. Returns of how many runs."""
    return sql.execute("DELETE FROM runs WHERE message_id IS NULL AND action <> 'bench'").rowcount

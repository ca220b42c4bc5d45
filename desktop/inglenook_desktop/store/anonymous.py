"""Figures that stay of conversations that are deleted for ever, for a person who wants their totals to go on counting.

What stays of a run is what was measured, with which model, in which half hour. What was said, what it was asked with,
every hash of it, paths and errors go. Every function works inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import shelf_rows
from .db import Connection

_WANTED = "keeps anonymous figures"
_HALF_HOUR = "substr(started_at, 1, 14) || iif(substr(started_at, 15, 2) < '30', '00', '30') || ':00.000Z'"
_HALF_HOUR_NEW = _HALF_HOUR.replace("started_at", "new.started_at")
_SAME = (
    "action",
    "model_name",
    "app_version",
    "finish_reason",
    "error_kind",
    "prompt_tokens",
    "output_tokens",
    "ttft_ms",
    "decode_ms",
    "total_ms",
)


def is_wanted(sql: Connection) -> bool:
    return shelf_rows.remembered(sql, _WANTED) == "1"


def set_wanted(sql: Connection, is_wanted: bool) -> None:
    """For what is deleted from now on."""
    shelf_rows.remember(sql, _WANTED, "1" if is_wanted else "")


def keep_of(sql: Connection, message_ids: Iterable[int]) -> None:
    """The runs of these messages are of no message any more. Those that came with a copy or an import, which count
    nowhere, are left to go with it."""
    sql.executemany(
        f"""
        UPDATE runs SET message_id = NULL, owner = NULL, caused_by = NULL, started_at = {_HALF_HOUR},
            finished_at = NULL, model_path = '', model = json_set(model, '$.path', ''), params = '{{}}',
            error_message = '', error_detail = '', instructions = NULL, machine = iif(machine IS NULL, NULL, ''),
            prediction_sha256 = NULL, prediction_bytes = NULL, prompt_sha256 = NULL
        WHERE message_id = ? AND is_copy IS NULL AND model <> '{{}}' AND json_valid(model)
        """,
        [(message_id,) for message_id in message_ids],
    )


def replace_by(sql: Connection, run_id: int | None) -> None:
    """A run that came with an import: if its figures had stayed when its conversation was deleted, they go, so that it
    counts once. They are known by being the same to the last bit, not by anything that was kept to know them by."""
    same = " AND ".join(f"kept.{name} IS new.{name}" for name in _SAME)
    sql.execute(
        "DELETE FROM runs WHERE id = (SELECT kept.id FROM runs AS new CROSS JOIN runs AS kept"
        f" WHERE new.id = ? AND new.is_copy IS NULL AND kept.message_id IS NULL AND kept.started_at = {_HALF_HOUR_NEW}"
        f" AND kept.action <> 'bench' AND {same} LIMIT 1)",
        (run_id,),
    )


def forget(sql: Connection) -> int:
    """All that stayed of conversations so far. Returns of how many runs."""
    return sql.execute("DELETE FROM runs WHERE message_id IS NULL AND action <> 'bench'").rowcount

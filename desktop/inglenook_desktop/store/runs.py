"""SQL of the runs: one row for each generation, with what it was asked, what it took, and which process owns it.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from inglenook_engine import wire
from inglenook_engine.errors import WireError
from inglenook_engine.protocol import Failed
from inglenook_engine.types import (
    DrafterStats,
    FailureKind,
    FinishReason,
    GenerateParams,
    GenerationStats,
    ModelInfo,
    SpeculationOff,
)

from ..prediction import PredictionMark, mark_of, without_prediction
from . import figure_cells, model_files
from .db import Connection
from .errors import word
from .records import ASIDE, MessageStatus, Run, RunAction
from .text import valid_unicode

log = logging.getLogger("store")

# The figures have one name in the whole program, so their columns are taken from the dataclass; a test compares them
# with the table. They are names in our own code, never input.
_STATS = tuple(field.name for field in fields(GenerationStats))
_COLUMNS = ", ".join(
    [
        "id, message_id, action, model_name, model_path, model, params, started_at, finished_at, finish_reason",
        "ui_ttft_ms, waited_ms, error_kind, error_message, error_detail, prediction_sha256, prediction_bytes",
        "model_sha256, caused_by, machine, app_version",
        *_STATS,
    ]
)
_COPIED = "instructions, engine_version, llama_version, driver_version, " + _COLUMNS.removeprefix("id, message_id, ")
_ASIDE = ", ".join(f"'{action.value}'" for action in ASIDE)
_SUMMARIES_WITHIN = 20
"""An answer follows its summary at once; other windows begin few runs in between."""

_SET_STATS = ", ".join(f"{name} = :{name}" for name in _STATS)
_ABSENT_IN_OLD_RUNS = {
    field.name: field.default
    for field in fields(GenerationStats)
    if field.name
    in (
        "saved_ms",
        "lost_ms",
        "thread_changes",
        "itl_histogram",
        "finish_ms",
        "prompt_sha256",
        "reasoning_tokens",
        "reasoning_ms",
    )
}


def insert(
    sql: Connection,
    message_id: int | None,
    *,
    action: RunAction,
    owner: str,
    app_version: str,
    model: ModelInfo,
    params: GenerateParams,
    now: str,
    caused_by: int | None = None,
) -> int:
    """message_id: None for a measurement of the program's own. caused_by: the run of the act that this one belongs
    to."""
    prediction = mark_of(params)
    cursor = sql.execute(
        "INSERT INTO runs (message_id, action, owner, started_at, app_version, model_name, model_path, model, params,"
        " prediction_sha256, prediction_bytes, engine_version, llama_version, driver_version, model_sha256, caused_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            message_id,
            action.value,
            owner,
            now,
            app_version,
            valid_unicode(model.name),
            valid_unicode(model.path),
            _to_text(model),
            _to_text(without_prediction(params)),
            None if prediction is None else prediction.sha256,
            None if prediction is None else prediction.n_bytes,
            valid_unicode(model.engine_version),
            valid_unicode(model.llama_version),
            valid_unicode(model.driver_version),
            model_files.known_sha256(sql, model.path),
            caused_by,
        ),
    )
    run_id = cursor.lastrowid
    assert run_id is not None  # sqlite3 types it so for cursors that inserted nothing
    if action not in ASIDE:
        _adopt_summaries(sql, run_id, message_id)
    return run_id


def _adopt_summaries(sql: Connection, run_id: int, message_id: int | None) -> None:
    """What was summed up so that this answer fits was made before it, and belongs to it."""
    sql.execute(
        "UPDATE runs SET caused_by = ?1 WHERE id BETWEEN ?1 - ?3 AND ?1 AND action = ?4 AND caused_by IS NULL"
        " AND message_id IN (SELECT id FROM messages WHERE conversation_id ="
        " (SELECT conversation_id FROM messages WHERE id = ?2))",
        (run_id, message_id, _SUMMARIES_WITHIN, RunAction.SUMMARY.value),
    )


def finish(sql: Connection, run_id: int, *, reason: FinishReason, stats: GenerationStats, now: str) -> None:
    _set_stats(sql, run_id, stats)
    sql.execute(
        "UPDATE runs SET owner = NULL, finished_at = ?, finish_reason = ? WHERE id = ?", (now, reason.value, run_id)
    )
    figure_cells.count(sql, run_id)


def _set_stats(sql: Connection, run_id: int, stats: GenerationStats) -> None:
    values = {
        **{name: getattr(stats, name) for name in _STATS},
        "speculation_off": None if stats.speculation_off is None else stats.speculation_off.value,
        "drafters": _drafters_to_text(stats.drafters),
    }
    sql.execute(f"UPDATE runs SET {_SET_STATS} WHERE id = :run_id", {**values, "run_id": run_id})


def fail(sql: Connection, run_id: int, failure: Failed, *, now: str) -> None:
    """With what the engine measured until then, if it got so far."""
    if failure.stats is not None:
        _set_stats(sql, run_id, failure.stats)
    sql.execute(
        "UPDATE runs SET owner = NULL, finished_at = ?, error_kind = ?, error_message = ?, error_detail = ?"
        " WHERE id = ?",
        (now, failure.kind.value, valid_unicode(failure.message), valid_unicode(failure.detail), run_id),
    )
    figure_cells.count(sql, run_id)


def set_ui_ttft(sql: Connection, run_id: int, ui_ttft_ms: float, waited_ms: float) -> None:
    sql.execute("UPDATE runs SET ui_ttft_ms = ?, waited_ms = ? WHERE id = ?", (ui_ttft_ms, waited_ms, run_id))


def unfinished_owners(sql: Connection) -> list[str]:
    """The processes that claim to be writing an answer."""
    return [owner for (owner,) in sql.execute("SELECT DISTINCT owner FROM runs WHERE owner IS NOT NULL")]


def written_in(sql: Connection, conversation_id: int) -> dict[int, str]:
    """The answers of this conversation that a process claims to be writing, in any branch, with that process."""
    rows = sql.execute(
        "SELECT messages.id, runs.owner FROM runs CROSS JOIN messages ON messages.id = runs.message_id"
        f" WHERE runs.owner IS NOT NULL AND runs.action NOT IN ({_ASIDE}) AND messages.conversation_id = ?"
        " AND messages.status = ?",
        (conversation_id, MessageStatus.STREAMING.value),
    )
    return dict(rows.fetchall())


def interrupt(sql: Connection, owners: Iterable[str]) -> int:
    """The answers of processes that have ended keep their text and say so. Returns how many there were."""
    n_interrupted = 0
    for owner in owners:
        cursor = sql.execute(
            "UPDATE messages SET status = ? WHERE status = ?"
            f" AND id IN (SELECT message_id FROM runs WHERE owner = ? AND action NOT IN ({_ASIDE}))",
            (MessageStatus.INTERRUPTED.value, MessageStatus.STREAMING.value, owner),
        )
        n_interrupted += cursor.rowcount
        sql.execute("UPDATE runs SET owner = NULL WHERE owner = ?", (owner,))
    return n_interrupted


def copy(sql: Connection, copies: Mapping[int, int]) -> None:
    """The runs of messages that were copied, for the copies, and over. copies: their ids by those of the originals."""
    sql.executemany(
        f"INSERT INTO runs (message_id, is_copy, {_COPIED})"
        f" SELECT ?2, 1, {_COPIED} FROM runs WHERE message_id = ?1 AND action NOT IN ({_ASIDE}) ORDER BY id",
        [(original_id, copy_id) for original_id, copy_id in copies.items()],
    )


def join_causes(sql: Connection, message_id: int) -> None:
    """Of runs that came from elsewhere, whose ids were others: what was done aside belongs to the answer before it."""
    sql.execute(
        "UPDATE runs SET caused_by = (SELECT max(id) FROM runs AS before WHERE before.message_id = runs.message_id"
        f" AND before.id < runs.id AND before.action NOT IN ({_ASIDE})) WHERE message_id = ? AND action IN ({_ASIDE})",
        (message_id,),
    )


def latest_of_message(sql: Connection, message_id: int) -> Run | None:
    """Of those that wrote it."""
    return _latest(writing(sql, message_id)).get(message_id)


def writing(sql: Connection, message_id: int) -> list[Run]:
    """All that wrote this message, in their order."""
    rows = sql.execute(
        f"SELECT {_COLUMNS} FROM runs WHERE message_id = ? AND action NOT IN ({_ASIDE}) ORDER BY id", (message_id,)
    )
    return list(_runs(rows))


def get(sql: Connection, run_id: int) -> Run | None:
    for run in _runs(sql.execute(f"SELECT {_COLUMNS} FROM runs WHERE id = ? AND message_id NOT NULL", (run_id,))):
        return run
    return None


def newest_finished(sql: Connection) -> int | None:
    """The last run that ended an answer, outside of the trash."""
    rows = sql.execute(
        "SELECT runs.id FROM runs CROSS JOIN messages ON messages.id = message_id"
        " CROSS JOIN conversations ON conversations.id = conversation_id"
        f" WHERE finish_reason NOT NULL AND output_tokens > 0 AND runs.action NOT IN ({_ASIDE}) AND deleted_at IS NULL"
        " ORDER BY runs.id DESC LIMIT 1"
    )
    for (run_id,) in rows:
        return int(run_id)
    return None


def latest_of_conversation(sql: Connection, conversation_id: int) -> dict[int, Run]:
    """Of those that wrote its answers, by message id, over all branches."""
    columns = ", ".join(f"runs.{name.strip()}" for name in _COLUMNS.split(","))
    rows = sql.execute(
        f"SELECT {columns} FROM messages JOIN runs ON runs.message_id = messages.id"
        f" WHERE messages.conversation_id = ? AND runs.action NOT IN ({_ASIDE}) ORDER BY runs.id",
        (conversation_id,),
    )
    return _latest(_runs(rows))


def _latest(runs: Iterable[Run]) -> dict[int, Run]:
    """The last of each message, with those that it went on from. runs: in their order."""
    found: dict[int, Run] = {}
    for run in runs:
        before = found.get(run.message_id)
        if run.action is RunAction.CONTINUE and before is not None:
            run = replace(run, earlier=(*before.earlier, replace(before, earlier=())))
        found[run.message_id] = run
    return found


def _runs(rows: Iterable[Sequence[Any]]) -> Iterable[Run]:
    for row in rows:
        (id_, message_id, action, model_name, model_path, model, params, started_at, finished_at) = row[:9]
        (finish_reason, ui_ttft_ms, waited_ms, error_kind, error_message, error_detail) = row[9:15]
        (prediction_sha256, prediction_bytes, model_sha256, caused_by, machine, app_version) = row[15:21]
        yield Run(
            id=id_,
            message_id=message_id,
            action=word(RunAction, action, RunAction.ANSWER),
            model_name=model_name,
            model_path=model_path,
            model=_model(model),
            params=_params(params),
            started_at=started_at,
            finished_at=finished_at,
            finish_reason=None if finish_reason is None else word(FinishReason, finish_reason, None),
            stats=_stats(dict(zip(_STATS, row[21:], strict=True))),
            ui_ttft_ms=ui_ttft_ms,
            waited_ms=waited_ms,
            error_kind=None if error_kind is None else word(FailureKind, error_kind, FailureKind.BUG),
            error_message=error_message,
            error_detail=error_detail,
            prediction=None
            if prediction_sha256 is None
            else PredictionMark(sha256=prediction_sha256, n_bytes=prediction_bytes or 0),
            model_sha256=model_sha256 or "",
            caused_by=caused_by,
            machine=machine,
            app_version=app_version or "",
        )


def _stats(figures: dict[str, Any]) -> GenerationStats | None:
    """None where the engine never reported any. What an older version did not store has its default."""
    if figures["output_tokens"] is None:
        return None
    off = figures["speculation_off"]
    figures["speculation_off"] = None if off is None else word(SpeculationOff, off, None)
    figures["drafters"] = () if figures["drafters"] is None else _drafters(figures["drafters"])
    for name, default in _ABSENT_IN_OLD_RUNS.items():
        if figures[name] is None:
            figures[name] = default
    return GenerationStats(**figures)


def _drafters_to_text(drafters: tuple[DrafterStats, ...]) -> str | None:
    if not drafters:
        return None
    return json.dumps([wire.to_json(drafter) for drafter in drafters], ensure_ascii=False, separators=(",", ":"))


def _drafters(text: str) -> tuple[DrafterStats, ...]:
    """What this version cannot read is left out; the row keeps what was written."""
    try:
        return tuple(wire.from_json(DrafterStats, one) for one in list(json.loads(text)))
    except (WireError, ValueError, TypeError) as error:
        log.warning("unreadable figures of drafters: %s", error)
        return ()


def _to_text(value: ModelInfo | GenerateParams) -> str:
    return json.dumps(wire.to_json(value), ensure_ascii=False, separators=(",", ":"))


# A conversation repeats the same few models and parameters; checking them anew for each row would take most of the
# time of reading it.


@functools.lru_cache(maxsize=64)
def _model(text: str) -> ModelInfo | None:
    if text == "{}":  # an answer that was imported: only its model's name is known
        return None
    try:
        return wire.from_json(ModelInfo, json.loads(text))
    except (WireError, ValueError) as error:
        log.warning("unreadable model facts: %s", error)
        return None


@functools.lru_cache(maxsize=1024)
def _params(text: str) -> GenerateParams:
    """Parameters that this version cannot read are shown as the defaults; the row keeps what was written."""
    try:
        return wire.from_json(GenerateParams, json.loads(text))
    except (WireError, ValueError) as error:
        log.warning("unreadable parameters: %s", error)
        return GenerateParams()

"""SQL of the watch over rates: the newest runs with what may have made them faster or slower. Inside the caller's
transaction."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..statistics.regressions import LEAST_DECODE, LEAST_PREFILL, Build, RatedRun
from .db import Connection
from .records import RunAction

NEWEST = 20_000
"""Of so many runs; an older change is known or forgotten."""

AT_ONCE = 500
"""Read between two looks at whether they are still wanted; about 5 ms."""

_BENCH = RunAction.BENCH.value


def rated_runs(
    sql: Connection,
    *,
    model_name: str | None = None,
    newest: int = NEWEST,
    is_wanted: Callable[[], bool] = lambda: True,
) -> list[RatedRun]:
    """In the order in which they began, of one model or of all. What failed, was stopped or is a copy has no place: the
    machine did not do its whole work; nor has what another machine did. is_wanted: asked every few milliseconds; as
    soon as it says no, there are none."""
    cursor = sql.execute(
        """
        SELECT id, started_at, action, model_name, model, app_version, engine_version, llama_version, driver_version,
            model_sha256, prompt_tokens, cached_tokens, output_tokens, drafted_tokens, prefill_ms, decode_ms
        FROM runs
        WHERE id > (SELECT coalesce(max(id), 0) FROM runs) - ? AND (? IS NULL OR model_name = ?)
            AND finish_reason IN ('stop', 'length') AND is_copy IS NULL AND model <> '{}'
            AND machine IS NULL
        ORDER BY id
        """,
        (newest, model_name, model_name),
    )
    rows: list[tuple[Any, ...]] = []
    while is_wanted() and (page := cursor.fetchmany(AT_ONCE)):
        rows += page
    known = _first_named(row[4] for row in rows)
    rated: list[RatedRun] = []
    for at in range(0, len(rows), AT_ONCE):
        if not is_wanted():
            return []
        rated += (_rated(row, known) for row in rows[at : at + AT_ONCE])
    return rated


def n_measurements(sql: Connection, *, model_name: str, devices: str, build: Build) -> int:
    """How many of the program's own measurements were made with exactly this. devices: as `devices_text` has them."""
    rows = sql.execute(
        "SELECT model_name, model, app_version, engine_version, llama_version, driver_version, model_sha256 FROM runs"
        " WHERE id > (SELECT coalesce(max(id), 0) FROM runs) - ? AND action = ? AND model_name = ?"
        " AND finish_reason IN ('stop', 'length')",
        (NEWEST, _BENCH, model_name),
    )
    return sum(_build(row[1], *row[2:]) == build and _devices(row[1]) == devices for row in rows)


def devices_text(names: Sequence[object], models: Sequence[object]) -> str:
    """What they are where it is known, because every processor is called CPU."""
    return ", ".join(map(str, models or names))


def _devices(model: str) -> str:
    facts = _facts(model)
    names, models = (facts.get(field) for field in ("devices", "device_models"))
    return devices_text(names if isinstance(names, list) else (), models if isinstance(models, list) else ())


def _first_named(models: Iterable[str]) -> dict[str, str]:
    """What the devices are that runs from before this was known only name: what the first one that knows says of the
    same names. Otherwise every series would end with the version that began to know, and what that made slower would
    be seen by nobody."""
    known: dict[str, str] = {}
    for model in dict.fromkeys(models):
        facts = _facts(model)
        names, said = facts.get("devices"), _devices(model)
        if isinstance(names, list) and facts.get("device_models"):
            known.setdefault(devices_text(names, ()), said)
    return known


def _rated(row: tuple[Any, ...], known: Mapping[str, str]) -> RatedRun:
    (id_, started_at, action, model_name, model, *versions) = row[:10]
    (prompt_tokens, cached_tokens, output_tokens, drafted_tokens) = (count or 0 for count in row[10:14])
    prefill_ms, decode_ms = row[14:]
    new_tokens = prompt_tokens - cached_tokens
    facts, devices = _facts(model), _devices(model)
    return RatedRun(
        run_id=id_,
        started_at=started_at,
        model_name=model_name,
        quantization=str(facts.get("quantization", "")),
        devices=known.get(devices, devices),
        is_measurement=action == _BENCH,
        has_drafts=drafted_tokens > 0,
        prompt_tokens=prompt_tokens,
        new_tokens=new_tokens,
        prefill=new_tokens / prefill_ms * 1000 if prefill_ms and new_tokens >= LEAST_PREFILL else None,
        decode=(output_tokens - 1) / decode_ms * 1000 if decode_ms and output_tokens >= LEAST_DECODE else None,
        build=_build(model, *versions),
    )


@functools.lru_cache(maxsize=256)
def _build(model: str, app: str, engine: str, llama: str, driver: str, sha256: str) -> Build:
    facts = _facts(model)
    return Build(
        app_version=app or "",
        engine_version=engine or "",
        llama_version=llama or "",
        driver_version=driver or "",
        model_sha256=sha256 or "",
        n_threads=_number(facts.get("n_threads")),
        n_gpu_layers=_number(facts.get("n_gpu_layers")),
        kv_type=str(facts.get("kv_type", "")),
        flash_attention=str(facts.get("flash_attention", "")),
        n_ctx=_number(facts.get("n_ctx")),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


@functools.lru_cache(maxsize=256)
def _facts(model: str) -> dict[str, Any]:
    """{} for what is no JSON object."""
    try:
        facts = json.loads(model)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}

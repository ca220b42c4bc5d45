"""When each model was used last, and how fast it was on this machine, from the runs. Only reads.

On a connection of its own that cannot write, so that listing models neither migrates nor repairs anything. The newest
runs are looked at: the work is bounded however long the history is, and a model not among them was used long ago.
"""

from __future__ import annotations

import logging
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from . import places
from .db import as_text
from .snapshots import reading

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

log = logging.getLogger("store")

NEWEST_RUNS = 20_000
RUNS_FOR_SPEED = 50
"""Of each model, the newest ones: drivers, versions and machines change."""

LEAST_TOKENS = 16
"""A shorter answer says little about speed."""


_OF_MANY = "model.gguf"
"""What Jan calls every model's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """last_used_at: UTC, ISO 8601. tokens_per_s: median of decoding, None where no answer was long enough."""

    last_used_at: str
    n_runs: int
    tokens_per_s: float | None


def model_use(data_dir: Path) -> dict[str, ModelUse]:
    """By the path that the model was loaded from. {} where there is no database, or it cannot be read."""
    path = data_dir / places.FILE_NAME
    if not path.exists():
        return {}
    try:
        with reading(path) as sql:
            sql.text_factory = as_text
            rows = sql.execute(
                "SELECT model_path, started_at, output_tokens, decode_ms FROM runs WHERE model_path <> ''"
                " ORDER BY id DESC LIMIT ?",
                (NEWEST_RUNS,),
            ).fetchall()
    except (sqlite3.Error, OSError) as error:
        log.warning("no figures of models from %s: %s", path, error)
        return {}
    last_used: dict[str, str] = {}
    n_runs: dict[str, int] = {}
    rates: dict[str, list[float]] = {}
    for model_path, started_at, output_tokens, decode_ms in rows:
        last_used[model_path] = max(last_used.get(model_path, ""), started_at)
        n_runs[model_path] = n_runs.get(model_path, 0) + 1
        mine = rates.setdefault(model_path, [])
        is_telling = output_tokens is not None and output_tokens >= LEAST_TOKENS and decode_ms
        if is_telling and len(mine) < RUNS_FOR_SPEED:
            mine.append((output_tokens - 1) / decode_ms * 1000)
    return {
        model_path: ModelUse(
            last_used_at=moment,
            n_runs=n_runs[model_path],
            tokens_per_s=statistics.median(rates[model_path]) if rates[model_path] else None,
        )
        for model_path, moment in last_used.items()
    }


def use_of(path: Path, use: Mapping[str, ModelUse]) -> ModelUse | None:
    """By its path, else by its file's name, which stays when a model moves or is updated. None: not used lately."""
    known = use.get(str(path))
    if known is not None:
        return known
    if path.name.casefold() == _OF_MANY:
        return None
    same_name = [one for other, one in use.items() if PurePath(other).name == path.name]
    return max(same_name, key=lambda one: one.last_used_at, default=None)

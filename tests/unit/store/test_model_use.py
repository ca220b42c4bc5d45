"""When models were used last and how fast they were, from the runs of a real database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.store import FILE_NAME, open_store
from inglenook_desktop.store.model_use import NEWEST_RUNS, model_use, use_of

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def add_run(tmp_path: Path) -> Callable[..., None]:
    """Into a database that the store made."""
    open_store(tmp_path).close()

    def add(model_path: str, *, days: int = 0, tokens: int | None = 101, decode_ms: float | None = 2000.0) -> None:
        with sqlite3.connect(tmp_path / FILE_NAME) as sql:
            sql.execute(
                "INSERT INTO runs (action, started_at, app_version, model_name, model_path, model, params,"
                " output_tokens, decode_ms) VALUES ('answer', ?, '', 'm', ?, '{}', '{}', ?, ?)",
                ((START + timedelta(days=days)).isoformat(), model_path, tokens, decode_ms),
            )

    return add


def test_the_last_use_and_the_median_speed_of_each_model(tmp_path: Path, add_run: Callable[..., Any]) -> None:
    for days, decode_ms in enumerate((1000.0, 2000.0, 100_000.0)):
        add_run("/m/a.gguf", days=days, decode_ms=decode_ms)
    add_run("/m/b.gguf", days=9, tokens=3)
    add_run("/m/b.gguf", days=8, tokens=None, decode_ms=None)
    add_run("")
    use = model_use(tmp_path)
    assert sorted(use) == ["/m/a.gguf", "/m/b.gguf"]
    assert use["/m/a.gguf"].tokens_per_s == pytest.approx(50.0)
    assert (use["/m/a.gguf"].n_runs, use["/m/a.gguf"].last_used_at[:10]) == (3, "2026-11-03")
    assert (use["/m/b.gguf"].tokens_per_s, use["/m/b.gguf"].last_used_at[:10]) == (None, "2026-11-10")


def test_a_model_that_moved_or_was_updated_is_known_by_its_file(tmp_path: Path, add_run: Callable[..., Any]) -> None:
    add_run("/old/snapshots/aaa/Tiny.gguf", days=1)
    add_run("/old/snapshots/bbb/Tiny.gguf", days=2)
    use = model_use(tmp_path)
    moved = use_of(Path("/new/snapshots/ccc/Tiny.gguf"), use)
    assert moved is not None
    assert moved.last_used_at[:10] == "2026-11-03"
    exact = use_of(Path("/old/snapshots/aaa/Tiny.gguf"), use)
    assert exact is not None
    assert exact.last_used_at[:10] == "2026-11-02"
    assert use_of(Path("/other.gguf"), use) is None
    add_run("/jan/models/one/model.gguf")
    assert use_of(Path("/jan/models/two/model.gguf"), model_use(tmp_path)) is None


def test_without_a_database_or_with_a_damaged_one_nothing_is_known(tmp_path: Path) -> None:
    assert model_use(tmp_path / "nowhere") == {}
    (tmp_path / FILE_NAME).write_bytes(b"this is not a database, it only looks like one to nobody" * 100)
    before = (tmp_path / FILE_NAME).read_bytes()
    assert model_use(tmp_path) == {}
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_only_the_newest_runs_are_looked_at(tmp_path: Path, add_run: Callable[..., Any]) -> None:
    add_run("/m/old.gguf")
    with sqlite3.connect(tmp_path / FILE_NAME) as sql:
        sql.executemany(
            "INSERT INTO runs (action, started_at, app_version, model_name, model_path, model, params)"
            " VALUES ('answer', ?, '', 'm', '/m/new.gguf', '{}', '{}')",
            [(START.isoformat(),)] * NEWEST_RUNS,
        )
    assert sorted(model_use(tmp_path)) == ["/m/new.gguf"]


def test_looking_writes_nothing(tmp_path: Path, add_run: Callable[..., Any]) -> None:
    add_run("/m/a.gguf")
    before = (tmp_path / FILE_NAME).read_bytes()
    assert model_use(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before

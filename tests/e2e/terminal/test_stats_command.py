"""`inglenook stats`, after answers of a real conversation."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.terminal.stats import SinceError, since_of, until_of

MakeProgram = Callable[..., Any]
BIN_WIDTH = 0.022
"""Of the histograms that percentiles come from."""
NOW = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=2)))


def test_an_empty_store_says_so(with_fake: MakeProgram, tmp_path: Path) -> None:
    done = with_fake()("stats", "--data-dir", str(tmp_path))
    assert (done.status, done.out) == (0, "Nothing was generated yet.\n")


@pytest.mark.model
def test_answers_are_counted_and_agree_with_what_the_answers_said(
    program: MakeProgram, starter_model: Path, tmp_path: Path
) -> None:
    folder = ("--data-dir", str(tmp_path / "data"))
    said = []
    for prompt in ("Name a colour.", "Name a river."):
        done = program("ask", prompt, "--model", str(starter_model), "--max-tokens", "24", "--json", *folder)
        assert done.status == 0, done.err
        said.append(json.loads(done.out)["stats"])
    (group,) = json.loads(program("stats", "--json", *folder).out)
    assert (group["runs"], group["failed"]) == (2, 0)
    for name in ("prompt_tokens", "output_tokens", "accepted_tokens"):
        assert group[name] == sum(stats[name] for stats in said)
    slowest = max(stats["ttft_ms"] for stats in said)
    assert group["ttft_ms"]["p95"] == pytest.approx(slowest, rel=BIN_WIDTH)
    assert 0 < group["itl_ms"]["n"] <= group["output_tokens"]
    table = program("stats", "--by", "day", *folder).out
    assert "tokens/s" in table
    assert (group["energy_j"] is None) == (group["energy_runs"] == 0)
    assert f"{group['output_tokens']}" in table
    (row,) = csv.DictReader(io.StringIO(program("stats", "--csv", *folder).out))
    assert (row["runs"], row["ttft_ms_p95"]) == ("2", str(group["ttft_ms"]["p95"]))
    assert program("stats", "--since", "2100-01-01", *folder).out == "Nothing was generated in that time.\n"


def test_a_moment_is_read_as_people_write_it() -> None:
    assert since_of("7d", NOW) == NOW - timedelta(days=7)
    assert since_of("12H", NOW) == NOW - timedelta(hours=12)
    assert since_of("2026-11-01", NOW) == datetime(2026, 11, 1, tzinfo=NOW.tzinfo)
    assert since_of("2026-11-01T08:00Z", NOW).utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["", "soon", "7", "7y", "2026-13-01", "99999999d"])
def test_what_is_no_moment_is_named(text: str) -> None:
    with pytest.raises(SinceError, match="no moment"):
        since_of(text, NOW)


def test_the_end_of_a_time_is_that_of_its_day() -> None:
    assert until_of("2026-11-01", NOW) == datetime(2026, 11, 2, tzinfo=NOW.tzinfo)
    assert until_of("2026-11-01T08:00", NOW) == datetime(2026, 11, 1, 8, tzinfo=NOW.tzinfo)
    assert until_of("7d", NOW) == NOW - timedelta(days=7)


def test_a_time_without_length_is_refused(with_fake: MakeProgram, tmp_path: Path) -> None:
    program = with_fake()
    done = program("stats", "--since", "2026-11-02", "--until", "2026-11-01", "--data-dir", str(tmp_path))
    assert done.status == 2
    assert "--until is not after --since" in done.err
    done = program("stats", "--since", "2026-11-01", "--until", "2026-11-01", "--data-dir", str(tmp_path))
    assert (done.status, done.out) == (0, "Nothing was generated in that time.\n")


def test_two_forms_at_once_are_refused(with_fake: MakeProgram, tmp_path: Path) -> None:
    done = with_fake()("stats", "--csv", "--json", "--data-dir", str(tmp_path))
    assert done.status == 2
    assert "choose one" in done.err

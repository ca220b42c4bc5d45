"""The table of `inglenook stats`: the same figures as the page of statistics, by the same names."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from fakes_engine import MODEL
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store.figures import Grouping
from inglenook_desktop.terminal.console import Console
from inglenook_desktop.terminal.stats import run_stats
from inglenook_engine.types import FinishReason, GenerateParams, GenerationStats


def answer(store: Store, ttft_ms: float, *, seen_ms: float | None = None) -> None:
    turn = store.begin_turn(conversation_id=None, text="?", model=MODEL, params=GenerateParams())
    stats = GenerationStats(
        prompt_tokens=100, output_tokens=50, drafted_tokens=20, accepted_tokens=15, ttft_ms=ttft_ms, prefill_ms=ttft_ms,
        decode_ms=1000, total_ms=10 * ttft_ms,
    )  # fmt: skip
    store.finish_turn(turn, text="!", tokens=[1], reason=FinishReason.STOP, stats=stats)
    if seen_ms is not None:
        store.set_ui_ttft(turn, seen_ms)


def told(folder: Path, grouping: Grouping = Grouping.OUTCOME, **options: Any) -> str:
    out = io.StringIO()
    chosen: dict[str, Any] = {"since": None, "is_json": False, "is_csv": False}
    run_stats(folder, Console(out, io.StringIO(), {}), grouping, **chosen | options)
    return out.getvalue()


@pytest.mark.parametrize("grouping", [Grouping.MODEL, Grouping.OUTCOME])  # from the rollups, from the runs
def test_every_time_has_three_percentiles_and_accepted_is_of_what_was_drafted(
    grouping: Grouping, tmp_path: Path
) -> None:
    with open_store(tmp_path) as store:
        for number in range(1, 101):
            answer(store, 10.0 * number, seen_ms=2000.0 * number)
    head, row = (line.split("  ") for line in told(tmp_path, grouping).splitlines())
    cells = dict(zip(columns(head), [cell.strip() for cell in row if cell.strip()], strict=True))
    assert cells["accepted"] == "75%"
    (group,) = json.loads(told(tmp_path, grouping, is_json=True))
    for name, factor in (("ttft_ms", 10.0), ("ui_ttft_ms", 2000.0), ("total_ms", 100.0)):
        spread = group[name]
        assert [spread[part] for part in ("p50", "p95", "p99")] == pytest.approx(
            [50 * factor, 95 * factor, 99 * factor], rel=0.022
        )
    assert list(group["prefill_tokens_per_s"]) == ["p50", "p5", "p1", "n"]
    assert group["prefill_tokens_per_s"]["p1"] == pytest.approx(100 / 0.990, rel=0.022)
    assert "seen p50" in cells
    assert "answer p50" in cells


def columns(head: list[str]) -> list[str]:
    """p95 and p99 by what they are of."""
    found: list[str] = [""]
    for name in (one.strip() for one in head if one.strip()):
        found.append(f"{found[-1].split()[0]} {name}" if name in ("p95", "p99") else name)
    return found[1:]


def test_what_nobody_saw_takes_no_room(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        answer(store, 10.0)
    head, row = told(tmp_path).splitlines()
    assert "seen" not in head
    assert "ITL p50" in head
    assert len(columns(head.split("  "))) == len([cell for cell in row.split("  ") if cell.strip()])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("n_columns", [60, 80, 120, 300])
def test_a_terminal_has_the_columns_that_it_has_room_for(
    n_columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path) as store:
        for number in range(1, 30):
            answer(store, 500.0 * number, seen_ms=2000.0 * number)
    monkeypatch.setenv("COLUMNS", str(n_columns))
    environ = {"NO_COLOR": "1"}

    def shown(**options: bool) -> tuple[list[str], str]:
        out, err = Terminal(), io.StringIO()
        given: dict[str, Any] = {"since": None, "is_json": False, "is_csv": False, **options}
        run_stats(tmp_path, Console(out, err, environ), Grouping.MODEL, **given)
        return out.getvalue().splitlines(), err.getvalue()

    lines, notes = shown()
    assert all(len(line) <= n_columns for line in lines)
    assert "TTFT p50" in lines[0]
    assert "tokens/s" in lines[0]
    wide, _ = shown(is_wide=True)
    assert wide == told(tmp_path, Grouping.MODEL).splitlines()
    assert ("--wide" in notes) is (lines != wide)
    assert (lines == wide) is (n_columns == 300)

"""The store meets every kind of fault, at a small count; `make faults` does the same by the thousand."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import damage, failing_writes, kills, power_cuts, races, shim, starts
from faults.outcome import Outcome

pytestmark = pytest.mark.slow

needs_shim = pytest.mark.skipif(shim.why_unavailable() != "", reason=shim.why_unavailable() or "available")
needs_apsw = pytest.mark.skipif(importlib.util.find_spec("apsw") is None, reason="apsw is not installed")


@pytest.fixture(autouse=True)
def quiet_store(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Its warnings are expected here."""
    with caplog.at_level("CRITICAL", logger="store"):
        yield


def check(outcome: Outcome) -> None:
    assert outcome.is_fine, "\n".join(outcome.told)


def test_a_kill_at_any_instant_leaves_the_store_after_the_last_acknowledged_act_or_the_next(tmp_path: Path) -> None:
    check(kills.at_random(tmp_path, n_kills=10, seed=1))


@needs_shim
def test_a_kill_at_a_write_system_call_leaves_it_there_too(tmp_path: Path) -> None:
    check(kills.at_every_call(tmp_path, n_kills=20, seed=2))


def test_a_kill_while_an_answer_streams_leaves_its_beginning_interrupted(tmp_path: Path) -> None:
    check(kills.while_streaming(tmp_path, n_kills=3, seed=3))


@needs_apsw
def test_a_power_cut_at_any_request_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    check(power_cuts.cuts(tmp_path, n_cuts=120, seed=4))


@needs_apsw
def test_nor_what_the_disk_had_where_it_is_synced_beside(tmp_path: Path) -> None:
    outcome = power_cuts.cuts(tmp_path, n_cuts=120, seed=4, syncs_later=True)
    check(outcome)
    assert outcome.figures["cuts with acts that the disk did not have yet"] > 0


@needs_apsw
def test_nor_where_that_fails_at_times(tmp_path: Path) -> None:
    outcome = power_cuts.cuts(tmp_path, n_cuts=120, seed=4, syncs_later=True, refuses=True)
    check(outcome)
    assert outcome.figures["syncs refused"] > 2


@needs_apsw
def test_a_store_that_syncs_less_is_found_out_by_the_power_cuts(tmp_path: Path) -> None:
    outcome = power_cuts.cuts(tmp_path, n_cuts=100, seed=4, pragmas=["synchronous = NORMAL"])
    assert outcome.n_lost > 0
    assert not outcome.is_fine


def test_a_damaged_page_is_harmless_or_told_and_takes_nothing_with_it(tmp_path: Path) -> None:
    check(damage.each_page(tmp_path, n_damages=25, seed=5))


@needs_shim
def test_a_start_that_is_killed_or_refused_at_its_work_leaves_it_to_the_next(tmp_path: Path) -> None:
    check(starts.each(tmp_path, n_faults=32, seed=7))


@needs_shim
def test_a_write_that_fails_once_gets_a_sentence_and_then_succeeds(tmp_path: Path) -> None:
    check(failing_writes.each(tmp_path, n_failures=16, seed=6))


@needs_shim
def test_one_that_fails_beside_is_made_up_for_by_the_next(tmp_path: Path) -> None:
    check(failing_writes.each(tmp_path, n_failures=16, seed=6, syncs_later=True))


def test_starts_at_the_same_moment_make_one_schema_and_lose_nothing(tmp_path: Path) -> None:
    check(races.starts(tmp_path, n_races=8))

"""Measuring between answers: where, how far, what stops it, and what a file from an earlier load is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_engine import curve
from inglenook_engine.calibration import Calibration, usage
from inglenook_engine.protocol import Curve
from inglenook_engine.types import CurvePoint, ModelInfo

INFO = replace(MODEL, n_ctx=400, n_threads=2)
TEXT = [5, 6, 7]
CONVERSATION = [1] * 100


class FakeSession:
    """A pass takes 10 ms and one for each row, times `slowness`; a command comes in pass number `cancelled_in`."""

    def __init__(self) -> None:
        self.cached_tokens: list[int] = []
        self.cancelled = False
        self.cancelled_in = 0
        self.slowness = 1.0
        self.share = 1.0  # of the cores that the threads wanted
        self.widest = 64
        self.passes: list[tuple[int, int, int]] = []
        self.n_threads = 0
        self.wall_s = self.cpu_s = 0.0
        self.published: list[Sequence[CurvePoint]] = []

    def warm(self, tokens: Sequence[int]) -> int:
        if not self.cancelled:
            self.cached_tokens = list(tokens)
        return len(self.cached_tokens)

    def time_pass(self, width: int, *, n_threads: int) -> float | None:
        self.n_threads = n_threads
        if len(self.passes) + 1 == self.cancelled_in:
            self.cancelled = True
        if self.cancelled or width > self.widest or not self.cached_tokens:
            return None
        self.passes.append((len(self.cached_tokens), n_threads, width))
        pass_ms = (10 + width) * self.slowness / n_threads
        self.wall_s += pass_ms / 1000
        self.cpu_s += pass_ms / 1000 * n_threads * self.share
        return pass_ms

    def set_threads(self, n_threads: int) -> None:
        self.n_threads = n_threads

    def usage(self) -> tuple[float, float, int]:
        return self.wall_s, self.cpu_s, 0


def calibration(session: FakeSession, path: Path | None = None, *, info: ModelInfo = INFO) -> Calibration:
    return Calibration(
        session,
        info,
        text=TEXT,
        publish=session.published.append,
        path=path,
        adapts_threads=True,
        rewinds_freely=session.widest > 8,
        measure_usage=session.usage,
    )


def run(one: Calibration, *, may_drop_conversation: bool = False) -> list[Curve]:
    results = list(one.run(may_drop_conversation=may_drop_conversation))
    one.finish_writing()
    return results


def test_all_is_measured_and_each_turn_reaches_the_session(tmp_path: Path) -> None:
    session, path = FakeSession(), tmp_path / "c.json"
    results = run(calibration(session, path))
    assert [result.is_complete for result in results] == [False] * 11 + [True]
    assert {(n_cached, n_threads) for n_cached, n_threads, _ in session.passes} == {
        (64, 2),
        (64, 1),
        (336, 2),
        (336, 1),
    }
    assert session.published == [result.points for result in results]
    assert results[-1].points == curve.read_curve(path)
    assert CurvePoint(width=4, n_cached=336, n_threads=1, pass_ms=14.0) in results[-1].points
    assert session.n_threads == INFO.n_threads


def test_a_command_stops_it_and_it_goes_on_where_it_was() -> None:
    session = FakeSession()
    one = calibration(session)
    session.cancelled_in = 5
    assert run(one) == []
    assert len(session.passes) == 4
    assert [point.width for point in session.published[-1]] == [1, 4, 8, 16]  # little, but better than a guess
    assert session.n_threads == INFO.n_threads
    session.cancelled, session.cancelled_in = False, 0
    assert run(one)[-1].is_complete
    assert len(session.passes) == len(set(session.passes)) * curve.REPEATS


def test_a_conversation_stays_in_the_cache_unless_somebody_asked_for_the_measurement() -> None:
    session = FakeSession()
    one = calibration(session)
    session.cached_tokens = list(CONVERSATION)
    results = run(one)
    assert session.cached_tokens == CONVERSATION
    assert {n_cached for n_cached, _, _ in session.passes} == {100}
    assert not results[-1].is_complete
    assert run(one) == []
    assert run(one, may_drop_conversation=True)[-1].is_complete
    assert session.cached_tokens != CONVERSATION


def test_a_growing_conversation_completes_the_curve() -> None:
    session = FakeSession()
    one = calibration(session)
    for depth in (100, 130, 300):
        session.cached_tokens = [1] * depth
        results = run(one)
    assert results[-1].is_complete
    assert {n_cached for n_cached, _, _ in session.passes} == {100, 300}


def test_a_model_that_cannot_rewind_freely_is_never_measured_behind_a_conversation() -> None:
    session = FakeSession()
    session.widest = 8
    one = calibration(session)
    session.cached_tokens = list(CONVERSATION)
    assert run(one) == []
    session.cached_tokens = []
    assert run(one)[-1].is_complete
    assert max(width for _, _, width in session.passes) == 8


def test_a_kept_curve_is_used_at_once_and_only_checked(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    run(calibration(FakeSession(), path))
    kept = path.read_bytes()
    session = FakeSession()
    one = calibration(session, path)
    assert one.result.is_complete
    assert session.published == [one.result.points]
    session.slowness = 1.3
    assert run(one) == []
    assert run(one) == []
    assert [width for _, _, width in session.passes] == [1, 1, 1]
    assert path.read_bytes() == kept


def test_a_curve_that_was_measured_in_part_is_completed_after_the_next_load(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    session = FakeSession()
    session.cancelled_in = 60
    run(calibration(session, path))
    later = FakeSession()
    one = calibration(later, path)
    assert one.result.points
    assert not one.result.is_complete
    assert run(one)[-1].is_complete
    assert len(later.passes) < 3 + 60
    assert calibration(FakeSession(), path).result.is_complete


@pytest.mark.parametrize(("slowness", "share", "is_measured_again"), [(2, 1, True), (2, 0.5, False), (0.5, 0.5, True)])
def test_another_speed_than_the_kept_one_is_measured_again_unless_another_program_explains_it(
    slowness: float, share: float, is_measured_again: bool, tmp_path: Path
) -> None:
    path = tmp_path / "c.json"
    run(calibration(FakeSession(), path))
    kept = path.read_bytes()
    session = FakeSession()
    session.slowness, session.share = slowness, share
    results = run(calibration(session, path))
    assert (len(results) == 12) is is_measured_again
    assert (path.read_bytes() != kept) is (is_measured_again and share == 1)


def test_a_busy_machine_leaves_no_file_and_still_gives_a_curve(tmp_path: Path) -> None:
    session = FakeSession()
    session.share = 0.5
    assert run(calibration(session, tmp_path / "c.json"))[-1].is_complete
    assert session.published[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_conversation_that_came_before_the_check_leaves_it_out(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    run(calibration(FakeSession(), path))
    session = FakeSession()
    one = calibration(session, path)
    session.cached_tokens = list(CONVERSATION)
    assert run(one) == []
    session.cached_tokens = []
    assert run(one) == []
    assert session.passes == []


def test_on_a_gpu_each_width_is_met_before_it_is_measured() -> None:
    session = FakeSession()
    session.share = 0.01
    results = run(calibration(session, info=replace(INFO, n_gpu_layers=20)))
    assert results[-1].is_complete
    assert len(session.passes) == len(set(session.passes)) * curve.REPEATS * 2


def test_the_processs_own_usage_rises() -> None:
    before = usage()
    sum(range(200_000))
    assert all(later >= earlier for earlier, later in zip(before, usage(), strict=True))

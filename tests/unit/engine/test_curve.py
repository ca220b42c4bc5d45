"""Planning, breaking off and keeping the measurement of passes, with passes whose times are known."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_engine.curve import curve_file, fewer_threads, measure, read_curve, sweeps, was_disturbed, write_curve
from inglenook_engine.types import CurvePoint, FlashAttention, KvType, ModelInfo, TemplateOrigin

INFO = ModelInfo(
    name="m",
    path="/nowhere/m.gguf",
    architecture="llama",
    quantization="Q4_K_M",
    size_bytes=1,
    n_params=1,
    n_vocab=10,
    n_ctx=4096,
    n_ctx_train=4096,
    n_threads=2,
    n_gpu_layers=0,
    devices=("CPU",),
    kv_type=KvType.F16,
    flash_attention=FlashAttention.OFF,
    template_origin=TemplateOrigin.NONE,
    template_name="",
    load_ms=1.0,
)
POINTS = (CurvePoint(width=1, n_cached=64, n_threads=2, pass_ms=30.0),)


class ClockedPasses:
    """A pass takes its width in milliseconds, and once in a while longer; it is cancelled after `n_allowed`."""

    def __init__(self, n_allowed: int = 10_000) -> None:
        self.n_allowed = n_allowed
        self.n_cached = 0
        self.n_passes = 0

    def warm(self, tokens: list[int]) -> int:
        self.n_cached = len(tokens)
        return self.n_cached

    def time_pass(self, width: int, *, n_threads: int) -> float | None:
        self.n_passes += 1
        if self.n_passes > self.n_allowed:
            return None
        return width / n_threads + (100.0 if self.n_passes % 5 == 0 else 0.0)


def test_every_width_is_measured_at_both_depths_and_fewer_threads_at_some() -> None:
    plan = sweeps(INFO, adapts_threads=True)
    assert [(s.n_cached, s.n_threads) for s in plan] == [(64, 2), (64, 1), (640, 2), (640, 1)]
    assert set(plan[0].widths) >= {1, 2, 4, 16, 64}
    assert all(s.n_threads == 2 for s in sweeps(INFO, adapts_threads=False))


@pytest.mark.parametrize("n_ctx", [1, 2, 50, 100, 128, 700])
def test_a_small_context_is_never_exceeded(n_ctx: int) -> None:
    for sweep in sweeps(replace(INFO, n_ctx=n_ctx), adapts_threads=True):
        assert sweep.n_cached >= 1
        assert all(sweep.n_cached + width <= n_ctx for width in sweep.widths)


@pytest.mark.parametrize(("n_threads", "fewer"), [(1, ()), (2, (1,)), (3, (2, 1)), (8, (7, 4, 1))])
def test_fewer_threads(n_threads: int, fewer: tuple[int, ...]) -> None:
    assert fewer_threads(n_threads) == fewer


def test_other_programs_do_not_lengthen_what_is_measured() -> None:
    points = [p for sweep in measure(ClockedPasses(), sweeps(INFO, adapts_threads=True), [1, 2, 3]) for p in sweep]
    assert {(p.width, p.n_threads): p.pass_ms for p in points if p.n_cached == 64} == {
        (p.width, p.n_threads): p.width / p.n_threads for p in points if p.n_cached == 64
    }


def test_a_measurement_that_is_broken_off_keeps_the_finished_sweeps() -> None:
    plan = sweeps(INFO, adapts_threads=True)
    n_first = 3 * len(plan[0].widths)
    assert len(list(measure(ClockedPasses(n_first + 1), plan, [1]))) == 1
    assert list(measure(ClockedPasses(n_first - 1), plan, [1])) == []


def test_a_curve_is_kept_for_its_owner_alone_and_read_again(tmp_path: Path) -> None:
    path = curve_file(tmp_path / "curves", INFO, versions="1", devices=("CPU",))
    write_curve(path, POINTS)
    assert read_curve(path) == POINTS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_what_changes_the_speed_changes_the_file(tmp_path: Path) -> None:
    others = [replace(INFO, n_threads=1), replace(INFO, flash_attention=FlashAttention.ON), replace(INFO, size_bytes=2)]
    files = {curve_file(tmp_path, info, versions="1", devices=()) for info in (INFO, *others)}
    files.add(curve_file(tmp_path, INFO, versions="2", devices=()))
    assert len(files) == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": 2, "points": []}',
        '{"format": 1, "points": [{"width": "x"}]}',
    ],
)
def test_a_damaged_file_is_no_curve(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text)
    assert read_curve(path) == ()


def test_absurd_points_are_no_curve(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    point = {"width": 0, "n_cached": 1, "n_threads": 1, "pass_ms": 1.0}
    path.write_text(json.dumps({"format": 1, "points": [point]}))
    assert read_curve(path) == ()


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_curve(tmp_path / "file" / "c.json", POINTS)


def test_threads_that_did_not_get_their_cores_tell_of_other_programs() -> None:
    assert was_disturbed(1.0, 1.0, 2)
    assert not was_disturbed(1.9, 1.0, 2)

"""What of the passes is worth measuring, what came of it, and the file that keeps it."""

from __future__ import annotations

import json
import os
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_engine import curve
from inglenook_engine.curve import (
    Pass,
    Step,
    Survey,
    Sweep,
    curve_file,
    fewer_threads,
    read_curve,
    sweeps,
    typical_ms,
    was_disturbed,
    write_curve,
)
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


def measured(survey: Survey, *, at_depth: int | None = None, n: int = 10_000, ms_a_row: float = 1.0) -> list[Step]:
    """Takes up to n steps; a pass lasts its rows."""
    steps: list[Step] = []
    while len(steps) < n and (step := survey.next_step(at_depth)) is not None:
        survey.record(step.measured, step.measured.width * ms_a_row, is_clean=True)
        steps.append(step)
    return steps


def test_every_width_is_measured_at_both_depths_and_fewer_threads_at_some() -> None:
    plan = sweeps(INFO, adapts_threads=True)
    assert [(s.n_cached, s.n_threads) for s in plan] == [(64, 2), (64, 1), (768, 2), (768, 1)]
    assert set(plan[0].widths) >= {1, 2, 4, 16, 64}
    assert all(s.n_threads == 2 for s in sweeps(INFO, adapts_threads=False))
    assert sweeps(replace(INFO, n_gpu_layers=9, n_ctx=8192), adapts_threads=False)[-1].n_cached == 4096
    assert [s.n_cached for s in sweeps(replace(INFO, n_ctx=500), adapts_threads=False)] == [64, 436]


@pytest.mark.parametrize("n_ctx", [1, 2, 50, 100, 128, 700])
def test_a_small_context_is_never_exceeded(n_ctx: int) -> None:
    for sweep in sweeps(replace(INFO, n_ctx=n_ctx), adapts_threads=True):
        assert sweep.n_cached >= 1
        assert all(sweep.n_cached + width <= n_ctx for width in sweep.widths)


@pytest.mark.parametrize(("n_threads", "fewer"), [(1, ()), (2, (1,)), (3, (2, 1)), (8, (7, 4, 1))])
def test_fewer_threads(n_threads: int, fewer: tuple[int, ...]) -> None:
    assert fewer_threads(n_threads) == fewer


def test_a_survey_takes_each_width_in_turn_and_the_whole_plan_in_its_order() -> None:
    plan = sweeps(INFO, adapts_threads=True)
    survey = Survey(plan, n_ctx=INFO.n_ctx)
    steps = measured(survey)
    assert survey.is_complete
    assert [step.measured.width for step in steps[: len(plan[0].widths)]] == list(plan[0].widths)
    assert len(steps) == curve.REPEATS * sum(len(sweep.widths) for sweep in plan)
    turns = [step.turn for step in steps]
    assert list(dict.fromkeys(turns)) == [(sweep, turn) for sweep in plan for turn in range(curve.REPEATS)]
    assert len(survey.points()) == len(survey.lasting_points()) == sum(len(sweep.widths) for sweep in plan)


def test_a_survey_goes_on_where_it_was_broken_off_and_where_a_file_ends() -> None:
    plan = sweeps(INFO, adapts_threads=True)
    survey = Survey(plan, n_ctx=INFO.n_ctx)
    n_all = curve.REPEATS * sum(len(sweep.widths) for sweep in plan)
    measured(survey, n=50)
    assert not survey.is_complete
    half = survey.points()
    assert len(measured(survey)) == n_all - 50
    later = Survey(plan, n_ctx=INFO.n_ctx, known=half)
    assert [step.measured.width for step in measured(later, n=3)] == [64, 2, 3]
    assert Survey(plan, n_ctx=INFO.n_ctx, known=survey.points()).is_complete


def test_behind_a_conversation_passes_are_measured_where_it_ends_and_tell_about_depths_nearby() -> None:
    plan = sweeps(INFO, adapts_threads=False)
    survey = Survey(plan, n_ctx=INFO.n_ctx)
    assert {step.measured.n_cached for step in measured(survey, at_depth=300)} == {300}
    assert survey.next_step(300) is None
    assert survey.next_step(400) is None  # near
    assert not survey.is_complete
    measured(survey, at_depth=90)
    measured(survey, at_depth=1000)
    assert survey.is_complete
    assert {point.n_cached for point in survey.points()} == {90, 300, 1000}


def test_at_the_end_of_the_context_only_narrow_passes_are_measured() -> None:
    survey = Survey(sweeps(INFO, adapts_threads=False), n_ctx=INFO.n_ctx)
    assert {step.measured.width for step in measured(survey, at_depth=INFO.n_ctx - 7)} == {1, 2, 3, 4, 6}
    assert survey.next_step(INFO.n_ctx) is None


def test_what_would_take_too_long_is_left_out() -> None:
    plan = sweeps(INFO, adapts_threads=False)
    survey = Survey(plan, n_ctx=INFO.n_ctx)
    steps = measured(survey, ms_a_row=1000.0)
    assert {step.measured.width for step in steps} == {1, 4, 8, 2, 3, 6}  # 8 rows were the first beyond the limit
    assert {step.measured.n_cached for step in steps} == {64}  # and 768 tokens would take a quarter of an hour
    assert survey.is_complete


def test_a_pass_that_the_model_cannot_take_back_is_not_tried_again() -> None:
    survey = Survey((Sweep(n_cached=64, n_threads=1, widths=(1, 4)),), n_ctx=512)
    while step := survey.next_step():
        if step.measured.width == 4:
            survey.give_up(step.measured)
        else:
            survey.record(step.measured, 5.0, is_clean=True)
    assert [point.width for point in survey.points()] == [1]
    assert survey.is_complete


@pytest.mark.parametrize(
    ("samples", "typical"),
    [
        ([(3.0, True)], 3.0),
        ([(3.0, True), (2.0, True)], 2.0),
        ([(3.0, True), (9.0, True), (2.0, True)], 3.0),
        ([(3.0, True), (1.0, False), (2.0, True)], 2.0),
        ([(3.0, False), (9.0, False), (4.0, False)], 3.0),
    ],
)
def test_the_median_of_quiet_passes_counts_or_else_the_shortest(
    samples: list[tuple[float, bool]], typical: float
) -> None:
    assert typical_ms(samples) == typical


def test_disturbed_passes_serve_the_session_and_not_the_file() -> None:
    survey = Survey((Sweep(n_cached=64, n_threads=1, widths=(1, 4)),), n_ctx=512)
    survey.record(Pass(64, 1, 1), 10.0, is_clean=True)
    survey.record(Pass(64, 1, 4), 50.0, is_clean=False)
    assert [point.width for point in survey.points()] == [1, 4]
    assert [point.width for point in survey.lasting_points()] == [1]


def test_of_an_old_and_a_new_time_that_are_alike_the_file_keeps_the_faster() -> None:
    old = [CurvePoint(width=w, n_cached=64, n_threads=1, pass_ms=ms) for w, ms in ((1, 10.0), (2, 20.0), (4, 40.0))]
    survey = Survey((Sweep(n_cached=64, n_threads=1, widths=(1, 2, 4)),), n_ctx=512, known=old)
    assert survey.is_complete
    assert survey.plain_ms(1) == 10.0
    assert survey.plain_ms(2) is None
    survey.forget()
    assert not survey.is_complete
    assert not survey.is_usable
    for width, ms in ((1, 12.0), (2, 15.0), (4, 90.0)):
        survey.record(Pass(64, 1, width), ms, is_clean=True)
    assert [point.pass_ms for point in survey.lasting_points()] == [10.0, 15.0, 90.0]
    assert [point.pass_ms for point in survey.points()] == [12.0, 15.0, 90.0]


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
        '{"format": 1, "points": 5}',
        '{"format": 1, "points": {"width": 1}}',
        '{"format": 1, "points": [' + "{}," * 5000 + "{}]}",
        "[" * 100_000,
        " " * (curve.MOST_BYTES + 10) + "{}",
    ],
)
def test_a_damaged_file_is_no_curve(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text)
    assert read_curve(path) == ()


@pytest.mark.parametrize(
    "change",
    [{"width": 0}, {"width": 65}, {"n_cached": 0}, {"n_threads": 1 << 40}, {"pass_ms": 0.0}, {"pass_ms": 1e300}],
)
def test_absurd_points_are_no_curve(tmp_path: Path, change: dict[str, float]) -> None:
    path = tmp_path / "c.json"
    point = {"width": 1, "n_cached": 1, "n_threads": 1, "pass_ms": 1.0}
    path.write_text(json.dumps({"format": 1, "points": [point]}))
    assert len(read_curve(path)) == 1
    path.write_text(json.dumps({"format": 1, "points": [point | change]}))
    assert read_curve(path) == ()


def test_a_folder_in_the_files_place_is_no_curve(tmp_path: Path) -> None:
    (tmp_path / "c.json").mkdir()
    assert read_curve(tmp_path / "c.json") == ()
    write_curve(tmp_path / "c.json", POINTS)
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


def test_what_an_engine_left_that_was_ended_while_it_wrote_is_removed_when_it_is_old(tmp_path: Path) -> None:
    for name, age_s in ((".curve-old", 7200), (".curve-new", 10)):
        (tmp_path / name).write_text("{")
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    write_curve(tmp_path / "c.json", POINTS)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".curve-new", "c.json"]


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_curve(tmp_path / "file" / "c.json", POINTS)


@pytest.mark.parametrize(
    ("cpu_s", "n_preempted", "n_threads", "is_disturbed"),
    [(0.19, 4, 2, False), (0.15, 4, 2, True), (0.1, 0, 1, False), (0.78, 30, 8, True), (0.78, 5, 8, False)],
)
def test_threads_that_did_not_get_their_cores_tell_of_other_programs(
    cpu_s: float, n_preempted: int, n_threads: int, is_disturbed: bool
) -> None:
    assert was_disturbed(wall_s=0.1, cpu_s=cpu_s, n_preempted=n_preempted, n_threads=n_threads) is is_disturbed

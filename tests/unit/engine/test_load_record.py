"""Loads that are kept, and the speed that they promise."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from inglenook_engine.load_record import (
    FILE_NAME,
    MOST_LOADS,
    LoadRecorder,
    expected_speed,
    keep_load,
    keep_memory_speed,
    latest_of,
    read_loads,
    read_memory_speed,
)
from inglenook_engine.plan_types import (
    MeasuredLoad,
    MemoryPlan,
    PlanSource,
    SpeedSource,
    latest_sentence,
    speed_sentence,
)
from inglenook_engine.types import CurvePoint, KvType, MemoryReport


def load(
    name: str = "m", *, at: str = "2026-11-21T10:00:00+00:00", pass_ms: float | None = None, **more: int
) -> MeasuredLoad:
    values = {"size_bytes": 100, "n_ctx": 8192, "n_gpu_layers": 0, "n_layers": 33, "n_threads": 4, "read_bytes": 1000}
    memory = MemoryReport(planned_bytes=1_020_000_000, taken_bytes=1_000_000_000, is_process=False)
    return MeasuredLoad(model_name=name, at=at, kv_type=KvType.F16, memory=memory, pass_ms=pass_ms, **(values | more))


def plan(**more: object) -> MemoryPlan:
    values: dict[str, object] = {
        "model_name": "m",
        "n_ctx": 8192,
        "n_ctx_train": 8192,
        "kv_type": KvType.F16,
        "flash_attention": False,
        "n_gpu_layers": 0,
        "n_layers": 33,
        "n_expert_layers_in_ram": 0,
        "n_batch": 256,
        "n_threads": 4,
        "pools": (),
        "choices": (),
        "source": PlanSource.HEADER,
        "is_exact": True,
    }
    return MemoryPlan(**(values | more))  # type: ignore[arg-type]  # a test's shorthand


def test_a_load_is_kept_and_its_speed_replaces_it(tmp_path: Path) -> None:
    folder = tmp_path / "curves"
    keep_load(folder, load())
    keep_load(folder, load("other"))
    keep_load(folder, load(pass_ms=20.0))
    kept = read_loads(folder)
    assert [(each.model_name, each.pass_ms) for each in kept] == [("other", None), ("m", 20.0)]
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600


def test_only_the_latest_loads_are_kept(tmp_path: Path) -> None:
    for i in range(MOST_LOADS + 20):
        keep_load(tmp_path, load(f"m{i}"))
    kept = read_loads(tmp_path)
    assert len(kept) == MOST_LOADS
    assert kept[-1].model_name == f"m{MOST_LOADS + 19}"
    assert latest_of(kept, model_name="m0", size_bytes=100) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"format": 9, "loads": []}', b'{"format": 1, "loads": [{}]}', b"\xff" * 40, b"[" * 10**5],
)
def test_a_damaged_record_is_forgotten(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    (tmp_path / "memory_speed.json").write_bytes(content)
    assert read_loads(tmp_path) == ()
    assert read_memory_speed(tmp_path) is None
    keep_load(tmp_path, load())
    assert len(read_loads(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_is_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    keep_load(tmp_path / "file" / "curves", load())
    assert "cannot be kept" in caplog.text


def test_the_same_model_in_the_same_place_is_the_best_source() -> None:
    loads = [load("near", pass_ms=10.0, read_bytes=1001), load("m", pass_ms=25.0)]
    speed = expected_speed(loads, plan(), model_name="m", size_bytes=100, read_bytes=1000, memory_bytes_per_s=1e12)
    assert speed is not None
    assert (speed.source, speed.tokens_per_s) == (SpeedSource.THIS_MODEL, 40.0)


def test_another_model_tells_by_the_bytes_that_a_token_reads() -> None:
    loads = [load("far", pass_ms=1.0, read_bytes=10), load("near", pass_ms=10.0, read_bytes=500)]
    speed = expected_speed(loads, plan(), model_name="m", size_bytes=9, read_bytes=1000)
    assert speed is not None
    assert (speed.source, speed.tokens_per_s, speed.measured_on) == (SpeedSource.OTHER_MODEL, 50.0, "near")
    assert "an estimate from near" in speed_sentence(plan(speed=speed))


def test_what_was_measured_elsewhere_or_with_other_cores_says_nothing() -> None:
    on_gpu = load("m", pass_ms=1.0, n_gpu_layers=33)
    other_cores = load("m", pass_ms=9.0, n_threads=2)
    loads = [on_gpu, other_cores]
    assert expected_speed(loads, plan(), model_name="m", size_bytes=100, read_bytes=1000) is None
    assert "not measured" in speed_sentence(plan())
    shared = plan(n_gpu_layers=20)
    assert expected_speed(loads, shared, model_name="m", size_bytes=100, read_bytes=1000) is None
    whole = expected_speed(loads, plan(n_gpu_layers=33), model_name="x", size_bytes=1, read_bytes=2000)
    assert whole is not None
    assert whole.tokens_per_s == 500.0


def test_the_memory_bounds_the_speed_where_nothing_else_is_known(tmp_path: Path) -> None:
    keep_memory_speed(tmp_path, 20e9)
    known = read_memory_speed(tmp_path)
    speed = expected_speed([], plan(), model_name="m", size_bytes=1, read_bytes=10**9, memory_bytes_per_s=known)
    assert speed is not None
    assert (speed.source, speed.tokens_per_s) == (SpeedSource.MEMORY, 20.0)
    assert "up to about 20 tokens/s" in speed_sentence(plan(speed=speed))
    assert (
        expected_speed([], plan(n_gpu_layers=1), model_name="m", size_bytes=1, read_bytes=9, memory_bytes_per_s=1)
        is None
    )


def test_the_latest_load_is_told_with_the_plans_error() -> None:
    told = latest_sentence(plan(latest=load()))
    assert told == (
        "Loaded on 2026-11-21 with a context of 8,192 tokens, it took 1.0 GB; 1.0 GB had been planned (+2.0 %)."
    )


def test_a_recorder_writes_a_load_once_and_its_speed_once(tmp_path: Path) -> None:
    recorder = LoadRecorder(str(tmp_path), load())
    recorder.keep(())
    recorder.finish()
    assert [each.pass_ms for each in read_loads(tmp_path)] == [None]
    points = (
        CurvePoint(width=1, n_cached=768, n_threads=4, pass_ms=33.0),
        CurvePoint(width=1, n_cached=64, n_threads=4, pass_ms=30.0),
        CurvePoint(width=1, n_cached=64, n_threads=2, pass_ms=50.0),
        CurvePoint(width=4, n_cached=64, n_threads=4, pass_ms=40.0),
    )
    recorder.keep(points)
    recorder.finish()
    assert [each.pass_ms for each in read_loads(tmp_path)] == [30.0]
    (tmp_path / FILE_NAME).unlink()
    recorder.keep(points)
    recorder.finish()
    assert not (tmp_path / FILE_NAME).exists()


def test_without_a_folder_nothing_is_written() -> None:
    LoadRecorder("", load()).keep(())
    assert read_loads("") == ()

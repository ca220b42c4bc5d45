"""Plans as a front end gets them, from a real child; what an engine then chooses and takes; and loads with no more
memory than a verdict asks for."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_models
from engine_child import EngineChild
from inglenook_engine.gguf_header import parse_header
from inglenook_engine.llama_backend import Library, Placement, load, load_weights
from inglenook_engine.load_record import read_loads
from inglenook_engine.machine import _ADDRESS_SPACE_OF_LIBRARIES
from inglenook_engine.plan_types import Fit, MemoryPlan, PlanAnswer, PlanRequest, PlanSource, SpeedSource, verdict
from inglenook_engine.protocol import Curve, MeasureCurve, Ready
from inglenook_engine.types import GenerateParams, KvType, LoadParams
from inglenook_engine.wire import from_json, to_json

GB = 10**9


def asked(request: PlanRequest | str) -> PlanAnswer:
    text = request if isinstance(request, str) else json.dumps(to_json(request))
    command = [sys.executable, "-I", "-m", "inglenook_engine", "plan", text]
    done = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return from_json(PlanAnswer, json.loads(done.stdout))


def planned(**wishes: Any) -> MemoryPlan:
    answer = asked(PlanRequest(**wishes))
    assert answer.error is None
    assert answer.plan is not None
    return answer.plan


@pytest.mark.model
def test_the_plan_of_a_file_here_is_llamas_and_fits(starter_model: Path) -> None:
    plan = planned(model_path=str(starter_model), n_gpu_layers=0)
    assert plan.fit is Fit.RAM
    assert plan.source is (PlanSource.LLAMA if sys.platform == "linux" else PlanSource.HEADER)
    assert verdict(plan).startswith(f"{starter_model.name} fits: it takes 4")
    assert {choice.setting for choice in plan.choices} >= {"context", "KV cache", "GPU layers", "batch", "threads"}


@pytest.mark.model
def test_first_bytes_alone_make_nearly_the_same_plan(starter_model: Path, tmp_path: Path) -> None:
    data = starter_model.read_bytes()
    head = tmp_path / "0123.gguf-head"
    head.write_bytes(data[: parse_header(data, name="m", size_bytes=len(data)).data_offset])
    remote = planned(model_path=str(head), size_bytes=len(data), model_name="org/starter:Q4_1", n_gpu_layers=0)
    local = planned(model_path=str(starter_model), n_gpu_layers=0)
    assert (remote.source, remote.model_name) == (PlanSource.HEADER, "org/starter:Q4_1")
    assert abs(remote.total_bytes - local.total_bytes) < 0.03 * local.total_bytes


@pytest.mark.model
def test_wishes_are_kept_and_what_lies_beside_is_counted(starter_model: Path) -> None:
    plan = planned(
        model_path=str(starter_model),
        draft_model_path=str(starter_model),
        projector_bytes=300_000_000,
        n_ctx=2048,
        kv_type=KvType.Q8_0,
        n_batch=128,
        n_threads=1,
        n_gpu_layers=0,
    )
    assert (plan.n_ctx, plan.kv_type, plan.n_batch, plan.n_threads) == (2048, KvType.Q8_0, 128, 1)
    ram = plan.pools[0]
    assert ram.projector_bytes == 300_000_000
    assert ram.draft.weights_bytes > 90_000_000


@pytest.mark.parametrize("content", [b"", b"GGUF", b"GGUF" + b"\xff" * 60, b"<html>Sign in</html>" * 10])
def test_a_file_that_is_no_model_is_told_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.gguf"
    path.write_bytes(content)
    for request in (
        PlanRequest(model_path=str(path)),
        PlanRequest(model_path=str(path), size_bytes=10**9),
        PlanRequest(model_path=str(tmp_path / "no-such.gguf")),
    ):
        answer = asked(request)
        assert answer.plan is None
        assert answer.error is not None
        assert "no" in answer.error


def test_a_model_that_llama_refuses_still_has_its_headers_plan(tmp_path: Path) -> None:
    path = tiny_models.write_llama(tmp_path / "tiny.gguf")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"blk.1.ffn_up.weight", b"blk.1.ffn_xx.weight"))
    assert planned(model_path=str(path)).source is PlanSource.HEADER


@pytest.mark.model
def test_a_load_is_held_against_its_plan_and_kept(starter_model: Path, tmp_path: Path) -> None:
    with EngineChild() as child:
        ready = child.try_load(starter_model, n_ctx=128, curve_dir=str(tmp_path))
        assert isinstance(ready, Ready)
        assert ready.memory is not None
        assert ready.memory.is_process is (sys.platform != "linux")
        if sys.platform == "linux":
            assert abs(ready.memory.error_percent) < 3
        assert "KV cache" in {choice.setting for choice in ready.choices}
        wait_for(lambda: bool(read_loads(tmp_path)))
    (kept,) = read_loads(tmp_path)
    assert kept.memory == ready.memory
    plan = planned(model_path=str(starter_model), curve_dir=str(tmp_path), n_gpu_layers=0, n_threads=1)
    assert plan.latest == kept


def test_what_was_measured_tells_the_speed_of_this_model_and_of_others(tmp_path: Path) -> None:
    path, other = (tiny_models.write_llama(tmp_path / name) for name in ("tiny.gguf", "other.gguf"))
    with EngineChild() as child:
        # a small context, since the curve is measured in all its depth
        assert isinstance(child.try_load(path, n_ctx=128, curve_dir=str(tmp_path)), Ready)
        child.send(MeasureCurve())
        for event in child.events():
            if isinstance(event, Curve) and event.is_complete:
                break
        wait_for(lambda: bool(read_loads(tmp_path)) and read_loads(tmp_path)[-1].pass_ms is not None)
    plan = planned(model_path=str(path), curve_dir=str(tmp_path), n_gpu_layers=0, n_threads=1)
    assert (plan.latest,) == read_loads(tmp_path)
    assert plan.speed is not None
    assert plan.speed.source is SpeedSource.THIS_MODEL
    estimate = planned(model_path=str(other), curve_dir=str(tmp_path), n_gpu_layers=0, n_threads=1).speed
    assert estimate is not None
    assert (estimate.source, estimate.measured_on) == (SpeedSource.OTHER_MODEL, path.stem)


def wait_for(holds: Callable[[], bool], patience_s: float = 120) -> None:
    deadline = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def test_the_memorys_speed_is_measured_once_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tiny_models.write_llama(tmp_path / "tiny.gguf")
    folder = tmp_path / "curves"
    folder.mkdir()
    request: dict[str, Any] = {"model_path": str(path), "curve_dir": str(folder), "n_gpu_layers": 0}
    assert planned(**request).speed is None
    assert not list(folder.iterdir())
    first = planned(**request, measures_memory=True).speed
    assert first is not None
    assert first.source is SpeedSource.MEMORY
    assert planned(**request).speed == first


@pytest.mark.model
def test_an_engine_that_is_short_of_memory_takes_what_fits(starter_model: Path) -> None:
    usual = load(Library(), LoadParams(model_path=str(starter_model))).info
    assert (usual.n_ctx, usual.kv_type) == (8192, KvType.F16)
    margin = 2**30
    some_less = load(
        Library(), LoadParams(model_path=str(starter_model)), available_bytes=lambda: margin + 350_000_000
    ).info
    assert (some_less.n_ctx, some_less.kv_type) == (8192, KvType.Q8_0)
    much_less = load(Library(), LoadParams(model_path=str(starter_model)), available_bytes=lambda: 400_000_000).info
    assert (much_less.n_ctx, much_less.kv_type) == (4096, KvType.Q8_0)
    asked_for = LoadParams(model_path=str(starter_model), n_ctx=2048, kv_type=KvType.F16)
    kept = load(Library(), asked_for, available_bytes=lambda: 400_000_000).info
    assert (kept.n_ctx, kept.kv_type) == (2048, KvType.F16)


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="llama.cpp's account is read on Linux alone")
def test_a_draft_model_is_in_the_plan_and_in_what_was_taken(starter_model: Path) -> None:
    alone = load(Library(), LoadParams(model_path=str(starter_model), n_ctx=2048)).record
    both = load(
        Library(), LoadParams(model_path=str(starter_model), draft_model_path=str(starter_model), n_ctx=2048)
    ).record
    assert alone is not None
    assert both is not None
    assert alone.memory is not None
    assert both.memory is not None
    assert both.memory.taken_bytes > 1.7 * alone.memory.taken_bytes
    assert abs(both.memory.error_percent) < 3


def test_experts_can_be_told_where_to_be(tmp_path: Path) -> None:
    path = tiny_models.write_moe(tmp_path / "moe.gguf")
    library = Library()
    placement = Placement(n_gpu_layers=0, n_expert_layers_in_ram=1, gpu_shares=(2.0, 1.0))
    assert load_weights(library, path, placement, lambda _fraction: None)


LIMITED = """
import resource, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
from inglenook_engine.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def under_limit(limit_bytes: int, *arguments: str) -> list[str]:
    """The command of an engine's process that may have so many bytes of addresses."""
    return [sys.executable, "-c", LIMITED, str(limit_bytes), *arguments]


def verdict_under(limit_bytes: int, request: PlanRequest) -> MemoryPlan:
    command = under_limit(limit_bytes, "plan", json.dumps(to_json(request)))
    done = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    answer = from_json(PlanAnswer, json.loads(done.stdout))
    assert answer.plan is not None, answer.error
    return answer.plan


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep this limit")
@pytest.mark.parametrize("name", ["smollm2-135m", "gemma3-270m", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"])
def test_nothing_that_fits_fails_to_load_at_the_verdicts_edge(name: str, model_path: Callable[[str], Path]) -> None:
    path = model_path(name)
    wishes = [(2048, KvType.F16), (8192, KvType.Q8_0)]
    for n_ctx, kv_type in wishes if name == "smollm2-135m" else wishes[1:]:
        request = PlanRequest(model_path=str(path), n_ctx=n_ctx, kv_type=kv_type, n_gpu_layers=0)
        (ram,) = verdict_under(2**36, request).pools
        edge = _ADDRESS_SPACE_OF_LIBRARIES + ram.needed_bytes + ram.margin_bytes
        assert verdict_under(edge + 2**22, request).fits
        assert not verdict_under(edge - 2**22, request).fits
        with EngineChild(under_limit(edge + 2**22, "serve")) as child:
            answer = child.try_load(path, n_ctx=n_ctx, kv_type=kv_type, n_gpu_layers=0)
            assert isinstance(answer, Ready), answer
            assert child.ask("Say something.", GenerateParams(max_tokens=2)).finished.stats.output_tokens > 0

"""The plan beside a load: followed where nothing was asked for, kept out of the way where it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_models
from inglenook_engine import load_plan
from inglenook_engine.load_plan import LoadPlan
from inglenook_engine.machine import Machine
from inglenook_engine.memory_breakdown import BufferMemory
from inglenook_engine.memory_cost import REPACKED_X86
from inglenook_engine.plan_types import Memory
from inglenook_engine.types import KvType, LoadParams

GB = 10**9


def machine(ram: int = 8 * GB, *gpus: int) -> Machine:
    return Machine(
        ram=Memory(name="RAM", free_bytes=ram, total_bytes=8 * GB),
        gpus=tuple(Memory(name=f"CUDA{i}", free_bytes=free, total_bytes=8 * GB) for i, free in enumerate(gpus)),
        n_threads=4,
        repacked_types=REPACKED_X86,
    )


@pytest.fixture(scope="module")
def moe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.write_moe(tmp_path_factory.mktemp("models") / "moe.gguf")


def test_what_was_left_open_is_the_plans(moe: Path) -> None:
    settled = LoadPlan(LoadParams(model_path=str(moe)), machine(8 * GB, 6 * GB, 3 * GB)).settled()
    assert (settled.n_ctx, settled.kv_type, settled.n_gpu_layers, settled.n_expert_layers_in_ram) == (
        4096,
        KvType.F16,
        3,
        0,
    )
    assert settled.gpu_shares == (5 * GB, 2 * GB)


def test_what_was_asked_for_is_kept(moe: Path) -> None:
    asked = LoadParams(
        model_path=str(moe),
        n_ctx=512,
        kv_type=KvType.Q8_0,
        n_gpu_layers=2,
        n_expert_layers_in_ram=1,
        n_batch=64,
        gpu_shares=(1.0, 1.0),
    )
    assert LoadPlan(asked, machine(8 * GB, 6 * GB, 3 * GB)).settled() == asked


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(100)])
def test_a_file_that_cannot_be_planned_is_left_to_llama(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(content)
    plan = LoadPlan(LoadParams(model_path=str(path)), machine())
    assert plan.plan is None
    settled = plan.settled()
    assert (settled.n_ctx, settled.kv_type, settled.n_gpu_layers) == (0, KvType.F16, -1)
    assert plan.report([]) is None


def test_a_fault_in_planning_fails_no_load(
    moe: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(load_plan, "make_plan", broken)
    assert LoadPlan(LoadParams(model_path=str(moe)), machine()).settled().kv_type is KvType.F16
    assert "no plan for" in caplog.text


def test_a_load_is_held_against_llamas_account_or_the_process(moe: Path) -> None:
    plan = LoadPlan(LoadParams(model_path=str(moe)), machine())
    account = (BufferMemory(name="CPU", weights_bytes=1000, context_bytes=200, compute_bytes=30),)
    told = plan.report([account])
    assert told is not None
    assert plan.plan is not None
    assert (told.planned_bytes, told.taken_bytes, told.is_process) == (plan.plan.buffer_bytes, 1230, False)
    rough = plan.report([account, None])
    assert rough is not None
    assert rough.is_process
    assert rough.taken_bytes > 10_000_000

"""The memory that a load has when the model before it goes: what that one holds of GPUs is counted as free."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import tiny_models
from inglenook_engine.machine import Machine
from inglenook_engine.memory_cost import REPACKED_X86
from inglenook_engine.plan_types import Memory
from inglenook_engine.planning import without
from inglenook_engine.types import KvType, LoadParams

GB = 10**9


def machine(*gpus_bytes: int) -> Machine:
    gpus = tuple(Memory(name=f"CUDA{i}", free_bytes=free, total_bytes=8 * GB) for i, free in enumerate(gpus_bytes))
    return Machine(
        ram=Memory(name="RAM", free_bytes=8 * GB, total_bytes=16 * GB),
        gpus=gpus,
        n_threads=4,
        repacked_types=REPACKED_X86,
    )


def test_layers_on_a_gpu_come_free_with_their_cache(tmp_path: Path) -> None:
    path = tiny_models.write_llama(tmp_path / "tiny.gguf")
    loaded = LoadParams(model_path=str(path), n_ctx=4096, kv_type=KvType.F16, n_gpu_layers=99, n_expert_layers_in_ram=0)
    before = machine(4 * GB)
    gained = without(before, loaded).gpus[0].free_bytes - 4 * GB
    assert gained > path.stat().st_size // 2
    less = without(before, dataclasses.replace(loaded, n_ctx=1024)).gpus[0].free_bytes - 4 * GB
    assert 0 < less < gained
    both = without(machine(4 * GB, 4 * GB), loaded)
    assert all(gpu.free_bytes > 4 * GB for gpu in both.gpus)
    assert without(machine(8 * GB), loaded).gpus[0].free_bytes == 8 * GB  # never more than there is
    assert both.ram == before.ram


def test_what_holds_nothing_of_a_gpu_or_is_gone_changes_nothing(tmp_path: Path) -> None:
    path = tiny_models.write_llama(tmp_path / "tiny.gguf")
    on_processor = LoadParams(model_path=str(path), n_ctx=4096, n_gpu_layers=0)
    assert without(machine(GB), on_processor) == machine(GB)
    gone = LoadParams(model_path=str(tmp_path / "gone.gguf"), n_ctx=4096, n_gpu_layers=99)
    assert without(machine(GB), gone) == machine(GB)
    assert without(machine(), gone) == machine()

"""What is reckoned from a header, held against llama.cpp's own account of simulated and of real loads, and verdicts
held against loads with no more memory than they ask for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_models
from inglenook_engine.memory_cost import REPACKED_X86, Settings, memory_use
from inglenook_engine.model_file import local_shape
from inglenook_engine.plan_types import MemoryUse
from inglenook_engine.types import FlashAttention, KvType, LoadParams
from inglenook_engine.wire import to_json

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(sys.platform != "linux", reason="llama.cpp's account is read on Linux alone"),
]

REAL_MODELS = ("smollm2-135m", "gemma3-270m", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b")
LOADS = [(n_ctx, kv_type) for n_ctx in (2048, 4096, 8192) for kv_type in (KvType.F16, KvType.Q8_0)]
LARGE_LOADS = [LOADS[0], LOADS[-1]]
"""Of every model but the smallest, which shows what is between these."""
TOLERANCE = 0.03
TINY: list[Callable[[Path], Path]] = [
    tiny_models.write_llama,
    tiny_models.write_mamba,
    tiny_models.write_lfm2,
    tiny_models.write_moe,
]


def account(path: Path, n_ctx: int, kv_type: KvType, *, is_real: bool = False) -> dict[str, Any]:
    """llama.cpp's, from a child. Without a GPU's part in it, so that every machine says the same."""
    flash = FlashAttention.OFF if kv_type is KvType.F16 else FlashAttention.ON
    params = LoadParams(model_path=str(path), n_ctx=n_ctx, kv_type=kv_type, flash_attention=flash, n_gpu_layers=0)
    kind = ["--real"] if is_real else []
    command = [sys.executable, "-I", "-m", "inglenook_engine", "account", *kind, json.dumps(to_json(params))]
    done = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["error"] is None
    return answer


def total(answer: dict[str, Any], *parts: str) -> int:
    return sum(buffer[f"{part}_bytes"] for buffer in answer["buffers"] for part in parts)


def reckoned(path: Path, n_ctx: int, kv_type: KvType) -> MemoryUse:
    settings = Settings(n_ctx=n_ctx, kv_type=kv_type, flash_attention=kv_type is not KvType.F16)
    (use,) = memory_use(local_shape(path), settings, repacked_types=REPACKED_X86)
    return use


@pytest.mark.parametrize("write", TINY)
@pytest.mark.parametrize("n_ctx", [256, 1000, 4096])
def test_cache_and_states_of_every_kind_of_model_are_llamas(
    write: Callable[[Path], Path], n_ctx: int, tmp_path: Path
) -> None:
    path = write(tmp_path / "tiny.gguf")
    assert reckoned(path, n_ctx, KvType.F16).context_bytes == total(account(path, n_ctx, KvType.F16), "context")


@pytest.mark.parametrize("write", TINY)
def test_weights_of_every_kind_of_model_are_llamas(write: Callable[[Path], Path], tmp_path: Path) -> None:
    path = write(tmp_path / "tiny.gguf")
    theirs = total(account(path, 1024, KvType.F16, is_real=True), "weights")
    assert abs(reckoned(path, 1024, KvType.F16).weights_bytes - theirs) <= 0.005 * theirs


@pytest.mark.parametrize("n_ctx", [512, 4096])
def test_a_sliding_window_keeps_fewer_cells(n_ctx: int, tmp_path: Path) -> None:
    path = tiny_models.write_gemma3(tmp_path / "tiny.gguf", window=128)
    assert reckoned(path, n_ctx, KvType.F16).context_bytes == total(account(path, n_ctx, KvType.F16), "context")


@pytest.mark.slow
@pytest.mark.parametrize("name", REAL_MODELS)
def test_a_plan_is_within_three_percent_of_what_a_load_takes(name: str, model_path: Callable[[str], Path]) -> None:
    path = model_path(name)
    for n_ctx, kv_type in LOADS if name == REAL_MODELS[0] else LARGE_LOADS:
        use = reckoned(path, n_ctx, kv_type)
        simulated = account(path, n_ctx, kv_type)
        real = account(path, n_ctx, kv_type, is_real=True)
        assert total(simulated, "context", "compute") == total(real, "context", "compute")
        told = total(simulated, "weights", "context", "compute") + use.droppable_bytes
        taken = total(real, "weights", "context", "compute")
        for figure in (use.buffer_bytes, told):
            assert abs(figure - taken) <= TOLERANCE * taken, (n_ctx, kv_type, figure, taken)

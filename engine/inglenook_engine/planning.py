"""`python -m inglenook_engine plan JSON`: how a model would be loaded, one JSON object on stdout.

This process reads the file's header in Python alone. What needs llama.cpp (the devices, its own account of the memory)
is asked of children, one after another, so that a crash costs the better figures and not the plan.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from .errors import EngineError
from .load_record import expected_speed, keep_memory_speed, latest_of, read_loads, read_memory_speed
from .machine import GpuFacts, Machine, machine_of
from .memory_cost import read_bytes
from .memory_speed import measured_bytes_per_s
from .model_file import local_shape, remote_shape
from .model_shape import ModelShape
from .plan import Beside, Wish, gpu_shares, make_plan, with_account
from .plan_types import MemoryPlan, MemoryUse, PlanAnswer, PlanRequest
from .types import FlashAttention, LoadParams
from .wire import from_json, to_json

_PATIENCE_S = 60.0


def plan(out: BinaryIO, request_json: str) -> int:
    """Write a PlanAnswer. Returns the exit status."""
    request = from_json(PlanRequest, json.loads(request_json))
    try:
        answer = PlanAnswer(plan=plan_of(request))
    except EngineError as refusal:
        answer = PlanAnswer(error=refusal.message)
    with out:
        out.write(json.dumps(to_json(answer)).encode() + b"\n")
    return 0


def plan_of(request: PlanRequest) -> MemoryPlan:
    """Raises EngineError(MODEL_LOAD) for a file that is no good, or a wish that the model cannot have."""
    path = Path(request.model_path)
    shape = _shape_of(path, request.size_bytes, request.other_parts_bytes, request.model_name)
    draft = (
        _shape_of(Path(request.draft_model_path), request.draft_size_bytes, 0, "") if request.draft_model_path else None
    )
    machine = _this_machine(request)
    made = make_plan(
        shape, machine, wish_of(request), beside=Beside(draft=draft, projector_bytes=request.projector_bytes)
    )
    is_whole = not request.size_bytes
    buffers = _account_of(made, request, machine) if is_whole else None
    made = made if buffers is None else with_account(made, buffers)
    return _with_experience(made, shape, request, is_whole=is_whole)


def wish_of(request: PlanRequest) -> Wish:
    return Wish(
        n_ctx=request.n_ctx,
        kv_type=request.kv_type,
        flash_attention=request.flash_attention,
        n_gpu_layers=request.n_gpu_layers,
        n_expert_layers_in_ram=request.n_expert_layers_in_ram,
        n_batch=request.n_batch,
        n_threads=request.n_threads,
        gpu_shares=request.gpu_shares,
    )


def _shape_of(path: Path, size_bytes: int, other_parts_bytes: int, name: str) -> ModelShape:
    if size_bytes:
        return remote_shape(path, size_bytes=size_bytes, other_parts_bytes=other_parts_bytes, name=name)
    return local_shape(path, name=name)


def _with_experience(made: MemoryPlan, shape: ModelShape, request: PlanRequest, *, is_whole: bool) -> MemoryPlan:
    """The plan with what this machine's loads of the past say about it."""
    loads = read_loads(request.curve_dir)
    memory_speed = read_memory_speed(request.curve_dir)
    is_open = not made.n_gpu_layers and not any(load.pass_ms for load in loads)
    if memory_speed is None and is_open and request.measures_memory:
        memory_speed = measured_bytes_per_s(made.n_threads)
        keep_memory_speed(request.curve_dir, memory_speed)
    path = Path(request.model_path)
    name, size_bytes = (path.stem, path.stat().st_size) if is_whole else ("", 0)
    speed = expected_speed(
        loads,
        made,
        model_name=name,
        size_bytes=size_bytes,
        read_bytes=read_bytes(shape),
        memory_bytes_per_s=memory_speed,
    )
    return replace(made, speed=speed, latest=latest_of(loads, model_name=name, size_bytes=size_bytes))


def _this_machine(request: PlanRequest) -> Machine:
    """Memory that is free now, with what the load of `request` takes the place of. Without an answer from llama.cpp,
    the processor and RAM alone."""
    facts = _ask("describe") or {}
    devices = (
        GpuFacts(name=d["name"], kind=d["kind"], free_bytes=d["free_bytes"], total_bytes=d["total_bytes"])
        for d in facts.get("devices", ())
    )
    machine = machine_of(
        devices if facts.get("gpu_offload") else (),
        n_threads=facts.get("n_threads") or psutil.cpu_count(logical=False) or 1,
        leaving_pid=request.replaces_pid,
    )
    return machine if request.replaces is None else without(machine, request.replaces)


def without(machine: Machine, loaded: LoadParams) -> Machine:
    """With what a loaded model holds of its GPUs free again, as its header says. Where that cannot be read, or nothing
    of it is on a GPU, the machine as it is. Its RAM is not looked at."""
    if not machine.gpus or loaded.n_gpu_layers <= 0:
        return machine
    wish = Wish(
        n_ctx=loaded.n_ctx,
        kv_type=loaded.kv_type,
        flash_attention=loaded.flash_attention,
        n_gpu_layers=loaded.n_gpu_layers,
        n_expert_layers_in_ram=loaded.n_expert_layers_in_ram,
        n_batch=loaded.n_batch,
        gpu_shares=loaded.gpu_shares,
    )
    try:
        shape = local_shape(Path(loaded.model_path))
        draft = local_shape(Path(loaded.draft_model_path)) if loaded.draft_model_path else None
        held = make_plan(shape, machine, wish, beside=Beside(draft=draft))
    except EngineError:
        return machine
    gpus = tuple(
        replace(gpu, free_bytes=min(gpu.total_bytes, gpu.free_bytes + pool.needed_bytes))
        for gpu, pool in zip(machine.gpus, held.pools[1:], strict=True)
    )
    return replace(machine, gpus=gpus)


def _account_of(made: MemoryPlan, request: PlanRequest, machine: Machine) -> dict[str, MemoryUse] | None:
    """llama.cpp's own figures for the settings of a plan; None when it does not tell."""
    params = LoadParams(
        model_path=request.model_path,
        n_ctx=made.n_ctx,
        n_gpu_layers=made.n_gpu_layers,
        n_expert_layers_in_ram=made.n_expert_layers_in_ram,
        gpu_shares=(request.gpu_shares or gpu_shares(machine)) if made.n_gpu_layers else (),
        n_batch=made.n_batch,
        flash_attention=FlashAttention.ON if made.flash_attention else FlashAttention.OFF,
        kv_type=made.kv_type,
    )
    answer = _ask("account", json.dumps(to_json(params)))
    if not answer or not answer.get("buffers"):
        return None
    return {
        buffer["name"]: MemoryUse(
            weights_bytes=buffer["weights_bytes"],
            context_bytes=buffer["context_bytes"],
            compute_bytes=buffer["compute_bytes"],
        )
        for buffer in answer["buffers"]
    }


def _ask(*arguments: str) -> dict[str, Any] | None:
    """The JSON object that a child of this kind prints; None when it fails, takes too long or prints another thing."""
    command = [sys.executable, "-I", "-m", "inglenook_engine", *arguments]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_S, check=False)
        answer = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return answer if done.returncode == 0 and isinstance(answer, dict) else None

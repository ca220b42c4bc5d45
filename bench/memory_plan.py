"""Plans of memory against loads: what the header gives, what llama.cpp simulates, and what a load takes. And how long
the plan of a model of 70B takes, of which the first bytes alone are here.

    python bench/memory_plan.py [--models smollm2-135m,...] [--contexts 2048,4096,8192]

Each load is a child of its own. No GPU is used, so that every machine measures the same.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inglenook_engine.machine import machine_of
from inglenook_engine.memory_cost import REPACKED_X86, Settings, memory_use
from inglenook_engine.model_file import local_shape, remote_shape
from inglenook_engine.plan import Wish, make_plan
from inglenook_engine.plan_types import gigabytes
from inglenook_engine.types import FlashAttention, KvType, LoadParams
from inglenook_engine.wire import to_json
from measure import load_average, machine, machine_line, model_path, write_results

MODELS = "smollm2-135m,gemma3-270m,qwen2.5-coder-0.5b,qwen2.5-coder-1.5b"
KV_TYPES = (KvType.F16, KvType.Q8_0)
PARTS = ("weights_bytes", "context_bytes", "compute_bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Bytes in llama.cpp's buffers: planned from the header, simulated, taken. uss: of the process after the load."""

    model: str
    n_ctx: int
    kv_type: str
    header_bytes: int
    simulated_bytes: int
    taken_bytes: int
    planned_process_bytes: int
    uss_bytes: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", default=MODELS)
    parser.add_argument("--contexts", default="2048,4096,8192")
    options = parser.parse_args()
    facts = {**machine(), "load_average": load_average(), "large": large_plan()}
    rows = []
    for name in options.models.split(","):
        for n_ctx in (int(each) for each in options.contexts.split(",")):
            for kv_type in KV_TYPES:
                rows.append(measured(model_path(name), n_ctx, kv_type))
                print(line(rows[-1]), flush=True)
    facts["rows"] = [dataclasses.asdict(row) for row in rows]
    write_results("memory_plan", facts, report(facts, rows))
    return 0


def measured(path: Path, n_ctx: int, kv_type: KvType) -> Row:
    is_flash = kv_type is not KvType.F16
    settings = Settings(n_ctx=n_ctx, kv_type=kv_type, flash_attention=is_flash)
    (use,) = memory_use(local_shape(path), settings, repacked_types=REPACKED_X86)
    flash = FlashAttention.ON if is_flash else FlashAttention.OFF
    params = LoadParams(model_path=str(path), n_ctx=n_ctx, kv_type=kv_type, flash_attention=flash, n_gpu_layers=0)
    simulated, real = account(params), account(params, "--real")
    return Row(
        model=path.stem,
        n_ctx=n_ctx,
        kv_type=kv_type.value,
        header_bytes=use.buffer_bytes,
        simulated_bytes=total(simulated) + use.droppable_bytes,
        taken_bytes=total(real),
        planned_process_bytes=use.total_bytes,
        uss_bytes=real["process_bytes"],
    )


def account(params: LoadParams, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "inglenook_engine", "account", *options, json.dumps(to_json(params))]
    answer: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    if answer["error"] is not None:
        sys.exit(answer["error"])
    return answer


def total(answer: dict[str, Any]) -> int:
    return sum(buffer[part] for buffer in answer["buffers"] for part in PARTS)


def large_plan() -> dict[str, Any]:
    """Of a header like that of Llama 3 70B in Q4_K: how large it is, and how long reading and planning take here."""
    header = b"".join(large_header())
    times_ms = []
    with tempfile.TemporaryDirectory() as folder:
        head = Path(folder) / "large.gguf-head"
        head.write_bytes(header)
        for _ in range(5):
            started = time.process_time()
            shape = remote_shape(head, size_bytes=43 * 10**9, name="70B")
            plan = make_plan(shape, machine_of((), n_threads=2, free_bytes=64 * 10**9), Wish())
            times_ms.append((time.process_time() - started) * 1000)
    return {"header_bytes": len(header), "plan_ms": statistics.median(times_ms), "needed_bytes": plan.needed_bytes}


def large_header() -> Iterator[bytes]:
    n_layers, n_embd, n_ff, n_vocab, n_merges = 80, 8192, 28_672, 128_256, 280_147
    numbers = {
        "llama.block_count": n_layers,
        "llama.embedding_length": n_embd,
        "llama.context_length": 8192,
        "llama.feed_forward_length": n_ff,
        "llama.attention.head_count": 64,
        "llama.attention.head_count_kv": 8,
        "general.file_type": 15,
    }
    shapes: dict[str, tuple[int, ...]] = {
        "attn_q": (n_embd, n_embd),
        "attn_k": (n_embd, 1024),
        "attn_v": (n_embd, 1024),
    }
    shapes |= {"attn_output": (n_embd, n_embd), "ffn_gate": (n_embd, n_ff), "ffn_up": (n_embd, n_ff)}
    shapes |= {"ffn_down": (n_ff, n_embd), "attn_norm": (n_embd,), "ffn_norm": (n_embd,)}
    tensors: list[tuple[str, tuple[int, ...]]] = [
        ("token_embd.weight", (n_embd, n_vocab)),
        ("output.weight", (n_embd, n_vocab)),
    ]
    tensors += [(f"blk.{i}.{name}.weight", shape) for i in range(n_layers) for name, shape in shapes.items()]
    yield b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(numbers) + 3)
    yield text("general.architecture") + struct.pack("<I", 8) + text("llama")
    for key, value in numbers.items():
        yield text(key) + struct.pack("<II", 4, value)
    yield text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, n_vocab)
    yield from (text(f"token{i}") for i in range(n_vocab))
    yield text("tokenizer.ggml.merges") + struct.pack("<IIQ", 9, 8, n_merges)
    yield from (text(f"tok en{i}") for i in range(n_merges))
    offset = 0
    for name, shape in tensors:
        kind, block_bytes, block_elements = (0, 4, 1) if len(shape) == 1 else (12, 144, 256)
        yield text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)
        elements = shape[0] * (shape[1] if len(shape) > 1 else 1)
        offset += elements // block_elements * block_bytes


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()


def line(row: Row) -> str:
    figures = (row.header_bytes, row.simulated_bytes, row.taken_bytes)
    errors = (f"{100 * (each / row.taken_bytes - 1):+.2f} %" for each in figures[:2])
    sizes = " | ".join(f"{each / 1e6:,.1f}" for each in figures)
    process = f"{row.planned_process_bytes / 1e6:,.0f} | {row.uss_bytes / 1e6:,.0f}"
    return f"| {row.model} | {row.n_ctx:,} | {row.kv_type} | {sizes} | {' | '.join(errors)} | {process} |"


def report(facts: dict[str, Any], rows: list[Row]) -> str:
    worst = max(abs(row.header_bytes / row.taken_bytes - 1) for row in rows)
    worst_simulated = max(abs(row.simulated_bytes / row.taken_bytes - 1) for row in rows)
    large = facts["large"]
    return "\n".join(
        (
            "# Memory: planned and taken",
            "",
            machine_line(facts),
            "",
            "*Header*: reckoned from the file's first bytes. *Simulated*: llama.cpp's own account of a load that "
            "allocates nothing.",
            "*Taken*: its account after a real load: weights (mapped and rearranged), KV cache, compute buffers. f16 "
            "without flash",
            "attention, q8_0 with it. The last two columns are the whole process in MB, planned and right after the "
            "load; pages that",
            "no pass has used yet are not in the second.",
            "",
            f"Largest error of a total: {100 * worst:.2f} % from the header, {100 * worst_simulated:.2f} % simulated. "
            "The bar is 3 %.",
            "",
            "| model | context | KV | header MB | simulated MB | taken MB | header | simulated | process planned | "
            "USS |",
            "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|",
            *map(line, rows),
            "",
            f"A header like that of Llama 3 70B in Q4_K has {large['header_bytes'] / 1e6:.1f} MB; reading it and "
            f"planning takes {large['plan_ms']:.0f} ms",
            f"(median of 5). It needs {gigabytes(large['needed_bytes'])} with 8,192 tokens. The bar is 2 s.",
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())

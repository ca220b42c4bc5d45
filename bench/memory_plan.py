"""Plans of memory against loads: what the header gives, what llama.cpp simulates, and what a load takes.

    python bench/memory_plan.py MODEL.gguf... [--contexts 2048,4096,8192] [--out bench/results/memory_plan.md]

Each load is a child of its own. No GPU is used, so that every machine measures the same.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inglenook_engine.memory_cost import REPACKED_X86, Settings, memory_use
from inglenook_engine.model_file import local_shape
from inglenook_engine.types import FlashAttention, KvType, LoadParams
from inglenook_engine.wire import to_json

KV_TYPES = (KvType.F16, KvType.Q8_0)


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
    parser.add_argument("models", nargs="+", type=Path)
    parser.add_argument("--contexts", default="2048,4096,8192")
    parser.add_argument("--out", type=Path, default=Path("bench/results/memory_plan.md"))
    options = parser.parse_args()
    contexts = [int(each) for each in options.contexts.split(",")]
    rows = []
    for path in options.models:
        for n_ctx in contexts:
            for kv_type in KV_TYPES:
                rows.append(measured(path, n_ctx, kv_type))
                print(line(rows[-1]), flush=True)
    options.out.write_text(report(rows), encoding="utf-8")
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
        header_bytes=use.total_bytes - use.process_bytes,
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
    parts = ("weights_bytes", "context_bytes", "compute_bytes")
    return sum(buffer[part] for buffer in answer["buffers"] for part in parts)


def line(row: Row) -> str:
    figures = (row.header_bytes, row.simulated_bytes, row.taken_bytes)
    errors = (f"{100 * (each / row.taken_bytes - 1):+.2f} %" for each in figures[:2])
    sizes = " | ".join(f"{each / 1e6:,.1f}" for each in figures)
    process = f"{row.planned_process_bytes / 1e6:,.0f} | {row.uss_bytes / 1e6:,.0f}"
    return f"| {row.model} | {row.n_ctx:,} | {row.kv_type} | {sizes} | {' | '.join(errors)} | {process} |"


def report(rows: list[Row]) -> str:
    worst = max(abs(row.header_bytes / row.taken_bytes - 1) for row in rows)
    worst_simulated = max(abs(row.simulated_bytes / row.taken_bytes - 1) for row in rows)
    head = "| model | context | KV | header MB | simulated MB | taken MB | header | simulated | process planned | USS |"
    return "\n".join(
        (
            "# Memory: planned and taken",
            "",
            "Made by `bench/memory_plan.py`. *Header*: reckoned from the file's first bytes. *Simulated*: llama.cpp's "
            "own account of a load",
            "that allocates nothing. *Taken*: its account after a real load: weights (mapped and rearranged), KV "
            "cache, compute buffers.",
            "The last two columns are the whole process in MB, planned and right after the load; compute buffers that "
            "no pass has used",
            "yet are not in the second.",
            "",
            f"Largest error of a total: {100 * worst:.2f} % from the header, {100 * worst_simulated:.2f} % simulated.",
            "",
            head,
            "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|",
            *map(line, rows),
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())

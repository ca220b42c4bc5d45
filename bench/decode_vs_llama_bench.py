"""Decode speed of Inglenook's loop beside llama-bench, both built from the same llama.cpp source, in one run.

The work of both arms is the same, token for token. llama-bench's `-n N -d D` times N one-token decodes after D tokens.
Our engine child gets a prompt of D tokens and answers with N + 1: the first comes from the prompt's logits without a
decode, so between the first and the last lie N one-token decodes at the same positions. Its rate,
(n - 1) / (t_last - t_first), is therefore N decodes over their time, as llama-bench's is. Ours has sampling, text and
the pipe in it; llama-bench only decodes.

Each sample is a fresh process, in the order A B B A; the processes of an arm give a median with a bootstrap interval.

    python bench/decode_vs_llama_bench.py [--models smollm2-135m qwen2.5-coder-1.5b] [--blocks 4] [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import llama_source
from inglenook_desktop.frames import engine_command, engine_environment
from inglenook_desktop.terminal.engine_process import EngineProcess
from inglenook_engine.protocol import Failed, Finished, Generate, Ready
from inglenook_engine.types import (
    FinishReason,
    GenerateParams,
    GenerationStats,
    LoadParams,
    Message,
    ModelInfo,
    Role,
    SamplerParams,
    Speculation,
)
from measure import (
    RESULTS,
    Estimate,
    abba,
    load_average,
    machine,
    machine_line,
    median_of,
    model_path,
    ratio_of,
    write_results,
)

SUBJECT = (
    "The tide tables of a small harbour list, for each day, the hours of high and low water. A keeper writes beside "
    "them what came in and what went out, who was aboard, and how the wind stood. "
)
QUESTION = "Write a very long and detailed story about the harbour and its keeper. Do not stop early.\n\n"

GREEDY, SAMPLED, RIVAL = "loop, greedy", "loop, default sampling", "llama-bench"
SAMPLERS = {GREEDY: SamplerParams(temperature=0.0), SAMPLED: SamplerParams(seed=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What one process does. prompt_tokens: tokens before the first timed decode. decodes: timed one-token decodes.
    repeats: how often within the process."""

    model: Path
    prompt: str
    prompt_tokens: int
    decodes: int
    repeats: int
    n_threads: int

    @property
    def n_ctx(self) -> int:
        """As llama-bench sizes its context, and one token more for the answer's last."""
        return self.prompt_tokens + self.decodes + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One process. tokens_per_s: the median of its repeats."""

    arm: str
    tokens_per_s: float
    repeats: tuple[float, ...]
    load_average: float


def run_loop(workload: Workload, sampler: SamplerParams) -> tuple[list[float], ModelInfo, GenerationStats]:
    """Tokens a second of each repeat, from a fresh engine child, over the protocol that the window uses."""
    messages = (Message(role=Role.USER, content=workload.prompt),)
    params = GenerateParams(sampler=sampler, max_tokens=workload.decodes + 1, speculation=Speculation.OFF)
    rates: list[float] = []
    with EngineProcess(engine_command(), engine_environment(os.environ)) as engine:
        info = _ready(
            engine,
            LoadParams(model_path=str(workload.model), n_ctx=workload.n_ctx, n_threads=workload.n_threads or None),
        )
        for run_id in range(workload.repeats):
            stats = _finished(engine, Generate(run_id=run_id, messages=messages, params=params), workload)
            rate = stats.decode_tokens_per_s
            assert rate is not None
            rates.append(rate)
    return rates, info, stats


def _ready(engine: EngineProcess, params: LoadParams) -> ModelInfo:
    for event in engine.load(params):
        match event:
            case Ready():
                return event.model
            case Failed():
                raise SystemExit(f"The engine could not load the model: {event.message}\n{event.detail}")
            case _:
                pass
    raise SystemExit("The engine ended without a word.")


def _finished(engine: EngineProcess, command: Generate, workload: Workload) -> GenerationStats:
    for event in engine.generate(command):
        match event:
            case Finished(reason=FinishReason.LENGTH, stats=stats):
                return stats
            case Finished():
                raise SystemExit(
                    f"{workload.model.name} ended its answer after {event.stats.output_tokens} tokens "
                    f"({event.reason}) instead of {workload.decodes + 1}, so the work would differ. Use another prompt."
                )
            case Failed():
                raise SystemExit(f"The engine failed: {event.message}\n{event.detail}")
            case _:
                pass
    raise SystemExit("The engine ended without a word.")


def run_llama_bench(program: Path, workload: Workload, info: ModelInfo) -> list[float]:
    """Tokens a second of each repetition, with the loop's own settings."""
    command = [program, "-m", workload.model, "-p", "0", "-n", workload.decodes, "-d", workload.prompt_tokens]
    command += ["-t", info.n_threads, "-ngl", info.n_gpu_layers, "-fa", info.flash_attention.value]
    command += ["-ctk", info.kv_type.value, "-ctv", info.kv_type.value, "-r", workload.repeats, "-o", "json"]
    words = list(map(str, command))
    done = subprocess.run(words, env=llama_source.environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"llama-bench failed with status {done.returncode}:\n{done.stderr[-2000:]}")
    (test,) = json.loads(done.stdout)
    assert (test["n_gen"], test["n_depth"]) == (workload.decodes, workload.prompt_tokens)
    return [workload.decodes / (ns / 1e9) for ns in test["samples_ns"]]


def calibrate(name: str, path: Path, options: argparse.Namespace) -> tuple[Workload, ModelInfo]:
    """A prompt of about --depth tokens and its exact length, which both arms then use."""
    words = SUBJECT * max(1, options.depth // 40)
    draft = Workload(
        model=path,
        prompt=QUESTION + words,
        prompt_tokens=options.depth + 512,
        decodes=1,
        repeats=1,
        n_threads=options.threads,
    )
    _, info, stats = run_loop(draft, SAMPLERS[GREEDY])
    workload = replace(
        draft,
        prompt_tokens=stats.prompt_tokens,
        decodes=options.decodes,
        repeats=options.repeats,
        n_threads=info.n_threads,
    )
    print(f"{name}: {stats.prompt_tokens} prompt tokens, {options.decodes} decodes, {info.n_threads} threads")
    return workload, info


def measure(name: str, program: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All samples of one model, interleaved, and what they say."""
    path = model_path(name)
    workload, info = calibrate(name, path, options)
    arms: dict[str, Callable[[], list[float]]] = {
        GREEDY: lambda: run_loop(workload, SAMPLERS[GREEDY])[0],
        RIVAL: lambda: run_llama_bench(program, workload, info),
        SAMPLED: lambda: run_loop(workload, SAMPLERS[SAMPLED])[0],
    }
    samples: list[Sample] = []
    for arm in abba(tuple(arms), blocks=options.blocks):
        load = load_average()
        rates = arms[arm]()
        sample = Sample(arm=arm, tokens_per_s=statistics.median(rates), repeats=tuple(rates), load_average=load)
        samples.append(sample)
        print(f"  {arm:24} {sample.tokens_per_s:8.2f} tokens/s   (load {load:.1f})", flush=True)
    rates_of = {arm: [sample.tokens_per_s for sample in samples if sample.arm == arm] for arm in arms}
    return {
        "model": name,
        "n_threads": info.n_threads,
        "flash_attention": info.flash_attention.value,
        "kv_type": info.kv_type.value,
        "n_gpu_layers": info.n_gpu_layers,
        "depth_tokens": workload.prompt_tokens,
        "decodes": workload.decodes,
        "repeats": workload.repeats,
        "samples": [asdict(sample) for sample in samples],
        "tokens_per_s": {arm: asdict(median_of(rates)) for arm, rates in rates_of.items()},
        "ratio": {arm: asdict(ratio_of(rates_of[arm], rates_of[RIVAL])) for arm in (GREEDY, SAMPLED)},
    }


def describe_libraries(program: Path) -> str:
    """Which llama.cpp each arm runs, as a sentence. Raises SystemExit when they are not the same files."""
    if sys.platform != "linux":
        return "llama-bench was built from the same source with the same arguments as the loop's libraries."
    strange = [
        path for path in llama_source.loaded_libraries(program) if path.parent != llama_source.wheel_library_folder()
    ]
    if strange:
        raise SystemExit(f"llama-bench would load {strange[0]} instead of the library that the loop runs on.")
    return "Both arms load the same library files, those of the installed llama-cpp-python."


def report(facts: dict[str, Any]) -> str:
    """The results as a page for people."""
    lines = [
        "# Decode speed beside llama-bench",
        "",
        machine_line(facts["machine"]),
        "",
        "| model | depth | decodes | threads | arm | processes | tokens/s, median (95 %) | ratio to llama-bench | "
        "of the fastest |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for result in facts["results"]:
        fastest = {
            arm: max(max(sample["repeats"]) for sample in result["samples"] if sample["arm"] == arm)
            for arm in result["tokens_per_s"]
        }
        for arm, rate in result["tokens_per_s"].items():
            count = sum(sample["arm"] == arm for sample in result["samples"])
            ratio = result["ratio"].get(arm)
            cells = (
                result["model"],
                result["depth_tokens"],
                result["decodes"],
                result["n_threads"],
                arm,
                count,
                Estimate(**rate).format(1),
                Estimate(**ratio).format(3) if ratio else "1",
                f"{fastest[arm] / fastest[RIVAL]:.3f}",
            )
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    loads = [sample["load_average"] for result in facts["results"] for sample in result["samples"]]
    lines += [
        "",
        f"{facts['libraries']} llama-bench has the loop's threads, flash attention, KV type and GPU layers. The "
        "context is the depth and the decodes, and one token more for the loop.",
        "",
        "Both conventions agree here: the loop's (n - 1) / (t_last - t_first) with n = decodes + 1, and llama-bench's "
        "decodes / time, count the same decodes at the same positions. The loop's time also holds sampling, "
        "detokenising, stop strings and the pipe to the reader; llama-bench's holds decoding alone.",
        "",
        f"Load average before a run: {min(loads):.1f} to {max(loads):.1f}. Each sample is one process, the median of "
        "its repeats; the order is A B C C B A. The last column compares each arm's fastest measurement, the one that "
        "other programs disturbed least.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", default=["smollm2-135m", "qwen2.5-coder-1.5b"])
    parser.add_argument("--blocks", type=int, default=4, help="how often A B C C B A is gone through (default: 4)")
    parser.add_argument("--repeats", type=int, default=3, help="measurements within a process (default: 3)")
    parser.add_argument("--decodes", type=int, default=128, help="timed one-token decodes (default: 128)")
    parser.add_argument("--depth", type=int, default=256, help="about how many tokens precede them (default: 256)")
    parser.add_argument("--threads", type=int, default=0, help="threads of both arms (default: the engine's choice)")
    parser.add_argument("--quick", action="store_true", help="2 blocks, 2 repeats, 64 decodes: wider intervals")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of results")
    options = parser.parse_args()
    if options.quick:
        options.blocks, options.repeats, options.decodes = 2, 2, 64
    program = llama_source.program("llama-bench")
    facts: dict[str, Any] = {
        "machine": machine(),
        "libraries": describe_libraries(program),
        "results": [measure(name, program, options) for name in options.models],
    }
    text = report(facts)
    write_results("decode_vs_llama_bench", facts, text, folder=options.results)
    print("\n" + text)


if __name__ == "__main__":
    main()

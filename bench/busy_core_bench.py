"""Plain decode speed while another program keeps one core, and while none does.

A busy loop is pinned to one core. Arms: our engine with the number of threads it chooses for itself, with each fixed
number, and llama-server with its default threads. Each sample is a fresh process, arms forwards and backwards, quiet
and busy in turn. No speculation anywhere. An answer that takes longer than --patience-s is cancelled; its rate is that
of what had come.

    python bench/busy_core_bench.py [--blocks 2] [--tokens 128]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import llama_source
import psutil
import rival_flags
from arm_ours import Ours, Setup, load_params
from arm_server import LlamaServer
from inglenook_engine.types import Speculation
from measure import abba, load_average, machine, machine_line, median_of, model_path, ratio_of, write_results
from model_child import prompt_ids
from speculation_report import figure, figure_table, table
from workloads import Kind, items

ADAPTIVE, RIVAL = "ours, adaptive", "llama-server, default threads"
QUIET, BUSY = "quiet", "one core busy"

BUSY_LOOP = """
import os, sys
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {int(sys.argv[1])})
print("busy", flush=True)
while True:
    pass
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One answer in one process. thread_changes: as the engine counts them, 0 for the rival."""

    condition: str
    arm: str
    tokens_per_s: float
    thread_changes: int
    load_average: float


def usable_cores() -> list[int]:
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))


@contextmanager
def condition_of(name: str) -> Iterator[None]:
    """With BUSY, a program that wants the last usable core runs meanwhile."""
    if name == QUIET:
        yield
        return
    core = str(usable_cores()[-1])
    program = subprocess.Popen([sys.executable, "-c", BUSY_LOOP, core], stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        program.stdout.readline()
        yield
    finally:
        program.kill()
        program.communicate()


def best_fixed(rates: dict[str, list[float]]) -> str:
    """The arm with a fixed number of threads that was fastest."""
    return max((arm for arm in rates if arm.endswith("fixed")), key=lambda arm: median_of(rates[arm]).value)


def rates_of(facts: dict[str, Any]) -> dict[str, dict[str, list[float]]]:
    """Tokens a second by condition and arm."""
    found: dict[str, dict[str, list[float]]] = {
        condition: {arm: [] for arm in facts["arms"]} for condition in (QUIET, BUSY)
    }
    for one in facts["samples"]:
        found[one["condition"]][one["arm"]].append(one["tokens_per_s"])
    return found


def figures(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The issue's figures about threads."""
    found = []
    for condition, of in rates_of(facts).items():
        fixed = best_fixed(of)
        found.append(figure(f"{condition}: adaptive / best fixed", ratio_of(of[ADAPTIVE], of[fixed]), 0.95, 0.98))
        found[-1]["where"] = fixed
        if condition == BUSY and RIVAL in of:
            found.append(figure(f"{condition}: adaptive / {RIVAL}", ratio_of(of[ADAPTIVE], of[RIVAL]), 1.5, 1.9))
    return found


def report(facts: dict[str, Any]) -> str:
    rates, conditions = rates_of(facts), (QUIET, BUSY)
    rows = [(arm, *(median_of(rates[condition][arm]).format(1) for condition in conditions)) for arm in facts["arms"]]
    samples = [Sample(**one) for one in facts["samples"]]
    changes = [one.thread_changes for one in samples if one.arm == ADAPTIVE]
    lines = [
        "# Decoding beside a busy program",
        "",
        machine_line(facts["machine"]),
        "",
        f"{facts['model']}, {facts['tokens']} tokens an answer, no speculation. "
        f"{facts['samples_each']} processes for each arm and condition.",
        "",
        *table(("arm, tokens/s, median (95 %)", *conditions), rows),
        "",
        *figure_table(facts["figures"]),
        "",
        f"Changes of the number of threads in an answer of the adaptive arm: {min(changes)} to {max(changes)}. "
        f"Load average before an answer: {min(s.load_average for s in samples):.1f} to "
        f"{max(s.load_average for s in samples):.1f}.",
        "",
    ]
    return "\n".join(lines)


def measure(options: argparse.Namespace, curve_dir: str) -> dict[str, Any]:
    model: Path = model_path(options.model)
    item = items((Kind.CHAT,), per_kind=1)[0]
    ids = prompt_ids(model, [item])[item.name]
    most = min(len(usable_cores()), psutil.cpu_count(logical=False) or 1)
    counts = sorted({1, max(1, most // 2), most}) if most > 4 else range(1, most + 1)
    fixed = {f"ours, {count} fixed": count for count in counts}
    arms = [ADAPTIVE, *fixed] + ([] if options.no_server else [RIVAL])
    setup = Setup(speculation=Speculation.OFF)
    server = None if options.no_server else llama_source.program("llama-server", jobs=options.jobs)

    with Ours(load_params(str(model), curve_dir=curve_dir), wants_curve=not options.no_curve):
        pass  # quiet, once; read by the processes that follow, as in use

    def one_sample(condition: str, arm: str) -> Sample:
        load = load_average()
        limits: dict[str, Any] = {"max_tokens": options.tokens, "block": 0, "patience_s": options.patience_s}
        with condition_of(condition):
            if arm == RIVAL:
                assert server is not None
                words = rival_flags.PLAIN.arguments("", flash_attention="off")
                with LlamaServer(server, model, words, n_threads=0, n_gpu_layers=0) as it:
                    answer = it.answer(item, ids, arm=arm, settings="", **limits)
            else:
                params = load_params(str(model), curve_dir=curve_dir, n_threads=fixed.get(arm, 0))
                with Ours(params, wants_curve=False) as ours:
                    answer = ours.answer(item, setup, arm=arm, **limits)
        return Sample(
            condition=condition,
            arm=arm,
            tokens_per_s=answer.tokens_per_s or 1 / options.patience_s,  # not even two tokens came
            thread_changes=answer.thread_changes,
            load_average=load,
        )

    samples = []
    for arm in abba(arms, blocks=options.blocks):
        for condition in (QUIET, BUSY):
            samples.append(one_sample(condition, arm))
            print(f"{condition:14} {arm:30} {samples[-1].tokens_per_s:7.2f} tokens/s", flush=True)
    return {
        "machine": machine(),
        "model": options.model,
        "tokens": options.tokens,
        "arms": arms,
        "samples_each": 2 * options.blocks,
        "samples": [asdict(one) for one in samples],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="qwen2.5-coder-1.5b")
    parser.add_argument("--blocks", type=int, default=2, help="how often the arms go forwards and back (default: 2)")
    parser.add_argument("--tokens", type=int, default=128, help="of each answer (default: 128)")
    parser.add_argument("--patience-s", type=float, default=60.0, help="for one answer (default: 60)")
    parser.add_argument("--jobs", type=int, default=0, help="compile jobs when llama-server must be built")
    parser.add_argument("--no-curve", action="store_true", help="do not have the engine measure its passes first")
    parser.add_argument("--no-server", action="store_true")
    parser.add_argument("--results", type=Path, help="folder of results")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="inglenook-curves-") as curve_dir:
        facts = measure(options, curve_dir)
    facts["figures"] = figures(facts)
    text = report(facts)
    folder = {} if options.results is None else {"folder": options.results}
    write_results("busy_core_bench", facts, text, **folder)
    print("\n" + text)


if __name__ == "__main__":
    main()

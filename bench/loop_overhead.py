"""What our loop costs beside the passes, and how soon a cancelled answer stops; both with the real engine child.

Overhead: a model with next to no layers and a vocabulary of 152k is decoded one token at a time by bare calls of
llama_decode that read one logit, and by the engine child: greedy, with its default sampling, and with penalties. The
difference of the times per token is what sampling, text, stop strings and the pipe cost for each row that is sampled on
the CPU. Fresh processes, arms forwards and backwards.

Cancel: from sending it to the engine's `Finished`, at random moments of decoding and of prefill of a real model.

    python bench/loop_overhead.py [--blocks 4] [--cancels 100]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import random_model
from answers import N_CTX
from arm_ours import load_params
from inglenook_desktop.frames import engine_command, engine_environment
from inglenook_desktop.terminal.engine_process import EngineProcess
from inglenook_engine.protocol import Chunk, Failed, Finished, Generate, PrefillProgress, Ready
from inglenook_engine.types import FinishReason, GenerateParams, Message, Role, SamplerParams, Speculation
from measure import Estimate, abba, load_average, machine, machine_line, median_of, model_path, write_results
from speculation_report import figure, figure_table, table
from workloads import text

BARE = "bare llama_decode"
SAMPLERS = {
    "greedy": SamplerParams(temperature=0.0),
    "default sampling": SamplerParams(seed=1),
    "penalties, top-p, min-p": SamplerParams(seed=1, repetition_penalty=1.1, presence_penalty=0.5, penalty_last_n=256),
}
PROMPT = "word7 word8 word9"
DOCUMENTS = ("constitution", "alice", "lease", "lighthouse", "meeting")


def difference_of(above: Sequence[float], below: Sequence[float]) -> Estimate:
    """Difference of the medians of two arms, in units of the samples; its interval from resampling both."""
    source = random.Random(0)
    draws = sorted(
        statistics.median(source.choices(above, k=len(above))) - statistics.median(source.choices(below, k=len(below)))
        for _ in range(4000)
    )
    return Estimate(statistics.median(above) - statistics.median(below), draws[100], draws[-101])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def bare(model: Path, n_tokens: int, n_threads: int) -> float:
    """Microseconds a token, in a child process."""
    command = [sys.executable, __file__, "--bare", str(model), str(n_tokens), str(n_threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"The bare loop failed:\n{done.stderr[-2000:]}")
    return float(json.loads(done.stdout))


def _bare_child(model_path_: str, n_tokens: int, n_threads: int) -> None:
    import ctypes

    import llama_cpp

    silence = llama_cpp.llama_log_callback(lambda _level, _text, _data: None)
    llama_cpp.llama_log_set(silence, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    model = llama_cpp.llama_model_load_from_file(model_path_.encode(), llama_cpp.llama_model_default_params())
    options = llama_cpp.llama_context_default_params()
    options.n_ctx, options.n_batch, options.n_ubatch = N_CTX, 256, 256
    options.n_threads = options.n_threads_batch = n_threads
    options.flash_attn_type = 0
    context = llama_cpp.llama_init_from_model(model, options)
    n_vocab = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))
    token = (llama_cpp.llama_token * 1)(300)
    started = time.perf_counter()
    for index in range(n_tokens + 17):
        if index == 17:
            started = time.perf_counter()
        token[0] = 300 + index * 7919 % (n_vocab - 300)
        if llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(token, 1)) != 0:
            raise SystemExit("llama_decode failed")
        llama_cpp.llama_get_logits_ith(context, -1)[0]  # waits for the pass
    print(json.dumps((time.perf_counter() - started) / n_tokens * 1e6), flush=True)


class Engine(EngineProcess):
    """An engine child with a model loaded."""

    def __enter__(self) -> Engine:
        return self

    def __init__(self, model: Path, n_threads: int) -> None:
        super().__init__(engine_command(), engine_environment(os.environ))
        self.n_runs = 0
        for event in self.load(load_params(str(model), n_threads=n_threads)):
            if isinstance(event, Failed):
                raise SystemExit(f"{event.message}\n{event.detail}")
            if isinstance(event, Ready):
                self.info = event.model

    def command(self, prompt: str, sampler: SamplerParams, max_tokens: int) -> Generate:
        self.n_runs += 1
        return Generate(
            run_id=self.n_runs,
            messages=(Message(role=Role.USER, content=prompt),),
            params=GenerateParams(sampler=sampler, max_tokens=max_tokens, speculation=Speculation.OFF),
        )


def looped(model: Path, sampler: SamplerParams, n_tokens: int, n_threads: int) -> float | None:
    """Microseconds a token of our loop; None when the random model happened to end its answer early."""
    with Engine(model, n_threads) as engine:
        for max_tokens in (16, n_tokens + 1):
            for event in engine.generate(engine.command(PROMPT, sampler, max_tokens)):
                match event:
                    case Finished():
                        stats = event.stats
                    case Failed():
                        raise SystemExit(f"The engine failed: {event.message}\n{event.detail}")
                    case _:
                        pass
    rate = stats.decode_tokens_per_s
    return None if rate is None or stats.output_tokens < n_tokens // 4 else 1e6 / rate


def measure_overhead(options: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="inglenook-overhead-") as folder:
        model = random_model.write(Path(folder) / "head152k.gguf", random_model.SHAPES["head152k"])
        samples: dict[str, list[float]] = {arm: [] for arm in (BARE, *SAMPLERS)}
        for arm in abba(tuple(samples), blocks=options.blocks):
            if arm == BARE:
                found: float | None = bare(model, options.tokens, options.threads or 1)
            else:
                found = looped(model, SAMPLERS[arm], options.tokens, options.threads or 1)
            if found is not None:
                samples[arm].append(found)
                print(f"{arm:26} {found:9.1f} us a token", flush=True)
    return {"samples_us": samples, "n_threads": options.threads or 1, "tokens": options.tokens}


def cancel_while_decoding(engine: Engine, after_s: float) -> float | None:
    """Milliseconds from a cancel, `after_s` after the first token, to the end. None when the answer ended first."""
    sampler = SamplerParams(temperature=0.0)
    return _cancel(engine, engine.command("Tell a very long story.", sampler, 2000), Chunk, after_s)


def cancel_in_prefill(engine: Engine, prompt: str, after_s: float) -> float | None:
    """The same, `after_s` after the first sign of a prefill."""
    return _cancel(engine, engine.command(prompt, SamplerParams(temperature=0.0), 8), PrefillProgress, after_s)


def _cancel(
    engine: Engine, command: Generate, sign: type[Chunk] | type[PrefillProgress], after_s: float
) -> float | None:
    sent_s: list[float] = []
    timer: threading.Timer | None = None
    is_decoding = False

    def cancel() -> None:
        sent_s.append(time.perf_counter())
        engine.cancel()

    for event in engine.generate(command):
        is_decoding = is_decoding or isinstance(event, Chunk)
        if timer is None and isinstance(event, sign):
            timer = threading.Timer(after_s, cancel)
            timer.start()
        if isinstance(event, Failed):
            raise SystemExit(f"The engine failed: {event.message}\n{event.detail}")
        if isinstance(event, Finished):
            ended_s = time.perf_counter()
            if timer is not None:
                timer.cancel()
                timer.join()
            if event.reason is not FinishReason.CANCELLED or not sent_s or (sign is PrefillProgress and is_decoding):
                return None
            return (ended_s - sent_s[0]) * 1000
    return None


def measure_cancel(options: argparse.Namespace) -> dict[str, Any]:
    """Latencies in ms. The prompts of prefill begin differently, so that nothing is found in the KV cache."""
    source = random.Random(1)
    decode_ms: list[float] = []
    prefill_ms: list[float] = []
    long_text = "\n\n".join(text(document) for document in DOCUMENTS[:3])
    with Engine(model_path(options.model), options.threads) as engine:
        for number in range(options.cancels):
            if (found := cancel_while_decoding(engine, source.uniform(0.02, 0.6))) is not None:
                decode_ms.append(found)
            prompt = f"{number} {source.random()}\n{long_text}"
            if (found := cancel_in_prefill(engine, prompt, source.uniform(0.02, options.prefill_s))) is not None:
                prefill_ms.append(found)
            if number % 10 == 9:
                print(f"cancels: {len(decode_ms)} while decoding, {len(prefill_ms)} in prefill", flush=True)
        info = engine.info
    return {"model": info.name, "n_threads": info.n_threads, "decode_ms": decode_ms, "prefill_ms": prefill_ms}


def figures(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The issue's figures about the loop and about cancelling."""
    found = []
    if (overhead := facts.get("overhead")) is not None:
        samples = overhead["samples_us"]
        for arm in SAMPLERS:
            beyond = difference_of(samples[arm], samples[BARE]) if samples[arm] else None
            found.append(figure(f"µs a row beyond decode, {arm}", beyond, 150, 60, is_upper=True))
    if (cancel := facts.get("cancel")) is not None:
        for what, must, aim in (("decode", 50, 20), ("prefill", 250, 120)):
            values = cancel[f"{what}_ms"]
            p99 = percentile(values, 0.99) if values else 0.0
            measured = Estimate(p99, percentile(values, 0.5), max(values)) if values else None
            name = f"cancel in {what}, ms: p99 (p50 to most)"
            found.append(figure(name, measured, must, aim, where=f"{len(values)} times", is_upper=True))
    return found


def report(facts: dict[str, Any]) -> str:
    lines = ["# What the loop costs, and how soon it stops", "", machine_line(facts["machine"]), ""]
    if (overhead := facts.get("overhead")) is not None:
        samples = overhead["samples_us"]
        rows = [(arm, len(of), median_of(of).format(0)) for arm, of in samples.items() if of]
        lines += [
            f"Vocabulary of 151,936, one layer, {overhead['n_threads']} threads, {overhead['tokens']} tokens a sample.",
            "",
            *table(("arm", "processes", "µs a token, median (95 %)"), rows),
            "",
        ]
    if (cancel := facts.get("cancel")) is not None:
        lines += [f"Cancelled: {cancel['model']}, {cancel['n_threads']} threads.", ""]
    lines += [*figure_table(facts["figures"]), "", f"Load average at the start: {facts['load_average']:.1f}.", ""]
    return "\n".join(lines)


def main() -> None:
    if sys.argv[1:2] == ["--bare"]:
        _bare_child(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="qwen2.5-coder-1.5b", help="of the cancels")
    parser.add_argument("--blocks", type=int, default=4, help="of the overhead's samples; 0 for none (default: 4)")
    parser.add_argument("--tokens", type=int, default=800, help="of one sample (default: 800)")
    parser.add_argument("--cancels", type=int, default=100, help="of each kind; 0 for none (default: 100)")
    parser.add_argument(
        "--prefill-s", type=float, default=3.0, help="latest moment of a cancel in prefill (default: 3)"
    )
    parser.add_argument("--threads", type=int, default=0, help="default: 1 for the overhead, the engine's for cancels")
    parser.add_argument("--results", type=Path, help="folder of results")
    options = parser.parse_args()
    facts: dict[str, Any] = {"machine": machine(), "load_average": load_average()}
    if options.blocks:
        facts["overhead"] = measure_overhead(options)
    if options.cancels:
        facts["cancel"] = measure_cancel(options)
    facts["figures"] = figures(facts)
    written = report(facts)
    folder = {} if options.results is None else {"folder": options.results}
    write_results("loop_overhead", facts, written, **folder)
    print("\n" + written)


if __name__ == "__main__":
    main()

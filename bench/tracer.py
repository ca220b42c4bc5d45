"""A second clock beside the engine's: lines of its stdout stamped as they arrive, held against the figures it reports.

    python bench/tracer.py [--model qwen2.5-coder-1.5b] [--runs 12]

Every run is one of: plain, with speculation, cancelled in the middle, with a prefix that is in the cache. The tracer
shares no code with the engine's meter: it has the moment the command was written, the moment each line arrived, and the
ids in it. What both measured must agree within 2 % or 1 ms; the report says by how much it did not.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from inglenook_engine.latency_histogram import LatencyHistogram
from inglenook_engine.protocol import Cancel, Generate
from inglenook_engine.types import (
    GenerateParams,
    GenerationStats,
    LoadParams,
    Message,
    Role,
    SamplerParams,
    Speculation,
)
from inglenook_engine.wire import encode, from_json
from measure import load_average, machine, machine_line, model_path, write_results

ENGINE = (sys.executable, "-I", "-m", "inglenook_engine", "serve")
WAYS = ("plain", "speculation", "cancel", "reused prefix")
COPY = "".join(f"    total_{i} = price_{i} * amount_{i}\n" for i in range(12))
QUESTION = f"Repeat this code exactly, nothing else:\n{COPY}"
CANCEL_AFTER_TOKENS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of one run. unit: ms, tokens/s or tokens."""

    way: str
    figure: str
    unit: str
    traced: float
    recorded: float

    @property
    def agrees(self) -> bool:
        if self.unit == "tokens":
            return self.traced == self.recorded
        room = max(0.02 * self.traced, 1.0 if self.unit == "ms" else 0.0)
        return abs(self.recorded - self.traced) <= room


class Tracer:
    """The engine as a child, and every line of it with the moment it arrived."""

    def __init__(self, path: Path, threads: int, command: Sequence[str] = ENGINE) -> None:
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._lines: SimpleQueue[tuple[float, dict[str, Any]]] = SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._run_id = 0
        self.stats = GenerationStats()  # of the last run, as the engine told them
        self._send(LoadParams(model_path=str(path), n_ctx=4096, n_threads=threads))
        while self._lines.get()[1]["type"] != "Ready":
            pass

    def close(self) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.close()
        self._child.wait()
        self._reader.join()
        self._child.stdout.close()

    @property
    def pid(self) -> int:
        return self._child.pid

    def run(self, way: str, messages: tuple[Message, ...], *, max_tokens: int = 96) -> tuple[list[Row], str]:
        """The rows, and the answer's text."""
        self._run_id += 1
        speculation = Speculation.LOOKUP if way == "speculation" else Speculation.OFF
        params = GenerateParams(sampler=SamplerParams(temperature=0.0), max_tokens=max_tokens, speculation=speculation)
        begun = time.monotonic()
        self._send(Generate(run_id=self._run_id, messages=messages, params=params))
        stamps: list[tuple[float, int]] = []
        text, is_cancelled = "", False
        while True:
            at, event = self._lines.get()
            match event["type"]:
                case "Chunk":
                    stamps.append((at, len(event["tokens"])))
                    text += event["text"]
                    if way == "cancel" and not is_cancelled and sum(n for _, n in stamps) >= CANCEL_AFTER_TOKENS:
                        is_cancelled = True
                        self._send(Cancel(run_id=self._run_id))
                case "Finished":
                    self.stats = from_json(GenerationStats, event["stats"])
                    return rows(way, begun, stamps, at, self.stats), text
                case "Failed":
                    raise RuntimeError(event["message"])

    def _read(self) -> None:
        assert self._child.stdout is not None
        pending = b""
        while data := self._child.stdout.read(1 << 16):
            at = time.monotonic()
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                self._lines.put((at, json.loads(line)))

    def _send(self, command: LoadParams | Generate | Cancel) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(encode(command))


def rows(way: str, begun: float, stamps: list[tuple[float, int]], ended: float, stats: GenerationStats) -> list[Row]:
    """The tracer's figures beside the engine's."""
    tokens = sum(n for _, n in stamps)
    gaps = sorted(gap for (before, _), (at, n) in itertools.pairwise(stamps) for gap in [(at - before) * 1000 / n] * n)
    histogram = LatencyHistogram.from_text(stats.itl_histogram)
    traced_rate = (tokens - stamps[0][1]) / (stamps[-1][0] - stamps[0][0])
    recorded_rate = (stats.output_tokens - stamps[0][1]) / stats.decode_ms * 1000
    found = [
        ("TTFT", "ms", (stamps[0][0] - begun) * 1000, stats.ttft_ms or 0.0),
        ("wall time", "ms", (ended - begun) * 1000, stats.total_ms),
        ("sum of the stages", "ms", (ended - begun) * 1000, sum_of_stages(stats)),
        ("decode rate", "tokens/s", traced_rate, recorded_rate),
        ("output tokens", "tokens", tokens, stats.output_tokens),
        *(
            (f"ITL p{round(100 * share)}", "ms", gaps[math.ceil(share * len(gaps)) - 1], histogram.percentile_ms(share))
            for share in (0.5, 0.95, 0.99)
        ),
    ]
    return [Row(way=way, figure=name, unit=unit, traced=a, recorded=b or 0.0) for name, unit, a, b in found]


def sum_of_stages(stats: GenerationStats) -> float:
    """In milliseconds; it should be the wall time."""
    before = (stats.load_ms, stats.queue_ms, stats.template_ms, stats.tokenize_ms, stats.restore_ms)
    return sum(before) + stats.prefill_ms + stats.decode_ms + stats.finish_ms


def page(facts: dict[str, Any], found: list[Row]) -> str:
    """By way and figure: how far apart, and how many runs agree."""
    lines = [
        "# A second clock beside the engine's",
        "",
        machine_line(facts["machine"]),
        "",
        f"{facts['model']}, {facts['runs']} runs of each way, {facts['threads']} thread(s). Traced: lines of the "
        "engine's stdout, stamped as they arrive. Agreement: 2 % of the traced figure, or 1 ms.",
        "",
        "| way | figure | traced, median | recorded, median | apart, median | most | agree |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for way in WAYS:
        for figure in dict.fromkeys(row.figure for row in found):
            own = [row for row in found if (row.way, row.figure) == (way, figure)]
            if not own:
                continue
            apart = [row.recorded / row.traced - 1 if row.traced else 0.0 for row in own]
            traced = statistics.median(row.traced for row in own)
            recorded = statistics.median(row.recorded for row in own)
            unit = own[0].unit
            lines.append(
                f"| {way} | {figure} | {traced:.1f} {unit} | {recorded:.1f} {unit} | {statistics.median(apart):+.2%} | "
                f"{max(apart, key=abs):+.2%} | {sum(row.agrees for row in own)} of {len(own)} |"
            )
    lines += ["", f"Load average at the end: {facts['load_average']:.1f}."]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="qwen2.5-coder-1.5b")
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1, help="one leaves a core to the tracer")
    options = parser.parse_args()
    tracer = Tracer(model_path(options.model), options.threads)
    found: list[Row] = []
    for number in range(options.runs):
        question = Message(role=Role.USER, content=f"{QUESTION}    # {number}\n")
        answer = ""
        for way in WAYS:
            messages: tuple[Message, ...] = (question,)
            if way == "reused prefix":
                follow_up = Message(role=Role.USER, content="Now the first line alone.")
                messages = (question, Message(role=Role.ASSISTANT, content=answer), follow_up)
            own, answer = tracer.run(way, messages)
            found += own
        print(
            f"run {number + 1} of {options.runs}: {sum(row.agrees for row in found)} of {len(found)} agree", flush=True
        )
    tracer.close()
    facts = {"machine": machine(), "model": options.model, "runs": options.runs, "threads": options.threads}
    facts |= {"load_average": load_average(), "rows": [asdict(row) | {"agrees": row.agrees} for row in found]}
    text = page(facts, found)
    write_results("tracer", facts, text)
    print(text)


if __name__ == "__main__":
    main()

"""How long the window takes to appear, and how much memory its process holds when nothing happens.

Each sample starts the real program, `inglenook` with its arguments, in a fresh process with a fresh data folder. Time
runs from just before the process is made to the end of the window's first paint. Memory is read when the starter
model is loaded (in its own process, which is not counted) and the window's process has done nothing for two seconds.

    python bench/startup.py [--samples 7]        without a display: Qt's offscreen platform
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

import psutil
from measure import Estimate, load_average, machine, machine_line, median_of, write_results

PROBE = """
import sys, time
from inglenook_desktop import app
from inglenook_desktop.__main__ import main

class Timed(app.Session):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.window.first_paint.connect(lambda: print(time.monotonic_ns(), flush=True))

app.Session = Timed
sys.argv = ["inglenook", *sys.argv[1:]]
sys.exit(main())
"""
"""The program as it is, with one line printed at the first paint. The clock is the machine's, the same in both."""

QUIET_S = 2.0
PATIENCE_S = 60.0


def sample(environ: dict[str, str]) -> dict[str, float]:
    """One start: first_paint_ms, and the idle window's rss_mb, pss_mb and uss_mb."""
    with tempfile.TemporaryDirectory() as data_dir:
        started = time.monotonic_ns()
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", PROBE, "--data-dir", data_dir],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=environ,
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line.strip().isdigit():
                raise SystemExit("The program ended before its window was painted.")
            memory = _idle_memory(psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()
    return {"first_paint_ms": (int(line) - started) / 1e6, **memory}


def _idle_memory(window: psutil.Process) -> dict[str, float]:
    """In MB (10**6 bytes), once the engine has a model and the window's process rests."""
    deadline = time.monotonic() + PATIENCE_S
    resting_since = time.monotonic()
    last: float | None = None
    while time.monotonic() < deadline:
        used = sum(sum(process.cpu_times()[:2]) for process in (window, *window.children()))
        if used != last or not window.children():
            last, resting_since = used, time.monotonic()
        if time.monotonic() - resting_since >= QUIET_S:
            facts = window.memory_full_info()
            pss = {"pss_mb": facts.pss / 1e6} if hasattr(facts, "pss") else {}
            return {"rss_mb": facts.rss / 1e6, **pss, "uss_mb": facts.uss / 1e6}
        time.sleep(0.1)
    raise SystemExit(f"The window and its engine were not at rest within {PATIENCE_S:.0f} s.")


def report(facts: dict[str, Any]) -> str:
    """The results as a page for people."""
    titles = {
        "first_paint_ms": "process start to first paint, ms",
        "uss_mb": "idle memory of its own (USS), MB",
        "pss_mb": "idle memory with its share of libraries (PSS), MB",
        "rss_mb": "idle resident memory (RSS), MB",
    }
    lines = [
        "# Start of the window, and its memory",
        "",
        machine_line(facts["machine"]),
        "",
        f"Qt platform: {facts['platform']}. {len(facts['samples'])} fresh processes after one that is not counted; "
        "the first start after booting also reads the libraries from the disk.",
        "",
        "| | median (95 %) | least | most |",
        "|---|---|---|---|",
    ]
    for name, title in titles.items():
        values = [one[name] for one in facts["samples"] if name in one]
        if values:
            estimate = Estimate(**facts["estimates"][name])
            lines.append(f"| {title} | {estimate.format(0)} | {min(values):.0f} | {max(values):.0f} |")
    lines += ["", f"Load average: {statistics.median(facts['load_averages']):.1f} (median before a run).", ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=7)
    options = parser.parse_args()
    has_display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    environ = dict(os.environ) if has_display else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    sample(environ)
    samples, loads = [], []
    for _ in range(options.samples):
        loads.append(load_average())
        samples.append(sample(environ))
        print(", ".join(f"{name} {value:.0f}" for name, value in samples[-1].items()), flush=True)
    names = samples[0].keys()
    estimates = {name: median_of([one[name] for one in samples]) for name in names}
    facts = {
        "machine": machine(),
        "platform": environ.get("QT_QPA_PLATFORM", "the display's own"),
        "samples": samples,
        "load_averages": loads,
        "estimates": {name: {"value": e.value, "low": e.low, "high": e.high} for name, e in estimates.items()},
    }
    text = report(facts)
    write_results("startup", facts, text)
    print("\n" + text)


if __name__ == "__main__":
    main()

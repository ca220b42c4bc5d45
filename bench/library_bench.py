"""How long it takes to list 500 model files, spread over the stores that a machine may have.

The files lie as their programs lay them out, with a few bytes in place of weights: listing reads none of them. Each
sample is a fresh process that has imported what it needs. Its first look reads every folder, from the system's memory;
the second is a menu opened again; the third comes after one more file. `models list` is the whole command, from the
start of its process.

    python bench/library_bench.py [--files 500] [--samples 9]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measure import Estimate, load_average, machine, machine_line, median_of, write_results

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from model_trees import gguf, put, put_in_hub, put_in_jan, put_in_ollama

BAR_MS = 200.0

PROBE = """
import json, sys, time
from pathlib import Path
from inglenook_desktop.library import installed_models, open_library
data = Path(sys.argv[1])

def timed(act):
    began = time.perf_counter()
    result = act()
    return (time.perf_counter() - began) * 1000, result

cpu_began = time.process_time()
first_ms, models = timed(lambda: installed_models(data))
first_cpu_ms = (time.process_time() - cpu_began) * 1000
kept = open_library(data)
opened_ms, listing = timed(lambda: kept.listing(wait_s=60))
assert len(listing.models) == len(models)
cpu_began = time.process_time()
again_ms, _ = timed(lambda: kept.listing(wait_s=60))
again_cpu_ms = (time.process_time() - cpu_began) * 1000
(data / "models" / f"one-more-{time.time_ns()}.gguf").write_bytes(b"GGUF")
after_ms, more = timed(lambda: kept.listing(wait_s=60))
assert len(more.models) == len(models) + 1
print(json.dumps({"n_models": len(models), "first_look_ms": first_ms, "first_of_window_ms": opened_ms,
                  "first_look_cpu_ms": first_cpu_ms, "second_look_cpu_ms": again_cpu_ms,
                  "second_look_ms": again_ms, "after_a_change_ms": after_ms}))
"""

TITLES = {
    "first_look_ms": "first look of a process, every folder read",
    "first_look_cpu_ms": "of it on the processor",
    "first_of_window_ms": "the same through the window's kept listing",
    "second_look_ms": "second look, nothing changed",
    "second_look_cpu_ms": "of it on the processor",
    "after_a_change_ms": "look after one more file",
    "models_list_ms": "`inglenook models list`, the whole process",
}


def lay_out(home: Path, data: Path, n_files: int) -> None:
    """Two fifths in the hub cache, the rest over the other stores; one model in ten is split in two."""
    for number in range(n_files):
        name, content = f"Model-{number:04}-Q4_K_M.gguf", gguf(str(number))
        match number % 10:
            case 0 | 1 | 2:
                put_in_hub(home / ".cache" / "huggingface" / "hub", f"org/R{number}", "a" * 40, name, content)
            case 3:
                hub = home / ".cache" / "huggingface" / "hub"
                put_in_hub(hub, f"org/R{number - 1}", "b" * 40, name, content)
            case 4 | 5:
                put(home / ".lmstudio" / "models" / f"publisher{number % 7}" / f"R{number}" / name, content)
            case 6:
                put_in_ollama(home / ".ollama" / "models", content, model=f"model{number}", tag="7b")
            case 7:
                put_in_jan(home / ".local" / "share" / "Jan" / "data", f"org/Model-{number}", content)
            case 8:
                part = 1 + number // 10 % 2
                put(data / "models" / f"Split-{number // 20}-0000{part}-of-00002.gguf", content)
            case _:
                put(home / ".local" / "share" / "nomic.ai" / "GPT4All" / name, content)
    moment = time.time() - 86_400
    for folder in (home, data):
        for path in [folder, *folder.rglob("*")]:
            os.utime(path, (moment, moment), follow_symlinks=False)


def sample(environ: dict[str, str], data: Path) -> dict[str, float]:
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, str(data)], env=environ, capture_output=True, text=True, check=True
    )
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "inglenook_desktop", "models", "list", "--data-dir", str(data)],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return {**json.loads(probe.stdout), "models_list_ms": (time.perf_counter() - began) * 1000}


def report(facts: dict[str, Any]) -> str:
    lines = [
        "# Listing the models of a machine",
        "",
        machine_line(facts["machine"]),
        "",
        f"{facts['n_files']} GGUF files, {facts['n_models']} models, in the layouts of the Hugging Face cache, LM "
        f"Studio, Ollama, Jan, GPT4All and the models folder, on {facts['file_system']}. {len(facts['samples'])} fresh "
        f"processes after one that is not counted; what the disk holds is in memory. The bar: at most {BAR_MS:.0f} ms.",
        "",
        "| | median (95 %), ms | least | most |",
        "|---|---|---|---|",
    ]
    for name, title in TITLES.items():
        values = [one[name] for one in facts["samples"]]
        estimate = Estimate(**facts["estimates"][name])
        lines.append(f"| {title} | {estimate.format(1)} | {min(values):.1f} | {max(values):.1f} |")
    lines += ["", f"Load average: {statistics.median(facts['load_averages']):.1f} (median before a run).", ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--samples", type=int, default=9)
    parser.add_argument("--name", default="library", help="of the files in results/")
    options = parser.parse_args()
    samples: list[dict[str, float]] = []
    loads: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        home, data = Path(scratch, "home"), Path(scratch, "data")
        lay_out(home, data, options.files)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "XDG_", "OLLAMA"))}
        environ = {**kept, "HOME": str(home), "INGLENOOK_DATA_DIR": str(data)}
        sample(environ, data)
        for _ in range(options.samples):
            loads.append(load_average())
            samples.append(sample(environ, data))
        file_system = _file_system(Path(scratch))
    estimates = {name: median_of([one[name] for one in samples]) for name in TITLES}
    facts = {
        "machine": machine(),
        "n_files": options.files,
        "n_models": int(samples[0]["n_models"]),
        "file_system": file_system,
        "bar_ms": BAR_MS,
        "samples": samples,
        "load_averages": loads,
        "estimates": {name: {"value": one.value, "low": one.low, "high": one.high} for name, one in estimates.items()},
    }
    text = report(facts)
    write_results(options.name, facts, text)
    print(text)


def _file_system(path: Path) -> str:
    """By its kind, as the system calls it."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return sys.platform
    above = {str(folder) for folder in (path, *path.parents)}
    fitting = [(len(fields[1]), fields[2]) for fields in mounts if fields[1] in above]
    return max(fitting)[1] if fitting else sys.platform


if __name__ == "__main__":
    main()

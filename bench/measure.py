"""What every benchmark here needs: medians with intervals, the order of runs, and what machine it was."""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
BOOTSTRAP_ROUNDS = 4000
VERSIONS_TOLD = ("inglenook", "llama-cpp-python", "PySide6-Essentials")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A median, or a ratio of medians, with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def format(self, decimals: int) -> str:
        return f"{self.value:.{decimals}f} ({self.low:.{decimals}f} to {self.high:.{decimals}f})"


def median_of(samples: Sequence[float]) -> Estimate:
    """samples: one for each process, since runs inside one process are not independent."""
    draws = (statistics.median(draw) for draw in _resampled(samples, random.Random(0)))
    return _estimate(statistics.median(samples), draws)


def ratio_of(numerator: Sequence[float], denominator: Sequence[float]) -> Estimate:
    """The ratio of the two medians, both resampled."""
    source = random.Random(0)
    pairs = zip(_resampled(numerator, source), _resampled(denominator, source), strict=True)
    draws = (statistics.median(above) / statistics.median(below) for above, below in pairs)
    return _estimate(statistics.median(numerator) / statistics.median(denominator), draws)


def _resampled(samples: Sequence[float], source: random.Random) -> Iterator[list[float]]:
    for _ in range(BOOTSTRAP_ROUNDS):
        yield source.choices(samples, k=len(samples))


def _estimate(value: float, draws: Iterator[float]) -> Estimate:
    ordered = sorted(draws)
    cut = round(0.025 * len(ordered))
    return Estimate(value, ordered[cut], ordered[-cut - 1])


def abba(arms: Sequence[str], *, blocks: int) -> Iterator[str]:
    """The arms forwards, then backwards, `blocks` times: a slow drift of the machine then weighs on all alike."""
    for _ in range(blocks):
        yield from arms
        yield from reversed(arms)


def model_path(name: str) -> Path:
    """A model's file as it is, or a real model by its short name, fetched as the tests fetch it. Raises SystemExit for
    an unknown name."""
    if (given := Path(name)).is_file():
        return given
    if (tests := str(Path(__file__).parents[1] / "tests")) not in sys.path:
        sys.path.append(tests)
    from models import MODELS, cache_folder, obtain

    if name not in MODELS:
        raise SystemExit(f"There is no test model {name!r}; there are {', '.join(MODELS)}.")
    return obtain(name, cache_folder(Path.home()))


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return {
        "processor": _processor_name(),
        "cores_usable": len(usable) or os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in VERSIONS_TOLD if _is_installed(name)},
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def load_average() -> float:
    """Programs that wanted a core during the last minute; the benchmark's own are among them."""
    return os.getloadavg()[0]


def write_results(name: str, facts: dict[str, Any], report: str, *, folder: Path = RESULTS) -> None:
    """The same result for people (.md) and for programs (.json)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    (folder / f"{name}.md").write_text(report, encoding="utf-8")


def machine_line(facts: dict[str, Any]) -> str:
    """One line about the machine for the head of a report."""
    versions = ", ".join(f"{name} {version}" for name, version in facts["versions"].items())
    memory_gib = facts["memory_bytes"] / 2**30
    return (
        f"{facts['processor']}, {facts['cores_usable']} cores, {memory_gib:.0f} GiB, {facts['system']}, "
        f"Python {facts['python']}, {versions}; {facts['taken_at']}"
    )


def _is_installed(name: str) -> bool:
    """A machine that only measures has no window library."""
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _processor_name() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name"))
    return next(names, platform.machine())

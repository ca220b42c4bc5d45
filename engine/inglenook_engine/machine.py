"""What this machine has for a model: free memory with every limit on this process counted, GPUs, and cores.

Asks the system; loads no llama.cpp: what its devices are is given.
"""

from __future__ import annotations

import contextlib
import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from .memory_cost import REPACKED_ARM, REPACKED_X86
from .plan_types import Memory

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_CGROUPS = Path("/sys/fs/cgroup")
_ADDRESS_SPACE_OF_LIBRARIES = 2**30
"""Addresses that the engine's process reserves beside its memory: libraries, stacks, arenas of its threads."""
_NO_LIMIT = 2**60
"""cgroup v1 writes a number of this order for no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """n_threads: what the engine would use. repacked_types: of weights, see `memory_cost`."""

    ram: Memory
    gpus: tuple[Memory, ...]
    n_threads: int
    repacked_types: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GpuFacts:
    """One device of llama.cpp's. kind: "cpu", "gpu", "igpu" or "accelerator"."""

    name: str
    kind: str
    free_bytes: int
    total_bytes: int


def machine_of(
    devices: Iterable[GpuFacts], *, n_threads: int, free_bytes: int | None = None, leaving_pid: int = 0
) -> Machine:
    """free_bytes: of RAM; None for what is free now, and when the process `leaving_pid` will have ended."""
    devices = tuple(devices)
    ram = free_ram(leaving_pid)
    if free_bytes is not None:
        ram = Memory(name="RAM", free_bytes=free_bytes, total_bytes=ram.total_bytes)
    # as llama.cpp: what shares the machine's memory is used where there is no GPU of its own
    chosen = [d for d in devices if d.kind == "gpu"] or [d for d in devices if d.kind == "igpu"][:1]
    gpus = tuple(
        Memory(
            name=device.name,
            free_bytes=min(device.free_bytes, ram.free_bytes) if _shares_ram(device) else device.free_bytes,
            total_bytes=device.total_bytes,
        )
        for device in chosen
    )
    is_x86 = platform.machine().lower() in ("x86_64", "amd64", "i686")
    return Machine(ram=ram, gpus=gpus, n_threads=n_threads, repacked_types=REPACKED_X86 if is_x86 else REPACKED_ARM)


def free_ram(leaving_pid: int = 0) -> Memory:
    """Free now: what the system has for all, no more than the limits of this process and of its group leave.
    leaving_pid: a process of the same group that will have ended, 0 for none."""
    memory = psutil.virtual_memory()
    held = held_alone(leaving_pid) if leaving_pid > 0 else 0
    left = [memory.available, *cgroup_limits_left()]
    limits = [memory.total, *(each + held for each in left), *_address_space_left()]
    return Memory(name="RAM", free_bytes=max(0, min(limits)), total_bytes=memory.total)


def held_alone(pid: int) -> int:
    """Bytes that come free when a process ends. Pages of files, which Linux counts apart, are free already. 0 where it
    is gone or may not be looked at."""
    try:
        memory = psutil.Process(pid).memory_info()
    except (psutil.Error, OSError):
        return 0
    return max(0, int(memory.rss) - int(getattr(memory, "shared", 0)))


def cgroup_limits_left(root: Path = _CGROUPS, membership: Path = Path("/proc/self/cgroup")) -> Iterator[int]:
    """Bytes that each limited group of Linux, this process's and those above it, has left. Pages of
    files count as free: the kernel takes them back, as it does in what it calls available."""
    try:
        lines = membership.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        number, _, rest = line.partition(":")
        controllers, _, place = rest.partition(":")
        if number == "0" and not controllers:
            yield from _left_in(root, place, limit="memory.max", used="memory.current", prefix="")
        elif "memory" in controllers.split(","):
            yield from _left_in(
                root / "memory",
                place,
                limit="memory.limit_in_bytes",
                used="memory.usage_in_bytes",
                prefix="total_",
            )


def _left_in(root: Path, place: str, *, limit: str, used: str, prefix: str) -> Iterator[int]:
    parts = [part for part in place.split("/") if part not in ("", ".", "..")]
    for depth in range(len(parts), -1, -1):
        folder = root.joinpath(*parts[:depth])
        with contextlib.suppress(OSError, ValueError):
            most = int((folder / limit).read_text())  # "max" where there is no limit
            if most < _NO_LIMIT:
                stat = dict(line.split()[:2] for line in (folder / "memory.stat").read_text().splitlines())
                of_files = sum(int(stat.get(f"{prefix}{age}_file", 0)) for age in ("active", "inactive"))
                yield most - int((folder / used).read_text()) + of_files


def _address_space_left() -> Iterator[int]:
    if resource is None or not hasattr(resource, "RLIMIT_AS"):
        return
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        yield most - _ADDRESS_SPACE_OF_LIBRARIES


def _shares_ram(device: GpuFacts) -> bool:
    return device.kind == "igpu" or sys.platform == "darwin"

"""The most memory that this process held while a run went on: resident memory, and that of GPUs where a driver tells.

Linux keeps the highest resident size itself and lets a process begin it anew; elsewhere, and for GPUs, it is looked at
once a second, and what came and went between two looks is not seen. The engine allocates when it loads, so little does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from . import nvml

LOOK_EVERY_S = 1.0
_PROC = Path("/proc/self")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryPeak:
    """In bytes. None where nothing tells, or before a run."""

    resident_bytes: int | None = None
    vram_bytes: int | None = None


class MemoryWatch:
    """One run after another, on one thread. The values of None look at nothing and cost nothing, so that what needs no
    figures has none.

    resident: now, in bytes. highest: since `begin_anew`, None where the system does not keep it; begin_anew: False
    where it cannot. vram: of this process on all GPUs, None where no driver tells.
    """

    def __init__(
        self,
        *,
        resident: Callable[[], int] | None = None,
        highest: Callable[[], int | None] = lambda: None,
        begin_anew: Callable[[], bool] = lambda: False,
        vram: Callable[[], int | None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resident = resident
        self._highest = highest
        self._begin_anew = begin_anew
        self._vram = vram
        self._clock = clock
        self._looked_s = 0.0
        self._is_kept = False
        self._resident_peak = self._vram_peak = 0

    def begin(self) -> None:
        self._resident_peak = self._vram_peak = 0
        if self._resident is not None:
            self._is_kept = self._begin_anew()
            self._look()

    def look(self) -> None:
        """Call it often in a run."""
        if self._resident is not None and self._clock() >= self._looked_s + LOOK_EVERY_S:
            self._look()

    def end(self) -> MemoryPeak:
        """Of the run that began last."""
        if self._resident is None:
            return MemoryPeak()
        self._look()
        kept = self._highest() if self._is_kept else None
        return MemoryPeak(resident_bytes=max(self._resident_peak, kept or 0), vram_bytes=self._vram_peak or None)

    def _look(self) -> None:
        self._looked_s = self._clock()
        if self._resident is not None and not self._is_kept:
            self._resident_peak = max(self._resident_peak, self._resident())
        self._vram_peak = max(self._vram_peak, self._vram() or 0)


def memory_watch(*, has_gpu: bool) -> MemoryWatch:
    """Of this process. has_gpu: whether it holds layers on one; without, no driver is asked."""
    process = psutil.Process()
    library = nvml.opened() if has_gpu else None
    gpus = [] if library is None else nvml.handles(library)

    def vram() -> int | None:
        told = [] if library is None else [nvml.used_by_process(library, gpu) for gpu in gpus]
        known = [one for one in told if one is not None]
        return sum(known) if known else None

    return MemoryWatch(
        resident=lambda: int(process.memory_info().rss), highest=_highest, begin_anew=_begin_anew, vram=vram
    )


def _begin_anew() -> bool:
    """The kernel's highest resident size begins anew at the present one. It touches no page."""
    try:
        (_PROC / "clear_refs").write_bytes(b"5")
    except OSError:
        return False
    return True


def _highest() -> int | None:
    try:
        status = (_PROC / "status").read_bytes()
    except OSError:
        return None
    for line in status.splitlines():
        if line.startswith(b"VmHWM:"):
            return int(line.split()[1]) * 1024
    return None

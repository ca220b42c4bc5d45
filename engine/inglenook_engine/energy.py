"""Energy that this machine's own counters measure: RAPL for processors (Linux), NVML for NVIDIA GPUs, else the battery
of a laptop that is not plugged in. Never estimated.

A counter measures a whole processor package or a whole GPU, other programs included, and neither the rest of the
machine nor what its power supply loses. What the machine takes without a run is measured between runs, while this
engine idles, and told apart. Where no counter can be read there is no figure: since 2020 Linux lets root alone read
RAPL.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from . import battery, nvml

_log = logging.getLogger("engine")

POWERCAP = Path("/sys/class/powercap")

LEAST_IDLE_S = 2.0
"""A shorter pause says little about what the idle machine takes; much of it is the end of the run before."""

IDLE_KEPT = 8
LOOK_EVERY_S = 30.0


class Counter(Protocol):
    """name: what it measures, for a person. least_s: shorter work it cannot measure. look_every_s: how often it must be
    read. comes_back: it may be silent for a while."""

    @property
    def name(self) -> str: ...

    @property
    def least_s(self) -> float: ...

    @property
    def look_every_s(self) -> float: ...

    @property
    def comes_back(self) -> bool: ...

    def millijoules(self) -> float | None:
        """Since some moment, rising. None while it cannot be read."""


class RaplCounter:
    """One zone of the kernel's powercap. Its counter starts anew at a maximum, so it must be read more often than that
    takes: 262 kJ on many machines, half an hour at full load. Each read that finds less than before is taken as one
    such start."""

    least_s = 0.0
    look_every_s = LOOK_EVERY_S
    comes_back = False

    def __init__(self, zone: Path) -> None:
        """Raises OSError or ValueError for a zone that cannot be read."""
        self.name = f"{(zone / 'name').read_text('ascii').strip()} (RAPL)"
        self._file = zone / "energy_uj"
        self._range_uj = int((zone / "max_energy_range_uj").read_text("ascii"))
        self._last_uj = self._read_uj()
        self._passed_uj = 0

    def millijoules(self) -> float | None:
        try:
            now_uj = self._read_uj()
        except (OSError, ValueError):
            return None
        if now_uj < self._last_uj:
            self._passed_uj += self._range_uj
        self._last_uj = now_uj
        return (self._passed_uj + now_uj) / 1000

    def _read_uj(self) -> int:
        return int(self._file.read_text("ascii"))


class NvmlCounter:
    """One GPU since its driver was loaded. Volta and later."""

    least_s = 0.0
    look_every_s = LOOK_EVERY_S
    comes_back = False

    def __init__(self, library: ctypes.CDLL, handle: ctypes.c_void_p, index: int) -> None:
        """Raises OSError where this GPU does not tell."""
        self._library = library
        self._handle = handle
        self.name = f"GPU {index} (NVML)"
        if self.millijoules() is None:
            raise OSError(f"GPU {index} does not measure its energy")

    def millijoules(self) -> float | None:
        return nvml.millijoules(self._library, self._handle)


def counters(
    powercap: Path = POWERCAP,
    library: str = nvml.NVML,
    power_supply: Path = battery.POWER_SUPPLY,
    clock: Callable[[], float] = time.monotonic,
) -> list[Counter]:
    """All that can be read here; [] where nothing can. A battery feeds all the others, and counts where it is alone."""
    parts = [*_rapl(powercap), *_nvml(library)]
    if parts:
        return parts
    batteries = battery.batteries(power_supply)
    return [battery.BatteryCounter(batteries, clock)] if batteries else []


def _rapl(powercap: Path) -> list[Counter]:
    """Packages, and memory that is counted apart from them. The zone of the whole platform, where there is one, holds
    all of these and more, so it stands for them."""
    found: dict[str, RaplCounter] = {}
    with contextlib.suppress(OSError):
        for zone in sorted(powercap.iterdir()):
            if not zone.name.startswith(
                "intel-rapl:"
            ):  # so named on AMD too; intel-rapl-mmio is the same counted twice
                continue
            try:
                kind = (zone / "name").read_text("ascii").strip()
                if kind == "psys" or kind.startswith(("package", "dram")):
                    found[zone.name] = RaplCounter(zone)
            except (OSError, ValueError) as error:
                _log.info("%s is not measured: %s", zone.name, error)
    platform = [counter for counter in found.values() if counter.name.startswith("psys")]
    return list(platform or found.values())


def _nvml(name: str) -> list[Counter]:
    library = nvml.opened(name)
    found: list[Counter] = []
    for index, handle in enumerate([] if library is None else nvml.handles(library)):
        with contextlib.suppress(OSError):
            assert library is not None
            found.append(NvmlCounter(library, handle, index))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """Of one run. total_mj: from its begin to its end, None where nothing measures it. idle_mj: what the idle machine
    would have taken in that time; None while no pause has been measured."""

    total_mj: float | None = None
    idle_mj: float | None = None


class EnergyWatch:
    """Runs and the pauses between them, on one thread. measured: the counters; [] gives no figures and costs nothing.

    Idle power is the least of the last pauses: in the others the machine was busy with something else.
    """

    def __init__(self, measured: Sequence[Counter], clock: Callable[[], float] = time.monotonic) -> None:
        self._counters = list(measured)
        self._clock = clock
        self._looked_s = clock()
        self._least_s = max((counter.least_s for counter in measured), default=0.0)
        self._look_every_s = min((counter.look_every_s for counter in measured), default=LOOK_EVERY_S)
        self._begun: tuple[float, float] | None = None
        self._pause: tuple[float, float] | None = self._now()
        self._idle_w: deque[float] = deque(maxlen=IDLE_KEPT)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(counter.name for counter in self._counters)

    def begin(self) -> None:
        """A run begins: the pause before it, if it was one, tells the idle power."""
        self._begun = now = self._now()
        pause, self._pause = self._pause, None
        if now is not None and pause is not None and now[0] - pause[0] >= max(LEAST_IDLE_S, self._least_s):
            self._idle_w.append((now[1] - pause[1]) / 1000 / (now[0] - pause[0]))

    def look(self) -> None:
        """Call it often in a run: a counter that starts anew must be read before it does so twice, and what one did not
        tell for a while is no part of its figure."""
        if self._counters and self._clock() >= self._looked_s + self._look_every_s and self._now() is None:
            self._begun = None

    def end(self) -> Energy:
        """Of the run that began last."""
        begun, self._begun = self._begun, None
        now = self._pause = self._now()
        if begun is None or now is None or now[0] - begun[0] < self._least_s:
            return Energy()
        idle_mj = min(self._idle_w) * 1000 * (now[0] - begun[0]) if self._idle_w else None
        return Energy(total_mj=now[1] - begun[1], idle_mj=idle_mj)

    def disturb(self) -> None:
        """The engine works between two runs: what was of this pause tells nothing."""
        self._pause = None

    def rest(self) -> None:
        """That work is over: a pause begins."""
        self._pause = self._now()

    def _now(self) -> tuple[float, float] | None:
        """Seconds, and millijoules of all counters together; None where there are none, or one is silent: a sum without
        it would look like a saving."""
        if not self._counters:
            return None
        self._looked_s = self._clock()
        told = [counter.millijoules() for counter in self._counters]
        known = [value for value in told if value is not None]
        if len(known) == len(told):
            return self._looked_s, sum(known)
        if not all(counter.comes_back for counter in self._counters):
            _log.warning("a counter of energy cannot be read any more; energy is not measured from now on")
            self._counters.clear()
        return None

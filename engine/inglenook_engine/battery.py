"""What a laptop takes from its battery while it is not plugged in, as Linux tells it (power_supply of sysfs).

The whole machine is measured, its screen included. The battery's own chip says how much flows, as a mean of the last
seconds and anew every few of them; so it is read every second and summed up, and short work is not measured at all.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

POWER_SUPPLY = Path("/sys/class/power_supply")

LEAST_S: Final = 10.0
"""Of shorter work, and shorter pauses, the chip tells mostly what was before."""

LOOK_EVERY_S: Final = 1.0


class BatteryCounter:
    """All batteries of the machine together; rises only while it is not plugged in."""

    name = "battery (whole machine)"
    least_s = LEAST_S
    look_every_s = LOOK_EVERY_S
    comes_back = True

    def __init__(self, batteries: Sequence[Path], clock: Callable[[], float] = time.monotonic) -> None:
        """batteries: their folders. clock: seconds, which stand still while the machine sleeps."""
        self._batteries = tuple(batteries)
        self._clock = clock
        self._read_s = clock()
        self._passed_mj = 0.0

    def millijoules(self) -> float | None:
        """Since this was made. None while plugged in, and where no battery tells what flows."""
        now_s, watts = self._clock(), self._watts()
        seconds, self._read_s = now_s - self._read_s, now_s
        if watts is None:
            return None
        self._passed_mj += watts * seconds * 1000
        return self._passed_mj

    def _watts(self) -> float | None:
        states = [_text(battery / "status") for battery in self._batteries]
        if "Discharging" not in states or "Charging" in states:
            return None
        flows = [
            _watts(battery) for battery, state in zip(self._batteries, states, strict=True) if state == "Discharging"
        ]
        known = [watts for watts in flows if watts is not None]
        return sum(known) if len(known) == len(flows) else None


def batteries(folder: Path = POWER_SUPPLY) -> list[Path]:
    """Those that feed the machine and tell what flows, not those of a mouse; [] without one."""
    with contextlib.suppress(OSError):
        return [
            supply
            for supply in sorted(folder.iterdir())
            if _text(supply / "type") == "Battery"
            and _text(supply / "scope") != "Device"
            and _watts(supply) is not None
        ]
    return []


def _watts(battery: Path) -> float | None:
    """Some drivers tell the power, others current and voltage, and some of them a negative current."""
    power = _micro(battery / "power_now")
    if power is not None:
        return abs(power)
    current, voltage = _micro(battery / "current_now"), _micro(battery / "voltage_now")
    return None if current is None or voltage is None else abs(current) * voltage


def _micro(file: Path) -> float | None:
    try:
        return int(_text(file)) / 1_000_000
    except ValueError:
        return None


def _text(file: Path) -> str:
    """ "" where it cannot be read."""
    try:
        return file.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""

"""Counters as the kernel and the driver lay them out: files like RAPL's, and a library with NVML's functions."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from inglenook_engine.energy import IDLE_KEPT, LEAST_IDLE_S, LOOK_EVERY_S, Energy, EnergyWatch, counters

FAKE_NVML = """
static unsigned long long energies[2] = {1000, 5};
int nvmlInit_v2(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned *n) { *n = 2; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **device) { *device = &energies[i]; return 0; }
int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *mj) {
    if (device == &energies[1]) return 3; /* NVML_ERROR_NOT_SUPPORTED */
    *mj = energies[0] += 250;
    return 0;
}
"""


class Clock:
    def __init__(self) -> None:
        self.now_s = 50.0

    def __call__(self) -> float:
        return self.now_s


class Zone:
    """A zone of powercap in a folder."""

    def __init__(self, root: Path, name: str, kind: str, *, range_uj: int = 1_000_000_000) -> None:
        self._folder = root / name
        self._folder.mkdir(parents=True)
        (self._folder / "name").write_text(f"{kind}\n")
        (self._folder / "max_energy_range_uj").write_text(f"{range_uj}\n")
        self.range_uj = range_uj
        self.passed_uj = 0
        self.add_j(0)

    def add_j(self, joules: float) -> None:
        self.passed_uj += int(joules * 1_000_000)
        (self._folder / "energy_uj").write_text(f"{self.passed_uj % self.range_uj}\n")

    def vanish(self) -> None:
        (self._folder / "energy_uj").unlink()


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    return tmp_path / "none"


def test_a_machine_without_counters_measures_nothing(nothing: Path) -> None:
    watch = EnergyWatch(counters(nothing, str(nothing), nothing))
    watch.begin()
    assert (watch.names, watch.end()) == ((), Energy())


def test_a_run_takes_what_its_packages_took_and_the_idle_part_is_told(tmp_path: Path, nothing: Path) -> None:
    zones = [Zone(tmp_path, f"intel-rapl:{n}", f"package-{n}") for n in range(2)]
    clock = Clock()
    watch = EnergyWatch(counters(tmp_path, str(nothing)), clock)
    assert watch.names == ("package-0 (RAPL)", "package-1 (RAPL)")
    clock.now_s += 10
    for zone in zones:
        zone.add_j(50)  # 10 W together in the pause
    watch.begin()
    clock.now_s += 4
    zones[0].add_j(200)
    zones[1].add_j(20)
    found = watch.end()
    assert found.total_mj == pytest.approx(220_000)
    assert found.idle_mj == pytest.approx(40_000)


def test_without_a_pause_the_idle_part_is_unknown(tmp_path: Path, nothing: Path) -> None:
    zone, clock = Zone(tmp_path, "intel-rapl:0", "package-0"), Clock()
    watch = EnergyWatch(counters(tmp_path, str(nothing)), clock)
    clock.now_s += LEAST_IDLE_S / 2
    watch.begin()
    zone.add_j(1)
    assert watch.end() == Energy(total_mj=1000, idle_mj=None)


def test_idle_is_the_quietest_of_the_last_pauses_and_work_of_the_engine_is_none(tmp_path: Path, nothing: Path) -> None:
    zone, clock = Zone(tmp_path, "intel-rapl:0", "package-0"), Clock()
    watch = EnergyWatch(counters(tmp_path, str(nothing)), clock)

    def idle_w_after(*pauses: tuple[float, float], is_disturbed: bool = False) -> float:
        for seconds, watts in pauses:
            if is_disturbed:
                watch.disturb()
            clock.now_s += seconds
            zone.add_j(seconds * watts)
            watch.begin()
            clock.now_s += 1
            found = watch.end()
        assert found.idle_mj is not None
        return found.idle_mj / 1000

    assert idle_w_after((10, 30), (10, 8), (10, 90)) == pytest.approx(8)
    assert idle_w_after((10, 1), is_disturbed=True) == pytest.approx(8)
    assert idle_w_after(*[(10, 20)] * IDLE_KEPT) == pytest.approx(20)


def test_a_counter_that_starts_anew_goes_on(tmp_path: Path, nothing: Path) -> None:
    zone = Zone(tmp_path, "intel-rapl:0", "package-0", range_uj=100_000_000)
    clock = Clock()
    watch = EnergyWatch(counters(tmp_path, str(nothing)), clock)
    zone.add_j(90)
    watch.begin()
    for _ in range(4):
        zone.add_j(60)
        clock.now_s += LOOK_EVERY_S
        watch.look()
    found = watch.end().total_mj
    assert found == pytest.approx(240_000)


def test_memory_counts_beside_its_package_and_parts_of_a_package_do_not(tmp_path: Path, nothing: Path) -> None:
    for name, kind in (
        ("intel-rapl:0", "package-0"),
        ("intel-rapl:0:0", "core"),
        ("intel-rapl:0:1", "dram"),
        ("intel-rapl-mmio:0", "package-0"),
    ):
        Zone(tmp_path, name, kind)
    assert [c.name for c in counters(tmp_path, str(nothing))] == ["package-0 (RAPL)", "dram (RAPL)"]


def test_the_whole_platform_stands_for_its_parts(tmp_path: Path, nothing: Path) -> None:
    Zone(tmp_path, "intel-rapl:0", "package-0")
    Zone(tmp_path, "intel-rapl:1", "psys")
    assert [c.name for c in counters(tmp_path, str(nothing))] == ["psys (RAPL)"]


def test_a_zone_that_may_not_be_read_or_says_nonsense_is_left_out(tmp_path: Path, nothing: Path) -> None:
    Zone(tmp_path, "intel-rapl:0", "package-0").vanish()  # as unreadable as one that root alone may read
    Zone(tmp_path, "intel-rapl:1", "package-1")
    (tmp_path / "intel-rapl:1" / "energy_uj").write_text("soon\n")
    Zone(tmp_path, "intel-rapl:2", "package-2")
    assert [c.name for c in counters(tmp_path, str(nothing))] == ["package-2 (RAPL)"]


def test_a_counter_that_falls_silent_ends_the_measuring(tmp_path: Path, nothing: Path) -> None:
    zone = Zone(tmp_path, "intel-rapl:0", "package-0")
    Zone(tmp_path, "intel-rapl:1", "package-1")
    watch = EnergyWatch(counters(tmp_path, str(nothing)))
    watch.begin()
    zone.vanish()
    assert watch.end() == Energy()
    watch.begin()
    assert watch.end() == Energy()


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_gpus_that_measure_their_energy_count(tmp_path: Path, nothing: Path) -> None:
    (tmp_path / "nvml.c").write_text(FAKE_NVML)
    library = tmp_path / "libnvidia-ml.so.1"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, tmp_path / "nvml.c"], check=True)
    watch = EnergyWatch(counters(nothing, str(library), nothing))
    assert watch.names == ("GPU 0 (NVML)",)  # the other one does not tell
    watch.begin()
    assert watch.end() == Energy(total_mj=250)


def test_a_library_that_is_no_nvml_is_none(nothing: Path) -> None:
    assert counters(nothing, "libc.so.6", nothing) == []


class Battery:
    """One in a folder of power_supply, as ACPI's or a fuel gauge's driver tells of it."""

    def __init__(self, root: Path, name: str = "BAT0", **files: str) -> None:
        self._folder = root / name
        self._folder.mkdir(parents=True)
        self.tell(type="Battery", status="Discharging", **files)

    def tell(self, **files: str) -> None:
        for name, text in files.items():
            (self._folder / name).write_text(f"{text}\n")


def on_battery(root: Path, nothing: Path, clock: Clock) -> EnergyWatch:
    return EnergyWatch(counters(nothing, str(nothing), root, clock), clock)


def run_of(watch: EnergyWatch, clock: Clock, seconds: int) -> Energy:
    watch.begin()
    for _ in range(seconds):
        clock.now_s += 1
        watch.look()
    return watch.end()


def test_a_battery_tells_what_the_whole_machine_took_and_the_pause_before(tmp_path: Path, nothing: Path) -> None:
    clock, battery = Clock(), Battery(tmp_path, power_now="8000000")
    Battery(tmp_path, "mouse", power_now="1", scope="Device")
    watch = on_battery(tmp_path, nothing, clock)
    assert watch.names == ("battery (whole machine)",)
    clock.now_s += 60
    watch.begin()
    battery.tell(power_now="30000000")
    for _ in range(20):
        clock.now_s += 1
        watch.look()
    found = watch.end()
    assert found.total_mj == pytest.approx(600_000)
    assert found.idle_mj == pytest.approx(160_000)


def test_current_and_voltage_are_a_power_too_and_two_batteries_add_up(tmp_path: Path, nothing: Path) -> None:
    clock = Clock()
    Battery(tmp_path, "BAT0", current_now="-2000000", voltage_now="12000000")
    Battery(tmp_path, "BAT1", power_now="6000000")
    assert run_of(on_battery(tmp_path, nothing, clock), clock, 10).total_mj == pytest.approx(300_000)


def test_what_is_too_short_for_the_chip_of_a_battery_is_not_measured(tmp_path: Path, nothing: Path) -> None:
    clock = Clock()
    Battery(tmp_path, power_now="8000000")
    watch = on_battery(tmp_path, nothing, clock)
    assert run_of(watch, clock, 9) == Energy()
    assert run_of(watch, clock, 10).total_mj == pytest.approx(80_000)


def test_plugged_in_nothing_is_measured_and_later_again(tmp_path: Path, nothing: Path) -> None:
    clock, battery = Clock(), Battery(tmp_path, power_now="8000000")
    watch = on_battery(tmp_path, nothing, clock)
    watch.begin()
    for status in ("Discharging", "Charging", "Discharging"):
        battery.tell(status=status)
        clock.now_s += 10
        watch.look()
    assert watch.end() == Energy()
    battery.tell(status="Not charging")
    assert run_of(watch, clock, 20) == Energy()
    battery.tell(status="Discharging")
    assert run_of(watch, clock, 20).total_mj == pytest.approx(160_000)


def test_a_battery_is_asked_only_where_nothing_finer_measures(tmp_path: Path, nothing: Path) -> None:
    Zone(tmp_path / "cap", "intel-rapl:0", "package-0")
    Battery(tmp_path / "supply", power_now="8000000")
    names = [c.name for c in counters(tmp_path / "cap", str(nothing), tmp_path / "supply")]
    assert names == ["package-0 (RAPL)"]

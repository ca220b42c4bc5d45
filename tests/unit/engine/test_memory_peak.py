"""The most memory of a run: from the kernel's own mark, or from looks; and what an NVIDIA driver tells of a process."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from inglenook_engine import nvml
from inglenook_engine.memory_peak import MemoryPeak, MemoryWatch, memory_watch

FAKE_NVML = """
#include <string.h>
typedef struct { unsigned pid; unsigned long long used; unsigned gi, ci; } process;
int nvmlInit_v2(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned *n) { *n = 2; return 0; }
static int devices[2] = {0, 1};
int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **device) { *device = &devices[i]; return 0; }
int nvmlSystemGetDriverVersion(char *text, unsigned n) { strncpy(text, "580.65.06", n); return 0; }
int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *n, process *list) {
    unsigned room = *n, index = *(int *)device;
    *n = 3;
    if (room < 3) return 7;
    process all[3] = {{1, 5, 0, 0}, {4242, 100 + index, 0, 0}, {9, index ? 7 : -1ull, 0, 0}};
    memcpy(list, all, sizeof all);
    return 0;
}
"""


class Scripted:
    """What a process holds, one value for each look."""

    def __init__(self, *values: int) -> None:
        self._values = list(values)
        self.n_looks = 0

    def __call__(self) -> int:
        self.n_looks += 1
        return self._values.pop(0)


def test_the_kernels_own_mark_is_the_peak_of_the_run() -> None:
    begun, resident = Scripted(1), Scripted()
    watch = MemoryWatch(resident=resident, highest=lambda: 700, begin_anew=lambda: bool(begun()))
    watch.begin()
    watch.look()
    assert watch.end() == MemoryPeak(resident_bytes=700, vram_bytes=None)
    assert (begun.n_looks, resident.n_looks) == (1, 0)


def test_elsewhere_the_highest_look_counts_one_a_second_and_each_run_begins_anew() -> None:
    now = [0.0]
    watch = MemoryWatch(resident=Scripted(100, 300, 200, 50, 60), vram=Scripted(7, 9, 8, 1, 2), clock=lambda: now[0])
    watch.begin()
    watch.look()  # too soon
    now[0] = 1.0
    watch.look()
    assert watch.end() == MemoryPeak(resident_bytes=300, vram_bytes=9)
    watch.begin()
    assert watch.end() == MemoryPeak(resident_bytes=60, vram_bytes=2)


def test_without_anything_to_ask_there_are_no_figures() -> None:
    watch = MemoryWatch()
    watch.begin()
    watch.look()
    assert watch.end() == MemoryPeak()


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="elsewhere it may come and go between two looks")
def test_memory_that_is_given_back_in_a_run_is_in_its_peak_and_not_in_the_next_ones() -> None:
    watch = memory_watch(has_gpu=False)
    watch.begin()
    before = watch.end().resident_bytes
    assert before is not None
    watch.begin()
    held = b"x" * (64 << 20)
    watch.look()
    n_held = len(held)
    del held
    peak = watch.end().resident_bytes
    assert peak is not None
    watch.begin()
    after = watch.end().resident_bytes
    assert after is not None
    assert peak >= before + n_held * 0.9
    assert after <= peak - n_held * 0.9


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("nvml")
    (folder / "nvml.c").write_text(FAKE_NVML)
    made = str(folder / "libnvml.so")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", made, str(folder / "nvml.c")], check=True)
    return made


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
def test_a_driver_tells_its_version_and_what_a_process_holds_on_each_gpu(library: str) -> None:
    opened = nvml.opened(library)
    assert opened is not None
    first, second = nvml.handles(opened)
    assert nvml.driver_version(library) == "580.65.06"
    assert [nvml.used_by_process(opened, gpu, 4242) for gpu in (first, second)] == [100, 101]
    assert nvml.used_by_process(opened, first, 77) is None  # a process that the driver does not know
    assert nvml.used_by_process(opened, first, 9) is None  # one of which it does not tell
    assert nvml.millijoules(opened, first) is None  # an older one, without that function


def test_without_a_driver_nothing_is_told(tmp_path: Path) -> None:
    nothing = str(tmp_path / "libnothing.so")
    assert (nvml.opened(nothing), nvml.driver_version(nothing)) == (None, "")

"""Free memory with the limits of a container and of a process counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from inglenook_engine.machine import GpuFacts, cgroup_limits_left, free_ram, held_alone, machine_of

GB = 10**9


def group(folder: Path, *, version: int, limit: str, used: int, aside: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.max", "memory.current") if version == 2 else ("memory.limit_in_bytes", "memory.usage_in_bytes")
    (folder / names[0]).write_text(f"{limit}\n")
    (folder / names[1]).write_text(f"{used}\n")
    prefix = "" if version == 2 else "total_"
    text = f"anon 5\n{prefix}inactive_file {aside}\n{prefix}active_file 7\n"
    (folder / "memory.stat").write_text(text)


def test_the_tightest_group_above_this_process_counts(tmp_path: Path) -> None:
    group(tmp_path / "a", version=2, limit=str(4 * GB), used=3 * GB, aside=GB)
    group(tmp_path / "a" / "b", version=2, limit="max", used=GB, aside=0)
    membership = tmp_path / "cgroup"
    membership.write_text("0::/a/b\n")
    assert list(cgroup_limits_left(tmp_path, membership)) == [2 * GB + 7]


def test_groups_of_the_old_kind_are_read_too(tmp_path: Path) -> None:
    group(tmp_path / "memory", version=1, limit="9223372036854771712", used=GB, aside=0)
    group(tmp_path / "memory" / "job", version=1, limit=str(2 * GB), used=GB, aside=5)
    membership = tmp_path / "cgroup"
    membership.write_text("9:name=systemd:/\n4:memory,hugetlb:/job\n")
    assert list(cgroup_limits_left(tmp_path, membership)) == [GB + 5 + 7]


@pytest.mark.parametrize("text", ["", "0::/missing\n", "nonsense", "0::/../../etc\n"])
def test_groups_that_cannot_be_read_are_no_limit(text: str, tmp_path: Path) -> None:
    membership = tmp_path / "cgroup"
    membership.write_text(text)
    assert list(cgroup_limits_left(tmp_path / "groups", membership)) == []
    assert list(cgroup_limits_left(tmp_path, tmp_path / "none")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep this limit")
def test_a_limit_of_addresses_is_counted() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "from inglenook_engine.machine import free_ram; print(free_ram().free_bytes)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) <= 2 << 30
    assert free_ram().free_bytes <= free_ram().total_bytes


def test_a_gpu_of_its_own_is_preferred_to_one_that_shares_the_memory() -> None:
    def device(name: str, kind: str, free: int) -> GpuFacts:
        return GpuFacts(name=name, kind=kind, free_bytes=free, total_bytes=8 * GB)

    cpu, shared, own = device("CPU", "cpu", GB), device("Vulkan0", "igpu", 6 * GB), device("CUDA0", "gpu", 7 * GB)
    assert [gpu.name for gpu in machine_of((cpu, shared, own), n_threads=4, free_bytes=GB).gpus] == ["CUDA0"]
    (only,) = machine_of((cpu, shared), n_threads=4, free_bytes=2 * GB).gpus
    assert only.name == "Vulkan0"
    assert only.free_bytes == 2 * GB  # it is the same memory
    assert machine_of((cpu,), n_threads=4, free_bytes=GB).gpus == ()


def test_what_a_leaving_process_holds_alone_counts_as_free() -> None:
    size = 300_000_000
    code = f"data = bytearray(b'x' * {size}); print(len(data), flush=True); input()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) == size
        held = held_alone(process.pid)
        gained = free_ram(process.pid).free_bytes - free_ram().free_bytes
        process.kill()
    assert size <= held < size + 60_000_000
    assert gained > size // 2  # other programs come and go meanwhile
    assert held_alone(process.pid) == 0

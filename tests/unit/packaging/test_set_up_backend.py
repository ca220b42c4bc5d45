"""The choice of a llama.cpp backend, on machines made of fake programs and folders."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_set_up.backend import (
    Backend,
    Machine,
    choose,
    cmake_arguments,
    expected_minutes,
    joined,
    parse,
    require,
)
from inglenook_set_up.console import SetUpError

Programs = Callable[..., Path]


@pytest.fixture
def machine(tmp_path: Path, programs: Programs) -> Machine:
    """A Linux without anything; tests add programs and folders."""
    folder = programs("unrelated")

    def output(command: list[str]) -> tuple[int, str]:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout

    return Machine(platform="linux", environ={"PATH": str(folder)}, output=output, root=tmp_path / "root")


def header(machine_root: Path, name: str) -> None:
    path = machine_root / "usr/include" / name
    path.parent.mkdir(parents=True)
    path.touch()


def render_device(machine_root: Path) -> None:
    (machine_root / "dev/dri").mkdir(parents=True)
    (machine_root / "dev/dri/renderD128").touch()


def test_a_machine_without_gpu_gets_cpu_and_the_reason(machine: Machine) -> None:
    assert choose(machine).backend is Backend.CPU
    assert choose(machine).reason == "no GPU was found"


def test_an_nvidia_gpu_with_the_cuda_compiler_gets_cuda(machine: Machine, programs: Programs) -> None:
    programs("nvidia-smi", "echo NVIDIA GeForce RTX 4090")
    programs("nvcc")
    choice = choose(machine)
    assert choice.backend is Backend.CUDA
    assert "NVIDIA GeForce RTX 4090" in choice.reason


def test_an_nvidia_gpu_without_the_compiler_gets_cpu_and_says_what_lacks(machine: Machine, programs: Programs) -> None:
    programs("nvidia-smi", "echo NVIDIA GeForce RTX 4090")
    choice = choose(machine)
    assert choice.backend is Backend.CPU
    assert "nvcc" in choice.reason


def test_an_nvidia_smi_without_a_driver_is_no_gpu(machine: Machine, programs: Programs) -> None:
    programs("nvidia-smi", "echo 'NVIDIA-SMI has failed because it could not communicate with the driver'; exit 9")
    programs("nvcc")
    assert choose(machine).backend is Backend.CPU


def test_an_amd_gpu_with_hip_gets_hip(machine: Machine, programs: Programs) -> None:
    programs("rocminfo", "printf '  Name:                    AMD Ryzen\\n  Name:                    gfx1100\\n'")
    programs("hipcc")
    choice = choose(machine)
    assert choice.backend is Backend.HIP
    assert "gfx1100" in choice.reason


def test_rocminfo_that_lists_only_a_processor_is_no_gpu(machine: Machine, programs: Programs) -> None:
    programs("rocminfo", "echo '  Name:                    AMD Ryzen 9'")
    programs("hipcc")
    assert choose(machine).backend is Backend.CPU


def test_vulkan_needs_a_device_the_headers_and_the_shader_compiler(
    machine: Machine, programs: Programs, tmp_path: Path
) -> None:
    programs("glslc")
    header(tmp_path / "root", "vulkan/vulkan.h")
    header(tmp_path / "root", "spirv/unified1/spirv.hpp")
    assert choose(machine).backend is Backend.CPU, "headers without a device would run on a software renderer"
    render_device(tmp_path / "root")
    assert choose(machine).backend is Backend.VULKAN


def test_a_device_without_vulkan_headers_gets_cpu_and_the_packages_to_install(machine: Machine, tmp_path: Path) -> None:
    render_device(tmp_path / "root")
    choice = choose(machine)
    assert choice.backend is Backend.CPU
    assert all(name in choice.reason for name in ("glslc", "libvulkan-dev", "spirv-headers"))


def test_macos_gets_metal(machine: Machine) -> None:
    machine.platform = "darwin"
    assert choose(machine).backend is Backend.METAL


@pytest.mark.parametrize(
    ("backend", "named"),
    [(Backend.CUDA, "nvcc"), (Backend.HIP, "hipcc"), (Backend.VULKAN, "glslc"), (Backend.METAL, "macOS")],
)
def test_a_backend_that_cannot_be_compiled_is_refused_with_what_lacks(
    machine: Machine, backend: Backend, named: str
) -> None:
    with pytest.raises(SetUpError, match=named) as error:
        require(backend, machine)
    assert "BACKEND=cpu" in str(error.value)


def test_cpu_needs_nothing(machine: Machine) -> None:
    require(Backend.CPU, machine)
    assert cmake_arguments(Backend.CPU, machine) == []


def test_nvcc_outside_the_path_is_found_and_given_to_cmake(
    machine: Machine, programs: Programs, tmp_path: Path
) -> None:
    folder = programs("nvcc", folder=tmp_path / "root/usr/local/cuda/bin")
    programs("nvidia-smi", "echo NVIDIA GeForce RTX 4090")
    require(Backend.CUDA, machine)
    assert cmake_arguments(Backend.CUDA, machine) == ["-DGGML_CUDA=on", f"-DCMAKE_CUDA_COMPILER={folder / 'nvcc'}"]


def test_cuda_where_no_gpu_is_to_be_seen_is_compiled_for_every_kind(machine: Machine, programs: Programs) -> None:
    programs("nvcc")
    assert "-DCMAKE_CUDA_ARCHITECTURES=all-major" in cmake_arguments(Backend.CUDA, machine)


@pytest.mark.parametrize(
    ("backend", "argument"),
    [(Backend.HIP, "-DGGML_HIP=on"), (Backend.VULKAN, "-DGGML_VULKAN=on"), (Backend.METAL, "-DGGML_METAL=on")],
)
def test_each_backend_has_its_argument(machine: Machine, backend: Backend, argument: str) -> None:
    assert cmake_arguments(backend, machine) == [argument]


def test_arguments_survive_spaces_and_the_persons_own_come_last() -> None:
    text = joined(["-DGGML_CUDA=on", "-DCMAKE_CUDA_COMPILER=/opt/my cuda/nvcc"], "-DGGML_NATIVE=OFF")
    assert shlex.split(text) == [
        "-DGGML_CUDA=on",
        "-DCMAKE_CUDA_COMPILER=/opt/my cuda/nvcc",
        "-DGGML_NATIVE=OFF",
    ]


def test_expected_time_follows_the_cores() -> None:
    assert expected_minutes(Backend.CPU, 2) == 4
    assert expected_minutes(Backend.CPU, 16) == 1
    assert expected_minutes(Backend.CPU, 1) == 8


def test_what_backend_may_say() -> None:
    assert parse("") is None
    assert parse("auto") == "auto"
    assert parse("cuda") is Backend.CUDA
    with pytest.raises(SetUpError, match=r"'gpu'.*cuda, metal, vulkan, hip, cpu"):
        parse("gpu")

"""Which llama.cpp backend to build: what each needs, what this machine has, and the CMake arguments."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Literal

from .console import SetUpError


class Backend(Enum):
    CUDA = "cuda"
    METAL = "metal"
    VULKAN = "vulkan"
    HIP = "hip"
    CPU = "cpu"


TITLES = {
    Backend.CUDA: "NVIDIA GPUs",
    Backend.METAL: "Apple GPUs",
    Backend.VULKAN: "any GPU with a Vulkan driver",
    Backend.HIP: "AMD GPUs",
    Backend.CPU: "the processor alone",
}

CPU_SECONDS = {
    Backend.CPU: 460,
    Backend.METAL: 500,
    Backend.VULKAN: 900,
    Backend.HIP: 3000,
    Backend.CUDA: 3000,
}
"""Processor seconds that the compile takes, all cores together. CPU is measured (x86-64); the others are guesses."""

DEVICE_NAMES = {
    Backend.CUDA: ("CUDA",),
    Backend.METAL: ("Metal", "MTL"),
    Backend.VULKAN: ("Vulkan",),
    Backend.HIP: ("ROCm", "HIP"),
    Backend.CPU: ("CPU",),
}
"""How llama.cpp names the devices of a backend; a number follows."""


def parse(asked: str) -> Backend | Literal["auto"] | None:
    """What BACKEND says; None when it says nothing. Raises SetUpError for an unknown name."""
    if asked == "auto":
        return "auto"
    try:
        return Backend(asked) if asked else None
    except ValueError:
        names = ", ".join(backend.value for backend in Backend)
        raise SetUpError(f"There is no backend {asked!r}. BACKEND may be auto or one of: {names}.") from None


@dataclass(frozen=True)
class Choice:
    """A backend and the reason, as a clause: "chosen because ..."."""

    backend: Backend
    reason: str


class Machine:
    """What the choice looks at. Everything is asked of the system when it is needed, nothing is remembered."""

    def __init__(
        self,
        *,
        platform: str,
        environ: Mapping[str, str],
        output: Callable[[list[str]], tuple[int, str]],
        root: Path = Path("/"),
    ) -> None:
        """platform: as sys.platform. output: runs a short command. root: stands before absolute paths, for tests."""
        self.platform = platform
        self._environ = environ
        self._output = output
        self._root = root

    def find(self, program: str, *folders: str) -> str | None:
        """The path of a program on PATH or, failing that, in one of the usual folders."""
        places = [str(self._root / folder.lstrip("/")) for folder in folders]
        return shutil.which(program, path=os.pathsep.join([self._environ.get("PATH", os.defpath), *places]))

    def nvcc(self) -> str | None:
        cuda_home = self._environ.get("CUDA_HOME") or self._environ.get("CUDA_PATH")
        own = [f"{cuda_home}/bin"] if cuda_home else []
        return self.find("nvcc", *own, "/usr/local/cuda/bin", "/opt/cuda/bin")

    def hipcc(self) -> str | None:
        return self.find("hipcc", "/opt/rocm/bin")

    def nvidia_gpu(self) -> str | None:
        """The first NVIDIA GPU as nvidia-smi names it, or None."""
        program = self.find("nvidia-smi")
        if program is None:
            return None
        status, text = self._output([program, "--query-gpu=name", "--format=csv,noheader"])
        name = text.strip().splitlines()[0] if text.strip() else ""
        return name if status == 0 and name else None

    def amd_gpu(self) -> str | None:
        """The first AMD GPU that ROCm can use, or None."""
        program = self.find("rocminfo", "/opt/rocm/bin")
        if program is None:
            return None
        status, text = self._output([program])
        names = [line.split()[-1] for line in text.splitlines() if line.strip().startswith("Name:")]
        return next((name for name in names if name.startswith("gfx")), None) if status == 0 else None

    def has_render_device(self) -> bool:
        return any((self._root / "dev/dri").glob("renderD*"))

    def missing_for_vulkan(self) -> list[str]:
        """Packages by their Debian names; only what a compile of the Vulkan backend needs."""
        wanted = {
            "glslc": self.find("glslc") is not None,
            "libvulkan-dev": self._has_header("vulkan/vulkan.h"),
            "spirv-headers": self._has_header("spirv/unified1/spirv.hpp"),
        }
        return [name for name, is_there in wanted.items() if not is_there]

    def _has_header(self, header: str) -> bool:
        sdk = self._environ.get("VULKAN_SDK")
        folders = [self._root / "usr/include", self._root / "usr/local/include"]
        if sdk:
            folders += [Path(sdk) / "include"]
        return any((folder / header).exists() for folder in folders)


def choose(machine: Machine) -> Choice:
    """The backend that this machine can both compile and use."""
    if machine.platform == "darwin":
        return Choice(Backend.METAL, "this is macOS, where llama.cpp uses Metal")
    passed_over = []
    if gpu := machine.nvidia_gpu():
        if machine.nvcc():
            return Choice(Backend.CUDA, f"there is an {gpu} and the CUDA compiler")
        passed_over.append(f"there is an {gpu}, but no CUDA toolkit (nvcc) to compile for it")
    if gpu := machine.amd_gpu():
        if machine.hipcc():
            return Choice(Backend.HIP, f"there is an AMD GPU ({gpu}) and the HIP compiler")
        passed_over.append(f"there is an AMD GPU ({gpu}), but no HIP compiler (hipcc)")
    if machine.has_render_device():
        missing = machine.missing_for_vulkan()
        if not missing:
            return Choice(Backend.VULKAN, "there is a GPU with a driver, and the Vulkan headers and glslc")
        passed_over.append(f"there is a GPU with a driver, but Vulkan needs {', '.join(missing)} to compile")
    return Choice(Backend.CPU, "; ".join(passed_over) or "no GPU was found")


def require(backend: Backend, machine: Machine) -> None:
    """Raises SetUpError, before a long compile, when what the backend needs to compile is not there."""
    lacking = ""
    match backend:
        case Backend.CUDA if machine.nvcc() is None:
            lacking = (
                "the CUDA compiler nvcc is neither on the PATH nor in /usr/local/cuda/bin. Install the CUDA toolkit "
                "(Debian: nvidia-cuda-toolkit), or set CUDA_HOME to where it is"
            )
        case Backend.HIP if machine.hipcc() is None:
            lacking = (
                "the HIP compiler hipcc is neither on the PATH nor in /opt/rocm/bin. Install ROCm's HIP SDK "
                "(Debian: hipcc, libhipblas-dev, librocblas-dev)"
            )
        case Backend.METAL if machine.platform != "darwin":
            lacking = "Metal exists on macOS alone, and this is not macOS"
        case Backend.VULKAN if missing := machine.missing_for_vulkan():
            lacking = f"these are missing: {', '.join(missing)} (their Debian names). Install them"
        case _:
            return
    raise SetUpError(
        f"BACKEND={backend.value} cannot be compiled here: {lacking}. Or take BACKEND=cpu, which needs nothing more."
    )


def cmake_arguments(backend: Backend, machine: Machine) -> list[str]:
    """What CMake is told, as words. CPU needs nothing: llama.cpp then builds for this very processor."""
    match backend:
        case Backend.CUDA:
            compiler = [f"-DCMAKE_CUDA_COMPILER={path}"] if (path := machine.nvcc()) else []
            # llama.cpp compiles for the GPU that it sees; where none is to be seen, as in a container, for every kind
            kinds = [] if machine.nvidia_gpu() else ["-DCMAKE_CUDA_ARCHITECTURES=all-major"]
            return ["-DGGML_CUDA=on", *compiler, *kinds]
        case Backend.HIP:
            return ["-DGGML_HIP=on"]
        case Backend.VULKAN:
            return ["-DGGML_VULKAN=on"]
        case Backend.METAL:
            return ["-DGGML_METAL=on"]
        case Backend.CPU:
            return []


def joined(arguments: list[str], own: str) -> str:
    """CMAKE_ARGS: ours, then the person's own, which decide where they differ. Quoted for a shell-like split."""
    return " ".join([*map(shlex.quote, arguments), *([own] if own else [])])


def expected_minutes(backend: Backend, n_cores: int) -> int:
    """How long the compile takes on so many cores, rounded up."""
    return -(-CPU_SECONDS[backend] // (60 * max(1, n_cores)))


def usable_cores() -> int:
    """Cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

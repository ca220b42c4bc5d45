"""When llama.cpp is compiled again and how pip is told, with a Python that only writes down what it was asked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_set_up import engine_library
from inglenook_set_up.backend import Backend, Machine
from inglenook_set_up.console import SetUpError
from set_up_site import Site

PYTHON = r"""
case "$*" in
  *"pip cache list"*) [ -e "$HERE/has-wheel" ] && echo "/cache/llama_cpp_python-0.3.36-py3-none-any.whl"; exit 0 ;;
esac
printf '%s\n' "$CMAKE_ARGS | $*" >> "$HERE/calls"
[ -e "$HERE/fails" ] && { echo "[3/193] Building"; echo "ggml.c:1: error: no"; exit 1; }
lib="$HERE/.venv/lib/python3.11/site-packages/llama_cpp/lib"
mkdir -p "$lib"; touch "$lib/libggml-cpu.so"
case "$CMAKE_ARGS" in *GGML_CUDA=on*) [ -e "$HERE/ignores" ] || touch "$lib/libggml-cuda.so" ;; esac
exit 0
"""

Programs = Callable[..., Path]


class Builds:
    """A site whose environment has that Python."""

    def __init__(self, site: Site, programs: Programs) -> None:
        self.site = site
        site.environ.pop("CMAKE_ARGS", None)
        packaging = site.root / "packaging"
        packaging.mkdir()
        (packaging / "constraints.txt").write_text("llama-cpp-python==0.3.36\n", encoding="utf-8")
        programs("python", f'HERE="{site.root}"\n{PYTHON}', folder=site.environment.folder / "bin")
        cuda = programs("nvcc", folder=site.root / "cuda")
        path = os.pathsep.join([str(cuda), os.environ["PATH"]])
        self.machine = Machine(platform="linux", environ={"PATH": path}, output=site.commands.output)

    def ensure(self, backend: Backend, *, own_arguments: str = "") -> None:
        engine_library.ensure(
            backend,
            self.site.environment,
            machine=self.machine,
            environ={"CMAKE_ARGS": own_arguments} if own_arguments else {},
            commands=self.site.commands,
            console=self.site.console,
        )

    def calls(self) -> list[str]:
        """What pip was called with since the last time."""
        path = self.site.root / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def mark(self, name: str) -> Path:
        path = self.site.root / name
        path.touch()
        return path


@pytest.fixture
def builds(site: Site, programs: Programs) -> Builds:
    return Builds(site, programs)


def test_cpu_takes_pips_kept_wheel_and_a_second_time_does_nothing(builds: Builds) -> None:
    builds.mark("has-wheel")
    builds.ensure(Backend.CPU)
    (call,) = builds.calls()
    assert "llama-cpp-python==0.3.36" in call
    assert "--no-cache-dir" not in call
    assert "--force-reinstall" not in call
    assert "Compiling" not in builds.site.printed
    builds.ensure(Backend.CPU)
    assert builds.calls() == []


def test_the_expected_time_is_said_before_a_compile(builds: Builds) -> None:
    builds.ensure(Backend.CPU)
    assert "minutes on the" in builds.site.printed


@pytest.mark.parametrize("has_wheel", [True, False])
def test_another_backend_is_really_built_past_pips_cache(builds: Builds, has_wheel: bool) -> None:
    if has_wheel:
        builds.mark("has-wheel")
    builds.ensure(Backend.CPU)
    builds.calls()
    builds.ensure(Backend.CUDA)
    (call,) = builds.calls()
    for option in ("--no-cache-dir", "--force-reinstall", "--no-deps", "--no-binary llama-cpp-python"):
        assert option in call
    assert "-DGGML_CUDA=on" in call
    assert str(builds.site.root / "cuda" / "nvcc") in call.replace("'", "")
    builds.ensure(Backend.CUDA)
    assert builds.calls() == []
    builds.ensure(Backend.CPU)
    (call,) = builds.calls()
    assert "--force-reinstall" in call
    assert "GGML_CUDA" not in call


def test_the_persons_own_cmake_arguments_are_kept_and_rebuild(builds: Builds) -> None:
    builds.ensure(Backend.CPU)
    builds.calls()
    builds.ensure(Backend.CPU, own_arguments="-DGGML_NATIVE=OFF")
    (call,) = builds.calls()
    assert call.startswith("-DGGML_NATIVE=OFF |")
    assert "--no-cache-dir" in call


def test_a_failed_compile_is_a_sentence_with_the_log_and_is_tried_again(builds: Builds) -> None:
    builds.ensure(Backend.CPU)
    fails = builds.mark("fails")
    with pytest.raises(SetUpError, match=r"ggml\.c:1: error: no") as error:
        builds.ensure(Backend.CUDA)
    assert str(builds.site.log_folder / "llama.log") in str(error.value)
    fails.unlink()
    builds.calls()
    builds.ensure(Backend.CPU)
    (call,) = builds.calls()
    assert "--force-reinstall" in call, "pip would keep what is there, whatever it was compiled for"


def test_a_compile_that_left_the_backend_out_is_noticed(builds: Builds) -> None:
    builds.mark("ignores")
    with pytest.raises(SetUpError, match="without its cuda backend"):
        builds.ensure(Backend.CUDA)
    assert builds.site.environment.stamps.get(engine_library.STAMP) is None


def test_a_rebuilt_library_makes_the_native_part_and_the_check_due(builds: Builds) -> None:
    stamps = builds.site.environment.stamps
    builds.ensure(Backend.CPU)
    stamps.set("project", "x")
    stamps.set("check", "cpu")
    builds.ensure(Backend.CUDA)
    assert stamps.get("project") is None
    assert stamps.get("check") is None


def test_without_a_wish_the_built_backend_stays_and_auto_looks_again(builds: Builds) -> None:
    site = builds.site
    builds.ensure(Backend.CUDA)
    decide = engine_library.decide
    assert decide(None, site.environment, builds.machine, site.console) is Backend.CUDA
    assert decide("auto", site.environment, builds.machine, site.console) is Backend.CPU
    assert "because no GPU was found" in site.printed


def test_cuda_without_nvcc_is_refused_before_anything_is_done(builds: Builds) -> None:
    bare = Machine(platform="linux", environ={"PATH": "/nowhere"}, output=builds.site.commands.output, root=Path("/x"))
    with pytest.raises(SetUpError, match="nvcc"):
        engine_library.decide(Backend.CUDA, builds.site.environment, bare, builds.site.console)
    assert builds.calls() == []


def engine_says(builds: Builds, programs: Programs, *, devices: list[dict[str, str]], status: int = 0) -> None:
    """From now on the environment's Python answers `describe` so; everything else succeeds."""
    text = json.dumps({"devices": devices, "gpu_offload": bool(devices)})
    script = f"case \"$*\" in *describe*) echo '{text}'; exit {status} ;; esac\nexit 0"
    programs("python", script, folder=builds.site.environment.folder / "bin")


def test_the_check_names_the_gpu_and_is_made_once(builds: Builds, programs: Programs) -> None:
    site = builds.site
    engine_says(builds, programs, devices=[{"name": "CUDA0", "description": "NVIDIA H200", "kind": "gpu"}])
    engine_library.check_works(Backend.CUDA, site.environment, site.commands, site.console)
    assert "CUDA0: NVIDIA H200" in site.printed
    n_steps = site.console.n_steps
    engine_library.check_works(Backend.CUDA, site.environment, site.commands, site.console)
    assert site.console.n_steps == n_steps


def test_a_gpu_build_that_sees_no_gpu_says_so(builds: Builds, programs: Programs) -> None:
    site = builds.site
    engine_says(builds, programs, devices=[{"name": "CPU", "description": "a processor", "kind": "cpu"}])
    engine_library.check_works(Backend.CUDA, site.environment, site.commands, site.console)
    assert "sees no such GPU, so the processor is used" in site.printed


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        ("kill -ILL $$", "instructions that this processor does not have"),
        ("echo 'libcudart.so.13: cannot open shared object file: No such file'; exit 1", "LD_LIBRARY_PATH"),
        ("echo 'ImportError: something'; exit 1", "ImportError: something"),
    ],
)
def test_an_engine_that_does_not_start_is_a_sentence(
    builds: Builds, programs: Programs, ending: str, told: str
) -> None:
    site = builds.site
    programs("python", ending, folder=site.environment.folder / "bin")
    with pytest.raises(SetUpError, match=told):
        engine_library.check_works(Backend.CUDA, site.environment, site.commands, site.console)

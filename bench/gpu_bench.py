"""The benchmarks on a GPU machine that reaches no network: everything is packed here and built there.

    python bench/gpu_bench.py pack FOLDER     here: our source, the pruned source of llama-cpp-python, wheels
    python bench/gpu_bench.py all FOLDER      there: build, models with random weights, and the measurements
    python bench/gpu_bench.py setup|models|measure FOLDER     there, one step; each goes on where it was interrupted

There: Python 3.11 or newer with numpy, cmake, ninja, a C++ compiler, and the CUDA toolkit. FOLDER may also hold a real
pair, target.gguf and draft.gguf, whole or in parts (target.gguf.part00, ...): it is then measured beside llama-server.
Results lie in FOLDER/results. Nothing is installed outside FOLDER.

The steps before the compiler, and the models, were run without a GPU; the whole has not been run on one yet.
"""

from __future__ import annotations

import argparse
import os
import shutil
import site
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
WHEELS = ("scikit-build-core", "nanobind", "diskcache", "gguf", "pathspec", "packaging", "typing-extensions")
"""What such a machine may lack; small, and all but one for any platform. Its own numpy, psutil and jinja2 are used."""

NOT_BUILT = (
    *("models", "docs", "media", "tests", "examples", "benches", "gguf-py", "conversion", "scripts", "pocs", "ci"),
    *("tools/ui/src", "tools/ui/static", "tools/ui/tests", "ggml/src/ggml-sycl", "ggml/src/ggml-vulkan"),
    *("ggml/src/ggml-opencl", "ggml/src/ggml-hexagon", "ggml/src/ggml-metal", "ggml/src/ggml-webgpu"),
    *("ggml/src/ggml-et", "ggml/src/ggml-openvino", "ggml/src/ggml-cann", "ggml/src/ggml-virtgpu"),
)
"""Of llama.cpp's source: folders that a build with CUDA and the tools does not read."""

CMAKE_ARGS = "-DGGML_CUDA=ON -DCMAKE_CUDA_ARCHITECTURES=native"
MODELS = ("7b", "32b")


def is_packed(path: PurePosixPath) -> bool:
    """Whether a file of llama-cpp-python's source travels. path: from its top folder on."""
    if path.parts[:2] == ("vendor", "llama.cpp"):
        inside = path.relative_to("vendor/llama.cpp")
        return not any(inside.is_relative_to(folder) for folder in NOT_BUILT)
    return path.parts[0] in ("llama_cpp", "CMakeLists.txt", "pyproject.toml", "vendor", "LICENSE.md", "README.md")


def pack(folder: Path, *, python_version: str) -> None:
    """Ours from git's list of files, so that nothing private travels; the wheels through pip."""
    import llama_source

    folder.mkdir(parents=True, exist_ok=True)
    version = llama_source.installed_version()
    source = llama_source.source_folder(llama_source.cache_folder(), version=version)
    with tarfile.open(folder / "llama-cpp-python.tar.xz", "w:xz", preset=6) as tar:
        for path in sorted(source.rglob("*")):
            inside = PurePosixPath(path.relative_to(source).as_posix())
            if path.is_file() and is_packed(inside) and "__pycache__" not in inside.parts:
                tar.add(path, f"llama-cpp-python-{version}/{inside}", recursive=False)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    with tarfile.open(folder / "inglenook.tar.xz", "w:xz", preset=6) as tar:
        for name in filter(None, listed.stdout.split("\0")):
            if not name.startswith(("docs/", "tests/")) and (ROOT / name).is_file():
                tar.add(ROOT / name, f"inglenook/{name}", recursive=False)
    (folder / "version").write_text(version, encoding="utf-8")
    wheels = folder / "wheels"
    target = ["--python-version", python_version, "--implementation", "cp", "--only-binary=:all:"]
    platforms = [f"--platform=manylinux_2_{minor}_x86_64" for minor in (28, 17)] + ["--platform=any"]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, *target, *platforms, "-d", str(wheels), *WHEELS], check=True)
    shutil.copy(Path(__file__), folder / "gpu_bench.py")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB. There: python3 gpu_bench.py all {folder.name}")


def setup(folder: Path, *, cmake_args: str = CMAKE_ARGS) -> Path:
    """Unpacks and builds; returns the environment's Python. Without `cmake_args`, for the processor: the dry run."""
    version = (folder / "version").read_text(encoding="utf-8").strip()
    cache, project, environment = folder / "cache", folder / "inglenook", folder / "venv"
    for archive, into in (("llama-cpp-python.tar.xz", cache), ("inglenook.tar.xz", folder)):
        with tarfile.open(folder / archive) as tar:
            tar.extractall(into, filter="data")
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
    packages = next((environment / "lib").glob("python3*")) / "site-packages"
    # after this environment's own, and also under -I, as the engine's child runs
    (packages / "machine.pth").write_text("\n".join([*site.getsitepackages(), ""]), encoding="utf-8")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    wheels = sorted(map(str, (folder / "wheels").glob("*.whl")))
    subprocess.run([*pip, *wheels], check=True)
    source = cache / f"llama-cpp-python-{version}"
    _lay_out_package(source, packages, version)
    environ = _environment(folder, cmake_args)
    build = [str(python), str(project / "bench" / "llama_source.py"), "llama-server", "llama-bench"]
    subprocess.run(build, check=True, env=environ)
    libraries = packages / "llama_cpp" / "lib"
    libraries.mkdir(exist_ok=True)
    for path in sorted(cache.glob("build-*/bin/lib*.so*")):
        if path.name.startswith(("libggml", "libllama.so", "libmtmd")):
            shutil.copy(path, libraries / path.name, follow_symlinks=True)
    subprocess.run([*pip, "--no-build-isolation", str(project)], check=True, env=environ)
    subprocess.run([str(python), "-I", "-m", "inglenook_engine", "describe"], check=True)
    return python


def _lay_out_package(source: Path, packages: Path, version: str) -> None:
    """llama_cpp as its wheel would have it, but for the libraries, which the build of llama-server gives too: CUDA's
    kernels are then compiled once."""
    shutil.copytree(source / "llama_cpp", packages / "llama_cpp", dirs_exist_ok=True)
    headers = packages / "include"
    headers.mkdir(exist_ok=True)
    llama = source / "vendor" / "llama.cpp"
    for path in (*(llama / "include").glob("*.h"), *(llama / "ggml" / "include").glob("*.h")):
        shutil.copy(path, headers / path.name)
    facts = packages / f"llama_cpp_python-{version}.dist-info"
    facts.mkdir(exist_ok=True)
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: llama_cpp_python\nVersion: {version}\n")


def _environment(folder: Path, cmake_args: str) -> dict[str, str]:
    cuda = Path(os.environ.get("CUDA_HOME", "/usr/local/cuda"))
    paths = [str(folder / "venv" / "bin"), str(Path(sys.executable).parent), str(cuda / "bin"), os.environ["PATH"]]
    libraries = [str(cuda / "lib64"), os.environ.get("LD_LIBRARY_PATH", "")]
    return {
        **os.environ,
        "PATH": os.pathsep.join(paths),
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, libraries)),
        "CMAKE_ARGS": cmake_args,
        "INGLENOOK_BENCH_CACHE": str(folder / "cache"),
    }


def join_parts(folder: Path) -> list[Path]:
    """target.gguf and draft.gguf, put together from their parts where they came so; those that are there."""
    found = []
    for name in ("target.gguf", "draft.gguf"):
        whole = folder / name
        parts = sorted(folder.glob(f"{name}.part*"))
        if not whole.exists() and parts:
            with whole.open("wb") as target:
                for part in parts:
                    with part.open("rb") as piece:
                        shutil.copyfileobj(piece, target, 1 << 24)
        if whole.exists():
            found.append(whole)
    return found


def make_models(folder: Path, python: Path, shapes: Iterable[str]) -> None:
    for shape in shapes:
        path = folder / f"{shape}.gguf"
        if not path.exists():
            scratch = path.with_suffix(".part")
            program = folder / "inglenook" / "bench" / "random_model.py"
            subprocess.run([str(python), str(program), shape, str(scratch)], check=True)
            scratch.rename(path)


def measure(folder: Path, python: Path, shapes: Iterable[str], *, cmake_args: str) -> None:
    """Plain rate beside llama-bench and T(width) of each shape, the loop's own cost, and the real pair."""
    bench, results = folder / "inglenook" / "bench", folder / "results"
    environ = _environment(folder, cmake_args)
    models = [str(folder / f"{shape}.gguf") for shape in shapes]

    def run(program: str, *words: str) -> None:
        print(f"== {program} {' '.join(words)}", flush=True)
        done = subprocess.run([str(python), str(bench / program), *words], env=environ, check=False)
        if done.returncode != 0:
            print(f"== {program} ended with status {done.returncode}; the other measurements go on", flush=True)

    run("pass_curve.py", *models, "--results", str(results))
    run("decode_vs_llama_bench.py", "--models", *models, "--quick", "--depth", "40", "--results", str(results))
    run("loop_overhead.py", "--cancels", "0", "--results", str(results))
    pair = join_parts(folder)
    if len(pair) == 2:
        words = ["--model", str(pair[0]), "--draft-model", str(pair[1]), "--results", str(results)]
        run("speculation_bench.py", "--quick", *words)
        run("loop_overhead.py", "--blocks", "0", "--model", str(pair[0]), "--results", str(results / "cancel"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["pack", "setup", "models", "measure", "all"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python-version", default="3.12", help="of the GPU machine, for the wheels (default: 3.12)")
    parser.add_argument("--shapes", nargs="+", default=list(MODELS), help="of the models with random weights")
    parser.add_argument("--cmake-args", default=CMAKE_ARGS, help='"" builds for the processor, as a dry run')
    options = parser.parse_args()
    folder = options.folder.resolve()
    python = folder / "venv" / "bin" / "python"
    if options.step == "pack":
        pack(folder, python_version=options.python_version)
    if options.step in ("setup", "all"):
        python = setup(folder, cmake_args=options.cmake_args)
    if options.step in ("models", "all"):
        make_models(folder, python, options.shapes)
    if options.step in ("measure", "all"):
        measure(folder, python, options.shapes, cmake_args=options.cmake_args)


if __name__ == "__main__":
    main()

"""llama.cpp's own programs, built from the very source that the installed llama-cpp-python was compiled from.

The benchmark compares our decode loop with `llama-bench`. That is fair only if both run the same kernels, so the
source is the one vendored in llama-cpp-python's sdist, configured through the same CMake project with the same
arguments, with nothing added but the tools. Source and build lie in a cache folder, made once:

    python bench/llama_source.py [TARGET ...]     builds (default: llama-bench) and prints the programs' paths
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from importlib import metadata
from pathlib import Path

PACKAGE = "llama-cpp-python"

TOOLS_ONLY = [
    "-DLLAMA_BUILD_TOOLS=ON",
    "-DLLAMA_BUILD_SERVER=ON",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_UI=OFF",
    "-DLLAMA_USE_PREBUILT_UI=OFF",
    "-DLLAMA_OPENSSL=OFF",
    "-DLLAVA_BUILD=OFF",  # the tools bring mtmd themselves; adding it twice is an error
]
"""What the tools need beyond the wheel's configuration. None of it touches ggml or libllama."""


def cache_folder() -> Path:
    """`INGLENOOK_BENCH_CACHE`, or a folder in the platform's cache folder."""
    named = os.environ.get("INGLENOOK_BENCH_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "inglenook-bench"


def installed_version() -> str:
    return metadata.version(PACKAGE)


def source_folder(cache: Path, *, version: str) -> Path:
    """The unpacked sdist, fetched through pip when it is missing."""
    folder = cache / f"{PACKAGE}-{version}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        # --no-build-isolation: pip asks the sdist for its metadata, with the build tools that are installed here
        wanted = ["--no-build-isolation", "--no-binary", PACKAGE, "--dest", scratch, f"{PACKAGE}=={version}"]
        subprocess.run([*pip, *wanted], check=True)
        (archive,) = Path(scratch).glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            tar.extractall(scratch, filter="data")
        (unpacked,) = (path for path in Path(scratch).iterdir() if path.is_dir())
        unpacked.rename(folder)
    return folder


def program(target: str, *, cache: Path | None = None, jobs: int = 0, cmake_args: str | None = None) -> Path:
    """The built program `target`, for example llama-bench. cmake_args: as `CMAKE_ARGS`, which is also the default.

    A change of arguments or version builds into another folder, so that a stale program is never measured.
    Raises subprocess.CalledProcessError when the compiler fails; its output is on stderr.
    """
    cache = cache or cache_folder()
    version = installed_version()
    extra = shlex.split(os.environ.get("CMAKE_ARGS", "") if cmake_args is None else cmake_args)
    arguments = [*extra, "-DCMAKE_BUILD_TYPE=Release", *TOOLS_ONLY]
    key = hashlib.sha256("\0".join([version, *arguments]).encode()).hexdigest()[:12]
    build = cache / f"build-{version}-{key}"
    built = build / "bin" / (target + (".exe" if os.name == "nt" else ""))
    if built.exists():
        return built
    source = source_folder(cache, version=version)
    cmake = str(tool("cmake"))
    install_folders = ["-DSKBUILD_PLATLIB_DIR=" + str(build / "platlib")]
    generator = ["-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={tool('ninja')}"]
    configure = [cmake, "-S", str(source), "-B", str(build), *generator, *arguments, *install_folders]
    subprocess.run(configure, check=True, stdout=sys.stderr)
    make = [cmake, "--build", str(build), "--target", target, "-j", str(jobs or os.cpu_count() or 1)]
    subprocess.run(make, check=True, stdout=sys.stderr)
    if not built.exists():
        (built,) = (path for path in build.rglob(built.name) if path.is_file() and os.access(path, os.X_OK))
    return built


def tool(name: str) -> Path:
    """A build tool of this Python's environment, else of the PATH."""
    own = Path(sysconfig.get_path("scripts")) / name
    if own.exists():
        return own
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        candidate = Path(folder) / name
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    raise FileNotFoundError(f"{name} is missing; `make setup` installs it")


def environment() -> dict[str, str]:
    """Variables with which a built program loads the installed wheel's libraries instead of its own.

    Both arms of a comparison then run the very same library files.
    """
    name = "DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH"
    others = os.environ.get(name)
    folder = str(wheel_library_folder())
    return {**os.environ, name: f"{folder}{os.pathsep}{others}" if others else folder}


def wheel_library_folder() -> Path:
    """Where the installed llama-cpp-python keeps the shared libraries that it opens."""
    return Path(sysconfig.get_path("platlib")) / "llama_cpp" / "lib"


def loaded_libraries(program: Path) -> list[Path]:
    """The llama.cpp libraries that the dynamic linker gives `program` in that environment; Linux only."""
    listing = subprocess.run(
        [program],
        env={**environment(), "LD_TRACE_LOADED_OBJECTS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    targets = (line.partition("=>")[2].split() for line in listing.stdout.splitlines())
    paths = [Path(words[0]) for words in targets if words]
    return [path for path in paths if path.name.startswith(("libggml", "libllama.so"))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", default=["llama-bench"], metavar="TARGET")
    parser.add_argument("--jobs", type=int, default=0, help="compile jobs at once (default: one per core)")
    options = parser.parse_args()
    for target in options.targets:
        print(program(target, jobs=options.jobs))


if __name__ == "__main__":
    main()

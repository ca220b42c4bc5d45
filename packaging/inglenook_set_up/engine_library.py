"""llama.cpp, through llama-cpp-python: compiled here for the chosen backend, and checked that it has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal

from . import backend as backends
from .backend import TITLES, Backend, Machine
from .commands import Commands
from .console import Console, SetUpError
from .environment import ENGINE_LIBRARY, Environment, pinned_version, progress_option
from .stamps import fingerprint

STAMP = "engine library"
BACKEND_STAMP = "backend"
SITE_PACKAGES = "lib/python3*/site-packages"


def decide(
    asked: Backend | Literal["auto"] | None, environment: Environment, machine: Machine, console: Console
) -> Backend:
    """The backend to have: the one asked for, else the one that is built already, else what suits the machine.

    Raises SetUpError, before anything is fetched or compiled, when the machine cannot compile the one asked for.
    """
    built = environment.stamps.get(BACKEND_STAMP)
    if asked is None and built is not None:
        return Backend(built)
    if isinstance(asked, Backend):
        if asked.value != built:
            backends.require(asked, machine)
        return asked
    choice = backends.choose(machine)
    console.step(f"Backend {choice.backend.value} (for {TITLES[choice.backend]}), because {choice.reason}.")
    console.say("To choose another: BACKEND=" + "|".join(backend.value for backend in Backend))
    return choice.backend


def ensure(
    backend: Backend,
    environment: Environment,
    *,
    machine: Machine,
    environ: Mapping[str, str],
    commands: Commands,
    console: Console,
) -> None:
    """Compile and install llama-cpp-python, unless this version is there for this backend and these arguments."""
    version = pinned_version(environment.constraints, ENGINE_LIBRARY)
    own_arguments = environ.get("CMAKE_ARGS", "")
    wanted = fingerprint(version, backend.value, own_arguments)
    stamps = environment.stamps
    if stamps.is_current(STAMP, wanted):
        return
    arguments = backends.cmake_arguments(backend, machine)
    must_compile = bool(arguments or own_arguments)
    if not must_compile and cached_wheel(environment, commands, version):
        console.step(f"Installing llama.cpp {version} for {TITLES[backend]}; pip has kept it from an earlier compile")
    else:
        n_cores = backends.usable_cores()
        minutes = backends.expected_minutes(backend, n_cores)
        console.step(
            f"Compiling llama.cpp ({ENGINE_LIBRARY} {version}) for {TITLES[backend]}: about {minutes} "
            f"minutes on the {n_cores} cores of this machine, once. It is what runs the models"
        )
    # Even after an interrupted change, when nothing is stamped: pip would keep what is there, of whatever backend.
    is_replaced = any(environment.folder.glob(f"{SITE_PACKAGES}/llama_cpp"))
    stamps.clear(STAMP, BACKEND_STAMP, "project", "check")
    # Not isolated: it is built with the tools that are installed here at pinned versions.
    options = ["--verbose", "--no-build-isolation", *progress_option()]
    requirement = f"{ENGINE_LIBRARY}=={version}"
    added = {}
    if must_compile:
        # pip keeps the wheels that it builds and takes no notice of other CMAKE_ARGS, so its cache must stay out.
        options += ["--no-cache-dir", "--no-binary", ENGINE_LIBRARY]
        added["CMAKE_ARGS"] = backends.joined(arguments, own_arguments)
    if is_replaced:
        options += ["--force-reinstall", "--no-deps"]
    environment.pip_install([*options, requirement], log="llama", what="llama.cpp", environ=added)
    check_library_files(backend, environment)
    stamps.set(STAMP, wanted)
    stamps.set(BACKEND_STAMP, backend.value)
    console.done()


def cached_wheel(environment: Environment, commands: Commands, version: str) -> bool:
    """Whether pip has kept a wheel of this version, so that nothing needs compiling."""
    name = ENGINE_LIBRARY.replace("-", "_")
    command = [*environment.pip, "cache", "list", "--format", "abspath", name]
    status, text = commands.output(command)
    return status == 0 and f"{name}-{version}-" in text


def check_library_files(backend: Backend, environment: Environment) -> None:
    """Raises SetUpError when the compile succeeded without the backend."""
    if backend is Backend.CPU:
        return
    if not any(environment.folder.glob(f"{SITE_PACKAGES}/llama_cpp/lib/*ggml-{backend.value}*")):
        raise SetUpError(
            f"llama.cpp was compiled, but without its {backend.value} backend. What CMake found is in "
            f"{environment.root / 'build/set-up/llama.log'}; or take BACKEND=cpu."
        )


def check_works(backend: Backend, environment: Environment, commands: Commands, console: Console) -> None:
    """Start the engine once and look at the devices it sees. Raises SetUpError when it does not start."""
    if environment.stamps.is_current("check", backend.value):
        return
    console.step("Checking that the engine starts and that the window's library loads")
    status, text = commands.output([environment.python, "-I", "-m", "inglenook_engine", "describe"])
    if status != 0:
        raise SetUpError(_engine_failure(status, text, environment))
    facts = json.loads(text.strip().splitlines()[-1])
    gpus = [device for device in facts["devices"] if device["kind"] in ("gpu", "igpu")]
    for device in gpus:
        console.say(f"{device['name']}: {device['description']}")
    if backend is not Backend.CPU and not gpus:
        console.say(
            f"llama.cpp has its {backend.value} backend but sees no such GPU, so the processor is used. "
            "Is the driver installed and loaded?"
        )
    status, text = commands.output([environment.python, "-I", "-c", "import PySide6.QtWidgets"])
    if status != 0:
        said = text.strip().splitlines()[-1] if text.strip() else f"exit status {status}"
        console.say(f"The window's library does not load: {said}")
        console.say("packaging/system-packages.txt lists what it needs. The terminal works without it.")
    else:
        environment.stamps.set("check", backend.value)
    console.done()


def _engine_failure(status: int, text: str, environment: Environment) -> str:
    lines = text.strip().splitlines()
    said = lines[-1] if lines else f"nothing, exit status {status}"
    if status == -4:  # SIGILL: pip's cache came from a machine with another processor
        return (
            "The compiled llama.cpp uses instructions that this processor does not have: pip kept it from another "
            f"machine. Run: {environment.python} -m pip cache remove llama_cpp_python\n"
            "    Then remove .venv and give the same command again."
        )
    if "cannot open shared object file" in text:
        return (
            f"The engine does not start, because a library of the GPU's toolkit is not found: {said}\n"
            "    Add its folder to LD_LIBRARY_PATH (for CUDA often /usr/local/cuda/lib64), or take BACKEND=cpu."
        )
    return f"The engine does not start: {said}\n    To see all of it: {environment.python} -m inglenook_engine describe"

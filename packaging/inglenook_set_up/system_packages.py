"""System libraries and tools: what `packaging/system-packages.txt` lists, installed where we may, named elsewhere."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .commands import Commands
from .console import Console, SetUpError
from .environment import Environment
from .stamps import fingerprint

STAMP = "system packages"

REQUIRED_SECTIONS = ("build", "python")
"""Without these nothing can be built. Without the others the window may not start, which the last step finds out."""


@dataclass(frozen=True)
class Missing:
    """Packages that are not there. required: those without which set-up cannot go on."""

    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return self.required + self.optional


def parse_list(text: str) -> dict[str, tuple[str, ...]]:
    """Sections of the list: `[name]`, then one package a line; `#` starts a comment. Raises SetUpError."""
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.partition("#")[0].strip()
        if content.startswith("[") and content.endswith("]"):
            current = sections.setdefault(content[1:-1], [])
        elif content and current is None:
            raise SetUpError(f"packaging/system-packages.txt, line {number}: {content!r} is in no section.")
        elif content and current is not None:
            current.append(content)
    return {name: tuple(packages) for name, packages in sections.items()}


def installed_packages(dpkg_output: str) -> set[str]:
    """Names of installed packages and of what they provide, from `dpkg-query` in the format of QUERY."""
    names: set[str] = set()
    for line in dpkg_output.splitlines():
        status, _, rest = line.partition("\t")
        if status != "installed":
            continue
        package, _, provides = rest.partition("\t")
        names.add(package)
        names.update(item.split()[0] for item in provides.split(",") if item.strip())
    return names


QUERY = ("dpkg-query", "-W", "-f=${db:Status-Status}\\t${Package}\\t${Provides}\\n")


def find_missing(sections: Mapping[str, Iterable[str]], installed: set[str], *, python_is_complete: bool) -> Missing:
    """What is listed and not installed. The `python` section counts only where this Python lacks something."""
    required: list[str] = []
    optional: list[str] = []
    for section, packages in sections.items():
        if section == "python" and python_is_complete:
            continue
        target = required if section in REQUIRED_SECTIONS else optional
        target.extend(package for package in packages if package not in installed)
    return Missing(tuple(dict.fromkeys(required)), tuple(dict.fromkeys(optional)))


def python_is_complete() -> bool:
    """Whether this Python can make environments and has its C headers; Debian puts both into packages of their own."""
    header = Path(sysconfig.get_path("include")) / "Python.h"
    has_modules = all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))
    return has_modules and header.exists()


def for_this_python(package: str) -> str:
    """python3-venv is the package of the default Python; this one may be another: python3.12-venv."""
    return package.replace("python3-", f"python{sys.version_info.major}.{sys.version_info.minor}-")


def ensure(list_path: Path, environment: Environment, commands: Commands, console: Console) -> Callable[[], None]:
    """Install what is missing on a Debian or Ubuntu that we may change; else say the one line that does it.

    Returns what to call when set-up is finished: it notes that this need not be looked at again. Raises SetUpError
    when set-up cannot go on.
    """
    text = list_path.read_text(encoding="utf-8")
    inputs = fingerprint(text)
    if environment.stamps.is_current(STAMP, inputs):
        return lambda: None
    is_complete = _ensure(parse_list(text), commands, console)
    return lambda: environment.stamps.set(STAMP, inputs) if is_complete else None


def _ensure(sections: dict[str, tuple[str, ...]], commands: Commands, console: Console) -> bool:
    """Whether nothing is missing now."""
    if shutil.which("dpkg-query") is None:
        _check_other_system()
        return True
    status, listing = commands.output(QUERY)
    if status != 0:
        raise SetUpError(f"dpkg-query failed, so the installed system packages are unknown: {listing.strip()[:200]}")
    sections["python"] = tuple(for_this_python(name) for name in sections.get("python", ()))
    missing = find_missing(sections, installed_packages(listing), python_is_complete=python_is_complete())
    if not missing.all:
        return True
    if os.geteuid() == 0:
        return _install(missing, commands, console)
    line = "sudo apt-get install " + " ".join(missing.all)
    if missing.required:
        raise SetUpError(f"System packages are missing. Install them, then give the same command again:\n    {line}")
    console.step("System packages that the window needs are missing; the terminal works without them.")
    console.say(f"To install them: {line}")
    return False


def _install(missing: Missing, commands: Commands, console: Console) -> bool:
    console.step(f"Installing system packages: {' '.join(missing.all)}")
    environ = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0", *missing.all]
    try:
        commands.run(["apt-get", "update"], log="apt-update", what="apt-get update", environ=environ)
        commands.run(install, log="apt-install", what="apt-get install", environ=environ)
    except SetUpError as error:
        if missing.required:
            raise
        console.say(str(error))
        console.say("The terminal works without these packages, so set-up goes on; the window may not start.")
        return False
    console.done()
    return True


def _check_other_system() -> None:
    """Elsewhere packages have other names, so only what set-up itself needs is checked."""
    lacking = []
    if not any(shutil.which(name) for name in ("c++", "g++", "clang++")):
        lacking.append("a C++20 compiler" + (" (xcode-select --install)" if sys.platform == "darwin" else ""))
    if not python_is_complete():
        lacking.append(f"the venv module and the C headers of {sys.executable}")
    if lacking:
        raise SetUpError(
            f"Missing: {' and '.join(lacking)}. Install it with this system's package manager, then give the same "
            "command again. What Debian calls each package is in packaging/system-packages.txt."
        )

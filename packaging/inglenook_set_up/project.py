"""Inglenook itself: the native part and the languages compiled, the Python parts linked into the environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .console import Console
from .environment import Environment
from .stamps import files_fingerprint, fingerprint

PYTHON_PARTS = ("desktop", "engine", "native/inglenook_native")
GENERATED = ("_core.pyi",)


def native_sources(root: Path) -> Iterator[Path]:
    """Everything that the native part is compiled from. The sources of its tests are not."""
    native = root / "native"
    for path in native.rglob("*"):
        inside = path.relative_to(native).parts
        if path.name in GENERATED or inside[0].startswith("build") or inside[0] == "tests":
            continue
        if path.is_file() and path.suffix in (".cpp", ".h", ".txt", ".cmake", ".in"):
            yield path


def catalogues(root: Path) -> Iterator[Path]:
    """The window's languages, and what compiles them."""
    yield from (root / "desktop" / "inglenook_desktop" / "translations").glob("*.ts")
    yield from (root / "packaging").glob("translations.py")


def project_fingerprint(root: Path) -> str:
    """Changes with the native sources, the languages, pyproject.toml and the version, and when a Python module comes or
    goes.

    The text of Python modules does not matter: the environment uses them where they are.
    """
    modules = [
        path.relative_to(root).as_posix()
        for part in PYTHON_PARTS
        for path in (root / part).rglob("*.py")
        if "__pycache__" not in path.parts
    ]
    metadata = [root / "pyproject.toml", root / "engine" / "inglenook_engine" / "version.py"]
    compiled = files_fingerprint(root, [*native_sources(root), *catalogues(root), *metadata])
    return fingerprint(compiled, *sorted(modules))


def ensure(environment: Environment, console: Console) -> None:
    """Install the project into the environment, compiling the native part, when something of it changed."""
    inputs = project_fingerprint(environment.root)
    if environment.stamps.is_current("project", inputs):
        return
    console.step("Compiling Inglenook's native part, and linking Inglenook into the environment")
    environment.stamps.clear("project", "check")
    arguments = ["--verbose", "--no-build-isolation", "--no-deps", "--editable", str(environment.root)]
    environment.pip_install(arguments, log="inglenook", what="Inglenook")
    environment.stamps.set("project", inputs)
    console.done()

"""The virtual environment `.venv/`, the build tools and the libraries from the package index."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .commands import Commands
from .console import Console, SetUpError
from .stamps import Stamps, fingerprint

ENGINE_LIBRARY = "llama-cpp-python"
"""Installed by a step of its own: it is compiled here."""

LARGE_DOWNLOAD = "The window's library, Qt, is 80 MB of it."


class Environment:
    """`.venv/` below `root`, and what is installed into it."""

    def __init__(self, root: Path, commands: Commands, console: Console) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"
        self.pip = [str(self.python), "-m", "pip"]
        self.constraints = root / "packaging" / "constraints.txt"
        self.stamps = Stamps(self.folder / "inglenook-set-up.json")
        self._commands = commands
        self._console = console

    def ensure_venv(self) -> None:
        """Make the environment, or make it anew when its Python is gone or another, or the folder was moved."""
        identity = fingerprint(str(self.folder), self._python_version())
        if self.stamps.is_current("venv", identity):
            return
        is_ours = (self.folder / "pyvenv.cfg").exists() or not (self.folder.exists() and any(self.folder.iterdir()))
        if self.folder.is_symlink() or not is_ours:
            raise SetUpError(
                f"{self.folder} is there but is no Python environment. Move it away, then give the same command again."
            )
        self._console.step(f"Making the environment .venv with Python {sys.version.split()[0]}")
        self.stamps.clear()
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        self._commands.run(command, log="venv", what="Making the environment")
        self.stamps.set("venv", fingerprint(str(self.folder), self._python_version()))
        self._console.done()

    def _python_version(self) -> str:
        """Of the environment's own Python; "" when there is none that works."""
        status, text = self._commands.output([self.python, "-c", "import sys; print(sys.version_info[:2])"])
        return text.strip() if status == 0 else ""

    def ensure_libraries(self) -> None:
        """The build tools, and everything pyproject.toml asks for but the engine's library, at pinned versions."""
        requirements = read_requirements(self.root / "pyproject.toml")
        inputs = fingerprint(self.constraints.read_text(encoding="utf-8"), *requirements)
        if self.stamps.is_current("libraries", inputs):
            return
        self._console.step(f"Installing build tools and libraries from the package index. {LARGE_DOWNLOAD}")
        self.pip_install(["pip"], log="pip", what="pip itself")
        self.pip_install([*requirements, *progress_option()], log="libraries", what="libraries")
        self.stamps.set("libraries", inputs)
        self._console.done()

    def pip_install(self, arguments: list[str], *, log: str, what: str, environ: dict[str, str] | None = None) -> None:
        """pip install with the pinned versions; progress and errors as `Commands.run`."""
        self._commands.run(
            [*self.pip, "install", "--constraint", str(self.constraints), *arguments],
            log=log,
            what=what,
            environ=environ,
        )


def read_requirements(pyproject: Path) -> list[str]:
    """What pyproject.toml names: to build, to run, to test and to check; without the engine's library."""
    with pyproject.open("rb") as file:
        declared = tomllib.load(file)
    project = declared["project"]
    wanted = [*declared["build-system"]["requires"], *project["dependencies"]]
    for extra in ("test", "check"):
        wanted.extend(project["optional-dependencies"][extra])
    others = [item for item in wanted if not item.startswith(ENGINE_LIBRARY)]
    return [*dict.fromkeys(others), "cmake", "ninja"]


def pinned_version(constraints: Path, package: str) -> str:
    """The version that constraints.txt gives `package`. Raises SetUpError when it gives none."""
    for line in constraints.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("#")[0].strip().partition("==")
        if name.lower().replace("_", "-") == package and version:
            return version
    raise SetUpError(f"{constraints} gives no version of {package}.")


def progress_option() -> list[str]:
    """pip since 24.1 tells how far a download is, one line at a time."""
    return ["--progress-bar", "raw"]


@contextmanager
def scratch_folder(parent: Path, name: str) -> Iterator[Path]:
    """An empty folder for files that are not finished; gone afterwards. One that a killed set-up left is emptied."""
    folder = parent / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

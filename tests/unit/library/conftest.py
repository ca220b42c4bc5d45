"""A machine of the tests' own: a home, a data folder, no starter, and nothing that is installed on the real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.library.entries import InstalledModel, Listing
from inglenook_desktop.library.listing import look
from inglenook_desktop.library.looking import Looker
from inglenook_desktop.library.machine import Machine

Listed = Callable[..., Listing]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def machine(tmp_path: Path, home: Path) -> Machine:
    return Machine(
        home=home, environ={"HF_HOME": str(home / "hf")}, platform="linux", system_root=tmp_path / "no-system"
    )


@pytest.fixture
def listed(data: Path, machine: Machine, tmp_path: Path) -> Listed:
    """Look at the machine; with another machine, looker or starter where it is said."""

    def run(other: Machine | None = None, looker: Looker | None = None, starter: Path | None = None) -> Listing:
        starter = starter or tmp_path / "no-starter.gguf"
        return look(looker or Looker(), data, other or machine, starter=starter)

    return run


@pytest.fixture
def only(listed: Listed) -> Callable[[], InstalledModel]:
    def run() -> InstalledModel:
        (model,) = listed().models
        return model

    return run

"""What every test shares: a private home, an offscreen Qt, the real models, and a user who may not write."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).parent))  # tests share models.py and the fakes; importlib mode adds no path

# A busy machine is no failure, and neither is the luck of the draw: `--hypothesis-profile=default` looks for new
# examples.
settings.register_profile(
    "landing", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("landing")

REAL_HOME = Path.home()
NOBODY = 65534

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("INGLENOOK_DATA_DIR", None)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background of a shell; children inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """An empty folder. Numbered here, because pytest looks through all that there are for the next number."""
    homes, numbers = tmp_path_factory.mktemp("homes"), itertools.count()

    def make() -> Path:
        home = homes / str(next(numbers))
        home.mkdir(mode=0o700)
        return home

    return make


@pytest.fixture(autouse=True)
def private_home(new_home: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees or writes the real home, data folder or model caches."""
    home = new_home()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    from windows import PatientBot

    return PatientBot(request)


@pytest.fixture(scope="session")
def model_path() -> Callable[[str], Path]:
    """A real model by its short name, fetched once."""
    from models import cache_folder, obtain

    folder = cache_folder(REAL_HOME)
    return lambda name: obtain(name, folder)


@pytest.fixture(scope="session")
def starter_model(model_path: Callable[[str], Path]) -> Path:
    return model_path("smollm2-135m")


@pytest.fixture(scope="session")
def vocabulary_path() -> Callable[[str], Path]:
    """A GGUF that holds a vocabulary and no weights, by its name in `models.VOCABULARIES`."""
    from models import cache_folder, obtain_vocabulary

    folder = cache_folder(REAL_HOME)
    return lambda name: obtain_vocabulary(name, folder)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with nothing in it. A copy of it is opened in half of the time that a new one takes."""
    from inglenook_desktop.store import FILE_NAME, open_store

    folder = tmp_path_factory.mktemp("empty")
    with open_store(folder):
        pass
    return folder / FILE_NAME


@pytest.fixture
def as_nobody() -> Iterator[Callable[[Path], None]]:
    """Give a folder away and go on without root's power to write everywhere; root again afterwards."""
    if os.geteuid() != 0:
        yield lambda _folder: None
        return

    def become(folder: Path) -> None:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)

    yield become
    os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="inglenook-test-"))
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(folder)

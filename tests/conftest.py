"""What every test shares: a private home, an offscreen Qt, and the real models."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests share models.py and the fakes; importlib mode adds no path

REAL_HOME = Path.home()

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("INGLENOOK_DATA_DIR", None)


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees or writes the real home, data folder or model caches."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


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

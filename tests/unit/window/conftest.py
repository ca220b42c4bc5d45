"""A whole window over a scripted engine and a real store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from every_window import furnished
from fakes_engine import FakeEngine
from gallery_stage import Stage
from inglenook_desktop import library
from inglenook_desktop.app import Session
from inglenook_desktop.library import cached
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import Idle, Loaded
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, Inspect, OpenWindow, looks_into_nothing


@pytest.fixture(autouse=True)
def own_palette(qapp: QApplication) -> Iterator[None]:
    """A dark window colours no test after it."""
    palette = qapp.palette()
    yield
    qapp.setPalette(palette)


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_store: Path) -> Path:
    """A data folder with an empty store and a second model; the starter is a file beside it. Neither model is read."""
    starter = tmp_path / "share" / STARTER.filename
    starter.parent.mkdir()
    starter.touch()
    os.truncate(starter, STARTER.size_bytes)  # sparse: its size is shown, its bytes are never read
    monkeypatch.setattr(library, "starter_path", lambda: starter)
    for patience in ("PATIENCE_S", "FIRST_PATIENCE_S"):
        monkeypatch.setattr(cached, patience, 60.0)  # a look at the folders on a busy machine
    folder = tmp_path / "data"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / f"{SECOND_MODEL}.gguf").write_bytes(b"a stand-in")
    shutil.copy(empty_store, folder)
    return folder


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path / "engine")


@pytest.fixture
def open_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, data_dir: Path, engine: FakeEngine
) -> Iterator[OpenWindow]:
    """Shows a window and waits for its model. Every window is closed at the end of the test."""
    sessions: list[Session] = []
    default_engine, default_dir = engine, data_dir

    def open_one(
        engine: FakeEngine | None = None,
        *,
        data_dir: Path | None = None,
        model: str | None = None,
        is_new: bool = False,
        scheme: Qt.ColorScheme = Qt.ColorScheme.Light,
        is_ready: bool = True,
        inspect: Inspect = looks_into_nothing,
        makes_titles: bool = False,
    ) -> Session:
        session = Session(
            qapp,
            data_dir or default_dir,
            command=(engine or default_engine).command,
            inspect=inspect,
            model=model,
            is_new=is_new,
            scheme=scheme,
            makes_titles=makes_titles,
        )
        sessions.append(session)
        session.window.show()
        if is_ready:
            qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded))
        return session

    yield open_one
    for session in sessions:
        session.close()
        session.deleteLater()
    qapp.processEvents()
    # without a loop that runs Qt would do it in the next test, after its window has given this one a new style
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def ask(qtbot: QtBot) -> Callable[[Session, str], None]:
    """Type a message, send it and wait until nothing is in progress any more."""

    def do(session: Session, text: str) -> None:
        n_before = len(session.transcript)
        session.window.composer.set_text(text)
        session.window.composer.submit()
        qtbot.waitUntil(
            lambda: isinstance(session.controller.state.answer, Idle) and len(session.transcript) > n_before
        )

    return do


@pytest.fixture
def stage(qapp: QApplication, data_dir: Path, tmp_path: Path) -> Iterator[Stage]:
    """A session from which every window can be opened, by `every_window.visit`."""
    with furnished(qapp, tmp_path / "work") as stage:
        yield stage
    stage.session.deleteLater()
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

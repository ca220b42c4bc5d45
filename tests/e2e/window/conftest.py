"""The program's own window over its own engine, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engine_child import RESTING
from inglenook_desktop.app import Session
from inglenook_desktop.state import EngineDown, Loaded
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

LOAD_MS = 60_000


@pytest.fixture
def open_real_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path | str], Session]]:
    """Opens a window on this model and waits until it is loaded or refused; always on the same data folder."""
    sessions: list[Session] = []

    def open_one(model: Path | str) -> Session:
        session = Session(
            qapp, tmp_path / "data", command=RESTING, model=str(model) if model else None, makes_titles=False
        )
        sessions.append(session)
        session.window.show()
        qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded | EngineDown), timeout=LOAD_MS)
        return session

    yield open_one
    for session in sessions:
        session.close()
        session.deleteLater()
    qapp.processEvents()

"""From "which model should I run" to a chat with it, through the program's own window: a hub on loopback that serves a
real model, the real fetcher, the real plan, the real engine. With $INGLENOOK_SCREENSHOTS set the walk leaves a picture
of each step (bench/models_pictures.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inglenook_desktop import library
from inglenook_desktop.app import Session
from inglenook_desktop.hub.downloads import DownloadState
from inglenook_desktop.hub.ledger import read_ledger
from inglenook_desktop.models_shown import Fitting
from inglenook_desktop.state import Idle, Loaded, StorageOpen
from inglenook_desktop.views.models_window import ModelsWindow, Page
from loopback_hub import LoopbackHub, Seen, running_hub
from pictures import SCHEMES, keep
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import last_item

pytestmark = [pytest.mark.model, pytest.mark.slow]

REPOSITORY = "kiln/SmolLM2-135M-Instruct-GGUF"
CARD = """# SmolLM2 135M Instruct, quantized

A small model for short answers on any machine. It was trained by Hugging Face and quantized with llama.cpp.

| file | quantization | size |
|---|---|---|
| SmolLM2-135M-Instruct-Q4_1.gguf | Q4_1 | 98 MB |

![a picture](http://127.0.0.1:9/never-fetched.png) <script>alert("never run")</script>
"""
SLOW_S = 0.012
"""Between pieces of 64 KiB: some five megabytes a second."""

OpenAgain = Callable[[], Session]


@pytest.fixture
def hub(starter_model: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    data = starter_model.read_bytes()
    with running_hub() as hub:
        hub.files = {
            f"{REPOSITORY}/SmolLM2-135M-Instruct-Q4_1.gguf": data,
            f"{REPOSITORY}/SmolLM2-135M-Instruct-Q8_0.gguf": data + bytes(40_000_000),
            f"{REPOSITORY}/SmolLM2-135M-Instruct-Q2_K.gguf": data[:88_000_000],
            f"{REPOSITORY}/README.md": CARD.encode(),
            "kiln/SmolLM2-1.7B-Instruct-GGUF/SmolLM2-1.7B-Instruct-Q4_K_M.gguf": data,
            "orchard/SmolLM2-135M-Instruct-Uncensored-GGUF/model-q4_0.gguf": data,
        }
        hub.facts = {
            REPOSITORY: {"downloads": 48_211, "likes": 120, "gguf": {"total": 134_515_008, "architecture": "llama"}},
            "kiln/SmolLM2-1.7B-Instruct-GGUF": {"downloads": 212_408, "gguf": {"total": 1_711_376_384}},
            "orchard/SmolLM2-135M-Instruct-Uncensored-GGUF": {"downloads": 310},
        }
        hub.gated = {"orchard/SmolLM2-135M-Instruct-Uncensored-GGUF"}
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture
def open_again(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[OpenAgain]:
    """A window on one data folder and a machine without any model; what was open before is closed first."""
    monkeypatch.setattr(library, "starter_path", lambda: tmp_path / "no-starter.gguf")
    scheme = getattr(request, "param", Qt.ColorScheme.Light)
    sessions: list[Session] = []

    def open_one() -> Session:
        while sessions:
            sessions.pop().close()
        session = Session(qapp, tmp_path / "data", scheme=scheme, makes_titles=False)
        sessions.append(session)
        session.window.show()
        qtbot.waitUntil(lambda: isinstance(session.controller.state.storage, StorageOpen))
        session.window.activateWindow()
        return session

    yield open_one
    for session in sessions:
        session.close()
    qapp.processEvents()


def open_models(session: Session, qtbot: QtBot) -> ModelsWindow:
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    qtbot.keyClick(
        session.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: session.models.window is not None and session.models.window.isVisible())
    window = session.models.window
    assert window is not None
    qtbot.waitUntil(window.isActiveWindow)
    return window


def take(session: Session, name: str, *, of_chat: bool = False) -> None:
    """A picture of the models window, or of the chat."""
    window = session.window if of_chat else session.models.window
    assert window is not None
    for _ in range(3):
        QApplication.processEvents()  # what was asked for is laid out before it is painted
    if of_chat:
        session.window.transcript.flush()
    keep(window.grab().toImage(), session, f"models-{name}")


def file_requests(hub: LoopbackHub) -> list[Seen]:
    """For bytes of models, wherever they lie."""
    return [one for one in hub.bodies() if ".gguf" in one.path]


def download_state(session: Session) -> DownloadState:
    assert session.models.models is not None
    (download,) = session.models.models.queue.downloads
    return download.state


def done_bytes(session: Session) -> int:
    assert session.models.models is not None
    return session.models.models.queue.downloads[0].done_bytes


WALKS = SCHEMES if "INGLENOOK_SCREENSHOTS" in os.environ else SCHEMES[:1]
"""The dark one is for its pictures alone."""


@pytest.mark.parametrize("open_again", WALKS, ids=["light", "dark"][: len(WALKS)], indirect=True)
def test_search_plan_download_pause_restart_resume_verify_load_and_chat(
    hub: LoopbackHub, open_again: OpenAgain, qtbot: QtBot, tmp_path: Path, starter_model: Path
) -> None:
    data = starter_model.read_bytes()
    session = open_again()
    assert session.window.model_bar.get_models.isVisible()
    models = open_models(session, qtbot)
    page = models.finding
    qtbot.waitUntil(lambda: "Recommended" in page.found.heading.text())
    take(session, "1-recommended")
    assert hub.seen == []
    assert "Nothing has gone out so far" in page.hint.text()

    qtbot.keyClicks(page.field, "smollm2 135m")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "for “smollm2 135m”" in page.found.heading.text())
    assert page.found.model.rowCount() == 2
    assert page.found.model.row(0).name == REPOSITORY
    assert "Nothing" not in page.hint.text()
    take(session, "2-search")

    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.found.view, Qt.Key.Key_Return)
    repository = page.repository
    assert page.found.view.selectionModel().selectedRows()
    qtbot.waitUntil(lambda: len(repository.model.rows) == 3)
    assert [row.key for row in repository.model.rows] == ["Q8_0", "Q4_1", "Q2_K"]
    assert not file_requests(hub)  # nothing of a file was read before anybody chose one
    assert "<script>" in repository.card.toPlainText()
    number = repository.model.row_of("Q4_1")
    assert number is not None
    repository.table.setFocus()
    repository.table.selectRow(0 if number else 1)
    repository.table.selectRow(number)
    qtbot.waitUntil(lambda: repository.model.rows[number].fitting is Fitting.RAM, timeout=120_000)
    assert "fits" in repository.plan.verdict.text()
    n_bodies = len(file_requests(hub))
    assert all("range" in one.headers for one in file_requests(hub))
    take(session, "3-plan")

    hub.chunk_pause_s = SLOW_S
    qtbot.mouseClick(repository.get_button, Qt.MouseButton.LeftButton)
    models.go_to(Page.DOWNLOADS)
    qtbot.waitUntil(lambda: done_bytes(session) > 12_000_000)
    row = models.downloads.row(1)
    qtbot.waitUntil(lambda: "/s" in row.figures.text() and "left" in row.figures.text())
    take(session, "4-downloading")
    qtbot.mouseClick(row.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.models.models is not None and not session.models.models.queue.is_running)
    assert download_state(session) is DownloadState.PAUSED
    take(session, "5-paused")
    paused_at = done_bytes(session)

    session = open_again()  # the program is closed and started
    models = open_models(session, qtbot)
    models.go_to(Page.DOWNLOADS)
    n_before = len(hub.seen)
    row = models.downloads.row(1)
    assert row.resume.isVisible()
    take(session, "6-after-restart")
    assert len(hub.seen) == n_before
    qtbot.mouseClick(row.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: done_bytes(session) > paused_at + 4_000_000)
    qtbot.waitUntil(lambda: "left" in row.figures.text())
    take(session, "7-resumed")
    hub.chunk_pause_s = 0.0
    qtbot.waitUntil(lambda: download_state(session) is DownloadState.DONE, timeout=60_000)
    ranges = [one.headers["range"] for one in file_requests(hub)[n_bodies:] if "range" in one.headers]
    assert int(ranges[-1].removeprefix("bytes=").split("-")[0]) >= 12_000_000
    take(session, "8-done")

    models.go_to(Page.LIBRARY)
    qtbot.waitUntil(lambda: len(models.library.model.rows) == 1)
    (entry,) = models.library.model.rows
    assert entry.path.read_bytes() == data
    models.library.choose(entry.path)
    qtbot.mouseClick(models.library.verify_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is right" in models.notice.text())
    qtbot.waitUntil(lambda: bool(models.library.model.rows[0].template))
    take(session, "9-library")

    qtbot.mouseClick(models.library.load_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded), timeout=60_000)
    qtbot.waitUntil(lambda: models.library.model.rows[0].is_loaded)
    models.open_ledger()
    assert models.ledger is not None
    qtbot.waitUntil(lambda: models.ledger is not None and models.ledger.model.rowCount() > 3)
    for _ in range(3):
        QApplication.processEvents()
    keep(models.ledger.grab().toImage(), session, "models-10-ledger")
    models.ledger.reject()
    models.close()
    session.window.resize(1080, 760)
    take(session, "11-loaded", of_chat=True)
    session.controller.answering.random_bits = lambda _count: 11
    qtbot.keyClicks(session.window.composer.field, "What is the capital of France? Answer in one sentence.")
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(session.transcript) == 2 and bool(last_item(session).text), timeout=60_000)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle), timeout=120_000)
    assert "Paris" in last_item(session).text
    take(session, "12-answered", of_chat=True)

    models = open_models(session, qtbot)
    models.go_to(Page.LIBRARY)
    qtbot.waitUntil(lambda: bool(models.library.model.rows[0].used_on))
    hosts = {entry.host for entry in read_ledger(tmp_path / "data")}
    assert hosts == {address.removeprefix("http://") for address in (hub.endpoint, hub.store)}

"""The whole window on the starter model, by keyboard alone: a folder with instructions, a search into another branch,
find while an answer streams, and everything taken along to another data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.state import Idle, Loaded, Writing
from inglenook_desktop.store import open_store
from inglenook_desktop.views.folder_dialog import FolderDialog, NewFolderDialog
from inglenook_engine.types import Role
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from windows import last_item, store_of

pytestmark = [pytest.mark.model, pytest.mark.slow]

ANSWER_MS = 120_000
OpenReal = Callable[[Path | str], Session]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def ask(session: Session, qtbot: QtBot, text: str, *, n_tokens: int) -> str:
    """Type and send, stop after so many tokens, and return the answer."""
    qtbot.keyClick(session.window, Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(session.window.composer.field, text)
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_Return)

    def is_far_enough() -> bool:
        answer = session.controller.state.answer
        return isinstance(answer, Idle) or (isinstance(answer, Writing) and answer.n_tokens >= n_tokens)

    qtbot.waitUntil(is_far_enough, timeout=ANSWER_MS)
    qtbot.keyClick(session.window.composer.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Idle), timeout=ANSWER_MS)
    return last_item(session).text


def search(session: Session, qtbot: QtBot, text: str) -> None:
    qtbot.keyClick(session.window, Qt.Key.Key_F, CTRL | SHIFT)
    with qtbot.waitSignal(session.controller.shelf.found, timeout=30_000):
        qtbot.keyClicks(session.window.sidebar.search.field, text)


def test_a_day_of_order_by_keyboard_alone(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path, tmp_path: Path
) -> None:
    session = open_real_window(starter_model)
    window, sidebar = session.window, session.window.sidebar
    assert isinstance(session.controller.state.engine, Loaded)

    def front() -> None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    front()
    sidebar.actions_of_row.new_folder.trigger()
    dialog = window.findChild(NewFolderDialog)
    qtbot.keyClicks(dialog.field, "Harbour")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    front()
    sidebar.view.setFocus()
    sidebar.view.setCurrentIndex(session.conversations.index(0))
    qtbot.keyClick(sidebar.view, Qt.Key.Key_I, CTRL)
    settings = window.findChild(FolderDialog)
    settings.system.setFocus()
    qtbot.keyClicks(settings.system, "You are the harbour master. Answer in one sentence.")
    qtbot.keyClick(settings.name, Qt.Key.Key_Return)
    front()
    sidebar.view.setFocus()
    qtbot.keyClick(sidebar.view, Qt.Key.Key_N, CTRL | ALT)
    ask(session, qtbot, "Which ships are in the harbour, and is there a walrus?", n_tokens=24)
    first = session.controller.state.conversation_id
    assert first is not None
    thread = store_of(session).thread(first)
    assert [message.role for message in thread] == [Role.SYSTEM, Role.USER, Role.ASSISTANT]
    assert thread[0].content == "You are the harbour master. Answer in one sentence."
    assert session.conversations.is_in_folder(1)

    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    ask(session, qtbot, "Name three colours.", n_tokens=16)
    search(session, qtbot, "walrus folder:harbour")
    qtbot.keyClick(sidebar.search.field, Qt.Key.Key_Return)
    assert session.controller.state.conversation_id == first
    qtbot.keyClick(sidebar.search.field, Qt.Key.Key_Escape)

    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(window.finding.bar.field, "harbour")
    qtbot.waitUntil(lambda: window.finding.finder.n_places >= 2)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert window.finding.finder.number >= 1
    before = window.finding.finder.n_places
    ask(session, qtbot, "Say harbour, harbour, harbour.", n_tokens=8)
    qtbot.waitUntil(lambda: window.finding.finder.n_places >= before + 3)
    qtbot.keyClick(window.finding.bar.field, Qt.Key.Key_Escape)
    assert window.finding.bar.isHidden()

    sidebar.actions_of_row.export_all.trigger()
    chooser = window.findChild(QFileDialog)
    with qtbot.waitSignal(session.controller.shelf.job.ended, timeout=60_000):
        chooser.fileSelected.emit(str(tmp_path / "all.json"))
    chooser.close()
    with open_store(tmp_path / "second") as second:
        report = second.archive.import_from(tmp_path / "all.json")
        assert len(report.conversation_ids) == 2
        assert [folder.name for folder in second.shelf.folders()] == ["Harbour"]
        hits = second.search.find("walrus")
        assert {hit.conversation_id for hit in hits} <= set(report.conversation_ids)
        with (tmp_path / "again.json").open("wb") as out:
            second.archive.export(out)
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "all.json").read_bytes()

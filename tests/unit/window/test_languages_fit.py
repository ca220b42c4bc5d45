"""The window in the languages that are complete: every label, button and chooser has room for its words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL, FakeEngine, loads, says
from inglenook_desktop import translating
from inglenook_desktop.app import Session
from inglenook_desktop.translating import install_language
from inglenook_desktop.views.settings_dialog import SettingsDialog
from languages import compile_one, ts_of
from pictures import keep, picture
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from visible_texts import beyond, clipped
from windows import OpenWindow

LOOKED_AT = ("de", "fr")
OPENED = ("application.settings", "help.shortcuts", "model.window", "window.statistics", "context.show")


@pytest.fixture(params=LOOKED_AT)
def language(
    qapp: QApplication, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The program in it, from its committed texts."""
    name: str = request.param
    compile_one(Path(shutil.copy(ts_of(name), tmp_path)), tmp_path / f"inglenook_{name}.qm")
    monkeypatch.setattr(translating, "FOLDER", tmp_path)
    before = QLocale()
    for cached in (translating._patterns, translating._said):
        cached.cache_clear()
    assert install_language(qapp, name, system=QLocale.c()) == name
    yield name
    translating.remove_language(qapp)
    QLocale.setDefault(before)
    for cached in (translating._patterns, translating._said):
        cached.cache_clear()


def test_there_is_room_for_every_word(
    language: str, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, ask: Callable[[Session, str], None]
) -> None:
    session = open_window(FakeEngine(tmp_path / "one", loads=[loads(MODEL)], answers=[says("5.")]))
    ask(session, "2 + 3?")
    picture(session, qtbot, f"{language}-answer")
    cut = cut_in(session.window)
    for key in OPENED:
        before = set(QApplication.topLevelWidgets())
        session.window.commands[key].action.trigger()
        QApplication.processEvents()
        opened = [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]
        assert opened, key
        for window in opened:
            keep(window.grab().toImage(), session, f"{language}-{key}")
            sections = window.sections if isinstance(window, SettingsDialog) else None
            for number in range(sections.count() if sections is not None else 1):
                if sections is not None:
                    sections.setCurrentRow(number)
                cut += cut_in(window)
            window.close()
    assert not cut, "cut off:\n" + "\n".join(cut)


def cut_in(window: QWidget) -> list[str]:
    QApplication.processEvents()
    return clipped(window) + beyond(window)

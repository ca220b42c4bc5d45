"""The window in the languages that are complete: every label, button and chooser has room for its words, and what the
engine and the system say is told in them."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL, FakeEngine, loads, says
from inglenook_desktop import translating
from inglenook_desktop.app import Session
from inglenook_desktop.system_errors import REASONS
from inglenook_desktop.translating import install_language, refusal_of, said
from inglenook_desktop.views.settings_dialog import SettingsDialog
from inglenook_native import SamplerConfig
from languages import NATIVE, compile_one, native_texts, ts_of
from pictures import keep, picture
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from visible_texts import beyond, clipped
from windows import OpenWindow

ROOT = Path(__file__).parents[3]
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


def test_why_the_system_refused_is_told_in_it(language: str) -> None:
    for name, text in REASONS.items():
        code = getattr(errno, name, None)
        if code is None:
            continue
        error = OSError(code, os.strerror(code))
        assert refusal_of(error) not in (text, os.strerror(code)), name
        told = said(f"/m.gguf could not be read: {os.strerror(code)}. Check the disk it lies on.")
        assert refusal_of(error) in told
        assert os.strerror(code) not in told
    assert refusal_of(OSError("a reason of its own")) == "a reason of its own"


def test_what_the_native_part_says_is_told_in_it(language: str) -> None:
    """As its source has it, since it says most of that with a model alone."""
    texts = [text for name in NATIVE for text in native_texts((ROOT / name).read_text(encoding="utf-8"))]
    with pytest.raises(ValueError, match="must be") as refused:
        SamplerConfig(
            temperature=0.0,
            top_k=0,
            top_p=2.0,
            min_p=0.0,
            typical_p=1.0,
            repetition_penalty=1.0,
            presence_penalty=0.0,
            penalty_last_n=0,
            seed=1,
        )
    assert "must" not in said(str(refused.value))
    assert any(text in str(refused.value) for text in texts)
    reasons = [text for text in texts if text.endswith(".")]
    assert len(reasons) == 4
    for reason in reasons:
        assert said(reason.replace("%1", "7").replace("%2", "8")) != reason.replace("%1", "7").replace("%2", "8")
    for wanted in set(texts) - set(reasons):
        assert wanted not in said(f"top_p is 2.0; it must be {wanted}.")

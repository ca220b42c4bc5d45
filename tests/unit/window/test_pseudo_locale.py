"""The window in a language that is longer and wears accents: nothing stays English, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_engine import MODEL, FakeEngine, load_fails, loads, says
from inglenook_desktop import translating
from inglenook_desktop.app import Session
from inglenook_desktop.hub.recommended import recommended_list
from inglenook_desktop.losses import Losses
from inglenook_desktop.starter import STARTER
from inglenook_desktop.translating import install_translator
from inglenook_desktop.views.closing_question import closing_question
from inglenook_desktop.views.settings_dialog import SettingsDialog
from languages import write_pseudo_locale
from pictures import keep, picture
from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from visible_texts import beyond, clipped, shown_texts, untranslated
from windows import SECOND_MODEL, OpenWindow

KNOWN = (
    "Inglenook",
    STARTER.title,
    SECOND_MODEL,
    MODEL.name,
    MODEL.quantization,
    "GGUF",
    "GB",
    "English",
    "Deutsch",
    "Français",
    *(one.title for one in recommended_list().models),
)
"""Names, which are the same in every language, and a unit that Qt writes. Other units and the like are translated."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pseudo_locale(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture
def pseudo(qapp: QApplication, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(translating, "FOLDER", catalogue.parent)
    translating._patterns.cache_clear()
    qapp.setProperty("inglenook_language", "pseudo")
    assert install_translator(qapp, catalogue) is not None
    yield
    translating.remove_language(qapp)
    translating._patterns.cache_clear()
    translating._said.cache_clear()


def check(qtbot: QtBot, widget: QWidget, *known: str) -> None:
    """Nothing English in it, and nothing without room."""
    left = {
        f"{one.what} {one.text!r}: {one.where}"
        for one in shown_texts(widget)
        if untranslated(one.text, (*KNOWN, *known))
    }
    assert not left, "not translated:\n" + "\n".join(sorted(left))
    QApplication.processEvents()
    cut = clipped(widget) + beyond(widget)
    assert not cut, "cut off:\n" + "\n".join(cut)


def test_the_window_with_a_conversation(
    pseudo: None, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, ask: Callable[[Session, str], None]
) -> None:
    engine = FakeEngine(tmp_path / "one", loads=[loads(MODEL)], answers=[says("5, 7."), says("9.")])
    session = open_window(engine)
    picture(session, qtbot, "pseudo-empty")
    check(qtbot, session.window)
    ask(session, "2 + 3, 3 + 4?")
    picture(session, qtbot, "pseudo-answer")
    check(qtbot, session.window, "2 + 3, 3 + 4?")
    session.window.finding.open()
    session.controller.open_private()
    picture(session, qtbot, "pseudo-private")
    check(qtbot, session.window, "2 + 3, 3 + 4?")


def test_the_window_without_a_model(pseudo: None, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    failure = "x.gguf is incomplete or damaged. Fetch the file again."
    engine = FakeEngine(tmp_path / "none", loads=[load_fails(failure)])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: session.window.notice_bar.isVisible())
    picture(session, qtbot, "pseudo-failure")
    check(qtbot, session.window, "x.gguf", "the loader's own words")


COMMANDS = ("application.settings", "help.shortcuts", "view.palette", "model.window", "application.about")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_window_opens(pseudo: None, open_window: OpenWindow, qtbot: QtBot, command: str) -> None:
    session = open_window()
    if command not in session.window.commands:
        pytest.skip(f"there is no {command}")
    before = set(QApplication.topLevelWidgets())
    session.window.commands[command].action.trigger()
    QApplication.processEvents()
    opened = [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]
    for window in opened or [session.window]:
        keep(window.grab().toImage(), session, f"pseudo-{command}")
        if isinstance(window, SettingsDialog):
            for number in range(window.sections.count()):
                window.sections.setCurrentRow(number)
                check(qtbot, window, str(session.preferences.file).removeprefix(str(Path.home())), *families())
        else:
            check(qtbot, window, "huggingface.co", *months(), *COMMANDS)


def months() -> list[str]:
    """As the locale has them, which no catalogue knows."""
    return [QLocale().monthName(number, QLocale.FormatType.ShortFormat) for number in range(1, 13)]


def families() -> list[str]:
    """Names of fonts."""
    return QFontDatabase.families()


def test_questions_before_something_is_lost(pseudo: None, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for losses in (Losses(n_private_messages=3), Losses(has_answer=True, has_text=True, has_session=True)):
        question, _ = closing_question(losses, parent)
        check(qtbot, question)


def test_the_check_itself_finds_what_is_english_and_what_is_cut_off(pseudo: None, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    parent = QWidget()
    qtbot.addWidget(parent)
    label, button = QLabel("Not translated", parent), QPushButton(parent.tr("Nowhere"), parent)
    button.setFixedWidth(20)
    parent.resize(40, 40)
    parent.show()
    label.move(30, 0)
    assert {one.text for one in shown_texts(parent) if untranslated(one.text, ())} == {"Not translated", "Nowhere"}
    assert len(clipped(parent)) == 1
    assert len(beyond(parent)) == 1

"""The window in a language that is longer and wears accents: nothing stays English, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from every_window import NAMES, visit
from fakes_engine import MODEL, FakeEngine, load_fails
from gallery_stage import Stage
from inglenook_desktop import translating
from inglenook_desktop.hub.recommended import recommended_list
from inglenook_desktop.starter import STARTER
from inglenook_desktop.translating import install_translator
from inglenook_engine.types import GenerateParams, SamplerParams
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

UNITS = ("ms", "/s", "bytes", "MB")
"""The same in the program's languages, or as the locale has them."""
OF_ONE_ANSWER = ("auto", "chatml", "CPU", "lookup", "python", "prices.toml", "huggingface.co")


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


def test_every_window(pseudo: None, stage: Stage) -> None:
    """Parameters keep their names in the details of an answer, as in a file of presets."""
    parameters = (field.name for kind in (GenerateParams, SamplerParams) for field in fields(kind))
    known = (*NAMES, *families(), *calendar(), *parameters, *UNITS, *OF_ONE_ANSWER, *files_in(stage.work))
    left, cut = set(), []
    for seen in visit(stage):
        keep(seen.widget.grab().toImage(), stage.session, f"pseudo-{seen.name}")
        for one in shown_texts(seen.widget):
            if untranslated(one.text, (*KNOWN, *known)):
                left.add(f"{seen.name}: {one.what} {one.text!r}: {one.where}")
        cut += [f"{seen.name}: {one}" for one in clipped(seen.widget) + beyond(seen.widget)]
    assert not left, "not translated:\n" + "\n".join(sorted(left))
    assert not cut, "cut off:\n" + "\n".join(cut)


def test_the_window_without_a_model(pseudo: None, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    failure = "x.gguf is incomplete or damaged. Fetch the file again."
    engine = FakeEngine(tmp_path / "none", loads=[load_fails(failure)])
    session = open_window(engine, is_ready=False)
    qtbot.waitUntil(lambda: session.window.notice_bar.isVisible())
    picture(session, qtbot, "pseudo-failure")
    check(qtbot, session.window, "x.gguf", "the loader's own words")


def files_in(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.suffix in (".gguf", ".toml", ".txt")]
    return [*map(str, files), *(path.name for path in files), *(path.stem for path in files if path.suffix == ".gguf")]


def calendar() -> list[str]:
    """As the locale has them, which no catalogue knows."""
    short, locale = QLocale.FormatType.ShortFormat, QLocale()
    months = [locale.monthName(number, short) for number in range(1, 13)]
    return months + [locale.dayName(number, short) for number in range(1, 8)]


def families() -> list[str]:
    """Names of fonts."""
    return QFontDatabase.families()


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

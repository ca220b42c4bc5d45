"""How a sentence gets into the window's language."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from inglenook_desktop import translating
from inglenook_desktop.context_meter import ContextUse
from inglenook_desktop.theme import Theme
from inglenook_desktop.translating import (
    counted,
    date_pattern,
    filled,
    inside,
    install_language,
    languages,
    pattern_of,
    said,
    translated,
)
from inglenook_desktop.views.context_gauge import ContextGauge
from inglenook_desktop.views.context_panel import ContextPanel
from languages import compile_one
from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

SENTENCES = {
    "%1 is incomplete or damaged. Fetch the file again.": "%1 ist unvollständig. Bitte neu holen.",
    "The engine crashed on %1.": "Die Maschine ist an %1 gescheitert.",
    "Try again.": "Noch einmal versuchen.",
    "%1 cannot be the draft model: %2 The chat works without a draft model, too.": "%2 Daher ist %1 kein Entwerfer.",
    "It is %1, the model %2, and %3 of memory are free.": "Es ist %1, das Modell %2, und frei sind %3.",
    "This name is no: %1.": "Der Name geht nicht: %1.",
}
FRAGMENTS = {
    "it is longer than %1 bytes": "er ist länger als %1 Bytes",
    "%1 messages": "%1 Nachrichten",
    "look at %1": "%1 ansehen",
}


@pytest.fixture
def german(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program in German, of the few sentences above; another language lies beside it that has none of them yet."""
    root = ElementTree.Element("TS", version="2.1", language="de_DE")
    for context, texts in {
        "sentences": SENTENCES,
        "fragments": FRAGMENTS,
        "": {"Font size": "Schriftgröße", "GB": "Go"},
    }.items():
        element = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(element, "name").text = context
        for source, target in texts.items():
            message = ElementTree.SubElement(element, "message")
            ElementTree.SubElement(message, "source").text = source
            ElementTree.SubElement(message, "translation").text = target
    (tmp_path / "inglenook_cs.ts").write_text('<TS version="2.1" language="cs"></TS>', encoding="utf-8")
    path = tmp_path / "inglenook_de.ts"
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    compile_one(path, path.with_suffix(".qm"))
    monkeypatch.setattr(translating, "FOLDER", tmp_path)
    for cached in (translating._patterns, translating._said):
        cached.cache_clear()
    before = QLocale()
    assert install_language(qapp, "de", system=QLocale.c()) == "de"
    yield
    translating.remove_language(qapp)
    QLocale.setDefault(before)
    for cached in (translating._patterns, translating._said):
        cached.cache_clear()


def test_english_stays_as_it_is(qapp: QApplication) -> None:
    assert said("Try again.") == "Try again."
    assert translated("Font size") == "Font size"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Try again.", "Noch einmal versuchen."),
        ("a b.gguf is incomplete or damaged. Fetch the file again.", "a b.gguf ist unvollständig. Bitte neu holen."),
        ("The engine crashed on m 1.5B. Try again.", "Die Maschine ist an m 1.5B gescheitert. Noch einmal versuchen."),
        (
            "x cannot be the draft model: It is 1 GB, the model 2 GB, and 3 GB of memory are free. "
            "The chat works without a draft model, too.",
            "Es ist 1 Go, das Modell 2 Go, und frei sind 3 Go. Daher ist x kein Entwerfer.",
        ),
        ("The engine crashed on %2.", "Die Maschine ist an %2 gescheitert."),
        ("The engine crashed on 40,320.", "Die Maschine ist an 40.320 gescheitert."),
        ("The engine crashed on 21.8 GB.", "Die Maschine ist an 21,8 Go gescheitert."),
        ("The engine crashed on 3.43.", "Die Maschine ist an 3.43 gescheitert."),
        ("The engine crashed on 1,2,3.", "Die Maschine ist an 1,2,3 gescheitert."),
        ("Nobody wrote this. Try again.", "Nobody wrote this. Noch einmal versuchen."),
        ("The engine crashed on a. Oh. Try again.", "Die Maschine ist an a gescheitert. Oh. Noch einmal versuchen."),
        ("This name is no: it is longer than 1,255 bytes.", "Der Name geht nicht: er ist länger als 1.255 Bytes."),
        ("look at org/name", "org/name ansehen"),
        ("The engine crashed on 12,000 messages.", "Die Maschine ist an 12.000 Nachrichten gescheitert."),
        ("The engine crashed on my messages.", "Die Maschine ist an my messages gescheitert."),
        ("", ""),
        (" ", " "),
        ("no sentence", "no sentence"),
    ],
)  # fmt: skip
def test_a_sentence_is_said_in_german(german: None, english: str, expected: str) -> None:
    assert said(english) == expected


def test_a_title_inside_of_a_line_and_a_date_follow_the_language(qapp: QApplication) -> None:
    assert (inside("Length of prompt"), date_pattern("ddd d MMM yyyy")) == ("length of prompt", "ddd d MMM yyyy")


def test_german_nouns_stay_capital_and_its_days_have_a_stop(german: None) -> None:
    assert inside("Modell") == "Modell"
    assert QLocale().toString(QDate(2026, 11, 23), date_pattern("d MMM yyyy")) == "23. Nov. 2026"


def test_texts_numbers_and_qts_own_buttons_are_german(german: None) -> None:
    assert translated("Font size") == "Schriftgröße"
    assert QLocale().toString(1234.5, "f", 1) == "1.234,5"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"
    box.deleteLater()


@pytest.mark.parametrize(
    "hostile", ["a. " * 1333, "The engine crashed on " * 180, "%1" * 1900, "It is , the model " * 200 + "."]
)
def test_what_a_hostile_engine_says_costs_nothing(german: None, hostile: str) -> None:
    began = time.thread_time()
    assert len(said(hostile)) >= len(hostile.rstrip()) // 2
    assert time.thread_time() - began < 5


def test_a_pattern_gives_back_its_values() -> None:
    pattern = pattern_of("%2 of %1 are %3.")
    assert pattern.values("2 of 9 are here.") == ["9", "2", "here"]
    assert pattern.values("2 of 9 were here.") is None
    assert pattern_of("%1.").values(".") == [""]
    assert pattern_of("ab%1b").values("ab") is None


def test_numbers_are_grouped_and_one_has_its_own_words(german: None) -> None:
    assert [counted(n, "1 Datei", "%1 Dateien") for n in (1, 0, 2, 40_320)] == [
        "1 Datei",
        "0 Dateien",
        "2 Dateien",
        "40.320 Dateien",
    ]
    assert translated("%1 of %2", 40_320, "40320") == "40.320 of 40320"


def test_the_numbers_of_a_sentence_are_grouped_as_all_others_are(german: None) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("hi_IN"))
    number = QLocale().toString(412_668)
    assert number == "4,12,668"
    assert said("The engine crashed on 412,668.") == f"Die Maschine ist an {number} gescheitert."
    QLocale.setDefault(before)


def test_why_the_engine_cannot_count_is_said_in_german(german: None, qapp: QApplication, qtbot: QtBot) -> None:
    use = ContextUse(n_ctx=8192, problem="The engine crashed on 8,192.")
    window, theme = QWidget(), Theme(qapp)
    qtbot.addWidget(window)
    panel, gauge = ContextPanel(use, theme, window, has_conversation=True), ContextGauge(theme, window)
    gauge.show_use(use)
    for text in (panel.note.text(), gauge.toolTip()):
        assert text.endswith("Die Maschine ist an 8.192 gescheitert.")


def test_where_the_system_has_no_language_figures_are_grouped_all_the_same(qapp: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    install_language(qapp, "en", system=QLocale.c())
    assert QLocale().toString(40_320) == "40,320"
    QLocale.setDefault(before)


def test_values_are_put_in_at_once() -> None:
    assert filled("%1 and %2, %9", ["%2", "x"]) == "%2 and x, %9"


def test_the_systems_first_language_that_is_known_is_taken(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inglenook_fr.qm").touch()
    monkeypatch.setattr(translating, "FOLDER", tmp_path)
    before = QLocale()
    assert languages() == ("en", "fr")
    assert install_language(qapp, "system", system=QLocale("fr_CH")) == "fr"
    assert QLocale() == before, "the country's own way of writing numbers stays"
    translating.remove_language(qapp)
    assert install_language(qapp, "system", system=QLocale("pl_PL")) == "en"
    assert QCoreApplication.translate("", "Font size") == "Font size"
    translating.remove_language(qapp)
    QLocale.setDefault(before)

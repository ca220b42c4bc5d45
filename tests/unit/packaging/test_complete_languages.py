"""The languages that are declared complete: every text has its translation, and each keeps what the program puts in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import translations

VALUE = re.compile(r"%(?:\d|n|L\d)|\{\{(?:date|clipboard)\}\}|\*\.\w+|</?[a-z]+>|https?://\S+")
MNEMONIC = re.compile(r"(?<!&)&([^\W_])")
ENDS = ("…", "...", ":", "?", ".")

TOGETHER = (
    ("ModelsWindow", "FindPage", "RepositoryPane"),
    ("ModelsWindow", "LibraryPage"),
    ("StatisticsWindow", "CostsPanel"),
)
"""Contexts whose buttons are seen in one window."""


@dataclass(frozen=True, slots=True)
class Text:
    """forms: the translation; several where it depends on a number."""

    context: str
    source: str
    forms: tuple[str, ...]
    is_unfinished: bool

    def __str__(self) -> str:
        return f"{self.context}: {self.source!r} → {' | '.join(map(repr, self.forms))}"


def texts_of(path: Path) -> Iterator[Text]:
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            element = message.find("translation")
            assert element is not None
            forms = [form.text or "" for form in element.iter("numerusform")] or [element.text or ""]
            yield Text(
                context.findtext("name", ""),
                message.findtext("source", ""),
                tuple(forms),
                element.get("type") is not None,
            )


@pytest.fixture(scope="module", params=translations.COMPLETE)
def texts(request: pytest.FixtureRequest) -> list[Text]:
    return list(texts_of(translations.catalogue(request.param)))


def faults_of(text: Text) -> Iterator[str]:
    """What a translation lost or has too much."""
    for form in text.forms:
        if text.is_unfinished or (text.source.strip() and not form.strip()):
            yield "is not translated"
            continue
        if Counter(VALUE.findall(form)) != Counter(VALUE.findall(text.source)):
            yield "has other values"
        if form.count("\n") != text.source.count("\n"):
            yield "has other lines"
        if len(MNEMONIC.findall(form)) != len(MNEMONIC.findall(text.source)):
            yield "has a mnemonic too many or too few"
        if end_of(form) != end_of(text.source):
            yield "ends otherwise"
        if form != form.strip(" \n") and text.source == text.source.strip():  # French keeps one inside of « »
            yield "has a space too many"


def end_of(text: str) -> str:
    """What asks, or promises a dialog; a quotation mark after it does not count."""
    return next((end for end in ENDS if text.rstrip(" \n\u00a0\u202f”“»\"'").endswith(end)), "")


def doubled_in(texts: list[Text]) -> list[str]:
    """Mnemonics that two texts of one window share which are different ones in English."""
    by_window: dict[tuple[str, ...], list[Text]] = defaultdict(list)
    for text in texts:
        if MNEMONIC.search(text.source):
            for window in {(text.context,), *(names for names in TOGETHER if text.context in names)}:
                by_window[window].append(text)
    return [
        f"{one}  and  {other}"
        for several in by_window.values()
        for one, other in combinations(several, 2)
        if keys_of(one.source) != keys_of(other.source) and keys_of(one.forms[0]) == keys_of(other.forms[0])
    ]


def keys_of(text: str) -> str:
    return "".join(MNEMONIC.findall(text)).lower()


def test_every_text_is_translated_and_keeps_its_values(texts: list[Text]) -> None:
    wrong = [f"{fault}: {text}" for text in texts for fault in faults_of(text)]
    assert not wrong, "\n".join(wrong)
    assert len(texts) > 1500


def test_french_has_one_word_for_tokens() -> None:
    texts = texts_of(translations.catalogue("fr"))
    wrong = [str(text) for text in texts if re.search(r"\btokens?\b", " ".join(text.forms), re.IGNORECASE)]
    assert not wrong, "\n".join(wrong)


def test_no_two_buttons_of_a_window_have_one_mnemonic(texts: list[Text]) -> None:
    doubled = doubled_in(texts)
    assert not doubled, "\n".join(doubled)


@pytest.mark.parametrize(
    ("source", "form", "expected"),
    [
        ("%1 of %2", "%2 von %1", []),
        ("%1 of %2", "%1 von", ["has other values"]),
        ("One", "", ["is not translated"]),
        ("&Load", "Laden", ["has a mnemonic too many or too few"]),
        ("Save…", "Speichern", ["ends otherwise"]),
        ("Save…", "Enregistrer…", []),
        ("Close?", "Fermer\u202f?", []),
        ("a\nb", "a b", ["has other lines"]),
        ("One", "Eins ", ["has a space too many"]),
    ],
)
def test_the_check_itself(source: str, form: str, expected: list[str]) -> None:
    assert list(faults_of(Text("x", source, (form,), False))) == expected


def test_the_check_finds_a_doubled_mnemonic() -> None:
    two = [Text("x", "&Load", ("&Laden",), False), Text("x", "&Remove", ("&Löschen",), False)]
    assert len(doubled_in(two)) == 1
    assert not doubled_in([two[0], Text("x", "&Load %1", ("%1 &laden",), False)])

"""The window's language: chosen once, before the first widget is made, and looked up here outside of widgets.

Widgets use `self.tr`. A function outside of a class uses `_tr`, which is `translated` under the name that `make
translations` looks for. Modules without Qt mark with `wording.N_`; sentences that they make up, errors above all, stay
English where they arise (the log, the database and the terminal have one language) and go through `said` where they are
shown: it knows every sentence of the program as a pattern and puts its values into the translated one, and the pieces
of sentences, which stand as a value in one or alone.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from .preferences import SYSTEM
from .system_errors import usual_reason
from .wording import N_, two_digits

_log = logging.getLogger("inglenook.ui")

FOLDER = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en"
MAX_CHARS = 4000
MAX_SENTENCES = 40
"""A text with more is shown as it is: only an engine that is not ours says so much."""
MAX_JOINED = 6
"""Sentences that one pattern holds at most."""
MIN_FIXED = 12
"""Characters of a pattern beside its places."""
MIN_OF_FRAGMENT = 8

_SENTENCES, _FRAGMENTS = "sentences", "fragments"
"""Contexts that `packaging/sentences.py` fills."""

_LANGUAGE = "inglenook_language"
"""A property of the application: which language it was given."""


def translated(text: str, *values: object) -> str:
    """A text that N_ or _tr marks, in the window's language. values: for %1, %2, …; numbers as the language writes
    them."""
    return filled(QCoreApplication.translate("", text), [in_words(value) for value in values])


def in_words(value: object) -> str:
    """A whole number as the language groups its figures; anything else as it is."""
    return QLocale().toString(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def guessed_text(n: int) -> str:
    """What nobody counted, for a sentence that says "about": to two digits, "340,000"."""
    return in_words(two_digits(n))


def counted(n: int, one: str, many: str) -> str:
    """ "1 file", "1,204 files". one, many: translated already; %1 in many is the number."""
    return one if n == 1 else many.replace("%1", in_words(n))


def inside(title: str) -> str:
    """A title as it stands inside of a line: it begins small, but in German, where most are nouns."""
    return title if _is_german() else title.lower()


def date_pattern(pattern: str) -> str:
    """Qt's pattern of a date, as the language writes it: German has a full stop after the day."""
    return pattern.replace("d MMM", "d. MMM") if _is_german() else pattern


def _is_german() -> bool:
    app = QCoreApplication.instance()
    return app is not None and app.property(_LANGUAGE) == "de"


def said(sentence: str) -> str:
    """What a module without Qt says, in the window's language; as it is where nobody translated it."""
    app = QCoreApplication.instance()
    language = SOURCE_LANGUAGE if app is None else str(app.property(_LANGUAGE) or SOURCE_LANGUAGE)
    if language == SOURCE_LANGUAGE or not sentence.strip() or len(sentence) > MAX_CHARS:
        return sentence
    return _said(sentence, language)


def filled(pattern: str, values: Sequence[str]) -> str:
    """With %1 … %9 replaced, at once: a value may contain one."""
    return _PLACE.sub(lambda found: values[int(found[1]) - 1] if int(found[1]) <= len(values) else found[0], pattern)


def languages() -> tuple[str, ...]:
    """Those the window can have: English, and those that have been compiled."""
    made = (path.stem.removeprefix("inglenook_") for path in sorted(FOLDER.glob("inglenook_*.qm")))
    return (SOURCE_LANGUAGE, *made)


def install_language(app: QCoreApplication, wanted: str, *, system: QLocale | None = None) -> str:
    """Give the program its language, and return it. Called once, before the first widget is made.

    wanted: "system", or a language such as "de". system: the machine's locale, unless a test has another. Numbers and
    dates follow the language; of a country, if it is the machine's own language, else of the language's usual one.
    """
    system = system or QLocale.system()
    language = _of_system(system) if wanted == SYSTEM else wanted
    if _language_of(system.name()) != language or system.language() is QLocale.Language.C:  # C groups no figures
        QLocale.setDefault(QLocale("en_GB" if language == SOURCE_LANGUAGE else language))  # 24 hours, as C has them
    app.setProperty(_LANGUAGE, language)
    if language == SOURCE_LANGUAGE:
        return language
    qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for path in (qt_folder / f"qtbase_{language}.qm", FOLDER / f"inglenook_{language}.qm"):
        install_translator(app, path)
    return language


def install_translator(app: QCoreApplication, path: Path) -> QTranslator | None:
    """One compiled catalogue; the last one is asked first. None, and a line in the log, where it cannot be loaded."""
    translator = QTranslator(app)
    if not translator.load(str(path)):
        _log.warning("The translation %s cannot be loaded.", path)
        return None
    app.installTranslator(translator)
    return translator


def remove_language(app: QCoreApplication) -> None:
    """English again; for tests, which share one application."""
    app.setProperty(_LANGUAGE, SOURCE_LANGUAGE)
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()


def _of_system(system: QLocale) -> str:
    """The first of the person's languages that the window can have."""
    known = languages()
    wanted = (_language_of(name) for name in system.uiLanguages())
    return next((language for language in wanted if language in known), SOURCE_LANGUAGE)


def _language_of(name: str) -> str:
    """ "de" of "de-CH" and "de_CH"; English of the locale C."""
    language = re.split("[-_]", name)[0]
    return SOURCE_LANGUAGE if language in ("C", "") else language


def refusal_of(error: OSError) -> str:
    """Why the system said no, in the window's language, to stand in a sentence."""
    return said_value(error.strerror or str(error))


# --- sentences


@dataclass(frozen=True, slots=True)
class _Pattern:
    """source: as in the catalogue. texts: what stands between its values. order: which value each place holds."""

    source: str
    texts: tuple[str, ...]
    order: tuple[int, ...]

    @property
    def n_fixed(self) -> int:
        return sum(map(len, self.texts))

    def values(self, sentence: str) -> list[str] | None:
        """What the places hold in a sentence of this pattern; None where it is another one. In linear time: what is
        between two texts ends where the next one first stands."""
        first, last = self.texts[0], self.texts[-1]
        if not sentence.startswith(first) or not sentence.endswith(last):
            return None
        end = len(sentence) - len(last)
        if len(self.texts) == 1:
            return [] if sentence == first else None
        at, found = len(first), []
        for text in self.texts[1:-1]:
            place = sentence.find(text, at, end)
            if place < 0:
                return None
            found.append(sentence[at:place])
            at = place + len(text)
        if at > end:
            return None
        found.append(sentence[at:end])
        values = [""] * max(self.order)
        for number, value in zip(self.order, found, strict=True):
            values[number - 1] = value
        return values


_PLACE = re.compile(r"%([1-9])")
_STOPS = (".", "!", "?")
_END = re.compile(r"(?<=[.!?])\s+")


def pattern_of(source: str) -> _Pattern:
    parts = _PLACE.split(source)
    return _Pattern(source, tuple(parts[::2]), tuple(map(int, parts[1::2])))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    """Of every catalogue, by context, the most definite first. Read when the first sentence is shown."""
    from xml.etree import ElementTree  # most starts need no sentence

    sources: dict[str, set[str]] = {_SENTENCES: set(), _FRAGMENTS: set()}
    for path in sorted(FOLDER.glob("*.ts")):
        try:
            root = ElementTree.parse(path).getroot()
        except (OSError, ElementTree.ParseError) as error:
            _log.warning("%s cannot be read: %s", path, error)
            continue
        for context in root.iter("context"):
            if (name := context.findtext("name", "")) in sources:
                sources[name].update(message.findtext("source", "") for message in context.iter("message"))
    return {
        name: tuple(sorted(map(pattern_of, texts - {""}), key=lambda one: (-one.n_fixed, one.source)))
        for name, texts in sources.items()
    }


@lru_cache(maxsize=256)
def _said(text: str, _language: str) -> str:
    """Sentence by sentence; several are one where one pattern covers them. _language: two share no text here."""
    patterns = _patterns()[_SENTENCES]
    ends = [found.span() for found in _END.finditer(text)]
    if len(ends) >= MAX_SENTENCES:
        return text
    cuts = [(0, 0), *ends, (len(text), len(text))]
    done, first = "", 0
    while first < len(cuts) - 1:
        start = cuts[first][1]
        for last in range(min(len(cuts) - 1, first + MAX_JOINED), first, -1):
            found = _one(text[start : cuts[last][0]], patterns)
            if found is not None:
                break
        else:
            last = first + 1
            found = _fragment(text[start : cuts[last][0]])
        done += found + text[cuts[last][0] : cuts[last][1]]
        first = last
    return done


def _one(sentence: str, patterns: Sequence[_Pattern]) -> str | None:
    for pattern in patterns:
        values = pattern.values(sentence)
        if values is not None and _is_plausible(pattern, values):
            found = QCoreApplication.translate(_SENTENCES, pattern.source)
            return filled(found, [said_value(value) for value in values])
    return None


def _fragment(piece: str) -> str:
    """A piece of a sentence in the window's language; as it is where it is none."""
    for pattern in _patterns()[_FRAGMENTS]:
        values = pattern.values(piece)
        if values is not None and _is_likely(pattern, values):
            found = QCoreApplication.translate(_FRAGMENTS, pattern.source)
            return filled(found, [said_value(value) for value in values])
    return piece


def _is_likely(pattern: _Pattern, values: Sequence[str]) -> bool:
    """What begins with any text and goes on with a word or two fits a stranger's name as well, unless it is a number
    that it begins with."""
    least = MIN_OF_FRAGMENT if pattern.texts[0] or len(values) > 1 else 2 * MIN_OF_FRAGMENT
    return not values or pattern.n_fixed >= least or all(map(_NUMBER.fullmatch, values))


def _is_plausible(pattern: _Pattern, values: Sequence[str]) -> bool:
    """A pattern that is little more than its places fits anything; and a value that goes on beyond the end of a
    sentence is whole sentences, or the pattern fits two by chance."""
    if values and pattern.n_fixed < MIN_FIXED:
        return False
    return all(value.endswith(_STOPS) or not _END.search(value) for value in values)


_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?( (?:[kMGT]i?B|ms|s|%))?")
"""As Python writes it; with a unit if it has decimals, since a version has some too."""
_UNITS = {"kB": N_("kB"), "MB": N_("MB"), "GB": N_("GB"), "TB": N_("TB")}


def said_value(value: str) -> str:
    """A value may be sentences itself, a piece of one, what the system said, or a number: 40,320 would be forty in
    German."""
    if value.endswith(_STOPS):
        return said(value)
    if (reason := usual_reason(value)) is not None:
        return translated(reason)
    found = _NUMBER.fullmatch(value)
    if found is None:
        return _fragment(value)
    if found[2] and not found[3]:
        return value
    decimals = QLocale().decimalPoint() + found[2] if found[2] else ""
    unit = (found[3] or "").strip()
    whole = in_words(int(found[1].replace(",", ""))) if "," in found[1] else found[1]  # others may be a year, a port
    number = whole + decimals
    return f"{number} {translated(_UNITS.get(unit, unit))}" if unit else number

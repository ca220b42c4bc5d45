"""What makes the window's languages: that every text of the program is found, and that nothing in one is damaged."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import translations
from pseudo_locale import pseudo
from sentences import WITH_FRAGMENTS, all_fragments, all_sentences, fragments_of, sentences_of

REPOSITORY = Path(__file__).parents[3]
DESKTOP = REPOSITORY / "desktop" / "inglenook_desktop"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the program as it is."""
    path = tmp_path_factory.mktemp("catalogue") / "inglenook_de.ts"
    translations.update([path])
    return path


LOOK_UPS = ("QCoreApplication.translate", "translate", "tr")


def sources_in(path: Path) -> set[tuple[str, str]]:
    """Context and text."""
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ElementTree.parse(path).iter("context")
        for message in context.iter("message")
    }


def calls_in(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every look-up, with the class it stands in."""

    def walk(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield owner, child
            yield from walk(child, child.name if isinstance(child, ast.ClassDef) else owner)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), "")


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_text_that_is_looked_up_is_found_by_make_translations(catalogue: Path) -> None:
    """One that lupdate cannot see (not literal, in an f-string, in a function outside of a class) stays English."""
    known, lost, n_calls = sources_in(catalogue), [], 0
    found: tuple[str | None, str | None]
    for path in sorted(set(DESKTOP.rglob("*.py")) - {DESKTOP / "translating.py"}):
        for owner, call in calls_in(path):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            match name:
                case "tr" if isinstance(call.func, ast.Attribute) and len(call.args) != 2:
                    found = owner, literal(call.args[0])
                case "tr" | "translate" if ast.unparse(call.func) in LOOK_UPS:
                    found = literal(call.args[0]), literal(call.args[1])
                    if found == ("", None):  # what N_ marks elsewhere
                        continue
                case "N_" | "_tr":
                    found = "", literal(call.args[0])
                case _:
                    continue
            n_calls += 1
            if found not in known:
                lost.append(f"{path.relative_to(REPOSITORY)}:{call.lineno} {ast.unparse(call)[:90]}")
    assert not lost, "write the text itself into self.tr(…), translate(context, …), _tr(…) or N_(…):\n" + "\n".join(
        lost
    )
    assert n_calls > 600


def test_a_mark_in_a_module_without_qt_a_plural_and_an_error_are_found(catalogue: Path) -> None:
    known = sources_in(catalogue)
    assert ("", "Font size") in known
    assert ("sentences", "%1 is incomplete or damaged. Fetch the file again.") in known
    assert ("parts", "%1 tokens") in known


def test_updating_again_changes_nothing_and_keeps_what_is_translated(catalogue: Path, tmp_path: Path) -> None:
    path = tmp_path / "inglenook_de.ts"
    text = catalogue.read_text(encoding="utf-8")
    text = text.replace(
        '<source>Font size</source>\n        <translation type="unfinished"></translation>',
        "<source>Font size</source>\n        <translation>Schriftgröße</translation>",
    )
    assert "Schriftgröße" in text
    path.write_text(text, encoding="utf-8")
    translations.update([path])
    assert path.read_text(encoding="utf-8") == text


def test_the_catalogues_of_the_program_can_be_compiled(tmp_path: Path) -> None:
    for language in translations.LANGUAGES:
        source = shutil.copy(translations.catalogue(language), tmp_path)
        target = tmp_path / f"{language}.qm"
        translations.compile_one(Path(source), target)
        assert target.stat().st_size > 0


def test_sentences_are_those_that_a_person_is_told() -> None:
    source = '''
"""Not this docstring."""
def f(name, size):
    """Nor this one."""
    _log.warning("Nor this line of the log.")
    if not name:
        raise EngineError(KIND, "The name is empty. Give one.")
    sql("UPDATE messages SET x = ?")
    self.tr("Translated where it is.")
    advice = " Try again." if size else ""
    return f"{name} has {size:,} bytes." + advice if size else f"{name} is too large. {advice}"
'''
    expected = {"The name is empty. Give one.", "%1 has %2 bytes.", "Try again.", "%1 is too large. %2"}
    assert set(sentences_of(source)) == expected


def test_the_programs_own_sentences_are_many_and_no_sql_is_among_them() -> None:
    found = all_sentences(REPOSITORY)
    assert len(found) > 250
    assert not [one for one in found if "WHERE" in one or "SET " in one]


def test_fragments_are_the_pieces_that_stand_in_sentences() -> None:
    source = """
def f(key, n):
    if key:
        raise Damaged(f"the key {key} is in it twice")
    if n:
        raise ValueError("a bug of this program")
    problem = "it is too long" if n else "x"
    raise Refused(f"This name is refused: {problem}.", detail="only for the log")
"""
    assert set(fragments_of(source)) == {"the key %1 is in it twice", "it is too long"}


def test_the_programs_own_fragments_are_those_of_modules_that_are_there() -> None:
    found = all_fragments(REPOSITORY)
    assert {"look at %1", "writing and translating; many languages", "%1 messages in 1 conversation"} <= set(found)
    roots = (DESKTOP, REPOSITORY / "engine" / "inglenook_engine")
    assert [name for name in WITH_FRAGMENTS if not any((root / name).exists() for root in roots)] == []


@pytest.mark.parametrize(
    "text",
    [
        "%1 of %2 tokens",
        "&File",
        "Models (*.gguf)",
        "<b>Bold</b> &amp; plain",
        "%n messages",
        "See https://example.org/x.",
    ],
)
def test_the_pseudo_locale_keeps_what_a_program_reads(text: str) -> None:
    made = pseudo(text)
    for kept in ("%1", "%2", "%n", "&F", "(*.gguf)", "<b>", "&amp;", "https://example.org/x."):
        assert (kept in made) == (kept in text or (kept == "&F" and "&F" in text)), kept
    assert (made[0], made[-1]) == ("⟦", "⟧")


def test_the_pseudo_locale_is_longer_by_two_fifths() -> None:
    text = "The quick brown fox jumps over the lazy dog."
    assert 1.35 * len(text) <= len(pseudo(text)) <= 1.5 * len(text)

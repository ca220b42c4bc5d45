#!/usr/bin/env python3
"""The window's languages: `update` brings the .ts files up to date with the program, `compile` makes their .qm.

Both use Qt's own tools, which come with PySide6. The .ts files, in desktop/inglenook_desktop/translations/, are what a
translator edits (with Qt Linguist, or as text) and what is committed. The .qm files lie beside them, are not
committed, and go into the installed package; CMake makes them when Inglenook is installed (native/CMakeLists.txt).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "desktop" / "inglenook_desktop" / "translations"
SOURCES = ROOT / "desktop" / "inglenook_desktop"
LANGUAGES = ("de", "fr")
COMPLETE = ("de", "fr")
"""Those that a test wants whole: no text unfinished, no value or shortcut of a button lost."""

ALIASES = "QT_TR_NOOP+=N_,QT_TR_NOOP+=_tr"
"""N_ marks a text in a module without Qt, _tr looks one up in a function outside of a class; both without context."""

_BARE_TR = re.compile(r"(?<![.\w])tr\(")
"""Of `tr = QCoreApplication.translate`."""


def main(arguments: Sequence[str]) -> int:
    match list(arguments):
        case ["update"]:
            update([catalogue(language) for language in LANGUAGES])
            compile_all()
        case ["compile"]:
            compile_all()
        case _:
            print("translations.py update | compile", file=sys.stderr)
            return 2
    return 0


def catalogue(language: str) -> Path:
    """Its .ts file."""
    return FOLDER / f"inglenook_{language}.ts"


def update(catalogues: Sequence[Path]) -> None:
    """Add what is new in the program to each, and drop what is gone. Raises CalledProcessError."""
    sys.path.insert(0, str(Path(__file__).parent))
    from sentences import CONTEXT, FRAGMENTS, all_fragments, all_sentences

    with tempfile.TemporaryDirectory() as folder:
        sentences = Path(folder) / "sentences.py"
        marked = (
            *((CONTEXT, text) for text in all_sentences(ROOT)),
            *((FRAGMENTS, text) for text in all_fragments(ROOT)),
        )
        lines = [f"QT_TRANSLATE_NOOP({context!r}, {text!r})\n" for context, text in marked]
        sentences.write_text("".join(lines), encoding="utf-8")
        files = Path(folder) / "files"
        modules = [_readable(path, Path(folder)) for path in sorted(SOURCES.rglob("*.py"))]
        files.write_text("\n".join(map(str, [*modules, sentences])), encoding="utf-8")
        fixed = ("-silent", "-locations", "none", "-no-obsolete", "-tr-function-alias", ALIASES)
        _run("lupdate", *fixed, f"@{files}", "-ts", *map(str, catalogues))


def _readable(path: Path, folder: Path) -> Path:
    """A copy that lupdate understands: it takes a bare `tr(context, text)` for one without a context."""
    copy = folder / path.relative_to(SOURCES)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(_BARE_TR.sub("translate(", path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def compile_all() -> None:
    """Every .ts in its folder. Raises CalledProcessError."""
    for path in sorted(FOLDER.glob("*.ts")):
        compile_one(path, path.with_suffix(".qm"))


def compile_one(source: Path, target: Path) -> None:
    """What is not translated yet stays English. The file is replaced and not written into, because Qt maps it, and a
    program that runs from here would die of it. Raises CalledProcessError."""
    made = target.with_suffix(".qm-new")
    _run("lrelease", "-silent", str(source), "-qm", str(made))
    made.replace(target)


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / tool
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

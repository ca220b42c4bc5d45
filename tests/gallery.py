"""The gallery: `make gallery` (`python tests/gallery.py`) writes a picture of every state of the window, in every look,
into build/gallery, a page of them (index.html) and some of them on one sheet (contact-sheet.png).

    python tests/gallery.py [--look dark] [--chapter reading] [--into FOLDER]

Each look is made by processes of its own, since a screen's scale and the program's language are chosen at the start:
light, dark, both at 200 %, German, French, and high contrast. The pictures are of the real window through the real
session, over a scripted engine and generated conversations. Exit status 1 where a state could not be reached.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from unittest.mock import patch

TESTS = Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS))

INTO = TESTS.parent / "build" / "gallery"
SCREEN = {"name": "gallery", "x": 0, "y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
ON_SHEET = (
    ("light", "answered"), ("dark", "mathematics"), ("light", "attached"), ("dark", "message-menu"),
    ("dark", "palette"), ("light", "side-by-side"), ("german", "context-panel"), ("light", "search-hit"),
    ("light", "shortcuts"), ("dark", "statistics"), ("light-contrast", "presets"), ("dark-contrast", "models-plan"),
)  # fmt: skip
"""What the contact sheet shows, as far as it is there."""
SHEET_COLUMNS, SHEET_PX = 4, (360, 260)
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; background: #fff; color: #222; }
@media (prefers-color-scheme: dark) { body { background: #1b1b1d; color: #e6e6e6; } a { color: #eba57e; } }
nav a { margin-right: 1.2em; }
figure { display: inline-block; margin: 0 1.2rem 1.6rem 0; vertical-align: top; width: 460px; }
img { width: 100%; border-radius: 4px; }
figcaption { margin-top: .3em; }
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", action="append", help="only this one; may be given several times")
    parser.add_argument("--chapter", action="append", help="only this one; may be given several times")
    parser.add_argument("--into", type=Path, default=INTO)
    parser.add_argument("--play", nargs=2, metavar=("LOOK", "CHAPTER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.play:
        return play(options.play[0], options.play[1], options.into)
    from gallery_stage import LOOKS
    from gallery_states import CHAPTERS

    failed = 0
    for look in LOOKS:
        if options.look and look.name not in options.look:
            continue
        for chapter in CHAPTERS:
            if options.chapter and chapter.name not in options.chapter:
                continue
            print(f"{look.title}: {chapter.title}", flush=True)
            command, environment = _command(look.name, chapter.name, options.into), _environment(look.scale)
            failed += subprocess.run(command, env=environment, check=False).returncode != 0
    (options.into / "index.html").write_text(page(options.into), encoding="utf-8")
    write_sheet(options.into)
    print(options.into / "index.html")
    return 1 if failed else 0


def _command(look: str, chapter: str, into: Path) -> list[str]:
    return [sys.executable, str(TESTS / "gallery.py"), "--play", look, chapter, "--into", str(into)]


def _environment(scale: int) -> dict[str, str]:
    """A private home, and a screen on which every window has room."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "HF_", "QT_", "INGLENOOK"))}
    home = tempfile.mkdtemp(prefix="inglenook-gallery-")
    screen = Path(home) / "screen.json"
    screen.write_text(json.dumps({"screens": [{**SCREEN, "width": 1600 * scale, "height": 1100 * scale}]}))
    return {
        **kept,
        "HOME": home,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "QT_SCALE_FACTOR": str(scale),
        "QT_LOGGING_RULES": "qt.qpa.plugin=false",
    }


def play(look_name: str, chapter_name: str, into: Path) -> int:
    """In the process of one look and chapter."""
    from gallery_stage import LOOKS, Stage
    from gallery_states import CHAPTERS
    from inglenook_desktop import library
    from inglenook_desktop.translating import install_language
    from PySide6.QtWidgets import QApplication

    look = next(one for one in LOOKS if one.name == look_name)
    chapter = next(one for one in CHAPTERS if one.name == chapter_name)
    app = QApplication(["inglenook"])
    app.setApplicationName("inglenook")
    install_language(app, look.language)
    with tempfile.TemporaryDirectory(prefix="inglenook-gallery-", ignore_cleanup_errors=True) as work:
        stage = Stage(app=app, look=look, work=Path(work), pictures=into / look.name)
        try:
            with patch.object(library, "starter_path", stage.starter):
                chapter.play(stage)
        except Exception:  # a state that cannot be reached costs its chapter the rest, not the gallery
            traceback.print_exc()
            return 1
        finally:
            stage.close()
    missing = set(chapter.pictures) ^ set(stage.taken)
    if missing:
        print(f"{chapter.name}: not as it says: {', '.join(sorted(missing))}", file=sys.stderr)
    return 1 if missing else 0


def write_sheet(into: Path) -> None:
    """Some of all on one picture, into/contact-sheet.png."""
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    shown = [image for look, name in ON_SHEET if not (image := QImage(str(into / look / f"{name}.png"))).isNull()]
    width, height = SHEET_PX
    n_rows = -(-len(shown) // SHEET_COLUMNS)
    sheet = QImage(SHEET_COLUMNS * width, max(1, n_rows * height), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    for number, image in enumerate(shown):
        small = image.scaled(
            QSize(width - 4, height - 4), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        left = number % SHEET_COLUMNS * width + (width - small.width()) // 2
        painter.drawImage(left, number // SHEET_COLUMNS * height + (height - small.height()) // 2, small)
    painter.end()
    sheet.save(str(into / "contact-sheet.png"))


def page(into: Path) -> str:
    """All pictures that are there, by chapter and state, each in every look."""
    from gallery_stage import LOOKS
    from gallery_states import CHAPTERS

    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Inglenook: every state</title>",
        f"<style>{STYLE}</style><h1>Inglenook: every state</h1><nav>",
        *(f'<a href="#{chapter.name}">{html.escape(chapter.title)}</a>' for chapter in CHAPTERS),
        "</nav>",
    ]
    for chapter in CHAPTERS:
        parts.append(f'<h2 id="{chapter.name}">{html.escape(chapter.title)}</h2>')
        for name, title in chapter.pictures.items():
            parts.append(f"<h3>{html.escape(title)}</h3>")
            for look in LOOKS:
                if (into / look.name / f"{name}.png").exists():
                    where = f"{look.name}/{name}.png"
                    parts.append(
                        f'<figure><a href="{where}"><img src="{where}" loading=lazy '
                        f'alt="{html.escape(title)}, {html.escape(look.title)}"></a>'
                        f"<figcaption>{html.escape(look.title)}</figcaption></figure>"
                    )
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())

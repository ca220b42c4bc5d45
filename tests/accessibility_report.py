"""The accessibility report: `python tests/accessibility_report.py` writes docs/accessibility.md anew.

It opens the real window over a scripted engine, offscreen, walks through it with the Tab key as a person does, and
writes down what an assistive program is told. Exit status 1 where something is wrong.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parent))

from accessibility import (
    Control,
    caught,
    controls_of,
    out_of_order,
    out_of_reach,
    too_small,
    walk,
    without_name,
    without_role,
)
from every_window import Seen, furnished, visit
from fakes_engine import FakeEngine, loads, says
from gallery_stage import Stage
from inglenook_desktop.app import Session
from inglenook_desktop.commands import CommandGroup, group_title, plain
from inglenook_desktop.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colors
from inglenook_desktop.views.announcing import Announcing
from inglenook_desktop.views.transcript_colors import contrast
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

TARGET = Path(__file__).resolve().parents[1] / "docs" / "accessibility.md"
CONVERSATION = "The window, with a conversation"
ANSWER = ("The fire burns ", "low. Put **wood** on it.\n\n```python\nx = 1\n```\n", "Good night!")

PALETTES = {"light": LIGHT, "dark": DARK, "light, high contrast": LIGHT_CONTRAST, "dark, high contrast": DARK_CONTRAST}
PAIRS = (
    ("text", ("window", "sidebar", "field", "panel", "selected", "hover"), 4.5, 7.0),
    ("muted", ("window", "sidebar", "field", "panel", "selected", "hover"), 4.5, 7.0),
    ("link", ("window", "sidebar"), 4.5, 7.0),
    ("on_accent", ("accent", "accent_hover"), 4.5, 7.0),
    ("error_text", ("error_panel",), 4.5, 7.0),
    ("border", ("window", "sidebar", "field"), 0.0, 4.5),
)
"""What is read, on which grounds, and the least contrast that is asked for, usual and high."""


INTRODUCTION = """# Accessibility

Written by `python tests/accessibility_report.py` from the running program. `tests/unit/window/test_accessibility.py`
checks the same, so that a control without a name or out of reach fails the tests.

- Every control of every window has a name and a role, can be reached by Tab or, where one of several choices is taken,
  from that one by the arrows, and Tab meets what belongs together in the order in which it is read. It is caught
  nowhere; the command palette and the list of prompt templates, which lie over the window, keep it until Esc. The tests
  hold the list of windows below complete. Dialogs for files are Qt's own or the system's, and not among them.
- Every command stands in the menus and in the palette (Ctrl+K), and the person may change its keys.
  With Alt, no letter means two things in one window, in any language.
- An answer in progress is announced sentence by sentence, politely: what a screen reader is saying is said to its end.
  Code is announced by its length. Under Settings, Notifications: its beginning and end alone, or nothing.
- Colours follow the system's light, dark and high contrast, or the person's choice. Text has at least 4.5 to 1 on its
  ground, with high contrast 7 to 1. Font, its size, the zoom of conversations and density are settings, in force at
  once.
- Nothing blinks or moves by itself while the window is idle.

What is missing: Qt gives an area that scrolls, the transcript among them, and a field for keys no role of their own
(their names say what they are). The report is about what Qt tells assistive programs; no screen reader was listened to.
Nothing of it has been tried on Windows and macOS. Buttons in running text and beside a title, boxes and choices with
their words are as high as their line, which is less than 24 pixels ("small")."""


def main() -> int:
    app = QApplication(["inglenook"])
    QLocale.setDefault(QLocale.c())
    problems: list[str] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ |= {"HOME": folder, "XDG_CACHE_HOME": f"{folder}/cache", "HF_HOME": f"{folder}/hf"}
        parts = [INTRODUCTION, *_windows(app, Path(folder), problems), _contrast(problems)]
    TARGET.write_text("\n\n".join(parts).replace(folder, "~") + "\n", encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{TARGET.name}: {len(problems)} problems")
    return 1 if problems else 0


def _windows(app: QApplication, folder: Path, problems: list[str]) -> list[str]:
    """Each with a row of the overview; the first of its kind with a table."""
    rows, tables = [], []
    shown: set[type] = set()
    with furnished(app, folder) as stage:
        for seen in visit(stage):
            row, table = _window(seen, problems)
            rows.append(row)
            if type(seen.widget) not in shown or seen.name == CONVERSATION:
                tables.append(table)
            shown.add(type(seen.widget))
        commands = _commands(stage.session)
        heard = _heard(stage)
    overview = [
        "| window | controls | without a name | without a role | out of reach | against the order | small |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]
    told = "## An answer as it is announced\n\n" + "\n".join(f"> {words}" for words in heard)
    return ["## Windows\n\n" + "\n".join(overview), *tables, commands, told]


def _heard(stage: Stage) -> list[str]:
    """What is announced of an answer."""
    heard: list[str] = []
    session = stage.open(FakeEngine(stage.work / "heard", loads=[loads()], answers=[says(*ANSWER)]))
    listener = Announcing(
        session.transcript,
        session.preferences,
        session.window.composer,
        announce=lambda _, words: heard.append(words),
        is_wanted=lambda: True,
    )
    stage.ask("What keeps us warm?")
    listener.deleteLater()
    return heard


def _window(seen: Seen, problems: list[str]) -> tuple[str, str]:
    """Its row of the overview, and its table."""
    QApplication.processEvents()
    walked = walk(seen.widget)
    controls = controls_of(seen.widget, walked)
    checks: tuple[list[str], ...] = (without_name(controls), without_role(controls), [], [])
    if not seen.keeps_focus:
        checks = (*checks[:2], [*out_of_reach(controls), *caught(walked)], out_of_order(walked))
    problems.extend(f"{seen.name}: {problem}" for check in checks for problem in check)
    counts = " | ".join(str(len(check)) for check in (*checks, too_small(controls)))
    rows = [
        f"## {seen.name}",
        "",
        "| Tab | name | role | keys | pixels |",
        "|---|---|---|---|---|",
        *(_row(control) for control in controls),
    ]
    return f"| {seen.name} | {len(controls)} | {counts} |", "\n".join(rows)


def _row(control: Control) -> str:
    place = str(control.tab_place) if control.tab_place else "arrows"
    name = control.name.replace("|", "\\|")
    return f"| {place} | {name} | {control.role} | {control.keys} | {control.width} × {control.height} |"


def _commands(session: Session) -> str:
    rows = ["## Commands", "", "| menu | command | keys |", "|---|---|---|"]
    for group in CommandGroup:
        for command in session.window.commands.all:
            if command.group is group:
                keys = ", ".join(f"`{one.toString()}`" for one in command.default_keys)
                rows.append(f"| {plain(group_title(group))} | {command.title} | {keys} |")
    return "\n".join(rows)


def _contrast(problems: list[str]) -> str:
    rows = ["## Contrast", "", "| colour | " + " | ".join(PALETTES) + " |", "|---|" + "---|" * len(PALETTES)]
    for name, grounds, usual, high in PAIRS:
        for ground in grounds:
            figures = []
            for title, colors in PALETTES.items():
                ratio = _ratio(colors, name, ground)
                figures.append(f"{ratio:.1f}")
                if ratio < (high if colors.is_high_contrast else usual):
                    problems.append(f"{title}: {name} on {ground} has {ratio:.1f} to 1")
            rows.append(f"| {name} on {ground} | " + " | ".join(figures) + " |")
    return "\n".join(rows) + "\n\nEach to 1, by WCAG 2.2. A border carries no meaning of its own without high contrast."


def _ratio(colors: Colors, name: str, ground: str) -> float:
    return contrast(QColor(getattr(colors, name)), QColor(getattr(colors, ground)))


if __name__ == "__main__":
    sys.exit(main())

"""Every control of every window has a name and a role, can be reached without a pointer, and is met in the order in
which one reads."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

from accessibility import controls_of, out_of_order, out_of_reach, problems_of, tab_order, walk, without_name
from every_window import QUESTIONS, shelf, visit, writing
from fakes_engine import FakeEngine, loads, says
from gallery_stage import Stage
from inglenook_desktop import views
from inglenook_desktop.app import Session
from inglenook_desktop.views.folder_dialog import FolderDialog
from inglenook_desktop.views.list_editor import ListEditor
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from visible_texts import doubled_letters
from windows import OpenWindow, answer_deletion

VIEWS = Path(views.__file__).parent


def test_every_window(stage: Stage) -> None:
    """And that every window of the program is among them."""
    problems, opened, names = [], set(), set()
    for seen in visit(stage):
        problems += [f"{seen.name}: {one}" for one in problems_of(seen.widget, keeps_focus=seen.keeps_focus)]
        problems += [f"{seen.name}: {one}" for one in doubled_letters(seen.widget)]
        opened.add(type(seen.widget))
        names.add(seen.name)
    assert not problems, "\n".join(problems)
    assert windows_of_the_program() <= opened
    popups = {path.stem for path in VIEWS.glob("*.py") if "Qt.WindowType.Popup" in path.read_text(encoding="utf-8")}
    assert popups <= {one.__module__.rpartition(".")[2] for one in opened}
    asking = {path.name for path in VIEWS.glob("*.py") if " = QMessageBox(" in path.read_text(encoding="utf-8")}
    assert asking == set(QUESTIONS)
    assert set(QUESTIONS.values()) <= names


def windows_of_the_program() -> set[type[QWidget]]:
    """Every class of a window or dialog that no other one is made from."""
    for module in pkgutil.iter_modules(views.__path__):
        importlib.import_module(f"{views.__name__}.{module.name}")
    found: set[type[QWidget]] = set()
    bases: list[type[QWidget]] = [QDialog, QMainWindow]
    while bases:
        made = [one for one in bases.pop().__subclasses__() if one.__module__.startswith("inglenook_desktop.")]
        bases += made
        found |= {one for one in made if not one.__subclasses__()}
    return found


def test_back_tab_goes_the_same_way(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, ask: Callable[[Session, str], None]
) -> None:
    session = open_window(FakeEngine(tmp_path / "one", loads=[loads()], answers=[says("Done.")]))
    ask(session, "2 + 3?")
    session.window.transcript.flush()
    forward = list(tab_order(session.window))
    there = session.window.composer.field
    there.setFocus()
    back = []
    for _ in forward:
        QTest.keyClick(session.window.focusWidget(), Qt.Key.Key_Backtab)
        back.append(session.window.focusWidget())
    start = forward.index(there)
    assert [*reversed(back)] == [*forward[start:], *forward[:start]]


def test_the_settings_of_a_folder_begin_at_its_name_and_an_empty_list_at_new(stage: Stage) -> None:
    """Where a person types is not on Save, and where Space deletes one after the other it closes nothing."""
    for name in shelf(stage):
        if name == "Folder":
            (dialog,) = stage.over()
            assert isinstance(dialog, FolderDialog)
            assert dialog.focusWidget() is dialog.name
        stage.close_all()
    for _ in writing(stage):
        dialog = stage.over()[-1]
        assert isinstance(dialog, ListEditor)
        dialog.remove_button.setFocus()
        while dialog.things:
            QTest.keyClick(dialog.remove_button, Qt.Key.Key_Space)
            answer_deletion(dialog)
        assert dialog.focusWidget() is dialog.add_button
        dialog.close()


def test_a_button_that_goes_while_it_has_the_focus_takes_nothing_with_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    """Qt moves the focus while it destroys a widget; Python must not look at that one."""
    session = open_window()
    for _ in range(5):
        button = QPushButton("Gone soon", session.window.composer)
        button.show()
        button.setFocus()
        button.deleteLater()
        del button
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    made = [QAction("one", session.window) for _ in range(200)]
    gc.collect()
    assert all(isValid(action) for action in made)
    assert all(isValid(action) for action in session.window.model_bar.speculation.mode_actions.values())


def test_the_checks_themselves_find_what_is_wrong(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second, field = QPushButton("First", window), QPushButton("Second", window), QLineEdit(window)
    icon = QToolButton(window)
    icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for widget in (second, first, field, icon):
        row.addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    walked = walk(window)
    controls = controls_of(window, walked)
    assert len(without_name(controls)) == 2
    assert len(out_of_reach(controls)) == 1
    assert len(out_of_order(walked)) == 1

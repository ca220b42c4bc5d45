"""What the tests of the window share, apart from fixtures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from fakes_engine import FakeEngine
from inglenook_desktop.app import Session
from inglenook_desktop.models.transcript import TranscriptItem
from inglenook_desktop.store import Store
from inglenook_desktop.views.list_editor import ListEditor
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

SECOND_MODEL = "second"


PATIENCE_MS = 120_000


class PatientBot(QtBot):
    """Waits as long as a busy machine needs, however short a test thinks that it takes. What never comes fails all the
    same."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal: Any, *, timeout: int = 0, raising: bool | None = None, **options: Any) -> Any:
        if raising is not False:  # as in assertNotEmitted, where it is to stay away
            timeout = max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=timeout, raising=raising, **options)

    def waitExposed(self, widget: QWidget, *, timeout: int = 0) -> Any:
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE_MS))

    def waitActive(self, widget: QWidget, *, timeout: int = 0) -> Any:
        return super().waitActive(widget, timeout=max(timeout, PATIENCE_MS))


Inspect = Callable[[Sequence[str]], list[str]]


def looks_into_nothing(paths: Sequence[str]) -> list[str]:
    """The command of an inspecting child that knows no file."""
    return [sys.executable, "-I", "-S", "-c", ""]


_SAYS_ONE_VOCABULARY = """
import json, sys
for path in sys.argv[1:]:
    print(json.dumps(dict(path=path, name="n", architecture="llama", size_bytes=1, n_params=1,
                          vocabulary="a" * 64, error=None)))
"""


def finds_one_vocabulary(paths: Sequence[str]) -> list[str]:
    """The command of an inspecting child in whose eyes all models have the same vocabulary."""
    return [sys.executable, "-I", "-S", "-c", _SAYS_ONE_VOCABULARY, *paths]


class OpenWindow(Protocol):
    def __call__(
        self,
        engine: FakeEngine | None = None,
        *,
        data_dir: Path | None = None,
        model: str | None = None,
        is_new: bool = False,
        scheme: Qt.ColorScheme = Qt.ColorScheme.Light,
        is_ready: bool = True,
        inspect: Inspect = looks_into_nothing,
        makes_titles: bool = False,
    ) -> Session: ...


def last_item(session: Session) -> TranscriptItem:
    return session.transcript.item(len(session.transcript) - 1)


def store_of(session: Session) -> Store:
    store = session.controller.desk.store
    assert store is not None
    return store


def delete_chosen(dialog: ListEditor[Any], *, is_meant: bool = True) -> None:
    """As a person does it, with the answer to the question."""
    dialog.remove_button.click()
    answer_deletion(dialog, is_meant=is_meant)


def answer_deletion(dialog: ListEditor[Any], *, is_meant: bool = True) -> None:
    question = dialog.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    buttons = {question.buttonRole(button): button for button in question.buttons()}
    role = QMessageBox.ButtonRole.DestructiveRole if is_meant else QMessageBox.ButtonRole.RejectRole
    buttons[role].click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

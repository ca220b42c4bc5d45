"""A person changes how the starter model is loaded, in the real window over the real engine and real plans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.load_settings import LoadSettings, read_load_settings
from inglenook_desktop.state import Loaded, Loading
from inglenook_desktop.views.load_settings_dialog import LoadSettingsDialog
from inglenook_engine.types import FlashAttention, KvType
from pictures import SCHEMES, keep
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.model, pytest.mark.slow]

OpenReal = Callable[[Path | str], Session]


def dialog_of(session: Session, qtbot: QtBot) -> LoadSettingsDialog:
    """Opened from the menu of the model bar, with its first plan."""
    bar = session.window.model_bar
    bar.fill_menu()
    (action,) = (one for one in bar.menu.actions() if one.text() == "Load settings…")
    action.trigger()
    dialog = session.load_settings.dialog
    assert dialog is not None
    wait_for_plan(dialog, qtbot)
    return dialog


def wait_for_plan(dialog: LoadSettingsDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: " fits: it takes " in dialog.verdict.text() or dialog._is_refused)


def take(chooser: QComboBox, qtbot: QtBot, text: str) -> None:
    """With the keyboard alone."""
    number = chooser.findText(text)
    assert number >= 0, [chooser.itemText(i) for i in range(chooser.count())]
    chooser.setFocus()
    while chooser.currentIndex() != number:
        qtbot.keyClick(chooser, Qt.Key.Key_Down if chooser.currentIndex() < number else Qt.Key.Key_Up)


def tokens(n: int) -> str:
    return f"{QLocale().toString(n)} tokens"


def photograph(session: Session, dialog: LoadSettingsDialog, name: str) -> None:
    for scheme in SCHEMES:
        session.theme.set_scheme(scheme)
        QApplication.processEvents()
        keep(dialog.grab().toImage(), session, name)


def loaded(session: Session) -> Loaded:
    engine = session.controller.state.engine
    assert isinstance(engine, Loaded)
    return engine


def test_a_context_and_a_cache_are_chosen_kept_and_given_up(
    open_real_window: OpenReal, qtbot: QtBot, starter_model: Path, tmp_path: Path
) -> None:
    session = open_real_window(starter_model)
    usual = loaded(session)
    assert (usual.model.n_ctx, usual.model.kv_type) == (8192, KvType.F16)
    assert usual.memory is not None

    dialog = dialog_of(session, qtbot)
    assert dialog.context.chooser.currentText() == f"Automatic ({tokens(8192)})"
    assert dialog.kv_type.chooser.currentText() == "Automatic (f16)"
    assert dialog.kv_type.reason.text() == "The full quality."
    assert dialog.taken.text().startswith("As it is loaded now, its ")
    photograph(session, dialog, "load-settings-automatic")
    before = dialog.verdict.text()
    take(dialog.context.chooser, qtbot, tokens(2048))
    take(dialog.kv_type.chooser, qtbot, "q8_0")
    qtbot.waitUntil(lambda: dialog.verdict.text() != before)
    qtbot.waitUntil(lambda: dialog.flash.chooser.currentText() == "Automatic (on)")
    assert dialog.flash.reason.text() == "A quantised KV cache needs it."
    photograph(session, dialog, "load-settings-chosen")
    qtbot.mouseClick(dialog.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loading))
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, Loaded), timeout=60_000)
    model = loaded(session).model
    assert (model.n_ctx, model.kv_type, model.flash_attention) == (2048, KvType.Q8_0, FlashAttention.ON)
    assert read_load_settings(tmp_path / "data") == {str(starter_model): LoadSettings(n_ctx=2048, kv_type=KvType.Q8_0)}
    session.close()

    again = open_real_window("")
    model = loaded(again).model
    assert (model.n_ctx, model.kv_type) == (2048, KvType.Q8_0)
    dialog = dialog_of(again, qtbot)
    assert dialog.context.chooser.currentText() == tokens(2048)
    assert dialog.context.chooser.itemText(0) == f"Automatic ({tokens(8192)})"
    take(dialog.flash.chooser, qtbot, "off")
    qtbot.waitUntil(lambda: dialog.verdict.text().startswith("A KV cache of type q8_0 needs flash attention."))
    assert not dialog.ok_button.isEnabled()
    photograph(again, dialog, "load-settings-refused")
    qtbot.mouseClick(dialog.automatic_button, Qt.MouseButton.LeftButton)
    wait_for_plan(dialog, qtbot)
    assert dialog.ok_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(again.controller.state.engine, Loading))
    qtbot.waitUntil(lambda: isinstance(again.controller.state.engine, Loaded), timeout=60_000)
    assert (loaded(again).model.n_ctx, loaded(again).model.kv_type) == (8192, KvType.F16)
    assert read_load_settings(tmp_path / "data") == {}

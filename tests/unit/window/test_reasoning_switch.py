"""The switch and the budget of models that reason, from the bar and the settings to the engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fakes_engine import MODEL, FakeEngine, loads
from inglenook_desktop.app import Session
from inglenook_desktop.preferences_file import read_preferences
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_engine.reasoning import Reasoning
from pictures import picture
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of

REASONS = replace(MODEL, can_reason=True)


def choose(session: Session, title: str) -> None:
    menu = session.window.model_bar.reasoning.own_menu
    menu.aboutToShow.emit()
    actions: list[QAction] = [action for action in menu.actions() if action.text() == title]
    (action,) = actions
    action.trigger()


def ask(session: Session, qtbot: QtBot, text: str) -> None:
    session.window.composer.set_text(text)
    session.window.composer.submit()
    qtbot.waitUntil(lambda: session.controller.state.is_busy)
    qtbot.waitUntil(lambda: not session.controller.state.is_busy)


def test_a_model_that_reasons_has_a_switch_and_a_budget(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "engine", loads=[loads(REASONS)])
    session = open_window(engine, data_dir=tmp_path / "data")
    button = session.window.model_bar.reasoning
    assert button.isVisible()
    ask(session, qtbot, "One?")
    choose(session, "On")
    choose(session, "At most 1024 tokens")
    assert button.text() == "On · At most 1024 tokens"
    picture(session, qtbot, "reasoning-switch")
    ask(session, qtbot, "Two?")
    choose(session, "Off")
    assert button.text() == "Off"
    ask(session, qtbot, "Three?")
    asked = [(one.params.reasoning, one.params.reasoning_budget_tokens) for one in engine.generations()]
    assert asked == [(Reasoning.AUTO, 0), (Reasoning.ON, 1024), (Reasoning.OFF, 1024)]
    kept = read_preferences(tmp_path / "data").writing
    assert (kept.reasoning, kept.reasoning_budget_tokens) == ("off", 1024)


def test_a_preset_has_the_last_word(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(tmp_path / "engine", loads=[loads(REASONS)])
    session = open_window(engine)
    session.preferences.change("writing", "reasoning", "off")
    preset = store_of(session).writing.add_preset(Preset(name="Deep", params=PresetParams(reasoning=Reasoning.ON)))
    session.controller.presets.choose_for_conversation(preset.id)
    ask(session, qtbot, "One?")
    assert engine.generations()[-1].params.reasoning is Reasoning.ON


def test_other_models_have_none(open_window: OpenWindow) -> None:
    assert not open_window().window.model_bar.reasoning.isVisible()

"""Two real engines side by side, with a preset."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.side_by_side import BesidePhase
from inglenook_desktop.state import Loaded
from inglenook_engine.types import Role
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import store_of

pytestmark = [pytest.mark.model, pytest.mark.slow]

ANSWER_MS = 120_000
OpenReal = Callable[[Path | str], Session]


def test_two_engines_answer_as_a_preset_has_it(open_real_window: OpenReal, qtbot: QtBot, starter_model: Path) -> None:
    session = open_real_window(starter_model)
    controller, window = session.controller, session.window
    assert isinstance(controller.state.engine, Loaded)
    controller.beside.choose(controller.state.engine.choice)  # the smallest there is, twice
    qtbot.waitUntil(lambda: controller.beside.shown.phase is BesidePhase.READY, timeout=ANSWER_MS)
    said = PresetParams(temperature=0.0, max_tokens=4, seed=5)
    preset, problem = controller.presets.save(
        Preset(name="Short", system_prompt="You are a harbour master.", params=said)
    )
    assert preset is not None, problem
    controller.presets.choose_for_conversation(preset.id)
    qtbot.keyClicks(window.composer.field, "Name a ship.")
    qtbot.keyClick(window.composer.field, Qt.Key.Key_Return)
    transcript = controller.beside.transcript
    qtbot.waitUntil(lambda: not controller.state.is_busy and len(transcript) > 0, timeout=ANSWER_MS)
    number = controller.state.conversation_id
    assert number is not None
    store = store_of(session)
    answers = [message for message in store.tree.whole(number) if message.role is Role.ASSISTANT]
    runs = [store.run_of_message(message.id) for message in answers]
    assert [len(message.tokens) for message in answers] == [4, 4]
    assert {run.params for run in runs if run is not None} == {runs[0].params if runs[0] is not None else None}
    assert {store.writing.instructions_of(run.id) for run in runs if run is not None} == {"You are a harbour master."}
    assert transcript.item(len(transcript) - 1).text == answers[-1].content

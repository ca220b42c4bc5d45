"""Presets in the window: whose word counts, choosing, changing, exchanging, and answering again with another one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes_engine import FakeEngine, says
from inglenook_desktop.app import Session
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.shelf_wishes import BeginInFolder
from inglenook_desktop.state import Idle
from inglenook_desktop.views.list_editor import USUAL_SIZE
from inglenook_desktop.views.param_fields import ParamForm
from inglenook_desktop.views.presets_dialog import PresetsDialog
from inglenook_engine.protocol import Generate
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import GenerateParams, Role
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QSpinBox
from pytestqt.qtbot import QtBot
from windows import OpenWindow, delete_chosen, last_item, store_of

Ask = Callable[[Session, str], None]


@pytest.fixture
def engine(tmp_path: Path) -> FakeEngine:
    return FakeEngine(tmp_path / "engine", answers=[says(f"Answer {number}.") for number in range(1, 9)])


def make(session: Session, name: str, prompt: str = "", **params: object) -> Preset:
    kept, problem = session.controller.presets.save(
        Preset(name=name, system_prompt=prompt, params=PresetParams(**params))  # type: ignore[arg-type]
    )
    assert kept is not None, problem
    return kept


def system_of(sent: Generate) -> list[str]:
    return [message.content for message in sent.messages if message.role is Role.SYSTEM]


def test_the_preset_of_the_conversation_counts_before_the_folders_and_the_models(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine
) -> None:
    session = open_window()
    store, presets = store_of(session), session.controller.presets
    folder = store.shelf.create_folder("Work")
    session.controller.refresh()
    own = make(session, "Own", temperature=0.1)
    shared = make(session, "Shared", temperature=0.2, top_k=2)
    general = make(session, "General", temperature=0.3, top_k=3, max_tokens=33)
    store.writing.choose_for_folder(folder.id, shared.id)
    presets.choose_for_model(general.id)
    session.controller.shelf.do(BeginInFolder(folder_id=folder.id))
    presets.choose_for_conversation(own.id)
    button = session.window.model_bar.preset
    assert button.text() == "Own"
    assert list(button.lines()) == [
        "Temperature 0.1  ·  “Own”, this conversation",
        "Top-k 2  ·  “Shared”, the folder",
        "Longest answer 33  ·  “General”, the model",
    ]
    ask(session, "One?")
    presets.choose_for_conversation(None)
    assert button.text() == "Shared"
    ask(session, "Two?")
    session.window.new_conversation()
    ask(session, "Three?")
    sent = [generation.params for generation in engine.generations()]
    assert [(one.sampler.temperature, one.sampler.top_k, one.max_tokens) for one in sent] == [
        (0.1, 2, 33),
        (0.2, 2, 33),
        (0.3, 3, 33),
    ]
    assert len({one.sampler.seed for one in sent}) == 3


def test_a_preset_keeps_its_seed(open_window: OpenWindow, ask: Ask, engine: FakeEngine) -> None:
    session = open_window()
    session.controller.presets.choose_for_conversation(make(session, "Fixed", seed=7).id)
    ask(session, "One?")
    ask(session, "Two?")
    assert [one.params.sampler.seed for one in engine.generations()] == [7, 7]


def test_the_system_prompt_of_a_conversations_preset_is_in_force_while_it_is_chosen(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine
) -> None:
    session = open_window()
    pirate, general = make(session, "Pirate", "Talk like a pirate."), make(session, "General", "Be kind.")
    presets = session.controller.presets
    presets.choose_for_model(general.id)
    ask(session, "One?")
    presets.choose_for_conversation(pirate.id)
    ask(session, "Two?")
    second = last_item(session).key
    presets.choose_for_conversation(None)
    ask(session, "Three?")
    assert [system_of(sent) for sent in engine.generations()] == [["Be kind."], ["Talk like a pirate."], ["Be kind."]]
    store = store_of(session)
    run = store.run_of_message(second)
    assert run is not None
    assert store.writing.instructions_of(run.id) == "Talk like a pirate."


def test_the_same_prompt_again_with_another_preset(
    open_window: OpenWindow, ask: Ask, qtbot: QtBot, engine: FakeEngine
) -> None:
    session = open_window()
    make(session, "Hot", "Be wild.", temperature=1.5)
    ask(session, "Well?")
    menu = session.window.transcript.acts.menu_of(session.transcript.item(1))
    (again,) = [action.menu() for action in menu.actions() if action.text() == "Regenerate with the preset"]
    assert isinstance(again, QMenu)
    again.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(engine.generations()) == 2 and isinstance(session.controller.state.answer, Idle))
    first, second = engine.generations()
    assert (first.params.sampler.temperature, second.params.sampler.temperature) == (0.7, 1.5)
    assert (system_of(first), system_of(second)) == ([], ["Be wild."])
    assert last_item(session).text == "Answer 2."
    assert len(last_item(session).siblings) == 2
    ask(session, "And then?")  # the conversation itself has no preset
    assert engine.generations()[2].params.sampler.temperature == 0.7


def test_a_private_conversation_has_a_copy_of_the_preset_and_the_models_counts(
    open_window: OpenWindow, ask: Ask, engine: FakeEngine
) -> None:
    session = open_window()
    presets = session.controller.presets
    own = make(session, "Own", temperature=0.1)
    presets.choose_for_model(make(session, "General", max_tokens=33).id)
    session.controller.open_private()
    presets.choose_for_conversation(own.id)
    session.window.model_bar.preset.fill_menu()
    checked = [action.text() for action in session.window.model_bar.preset.own_menu.actions() if action.isChecked()]
    assert checked == ["Own"]
    ask(session, "One?")
    sent = engine.generations()[0].params
    assert (sent.sampler.temperature, sent.max_tokens) == (0.1, 33)
    assert [preset.name for preset in presets.presets()] == ["General", "Own"]


def test_a_preset_is_made_changed_and_deleted_in_its_dialog(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.window.writing.edit_presets()
    dialog = session.window.findChild(PresetsDialog)
    assert isinstance(dialog, PresetsDialog)
    assert dialog.empty.isVisible()
    dialog.add_button.click()
    dialog.name.setText("Short")
    dialog.touched()
    top_k = dialog.params.fields["top_k"]
    assert isinstance(top_k, QSpinBox)
    assert not top_k.isEnabled()
    dialog.params.switches["top_k"].click()
    top_k.setValue(7)
    dialog.add_button.click()
    assert [preset.name for preset in session.controller.presets.presets()] == ["New preset", "Short"]
    dialog.name.setText("short")
    dialog.touched()
    dialog.list.setCurrentRow(0)
    assert "already" in dialog.problem.text()
    assert dialog.list.currentRow() == 1
    delete_chosen(dialog, is_meant=False)
    assert [preset.name for preset in session.controller.presets.presets()] == ["New preset", "Short"]
    delete_chosen(dialog)
    dialog.reject()
    (kept,) = session.controller.presets.presets()
    assert (kept.name, kept.params) == ("Short", PresetParams(top_k=7))


def test_a_new_preset_waits_for_its_name_in_a_dialog_that_has_room_for_it(open_window: OpenWindow) -> None:
    session = open_window()
    session.window.writing.edit_presets()
    dialog = session.window.findChild(PresetsDialog)
    assert isinstance(dialog, PresetsDialog)
    assert dialog.size() == USUAL_SIZE  # and not as low as its wrapped sentences would have it
    QTest.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert dialog.focusWidget() is dialog.name
    assert dialog.name.selectedText() == "New preset"


@pytest.mark.parametrize("suffix", ["json", "toml"])
def test_presets_go_into_a_file_and_come_back(open_window: OpenWindow, tmp_path: Path, suffix: str) -> None:
    session = open_window()
    keeping = session.controller.presets
    make(session, "Short “one”", "Be\nbrief.", temperature=0.25, stop=("\n\n", "Ende"), reasoning=Reasoning.ON)
    make(session, "Empty")
    before = list(keeping.presets())
    path = tmp_path / f"presets.{suffix}"
    assert keeping.export_to(path, before) == ""
    assert keeping.import_from(path) == (0, "")
    for preset in before:
        keeping.delete(preset.id)
    make(session, "Empty", "Another one.")
    assert keeping.import_from(path) == (2, "")
    assert [(one.name, one.system_prompt, one.params) for one in keeping.presets()] == [
        ("Empty", "Another one.", PresetParams()),
        ("Empty 2", "", PresetParams()),
        (before[1].name, before[1].system_prompt, before[1].params),
    ]


def test_an_import_shows_what_came_and_says_when_nothing_did(open_window: OpenWindow, tmp_path: Path) -> None:
    session = open_window()
    for name in ("Brief", "Middle", "Zealous"):
        make(session, name)
    path, presets = tmp_path / "presets.json", [{"name": "Curious"}]
    path.write_text(json.dumps({"format": "inglenook-presets", "version": 1, "presets": presets}))
    session.window.writing.edit_presets()
    dialog = session.window.findChild(PresetsDialog)
    assert isinstance(dialog, PresetsDialog)
    dialog.list.setCurrentRow(2)
    dialog.import_from(str(path))
    assert dialog.name.text() == "Curious", "by name it stands before others that were here"
    assert dialog.problem.isHidden()
    dialog.list.setCurrentRow(2)
    dialog.import_from(str(path))
    assert dialog.problem.text() == "Nothing was added: what the file holds is here already."
    assert dialog.name.text() == "Middle", "the one in view stays"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[]", "holds no presets"),
        ({"format": "inglenook-presets", "version": 9, "presets": []}, "later Inglenook"),
        ([7], "no table of values"),
        ([{"name": ""}], "no name"),
        ([{"name": "a", "temperature": 99}], "temperature of the preset “a” is 99"),
        ([{"name": "a", "temperature": True}], "temperature of the preset “a” is True"),
        ([{"name": "a", "top_k": 1.5}], "top_k of the preset “a” is 1.5"),
        ([{"name": "a", "stop": "x"}], "stop of the preset “a” is no list"),
        ([{"name": "a", "reasoning": "maybe"}], "it can be auto, on, off"),
        ([{"name": "a", "temprature": 1}], "'temprature', which is no parameter"),
        ([{"name": "good"}, {"name": "a", "seed": -1}], "seed of the preset “a” is -1"),
    ],
)
def test_a_file_that_is_wrong_is_named_and_nothing_of_it_is_taken(tmp_path: Path, content: object, said: str) -> None:
    from inglenook_desktop.presets_file import PresetFileError, read_presets

    path = tmp_path / "presets.json"
    if isinstance(content, list):
        content = {"format": "inglenook-presets", "version": 1, "presets": content}
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(PresetFileError) as refused:
        read_presets(path)
    assert said in str(refused.value)


def test_the_form_gives_back_what_it_was_shown(qtbot: QtBot) -> None:
    form = ParamForm(is_partial=True)
    qtbot.addWidget(form)
    said = PresetParams(
        temperature=0.333,
        top_k=0,
        top_p=0.987,
        penalty_last_n=-1,
        presence_penalty=-0.5,
        max_tokens=0,
        reasoning=Reasoning.OFF,
        reasoning_budget_tokens=512,
        stop=("\n\n", "a\\n", "\tb"),
        seed=2**63 - 1,
    )
    for params in (said, PresetParams(), said):
        form.show_params(params)
        assert form.is_valid
        assert form.params() == params
    seed = form.fields["seed"]
    assert isinstance(seed, QLineEdit)
    seed.setText(str(2**63))
    assert not form.is_valid


def test_every_parameter_of_the_engine_has_a_row() -> None:
    from dataclasses import fields

    from inglenook_desktop.presets import PARAM_OF, params_said, with_params
    from inglenook_engine.types import SamplerParams

    names = {one.name for one in (*fields(SamplerParams), *fields(GenerateParams))}
    assert names - set(PARAM_OF) == {"sampler", "speculation", "is_strict", "prediction"}
    assert {one.name for one in fields(PresetParams)} == set(PARAM_OF)
    params = GenerateParams(
        sampler=SamplerParams(temperature=0.5, seed=3), max_tokens=9, stop=("x",), reasoning=Reasoning.ON
    )
    assert with_params(GenerateParams(), params_said(params, tuple(PARAM_OF))) == params

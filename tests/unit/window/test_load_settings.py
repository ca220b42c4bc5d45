"""How the person wants a model to be loaded: kept whole or not at all, used at every load, asked for in a dialog."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tiny_models
from fakes_engine import MODEL, FakeEngine, Wait, chunk, load_fails, loads, prefill, says
from inglenook_desktop.app import Session
from inglenook_desktop.load_settings import (
    FILE_NAME,
    LoadSettings,
    LoadSettingsKept,
    narrowed,
    read_load_settings,
    write_load_settings,
)
from inglenook_desktop.state import EngineDown, Loaded, Remedy, Writing
from inglenook_desktop.views.load_settings_dialog import LoadSettingsDialog
from inglenook_engine.plan_types import Memory, MemoryPlan, MemoryUse, PlanSource, PoolPlan
from inglenook_engine.protocol import Ready
from inglenook_engine.types import Choice, FlashAttention, KvType, LoadParams, MemoryReport
from pictures import SCHEMES, keep
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from windows import SECOND_MODEL, OpenWindow, last_item

GB = 10**9
CHOSEN = LoadSettings(
    n_ctx=2048,
    kv_type=KvType.Q8_0,
    n_gpu_layers=12,
    n_expert_layers_in_ram=3,
    n_batch=128,
    n_threads=2,
    flash_attention=FlashAttention.ON,
    gpu_shares=(3.0, 1.0),
)
LESS = (
    Choice(setting="context", value="4,096 tokens", reason="More, such as the usual 8,192, does not fit."),
    Choice(setting="KV cache", value="q8_0", reason="About half of f16, which does not fit."),
    Choice(setting="batch", value="256 tokens", reason="The engine's step on a processor."),
)
NARROW = replace(MODEL, n_ctx=4096, n_ctx_train=32768, kv_type=KvType.Q8_0)


def test_what_was_chosen_is_read_again(tmp_path: Path) -> None:
    chosen = {"/m.gguf": CHOSEN, "/ü/ 2.gguf": LoadSettings(n_threads=1)}
    assert write_load_settings(tmp_path, chosen)
    assert read_load_settings(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def damaged(**settings: object) -> bytes:
    return json.dumps({"models": [{"model": "/m.gguf", "settings": settings}]}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        damaged(n_ctx=-1),
        damaged(n_ctx=2**31),
        damaged(n_threads=-2),
        damaged(n_gpu_layers=-2),
        damaged(kv_type="q9_9"),
        damaged(n_ctx="2048"),
        damaged(colour="red"),
    ],
    ids=["empty", "cut", "list", "not-text", "negative", "huge", "threads", "layers", "kind", "wrong-type", "unknown"],
)
def test_a_damaged_file_is_set_aside_and_all_is_automatic(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert read_load_settings(tmp_path) == {}
    assert (tmp_path / "load_settings.json.damaged").read_bytes() == content
    assert not (tmp_path / FILE_NAME).exists()


def test_all_automatic_keeps_nothing_and_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    kept = LoadSettingsKept()
    kept.remember(Path("/m.gguf"), CHOSEN)
    kept.use_folder(tmp_path)
    assert kept.of(Path("/m.gguf")) == CHOSEN  # from before there was a folder
    kept.remember(Path("/n.gguf"), LoadSettings(n_ctx=512))
    assert set(read_load_settings(tmp_path)) == {"/m.gguf", "/n.gguf"}
    kept.remember(Path("/m.gguf"), LoadSettings())
    assert set(read_load_settings(tmp_path)) == {"/n.gguf"}
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    kept.use_folder(blocked / "data")
    kept.remember(Path("/m.gguf"), CHOSEN)
    assert kept.of(Path("/m.gguf")) == CHOSEN


def test_only_what_did_not_fit_is_called_less() -> None:
    assert narrowed(NARROW, LESS) == LESS[:2]
    assert narrowed(NARROW, LESS, n_ctx=4096) == LESS[1:2]
    assert narrowed(NARROW, LESS, n_ctx=4096, kv_type=KvType.Q8_0) == ()
    assert narrowed(replace(NARROW, n_ctx=8192, kv_type=KvType.F16), LESS) == ()
    assert narrowed(replace(NARROW, n_ctx_train=4096, kv_type=KvType.F16), LESS) == ()  # all it was trained for


def last_load(engine: FakeEngine) -> LoadParams:
    return [command for command in engine.received() if isinstance(command, LoadParams)][-1]


def loaded(session: Session) -> Loaded:
    engine = session.controller.state.engine
    assert isinstance(engine, Loaded)
    return engine


def wait_for_loads(session: Session, engine: FakeEngine, qtbot: QtBot, n_loads: int) -> None:
    qtbot.waitUntil(lambda: engine.starts == n_loads and isinstance(session.controller.state.engine, Loaded))


def test_a_change_loads_the_model_in_use_anew_and_is_used_ever_after(
    open_window: OpenWindow, qtbot: QtBot, engine: FakeEngine, data_dir: Path
) -> None:
    session = open_window()
    loading, choice = session.controller.loading, loaded(session).choice
    loading.choose_settings(choice, CHOSEN)
    wait_for_loads(session, engine, qtbot, 2)
    params = last_load(engine)
    assert (params.n_ctx, params.kv_type, params.n_gpu_layers) == (2048, KvType.Q8_0, 12)
    assert (params.n_expert_layers_in_ram, params.n_batch, params.n_threads) == (3, 128, 2)
    assert params.flash_attention is FlashAttention.ON
    loading.choose_settings(choice, CHOSEN)  # nothing new
    other = session.controller.loading.installed(SECOND_MODEL)
    assert other is not None
    loading.choose_settings(other, LoadSettings(n_ctx=512))  # not in use
    qtbot.wait(50)
    assert engine.starts == 2
    session.close()
    again = open_window()
    assert last_load(engine).n_ctx == 2048
    again.controller.choose_model(other)
    wait_for_loads(again, engine, qtbot, 4)
    assert (last_load(engine).n_ctx, last_load(engine).n_threads) == (512, None)
    assert len(read_load_settings(data_dir)) == 2


def test_a_change_waits_for_the_answer_in_progress(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    slow = [prefill(), chunk("Half"), Wait(gate="go"), *says(" and whole.")[1:]]
    engine = FakeEngine(tmp_path / "slow", answers=[slow])
    session = open_window(engine)
    session.window.composer.set_text("Go on")
    session.window.composer.submit()
    qtbot.waitUntil(lambda: isinstance(session.controller.state.answer, Writing))
    session.controller.loading.choose_settings(loaded(session).choice, LoadSettings(n_ctx=1024))
    session.controller.loading.choose_settings(loaded(session).choice, LoadSettings(n_ctx=512))  # the latest counts
    assert engine.starts == 1
    engine.release("go")
    wait_for_loads(session, engine, qtbot, 2)
    assert last_load(engine).n_ctx == 512
    assert (last_item(session).text, last_item(session).notice) == ("Half and whole.", "")


def test_settings_with_which_a_load_fails_are_given_up_with_one_click(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path, data_dir: Path
) -> None:
    engine = FakeEngine(tmp_path / "failing", loads=[loads(), load_fails("There is not enough memory."), loads()])
    session = open_window(engine)
    session.controller.loading.choose_settings(loaded(session).choice, LoadSettings(n_ctx=2048))
    qtbot.waitUntil(lambda: isinstance(session.controller.state.engine, EngineDown))
    bar = session.window.notice_bar
    qtbot.waitUntil(bar.isVisible)
    (button,) = (one for one in bar.buttons if one.property("remedy") == Remedy.LOAD_AUTOMATIC.name)
    assert button.text() == "Load with automatic settings"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_for_loads(session, engine, qtbot, 3)
    assert last_load(engine).n_ctx == 0
    assert read_load_settings(data_dir) == {}


def test_less_than_usual_is_said_in_the_bar_with_its_reason(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = FakeEngine(tmp_path / "narrow", loads=[[*loads()[:-1], Ready(model=NARROW, choices=LESS)]])
    session = open_window(engine)
    detail = session.window.model_bar._detail
    assert detail.text().endswith("context 4096 tokens · KV cache q8_0")
    assert "More, such as the usual 8,192, does not fit." in detail.toolTip()
    session.controller.loading.choose_settings(loaded(session).choice, LoadSettings(n_ctx=4096, kv_type=KvType.Q8_0))
    wait_for_loads(session, engine, qtbot, 2)
    assert "context" not in detail.text()
    assert detail.toolTip() == ""


@pytest.fixture
def tiny(data_dir: Path) -> Path:
    """A model whose header a real plan can be made of, listed as the second one."""
    return tiny_models.write_llama(data_dir / "models" / f"{SECOND_MODEL}.gguf")


@pytest.fixture
def open_dialog(open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> Callable[[], tuple[Session, FakeEngine]]:
    def do() -> tuple[Session, FakeEngine]:
        memory = MemoryReport(planned_bytes=1_000_000, taken_bytes=1_250_000, is_process=False)
        engine = FakeEngine(tmp_path / "told", loads=[[*loads()[:-1], Ready(model=MODEL, memory=memory)]])
        return open_window(engine, model=SECOND_MODEL), engine

    return do


def test_the_library_opens_the_dialog_and_ok_changes_only_what_was_changed(
    tiny: Path, open_dialog: Callable[[], tuple[Session, FakeEngine]], qtbot: QtBot
) -> None:
    session, engine = open_dialog()
    session.open_models()
    assert session.models.window is not None
    page = session.models.window.library
    qtbot.waitUntil(lambda: page.model.row_of(tiny) is not None)
    page.choose(tiny)
    qtbot.mouseClick(page.settings_button, Qt.MouseButton.LeftButton)
    dialog = session.load_settings.dialog
    assert dialog is not None
    assert dialog.taken.text().endswith("working space took 1 MB of the 1 MB planned (-20.0 %).")
    qtbot.waitUntil(lambda: " fits: it takes " in dialog.verdict.text())
    assert dialog.experts.chooser.isHidden()  # it has none
    assert dialog.gpus.chooser.isHidden()  # nor has the machine
    assert all(row.chooser.accessibleName() for row in dialog.rows)
    assert all(row.reason.text() for row in dialog.rows if row not in (dialog.experts, dialog.gpus))
    dialog.threads.chooser.setFocus()
    qtbot.keyClick(dialog.threads.chooser, Qt.Key.Key_Down)
    assert dialog.settings == LoadSettings(n_threads=1)
    assert dialog.threads.reason.text() == "As you chose."
    assert "anew" in dialog.anew.text()
    qtbot.mouseClick(dialog.ok_button, Qt.MouseButton.LeftButton)
    wait_for_loads(session, engine, qtbot, 2)
    assert (last_load(engine).n_threads, last_load(engine).n_ctx) == (1, 0)
    assert session.load_settings.dialog is None


def test_cancel_changes_nothing_and_no_plan_outlives_the_dialog(
    tiny: Path, open_dialog: Callable[[], tuple[Session, FakeEngine]], qtbot: QtBot, data_dir: Path
) -> None:
    session, engine = open_dialog()
    session.open_load_settings()
    dialog = session.load_settings.dialog
    assert dialog is not None
    assert session.load_settings._plans.is_busy
    qtbot.keyClick(dialog.batch.chooser, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert session.load_settings.dialog is None
    assert not session.load_settings._plans.is_busy
    assert not session.load_settings._pause.isActive()
    assert read_load_settings(data_dir) == {}
    assert engine.starts == 1


def test_settings_from_the_file_that_no_list_offers_are_shown_and_kept(
    tiny: Path, open_dialog: Callable[[], tuple[Session, FakeEngine]], qtbot: QtBot, data_dir: Path
) -> None:
    odd = LoadSettings(n_ctx=3000, n_threads=777, n_batch=100, n_gpu_layers=1, n_expert_layers_in_ram=1)
    write_load_settings(data_dir, {str(tiny): odd})
    session, engine = open_dialog()
    assert last_load(engine).n_ctx == 3000
    session.open_load_settings()
    dialog = session.load_settings.dialog
    assert dialog is not None
    assert dialog.settings == odd
    assert not dialog.experts.chooser.isHidden()
    qtbot.waitUntil(lambda: " fits: it takes " in dialog.verdict.text())
    assert dialog.settings == odd
    assert dialog.context.chooser.itemText(0).startswith("Automatic (4")
    qtbot.mouseClick(dialog.automatic_button, Qt.MouseButton.LeftButton)
    assert dialog.settings == LoadSettings()


def test_a_file_that_cannot_be_planned_says_so_in_the_plans_words(
    open_dialog: Callable[[], tuple[Session, FakeEngine]], qtbot: QtBot
) -> None:
    session, _ = open_dialog()  # the second model is no model
    session.open_load_settings()
    dialog = session.load_settings.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.ok_button.isEnabled())
    assert SECOND_MODEL in dialog.verdict.text()


def test_the_dialog_hears_when_the_model_is_in_use_no_more(
    tiny: Path, open_dialog: Callable[[], tuple[Session, FakeEngine]], qtbot: QtBot
) -> None:
    session, engine = open_dialog()
    session.open_load_settings()
    dialog = session.load_settings.dialog
    assert dialog is not None
    assert dialog.taken.text()
    session.controller.choose_model(session.controller.loading._list_models()[0])
    qtbot.waitUntil(lambda: engine.starts == 2)
    assert dialog.taken.text() == ""
    qtbot.keyClick(dialog.threads.chooser, Qt.Key.Key_Down)
    assert dialog.anew.text() == ""


def plan_with_gpu(**changes: Any) -> MemoryPlan:
    """Of a mixture of experts that is too large for its GPU; never made on the machine of this test."""
    ram = Memory(name="RAM", free_bytes=20 * GB, total_bytes=32 * GB)
    gpu = Memory(name="CUDA0", free_bytes=9 * GB, total_bytes=12 * GB)
    plan = MemoryPlan(
        model_name="mixture.gguf",
        n_ctx=8192,
        n_ctx_train=32768,
        kv_type=KvType.F16,
        flash_attention=True,
        n_gpu_layers=33,
        n_layers=33,
        n_expert_layers_in_ram=20,
        n_batch=512,
        n_threads=8,
        pools=tuple(
            PoolPlan(memory=one, model=MemoryUse(weights_bytes=7 * GB), draft=MemoryUse(), margin_bytes=GB)
            for one in (ram, gpu)
        ),
        choices=(
            Choice(setting="GPU layers", value="33 of 33", reason="All of them fit on CUDA0."),
            Choice(setting="GPUs", value="60 : 40", reason="Percent of the layers."),
            Choice(setting="experts in RAM", value="of 20 layers", reason="A token uses few of them."),
        ),
        source=PlanSource.HEADER,
        is_exact=False,
    )
    return replace(plan, **changes)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_layers_and_experts_are_chosen_where_there_is_a_gpu(
    open_window: OpenWindow, qtbot: QtBot, scheme: Qt.ColorScheme
) -> None:
    session = open_window(scheme=scheme)
    dialog = LoadSettingsDialog("mixture", LoadSettings(), None, session.theme, session.window)
    dialog.open()
    assert dialog.experts.chooser.isHidden()
    dialog.show_usual(None)
    dialog.show_plan(plan_with_gpu())
    assert dialog.gpu_layers.chooser.isEnabled()
    assert dialog.gpu_layers.chooser.currentText() == "Automatic (33 of 33)"
    assert dialog.gpu_layers.chooser.count() == 1 + 34
    assert dialog.gpu_layers.reason.text() == "All of them fit on CUDA0."
    assert dialog.gpus.chooser.isHidden()
    assert not dialog.experts.chooser.isHidden()
    assert dialog.experts.chooser.currentText() == "Automatic (of 20 layers)"
    assert dialog.experts.reason.text() == "A token uses few of them."
    assert dialog.verdict.text() == (
        "mixture.gguf fits: it takes 7.0 GB of the 20.0 GB that are free in RAM and 7.0 GB of the 9.0 GB that are free "
        "in CUDA0."
    )
    keep(dialog.grab().toImage(), session, "load-settings-gpu")
    told: list[LoadSettings] = []
    dialog.changed.connect(told.append)
    dialog.gpu_layers.chooser.setFocus()
    qtbot.keyClick(dialog.gpu_layers.chooser, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.experts.chooser, Qt.Key.Key_Down)
    assert told[-1] == LoadSettings(n_gpu_layers=0, n_expert_layers_in_ram=0)
    first, second = plan_with_gpu().pools
    third = replace(second, memory=replace(second.memory, name="CUDA1"))
    dialog.show_plan(plan_with_gpu(pools=(first, second, third)))
    assert not dialog.gpus.chooser.isHidden()
    assert dialog.gpus.reason.text() == "Percent of the layers."
    names = [dialog.gpus.chooser.itemText(index) for index in range(dialog.gpus.chooser.count())]
    assert names == ["Automatic (60 : 40)", "evenly", "CUDA0 alone", "CUDA1 alone"]
    keep(dialog.grab().toImage(), session, "load-settings-gpus")
    for _ in range(3):
        qtbot.keyClick(dialog.gpus.chooser, Qt.Key.Key_Down)
    assert told[-1].gpu_shares == (0.0, 1.0)
    dialog.show_plan(plan_with_gpu(pools=tuple(replace(p, margin_bytes=15 * GB) for p in plan_with_gpu().pools)))
    assert dialog.verdict.text().startswith("mixture.gguf does not fit: it needs 7.0 GB of CUDA0")
    assert dialog.ok_button.isEnabled()  # what was chosen is kept, even where it does not fit
    keep(dialog.grab().toImage(), session, "load-settings-too-large")
    dialog.reject()

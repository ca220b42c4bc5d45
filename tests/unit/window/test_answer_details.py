"""What was measured of an answer, whole: stages that add up, what was not measured, and all of it as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from fakes_engine import STATS, FakeEngine
from inglenook_desktop.answer_facts import Stage, as_text, waterfall
from inglenook_desktop.app import Session
from inglenook_desktop.store import Outcome, RunAction
from inglenook_desktop.store.records import Run
from inglenook_desktop.views.answer_details import AnswerDetails
from inglenook_desktop.views.parts import data_text
from inglenook_engine.types import DrafterStats, FinishReason, GenerateParams, GenerationStats
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from windows import OpenWindow, store_of

FULL = GenerationStats(
    prompt_tokens=100,
    cached_tokens=40,
    output_tokens=21,
    draft_rounds=4,
    drafted_tokens=9,
    accepted_tokens=6,
    load_ms=50.0,
    queue_ms=1.0,
    template_ms=2.0,
    tokenize_ms=3.0,
    restore_ms=4.0,
    prefill_ms=500.0,
    ttft_ms=580.0,
    decode_ms=300.0,
    finish_ms=20.0,
    rounds=15,
    total_ms=900.0,
)


def test_the_stages_follow_one_another_and_come_to_the_whole() -> None:
    bars = waterfall(FULL, 600.0)
    assert [bar.stage for bar in bars] == [stage for stage in Stage if stage is not Stage.WAIT]
    in_row = [bar for bar in bars if bar.stage is not Stage.PAINT]
    for first, second in pairwise(in_row):
        assert first.ms is not None
        assert second.start_ms == pytest.approx(first.start_ms + first.ms)
    assert sum(bar.ms or 0.0 for bar in in_row) == pytest.approx(FULL.total_ms)
    paint = next(bar for bar in bars if bar.stage is Stage.PAINT)
    assert (paint.start_ms, paint.ms) == (580.0, 20.0)
    assert next(bar for bar in bars if bar.stage is Stage.PREFILL).note == "60 tokens read, 40 from the cache"
    assert "6 of 9 drafts accepted" in next(bar for bar in bars if bar.stage is Stage.DECODE).note


def test_what_was_not_measured_has_no_number() -> None:
    assert next(bar for bar in waterfall(FULL, None) if bar.stage is Stage.PAINT).ms is None
    waited = waterfall(FULL, 10_600.0, 10_000.0)
    assert (waited[0].stage, waited[0].ms) == (Stage.WAIT, 10_000.0)
    assert [(bar.stage, bar.start_ms - 10_000.0, bar.ms) for bar in waited[1:]] == [
        (bar.stage, bar.start_ms, bar.ms) for bar in waterfall(FULL, 600.0)
    ]
    silent = waterfall(replace(FULL, ttft_ms=None, output_tokens=0), None)
    assert [bar.stage for bar in silent][-2:] == [Stage.FIRST, Stage.FINISH]
    assert silent[-2].ms is None
    stopped = waterfall(replace(FULL, ttft_ms=None, output_tokens=0, rounds=0, decode_ms=0.0), None)
    reading = next(bar for bar in stopped if bar.stage is Stage.PREFILL)
    assert reading.note == "stopped before 60 tokens were read, 40 from the cache"


def test_the_dialog_shows_the_run_of_the_answer_and_copies_it(
    open_window: OpenWindow, ask: Callable[[Session, str], None], engine: FakeEngine
) -> None:
    session = open_window()
    session.window.context.show_last()
    assert session.window.findChildren(AnswerDetails) == [], "there is no answer yet"
    ask(session, "Hello")
    store = store_of(session)
    key = session.transcript.item(1).key
    number = session.controller.state.conversation_id
    assert number is not None
    (store.path.parent / "prices.toml").write_text('[machine]\ncurrency = "EUR"\nprice_per_kwh = 0.40\n')
    store.shelf.move(number, store.shelf.create_folder("Work").id)
    store.shelf.set_tags(number, ["tax", "home"])
    store.record.mark(key, Outcome.GOOD)
    with store._db.write() as sql:
        sql.execute("UPDATE runs SET energy_mj = 3600000 * 1000.0, idle_energy_mj = 3600000 * 250.0")
    session.window.context.show_last()
    (dialog,) = session.window.findChildren(AnswerDetails)
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert f"Inglenook: {store.record.app_version}\n" in text
    assert "Made for: your question\n" in text
    # 1 kWh at 0.40, a quarter of it the idle machine's
    kept = "Marked as: good\n  Folder: Work\n  Tags: home, tax\n  Electricity: 0.30 – 0.40 EUR\n"
    assert text.endswith(kept), text[-200:]
    run = store_of(session).run_of_message(session.transcript.item(1).key)
    assert run is not None
    assert run.stats == replace(STATS, energy_mj=3.6e9, idle_energy_mj=0.9e9)
    assert text.startswith(as_text(run).rstrip("\n"))
    assert f"seed: {run.params.sampler.seed}\n" in text
    assert " J for this alone" in text
    assert "Energy: not measured" in as_text(replace(run, stats=STATS))
    assert "Tokens into text: not measured" in text
    assert "Tokens into text: 0.12 ms" in as_text(replace(run, stats=replace(STATS, detokenize_ms=0.12)))
    assert "Reasoning: " not in text
    measured = replace(STATS, energy_mj=9500.0, idle_energy_mj=2500.0)
    for stats, said in (
        (measured, "Energy: 7.0 J for this alone, and 2.5 J that the idle machine would have taken"),
        (replace(measured, idle_energy_mj=None), "Energy: not measured: 9.5 J with what the idle machine takes"),
    ):
        assert said in as_text(replace(run, stats=stats))
    assert run.model is not None
    assert "Devices: Epic 7" in as_text(replace(run, model=replace(run.model, device_models=("Epic 7",))))
    drafter = DrafterStats(name="lookup", rounds=4, drafted_tokens=9, accepted_tokens=6)
    drafted = replace(STATS, drafted_tokens=9, accepted_tokens=6, drafters=(drafter,), saved_ms=120.0)
    assert "lookup: 6 right of 9 drafted. Saved 120 ms." in as_text(replace(run, stats=drafted))
    assert "Reasoning: 7 tokens in 900 ms" in as_text(
        replace(run, stats=replace(STATS, reasoning_tokens=7, reasoning_ms=900.0))
    )
    missing = (
        {field.name for field in fields(GenerateParams)} - {"sampler", "prediction"} - set(re.findall(r"\w+", text))
    )
    assert not missing, "every parameter is named"
    assert run.model_path in text
    dialog.done_button.click()


def test_a_long_value_is_seen_whole_in_a_narrow_window(
    open_window: OpenWindow, ask: Callable[[Session, str], None], qapp: QApplication, qtbot: QtBot
) -> None:
    session = open_window()
    ask(session, "Hello")
    run = store_of(session).run_of_message(session.transcript.item(1).key)
    assert run is not None
    path, digest = "/models/" + "a-long-name-" * 20 + "q.gguf", "a1" * 32
    dialog = AnswerDetails(replace(run, model_path=path, model_sha256=digest), session.theme)
    qtbot.addWidget(dialog)
    dialog.resize(420, 500)
    dialog.show()
    qapp.processEvents()
    page = dialog._area.widget()
    assert page is not None
    assert page.width() == dialog._area.viewport().width(), "nothing is pushed out at the right"
    for text in (path, digest):
        value = next(one for one in dialog.findChildren(QPlainTextEdit) if one.toPlainText() == text)
        n_lines = value.document().size().height()
        assert n_lines > 1
        assert value.viewport().height() >= n_lines * value.fontMetrics().lineSpacing()
        assert not value.verticalScrollBar().isVisible()


def test_what_an_answer_was_is_said_in_words_and_one_is_one() -> None:
    run = Run(
        id=7,
        message_id=2,
        action=RunAction.RETRY,
        model_name="m",
        model_path="/m.gguf",
        model=None,
        params=GenerateParams(),
        ui_ttft_ms=None,
        waited_ms=None,
        error_kind=None,
        error_message="",
        error_detail="",
        started_at="2026-11-23T09:05:07.123Z",
        finished_at="no moment",
        finish_reason=FinishReason.LENGTH,
        stats=replace(FULL, output_tokens=1, rounds=1, prompt_tokens=1, cached_tokens=0, drafted_tokens=0),
    )
    text = as_text(run)
    assert "Run: 7 (answered again)\n" in text
    assert re.search(r"Began: 2[234] Nov 2026 \d\d:\d\d:07\n", text)
    assert "Ended: no moment\n" in text
    assert "Ended by: the context: it was full\n" in text
    assert "Ended by: its limit: " in as_text(replace(run, params=GenerateParams(max_tokens=1)))
    assert "1 token in 1 round" in text
    assert "Made on: this machine\n" in text
    assert "Made on: another machine, " in as_text(replace(run, machine="00ff"))
    assert "Made on: not known: " in as_text(replace(run, machine=""))
    assert (data_text(1, 0), data_text(2, 0)) == ("1 byte", "2 bytes")

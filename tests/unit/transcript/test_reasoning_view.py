"""Reasoning in the transcript: folded into a line, laid open by a click, still while it streams, left out of copies."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.live_answer import LiveReasoning
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.presenting import reasoned_text
from inglenook_desktop.views.copying import CopyWish
from inglenook_desktop.views.reasoning_head import ReasoningHead
from inglenook_engine.types import GenerationStats
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest

ANSWER = (
    "<think>\nThe person asks for rivers in Europe.\n\n1. I know the *Danube*.\n2. And the Rhine, the Loire.\n\n"
    "Three are enough.\n</think>\n\nThe **Danube**, the Rhine and the Loire."
)


def heads(stage: Any) -> list[ReasoningHead]:
    found = stage.view.viewport().findChildren(ReasoningHead)
    return [head for head in found if not head.isHidden() and head.height() > 0]


def test_reasoning_is_folded_until_it_is_asked_for(stage: Any) -> None:
    stage.model.append(TranscriptItem(key=1, speaker=Speaker.MODEL, text=ANSWER, reasoning="Reasoned for 2.1 s"))
    (head,) = heads(stage)
    assert "Reasoned for 2.1 s" in head.text()
    assert "folded" in head.accessibleName()
    assert stage.shown_text() == "The Danube, the Rhine and the Loire."
    top = head.y()
    QTest.mouseClick(head, Qt.MouseButton.LeftButton)
    shown = stage.shown_text()
    assert "The person asks" in shown
    assert "<think>" not in shown
    assert "</think>" not in shown
    assert shown.endswith("The Danube, the Rhine and the Loire.")
    (head,) = heads(stage)
    assert head.y() == top
    assert head.hasFocus()
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert stage.shown_text() == "The Danube, the Rhine and the Loire."


def test_nothing_moves_while_a_model_reasons(stage: Any) -> None:
    row = stage.say("", is_streaming=True)
    for text in ("<thi", "nk>\nWell", ", let me see. " * 40, "\n\nSo it is.\n</thi"):
        stage.model.append_text(row, text)
        stage.view.flush()
    (head,) = heads(stage)
    assert "Reasoning …" in head.text()
    assert stage.shown_text() == ""
    geometry = head.geometry()
    stage.model.append_text(row, "nk>\n\nFour")
    stage.view.flush()
    assert stage.shown_text() == "Four"
    assert heads(stage)[0].geometry() == geometry
    item = stage.model.item(row)
    stage.model.replace(row, replace(item, is_streaming=False, reasoning="Reasoned for 3 s · 120 tokens"))
    stage.view.flush()
    assert "120 tokens" in heads(stage)[0].text()


def test_reasoning_that_streams_can_be_watched(stage: Any) -> None:
    row = stage.say("<think>\nOne. ", is_streaming=True)
    QTest.mouseClick(heads(stage)[0], Qt.MouseButton.LeftButton)
    stage.model.append_text(row, "Two. ")
    stage.view.flush()
    assert stage.shown_text() == "One. Two."
    stage.model.append_text(row, "</think>\n\nThree.")
    stage.view.flush()
    assert "One. Two." in stage.shown_text()
    assert stage.shown_text().endswith("Three.")


def test_all_reasoning_can_be_laid_open(stage: Any) -> None:
    stage.say(ANSWER)
    stage.say("Plain.")
    stage.view.set_reading(zoom_percent=100, wraps_code=False, shows_reasoning=True)
    assert "The person asks" in stage.shown_text()
    QTest.mouseClick(heads(stage)[0], Qt.MouseButton.LeftButton)
    assert "The person asks" not in stage.shown_text()


def test_what_is_found_in_reasoning_is_laid_open(stage: Any) -> None:
    row = stage.say(ANSWER)
    slot, within = stage.view.slot_of(row, ANSWER.index("Danube"))
    assert stage.view.source_of(slot)[within:].startswith("Danube")
    assert "I know the" in stage.shown_text()


def test_no_reasoning_at_all_leaves_no_trace(stage: Any) -> None:
    stage.say("<think>\n\n</think>\n\nFour.")
    assert heads(stage) == []
    assert stage.shown_text() == "Four."


@pytest.mark.parametrize("is_plain", [True, False])
def test_a_copy_is_the_answer(stage: Any, is_plain: bool) -> None:
    row = stage.say(ANSWER)
    stage.view.copying.do(CopyWish(key=stage.model.item(row).key, is_branch=False, is_plain=is_plain))
    expected = "The Danube, the Rhine and the Loire." if is_plain else "The **Danube**, the Rhine and the Loire."
    assert QGuiApplication.clipboard().text() == expected


@pytest.mark.parametrize("is_open", [True, False])
def test_of_a_selected_answer_what_is_shown_is_copied(stage: Any, is_open: bool) -> None:
    row = stage.say("<think>\nHm.\n</think>\n\nThe Rhine.")
    stage.view.set_reading(zoom_percent=100, wraps_code=False, shows_reasoning=is_open)
    stage.view.select_message(row)
    assert stage.view.selected_text().split() == (["Hm.", "The", "Rhine."] if is_open else ["The", "Rhine."])
    assert stage.view.selected_text().startswith("Hm" if is_open else "The")


def test_a_person_who_writes_a_tag_has_written_a_tag(stage: Any) -> None:
    stage.say(ANSWER, speaker=Speaker.PERSON)
    assert heads(stage) == []
    assert "<think>" in stage.shown_text()


def test_the_time_of_reasoning_is_told_when_it_ends() -> None:
    now = [10.0]
    live = LiveReasoning("", clock=lambda: now[0])
    assert not live.feed("<think>\nHm")
    now[0] = 12.5
    assert not live.feed("m")
    assert live.feed("</think>")
    assert live.label == "Reasoned for 2.5 s"
    assert not live.feed("\n\nFour.")
    assert not LiveReasoning("", clock=lambda: now[0]).feed("Four.")
    stats = GenerationStats(reasoning_tokens=120, reasoning_ms=2500)
    assert reasoned_text(stats) == "Reasoned for 2.5 s · 120 tokens"
    assert reasoned_text(GenerationStats()) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_of_reasoning(stage: Any, palette_of: Any, scheme: str) -> None:
    palette: QPalette = palette_of(scheme)
    stage.view.setPalette(palette)
    stage.say("Name three rivers.", speaker=Speaker.PERSON)
    for key, label in ((2, "Reasoned for 2.1 s · 61 tokens"), (3, "Reasoned for 12.4 s · 610 tokens")):
        stage.model.append(TranscriptItem(key=key, speaker=Speaker.MODEL, text=ANSWER, reasoning=label))
    QTest.mouseClick(heads(stage)[1], Qt.MouseButton.LeftButton)
    image = stage.view.grab().toImage()
    assert not image.isNull()
    if folder := os.environ.get("INGLENOOK_SCREENSHOTS"):
        image.save(str(Path(folder) / f"reasoning-{scheme}.png"))


LONG = (
    "<think>\nThe person asks for rivers in Europe, and wants to know of each of them how long it is.\n\n"
    "1. I know the *Danube*, which is among the longest of them all.\n2. And the Rhine, the Loire.\n\n"
    "Three of them are enough for one answer, so I shall not go on with this list.\n</think>\n\n"
    "The **Danube**, the Rhine and the Loire are rivers that flow through several countries.\n\n- one\n- two\n"
)


def test_every_text_is_laid_out_as_wide_as_it_is_shown(stage: Any) -> None:
    """Its place may have been another part's before, whose text a widget that waits must not lay out anew."""
    stage.view.resize(520, 700)
    for number in range(8):
        stage.say(f"How long is number {number}, and which countries does it flow through?", speaker=Speaker.PERSON)
        stage.say(LONG)
    bar = stage.view.verticalScrollBar()
    n_seen = 0
    for width in (530, 520, 778):
        stage.view.resize(width, 700)
        stage.view.set_reading(zoom_percent=100, wraps_code=False, shows_reasoning=width != 530)
        for step in range(60):
            bar.setValue(step * 1_277 % max(1, bar.maximum()))
            for text in stage.texts():
                n_seen += 1
                document = text.document()
                assert document.textWidth() == text.width() == text.lineWrapColumnOrWidth()
                assert text.horizontalScrollBar().maximum() == 0
    assert n_seen > 200

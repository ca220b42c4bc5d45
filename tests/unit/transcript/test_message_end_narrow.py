"""The end of a message in a column that is as narrow as two side by side become: nothing is clipped."""

from __future__ import annotations

from typing import Any

import pytest
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from inglenook_desktop.views.beside_pane import LEAST_WIDTH
from inglenook_desktop.views.message_end import MessageEnd
from PySide6.QtWidgets import QWidget

NOTICE = "Interrupted: the program ended before the answer was complete."


def _end_at(stage: Any, width: int) -> MessageEnd:
    stage.view.resize(width, 600)
    stopped = TranscriptItem(
        key=2,
        speaker=Speaker.MODEL,
        text="Half",
        notice=NOTICE,
        can_retry=True,
        can_continue=True,
        can_regenerate=True,
        siblings=(1, 2),
    )
    stage.model.set_items([stopped])
    stage.paint()
    end = stage.view._widgets.widget(stage.view._row(0).end)
    assert isinstance(end, MessageEnd)
    return end


def _shown(*widgets: QWidget) -> list[QWidget]:
    return [widget for widget in widgets if widget.isVisible()]


@pytest.mark.parametrize("width", [LEAST_WIDTH, 420, 900])
def test_every_word_of_a_notice_and_every_button_has_its_room(stage: Any, width: int) -> None:
    end = _end_at(stage, width)
    for button in (end.go_on, end.retry):
        assert button.isVisible()
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() < end._panel.width()
    assert end.notice.height() >= end.notice.heightForWidth(end.notice.width())
    assert end.notice.width() >= min(150, end.notice.fontMetrics().horizontalAdvance(NOTICE))
    assert end.siblings.place.width() >= end.siblings.place.sizeHint().width()
    for quiet in _shown(*end._quiet):
        assert quiet.geometry().right() < end.width()


@pytest.mark.parametrize("zoom_percent", [200, 300])
def test_the_walk_in_a_row_of_its_own_has_room_for_the_numbers_of_each_message(stage: Any, zoom_percent: int) -> None:
    stage.view.set_reading(zoom_percent=zoom_percent, wraps_code=False)
    stage.view.resize(LEAST_WIDTH, 900)
    for n_versions in (2, 11, 150, 2):
        versions = tuple(range(1, n_versions + 1))
        item = TranscriptItem(key=n_versions, speaker=Speaker.MODEL, text="x", siblings=versions, can_regenerate=True)
        stage.model.set_items([item])
        stage.paint()
        end = stage.view._widgets.widget(stage.view._row(0).end)
        walk = end.siblings
        assert walk.geometry().right() < end.width()
        assert walk.after.geometry().right() < walk.width()
        wanted = walk.place.sizeHint().width()
        assert walk.place.width() >= wanted or walk.geometry().right() == end.width() - 1, "all the room that there is"


def test_a_notice_without_words_is_as_high_under_one_message_as_under_another(stage: Any) -> None:
    def height(*notices: str) -> int:
        for key, notice in enumerate(notices, 1):
            stopped = TranscriptItem(
                key=key, speaker=Speaker.MODEL, text="Half", notice=notice, can_retry=not notice, can_continue=True
            )
            stage.model.set_items(
                [stopped if notice != "-" else TranscriptItem(key=key, speaker=Speaker.MODEL, text="x")]
            )
            stage.paint()
        end = stage.view._widgets.widget(stage.view._row(0).end)
        assert isinstance(end, MessageEnd)
        return end._panel.height()

    stage.view.resize(160, 600)
    fresh = height("")
    assert height(NOTICE, "-", "") == fresh

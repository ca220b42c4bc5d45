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

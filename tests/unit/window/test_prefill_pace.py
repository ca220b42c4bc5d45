"""The time that reading still takes: from measured progress alone."""

from __future__ import annotations

import pytest
from inglenook_desktop.context_meter import ContextUse
from inglenook_desktop.prefill_pace import PrefillPace
from inglenook_desktop.state import ChatState, Reading
from inglenook_desktop.theme import Theme
from inglenook_desktop.views.status_line import StatusLine
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


def test_time_left_is_known_after_one_chunk_and_follows_the_newest() -> None:
    pace = PrefillPace()
    pace.report(1, 0, 0, 0.0)
    assert pace.left_s(0.0) is None
    pace.report(1, 1000, 4000, 10.0)  # so much came from the cache: nothing was measured of it
    pace.report(2, 1000, 4000, 10.0)
    assert pace.left_s(11.0) is None
    pace.report(2, 2000, 4000, 15.0)
    assert pace.left_s(15.0) == pytest.approx(10.0)
    assert pace.left_s(19.0) == pytest.approx(6.0)
    pace.report(2, 3000, 4000, 25.0)
    assert pace.left_s(25.0) == pytest.approx(7.5)
    assert pace.left_s(99.0) == 0.0
    pace.report(3, 0, 500, 30.0)
    assert pace.left_s(30.0) is None


def test_the_status_line_says_it_and_keeps_no_timer_afterwards(qapp: QApplication, qtbot: QtBot) -> None:
    now = 0.0
    line = StatusLine(Theme(qapp), clock=lambda: now)
    qtbot.addWidget(line)

    def reading(done: int) -> ChatState:
        answer = Reading(run_id=1, conversation_id=1, done_tokens=done, total_tokens=9000)
        return ChatState(answer=answer, conversation_id=1)

    line.show_state(reading(1000))
    assert line.activity == "Reading 1000 of 9000 tokens"
    now = 4.0
    line.show_state(reading(2000))
    assert line.activity == "Reading 2000 of 9000 tokens · about 28 s left"
    now = 500.0
    line.show_state(reading(3000))
    assert line.activity.endswith("min left")
    assert line._second.isActive()
    line.show_state(ChatState())
    assert not line._second.isActive()


def test_in_a_narrow_window_the_words_give_way_and_the_tokens_stay_whole(qapp: QApplication, qtbot: QtBot) -> None:
    line = StatusLine(Theme(qapp))
    qtbot.addWidget(line)
    line.show_state(ChatState(answer=Reading(run_id=1, conversation_id=1, done_tokens=1000, total_tokens=9000)))
    line.show_use(ContextUse(n_ctx=8192, history=269))
    line.show()
    line.resize(240, line.sizeHint().height())
    qapp.processEvents()
    assert line.width() == 240
    assert line.gauge.width() >= line.gauge.sizeHint().width()
    assert line.gauge.geometry().right() < line.width()

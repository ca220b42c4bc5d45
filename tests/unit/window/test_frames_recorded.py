"""The program's own measure of smoothness."""

from __future__ import annotations

import re
import time

from inglenook_desktop.frame_recorder import FrameLog, FrameRecorder
from pictures import picture
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from windows import OpenWindow


def test_frames_are_the_painted_stretches_and_stalls_count_all() -> None:
    log = FrameLog()
    assert log.figures().p99_ms is None
    for ms in range(1, 101):
        log.add(float(ms), has_painted=True)
    log.add(400.0, has_painted=False)
    found = log.figures()
    assert (found.frames, found.p50_ms, found.p95_ms, found.p99_ms) == (100, 50.0, 95.0, 99.0)
    assert (found.longest_ms, found.stalls) == (400.0, 51)


def test_a_thread_that_was_kept_busy_is_found_out(qtbot: QtBot) -> None:
    label = QLabel("0")
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    recorder = FrameRecorder(label)

    def work() -> None:
        label.setText("1")
        time.sleep(0.08)

    recorder.start()
    assert recorder.is_running
    QTimer.singleShot(5, work)
    qtbot.waitUntil(lambda: recorder.figures().stalls > 0 and recorder.figures().frames > 0)
    found = recorder.stop()
    assert found.longest_ms > 70
    assert recorder.figures() == found
    recorder.start()
    assert recorder.stop().stalls == 0


def test_the_panel_measures_while_it_is_open(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    window = session.window
    command = window.commands["view.frames"]
    assert not window.frames.isVisible()
    command.action.trigger()
    qtbot.waitUntil(lambda: "p99" in window.frames.text())
    assert window.frames.isVisible()
    assert re.search(r"memory +\d+(\.\d+)? [MG]B", window.frames.text())
    window.resize(window.width() + 60, window.height())
    assert window.frames.geometry().right() <= window.width()
    picture(session, qtbot, "frames")
    command.action.trigger()
    assert not window.frames.isVisible()

"""Zoom and copies of the conversation, in a real window."""

from __future__ import annotations

from inglenook_desktop.app import Session
from inglenook_desktop.models.transcript import Speaker, TranscriptItem
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from windows import OpenWindow


def size_pt(session: Session) -> float:
    return session.window.transcript._style.font.pointSizeF()


def test_zoom_by_keys_and_wheel_is_kept(open_window: OpenWindow) -> None:
    session = open_window()
    window = session.window
    session.transcript.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text="word " * 400)])
    normal = size_pt(session)
    beside = window.beside.transcript
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_Plus, control)
    QTest.keyClick(window, Qt.Key.Key_Equal, control)
    assert session.preferences.current.appearance.zoom_percent == 125
    assert size_pt(session) == beside._style.font.pointSizeF() == normal * 1.25
    assert beside._style.look_up == session.formulas.shape
    QTest.keyClick(window, Qt.Key.Key_0, control)
    assert size_pt(session) == normal
    QTest.keyClick(window, Qt.Key.Key_Minus, control)
    assert size_pt(session) == normal * 0.9
    viewport = window.transcript.viewport()
    place = QPointF(viewport.rect().center())
    turn = QWheelEvent(
        place,
        viewport.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        control,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, turn)
    assert session.preferences.current.appearance.zoom_percent == 100
    for _ in range(30):
        window.reading.zoom_in()
    assert session.preferences.current.appearance.zoom_percent == 300


def test_the_conversation_and_the_last_answer_go_to_the_clipboard(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.transcript.set_items(
        [
            TranscriptItem(key=1, speaker=Speaker.PERSON, text="Why?"),
            TranscriptItem(key=2, speaker=Speaker.MODEL, text="**Because.**"),
            TranscriptItem(key=3, speaker=Speaker.PERSON, text="Oh."),
        ]
    )
    commands = session.window.commands
    clipboard = QGuiApplication.clipboard()
    for key, text, looks in (
        ("answer.copy", "**Because.**", ["text/html"]),
        ("answer.copy_plain", "Because.", []),
        ("conversation.copy_markdown", "## You\n\nWhy?\n\n## Answer\n\n**Because.**\n\n## You\n\nOh.\n", []),
        ("conversation.copy_plain", "You:\nWhy?\n\nAnswer:\nBecause.\n\nYou:\nOh.", []),
    ):
        with qtbot.waitSignal(session.window.transcript.copying.copied):  # a plain text is made in slices
            commands[key].action.trigger()
        assert clipboard.text() == text, key
        assert clipboard.mimeData().formats() == ["text/plain", *looks], key
    session.transcript.set_items([])
    clipboard.setText("untouched")
    commands["conversation.copy_plain"].action.trigger()
    commands["answer.copy"].action.trigger()
    assert clipboard.text() == "untouched"


def test_mathematics_is_drawn_by_a_child_that_ends_with_the_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    session.window.show()
    assert not session.formulas.has_child
    session.transcript.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text="so $x^2$ and $\\nosuch$")])
    shown = session.window.transcript.visible_texts
    qtbot.waitUntil(lambda: any("\ufffc" in text.toPlainText() for _, text in shown()), timeout=30_000)
    assert shown()[0][1].toPlainText() == "so \ufffc and $\\nosuch$"
    assert session.formulas.has_child
    session.close()
    assert not session.formulas.has_child

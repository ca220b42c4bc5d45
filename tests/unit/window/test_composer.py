"""Writing a message: keys, growth, large pastes, and when it may be sent."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_engine import MODEL
from inglenook_desktop.attaching import AttachedItem
from inglenook_desktop.attachments import AttachedFile
from inglenook_desktop.library import InstalledModel, ModelSource
from inglenook_desktop.state import (
    ChatState,
    Loaded,
    Loading,
    Reading,
    Stopping,
    StorageFailed,
    StorageOpen,
    WaitingForModel,
)
from inglenook_desktop.submissions import Send
from inglenook_desktop.theme import Theme
from inglenook_desktop.views.composer import Composer
from inglenook_desktop.views.growing_field import MAX_LINES_SHOWN
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

CHOICE = InstalledModel(name="one", path=Path("/one.gguf"), size_bytes=1, source=ModelSource.FOLDER)
IDLE = ChatState(storage=StorageOpen(), engine=Loaded(choice=CHOICE, model=MODEL))


@pytest.fixture
def composer(qapp: QApplication, qtbot: QtBot) -> Composer:
    widget = Composer(Theme(qapp))
    qtbot.addWidget(widget)
    widget.resize(700, 60)
    widget.show_state(IDLE)
    widget.show()
    widget.field.setFocus()
    return widget


@pytest.fixture
def handed(composer: Composer) -> list[str]:
    """What was too much for the field."""
    texts: list[str] = []
    composer.large_pasted.connect(texts.append)
    return texts


def paste(composer: Composer, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    composer.field.insertFromMimeData(data)


def test_enter_sends(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClicks(composer.field, "Hello")
    with qtbot.waitSignal(composer.submitted) as sent:
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent.args == ["Hello"]
    assert composer.text() == "Hello"  # until it is stored


def test_shift_enter_breaks_the_line(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClicks(composer.field, "one")
        qtbot.keyClick(composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClicks(composer.field, "two")
    assert composer.text() == "one\ntwo"


@pytest.mark.parametrize("text", ["", "   ", "\n\n \t\n", "\u00a0"])
def test_an_empty_message_cannot_be_sent(composer: Composer, qtbot: QtBot, text: str) -> None:
    composer.set_text(text)
    assert not composer.button.isEnabled()
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)


def test_the_field_grows_with_its_lines_and_stops(composer: Composer, qapp: QApplication) -> None:
    composer.resize(700, 400)
    heights = []
    for n_lines in (1, 2, 5, 10, 11, 200):
        composer.set_text("\n".join(["line"] * n_lines))
        qapp.processEvents()
        heights.append(composer.field.height())
    assert heights[0] < heights[2] < heights[3]
    assert heights[3] == heights[4] == heights[5]


@pytest.mark.parametrize("points", [8, 9, 10, 13, 16])
def test_all_lines_are_in_view_while_they_are_typed(composer: Composer, qtbot: QtBot, points: int) -> None:
    composer.resize(700, 500)
    font = composer.field.font()
    font.setPointSize(points)
    composer.field.setFont(font)
    for n_lines in range(1, MAX_LINES_SHOWN + 1):
        qtbot.keyClicks(composer.field, f"line {n_lines}")
        QApplication.processEvents()
        assert composer.field.firstVisibleBlock().blockNumber() == 0
        assert composer.field.verticalScrollBar().maximum() == 0
        qtbot.keyClick(composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def test_the_field_grows_when_the_window_becomes_narrow(composer: Composer, qapp: QApplication) -> None:
    composer.resize(900, 400)
    composer.field.setPlainText("some words " * 20)
    qapp.processEvents()
    before = composer.field.height()
    composer.resize(300, 400)
    qapp.processEvents()
    assert composer.field.height() >= before + 2 * composer.field.fontMetrics().lineSpacing()


def test_a_no_break_space_stays_one(composer: Composer) -> None:
    composer.set_text("10\u00a0km")
    assert composer.text() == "10\u00a0km"


@pytest.mark.parametrize(
    "text",
    ["x" * 2_000_000, "many words in a line\n" * 100_000, "word " * 400_000],
    ids=["one-line", "lines", "long-line"],
)
def test_two_megabytes_of_pasted_text_are_handed_on_at_once(
    composer: Composer, handed: list[str], qtbot: QtBot, qapp: QApplication, text: str
) -> None:
    qtbot.keyClicks(composer.field, "Summarise this:")
    start = time.thread_time()
    paste(composer, text)
    qapp.processEvents()
    assert time.thread_time() - start < 10  # laid out as one line in the field it would be minutes
    assert handed == [text]
    assert composer.text() == "Summarise this:"


def test_a_file_alone_can_be_sent_when_it_has_been_read(composer: Composer, qtbot: QtBot) -> None:
    item = AttachedItem(key=1, name="a.txt")
    composer.show_files([item])
    assert not composer.button.isEnabled()
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    file = AttachedFile(name="a.txt", media_type="text/plain", text="a", data=b"a")
    composer.show_files([replace(item, file=file)])
    with qtbot.waitSignal(composer.submitted) as sent:
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent.args == [""]
    composer.show_files([])
    assert not composer.button.isEnabled()


def test_a_small_paste_goes_into_the_text(composer: Composer, handed: list[str]) -> None:
    paste(composer, "one\r\ntwo\rthree")
    assert handed == []
    assert composer.text() == "one\ntwo\nthree"


def test_pastes_that_would_make_a_line_endless_together_are_handed_on(composer: Composer, handed: list[str]) -> None:
    for _ in range(3):
        paste(composer, "z" * 5_000)
    assert composer.text() + "".join(handed) == "z" * 15_000
    assert handed


def test_while_an_answer_is_written_the_button_stops_it(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("next question")
    composer.show_state(ChatState(storage=StorageOpen(), answer=Reading(run_id=1, conversation_id=1)))
    assert composer.button.accessibleName().startswith("Stop")
    with qtbot.waitSignal(composer.stop_requested), qtbot.assertNotEmitted(composer.submitted):
        qtbot.mouseClick(composer.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(composer.submitted):  # what is sent then waits for the answer
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    composer.show_state(ChatState(storage=StorageOpen(), answer=Stopping(run_id=1, conversation_id=1)))
    assert not composer.button.isEnabled()
    assert composer.text() == "next question"


def test_a_message_that_waits_for_the_model_cannot_be_changed(composer: Composer) -> None:
    composer.set_text("waits")
    send = Send(conversation_id=None, text="waits")
    waiting = ChatState(storage=StorageOpen(), engine=Loading(choice=CHOICE), answer=WaitingForModel(submission=send))
    composer.show_state(waiting)
    assert composer.field.isReadOnly()
    paste(composer, "more")
    assert composer.text() == "waits"
    composer.show_state(IDLE)
    assert not composer.field.isReadOnly()


def test_without_a_store_nothing_can_be_sent(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("hello")
    composer.show_state(ChatState(storage=StorageFailed(message="No."), engine=IDLE.engine))
    assert not composer.button.isEnabled()
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)


def test_the_caret_rests_when_nobody_types(composer: Composer, qtbot: QtBot) -> None:
    hints = QGuiApplication.styleHints()
    composer.field._quiet.setInterval(1)
    qtbot.keyClicks(composer.field, "a")
    qtbot.waitUntil(lambda: hints.cursorFlashTime() == 0)
    composer.field._quiet.setInterval(60_000)
    qtbot.keyClicks(composer.field, "b")
    assert hints.cursorFlashTime() > 0


def test_a_draft_that_is_too_large_can_be_edited_as_far_as_it_fits(
    composer: Composer, handed: list[str], qtbot: QtBot
) -> None:
    composer.set_text("Summarise this:\n\n" + "y" * 100_000)
    assert composer.field.text() == "Summarise this:"
    assert handed == ["y" * 100_000]
    qtbot.keyClicks(composer.field, " briefly")
    assert composer.text() == "Summarise this: briefly"


@pytest.mark.parametrize(
    "text",
    [
        "many words in a line\n\n" * 20_000 + "end",
        "a\n\n\n\n" + "z" * 9_000 + "\n\nb",
        "\n\n" + "z" * 9_000,
        "z" * 9_000 + "\n\n",
        "a\n\n" * 3 + "z" * 9_000 + "\n",
    ],
)
def test_no_part_of_a_large_draft_is_lost_or_changed(composer: Composer, handed: list[str], text: str) -> None:
    composer.set_text(text)
    assert "\n\n".join(filter(None, (composer.text(), *handed))) == text
    assert composer.field.can_hold("")


def test_files_that_are_pasted_are_handed_on(composer: Composer, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a", "b")])
    with qtbot.waitSignal(composer.files_pasted) as pasted:
        composer.field.insertFromMimeData(data)
    assert pasted.args == [(tmp_path / "a", tmp_path / "b")]
    assert composer.text() == ""


def test_an_address_that_is_pasted_is_text(composer: Composer, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a")])
    data.setText("https://example.org/a")
    with qtbot.assertNotEmitted(composer.files_pasted):
        composer.field.insertFromMimeData(data)
    assert composer.text() == "https://example.org/a"


def test_a_single_line_stands_in_the_middle_beside_its_buttons(composer: Composer) -> None:
    composer.resize(700, composer.sizeHint().height())
    line = composer.field.viewport().mapTo(composer, composer.field.cursorRect().center())
    button = composer.button.mapTo(composer, composer.button.rect().center())
    assert abs(line.y() - button.y()) <= 1

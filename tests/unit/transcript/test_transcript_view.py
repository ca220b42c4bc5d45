from __future__ import annotations

import gc
import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from inglenook_desktop.message_wishes import Regenerate
from inglenook_desktop.models.transcript import Speaker, TranscriptItem, TranscriptModel
from inglenook_desktop.views.code_block import CodeBlock
from inglenook_desktop.views.link_dialog import LinkDialog
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_desktop.views.rich_text import SafeDocument
from inglenook_desktop.views.text_piece import TextPiece
from inglenook_desktop.views.transcript_view import TranscriptView
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

PARAGRAPH = (
    "Some words of a paragraph that is long enough to be wrapped once or twice in the column of the window. " * 3
)


def conversation(n_messages: int) -> list[TranscriptItem]:
    return [
        TranscriptItem(
            key=1_000 + number,
            speaker=Speaker.MODEL if number % 2 else Speaker.PERSON,
            text=f"message number {number}\n\n" + PARAGRAPH * (number % 4),
            footer="figures" if number % 2 else "",
        )
        for number in range(n_messages)
    ]


def live(view: TranscriptView, kind: type[QWidget]) -> list[Any]:
    """Visible widgets of a kind from top to bottom."""
    found = [widget for widget in view.viewport().findChildren(kind) if widget.isVisible()]
    return sorted(found, key=lambda widget: widget.mapTo(view, QPoint(0, 0)).y())


def top_of(stage: Any, words: str) -> int:
    """Where on the screen the part that begins with these words is."""
    for text in stage.texts():
        if text.toPlainText().startswith(words):
            return text.mapTo(stage.view.viewport(), QPoint(0, 0)).y()
    raise AssertionError(f"{words!r} is not visible")


def test_only_what_is_visible_has_widgets(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items(conversation(10_000))
    bar = stage.view.verticalScrollBar()
    for place in range(100):
        bar.setValue(bar.maximum() * place // 100)
    assert stage.view._widgets.n_widgets < 80
    qtbot.waitUntil(lambda: len(stage.view._rows) <= 200)


def test_every_place_shows_its_messages_without_holes(stage: Any) -> None:
    stage.model.set_items(conversation(300))
    view = stage.view
    bar = view.verticalScrollBar()
    for value in [*range(0, bar.maximum(), 997), bar.maximum()]:
        bar.setValue(min(value, bar.maximum()))
        placed = view._placed
        assert placed[0][1] <= 16
        for (slot, top), (following, next_top) in itertools.pairwise(placed):
            assert following == view._next(slot)
            assert next_top == top + view._height_of(slot)
        assert placed[-1][1] + view._height_of(placed[-1][0]) >= view.viewport().height()
        assert bar.value() == view._top_of(placed[0][0]) - placed[0][1]


def test_the_first_and_the_last_message_can_be_reached(stage: Any) -> None:
    stage.model.set_items(conversation(500))
    assert stage.view.is_at_bottom()
    assert stage.view._placed[-1][0][0] == 499
    stage.view.verticalScrollBar().setValue(0)
    assert stage.view._placed[0] == ((0, 0), 16)


def test_scrolling_by_hand_up_and_down_comes_back_to_the_same_place(stage: Any) -> None:
    stage.model.set_items(conversation(400))
    stage.view.scroll_to_row(200)
    bar = stage.view.verticalScrollBar()
    for _ in range(40):
        bar.setValue(bar.value() - 50)
    for _ in range(40):
        bar.setValue(bar.value() + 50)
    assert stage.view._placed[0] == ((200, 0), 0)


def test_a_reader_at_the_end_is_taken_along(stage: Any) -> None:
    stage.model.set_items(conversation(50))
    row = stage.say("", is_streaming=True)
    for _ in range(30):
        stage.model.append_text(row, PARAGRAPH)
        stage.view.flush()
        assert stage.view.is_at_bottom()
    assert stage.view.latest_button.isHidden()


def test_a_reader_elsewhere_keeps_the_place_and_is_told(stage: Any) -> None:
    stage.model.set_items(conversation(50))
    stage.view.scroll_to_row(20)
    row = stage.say("", is_streaming=True)
    before = top_of(stage, "message number 20")
    for _ in range(10):
        stage.model.append_text(row, PARAGRAPH)
        stage.view.flush()
    assert top_of(stage, "message number 20") == before
    assert stage.view.latest_button.isVisible()
    stage.view.latest_button.click()
    assert stage.view.is_at_bottom()
    assert stage.view.latest_button.isHidden()


def test_a_way_back_to_the_end_is_there_for_who_reads_further_up(stage: Any) -> None:
    stage.model.set_items(conversation(50))
    view, button = stage.view, stage.view.latest_button
    assert button.isHidden()
    view.scroll_to_row(20)
    assert button.isVisible()
    assert not button.has_news
    assert "New text" not in button.toolTip()
    row = stage.say("", is_streaming=True)
    stage.model.append_text(row, PARAGRAPH)
    view.flush()
    assert button.has_news
    assert "New text" in button.toolTip()
    assert "New text" in button.accessibleDescription()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert view.is_at_bottom()
    assert view.hasFocus()
    assert button.isHidden()
    assert not button.has_news
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 20)
    assert button.isHidden()  # it would cover the line that it leads to
    bar.setValue(bar.maximum() - 200)
    assert button.isVisible()
    assert view.viewport().geometry().contains(button.geometry())
    stage.model.set_items(conversation(2)[:1])
    assert button.isHidden()


def test_the_last_words_of_an_answer_are_new_text_too(stage: Any) -> None:
    """They may come with its end, before the next frame."""
    row = stage.say(PARAGRAPH * 20, is_streaming=True)
    stage.view.verticalScrollBar().setValue(0)
    stage.model.append_text(row, PARAGRAPH)
    item = stage.model.item(row)
    assert not stage.view.latest_button.has_news
    stage.model.replace(row, replace(item, is_streaming=False))
    assert stage.view.latest_button.has_news
    stage.view.scroll_to_bottom()
    stage.view.verticalScrollBar().setValue(0)
    stage.model.replace(row, replace(item, is_streaming=False, footer="3 tokens"))
    assert not stage.view.latest_button.has_news


def test_reading_the_growing_answer_from_its_beginning_does_not_move(stage: Any) -> None:
    row = stage.say("first words\n\n" + PARAGRAPH * 12, is_streaming=True)
    stage.view.verticalScrollBar().setValue(0)
    before = top_of(stage, "first words")
    stage.model.append_text(row, "\n\n| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 30)
    stage.view.flush()
    assert top_of(stage, "first words") == before


def test_text_is_shown_once_a_frame_not_once_a_token(stage: Any, qtbot: QtBot) -> None:
    row = stage.say("", is_streaming=True)
    frames: list[int] = []
    stage.view._frame_timer.timeout.connect(lambda: frames.append(1))
    for number in range(200):
        stage.model.append_text(row, f"{number} ")
    qtbot.waitUntil(lambda: "199" in stage.shown_text())
    assert len(frames) == 1


def test_closed_parts_are_not_laid_out_again(stage: Any) -> None:
    """The cost of a token does not grow with the answer: only the open part gets a new document."""
    row = stage.say("", is_streaming=True)
    stage.model.append_text(row, "# Head\n\npara one\n\n```py\nx = 1\n```\n\n| a |\n|---|\n| b |\n\nopen")
    stage.view.flush()
    layout = stage.view._rows[row]
    frozen = [piece.document for piece in layout.pieces[:-2]]
    for _ in range(50):
        stage.model.append_text(row, " more")
        stage.view.flush()
    assert [piece.document for piece in layout.pieces[:-2]] == frozen
    assert len(layout.pieces) == len(frozen) + 2


def test_what_was_streamed_looks_like_what_is_loaded(stage: Any) -> None:
    text = "# Head\n\n- a\n- b\n  ```sh\n  ls\n  ```\n- c\n\n> quote\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nend `x`"
    row = stage.say("", is_streaming=True)
    for character in text:
        stage.model.append_text(row, character)
        stage.view.flush()
    stage.model.replace(row, TranscriptItem(key=1, speaker=Speaker.MODEL, text=text))
    streamed = [text.toHtml() for text in stage.texts()]
    heights = [stage.view._rows[row].heights[index] for index in range(len(stage.view._rows[row].pieces))]
    stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text=text)])
    assert [text.toHtml() for text in stage.texts()] == streamed
    assert [stage.view._rows[0].heights[index] for index in range(len(heights))] == heights


def test_finishing_keeps_what_is_laid_out(stage: Any) -> None:
    row = stage.say("", is_streaming=True)
    stage.model.append_text(row, "one\n\ntwo\n\nthree")
    stage.view.flush()
    documents = [piece.document for piece in stage.view._rows[row].pieces[:2]]
    stage.model.replace(row, TranscriptItem(key=1, speaker=Speaker.MODEL, text="one\n\ntwo\n\nthree", footer="figures"))
    assert [piece.document for piece in stage.view._rows[row].pieces[:2]] == documents
    (end,) = live(stage.view, MessageEnd)
    assert end.footer.text() == "figures"


def test_the_figures_can_be_selected_once_the_pointer_is_on_them(stage: Any) -> None:
    stage.model.set_items([TranscriptItem(key=1, speaker=Speaker.MODEL, text="Yes.", footer="tokens 12")])
    (end,) = live(stage.view, MessageEnd)
    words = QPoint(end.footer.width() - 10, end.footer.height() // 2)
    QTest.mouseDClick(end.footer, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, words)
    assert end.footer.selectedText() == "12"
    stage.model.replace(0, TranscriptItem(key=1, speaker=Speaker.MODEL, text="Yes.", footer="tokens 13"))
    assert end.footer.selectedText() == ""
    assert end.footer.text() == "tokens 13"


def test_an_end_of_a_message_that_is_in_view_is_used_before_one_that_is_hidden(stage: Any) -> None:
    stage.model.set_items(conversation(2_000))
    stage.view.scroll_to_row(20)
    hidden: list[QEvent] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.HideToParent:
                hidden.append(event)
            return False

    for row in (500, 502, 504):  # some are hidden by then, and wait in the pool
        stage.view.scroll_to_row(row)
    ends = live(stage.view, MessageEnd)
    watch = Watch()
    for end in ends:
        end.installEventFilter(watch)
    stage.view.scroll_to_row(1_004)
    shown = live(stage.view, MessageEnd)
    assert len(hidden) == max(0, len(ends) - len(shown))


def test_another_text_replaces_what_was_shown(stage: Any) -> None:
    stage.model.set_items(conversation(3))
    stage.model.replace(1, replace(stage.model.item(1), text="quite another text"))
    assert "quite another text" in stage.shown_text()
    assert "message number 1" not in stage.shown_text()


def test_text_that_waits_for_a_frame_is_in_the_end_shown_once(stage: Any, qtbot: QtBot) -> None:
    row = stage.say("a", is_streaming=True)
    stage.model.append_text(row, "b")
    stage.model.replace(row, TranscriptItem(key=1, speaker=Speaker.MODEL, text="abc"))
    stage.model.append_text(row, "d")
    stage.view.resize(880, 690)
    qtbot.waitUntil(lambda: stage.shown_text() == "abcd" or stage.shown_text() == "abc\nd")


def test_copy_message_gives_the_markdown_as_it_was_written(stage: Any) -> None:
    text = "# Head\n\n| a |\n|---|\n" + "x" * 5_000 + "\n```py\ny\n```"
    stage.say(text)
    (end,) = live(stage.view, MessageEnd)
    end.copy_button.click()
    assert QGuiApplication.clipboard().text() == text
    assert end.copy_button.text() == "Copied"


def test_copy_code_gives_all_of_a_block_that_was_cut(stage: Any, qtbot: QtBot) -> None:
    code = "".join(f"line {number} " + "y" * 3_000 + "\n" for number in range(40))
    stage.say(f"text\n```json\n{code}```\nafter")
    stage.view.verticalScrollBar().setValue(0)
    block = live(stage.view, CodeBlock)[0]
    assert block.language.text() == "json"
    block.copy_button.click()
    assert QGuiApplication.clipboard().text() == code
    qtbot.waitUntil(lambda: block.copy_button.text() == "Copy", timeout=5_000)


def test_a_selection_over_several_parts_can_be_copied(stage: Any, qtbot: QtBot) -> None:
    stage.say("First paragraph.\n\n```py\nx = 1\n```\n\n- item one\n- item two\n\nLast paragraph.")
    texts = stage.texts()
    first, last = texts[0].viewport(), texts[-1].viewport()
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(0, 4))
    for step in range(1, 6):
        goal = first.mapFromGlobal(last.mapToGlobal(QPoint(40 * step, 6)))
        QTest.mouseMove(first, goal)
        QApplication.processEvents()
    end = first.mapFromGlobal(last.mapToGlobal(QPoint(last.width() - 1, 6)))
    QTest.mouseMove(first, end)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=end)
    assert stage.view.selected_text() == "First paragraph.\n\nx = 1\n\n- item one\n- item two\n\nLast paragraph."
    qtbot.keyClick(texts[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == stage.view.selected_text()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(0, 4))
    assert stage.view.selected_text() == ""


def test_ctrl_a_selects_the_message_and_survives_scrolling(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items(conversation(100))
    stage.view.scroll_to_row(51)
    text = stage.texts()[0]
    qtbot.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    selected = stage.view.selected_text()
    assert selected.startswith("message number 51\n\nSome words")
    stage.view.verticalScrollBar().setValue(0)
    stage.view.scroll_to_row(51)
    assert stage.view.selected_text() == selected
    assert stage.texts()[0].textCursor().hasSelection()


def test_a_selection_in_the_growing_part_stays(stage: Any) -> None:
    row = stage.say("", is_streaming=True)
    stage.model.append_text(row, "some growing text")
    stage.view.flush()
    (text,) = stage.texts()
    text.select(5, 12)
    stage.model.append_text(row, " and more")
    stage.view.flush()
    assert text.selected_text() == "growing"


@pytest.mark.parametrize("how", ["drag", "double click"])
def test_what_grows_does_not_carry_away_what_is_being_selected(stage: Any, how: str) -> None:
    stage.model.set_items(conversation(50))
    row = stage.say("some words to select\n\n", is_streaming=True)
    stage.view.scroll_to_bottom()

    def grow() -> None:
        for _ in range(10):
            stage.model.append_text(row, PARAGRAPH)
            stage.view.flush()

    text = next(text for text in stage.texts() if "words to select" in text.toPlainText()).viewport()
    at, end = QPoint(3, 8), QPoint(80, 8)
    if how == "drag":
        before = text.mapToGlobal(at)
        QTest.mousePress(text, Qt.MouseButton.LeftButton, pos=at)
        grow()
        assert text.mapToGlobal(at) == before
        QTest.mouseMove(text, end)
        QTest.mouseMove(text, end + QPoint(1, 0))
        QTest.mouseRelease(text, Qt.MouseButton.LeftButton, pos=end)
    else:
        QTest.mouseClick(text, Qt.MouseButton.LeftButton, pos=at)
        grow()
        assert stage.view.is_at_bottom()  # a click selects nothing
        text = stage.texts()[0].viewport()
        before = text.mapToGlobal(at)
        QTest.mouseDClick(text, Qt.MouseButton.LeftButton, pos=text.rect().center())
        QTest.mouseRelease(text, Qt.MouseButton.LeftButton, pos=text.rect().center())
    selected = stage.view.selected_text()
    assert selected
    grow()
    assert text.mapToGlobal(at) == before
    assert stage.view.selected_text() == selected
    stage.view.latest_button.click()
    grow()
    assert stage.view.is_at_bottom()


def test_selected_text_never_carries_breaks_of_the_layout(stage: Any) -> None:
    stage.say("a" * 3_900)
    (text,) = stage.texts()
    text.selectAll()
    assert stage.view.selected_text() == "a" * 3_900
    mime = text.createMimeDataFromSelection()
    assert not mime.hasHtml()
    assert mime.text() == "a" * 3_900


def test_the_address_of_a_link_shows_under_the_pointer(stage: Any, qtbot: QtBot) -> None:
    stage.say("[words](https://a.b/c)\n\n# A heading\n\nmore")
    (text, *_) = stage.texts()
    QTest.mouseMove(stage.view, QPoint(1, 1))  # a test before may have left the pointer where it is moved to now
    for place, shown in ((QPoint(8, 8), "https://a.b/c"), (QPoint(400, 8), "")):
        QTest.mouseMove(text.viewport(), place)
        qtbot.waitUntil(text.underMouse)
        pointed = QHelpEvent(QEvent.Type.ToolTip, place, text.viewport().mapToGlobal(place))
        QApplication.sendEvent(text.viewport(), pointed)
        if shown:
            assert shown in QToolTip.text()
        else:
            qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_link_asks_and_opens_only_after_a_yes(stage: Any, qtbot: QtBot) -> None:
    stage.say("[words](https://a.b/c)")
    (text,) = stage.texts()
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    (dialog,) = stage.view.findChildren(LinkDialog)
    assert stage.opened == []
    dialog.reject()
    qtbot.waitUntil(lambda: not stage.view.findChildren(LinkDialog))
    assert stage.opened == []
    stage.view.ask_about_link("https://a.b/c")
    (dialog,) = stage.view.findChildren(LinkDialog)
    assert dialog.open_button is not None
    dialog.open_button.click()
    assert stage.opened == ["https://a.b/c"]


def test_retry_names_the_message(stage: Any, qtbot: QtBot) -> None:
    stage.model.append(
        TranscriptItem(key=77, speaker=Speaker.MODEL, text="par", notice="It stopped.", is_error=True, can_retry=True)
    )
    (end,) = live(stage.view, MessageEnd)
    assert end.notice.text() == "It stopped."
    with qtbot.waitSignal(stage.view.wished) as asked:
        end.retry.click()
    assert asked.args == [Regenerate(message_id=77)]


def test_a_long_notice_has_room(stage: Any) -> None:
    stage.model.append(TranscriptItem(key=1, speaker=Speaker.MODEL, text="x", notice="A long sentence. " * 30))
    (end,) = live(stage.view, MessageEnd)
    assert end.notice.height() >= end.notice.heightForWidth(end.notice.width())


def test_a_new_width_keeps_the_place(stage: Any) -> None:
    stage.model.set_items(conversation(300))
    stage.view.scroll_to_row(150)
    for width in (700, 500, 400, 900):
        stage.view.resize(width, 600)
        QApplication.processEvents()
        assert stage.view._placed[0][0][0] == 150
    assert stage.view._placed[0] == ((150, 0), 0)


def test_a_new_palette_recolours_what_is_visible(stage: Any, palette_of: Callable[[str], QPalette]) -> None:
    stage.say("a `code` [link](http://a.b)")
    stage.view.setPalette(palette_of("dark"))
    assert stage.view._style.colors.is_dark
    dark = stage.texts()[0].toHtml()
    stage.view.setPalette(palette_of("light"))
    assert not stage.view._style.colors.is_dark
    assert stage.texts()[0].toHtml() != dark


def test_parts_have_names_for_a_screen_reader(stage: Any) -> None:
    stage.say("question", speaker=Speaker.PERSON)
    stage.say("answer\n\n```python\nx\n```\n\n| a |\n|---|\n| b |\n")
    names = [text.accessibleName() for text in stage.texts()]
    assert names == [
        "You, message 1",
        "Answer, message 2",
        "Answer, code in message 2, python",
        "Answer, table in message 2",
    ]
    interface = QAccessible.queryAccessibleInterface(stage.texts()[1])
    assert interface.text(QAccessible.Text.Name) == "Answer, message 2"
    text_interface = interface.textInterface()
    assert text_interface.text(0, text_interface.characterCount()) == "answer"


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(key: Qt.Key) -> None:
    QTest.keyClick(focus(), key)


def test_tab_goes_through_the_visible_parts_and_leaves(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    model = TranscriptModel()
    view = TranscriptView(model)
    before, after = QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for widget in (before, view, after):
        column.addWidget(widget)
    window.resize(800, 600)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    model.append(TranscriptItem(key=1, speaker=Speaker.MODEL, text="one\n\n```py\nx\n```\n\ntwo"))
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    visited: list[str] = []
    for _ in range(14):
        press(Qt.Key.Key_Tab)
        focused = focus()
        visited.append(focused.accessibleName())
        if focused is after:
            break
    assert visited == [
        "Conversation",
        "Answer, message 1",
        "Wrap long lines of the code",
        "Save code as a file",
        "Copy code",
        "Answer, code in message 1, py",
        "Answer, message 1",
        "Copy message",
        "Edit answer",
        "More for this message",
        "",
    ]
    back: list[str] = []
    for _ in range(14):
        press(Qt.Key.Key_Backtab)
        focused = focus()
        back.append(focused.accessibleName())
        if focused is before:
            break
    assert back == [*reversed(visited[:-1]), ""]


def test_keys_scroll_from_the_view_and_from_a_part(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items(conversation(100))
    bar = stage.view.verticalScrollBar()
    qtbot.keyClick(stage.view, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(stage.texts()[0], Qt.Key.Key_PageDown)
    assert 0 < bar.value() <= stage.view.viewport().height()
    qtbot.keyClick(stage.texts()[0], Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert stage.view.is_at_bottom()


def test_the_wheel_over_text_scrolls_the_conversation(stage: Any) -> None:
    stage.model.set_items(conversation(100))
    before = stage.view.verticalScrollBar().value()
    area = stage.texts()[-1].viewport()
    place = area.mapTo(stage.view, area.rect().center())
    QTest.wheelEvent(stage.view.windowHandle(), QPointF(place), QPoint(0, 240))
    assert stage.view.verticalScrollBar().value() < before - 50


def test_an_address_is_passed_on_as_it_was_written(stage: Any) -> None:
    stage.say("[words](http://a.b/%zz)")
    (text,) = stage.texts()
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    (dialog,) = stage.view.findChildren(LinkDialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "http://a.b/%zz"
    assert dialog.open_button is None


def test_the_focus_stays_in_the_view_when_its_part_scrolls_away(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items(conversation(100))
    stage.view.activateWindow()
    qtbot.waitActive(stage.view)
    part = stage.texts()[-1]
    part.setFocus()
    assert focus() is part
    stage.view.verticalScrollBar().setValue(0)
    assert focus() is stage.view


def test_documents_that_are_no_longer_shown_are_freed(stage: Any, qtbot: QtBot) -> None:
    def n_alive() -> int:
        gc.collect()
        return sum(type(thing) is SafeDocument for thing in gc.get_objects())

    before = n_alive()  # of other tests
    stage.model.set_items(conversation(2_000))
    bar = stage.view.verticalScrollBar()
    for place in range(300):
        bar.setValue(bar.maximum() * ((place * 37) % 300) // 300)
    qtbot.waitUntil(lambda: n_alive() - before < 250)


def test_what_is_needed_for_the_next_documents_is_made_while_nothing_else_is_done(stage: Any, qtbot: QtBot) -> None:
    stage.model.set_items(conversation(2_000))
    blanks = stage.view._widgets._blanks
    qtbot.waitUntil(lambda: len(blanks) == 16)
    made = list(blanks)
    stage.view.scroll_to_row(1_000)
    shown = {document for document in made if document not in blanks}
    assert shown
    assert shown <= {text._document for _, text in stage.view._widgets.text_widgets()}
    qtbot.waitUntil(lambda: len(blanks) == 16)


def test_a_model_without_messages_is_shown_as_nothing(stage: Any) -> None:
    stage.say("x")
    stage.model.set_items([])
    assert stage.texts() == []
    assert stage.view.verticalScrollBar().maximum() == 0
    stage.view.resize(500, 400)
    stage.view.scroll_to_bottom()
    stage.paint()


def test_an_answer_that_has_not_begun_says_that_it_is_being_prepared(stage: Any) -> None:
    row = stage.say("", is_streaming=True)
    (end,) = live(stage.view, MessageEnd)
    assert end.footer.text() == "Reading …"
    stage.model.append_text(row, "word")
    stage.view.flush()
    (end,) = live(stage.view, MessageEnd)
    assert end.footer.text() == ""


@pytest.mark.parametrize("speaker", list(Speaker))
def test_a_message_with_nothing_in_it_can_be_shown(stage: Any, speaker: Speaker) -> None:
    for text in ("", " ", "\n\n\n", "```", "#"):
        stage.say(text, speaker=speaker)
    stage.paint()
    assert len(live(stage.view, MessageEnd)) == 5


def test_text_pieces_ignore_drops_and_never_scroll_on_their_own(stage: Any) -> None:
    stage.say(PARAGRAPH)
    (text,) = stage.texts()
    assert isinstance(text, TextPiece)
    assert not text.acceptDrops()
    assert text.isReadOnly()
    assert text.verticalScrollBar().maximum() == 0


def test_figures_stand_below_the_buttons_where_there_is_no_room_beside_them(stage: Any) -> None:
    text = "128 tokens · 98.5 tokens/s · first after 84 ms · 40 drafted for free"
    for width, is_below in ((900, False), (300, True), (900, False)):
        stage.view.resize(width, 500)
        stage.model.set_items(
            [TranscriptItem(key=1, speaker=Speaker.MODEL, text="Yes.", footer=text, can_regenerate=True)]
        )
        (end,) = (one for one in stage.view.viewport().findChildren(MessageEnd) if one.isVisible())
        assert (end.footer.y() > end.copy_button.geometry().bottom()) is is_below
        assert end.footer.geometry().bottom() <= end.height()
        assert "98.5 tokens/s" in end.footer.text()


def test_a_selection_begins_in_the_margin_and_a_click_there_ends_it(stage: Any) -> None:
    stage.say("First paragraph.\n\nSecond paragraph.")
    stage.say("Third.", speaker=Speaker.PERSON)
    first, second, third = stage.texts()
    ground = stage.view.viewport()
    left = QPoint(4, first.y() + 8)
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=left)
    QTest.mouseMove(ground, QPoint(first.geometry().right(), left.y()))
    assert stage.view.selected_text() == "First paragraph."
    QTest.mouseMove(ground, QPoint(second.geometry().right(), second.y() + 8))
    assert stage.view.selected_text() == "First paragraph.\n\nSecond paragraph."
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=QPoint(second.geometry().right(), second.y() + 8))
    assert stage.view.selected_text() == "First paragraph.\n\nSecond paragraph."
    QTest.mouseMove(ground, QPoint(4, third.y() + 8))  # no button is held any more
    assert stage.view.selected_text() == "First paragraph.\n\nSecond paragraph."
    between = QPoint(second.geometry().center().x(), (second.geometry().bottom() + third.y()) // 2)
    under = ground.childAt(between)
    QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(ground, between))
    assert stage.view.selected_text() == ""
    QGuiApplication.clipboard().setText("as it was")
    QTest.keyClick(stage.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "as it was"


def test_a_selection_from_the_edge_of_a_paragraph_brings_no_empty_lines(stage: Any) -> None:
    stage.say("First paragraph.\n\nSecond paragraph.\n\nThird paragraph.")
    first, _, third = stage.texts()
    ground = stage.view.viewport()
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=QPoint(ground.width() - 4, first.y() + 8))
    QTest.mouseMove(ground, QPoint(4, third.y() + 8))
    assert stage.view.selected_text() == "Second paragraph."


def test_a_text_that_another_widget_showed_before_has_the_width_of_its_place(qtbot: QtBot) -> None:
    """Shown in another width than it was made in, and only then."""
    model = TranscriptModel()
    model.set_items(conversation(3))
    view = TranscriptView(model)
    qtbot.addWidget(view)
    view.resize(900, 900)
    view.show()
    qtbot.waitExposed(view)
    widths = [(text.document().textWidth(), text.lineWrapColumnOrWidth()) for _, text in view.visible_texts()]
    assert len(widths) > 3
    assert all(laid_out == wanted for laid_out, wanted in widths), widths


def test_an_answer_that_failed_without_a_word_can_be_had_again(stage: Any) -> None:
    stage.model.append(TranscriptItem(key=1, speaker=Speaker.MODEL, text="", is_error=True, can_retry=True))
    (end,) = live(stage.view, MessageEnd)
    assert end.retry.isVisible()
    assert not end.retry.visibleRegion().isEmpty()

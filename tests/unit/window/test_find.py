"""Find within the conversation: what is found, where it is shown, and while an answer streams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from inglenook_desktop.models import finding
from inglenook_desktop.models.finding import Finder, Spot
from inglenook_desktop.models.transcript import Speaker, TranscriptItem, TranscriptModel
from inglenook_desktop.theme import Theme
from inglenook_desktop.views.find_bar import FindInConversation
from inglenook_desktop.views.transcript_view import TranscriptView
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Stage:
    """A transcript with its find bar."""

    model: TranscriptModel
    view: TranscriptView
    find: FindInConversation

    def fill(self, *texts: str) -> None:
        self.model.set_items([item(number, text) for number, text in enumerate(texts)])

    def marked(self) -> list[str]:
        """What is marked in the visible parts, in reading order."""
        return [
            selection.cursor.selectedText()
            for _, text in self.view.visible_texts()
            for selection in text.extraSelections()
        ]

    def current_marks(self) -> list[str]:
        """The one that stands out."""
        accent = self.view.palette().color(self.view.palette().ColorRole.Highlight)
        return [
            selection.cursor.selectedText()
            for _, text in self.view.visible_texts()
            for selection in text.extraSelections()
            if selection.format.background().color() == accent
        ]


def item(number: int, text: str, *, is_streaming: bool = False) -> TranscriptItem:
    speaker = Speaker.MODEL if number % 2 else Speaker.PERSON
    return TranscriptItem(key=number + 1, speaker=speaker, text=text, is_streaming=is_streaming)


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot) -> Iterator[Stage]:
    owner = QObject()
    theme = Theme(qapp, scheme=Qt.ColorScheme.Light, parent=owner)
    model = TranscriptModel(owner)
    view = TranscriptView(model)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(model, view, FindInConversation(model, view, theme, owner))
    view.close()


@pytest.fixture
def finder(qapp: QApplication) -> Iterator[Finder]:
    model = TranscriptModel()
    made = Finder(model, model)
    yield made
    made.look_for("", from_row=0)


def spots(finder: Finder) -> list[tuple[int, int]]:
    """Every place from the current one on, walking forward around the end."""
    found = []
    for _ in range(finder.n_places):
        spot = finder.spot
        assert spot is not None
        found.append((spot.row, spot.start))
        finder.step(1)
    return found


def test_every_place_is_counted_without_regard_to_case_and_accents(finder: Finder, qtbot: QtBot) -> None:
    model = finder._model
    model.set_items([item(0, "Café, cafe and CAFÉ"), item(1, "no coffee"), item(2, "decaffeinated cafés")])
    finder.look_for("café", from_row=0)
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert finder.n_places == 4
    assert spots(finder) == [(0, 0), (0, 6), (0, 15), (2, 14)]


def test_it_begins_at_the_message_in_view_and_goes_around_the_ends(finder: Finder, qtbot: QtBot) -> None:
    finder._model.set_items([item(0, "one"), item(1, "one one"), item(2, "two"), item(3, "one")])
    finder.look_for("one", from_row=2)
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert finder.spot == Spot(row=3, start=0, length=3)
    assert (finder.number, finder.n_places) == (4, 4)
    finder.step(1)
    assert (finder.number, finder.spot) == (1, Spot(row=0, start=0, length=3))
    finder.step(-1)
    assert finder.number == 4
    finder.step(-1)
    assert finder.spot == Spot(row=1, start=4, length=3)


def test_a_place_across_two_slices_of_a_long_message_is_found_once(
    finder: Finder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_CHUNK", 10)
    monkeypatch.setattr(finding, "SLICE_S", 0.0)  # one slice, then the window's turn
    text = "aaaaaaaa needle and needle needlneedle" + "a" * 7
    finder._model.set_items([item(0, text)])
    for needle in ("needle", "a", "aa", "eedle n"):
        finder.look_for(needle, from_row=0)
        qtbot.waitUntil(lambda: not finder.is_looking)
        expected, at = [], text.find(needle)
        while at >= 0:
            expected.append((0, at))
            at = text.find(needle, at + len(needle))
        assert spots(finder) == expected, needle


def test_there_is_an_end_to_counting(finder: Finder, qtbot: QtBot) -> None:
    finder._model.set_items([item(number, "e" * 50_000) for number in range(3)])
    finder.look_for("e", from_row=0)
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert finder.is_more
    assert finding.MAX_PLACES <= finder.n_places < finding.MAX_PLACES + finding._CHUNK
    finder.step(-1)
    assert finder.number == finder.n_places


def test_what_streams_is_found_as_it_comes(finder: Finder, qtbot: QtBot) -> None:
    model = finder._model
    model.set_items([item(0, "a question"), item(1, "The ne", is_streaming=True)])
    finder.look_for("needle", from_row=0)
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert finder.n_places == 0
    model.append_text(1, "edle is here, nee")
    model.append_text(1, "dle")
    qtbot.waitUntil(lambda: finder.n_places == 2)
    assert finder.spot == Spot(row=1, start=4, length=6)
    model.append(item(2, "another needle"))
    qtbot.waitUntil(lambda: finder.n_places == 3)
    model.replace(1, item(1, "No more of it"))
    qtbot.waitUntil(lambda: finder.n_places == 1)
    finder.step(1)
    assert finder.spot == Spot(row=2, start=8, length=6)


def test_another_conversation_is_looked_through_anew(finder: Finder, qtbot: QtBot) -> None:
    finder._model.set_items([item(0, "needle needle")])
    finder.look_for("needle", from_row=0)
    qtbot.waitUntil(lambda: not finder.is_looking)
    finder._model.set_items([item(0, "hay"), item(1, "needle")])
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert (finder.number, finder.n_places) == (1, 1)
    finder.step(1)
    assert finder.spot == Spot(row=1, start=0, length=6)
    finder._model.set_items([])
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert (finder.number, finder.n_places, finder.spot) == (0, 0, None)


def test_another_branch_is_looked_through_from_where_it_begins(finder: Finder, qtbot: QtBot) -> None:
    model = finder._model
    model.set_items([item(0, "needle"), item(1, "needle needle"), item(2, "hay"), item(3, "needle")])
    finder.look_for("needle", from_row=0)
    qtbot.waitUntil(lambda: not finder.is_looking)
    finder.step(-1)
    assert finder.spot == Spot(row=3, start=0, length=6)
    model.replace_tail(1, [item(4, "one needle")])
    assert finder.spot is None
    qtbot.waitUntil(lambda: not finder.is_looking)
    assert finder.n_places == 2
    finder.step(-1)
    assert finder.spot == Spot(row=1, start=4, length=6)


def test_all_places_in_view_are_marked_and_one_stands_out(stage: Stage, qtbot: QtBot) -> None:
    stage.fill(
        "Where is the **needle**?", "In the hay: a needle, a *Needle* 🪡 and a needle.\n\n```\nneedle = 1\n```\n"
    )
    stage.find.open()
    qtbot.keyClicks(stage.find.bar.field, "needle")
    qtbot.waitUntil(lambda: stage.find.bar.count.text() == "1 of 5")
    assert stage.marked() == ["needle", "needle", "Needle", "needle", "needle"]
    for number in range(1, 6):
        assert stage.find.bar.count.text() == f"{number} of 5"
        assert len(stage.current_marks()) == 1
        qtbot.keyClick(stage.find.bar.field, Qt.Key.Key_Return)
    assert stage.find.bar.count.text() == "1 of 5"
    qtbot.keyClick(stage.find.bar.field, Qt.Key.Key_Return, SHIFT)
    assert stage.find.bar.count.text() == "5 of 5"
    qtbot.keyClick(stage.find.bar.field, Qt.Key.Key_Escape)
    assert stage.find.bar.isHidden()
    assert stage.marked() == []


def test_a_place_far_away_is_scrolled_to_and_marked(stage: Stage, qtbot: QtBot) -> None:
    texts = [f"message {number}\n\n" + "Some words of a paragraph.\n\n" * 20 for number in range(200)]
    texts[150] = texts[150] + "the needle at last"
    stage.fill(*texts)
    stage.view.scroll_to_row(0)
    stage.find.open()
    stage.find.bar.field.setText("needle")
    qtbot.waitUntil(lambda: stage.current_marks() == ["needle"])
    assert stage.find.bar.count.text() == "1 of 1"
    for _, text in stage.view.visible_texts():
        for selection in text.extraSelections():
            place = text.mapTo(stage.view.viewport(), text.cursorRect(selection.cursor).center())
            assert stage.view.viewport().rect().contains(place)


def test_marks_come_and_go_with_what_is_in_view(stage: Stage, qtbot: QtBot) -> None:
    stage.fill(*(f"word {number}\n\n" + "other text here.\n\n" * 10 for number in range(60)))
    stage.view.scroll_to_row(0)
    stage.find.open()
    stage.find.bar.field.setText("word")
    qtbot.waitUntil(lambda: stage.find.bar.count.text() == "1 of 60")
    assert stage.marked()[0] == "word"
    stage.view.verticalScrollBar().setValue(stage.view.verticalScrollBar().maximum() // 2)
    assert set(stage.marked()) == {"word"}
    stage.find.bar.field.setText("nowhere")
    qtbot.waitUntil(lambda: not stage.find.finder.is_looking)
    assert stage.find.bar.count.text() == "not found"
    assert stage.marked() == []
    assert not stage.find.bar.next.isEnabled()


def test_marks_stay_right_while_the_text_grows(stage: Stage, qtbot: QtBot) -> None:
    stage.model.set_items([item(0, "q"), item(1, "a fine ne", is_streaming=True)])
    stage.find.open()
    stage.find.bar.field.setText("needle")
    for _ in range(20):
        stage.model.append_text(1, "edle and a fine ne")
        stage.view.flush()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: stage.find.finder.n_places == 20)
    stage.view.flush()
    assert stage.marked() == ["needle"] * 20
    assert len(stage.current_marks()) == 1


def test_f3_opens_the_bar_with_the_selected_words(stage: Stage, qtbot: QtBot) -> None:
    stage.fill("one fine day", "another fine day")
    (_, text), *_ = stage.view.visible_texts()
    text.select(4, 8)
    stage.find.next()
    assert stage.find.bar.field.text() == "fine"
    qtbot.waitUntil(lambda: stage.find.bar.count.text() == "1 of 2")
    stage.find.next()
    assert stage.find.bar.count.text() == "2 of 2"
    stage.find.previous()
    assert stage.find.bar.count.text() == "1 of 2"


def test_a_message_that_was_jumped_to_is_outlined_for_a_moment(stage: Stage, qtbot: QtBot) -> None:
    stage.fill(*(f"message {number}\n\n" + "text.\n\n" * 20 for number in range(50)))
    stage.view.scroll_to_row(20)
    stage.find.marks.flash(20)
    outline = stage.find.marks._outline
    assert outline.isVisible()
    assert stage.view.row_rect(20) == outline.geometry()
    stage.view.verticalScrollBar().setValue(0)
    assert not outline.isVisible()
    stage.find.marks._flash_timer.setInterval(1)
    stage.find.marks.flash(0)
    assert outline.isVisible()
    qtbot.waitUntil(lambda: not outline.isVisible())


def test_ten_thousand_messages_are_looked_through_in_slices(stage: Stage, qtbot: QtBot) -> None:
    stage.model.set_items([item(number, f"message {number} has some words in it") for number in range(10_000)])
    turns = []
    stage.find.finder.changed.connect(lambda: turns.append(stage.find.finder.n_places))
    stage.find.open()
    stage.find.bar.field.setText("words")
    qtbot.waitUntil(lambda: stage.find.finder.n_places == 10_000)
    qtbot.waitUntil(lambda: not stage.find.finder.is_looking)
    assert stage.find.finder.number > 9_900  # from the messages in view on, which are the last
    assert turns == sorted(turns)


def _first_part(stage: Stage) -> tuple[object, int]:
    return stage.view._placed[0]


def test_the_bar_stands_above_the_text_and_the_reader_keeps_the_place(stage: Stage) -> None:
    stage.view.resize(640, 500)
    stage.fill(*(f"message number {number} " + "and its words " * 60 for number in range(30)))
    assert stage.view.is_at_bottom()
    stage.find.open()
    bar, viewport = stage.find.bar, stage.view.viewport()
    assert bar.isVisible()
    assert not bar.geometry().intersects(viewport.geometry())
    assert bar._edge.isVisible()
    assert bar._edge.geometry().bottom() + 1 == viewport.geometry().top(), "it is where the text is cut"
    assert stage.view.is_at_bottom()
    stage.find.close()
    assert not bar._edge.isVisible()
    assert viewport.geometry().top() == 0
    for row in (0, 12):
        stage.view.scroll_to_row(row)
        before = _first_part(stage)
        stage.find.open()
        assert not bar.geometry().intersects(viewport.geometry())
        assert _first_part(stage) == before
        stage.find.close()
        assert _first_part(stage) == before


def test_the_bar_fits_into_a_narrow_column(stage: Stage, qtbot: QtBot) -> None:
    stage.fill("one two one", "one")
    stage.view.resize(272, 500)
    stage.find.open()
    bar = stage.find.bar
    for text in ("", "one"):
        bar.field.setText(text)
        qtbot.waitUntil(lambda: bool(bar.count.text()) is bool(bar.field.text()))
        row = bar.layout()
        assert row is not None
        row.activate()
        parts = (bar.field, bar.count, bar.previous, bar.next, bar.close_button)
        for left, right in pairwise(parts):
            assert left.geometry().right() < right.geometry().left()
        assert bar.rect().contains(bar.close_button.geometry())


def test_what_is_typed_stays_in_the_field_where_reasoning_opens_for_a_hit(stage: Stage, qtbot: QtBot) -> None:
    stage.fill("How?", "<think>\nThis is about maths.\n</think>\n\nIt is easy.")
    stage.find.open()
    for letter in "maths":
        focused = QApplication.focusWidget()
        assert focused is stage.find.bar.field
        QTest.keyClicks(focused, letter)
        qtbot.waitUntil(lambda: not stage.find.finder.is_looking)
    assert stage.find.bar.field.text() == "maths"
    assert stage.current_marks() == ["maths"]
    assert QApplication.focusWidget() is stage.find.bar.field


def test_another_conversation_is_counted_from_its_first_place_without_moving(stage: Stage, qtbot: QtBot) -> None:
    stage.fill("one needle", "two")
    stage.find.open()
    stage.find.bar.field.setText("needle")
    qtbot.waitUntil(lambda: stage.find.bar.count.text() == "1 of 1")
    gone_to: list[Spot] = []
    stage.find.finder.arrived.connect(gone_to.append)
    stage.fill("none", "a needle and a needle", "needle")
    qtbot.waitUntil(lambda: stage.find.bar.count.text() == "1 of 3")
    assert gone_to == []
    stage.find.next()
    assert (stage.find.bar.count.text(), gone_to[-1].start) == ("1 of 3", 2)
    stage.find.next()
    assert stage.find.bar.count.text() == "2 of 3"
